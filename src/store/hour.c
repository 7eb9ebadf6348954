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
	ET_TEXT(et_store_hour, name, ET_COL_JOINED),
	ET_INT(et_store_hour, capacity, ET_COL_JOINED),
	ET_FIXED(et_store_hour, contact, ET_COL_JOINED),
	ET_INT(et_store_hour, places, ET_COL_JOINED),
	ET_INT(et_store_hour, minutes, ET_COL_JOINED),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_hour);

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

enum et_err et_store_hour_set_state(struct et_store *store, const struct et_id *hour_id,
	const char *state, struct et_slice reason)
{
	return et_sql_run_one(store, ET_Q_HOUR_SET_STATE,
		ET_VALS(et_val_id(hour_id), et_val_str(state), et_val_opt_text(reason)),
		ET_NOT_FOUND);
}
