/*
 * The bytes of the append-only log: rows and signed checkpoints (ET1 section 5). Knows neither where
 * rows are kept nor what the actions mean.
 */
#ifndef ETATUNTI_CRYPTO_LOGROW_H
#define ETATUNTI_CRYPTO_LOGROW_H

#include <etatunti/crypto/lp.h>
#include <etatunti/crypto/sign.h>

/* Text fields may be empty, ids and hashes zero, where a row has nothing to say there. */
struct et_logrow {
	struct et_hash genesis;
	int64_t seq;         /* from 1 */
	struct et_hash prev; /* of row 1: G */
	int64_t utc_ms;
	struct et_id actor_uid;
	struct et_id actor_org;
	struct et_slice action;
	struct et_id case_id;
	struct et_id object_id;
	struct et_slice comp;
	struct et_slice purpose;
	struct et_id recipient_org;
	struct et_slice result; /* "ok" or an error's wire code */
	struct et_hash statement_hash;
};

/* The bytes of a row; its hash is et_hash_of over them. */
void et_logrow_put(struct et_buf *buf, const struct et_logrow *row);
/* ET_BAD_STATEMENT: malformed, or of another genesis. Text borrows from the bytes. */
enum et_err et_logrow_read(
	struct et_slice bytes, const struct et_hash *genesis, struct et_logrow *out) ET_MUST_USE;

struct et_checkpoint {
	struct et_hash genesis;
	int64_t seq;         /* the newest row that it covers */
	struct et_hash hash; /* that row's hash */
	int64_t utc_ms;
};

/* The bytes to be signed with the log key. */
void et_checkpoint_put(struct et_buf *buf, const struct et_checkpoint *checkpoint);
/* Verifies, then reads. ET_BAD_SIGNATURE; ET_BAD_STATEMENT: malformed or of another genesis. */
enum et_err et_checkpoint_open(struct et_slice bytes, const struct et_sig *sig,
	const struct et_key32 *log_pk, const struct et_hash *genesis, struct et_checkpoint *out)
	ET_MUST_USE;

#endif
