/*
 * The way of a command through the gates.
 */
#ifndef ETATUNTI_SERVICE_SRC_DISPATCH_H
#define ETATUNTI_SERVICE_SRC_DISPATCH_H

#include "state.h"

/*
 * A command of our own (a timer, a connection that went): no request and no reply, but the same
 * savepoint, log rows and outbox. loaded is handed to its handler. Any error is fatal.
 */
enum et_err et_dispatch_internal(
	struct et_service *service, const struct et_command *command, void *loaded) ET_MUST_USE;

#endif
