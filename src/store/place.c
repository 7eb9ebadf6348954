/* Places of cases in hours. The limits themselves are triggers of the schema. */
#include <etatunti/store/place.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_place, case_id, 0),
	ET_INT(et_store_place, queue_seq, 0),
	ET_FIXED(et_store_place, hour_id, 0),
	ET_INT(et_store_place, minutes, 0),
	ET_TEXT(et_store_place, urgency, 0),
	ET_TEXT(et_store_place, state, 0),
	ET_INT(et_store_place, pos, ET_COL_JOINED),
	ET_INT(et_store_place, queued_at, 0),
	ET_FIXED(et_store_place, consent_id, 0),
	ET_INT(et_store_place, prepared_at, ET_COL_OPT),
	ET_FIXED(et_store_place, session_id, ET_COL_JOINED | ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_place);

static const struct et_col seen_cols[] = {
	ET_FIXED(et_store_place_seen, hour_id, 0),
	ET_FIXED(et_store_place_seen, case_id, 0),
	ET_INT(et_store_place_seen, pos, 0),
	ET_INT(et_store_place_seen, minutes, 0),
	ET_TEXT(et_store_place_seen, urgency, 0),
	ET_TEXT(et_store_place_seen, state, 0),
	ET_FIXED(et_store_place_seen, session_id, ET_COL_OPT),
	ET_INT(et_store_place_seen, entitled, 0),
};
static const struct et_shape seen_shape = ET_SHAPE(seen_cols, et_store_place_seen);

enum et_err et_store_place_insert(struct et_store *store, const struct et_store_place *place)
{
	return et_sql_insert(store, ET_Q_PLACE_INSERT, &shape, place);
}

enum et_err et_store_place_live(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_place *out)
{
	return et_sql_row(store, ET_Q_PLACE_LIVE, ET_VALS(et_val_id(case_id)), &shape, arena, out);
}

enum et_err et_store_place_list(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_place **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_PLACE_LIST, ET_VALS(et_val_id(hour_id)), &shape, arena, out, count);
}

enum et_err et_store_place_list_seen(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, int64_t from, int64_t to, struct et_arena *arena,
	struct et_store_place_seen **out, size_t *count)
{
	return et_sql_list(store, ET_Q_PLACE_LIST_SEEN,
		ET_VALS(et_val_id(uid), et_val_int(now_ms), et_val_int(from), et_val_int(to)),
		&seen_shape, arena, out, count);
}

enum et_err et_store_place_set_state(
	struct et_store *store, const struct et_id *case_id, int64_t queue_seq, const char *state)
{
	return et_sql_run_one(store, ET_Q_PLACE_SET_STATE,
		ET_VALS(et_val_id(case_id), et_val_int(queue_seq), et_val_str(state)),
		ET_NOT_FOUND);
}

enum et_err et_store_place_prepare(struct et_store *store, const struct et_id *case_id,
	int64_t queue_seq, const char *state, int64_t prepared_at)
{
	return et_sql_run_one(store, ET_Q_PLACE_PREPARE,
		ET_VALS(et_val_id(case_id), et_val_int(queue_seq), et_val_str(state),
			et_val_int(prepared_at)),
		ET_NOT_FOUND);
}

enum et_err et_store_place_delete(
	struct et_store *store, const struct et_id *case_id, int64_t queue_seq)
{
	enum et_err err;

	if ((err = et_sql_run(store, ET_Q_PLACE_MOVE_UP,
		     ET_VALS(et_val_id(case_id), et_val_int(queue_seq)))) != ET_OK)
		return err;
	return et_sql_run_one(store, ET_Q_PLACE_DELETE,
		ET_VALS(et_val_id(case_id), et_val_int(queue_seq)), ET_NOT_FOUND);
}
