/* Places of cases in hours, and who waits for one. The limits themselves are triggers of the schema. */
#include <etatunti/store/place.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_place, case_id, 0),
	ET_INT(et_store_place, queue_seq, 0),
	ET_INT(et_store_place, turn, 0),
	ET_FIXED(et_store_place, series_id, 0),
	ET_FIXED(et_store_place, hour_id, ET_COL_OPT),
	ET_INT(et_store_place, minutes, 0),
	ET_TEXT(et_store_place, urgency, 0),
	ET_TEXT(et_store_place, state, 0),
	ET_INT(et_store_place, pos, ET_COL_JOINED | ET_COL_OPT),
	ET_INT(et_store_place, queued_at, 0),
	ET_INT(et_store_place, carried, 0),
	ET_INT(et_store_place, not_before, 0),
	ET_FIXED(et_store_place, consent_id, ET_COL_OPT),
	ET_INT(et_store_place, prepared_at, ET_COL_OPT),
	ET_FIXED(et_store_place, session_id, ET_COL_JOINED | ET_COL_OPT),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_place);

#define COL_COUNT (sizeof(cols) / sizeof(cols[0]))

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

static const struct et_col line_cols[] = {
	ET_FIXED(et_store_place_line, series_id, 0),
	ET_FIXED(et_store_place_line, case_id, 0),
	ET_INT(et_store_place_line, minutes, 0),
	ET_TEXT(et_store_place_line, urgency, 0),
	ET_INT(et_store_place_line, carried, 0),
	ET_INT(et_store_place_line, queued_at, 0),
	ET_INT(et_store_place_line, entitled, 0),
};
static const struct et_shape line_shape = ET_SHAPE(line_cols, et_store_place_line);

#define WAITING(f, flags) \
	{ \
#f, ET_COL_INT, flags, offsetof(struct et_store_place_waiting, f), sizeof(int64_t) \
	}
#define PLACE(type, f, flags) \
	{ \
#f, type, flags, offsetof(struct et_store_place_waiting, place.f), \
			sizeof(((struct et_store_place *)0)->f) \
	}
static const struct et_col waiting_cols[] = {
	PLACE(ET_COL_FIXED, case_id, 0),
	PLACE(ET_COL_INT, queue_seq, 0),
	PLACE(ET_COL_INT, turn, 0),
	PLACE(ET_COL_FIXED, series_id, 0),
	PLACE(ET_COL_FIXED, hour_id, ET_COL_OPT),
	PLACE(ET_COL_INT, minutes, 0),
	PLACE(ET_COL_TEXT, urgency, 0),
	PLACE(ET_COL_TEXT, state, 0),
	PLACE(ET_COL_INT, pos, ET_COL_OPT),
	PLACE(ET_COL_INT, queued_at, 0),
	PLACE(ET_COL_INT, carried, 0),
	PLACE(ET_COL_INT, not_before, 0),
	PLACE(ET_COL_FIXED, consent_id, ET_COL_OPT),
	PLACE(ET_COL_INT, prepared_at, ET_COL_OPT),
	PLACE(ET_COL_FIXED, session_id, ET_COL_OPT),
	WAITING(cover_from, 0),
	WAITING(cover_to, 0),
};
static const struct et_shape waiting_shape = ET_SHAPE(waiting_cols, et_store_place_waiting);

_Static_assert(sizeof(waiting_cols) / sizeof(waiting_cols[0]) == COL_COUNT + 2,
	"a place with all its columns, and two more");

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
	int64_t now_ms, int64_t from, int64_t to, bool all, struct et_arena *arena,
	struct et_store_place_seen **out, size_t *count)
{
	return et_sql_list(store, ET_Q_PLACE_LIST_SEEN,
		ET_VALS(et_val_id(uid), et_val_int(now_ms), et_val_int(from), et_val_int(to),
			et_val_int(all ? 1 : 0)),
		&seen_shape, arena, out, count);
}

enum et_err et_store_place_list_waiting(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_store_place_waiting **out, size_t *count)
{
	return et_sql_list(store, ET_Q_PLACE_LIST_WAITING, ET_VALS(et_val_id(series_id)),
		&waiting_shape, arena, out, count);
}

enum et_err et_store_place_list_waiting_seen(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, bool all, struct et_arena *arena, struct et_store_place_line **out,
	size_t *count)
{
	return et_sql_list(store, ET_Q_PLACE_LIST_WAITING_SEEN,
		ET_VALS(et_val_id(uid), et_val_int(now_ms), et_val_int(all ? 1 : 0)), &line_shape,
		arena, out, count);
}

