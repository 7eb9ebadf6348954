/*
 * What must hold after every event, whatever has happened: it looks at what is committed, at what leaves core, and at what is
 * left after a kill. Says the first thing that does not hold; changes nothing.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_JUDGE_H
#define ETATUNTI_TESTS_FAULT_SIM_JUDGE_H

#include "sim_ask.h"
#include "sim_chain.h"
#include "sim_done.h"
#include "sim_net.h"

struct sim_judge {
	struct sim_chain chain;
	struct sim_done done;
	struct sim_core *core;
	struct sim_net *net;
	struct sim_ask *ask;
	int64_t changes; /* of the record, when hours were judged; -1: not yet */
	int64_t replies, events, rooms, hours, verified; /* how many were judged */
	char why[SIM_WHY_LEN];
};

void sim_judge_init(
	struct sim_judge *judge, struct sim_core *core, struct sim_net *net, struct sim_ask *ask);
void sim_judge_fini(struct sim_judge *judge);

/* A turn is committed: the frames that it said are routed, and all is judged. False: why. */
bool sim_judge_turn(struct sim_judge *judge);
/* Core has started again. */
bool sim_judge_restart(struct sim_judge *judge);
/* The record as a whole, with the checkpoints that were kept outside it: verify. */
bool sim_judge_whole(struct sim_judge *judge);

#endif
