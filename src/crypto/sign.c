/*
 * Ed25519 through crypto_sign_detached. libsodium refuses non-canonical S and keys of small order.
 */
#include <sodium.h>

#include <etatunti/base/assert.h>
#include <etatunti/crypto/sign.h>

#define INVITE_SUBKEY_ID 1
#define INVITE_CONTEXT "ET1invS_"

_Static_assert(ET_SEED_LEN == crypto_sign_SEEDBYTES, "seed");
_Static_assert(ET_SEED_LEN == crypto_kdf_KEYBYTES, "invite secret");
_Static_assert(sizeof(((struct et_key32 *)0)->b) == crypto_sign_PUBLICKEYBYTES, "public key");
_Static_assert(sizeof(((struct et_sign_key *)0)->sk) == crypto_sign_SECRETKEYBYTES, "secret key");
_Static_assert(sizeof(((struct et_sig *)0)->b) == crypto_sign_BYTES, "signature");

void et_sign_key_from_seed(const uint8_t seed[ET_SEED_LEN], struct et_sign_key *out)
{
	(void)crypto_sign_seed_keypair(out->pk.b, out->sk, seed);
}

void et_sign_key_from_invite(const uint8_t secret[ET_SEED_LEN], struct et_sign_key *out)
{
	uint8_t seed[ET_SEED_LEN];
	int rc = crypto_kdf_derive_from_key(
		seed, sizeof(seed), INVITE_SUBKEY_ID, INVITE_CONTEXT, secret);

	ET_ASSERT(rc == 0);
	et_sign_key_from_seed(seed, out);
	sodium_memzero(seed, sizeof(seed));
}

void et_sign_key_fini(struct et_sign_key *key)
{
	if (key != NULL)
		sodium_memzero(key, sizeof(*key));
}

struct et_sig et_sign_detached(const struct et_sign_key *key, struct et_slice bytes)
{
	struct et_sig sig;
	int rc = crypto_sign_detached(sig.b, NULL, bytes.ptr, bytes.len, key->sk);

	ET_ASSERT(rc == 0);
	return sig;
}

enum et_err et_verify(const struct et_key32 *pk, struct et_slice bytes, const struct et_sig *sig)
{
	if (crypto_sign_verify_detached(sig->b, bytes.ptr, bytes.len, pk->b) != 0)
		return ET_BAD_SIGNATURE;
	return ET_OK;
}
