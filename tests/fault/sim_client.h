/*
 * Simulated clients: each signs in, asks, repeats what it has no answer to, and believes what it was told. The frames are made
 * by the kit of tests/service, whose calls are caught here (CMake: sim wraps kit_call, kit_call_blobs). Knows no rule of
 * the server.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_CLIENT_H
#define ETATUNTI_TESTS_FAULT_SIM_CLIENT_H

#include "service/guestwork.h"
#include "sim_ask.h"
#include "sim_chain.h"
#include "sim_net.h"

struct sim;

/* Two devices of some people; guests behind them. */
#define SIM_STAFF 13
#define SIM_GUESTS 3
#define SIM_CLIENTS (SIM_STAFF + SIM_GUESTS)

enum sim_state {
	SIM_AWAY,
	SIM_NEW,    /* connected */
	SIM_ASKED,  /* hi, re, guest-hi is on its way */
	SIM_PROVED, /* login, reproof, guest-knock is on its way */
	SIM_IN,     /* a guest: at the door, or in */
};

struct sim_head {
	int64_t seq; /* 0: not known */
	struct et_hash hash;
};

struct sim_client {
	int index, person; /* -1: a guest */
	struct kit_peer peer;
	enum sim_state state;
	uint64_t front;
	bool has_session;
	int64_t skew_ms;
	struct sim_head cases[SC_CASES], dir; /* as it was told */
	uint8_t busy[SC_CASES];               /* statements on their way */
	struct et_id room;
	/* A guest's. */
	int invited_to; /* a case; -1: nowhere */
	struct gw_link link;
	struct gw_device device;
	bool is_waiting, is_admitted;
	char address[16];
};

void sim_clients_init(struct sim *sim);

/* The kit speaks for this simulator's clients; NULL: for itself again. */
void sim_client_catch(struct sim *sim);
/* From here on what the kit says is this client's, counted as that act, about that case (-1: none). */
void sim_client_begin(struct sim *sim, struct sim_client *client, int act, int cs);
/* The directory's head as the client knows it, for the kit's next statement. */
void sim_client_begin_dir(struct sim *sim, struct sim_client *client, int act);
/* The same for a case: to be signed by this client. */
struct cw_case sim_client_case(struct sim *sim, const struct sim_client *client, int cs);

/* The next thing on the way in: connects, asks, answers. */
void sim_client_come(struct sim *sim, struct sim_client *client);
/* A frame has come; NULL: the connection is over. */
void sim_client_hear(struct sim *sim, struct sim_client *client, const struct sn_frame *frame);
void sim_client_lost(struct sim_client *client);
/* Something that has no answer, once more; or something that has. False: there is nothing. */
bool sim_client_repeat(struct sim *sim, struct sim_client *client, bool answered);
#endif
