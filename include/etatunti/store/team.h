/*
 * Teams and services that one may turn to, as the newest `team` says. Only whose they are and whether they
 * still count: the texts are the chain's.
 */
#ifndef ETATUNTI_STORE_TEAM_H
#define ETATUNTI_STORE_TEAM_H

#include <etatunti/store/store.h>

struct et_store_team {
	struct et_id team_id;
	struct et_id org_id;
	int64_t dropped; /* 0 or 1 */
	int64_t seq;     /* of the directory statement */
};

/* Makes it, drops it or takes it back. ET_FORBIDDEN: it is of another organisation. */
enum et_err et_store_team_set(struct et_store *store, const struct et_store_team *team) ET_MUST_USE;
enum et_err et_store_team_by_id(
	struct et_store *store, const struct et_id *team_id, struct et_store_team *out) ET_MUST_USE;
/* How many of the organisation are not dropped. */
enum et_err et_store_team_count_of(struct et_store *store, const struct et_id *org_id, int64_t *out)
	ET_MUST_USE;

#endif
