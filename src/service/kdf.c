/*
 * See kdf.h.
 */
#include "kdf.h"

#include <string.h>

#include "state.h"

/* Labels keep the three uses of the secret apart; no user name begins with a capital letter. */
static struct et_id derive(const struct et_call *call, const char *label, struct et_slice about)
{
	uint8_t text[128];
	size_t len = strlen(label);

	memcpy(text, label, len);
	if (about.len > sizeof(text) - len)
		about.len = sizeof(text) - len;
	memcpy(text + len, about.ptr, about.len);
	return et_invented_salt(
		call->service->config.salt_secret, et_slice_of(text, len + about.len));
}

struct et_id et_kdf_invite_salt(const struct et_call *call, const struct et_id *invite)
{
	return derive(call, "INVITE", et_id_slice(invite));
}

void et_kdf_invented(const struct et_call *call, struct et_slice username, struct et_id *uid,
	struct et_id *salt)
{
	*uid = derive(call, "UID", username);
	*salt = derive(call, "SALT", username);
}
