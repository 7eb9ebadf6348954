/* See tally.h. */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

#define ALL TALLY_SERIES_MAX /* the column of the sum */
#define COLUMNS (TALLY_SERIES_MAX + 1)
#define LINES_MAX 160
#define UNKNOWNS_MAX (COLUMNS * 8)

const char *const tally_quarters[TALLY_QUARTERS] = { "2026Q1", "2026Q2", "2026Q3" };

/* Midnight in Helsinki on 1 January (winter), April, July and October (summer), in UTC. */
static const int64_t begins[TALLY_QUARTERS + 1] = { INT64_C(1767218400000), INT64_C(1774990800000),
	INT64_C(1782853200000), INT64_C(1790802000000) };

int tally_quarter(int64_t at_ms)
{
	int quarter = -1;

	while (quarter < TALLY_QUARTERS && at_ms >= begins[quarter + 1])
		quarter++;
	return quarter;
}

size_t tally_add(struct tally *tally, const struct tally_fact *fact)
{
	assert_true(tally->count < TALLY_FACTS_MAX);
	tally->facts[tally->count] = *fact;
	return tally->count++;
}

int64_t tally_nps(const int64_t *values, size_t count)
{
	double balance = 0;

	for (size_t i = 0; i < count; i++)
		balance += values[i] >= 9 ? 1 : values[i] >= 7 ? 0 : -1;
	balance = 100 * balance / (double)count;
	return (int64_t)(balance < 0 ? balance - 0.5 : balance + 0.5);
}

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int64_t tally_rank(int64_t *values, size_t count, int hundredths)
{
	size_t at = 0;

	qsort(values, count, sizeof(*values), by_value);
	/* So many of them are not above the one at `at`. */
	while (100 * (at + 1) < (size_t)hundredths * count)
		at++;
	return values[at];
}

/* ---------------------------------------------------------------------- counting */

/* One number of a report: of a quarter, a line (code and form), a column (a series, or all). */
struct cell {
	int64_t n, sum, persons, high, middle, low, median, p90, score;
	bool hidden, reported;
};

struct line {
	const char *code, *form;
	struct cell cells[COLUMNS];
};

struct sheet {
	struct line lines[LINES_MAX];
	size_t count;
};

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool is_of(const struct tally_fact *fact, int quarter, const struct line *line, int column)
{
	return !fact->off && fact->quarter == quarter && strcmp(fact->code, line->code) == 0 &&
		strcmp(fact->form, line->form) == 0 && (column == ALL || fact->series == column);
}

static void count_cell(const struct tally *tally, const bool mine[TALLY_SERIES_MAX], int quarter,
	const struct line *line, int column, struct cell *cell)
{
	static int64_t values[TALLY_FACTS_MAX], persons[TALLY_FACTS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < tally->count; i++) {
		const struct tally_fact *fact = &tally->facts[i];

		if (!is_of(fact, quarter, line, column) || !mine[fact->series])
			continue;
		cell->sum += fact->value;
		cell->high += fact->value >= 9;
		cell->middle += fact->value == 7 || fact->value == 8;
		cell->low += fact->value <= 6;
		values[n] = fact->value;
		persons[n++] = fact->person;
	}
	cell->n = (int64_t)n;
	if (n == 0)
		return;
	cell->score = tally_nps(values, n);
	cell->median = tally_rank(values, n, 50);
	cell->p90 = tally_rank(values, n, 90);
	qsort(persons, n, sizeof(*persons), by_value);
	for (size_t i = 0; i < n; i++)
		cell->persons += i == 0 || persons[i] != persons[i - 1];
}

static struct line *find(struct sheet *sheet, const char *code, const char *form)
{
	for (size_t i = 0; i < sheet->count; i++) {
		if (strcmp(sheet->lines[i].code, code) == 0 &&
			strcmp(sheet->lines[i].form, form) == 0)
			return &sheet->lines[i];
	}
	return NULL;
}