enum et_err et_store_place_list_uncovered(struct et_store *store, int64_t after, int64_t until,
	struct et_arena *arena, struct et_store_place **out, size_t *count)
{
	return et_sql_list(store, ET_Q_PLACE_LIST_UNCOVERED,
		ET_VALS(et_val_int(after), et_val_int(until)), &shape, arena, out, count);
}

enum et_err et_store_place_is_covered(
	struct et_store *store, const struct et_id *case_id, const struct et_id *hour_id, bool *out)
{
	return et_sql_bool(
		store, ET_Q_PLACE_IS_COVERED, ET_VALS(et_val_id(case_id), et_val_id(hour_id)), out);
}

enum et_err et_store_place_was_in(struct et_store *store, const struct et_store_place *place,
	const struct et_id *hour_id, bool *out)
{
	return et_sql_bool(store, ET_Q_PLACE_WAS_IN,
		ET_VALS(et_val_id(&place->case_id), et_val_int(place->queue_seq),
			et_val_id(hour_id)),
		out);
}

enum et_err et_store_place_hours_over(struct et_store *store, int64_t before,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(
		store, ET_Q_PLACE_HOURS_OVER, ET_VALS(et_val_int(before)), arena, out, count);
}

enum et_err et_store_place_series_waiting(
	struct et_store *store, struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(store, ET_Q_PLACE_SERIES_WAITING, ET_NO_VALS, arena, out, count);
}

enum et_err et_store_place_count_waiting(
	struct et_store *store, const struct et_id *series_id, int64_t *out)
{
	return et_sql_int(store, ET_Q_PLACE_COUNT_WAITING, ET_VALS(et_val_id(series_id)), out);
}

enum et_err et_store_place_set_state(
	struct et_store *store, const struct et_store_place *place, const char *state)
{
	return et_sql_run_one(store, ET_Q_PLACE_SET_STATE,
		ET_VALS(et_val_id(&place->case_id), et_val_int(place->queue_seq),
			et_val_int(place->turn), et_val_str(state)),
		ET_NOT_FOUND);
}

enum et_err et_store_place_prepare(struct et_store *store, const struct et_store_place *place,
	const char *state, int64_t prepared_at)
{
	return et_sql_run_one(store, ET_Q_PLACE_PREPARE,
		ET_VALS(et_val_id(&place->case_id), et_val_int(place->queue_seq),
			et_val_int(place->turn), et_val_str(state), et_val_int(prepared_at)),
		ET_NOT_FOUND);
}

static enum et_err close_gap(struct et_store *store, const struct et_store_place *place)
{
	if (et_id_is_zero(&place->hour_id))
		return ET_OK;
	return et_sql_run(store, ET_Q_PLACE_CLOSE_GAP,
		ET_VALS(et_val_id(&place->hour_id), et_val_int(place->pos)));
}

/* NULL is the one absent value; a pos of 0 with an hour is one too many. */
static struct et_val opt_int(int64_t value)
{
	return value == 0 ? et_val_opt_text((struct et_slice){ 0 }) : et_val_int(value);
}

enum et_err et_store_place_move(
	struct et_store *store, const struct et_store_place *place, const struct et_store_place *to)
{
	int64_t pos = 0;
	enum et_err err;

	if ((err = close_gap(store, place)) != ET_OK)
		return err;
	if (!et_id_is_zero(&to->hour_id)) {
		err = et_sql_int(store, ET_Q_PLACE_COUNT_OTHERS,
			ET_VALS(et_val_id(&to->hour_id), et_val_id(&place->case_id),
				et_val_int(place->queue_seq), et_val_int(place->turn)),
			&pos);
		if (err != ET_OK)
			return err;
		pos = to->pos == 0 || to->pos > pos ? pos + 1 : to->pos;
		err = et_sql_run(store, ET_Q_PLACE_OPEN_GAP,
			ET_VALS(et_val_id(&to->hour_id), et_val_int(pos),
				et_val_id(&place->case_id), et_val_int(place->queue_seq),
				et_val_int(place->turn)));
		if (err != ET_OK)
			return err;
	}
	return et_sql_run_one(store, ET_Q_PLACE_SET,
		ET_VALS(et_val_id(&place->case_id), et_val_int(place->queue_seq),
			et_val_int(place->turn), et_val_opt_id(&to->hour_id), opt_int(pos),
			et_val_text(to->state), et_val_int(to->carried), opt_int(to->prepared_at),
			et_val_int(to->not_before)),
		ET_NOT_FOUND);
}

enum et_err et_store_place_delete(struct et_store *store, const struct et_store_place *place)
{
	enum et_err err;

	if ((err = close_gap(store, place)) != ET_OK)
		return err;
	return et_sql_run_one(store, ET_Q_PLACE_DELETE,
		ET_VALS(et_val_id(&place->case_id), et_val_int(place->queue_seq),
			et_val_int(place->turn)),
		ET_NOT_FOUND);
}
