/*
 * SQLite's online backup from the store's connection into a file that was handed over. Refuses to know who
 * asked, and where the file lies.
 */
#include <etatunti/store/backup.h>

#include <stdlib.h>

#include <etatunti/base/assert.h>

#include "handle.h"
#include "onefile.h"
#include "sql.h"
#include "why.h"

struct et_store_backup {
	struct et_onefile file;
	struct et_store *from, *copy; /* copy: a handle for its connection only */
	sqlite3_backup *run;
};

enum et_err et_store_backup_begin(struct et_store *store, int fd, struct et_store_backup **out)
{
	struct et_store_backup *backup = calloc(1, sizeof(*backup));
	enum et_err err = ET_NO_MEMORY;
	int rc;

	*out = NULL;
	if (backup == NULL)
		return ET_NO_MEMORY;
	backup->from = store;
	if ((backup->copy = calloc(1, sizeof(*backup->copy))) == NULL)
		goto fail;
	backup->copy->hold_fd = -1;
	if ((rc = et_onefile_open(&backup->file, fd, &backup->copy->db)) != SQLITE_OK) {
		err = rc == SQLITE_NOMEM ? ET_NO_MEMORY : ET_STORAGE;
		goto fail;
	}
	/* A copy that breaks off is thrown away: it needs no way back. */
	if ((err = et_sql_setting(backup->copy, ET_Q_DB_NO_JOURNAL, ET_NO_VALS)) != ET_OK)
		goto fail;
	backup->run = sqlite3_backup_init(backup->copy->db, "main", store->db, "main");
	if (backup->run == NULL) {
		err = et_store_fail(backup->copy, sqlite3_extended_errcode(backup->copy->db));
		goto fail;
	}
	*out = backup;
	return ET_OK;
fail:
	et_store_backup_end(backup);
	return err;
}

enum et_err et_store_backup_step(
	struct et_store_backup *backup, int pages_max, bool *done, char why[ET_STORE_WHY_LEN])
{
	int rc;

	ET_ASSERT(!backup->from->txn.is_open);
	*done = false;
	rc = sqlite3_backup_step(backup->run, pages_max);
	if (rc == SQLITE_OK)
		return ET_OK;
	if (rc == SQLITE_DONE) {
		*done = true;
		return ET_OK;
	}
	et_why(why, "%s", sqlite3_errstr(rc));
	switch (rc & 0xff) {
	case SQLITE_FULL: return ET_STORAGE_FULL;
	case SQLITE_NOMEM: return ET_NO_MEMORY;
	default: return ET_STORAGE;
	}
}

int64_t et_store_backup_left(const struct et_store_backup *backup)
{
	return sqlite3_backup_remaining(backup->run);
}

int64_t et_store_backup_total(const struct et_store_backup *backup)
{
	return sqlite3_backup_pagecount(backup->run);
}

void et_store_backup_end(struct et_store_backup *backup)
{
	if (backup == NULL)
		return;
	(void)sqlite3_backup_finish(backup->run);
	et_store_close(backup->copy);
	free(backup);
}
