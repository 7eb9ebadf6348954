/*
 * What was done, read from the server's memory of replies as rows are committed: in the order in which it was done, whether
 * or not anybody has heard of it; and the drafts that follow from it. Knows no connection.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_DONE_H
#define ETATUNTI_TESTS_FAULT_SIM_DONE_H

#include "sim_ask.h"
#include "sim_core.h"

#define SIM_DRAFTS 3

struct sd_draft {
	struct et_hash what; /* zero: none */
	int64_t at, turn;    /* when it was kept or dropped */
};

struct sim_done {
	struct sim_ask *ask;
	/* The newest row that was seen. */
	int64_t row, row_at;
	struct et_id row_id;
	int64_t turn;
	int64_t now_ms, newest_ms; /* the clock, and the latest that it has ever shown */
	struct sd_draft drafts[SW_PEOPLE][SIM_DRAFTS];
	char *why; /* SIM_WHY_LEN */
};

void sim_done_init(struct sim_done *done, struct sim_ask *ask, char *why);
/* What has been committed since. False: why. */
bool sim_done_follow(struct sim_done *done, struct sim_core *core);
/* Done less than a day ago by whatever the clock has shown: asked again, nothing else may be said. */
bool sim_done_is_recent(const struct sim_done *done, const struct sa_request *request);
/* What a `draft-get` was told; zero: that there is none. */
bool sim_done_got(
	struct sim_done *done, const struct sa_request *request, const struct et_hash *what);
/* The record has all drafts, each the newest. */
bool sim_done_is_kept(struct sim_done *done, struct sim_core *core);

void sim_done_draft_key(int person, int draft, char out[32]);

#endif
