/*
 * turn-probe: a credential for a minute, for trying out before joining whether the way through TURN is open. Only
 * for the people of an hour, from an hour before it on.
 */
#include "../ice.h"
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
	int64_t check_at;

	return et_lobby_gate(call, &params->hour, ET_LOBBY_PROBE_BEFORE_MS, &check_at);
}

static enum et_err handle(struct et_call *call)
{
	return et_ice_put(call, ET_ICE_PROBE_S);
}

const struct et_command et_command_turn_probe = {
	.name = "turn-probe",
	.summary =
		"for trying out one's devices before an hour of one's own: as `ice` of `room-join`, good for 60 s; "
		"`hour_closed {opens_at, closes_at}` before 60 min before it and 60 min after its end",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_READ,
	.rate = ET_RATE_DOOR,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ ice: Ice[]; relay_only: boolean }",
	.authorise = authorise,
	.handle = handle,
};
