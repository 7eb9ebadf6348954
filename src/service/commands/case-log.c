/*
 * case-log: what the log has on one case, as the bytes that are chained there, for the report to the
 * client. For the workers who have a part in the case; Kela and coordinators are told nothing.
 */
#include <etatunti/store/logrow.h>

#include "standing.h"

#define PAGE_MAX ET_PROTO_BLOB_MAX

struct params {
	struct et_id case_id;
	int64_t from;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, case_id, "case"),
	ET_F_INT(struct params, from, "from", 0, ET_TIME_MAX),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_standing standing;
	enum et_err err;

	call->about.case_id = params->case_id;
	if ((err = et_standing_load(call, &params->case_id, &standing)) != ET_OK)
		return err;
	return standing.by == ET_BY_PAIR ? ET_OK : ET_FORBIDDEN;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_logrow *rows;
	size_t count, index;
	enum et_err err;

	err = et_store_logrow_list_of_case(call->store, &params->case_id, params->from,
		PAGE_MAX + 1, call->arena, &rows, &count);
	if (err != ET_OK)
		return err;
	for (size_t i = 0; i < count && i < PAGE_MAX; i++) {
		if ((err = et_call_blob(call, rows[i].row, &index)) != ET_OK)
			return err;
	}
	et_json_int(&call->reply, "count", (int64_t)call->reply_blob_count);
	if (count > PAGE_MAX)
		et_json_int(&call->reply, "next", rows[PAGE_MAX].seq);
	else
		et_json_null(&call->reply, "next");
	return ET_OK;
}

const struct et_command et_command_case_log = {
	.name = "case-log",
	.summary =
		"rows of the log that name the case, from that seq of the log on, at most 64: "
		"their bytes as blobs; go on at `next`. What the clock did (`consent-gate`) is of nobody: "
		"actor and organisation are zero. For workers with a part in the case. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_WORKER,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "case-log",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ count: number; next: number | null }",
	.reply_blobs = true,
	.authorise = authorise,
	.handle = handle,
};
