/*
 * One seed of the simulator: everything in it follows from the seed. Events happen one after the other; after each the judge
 * looks.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_H
#define ETATUNTI_TESTS_FAULT_SIM_H

#include "sim_act.h"
#include "sim_client.h"
#include "sim_judge.h"

enum sim_event {
#define X(symbol, weight) SIM_##symbol,
#include "sim_events.def"
#undef X
	SIM_EVENTS
};

struct sim_tally {
	int64_t said[SIM_ACTS], done[SIM_ACTS], refused[SIM_ACTS], again[SIM_ACTS];
	int64_t events[SIM_EVENTS];
	int64_t commands, statements, rooms, hours, verified, seen, restarts;
};

struct sim {
	const struct sim_world *world;
	uint64_t seed, random;
	int64_t event; /* its number */
	struct sim_core core;
	struct sim_net net;
	struct sim_ask ask;
	struct sim_judge judge;
	struct sim_client clients[SIM_CLIENTS];
	struct sim_tally *tally;
	struct et_arena *arena; /* of what is said in one event */
	json_t *answer;         /* what the kit's next question is answered with, at once */
	struct sim_client *speaker;
	struct sa_request *newest;
	int act, cs;
	bool is_full;
};

/* 0 … below − 1. */
int64_t sim_draw(struct sim *sim, int64_t below);
bool sim_chance(struct sim *sim, int percent);

struct sim_outcome {
	bool failed;
	int64_t event; /* the first that something did not hold after */
	uint64_t said; /* follows from all that left core */
	char why[SIM_WHY_LEN];
	char last[8][48]; /* the newest events */
};

/* So many events of that seed, and verify at the end. tally is added to. */
void sim_run(const struct sim_world *world, uint64_t seed, int64_t events, struct sim_tally *tally,
	struct sim_outcome *out);

#endif
