/* Where people want to be reminded. Knows no mail. */
#include <etatunti/store/reach.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_reach, uid, 0),
	ET_TEXT(et_store_reach, email, ET_COL_OPT),
	ET_TEXT(et_store_reach, language, 0),
	ET_INT(et_store_reach, at, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_reach);

enum et_err et_store_reach_put(struct et_store *store, const struct et_store_reach *reach)
{
	return et_sql_insert(store, ET_Q_REACH_PUT, &shape, reach);
}

enum et_err et_store_reach_by_uid(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_reach *out)
{
	return et_sql_row(store, ET_Q_REACH_BY_UID, ET_VALS(et_val_id(uid)), &shape, arena, out);
}

enum et_err et_store_reach_forget(struct et_store *store)
{
	return et_sql_run(store, ET_Q_REACH_FORGET, ET_NO_VALS);
}
