/*
 * H of ET1 section 1: BLAKE2b with 32 bytes of output, plain, keyed, over parts, and streaming.
 */
#ifndef ETATUNTI_CRYPTO_HASH_H
#define ETATUNTI_CRYPTO_HASH_H

#include <stdalign.h>

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* H(bytes). */
struct et_hash et_hash_of(struct et_slice bytes);
/* H(part1 || part2 || ...): the bytes joined, no lengths between them. */
struct et_hash et_hash_of_parts(const struct et_slice *parts, size_t count);
/* H_k(bytes); the key is 16 to 64 bytes long (asserted). */
struct et_hash et_hash_keyed(struct et_slice key, struct et_slice bytes);

/* SHA-256, for what tools outside ET1 hash too: the files of the web front end. */
struct et_hash et_sha256_of(struct et_slice bytes);

/* H of what does not come in one piece. The caller owns the storage; nothing to free. */
struct et_hasher {
	alignas(64) uint8_t state[384];
};

void et_hasher_init(struct et_hasher *hasher);
void et_hasher_add(struct et_hasher *hasher, struct et_slice bytes);
/* Ends it; init again before the next use. */
struct et_hash et_hasher_end(struct et_hasher *hasher);

#endif
