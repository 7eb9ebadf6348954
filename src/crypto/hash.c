/*
 * BLAKE2b-256 through crypto_generichash. Its calls cannot fail with these lengths.
 */
#include <sodium.h>

#include <etatunti/base/assert.h>
#include <etatunti/crypto/hash.h>

_Static_assert(sizeof(crypto_generichash_state) <= sizeof(((struct et_hasher *)0)->state),
	"the public storage must hold libsodium's state");
_Static_assert(alignof(crypto_generichash_state) <= alignof(struct et_hasher),
	"the public storage must be aligned like libsodium's state");

static crypto_generichash_state *state_of(struct et_hasher *hasher)
{
	return (crypto_generichash_state *)(void *)hasher->state;
}

static void start(struct et_hasher *hasher, struct et_slice key)
{
	int rc = crypto_generichash_init(
		state_of(hasher), key.ptr, key.len, sizeof(((struct et_hash *)0)->b));

	ET_ASSERT(rc == 0);
}

void et_hasher_init(struct et_hasher *hasher)
{
	start(hasher, et_slice_of(NULL, 0));
}

void et_hasher_add(struct et_hasher *hasher, struct et_slice bytes)
{
	if (bytes.len > 0)
		(void)crypto_generichash_update(state_of(hasher), bytes.ptr, bytes.len);
}

struct et_hash et_hasher_end(struct et_hasher *hasher)
{
	struct et_hash hash;
	int rc = crypto_generichash_final(state_of(hasher), hash.b, sizeof(hash.b));

	ET_ASSERT(rc == 0);
	return hash;
}

struct et_hash et_hash_of_parts(const struct et_slice *parts, size_t count)
{
	struct et_hasher hasher;

	et_hasher_init(&hasher);
	for (size_t i = 0; i < count; i++)
		et_hasher_add(&hasher, parts[i]);
	return et_hasher_end(&hasher);
}

struct et_hash et_hash_of(struct et_slice bytes)
{
	return et_hash_of_parts(&bytes, 1);
}

struct et_hash et_hash_keyed(struct et_slice key, struct et_slice bytes)
{
	struct et_hasher hasher;
	struct et_hash hash;

	ET_ASSERT(key.len >= crypto_generichash_KEYBYTES_MIN &&
		key.len <= crypto_generichash_KEYBYTES_MAX);
	start(&hasher, key);
	et_hasher_add(&hasher, bytes);
	hash = et_hasher_end(&hasher);
	sodium_memzero(&hasher, sizeof(hasher));
	return hash;
}

struct et_hash et_sha256_of(struct et_slice bytes)
{
	struct et_hash hash;

	_Static_assert(sizeof(hash.b) == crypto_hash_sha256_BYTES, "as long as H");
	(void)crypto_hash_sha256(hash.b, bytes.ptr, bytes.len);
	return hash;
}
