/*
 * Grants: a compartment's key sealed for one recipient, with a commitment, signed by the granter (ET1
 * section 3). The server cannot open the wrap W; it checks everything around it.
 */
#ifndef ETATUNTI_CRYPTO_GRANT_H
#define ETATUNTI_CRYPTO_GRANT_H

#include <etatunti/crypto/lp.h>

/* crypto_box_seal overhead plus the LP of ET1/ck with a one-letter compartment. */
#define ET_WRAP_LEN 167

struct et_grant {
	struct et_hash genesis;
	struct et_id case_id;
	struct et_slice comp; /* "P", "S" or "C"; borrows from the bytes */
	int64_t epoch;        /* from 1 */
	struct et_hash kc;
	struct et_id recipient_uid;
	struct et_key32 recipient_ipk_e;
	struct et_hash wrap_hash; /* H(W) */
	struct et_id granter_uid;
	int64_t time_ms;
	struct et_id basis_id; /* the consent in force, or zero */
};

void et_grant_put(struct et_buf *buf, const struct et_grant *grant);
/* The body of a verified `grant` statement. ET_BAD_STATEMENT: malformed or of another genesis. */
enum et_err et_grant_read(struct et_slice body, const struct et_hash *genesis, struct et_grant *out)
	ET_MUST_USE;

#endif
