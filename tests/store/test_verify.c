/* What verify stands on: every table has a class, the comparison finds each kind of difference. */
#include "cmocka_all.h"

#include <etatunti/store/verify.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/handle.h"
#include "world.h"

static char why[ET_STORE_WHY_LEN];

/* Tables that verify does not rebuild, and so what else vouches for them. */
static const char *const others[] = { "meta", "dir_statement", "enrolment", "statement", "log",
	"checkpoint", "relogin",                         /* chain */
	"wrap_data", "object_ct", "chunk", "guest_data", /* data */
	"session", "reply", "draft", "feed",             /* ephemeral */
	"reach", "mail", "migration",                    /* and the schema's own */
	NULL };

static bool is_in(const char *const *names, const char *name)
{
	for (; *names != NULL; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

static void test_every_table_has_a_class(void **state)
{
	struct world world;
	sqlite3_stmt *stmt;
	size_t count = 0, listed = 0;

	(void)state;
	world_init(&world);
	assert_int_equal(
		sqlite3_prepare_v2(world.store->db,
			"SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &stmt, NULL),
		SQLITE_OK);
	for (; sqlite3_step(stmt) == SQLITE_ROW; count++) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0);

		if (is_in(et_store_projections(), name) == is_in(others, name))
			fail_msg("table %s is in no class, or in two", name);
	}
	(void)sqlite3_finalize(stmt);
	while (et_store_projections()[listed] != NULL)
		listed++;
	assert_int_equal(count, listed + sizeof(others) / sizeof(others[0]) - 1);
	world_fini(&world);
}

static void fill_case(struct et_store *store)
{
	struct et_store_place place = world_place(1, HOUR(1), 10);

	world_case(store, 1);
	OK(et_store_place_insert(store, &place));
}

static void two_worlds(struct world *data, struct world *built)
{
	struct world *worlds[] = { data, built };

	for (size_t i = 0; i < 2; i++) {
		world_init(worlds[i]);
		OK(et_store_txn_begin(worlds[i]->store, "test"));
		fill_case(worlds[i]->store);
		OK(et_store_txn_commit(worlds[i]->store));
	}
}

static void test_equal_tables(void **state)
{
	struct world data, built;

	(void)state;
	two_worlds(&data, &built);
	for (size_t i = 0; et_store_projections()[i] != NULL; i++)
		OK(et_store_verify_compare(
			data.store, built.store, et_store_projections()[i], why));
	assert_string_equal(why, "");
	world_fini(&data);
	world_fini(&built);
}

static void expect_difference(const char *table, const char *change, const char *names)
{
	struct world data, built;

	two_worlds(&data, &built);
	assert_int_equal(world_exec(data.store, change), SQLITE_OK);
	if (et_store_verify_compare(data.store, built.store, table, why) != ET_CORRUPT)
		fail_msg("not found: %s", change);
	if (strstr(why, table) != why || strstr(why, names) == NULL)
		fail_msg("%s does not say %s", why, names);
	world_fini(&data);
	world_fini(&built);
}

static void test_differences(void **state)
{
	static const char case_id[] = "case_id=63000000000000000000000000000001";

	(void)state;
	expect_difference("casefile", "UPDATE casefile SET updated_at = 1", "updated_at is not");
	expect_difference("casefile", "UPDATE casefile SET updated_at = 1", case_id);
	expect_difference(
		"consent", "UPDATE consent SET ended_at = 1, ended_by_seq = 1", "ended_at");
	expect_difference("consent", "UPDATE consent SET ack_by = NULL, ack_seq = NULL", "ack_by");
	expect_difference("place", "DELETE FROM place", "row is missing");
	expect_difference("place", "DELETE FROM place", "queue_seq=10");
	expect_difference("user", "UPDATE user SET roles = 'worker' WHERE username = 'kaisa'",
		"roles is not");
	expect_difference("commitment",
		"INSERT INTO commitment SELECT case_id, 'P', 1, hash FROM casefile",
		"no statement makes this row");
	expect_difference("member",
		"INSERT INTO member SELECT c.case_id, u.uid, 'SC', 9, 1 FROM casefile c, user u "
		"WHERE u.username = 'vieras'",
		"no statement makes this row");
	expect_difference("pair_member", "DELETE FROM pair_member WHERE rowid = 1", "uid=75");
	/* The key itself changed: the row under the old key is missed, or the new one too many. */
	expect_difference("place", "UPDATE place SET queue_seq = 11", "row");
}

static void test_integrity(void **state)
{
	struct world world;
	char page[64];
	int fd;

	(void)state;
	world_init_file(&world);
	OK(et_store_verify_integrity(world.store, why));
	assert_int_equal(world_exec(world.store,
				 "PRAGMA foreign_keys = OFF;"
				 "DELETE FROM pair WHERE name = 'Ikaalinen'"),
		SQLITE_OK);
	assert_int_equal(et_store_verify_integrity(world.store, why), ET_CORRUPT);
	assert_non_null(strstr(why, "names a row of pair that is not there"));
	et_store_close(world.store);
	/* The head of a tree's page: whatever SQLite says then, it is not well. */
	memset(page, 0xa5, sizeof(page));
	fd = open(world.path, O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, page, sizeof(page), 4096 * 5), (ssize_t)sizeof(page));
	(void)close(fd);
	OK(et_store_open(world.path, ET_STORE_READ, NOW, &world.store, why));
	assert_int_equal(et_store_verify_integrity(world.store, why), ET_CORRUPT);
	assert_true(strlen(why) > 0);
	assert_null(strchr(why, '\n'));
	assert_null(strstr(why, "***"));
	world_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_table_has_a_class),
		cmocka_unit_test(test_equal_tables),
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_integrity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
