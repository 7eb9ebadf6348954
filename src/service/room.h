/*
 * The rooms that people are in now: one per open session of a case, gone with its last member. When
 * its consent ends by its dates the room closes at that instant.
 */
#ifndef ETATUNTI_SERVICE_SRC_ROOM_H
#define ETATUNTI_SERVICE_SRC_ROOM_H

#include "conn.h"

struct et_room {
	struct et_link link;
	struct et_due due;
	struct et_id session, case_id;
};

struct et_room *et_room_find(const struct et_service *service, const struct et_id *session);
/* Finds or makes it, and sets its end. NULL: no memory. */
struct et_room *et_room_enter(struct et_service *service, const struct et_id *session,
	const struct et_id *case_id, int64_t ends_at) ET_MUST_USE;
/* Frees the room if nobody is in it any more. */
void et_room_settle(struct et_service *service, const struct et_id *session);
void et_room_free(struct et_service *service, struct et_room *room);

/* {peers:[{conn, uid}]}: those in the room, and `also` if it is not NULL and not yet in. */
void et_room_peers(const struct et_service *service, const struct et_id *session,
	const struct et_conn *also, struct et_json *json);

/* The timer fired: closed, reason expired; a row on the log. */
enum et_err et_room_due(struct et_call *call, struct et_room *room) ET_MUST_USE;

#endif
