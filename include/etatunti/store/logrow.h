/*
 * The append-only log and its checkpoints, as bytes. Built by the service with crypto's chain.
 */
#ifndef ETATUNTI_STORE_LOGROW_H
#define ETATUNTI_STORE_LOGROW_H

#include <etatunti/store/store.h>

struct et_store_logrow {
	int64_t seq;
	struct et_slice row;
	struct et_hash hash;
	struct et_id case_id; /* the one that the row names; absent */
};

struct et_store_checkpoint {
	int64_t seq; /* the last row it covers */
	struct et_slice ckpt;
	struct et_sig sig;
};

/* ET_INTERNAL if seq is not the next one. */
enum et_err et_store_logrow_append(struct et_store *store, const struct et_store_logrow *row)
	ET_MUST_USE;
/* seq 0 and a zero hash when the log is empty. */
enum et_err et_store_logrow_head(struct et_store *store, int64_t *seq, struct et_hash *hash)
	ET_MUST_USE;
/* At most count_max rows from seq on, in order. */
enum et_err et_store_logrow_list(struct et_store *store, int64_t seq, int64_t count_max,
	struct et_arena *arena, struct et_store_logrow **out, size_t *count) ET_MUST_USE;
/* The same of those that name that case. */
enum et_err et_store_logrow_list_of_case(struct et_store *store, const struct et_id *case_id,
	int64_t seq, int64_t count_max, struct et_arena *arena, struct et_store_logrow **out,
	size_t *count) ET_MUST_USE;

enum et_err et_store_checkpoint_append(
	struct et_store *store, const struct et_store_checkpoint *checkpoint) ET_MUST_USE;
/* The one at exactly that row. ET_NOT_FOUND. */
enum et_err et_store_checkpoint_by_seq(struct et_store *store, int64_t seq, struct et_arena *arena,
	struct et_store_checkpoint *out) ET_MUST_USE;
/* The newest. ET_NOT_FOUND. */
enum et_err et_store_checkpoint_newest(struct et_store *store, struct et_arena *arena,
	struct et_store_checkpoint *out) ET_MUST_USE;
/* At most count_max with seq >= that, in order. */
enum et_err et_store_checkpoint_list(struct et_store *store, int64_t seq, int64_t count_max,
	struct et_arena *arena, struct et_store_checkpoint **out, size_t *count) ET_MUST_USE;

#endif
