/*
 * How the nouns speak to SQLite: named queries with numbered parameters, and shapes that map a struct
 * to columns in a checked order. Private to store.
 */
#ifndef ETATUNTI_SRC_STORE_SQL_H
#define ETATUNTI_SRC_STORE_SQL_H

#include <stddef.h>
#include <string.h>

#include <etatunti/store/store.h>

#include "sql.gen.h"

/* One column of a shape. Read: its name must be that of the result column at the same place. */
enum et_col_type {
	ET_COL_INT,   /* int64_t */
	ET_COL_FIXED, /* id, hash, key, signature: exactly len bytes */
	ET_COL_BLOB,  /* struct et_slice */
	ET_COL_TEXT,  /* struct et_slice */
};

#define ET_COL_OPT 1u    /* may be NULL; NULL is zero or empty in C */
#define ET_COL_JOINED 2u /* read only: inserts skip it */

struct et_col {
	const char *name;
	enum et_col_type type;
	unsigned flags;
	size_t offset, len;
};

struct et_shape {
	const struct et_col *cols;
	size_t count;
	size_t row_len; /* sizeof the struct */
};

#define ET_INT(s, f, flags) \
	{ \
#f, ET_COL_INT, flags, offsetof(struct s, f), sizeof(int64_t) \
	}
#define ET_FIXED(s, f, flags) \
	{ \
#f, ET_COL_FIXED, flags, offsetof(struct s, f), sizeof(((struct s *)0)->f) \
	}
#define ET_BLOB(s, f, flags) \
	{ \
#f, ET_COL_BLOB, flags, offsetof(struct s, f), 0 \
	}
#define ET_TEXT(s, f, flags) \
	{ \
#f, ET_COL_TEXT, flags, offsetof(struct s, f), 0 \
	}
#define ET_SHAPE(cols, s) \
	{ \
		cols, sizeof(cols) / sizeof((cols)[0]), sizeof(struct s) \
	}

/* One parameter of a query. */
struct et_val {
	enum { ET_VAL_NULL, ET_VAL_INT, ET_VAL_BLOB, ET_VAL_TEXT } type;
	int64_t i;
	struct et_slice s;
};

static inline struct et_val et_val_int(int64_t i)
{
	return (struct et_val){ ET_VAL_INT, i, { NULL, 0 } };
}

static inline struct et_val et_val_blob(struct et_slice s)
{
	return (struct et_val){ ET_VAL_BLOB, 0, s };
}

static inline struct et_val et_val_text(struct et_slice s)
{
	return (struct et_val){ ET_VAL_TEXT, 0, s };
}

static inline struct et_val et_val_str(const char *s)
{
	return et_val_text(et_slice_str(s));
}

static inline struct et_val et_val_id(const struct et_id *id)
{
	return et_val_blob(et_id_slice(id));
}

static inline struct et_val et_val_hash(const struct et_hash *hash)
{
	return et_val_blob(et_hash_slice(hash));
}

/* A zero number or id, or an empty text, as NULL. */
static inline struct et_val et_val_opt_int(int64_t i)
{
	return i == 0 ? (struct et_val){ ET_VAL_NULL, 0, { NULL, 0 } } : et_val_int(i);
}

static inline struct et_val et_val_opt_id(const struct et_id *id)
{
	return et_id_is_zero(id) ? (struct et_val){ ET_VAL_NULL, 0, { NULL, 0 } } : et_val_id(id);
}

static inline struct et_val et_val_opt_text(struct et_slice s)
{
	return s.len == 0 ? (struct et_val){ ET_VAL_NULL, 0, { NULL, 0 } } : et_val_text(s);
}

struct et_vals {
	const struct et_val *vals;
	size_t count;
};

/* Parameters ?1, ?2, … in order. */
#define ET_VALS(...) \
	((struct et_vals){ (const struct et_val[]){ __VA_ARGS__ }, \
		sizeof((const struct et_val[]){ __VA_ARGS__ }) / sizeof(struct et_val) })
#define ET_NO_VALS ((struct et_vals){ NULL, 0 })

/* Every call resets its statement before it returns. */

/* Runs a statement that needs no transaction: settings of the connection. */
enum et_err et_sql_setting(struct et_store *store, enum et_query query, struct et_vals vals)
	ET_MUST_USE;
/* Runs a write to its end; there must be a transaction. */
enum et_err et_sql_run(struct et_store *store, enum et_query query, struct et_vals vals)
	ET_MUST_USE;
/* A write that deletes what must be gone from the disk: from the WAL too, once it is committed. */
enum et_err et_sql_shred(struct et_store *store, enum et_query query, struct et_vals vals)
	ET_MUST_USE;
/* A write as et_sql_run; `none` if it changed no row. */
enum et_err et_sql_run_one(struct et_store *store, enum et_query query, struct et_vals vals,
	enum et_err none) ET_MUST_USE;
/* The same of a row that nobody's rights follow from (changes.h). */
enum et_err et_sql_run_quietly(struct et_store *store, enum et_query query, struct et_vals vals,
	enum et_err none) ET_MUST_USE;
/* ?1, ?2, … are the shape's columns in order, without the joined ones. */
enum et_err et_sql_insert(struct et_store *store, enum et_query query, const struct et_shape *shape,
	const void *row) ET_MUST_USE;

/* One row: ET_NOT_FOUND if there is none; out is a struct of the shape, zeroed on any error. */
enum et_err et_sql_row(struct et_store *store, enum et_query query, struct et_vals vals,
	const struct et_shape *shape, struct et_arena *arena, void *out) ET_MUST_USE;
/* All rows: out is a pointer to a pointer to structs of the shape. */
enum et_err et_sql_list(struct et_store *store, enum et_query query, struct et_vals vals,
	const struct et_shape *shape, struct et_arena *arena, void *out, size_t *count) ET_MUST_USE;
/* One column of ids, whatever its name. */
enum et_err et_sql_ids(struct et_store *store, enum et_query query, struct et_vals vals,
	struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;
/* The one number of the one row; NULL is 0. */
enum et_err et_sql_int(
	struct et_store *store, enum et_query query, struct et_vals vals, int64_t *out) ET_MUST_USE;
/* The same as a truth. */
enum et_err et_sql_bool(struct et_store *store, enum et_query query, struct et_vals vals, bool *out)
	ET_MUST_USE;

#endif
