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
	bool hidden, reported, split;
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
	const json_t *figure, const char *code, struct cell *cell, struct tally_seen *seen)
{
	bool is_free = starts(code, "hours_");

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
	cell->split = json_object_get(figure, "promoters") != NULL;
	if (!cell->split)
		return;
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

/* The facts that are counted, for whoever asks which persons are behind them. */
struct told {
	const struct tally *tally;
	const bool *mine;
	int quarter;
};

/*
 * What is hidden beside a sum that is shown is of five different ones, or the difference gives away that they are
 * fewer; and not of one each, since what is zero is left out. cells: count of them, and the line of each.
 */
static void expect_rest(const struct told *told, const struct cell *const *cells,
	const struct line *const *lines, const int *columns, size_t count)
{
	static int64_t persons[TALLY_FACTS_MAX];
	size_t n = 0, hidden = 0, different = 0;
	int64_t rest = 0;

	for (size_t i = 0; i < count; i++) {
		hidden += cells[i]->hidden;
		rest += cells[i]->hidden ? cells[i]->n : 0;
		for (size_t k = 0; cells[i]->hidden && k < told->tally->count; k++) {
			const struct tally_fact *fact = &told->tally->facts[k];

			if (is_of(fact, told->quarter, lines[i], columns[i]) &&
				told->mine[fact->series])
				persons[n++] = fact->person;
		}
	}
	qsort(persons, n, sizeof(*persons), by_value);
	for (size_t i = 0; i < n; i++)
		different += i == 0 || persons[i] != persons[i - 1];
	if (hidden > 0 && (different < TALLY_LEAST || rest <= (int64_t)hidden))
		fail_msg("%s: the rest is %lld of %zu, in %zu figures", lines[0]->code,
			(long long)rest, different, hidden);
}

static void expect_rest_of_line(const struct told *told, const struct line *line)
{
	const struct cell *cells[TALLY_SERIES_MAX];
	const struct line *lines[TALLY_SERIES_MAX];
	int columns[TALLY_SERIES_MAX];

	for (int i = 0; i < TALLY_SERIES_MAX; i++) {
		cells[i] = &line->cells[i];
		lines[i] = line;
		columns[i] = i;
	}
	if (!line->cells[ALL].hidden)
		expect_rest(told, cells, lines, columns, TALLY_SERIES_MAX);
}

/* --------------------------------------------------------------- recommendations */

static bool is_small(int64_t n)
{
	return n > 0 && n < TALLY_LEAST;
}

static bool is_few_split(const struct cell *cell)
{
	return is_small(cell->high) || is_small(cell->middle) || is_small(cell->low);
}

/* Every three that would give the same n, sum and score, one of them small: is one of them always what it was? */
static void expect_no_guess(const struct cell *cell)
{
	bool high = is_small(cell->high), middle = is_small(cell->middle);
	bool low = is_small(cell->low);

	for (int64_t h = 0; h <= cell->n; h++) {
		for (int64_t m = 0; h + m <= cell->n; m++) {
			const int64_t l = cell->n - h - m;
			const struct cell guess = { .high = h, .middle = m, .low = l };
			double score = 100.0 * (double)(h - l) / (double)cell->n;

			if ((int64_t)(score < 0 ? score - 0.5 : score + 0.5) != cell->score ||
				!is_few_split(&guess) || 9 * h + 7 * m > cell->sum ||
				10 * h + 8 * m + 6 * l < cell->sum)
				continue;
			high &= h == cell->high;
			middle &= m == cell->middle;
			low &= l == cell->low;
		}
	}
	if (high || middle || low)
		fail_msg("nps of %lld: the score gives away one to four", (long long)cell->n);
}

static bool has_few_split(const struct line *line)
{
	bool few = false;

	for (int column = 0; column < COLUMNS; column++)
		few |= is_few_split(&line->cells[column]);
	return few;
}

static void judge_split(const struct line *line)
{
	const struct cell *all = &line->cells[ALL];
	struct cell rest = *all;

	for (int column = 0; column < COLUMNS; column++) {
		const struct cell *cell = &line->cells[column];

		if (cell->n == 0 || cell->hidden)
			continue;
		if (cell->split)
			assert_false(is_few_split(cell));
		else
			expect_no_guess(cell);
		if (!has_few_split(line))
			assert_true(cell->split);
		if (column == ALL || !cell->split)
			continue;
		rest.high -= cell->high;
		rest.middle -= cell->middle;
		rest.low -= cell->low;
	}
	if (all->split && is_few_split(&rest))
		fail_msg("nps: all without the others gives away one to four");
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

static void judge_places(const struct told *told, struct sheet *sheet)
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
		int columns[PLACE_CODES - 1];
		int64_t n = 0;

		for (size_t i = 1; i < PLACE_CODES; i++) {
			parts[i - 1] = &lines[i]->cells[column];
			columns[i - 1] = column;
			n += parts[i - 1]->n;
		}
		/* Of our own list: the equation holds. */
		assert_int_equal(n, lines[0]->cells[column].n);
		add_equation(&eq, parts, PLACE_CODES - 1, &lines[0]->cells[column]);
		if (!lines[0]->cells[column].hidden)
			expect_rest(told, parts, &lines[1], columns, PLACE_CODES - 1);
	}
	expect_unsolvable(&eq, "places");
	for (size_t i = 0; !few && i < PLACE_CODES; i++)
		expect_nothing_hidden(lines[i]);
}

static void judge(const struct told *told, struct sheet *sheet)
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
		expect_rest_of_line(told, line);
		if (strcmp(line->code, "nps") == 0)
			judge_split(line);
		/* What is recommended may give a few away by its score and sum. */
		if (!is_of_places(line->code) && !has_few(line) && strcmp(line->code, "nps") != 0)
			expect_nothing_hidden(line);
	}
	judge_places(told, sheet);
}

void tally_compare(const struct tally *tally, json_t *report, const struct et_id *ids,
	const bool mine[TALLY_SERIES_MAX], struct tally_seen *seen)
{
	static struct sheet sheet;
	json_t *figures = json_object_get(report, "figures"), *figure;
	size_t i;

	assert_int_equal(json_array_size(json_object_get(report, "quarters")), TALLY_QUARTERS);
	for (int quarter = 0; quarter < TALLY_QUARTERS; quarter++) {
		const struct told told = { tally, mine, quarter };

		count_all(tally, mine, quarter, &sheet);
		json_array_foreach(figures, i, figure)
		{
			if (strcmp(kit_get_str(figure, "quarter"), tally_quarters[quarter]) == 0)
				compare_figure(&sheet, figure, ids, seen);
		}
		judge(&told, &sheet);
	}
}
