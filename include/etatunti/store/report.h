/*
 * Figures of a quarter, counted from the record. Nothing is hidden here: service/report.h does that before
 * anybody sees one.
 */
#ifndef ETATUNTI_STORE_REPORT_H
#define ETATUNTI_STORE_REPORT_H

#include <etatunti/store/store.h>

/* Which series: those of a county, or those whose contact is of a Kela organisation. */
struct et_store_report_scope {
	struct et_id org_id;
	bool by_contact;
	int64_t from, to; /* the quarter: [from, to) */
	struct et_slice quarter;
	int64_t now_ms;
};

struct et_store_figure {
	struct et_id series_id; /* absent: all of them together */
	struct et_slice code;
	struct et_slice form; /* empty: it is no measure */
	int64_t n, persons, sum;
};

/* The same of a measure: how many values were 9 or more, 7 or 8, 6 or less. */
struct et_store_measure_figure {
	struct et_id series_id;
	struct et_slice code, form;
	int64_t n, persons, sum;
	int64_t high, middle, low;
};

/* Of one case: places, answers, plans. */
struct et_store_case_figure {
	struct et_id series_id;
	struct et_slice code;
	struct et_id case_id;
	int64_t n, sum;
};

struct et_store_wait {
	struct et_id series_id, case_id;
	int64_t days;
};

enum et_err et_store_report_series(struct et_store *store,
	const struct et_store_report_scope *scope, struct et_arena *arena, struct et_id **out,
	size_t *count) ET_MUST_USE;

/* together: of all series as one; else each. By code, form and series. */
enum et_err et_store_report_hours(struct et_store *store, const struct et_store_report_scope *scope,
	bool together, struct et_arena *arena, struct et_store_figure **out, size_t *count)
	ET_MUST_USE;
enum et_err et_store_report_measures(struct et_store *store,
	const struct et_store_report_scope *scope, bool together, struct et_arena *arena,
	struct et_store_measure_figure **out, size_t *count) ET_MUST_USE;
/* By code, series and case. */
enum et_err et_store_report_cases(struct et_store *store, const struct et_store_report_scope *scope,
	struct et_arena *arena, struct et_store_case_figure **out, size_t *count) ET_MUST_USE;
enum et_err et_store_report_plans(struct et_store *store, const struct et_store_report_scope *scope,
	struct et_arena *arena, struct et_store_case_figure **out, size_t *count) ET_MUST_USE;
/* One for each queueing that came to a consultation, the shortest first. */
enum et_err et_store_report_waits(struct et_store *store, const struct et_store_report_scope *scope,
	struct et_arena *arena, struct et_store_wait **out, size_t *count) ET_MUST_USE;

#endif
