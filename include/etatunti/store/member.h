/*
 * Who belongs to a case with which compartments, and the sealed keys that were granted to them.
 */
#ifndef ETATUNTI_STORE_MEMBER_H
#define ETATUNTI_STORE_MEMBER_H

#include <etatunti/store/store.h>

struct et_store_member {
	struct et_id case_id;
	struct et_id uid;
	struct et_slice comps;    /* PSC, SC */
	int64_t seq;              /* of the statement that added them */
	int64_t active;           /* 0, 1 */
	struct et_slice org_kind; /* joined: county, kela */
};

struct et_store_wrap {
	struct et_id case_id;
	int64_t seq; /* of the `grant` */
	struct et_slice comp;
	int64_t epoch;
	struct et_id recipient;
	struct et_id granter;
	struct et_id basis_id; /* absent for workers */
	struct et_hash w_hash;
	struct et_slice w; /* joined: the sealed key */
};

/* Makes an active member (active is ignored), of one who was removed too. ET_CONFLICT: is a member. */
enum et_err et_store_member_add(struct et_store *store, const struct et_store_member *member)
	ET_MUST_USE;
/* No member any more, and without keys: all that were granted to that person. ET_NOT_FOUND: none. */
enum et_err et_store_member_remove(
	struct et_store *store, const struct et_id *case_id, const struct et_id *uid) ET_MUST_USE;
/* Active or not; the caller looks. */
enum et_err et_store_member_get(struct et_store *store, const struct et_id *case_id,
	const struct et_id *uid, struct et_arena *arena, struct et_store_member *out) ET_MUST_USE;
/* Active ones, in the order in which they were added. */
enum et_err et_store_member_list(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_member **out, size_t *count) ET_MUST_USE;

/*
 * The soonest instant after that time at which a reason ends for which the person is IN PAIR or CONTACT OF
 * PAIR, by what the directory says now. 0: none.
 */
enum et_err et_store_member_part_end(struct et_store *store, const struct et_id *pair_id,
	const struct et_id *uid, int64_t after, int64_t *out) ET_MUST_USE;

/* Writes the grant and its sealed key. */
enum et_err et_store_wrap_insert(struct et_store *store, const struct et_store_wrap *wrap)
	ET_MUST_USE;
/* Those for the recipient in any of the compartments named in comps ("PSC", "SC", "C"), by seq. */
enum et_err et_store_wrap_list(struct et_store *store, const struct et_id *case_id,
	const struct et_id *recipient, const char *comps, struct et_arena *arena,
	struct et_store_wrap **out, size_t *count) ET_MUST_USE;
/* All of a case, by seq, for verify. */
enum et_err et_store_wrap_list_all(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_wrap **out, size_t *count) ET_MUST_USE;
/* Takes back every key of the case: at `erase`. None is no error. */
enum et_err et_store_wrap_drop_all(struct et_store *store, const struct et_id *case_id) ET_MUST_USE;
/* Takes back the S keys of all members without P (Kela's): at `revoke`. None is no error. */
enum et_err et_store_wrap_drop_contacts(struct et_store *store, const struct et_id *case_id)
	ET_MUST_USE;

#endif
