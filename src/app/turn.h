/*
 * The options about calls that do not go direct: whether they fit together, and the secret behind them.
 */
#ifndef ETATUNTI_APP_TURN_H
#define ETATUNTI_APP_TURN_H

#include <etatunti/base/secret.h>
#include <etatunti/service/call.h>

#include "config.h"

/*
 * ET_EXIT_OK and the deployment's ice, turn, secret (its text is in `secret`), ttl and relay_only; or refuses in
 * one sentence.
 */
int et_app_read_turn(const char *command, const struct et_config *config,
	char secret[ET_SECRET_TEXT_MAX], struct et_deployment *deployment);

#endif
