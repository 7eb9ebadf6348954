/*
 * People with their keys of now, and what they log in with. Certified by the directory; pending until
 * `user-add`. A user name is its person's for ever.
 */
#ifndef ETATUNTI_STORE_USER_H
#define ETATUNTI_STORE_USER_H

#include <etatunti/store/store.h>

struct et_store_user {
	struct et_id uid;
	struct et_slice username;
	struct et_slice display;
	struct et_id org_id;
	struct et_slice roles; /* comma-joined, sorted */
	struct et_key32 ipk_s, ipk_e;
	int64_t not_after;        /* absent while pending */
	struct et_slice state;    /* pending, active, revoked */
	struct et_hash eh;        /* of the enrolment that the keys came with */
	struct et_slice org_kind; /* joined: county, kela */
};

struct et_store_credential {
	struct et_id uid;
	struct et_key32 lpk;
	struct et_id salt; /* server_salt, 16 bytes */
	int64_t ops, mem;
	struct et_slice kb;
	int64_t kbver;
};

/* ET_CONFLICT: the uid or the user name. */
enum et_err et_store_user_insert(struct et_store *store, const struct et_store_user *user)
	ET_MUST_USE;
/* pending → active. ET_NOT_FOUND if there is no such pending user. */
enum et_err et_store_user_activate(
	struct et_store *store, const struct et_id *uid, int64_t not_after) ET_MUST_USE;
/* Another end for the same keys. ET_NOT_FOUND: nobody active. */
enum et_err et_store_user_renew(struct et_store *store, const struct et_id *uid, int64_t not_after)
	ET_MUST_USE;
/* Other keys for user->uid, and active again: ipk_s, ipk_e, not_after, eh. ET_NOT_FOUND: never certified. */
enum et_err et_store_user_rekey(struct et_store *store, const struct et_store_user *user)
	ET_MUST_USE;
/* active → revoked. ET_NOT_FOUND: nobody active. */
enum et_err et_store_user_revoke(struct et_store *store, const struct et_id *uid) ET_MUST_USE;
/* Forgets the pending person of that name, with the credential. None is no error. */
enum et_err et_store_user_drop_pending(struct et_store *store, struct et_slice username)
	ET_MUST_USE;
/* Keeps the keys as certified by statement seq. ET_CONFLICT: one of them was certified before. */
enum et_err et_store_user_key_insert(
	struct et_store *store, const struct et_store_user *user, int64_t seq) ET_MUST_USE;
/* Whether one of them was certified before, for anybody. */
enum et_err et_store_user_key_taken(struct et_store *store, const struct et_key32 *ipk_s,
	const struct et_key32 *ipk_e, bool *out) ET_MUST_USE;
enum et_err et_store_user_by_id(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_user *out) ET_MUST_USE;
enum et_err et_store_user_by_username(struct et_store *store, struct et_slice username,
	struct et_arena *arena, struct et_store_user *out) ET_MUST_USE;
/* All in an organisation, by user name; a zero org_id means all organisations. */
enum et_err et_store_user_list(struct et_store *store, const struct et_id *org_id,
	struct et_arena *arena, struct et_store_user **out, size_t *count) ET_MUST_USE;

/* In place of the one that is there, if any. */
enum et_err et_store_credential_set(
	struct et_store *store, const struct et_store_credential *credential) ET_MUST_USE;
enum et_err et_store_credential_by_uid(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_credential *out) ET_MUST_USE;

#endif
