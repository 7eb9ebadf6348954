/*
 * See words.h.
 */
#include "words.h"

#include <string.h>

#include <etatunti/domain/directory.h>

enum et_err et_words_put_roles(struct et_json *json, const char *key, struct et_slice roles)
{
	unsigned set;

	if (et_roles_parse(roles, &set) != ET_OK)
		return ET_CORRUPT;
	et_json_array_open(json, key);
	for (unsigned bit = 1; bit <= ET_ROLE_WORKER; bit <<= 1) {
		char word[ET_ROLES_TEXT_SIZE];

		if ((set & bit) == 0)
			continue;
		et_roles_format(bit, word);
		et_json_cstr(json, NULL, word);
	}
	et_json_array_close(json);
	return ET_OK;
}
