/*
 * Preparing, binding, stepping and reading, for all nouns alike; and what SQLite's results mean. Knows
 * no table.
 */
#include "sql.h"

#include <etatunti/base/assert.h>

#include "handle.h"
#include "why.h"

const char *et_store_last_message(const struct et_store *store)
{
	return store->message;
}

static enum et_err fail_of_trigger(const char *message)
{
	if (strcmp(message, "hour_full") == 0)
		return ET_HOUR_FULL;
	if (strcmp(message, "hour_minutes") == 0)
		return ET_HOUR_MINUTES;
	return ET_INTERNAL;
}

static enum et_err err_of(int rc, const char *message)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID: return ET_CONFLICT;
	case SQLITE_CONSTRAINT_TRIGGER: return fail_of_trigger(message);
	default: break;
	}
	switch (rc & 0xff) {
	case SQLITE_ERROR: /* SQL that does not fit the schema: our own mistake */
	case SQLITE_CONSTRAINT: return ET_INTERNAL;
	case SQLITE_FULL: return ET_STORAGE_FULL;
	case SQLITE_NOMEM: return ET_NO_MEMORY;
	case SQLITE_TOOBIG: return ET_TOO_LARGE;
	default: return ET_STORAGE;
	}
}

enum et_err et_store_fail(struct et_store *store, int rc)
{
	const char *message = sqlite3_errmsg(store->db);
	enum et_err err = err_of(rc, message);

	et_why(store->message, "%s (%d)", message, rc);
	if (err == ET_STORAGE)
		store->dead = true;
	/* A full disk and the like roll back the whole transaction, unasked. */
	if (store->txn.is_open && store->txn.lost == ET_OK && sqlite3_get_autocommit(store->db)) {
		store->txn.lost = err;
		store->changes++;
	}
	return err;
}

/* What stands in the way of running anything at all. */
static enum et_err usable(const struct et_store *store)
{
	if (store->dead)
		return ET_STORAGE;
	return store->txn.is_open ? store->txn.lost : ET_OK;
}

static enum et_err prepared(struct et_store *store, enum et_query query, sqlite3_stmt **out)
{
	enum et_err err;
	int rc;

	*out = NULL;
	if ((err = usable(store)) != ET_OK)
		return err;
	if (store->stmts[query] == NULL) {
		rc = sqlite3_prepare_v3(store->db, et_sql_queries[query].sql, -1,
			SQLITE_PREPARE_PERSISTENT, &store->stmts[query], NULL);
		if (rc != SQLITE_OK)
			return et_store_fail(store, rc);
	}
	/* Results are read to their end before anything else runs: nothing here is ever nested. */
	ET_ASSERT(!sqlite3_stmt_busy(store->stmts[query]));
	*out = store->stmts[query];
	return ET_OK;
}

static int bind_val(sqlite3_stmt *stmt, int at, const struct et_val *val)
{
	static const char empty[1];
	const void *ptr = val->s.len == 0 ? (const void *)empty : (const void *)val->s.ptr;

	/* Not copied: what is bound outlives the step, and the bindings are cleared after it. */
	switch (val->type) {
	case ET_VAL_NULL: return sqlite3_bind_null(stmt, at);
	case ET_VAL_INT: return sqlite3_bind_int64(stmt, at, val->i);
	case ET_VAL_BLOB: return sqlite3_bind_blob64(stmt, at, ptr, val->s.len, SQLITE_STATIC);
	case ET_VAL_TEXT:
		return sqlite3_bind_text64(stmt, at, ptr, val->s.len, SQLITE_STATIC, SQLITE_UTF8);
	}
	return SQLITE_MISUSE;
}

static enum et_err open_query(
	struct et_store *store, enum et_query query, struct et_vals vals, sqlite3_stmt **out)
{
	enum et_err err;
	int rc;

	if ((err = prepared(store, query, out)) != ET_OK)
		return err;
	ET_ASSERT((size_t)sqlite3_bind_parameter_count(*out) == vals.count);
	for (size_t i = 0; i < vals.count; i++) {
		if ((rc = bind_val(*out, (int)i + 1, &vals.vals[i])) != SQLITE_OK) {
			err = et_store_fail(store, rc);
			(void)sqlite3_clear_bindings(*out);
			return err;
		}
	}
	return ET_OK;
}

/* After the last step; err is what is known so far. */
static enum et_err close_query(sqlite3_stmt *stmt, enum et_err err)
{
	(void)sqlite3_reset(stmt);
	(void)sqlite3_clear_bindings(stmt);
	return err;
}

enum et_err et_sql_run(struct et_store *store, enum et_query query, struct et_vals vals)
{
	ET_ASSERT(store->txn.is_open);
	return et_sql_setting(store, query, vals);
}

enum et_err et_sql_setting(struct et_store *store, enum et_query query, struct et_vals vals)
{
	sqlite3_stmt *stmt;
	enum et_err err;
	int rc;

