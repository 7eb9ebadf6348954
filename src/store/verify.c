/*
 * Checks of a whole database: SQLite's own, and table against table. Knows the names of the
 * projections and nothing of what they mean.
 */
#include <etatunti/store/verify.h>

#include <stdio.h>
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/buf.h>
#include <etatunti/base/encode.h>

#include "handle.h"
#include "sql.h"
#include "why.h"

/* Queries in the order of ET_STORE_PROJECTIONS; a table's key is its first columns. */
static const struct {
	enum et_query query;
	int key_cols;
} dumps[] = {
	{ ET_Q_VERIFY_ORG, 1 },
	{ ET_Q_VERIFY_INVITE, 1 },
	{ ET_Q_VERIFY_USER, 1 },
	{ ET_Q_VERIFY_USER_KEY, 1 },
	{ ET_Q_VERIFY_CREDENTIAL, 1 },
	{ ET_Q_VERIFY_PAIR, 1 },
	{ ET_Q_VERIFY_PAIR_MEMBER, 2 },
	{ ET_Q_VERIFY_SUBSTITUTE, 1 },
	{ ET_Q_VERIFY_SERIES, 1 },
	{ ET_Q_VERIFY_SERIES_PAIR, 2 },
	{ ET_Q_VERIFY_HOUR, 1 },
	{ ET_Q_VERIFY_HOUR_SET, 1 },
	{ ET_Q_VERIFY_TEAM, 1 },
	{ ET_Q_VERIFY_CARD, 1 },
	{ ET_Q_VERIFY_CASEFILE, 1 },
	{ ET_Q_VERIFY_COMMITMENT, 3 },
	{ ET_Q_VERIFY_MEMBER, 2 },
	{ ET_Q_VERIFY_RETENTION, 1 },
	{ ET_Q_VERIFY_FOLLOW_UP, 2 },
	{ ET_Q_VERIFY_HOLD, 1 },
	{ ET_Q_VERIFY_CASE_END, 1 },
	{ ET_Q_VERIFY_MEASURE, 1 },
	{ ET_Q_VERIFY_MEASURE_VALUE, 2 },
	{ ET_Q_VERIFY_WRAP, 2 },
	{ ET_Q_VERIFY_OBJECT, 3 },
	{ ET_Q_VERIFY_CONSENT, 1 },
	{ ET_Q_VERIFY_PLACE, 3 },
	{ ET_Q_VERIFY_CASE_SESSION, 1 },
	{ ET_Q_VERIFY_CONFIRMATION, 4 },
	{ ET_Q_VERIFY_GUEST, 1 },
};

static const char *const projections[] = { ET_STORE_PROJECTIONS, NULL };

_Static_assert(sizeof(projections) / sizeof(projections[0]) == sizeof(dumps) / sizeof(dumps[0]) + 1,
	"a projection without its query, or the other way round");

const char *const *et_store_projections(void)
{
	return projections;
}

struct finding {
	struct et_slice text;
};

static const struct et_col integrity_cols[] = {
	{ "integrity_check", ET_COL_TEXT, 0, offsetof(struct finding, text), 0 },
};
static const struct et_shape integrity_shape = ET_SHAPE(integrity_cols, finding);

static const struct et_col orphan_cols[] = {
	{ "finding", ET_COL_TEXT, 0, offsetof(struct finding, text), 0 },
};
static const struct et_shape orphan_shape = ET_SHAPE(orphan_cols, finding);

/* SQLite puts a heading over damaged pages and may go on for lines: the first finding is enough. */
static struct et_slice first_line(struct et_slice text)
{
	const char *heading = "*** in database main ***\n";
	size_t skip = strlen(heading), len = 0;

	if (text.len > skip && memcmp(text.ptr, heading, skip) == 0)
		text = et_slice_sub(text, skip, text.len);
	while (len < text.len && text.ptr[len] != '\n')
		len++;
	return et_slice_sub(text, 0, len);
}

