/*
 * The internal subcommand `mailer`: the process that sends reminders, started by serve.c with its socket to
 * core on descriptor 3, as front is; it holds nothing of core's memory either.
 */
#include <etatunti/mail/mail.h>

#include "command.h"
#include "process.h"

static int run(const struct et_config *config)
{
	const struct et_mailer_config mailer = {
		.url = config->smtp_url,
		.from = config->smtp_from,
		.user = config->smtp_user,
		.password_path = config->smtp_password_file,
		.ca_path = config->smtp_ca,
		.timeout_ms = config->smtp_timeout_s * 1000,
		.ipc_fd = ET_APP_CHILD_FD,
		.confine = true,
	};

	if (mailer.url == NULL || mailer.from == NULL)
		return et_app_refuse("mailer", "it is started by serve");
	return et_mailer_run(&mailer);
}

const struct et_app_command et_app_mailer = {
	.name = "mailer",
	.usage = NULL,
	.summary = "the process that sends e-mail (started by serve)",
	.scope = ET_APP_MAILER,
	.run = run,
};
