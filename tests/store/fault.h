/*
 * A disk that fails on demand: a SQLite VFS around the system's, the default while it is installed.
 */
#ifndef ETATUNTI_TESTS_STORE_FAULT_H
#define ETATUNTI_TESTS_STORE_FAULT_H

/* Registers it. Files opened from now on go through it. */
void fault_install(void);
void fault_remove(void);

/* The countdown-th write from now on (1: the next) gives rc, and all after it; 0: none fails. */
void fault_writes(int countdown, int rc);
/* The same for syncs. */
void fault_syncs(int countdown, int rc);

#endif
