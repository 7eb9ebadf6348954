/* What of a quarter's figures must be hidden so that nobody shows through. Counts nothing. */
#include "report.h"

#include <stdlib.h>

#define CODE_PLACES "places"
/* Who reckons longer than that has numbers far from few. */
#define PASSES_MAX 64

/* Places are one of these. */
static const char *const place_parts[] = { "handled", "carried_over", "interrupted", "open" };
#define PART_COUNT (sizeof(place_parts) / sizeof(place_parts[0]))

struct sheet {
	struct et_figure *figures;
	size_t count;
	struct et_cell **line; /* room for all */
};

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

/* Where the line (a code and form over the series, their sum last) ends that begins there. */
static size_t line_end(const struct sheet *sheet, size_t from)
{
	const struct et_figure *first = &sheet->figures[from];
	size_t to = from + 1;

	while (to < sheet->count && et_slice_eq(first->code, sheet->figures[to].code) &&
		et_slice_eq(first->form, sheet->figures[to].form))
		to++;
	return to;
}

/* ------------------------------------------------------------------- recommendations */

static bool hide_one(struct et_figure *figure)
{
	if (figure->cell.hidden)
		return false;
	figure->cell.hidden = true;
	return true;
}

/* Those that are hidden, which follow by the difference from the sum, tell no more than one that is shown may. */
static bool hide_recommendations(struct et_figure *line, size_t count)
{
	struct et_figure *sum = &line[count - 1];
	struct et_nps rest = { 0 };
	bool changed = false;

	for (size_t i = 0; i < count; i++) {
		const struct et_nps *nps = &line[i].nps;

		if (et_nps_is_few(nps) && et_nps_tells(nps))
			changed |= hide_one(&line[i]);
		if (i + 1 == count || !line[i].cell.hidden)
			continue;
		rest.promoters += nps->promoters;
		rest.passives += nps->passives;
		rest.detractors += nps->detractors;
		rest.sum += nps->sum;
	}
	if (et_nps_tells(&rest))
		changed |= hide_one(sum);
	return changed;
}

/*
 * The three of each series, or of all together: of both only where none is few anywhere, since their difference is what
 * the others' are. Of all together, if each of the three is of five: one that is zero would be zero in each.
 */
static void split_recommendations(struct et_figure *line, size_t count)
{
	struct et_figure *sum = &line[count - 1];
	bool few = false, sum_tells;

	for (size_t i = 0; i < count; i++)
		few |= et_nps_is_few(&line[i].nps);
	sum_tells = !sum->cell.hidden && sum->nps.promoters >= ET_FIGURE_LEAST &&
		sum->nps.passives >= ET_FIGURE_LEAST && sum->nps.detractors >= ET_FIGURE_LEAST;
	for (size_t i = 0; i + 1 < count; i++)
		line[i].has_split = !et_nps_is_few(&line[i].nps) && (!few || !sum_tells);
	sum->has_split = !few || sum_tells;
}

/* ----------------------------------------------------------------------------- lines */

typedef bool act_on_line(struct et_cell *const *line, size_t count);

static bool in_series(struct sheet *sheet, act_on_line *act)
{
	bool changed = false;

	for (size_t from = 0, to; from < sheet->count; from = to) {
		to = line_end(sheet, from);
		for (size_t i = from; i < to; i++)
			sheet->line[i - from] = &sheet->figures[i].cell;
		if (!sheet->figures[from].is_free)
			changed |= act(sheet->line, to - from);
	}
	return changed;
}

static struct et_figure *find(struct sheet *sheet, const char *code, const struct et_id *series_id)
{
	const struct et_figure key = { .code = et_slice_str(code), .series_id = *series_id };

	return bsearch(&key, sheet->figures, sheet->count, sizeof(key), in_order);
}

/* Places of a series and what became of them. */
static bool in_places(struct sheet *sheet, act_on_line *act)
{
	bool changed = false;

	for (size_t i = 0; i < sheet->count; i++) {
		struct et_figure *places = &sheet->figures[i];
		struct et_cell *line[PART_COUNT + 1];
		size_t count = 0;

		if (!et_slice_eq_str(places->code, CODE_PLACES))
			continue;
		for (size_t k = 0; k < PART_COUNT; k++) {
			struct et_figure *part = find(sheet, place_parts[k], &places->series_id);

			if (part != NULL)
				line[count++] = &part->cell;
		}
		line[count++] = &places->cell;
		changed |= act(line, count);
	}
	return changed;
}

/* True: something changed. */
static bool in_lines(struct sheet *sheet, act_on_line *act)
{
	bool changed = in_series(sheet, act);

	return in_places(sheet, act) || changed;
}

/* Hides more where all lines together leave but one number. */
static bool hide_known(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++)
		et_cell_guess(&sheet->figures[i].cell);
	for (int pass = 0; pass < PASSES_MAX && in_lines(sheet, et_cell_narrow_line); pass++)
		;
	return in_lines(sheet, et_cell_hide_known);
}

static bool hide_more(struct sheet *sheet)
{
	bool changed = false;

	for (size_t from = 0, to; from < sheet->count; from = to) {
		to = line_end(sheet, from);
		if (sheet->figures[from].is_nps)
			changed |= hide_recommendations(&sheet->figures[from], to - from);
	}
	changed |= in_lines(sheet, et_cell_hide_line);
	return changed || hide_known(sheet);
}

enum et_err et_report_hide(struct et_arena *arena, struct et_figure *figures, size_t count)
{
	struct sheet sheet = { .figures = figures, .count = count };

	if (count == 0)
		return ET_OK;
	if ((sheet.line = et_arena_array(arena, count, sizeof(struct et_cell *))) == NULL)
		return ET_NO_MEMORY;
	qsort(figures, count, sizeof(*figures), in_order);
	for (size_t i = 0; i < count; i++) {
		if (!figures[i].is_free)
			et_cell_hide_small(&figures[i].cell, 1);
	}
	while (hide_more(&sheet))
		;
	for (size_t from = 0, to; from < count; from = to) {
		to = line_end(&sheet, from);
		if (figures[from].is_nps)
			split_recommendations(&figures[from], to - from);
	}
	return ET_OK;
}
