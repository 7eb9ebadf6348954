/*
 * Collecting. Nothing here has an effect before seal.c.
 */
#include "outbox_items.h"

#include <string.h>

#include <etatunti/base/assert.h>

#define EVENT_LEN_MAX 65536

void et_outbox_init(struct et_outbox *outbox)
{
	*outbox = (struct et_outbox){ 0 };
	et_list_init(&outbox->items);
	et_list_init(&outbox->crowds);
	et_json_init(&outbox->nowhere, EVENT_LEN_MAX);
}

void et_outbox_fini(struct et_outbox *outbox)
{
	ET_LIST_EACH(&outbox->items, it, after)
	et_json_fini(&ET_CONTAINER(it, struct et_out, link)->fields);
	et_json_fini(&outbox->nowhere);
}

static struct et_out *put(struct et_call *call, enum et_out_type type)
{
	struct et_out *item = et_arena_alloc(call->arena, sizeof(*item));

	if (item == NULL) {
		call->outbox->err = ET_NO_MEMORY;
		return NULL;
	}
	item->type = type;
	item->conn = call->conn;
	et_json_init(&item->fields, EVENT_LEN_MAX);
	et_list_push_back(&call->outbox->items, &item->link);
	return item;
}

static bool more_audiences(struct et_call *call, struct et_out *item)
{
	size_t cap = item->to_cap == 0 ? 2 : item->to_cap * 2;
	struct et_audience *to = et_arena_array(call->arena, cap, sizeof(*to));

	if (to == NULL) {
		call->outbox->err = ET_NO_MEMORY;
		return false;
	}
	if (item->to_count > 0)
		memcpy(to, item->to, item->to_count * sizeof(*to));
	item->to = to;
	item->to_cap = cap;
	return true;
}

/* What a command makes others see stands in its descriptor, and so in the documents. */
static bool is_declared(const struct et_command *command, enum et_event event)
{
	if (command == NULL || command->reply == NULL)
		return true; /* verify, or one of our own */
	for (size_t i = 0; i < command->event_count; i++) {
		if (command->events[i] == event)
			return true;
	}
	return false;
}

struct et_json *et_outbox_event(
	struct et_call *call, enum et_event event, enum et_audience_kind to, const struct et_id *id)
{
	struct et_out *item = put(call, ET_OUT_EVENT);

	ET_ASSERT(is_declared(call->command, event));
	if (item == NULL)
		return &call->outbox->nowhere;
	item->event = event;
	et_outbox_also(call, to, id);
	return &item->fields;
}

void et_outbox_also(struct et_call *call, enum et_audience_kind to, const struct et_id *id)
{
	struct et_link *last = call->outbox->items.head.prev;
	struct et_out *item;

	if (call->outbox->err != ET_OK)
		return;
	ET_ASSERT(!et_list_is_empty(&call->outbox->items));
	item = ET_CONTAINER(last, struct et_out, link);
	ET_ASSERT(item->type == ET_OUT_EVENT);
	if (item->to_count == item->to_cap && !more_audiences(call, item))
		return;
	item->to[item->to_count].kind = to;
	item->to[item->to_count].id = id != NULL ? *id : (struct et_id){ 0 };
	item->to_count++;
}

void et_outbox_but(struct et_call *call, const struct et_id *uid)
{
	if (call->outbox->err != ET_OK)
		return;
	ET_ASSERT(!et_list_is_empty(&call->outbox->items));
	ET_CONTAINER(call->outbox->items.head.prev, struct et_out, link)->but = *uid;
}

void et_outbox_hour(struct et_call *call, const struct et_id *hour, const struct et_id *series)
{
	struct et_json *event = et_outbox_event(call, ET_EVENT_HOUR, ET_TO_SERIES, series);

	et_json_id(event, "hour", hour);
	et_json_id(event, "series", series);
	et_outbox_also(call, ET_TO_COORDINATORS, NULL);
}

