/* Hours of the series. Reads go through hour_view, which adds the series and what is taken. */
#include <etatunti/store/hour.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_hour, hour_id, 0),
	ET_FIXED(et_store_hour, series_id, 0),
	ET_TEXT(et_store_hour, local_date, 0),
	ET_INT(et_store_hour, starts_at, 0),
	ET_INT(et_store_hour, ends_at, 0),
	ET_TEXT(et_store_hour, state, 0),
	ET_TEXT(et_store_hour, reason, ET_COL_OPT),
	ET_INT(et_store_hour, moved, 0),
	ET_INT(et_store_hour, decided, 0),
	ET_INT(et_store_hour, revision, 0),
	ET_TEXT(et_store_hour, name, ET_COL_JOINED),
	ET_INT(et_store_hour, capacity, ET_COL_JOINED),
	ET_FIXED(et_store_hour, contact, ET_COL_JOINED),
	ET_FIXED(et_store_hour, substitute, ET_COL_JOINED | ET_COL_OPT),
	ET_INT(et_store_hour, missing_consents, ET_COL_JOINED),
	ET_INT(et_store_hour, places, ET_COL_JOINED),
	ET_INT(et_store_hour, minutes, ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_hour);

static const struct et_col set_cols[] = {
	ET_FIXED(et_store_hour_set, hour_id, 0),
	ET_TEXT(et_store_hour_set, state, 0),
	ET_TEXT(et_store_hour_set, to_date, ET_COL_OPT),
	ET_TEXT(et_store_hour_set, to_start, ET_COL_OPT),
	ET_TEXT(et_store_hour_set, reason, ET_COL_OPT),
	ET_INT(et_store_hour_set, seq, 0),
};
static const struct et_shape set_shape = ET_SHAPE(set_cols, et_store_hour_set);

enum et_err et_store_hour_insert(struct et_store *store, const struct et_store_hour *hour)
{
	return et_sql_insert(store, ET_Q_HOUR_INSERT, &shape, hour);
}

enum et_err et_store_hour_by_id(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_hour *out)
{
	return et_sql_row(store, ET_Q_HOUR_BY_ID, ET_VALS(et_val_id(hour_id)), &shape, arena, out);
}

enum et_err et_store_hour_list(struct et_store *store, int64_t from, int64_t to,
	struct et_arena *arena, struct et_store_hour **out, size_t *count)
{
	return et_sql_list(store, ET_Q_HOUR_LIST, ET_VALS(et_val_int(from), et_val_int(to)), &shape,
		arena, out, count);
}

enum et_err et_store_hour_list_of(struct et_store *store, const struct et_id *uid, int64_t now_ms,
	int64_t from, int64_t to, struct et_arena *arena, struct et_store_hour **out, size_t *count)
{
	return et_sql_list(store, ET_Q_HOUR_LIST_OF,
		ET_VALS(et_val_id(uid), et_val_int(from), et_val_int(to), et_val_int(now_ms)),
		&shape, arena, out, count);
}

enum et_err et_store_hour_list_ahead(struct et_store *store, const struct et_id *series_id,
	int64_t after, struct et_arena *arena, struct et_store_hour **out, size_t *count)
{
	return et_sql_list(store, ET_Q_HOUR_LIST_AHEAD,
		ET_VALS(et_val_id(series_id), et_val_int(after)), &shape, arena, out, count);
}

enum et_err et_store_hour_list_room(struct et_store *store, const struct et_id *series_id,
	int64_t after, struct et_arena *arena, struct et_store_hour **out, size_t *count)
{
	return et_sql_list(store, ET_Q_HOUR_LIST_ROOM,
		ET_VALS(et_val_id(series_id), et_val_int(after)), &shape, arena, out, count);
}

enum et_err et_store_hour_last_of_series(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_store_hour *out)
{
	return et_sql_row(
		store, ET_Q_HOUR_LAST_OF_SERIES, ET_VALS(et_val_id(series_id)), &shape, arena, out);
}

enum et_err et_store_hour_next_free(struct et_store *store, const struct et_id *series_id,
	int64_t after, int64_t ends_by, int64_t minutes, struct et_arena *arena,
	struct et_store_hour *out)
{
	return et_sql_row(store, ET_Q_HOUR_NEXT_FREE,
		ET_VALS(et_val_id(series_id), et_val_int(after), et_val_int(ends_by),
			et_val_int(minutes)),
		&shape, arena, out);
}

enum et_err et_store_hour_update(struct et_store *store, const struct et_store_hour *hour)
{
	return et_sql_run_one(store, ET_Q_HOUR_UPDATE,
		ET_VALS(et_val_id(&hour->hour_id), et_val_int(hour->starts_at),
			et_val_int(hour->ends_at), et_val_text(hour->state),
			et_val_opt_text(hour->reason), et_val_int(hour->moved),
			et_val_int(hour->decided), et_val_int(hour->revision)),
		ET_NOT_FOUND);
}

enum et_err et_store_hour_of_person(struct et_store *store, const struct et_id *uid, int64_t from,
	int64_t to, struct et_arena *arena, struct et_store_hour **out, size_t *count)
{
	return et_sql_list(store, ET_Q_HOUR_OF_PERSON,
		ET_VALS(et_val_id(uid), et_val_int(from), et_val_int(to)), &shape, arena, out,
		count);
}

enum et_err et_store_hour_overlapping(struct et_store *store, const struct et_id *series_id,
	const struct et_id *but, int64_t from, int64_t to, struct et_arena *arena,
	struct et_store_hour *out)
{
	return et_sql_row(store, ET_Q_HOUR_OVERLAPPING,
		ET_VALS(et_val_id(series_id), et_val_id(but), et_val_int(from), et_val_int(to)),
		&shape, arena, out);
}

enum et_err et_store_hour_set_put(struct et_store *store, const struct et_store_hour_set *set)
{
	return et_sql_insert(store, ET_Q_HOUR_SET_PUT, &set_shape, set);
}

enum et_err et_store_hour_set_by_id(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_hour_set *out)
{
	return et_sql_row(
		store, ET_Q_HOUR_SET_BY_ID, ET_VALS(et_val_id(hour_id)), &set_shape, arena, out);
}
