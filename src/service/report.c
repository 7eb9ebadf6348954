/* See report.h. Counting is the store's, hiding report_hide.c's. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#define FIGURES_MAX ((size_t)1 << 16)
#define CODE_WAITS "waiting_days"

struct gathering {
	struct et_store *store;
	struct et_arena *arena;
	const struct et_store_report_scope *scope;
	struct et_figure *figures;
	size_t count, cap;
};

static struct et_figure *add(struct gathering *all)
{
	struct et_figure *grown;
	size_t cap = all->cap == 0 ? 64 : 2 * all->cap;

	if (all->count == all->cap) {
		if (cap > FIGURES_MAX ||
			(grown = et_arena_array(all->arena, cap, sizeof(*grown))) == NULL)
			return NULL;
		if (all->count > 0)
			memcpy(grown, all->figures, all->count * sizeof(*grown));
		all->figures = grown;
		all->cap = cap;
	}
	all->figures[all->count] = (struct et_figure){ 0 };
	return &all->figures[all->count++];
}

static enum et_err gather_hours(struct gathering *all, bool together)
{
	struct et_store_figure *rows;
	size_t count;
	enum et_err err;

	err = et_store_report_hours(all->store, all->scope, together, all->arena, &rows, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		struct et_figure *figure = add(all);

		if (figure == NULL)
			return ET_TOO_LARGE;
		*figure = (struct et_figure){
			.series_id = rows[i].series_id,
			.code = rows[i].code,
			.form = rows[i].form,
			.cell = { .n = rows[i].n, .persons = rows[i].persons },
			.sum = rows[i].sum,
			.is_free = true,
		};
	}
	return err;
}

/* Half away from zero. */
static int64_t percent(int64_t part, int64_t whole)
{
	int64_t twice = 200 * part;

	return (twice + (part < 0 ? -whole : whole)) / (2 * whole);
}

static enum et_err gather_measures(struct gathering *all, bool together)
{
	struct et_store_measure_figure *rows;
	size_t count;
	enum et_err err;

	err = et_store_report_measures(all->store, all->scope, together, all->arena, &rows, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		const struct et_store_measure_figure *row = &rows[i];
		struct et_figure *figure = add(all);

		if (figure == NULL)
			return ET_TOO_LARGE;
		*figure = (struct et_figure){
			.series_id = row->series_id,
			.code = row->code,
			.form = row->form,
			.cell = { .n = row->n, .persons = row->persons },
			.sum = row->sum,
			.is_nps = et_slice_eq_str(row->code, "nps"),
			.nps = { row->high, row->middle, row->low, row->sum },
			.score = percent(row->high - row->low, row->n),
		};
	}
	return err;
}

static int by_id(const void *a, const void *b)
{
	return et_id_cmp(a, b);
}

/* The value that so many hundredths of them do not exceed: of a sorted list, the nearest rank. */
static int64_t rank_of(const int64_t *days, size_t count, size_t hundredths)
{
	size_t rank = (count * hundredths + 99) / 100;

	return days[rank == 0 ? 0 : rank - 1];
}

/* Which different cases: sorts them. */
static void put_who(struct et_figure *figure, struct et_id *ids, size_t count)
{
	size_t different = 0;

	if (count > 0)
		qsort(ids, count, sizeof(*ids), by_id);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !et_id_eq(&ids[i], &ids[different - 1]))
			ids[different++] = ids[i];
	}
	figure->cell.who = ids;
	figure->cell.who_count = different;
	figure->cell.persons = (int64_t)different;
}

/* Of the rows of one code: one series, or all together. */
static enum et_err put_cases(struct gathering *all, const struct et_id *series_id,
	const struct et_store_case_figure *rows, size_t count)
{
	struct et_id *ids = et_arena_array(all->arena, count, sizeof(*ids));
	struct et_figure *figure = add(all);

	if (ids == NULL || figure == NULL)
		return ids == NULL ? ET_NO_MEMORY : ET_TOO_LARGE;
	figure->series_id = *series_id;
	figure->code = rows[0].code;
	for (size_t i = 0; i < count; i++) {
		figure->cell.n += rows[i].n;
		figure->sum += rows[i].sum;
		ids[i] = rows[i].case_id;
	}
	put_who(figure, ids, count);
	return ET_OK;
}

