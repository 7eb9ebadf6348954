/* close: the case is done; nothing more is written to it but a withdrawal. */
#include <etatunti/store/casefile.h>
#include <etatunti/store/retention.h>

#include "body.h"

/* The reason is for the chain; nothing here reads it. */
struct close_body {
	struct et_slice reason;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct close_body *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/close");
	body->reason = et_lp_get_str(&reader, ET_BODY_REASON_MAX);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	(void)step;
	return ET_OK;
}

static enum et_err project(struct et_step *step)
{
	const struct et_id *case_id = &step->stmt.case_id;
	enum et_err err;

	if ((err = et_store_guest_end_of_case(step->store, case_id, step->stmt.seq)) != ET_OK)
		return err;
	err = et_store_casefile_close(step->store, case_id, &step->stmt.author);
	return err != ET_OK ? err
			    : et_store_case_end_closed(step->store, case_id, step->line.now_ms);
}

const struct et_statement_kind et_statement_kind_close = {
	.doc = { .name = "close",
		.by = "pair",
		.body = "LP(\"ET1/close\", reason)",
		.rule = "no place ahead, no session open; reason at most 256 bytes, may be empty" },
	.kind = ET_CASE_CLOSE,
	.body_len = sizeof(struct close_body),
	.parse = parse,
	.check = check,
	.project = project,
};
