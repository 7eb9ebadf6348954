/* Opening: fresh, existing, missing, foreign, locked; reading a stopped server's data with its WAL. */
#include "cmocka_all.h"

#include <etatunti/store/meta.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/handle.h"
#include "world.h"

static char why[ET_STORE_WHY_LEN];

static void reopen(struct world *world, enum et_store_mode mode)
{
	et_store_close(world->store);
	world->store = NULL;
	OK(et_store_open(world->path, mode, NOW, &world->store, why));
}

static void test_rows_survive_closing(void **state)
{
	struct world world;
	struct stat st;

	(void)state;
	world_init_file(&world);
	assert_int_equal(stat(world.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	reopen(&world, ET_STORE_SERVE);
	assert_int_equal(world_count(world.store, "SELECT COUNT(*) FROM user"), 5);
	/* A clean close leaves one file. */
	reopen(&world, ET_STORE_READ);
	assert_int_equal(world_count(world.store, "SELECT COUNT(*) FROM user"), 5);
	world_fini(&world);
}

static void test_settings(void **state)
{
	struct world world;

	(void)state;
	world_init_file(&world);
	assert_int_equal(world_count(world.store, "PRAGMA synchronous"), 2);
	assert_int_equal(world_count(world.store, "PRAGMA foreign_keys"), 1);
	assert_int_equal(world_count(world.store, "PRAGMA trusted_schema"), 0);
	assert_int_equal(world_count(world.store, "PRAGMA secure_delete"), 1);
	assert_int_equal(
		world_count(world.store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"),
		1);
	assert_int_equal(world_count(world.store,
				 "SELECT locking_mode = 'exclusive' FROM pragma_locking_mode"),
		1);
	/* Defensive: the schema's own table is not to be written. */
	assert_int_not_equal(world_exec(world.store,
				     "PRAGMA writable_schema = ON;"
				     "DELETE FROM sqlite_schema"),
		SQLITE_OK);
	assert_int_not_equal(world_exec(world.store, "ATTACH ':memory:' AS other"), SQLITE_OK);
	world_fini(&world);
}

static void test_create_refuses_what_is_there(void **state)
{
	struct et_store *other;
	struct world world;

	(void)state;
	world_init_file(&world);
	et_store_close(world.store);
	world.store = NULL;
	assert_int_equal(et_store_open(world.path, ET_STORE_CREATE, NOW, &other, why), ET_CONFLICT);
	assert_null(other);
	assert_non_null(strstr(why, "there already"));
	reopen(&world, ET_STORE_SERVE);
	assert_int_equal(world_count(world.store, "SELECT COUNT(*) FROM user"), 5);
	world_fini(&world);
}

static void test_missing_and_foreign_files(void **state)
{
	static const enum et_store_mode modes[] = { ET_STORE_SERVE, ET_STORE_READ };
	struct et_store *other;
	struct world world;
	char path[128];
	int fd;

	(void)state;
	world_init_file(&world);
	(void)snprintf(path, sizeof(path), "%s.other", world.path);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(et_store_open(path, modes[i], NOW, &other, why), ET_NOT_FOUND);
		assert_non_null(strstr(why, "there is no "));
		assert_int_equal(access(path, F_OK), -1);
	}
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(et_store_open(path, modes[i], NOW, &other, why), ET_CORRUPT);
		assert_non_null(strstr(why, "not a database"));
	}
	for (int i = 0; i < 200; i++)
		assert_int_equal(write(fd, "This is a text, not a database. ", 32), 32);
	(void)close(fd);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(et_store_open(path, modes[i], NOW, &other, why), ET_CORRUPT);
		assert_non_null(strstr(why, "not a database"));
	}
	world_fini(&world);
}

