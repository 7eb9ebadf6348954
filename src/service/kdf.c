/*
 * See kdf.h.
 */
#include "kdf.h"

#include <string.h>

/* Labels keep the three uses of the secret apart; no user name begins with a capital letter. */
static struct et_id derive(struct et_slice secret, const char *label, struct et_slice about)
{
	uint8_t text[128];
	size_t len = strlen(label);

	memcpy(text, label, len);
	if (about.len > sizeof(text) - len)
		about.len = sizeof(text) - len;
	memcpy(text + len, about.ptr, about.len);
	return et_invented_salt(secret, et_slice_of(text, len + about.len));
}

struct et_id et_kdf_invite_salt(struct et_slice secret, const struct et_id *invite)
{
	return derive(secret, "INVITE", et_id_slice(invite));
}

void et_kdf_invented(
	struct et_slice secret, struct et_slice username, struct et_id *uid, struct et_id *salt)
{
	*uid = derive(secret, "UID", username);
	*salt = derive(secret, "SALT", username);
}
