/*
 * A record of the first schema is brought up to date by its first start, and the disk fails at each write and each sync of it,
 * or the power goes at any point: the next start opens it, of the whole schema, with what was in it.
 */
#include "disk_judge.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/store/verify.h>

#include "disk_mem.h"
#include "service/record.h"
#include "sql.gen.h"

#define ORGS 40

/* Where it is done, and what came of it on a healthy disk. */
struct ground {
	struct dk_script script; /* names only */
	struct et_slice old;
	char *state; /* what_it_holds */
	int64_t writes, syncs;
	struct dj_journal journal;
};

static struct ground ground;

static void exec(sqlite3 *db, const char *sql, size_t len)
{
	char *text = strndup(sql, len);

	assert_non_null(text);
	record_exec(db, text);
	free(text);
}

/* As the first program would have left it. */
static void make_old(const char *path)
{
	const struct et_sql_migration *first = &et_sql_migrations[0];
	struct et_hash hash = et_hash_of(et_slice_of(first->sql, first->sql_len));
	sqlite3_stmt *stmt;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	record_exec(db,
		"PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
		"PRAGMA application_id = 1163145265");
	record_exec(db, et_sql_queries[ET_Q_MIGRATION_TABLE].sql);
	exec(db, (const char *)first->sql, first->sql_len);
	assert_int_equal(
		sqlite3_prepare_v2(db, et_sql_queries[ET_Q_MIGRATION_INSERT].sql, -1, &stmt, NULL),
		SQLITE_OK);
	sqlite3_bind_int(stmt, 1, 1);
	sqlite3_bind_text(stmt, 2, first->name, -1, SQLITE_STATIC);
	sqlite3_bind_blob(stmt, 3, hash.b, sizeof(hash.b), SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 4, KIT_T0);
	assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	for (int i = 0; i < ORGS; i++)
		record_exec(db,
			"INSERT INTO org (org_id, kind, name, founder_pk) VALUES "
			"(randomblob(16), 'county', hex(randomblob(20)), randomblob(32))");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void put_old(void)
{
	const char *path = ground.script.path;

	dm_put(path, ground.old);
	dm_delete(ground.script.wal);
}

static enum et_err start(const char *path, struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	return et_store_open(path, ET_STORE_SERVE, KIT_T0 + KIT_DAY, out, why);
}

/* Schema and rows; the pages count the starts as well. */
static char *what_it_holds(struct et_store *store)
{
	static const char sql[] =
		"SELECT (SELECT group_concat(type || name || ifnull(sql, ''), x'0a') FROM "
		"sqlite_schema) || (SELECT group_concat(hex(org_id) || name || hex(founder_pk), "
		"x'0a') FROM org) || (SELECT group_concat(number || name || hex(hash) || "
		"applied_at, x'0a') FROM migration)";
	char *text[1];

	assert_int_equal(record_texts(store->db, sql, text, 1), 1);
	return text[0];
}

/* What was left is what it becomes on a healthy disk, at the next start. */
static void is_up_to_date(const char *after, size_t number)
{
	char why[ET_STORE_WHY_LEN] = "";
	struct et_store *store;
	char *state;

	if (start(ground.script.back, &store, why) != ET_OK)
		fail_msg("%s %zu: it does not open: %s", after, number, why);
	state = what_it_holds(store);
	if (strcmp(state, ground.state) != 0)
		fail_msg("%s %zu: it is another record", after, number);
	record_free_texts(&state, 1);
	if (et_store_verify_integrity(store, why) != ET_OK)
		fail_msg("%s %zu: %s", after, number, why);
	et_store_close(store);
}

static int setup(void **state)
{
	struct dk_script *script = &ground.script;
	char why[ET_STORE_WHY_LEN];
	struct fault_counts counts;
	struct et_store *store;

	(void)state;
	assert_int_equal(et_crypto_init(), ET_OK);
	dk_script_names(script);
	dm_install();
	fault_install_over(DM_VFS);
	make_old(script->path);
	assert_int_equal(dm_get(script->wal).len, 0);
	ground.old = dm_get(script->path);
	ground.old.ptr = memcpy(malloc(ground.old.len), ground.old.ptr, ground.old.len);
	dj_begin(&ground.journal, script->path);
	counts = fault_counts();
	if (start(script->path, &store, why) != ET_OK)
		fail_msg("%s", why);
	ground.state = what_it_holds(store);
	fault_watch(NULL);
	ground.writes = fault_counts().writes[FAULT_ALL] - counts.writes[FAULT_ALL];
	ground.syncs = fault_counts().syncs[FAULT_ALL] - counts.syncs[FAULT_ALL];
	et_store_close(store);
	print_message(
		"%lld writes, %lld syncs\n", (long long)ground.writes, (long long)ground.syncs);
	assert_true(ground.writes > 40 && ground.syncs > 3);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	dj_end(&ground.journal);
	fault_remove();
	dm_remove();
	dk_script_forget_names(&ground.script);
	record_free_texts(&ground.state, 1);
	free((void *)(uintptr_t)ground.old.ptr);
	return 0;
}

static void each(const struct fault *fault, bool of_sync, const char *name)
{
	int64_t count = of_sync ? ground.syncs : ground.writes;

	for (int64_t n = 1; n <= count; n++) {
		struct fault armed = *fault;
		char why[ET_STORE_WHY_LEN];
		struct et_store *store;
		enum et_err err;

		put_old();
		armed.countdown = (int)n;
		armed.written = (int)(n * 101 % 256);
		if (of_sync)
			fault_sync(&armed);
		else
			fault_write(&armed);
		err = start(ground.script.path, &store, why);
		fault_writes(0, 0);
		fault_syncs(0, 0);
		assert_int_not_equal(err, ET_OK);
		assert_null(store);
		assert_true(strlen(why) > 0);
		dk_left_by_kill(&ground.script);
		is_up_to_date(name, (size_t)n);
	}
}

static void test_the_disk_fails(void **state)
{
	(void)state;
	each(&(struct fault){ .rc = SQLITE_IOERR_WRITE }, false, "failed write");
	each(&(struct fault){ .rc = SQLITE_IOERR_WRITE, .once = true }, false, "torn write");
	each(&(struct fault){ .rc = SQLITE_FULL }, false, "no room at write");
	each(&(struct fault){ .rc = SQLITE_IOERR_FSYNC }, true, "failed sync");
}

/* The file on the disk in memory goes with the system's, as if it were one. */
static enum et_err create(struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	enum et_err err;

	dm_delete(ground.script.path);
	dm_delete(ground.script.wal);
	err = et_store_open(ground.script.path, ET_STORE_CREATE, KIT_T0, out, why);
	fault_writes(0, 0);
	return err;
}

/* A record that could not be made is not there, and can be made. */
static void test_a_new_record(void **state)
{
	char why[ET_STORE_WHY_LEN];
	struct et_store *store;
	int n = 1;

	(void)state;
	assert_int_equal(unlink(ground.script.path), 0);
	for (;; n++) {
		fault_writes(n, n % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE);
		if (create(&store, why) == ET_OK)
			break;
		assert_true(strlen(why) > 0);
		assert_int_not_equal(access(ground.script.path, F_OK), 0);
	}
	assert_true(n > 40);
	assert_int_equal(et_store_verify_integrity(store, why), ET_OK);
	et_store_close(store);
}

static void test_the_power_goes(void **state)
{
	struct dk_rig rig = { .script = &ground.script, .journal = ground.journal };
	size_t rounds = dk_rounds(DJ_LOSSES);

	(void)state;
	for (size_t ops = 0; ops <= ground.journal.count; ops++) {
		for (size_t i = 0; i < rounds; i++) {
			dk_left_by_crash(&rig, ops, (enum dj_loss)(i % DJ_LOSSES),
				dk_seed() * UINT64_C(1000003) + ops * rounds + i);
			is_up_to_date("power gone after", ops);
		}
	}
	print_message("%zu crashes, ET_SEED=%llu\n", (ground.journal.count + 1) * rounds,
		(unsigned long long)dk_seed());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_disk_fails),
		cmocka_unit_test(test_the_power_goes),
		cmocka_unit_test(test_a_new_record),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
