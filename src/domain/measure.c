/* The table of measures, quarters, hidden figures. Keeps nothing. */
#include <etatunti/domain/measure.h>

#include <stdio.h>

#include <etatunti/base/assert.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/domain/directory.h>

#define YEAR_MIN 2020
#define YEAR_MAX 2199

#define WORKER ET_ROLE_WORKER
#define CONTACT ET_ROLE_CONTACT
#define EITHER (ET_ROLE_WORKER | ET_ROLE_CONTACT)
static const struct et_measure measures[] = {
#define X(code, min, max, who) { code, min, max, who },
#include "measures.def"
#undef X
};

const char *const et_measure_forms[] = { "baseline", "three-months", "half-year", "hour",
	"feedback", NULL };

size_t et_measure_count(void)
{
	return sizeof(measures) / sizeof(measures[0]);
}

const struct et_measure *et_measure_at(size_t i)
{
	ET_ASSERT(i < et_measure_count());
	return &measures[i];
}

const struct et_measure *et_measure_find(struct et_slice code)
{
	for (size_t i = 0; i < et_measure_count(); i++) {
		if (et_slice_eq_str(code, measures[i].code))
			return &measures[i];
	}
	return NULL;
}

const char *et_measure_who_word(const struct et_measure *measure)
{
	if (measure->who == EITHER)
		return "either";
	return measure->who == WORKER ? "worker" : "contact";
}

enum et_err et_quarter_parse(struct et_slice text, struct et_quarter *out)
{
	int year = 0;

	*out = (struct et_quarter){ 0 };
	if (text.len != ET_QUARTER_TEXT_SIZE - 1 || text.ptr[4] != 'Q' || text.ptr[5] < '1' ||
		text.ptr[5] > '4')
		return ET_BAD_PARAM;
	for (size_t i = 0; i < 4; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return ET_BAD_PARAM;
		year = 10 * year + (text.ptr[i] - '0');
	}
	if (year < YEAR_MIN || year > YEAR_MAX)
		return ET_BAD_PARAM;
	*out = (struct et_quarter){ year, text.ptr[5] - '0' };
	return ET_OK;
}

void et_quarter_format(struct et_quarter quarter, char out[ET_QUARTER_TEXT_SIZE])
{
	ET_ASSERT(quarter.year >= 1000 && quarter.year <= 9999);
	for (int i = 3, year = quarter.year; i >= 0; i--, year /= 10)
		out[i] = (char)('0' + year % 10);
	out[4] = 'Q';
	out[5] = (char)('0' + quarter.quarter);
	out[6] = '\0';
}

struct et_quarter et_quarter_of(int64_t at_ms)
{
	struct et_date date = et_calendar_date(at_ms);

	return (struct et_quarter){ date.year, (date.month - 1) / 3 + 1 };
}

static int number_of(struct et_quarter quarter)
{
	return 4 * quarter.year + quarter.quarter - 1;
}

int et_quarter_distance(struct et_quarter a, struct et_quarter b)
{
	return number_of(b) - number_of(a);
}

struct et_quarter et_quarter_add(struct et_quarter quarter, int quarters)
{
	int number = number_of(quarter) + quarters;

	return (struct et_quarter){ number / 4, number % 4 + 1 };
}

int64_t et_quarter_start_ms(struct et_quarter quarter)
{
	return et_calendar_day_start_ms(
		(struct et_date){ quarter.year, 3 * (quarter.quarter - 1) + 1, 1 });
}

void et_cell_hide_small(struct et_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cells[i].n > 0 && cells[i].persons < ET_FIGURE_LEAST)
			cells[i].hidden = true;
	}
}

/* The smallest that is shown and of somebody: the least is lost with it. The sum only if there is no other. */
static struct et_cell *next_to_hide(struct et_cell *const *line, size_t count)
{
	struct et_cell *least = NULL;

	for (size_t i = 0; i + 1 < count; i++) {
		if (!line[i]->hidden && line[i]->n > 0 && (least == NULL || line[i]->n < least->n))
			least = line[i];
	}
	if (least == NULL && !line[count - 1]->hidden)
		least = line[count - 1];
	return least;
}

