/*
 * The small value types that every layer passes around: slices, ids, hashes, public keys,
 * signatures. All of these are public values; secrets live in crypto and are compared there.
 */
#ifndef ETATUNTI_BASE_TYPES_H
#define ETATUNTI_BASE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed bytes. ptr may be NULL only if len is 0. Never NUL-terminated by promise. */
struct et_slice {
	const uint8_t *ptr;
	size_t len;
};

struct et_id {
	uint8_t b[16];
};

struct et_hash {
	uint8_t b[32];
};

/* A public key: Ed25519 (ipkS, lpk, spk, inv_pk) or X25519 (ipkE). */
struct et_key32 {
	uint8_t b[32];
};

struct et_sig {
	uint8_t b[64];
};

/* A string literal, or any char array with a terminator, as a slice without the terminator. */
#define ET_SLICE_LIT(lit) ((struct et_slice){ (const uint8_t *)("" lit), sizeof(lit) - 1 })

/* printf("%.*s", ET_SLICE_FMT(s)): only for text that has been checked. */
#define ET_SLICE_FMT(s) ((int)(s).len), ((const char *)(s).ptr)

static inline struct et_slice et_slice_of(const void *ptr, size_t len)
{
	return (struct et_slice){ (const uint8_t *)ptr, len };
}

/* str must be NUL-terminated; NULL gives the empty slice. */
struct et_slice et_slice_str(const char *str);
bool et_slice_eq(struct et_slice a, struct et_slice b);
bool et_slice_eq_str(struct et_slice a, const char *str);
/* Byte order, shorter first when one is a prefix: <0, 0, >0. */
int et_slice_cmp(struct et_slice a, struct et_slice b);

/* From `at` on, at most len bytes; empty when beyond the end. */
struct et_slice et_slice_sub(struct et_slice s, size_t at, size_t len);

bool et_id_eq(const struct et_id *a, const struct et_id *b);
bool et_id_is_zero(const struct et_id *id);
int et_id_cmp(const struct et_id *a, const struct et_id *b);
bool et_hash_eq(const struct et_hash *a, const struct et_hash *b);
bool et_hash_is_zero(const struct et_hash *hash);
bool et_key32_eq(const struct et_key32 *a, const struct et_key32 *b);
bool et_key32_is_zero(const struct et_key32 *key);
bool et_sig_eq(const struct et_sig *a, const struct et_sig *b);

/* The bytes of a value, borrowed from it. */
static inline struct et_slice et_id_slice(const struct et_id *id)
{
	return et_slice_of(id->b, sizeof(id->b));
}

static inline struct et_slice et_hash_slice(const struct et_hash *hash)
{
	return et_slice_of(hash->b, sizeof(hash->b));
}

static inline struct et_slice et_key32_slice(const struct et_key32 *key)
{
	return et_slice_of(key->b, sizeof(key->b));
}

static inline struct et_slice et_sig_slice(const struct et_sig *sig)
{
	return et_slice_of(sig->b, sizeof(sig->b));
}

/* True and *out filled if s has exactly the size of the type; else false and *out zero. */
bool et_id_from(struct et_slice s, struct et_id *out);
bool et_hash_from(struct et_slice s, struct et_hash *out);
bool et_key32_from(struct et_slice s, struct et_key32 *out);
bool et_sig_from(struct et_slice s, struct et_sig *out);

#endif
