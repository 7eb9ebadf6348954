/*
 * The process that starts front and the mailer, and starts them anew: core, confined, can't. It is told which and
 * knows nothing else of core.
 */
#ifndef ETATUNTI_APP_STARTER_H
#define ETATUNTI_APP_STARTER_H

#include <sys/types.h>

#include "config.h"

enum et_app_child { ET_APP_CHILD_FRONT, ET_APP_CHILD_MAILER, ET_APP_CHILD_COUNT };

/* Core's end of it. */
struct et_starter {
	int line; /* -1: there is none */
	pid_t pid;
};

/*
 * Forks it: before there is anything in memory or open that it should not have. It ends with core, and what it has
 * started before it. ET_IO: errno tells.
 */
enum et_err et_starter_open(const struct et_config *config, struct et_starter *starter) ET_MUST_USE;

/* Starts one with the options of config; *fd is our end of the socket to it. ET_IO: errno tells; it is logged. */
enum et_err et_starter_start(const struct et_starter *starter, enum et_app_child which, int *fd)
	ET_MUST_USE;

/*
 * Waits until it is gone, front for a moment, and then ends it. The mailer is ended at once: its line to us is cut
 * already, and a mail that is on its way it must not finish.
 */
void et_starter_end(const struct et_starter *starter, enum et_app_child which);

/* When there is one, waits for its end. */
void et_starter_close(struct et_starter *starter);

#endif
