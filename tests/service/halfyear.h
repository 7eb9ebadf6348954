/*
 * Half a year of two counties' work for test_half_year.c: the people, what they do in a case, with a plan and with numbers;
 * each act writes down what it was, in the test's own list (tally.h).
 */
#ifndef ETATUNTI_TESTS_SERVICE_HALFYEAR_H
#define ETATUNTI_TESTS_SERVICE_HALFYEAR_H

#include "casework.h"
#include "tally.h"

#define OFFICES TALLY_SERIES_MAX
#define CASES_MAX 700
#define HOURS_MAX 32
#define PUTS_MAX 2048

/* An hour of a series as the test knows it. */
struct hour {
	int64_t start;
	char date[11]; /* of the rule */
	bool is_planned, cancelled, moved, held;
};

/* A pair with its series. */
struct office {
	struct cw_world w;
	struct et_id ids[1];
	int weekday; /* 0: Monday */
	struct hour hours[HOURS_MAX];
	int hour_count;
};

enum { WAITS, PLACED, HEARD, DONE, ANSWERED };

struct file {
	struct cw_case cs;
	int office, state;
	int64_t queued_at;
	bool heard; /* since it was queued */
	int minutes;
	struct et_id plan;
	int64_t rev, made_at;
	bool refreshed[TALLY_QUARTERS];
};

struct put {
	struct et_id id;
	size_t facts[4], fact_count;
	int office;
	bool dropped;
};

struct half_year {
	struct kit *kit;
	struct kit_peer *kela, *kim, *lea, *coords[2];
	struct et_id org_kela;
	struct office offices[OFFICES];
	struct file files[CASES_MAX];
	int file_count;
	struct put puts[PUTS_MAX];
	int put_count;
	struct tally tally;
	uint64_t random;
	int cancelled, moved, carried, interrupted, answered, unqueued, refreshed, dropped;
};

/* Two counties, three pairs, two contacts; seeded. */
struct half_year *hy_new(void);
int64_t hy_below(struct half_year *run, int64_t limit);
bool hy_chance(struct half_year *run, int percent);
void hy_to(struct half_year *run, int64_t at);
/* On new connections. */
void hy_everybody_in(struct half_year *run);
/* Noon in Helsinki, so many days after Monday 2 March; and that day. */
int64_t hy_noon(int day);
void hy_date(int day, char out[11]);

size_t hy_note(struct half_year *run, const struct file *file, int64_t at, const char *code,
	int64_t value);
/* A place in the hour that started then, and what became of it. */
void hy_note_place(
	struct half_year *run, const struct file *file, int64_t start, const char *became);

void hy_send(struct cw_case *cs, struct kit_peer *by);
void hy_open(struct half_year *run, int office);
void hy_queue(struct half_year *run, struct file *file);
/* One of those in the queue of the office, or NULL. */
struct file *hy_one_in_line(struct half_year *run, int office);
void hy_answer(struct half_year *run, struct file *file);
void hy_unqueue(struct half_year *run, struct file *file);
/* The next revision of the plan, confirmed. */
void hy_confirm(struct half_year *run, struct file *file);
void hy_refresh_some(struct half_year *run);
void hy_put_after(struct half_year *run, struct file *file);
void hy_drop_one(struct half_year *run);

#endif