/* The first of its cases behind `last`; NULL: there is none. */
static const struct et_id *next_case(const struct et_cell *cell, const struct et_id *last)
{
	size_t from = 0, to = cell->who_count;

	while (last != NULL && from < to) {
		size_t middle = from + (to - from) / 2;

		if (et_id_cmp(&cell->who[middle], last) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < cell->who_count ? &cell->who[from] : NULL;
}

/* How many different ones are behind what is hidden of the parts; ET_FIGURE_LEAST is enough. */
static int64_t hidden_persons(struct et_cell *const *line, size_t parts)
{
	const struct et_id *last = NULL;
	int64_t persons = 0;

	for (size_t i = 0; i < parts; i++)
		persons += line[i]->hidden && line[i]->who == NULL ? line[i]->persons : 0;
	while (persons < ET_FIGURE_LEAST) {
		const struct et_id *first = NULL;

		for (size_t i = 0; i < parts; i++) {
			const struct et_id *id = line[i]->hidden ? next_case(line[i], last) : NULL;

			if (id != NULL && (first == NULL || et_id_cmp(id, first) < 0))
				first = id;
		}
		if (first == NULL)
			break;
		last = first;
		persons++;
	}
	return persons;
}

bool et_cell_hide_line(struct et_cell *const *line, size_t count)
{
	bool changed = false;

	while (count > 1) {
		const struct et_cell *sum = line[count - 1];
		struct et_cell *next;
		int64_t together = 0, hidden = 0;

		for (size_t i = 0; i + 1 < count; i++) {
			hidden += line[i]->hidden;
			together += line[i]->hidden ? line[i]->n : 0;
		}
		if (hidden == 0 && !sum->hidden)
			return changed;
		if (hidden > 0 && sum->hidden)
			return changed;
		if (hidden > 1 && together > hidden &&
			hidden_persons(line, count - 1) >= ET_FIGURE_LEAST)
			return changed;
		if ((next = next_to_hide(line, count)) == NULL)
			return changed;
		next->hidden = true;
		changed = true;
	}
	return changed;
}

#define MOST INT32_MAX

void et_cell_guess(struct et_cell *cell)
{
	cell->least = cell->hidden ? 1 : cell->n;
	cell->most = cell->hidden ? MOST : cell->n;
}

static bool narrow(struct et_cell *cell, int64_t least, int64_t most)
{
	bool changed = least > cell->least || most < cell->most;

	if (least > cell->least)
		cell->least = least;
	if (most < cell->most)
		cell->most = most;
	return changed;
}

bool et_cell_narrow_line(struct et_cell *const *line, size_t count)
{
	struct et_cell *sum = line[count - 1];
	int64_t least = 0, most = 0;
	bool changed;

	for (size_t i = 0; i + 1 < count; i++) {
		least += line[i]->least;
		most += line[i]->most;
	}
	changed = narrow(sum, least, most);
	for (size_t i = 0; i + 1 < count; i++) {
		int64_t others_least = least - line[i]->least, others_most = most - line[i]->most;

		changed |= narrow(line[i], sum->least - others_most, sum->most - others_least);
		least = others_least + line[i]->least;
		most = others_most + line[i]->most;
	}
	return changed;
}

bool et_cell_hide_known(struct et_cell *const *line, size_t count)
{
	struct et_cell *next;
	bool known = false;

	for (size_t i = 0; i < count; i++)
		known |= line[i]->hidden && line[i]->persons < ET_FIGURE_LEAST &&
			line[i]->least == line[i]->most;
	if (!known || (next = next_to_hide(line, count)) == NULL)
		return false;
	next->hidden = true;
	return true;
}

static bool is_few(int64_t n)
{
	return n > 0 && n < ET_FIGURE_LEAST;
}

bool et_nps_is_few(const struct et_nps *nps)
{
	return is_few(nps->promoters) || is_few(nps->passives) || is_few(nps->detractors);
}

/* They may have been these, for all that anybody else knows. */
static bool may_be(const struct et_nps *one, const struct et_nps *nps)
{
	return one->passives >= 0 && et_nps_is_few(one) == et_nps_is_few(nps) &&
		9 * one->promoters + 7 * one->passives <= nps->sum &&
		nps->sum <= 10 * one->promoters + 8 * one->passives + 6 * one->detractors;
}

bool et_nps_tells(const struct et_nps *nps)
{
	int64_t n = nps->promoters + nps->passives + nps->detractors;
	bool promoters = is_few(nps->promoters), passives = is_few(nps->passives);
	bool detractors = is_few(nps->detractors);

	for (int64_t low = 0; low <= n; low++) {
		struct et_nps one = { .promoters = low + nps->promoters - nps->detractors,
			.detractors = low };

		one.passives = n - one.promoters - one.detractors;
		if (one.promoters < 0 || !may_be(&one, nps))
			continue;
		promoters &= one.promoters == nps->promoters;
		passives &= one.passives == nps->passives;
		detractors &= one.detractors == nps->detractors;
	}
	return promoters || passives || detractors;
}
