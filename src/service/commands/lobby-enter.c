/*
 * lobby-enter: into the waiting room of an hour, from a quarter before it on. Being there is no right
 * to any case.
 */
#include <etatunti/domain/weekly.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/series.h>

#include "../lobby.h"

struct params {
	struct et_id hour;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, hour, "hour"),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_hour hour;
	int64_t opens_at, closes_at;
	bool belongs;
	enum et_err err;

	call->about.object_id = params->hour;
	err = et_store_hour_by_id(call->store, &params->hour, call->arena, &hour);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_FORBIDDEN : err;
	err = et_store_series_has_person(
		call->store, &hour.series_id, &call->user->uid, call->now_ms, &belongs);
	if (err != ET_OK)
		return err;
	if (!belongs)
		return ET_FORBIDDEN;
	opens_at = hour.starts_at - ET_WEEKLY_OPENS_BEFORE_MS;
	closes_at = hour.ends_at + ET_WEEKLY_CLOSES_AFTER_MS;
	if (!et_slice_eq_str(hour.state, "planned") || call->now_ms < opens_at ||
		call->now_ms > closes_at) {
		et_json_int(&call->extra, "opens_at", opens_at);
		et_json_int(&call->extra, "closes_at", closes_at);
		return ET_HOUR_CLOSED;
	}
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_conn *conn = call->conn;
	struct et_id before = conn->lobby;
	enum et_err err;

	conn->lobby = params->hour;
	if ((err = et_lobby_fields(call, &params->hour, conn, &call->reply)) != ET_OK) {
		conn->lobby = before;
		return err;
	}
	if (!et_id_is_zero(&before) && !et_id_eq(&before, &params->hour))
		et_outbox_lobby(call, &before);
	et_outbox_lobby(call, &params->hour);
	return ET_OK;
}

const struct et_command et_command_lobby_enter = {
	.name = "lobby-enter",
	.summary =
		"into the lobby of an hour; `hour_closed {opens_at, closes_at}` before 15 min before it "
		"and 60 min after its end",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_LIGHT,
	.action = "lobby-enter",
	.params = ET_FIELDS(fields, struct params),
	.reply = "Lobby",
	ET_EVENTS(ET_EVENT_LOBBY),
	.authorise = authorise,
	.handle = handle,
};
