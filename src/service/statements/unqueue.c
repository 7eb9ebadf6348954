/* unqueue: the pair gives the place back before its turn, or leaves the line. */
#include <etatunti/store/place.h>

#include "body.h"

struct unqueue {
	struct et_id hour;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct unqueue *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/unqueue");
	body->hour = et_lp_get_id(&reader);
	(void)et_lp_get_str(&reader, ET_BODY_REASON_MAX);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct unqueue *body = step->body;

	step->act.object_id = body->hour;
	return et_id_eq(&step->standing.place.hour_id, &body->hour) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_step *step)
{
	struct et_store_place place;
	enum et_err err;

	err = et_store_place_live(step->store, &step->stmt.case_id, step->arena, &place);
	if (err != ET_OK)
		return err;
	step->series = place.series_id;
	if ((err = et_store_place_delete(step->store, &place)) != ET_OK)
		return err;
	return et_line_touch(&step->line, &place);
}

const struct et_statement_kind et_statement_kind_unqueue = {
	.doc = { .name = "unqueue",
		.by = "pair",
		.body = "LP(\"ET1/unqueue\", hour_id, reason)",
		.rule = "queued in that hour (zero: waiting), no session open; reason at most 256 bytes, may be empty" },
	.kind = ET_CASE_UNQUEUE,
	.body_len = sizeof(struct unqueue),
	.parse = parse,
	.check = check,
	.project = project,
};
