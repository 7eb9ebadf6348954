/* The failing disk. Methods are wrapped file by file: a WAL needs all of them. */
#include "fault.h"

#include <sqlite3.h>
#include <string.h>

struct countdown {
	int left, rc;
};

static struct countdown writes, syncs;
static sqlite3_vfs *real;
static sqlite3_vfs shim;

struct fault_file {
	sqlite3_file base;
	sqlite3_file *real; /* directly behind this struct */
};

static int fall(struct countdown *countdown)
{
	if (countdown->left == 0)
		return SQLITE_OK;
	if (countdown->left > 1) {
		countdown->left--;
		return SQLITE_OK;
	}
	return countdown->rc;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct fault_file *)(void *)file)->real;
}

static int file_close(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
	return real_of(file)->pMethods->xRead(real_of(file), to, len, at);
}

static int file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	int rc = fall(&writes);

	return rc != SQLITE_OK ? rc : real_of(file)->pMethods->xWrite(real_of(file), from, len, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 len)
{
	return real_of(file)->pMethods->xTruncate(real_of(file), len);
}

static int file_sync(sqlite3_file *file, int flags)
{
	int rc = fall(&syncs);

	return rc != SQLITE_OK ? rc : real_of(file)->pMethods->xSync(real_of(file), flags);
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

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct fault_file *fault = (struct fault_file *)(void *)file;
	int rc;

	(void)vfs;
	fault->real = (sqlite3_file *)(void *)(fault + 1);
	rc = real->xOpen(real, name, fault->real, flags, out);
	fault->base.pMethods = rc == SQLITE_OK ? &methods : NULL;
	return rc;
}

void fault_install(void)
{
	real = sqlite3_vfs_find(NULL);
	shim = *real;
	shim.zName = "fault";
	shim.szOsFile = real->szOsFile + (int)sizeof(struct fault_file);
	shim.xOpen = vfs_open;
	fault_writes(0, 0);
	fault_syncs(0, 0);
	(void)sqlite3_vfs_register(&shim, 1);
}

void fault_remove(void)
{
	(void)sqlite3_vfs_unregister(&shim);
	(void)sqlite3_vfs_register(real, 1);
}

void fault_writes(int countdown, int rc)
{
	writes = (struct countdown){ countdown, rc };
}

void fault_syncs(int countdown, int rc)
{
	syncs = (struct countdown){ countdown, rc };
}
