/* See ref.h. */
#include "ref.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool et_ref_read(struct et_slice ref, uint8_t prefix[ET_CASE_REF_BYTES])
{
	uint64_t bits = 0;

	if (ref.len != ET_REF_LEN)
		return false;
	for (size_t i = 0; i < ET_REF_LEN; i++) {
		const char *at = ref.ptr[i] == 0 ? NULL : strchr(alphabet, ref.ptr[i]);

		if (at == NULL)
			return false;
		bits = bits << 5 | (uint64_t)(at - alphabet);
	}
	for (size_t i = 0; i < ET_CASE_REF_BYTES; i++)
		prefix[i] = (uint8_t)(bits >> (8 * (ET_CASE_REF_BYTES - 1 - i)));
	return true;
}

void et_ref_write(const struct et_id *case_id, char out[ET_REF_LEN + 1])
{
	uint64_t bits = 0;

	for (size_t i = 0; i < ET_CASE_REF_BYTES; i++)
		bits = bits << 8 | case_id->b[i];
	for (size_t i = 0; i < ET_REF_LEN; i++)
		out[i] = alphabet[bits >> (5 * (ET_REF_LEN - 1 - i)) & 31];
	out[ET_REF_LEN] = '\0';
}
