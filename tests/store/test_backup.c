/* A copy made while the database is written to: whole, as of its last step, without what was erased; and what stands in its way. */
#include "cmocka_all.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/store/backup.h>
#include <etatunti/store/draft.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/verify.h>

#include "store/handle.h"
#include "world.h"

#define DRAFTS 400
#define MARK "the only draft of its kind: 5d0e"

static char why[ET_STORE_WHY_LEN];

struct rig {
	struct world world;
	char path[128]; /* of the copy */
	int fd;
};

static void put(struct et_store *store, const char *key, struct et_slice blob)
{
	struct et_store_draft draft = { WORKER, et_slice_str(key), blob, NOW };

	OK(et_store_draft_put(store, &draft));
}

static void put_many(struct et_store *store, const char *prefix, int count)
{
	static uint8_t blob[9000];
	char key[32];

	for (int i = 0; i < count; i++) {
		memset(blob, i + 1, sizeof(blob));
		(void)snprintf(key, sizeof(key), "%s%d", prefix, i);
		put(store, key, et_slice_of(blob, sizeof(blob)));
	}
}

/* One commit, of that draft. */
static void commit(struct et_store *store, const char *key, struct et_slice blob)
{
	OK(et_store_txn_begin(store, "commit"));
	put(store, key, blob);
	OK(et_store_txn_commit(store));
}

