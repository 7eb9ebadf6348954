/*
 * One allocation that fails, in a fork of core as it stands: what core says then, what it goes on doing, what it leaves behind
 * and what it gives back, judged there.
 */
#ifndef ETATUNTI_TESTS_FAULT_MEMORY_BLOW_H
#define ETATUNTI_TESTS_FAULT_MEMORY_BLOW_H

#include "disk_judge.h"
#include "memory_content.h"
#include "memory_fail.h"

/* How a step ended: core with an error, or as if nothing were missing, or with a refusal, or without its front; or as it must not. */
enum mb_outcome { MB_ENDED, MB_TOLD, MB_REFUSED, MB_PARTED, MB_BROKEN, MB_OUTCOMES };
const char *mb_outcome_name(enum mb_outcome outcome);

/* The run as it goes with memory enough, beside what dk_known says. */
struct mb_path {
	const struct dk_known *known;
	struct et_hash *content; /* [n]: after n steps */
	bool *is_kept;           /* by input: its reply is remembered */
	size_t *asked;           /* by step: allocations */
	size_t all, starting;    /* of all steps; of the start before them */
	long live;               /* held when there is no core */
};
/* Runs it once. */
void mb_path_new(struct mb_path *out, const struct dk_known *known, struct dk_rig *rig);
void mb_path_free(struct mb_path *path);

struct mb_blow {
	struct dk_rig *rig;
	const struct mb_path *path;
	size_t step;              /* of the run */
	size_t number, countdown; /* of the allocation: in the whole run, in this step */
	bool for_good;
	enum mb_outcome outcome;
	bool leaves_path;     /* no state of the run is to be expected */
	struct et_slice said; /* to connections, in the step */
	char why[DK_WHY_LEN];
};

/* As dk_rig_open, with room for what is said, so that hearing it asks for none. */
void mb_open(struct dk_rig *rig, const struct dk_script *script);
/*
 * Core's step with the fault, in a fork. MB_BROKEN: something does not hold, it has been said what
 * and who asked.
 */
enum mb_outcome mb_strike(struct mb_blow *blow);
/* The same of a start: store and core, from the script's image; rig is not open. */
enum mb_outcome mb_strike_start(struct mb_blow *blow);

#endif
