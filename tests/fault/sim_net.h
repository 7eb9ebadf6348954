/*
 * The network with front in it: connections, what is on its way on each, in both directions, and who is in which room. In
 * order on one connection, in any order between several; what is on a connection that is cut is lost. Knows no command.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_NET_H
#define ETATUNTI_TESTS_FAULT_SIM_NET_H

#include <jansson.h>

#include <etatunti/base/list.h>

#include "sim_core.h"

#define SN_LINKS 64
#define SN_SEATS 128

/* One frame on its way. Down it is what it says, for the client; up it is bytes, for core. */
struct sn_frame {
	struct et_link link;
	unsigned type; /* of ipc */
	uint8_t *bytes;
	size_t len;
	json_t *json;         /* down, of TEXT and BLOB */
	struct et_hash blobs; /* of what stands behind the JSON; zero: nothing */
};

struct sn_link {
	uint64_t front; /* 0: free */
	int client;     /* -1: it has been cut */
	bool is_over;   /* core has closed it: what is on its way down still comes */
	struct et_list up, down;
};

struct sn_seat {
	uint64_t front;
	struct et_id room;
};

struct sim_net {
	struct sn_link links[SN_LINKS];
	uint64_t newest;
	struct sn_seat seats[SN_SEATS];
	size_t seat_count;
	uint64_t said; /* follows from every frame that ever left core */
	int64_t frames_up, frames_down, cuts;
};

void sim_net_init(struct sim_net *net);
/* All connections are gone, and with them what was on its way. */
void sim_net_clear(struct sim_net *net);

/* A connection to front, on its way to core: NULL if there are too many. */
struct sn_link *sim_net_open(struct sim_net *net, int client, const char *address);
struct sn_link *sim_net_of(struct sim_net *net, uint64_t front);
void sim_net_send(struct sn_link *link, struct et_slice bytes, bool binary);
/* Of what is on its way at most the oldest `late` still arrive, after who knows what else; then front tells core. */
void sim_net_cut(struct sim_net *net, struct sn_link *link, size_t late);

/* The oldest frame of the link to core's door. */
void sim_net_lift(struct sim_net *net, struct sn_link *link, struct sim_core *core);
/* The oldest for the client, or NULL; the caller frees it. */
struct sn_frame *sim_net_take(struct sn_link *link);
void sim_net_free(struct sn_frame *frame);

/* What core has said in this turn: to its connections, and to front about rooms. Each is shown to the judge first. */
typedef void sim_net_watch(void *ctx, uint64_t front, const struct sn_frame *frame);
void sim_net_route(struct sim_net *net, struct sim_core *core, sim_net_watch *watch, void *ctx);

#endif