typedef enum et_err counting(struct et_store *store, const struct et_store_report_scope *scope,
	struct et_arena *arena, struct et_store_case_figure **out, size_t *count);

static enum et_err gather_cases(struct gathering *all, counting *counts)
{
	const struct et_id together = { { 0 } };
	struct et_store_case_figure *rows;
	size_t count;
	enum et_err err;

	err = counts(all->store, all->scope, all->arena, &rows, &count);
	for (size_t code = 0, from = 0, to; err == ET_OK && from < count; from = to) {
		for (to = from; to < count && et_slice_eq(rows[to].code, rows[from].code) &&
			et_id_eq(&rows[to].series_id, &rows[from].series_id);
			to++)
			;
		err = put_cases(all, &rows[from].series_id, &rows[from], to - from);
		if (err != ET_OK || (to < count && et_slice_eq(rows[to].code, rows[code].code)))
			continue;
		err = put_cases(all, &together, &rows[code], to - code);
		code = to;
	}
	return err;
}

static bool is_wait_of(const struct et_store_wait *wait, const struct et_id *series_id)
{
	return et_id_is_zero(series_id) || et_id_eq(series_id, &wait->series_id);
}

/* Of one series, or of all (zero). */
static enum et_err put_waits(struct gathering *all, const struct et_id *series_id,
	const struct et_store_wait *waits, size_t count, int64_t *days)
{
	struct et_figure *figure;
	struct et_id *ids;
	size_t n = 0, at = 0;

	for (size_t i = 0; i < count; i++)
		n += is_wait_of(&waits[i], series_id);
	if (n == 0)
		return ET_OK;
	if ((ids = et_arena_array(all->arena, n, sizeof(*ids))) == NULL)
		return ET_NO_MEMORY;
	if ((figure = add(all)) == NULL)
		return ET_TOO_LARGE;
	for (size_t i = 0; i < count; i++) {
		if (!is_wait_of(&waits[i], series_id))
			continue;
		figure->sum += waits[i].days;
		ids[at] = waits[i].case_id;
		days[at++] = waits[i].days;
	}
	figure->series_id = *series_id;
	figure->code = ET_SLICE_LIT(CODE_WAITS);
	figure->cell.n = (int64_t)n;
	figure->has_waits = true;
	figure->median = rank_of(days, n, 50);
	figure->p90 = rank_of(days, n, 90);
	put_who(figure, ids, n);
	return ET_OK;
}

static enum et_err gather_waits(struct gathering *all)
{
	const struct et_id together = { { 0 } };
	struct et_store_wait *waits;
	struct et_id *series;
	size_t count, series_count;
	int64_t *days;
	enum et_err err;

	err = et_store_report_waits(all->store, all->scope, all->arena, &waits, &count);
	if (err != ET_OK)
		return err;
	err = et_store_report_series(all->store, all->scope, all->arena, &series, &series_count);
	if (err != ET_OK)
		return err;
	if ((days = et_arena_array(all->arena, count, sizeof(*days))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; err == ET_OK && i < series_count; i++)
		err = put_waits(all, &series[i], waits, count, days);
	return err != ET_OK ? err : put_waits(all, &together, waits, count, days);
}

static enum et_err gather_all(struct gathering *all)
{
	enum et_err err = ET_OK;

	for (int together = 0; err == ET_OK && together < 2; together++) {
		if ((err = gather_hours(all, together)) != ET_OK)
			return err;
		err = gather_measures(all, together);
	}
	if (err != ET_OK || (err = gather_cases(all, et_store_report_cases)) != ET_OK)
		return err;
	if ((err = gather_cases(all, et_store_report_plans)) != ET_OK)
		return err;
	return gather_waits(all);
}

enum et_err et_report_quarter(struct et_store *store, struct et_arena *arena,
	const struct et_store_report_scope *scope, struct et_figure **out, size_t *count)
{
	struct gathering all = { .store = store, .arena = arena, .scope = scope };
	enum et_err err = gather_all(&all);

	*out = NULL;
	*count = 0;
	if (err != ET_OK)
		return err;
	if ((err = et_report_hide(arena, all.figures, all.count)) != ET_OK)
		return err;
	*out = all.figures;
	*count = all.count;
	return ET_OK;
}
