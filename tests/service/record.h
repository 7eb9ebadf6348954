/*
 * A record with a row in every table, and what someone with the file and a shell could do to a copy of it.
 * For tests of verify.
 */
#ifndef ETATUNTI_TESTS_SERVICE_RECORD_H
#define ETATUNTI_TESTS_SERVICE_RECORD_H

#include <sqlite3.h>

#include "casework.h"

#include "store/handle.h"

#define RECORD_SQL_MAX 1024

/* One case through its whole hour, one withdrawn, one still ahead; every table has rows. */
struct cw_world *record_new(void);

/* A copy of the record, to be changed behind the server's back. */
struct et_store *record_copy(struct et_store *from);
void record_copy_pages(sqlite3 *from, sqlite3 *to);

/* As someone with the file and a shell would: no triggers, no checks, no keys; then all as it was. */
void record_disarm(struct et_store *store);
void record_rearm(struct et_store *store);
/* One after the other, with that in between. */
void record_tamper(struct et_store *store, const char *sql);
void record_exec(sqlite3 *db, const char *sql);

/* The texts of a one-column query, at most max; to be freed by record_free_texts. */
size_t record_texts(sqlite3 *db, const char *sql, char **out, size_t max);
void record_free_texts(char **list, size_t count);

#endif
