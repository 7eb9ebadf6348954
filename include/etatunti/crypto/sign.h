/*
 * Ed25519 signatures: verifying what clients signed, and signing with the few keys that the server
 * or its tools hold (log key, founding invites, tests).
 */
#ifndef ETATUNTI_CRYPTO_SIGN_H
#define ETATUNTI_CRYPTO_SIGN_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_SEED_LEN 32

/* pk is public, sk secret: wipe with et_sign_key_fini. */
struct et_sign_key {
	struct et_key32 pk;
	uint8_t sk[64];
};

void et_sign_key_from_seed(const uint8_t seed[ET_SEED_LEN], struct et_sign_key *out);
/* The invite key pair of the 32-byte secret in a link's fragment (ET1 section 2). */
void et_sign_key_from_invite(const uint8_t secret[ET_SEED_LEN], struct et_sign_key *out);
void et_sign_key_fini(struct et_sign_key *key);

struct et_sig et_sign_detached(const struct et_sign_key *key, struct et_slice bytes);

/* ET_BAD_SIGNATURE: not signed by that key (or the key is no valid one). */
enum et_err et_verify(const struct et_key32 *pk, struct et_slice bytes, const struct et_sig *sig)
	ET_MUST_USE;

#endif
