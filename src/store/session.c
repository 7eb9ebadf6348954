/* Login sessions. Refuses to know when one is too old: times are given. */
#include <etatunti/store/session.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_session, sid, 0),
	ET_FIXED(et_store_session, uid, 0),
	ET_FIXED(et_store_session, spk, 0),
	ET_INT(et_store_session, created_at, 0),
	ET_INT(et_store_session, seen_at, 0),
	ET_INT(et_store_session, ended_at, ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_session);

enum et_err et_store_session_insert(struct et_store *store, const struct et_store_session *session)
{
	return et_sql_insert(store, ET_Q_SESSION_INSERT, &shape, session);
}

enum et_err et_store_session_by_id(struct et_store *store, const struct et_id *sid,
	struct et_arena *arena, struct et_store_session *out)
{
	return et_sql_row(store, ET_Q_SESSION_BY_ID, ET_VALS(et_val_id(sid)), &shape, arena, out);
}

enum et_err et_store_session_list(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_session **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_SESSION_LIST, ET_VALS(et_val_id(uid)), &shape, arena, out, count);
}

enum et_err et_store_session_touch(struct et_store *store, const struct et_id *sid, int64_t seen_at)
{
	return et_sql_run_one(store, ET_Q_SESSION_TOUCH,
		ET_VALS(et_val_id(sid), et_val_int(seen_at)), ET_NOT_FOUND);
}

enum et_err et_store_session_end(struct et_store *store, const struct et_id *sid, int64_t ended_at)
{
	return et_sql_run_one(store, ET_Q_SESSION_END,
		ET_VALS(et_val_id(sid), et_val_int(ended_at)), ET_NOT_FOUND);
}

enum et_err et_store_session_drop(struct et_store *store, int64_t before)
{
	return et_sql_run(store, ET_Q_SESSION_DROP, ET_VALS(et_val_int(before)));
}
