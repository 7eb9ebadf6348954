/* Measures, quarters, and that a hidden figure cannot be had by a difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/domain/calendar.h>
#include <etatunti/domain/directory.h>
#include <etatunti/domain/measure.h>

static void test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < et_measure_count(); i++) {
		const struct et_measure *measure = et_measure_at(i);

		assert_true(measure->min < measure->max);
		assert_true(strlen(measure->code) <= 64);
		assert_ptr_equal(et_measure_find(et_slice_str(measure->code)), measure);
	}
	assert_null(et_measure_find(ET_SLICE_LIT("names")));
	assert_int_equal(et_measure_find(ET_SLICE_LIT("nps"))->who, ET_ROLE_WORKER);
	assert_non_null(et_measure_find(ET_SLICE_LIT("outcome_housing-allowance_granted")));
}

static void test_quarters(void **state)
{
	static const char *const bad[] = { "2026Q0", "2026Q5", "2026q1", "226Q1", "2019Q4",
		"2200Q1", "2026Q11", "-026Q1", "" };
	struct et_quarter quarter;
	char text[ET_QUARTER_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(et_quarter_parse(et_slice_str(bad[i]), &quarter), ET_BAD_PARAM);
	assert_int_equal(et_quarter_parse(ET_SLICE_LIT("2026Q4"), &quarter), ET_OK);
	/* 1 October 2026, 00:00 in Helsinki is 21:00 the day before in UTC. */
	assert_int_equal(et_quarter_start_ms(quarter), INT64_C(1790802000000));
	assert_int_equal(et_quarter_of(INT64_C(1790802000000)).quarter, 4);
	assert_int_equal(et_quarter_of(INT64_C(1790802000000) - 1).quarter, 3);
	et_quarter_format(et_quarter_add(quarter, 1), text);
	assert_string_equal(text, "2027Q1");
	et_quarter_format(et_quarter_add(quarter, -4), text);
	assert_string_equal(text, "2025Q4");
	assert_int_equal(et_quarter_distance((struct et_quarter){ 2025, 3 }, quarter), 5);
}

#define CELLS_MAX 8

/* Parts, then their sum; hidden as the report does it. */
static size_t hide(const int64_t *parts, size_t count, struct et_cell *cells)
{
	struct et_cell *line[CELLS_MAX];
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++) {
		cells[i] = (struct et_cell){ .n = parts[i], .persons = parts[i] };
		sum += parts[i];
	}
	cells[count] = (struct et_cell){ .n = sum, .persons = sum };
	et_cell_hide_small(cells, count + 1);
	for (size_t i = 0; i <= count; i++)
		line[i] = &cells[i];
	(void)et_cell_hide_line(line, count + 1);
	return count + 1;
}

static void test_worked_examples(void **state)
{
	static const struct {
		int64_t parts[4];
		const char *hidden; /* h, or . for shown; the sum is the last */
	} examples[] = {
		{ { 10, 20, 30, 40 }, "....." }, /* nothing is small */
		{ { 10, 0, 30, 40 }, "....." },  /* nothing is nobody's */
		{ { 3, 20, 30, 10 }, "h..h." },  /* the smallest of the others goes along */
		{ { 3, 4, 30, 40 }, "hh..." },   /* together seven */
		{ { 1, 2, 30, 40 }, "hhh.." },   /* together three: everybody would know */
		{ { 1, 0, 0, 0 }, "h...h" },     /* the sum says the same */
		{ { 1, 1, 0, 0 }, "hh..h" },
		{ { 4, 4, 4, 4 }, "hhhh." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		struct et_cell cells[CELLS_MAX];
		size_t count = hide(examples[i].parts, 4, cells);

		for (size_t k = 0; k < count; k++)
			assert_int_equal(cells[k].hidden, examples[i].hidden[k] == 'h');
	}
}

/* Whoever adds and subtracts what is shown finds no number of one to four. */
static void test_no_difference_tells(void **state)
{
	unsigned seed = 6;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct et_cell cells[CELLS_MAX];
		int64_t parts[6], rest;
		size_t count, hidden = 0;

		for (size_t i = 0; i < 6; i++) {
			seed = seed * 1103515245u + 12345u;
			parts[i] = (int64_t)((seed >> 16) % (1u + (seed >> 8) % 12u));
		}
		count = hide(parts, 6, cells);
		rest = cells[count - 1].n;
		for (size_t i = 0; i + 1 < count; i++) {
			assert_true(cells[i].hidden || cells[i].n == 0 || cells[i].n >= 5);
			hidden += cells[i].hidden;
			rest -= cells[i].hidden ? 0 : cells[i].n;
		}
		assert_true(hidden + cells[count - 1].hidden != 1);
		if (hidden > 0 && !cells[count - 1].hidden)
			assert_true(rest >= ET_FIGURE_LEAST && rest > (int64_t)hidden);
	}
}

