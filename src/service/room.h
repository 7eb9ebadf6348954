/*
 * The rooms that people are in now: one per open session of a case, gone with its last member. When the
 * consent ends by its dates, or somebody's part in the case does, that shows in the room at that instant.
 */
#ifndef ETATUNTI_SERVICE_SRC_ROOM_H
#define ETATUNTI_SERVICE_SRC_ROOM_H

#include <etatunti/domain/consent.h>
#include <etatunti/store/room.h>

#include "conn.h"

struct et_room {
	struct et_link link;
	struct et_due due;
	struct et_id session, case_id, hour;
};

struct et_room *et_room_find(const struct et_service *service, const struct et_id *session);
/* Finds or makes it, and sets when it is looked at next. NULL: no memory. */
struct et_room *et_room_enter(struct et_service *service, const struct et_store_room *session,
	int64_t check_at) ET_MUST_USE;
/*
 * When a room of that case must be looked at: the instant at which its consent ends by its dates, or at
 * which the part of one of its members does (a substitute's, a certificate's); in a minute at the latest.
 */
enum et_err et_room_check_at(struct et_call *call, const struct et_id *case_id,
	const struct et_consent *consent, int64_t *out) ET_MUST_USE;
/* All rooms are looked at then: what they were to be looked at for may have moved. */
enum et_err et_room_recheck(struct et_service *service, int64_t at_ms) ET_MUST_USE;
/* Frees the room if nobody is in it any more. */
void et_room_settle(struct et_service *service, const struct et_id *session);
void et_room_free(struct et_service *service, struct et_room *room);

/* So many at most, each on one connection. */
#define ET_ROOM_CONN_MAX 5

/* ET_ROOM_FULL: with this connection, in the stead of another of the same person, there would be too many. */
enum et_err et_room_has_space(const struct et_service *service, const struct et_id *session,
	const struct et_conn *conn) ET_MUST_USE;

/*
 * {peers:[{conn, uid}]}: those in the room, and `also` if it is not NULL and not yet in, in the stead of another
 * connection of the same person.
 */
void et_room_peers(const struct et_service *service, const struct et_id *session,
	const struct et_conn *also, struct et_json *json);

/*
 * The timer fired. Without a consent in force it closes, reason expired, with a row on the log; else those
 * who have no part in the case any more are put out.
 */
enum et_err et_room_due(struct et_call *call, struct et_room *room) ET_MUST_USE;

#endif