static void count_all(const struct tally *tally, const bool mine[TALLY_SERIES_MAX], int quarter,
	struct sheet *sheet)
{
	memset(sheet, 0, sizeof(*sheet));
	for (size_t i = 0; i < tally->count; i++) {
		const struct tally_fact *fact = &tally->facts[i];

		if (find(sheet, fact->code, fact->form) != NULL)
			continue;
		assert_true(sheet->count < LINES_MAX);
		sheet->lines[sheet->count++] =
			(struct line){ .code = fact->code, .form = fact->form };
	}
	for (size_t i = 0; i < sheet->count; i++) {
		for (int column = 0; column < COLUMNS; column++)
			count_cell(tally, mine, quarter, &sheet->lines[i], column,
				&sheet->lines[i].cells[column]);
	}
}

/* --------------------------------------------------------------------- comparing */

static void expect_int(const json_t *figure, const char *key, int64_t expected)
{
	if (kit_get_int(figure, key) != expected)
		fail_msg("%s of %s: %lld, and it was %lld", key, json_dumps(figure, 0),
			(long long)kit_get_int(figure, key), (long long)expected);
}

static void expect_shown(
	const json_t *figure, const char *code, const struct cell *cell, struct tally_seen *seen)
{
	bool is_free = starts(code, "hours_"), has_split;

	seen->shown++;
	expect_int(figure, "n", cell->n);
	expect_int(figure, "sum", is_free ? 0 : cell->sum);
	if (!is_free && cell->persons < TALLY_LEAST)
		fail_msg("%s is of %lld", json_dumps(figure, 0), (long long)cell->persons);
	assert_int_equal(strcmp(code, "waiting_days") == 0, json_object_get(figure, "p90") != NULL);
	if (strcmp(code, "waiting_days") == 0) {
		expect_int(figure, "median", cell->median);
		expect_int(figure, "p90", cell->p90);
		seen->waits++;
	}
	assert_int_equal(strcmp(code, "nps") == 0, json_object_get(figure, "score") != NULL);
	if (strcmp(code, "nps") != 0)
		return;
	seen->nps++;
	expect_int(figure, "score", cell->score);
	has_split = (cell->high == 0 || cell->high >= TALLY_LEAST) &&
		(cell->middle == 0 || cell->middle >= TALLY_LEAST) &&
		(cell->low == 0 || cell->low >= TALLY_LEAST);
	/* It may be held back for more than this: with n and sum the three follow from each other. */
	if (json_object_get(figure, "promoters") == NULL)
		return;
	assert_true(has_split);
	seen->split++;
	expect_int(figure, "promoters", cell->high);
	expect_int(figure, "passives", cell->middle);
	expect_int(figure, "detractors", cell->low);
}

static int column_of(const json_t *figure, const struct et_id *ids)
{
	struct et_id id;

	if (json_is_null(json_object_get(figure, "series")))
		return ALL;
	id = kit_get_id(figure, "series");
	for (int i = 0; i < TALLY_SERIES_MAX; i++) {
		if (et_id_eq(&ids[i], &id))
			return i;
	}
	fail_msg("a series of nobody");
	return ALL;
}

/* A figure that is hidden says nothing but that. */
static void expect_hidden(const json_t *figure, struct tally_seen *seen)
{
	assert_true(json_is_null(json_object_get(figure, "n")));
	assert_true(json_is_null(json_object_get(figure, "sum")));
	assert_int_equal(json_object_size(figure), 7);
	seen->hidden++;
}

static void compare_figure(
	struct sheet *sheet, const json_t *figure, const struct et_id *ids, struct tally_seen *seen)
{
	const char *code = kit_get_str(figure, "code");
	const json_t *form = json_object_get(figure, "form");
	struct line *line = find(sheet, code, json_is_null(form) ? "" : json_string_value(form));
	struct cell *cell;

	if (line == NULL)
		fail_msg("nothing like it happened: %s", json_dumps(figure, 0));
	cell = &line->cells[column_of(figure, ids)];
	assert_false(cell->reported);
	cell->reported = true;
	if (cell->n == 0)
		fail_msg("nothing like it happened: %s", json_dumps(figure, 0));
	cell->hidden = json_is_true(json_object_get(figure, "hidden"));
	if (cell->hidden)
		expect_hidden(figure, seen);
	else
		expect_shown(figure, code, cell, seen);
}

