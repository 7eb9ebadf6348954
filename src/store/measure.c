/* Measures. Knows no code. */
#include <etatunti/store/measure.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_measure, measure_id, 0),
	ET_FIXED(et_store_measure, series_id, ET_COL_OPT),
	ET_TEXT(et_store_measure, quarter, ET_COL_OPT),
	ET_TEXT(et_store_measure, form, ET_COL_OPT),
	ET_FIXED(et_store_measure, hash, 0),
	ET_INT(et_store_measure, dropped, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_measure);

static const struct et_col value_cols[] = {
	ET_FIXED(et_store_measure_value, measure_id, 0),
	ET_TEXT(et_store_measure_value, code, 0),
	ET_INT(et_store_measure_value, n, 0),
};
static const struct et_shape value_shape = ET_SHAPE(value_cols, et_store_measure_value);

enum et_err et_store_measure_insert(struct et_store *store, const struct et_store_measure *row)
{
	return et_sql_insert(store, ET_Q_MEASURE_INSERT, &shape, row);
}

enum et_err et_store_measure_value_insert(
	struct et_store *store, const struct et_store_measure_value *row)
{
	return et_sql_insert(store, ET_Q_MEASURE_VALUE_INSERT, &value_shape, row);
}

enum et_err et_store_measure_by_id(struct et_store *store, const struct et_id *measure_id,
	struct et_arena *arena, struct et_store_measure *out)
{
	return et_sql_row(
		store, ET_Q_MEASURE_BY_ID, ET_VALS(et_val_id(measure_id)), &shape, arena, out);
}

enum et_err et_store_measure_values(struct et_store *store, const struct et_id *measure_id,
	struct et_arena *arena, struct et_store_measure_value **out, size_t *count)
{
	return et_sql_list(store, ET_Q_MEASURE_VALUES, ET_VALS(et_val_id(measure_id)), &value_shape,
		arena, out, count);
}

enum et_err et_store_measure_drop(struct et_store *store, const struct et_id *measure_id)
{
	enum et_err err =
		et_sql_shred(store, ET_Q_MEASURE_VALUE_DROP, ET_VALS(et_val_id(measure_id)));

	if (err != ET_OK)
		return err;
	return et_sql_run_one(
		store, ET_Q_MEASURE_DROP, ET_VALS(et_val_id(measure_id)), ET_NOT_FOUND);
}
