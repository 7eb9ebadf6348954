/*
 * room-leave: out of a room. Not being there is no error.
 */
#include <etatunti/service/outbox.h>

#include "../room.h"

struct params {
	struct et_id room;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, room, "room"),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;

	/* The row of the log is written where people leave, in whatever way they do (presence.c). */
	if (et_id_eq(&call->conn->room, &params->room))
		et_outbox_room_leave(call, &params->room);
	return ET_OK;
}

const struct et_command et_command_room_leave = {
	.name = "room-leave",
	.summary = "out of the room",
	.states = ET_CONN_IN | ET_CONN_GUEST,
	.roles = ET_ROLE_CASE,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_LIGHT,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{}",
	ET_EVENTS(ET_EVENT_PEERS, ET_EVENT_LOBBY),
	.handle = handle,
};
