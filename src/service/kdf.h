/*
 * What the server tells clients about deriving keys: salts and costs. It derives none itself.
 */
#ifndef ETATUNTI_SERVICE_SRC_KDF_H
#define ETATUNTI_SERVICE_SRC_KDF_H

#include <etatunti/crypto/login.h>

#define ET_KDF_OPS_DEFAULT ET_KDF_OPS_MIN
#define ET_KDF_MEM_DEFAULT INT64_C(134217728)

/*
 * The server_salt of whoever enrols by that invite: stable, so that nothing need be stored. secret is the
 * deployment's salt_secret.
 */
struct et_id et_kdf_invite_salt(struct et_slice secret, const struct et_id *invite);

/* For a user name that is not there: stable, and not to be told from a real one. */
void et_kdf_invented(
	struct et_slice secret, struct et_slice username, struct et_id *uid, struct et_id *salt);

#endif
