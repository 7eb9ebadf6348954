/*
 * Encrypted drafts, one per person and key, outside every chain. Ephemeral.
 */
#ifndef ETATUNTI_STORE_DRAFT_H
#define ETATUNTI_STORE_DRAFT_H

#include <etatunti/store/store.h>

struct et_store_draft {
	struct et_id uid;
	struct et_slice key; /* 1…64 characters */
	struct et_slice ct;  /* at most 64 KiB */
	int64_t at;
};

/* In place of what was there. */
enum et_err et_store_draft_put(struct et_store *store, const struct et_store_draft *draft)
	ET_MUST_USE;
enum et_err et_store_draft_get(struct et_store *store, const struct et_id *uid, struct et_slice key,
	struct et_arena *arena, struct et_store_draft *out) ET_MUST_USE;
/* None is no error: dropping twice is the same as once. */
enum et_err et_store_draft_drop(
	struct et_store *store, const struct et_id *uid, struct et_slice key) ET_MUST_USE;
/* Everybody's whose key ends in "/" and that case id, gone from the disk too. */
enum et_err et_store_draft_drop_of(struct et_store *store, const struct et_id *case_id) ET_MUST_USE;
/* How many a person has, for a cap. */
enum et_err et_store_draft_count(struct et_store *store, const struct et_id *uid, int64_t *out)
	ET_MUST_USE;
/* Forgets drafts last written before that time. None is no error. */
enum et_err et_store_draft_forget(struct et_store *store, int64_t before) ET_MUST_USE;

#endif
