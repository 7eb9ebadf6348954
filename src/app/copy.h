/*
 * A record's folder copied into another one, whether it is being served or not: what backup and restore share.
 */
#ifndef ETATUNTI_APP_COPY_H
#define ETATUNTI_APP_COPY_H

#include "data.h"

/* Cuts "/" off the end of a folder's name, which another name is to be made of. ET_EXIT_OK, or a sentence. */
int et_app_copy_name(const char *command, const char *name, char out[ET_DATA_PATH_LEN]);

/*
 * From here on who is told to stop (Ctrl-C, SIGTERM, a closed terminal) takes that folder away, says so and ends. NULL: from here
 * on it does not stop, for what follows is short and must not be cut.
 */
void et_app_copy_guard(const char *command, const char *dir);

/*
 * Fills the empty folder `to` with what the record in `from` consists of: the checkpoints (of that file; NULL: from's own,
 * if there are any), the log key, and the database as it was after them. Everything is synced. `from` is not
 * changed. ET_EXIT_OK, or one sentence to stderr and an exit code; what was made then is the caller's to discard.
 */
int et_app_copy_record(
	const char *command, const char *from, const char *checkpoints, const char *to);

#endif
