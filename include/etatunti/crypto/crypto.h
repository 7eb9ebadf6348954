/*
 * Starting the crypto library, comparing and wiping secrets. The crypto layer is the only one that
 * names libsodium; it knows ET1 (PROTOCOL.md), but no database, no JSON and no rule about who may.
 */
#ifndef ETATUNTI_CRYPTO_CRYPTO_H
#define ETATUNTI_CRYPTO_CRYPTO_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* Once per process, before anything else of this layer. ET_INTERNAL: the library does not start. */
enum et_err et_crypto_init(void) ET_MUST_USE;

/* Constant-time for equal lengths; the length itself is no secret. */
bool et_secret_eq(struct et_slice a, struct et_slice b);

/* Zeroes memory; the compiler does not drop it. NULL with len 0 is allowed. */
void et_wipe(void *ptr, size_t len);

#endif
