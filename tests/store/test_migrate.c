/* Migrations: from nothing, again, one more; an edited, an unknown or a broken one; those that are frozen. */
#include "cmocka_all.h"

#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>

#include "store/handle.h"
#include "store/migrate.h"
#include "store/sql.h"
#include "world.h"

#define MIGRATION(name, sql) \
	{ \
		name, (const unsigned char *)(sql), sizeof(sql) - 1 \
	}

static char why[ET_STORE_WHY_LEN];

static const struct et_sql_migration more[] = {
	MIGRATION("later_notes",
		"CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY) STRICT;"
		"INSERT INTO note (id) VALUES (7);"),
	MIGRATION("later_broken",
		"CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere "
		"VALUES (1);"),
};

#define REAL 7 /* how many there are */
#define MORE (sizeof(more) / sizeof(more[0]))

/* The real migrations and the ones above. */
static void chain_of(struct et_sql_migration chain[REAL + MORE])
{
	assert_int_equal(et_sql_migrations_count, REAL);
	memcpy(chain, et_sql_migrations, REAL * sizeof(*chain));
	memcpy(chain + REAL, more, sizeof(more));
}

static void test_embedded_are_applied_once(void **state)
{
	struct world world;

	(void)state;
	world_init_file(&world);
	assert_int_equal(world_count(world.store, "SELECT COUNT(*) FROM migration"),
		(int64_t)et_sql_migrations_count);
	assert_int_equal(world_count(world.store, "SELECT applied_at FROM migration"), NOW);
	et_store_close(world.store);
	OK(et_store_open(world.path, ET_STORE_SERVE, NOW + 5, &world.store, why));
	assert_int_equal(world_count(world.store, "SELECT MAX(applied_at) FROM migration"), NOW);
	OK(et_migrate_check(world.store, et_sql_migrations, et_sql_migrations_count, why));
	world_fini(&world);
}

static void test_a_later_one_is_added(void **state)
{
	struct et_sql_migration chain[REAL + MORE];
	struct world world;

	(void)state;
	world_init(&world);
	chain_of(chain);
	assert_int_equal(et_migrate_check(world.store, chain, REAL + 1, why), ET_CORRUPT);
	assert_non_null(strstr(why, "older than this program"));
	OK(et_migrate(world.store, chain, REAL + 1, NOW + 1, why));
	OK(et_migrate(world.store, chain, REAL + 1, NOW + 2, why));
	assert_int_equal(world_count(world.store, "SELECT id FROM note"), 7);
	assert_int_equal(world_count(world.store, "SELECT COUNT(*) FROM user"), 5);
	/* An older program does not touch it. */
	assert_int_equal(et_migrate(world.store, chain, REAL, NOW, why), ET_CORRUPT);
	assert_non_null(strstr(why, "newer than this program"));
	world_fini(&world);
}

static void test_an_edited_one_refuses(void **state)
{
	static const struct et_sql_migration edited[] = { MIGRATION(
		"0001_first", "CREATE TABLE other (id INTEGER) STRICT;") };
	struct world world;

	(void)state;
	world_init(&world);
	assert_int_equal(et_migrate(world.store, edited, 1, NOW, why), ET_CORRUPT);
	assert_non_null(strstr(why, "migration 0001_first differs"));
	world_fini(&world);
}

/* The first migration as an earlier commit had it: without that column. */
static struct et_hash hash_without(const char *line, struct et_arena *arena)
{
	const struct et_sql_migration *now = &et_sql_migrations[0];
	char *text = et_arena_alloc(arena, now->sql_len + 1), *at;

	assert_non_null(text);
	memcpy(text, now->sql, now->sql_len);
	text[now->sql_len] = '\0';
	assert_non_null(at = strstr(text, line));
	memmove(at, at + strlen(line), strlen(at + strlen(line)) + 1);
	return et_hash_of(et_slice_str(text));
}

static int64_t number_of(const char *path, const char *sql)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;
	int64_t count;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	count = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt);
	(void)sqlite3_close(db);
	return count;
}