/* A child holds the database until `done` is closed. */
static pid_t hold(const char *path, int ready, int done)
{
	struct et_store *store;
	char byte;
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	if (et_store_open(path, ET_STORE_SERVE, NOW, &store, why) != ET_OK ||
		write(ready, "r", 1) != 1 || read(done, &byte, 1) != 0)
		_exit(1);
	et_store_close(store);
	_exit(0);
}

static void test_two_processes(void **state)
{
	struct et_store *other;
	struct world world;
	int ready[2], done[2], status;
	char byte, shm[128];
	pid_t pid;

	(void)state;
	world_init_file(&world);
	et_store_close(world.store);
	world.store = NULL;
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(done), 0);
	assert_int_equal(fcntl(done[1], F_SETFD, FD_CLOEXEC), 0);
	pid = fork();
	if (pid == 0) {
		(void)close(done[1]);
		_exit(waitpid(hold(world.path, ready[1], done[0]), &status, 0) < 0 ? 1 : status);
	}
	(void)close(done[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(et_store_open(world.path, ET_STORE_SERVE, NOW, &other, why), ET_CONFLICT);
	assert_null(other);
	assert_non_null(strstr(why, "in use"));
	(void)snprintf(shm, sizeof(shm), "%s-shm", world.path);
	assert_int_equal(access(shm, F_OK), -1); /* no memory shared with anyone */
	assert_int_equal(et_store_open(world.path, ET_STORE_READ, NOW, &other, why), ET_CONFLICT);
	assert_non_null(strstr(why, "in use"));
	(void)close(done[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	reopen(&world, ET_STORE_SERVE);
	(void)close(ready[0]);
	(void)close(ready[1]);
	world_fini(&world);
}

/* A server that dies after a commit and leaves its WAL behind. */
static void die_after_commit(const char *path)
{
	struct et_store *store;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (et_store_open(path, ET_STORE_SERVE, NOW, &store, why) != ET_OK ||
			et_store_txn_begin(store, "child") != ET_OK ||
			et_store_meta_insert(store, "last", ET_SLICE_LIT("word")) != ET_OK ||
			et_store_txn_commit(store) != ET_OK)
			_exit(1);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void test_reading_a_left_over_wal(void **state)
{
	struct stat before, after;
	struct et_slice value;
	struct world world;
	char wal[128];

	(void)state;
	world_init_file(&world);
	et_store_close(world.store);
	die_after_commit(world.path);
	(void)snprintf(wal, sizeof(wal), "%s-wal", world.path);
	assert_int_equal(stat(wal, &before), 0);
	assert_true(before.st_size > 0);
	OK(et_store_open(world.path, ET_STORE_READ, NOW, &world.store, why));
	OK(et_store_meta_get(world.store, "last", world.arena, &value));
	assert_true(et_slice_eq_str(value, "word"));
	/* What was read is untouched, and the private copy goes. */
	assert_int_equal(stat(wal, &after), 0);
	assert_int_equal(after.st_size, before.st_size);
	assert_int_equal(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	assert_int_equal(access(world.store->scratch_dir, F_OK), 0);
	char *scratch = et_arena_printf(world.arena, "%s", world.store->scratch_dir);
	et_store_close(world.store);
	assert_int_equal(access(scratch, F_OK), -1);
	/* The server recovers from it by itself. */
	OK(et_store_open(world.path, ET_STORE_SERVE, NOW, &world.store, why));
	OK(et_store_meta_get(world.store, "last", world.arena, &value));
	world_fini(&world);
}

static void test_read_only_cannot_write(void **state)
{
	struct world world;

	(void)state;
	world_init_file(&world);
	reopen(&world, ET_STORE_READ);
	assert_int_not_equal(world_exec(world.store, "DELETE FROM series_pair"), SQLITE_OK);
	world_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_survive_closing),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_create_refuses_what_is_there),
		cmocka_unit_test(test_missing_and_foreign_files),
		cmocka_unit_test(test_two_processes),
		cmocka_unit_test(test_reading_a_left_over_wal),
		cmocka_unit_test(test_read_only_cannot_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
