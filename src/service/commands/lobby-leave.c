/*
 * lobby-leave: out of the lobby of an hour. Not being there is no error.
 */
#include <etatunti/service/outbox.h>

#include "../conn.h"

struct params {
	struct et_id hour;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, hour, "hour"),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;

	if (et_id_eq(&call->conn->lobby, &params->hour))
		et_outbox_lobby_leave(call, &params->hour);
	return ET_OK;
}

const struct et_command et_command_lobby_leave = {
	.name = "lobby-leave",
	.summary = "out of the lobby",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_LIGHT,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{}",
	ET_EVENTS(ET_EVENT_LOBBY),
	.handle = handle,
};