enum et_err et_store_verify_integrity(struct et_store *store, char why[ET_STORE_WHY_LEN])
{
	struct et_arena *arena = et_arena_new(4096, 1 << 20);
	struct finding finding = { { NULL, 0 } };
	enum et_err err = ET_NO_MEMORY;

	why[0] = '\0';
	if (arena == NULL)
		return err;
	err = et_sql_row(store, ET_Q_DB_INTEGRITY, ET_NO_VALS, &integrity_shape, arena, &finding);
	if (err == ET_OK && et_slice_eq_str(finding.text, "ok")) {
		err = et_sql_row(
			store, ET_Q_DB_FOREIGN_KEYS, ET_NO_VALS, &orphan_shape, arena, &finding);
		if (err == ET_NOT_FOUND) {
			et_arena_free(arena);
			return ET_OK;
		}
	}
	/* A damaged file shows as a finding, or as an error on the way to it. */
	if (err == ET_OK)
		et_why(why, "%.*s", ET_SLICE_FMT(first_line(finding.text)));
	else
		et_why(why, "%s", store->message);
	et_arena_free(arena);
	return err == ET_NO_MEMORY ? err : ET_CORRUPT;
}

enum et_err et_store_verify_extra(struct et_store *store, char why[ET_STORE_WHY_LEN])
{
	struct et_arena *arena = et_arena_new(4096, 1 << 20);
	struct finding finding = { { NULL, 0 } };
	enum et_err err = ET_NO_MEMORY;

	why[0] = '\0';
	if (arena != NULL)
		err = et_sql_row(
			store, ET_Q_VERIFY_EXTRA, ET_NO_VALS, &orphan_shape, arena, &finding);
	if (err == ET_OK) {
		et_why(why, "%.*s: nothing that is signed vouches for it",
			ET_SLICE_FMT(finding.text));
		err = ET_CORRUPT;
	} else if (err == ET_NOT_FOUND) {
		err = ET_OK;
	}
	et_arena_free(arena);
	return err;
}

/* Order of two values of one column: as SQLite's ORDER BY has it within a type; NULL first. */
static int compare_value(sqlite3_stmt *a, sqlite3_stmt *b, int col)
{
	int type_a = sqlite3_column_type(a, col), type_b = sqlite3_column_type(b, col);
	sqlite3_int64 int_a, int_b;

	if (type_a == SQLITE_NULL || type_b == SQLITE_NULL)
		return (type_a != SQLITE_NULL) - (type_b != SQLITE_NULL);
	if (type_a == SQLITE_INTEGER && type_b == SQLITE_INTEGER) {
		int_a = sqlite3_column_int64(a, col);
		int_b = sqlite3_column_int64(b, col);
		return (int_a > int_b) - (int_a < int_b);
	}
	return et_slice_cmp(
		et_slice_of(sqlite3_column_blob(a, col), (size_t)sqlite3_column_bytes(a, col)),
		et_slice_of(sqlite3_column_blob(b, col), (size_t)sqlite3_column_bytes(b, col)));
}

/* The first column of the given ones that differs, or -1; *order as memcmp. */
static int first_difference(sqlite3_stmt *a, sqlite3_stmt *b, int from, int to, int *order)
{
	for (int col = from; col < to; col++) {
		if ((*order = compare_value(a, b, col)) != 0)
			return col;
	}
	*order = 0;
	return -1;
}

/* "table col=hex, col=7: what" */
static void describe(char why[ET_STORE_WHY_LEN], const char *table, sqlite3_stmt *row, int key_cols,
	const char *what)
{
	struct et_buf text;
	struct et_slice view;

	et_buf_init(&text, ET_STORE_WHY_LEN - 1);
	et_buf_str(&text, table);
	for (int col = 0; col < key_cols; col++) {
		et_buf_printf(&text, "%s %s=", col == 0 ? "" : ",", sqlite3_column_name(row, col));
		if (sqlite3_column_type(row, col) == SQLITE_NULL)
			et_buf_str(&text, "NULL");
		else if (sqlite3_column_type(row, col) == SQLITE_BLOB)
			et_hex_put(&text,
				et_slice_of(sqlite3_column_blob(row, col),
					(size_t)sqlite3_column_bytes(row, col)));
		else
			et_buf_str(&text, (const char *)sqlite3_column_text(row, col));
	}
	et_buf_printf(&text, ": %s", what);
	view = et_buf_view(&text);
	et_why(why, "%.*s", ET_SLICE_FMT(view));
	et_buf_fini(&text);
}

