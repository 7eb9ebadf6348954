/*
 * What outbox.c collects and seal.c carries out.
 */
#ifndef ETATUNTI_SERVICE_SRC_OUTBOX_ITEMS_H
#define ETATUNTI_SERVICE_SRC_OUTBOX_ITEMS_H

#include <etatunti/service/outbox.h>

#include "conn.h"

enum et_out_type {
	ET_OUT_EVENT,
	ET_OUT_LOBBY,
	ET_OUT_LOBBY_ENTER,
	ET_OUT_LOBBY_LEAVE,
	ET_OUT_ROOM_JOIN,
	ET_OUT_ROOM_LEAVE,
	ET_OUT_ROOM_CLOSE,
	ET_OUT_PUT_OUT,
	ET_OUT_SWEEP,
	ET_OUT_SIGNED_IN,
	ET_OUT_KNOCKED,
	ET_OUT_GUESTS,
	ET_OUT_LEAVE_ALL,
	ET_OUT_CLOSE,
	ET_OUT_CHECKPOINT,
};

struct et_out {
	struct et_link link;
	enum et_out_type type;
	struct et_conn *conn;
	enum et_event event;
	struct et_json fields;
	struct et_audience *to;
	size_t to_count, to_cap;
	struct et_id but;         /* not this person; zero: nobody is left out */
	struct et_id id, case_id; /* hour or session */
	int64_t check_at;
	enum et_room_end why;
	struct et_slice line;
};

/* Lives in the call's arena; the writers in it are freed by fini. */
struct et_outbox {
	struct et_list items;
	struct et_list crowds;  /* struct et_crowd.link: found out already, by et_outbox_seal */
	struct et_json nowhere; /* for writers that could not be made */
	enum et_err err;        /* sticks: ET_NO_MEMORY */
};

void et_outbox_init(struct et_outbox *outbox);
void et_outbox_fini(struct et_outbox *outbox);

/*
 * Carries out everything in the order in which it was put: changes rooms and lobbies in memory, finds out
 * who is meant, and queues the deliveries. After the savepoint is released, inside the
 * transaction. ET_NO_MEMORY, errors of the store.
 */
enum et_err et_outbox_seal(struct et_call *call) ET_MUST_USE;

/* Who is meant, found out once for all connections. */
struct et_crowd {
	struct et_link link;
	struct et_audience to;
	const struct et_id *uids;
	size_t count;
};

/* ET_NO_MEMORY, errors of the store. An audience that no longer exists is empty. */
enum et_err et_crowd_gather(
	struct et_call *call, const struct et_audience *to, struct et_crowd *out) ET_MUST_USE;
bool et_crowd_has(const struct et_crowd *crowd, const struct et_conn *conn);

#endif
