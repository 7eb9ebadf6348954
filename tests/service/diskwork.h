/*
 * A world whose record is files: what stands in their bytes, a machine that stops, a disk that fills up. On top of
 * casework; what fails the disk is store/fault.h.
 */
#ifndef ETATUNTI_TESTS_SERVICE_DISKWORK_H
#define ETATUNTI_TESTS_SERVICE_DISKWORK_H

#include "casework.h"

struct dw_disk {
	char dir[64], path[96];
	struct et_slice kept; /* of dw_keep: the database's bytes, and when that was */
	struct et_env_fake then;
};

struct cw_world *dw_world_new(struct dw_disk *disk);
/* The world too; no other file than the database's own was in its directory. */
void dw_world_free(struct dw_disk *disk, struct cw_world *world);

/* The machine stops and starts: the write-ahead log is as it was. Everybody is signed out. */
void dw_crash(struct dw_disk *disk, struct kit *kit);
/* Remembers the record as it is, and the time; puts both back. Everybody is signed out. */
void dw_keep(struct dw_disk *disk, struct kit *kit);
void dw_back(struct dw_disk *disk, struct kit *kit);
/*
 * As kit_advance on a disk that may fail: a full one undoes the turn, as core does it, and time goes on. Anything else is
 * given back at once: core would end.
 */
enum et_err dw_advance(struct kit *kit, int64_t ms);

#define DW_SECRETS_MAX 96

/* Bytes that are to be nowhere, once the time has come. */
struct dw_secrets {
	struct et_slice list[DW_SECRETS_MAX];
	size_t count;
};

void dw_secret(struct dw_secrets *secrets, struct et_slice bytes);
/* Each value of a one-column query; there are some. */
void dw_secret_rows(struct dw_secrets *secrets, struct kit *kit, const char *sql);
/* How many of them have a piece in any file of the directory. */
size_t dw_found(const struct dw_disk *disk, const struct dw_secrets *secrets);

#endif
