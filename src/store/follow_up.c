/* Follow-ups. Knows no calendar. */
#include <etatunti/store/follow_up.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_follow_up, case_id, 0),
	ET_TEXT(et_store_follow_up, what, 0),
	ET_INT(et_store_follow_up, due_at, 0),
	ET_INT(et_store_follow_up, seq, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_follow_up);

enum et_err et_store_follow_up_set(struct et_store *store, const struct et_store_follow_up *row)
{
	return et_sql_insert(store, ET_Q_FOLLOW_UP_SET, &shape, row);
}

enum et_err et_store_follow_up_clear(
	struct et_store *store, const struct et_id *case_id, const char *what)
{
	return et_sql_run(
		store, ET_Q_FOLLOW_UP_CLEAR, ET_VALS(et_val_id(case_id), et_val_str(what)));
}

enum et_err et_store_follow_up_clear_all(struct et_store *store, const struct et_id *case_id)
{
	return et_sql_run(store, ET_Q_FOLLOW_UP_CLEAR_ALL, ET_VALS(et_val_id(case_id)));
}

enum et_err et_store_follow_up_list_due(struct et_store *store, int64_t from, int64_t to,
	struct et_arena *arena, struct et_store_follow_up **out, size_t *count)
{
	return et_sql_list(store, ET_Q_FOLLOW_UP_LIST_DUE,
		ET_VALS(et_val_int(from), et_val_int(to)), &shape, arena, out, count);
}

enum et_err et_store_follow_up_list_of(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_follow_up **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_FOLLOW_UP_LIST_OF, ET_VALS(et_val_id(uid)), &shape, arena, out, count);
}
