/*
 * Care pairs and the workers in them, as the newest `pair-set` says; who stands in for whom; and the two
 * questions that everything about access rests on: IN PAIR and CONTACT OF PAIR (PROTOCOL.md section 3).
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
/* IN PAIR: in the pair-set or a substitute of someone in it, and certified, at at_ms. */
enum et_err et_store_pair_has(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t at_ms, bool *out) ET_MUST_USE;
/* Whether anybody but uid is IN PAIR at at_ms. */
enum et_err et_store_pair_has_other(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t at_ms, bool *out) ET_MUST_USE;
/* CONTACT OF PAIR: contact of a series with that pair or a substitute of one, and certified, at at_ms. */
enum et_err et_store_pair_contact_has(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t at_ms, bool *out) ET_MUST_USE;

struct et_store_substitute {
	struct et_id substitute_id;
	struct et_id for_uid, by_uid;
	int64_t from_at, to_at; /* to_at exclusive */
	int64_t seq;            /* of the directory statement */
};

/* New, or another span for a known one. ET_FORBIDDEN: it is of other people. */
enum et_err et_store_substitute_set(
	struct et_store *store, const struct et_store_substitute *substitute) ET_MUST_USE;
enum et_err et_store_substitute_by_id(struct et_store *store, const struct et_id *substitute_id,
	struct et_store_substitute *out) ET_MUST_USE;
/* Whether for_uid has a substitute, not counting `but`, at some instant of [from_at, to_at). */
enum et_err et_store_substitute_overlaps(struct et_store *store, const struct et_id *for_uid,
	const struct et_id *but, int64_t from_at, int64_t to_at, bool *out) ET_MUST_USE;

#endif