struct side {
	struct et_store *store;
	sqlite3_stmt *stmt;
	bool has_row;
};

static enum et_err side_step(struct side *side)
{
	int rc = sqlite3_step(side->stmt);

	side->has_row = rc == SQLITE_ROW;
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? ET_OK : et_store_fail(side->store, rc);
}

static enum et_err side_open(struct side *side, enum et_query query)
{
	int rc = sqlite3_prepare_v2(
		side->store->db, et_sql_queries[query].sql, -1, &side->stmt, NULL);

	return rc == SQLITE_OK ? side_step(side) : et_store_fail(side->store, rc);
}

/* Both have a row or one of them has: ET_OK if the rows are the same. */
static enum et_err compare_rows(
	struct side *a, struct side *b, const char *table, int key_cols, char why[ET_STORE_WHY_LEN])
{
	char what[96];
	int order, col;

	if (a->has_row && b->has_row) {
		(void)first_difference(a->stmt, b->stmt, 0, key_cols, &order);
	} else {
		order = a->has_row ? -1 : 1;
	}
	if (order != 0) {
		describe(why, table, order < 0 ? a->stmt : b->stmt, key_cols,
			order < 0 ? "no statement makes this row" : "this row is missing");
		return ET_CORRUPT;
	}
	col = first_difference(a->stmt, b->stmt, key_cols, sqlite3_column_count(a->stmt), &order);
	if (col < 0)
		return ET_OK;
	(void)snprintf(what, sizeof(what), "%s is not what the statements say",
		sqlite3_column_name(a->stmt, col));
	describe(why, table, a->stmt, key_cols, what);
	return ET_CORRUPT;
}

static enum et_err compare_all(struct et_store *store, struct et_store *built, enum et_query query,
	const char *table, int key_cols, char why[ET_STORE_WHY_LEN])
{
	struct side a = { store, NULL, false }, b = { built, NULL, false };
	enum et_err err;

	why[0] = '\0';
	if ((err = side_open(&a, query)) != ET_OK)
		goto out;
	if ((err = side_open(&b, query)) != ET_OK)
		goto out;
	while (a.has_row || b.has_row) {
		if ((err = compare_rows(&a, &b, table, key_cols, why)) != ET_OK)
			goto out;
		if ((err = side_step(&a)) != ET_OK || (err = side_step(&b)) != ET_OK)
			goto out;
	}
out:
	if (err != ET_OK && why[0] == '\0')
		et_why(why, "%s cannot be read: %s", table,
			store->dead ? store->message : built->message);
	(void)sqlite3_finalize(a.stmt);
	(void)sqlite3_finalize(b.stmt);
	return err;
}

enum et_err et_store_verify_compare(struct et_store *store, struct et_store *built,
	const char *table, char why[ET_STORE_WHY_LEN])
{
	size_t at = 0;

	while (projections[at] != NULL && strcmp(projections[at], table) != 0)
		at++;
	ET_ASSERT(projections[at] != NULL);
	return compare_all(store, built, dumps[at].query, table, dumps[at].key_cols, why);
}

enum et_err et_store_verify_schema(
	struct et_store *store, struct et_store *built, char why[ET_STORE_WHY_LEN])
{
	enum et_err err = compare_all(store, built, ET_Q_VERIFY_SCHEMA, "schema", 2, why);
	char *colon = strrchr(why, ':');

	if (err == ET_CORRUPT && colon != NULL)
		(void)snprintf(colon, ET_STORE_WHY_LEN - (size_t)(colon - why),
			": it is not as this program makes it");
	return err;
}
