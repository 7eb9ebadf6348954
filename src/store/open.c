/*
 * Opening and closing: which file, under which lock, with which settings, is it ours. After this the
 * nouns need to know nothing of the connection.
 */
#include <etatunti/store/store.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "changes.h"
#include "file.h"
#include "handle.h"
#include "migrate.h"
#include "sql.h"
#include "why.h"

#define APPLICATION_ID 0x45543031 /* "ET01", as in queries/db.sql */
#define VALUE_LEN_MAX (8 << 20)   /* of one value or row, far above any frame */

static enum et_err explain(
	struct et_store *store, const char *path, int rc, char why[ET_STORE_WHY_LEN])
{
	switch (rc & 0xff) {
	case SQLITE_NOMEM: et_why(why, "%s: out of memory", path); return ET_NO_MEMORY;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		et_why(why, "%s is in use by another process", path);
		return ET_CONFLICT;
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		et_why(why, "%s is not a database, or damaged", path);
		return ET_CORRUPT;
	default:
		et_why(why, "%s: %s", path, sqlite3_errmsg(store->db));
		return (rc & 0xff) == SQLITE_FULL ? ET_STORAGE_FULL : ET_STORAGE;
	}
}

static enum et_err configure(struct et_store *store)
{
	static const struct {
		int option, value;
	} options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
	};
	int now;

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (sqlite3_db_config(store->db, options[i].option, options[i].value, &now) !=
				SQLITE_OK ||
			now != options[i].value)
			return ET_STORAGE;
	}
	(void)sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, VALUE_LEN_MAX);
	(void)sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
	return ET_OK;
}

/* Not every file system can do it, and SQLite does not call that an error. */
static enum et_err set_journal(struct et_store *store)
{
	struct mode {
		struct et_slice journal_mode;
	} mode;
	static const struct et_col cols[] = { ET_TEXT(mode, journal_mode, 0) };
	static const struct et_shape shape = ET_SHAPE(cols, mode);
	struct et_arena *arena = et_arena_new(256, 4096);
	enum et_err err = ET_NO_MEMORY;

	if (arena != NULL)
		err = et_sql_row(store, ET_Q_DB_JOURNAL, ET_NO_VALS, &shape, arena, &mode);
	if (err == ET_OK && !et_slice_eq_str(mode.journal_mode, "wal"))
		err = ET_STORAGE;
	et_arena_free(arena);
	return err;
}

/* The pragmas; the first that touches the file takes the lock. */
static enum et_err set_up(struct et_store *store, bool is_file)
{
	static const enum et_query all[] = { ET_Q_DB_SYNCHRONOUS, ET_Q_DB_TEMP, ET_Q_DB_MMAP,
		ET_Q_DB_CELL_CHECK, ET_Q_DB_CACHE, ET_Q_DB_SECURE_DELETE, ET_Q_DB_CHECKPOINT };
	enum et_err err;

	if ((err = configure(store)) != ET_OK)
		return err;
	et_changes_follow(store);
	/* First of all: what reads the file before this would take the shared kind of lock. */
	if (is_file && (err = et_sql_setting(store, ET_Q_DB_LOCKING, ET_NO_VALS)) != ET_OK)
		return err;
	if (is_file && (err = set_journal(store)) != ET_OK)
		return err;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]) && err == ET_OK; i++)
		err = et_sql_setting(store, all[i], ET_NO_VALS);
	return err;
}

/* A file of ours says so; a fresh one is empty. */
static enum et_err recognise(
	struct et_store *store, const char *path, bool fresh, char why[ET_STORE_WHY_LEN])
{
	int64_t application, tables;
	enum et_err err;

	if ((err = et_sql_int(store, ET_Q_DB_APPLICATION, ET_NO_VALS, &application)) != ET_OK)
		return err;
	if ((err = et_sql_int(store, ET_Q_DB_TABLE_COUNT, ET_NO_VALS, &tables)) != ET_OK)
		return err;
	if (fresh && application == 0 && tables == 0)
		return et_sql_setting(store, ET_Q_DB_APPLICATION_SET, ET_NO_VALS);
	if (!fresh && application == APPLICATION_ID)
		return ET_OK;
	et_why(why, "%s is not a database of Etätunti", path);
	return ET_CORRUPT;
}

