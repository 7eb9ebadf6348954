/*
 * A room is gone with its last member, a lobby too. Front is told first: from then on nothing is relayed; then the
 * people.
 */
#include "presence.h"

#include <etatunti/service/access.h>
#include <etatunti/store/room.h>

#include "batch.h"
#include "guests.h"
#include "lobby.h"
#include "room.h"
#include "seal.h"

static const char *const room_end_words[] = {
	[ET_ROOM_NEXT] = "next",
	[ET_ROOM_WITHDRAWN] = "withdrawn",
	[ET_ROOM_EXPIRED] = "expired",
	[ET_ROOM_MOVED] = "moved",
};

/* Front relays to and from the connection in that room, or lobby, from now on; or no more. */
static enum et_err relay(struct et_call *call, enum et_delivery_type type,
	const struct et_conn *conn, const struct et_id *room)
{
	const struct et_delivery delivery = {
		.type = type, .front = conn->front, .room = *room, .conn_id = conn->id
	};

	return et_seal_queue(call, &delivery);
}

/* ---------------------------------------------------------------------- lobbies */

static enum et_err tell_one(struct et_call *call, const struct et_id *hour,
	const struct et_conn *conn, struct et_json *fields)
{
	enum et_err err;

	et_json_reset(fields);
	if ((err = et_lobby_fields(call, hour, conn, fields)) != ET_OK)
		return err;
	return et_seal_event(call, ET_EVENT_LOBBY, fields, ET_TO_CONN, &conn->id);
}

/* Each has a view of their own. */
enum et_err et_presence_tell_lobby(struct et_call *call, const struct et_id *hour)
{
	struct et_json fields;
	enum et_err err = ET_OK;

	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		const struct et_conn *conn = ET_CONN_OF(it);

		if (err == ET_OK && !conn->closing && et_id_eq(&conn->lobby, hour))
			err = tell_one(call, hour, conn, &fields);
	}
	et_json_fini(&fields);
	return err;
}

static enum et_err lobby_leave(struct et_call *call, struct et_conn *conn, struct et_id *hour)
{
	*hour = conn->lobby;
	conn->lobby = (struct et_id){ 0 };
	et_lobby_settle(call->service, hour);
	return relay(call, ET_DELIVER_ROOM_LEAVE, conn, hour);
}

enum et_err et_presence_lobby_leave(struct et_call *call, struct et_conn *conn)
{
	struct et_id hour;
	enum et_err err;

	if (et_id_is_zero(&conn->lobby))
		return ET_OK;
	if ((err = lobby_leave(call, conn, &hour)) != ET_OK)
		return err;
	return et_presence_tell_lobby(call, &hour);
}

enum et_err et_presence_lobby_enter(struct et_call *call, const struct et_out *item)
{
	enum et_err err;

	if (!et_id_eq(&item->conn->lobby, &item->id) &&
		(err = et_presence_lobby_leave(call, item->conn)) != ET_OK)
		return err;
	item->conn->lobby = item->id;
	if ((err = et_lobby_open(call->service, &item->id, item->check_at)) != ET_OK ||
		(err = relay(call, ET_DELIVER_ROOM_JOIN, item->conn, &item->id)) != ET_OK)
		return err;
	return et_presence_tell_lobby(call, &item->id);
}

/* Out of it by nobody's command: the last that it sees of it is that it is empty. */
static enum et_err lobby_put_out(struct et_call *call, struct et_conn *conn)
{
	struct et_json fields;
	struct et_id hour;
	enum et_err err;

	et_batch_moved(call->service, conn);
	conn->seen_at = call->now_ms;
	if ((err = lobby_leave(call, conn, &hour)) != ET_OK)
		return err;
	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	et_lobby_empty(&hour, &fields);
	err = et_seal_event(call, ET_EVENT_LOBBY, &fields, ET_TO_CONN, &conn->id);
	et_json_fini(&fields);
	return err != ET_OK ? err : et_presence_tell_lobby(call, &hour);
}

