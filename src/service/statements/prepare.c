/* prepare: Kela's contact has read the case: ready, or more is needed (the question is in the thread). */
#include <etatunti/store/place.h>

#include "body.h"

struct prepare {
	const char *state;
};

static const char *const states[] = { "ready", "needs-info", NULL };

static enum et_err parse(const struct et_step *step, void *out)
{
	struct prepare *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/prepare");
	body->state = et_body_word(&reader, states);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	step->act.object_id = step->standing.place.hour_id;
	return ET_OK;
}

static enum et_err project(struct et_step *step)
{
	const struct prepare *body = step->body;
	struct et_store_place place;
	enum et_err err;

	err = et_store_place_live(step->store, &step->stmt.case_id, step->arena, &place);
	if (err != ET_OK)
		return err;
	step->hour = place.hour_id;
	return et_store_place_prepare(
		step->store, &step->stmt.case_id, place.queue_seq, body->state, step->stmt.time_ms);
}

const struct et_statement_kind et_statement_kind_prepare = {
	.doc = { .name = "prepare",
		.by = "contact",
		.body = "LP(\"ET1/prepare\", state)",
		.rule = "state `ready` or `needs-info`; queued, consent in force" },
	.kind = ET_CASE_PREPARE,
	.body_len = sizeof(struct prepare),
	.parse = parse,
	.check = check,
	.project = project,
};
