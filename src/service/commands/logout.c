/*
 * logout: the session ends and can't be taken up again.
 */
#include "../conn.h"

static enum et_err handle(struct et_call *call)
{
	return et_conn_end(call, call->conn, "logout", true);
}

const struct et_command et_command_logout = {
	.name = "logout",
	.summary = "ends the session; the connection is closed",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_LIGHT,
	.action = "logout",
	.params = ET_FIELDS_NONE,
	.reply = "{}",
	ET_EVENTS(ET_EVENT_ENDED),
	.handle = handle,
};
