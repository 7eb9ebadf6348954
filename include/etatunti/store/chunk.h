/*
 * Chunks of attachments: staged by chunk-put, taken by the `object` statement that vouches for them.
 */
#ifndef ETATUNTI_STORE_CHUNK_H
#define ETATUNTI_STORE_CHUNK_H

#include <etatunti/store/store.h>

#define ET_STORE_CHUNKS_MAX 160

struct et_store_chunk {
	struct et_id case_id;
	struct et_id object_id;
	int64_t idx;
	struct et_slice ct; /* empty in lists */
	struct et_hash ct_hash;
	int64_t size; /* of ct */
	struct et_id uploader;
	int64_t at;
	int64_t taken; /* 0 staged, 1 vouched for */
};

/*
 * Stages a chunk (taken is ignored), in place of one that the same person staged before.
 * ET_CONFLICT: it is taken, or of someone else.
 */
enum et_err et_store_chunk_put(struct et_store *store, const struct et_store_chunk *chunk)
	ET_MUST_USE;
enum et_err et_store_chunk_get(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t idx, struct et_arena *arena,
	struct et_store_chunk *out) ET_MUST_USE;
/* Without the bytes, by idx: what the rule of `object` needs (count, sizes, hashes, uploader). */
enum et_err et_store_chunk_list(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, struct et_arena *arena, struct et_store_chunk **out,
	size_t *count) ET_MUST_USE;
/* Takes all staged chunks of the object. ET_NOT_FOUND if there are none. */
enum et_err et_store_chunk_take(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id) ET_MUST_USE;
/* Bytes that a person has staged and not used yet. */
enum et_err et_store_chunk_staged_len(
	struct et_store *store, const struct et_id *uploader, int64_t *out) ET_MUST_USE;
/* Drops what was staged before that time. None is no error. */
enum et_err et_store_chunk_drop_staged(struct et_store *store, int64_t before) ET_MUST_USE;

#endif
