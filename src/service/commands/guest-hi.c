/*
 * guest-hi: what a guest's link opens now, and a challenge to knock with. Changes nothing: whoever scans mail
 * opens links too. An invite that never was looks like one that is over.
 */
#include "../guests.h"

struct params {
	struct et_id guest;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, guest, "guest"),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_conn *conn = call->conn;
	struct et_store_guest row;
	enum et_invite_state state;
	enum et_err err;

	if ((err = et_guests_load(call, &params->guest, &row, &state)) != ET_OK)
		return err;
	conn->claimed_uid = params->guest;
	et_conn_challenge(call, ET_PROOF_GUEST);
	et_json_hash(&call->reply, "challenge", &conn->challenge);
	et_json_id(&call->reply, "conn", &conn->id);
	et_json_cstr(&call->reply, "state", et_invite_state_word(state));
	et_json_int(&call->reply, "now", call->now_ms);
	return ET_OK;
}

const struct et_command et_command_guest_hi = {
	.name = "guest-hi",
	.summary =
		"what a guest's link opens, and a challenge to knock with; an unknown one is gone. "
		"Changes nothing",
	.states = ET_CONN_NEW,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.params = ET_FIELDS(fields, struct params),
	.reply =
		"{ challenge: Hash; conn: Id; state: \"open\" | \"admitted\" | \"gone\"; now: Ms }",
	.handle = handle,
};
