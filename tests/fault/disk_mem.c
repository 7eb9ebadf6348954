/* See disk_mem.h. No shared memory and no locks: a store with the exclusive lock needs neither. */
#include "disk_mem.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MAX 16
#define NAME_MAX_LEN 128

struct entry {
	char name[NAME_MAX_LEN]; /* "": free */
	uint8_t *bytes;
	size_t len, cap;
};

struct mem_file {
	sqlite3_file base;
	struct entry *entry;
};

static struct entry entries[FILES_MAX];
static sqlite3_vfs vfs;

static struct entry *find(const char *name)
{
	for (size_t i = 0; i < FILES_MAX; i++) {
		if (strcmp(entries[i].name, name) == 0)
			return &entries[i];
	}
	return NULL;
}

static struct entry *make(const char *name)
{
	struct entry *entry = find(name);

	if (entry != NULL)
		return entry;
	if (strlen(name) >= NAME_MAX_LEN || (entry = find("")) == NULL)
		return NULL;
	(void)snprintf(entry->name, sizeof(entry->name), "%s", name);
	return entry;
}

static bool resize(struct entry *entry, size_t len)
{
	uint8_t *larger;

	if (len > entry->cap) {
		if ((larger = realloc(entry->bytes, len * 2)) == NULL)
			return false;
		entry->bytes = larger;
		entry->cap = len * 2;
	}
	if (len > entry->len)
		memset(entry->bytes + entry->len, 0, len - entry->len);
	entry->len = len;
	return true;
}

static struct entry *entry_of(sqlite3_file *file)
{
	return ((struct mem_file *)(void *)file)->entry;
}

static int file_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
	const struct entry *entry = entry_of(file);
	size_t from = (size_t)at, have = from < entry->len ? entry->len - from : 0;

	have = have < (size_t)len ? have : (size_t)len;
	if (have > 0)
		memcpy(to, entry->bytes + from, have);
	if (have == (size_t)len)
		return SQLITE_OK;
	memset((uint8_t *)to + have, 0, (size_t)len - have);
	return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	struct entry *entry = entry_of(file);
	size_t end = (size_t)at + (size_t)len;

	if (end > entry->len && !resize(entry, end))
		return SQLITE_IOERR_NOMEM;
	memcpy(entry->bytes + at, from, (size_t)len);
	return SQLITE_OK;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 len)
{
	struct entry *entry = entry_of(file);

	if ((size_t)len < entry->len)
		entry->len = (size_t)len;
	return SQLITE_OK;
}

static int file_sync(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *len)
{
	*len = (sqlite3_int64)entry_of(file)->len;
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
	return 4096;
}

/* As the system's files: a write that is cut short by a loss of power leaves the bytes beside it alone. */
static int file_character(sqlite3_file *file)
{
	(void)file;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
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

static int vfs_open(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct mem_file *mem = (struct mem_file *)(void *)file;

	(void)self;
	mem->entry = name == NULL ? NULL : make(name);
	mem->base.pMethods = mem->entry == NULL ? NULL : &methods;
	if (out != NULL)
		*out = flags;
	return mem->entry == NULL ? SQLITE_CANTOPEN : SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *self, const char *name, int sync)
{
	(void)self;
	(void)sync;
	dm_delete(name);
	return SQLITE_OK;
}

static int vfs_access(sqlite3_vfs *self, const char *name, int flags, int *out)
{
	const struct entry *entry = find(name);

	(void)self;
	(void)flags;
	*out = entry != NULL && entry->len > 0;
	return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *self, const char *name, int len, char *out)
{
	(void)self;
	return snprintf(out, (size_t)len, "%s", name) < len ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int vfs_random(sqlite3_vfs *self, int len, char *out)
{
	(void)self;
	memset(out, 42, (size_t)len);
	return len;
}

void dm_install(void)
{
	vfs = *sqlite3_vfs_find(NULL);
	vfs.zName = DM_VFS;
	vfs.szOsFile = sizeof(struct mem_file);
	vfs.xOpen = vfs_open;
	vfs.xDelete = vfs_delete;
	vfs.xAccess = vfs_access;
	vfs.xFullPathname = vfs_full_path;
	vfs.xRandomness = vfs_random;
	(void)sqlite3_vfs_register(&vfs, 0);
	sqlite3_randomness(0, NULL);
}

void dm_remove(void)
{
	for (size_t i = 0; i < FILES_MAX; i++) {
		free(entries[i].bytes);
		entries[i] = (struct entry){ 0 };
	}
	(void)sqlite3_vfs_unregister(&vfs);
}

struct et_slice dm_get(const char *name)
{
	const struct entry *entry = find(name);

	return entry == NULL ? (struct et_slice){ 0 } : et_slice_of(entry->bytes, entry->len);
}

void dm_put(const char *name, struct et_slice bytes)
{
	struct entry *entry = make(name);

	if (entry == NULL || !resize(entry, bytes.len))
		abort();
	if (bytes.len > 0)
		memcpy(entry->bytes, bytes.ptr, bytes.len);
}

void dm_delete(const char *name)
{
	struct entry *entry = find(name);

	if (entry == NULL)
		return;
	free(entry->bytes);
	*entry = (struct entry){ 0 };
}
