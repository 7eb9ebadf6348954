/*
 * The data folder: which files a deployment keeps, and their names in one place.
 */
#ifndef ETATUNTI_APP_DATA_H
#define ETATUNTI_APP_DATA_H

#include <stddef.h>

#include <etatunti/base/err.h>
#include <etatunti/crypto/sign.h>

#define ET_DATA_DATABASE "etatunti.db"
#define ET_DATA_LOG_KEY "log.key"             /* 32 bytes: the seed of the log key */
#define ET_DATA_CHECKPOINTS "checkpoints.log" /* signed checkpoints, hex, one a line */

#define ET_DATA_CONTROL "control" /* socket of a running server: core/control.h */

#define ET_DATA_PATH_LEN 4096

/* "DIR/NAME". ET_TOO_LARGE if it does not fit. */
enum et_err et_data_path(char out[ET_DATA_PATH_LEN], const char *dir, const char *name) ET_MUST_USE;

/* Writes a new file of mode 600 and syncs it; never an existing one. ET_IO with errno. */
enum et_err et_data_write_secret(const char *path, const void *bytes, size_t len) ET_MUST_USE;

/* Reads the log key. ET_IO with errno (0: the file has not exactly 32 bytes). */
enum et_err et_data_read_log_key(const char *dir, struct et_sign_key *out) ET_MUST_USE;

/*
 * A file of lines to append to, made if need be. A last line without an end, cut short by a crash, goes:
 * the next one would run into it. ET_IO with errno.
 */
enum et_err et_data_open_lines(const char *path, int *fd) ET_MUST_USE;
/* One line, durable; whole or not at all. ET_TOO_LARGE, ET_IO with errno. */
enum et_err et_data_append_line(int fd, struct et_slice line) ET_MUST_USE;

/*
 * A folder for what shall be called `path` once it is whole: "PATH.new-XXXXXX" beside it, its name in out. ET_TOO_LARGE, ET_IO
 * with errno.
 */
enum et_err et_data_stage(char out[ET_DATA_PATH_LEN], const char *path) ET_MUST_USE;
/* Takes it away again: only files that we make ourselves. Keeps errno. */
void et_data_discard(const char *dir);

/*
 * Copies a small file of one folder into another: new, of mode 600, synced. A last line without an end stays as it is.
 * ET_NOT_FOUND: there is none. ET_IO with errno.
 */
enum et_err et_data_copy(const char *from, const char *to) ET_MUST_USE;

/* Makes names and contents of a folder durable. ET_IO with errno. */
enum et_err et_data_sync_dir(const char *dir) ET_MUST_USE;

#endif
