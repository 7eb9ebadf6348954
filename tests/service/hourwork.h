/*
 * For tests of hours that change, on top of casework: the world's series is on Mondays at 12:00, from 9 March 2026
 * on, and it is Monday 2 March, 08:00.
 */
#ifndef ETATUNTI_TESTS_SERVICE_HOURWORK_H
#define ETATUNTI_TESTS_SERVICE_HOURWORK_H

#include "casework.h"
#include "places.h"

#define WEEK (7 * KIT_DAY)

/* The world's series as it was made, to be changed and set. */
struct kit_series hw_mondays(struct cw_world *world);
void hw_set(struct cw_world *world, const struct kit_series *series);

/* The hour of that day of the rule as the peer sees it, or NULL; of the world's series, and it is there. */
json_t *hw_hour_in(struct kit_peer *peer, const struct et_id *series, const char *date);
json_t *hw_hour_on(struct cw_world *world, const char *date);
/* State, reason (NULL: none) and local start of it. */
void hw_expect(struct cw_world *world, const char *date, const char *state, const char *reason,
	const char *start);
/* How many hours of all series have that state and reason (NULL: none). */
size_t hw_count(struct cw_world *world, const char *state, const char *reason);

/* An hour-set for the world's series by its coordinator. */
struct kit_reply *hw_decide(struct cw_world *world, const char *date, const char *state,
	const char *to_date, const char *to_start, const char *reason);

/* The case has its place in the hour of that day of the rule; NULL: it waits. */
void hw_expect_place(struct cw_world *world, const struct cw_case *cs, const char *date);

#endif
