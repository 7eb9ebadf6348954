/*
 * Comparing and copying the public value types. Secrets are compared in crypto, never here.
 */
#include <string.h>

#include <etatunti/base/types.h>

struct et_slice et_slice_str(const char *str)
{
	return et_slice_of(str, str == NULL ? 0 : strlen(str));
}

bool et_slice_eq(struct et_slice a, struct et_slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool et_slice_eq_str(struct et_slice a, const char *str)
{
	return et_slice_eq(a, et_slice_str(str));
}

int et_slice_cmp(struct et_slice a, struct et_slice b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

struct et_slice et_slice_sub(struct et_slice s, size_t at, size_t len)
{
	if (at >= s.len)
		return et_slice_of(NULL, 0);
	return et_slice_of(s.ptr + at, len < s.len - at ? len : s.len - at);
}

static bool is_zero(const uint8_t *bytes, size_t len)
{
	uint8_t any = 0;

	for (size_t i = 0; i < len; i++)
		any |= bytes[i];
	return any == 0;
}

static bool copy_exact(struct et_slice from, uint8_t *to, size_t len)
{
	if (from.len != len) {
		memset(to, 0, len);
		return false;
	}
	memcpy(to, from.ptr, len);
	return true;
}

bool et_id_eq(const struct et_id *a, const struct et_id *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

bool et_id_is_zero(const struct et_id *id)
{
	return is_zero(id->b, sizeof(id->b));
}

int et_id_cmp(const struct et_id *a, const struct et_id *b)
{
	return memcmp(a->b, b->b, sizeof(a->b));
}

bool et_hash_eq(const struct et_hash *a, const struct et_hash *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

bool et_hash_is_zero(const struct et_hash *hash)
{
	return is_zero(hash->b, sizeof(hash->b));
}

bool et_key32_eq(const struct et_key32 *a, const struct et_key32 *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

bool et_key32_is_zero(const struct et_key32 *key)
{
	return is_zero(key->b, sizeof(key->b));
}

bool et_sig_eq(const struct et_sig *a, const struct et_sig *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

bool et_id_from(struct et_slice s, struct et_id *out)
{
	return copy_exact(s, out->b, sizeof(out->b));
}

bool et_hash_from(struct et_slice s, struct et_hash *out)
{
	return copy_exact(s, out->b, sizeof(out->b));
}

bool et_key32_from(struct et_slice s, struct et_key32 *out)
{
	return copy_exact(s, out->b, sizeof(out->b));
}

bool et_sig_from(struct et_slice s, struct et_sig *out)
{
	return copy_exact(s, out->b, sizeof(out->b));
}
