/*
 * Starting the other processes: the same program executed anew, with one socket to us.
 */
#ifndef ETATUNTI_APP_PROCESS_H
#define ETATUNTI_APP_PROCESS_H

#include <sys/types.h>

#include "config.h"

/* The descriptor on which front and the mailer find their socket. */
#define ET_APP_CHILD_FD 3

/*
 * Starts front, the mailer with the options of config. *fd is our end of the socket. ET_IO: no socket, or
 * the program could not be started (errno tells).
 */
enum et_err et_app_spawn_front(const struct et_config *config, pid_t *pid, int *fd) ET_MUST_USE;
enum et_err et_app_spawn_mailer(const struct et_config *config, pid_t *pid, int *fd) ET_MUST_USE;

#endif
