/*
 * The handle of the database: opening it, and what holds for every function of this layer. Knows
 * files, schema versions and SQLite; refuses to know rules, signatures, commands and JSON.
 *
 * Conventions of all headers in this folder
 * - et_store_<noun>_<verb>(): one file per noun, SQL in src/store/sql/queries/<noun>.sql.
 * - Rows are plain structs whose fields are the columns in the order of the table. Words (states,
 *   kinds, roles, compartments) are text as in PROTOCOL.md and as the CHECKs of the migration know them.
 * - Absent: a zero id, hash or time, or an empty slice, in C, is NULL in SQL (only in columns that may be
 *   NULL).
 * - What is read lives in the arena of the call. Bytes and text are slices; one NUL byte follows
 *   them in memory, beyond len. Lists are an array and a count, empty is no error; a single row
 *   that is not there is ET_NOT_FOUND, and *out is zeroed.
 * - Fields marked "joined" are filled by reads and ignored by inserts.
 * - Writes need an open transaction (txn.h); reads do not.
 * - Updates and deletes that name one row and find none are ET_NOT_FOUND, unless they say otherwise.
 * - No function here asks a clock: times are given.
 *
 * Errors that any function may return, besides those it names:
 *   ET_STORAGE       the database cannot be read or written any more: end the process
 *   ET_STORAGE_FULL  no room on the disk: this command's savepoint, or the whole transaction, is gone
 *   ET_NO_MEMORY     the arena's cap, or the machine
 *   ET_CONFLICT      a unique key is there already (ids, one live place a case, one open room an hour)
 *   ET_HOUR_FULL, ET_HOUR_MINUTES  the database's own refusal of a fifth case or a 61st minute
 *   ET_CORRUPT       a stored value does not have the shape of its column
 *   ET_INTERNAL      a constraint that the service should have seen to (foreign key, CHECK, gap)
 */
#ifndef ETATUNTI_STORE_STORE_H
#define ETATUNTI_STORE_STORE_H

#include <etatunti/base/arena.h>
#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

struct et_store;

/* A sentence for the operator, without a full stop: why opening failed, which row differs. */
#define ET_STORE_WHY_LEN 256

enum et_store_mode {
	/* The server: takes the exclusive lock, makes or migrates the schema. */
	ET_STORE_SERVE,
	/* As above, but the file must not be there yet. */
	ET_STORE_CREATE,
	/*
	 * The data of a stopped server, for verify. Writes nothing to it: a WAL that was left over is read
	 * through a private copy. A schema older or newer than this program's is refused.
	 */
	ET_STORE_READ,
	/*
	 * As ET_STORE_READ, of any schema, and nobody can serve it until it is closed: for copying it, by backup.h.
	 */
	ET_STORE_COPY,
};

/*
 * Opens the database file. now_ms stands in the migration table. A fresh file gets the whole schema.
 * Errors: ET_NOT_FOUND (no such file; all but CREATE), ET_CONFLICT (CREATE and it is there;
 * another process has it open), ET_CORRUPT (not a database of ours, an edited migration, a newer
 * schema), ET_STORAGE. Each with a sentence in why.
 */
enum et_err et_store_open(const char *path, enum et_store_mode mode, int64_t now_ms,
	struct et_store **out, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/* The same schema in memory: tests, and the copy that verify rebuilds. */
enum et_err et_store_open_memory(int64_t now_ms, struct et_store **out, char why[ET_STORE_WHY_LEN])
	ET_MUST_USE;

/*
 * Keeps every server from opening that file until *fd is closed; others may read it. ET_NOT_FOUND, ET_CONFLICT: one has
 * it open. ET_STORAGE. Not for a file that this very process has open.
 */
enum et_err et_store_hold(const char *path, int *fd, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/* Rolls back an open transaction, moves the WAL into the database, closes. NULL is allowed. */
void et_store_close(struct et_store *store);

/* What SQLite said last, for our own operational log; never for a peer. */
const char *et_store_last_message(const struct et_store *store);

/* Pages of the file and the bound on them (0: none), for tests of a full disk. */
enum et_err et_store_limit_pages(struct et_store *store, int64_t pages_max) ET_MUST_USE;
enum et_err et_store_page_count(struct et_store *store, int64_t *out) ET_MUST_USE;

#endif
