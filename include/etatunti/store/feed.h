/*
 * The calendars that people have under a secret address: one a person. Of the secret only its hash is kept.
 * Ephemeral.
 */
#ifndef ETATUNTI_STORE_FEED_H
#define ETATUNTI_STORE_FEED_H

#include <etatunti/store/store.h>

struct et_store_feed {
	struct et_id uid;
	struct et_hash secret_hash;
	struct et_slice language; /* fi, sv, en */
	int64_t made_at;
	struct et_hash eh;   /* of the keys that the person had then */
	struct et_id org_id; /* joined, of the person */
};

/* In place of the one that is there, if any. */
enum et_err et_store_feed_put(struct et_store *store, const struct et_store_feed *feed) ET_MUST_USE;
/* None is no error: dropping twice is the same as once. */
enum et_err et_store_feed_drop(struct et_store *store, const struct et_id *uid) ET_MUST_USE;
/* ET_NOT_FOUND: none since the person has these keys. */
enum et_err et_store_feed_by_uid(struct et_store *store, const struct et_id *uid,
	struct et_arena *arena, struct et_store_feed *out) ET_MUST_USE;
/* The same, of a person whose account is not over at now_ms. */
enum et_err et_store_feed_by_secret(struct et_store *store, const struct et_hash *secret_hash,
	int64_t now_ms, struct et_arena *arena, struct et_store_feed *out) ET_MUST_USE;

#endif
