/* The chains of the cases. Knows no kind. */
#include <etatunti/store/statement.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_statement, case_id, 0),
	ET_INT(et_store_statement, seq, 0),
	ET_BLOB(et_store_statement, stmt, 0),
	ET_FIXED(et_store_statement, sig, 0),
	ET_FIXED(et_store_statement, hash, 0),
	ET_TEXT(et_store_statement, kind, 0),
	ET_FIXED(et_store_statement, author, 0),
	ET_INT(et_store_statement, time, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_statement);

enum et_err et_store_statement_append(struct et_store *store, const struct et_store_statement *stmt)
{
	return et_sql_insert(store, ET_Q_STATEMENT_APPEND, &shape, stmt);
}

enum et_err et_store_statement_list(struct et_store *store, const struct et_id *case_id,
	int64_t seq, int64_t count_max, struct et_arena *arena, struct et_store_statement **out,
	size_t *count)
{
	return et_sql_list(store, ET_Q_STATEMENT_LIST,
		ET_VALS(et_val_id(case_id), et_val_int(seq), et_val_int(count_max)), &shape, arena,
		out, count);
}

enum et_err et_store_statement_last(struct et_store *store, const struct et_id *case_id,
	int64_t seq_max, int64_t time_before, struct et_arena *arena,
	struct et_store_statement *out)
{
	return et_sql_row(store, ET_Q_STATEMENT_LAST,
		ET_VALS(et_val_id(case_id), et_val_int(seq_max), et_val_int(time_before)), &shape,
		arena, out);
}

enum et_err et_store_statement_cases(struct et_store *store, const struct et_id *after,
	int64_t count_max, struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(store, ET_Q_STATEMENT_CASES,
		ET_VALS(et_val_id(after), et_val_int(count_max)), arena, out, count);
}
