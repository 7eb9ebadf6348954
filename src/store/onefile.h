/*
 * SQLite on one file that is open already, and on no other: whoever has opened it decides where it lies. No lock, no
 * sync, no journal beside it. Private to store.
 */
#ifndef ETATUNTI_SRC_STORE_ONEFILE_H
#define ETATUNTI_SRC_STORE_ONEFILE_H

#include <sqlite3.h>

/* What SQLite knows the file by; the caller's memory, which must outlive the connection. */
struct et_onefile {
	sqlite3_vfs vfs;
	int fd;
};

/* SQLite's result; *db is to be closed whatever it is. fd stays the caller's. */
int et_onefile_open(struct et_onefile *file, int fd, sqlite3 **db);

#endif
