/*
 * The internal subcommand `front`: the network process, started by serve.c with its socket to core
 * on descriptor 3. It is this same program, executed anew, so that it holds nothing of core's memory.
 */
#include <etatunti/base/env.h>
#include <etatunti/front/front.h>

#include "command.h"
#include "process.h"
#include "share.h"

static int run(const struct et_config *config)
{
	struct et_front_config front = {
		.env = et_env_system(),
		.listen = config->listen,
		.port = (uint16_t)config->port,
		.cert_path = config->cert,
		.key_path = config->key,
		.web_root = config->web,
		.origin = config->origin,
		.ipc_fd = ET_APP_CHILD_FD,
		.confine = true,
	};

	et_front_limits_default(&front.limits);
	front.limits.login_deadline_ms = (unsigned)config->login_deadline_ms;
	front.limits.conn_max = (unsigned)config->connections;
	front.limits.message_burst *= (unsigned)config->rate_factor;
	front.limits.message_rate *= (unsigned)config->rate_factor;
	et_app_come_first();
	return et_front_run(&front);
}

const struct et_app_command et_app_front = {
	.name = "front",
	.usage = NULL,
	.summary = "the network process (started by serve)",
	.scope = ET_APP_FRONT,
	.run = run,
};
