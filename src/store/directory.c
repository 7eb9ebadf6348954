/* The chain of directory statements. Knows no kind. */
#include <etatunti/store/directory.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_INT(et_store_dir_statement, seq, 0),
	ET_BLOB(et_store_dir_statement, stmt, 0),
	ET_FIXED(et_store_dir_statement, sig, 0),
	ET_FIXED(et_store_dir_statement, hash, 0),
	ET_TEXT(et_store_dir_statement, kind, 0),
	ET_FIXED(et_store_dir_statement, issuer, 0),
	ET_INT(et_store_dir_statement, time, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_dir_statement);

static const struct et_col head_cols[] = {
	ET_INT(et_store_head, seq, 0),
	ET_FIXED(et_store_head, hash, 0),
	ET_INT(et_store_head, time, 0),
};
static const struct et_shape head_shape = ET_SHAPE(head_cols, et_store_head);

enum et_err et_store_directory_append(
	struct et_store *store, const struct et_store_dir_statement *stmt)
{
	return et_sql_insert(store, ET_Q_DIRECTORY_APPEND, &shape, stmt);
}

enum et_err et_store_directory_head(struct et_store *store, struct et_store_head *out)
{
	enum et_err err =
		et_sql_row(store, ET_Q_DIRECTORY_HEAD, ET_NO_VALS, &head_shape, NULL, out);

	return err == ET_NOT_FOUND ? ET_OK : err;
}

enum et_err et_store_directory_list(struct et_store *store, int64_t seq, int64_t count_max,
	struct et_arena *arena, struct et_store_dir_statement **out, size_t *count)
{
	return et_sql_list(store, ET_Q_DIRECTORY_LIST,
		ET_VALS(et_val_int(seq), et_val_int(count_max)), &shape, arena, out, count);
}