/* One thread uses it: without locks, and without the account of memory that is kept under them. */
static void set_library(void)
{
	static bool is_set;

	if (is_set)
		return;
	is_set = true;
	/* Too late where a test has used the library before us: then it is as it was. */
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static struct et_store *handle_new(const char *name, int flags, int *rc)
{
	struct et_store *store = calloc(1, sizeof(*store));

	*rc = SQLITE_NOMEM;
	if (store == NULL)
		return NULL;
	store->hold_fd = -1;
	set_library();
	*rc = sqlite3_open_v2(
		name, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	return store;
}

/* Opens by name (a path, a URI or ":memory:") and sets up; path is what people call it. */
static enum et_err open_as(const char *name, const char *path, int flags, bool is_file, bool fresh,
	struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	struct et_store *store;
	enum et_err err = ET_OK;
	int rc;

	*out = NULL;
	if ((store = handle_new(name, flags, &rc)) == NULL)
		return explain(NULL, path, SQLITE_NOMEM, why);
	if (rc == SQLITE_OK && (err = set_up(store, is_file)) == ET_OK)
		err = recognise(store, path, fresh, why);
	if (err == ET_NO_MEMORY) /* be it SQLite's or our own */
		rc = SQLITE_NOMEM;
	if (rc != SQLITE_OK || (err != ET_OK && why[0] == '\0'))
		err = explain(store, path,
			rc != SQLITE_OK ? rc : sqlite3_extended_errcode(store->db), why);
	if (err != ET_OK) {
		et_store_close(store);
		return err;
	}
	*out = store;
	return ET_OK;
}

static enum et_err migrate_all(
	struct et_store *store, const char *path, int64_t now_ms, char why[ET_STORE_WHY_LEN])
{
	char detail[ET_STORE_WHY_LEN] = "";
	enum et_err err =
		et_migrate(store, et_sql_migrations, et_sql_migrations_count, now_ms, detail);

	if (err != ET_OK)
		et_why(why, "%s: %s", path, detail);
	return err;
}

static enum et_err open_to_serve(const char *path, bool fresh, int64_t now_ms,
	struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	bool broke_off;
	enum et_err err;

	if (fresh)
		err = et_file_create(path, why);
	else
		err = et_file_check(path, why);
	if (err != ET_OK)
		return err;
	/* The run before may have left in the WAL what it had deleted. */
	broke_off = et_file_has_wal(path);
	if ((err = open_as(path, path, SQLITE_OPEN_READWRITE, true, fresh, out, why)) == ET_OK)
		err = migrate_all(*out, path, now_ms, why);
	if (err == ET_OK) {
		(*out)->to_shred = broke_off;
		return ET_OK;
	}
	et_store_close(*out);
	*out = NULL;
	if (fresh)
		et_file_remove(path);
	return err;
}

/* A left-over WAL holds commits that the file lacks: SQLite must play it back, so into a copy. */
static enum et_err open_beside(const char *path, struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	enum et_err err;
	char *dir, *copy;

	if ((err = et_file_copy_aside(path, &dir, &copy, why)) != ET_OK)
		return err;
	err = open_as(copy, path, SQLITE_OPEN_READWRITE, true, false, out, why);
	free(copy);
	if (err == ET_OK && *out != NULL) {
		(*out)->scratch_dir = dir;
		return ET_OK;
	}
	et_file_remove_aside(dir);
	free(dir);
	return err;
}

static enum et_err open_immutable(
	const char *path, struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	char *uri = et_file_immutable_uri(path);
	enum et_err err;

	if (uri == NULL)
		return explain(NULL, path, SQLITE_NOMEM, why);
	err = open_as(uri, path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, false, false, out, why);
	free(uri);
	return err;
}

/* Of any schema; nothing is written to it. */
static enum et_err open_as_it_is(
	const char *path, struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	enum et_err err;

	if (et_file_has_wal(path))
		err = open_beside(path, out, why);
	else
		err = open_immutable(path, out, why);
	if (err != ET_OK || (err = et_sql_setting(*out, ET_Q_DB_QUERY_ONLY, ET_NO_VALS)) == ET_OK)
		return err;
	et_why(why, "%s: %s", path, (*out)->message);
	et_store_close(*out);
	*out = NULL;
	return err;
}

static enum et_err open_to_copy(const char *path, struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	enum et_err err;
	int hold;

	if ((err = et_store_hold(path, &hold, why)) != ET_OK)
		return err;
	if ((err = open_as_it_is(path, out, why)) == ET_OK && *out != NULL)
		(*out)->hold_fd = hold;
	else
		(void)close(hold);
	return err;
}

static enum et_err open_to_read(const char *path, struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	char detail[ET_STORE_WHY_LEN] = "";
	enum et_err err;

	if ((err = et_file_check(path, why)) != ET_OK ||
		(err = et_file_check_free(path, why)) != ET_OK ||
		(err = open_as_it_is(path, out, why)) != ET_OK)
		return err;
	if ((err = et_migrate_check(*out, et_sql_migrations, et_sql_migrations_count, detail)) ==
		ET_OK)
		return ET_OK;
	et_why(why, "%s: %s", path, detail);
	et_store_close(*out);
	*out = NULL;
	return err;
}

enum et_err et_store_open(const char *path, enum et_store_mode mode, int64_t now_ms,
	struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	*out = NULL;
	why[0] = '\0';
	switch (mode) {
	case ET_STORE_READ: return open_to_read(path, out, why);
	case ET_STORE_COPY: return open_to_copy(path, out, why);
	case ET_STORE_CREATE: return open_to_serve(path, true, now_ms, out, why);
	case ET_STORE_SERVE:
	default: return open_to_serve(path, false, now_ms, out, why);
	}
}

enum et_err et_store_hold(const char *path, int *fd, char why[ET_STORE_WHY_LEN])
{
	enum et_err err;

	*fd = -1;
	if ((err = et_file_check(path, why)) != ET_OK)
		return err;
	return et_file_hold(path, fd, why);
}

enum et_err et_store_open_memory(int64_t now_ms, struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	static const char name[] = ":memory:";
	enum et_err err;

	why[0] = '\0';
	if ((err = open_as(name, name, SQLITE_OPEN_READWRITE, false, true, out, why)) != ET_OK)
		return err;
	if ((err = migrate_all(*out, name, now_ms, why)) != ET_OK) {
		et_store_close(*out);
		*out = NULL;
	}
	return err;
}

void et_store_close(struct et_store *store)
{
	if (store == NULL)
		return;
	et_store_txn_rollback(store);
	for (size_t i = 0; i < ET_Q_COUNT; i++)
		(void)sqlite3_finalize(store->stmts[i]);
	/* After a failed write the WAL stays as it is, for the next start to recover from. */
	if (store->dead && store->db != NULL)
		(void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	(void)sqlite3_close(store->db);
	if (store->scratch_dir != NULL)
		et_file_remove_aside(store->scratch_dir);
	if (store->hold_fd >= 0)
		(void)close(store->hold_fd);
	free(store->scratch_dir);
	free(store);
}

enum et_err et_store_limit_pages(struct et_store *store, int64_t pages_max)
{
	/* Its argument cannot be a parameter. */
	char pragma[64];
	int rc;

	(void)snprintf(pragma, sizeof(pragma), "PRAGMA max_page_count = %lld",
		(long long)(pages_max > 0 ? pages_max : 4294967294));
	rc = sqlite3_exec(store->db, pragma, NULL, NULL, NULL);
	return rc == SQLITE_OK ? ET_OK : et_store_fail(store, rc);
}

enum et_err et_store_page_count(struct et_store *store, int64_t *out)
{
	return et_sql_int(store, ET_Q_DB_PAGE_COUNT, ET_NO_VALS, out);
}
