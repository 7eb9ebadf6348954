/*
 * Changed passphrases (the command `relogin`), as they were signed: append-only. What they amount to
 * stands in the credential (user.h).
 */
#ifndef ETATUNTI_STORE_RELOGIN_H
#define ETATUNTI_STORE_RELOGIN_H

#include <etatunti/store/user.h>

struct et_store_relogin {
	struct et_hash hash; /* H(stmt || sig_id || sig_old) */
	struct et_id uid;
	int64_t kbver; /* from 2; after new keys from 2 again */
	struct et_slice stmt;
	struct et_sig sig_id, sig_old;
	struct et_slice kb; /* the bundle whose hash was signed */
	int64_t at;
};

/* ET_CONFLICT: it is there. */
enum et_err et_store_relogin_insert(struct et_store *store, const struct et_store_relogin *row)
	ET_MUST_USE;
enum et_err et_store_relogin_by_hash(struct et_store *store, const struct et_hash *hash,
	struct et_arena *arena, struct et_store_relogin *out) ET_MUST_USE;
/* At most count_max after that hash, in the order of their hashes; for verify. */
enum et_err et_store_relogin_list(struct et_store *store, const struct et_hash *after,
	int64_t count_max, struct et_arena *arena, struct et_store_relogin **out, size_t *count)
	ET_MUST_USE;

/* In place of the credential with the version before. ET_NOT_FOUND: there is none. */
enum et_err et_store_relogin_apply(
	struct et_store *store, const struct et_store_credential *credential) ET_MUST_USE;

#endif
