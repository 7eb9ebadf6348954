/*
 * session-end: a session that should not be there any more, or all of them. By the person, or by a
 * coordinator of the organisation.
 */
#include "../sessions.h"

struct params {
	struct et_id uid, sid; /* sid zero: all */
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, uid, "uid"),
	{ .name = "sid",
		.type = ET_FIELD_ID,
		.need = ET_FIELD_NULLABLE,
		.offset = ET_FIELD_AT(struct params, sid, struct et_id) },
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;

	call->about.object_id = params->uid;
	return et_sessions_may(call, &params->uid);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const struct et_id *only = et_id_is_zero(&params->sid) ? NULL : &params->sid;
	int64_t ended;
	enum et_err err;

	err = et_sessions_end(call, &params->uid, only, &call->conn->sid, "ended", &ended);
	if (err == ET_OK)
		et_json_int(&call->reply, "ended", ended);
	return err;
}

const struct et_command et_command_session_end = {
	.name = "session-end",
	.summary =
		"ends one session of that person, or (null) all but the caller's present one; as "
		"session-list. `ended` counts those that lived. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "session-end",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ ended: number }",
	ET_EVENTS(ET_EVENT_ENDED),
	.authorise = authorise,
	.handle = handle,
};
