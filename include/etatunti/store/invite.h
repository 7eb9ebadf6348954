/*
 * Invites that coordinators signed, and the enrolments that people sent in return.
 */
#ifndef ETATUNTI_STORE_INVITE_H
#define ETATUNTI_STORE_INVITE_H

#include <etatunti/store/store.h>

struct et_store_invite {
	struct et_id invite_id;
	struct et_key32 inv_pk;
	struct et_slice username;
	struct et_slice display;
	struct et_id org_id;
	struct et_slice roles;
	int64_t expires;
	int64_t seq;     /* of the directory statement */
	int64_t used_at; /* absent until used */
	struct et_id uid;
};

struct et_store_enrolment {
	struct et_id invite_id; /* the organisation's id for a founder */
	struct et_id uid;
	struct et_slice e;
	struct et_sig sig_id, sig_inv;
	struct et_hash eh;
	int64_t at;
};

/* What pending-list shows: an enrolment and the user it made. */
struct et_store_pending {
	struct et_id invite_id;
	struct et_id uid;
	struct et_slice username;
	struct et_slice display;
	struct et_slice roles;
	struct et_slice e;
	struct et_sig sig_id, sig_inv;
	int64_t at;
};

enum et_err et_store_invite_insert(struct et_store *store, const struct et_store_invite *invite)
	ET_MUST_USE;
enum et_err et_store_invite_by_id(struct et_store *store, const struct et_id *invite_id,
	struct et_arena *arena, struct et_store_invite *out) ET_MUST_USE;
/* Whether an invite for that user name is unused and has not expired at now_ms. */
enum et_err et_store_invite_is_open(
	struct et_store *store, struct et_slice username, int64_t now_ms, bool *out) ET_MUST_USE;
/* Once: ET_USED if it is used already, or not there. */
enum et_err et_store_invite_use(struct et_store *store, const struct et_id *invite_id,
	const struct et_id *uid, int64_t at) ET_MUST_USE;

/* ET_CONFLICT: the invite, or the uid, has enrolled already. */
enum et_err et_store_enrolment_insert(
	struct et_store *store, const struct et_store_enrolment *enrolment) ET_MUST_USE;
enum et_err et_store_enrolment_by_uid(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_enrolment *out) ET_MUST_USE;
/* In order of time and uid, for verify: at most count_max after (at, uid); start with 0 and zero. */
enum et_err et_store_enrolment_list(struct et_store *store, int64_t after_at,
	const struct et_id *after_uid, int64_t count_max, struct et_arena *arena,
	struct et_store_enrolment **out, size_t *count) ET_MUST_USE;
/* Those of an organisation whose user is pending, oldest first. */
enum et_err et_store_pending_list(struct et_store *store, const struct et_id *org_id,
	struct et_arena *arena, struct et_store_pending **out, size_t *count) ET_MUST_USE;

#endif
