/*
 * queue-list: who waits for a place in the series that a person has to do with, in the published order. Which
 * case it is, only those who belong to it get to know.
 */
#include <etatunti/service/call.h>

#include "waiting.h"

static enum et_err handle(struct et_call *call)
{
	bool all = (call->user->roles & ET_ROLE_COORDINATOR) != 0;
	struct et_json *json = &call->reply;
	struct et_waiting *waiting;
	size_t count;
	enum et_err err;

	if ((err = et_waiting_load(call, all, &waiting, &count)) != ET_OK)
		return err;
	et_json_array_open(json, "waiting");
	for (size_t i = 0; i < count; i++) {
		const struct et_store_place_line *line = waiting[i].line;

		et_json_object_open(json, NULL);
		et_json_id(json, "series", &line->series_id);
		et_json_int(json, "pos", waiting[i].pos);
		et_json_int(json, "minutes", line->minutes);
		et_json_str(json, "urgency", line->urgency);
		et_json_bool(json, "carried", line->carried != 0);
		if (line->entitled != 0)
			et_json_id(json, "case", &line->case_id);
		et_json_object_close(json);
	}
	et_json_array_close(json);
	return ET_OK;
}

const struct et_command et_command_queue_list = {
	.name = "queue-list",
	.summary =
		"who waits in line, by series and in the published order: a coordinator in all series, "
		"others in their own; the case only for its members (Kela: with consent in force). "
		"Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "queue-list",
	.params = ET_FIELDS_NONE,
	.reply = "{ waiting: { series: Id; pos: number; minutes: number; urgency: Urgency; "
		 "carried: boolean; case?: Id }[] }",
	.handle = handle,
};
