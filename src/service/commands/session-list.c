/*
 * session-list: where a person is signed in, for that person and for the coordinators of the
 * organisation. Tells no session key and no address.
 */
#include "../sessions.h"

struct params {
	struct et_id uid;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, uid, "uid"),
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
	struct et_store_session *rows;
	size_t count;
	enum et_err err;

	if ((err = et_sessions_alive(call, &params->uid, &rows, &count)) != ET_OK)
		return err;
	et_json_array_open(&call->reply, "sessions");
	for (size_t i = 0; i < count; i++) {
		et_json_object_open(&call->reply, NULL);
		et_json_id(&call->reply, "sid", &rows[i].sid);
		et_json_int(&call->reply, "created_at", rows[i].created_at);
		et_json_int(&call->reply, "seen_at", rows[i].seen_at);
		et_json_bool(&call->reply, "current", et_id_eq(&rows[i].sid, &call->conn->sid));
		et_json_object_close(&call->reply);
	}
	et_json_array_close(&call->reply);
	return ET_OK;
}

const struct et_command et_command_session_list = {
	.name = "session-list",
	.summary = "one's own sessions that live now; a coordinator: those of a person of the own "
		   "organisation. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_LIGHT,
	.action = "session-list",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ sessions: { sid: Id; created_at: Ms; seen_at: Ms; current: boolean }[] }",
	.authorise = authorise,
	.handle = handle,
};