/* ---------------------------------------------------------------- giving away */

/*
 * What a reader can reckon with: sums over the series, and places that are what became of them. As equations over the
 * hidden figures; whatever all sums and differences of them give shows as a row with one unknown.
 */
#define PRIME INT64_C(1000003)

struct equations {
	int64_t rows[UNKNOWNS_MAX][UNKNOWNS_MAX];
	size_t row_count;
	const struct cell *unknowns[UNKNOWNS_MAX];
	size_t unknown_count;
};

static size_t unknown_of(struct equations *eq, const struct cell *cell)
{
	for (size_t i = 0; i < eq->unknown_count; i++) {
		if (eq->unknowns[i] == cell)
			return i;
	}
	assert_true(eq->unknown_count < UNKNOWNS_MAX);
	eq->unknowns[eq->unknown_count] = cell;
	return eq->unknown_count++;
}

/* The parts make the sum. Zero ones are left out of a report, and known by that. */
static void add_equation(
	struct equations *eq, const struct cell *const *parts, size_t count, const struct cell *sum)
{
	int64_t *row = eq->rows[eq->row_count++];

	assert_true(eq->row_count < UNKNOWNS_MAX);
	for (size_t i = 0; i < count; i++) {
		if (parts[i]->hidden)
			row[unknown_of(eq, parts[i])] = 1;
	}
	if (sum->hidden)
		row[unknown_of(eq, sum)] = PRIME - 1;
}

static int64_t inverse(int64_t x)
{
	int64_t result = 1;

	for (int64_t exponent = PRIME - 2; exponent > 0; exponent /= 2) {
		if (exponent % 2 == 1)
			result = result * x % PRIME;
		x = x * x % PRIME;
	}
	return result;
}

static void subtract(struct equations *eq, size_t from, size_t row, int64_t times)
{
	for (size_t i = 0; i < eq->unknown_count; i++)
		eq->rows[from][i] =
			((eq->rows[from][i] - times * eq->rows[row][i]) % PRIME + PRIME) % PRIME;
}

static void reduce(struct equations *eq)
{
	size_t done = 0;

	for (size_t column = 0; column < eq->unknown_count && done < eq->row_count; column++) {
		size_t pivot = done;
		int64_t by;

		while (pivot < eq->row_count && eq->rows[pivot][column] == 0)
			pivot++;
		if (pivot == eq->row_count)
			continue;
		for (size_t i = 0; pivot != done && i < eq->unknown_count; i++) {
			int64_t kept = eq->rows[done][i];

			eq->rows[done][i] = eq->rows[pivot][i];
			eq->rows[pivot][i] = kept;
		}
		by = inverse(eq->rows[done][column]);
		for (size_t i = 0; i < eq->unknown_count; i++)
			eq->rows[done][i] = eq->rows[done][i] * by % PRIME;
		for (size_t i = 0; i < eq->row_count; i++) {
			if (i != done && eq->rows[i][column] != 0)
				subtract(eq, i, done, eq->rows[i][column]);
		}
		done++;
	}
}

static void expect_unsolvable(struct equations *eq, const char *what)
{
	reduce(eq);
	for (size_t row = 0; row < eq->row_count; row++) {
		size_t unknowns = 0;

		for (size_t i = 0; i < eq->unknown_count; i++)
			unknowns += eq->rows[row][i] != 0;
		if (unknowns == 1)
			fail_msg("%s: a hidden figure follows from those that are shown", what);
	}
}

static void add_line(struct equations *eq, const struct line *line)
{
	const struct cell *parts[TALLY_SERIES_MAX];

	for (int i = 0; i < TALLY_SERIES_MAX; i++)
		parts[i] = &line->cells[i];
	add_equation(eq, parts, TALLY_SERIES_MAX, &line->cells[ALL]);
}

