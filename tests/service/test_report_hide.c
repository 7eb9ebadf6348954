/*
 * What a report hides, on small sheets by the thousand: a reader who takes every line as an equation, and knows that what
 * is hidden is at least one, finds no number of one to four.
 */
#include <string.h>

#include <etatunti/base/arena.h>

#include "report.h"
#include "testkit.h"

#define SERIES 3
#define ALL SERIES
#define CODES 5
#define PLACES 4 /* the sum of the four others */
#define ROUNDS 20000
#define STEPS 40
#define MUCH 1000

static const char *const codes[CODES] = { "carried_over", "handled", "interrupted", "open",
	"places" };

struct sheet {
	int64_t n[CODES][SERIES + 1];
	bool hidden[CODES][SERIES + 1];
	int64_t least[CODES][SERIES + 1], most[CODES][SERIES + 1];
};

static unsigned seed = 7;

static int64_t below(int64_t n)
{
	seed = seed * 1103515245u + 12345u;
	return (int64_t)((seed >> 16) % (unsigned)n);
}

static void fill(struct sheet *sheet)
{
	int64_t top = 2 + below(24);

	memset(sheet, 0, sizeof(*sheet));
	for (int code = 0; code < PLACES; code++) {
		for (int i = 0; i < SERIES; i++) {
			int64_t n = below(3) == 0 ? 0 : below(1 + below(top));

			sheet->n[code][i] = n;
			sheet->n[code][ALL] += n;
			sheet->n[PLACES][i] += n;
			sheet->n[PLACES][ALL] += n;
		}
	}
}

static void hide(struct sheet *sheet, struct et_arena *arena)
{
	struct et_figure figures[CODES * (SERIES + 1)];
	size_t count = 0;

	for (int code = 0; code < CODES; code++) {
		for (int i = 0; i <= ALL; i++) {
			int64_t n = sheet->n[code][i];

			if (n == 0)
				continue;
			figures[count] = (struct et_figure){ .code = et_slice_str(codes[code]),
				.cell = { .n = n, .persons = n } };
			figures[count++].series_id.b[0] = (uint8_t)(i == ALL ? 0 : i + 1);
		}
	}
	assert_int_equal(et_report_hide(arena, figures, count), ET_OK);
	for (size_t k = 0; k < count; k++) {
		int code = 0,
		    i = figures[k].series_id.b[0] == 0 ? ALL : figures[k].series_id.b[0] - 1;

		while (!et_slice_eq_str(figures[k].code, codes[code]))
			code++;
		sheet->hidden[code][i] = figures[k].cell.hidden;
		assert_true(figures[k].cell.hidden || figures[k].cell.n >= ET_FIGURE_LEAST);
	}
}

struct line {
	int64_t *least[CODES], *most[CODES];
	int parts; /* the sum stands behind them */
};

static void reckon(const struct line *line)
{
	int sum = line->parts;
	int64_t least = 0, most = 0;

	for (int i = 0; i < sum; i++) {
		least += *line->least[i];
		most += *line->most[i];
	}
	if (*line->least[sum] < least)
		*line->least[sum] = least;
	if (*line->most[sum] > most)
		*line->most[sum] = most;
	for (int i = 0; i < sum; i++) {
		int64_t low = *line->least[sum] - (most - *line->most[i]);
		int64_t high = *line->most[sum] - (least - *line->least[i]);

		if (low > *line->least[i]) {
			least += low - *line->least[i];
			*line->least[i] = low;
		}
		if (high < *line->most[i]) {
			most -= *line->most[i] - high;
			*line->most[i] = high;
		}
	}
}

static void reckon_all(struct sheet *sheet)
{
	struct line line;

	for (int code = 0; code < CODES; code++) {
		line.parts = SERIES;
		for (int i = 0; i <= ALL; i++) {
			line.least[i] = &sheet->least[code][i];
			line.most[i] = &sheet->most[code][i];
		}
		reckon(&line);
	}
	for (int i = 0; i <= ALL; i++) {
		line.parts = PLACES;
		for (int code = 0; code < CODES; code++) {
			line.least[code] = &sheet->least[code][i];
			line.most[code] = &sheet->most[code][i];
		}
		reckon(&line);
	}
}

static void test_nothing_follows_from_all_lines(void **state)
{
	struct et_arena *arena = et_arena_new(65536, (size_t)1 << 24);
	int64_t hidden = 0, shown = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct sheet sheet;

		et_arena_reset(arena);
		fill(&sheet);
		hide(&sheet, arena);
		for (int k = 0; k < CODES * (SERIES + 1); k++) {
			int code = k % CODES, i = k / CODES;
			int64_t n = sheet.n[code][i];

			sheet.least[code][i] = sheet.hidden[code][i] ? 1 : n;
			sheet.most[code][i] = sheet.hidden[code][i] ? MUCH : n;
		}
		for (int step = 0; step < STEPS; step++)
			reckon_all(&sheet);
		for (int k = 0; k < CODES * (SERIES + 1); k++) {
			int code = k % CODES, i = k / CODES;

			hidden += sheet.hidden[code][i];
			shown += !sheet.hidden[code][i] && sheet.n[code][i] > 0;
			if (sheet.hidden[code][i] && sheet.n[code][i] < ET_FIGURE_LEAST)
				assert_true(sheet.least[code][i] < sheet.most[code][i]);
		}
	}
	assert_true(hidden > ROUNDS && shown > ROUNDS);
	et_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_follows_from_all_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
