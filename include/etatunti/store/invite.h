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
	int64_t seq;           /* of the directory statement */
	struct et_id holder;   /* whose new keys it is for; absent: somebody new */
	struct et_slice state; /* open, used, done, gone */
	int64_t used_at;       /* absent until used */
	struct et_id uid;
};

struct et_store_enrolment {
	struct et_id invite_id; /* the organisation's id for a founder */
	struct et_id uid;
	struct et_slice e;
	struct et_sig sig_id, sig_inv;
	struct et_hash eh;
	struct et_slice kb; /* the key bundle whose hash it names */
	int64_t at;
};

/* What pending-list shows: an enrolment that waits, with its invite. */
struct et_store_pending {
	struct et_id invite_id;
	struct et_id uid;
	struct et_slice username;
	struct et_slice display;
	struct et_slice roles;
	struct et_slice e;
	struct et_sig sig_id, sig_inv;
	int64_t at;
	struct et_id holder; /* as of the invite */
};

enum et_err et_store_invite_insert(struct et_store *store, const struct et_store_invite *invite)
	ET_MUST_USE;
enum et_err et_store_invite_by_id(struct et_store *store, const struct et_id *invite_id,
	struct et_arena *arena, struct et_store_invite *out) ET_MUST_USE;
/* Whether another organisation has an invite for that user name that can be used at now_ms. */
enum et_err et_store_invite_is_open_elsewhere(struct et_store *store, struct et_slice username,
	const struct et_id *org_id, int64_t now_ms, bool *out) ET_MUST_USE;
/* open → used. Once: ET_USED if it is not open any more, or not there. */
enum et_err et_store_invite_use(struct et_store *store, const struct et_id *invite_id,
	const struct et_id *uid, int64_t at) ET_MUST_USE;

/* used → done, of the one that uid used. ET_NOT_FOUND: none waits. */
enum et_err et_store_invite_confirm(struct et_store *store, const struct et_id *uid) ET_MUST_USE;
/* Those of an organisation for that name that are not done are gone. None is no error. */
enum et_err et_store_invite_supersede(
	struct et_store *store, struct et_slice username, const struct et_id *org_id) ET_MUST_USE;

/* ET_CONFLICT: the invite is answered already. */
enum et_err et_store_enrolment_insert(
	struct et_store *store, const struct et_store_enrolment *enrolment) ET_MUST_USE;
/* The one of that person that waits to be confirmed. ET_NOT_FOUND. */
enum et_err et_store_enrolment_pending(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_enrolment *out) ET_MUST_USE;
/* At most count_max after that invite id, in the order of these; for verify. */
enum et_err et_store_enrolment_list(struct et_store *store, const struct et_id *after,
	int64_t count_max, struct et_arena *arena, struct et_store_enrolment **out, size_t *count)
	ET_MUST_USE;
/* Those of an organisation that wait to be confirmed, oldest first. */
enum et_err et_store_pending_list(struct et_store *store, const struct et_id *org_id,
	struct et_arena *arena, struct et_store_pending **out, size_t *count) ET_MUST_USE;

#endif
