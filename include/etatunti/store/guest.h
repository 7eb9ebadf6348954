/*
 * Guests: people from outside who are let into one session of a case. What is sealed about them (the
 * invite) and for them (the wrap) comes joined.
 */
#ifndef ETATUNTI_STORE_GUEST_H
#define ETATUNTI_STORE_GUEST_H

#include <etatunti/store/store.h>

struct et_store_guest {
	struct et_id guest_id;
	struct et_id case_id;
	int64_t seq; /* of the `guest-invite` */
	struct et_key32 link_pk;
	struct et_id consent_id; /* absent in a general question */
	int64_t epoch;           /* of S, that the invite is sealed under */
	int64_t expires_at;
	struct et_hash ct_hash;
	struct et_id session_id; /* absent until let in, and so all of the next four */
	int64_t admit_seq;
	struct et_key32 pk_s, pk_e;
	struct et_hash wrap_hash;
	int64_t ended_seq;      /* the statement that ended it; absent */
	struct et_slice invite; /* joined; absent once the case is erased */
	struct et_slice wrap;   /* joined; absent until let in, and when that is over */
};

/* With the invite's ciphertext (guest->invite). */
enum et_err et_store_guest_insert(struct et_store *store, const struct et_store_guest *guest)
	ET_MUST_USE;
enum et_err et_store_guest_by_id(struct et_store *store, const struct et_id *guest_id,
	struct et_arena *arena, struct et_store_guest *out) ET_MUST_USE;
/* Of a case, the newest first, at most that many. */
enum et_err et_store_guest_list(struct et_store *store, const struct et_id *case_id, int64_t max,
	struct et_arena *arena, struct et_store_guest **out, size_t *count) ET_MUST_USE;
/* Those that have not ended: let in, or not expired at that time. */
enum et_err et_store_guest_count_open(struct et_store *store, const struct et_id *case_id,
	int64_t now_ms, int64_t *out) ET_MUST_USE;
/*
 * Let in: session_id, admit_seq, pk_s, pk_e, wrap_hash and wrap of *guest count. ET_CONFLICT: somebody is in
 * already, or it has ended.
 */
enum et_err et_store_guest_admit(struct et_store *store, const struct et_store_guest *guest)
	ET_MUST_USE;
/* Ended by the statement of that seq, with its wrap. ET_NOT_FOUND: none, or ended before. */
enum et_err et_store_guest_end(struct et_store *store, const struct et_id *case_id,
	const struct et_id *guest_id, int64_t seq) ET_MUST_USE;
/* The same for all of a case, or those let into a session of it. None is no error. */
enum et_err et_store_guest_end_of_case(
	struct et_store *store, const struct et_id *case_id, int64_t seq) ET_MUST_USE;
enum et_err et_store_guest_end_of_session(struct et_store *store, const struct et_id *case_id,
	const struct et_id *session_id, int64_t seq) ET_MUST_USE;
/* All that is sealed about and for the guests of a case: at `erase`. */
enum et_err et_store_guest_drop_bytes(struct et_store *store, const struct et_id *case_id)
	ET_MUST_USE;

#endif
