/*
 * Who is in a room stands at the connections; here is only what belongs to the room itself.
 */
#include "room.h"

#include <stdlib.h>

#include <etatunti/service/access.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/member.h>

#include "batch.h"

/* Whatever else may have ended a part is noticed within this. */
#define CHECK_EVERY_MS INT64_C(60000)

struct et_room *et_room_find(const struct et_service *service, const struct et_id *session)
{
	ET_LIST_EACH(&service->rooms, it, after)
	{
		struct et_room *room = ET_CONTAINER(it, struct et_room, link);

		if (et_id_eq(&room->session, session))
			return room;
	}
	return NULL;
}

struct et_room *et_room_enter(
	struct et_service *service, const struct et_store_room *session, int64_t check_at)
{
	struct et_room *room = et_room_find(service, &session->session_id);

	if (room == NULL) {
		if ((room = calloc(1, sizeof(*room))) == NULL)
			return NULL;
		room->due.kind = ET_DUE_ROOM;
		room->session = session->session_id;
		room->case_id = session->case_id;
		room->hour = session->hour_id;
		et_list_push_back(&service->rooms, &room->link);
	}
	if (et_heap_set(&service->timers, &room->due.timer, check_at) != ET_OK) {
		et_room_settle(service, &session->session_id);
		return NULL;
	}
	return room;
}

void et_room_free(struct et_service *service, struct et_room *room)
{
	if (room == NULL)
		return;
	et_heap_unset(&service->timers, &room->due.timer);
	et_list_remove(&service->rooms, &room->link);
	free(room);
}

void et_room_settle(struct et_service *service, const struct et_id *session)
{
	ET_LIST_EACH(&service->conns, it, after)
	{
		if (et_id_eq(&ET_CONN_OF(it)->room, session))
			return;
	}
	et_room_free(service, et_room_find(service, session));
}

enum et_err et_room_recheck(struct et_service *service, int64_t at_ms)
{
	enum et_err err = ET_OK;

	ET_LIST_EACH(&service->rooms, it, after)
	{
		struct et_room *room = ET_CONTAINER(it, struct et_room, link);

		if (err == ET_OK)
			err = et_heap_set(&service->timers, &room->due.timer, at_ms);
	}
	return err;
}

/* In the room, and will be there still when `conn` has come into it. */
static bool is_other(
	const struct et_conn *one, const struct et_id *session, const struct et_conn *conn)
{
	return et_id_eq(&one->room, session) && one != conn &&
		(conn == NULL || !et_id_eq(&one->uid, &conn->uid));
}

enum et_err et_room_has_space(
	const struct et_service *service, const struct et_id *session, const struct et_conn *conn)
{
	size_t count = 0;

	ET_LIST_EACH(&service->conns, it, after)
	{
		if (is_other(ET_CONN_OF(it), session, conn))
			count++;
	}
	return count < ET_ROOM_CONN_MAX ? ET_OK : ET_ROOM_FULL;
}

static void put_peer(struct et_json *json, const struct et_conn *conn)
{
	et_json_object_open(json, NULL);
	et_json_id(json, "conn", &conn->id);
	et_json_id(json, "uid", &conn->uid);
	et_json_object_close(json);
}

void et_room_peers(const struct et_service *service, const struct et_id *session,
	const struct et_conn *also, struct et_json *json)
{
	et_json_array_open(json, "peers");
	ET_LIST_EACH(&service->conns, it, after)
	{
		if (is_other(ET_CONN_OF(it), session, also))
			put_peer(json, ET_CONN_OF(it));
	}
	if (also != NULL)
		put_peer(json, also);
	et_json_array_close(json);
}

enum et_err et_room_check_at(struct et_call *call, const struct et_id *case_id,
	const struct et_consent *consent, int64_t *out)
{
	struct et_store_casefile casefile;
	struct et_store_member *members;
	size_t count;
	enum et_err err;

	*out = call->now_ms + CHECK_EVERY_MS;
	if (consent->valid_to < *out)
		*out = consent->valid_to;
	if ((err = et_store_casefile_by_id(call->store, case_id, call->arena, &casefile)) != ET_OK)
		return err;
	err = et_store_member_list(call->store, case_id, call->arena, &members, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		int64_t ends_at;

		err = et_store_member_part_end(
			call->store, &casefile.pair_id, &members[i].uid, call->now_ms, &ends_at);
		if (err == ET_OK && ends_at != 0 && ends_at < *out)
			*out = ends_at;
	}
	return err;
}

enum et_err et_room_due(struct et_call *call, struct et_room *room)
{
	struct et_act act = {
		.action = "room-expire", .case_id = room->case_id, .object_id = room->session
	};
	struct et_store_consent row;
	struct et_consent facts;
	int64_t check_at;
	bool has;
	enum et_err err;

	err = et_access_consent(call->store, &room->case_id, call->arena, &row, &facts, &has);
	if (err != ET_OK)
		return err;
	if (et_consent_in_force(&facts, call->now_ms)) {
		et_outbox_sweep(call);
		err = et_room_check_at(call, &room->case_id, &facts, &check_at);
		if (err != ET_OK)
			return err;
		return et_heap_set(&call->service->timers, &room->due.timer, check_at);
	}
	/* If the row finds no room, nobody stays in it without a consent all the same. */
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		if (et_id_eq(&ET_CONN_OF(it)->room, &room->session))
			et_batch_moved(call->service, ET_CONN_OF(it));
	}
	et_outbox_room_close(call, &room->session, &room->case_id, ET_ROOM_EXPIRED);
	return et_call_log(call, &act);
}
