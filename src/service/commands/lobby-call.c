/*
 * lobby-call: rings somebody of the hour who is not here yet. From its lobby or the room of one of its cases;
 * says of no case anything.
 */
#include <etatunti/service/outbox.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/series.h>

#include "../room.h"

/* Who rings again within this rings nobody anew: what rings goes on ringing by itself. */
#define AGAIN_AFTER_MS INT64_C(10000)

struct params {
	struct et_id hour, uid;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, hour, "hour"),
	ET_F_ID(struct params, uid, "uid"),
};

static bool is_there(const struct et_call *call, const struct et_id *hour)
{
	const struct et_room *room = et_room_find(call->service, &call->conn->room);

	return et_id_eq(&call->conn->lobby, hour) || (room != NULL && et_id_eq(&room->hour, hour));
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_hour hour;
	bool belongs;
	enum et_err err;

	call->about.object_id = params->hour;
	if (!is_there(call, &params->hour))
		return ET_FORBIDDEN;
	if (et_id_eq(&params->uid, &call->user->uid))
		return et_call_bad(call, "uid", ET_BAD_PARAM);
	err = et_store_hour_by_id(call->store, &params->hour, call->arena, &hour);
	if (err != ET_OK)
		return err;
	err = et_store_series_has_person(
		call->store, &hour.series_id, &params->uid, call->now_ms, &belongs);
	if (err != ET_OK)
		return err;
	return belongs ? ET_OK : ET_FORBIDDEN;
}

/* One connection is rung, unless the same person has just done so. */
static void ring(struct et_call *call, struct et_conn *conn, const struct et_id *hour)
{
	struct et_json *event;

	if (et_id_eq(&conn->called_by, &call->user->uid) && call->now_ms >= conn->called_at &&
		call->now_ms - conn->called_at < AGAIN_AFTER_MS)
		return;
	conn->called_by = call->user->uid;
	conn->called_at = call->now_ms;
	event = et_outbox_event(call, ET_EVENT_CALLED, ET_TO_CONN, &conn->id);
	et_json_id(event, "hour", hour);
	et_json_id(event, "by", &call->user->uid);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	bool reached = false;

	ET_LIST_EACH(&call->service->conns, it, after)
	{
		struct et_conn *conn = ET_CONN_OF(it);

		if (conn->state != ET_CONN_IN || conn->closing ||
			!et_id_eq(&conn->uid, &params->uid))
			continue;
		reached = true;
		ring(call, conn, &params->hour);
	}
	et_json_bool(&call->reply, "reached", reached);
	return ET_OK;
}

const struct et_command et_command_lobby_call = {
	.name = "lobby-call",
	.summary =
		"from the lobby, or the room of a case of that hour: rings a person of the hour's series, who "
		"gets `called` wherever signed in (once in 10 s by the same caller); reached: signed in somewhere",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ reached: boolean }",
	ET_EVENTS(ET_EVENT_CALLED),
	.authorise = authorise,
	.handle = handle,
};