/* ------------------------------------------------------------------------ rooms */

/* The others in the room; and the lobby of its hour, where somebody is awaited or not any more. */
static enum et_err tell_peers(
	struct et_call *call, const struct et_id *session, const struct et_id *hour)
{
	struct et_json fields;
	enum et_err err;

	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	et_json_id(&fields, "room", session);
	et_room_peers(call->service, session, NULL, &fields);
	err = et_seal_event(call, ET_EVENT_PEERS, &fields, ET_TO_ROOM, session);
	if (err == ET_OK)
		err = et_seal_event(call, ET_EVENT_PEERS, &fields, ET_TO_ROOM_GUESTS, session);
	et_json_fini(&fields);
	return err != ET_OK ? err : et_presence_tell_lobby(call, hour);
}

/* Whoever leaves leaves a row, be it by command, log-out, cut or being put out. */
static enum et_err log_leaving(struct et_call *call, const struct et_conn *conn)
{
	const struct et_room *room = et_room_find(call->service, &conn->room);
	struct et_act act = { .action = "room-leave", .object_id = conn->room };

	if (room != NULL)
		act.case_id = room->case_id;
	return et_actlog_append_for(
		&call->service->actlog, call, &conn->uid, &conn->org, &act, ET_OK);
}

enum et_err et_presence_room_leave(struct et_call *call, struct et_conn *conn)
{
	const struct et_room *room = et_room_find(call->service, &conn->room);
	const struct et_id hour = room != NULL ? room->hour : (struct et_id){ 0 };
	const struct et_id session = conn->room;
	enum et_err err;

	if (et_id_is_zero(&session))
		return ET_OK;
	if ((err = log_leaving(call, conn)) != ET_OK)
		return err;
	conn->room = (struct et_id){ 0 };
	et_room_settle(call->service, &session);
	if ((err = relay(call, ET_DELIVER_ROOM_LEAVE, conn, &session)) != ET_OK)
		return err;
	return tell_peers(call, &session, &hour);
}

static enum et_err tell_closed(struct et_call *call, const struct et_id *session,
	const struct et_id *case_id, enum et_room_end why, const struct et_audience *to)
{
	struct et_json fields;
	enum et_err err;

	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	et_json_id(&fields, "room", session);
	et_json_id(&fields, "case", case_id);
	et_json_cstr(&fields, "reason", room_end_words[why]);
	err = et_seal_event(call, ET_EVENT_CLOSED, &fields, to->kind, &to->id);
	et_json_fini(&fields);
	return err;
}

/* The front has stopped relaying to the connection, the others know: now the person. */
static enum et_err room_put_out(struct et_call *call, struct et_conn *conn, enum et_room_end why)
{
	const struct et_room *room = et_room_find(call->service, &conn->room);
	const struct et_id session = conn->room;
	const struct et_id case_id = room != NULL ? room->case_id : (struct et_id){ 0 };
	const struct et_audience one = { ET_TO_CONN, conn->id };
	enum et_err err;

	et_batch_moved(call->service, conn);
	conn->seen_at = call->now_ms;
	if ((err = et_presence_room_leave(call, conn)) != ET_OK)
		return err;
	return tell_closed(call, &session, &case_id, why, &one);
}

/* One connection a person in a room: the newest. (A guest's: guests.c.) */
static enum et_err put_out_older(struct et_call *call, const struct et_out *item)
{
	enum et_err err = ET_OK;

	ET_LIST_EACH(&call->service->conns, it, after)
	{
		struct et_conn *other = ET_CONN_OF(it);

		if (err == ET_OK && other != item->conn && other->state == ET_CONN_IN &&
			item->conn->state == ET_CONN_IN && et_id_eq(&other->room, &item->id) &&
			et_id_eq(&other->uid, &item->conn->uid))
			err = room_put_out(call, other, ET_ROOM_MOVED);
	}
	return err;
}

