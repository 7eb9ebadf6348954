/*
 * follow-up: the pair says when the case is looked at again, or that it has been. What is found then stands
 * in the case, sealed; here is a date.
 */
#include <etatunti/store/follow_up.h>

#include "body.h"

/* Beyond half a year, with time to spare. */
#define DUE_MAX_MS (INT64_C(400) * 86400000)

static const char *const whats[] = { "first", "half-year", "plan", NULL };

struct follow_up {
	const char *what;
	int64_t due_at; /* 0: nothing is due */
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct follow_up *body = out;
	struct et_lp_reader reader;
	int64_t time_ms = step->stmt.time_ms;

	et_body_open(&reader, step, "ET1/follow-up");
	body->what = et_body_word(&reader, whats);
	body->due_at = et_lp_get_ms(&reader);
	if (body->due_at != 0 && (body->due_at <= time_ms || body->due_at - time_ms > DUE_MAX_MS))
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	(void)step;
	return ET_OK;
}

static enum et_err project(struct et_step *step)
{
	const struct follow_up *body = step->body;
	const struct et_store_follow_up row = {
		.case_id = step->stmt.case_id,
		.what = et_slice_str(body->what),
		.due_at = body->due_at,
		.seq = step->stmt.seq,
	};

	if (body->due_at == 0)
		return et_store_follow_up_clear(step->store, &row.case_id, body->what);
	return et_store_follow_up_set(step->store, &row);
}

const struct et_statement_kind et_statement_kind_follow_up = {
	.doc = { .name = "follow-up",
		.by = "pair",
		.body = "LP(\"ET1/follow-up\", what, u64 due)",
		.rule = "what `first` (1–3 months), `half-year` or `plan` (to be refreshed); due 0: done, or none is wanted; else "
			"time < due ≤ time + 400 days. The newest of each sort holds; of a closed case nobody is reminded" },
	.kind = ET_CASE_FOLLOW_UP,
	.body_len = sizeof(struct follow_up),
	.parse = parse,
	.check = check,
	.project = project,
};
