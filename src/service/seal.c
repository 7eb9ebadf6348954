/*
 * Carrying out what a call collected: queues what leaves. Who is where is moved by presence.c.
 */
#include "seal.h"

#include "batch.h"
#include "guests.h"
#include "presence.h"
#include "room.h"

enum et_err et_seal_queue(struct et_call *call, const struct et_delivery *delivery)
{
	return et_queue_put(&call->service->queue, delivery, NULL);
}

/* One frame to every connection in any of the crowds, but that person's. */
static enum et_err broadcast(struct et_call *call, enum et_event event,
	const struct et_json *fields, const struct et_crowd *const *crowds, size_t crowd_count,
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
			has = et_crowd_has(crowds[i], ET_CONN_OF(it));
		delivery.front = ET_CONN_OF(it)->front;
		if (has && (err = et_queue_put(&call->service->queue, &delivery, frame)) != ET_OK)
			goto out;
	}
out:
	et_shared_release(frame);
	et_buf_fini(&buf);
	return err;
}

/* Sealing changes nothing that an audience follows from: several statements of a case have one crowd. */
static enum et_err gather_once(
	struct et_call *call, const struct et_audience *to, const struct et_crowd **out)
{
	struct et_list *known = &call->outbox->crowds;
	struct et_crowd *crowd;

	ET_LIST_EACH(known, it, after)
	{
		crowd = ET_CONTAINER(it, struct et_crowd, link);
		*out = crowd;
		if (crowd->to.kind == to->kind && et_id_eq(&crowd->to.id, &to->id))
			return ET_OK;
	}
	if ((crowd = et_arena_alloc(call->arena, sizeof(*crowd))) == NULL)
		return ET_NO_MEMORY;
	*out = crowd;
	et_list_push_back(known, &crowd->link);
	return et_crowd_gather(call, to, crowd);
}

static enum et_err seal_event(struct et_call *call, struct et_out *item)
{
	const struct et_crowd **crowds =
		et_arena_array(call->arena, item->to_count, sizeof(void *));
	enum et_err err;

	if (crowds == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < item->to_count; i++) {
		if ((err = gather_once(call, &item->to[i], &crowds[i])) != ET_OK)
			return err;
	}
	return broadcast(call, item->event, &item->fields, crowds, item->to_count, &item->but);
}

enum et_err et_seal_event(struct et_call *call, enum et_event event, const struct et_json *fields,
	enum et_audience_kind to, const struct et_id *id)
{
	const struct et_crowd crowd = { .to = { to, *id } };
	const struct et_crowd *crowds[] = { &crowd };
	const struct et_id nobody = { { 0 } };

	return broadcast(call, event, fields, crowds, 1, &nobody);
}

enum { WS_NORMAL = 1000 };

enum et_err et_seal_close(struct et_call *call, struct et_conn *conn)
{
	struct et_delivery close = {
		.type = ET_DELIVER_CLOSE, .front = conn->front, .code = WS_NORMAL, .reason = "ended"
	};

	if (conn->closing)
		return ET_OK;
	conn->closing = true;
	et_batch_moved(call->service, conn);
	et_heap_unset(&call->service->timers, &conn->due.timer);
	return et_seal_queue(call, &close);
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
	struct et_delivery lifted = { .type = ET_DELIVER_SIGNED_IN };
	enum et_err err;

	switch (item->type) {
	case ET_OUT_EVENT: return seal_event(call, item);
	case ET_OUT_LOBBY: return et_presence_tell_lobby(call, &item->id);
	case ET_OUT_LOBBY_ENTER: return et_presence_lobby_enter(call, item);
	case ET_OUT_LOBBY_LEAVE:
		return et_id_eq(&item->conn->lobby, &item->id)
			? et_presence_lobby_leave(call, item->conn)
			: ET_OK;
	case ET_OUT_ROOM_JOIN: return et_presence_room_join(call, item);
	case ET_OUT_ROOM_LEAVE:
		return et_id_eq(&item->conn->room, &item->id)
			? et_presence_room_leave(call, item->conn)
			: ET_OK;
	case ET_OUT_ROOM_CLOSE: return et_presence_room_close(call, item);
	case ET_OUT_PUT_OUT:
		err = et_presence_put_out(call);
		return err != ET_OK ? err : et_room_recheck(call->service, call->now_ms);
	case ET_OUT_SWEEP: return et_presence_put_out(call);
	case ET_OUT_KNOCKED:
		lifted.type = ET_DELIVER_KNOCKED;
		lifted.front = item->conn->front;
		return et_seal_queue(call, &lifted);
	case ET_OUT_SIGNED_IN:
		lifted.front = item->conn->front;
		return et_seal_queue(call, &lifted);
	case ET_OUT_GUESTS: return et_guests_settle(call, &item->id);
	case ET_OUT_LEAVE_ALL: return et_presence_leave_all(call, item->conn);
	case ET_OUT_CLOSE: return et_seal_close(call, item->conn);
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
