/*
 * What a disk holds after a fault, judged: it opens as `serve` opens it, is one of the states that the run goes through on a
 * healthy disk, between the last that was told and the last that was begun, verifies, and core goes on with it.
 */
#ifndef ETATUNTI_TESTS_FAULT_DISK_JUDGE_H
#define ETATUNTI_TESTS_FAULT_DISK_JUDGE_H

#include "disk_rig.h"

#define DK_WHY_LEN 640

/* A number of tries, times ET_FAULT_ROUNDS; and ET_SEED, or 1. */
size_t dk_rounds(size_t tries);
uint64_t dk_seed(void);

/* The files as they are now become those that are judged: the process was killed. */
void dk_left_by_kill(const struct dk_script *script);
/* The power went after so many ops of the journal. */
void dk_left_by_crash(const struct dk_rig *rig, size_t ops, enum dj_loss loss, uint64_t seed);

/*
 * Of the files that were left: their record holds what stood after `told` steps and nothing that was not begun in the one
 * after. False: why says what does not hold.
 */
bool dk_is_whole(const struct dk_known *known, size_t told, size_t begun, char why[DK_WHY_LEN]);
/* The same where the run has left the known path: it opens, verifies, and core goes on with it. */
bool dk_goes_on(const struct dk_known *known, int64_t now_ms, char why[DK_WHY_LEN]);

#endif
