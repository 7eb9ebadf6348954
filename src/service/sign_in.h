/*
 * What login and reproof have in common: the user behind a proof, and the reply.
 */
#ifndef ETATUNTI_SERVICE_SRC_SIGN_IN_H
#define ETATUNTI_SERVICE_SRC_SIGN_IN_H

#include <etatunti/store/user.h>

#include "conn.h"

/*
 * The user that the connection claims to be, if active and certified now. ET_DENIED otherwise. The log
 * names the person from here on.
 */
enum et_err et_sign_in_user(struct et_call *call, struct et_store_user *row, struct et_user *user)
	ET_MUST_USE;

/* Signs the connection in and writes the reply; kb only if credential is not NULL. */
enum et_err et_sign_in(struct et_call *call, const struct et_store_user *row,
	const struct et_user *user, const struct et_id *sid, int64_t session_from,
	const struct et_store_credential *credential) ET_MUST_USE;

#endif