enum et_err et_presence_room_join(struct et_call *call, const struct et_out *item)
{
	struct et_store_room session;
	enum et_err err;

	err = et_store_room_by_id(call->store, &item->id, call->arena, &session);
	if (err != ET_OK)
		return err;
	if (!et_id_eq(&item->conn->room, &item->id) &&
		(err = et_presence_room_leave(call, item->conn)) != ET_OK)
		return err;
	if ((err = put_out_older(call, item)) != ET_OK)
		return err;
	item->conn->room = item->id;
	if (et_room_enter(call->service, &session, item->check_at) == NULL)
		return ET_NO_MEMORY;
	if ((err = relay(call, ET_DELIVER_ROOM_JOIN, item->conn, &item->id)) != ET_OK)
		return err;
	if ((err = tell_peers(call, &item->id, &session.hour_id)) != ET_OK)
		return err;
	return et_guests_joined(call, item->conn, &item->case_id);
}

enum et_err et_presence_room_close(struct et_call *call, const struct et_out *item)
{
	const struct et_audience all = { ET_TO_ROOM, item->id };
	const struct et_delivery close = { .type = ET_DELIVER_ROOM_CLOSE, .room = item->id };
	struct et_room *room = et_room_find(call->service, &item->id);
	struct et_id hour;
	enum et_err err;

	if (room == NULL)
		return ET_OK;
	hour = room->hour;
	/* The relay stops first, then people are told. */
	if ((err = et_seal_queue(call, &close)) == ET_OK)
		err = tell_closed(call, &item->id, &item->case_id, item->why, &all);
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		if (et_id_eq(&ET_CONN_OF(it)->room, &item->id)) {
			ET_CONN_OF(it)->room = (struct et_id){ 0 };
			ET_CONN_OF(it)->seen_at = call->now_ms;
			et_batch_moved(call->service, ET_CONN_OF(it));
		}
	}
	et_room_free(call->service, room);
	if (err != ET_OK || (err = et_guests_settle(call, &item->case_id)) != ET_OK)
		return err;
	return et_presence_tell_lobby(call, &hour);
}

/* -------------------------------------------------------------------- out of both */

enum et_err et_presence_leave_all(struct et_call *call, struct et_conn *conn)
{
	enum et_err err;

	if ((err = et_presence_lobby_leave(call, conn)) != ET_OK)
		return err;
	return et_presence_room_leave(call, conn);
}

/* Whether the person on it still belongs into the room that the connection is in. */
static enum et_err has_part(struct et_call *call, const struct et_conn *conn, bool *out)
{
	const struct et_room *room = et_room_find(call->service, &conn->room);
	struct et_member member;
	enum et_err err;

	*out = true;
	if (room == NULL || conn->state == ET_CONN_GUEST)
		return ET_OK;
	err = et_access_part_of(call, &room->case_id, &conn->uid, &member);
	*out = err == ET_OK;
	return err == ET_FORBIDDEN ? ET_OK : err;
}

static enum et_err put_out(struct et_call *call, struct et_conn *conn)
{
	bool has, may_stay;
	enum et_err err;

	if ((err = has_part(call, conn, &has)) != ET_OK ||
		(err = et_lobby_may_stay(call, conn, &may_stay)) != ET_OK)
		return err;
	if (!may_stay && (err = lobby_put_out(call, conn)) != ET_OK)
		return err;
	return has ? ET_OK : room_put_out(call, conn, ET_ROOM_EXPIRED);
}

enum et_err et_presence_put_out(struct et_call *call)
{
	enum et_err err;

	ET_LIST_EACH(&call->service->conns, it, after)
	{
		if ((err = put_out(call, ET_CONN_OF(it))) != ET_OK)
			return err;
	}
	return et_guests_settle(call, NULL);
}
