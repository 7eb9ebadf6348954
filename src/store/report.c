/* Figures. Hides nothing. */
#include <etatunti/store/report.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_figure, series_id, ET_COL_OPT),
	ET_TEXT(et_store_figure, code, 0),
	ET_TEXT(et_store_figure, form, 0),
	ET_INT(et_store_figure, n, 0),
	ET_INT(et_store_figure, persons, 0),
	ET_INT(et_store_figure, sum, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_figure);

static const struct et_col measure_cols[] = {
	ET_FIXED(et_store_measure_figure, series_id, ET_COL_OPT),
	ET_TEXT(et_store_measure_figure, code, 0),
	ET_TEXT(et_store_measure_figure, form, 0),
	ET_INT(et_store_measure_figure, n, 0),
	ET_INT(et_store_measure_figure, persons, 0),
	ET_INT(et_store_measure_figure, sum, 0),
	ET_INT(et_store_measure_figure, high, 0),
	ET_INT(et_store_measure_figure, middle, 0),
	ET_INT(et_store_measure_figure, low, 0),
};
static const struct et_shape measure_shape = ET_SHAPE(measure_cols, et_store_measure_figure);

static const struct et_col case_cols[] = {
	ET_FIXED(et_store_case_figure, series_id, 0),
	ET_TEXT(et_store_case_figure, code, 0),
	ET_FIXED(et_store_case_figure, case_id, 0),
	ET_INT(et_store_case_figure, n, 0),
	ET_INT(et_store_case_figure, sum, 0),
};
static const struct et_shape case_shape = ET_SHAPE(case_cols, et_store_case_figure);

static const struct et_col wait_cols[] = {
	ET_FIXED(et_store_wait, series_id, 0),
	ET_FIXED(et_store_wait, case_id, 0),
	ET_INT(et_store_wait, days, 0),
};
static const struct et_shape wait_shape = ET_SHAPE(wait_cols, et_store_wait);

/* What every query of the report has first. */
#define SCOPE(scope) et_val_id(&(scope)->org_id), et_val_int((scope)->by_contact)
#define SPAN(scope) SCOPE(scope), et_val_int((scope)->from), et_val_int((scope)->to)

enum et_err et_store_report_series(struct et_store *store,
	const struct et_store_report_scope *scope, struct et_arena *arena, struct et_id **out,
	size_t *count)
{
	return et_sql_ids(store, ET_Q_REPORT_SERIES, ET_VALS(SCOPE(scope)), arena, out, count);
}

enum et_err et_store_report_hours(struct et_store *store, const struct et_store_report_scope *scope,
	bool together, struct et_arena *arena, struct et_store_figure **out, size_t *count)
{
	return et_sql_list(store, ET_Q_REPORT_HOURS,
		ET_VALS(SPAN(scope), et_val_int(together), et_val_int(scope->now_ms)), &shape,
		arena, out, count);
}

enum et_err et_store_report_cases(struct et_store *store, const struct et_store_report_scope *scope,
	struct et_arena *arena, struct et_store_case_figure **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_REPORT_CASES, ET_VALS(SPAN(scope)), &case_shape, arena, out, count);
}

enum et_err et_store_report_plans(struct et_store *store, const struct et_store_report_scope *scope,
	struct et_arena *arena, struct et_store_case_figure **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_REPORT_PLANS, ET_VALS(SPAN(scope)), &case_shape, arena, out, count);
}

enum et_err et_store_report_measures(struct et_store *store,
	const struct et_store_report_scope *scope, bool together, struct et_arena *arena,
	struct et_store_measure_figure **out, size_t *count)
{
	return et_sql_list(store, ET_Q_REPORT_MEASURES,
		ET_VALS(SPAN(scope), et_val_int(together), et_val_text(scope->quarter)),
		&measure_shape, arena, out, count);
}

enum et_err et_store_report_waits(struct et_store *store, const struct et_store_report_scope *scope,
	struct et_arena *arena, struct et_store_wait **out, size_t *count)
{
	return et_sql_list(
		store, ET_Q_REPORT_WAITS, ET_VALS(SPAN(scope)), &wait_shape, arena, out, count);
}
