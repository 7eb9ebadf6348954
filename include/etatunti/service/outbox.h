/*
 * What a call makes others see: collected while it runs, dropped if it is refused, delivered after
 * the shared commit, after the reply. Who is meant is said by audience, never by connection lists.
 */
#ifndef ETATUNTI_SERVICE_OUTBOX_H
#define ETATUNTI_SERVICE_OUTBOX_H

#include <etatunti/proto/event.h>
#include <etatunti/service/call.h>

enum et_audience_kind {
	ET_TO_CONN,         /* id: public connection id, signed in or not */
	ET_TO_INVITE,       /* id: connections that enrolled by this invite */
	ET_TO_USER,         /* id: uid, on all connections */
	ET_TO_ALL,          /* everyone signed in */
	ET_TO_COORDINATORS, /* id: of that organisation; zero: of all */
	ET_TO_SERIES,       /* id: workers of its pairs, its contact */
	ET_TO_HOUR,         /* id: as the series of that hour */
	ET_TO_CASE,         /* id: members; contacts only with consent in force after the call */
	ET_TO_CASE_PAIR,    /* id: of its members only the workers of the pair */
	ET_TO_LOBBY,        /* id: hour */
	ET_TO_ROOM,        /* id: session; members only: a guest is told what is meant for guests */
	ET_TO_ROOM_PAIR,   /* id: session; the workers among them */
	ET_TO_ROOM_GUESTS, /* id: session */
};

struct et_audience {
	enum et_audience_kind kind;
	struct et_id id;
};

/*
 * Starts an event to that audience and gives the writer for its fields (section 7 of PROTOCOL.md);
 * never NULL: without memory the writer goes nowhere and the call fails. A recipient in several
 * audiences gets it once.
 */
struct et_json *et_outbox_event(struct et_call *call, enum et_event event, enum et_audience_kind to,
	const struct et_id *id);
/* The newest event goes to this audience too. */
void et_outbox_also(struct et_call *call, enum et_audience_kind to, const struct et_id *id);
/* The newest event does not go to this person. */
void et_outbox_but(struct et_call *call, const struct et_id *uid);

/*
 * Shorthands for the events that several commands cause. `hour` and `queue` go to the people of the series and
 * to all coordinators; `case` to the members (add one with et_outbox_also where the statement takes
 * its right away). The lobby event is made for each person in that lobby, once per call.
 */
void et_outbox_hour(struct et_call *call, const struct et_id *hour, const struct et_id *series);
void et_outbox_queue(struct et_call *call, const struct et_id *series);
void et_outbox_case(struct et_call *call, const struct et_id *case_id, int64_t seq,
	const struct et_hash *hash, struct et_slice kind);
void et_outbox_lobby(struct et_call *call, const struct et_id *hour);

enum et_room_end {
	ET_ROOM_NEXT,      /* the case was closed off: next one */
	ET_ROOM_WITHDRAWN, /* its consent was withdrawn */
	ET_ROOM_EXPIRED,   /* its consent ended by its dates */
	ET_ROOM_MOVED,     /* the same person is in it on another connection now */
};

/*
 * The room of a session closes: everyone in it gets `closed`, and front stops relaying. Nothing
 * happens if nobody is in it.
 */
void et_outbox_room_close(struct et_call *call, const struct et_id *session,
	const struct et_id *case_id, enum et_room_end why);
/*
 * The connection of the call enters a room (and leaves the one that it was in; another connection of the same
 * person is out of it, `moved`), or leaves it; the others get `peers`. At check_at the room is looked at
 * (room.h).
 */
void et_outbox_room_join(struct et_call *call, const struct et_id *session,
	const struct et_id *case_id, int64_t check_at);
void et_outbox_room_leave(struct et_call *call, const struct et_id *session);

/*
 * The connection of the call enters the lobby of an hour (and leaves the one that it was in), or leaves it: front
 * relays among those in it, and they get `lobby`. At check_at it is looked at (lobby.h).
 */
void et_outbox_lobby_enter(struct et_call *call, const struct et_id *hour, int64_t check_at);
void et_outbox_lobby_leave(struct et_call *call, const struct et_id *hour);

/*
 * The directory has changed who belongs where: whoever has no part any more in the case of the room, or
 * in the series of the lobby, that a connection is in is out of it, and of the room with `closed`; the
 * others get `peers`, `lobby`.
 */
void et_outbox_put_out(struct et_call *call);
/* The same because time has passed: for room.c. */
void et_outbox_sweep(struct et_call *call);

/* Guests of a case are looked at: who has been let in is told, who has no right any more is out. */
void et_outbox_guests(struct et_call *call, const struct et_id *case_id);
/* Front lifts the login deadline for a guest. */
void et_outbox_knocked(struct et_call *call);

/* For the session commands: front lifts the login deadline; out of lobby and room; closed. */
void et_outbox_signed_in(struct et_call *call);
void et_outbox_leave_all(struct et_call *call, struct et_conn *conn);
void et_outbox_close_conn(struct et_call *call, struct et_conn *conn);

/* For the checkpoint job: a line for the second place. */
void et_outbox_checkpoint_line(struct et_call *call, struct et_slice line);

#endif
