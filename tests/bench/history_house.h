/*
 * A house with a past: people in pairs, a contact for each series, cases made through the service as
 * work makes them, and rows of the log as reading leaves them, written by the service's own function.
 * The record is a file of its own in a temporary folder. Measures nothing.
 */
#ifndef BENCH_HISTORY_HOUSE_H
#define BENCH_HISTORY_HOUSE_H

#include "service/casework.h"

#define HOUSE_CASES_OF_PAIR 200
/* Statements of a case as it is made, and its objects. */
#define HOUSE_OBJECTS 2

struct house_pair {
	struct et_id id, series;
	struct kit_peer *workers[2]; /* with keys; signed in only by house_enter */
	struct kit_peer *contact;
};

/* As much of a case as it takes to go on with it. */
struct house_case {
	struct et_id id, question; /* an object, of revision */
	struct et_hash head;
	int64_t seq, revision;
	uint32_t pair;
};

struct house {
	struct kit *kit;
	char dir[256], database[288];
	bool is_kept; /* house_free leaves it there */
	struct kit_peer *coord, *kela;
	struct house_pair *pairs;
	size_t pair_count;
	struct house_case *cases;
	size_t case_count;
	struct et_arena *scratch, *kept;
};

/* So many pairs, nobody signed in; in a folder of its own below TMPDIR. */
struct house *house_new(size_t pairs);
/* It stays in its folder, from where house_take has it again, as it was left; of contacts only their series. */
void house_keep(struct house *house);
struct house *house_take(const char *dir);
/* Of the two that make one: nothing in it yet. */
struct house *house_in(const char *dir);
void house_free(struct house *house);
/* That many cases in all, HOUSE_CASES_OF_PAIR of each pair at the most. */
void house_cases(struct house *house, size_t count);
/* Rows of cases that were read, until the log has so many; within a day of the house's clock. */
void house_rows(struct house *house, int64_t count);
int64_t house_log_len(const struct house *house);

/* Signs in the person on a new connection; it is good until house_leave, which cuts all. */
struct kit_peer *house_enter(struct house *house, const struct kit_peer *person);
void house_leave(struct house *house);

/* What the kit keeps of frames goes with the next house_forget, but for what is behind house_keep. */
void house_forget(struct house *house);

/* The frame of a new revision of the question, by that person; the case goes on with it. */
struct et_slice house_write(struct house *house, struct house_case *cs, const struct kit_peer *by);
/* So many new revisions in one command. */
struct et_slice house_write_many(
	struct house *house, struct house_case *cs, const struct kit_peer *by, size_t count);

#endif
