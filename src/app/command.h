/*
 * The subcommands of the program: one file each, one line each in main.c.
 */
#ifndef ETATUNTI_APP_COMMAND_H
#define ETATUNTI_APP_COMMAND_H

#include "config.h"

/* Exit codes: done; the check or the work failed; what was asked can't be done as asked; nothing is proved. */
enum {
	ET_EXIT_OK = 0,
	ET_EXIT_FAILED = 1,
	ET_EXIT_USAGE = 2,
	ET_EXIT_UNPROVED = 3,
};

struct et_app_command {
	const char *name;
	const char *usage;       /* what follows "etatunti", NULL: internal, not in --help */
	const char *summary;     /* one line */
	enum et_app_scope scope; /* 0: takes no options */
	int (*run)(const struct et_config *config);
};

extern const struct et_app_command et_app_init, et_app_serve, et_app_verify_command, et_app_version,
	et_app_backup, et_app_restore, et_app_compare_web, et_app_front, et_app_mailer;

/* One clear sentence to stderr, "etatunti NAME: …"; gives ET_EXIT_USAGE, to be returned. */
int et_app_refuse(const char *command, const char *fmt, ...) ET_PRINTF(2, 3);

/* ET_EXIT_OK, or refuses an --origin that no browser would send. */
int et_app_check_origin(const char *command, const char *origin);

#endif
