/*
 * A client's half of a passphrase change: the statement, right or wrong as it is told.
 */
#ifndef ETATUNTI_TESTS_SERVICE_RELOGIN_H
#define ETATUNTI_TESTS_SERVICE_RELOGIN_H

#include "testkit.h"

#include <etatunti/crypto/login.h>

struct relogin {
	struct et_relogin said;
	struct et_sign_key next; /* the login key to come; said.lpk is its public half */
	struct et_slice kb;
	struct et_sign_key by_id, by_old; /* who signs */
};

/* Right in everything; change what is to be wrong before it is sent. */
void relogin_draft(const struct kit_peer *peer, int64_t kbver, struct relogin *out);
/* Signs it as it is and sends it. */
struct kit_reply *relogin_send(struct kit_peer *peer, const struct relogin *draft);
/* A right one, taken: the peer has the new login key from here on. */
void relogin_done(struct kit_peer *peer, int64_t kbver);

#endif
