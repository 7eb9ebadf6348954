/* Sessions of cases: their rooms. Knows no connection. */
#include <etatunti/store/room.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_room, session_id, 0),
	ET_FIXED(et_store_room, case_id, 0),
	ET_FIXED(et_store_room, hour_id, 0),
	ET_INT(et_store_room, open_seq, 0),
	ET_INT(et_store_room, opened_at, 0),
	ET_INT(et_store_room, closed_at, ET_COL_OPT),
	ET_TEXT(et_store_room, outcome, ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_room);

enum et_err et_store_room_insert(struct et_store *store, const struct et_store_room *room)
{
	return et_sql_insert(store, ET_Q_ROOM_INSERT, &shape, room);
}

enum et_err et_store_room_by_id(struct et_store *store, const struct et_id *session_id,
	struct et_arena *arena, struct et_store_room *out)
{
	return et_sql_row(
		store, ET_Q_ROOM_BY_ID, ET_VALS(et_val_id(session_id)), &shape, arena, out);
}

enum et_err et_store_room_open_of_hour(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_room *out)
{
	return et_sql_row(
		store, ET_Q_ROOM_OPEN_OF_HOUR, ET_VALS(et_val_id(hour_id)), &shape, arena, out);
}

enum et_err et_store_room_open_of_case(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_room *out)
{
	return et_sql_row(
		store, ET_Q_ROOM_OPEN_OF_CASE, ET_VALS(et_val_id(case_id)), &shape, arena, out);
}

enum et_err et_store_room_close(struct et_store *store, const struct et_id *session_id,
	int64_t closed_at, const char *outcome)
{
	return et_sql_run_one(store, ET_Q_ROOM_CLOSE,
		ET_VALS(et_val_id(session_id), et_val_int(closed_at), et_val_str(outcome)),
		ET_NOT_FOUND);
}
