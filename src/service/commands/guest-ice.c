/*
 * guest-ice: fresh ways to the others, for a guest who is in the room. The invite is asked again: a consent may
 * have run out since the room was looked at.
 */
#include "../guests.h"
#include "../ice.h"

static enum et_err authorise(struct et_call *call)
{
	const struct et_conn *conn = call->conn;
	struct et_store_guest row;
	enum et_err err;

	call->about.object_id = conn->room;
	call->about.case_id = conn->knock.case_id;
	if ((err = et_guests_let_in(call, &row)) != ET_OK)
		return err;
	return et_id_is_zero(&conn->room) ? ET_FORBIDDEN : ET_OK;
}

const struct et_command et_command_guest_ice = {
	.name = "guest-ice",
	.summary = "as room-ice, for a guest in the room",
	.states = ET_CONN_GUEST,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_LIGHT,
	.params = ET_FIELDS_NONE,
	.reply = "{ ice: Ice[]; relay_only: boolean }",
	.authorise = authorise,
	.handle = et_room_ice,
};
