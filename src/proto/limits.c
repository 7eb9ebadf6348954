/*
 * The pre-scan: one pass over the bytes, no memory.
 */
#include "limits.h"

#include <etatunti/base/text.h>

enum et_err et_limits_check(struct et_slice json, unsigned depth_max)
{
	unsigned depth = 0;
	bool in_string = false;

	if (!et_text_is_utf8(json))
		return ET_BAD_JSON;
	for (size_t i = 0; i < json.len; i++) {
		uint8_t c = json.ptr[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
		} else if (c == '"') {
			in_string = true;
		} else if (c == '{' || c == '[') {
			if (++depth > depth_max)
				return ET_BAD_JSON;
		} else if (c == '}' || c == ']') {
			if (depth-- == 0)
				return ET_BAD_JSON;
		}
	}
	return ET_OK;
}
