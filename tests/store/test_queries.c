/*
 * Every named query is prepared, and its plan is looked at: a walk over a whole table or index is a
 * mistake unless scans.txt says why it is meant.
 */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/handle.h"
#include "world.h"

#define ALLOWED_MAX 64

struct allowed {
	char name[256];
	bool used;
};

static struct allowed allowed[ALLOWED_MAX];
static size_t allowed_count;

/* "query_name reason", where name* means all that begin so; a line without a reason fails. */
static void read_allowed(void)
{
	FILE *file = fopen(ET_SOURCE_DIR "/tests/store/scans.txt", "r");
	char line[256];

	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		if (line[0] == '#' || line[0] == '\n')
			continue;
		assert_true(allowed_count < ALLOWED_MAX);
		char *reason = strpbrk(line, " \t");
		assert_non_null(reason);
		*reason++ = '\0';
		assert_true(strspn(reason, " \t\n") + 10 < strlen(reason));
		(void)snprintf(allowed[allowed_count].name, sizeof(allowed[0].name), "%s", line);
		allowed_count++;
	}
	(void)fclose(file);
}

static struct allowed *find_allowed(const char *name)
{
	for (size_t i = 0; i < allowed_count; i++) {
		size_t len = strlen(allowed[i].name);

		if (allowed[i].name[len - 1] == '*' ? strncmp(allowed[i].name, name, len - 1) == 0
						    : strcmp(allowed[i].name, name) == 0)
			return &allowed[i];
	}
	return NULL;
}

static bool is_about_rows(const char *sql)
{
	static const char *const words[] = { "SELECT", "INSERT", "UPDATE", "DELETE", "WITH" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncmp(sql, words[i], strlen(words[i])) == 0)
			return true;
	}
	return false;
}

static bool is_scan(const char *detail)
{
	/* "SCAN CONSTANT ROW" and a walk over a subquery's own rows are no tables. */
	return strncmp(detail, "SCAN ", 5) == 0 && strncmp(detail, "SCAN CONSTANT ROW", 17) != 0 &&
		strncmp(detail, "SCAN (", 6) != 0 &&
		/* The views of two halves: what fills them has lines of its own in the plan. */
		strcmp(detail, "SCAN pair_part") != 0 && strcmp(detail, "SCAN series_contact") != 0;
}

static int scans_of(struct et_store *store, const struct et_sql_query *query)
{
	struct allowed *entry = find_allowed(query->name);
	sqlite3_stmt *stmt;
	char sql[4096];
	int bad = 0;

	(void)snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", query->sql);
	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(stmt, 3);

		if (!is_scan(detail))
			continue;
		if (entry != NULL) {
			entry->used = true;
			continue;
		}
		print_error("%s.sql %s: %s\n", query->file, query->name, detail);
		bad++;
	}
	(void)sqlite3_finalize(stmt);
	return bad;
}

static void test_every_query_is_sql(void **state)
{
	struct world world;
	sqlite3_stmt *stmt;

	(void)state;
	world_init(&world);
	assert_true(ET_Q_COUNT > 100);
	for (size_t i = 0; i < ET_Q_COUNT; i++) {
		if (sqlite3_prepare_v2(world.store->db, et_sql_queries[i].sql, -1, &stmt, NULL) !=
			SQLITE_OK)
			fail_msg("%s: %s", et_sql_queries[i].name, sqlite3_errmsg(world.store->db));
		/* One statement to a query: numbered parameters, none left out. */
		for (int at = 1; at <= sqlite3_bind_parameter_count(stmt); at++)
			assert_non_null(sqlite3_bind_parameter_name(stmt, at));
		(void)sqlite3_finalize(stmt);
	}
	world_fini(&world);
}

static void test_no_query_walks_a_table(void **state)
{
	struct world world;
	int bad = 0;

	(void)state;
	read_allowed();
	world_init(&world);
	for (size_t i = 0; i < ET_Q_COUNT; i++) {
		if (is_about_rows(et_sql_queries[i].sql))
			bad += scans_of(world.store, &et_sql_queries[i]);
	}
	for (size_t i = 0; i < allowed_count; i++) {
		if (!allowed[i].used) {
			print_error("scans.txt: %s scans nothing any more\n", allowed[i].name);
			bad++;
		}
	}
	world_fini(&world);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_query_is_sql),
		cmocka_unit_test(test_no_query_walks_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
