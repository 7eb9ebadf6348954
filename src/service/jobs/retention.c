/*
 * Closed cases whose time is over are erased, a row of the log for each; whoever has one open hears of it. A few
 * in one run and the rest a minute later, so that neither a county's first rule nor large files hold up anybody.
 */
#include <etatunti/service/outbox.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/object.h>
#include <etatunti/store/retention.h>

#include "../retention.h"
#include "../state.h"

#define MOST 200
/* Each byte is written over, twice. A case goes whole, however large it is. */
#define MOST_LEN (INT64_C(16) << 20)

static enum et_err erase(struct et_call *call, const struct et_id *case_id)
{
	const struct et_act act = { .action = ET_ACTION_RETENTION, .case_id = *case_id };
	struct et_store_casefile casefile;
	enum et_err err;

	err = et_store_casefile_by_id(call->store, case_id, call->arena, &casefile);
	if (err != ET_OK || (err = et_retention_act(call->store, case_id, call->now_ms)) != ET_OK)
		return err;
	if ((err = et_call_log(call, &act)) != ET_OK)
		return err;
	et_outbox_case(call, case_id, casefile.seq, &casefile.hash, ET_SLICE_LIT("erase"));
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	struct et_id *cases;
	int64_t len, together = 0;
	size_t count, i;
	enum et_err err;

	err = et_store_case_end_list_due(
		call->store, call->now_ms, MOST, call->arena, &cases, &count);
	for (i = 0; err == ET_OK && i < count && together < MOST_LEN; i++) {
		if ((err = et_store_object_len(call->store, &cases[i], &len)) != ET_OK)
			return err;
		together += len;
		err = erase(call, &cases[i]);
	}
	call->service->job_is_left = err == ET_OK && (i < count || count == MOST);
	return err;
}

const struct et_command et_job_retention = {
	.name = "retention",
	.summary = "erases closed cases whose time is over",
	.handle = handle,
};
