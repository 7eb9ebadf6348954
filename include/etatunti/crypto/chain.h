/*
 * The signed statements of the directory chain and of the case chains (PROTOCOL.md sections 3 and 5):
 * verify, then read the header. Knows no kind and no body: those belong to the rules.
 */
#ifndef ETATUNTI_CRYPTO_CHAIN_H
#define ETATUNTI_CRYPTO_CHAIN_H

#include <etatunti/crypto/lp.h>
#include <etatunti/crypto/sign.h>

enum et_chain {
	ET_CHAIN_DIR,
	ET_CHAIN_CASE,
};

/* One statement. kind and body borrow from its bytes. */
struct et_statement {
	enum et_chain chain;
	struct et_hash genesis;
	struct et_id case_id; /* zero in the directory chain */
	int64_t seq;          /* from 1 */
	struct et_hash prev;
	int64_t time_ms;
	struct et_id author;  /* the issuer, in the directory chain */
	struct et_slice kind; /* [a-z-]{1,32} */
	struct et_slice body; /* an LP of its own */
	struct et_hash hash;  /* H(statement || signature); zero in a claim */
};

/*
 * What the bytes say, unverified: only for finding the key to verify them with (the author's; of
 * `found`, the one in its body). Nothing else may be decided from it. ET_BAD_STATEMENT.
 */
enum et_err et_statement_claim(enum et_chain chain, struct et_slice bytes, struct et_statement *out)
	ET_MUST_USE;

/*
 * Checks the signature over the bytes as they are, then reads them and computes the hash.
 * ET_BAD_SIGNATURE; ET_BAD_STATEMENT: not of this chain, not of this genesis, or malformed.
 */
enum et_err et_statement_open(enum et_chain chain, struct et_slice bytes, const struct et_sig *sig,
	const struct et_key32 *author_key, const struct et_hash *genesis, struct et_statement *out)
	ET_MUST_USE;

/* The same; the signature may have been verified ahead. NULL: it has not. */
struct et_ahead;
enum et_err et_statement_open_ahead(struct et_ahead *ahead, enum et_chain chain,
	struct et_slice bytes, const struct et_sig *sig, const struct et_key32 *author_key,
	const struct et_hash *genesis, struct et_statement *out) ET_MUST_USE;

/* Writes the bytes to be signed; hash is not used. Clients do this; here tests and tools. */
void et_statement_put(struct et_buf *buf, const struct et_statement *statement);

/* H(statement || signature). */
struct et_hash et_statement_hash(struct et_slice bytes, const struct et_sig *sig);

/* Where a chain ends. An empty chain has seq 0 and hash G. */
struct et_chain_head {
	int64_t seq;
	struct et_hash hash;
	int64_t time_ms;
};

void et_chain_start(struct et_chain_head *head, const struct et_hash *genesis);

/*
 * Whether the statement is the next one: ET_CONFLICT (seq or prev differ), ET_CLOCK_SKEW (its time
 * lies before its predecessor's). ET_OK: the head has moved onto it.
 */
enum et_err et_chain_append(struct et_chain_head *head, const struct et_statement *statement)
	ET_MUST_USE;

#endif
