/*
 * Care pairs and the workers in them, as the newest `pair-set` says.
 */
#ifndef ETATUNTI_STORE_PAIR_H
#define ETATUNTI_STORE_PAIR_H

#include <etatunti/store/store.h>

#define ET_STORE_PAIR_MEMBERS_MAX 6

struct et_store_pair {
	struct et_id pair_id;
	struct et_id org_id;
	struct et_slice name;
	int64_t seq; /* of the directory statement */
};

/* Makes the pair or replaces its name and its members. ET_FORBIDDEN: it is of another organisation. */
enum et_err et_store_pair_set(struct et_store *store, const struct et_store_pair *pair,
	const struct et_id *uids, size_t uids_count) ET_MUST_USE;
enum et_err et_store_pair_by_id(struct et_store *store, const struct et_id *pair_id,
	struct et_arena *arena, struct et_store_pair *out) ET_MUST_USE;
enum et_err et_store_pair_members(struct et_store *store, const struct et_id *pair_id,
	struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;
enum et_err et_store_pair_has(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, bool *out) ET_MUST_USE;

#endif
