/* Retention, holds and the ends of cases. Deletes nothing of a case itself. */
#include <etatunti/store/retention.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_retention, org_id, 0),
	ET_INT(et_store_retention, days, 0),
	ET_INT(et_store_retention, seq, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_retention);

static const struct et_col end_cols[] = {
	ET_FIXED(et_store_case_end, case_id, 0),
	ET_INT(et_store_case_end, closed_at, 0),
	ET_INT(et_store_case_end, erased_at, 0),
	ET_TEXT(et_store_case_end, how, 0),
	ET_INT(et_store_case_end, due_at, 0),
	ET_INT(et_store_case_end, held, 0),
	ET_INT(et_store_case_end, mine, 0),
};
static const struct et_shape end_shape = ET_SHAPE(end_cols, et_store_case_end);

enum et_err et_store_retention_set(struct et_store *store, const struct et_store_retention *row)
{
	return et_sql_insert(store, ET_Q_RETENTION_SET, &shape, row);
}

enum et_err et_store_retention_days(
	struct et_store *store, const struct et_id *org_id, int64_t *out)
{
	return et_sql_int(store, ET_Q_RETENTION_DAYS,
		ET_VALS(et_val_id(org_id), et_val_int(ET_STORE_RETENTION_DAYS)), out);
}

enum et_err et_store_hold_set(struct et_store *store, const struct et_id *case_id,
	const struct et_id *author, int64_t seq)
{
	return et_sql_run(store, ET_Q_HOLD_SET,
		ET_VALS(et_val_id(case_id), et_val_id(author), et_val_int(seq)));
}

enum et_err et_store_hold_clear(struct et_store *store, const struct et_id *case_id)
{
	return et_sql_run_one(store, ET_Q_HOLD_CLEAR, ET_VALS(et_val_id(case_id)), ET_NOT_FOUND);
}

enum et_err et_store_hold_is_on(struct et_store *store, const struct et_id *case_id, bool *out)
{
	return et_sql_bool(store, ET_Q_HOLD_IS_ON, ET_VALS(et_val_id(case_id)), out);
}

enum et_err et_store_case_end_closed(
	struct et_store *store, const struct et_id *case_id, int64_t at_ms)
{
	return et_sql_run(
		store, ET_Q_CASE_END_CLOSED, ET_VALS(et_val_id(case_id), et_val_int(at_ms)));
}

enum et_err et_store_case_end_erased(
	struct et_store *store, const struct et_id *case_id, int64_t at_ms, const char *how)
{
	return et_sql_run_one(store, ET_Q_CASE_END_ERASED,
		ET_VALS(et_val_id(case_id), et_val_int(at_ms), et_val_str(how)), ET_NOT_FOUND);
}

enum et_err et_store_case_end_is_due(
	struct et_store *store, const struct et_id *case_id, int64_t now_ms, bool *out)
{
	return et_sql_bool(store, ET_Q_CASE_END_IS_DUE,
		ET_VALS(et_val_id(case_id), et_val_int(now_ms),
			et_val_int(ET_STORE_RETENTION_DAYS)),
		out);
}

enum et_err et_store_case_end_list_due(struct et_store *store, int64_t now_ms, int64_t most,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(store, ET_Q_CASE_END_LIST_DUE,
		ET_VALS(et_val_int(now_ms), et_val_int(ET_STORE_RETENTION_DAYS), et_val_int(most)),
		arena, out, count);
}

enum et_err et_store_case_end_list_erased(struct et_store *store,
	const struct et_store_case_end_scope *scope, int64_t since, struct et_arena *arena,
	struct et_store_case_end **out, size_t *count)
{
	return et_sql_list(store, ET_Q_CASE_END_LIST_ERASED,
		ET_VALS(et_val_id(&scope->uid), et_val_id(&scope->org_id), et_val_int(scope->all),
			et_val_int(scope->now_ms), et_val_int(since)),
		&end_shape, arena, out, count);
}

enum et_err et_store_case_end_list_ahead(struct et_store *store,
	const struct et_store_case_end_scope *scope, int64_t until, struct et_arena *arena,
	struct et_store_case_end **out, size_t *count)
{
	return et_sql_list(store, ET_Q_CASE_END_LIST_AHEAD,
		ET_VALS(et_val_id(&scope->uid), et_val_id(&scope->org_id), et_val_int(scope->all),
			et_val_int(scope->now_ms), et_val_int(until),
			et_val_int(ET_STORE_RETENTION_DAYS)),
		&end_shape, arena, out, count);
}
