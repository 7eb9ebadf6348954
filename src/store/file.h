/*
 * The database as a file: is it there, has someone else got it, a private copy of it. Knows no SQL.
 */
#ifndef ETATUNTI_SRC_STORE_FILE_H
#define ETATUNTI_SRC_STORE_FILE_H

#include <etatunti/store/store.h>

/* An empty file for the owner only. ET_CONFLICT: it is there. ET_STORAGE. */
enum et_err et_file_create(const char *path, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/* A plain file that can be read. ET_NOT_FOUND, ET_CORRUPT, ET_STORAGE. */
enum et_err et_file_check(const char *path, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/*
 * ET_CONFLICT if another process holds SQLite's lock on it. Not for a file that this very process
 * has open: POSIX would drop its own lock.
 */
enum et_err et_file_check_free(const char *path, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/*
 * Takes SQLite's lock on it, for reading: until *fd is closed no server can have it. ET_CONFLICT: another process has it.
 * ET_STORAGE.
 */
enum et_err et_file_hold(const char *path, int *fd, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/* Whether there is a write-ahead log with something in it beside the database. */
bool et_file_has_wal(const char *path);

/*
 * Copies database and WAL into a new directory of our own; *dir and *copy (the path of the copied
 * database) are freed by the caller. ET_STORAGE, ET_STORAGE_FULL, ET_NO_MEMORY.
 */
enum et_err et_file_copy_aside(
	const char *path, char **dir, char **copy, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/* Removes the database with what SQLite put beside it; and that directory. */
void et_file_remove(const char *path);
void et_file_remove_aside(const char *dir);

/* "file:…?immutable=1" for sqlite3_open_v2; freed by the caller. NULL: no memory. */
char *et_file_immutable_uri(const char *path) ET_MUST_USE;

#endif
