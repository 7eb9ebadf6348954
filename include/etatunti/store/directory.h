/*
 * The chain of directory statements as signed. What they say is in user.h, invite.h, pair.h.
 */
#ifndef ETATUNTI_STORE_DIRECTORY_H
#define ETATUNTI_STORE_DIRECTORY_H

#include <etatunti/store/store.h>

struct et_store_dir_statement {
	int64_t seq;
	struct et_slice stmt;
	struct et_sig sig;
	struct et_hash hash;
	struct et_slice kind;
	struct et_id issuer;
	int64_t time;
};

/* The end of a chain: seq 0 and a zero hash when it is empty (the first prev_hash is then G). */
struct et_store_head {
	int64_t seq;
	struct et_hash hash;
	int64_t time;
};

/* ET_INTERNAL if seq is not the next one. */
enum et_err et_store_directory_append(
	struct et_store *store, const struct et_store_dir_statement *stmt) ET_MUST_USE;
enum et_err et_store_directory_head(struct et_store *store, struct et_store_head *out) ET_MUST_USE;
/* At most count_max statements from seq on, in order. */
enum et_err et_store_directory_list(struct et_store *store, int64_t seq, int64_t count_max,
	struct et_arena *arena, struct et_store_dir_statement **out, size_t *count) ET_MUST_USE;

#endif
