/*
 * The line to the mailer: what goes over it and comes back. Keeps nothing.
 */
#ifndef ET_CORE_POST_H
#define ET_CORE_POST_H

#include <etatunti/ipc/ipc.h>
#include <etatunti/service/service.h>

/*
 * Reads the answers that have come and notes them, inside the transaction. *broken: the mailer is gone, or
 * can't be spoken with. Errors of the service.
 */
enum et_err et_post_take(struct et_ipc *mailer, struct et_service *service, bool *broken)
	ET_MUST_USE;

/* A mail for it. False: it does not take it (NULL: there is none), and must go. */
bool et_post_put(struct et_ipc *mailer, const struct et_delivery *mail) ET_MUST_USE;

#endif
