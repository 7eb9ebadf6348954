/*
 * What has reached a disk and in which order: from it, what is left when the power goes at any point. Only what was synced is
 * sure; of what was not, sectors are there or not. What was written before a sync that failed stays unsure for good, whatever
 * is synced later: a kernel forgets it. Knows two files, a database and its WAL; nothing of what is in them.
 */
#ifndef ETATUNTI_TESTS_FAULT_DISK_JOURNAL_H
#define ETATUNTI_TESTS_FAULT_DISK_JOURNAL_H

#include <etatunti/base/types.h>

#define DJ_FILES 2 /* the database, its WAL */
#define DJ_SECTOR 512

struct dj_op;

struct dj_journal {
	char name[DJ_FILES][128];
	uint8_t *base; /* the database as it was, all durable; there was no WAL */
	size_t base_len;
	struct dj_op *ops;
	size_t count, cap;
};

/* From the bytes that the database has now, without a WAL; listens to store/fault.h. */
void dj_begin(struct dj_journal *journal, const char *path);
/* Nothing is listened to any more. */
void dj_end(struct dj_journal *journal);

enum dj_loss {
	DJ_DROPPED, /* nothing that was not synced */
	DJ_TORN,    /* a beginning of it, the last write of which is cut at a sector */
	DJ_MIXED,   /* whole writes and truncations, some and others not */
	DJ_SECTORS, /* of each write each sector or not */
	DJ_LOSSES
};
const char *dj_loss_name(enum dj_loss loss);

/*
 * The files as they may be if the power went after the first `count` of the journal's ops, of a disk that lost what `loss`
 * says: dm_put under these names. The same seed, the same loss.
 */
void dj_crash(const struct dj_journal *journal, size_t count, enum dj_loss loss, uint64_t seed,
	const char *database, const char *wal);
/* Whether there was anything to lose then. */
bool dj_is_at_risk(const struct dj_journal *journal, size_t count);

#endif
