/*
 * What may be counted of the work and by whom; quarters; which figures of a report are hidden so that nobody shows
 * through them. Pure rules; a figure of nobody stays a figure.
 */
#ifndef ETATUNTI_DOMAIN_MEASURE_H
#define ETATUNTI_DOMAIN_MEASURE_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

struct et_measure {
	const char *code;
	int64_t min, max;
	unsigned who; /* ET_ROLE_WORKER, ET_ROLE_CONTACT or both: who may put it */
};

size_t et_measure_count(void);
const struct et_measure *et_measure_at(size_t i);
/* NULL: no such code. */
const struct et_measure *et_measure_find(struct et_slice code);

/* "worker", "contact", "either": whose it is. */
const char *et_measure_who_word(const struct et_measure *measure);

/* When it was asked: "baseline", …, NULL at the end. */
extern const char *const et_measure_forms[];

/* A quarter of a year by the calendar of Helsinki. */
struct et_quarter {
	int year, quarter; /* 1…4 */
};
#define ET_QUARTER_TEXT_SIZE 7

/* "2026Q4", years 2020 to 2199. ET_BAD_PARAM. */
enum et_err et_quarter_parse(struct et_slice text, struct et_quarter *out) ET_MUST_USE;
void et_quarter_format(struct et_quarter quarter, char out[ET_QUARTER_TEXT_SIZE]);
struct et_quarter et_quarter_of(int64_t at_ms);
/* How many quarters b lies after a. */
int et_quarter_distance(struct et_quarter a, struct et_quarter b);
struct et_quarter et_quarter_add(struct et_quarter quarter, int quarters);
/* Its first instant. */
int64_t et_quarter_start_ms(struct et_quarter quarter);

/* A figure of fewer than so many persons or cases is hidden. */
#define ET_FIGURE_LEAST 5

/* One figure in its lines: parts that add up to the last. */
struct et_cell {
	int64_t n;
	int64_t persons; /* different cases or answers behind it: what it is judged by */
	/* Which ones, sorted, each once; NULL: they are behind no other part of its lines. */
	const struct et_id *who;
	size_t who_count;
	bool hidden;
	int64_t least, most; /* what a reader reckons who knows all its lines */
};

/* Hides what is too small. */
void et_cell_hide_small(struct et_cell *cells, size_t count);
/*
 * Of a line, whose last cell is the sum of the others: hides more until nothing hidden can be had by a
 * difference. Never exactly one, and beside a shown sum those hidden are together of ET_FIGURE_LEAST different ones
 * or more, and not of one each (what is zero is left out, so everybody would know). True: it has hidden some.
 */
bool et_cell_hide_line(struct et_cell *const *line, size_t count);

/*
 * What follows from several lines at once. et_cell_guess: before anything is reckoned, a hidden one is of somebody.
 * et_cell_narrow_line: what the others of the line leave of each; true: it is less. et_cell_hide_known: hides one
 * more of a line in which a small one is known by now; true: it did.
 */
void et_cell_guess(struct et_cell *cell);
bool et_cell_narrow_line(struct et_cell *const *line, size_t count);
bool et_cell_hide_known(struct et_cell *const *line, size_t count);

/* Recommendations: how many gave 9 or 10, 7 or 8, 0 to 6; sum: of what they gave. */
struct et_nps {
	int64_t promoters, passives, detractors, sum;
};

/* One of the three is of one to four: they are not told. */
bool et_nps_is_few(const struct et_nps *nps);
/*
 * Whoever knows how many answered, the difference of promoters and detractors, the sum, and that the three are
 * (not) told, knows one of them that is of one to four.
 */
bool et_nps_tells(const struct et_nps *nps);

#endif
