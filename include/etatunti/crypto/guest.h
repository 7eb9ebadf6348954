/*
 * The proof of a guest at the door (PROTOCOL.md section 6): whoever holds the link and these keys has
 * answered this challenge.
 */
#ifndef ETATUNTI_CRYPTO_GUEST_H
#define ETATUNTI_CRYPTO_GUEST_H

#include <etatunti/crypto/lp.h>
#include <etatunti/crypto/sign.h>

struct et_knock {
	struct et_hash genesis;
	struct et_id guest_id;
	struct et_key32 pk_s, pk_e; /* the guest's own, made for this link */
	struct et_hash challenge;
};

void et_knock_put(struct et_buf *buf, const struct et_knock *knock);
/*
 * Signed by the key of the link and by pk_s. ET_BAD_SIGNATURE: one of them is not; ET_NO_MEMORY.
 */
enum et_err et_knock_verify(const struct et_knock *knock, const struct et_key32 *link_pk,
	const struct et_sig *link_sig, const struct et_sig *sig) ET_MUST_USE;

#endif