/* A database that an earlier commit has made is refused in one sentence, and stays as it is. */
static void test_an_earlier_commits_is_refused(void **state)
{
	static const enum et_store_mode modes[] = { ET_STORE_SERVE, ET_STORE_READ };
	struct et_store *store;
	struct et_hash hash;
	struct world world;

	(void)state;
	world_init_file(&world);
	hash = hash_without("\tnot_before INTEGER NOT NULL,\n", world.arena);
	assert_int_equal(world_exec(world.store,
				 "ALTER TABLE place DROP COLUMN not_before;"
				 "DELETE FROM migration WHERE number > 1"),
		SQLITE_OK);
	OK(et_store_txn_begin(world.store, "earlier"));
	OK(et_sql_run(world.store, ET_Q_MIGRATION_INSERT,
		ET_VALS(et_val_int(7), et_val_str("kept"), et_val_hash(&hash), et_val_int(NOW))));
	assert_int_equal(
		world_exec(world.store,
			"UPDATE migration SET hash = (SELECT hash FROM migration WHERE number = 7);"
			"DELETE FROM migration WHERE number = 7"),
		SQLITE_OK);
	OK(et_store_txn_commit(world.store));
	et_store_close(world.store);
	world.store = NULL;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(et_store_open(world.path, modes[i], NOW, &store, why), ET_CORRUPT);
		assert_null(store);
		assert_non_null(strstr(why, world.path));
		assert_non_null(strstr(why, "made by another build"));
		assert_non_null(strstr(why, "(migration 0001_first differs)"));
	}
	assert_int_equal(number_of(world.path, "SELECT COUNT(*) FROM migration"), 1);
	assert_int_equal(number_of(world.path,
				 "SELECT COUNT(*) FROM pragma_table_info('place') "
				 "WHERE name = 'not_before'"),
		0);
	assert_int_equal(number_of(world.path, "SELECT COUNT(*) FROM user"), 5);
	world_fini(&world);
}

/*
 * There are records of each of these: their texts are as they are for good, and a change is a new file behind them with
 * a new line here (and a record of its own: tests/service/test_past.c). H of each text, as in table migration.
 */
static const struct {
	const char *name, *hash;
} frozen[] = {
	{ "0001_first", "36e176936cb34263653c388bcb784097585c20379d08223f3387f2bfb6f6ee6d" },
	{ "0002_views", "7df524f713c1192f5f89a20481059711a34b288a37cb23b4a53933208feb7ec4" },
	{ "0003_guest", "07d9f481d73afedf0c10cdfa5128ef347d966bf4500ef864ae8e198f349efb61" },
	{ "0004_follow_up", "bb06a09f1a893f6b504aa78a5958698a848d69fd31141f1deadc67cf96bf641b" },
	{ "0005_org", "bb08450d3757c3f913ac69d3edf2fbf51e34d8ea9111b27829b85f79761bc7c9" },
	{ "0006_chunk_staged", "e218e132e20864e1b44f0fcc9335aabc2f7618fd69c59b1daf7b3a5dfd64d483" },
	{ "0007_statement_hash",
		"ffebc3cd4504767594fdbd96b39b29f74f10f4f1c6f259341e83750b81c59697" },
};

#define FROZEN (sizeof(frozen) / sizeof(frozen[0]))

static void test_past_ones_are_frozen(void **state)
{
	(void)state;
	for (size_t i = 0; i < et_sql_migrations_count; i++) {
		const struct et_sql_migration *one = &et_sql_migrations[i];
		struct et_hash hash = et_hash_of(et_slice_of(one->sql, one->sql_len));
		char text[2 * sizeof(hash.b) + 1];

		et_hex_encode(et_hash_slice(&hash), text);
		if (i >= FROZEN)
			fail_msg("%s is new: freeze it here, { \"%s\", \"%s\" }", one->name,
				one->name, text);
		assert_string_equal(one->name, frozen[i].name);
		if (strcmp(text, frozen[i].hash) != 0)
			fail_msg("%s was edited: what it has made is out there; a change is a new "
				 "file",
				one->name);
	}
	assert_int_equal(et_sql_migrations_count, FROZEN); /* nor is one taken away */
}

static void test_a_broken_one_leaves_nothing(void **state)
{
	struct et_sql_migration chain[REAL + MORE];
	struct world world;

	(void)state;
	world_init(&world);
	chain_of(chain);
	assert_int_not_equal(et_migrate(world.store, chain, REAL + MORE, NOW, why), ET_OK);
	assert_non_null(strstr(why, "later_broken"));
	assert_false(et_store_txn_is_open(world.store));
	assert_int_equal(sqlite3_table_column_metadata(
				 world.store->db, NULL, "half", NULL, NULL, NULL, NULL, NULL, NULL),
		SQLITE_ERROR);
	/* The one before it stays: each has its own transaction. */
	assert_int_equal(world_count(world.store, "SELECT MAX(number) FROM migration"), REAL + 1);
	world_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_embedded_are_applied_once),
		cmocka_unit_test(test_a_later_one_is_added),
		cmocka_unit_test(test_an_edited_one_refuses),
		cmocka_unit_test(test_an_earlier_commits_is_refused),
		cmocka_unit_test(test_a_broken_one_leaves_nothing),
		cmocka_unit_test(test_past_ones_are_frozen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
