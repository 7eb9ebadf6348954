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
	ET_TEXT(et_store_series, phone, 0),
	ET_INT(et_store_series, seq, 0),
	ET_INT(et_store_series, since, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_series);

enum et_err et_store_series_set(struct et_store *store, const struct et_store_series *series,
	const struct et_id *pair_ids, size_t pairs_count)
{
	enum et_err err;

	err = et_sql_run_one(store, ET_Q_SERIES_SET,
		ET_VALS(et_val_id(&series->series_id), et_val_id(&series->org_id),
			et_val_text(series->name), et_val_id(&series->contact),
			et_val_int(series->weekday), et_val_text(series->start),
			et_val_text(series->first_date), et_val_opt_text(series->last_date),
			et_val_int(series->capacity), et_val_int(series->every),
			et_val_int(series->on_holidays), et_val_text(series->phone),
			et_val_int(series->seq), et_val_int(series->since)),
		ET_FORBIDDEN);
	if (err == ET_OK)
		err = et_sql_run(
			store, ET_Q_SERIES_PAIR_CLEAR, ET_VALS(et_val_id(&series->series_id)));
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

enum et_err et_store_series_list_of_contact(struct et_store *store, const struct et_id *contact,
	struct et_arena *arena, struct et_store_series **out, size_t *count)
{
	return et_sql_list(store, ET_Q_SERIES_LIST_OF_CONTACT, ET_VALS(et_val_id(contact)), &shape,
		arena, out, count);
}

enum et_err et_store_series_list(
	struct et_store *store, struct et_arena *arena, struct et_store_series **out, size_t *count)
{
	return et_sql_list(store, ET_Q_SERIES_LIST, ET_NO_VALS, &shape, arena, out, count);
}

enum et_err et_store_series_list_of(struct et_store *store, const struct et_id *uid, int64_t now_ms,
	struct et_arena *arena, struct et_store_series **out, size_t *count)
{
	return et_sql_list(store, ET_Q_SERIES_LIST_OF, ET_VALS(et_val_id(uid), et_val_int(now_ms)),
		&shape, arena, out, count);
}

enum et_err et_store_series_count_of(
	struct et_store *store, const struct et_id *org_id, int64_t *out)
{
	return et_sql_int(store, ET_Q_SERIES_COUNT_OF, ET_VALS(et_val_id(org_id)), out);
}

enum et_err et_store_series_pairs(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(
		store, ET_Q_SERIES_PAIRS, ET_VALS(et_val_id(series_id)), arena, out, count);
}

enum et_err et_store_series_people(struct et_store *store, const struct et_id *series_id,
	int64_t now_ms, struct et_arena *arena, struct et_id **out, size_t *count)
{
	return et_sql_ids(store, ET_Q_SERIES_PEOPLE,
		ET_VALS(et_val_id(series_id), et_val_int(now_ms)), arena, out, count);
}

enum et_err et_store_series_has_person(struct et_store *store, const struct et_id *series_id,
	const struct et_id *uid, int64_t now_ms, bool *out)
{
	return et_sql_bool(store, ET_Q_SERIES_HAS_PERSON,
		ET_VALS(et_val_id(series_id), et_val_id(uid), et_val_int(now_ms)), out);
}

enum et_err et_store_series_has_contact(
	struct et_store *store, const struct et_id *contact, const struct et_id *org_id, bool *out)
{
	return et_sql_bool(store, ET_Q_SERIES_HAS_CONTACT,
		ET_VALS(et_val_id(contact), et_val_id(org_id)), out);
}

enum et_err et_store_series_has_pair(struct et_store *store, const struct et_id *series_id,
	const struct et_id *pair_id, bool *out)
{
	return et_sql_bool(store, ET_Q_SERIES_HAS_PAIR,
		ET_VALS(et_val_id(series_id), et_val_id(pair_id)), out);
}
