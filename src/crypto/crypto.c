/*
 * Start of libsodium, and the two things that must not be done by hand.
 */
#include <sodium.h>

#include <etatunti/crypto/crypto.h>

enum et_err et_crypto_init(void)
{
	return sodium_init() < 0 ? ET_INTERNAL : ET_OK;
}

bool et_secret_eq(struct et_slice a, struct et_slice b)
{
	return a.len == b.len && (a.len == 0 || sodium_memcmp(a.ptr, b.ptr, a.len) == 0);
}

void et_wipe(void *ptr, size_t len)
{
	if (len > 0)
		sodium_memzero(ptr, len);
}
