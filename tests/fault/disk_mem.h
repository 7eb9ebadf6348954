/*
 * A disk in memory, for SQLite: files by name, gone with the process, a copy of its own in every fork. It keeps what it is
 * told; failing is store/fault.h on top of it, and a crash is disk_journal.h.
 */
#ifndef ETATUNTI_TESTS_FAULT_DISK_MEM_H
#define ETATUNTI_TESTS_FAULT_DISK_MEM_H

#include <etatunti/base/types.h>

#define DM_VFS "memory-disk"

/* Registers it under DM_VFS, not as the default; SQLite's own randomness follows from a constant from here on. */
void dm_install(void);
/* And all files are gone. */
void dm_remove(void);

/* The bytes of a file as they are, until it is written to; an absent one is empty. */
struct et_slice dm_get(const char *name);
/* Makes or replaces one that nobody has open. */
void dm_put(const char *name, struct et_slice bytes);
void dm_delete(const char *name);

#endif
