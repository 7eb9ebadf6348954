/*
 * The scripted run that is put to a failing disk: a county, Kela, cases, everything that is written, once. What has been
 * there before is a database's bytes; the run itself is a recording.
 */
#ifndef ETATUNTI_TESTS_FAULT_DISK_SCRIPT_H
#define ETATUNTI_TESTS_FAULT_DISK_SCRIPT_H

#include "disk_record.h"

struct dk_script {
	struct kit *kit; /* keys and deployment; it has no service and no store any more */
	/* The database on the disk in memory and its WAL; what is judged after a fault, and its WAL. */
	char dir[64], path[96], wal[112], back[96], back_wal[112];
	struct et_slice image; /* the record as the run finds it */
	struct dk_recording run;
	size_t commands; /* in the run, and how many of them were refused */
	size_t refused;
};

/* Makes the folder and the names alone; and the end of that. */
void dk_script_names(struct dk_script *out);
void dk_script_forget_names(const struct dk_script *script);
/* Installs disk_mem.h and store/fault.h; fails the test where the run is not as it should be. */
void dk_script_new(struct dk_script *out);
void dk_script_free(struct dk_script *script);

#endif
