/*
 * measure-drop: numbers that were wrong are taken back, by whoever knows their id.
 */
#include <etatunti/service/call.h>
#include <etatunti/store/measure.h>

struct params {
	struct et_id id;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, id, "id"),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;

	call->about.object_id = params->id;
	return et_store_measure_drop(call->store, &params->id);
}

const struct et_command et_command_measure_drop = {
	.name = "measure-drop",
	.summary =
		"takes back what was put under that id; `not_found`: nothing, or no more. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "measure-drop",
	.params = ET_FIELDS(fields, struct params),
	.reply = "Record<string, never>",
	.handle = handle,
};
