/*
 * prepare: Kela's contact has read the case: ready, or more is needed (the question is in the thread), or
 * answered in writing, there too: then it takes no place in the hour.
 */
#include <string.h>

#include <etatunti/store/object.h>
#include <etatunti/store/place.h>

#include "body.h"

struct prepare {
	const char *state;
};

#define ANSWERED "answered"

static const char *const states[] = { "ready", "needs-info", ANSWERED, NULL };

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
	const struct prepare *body = step->body;
	const struct et_store_place *place = &step->standing.place;
	bool written;
	enum et_err err;

	step->act.object_id = place->hour_id;
	if (strcmp(body->state, ANSWERED) != 0)
		return et_id_is_zero(&place->hour_id) ? ET_BAD_STATEMENT : ET_OK;
	err = et_store_object_thread_by(
		step->store, &step->stmt.case_id, &step->stmt.author, place->queue_seq, &written);
	if (err != ET_OK)
		return err;
	return written ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_step *step)
{
	const struct prepare *body = step->body;
	struct et_store_place place;
	enum et_err err;

	err = et_store_place_live(step->store, &step->stmt.case_id, step->arena, &place);
	if (err != ET_OK)
		return err;
	if (strcmp(body->state, ANSWERED) == 0) {
		step->series = place.series_id;
		return et_line_answered(&step->line, &place);
	}
	step->asks = strcmp(body->state, "needs-info") == 0;
	err = et_store_place_prepare(step->store, &place, body->state, step->stmt.time_ms);
	if (err != ET_OK)
		return err;
	return et_line_touch(&step->line, &place);
}

const struct et_statement_kind et_statement_kind_prepare = {
	.doc = { .name = "prepare",
		.by = "contact",
		.body = "LP(\"ET1/prepare\", state)",
		.rule = "consent in force. state `ready` or `needs-info`: queued in an hour; `answered`: waiting "
			"or queued, the author has written to a `thread` since the `queue`; the place is "
			"free, and the pair may queue again" },
	.kind = ET_CASE_PREPARE,
	.body_len = sizeof(struct prepare),
	.parse = parse,
	.check = check,
	.project = project,
};
