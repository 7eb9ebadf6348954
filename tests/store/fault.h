/*
 * A disk that fails on demand: a SQLite VFS around another one (the system's, or one in memory), the default
 * while it is installed. It counts what is asked of it, lets the n-th write or sync fail, or tears a write: a
 * prefix is written. Who watches is told what has reached the disk. What a crash leaves of that is not known here.
 */
#ifndef ETATUNTI_TESTS_STORE_FAULT_H
#define ETATUNTI_TESTS_STORE_FAULT_H

#include <stdbool.h>
#include <stdint.h>

/* Registers it. Files opened from now on go through it; over NULL: the system's files. */
void fault_install(void);
void fault_install_over(const char *over);
void fault_remove(void);

/* The countdown-th write from now on (1: the next) gives rc, and all after it; 0: none fails. */
void fault_writes(int countdown, int rc);
/* The same for syncs. */
void fault_syncs(int countdown, int rc);

/* Which files: by the end of their names. */
enum fault_files { FAULT_ALL, FAULT_DATABASE, FAULT_WAL, FAULT_KINDS };

struct fault {
	int countdown, rc; /* as above */
	enum fault_files files;
	bool once;   /* those after it succeed again */
	int written; /* of a write that fails: this many 256ths of it are on the disk */
};

/* A truncation counts as a write; it happens or not. */
void fault_write(const struct fault *fault);
void fault_sync(const struct fault *fault);

/* What has been asked for since it was installed, whatever came of it. */
struct fault_counts {
	int64_t writes[FAULT_KINDS], syncs[FAULT_KINDS]; /* [FAULT_ALL]: together */
};
struct fault_counts fault_counts(void);

/* Each is called after it was done. A write that was torn is told as what was written of it. */
struct fault_watch {
	void (*wrote)(void *ctx, const char *name, const void *bytes, int len, int64_t at);
	void (*truncated)(void *ctx, const char *name, int64_t len);
	void (*synced)(void *ctx, const char *name);
	void (*unsynced)(void *ctx, const char *name); /* a sync failed */
	void *ctx;
};
/* NULL: nobody. */
void fault_watch(const struct fault_watch *watch);

#endif
