/*
 * hold: somebody else has a claim to what is in the case (a complaint, a court): nobody erases it, no rule
 * either, until that is over.
 */
#include <etatunti/store/retention.h>

#include "body.h"

#define REASON_MAX 200

/* The reason is for the chain; nothing here reads it. */
struct hold {
	bool on;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct hold *body = out;
	struct et_lp_reader reader;
	int64_t on;

	et_body_open(&reader, step, "ET1/hold");
	on = et_lp_get_ms(&reader);
	(void)et_lp_get_str(&reader, REASON_MAX);
	if (on > 1)
		et_lp_refuse(&reader);
	body->on = on == 1;
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct hold *body = step->body;
	bool on;
	enum et_err err = et_store_hold_is_on(step->store, &step->stmt.case_id, &on);

	if (err != ET_OK)
		return err;
	return on == body->on ? ET_BAD_STATEMENT : ET_OK;
}

static enum et_err project(struct et_step *step)
{
	const struct hold *body = step->body;
	const struct et_statement *stmt = &step->stmt;

	if (!body->on)
		return et_store_hold_clear(step->store, &stmt->case_id);
	return et_store_hold_set(step->store, &stmt->case_id, &stmt->author, stmt->seq);
}

const struct et_statement_kind et_statement_kind_hold = {
	.doc = { .name = "hold",
		.by = "pair, or coordinator of the pair's organisation",
		.body = "LP(\"ET1/hold\", u64 on, reason)",
		.rule = "open or closed, not erased; on 1 or 0, other than it is; reason at most 200 bytes, may be empty. "
			"While it is on neither `erase` nor the rule of retention takes the case" },
	.kind = ET_CASE_HOLD,
	.body_len = sizeof(struct hold),
	.parse = parse,
	.check = check,
	.project = project,
};