static int setup(void **state)
{
	static struct rig rig;

	world_init_file(&rig.world);
	(void)snprintf(rig.path, sizeof(rig.path), "%s.copy", rig.world.path);
	rig.fd = open(rig.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	assert_true(rig.fd >= 0);
	OK(et_store_txn_begin(rig.world.store, "setup"));
	put_many(rig.world.store, "d", DRAFTS);
	OK(et_store_txn_commit(rig.world.store));
	*state = &rig;
	return 0;
}

static int teardown(void **state)
{
	struct rig *rig = *state;

	(void)close(rig->fd);
	(void)unlink(rig->path);
	world_fini(&rig->world);
	return 0;
}

static bool stands_in(const char *path, const char *mark)
{
	char *bytes;
	struct stat st;
	bool found = false;
	int fd = open(path, O_RDONLY);

	assert_int_equal(fstat(fd, &st), 0);
	assert_non_null(bytes = malloc((size_t)st.st_size));
	assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
	for (off_t i = 0; !found && i + (off_t)strlen(mark) <= st.st_size; i++)
		found = memcmp(bytes + i, mark, strlen(mark)) == 0;
	free(bytes);
	(void)close(fd);
	return found;
}

/* Same rows everywhere, and sound. */
static void assert_same(struct rig *rig)
{
	static const char *const sums[] = {
		"SELECT COUNT(*) FROM draft",
		"SELECT SUM(length(ct)) FROM draft",
		"SELECT COUNT(*) FROM user",
		"SELECT COUNT(*) FROM sqlite_schema",
		"SELECT COUNT(*) FROM migration",
	};
	struct et_store *copy;

	assert_int_equal(et_store_open(rig->path, ET_STORE_READ, NOW, &copy, why), ET_OK);
	OK(et_store_verify_integrity(copy, why));
	OK(et_store_verify_schema(copy, rig->world.store, why));
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		assert_int_equal(
			world_count(copy, sums[i]), world_count(rig->world.store, sums[i]));
	et_store_close(copy);
	/* It is a database like any other. */
	OK(et_store_open(rig->path, ET_STORE_SERVE, NOW, &copy, why));
	commit(copy, "in the copy", ET_SLICE_LIT("x"));
	et_store_close(copy);
}

static void test_of_a_store_that_rests(void **state)
{
	struct rig *rig = *state;
	struct et_store_backup *backup;
	bool done = false;

	OK(et_store_backup_begin(rig->world.store, rig->fd, &backup));
	OK(et_store_backup_step(backup, 1 << 20, &done, why));
	assert_true(done);
	assert_int_equal(et_store_backup_left(backup), 0);
	assert_true(et_store_backup_total(backup) > 2 * DRAFTS);
	et_store_backup_end(backup);
	assert_same(rig);
}

/* Between two steps: new rows, changed ones on pages that are copied already, and one that is taken back with its bytes. */
static void test_commands_go_on(void **state)
{
	struct rig *rig = *state;
	struct et_store *store = rig->world.store;
	struct et_store_backup *backup;
	bool done = false;
	char key[32];
	int steps = 0;

	commit(store, "d0", ET_SLICE_LIT(MARK)); /* among the first pages */
	OK(et_store_backup_begin(store, rig->fd, &backup));
	for (; !done; steps++) {
		OK(et_store_backup_step(backup, 16, &done, why));
		if (done)
			break;
		(void)snprintf(key, sizeof(key), "new%d", steps);
		commit(store, key, ET_SLICE_LIT("between two steps"));
		(void)snprintf(key, sizeof(key), "d%d", steps + 1);
		commit(store, key, ET_SLICE_LIT("changed"));
		assert_true(steps < 1000);
		if (steps != 20)
			continue;
		commit(store, "dropped", ET_SLICE_LIT(MARK));
		OK(et_store_txn_begin(store, "erase"));
		assert_int_equal(
			world_exec(store, "DELETE FROM draft WHERE key IN ('d0', 'dropped')"),
			SQLITE_OK);
		store->to_shred = true;
		OK(et_store_txn_commit(store));
		assert_false(store->to_shred); /* the WAL could be emptied meanwhile */
	}
	assert_true(steps > 20);
	et_store_backup_end(backup);
	assert_same(rig);
	assert_false(stands_in(rig->path, MARK));
}

/* Frames of a transaction that is taken back may be in the copy already: SQLite begins it anew. */
static void test_a_great_rollback(void **state)
{
	struct rig *rig = *state;
	struct et_store *store = rig->world.store;
	struct et_store_backup *backup;
	bool done = false;

	assert_int_equal(world_exec(store, "PRAGMA cache_size = 10"), SQLITE_OK);
	OK(et_store_backup_begin(store, rig->fd, &backup));
	for (int i = 0; i < 20; i++)
		OK(et_store_backup_step(backup, 16, &done, why));
	assert_false(done);
	OK(et_store_txn_begin(store, "taken back"));
	put_many(store, "back", 100);
	put(store, "d0", ET_SLICE_LIT(MARK));
	put_many(store, "more", 100);
	et_store_txn_rollback(store);
	for (int i = 0; !done; i++) {
		OK(et_store_backup_step(backup, 16, &done, why));
		assert_true(i < 1000);
	}
	et_store_backup_end(backup);
	assert_same(rig);
	assert_false(stands_in(rig->path, MARK));
}

/* The error is the copy's, whatever fails: the store goes on. */
static void fails_with(struct rig *rig, int fd, enum et_err expected, bool with_commits)
{
	struct et_store_backup *backup;
	enum et_err err = ET_OK;
	bool done = false;

	OK(et_store_backup_begin(rig->world.store, fd, &backup));
	why[0] = '\0';
	for (int i = 0; err == ET_OK && !done; i++) {
		err = et_store_backup_step(backup, 16, &done, why);
		/* What the copy is told with a commit has nowhere to go either. */
		if (with_commits)
			commit(rig->world.store, "d0", ET_SLICE_LIT("changed"));
		assert_true(i < 1000);
	}
	assert_int_equal(err, expected);
	assert_int_not_equal(why[0], '\0');
	et_store_backup_end(backup);
}

static void test_no_room_for_it(void **state)
{
	struct rig *rig = *state;
	struct rlimit before, limit;
	int full = open("/dev/full", O_RDWR);

	assert_true(full >= 0);
	fails_with(rig, full, ET_STORAGE_FULL, true);
	(void)close(full);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	/* So many bytes of it fit: none, a piece of a page, of the first ones, of all but the last. */
	for (rlim_t at = 1; at < 1 << 21; at = at * 3 + 1000) {
		assert_int_equal(ftruncate(rig->fd, 0), 0);
		limit = (struct rlimit){ at, before.rlim_max };
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		fails_with(rig, rig->fd, ET_STORAGE_FULL, false);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
		commit(rig->world.store, "d0", ET_SLICE_LIT("goes on"));
	}
	assert_int_equal(ftruncate(rig->fd, 0), 0);
	test_of_a_store_that_rests(state);
}

static void test_a_file_that_cannot_be_written(void **state)
{
	struct rig *rig = *state;
	int fd = open(rig->path, O_RDONLY);

	assert_true(fd >= 0);
	fails_with(rig, fd, ET_STORAGE, true);
	(void)close(fd);
	test_of_a_store_that_rests(state);
}

static void test_broken_off(void **state)
{
	struct rig *rig = *state;
	struct et_store_backup *backup, *other;
	bool done;

	OK(et_store_backup_begin(rig->world.store, rig->fd, &backup));
	OK(et_store_backup_step(backup, 16, &done, why));
	assert_false(done);
	et_store_backup_end(backup);
	et_store_backup_end(NULL);
	assert_int_equal(ftruncate(rig->fd, 0), 0);
	OK(et_store_backup_begin(rig->world.store, rig->fd, &other));
	et_store_backup_end(other);
	et_store_close(rig->world.store); /* nothing of it holds the database */
	OK(et_store_open(rig->world.path, ET_STORE_SERVE, NOW, &rig->world.store, why));
	test_of_a_store_that_rests(state);
}

/* --------------------------------------------------- a record that nobody serves */

/* What a child process gets from an attempt to open it so. */
static enum et_err opened_elsewhere(const char *path, enum et_store_mode mode)
{
	struct et_store *store;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		enum et_err err = et_store_open(path, mode, NOW, &store, why);

		if (err == ET_OK && mode == ET_STORE_SERVE)
			commit(store, "elsewhere", ET_SLICE_LIT("x"));
		_exit((int)err); /* as one that is killed: the WAL stays */
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return (enum et_err)WEXITSTATUS(status);
}

static void copy_stopped(struct rig *rig)
{
	struct et_store_backup *backup;
	struct et_store *from;
	bool done;

	OK(et_store_open(rig->world.path, ET_STORE_COPY, NOW, &from, why));
	assert_int_equal(opened_elsewhere(rig->world.path, ET_STORE_SERVE), ET_CONFLICT);
	assert_int_equal(opened_elsewhere(rig->world.path, ET_STORE_COPY), ET_OK);
	OK(et_store_backup_begin(from, rig->fd, &backup));
	OK(et_store_backup_step(backup, 1 << 20, &done, why));
	assert_true(done);
	et_store_backup_end(backup);
	et_store_close(from);
}

static void test_of_a_stopped_server(void **state)
{
	struct rig *rig = *state;

	et_store_close(rig->world.store);
	rig->world.store = NULL;
	copy_stopped(rig);
	OK(et_store_open(rig->world.path, ET_STORE_SERVE, NOW, &rig->world.store, why));
	assert_same(rig);
}

static void test_of_a_killed_server(void **state)
{
	struct rig *rig = *state;
	struct stat before, after;
	char wal[128];

	et_store_close(rig->world.store);
	rig->world.store = NULL;
	OK(opened_elsewhere(rig->world.path, ET_STORE_SERVE));
	(void)snprintf(wal, sizeof(wal), "%s-wal", rig->world.path);
	assert_int_equal(stat(wal, &before), 0);
	assert_true(before.st_size > 0);
	copy_stopped(rig);
	assert_int_equal(stat(wal, &after), 0);
	assert_int_equal(after.st_size, before.st_size);
	assert_int_equal(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	OK(et_store_open(rig->world.path, ET_STORE_SERVE, NOW, &rig->world.store, why));
	assert_int_equal(
		world_count(rig->world.store, "SELECT COUNT(*) FROM draft WHERE key = 'elsewhere'"),
		1);
	assert_same(rig);
}

/* Before an upgrade there is to be a copy, and after one too. */
static void test_of_another_schema(void **state)
{
	struct rig *rig = *state;
	struct et_store *store;

	assert_int_equal(world_exec(rig->world.store,
				 "DELETE FROM migration WHERE number = (SELECT MAX(number) FROM "
				 "migration)"),
		SQLITE_OK);
	et_store_close(rig->world.store);
	rig->world.store = NULL;
	assert_int_equal(
		et_store_open(rig->world.path, ET_STORE_READ, NOW, &store, why), ET_CORRUPT);
	copy_stopped(rig);
	OK(et_store_open(rig->path, ET_STORE_COPY, NOW, &store, why));
	OK(et_store_verify_integrity(store, why));
	et_store_close(store);
}

static void test_a_hold_on_what_is_served(void **state)
{
	struct rig *rig = *state;
	int fd, status;
	pid_t pid = fork();

	if (pid == 0)
		_exit((int)et_store_hold(rig->world.path, &fd, why));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), ET_CONFLICT);
	assert_int_equal(opened_elsewhere(rig->world.path, ET_STORE_COPY), ET_CONFLICT);
	assert_int_equal(et_store_hold("/nonexistent", &fd, why), ET_NOT_FOUND);
	et_store_close(rig->world.store);
	rig->world.store = NULL;
	OK(et_store_hold(rig->world.path, &fd, why));
	assert_int_equal(opened_elsewhere(rig->world.path, ET_STORE_SERVE), ET_CONFLICT);
	(void)close(fd);
	OK(opened_elsewhere(rig->world.path, ET_STORE_SERVE));
	OK(et_store_open(rig->world.path, ET_STORE_SERVE, NOW, &rig->world.store, why));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_of_a_store_that_rests),
		TEST(test_commands_go_on),
		TEST(test_a_great_rollback),
		TEST(test_no_room_for_it),
		TEST(test_a_file_that_cannot_be_written),
		TEST(test_broken_off),
		TEST(test_of_a_stopped_server),
		TEST(test_of_a_killed_server),
		TEST(test_of_another_schema),
		TEST(test_a_hold_on_what_is_served),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
