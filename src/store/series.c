/* Weekly series and their pairs. Knows no calendar. */
#include <etatunti/store/series.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_series, series_id, 0),
	ET_FIXED(et_store_series, org_id, 0),
	ET_TEXT(et_store_series, name, 0),
	ET_FIXED(et_store_series, contact, 0),
	ET_INT(et_store_series, weekday, 0),
	ET_TEXT(et_store_series, start, 0),
	ET_TEXT(et_store_series, first_date, 0),
	ET_TEXT(et_store_series, last_date, ET_COL_OPT),
	ET_INT(et_store_series, capacity, 0),
	ET_INT(et_store_series, every, 0),
	ET_INT(et_store_series, on_holidays, 0),
	ET_INT(et_store_series, created_at, 0),
	ET_FIXED(et_store_series, created_by, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_series);

enum et_err et_store_series_insert(struct et_store *store, const struct et_store_series *series,
	const struct et_id *pair_ids, size_t pairs_count)
{
	enum et_err err = et_sql_insert(store, ET_Q_SERIES_INSERT, &shape, series);

	for (size_t i = 0; i < pairs_count && err == ET_OK; i++)
		err = et_sql_run(store, ET_Q_SERIES_PAIR_INSERT,
			ET_VALS(et_val_id(&series->series_id), et_val_id(&pair_ids[i])));
	return err;
}

enum et_err et_store_series_by_id(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_store_series *out)
{
	return et_sql_row(
		store, ET_Q_SERIES_BY_ID, ET_VALS(et_val_id(series_id)), &shape, arena, out);
}

enum et_err et_store_series_list(
	struct et_store *store, struct et_arena *arena, struct et_store_series **out, size_t *count)
{
	return et_sql_list(store, ET_Q_SERIES_LIST, ET_NO_VALS, &shape, arena, out, count);
}

enum et_err et_store_series_list_of(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_series **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_SERIES_LIST_OF, ET_VALS(et_val_id(uid)), &shape, arena, out, count);
}

enum et_err et_store_series_pairs(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(
		store, ET_Q_SERIES_PAIRS, ET_VALS(et_val_id(series_id)), arena, out, count);
}

enum et_err et_store_series_people(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(
		store, ET_Q_SERIES_PEOPLE, ET_VALS(et_val_id(series_id)), arena, out, count);
}

enum et_err et_store_series_has_person(
	struct et_store *store, const struct et_id *series_id, const struct et_id *uid, bool *out)
{
	return et_sql_bool(
		store, ET_Q_SERIES_HAS_PERSON, ET_VALS(et_val_id(series_id), et_val_id(uid)), out);
}

enum et_err et_store_series_has_pair(struct et_store *store, const struct et_id *series_id,
	const struct et_id *pair_id, bool *out)
{
	return et_sql_bool(store, ET_Q_SERIES_HAS_PAIR,
		ET_VALS(et_val_id(series_id), et_val_id(pair_id)), out);
}
