/*
 * room-ice: fresh credentials for who is in a room, before those of room-join run out or when a call must find
 * a new way. As there: a part in the case, its session open, its consent in force.
 */
#include <etatunti/service/access.h>

#include "../ice.h"
#include "../room.h"

struct params {
	struct et_id case_id, session;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, case_id, "case"),
	ET_F_ID(struct params, session, "session"),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	const struct et_room *room = et_room_find(call->service, &call->conn->room);
	struct et_member member;
	bool in_force;
	enum et_err err;

	call->about.object_id = params->session;
	if ((err = et_access_case(call, &params->case_id, &member, &in_force)) != ET_OK)
		return err;
	if (!in_force)
		return ET_NO_CONSENT;
	if (room == NULL || !et_id_eq(&room->session, &params->session) ||
		!et_id_eq(&room->case_id, &params->case_id))
		return ET_FORBIDDEN;
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	return et_room_ice(call);
}

const struct et_command et_command_room_ice = {
	.name = "room-ice",
	.summary = "in the room: fresh credentials, as `ice` of `room-join`",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_READ,
	.rate = ET_RATE_LIGHT,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ ice: Ice[]; relay_only: boolean }",
	.authorise = authorise,
	.handle = handle,
};
