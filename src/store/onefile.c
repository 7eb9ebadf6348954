/*
 * A SQLite VFS that has one file, by its descriptor. Refuses to know names: a process that may open nothing any more
 * can still write what it was handed.
 */
#include "onefile.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "one-file"

struct open_file {
	sqlite3_file base;
	int fd;
};

static int fd_of(sqlite3_file *file)
{
	return ((struct open_file *)(void *)file)->fd;
}

static int file_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK;
}

/* A read beyond the end is short, and zeroes: as SQLite has it. */
static int file_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
	size_t wanted = (size_t)len, got = 0;
	ssize_t n = 1;

	while (got < wanted && n != 0) {
		n = pread(fd_of(file), (char *)to + got, wanted - got, at + (off_t)got);
		if (n < 0 && errno != EINTR)
			return SQLITE_IOERR_READ;
		if (n > 0)
			got += (size_t)n;
	}
	memset((char *)to + got, 0, wanted - got);
	return got == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	size_t wanted = (size_t)len, done = 0;
	ssize_t n;

	while (done < wanted) {
		n = pwrite(fd_of(file), (const char *)from + done, wanted - done, at + (off_t)done);
		if (n > 0)
			done += (size_t)n;
		else if (n == 0 || errno != EINTR)
			return n < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
				? SQLITE_FULL
				: SQLITE_IOERR_WRITE;
	}
	return SQLITE_OK;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 len)
{
	return ftruncate(fd_of(file), len) == 0 ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static int file_sync(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *len)
{
	struct stat st;

	if (fstat(fd_of(file), &st) != 0)
		return SQLITE_IOERR_FSTAT;
	*len = st.st_size;
	return SQLITE_OK;
}

static int file_lock(sqlite3_file *file, int lock)
{
	(void)file;
	(void)lock;
	return SQLITE_OK;
}

static int file_reserved(sqlite3_file *file, int *out)
{
	(void)file;
	*out = 0;
	return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
	(void)file;
	(void)op;
	(void)arg;
	return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
	(void)file;
	return 0;
}

static int file_character(sqlite3_file *file)
{
	(void)file;
	return 0;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_lock,
	.xCheckReservedLock = file_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_character,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct open_file *open = (struct open_file *)(void *)file;

	(void)name;
	open->base.pMethods = NULL;
	if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
		return SQLITE_CANTOPEN;
	open->base.pMethods = &methods;
	open->fd = ((struct et_onefile *)(void *)vfs)->fd;
	if (out != NULL)
		*out = flags;
	return SQLITE_OK;
}

/* There is nothing else: no journal of a run before. */
static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs;
	(void)name;
	(void)flags;
	*out = 0;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	(void)name;
	(void)sync;
	return SQLITE_IOERR_DELETE_NOENT;
}

static int vfs_full_name(sqlite3_vfs *vfs, const char *name, int len, char *out)
{
	(void)vfs;
	return sqlite3_snprintf(len, out, "%s", name) == out ? SQLITE_OK : SQLITE_CANTOPEN;
}

int et_onefile_open(struct et_onefile *file, int fd, sqlite3 **db)
{
	int rc;

	*db = NULL;
	/* Clock, sleep and randomness are the system's. */
	file->vfs = *sqlite3_vfs_find(NULL);
	file->vfs.pNext = NULL;
	file->vfs.zName = NAME;
	file->vfs.szOsFile = (int)sizeof(struct open_file);
	file->vfs.xOpen = vfs_open;
	file->vfs.xAccess = vfs_access;
	file->vfs.xDelete = vfs_delete;
	file->vfs.xFullPathname = vfs_full_name;
	file->fd = fd;
	if ((rc = sqlite3_vfs_register(&file->vfs, 0)) != SQLITE_OK)
		return rc;
	rc = sqlite3_open_v2("copy", db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
			SQLITE_OPEN_EXRESCODE,
		NAME);
	/* The connection keeps it; nobody else is to find it by its name. */
	(void)sqlite3_vfs_unregister(&file->vfs);
	return rc;
}
