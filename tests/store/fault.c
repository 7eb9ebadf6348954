/*
 * The failing disk. Methods are wrapped file by file: a WAL needs all of them. Knows no crash, and no layout of a file.
 */
#include "fault.h"

#include <sqlite3.h>
#include <string.h>

static struct fault writes, syncs;
static struct fault_counts counts;
static struct fault_watch watch;
static sqlite3_vfs *before; /* the default without us */
static sqlite3_vfs *real;
static sqlite3_vfs shim;

struct fault_file {
	sqlite3_file base;
	sqlite3_file *real; /* directly behind this struct */
	const char *name;   /* SQLite keeps it as long as the file is open; NULL: none */
	enum fault_files kind;
};

static bool is_meant(const struct fault *fault, const struct fault_file *file)
{
	return fault->files == FAULT_ALL || fault->files == file->kind;
}

/* Whether this one fails. */
static bool falls(struct fault *fault, const struct fault_file *file)
{
	if (fault->countdown == 0 || !is_meant(fault, file))
		return false;
	if (fault->countdown > 1) {
		fault->countdown--;
		return false;
	}
	if (fault->once)
		fault->countdown = 0;
	return true;
}

static struct fault_file *fault_of(sqlite3_file *file)
{
	return (struct fault_file *)(void *)file;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
	return fault_of(file)->real;
}

static void count(int64_t of[FAULT_KINDS], const struct fault_file *file)
{
	of[FAULT_ALL]++;
	if (file->kind != FAULT_ALL)
		of[file->kind]++;
}

static int file_close(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
	return real_of(file)->pMethods->xRead(real_of(file), to, len, at);
}

static int put(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	int rc = len == 0 ? SQLITE_OK
			  : real_of(file)->pMethods->xWrite(real_of(file), from, len, at);

	if (rc == SQLITE_OK && len > 0 && watch.wrote != NULL)
		watch.wrote(watch.ctx, fault_of(file)->name, from, len, at);
	return rc;
}

static int file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	int rc;

	count(counts.writes, fault_of(file));
	if (!falls(&writes, fault_of(file)))
		return put(file, from, len, at);
	rc = put(file, from, (int)((int64_t)len * writes.written / 256), at);
	return rc != SQLITE_OK ? rc : writes.rc;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 len)
{
	int rc;

	count(counts.writes, fault_of(file));
	if (falls(&writes, fault_of(file)))
		return writes.rc;
	rc = real_of(file)->pMethods->xTruncate(real_of(file), len);
	if (rc == SQLITE_OK && watch.truncated != NULL)
		watch.truncated(watch.ctx, fault_of(file)->name, len);
	return rc;
}

static int file_sync(sqlite3_file *file, int flags)
{
	int rc;

	count(counts.syncs, fault_of(file));
	if (falls(&syncs, fault_of(file))) {
		if (watch.unsynced != NULL)
			watch.unsynced(watch.ctx, fault_of(file)->name);
		return syncs.rc;
	}
	rc = real_of(file)->pMethods->xSync(real_of(file), flags);
	if (rc == SQLITE_OK && watch.synced != NULL)
		watch.synced(watch.ctx, fault_of(file)->name);
	return rc;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *len)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), len);
}

static int file_lock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int file_unlock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int file_reserved(sqlite3_file *file, int *out)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int file_sector(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_character(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

/* Version 1: no shared memory and no mapping, which a store with the exclusive lock must not need. */
static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_character,
};

static enum fault_files kind_of(const char *name, int flags)
{
	if (name == NULL)
		return FAULT_ALL;
	if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
		return FAULT_DATABASE;
	return (flags & SQLITE_OPEN_WAL) != 0 ? FAULT_WAL : FAULT_ALL;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct fault_file *fault = fault_of(file);
	int rc;

	(void)vfs;
	fault->real = (sqlite3_file *)(void *)(fault + 1);
	fault->name = name;
	fault->kind = kind_of(name, flags);
	rc = real->xOpen(real, name, fault->real, flags, out);
	fault->base.pMethods = rc == SQLITE_OK ? &methods : NULL;
	return rc;
}

void fault_install_over(const char *over)
{
	before = sqlite3_vfs_find(NULL);
	real = sqlite3_vfs_find(over);
	shim = *real;
	shim.zName = "fault";
	shim.szOsFile = real->szOsFile + (int)sizeof(struct fault_file);
	shim.xOpen = vfs_open;
	fault_writes(0, 0);
	fault_syncs(0, 0);
	fault_watch(NULL);
	counts = (struct fault_counts){ { 0 }, { 0 } };
	(void)sqlite3_vfs_register(&shim, 1);
}

void fault_install(void)
{
	fault_install_over(NULL);
}

void fault_remove(void)
{
	(void)sqlite3_vfs_unregister(&shim);
	(void)sqlite3_vfs_register(before, 1);
}

void fault_write(const struct fault *fault)
{
	writes = *fault;
}

void fault_sync(const struct fault *fault)
{
	syncs = *fault;
}

void fault_writes(int countdown, int rc)
{
	fault_write(&(struct fault){ .countdown = countdown, .rc = rc });
}

void fault_syncs(int countdown, int rc)
{
	fault_sync(&(struct fault){ .countdown = countdown, .rc = rc });
}

struct fault_counts fault_counts(void)
{
	return counts;
}

void fault_watch(const struct fault_watch *by)
{
	watch = by == NULL ? (struct fault_watch){ 0 } : *by;
}
