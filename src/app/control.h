/*
 * The control socket by its name in the data folder: a server's end, and asking over it (core/control.h).
 */
#ifndef ETATUNTI_APP_CONTROL_H
#define ETATUNTI_APP_CONTROL_H

#include <etatunti/base/err.h>

/*
 * Makes the socket, for the owner only, in the place of one that a killed server has left: only with the record's lock.
 * ET_IO with errno: this file system has no sockets; then nobody can ask.
 */
enum et_err et_app_control_listen(const char *data, int *fd) ET_MUST_USE;
/* Takes it away. fd -1 is allowed. */
void et_app_control_end(const char *data, int fd);

/*
 * Has the server that serves that folder copy its database into an empty file, which is synced on the way. ET_EXIT_OK, or
 * one sentence to stderr and an exit code.
 */
int et_app_control_backup(const char *command, const char *data, int file_fd);

#endif
