/*
 * lobby-enter: into the waiting room of an hour, from a quarter before it on. Being there is no right
 * to any case.
 */
#include <etatunti/domain/weekly.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/room.h>

#include "../lobby.h"

struct params {
	struct et_id hour;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, hour, "hour"),
};

/*
 * Front knows rooms and lobbies by their ids alone: nobody gets into a session's room by this door. (An hour's id
 * can be known before there is the hour; a session that is over has no room, and keeps nobody out.)
 */
static enum et_err refuse_session(struct et_call *call, const struct et_id *hour)
{
	struct et_store_room session;
	enum et_err err = et_store_room_by_id(call->store, hour, call->arena, &session);

	if (err == ET_OK)
		return session.closed_at == 0 ? ET_FORBIDDEN : ET_OK;
	return err == ET_NOT_FOUND ? ET_OK : err;
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	int64_t *check_at = et_arena_alloc(call->arena, sizeof(*check_at));
	enum et_err err;

	if (check_at == NULL)
		return ET_NO_MEMORY;
	call->loaded = check_at;
	err = et_lobby_gate(call, &params->hour, ET_WEEKLY_OPENS_BEFORE_MS, check_at);
	return err != ET_OK ? err : refuse_session(call, &params->hour);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const int64_t *check_at = call->loaded;

	et_outbox_lobby_enter(call, &params->hour, *check_at);
	return et_lobby_fields(call, &params->hour, call->conn, &call->reply);
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
