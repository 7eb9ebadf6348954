/*
 * A copy of the database made while it is in use: in steps, between transactions, on the store's own connection. What is
 * committed between two steps goes into the copy too, so that it is the database as it was at its last step; what
 * was erased meanwhile is not in it.
 *
 *   et_store_backup_begin(store, fd, …, &backup)
 *   while (!done) { et_store_backup_step(backup, …, &done);   … transactions … }
 *   et_store_backup_end(backup);   fsync(fd)
 */
#ifndef ETATUNTI_STORE_BACKUP_H
#define ETATUNTI_STORE_BACKUP_H

#include <etatunti/store/store.h>

struct et_store_backup;

/*
 * fd is an empty file, open for reading and writing; it stays the caller's, who syncs it. The store may be of any
 * mode. Several of one store at a time are allowed. ET_NO_MEMORY, ET_STORAGE. End it before the store is closed.
 */
enum et_err et_store_backup_begin(struct et_store *store, int fd, struct et_store_backup **out)
	ET_MUST_USE;

/*
 * Copies up to so many pages; *done: the copy is whole. No transaction may be open. An error (ET_STORAGE_FULL: no room
 * for the copy) is the backup's, with a sentence in why, and the store goes on; after it there is only the end.
 */
enum et_err et_store_backup_step(struct et_store_backup *backup, int pages_max, bool *done,
	char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/* Pages still to be copied, and all of them, as of the last step. */
int64_t et_store_backup_left(const struct et_store_backup *backup);
int64_t et_store_backup_total(const struct et_store_backup *backup);

/* NULL is allowed. One that is not done leaves a file of no use. */
void et_store_backup_end(struct et_store_backup *backup);

#endif
