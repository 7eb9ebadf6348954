/*
 * The book-keeping of a test: what happened, one fact a line, written down when it happened; and what a report about it
 * must say, counted anew. Shares nothing with src/: its own quarters, medians, scores and its own idea of what
 * gives somebody away.
 */
#ifndef ETATUNTI_TESTS_SERVICE_TALLY_H
#define ETATUNTI_TESTS_SERVICE_TALLY_H

#include "testkit.h"

#define TALLY_FACTS_MAX 16384
#define TALLY_SERIES_MAX 3
#define TALLY_QUARTERS 3
#define TALLY_LEAST 5

/* Of 2026, the first three: 0, 1, 2; -1 before, 3 behind them. By the clock in Helsinki. */
int tally_quarter(int64_t at_ms);
extern const char *const tally_quarters[TALLY_QUARTERS];

struct tally_fact {
	int quarter, series;
	const char *code, *form; /* form: "" unless a measure */
	int64_t person;          /* of what it is: a case, an answer. Same number, same one */
	int64_t value;
	bool off; /* taken back */
};

struct tally {
	struct tally_fact facts[TALLY_FACTS_MAX];
	size_t count;
};

size_t tally_add(struct tally *tally, const struct tally_fact *fact);

int64_t tally_nps(const int64_t *values, size_t count);
/* Nearest rank: the smallest of the list that so many of a hundred do not exceed. Sorts it. */
int64_t tally_rank(int64_t *values, size_t count, int hundredths);

/* What was seen of reports, so that a test knows that it saw something. */
struct tally_seen {
	size_t shown, hidden, nps, waits, split;
};

/*
 * The report of who sees these series is right, figure by figure, and gives nobody away. ids: of all series; mine: which
 * of them this reader has.
 */
void tally_compare(const struct tally *tally, json_t *report, const struct et_id *ids,
	const bool mine[TALLY_SERIES_MAX], struct tally_seen *seen);

#endif