/* Five of one each beside their sum of five: what is zero is left out, so each of them would be known. */
static void test_one_each(void **state)
{
	static const int64_t ones[] = { 1, 1, 1, 1, 1 }, nearly[] = { 1, 1, 1, 1, 2 };
	struct et_cell cells[CELLS_MAX];

	(void)state;
	(void)hide(ones, 5, cells);
	assert_true(cells[5].hidden);
	(void)hide(nearly, 5, cells);
	assert_false(cells[5].hidden);
}

/* Three cases carried over and then handled are three cases, not six. */
static void test_the_same_cases(void **state)
{
	static const struct et_id ids[] = { { { 1 } }, { { 2 } }, { { 3 } }, { { 4 } }, { { 5 } },
		{ { 6 } }, { { 7 } }, { { 8 } }, { { 9 } }, { { 10 } } };

	(void)state;
	for (size_t other = 0; other < 4; other++) {
		struct et_cell cells[] = {
			{ .n = 3, .persons = 3, .who = ids, .who_count = 3 },
			{ .n = 3, .persons = 3, .who = ids + other, .who_count = 3 },
			{ .n = 10, .persons = 10, .who = ids, .who_count = 10 },
			{ .n = 16, .persons = 10, .who = ids, .who_count = 10 },
		};
		struct et_cell *line[] = { &cells[0], &cells[1], &cells[2], &cells[3] };

		et_cell_hide_small(cells, 4);
		(void)et_cell_hide_line(line, 4);
		assert_true(cells[0].hidden && cells[1].hidden && !cells[3].hidden);
		assert_int_equal(cells[2].hidden, 3 + other < ET_FIGURE_LEAST);
	}
}

static void test_recommendations(void **state)
{
	static const struct {
		struct et_nps nps;
		bool few, tells;
	} examples[] = {
		{ { 5, 5, 0, 85 }, false, false },
		{ { 6, 1, 0, 63 }, true, true },  /* six more than detractors, of seven */
		{ { 0, 1, 4, 30 }, true, true },  /* the same below */
		{ { 3, 2, 2, 52 }, true, false }, /* 1 6 0, 2 4 1, 3 2 2, 4 0 3 are as good */
		{ { 6, 4, 0, 90 }, true, false }, /* or 7 2 1, or 8 0 2 */
		{ { 8, 0, 2, 73 }, true, true },  /* so little only they can sum up to */
		{ { 0, 0, 0, 0 }, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		assert_int_equal(et_nps_is_few(&examples[i].nps), examples[i].few);
		assert_int_equal(et_nps_tells(&examples[i].nps), examples[i].tells);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_quarters),
		cmocka_unit_test(test_worked_examples),
		cmocka_unit_test(test_no_difference_tells),
		cmocka_unit_test(test_one_each),
		cmocka_unit_test(test_the_same_cases),
		cmocka_unit_test(test_recommendations),
	};

	if (et_calendar_init() != ET_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
