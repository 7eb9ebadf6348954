/*
 * retention-list: which closed cases were erased and which will be, as references and dates. A coordinator sees the
 * organisation's, a worker those with a part in it; the case itself only its members.
 */
#include <etatunti/service/call.h>
#include <etatunti/store/retention.h>

#include "../ref.h"

#define DAY_MS (INT64_C(24) * 3600000)
#define BACK_MS (366 * DAY_MS)
#define AHEAD_MS (30 * DAY_MS)

static void open_row(struct et_json *json, const struct et_store_case_end *row)
{
	char ref[ET_REF_LEN + 1];

	et_ref_write(&row->case_id, ref);
	et_json_object_open(json, NULL);
	et_json_cstr(json, "ref", ref);
	et_json_int(json, "closed", row->closed_at);
}

static enum et_err put_erased(struct et_call *call, const struct et_store_case_end_scope *scope)
{
	struct et_json *json = &call->reply;
	struct et_store_case_end *rows;
	size_t count;
	enum et_err err;

	err = et_store_case_end_list_erased(
		call->store, scope, call->now_ms - BACK_MS, call->arena, &rows, &count);
	if (err != ET_OK)
		return err;
	et_json_array_open(json, "erased");
	for (size_t i = 0; i < count; i++) {
		open_row(json, &rows[i]);
		et_json_int(json, "at", rows[i].erased_at);
		et_json_str(json, "how", rows[i].how);
		et_json_object_close(json);
	}
	et_json_array_close(json);
	return ET_OK;
}

static enum et_err put_ahead(struct et_call *call, const struct et_store_case_end_scope *scope)
{
	struct et_json *json = &call->reply;
	struct et_store_case_end *rows;
	size_t count;
	enum et_err err;

	err = et_store_case_end_list_ahead(
		call->store, scope, call->now_ms + AHEAD_MS, call->arena, &rows, &count);
	if (err != ET_OK)
		return err;
	et_json_array_open(json, "ahead");
	for (size_t i = 0; i < count; i++) {
		open_row(json, &rows[i]);
		et_json_int(json, "at", rows[i].due_at);
		et_json_bool(json, "hold", rows[i].held != 0);
		if (rows[i].mine != 0)
			et_json_id(json, "case", &rows[i].case_id);
		et_json_object_close(json);
	}
	et_json_array_close(json);
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	const struct et_store_case_end_scope scope = {
		.uid = call->user->uid,
		.org_id = call->user->org,
		.all = (call->user->roles & ET_ROLE_COORDINATOR) != 0,
		.now_ms = call->now_ms,
	};
	int64_t days;
	enum et_err err;

	if ((err = et_store_retention_days(call->store, &scope.org_id, &days)) != ET_OK)
		return err;
	et_json_int(&call->reply, "days", days);
	if ((err = put_erased(call, &scope)) != ET_OK)
		return err;
	return put_ahead(call, &scope);
}

const struct et_command et_command_retention_list = {
	.name = "retention-list",
	.summary =
		"closed cases of the own organisation (a coordinator: all, a worker: those with a part in it): `erased` in the "
		"last 366 days, by the pair or the rule; `ahead`: held, or to be erased within 30 days; 2000 of each. "
		"ref as on the client's paper, the case only for its members. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_WORKER | ET_ROLE_COORDINATOR,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "retention-list",
	.params = ET_FIELDS_NONE,
	.reply =
		"{ days: number; erased: { ref: string; closed: Ms; at: Ms; how: \"pair\" | \"rule\" }[]; "
		"ahead: { ref: string; closed: Ms; at: Ms; hold: boolean; case?: Id }[] }",
	.handle = handle,
};
