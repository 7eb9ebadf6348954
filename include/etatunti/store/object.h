/*
 * Encrypted objects of a case, every revision, and who confirmed which plan. Bytes here are
 * ciphertext; the database never has anything else.
 */
#ifndef ETATUNTI_STORE_OBJECT_H
#define ETATUNTI_STORE_OBJECT_H

#include <etatunti/store/store.h>

struct et_store_object {
	struct et_id case_id;
	struct et_id object_id;
	int64_t rev;
	struct et_slice type;
	struct et_slice comp;
	int64_t epoch;
	struct et_id author;
	struct et_hash ct_hash;
	int64_t size;
	int64_t chunks; /* 0: the ciphertext is one piece, in object_ct */
	int64_t seq;    /* of the statement */
};

struct et_store_confirmation {
	struct et_id case_id;
	struct et_id object_id;
	int64_t rev;
	struct et_id uid;
	int64_t seq;
	int64_t at;
};

/* Writes the revision; ct may be empty only if chunks > 0. ET_CONFLICT: that revision is there. */
enum et_err et_store_object_insert(struct et_store *store, const struct et_store_object *object,
	struct et_slice ct) ET_MUST_USE;
/* The newest revision. */
enum et_err et_store_object_newest(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, struct et_arena *arena, struct et_store_object *out)
	ET_MUST_USE;
enum et_err et_store_object_by_rev(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t rev, struct et_arena *arena,
	struct et_store_object *out) ET_MUST_USE;
/* The ciphertext of an object that is not chunked. */
enum et_err et_store_object_ct(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t rev, struct et_arena *arena, struct et_slice *out)
	ET_MUST_USE;
/* Whether that person has written to a `thread` of the case after the statement `seq`. */
enum et_err et_store_object_thread_by(struct et_store *store, const struct et_id *case_id,
	const struct et_id *author, int64_t seq, bool *out) ET_MUST_USE;
/* Deletes every ciphertext and every chunk of the case, staged or taken: at `erase`. None is no
 * error. After the commit they are in the file no more, nor in its WAL. */
enum et_err et_store_object_drop_bytes(struct et_store *store, const struct et_id *case_id)
	ET_MUST_USE;
/* How long all ciphertexts and chunks of a case are together. */
enum et_err et_store_object_len(struct et_store *store, const struct et_id *case_id, int64_t *out)
	ET_MUST_USE;
/* How many pieces that nobody here can open the case has: ciphertexts, chunks, sealed keys. */
enum et_err et_store_object_count_bytes(
	struct et_store *store, const struct et_id *case_id, int64_t *out) ET_MUST_USE;
/* Every revision of a case, in the order of the chain, for verify. */
enum et_err et_store_object_list(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_object **out, size_t *count) ET_MUST_USE;

/* ET_CONFLICT: that person has confirmed that revision. */
enum et_err et_store_confirmation_insert(
	struct et_store *store, const struct et_store_confirmation *confirmation) ET_MUST_USE;
enum et_err et_store_confirmation_list(struct et_store *store, const struct et_id *case_id,
	const struct et_id *object_id, int64_t rev, struct et_arena *arena,
	struct et_store_confirmation **out, size_t *count) ET_MUST_USE;

#endif
