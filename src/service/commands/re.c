/*
 * re: a client that was cut off wants its session back. Gets a challenge for the session key.
 */
#include "../conn.h"

struct params {
	struct et_id uid, sid;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, uid, "uid"),
	ET_F_ID(struct params, sid, "sid"),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_conn *conn = call->conn;

	conn->claimed_uid = params->uid;
	conn->claimed_sid = params->sid;
	et_conn_challenge(call, ET_PROOF_SESSION);
	et_json_hash(&call->reply, "ch", &conn->challenge);
	et_json_id(&call->reply, "conn", &conn->id);
	et_json_int(&call->reply, "now", call->now_ms);
	return ET_OK;
}

const struct et_command et_command_re = {
	.name = "re",
	.summary = "asks for a challenge to take a session up again",
	.states = ET_CONN_NEW,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ ch: Hash; conn: Id; now: Ms }",
	.handle = handle,
};
