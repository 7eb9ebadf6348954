/*
 * What clients do, mostly what somebody would do as things stand, now and then whatever. Knows what is possible from the
 * record; whether it is allowed is the server's to say.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_ACT_H
#define ETATUNTI_TESTS_FAULT_SIM_ACT_H

#include "sim_chain.h"

struct sim;
struct sim_client;

enum sim_act {
#define X(symbol, who, weight) SIM_##symbol,
#define Y(symbol) SIM_##symbol,
#include "sim_acts.def"
#undef X
#undef Y
	SIM_ACTS
};

const char *sim_act_name(int act);
/* One of those of the client's person, chosen by weight; false: nothing to do. */
bool sim_act(struct sim *sim, struct sim_client *client);

/* A case as it stands, of which that person is a member. */
struct sim_view {
	int number;
	struct sc_case *cs;
	bool is_open, has_place, is_waiting, is_queued, in_session, held, in_force;
	bool of_pair; /* the viewer */
	struct et_id series, hour, session;
};

void sim_look(struct sim *sim, const struct sim_client *client, int number, struct sim_view *out);

typedef bool sim_fits(const struct sim_view *view, const struct sim_client *client);
/* One that fits; now and then any. False: none was found. */
bool sim_pick(
	struct sim *sim, const struct sim_client *client, sim_fits *fits, struct sim_view *out);
/* Signed and on its way; the client goes on as if it had been taken. False: nothing was sent. */
bool sim_send(struct sim *sim, struct sim_client *client, struct cw_case *cs, int number);
/* A planned hour of the series ahead of now, the n-th; zero: none. */
struct et_id sim_hour_ahead(struct sim *sim, const struct et_id *series, int64_t n);

typedef bool sim_act_fn(struct sim *sim, struct sim_client *client);
#define X(symbol, who, weight) sim_act_fn sim_act_##symbol;
#define Y(symbol)
#include "sim_acts.def"
#undef X
#undef Y

#endif
