/*
 * Carrying out what a call collected. The only place that moves people between rooms and queues
 * what leaves.
 */
#include <etatunti/service/access.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/series.h>

#include "batch.h"
#include "lobby.h"
#include "outbox_items.h"
#include "room.h"

static const char *const room_end_words[] = {
	[ET_ROOM_NEXT] = "next",
	[ET_ROOM_WITHDRAWN] = "withdrawn",
	[ET_ROOM_EXPIRED] = "expired",
};

static enum et_err queue(struct et_call *call, const struct et_delivery *delivery)
{
	return et_queue_put(&call->service->queue, delivery, NULL);
}

/* One frame to every connection in any of the crowds, but that person's. */
static enum et_err broadcast(struct et_call *call, enum et_event event,
	const struct et_json *fields, const struct et_crowd *crowds, size_t crowd_count,
	const struct et_id *but)
{
	struct et_delivery delivery = { .type = ET_DELIVER_TEXT };
	struct et_shared *frame = NULL;
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, ET_PROTO_BINARY_LEN_MAX);
	if ((err = et_event_frame(&buf, et_event_doc(event)->name, fields)) != ET_OK)
		goto out;
	if ((frame = et_shared_new(et_buf_view(&buf))) == NULL) {
		err = ET_NO_MEMORY;
		goto out;
	}
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		bool has = false;

		if (!et_id_is_zero(but) && et_id_eq(but, &ET_CONN_OF(it)->uid))
			continue;
		for (size_t i = 0; i < crowd_count && !has; i++)
			has = et_crowd_has(&crowds[i], ET_CONN_OF(it));
		delivery.front = ET_CONN_OF(it)->front;
		if (has && (err = et_queue_put(&call->service->queue, &delivery, frame)) != ET_OK)
			goto out;
	}
out:
	et_shared_release(frame);
	et_buf_fini(&buf);
	return err;
}

static enum et_err seal_event(struct et_call *call, struct et_out *item)
{
	struct et_crowd *crowds = et_arena_array(call->arena, item->to_count, sizeof(*crowds));
	enum et_err err;

	if (crowds == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < item->to_count; i++) {
		if ((err = et_crowd_gather(call, &item->to[i], &crowds[i])) != ET_OK)
			return err;
	}
	return broadcast(call, item->event, &item->fields, crowds, item->to_count, &item->but);
}

static enum et_err one_event(struct et_call *call, enum et_event event,
	const struct et_json *fields, enum et_audience_kind to, const struct et_id *id)
{
	struct et_crowd crowd = { .to = { to, *id } };
	const struct et_id nobody = { { 0 } };

	return broadcast(call, event, fields, &crowd, 1, &nobody);
}

/* Each person in the lobby has a view of their own. */
static enum et_err seal_lobby(struct et_call *call, const struct et_id *hour)
{
	struct et_json fields;
	enum et_err err = ET_OK;

	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		struct et_conn *conn = ET_CONN_OF(it);

		if (conn->closing || !et_id_eq(&conn->lobby, hour))
			continue;
		et_json_reset(&fields);
		if ((err = et_lobby_fields(call, hour, conn, &fields)) != ET_OK)
			break;
		err = one_event(call, ET_EVENT_LOBBY, &fields, ET_TO_CONN, &conn->id);
		if (err != ET_OK)
			break;
	}
	et_json_fini(&fields);
	return err;
}

static enum et_err tell_peers(struct et_call *call, const struct et_id *session)
{
	struct et_json fields;
	enum et_err err;

	et_json_init(&fields, ET_PROTO_TEXT_LEN_MAX);
	et_json_id(&fields, "room", session);
	et_room_peers(call->service, session, NULL, &fields);
	err = one_event(call, ET_EVENT_PEERS, &fields, ET_TO_ROOM, session);
	et_json_fini(&fields);
	return err;
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

static enum et_err leave_room(struct et_call *call, struct et_conn *conn)
{
	struct et_delivery leave = {
		.type = ET_DELIVER_ROOM_LEAVE, .front = conn->front, .room = conn->room
	};
	enum et_err err;

	if (et_id_is_zero(&conn->room))
		return ET_OK;
	if ((err = log_leaving(call, conn)) != ET_OK)
		return err;
	conn->room = (struct et_id){ 0 };
	et_room_settle(call->service, &leave.room);
	if ((err = queue(call, &leave)) != ET_OK)
		return err;
	return tell_peers(call, &leave.room);
}

static enum et_err seal_room_join(struct et_call *call, const struct et_out *item)
{
	struct et_delivery join = { .type = ET_DELIVER_ROOM_JOIN,
		.front = item->conn->front,
		.room = item->id,
		.conn_id = item->conn->id };
	enum et_err err;

	if (!et_id_eq(&item->conn->room, &item->id) &&
		(err = leave_room(call, item->conn)) != ET_OK)
		return err;
	item->conn->room = item->id;
	if (et_room_enter(call->service, &item->id, &item->case_id, item->check_at) == NULL)
		return ET_NO_MEMORY;
	if ((err = queue(call, &join)) != ET_OK)
		return err;
	return tell_peers(call, &item->id);
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
	err = one_event(call, ET_EVENT_CLOSED, &fields, to->kind, &to->id);
	et_json_fini(&fields);
	return err;
}

static enum et_err seal_room_close(struct et_call *call, const struct et_out *item)
{
	const struct et_audience all = { ET_TO_ROOM, item->id };
	struct et_delivery close = { .type = ET_DELIVER_ROOM_CLOSE, .room = item->id };
	struct et_room *room = et_room_find(call->service, &item->id);
	enum et_err err;