	if ((err = open_query(store, query, vals, &stmt)) != ET_OK)
		return err;
	do {
		rc = sqlite3_step(stmt);
	} while (rc == SQLITE_ROW);
	if (rc != SQLITE_DONE)
		err = et_store_fail(store, rc);
	return close_query(stmt, err);
}

enum et_err et_sql_shred(struct et_store *store, enum et_query query, struct et_vals vals)
{
	enum et_err err = et_sql_run(store, query, vals);

	if (err == ET_OK && sqlite3_changes64(store->db) > 0)
		store->to_shred = true;
	return err;
}

enum et_err et_sql_run_one(
	struct et_store *store, enum et_query query, struct et_vals vals, enum et_err none)
{
	enum et_err err;

	if ((err = et_sql_run(store, query, vals)) != ET_OK)
		return err;
	return sqlite3_changes64(store->db) > 0 ? ET_OK : none;
}

enum et_err et_sql_run_quietly(
	struct et_store *store, enum et_query query, struct et_vals vals, enum et_err none)
{
	uint64_t changes = store->changes;
	enum et_err err = et_sql_run_one(store, query, vals, none);

	if (err == ET_OK)
		store->changes = changes;
	return err;
}

static bool is_zero(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] != 0)
			return false;
	}
	return true;
}

static struct et_val val_of(const struct et_col *col, const void *row)
{
	const uint8_t *at = (const uint8_t *)row + col->offset;
	struct et_val val = { ET_VAL_NULL, 0, { NULL, 0 } };
	bool absent;

	switch (col->type) {
	case ET_COL_INT:
		val.type = ET_VAL_INT;
		memcpy(&val.i, at, sizeof(val.i));
		absent = val.i == 0;
		break;
	case ET_COL_FIXED:
		val.type = ET_VAL_BLOB;
		val.s = et_slice_of(at, col->len);
		absent = is_zero(at, col->len);
		break;
	case ET_COL_BLOB:
	case ET_COL_TEXT:
	default:
		val.type = col->type == ET_COL_TEXT ? ET_VAL_TEXT : ET_VAL_BLOB;
		memcpy(&val.s, at, sizeof(val.s));
		absent = val.s.len == 0;
		break;
	}
	if (absent && (col->flags & ET_COL_OPT) != 0)
		val.type = ET_VAL_NULL;
	return val;
}

#define COLS_MAX 24

enum et_err et_sql_insert(
	struct et_store *store, enum et_query query, const struct et_shape *shape, const void *row)
{
	struct et_val vals[COLS_MAX];
	size_t count = 0;

	ET_ASSERT(shape->count <= COLS_MAX);
	for (size_t i = 0; i < shape->count; i++) {
		if ((shape->cols[i].flags & ET_COL_JOINED) == 0)
			vals[count++] = val_of(&shape->cols[i], row);
	}
	return et_sql_run(store, query, (struct et_vals){ vals, count });
}

/* A query gives the columns of its shape, by name and in its order; looked at once per query. */
static void check_shape(struct et_store *store, enum et_query query, sqlite3_stmt *stmt,
	const struct et_shape *shape)
{
	if (store->shape_checked[query])
		return;
	ET_ASSERT((size_t)sqlite3_column_count(stmt) == shape->count);
	for (size_t i = 0; i < shape->count; i++) {
		const char *name = sqlite3_column_name(stmt, (int)i);

		ET_ASSERT(name != NULL);
		ET_ASSERT(shape->cols[i].name == NULL || strcmp(name, shape->cols[i].name) == 0);
	}
	store->shape_checked[query] = true;
}

static enum et_err read_bytes(
	struct et_store *store, sqlite3_stmt *stmt, int at, bool text, struct et_slice *out)
{
	const void *ptr =
		text ? (const void *)sqlite3_column_text(stmt, at) : sqlite3_column_blob(stmt, at);
	int len = sqlite3_column_bytes(stmt, at);

	*out = et_slice_of(ptr, (size_t)len);
	/* NULL for an empty blob is SQLite's way; NULL for text, or for a longer blob, is no memory. */
	if (ptr == NULL && (text || len > 0))
		return et_store_fail(store, SQLITE_NOMEM);
	return ET_OK;
}

