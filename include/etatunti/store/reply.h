/*
 * The reply memory: what was answered to which request, so that a repeated one has no second effect.
 */
#ifndef ETATUNTI_STORE_REPLY_H
#define ETATUNTI_STORE_REPLY_H

#include <etatunti/store/store.h>

struct et_store_reply {
	struct et_id uid; /* zero before login */
	struct et_id id;  /* of the request */
	struct et_hash request_hash;
	struct et_slice reply;
	int64_t at;
};

/* ET_CONFLICT: that id has a reply. */
enum et_err et_store_reply_insert(struct et_store *store, const struct et_store_reply *reply)
	ET_MUST_USE;
enum et_err et_store_reply_get(struct et_store *store, const struct et_id *uid,
	const struct et_id *id, struct et_arena *arena, struct et_store_reply *out) ET_MUST_USE;
/* Forgets replies older than that. None is no error. */
enum et_err et_store_reply_drop(struct et_store *store, int64_t before) ET_MUST_USE;

#endif
