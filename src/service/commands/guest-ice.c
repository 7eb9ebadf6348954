/* guest-ice: fresh ways to the others, for a guest who is in the room. */
#include "../conn.h"
#include "../ice.h"

static enum et_err authorise(struct et_call *call)
{
	return et_id_is_zero(&call->conn->room) ? ET_FORBIDDEN : ET_OK;
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
