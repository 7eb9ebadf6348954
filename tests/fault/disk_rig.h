/*
 * Core on the disk in memory, with the test as its front: the recorded run is put to it, step by step. And the run as it goes
 * on a healthy disk: every answer, every state of the record, and what the disk was asked for.
 */
#ifndef ETATUNTI_TESTS_FAULT_DISK_RIG_H
#define ETATUNTI_TESTS_FAULT_DISK_RIG_H

#include <etatunti/core/core.h>

#include "disk_journal.h"
#include "disk_script.h"
#include "store/fault.h"

struct dk_rig {
	const struct dk_script *script;
	struct et_env_fake fake;
	struct et_store *store;
	struct et_core *core;
	struct et_ipc *front;
	struct dj_journal journal;
	/* Of the newest turn: all that left core, and of it what went to connections. */
	struct et_buf said, answers;
};

/* From the script's image; the first turn is the run's first step. Behind its last step comes a clean stop. */
void dk_rig_open(struct dk_rig *rig, const struct dk_script *script);
/* As far as it gets: store and core without a front; and a front (anew), where core has none. */
enum et_err dk_rig_start(struct dk_rig *rig, const struct dk_script *script);
void dk_rig_attach(struct dk_rig *rig);
/* The step of that number; one of nothing at the stop. */
const struct dk_step *dk_step_at(const struct dk_script *script, size_t number);
/* What came of et_core_turn; of et_core_stop behind the last. */
enum et_err dk_rig_step(struct dk_rig *rig, size_t step);
/* The step's frames once more, so much later; connections that it opened or closed are left as they are. */
enum et_err dk_rig_again(struct dk_rig *rig, size_t step, int64_t later_ms);
/* A turn with somebody new on that connection, and what they say. */
enum et_err dk_rig_meet(struct dk_rig *rig, uint64_t front, struct et_slice frame);
/* A fork shares the sockets: what another has left in them goes. */
void dk_rig_drain(struct dk_rig *rig);
/* As `serve` ends, after an error too; the journal goes on until all is forgotten. */
void dk_rig_close(struct dk_rig *rig);
void dk_rig_forget(struct dk_rig *rig);
/* What the record says, whatever its files are: the bytes of its pages. */
struct et_hash dk_state_of(struct et_store *store);

struct dk_known_step {
	struct et_hash before, after; /* states */
	struct et_buf said;
	size_t ops;            /* of the journal when the answers had left */
	int64_t writes, syncs; /* of this step */
};

struct dk_known {
	const struct dk_script *script;
	struct dk_known_step *steps;
	size_t count;                  /* those of the run, and the stop */
	int64_t writes, syncs;         /* of all of them */
	int64_t end_writes, end_syncs; /* and of dk_rig_close after them */
	uint8_t *judged; /* by how many steps: that state has been verified; shared by forks */
};

/* Runs it on that rig, opens and closes it; the same answers as were recorded, or the test fails. */
void dk_known_new(struct dk_known *out, const struct dk_script *script, struct dk_rig *rig);
void dk_known_free(struct dk_known *known);

#endif
