/*
 * What coturn lets somebody relay by (use-auth-secret, draft-uberti-behave-turn-rest): a name that says until
 * when, and HMAC-SHA1 of it under the secret that coturn has as well. HMAC-SHA1 because coturn knows nothing
 * else; libsodium has none, so here alone OpenSSL's libcrypto is asked.
 */
#ifndef ETATUNTI_CRYPTO_TURN_H
#define ETATUNTI_CRYPTO_TURN_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* Random bytes of a name, which is nobody's: twelve characters of base64url. */
#define ET_TURN_NONCE_LEN 9

struct et_turn_credential {
	char username[40]; /* "<expiry, unix seconds>:<nonce>" */
	char credential[32];
};

/* Good until that second. ET_INTERNAL: libcrypto refuses. */
enum et_err et_turn_credential(struct et_slice secret, int64_t expires_at_s,
	const uint8_t nonce[ET_TURN_NONCE_LEN], struct et_turn_credential *out) ET_MUST_USE;

/* The base64 of HMAC-SHA1(secret, username): 28 characters and a terminator. */
enum et_err et_turn_password(struct et_slice secret, struct et_slice username, char out[29])
	ET_MUST_USE;

#endif
