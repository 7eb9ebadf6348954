/*
 * Where a person wants to be reminded. Ephemeral class.
 */
#ifndef ETATUNTI_STORE_REACH_H
#define ETATUNTI_STORE_REACH_H

#include <etatunti/store/store.h>

struct et_store_reach {
	struct et_id uid;
	struct et_slice email;    /* absent: nowhere */
	struct et_slice language; /* fi, sv, en */
	int64_t at;
};

/* Takes the place of what was there. */
enum et_err et_store_reach_put(struct et_store *store, const struct et_store_reach *reach)
	ET_MUST_USE;
enum et_err et_store_reach_by_uid(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_reach *out) ET_MUST_USE;
/* Those of people who have left. */
enum et_err et_store_reach_forget(struct et_store *store) ET_MUST_USE;

#endif
