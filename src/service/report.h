/*
 * The report of one quarter: what the record counts, and nothing in it that tells of fewer than five. Everything
 * that leaves here may be seen.
 */
#ifndef ETATUNTI_SERVICE_SRC_REPORT_H
#define ETATUNTI_SERVICE_SRC_REPORT_H

#include <etatunti/domain/measure.h>
#include <etatunti/service/call.h>
#include <etatunti/store/report.h>

struct et_figure {
	struct et_id series_id; /* zero: all of them together */
	struct et_slice code, form;
	struct et_cell cell; /* hidden: no number of this figure is shown */
	int64_t sum;
	bool is_free; /* hours: of nobody, never hidden */
	/* of waiting_days */
	bool has_waits;
	int64_t median, p90;
	bool is_nps, has_split; /* has_split: the three may be told */
	struct et_nps nps;
	int64_t score;
};

/* Sorts them (by code, form and series, all together last) and hides what tells of few. ET_NO_MEMORY. */
enum et_err et_report_hide(struct et_arena *arena, struct et_figure *figures, size_t count)
	ET_MUST_USE;

/* Of each series and of all together, by code, form and series (all together last); from the arena. */
enum et_err et_report_quarter(struct et_store *store, struct et_arena *arena,
	const struct et_store_report_scope *scope, struct et_figure **out, size_t *count)
	ET_MUST_USE;

#endif
