/*
 * Each write or sync of the run fails once: every fault happens to a fork of its own, of core as it stands at that step, and
 * what it says and leaves behind is judged there.
 */
#ifndef ETATUNTI_TESTS_FAULT_DISK_EACH_H
#define ETATUNTI_TESTS_FAULT_DISK_EACH_H

#include "disk_judge.h"

struct dk_fault {
	const char *name;
	bool of_sync; /* else of a write */
	bool torn;    /* a beginning of the write is on the disk: how much follows from the seed */
	struct fault fault;
};

/* A script and what is known of it, for a whole program of tests. */
struct dk_stage {
	struct dk_script script;
	struct dk_known known;
	struct dk_rig rig; /* of the test that is running */
};
int dk_stage_setup(void **state);
int dk_stage_teardown(void **state);

#define DK_FAULTS 2000

/*
 * Core anew, through the whole run and its end; each of the first DK_FAULTS writes or syncs fails so, in its turn (more of
 * them, and each with as many seeds, by ET_FAULT_ROUNDS; under a sanitizer some of them).
 * Fails the test with the number, the seed and a sentence where anything does not hold.
 */
void dk_each(struct dk_stage *stage, const struct dk_fault *fault);

#endif
