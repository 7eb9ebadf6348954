/*
 * The genesis: the organisations of a deployment and their founding keys (ET1 section 2). Its hash G
 * stands in everything that is signed or hashed here.
 */
#ifndef ETATUNTI_CRYPTO_GENESIS_H
#define ETATUNTI_CRYPTO_GENESIS_H

#include <etatunti/crypto/lp.h>

#define ET_GENESIS_ORG_MAX 64
#define ET_GENESIS_NAME_LEN_MAX 200
/* How many bytes of G stand in the fragment of an invite link. */
#define ET_GENESIS_PREFIX_LEN 20

struct et_genesis_org {
	struct et_id org_id;
	struct et_slice kind; /* "county" or "kela" */
	struct et_slice name;
	struct et_key32 founder_invite_pk;
};

struct et_genesis {
	struct et_id deployment_id;
	int64_t created_ms;
	size_t org_count; /* at least 1 */
	struct et_genesis_org orgs[ET_GENESIS_ORG_MAX];
};

/* G is et_hash_of over these bytes. */
void et_genesis_put(struct et_buf *buf, const struct et_genesis *genesis);
/*
 * ET_BAD_STATEMENT: malformed, no organisation or too many, an unknown kind, a name that is empty or
 * no line of text, an organisation twice. Text borrows from the bytes.
 */
enum et_err et_genesis_read(struct et_slice bytes, struct et_genesis *out) ET_MUST_USE;

#endif