void et_outbox_queue(struct et_call *call, const struct et_id *series)
{
	struct et_json *event = et_outbox_event(call, ET_EVENT_QUEUE, ET_TO_SERIES, series);

	et_json_id(event, "series", series);
	et_outbox_also(call, ET_TO_COORDINATORS, NULL);
}

void et_outbox_case(struct et_call *call, const struct et_id *case_id, int64_t seq,
	const struct et_hash *hash, struct et_slice kind)
{
	struct et_json *event = et_outbox_event(call, ET_EVENT_CASE, ET_TO_CASE, case_id);

	et_json_id(event, "case", case_id);
	et_json_int(event, "seq", seq);
	et_json_hash(event, "hash", hash);
	et_json_str(event, "kind", kind);
}

/* What is told as it is in the end is told once. */
static void put_once(struct et_call *call, enum et_out_type type, const struct et_id *id)
{
	struct et_out *item;

	ET_LIST_EACH(&call->outbox->items, it, after)
	{
		struct et_out *other = ET_CONTAINER(it, struct et_out, link);

		if (other->type == type && et_id_eq(&other->id, id)) {
			et_list_remove(&call->outbox->items, it);
			et_list_push_back(&call->outbox->items, it);
			return;
		}
	}
	if ((item = put(call, type)) != NULL)
		item->id = *id;
}

void et_outbox_lobby(struct et_call *call, const struct et_id *hour)
{
	put_once(call, ET_OUT_LOBBY, hour);
}

void et_outbox_room_close(struct et_call *call, const struct et_id *session,
	const struct et_id *case_id, enum et_room_end why)
{
	struct et_out *item = put(call, ET_OUT_ROOM_CLOSE);

	if (item == NULL)
		return;
	item->id = *session;
	item->case_id = *case_id;
	item->why = why;
}

void et_outbox_room_join(struct et_call *call, const struct et_id *session,
	const struct et_id *case_id, int64_t check_at)
{
	struct et_out *item = put(call, ET_OUT_ROOM_JOIN);

	if (item == NULL)
		return;
	item->id = *session;
	item->case_id = *case_id;
	item->check_at = check_at;
}

void et_outbox_room_leave(struct et_call *call, const struct et_id *session)
{
	struct et_out *item = put(call, ET_OUT_ROOM_LEAVE);

	if (item != NULL)
		item->id = *session;
}

void et_outbox_lobby_enter(struct et_call *call, const struct et_id *hour, int64_t check_at)
{
	struct et_out *item = put(call, ET_OUT_LOBBY_ENTER);

	if (item == NULL)
		return;
	item->id = *hour;
	item->check_at = check_at;
}

void et_outbox_lobby_leave(struct et_call *call, const struct et_id *hour)
{
	struct et_out *item = put(call, ET_OUT_LOBBY_LEAVE);

	if (item != NULL)
		item->id = *hour;
}

void et_outbox_put_out(struct et_call *call)
{
	(void)put(call, ET_OUT_PUT_OUT);
}

void et_outbox_sweep(struct et_call *call)
{
	(void)put(call, ET_OUT_SWEEP);
}

void et_outbox_signed_in(struct et_call *call)
{
	(void)put(call, ET_OUT_SIGNED_IN);
}

void et_outbox_knocked(struct et_call *call)
{
	(void)put(call, ET_OUT_KNOCKED);
}

void et_outbox_guests(struct et_call *call, const struct et_id *case_id)
{
	put_once(call, ET_OUT_GUESTS, case_id);
}

static void put_conn(struct et_call *call, enum et_out_type type, struct et_conn *conn)
{
	struct et_out *item = put(call, type);

	if (item != NULL)
		item->conn = conn;
}

void et_outbox_leave_all(struct et_call *call, struct et_conn *conn)
{
	put_conn(call, ET_OUT_LEAVE_ALL, conn);
}

void et_outbox_close_conn(struct et_call *call, struct et_conn *conn)
{
	put_conn(call, ET_OUT_CLOSE, conn);
}

void et_outbox_checkpoint_line(struct et_call *call, struct et_slice line)
{
	struct et_out *item = put(call, ET_OUT_CHECKPOINT);

	if (item != NULL)
		item->line = line;
}