	if (room == NULL)
		return ET_OK;
	/* The relay stops first, then people are told. */
	if ((err = queue(call, &close)) == ET_OK)
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
	return err;
}

static enum et_err leave_all(struct et_call *call, struct et_conn *conn)
{
	struct et_id lobby = conn->lobby;
	enum et_err err;

	if ((err = leave_room(call, conn)) != ET_OK || et_id_is_zero(&lobby))
		return err;
	conn->lobby = (struct et_id){ 0 };
	return seal_lobby(call, &lobby);
}

/* The front has stopped relaying to the connection, the others know: now the person. */
static enum et_err leave_room_told(struct et_call *call, struct et_conn *conn)
{
	const struct et_room *room = et_room_find(call->service, &conn->room);
	const struct et_id session = conn->room;
	const struct et_id case_id = room != NULL ? room->case_id : (struct et_id){ 0 };
	const struct et_audience one = { ET_TO_CONN, conn->id };
	enum et_err err;

	if ((err = leave_room(call, conn)) != ET_OK)
		return err;
	return tell_closed(call, &session, &case_id, ET_ROOM_EXPIRED, &one);
}

/* Whether the person on it still belongs into the room that the connection is in. */
static enum et_err has_part(struct et_call *call, const struct et_conn *conn, bool *out)
{
	const struct et_room *room = et_room_find(call->service, &conn->room);
	struct et_member member;
	enum et_err err;

	*out = true;
	if (room == NULL)
		return ET_OK;
	err = et_access_part_of(call, &room->case_id, &conn->uid, &member);
	*out = err == ET_OK;
	return err == ET_FORBIDDEN ? ET_OK : err;
}

static enum et_err is_of_hour(struct et_call *call, const struct et_conn *conn, bool *out)
{
	struct et_store_hour hour;
	enum et_err err;

	*out = true;
	if (et_id_is_zero(&conn->lobby))
		return ET_OK;
	if ((err = et_store_hour_by_id(call->store, &conn->lobby, call->arena, &hour)) != ET_OK)
		return err;
	return et_store_series_has_person(
		call->store, &hour.series_id, &conn->uid, call->now_ms, out);
}

static enum et_err put_out(struct et_call *call, struct et_conn *conn)
{
	struct et_id lobby = conn->lobby;
	bool has, is_of;
	enum et_err err;

	if ((err = has_part(call, conn, &has)) != ET_OK ||
		(err = is_of_hour(call, conn, &is_of)) != ET_OK)
		return err;
	if (has && is_of)
		return ET_OK;
	et_batch_moved(call->service, conn);
	conn->seen_at = call->now_ms;
	if (!has && (err = leave_room_told(call, conn)) != ET_OK)
		return err;
	if (is_of)
		return ET_OK;
	conn->lobby = (struct et_id){ 0 };
	return seal_lobby(call, &lobby);
}

static enum et_err seal_put_out(struct et_call *call)
{
	enum et_err err;

	ET_LIST_EACH(&call->service->conns, it, after)
	{
		if ((err = put_out(call, ET_CONN_OF(it))) != ET_OK)
			return err;
	}
	return ET_OK;
}

enum { WS_NORMAL = 1000 };

static enum et_err seal_close(struct et_call *call, struct et_conn *conn)
{
	struct et_delivery close = {
		.type = ET_DELIVER_CLOSE, .front = conn->front, .code = WS_NORMAL, .reason = "ended"
	};

	if (conn->closing)
		return ET_OK;
	conn->closing = true;
	et_batch_moved(call->service, conn);
	et_heap_unset(&call->service->timers, &conn->due.timer);
	return queue(call, &close);
}

static enum et_err seal_checkpoint(struct et_call *call, const struct et_out *item)
{
	struct et_delivery line = { .type = ET_DELIVER_CHECKPOINT };
	struct et_shared *shared = et_shared_new(item->line);
	enum et_err err;

	if (shared == NULL)
		return ET_NO_MEMORY;
	err = et_queue_put(&call->service->queue, &line, shared);
	et_shared_release(shared);
	return err;
}

static enum et_err seal(struct et_call *call, struct et_out *item)
{
	struct et_delivery signed_in = { .type = ET_DELIVER_SIGNED_IN };
	enum et_err err;

	switch (item->type) {
	case ET_OUT_EVENT: return seal_event(call, item);
	case ET_OUT_LOBBY: return seal_lobby(call, &item->id);
	case ET_OUT_ROOM_JOIN: return seal_room_join(call, item);
	case ET_OUT_ROOM_LEAVE:
		return et_id_eq(&item->conn->room, &item->id) ? leave_room(call, item->conn)
							      : ET_OK;
	case ET_OUT_ROOM_CLOSE: return seal_room_close(call, item);
	case ET_OUT_PUT_OUT:
		err = seal_put_out(call);
		return err != ET_OK ? err : et_room_recheck(call->service, call->now_ms);
	case ET_OUT_SWEEP: return seal_put_out(call);
	case ET_OUT_SIGNED_IN: signed_in.front = item->conn->front; return queue(call, &signed_in);
	case ET_OUT_LEAVE_ALL: return leave_all(call, item->conn);
	case ET_OUT_CLOSE: return seal_close(call, item->conn);
	case ET_OUT_CHECKPOINT: return seal_checkpoint(call, item);
	}
	return ET_INTERNAL;
}

enum et_err et_outbox_seal(struct et_call *call)
{
	enum et_err err;

	if (call->outbox->err != ET_OK)
		return call->outbox->err;
	ET_LIST_EACH(&call->outbox->items, it, after)
	{
		if ((err = seal(call, ET_CONTAINER(it, struct et_out, link))) != ET_OK)
			return err;
	}
	return ET_OK;
}
