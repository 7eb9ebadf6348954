/*
 * Core and its disk: it takes what front hands over, turn by turn; it can be killed, lose its power, fail on its disk, and is
 * started again on what is left. Knows front's end of the line, no connection and no command.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_CORE_H
#define ETATUNTI_TESTS_FAULT_SIM_CORE_H

#include <etatunti/core/core.h>

#include "disk_journal.h"
#include "sim_db.h"
#include "sim_world.h"

struct sim_core {
	const struct sim_world *world;
	struct et_env_fake fake; /* the server's clocks and randomness */
	struct et_store *store;
	struct sim_db db; /* reads beside it */
	struct et_core *core;
	struct et_ipc *front;
	struct dj_journal journal;
	size_t settled; /* of the journal's ops, before the newest turn */
	bool is_low;    /* what storage_is_low answers */
	bool is_armed;  /* the disk fails at a write or sync that comes */
	/* The lines kept outside the database, which no fault takes; those of the newest turn. */
	struct et_buf checkpoints, fresh;
};

/* From the world's image. */
void sim_core_new(struct sim_core *core, const struct sim_world *world, uint64_t seed);
void sim_core_free(struct sim_core *core);

/* What front has put is run; what core says waits in `front`. An error is the end of core: sim_core_end. */
enum et_err sim_core_turn(struct sim_core *core);
/* The newest turn is over: what comes now can't cut into it. */
void sim_core_settle(struct sim_core *core);
/*
 * Core ends without a word, and starts on what its disk has. Lost power: somewhere within the newest turn, with what
 * was not synced as `loss` says; the monotonic clock begins anew.
 */
void sim_core_kill(struct sim_core *core);
void sim_core_lose_power(struct sim_core *core, enum dj_loss loss, uint64_t seed);
/* The journal begins anew, for it keeps every write. */
void sim_core_rebase(struct sim_core *core);

/* How room runs out. */
enum sim_full {
	SIM_ROOM,    /* there is room */
	SIM_NOTICED, /* none, and core is told so before it writes */
	SIM_NO_ROOM, /* none */
	SIM_PAGES, /* the record may grow by some pages more: it ends in the middle of a command */
	SIM_FULLS
};
void sim_core_full(struct sim_core *core, enum sim_full full, uint64_t seed);
/* A write or sync a little later fails, once. */
void sim_core_break(struct sim_core *core, uint64_t seed);

#endif