/* What is hidden of a line beside a sum that is shown is of five, or the difference gives away that they are fewer. */
static void expect_rest(const struct line *line)
{
	int64_t rest = 0;
	bool any = false;

	for (int i = 0; i < TALLY_SERIES_MAX; i++) {
		any |= line->cells[i].hidden;
		rest += line->cells[i].hidden ? line->cells[i].n : 0;
	}
	if (any && !line->cells[ALL].hidden && rest < TALLY_LEAST)
		fail_msg("%s: the rest is of %lld", line->code, (long long)rest);
}

/* Hiding is for the few: a line (or the places with all that became of them) without them is shown whole. */
static bool has_few(const struct line *line)
{
	for (int i = 0; i < COLUMNS; i++) {
		if (line->cells[i].n > 0 && line->cells[i].persons < TALLY_LEAST)
			return true;
	}
	return false;
}

static const char *const place_codes[] = { "places", "handled", "carried_over", "interrupted",
	"open" };
#define PLACE_CODES (sizeof(place_codes) / sizeof(place_codes[0]))

static bool is_of_places(const char *code)
{
	for (size_t i = 0; i < PLACE_CODES; i++) {
		if (strcmp(code, place_codes[i]) == 0)
			return true;
	}
	return false;
}

static void expect_nothing_hidden(const struct line *line)
{
	for (int i = 0; i < COLUMNS; i++)
		assert_false(line->cells[i].hidden);
}

static void judge_places(struct sheet *sheet)
{
	static const struct line none = { .code = "" };
	const struct line *lines[PLACE_CODES];
	static struct equations eq;
	bool few = false;

	memset(&eq, 0, sizeof(eq));
	for (size_t i = 0; i < PLACE_CODES; i++) {
		const struct line *line = find(sheet, place_codes[i], "");

		lines[i] = line != NULL ? line : &none;
		few |= has_few(lines[i]);
		add_line(&eq, lines[i]);
	}
	for (int column = 0; column < COLUMNS; column++) {
		const struct cell *parts[PLACE_CODES - 1];
		int64_t n = 0;

		for (size_t i = 1; i < PLACE_CODES; i++) {
			parts[i - 1] = &lines[i]->cells[column];
			n += parts[i - 1]->n;
		}
		/* Of our own list: the equation holds. */
		assert_int_equal(n, lines[0]->cells[column].n);
		add_equation(&eq, parts, PLACE_CODES - 1, &lines[0]->cells[column]);
	}
	expect_unsolvable(&eq, "places");
	for (size_t i = 0; !few && i < PLACE_CODES; i++)
		expect_nothing_hidden(lines[i]);
}

static void judge(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct line *line = &sheet->lines[i];
		static struct equations eq;

		for (int column = 0; column < COLUMNS; column++) {
			if (line->cells[column].n > 0 && !line->cells[column].reported)
				fail_msg("%s is left out", line->code);
		}
		if (starts(line->code, "hours_")) {
			expect_nothing_hidden(line);
			continue;
		}
		memset(&eq, 0, sizeof(eq));
		add_line(&eq, line);
		expect_unsolvable(&eq, line->code);
		expect_rest(line);
		/* What is recommended may give a few away by its score and sum. */
		if (!is_of_places(line->code) && !has_few(line) && strcmp(line->code, "nps") != 0)
			expect_nothing_hidden(line);
	}
	judge_places(sheet);
}

void tally_compare(const struct tally *tally, json_t *report, const struct et_id *ids,
	const bool mine[TALLY_SERIES_MAX], struct tally_seen *seen)
{
	static struct sheet sheet;
	json_t *figures = json_object_get(report, "figures"), *figure;
	size_t i;

	assert_int_equal(json_array_size(json_object_get(report, "quarters")), TALLY_QUARTERS);
	for (int quarter = 0; quarter < TALLY_QUARTERS; quarter++) {
		count_all(tally, mine, quarter, &sheet);
		json_array_foreach(figures, i, figure)
		{
			if (strcmp(kit_get_str(figure, "quarter"), tally_quarters[quarter]) == 0)
				compare_figure(&sheet, figure, ids, seen);
		}
		judge(&sheet);
	}
}
