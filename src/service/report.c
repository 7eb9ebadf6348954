/* See report.h. Counting is the store's, what must be hidden the domain's. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#define FIGURES_MAX ((size_t)1 << 16)
#define CODE_WAITS "waiting_days"
#define CODE_PLACES "places"

/* Places are one of these. */
static const char *const place_parts[] = { "handled", "carried_over", "interrupted", "open" };
#define PART_COUNT (sizeof(place_parts) / sizeof(place_parts[0]))

struct gathering {
	struct et_call *call;
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
			(grown = et_arena_array(all->call->arena, cap, sizeof(*grown))) == NULL)
			return NULL;
		if (all->count > 0)
			memcpy(grown, all->figures, all->count * sizeof(*grown));
		all->figures = grown;
		all->cap = cap;
	}
	all->figures[all->count] = (struct et_figure){ 0 };
	return &all->figures[all->count++];
}

typedef enum et_err counting(struct et_store *store, const struct et_store_report_scope *scope,
	bool together, struct et_arena *arena, struct et_store_figure **out, size_t *count);

static enum et_err gather(struct gathering *all, counting *counts, bool together, bool is_free)
{
	struct et_store_figure *rows;
	size_t count;
	enum et_err err;

	err = counts(all->call->store, all->scope, together, all->call->arena, &rows, &count);
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
			.is_free = is_free,
		};
	}
	return err;
}

static bool is_small(int64_t n)
{
	return n > 0 && n < ET_FIGURE_LEAST;
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

	err = et_store_report_measures(
		all->call->store, all->scope, together, all->call->arena, &rows, &count);
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
			.has_split = !is_small(row->high) && !is_small(row->middle) &&
				!is_small(row->low),
			.promoters = row->high,
			.passives = row->middle,
			.detractors = row->low,
			.score = percent(row->high - row->low, row->n),
		};
	}
	return err;
}

/* The value that so many hundredths of them do not exceed: of a sorted list, the nearest rank. */
static int64_t rank_of(const int64_t *days, size_t count, size_t hundredths)
{
	size_t rank = (count * hundredths + 99) / 100;

	return days[rank == 0 ? 0 : rank - 1];
}

/* Of one series, or of all (zero). */
static enum et_err put_waits(struct gathering *all, const struct et_id *series_id,
	const struct et_store_wait *waits, size_t count, int64_t *days)
{
	struct et_figure figure = {
		.series_id = *series_id, .code = ET_SLICE_LIT(CODE_WAITS), .has_waits = true
	};
	struct et_figure *added;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		bool seen = false;

		if (!et_id_is_zero(series_id) && !et_id_eq(series_id, &waits[i].series_id))
			continue;
		for (size_t k = 0; k < i && !seen && figure.cell.persons < ET_FIGURE_LEAST; k++)
			seen = et_id_eq(&waits[k].case_id, &waits[i].case_id) &&
				(et_id_is_zero(series_id) ||
					et_id_eq(series_id, &waits[k].series_id));
		figure.cell.persons += !seen;
		figure.sum += waits[i].days;
		days[n++] = waits[i].days;
	}
	if (n == 0)
		return ET_OK;
	figure.cell.n = (int64_t)n;
	figure.median = rank_of(days, n, 50);
	figure.p90 = rank_of(days, n, 90);
	if ((added = add(all)) == NULL)
		return ET_TOO_LARGE;
	*added = figure;
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

	err = et_store_report_waits(all->call->store, all->scope, all->call->arena, &waits, &count);
	if (err != ET_OK)
		return err;
	err = et_store_report_series(
		all->call->store, all->scope, all->call->arena, &series, &series_count);
	if (err != ET_OK)
		return err;
	if ((days = et_arena_array(all->call->arena, count, sizeof(*days))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; err == ET_OK && i < series_count; i++)
		err = put_waits(all, &series[i], waits, count, days);
	return err != ET_OK ? err : put_waits(all, &together, waits, count, days);
}

static enum et_err gather_all(struct gathering *all)
{
	enum et_err err = ET_OK;

	for (int together = 0; err == ET_OK && together < 2; together++) {
		if ((err = gather(all, et_store_report_hours, together, true)) != ET_OK)
			return err;
		if ((err = gather(all, et_store_report_places, together, false)) != ET_OK)
			return err;
		if ((err = gather(all, et_store_report_plans, together, false)) != ET_OK)
			return err;
		err = gather_measures(all, together);
	}
	return err != ET_OK ? err : gather_waits(all);
}

static int in_order(const void *a, const void *b)
{
	const struct et_figure *x = a, *y = b;
	int order = et_slice_cmp(x->code, y->code);

	if (order == 0)
		order = et_slice_cmp(x->form, y->form);
	if (order == 0)
		order = et_id_is_zero(&x->series_id) - et_id_is_zero(&y->series_id);
	return order != 0 ? order : et_id_cmp(&x->series_id, &y->series_id);
}

/* ------------------------------------------------------------------------ what is hidden */

static bool same_line(const struct et_figure *a, const struct et_figure *b)
{
	return et_slice_eq(a->code, b->code) && et_slice_eq(a->form, b->form);
}

/* A code over the series, and their sum, which stands last. True: something more is hidden. */
static bool hide_in_series(struct gathering *all, struct et_cell **line)
{
	bool changed = false;

	for (size_t from = 0, to; from < all->count; from = to) {
		for (to = from;
			to < all->count && same_line(&all->figures[from], &all->figures[to]); to++)
			line[to - from] = &all->figures[to].cell;
		if (!all->figures[from].is_free)
			changed |= et_cell_hide_line(line, to - from);
	}
	return changed;
}

static struct et_figure *find(
	struct gathering *all, const char *code, const struct et_id *series_id)
{
	for (size_t i = 0; i < all->count; i++) {
		if (et_slice_eq_str(all->figures[i].code, code) &&
			et_id_eq(&all->figures[i].series_id, series_id))
			return &all->figures[i];
	}
	return NULL;
}

/* Places of a series and what became of them. */
static bool hide_in_places(struct gathering *all)
{
	bool changed = false;

	for (size_t i = 0; i < all->count; i++) {
		struct et_cell *line[PART_COUNT + 1];
		size_t count = 0;

		if (!et_slice_eq_str(all->figures[i].code, CODE_PLACES))
			continue;
		for (size_t k = 0; k < PART_COUNT; k++) {
			struct et_figure *part =
				find(all, place_parts[k], &all->figures[i].series_id);

			if (part != NULL)
				line[count++] = &part->cell;
		}
		line[count++] = &all->figures[i].cell;
		changed |= et_cell_hide_line(line, count);
	}
	return changed;
}

static enum et_err hide(struct gathering *all)
{
	struct et_cell **line = et_arena_array(all->call->arena, all->count, sizeof(*line));
	bool changed;

	if (line == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < all->count; i++) {
		if (!all->figures[i].is_free)
			et_cell_hide_small(&all->figures[i].cell, 1);
	}
	do {
		changed = hide_in_series(all, line);
		changed |= hide_in_places(all);
	} while (changed);
	return ET_OK;
}

enum et_err et_report_quarter(struct et_call *call, const struct et_store_report_scope *scope,
	struct et_figure **out, size_t *count)
{
	struct gathering all = { .call = call, .scope = scope };
	enum et_err err = gather_all(&all);

	*out = NULL;
	*count = 0;
	if (err != ET_OK)
		return err;
	if (all.count > 0)
		qsort(all.figures, all.count, sizeof(*all.figures), in_order);
	if ((err = hide(&all)) != ET_OK)
		return err;
	*out = all.figures;
	*count = all.count;
	return ET_OK;
}