static enum et_err read_col(struct et_store *store, sqlite3_stmt *stmt, int at,
	const struct et_col *col, struct et_arena *arena, uint8_t *row)
{
	static const int wanted[] = {
		[ET_COL_INT] = SQLITE_INTEGER,
		[ET_COL_FIXED] = SQLITE_BLOB,
		[ET_COL_BLOB] = SQLITE_BLOB,
		[ET_COL_TEXT] = SQLITE_TEXT,
	};
	int type = sqlite3_column_type(stmt, at);
	struct et_slice bytes, copy;
	enum et_err err;
	int64_t i;
	char *kept;

	if (type == SQLITE_NULL && (col->flags & ET_COL_OPT) != 0)
		return ET_OK; /* the row is zeroed */
	if (type != wanted[col->type])
		return ET_CORRUPT;
	if (col->type == ET_COL_INT) {
		i = sqlite3_column_int64(stmt, at);
		memcpy(row + col->offset, &i, sizeof(i));
		return ET_OK;
	}
	if ((err = read_bytes(store, stmt, at, type == SQLITE_TEXT, &bytes)) != ET_OK)
		return err;
	if (col->type == ET_COL_FIXED) {
		if (bytes.len != col->len)
			return ET_CORRUPT;
		memcpy(row + col->offset, bytes.ptr, bytes.len);
		return ET_OK;
	}
	if ((kept = et_arena_strdup(arena, bytes)) == NULL)
		return ET_NO_MEMORY;
	copy = et_slice_of(kept, bytes.len);
	memcpy(row + col->offset, &copy, sizeof(copy));
	return ET_OK;
}

static enum et_err read_row(struct et_store *store, sqlite3_stmt *stmt,
	const struct et_shape *shape, struct et_arena *arena, void *row)
{
	enum et_err err;

	memset(row, 0, shape->row_len);
	for (size_t i = 0; i < shape->count; i++) {
		if ((err = read_col(store, stmt, (int)i, &shape->cols[i], arena, row)) != ET_OK)
			return err;
	}
	return ET_OK;
}

enum et_err et_sql_row(struct et_store *store, enum et_query query, struct et_vals vals,
	const struct et_shape *shape, struct et_arena *arena, void *out)
{
	sqlite3_stmt *stmt;
	enum et_err err;
	int rc;

	/* out may hold what vals point to (read a row again by its own id): untouched until the step. */
	if ((err = open_query(store, query, vals, &stmt)) != ET_OK) {
		memset(out, 0, shape->row_len);
		return err;
	}
	check_shape(store, query, stmt, shape);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		err = read_row(store, stmt, shape, arena, out);
	else if (rc == SQLITE_DONE)
		err = ET_NOT_FOUND;
	else
		err = et_store_fail(store, rc);
	if (err != ET_OK)
		memset(out, 0, shape->row_len);
	return close_query(stmt, err);
}

/* Room for one more row; the array doubles, what it leaves behind goes with the arena. */
static enum et_err grow(
	struct et_arena *arena, size_t row_len, size_t count, size_t *cap, uint8_t **rows)
{
	uint8_t *larger;

	if (count < *cap)
		return ET_OK;
	*cap = *cap == 0 ? 8 : *cap * 2;
	if ((larger = et_arena_array(arena, *cap, row_len)) == NULL)
		return ET_NO_MEMORY;
	if (count > 0)
		memcpy(larger, *rows, count * row_len);
	*rows = larger;
	return ET_OK;
}

enum et_err et_sql_list(struct et_store *store, enum et_query query, struct et_vals vals,
	const struct et_shape *shape, struct et_arena *arena, void *out, size_t *count)
{
	uint8_t *rows = NULL;
	size_t cap = 0, n = 0;
	sqlite3_stmt *stmt;
	enum et_err err;
	int rc = SQLITE_DONE;

	memset(out, 0, sizeof(void *));
	*count = 0;
	if ((err = open_query(store, query, vals, &stmt)) != ET_OK)
		return err;
	check_shape(store, query, stmt, shape);
	while (err == ET_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		if ((err = grow(arena, shape->row_len, n, &cap, &rows)) == ET_OK)
			err = read_row(store, stmt, shape, arena, rows + n++ * shape->row_len);
	}
	if (err == ET_OK && rc != SQLITE_DONE)
		err = et_store_fail(store, rc);
	if (err == ET_OK) {
		/* The caller's pointer has its own type; all object pointers are alike here. */
		memcpy(out, &rows, sizeof(rows));
		*count = n;
	}
	return close_query(stmt, err);
}

enum et_err et_sql_ids(struct et_store *store, enum et_query query, struct et_vals vals,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	static const struct et_col cols[] = {
		{ NULL, ET_COL_FIXED, 0, 0, sizeof(struct et_id) },
	};
	static const struct et_shape shape = { cols, 1, sizeof(struct et_id) };

	return et_sql_list(store, query, vals, &shape, arena, out, count);
}

enum et_err et_sql_int(
	struct et_store *store, enum et_query query, struct et_vals vals, int64_t *out)
{
	static const struct et_col cols[] = {
		{ NULL, ET_COL_INT, ET_COL_OPT, 0, sizeof(int64_t) },
	};
	static const struct et_shape shape = { cols, 1, sizeof(int64_t) };

	return et_sql_row(store, query, vals, &shape, NULL, out);
}

enum et_err et_sql_bool(struct et_store *store, enum et_query query, struct et_vals vals, bool *out)
{
	int64_t value = 0;
	enum et_err err = et_sql_int(store, query, vals, &value);

	*out = err == ET_OK && value != 0;
	return err;
}
