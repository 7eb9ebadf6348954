/* consent-ack: a second worker of the pair has read the very same consent. Four eyes. */
#include <etatunti/store/consent.h>

#include "consent-point.h"

static enum et_err check(struct et_step *step)
{
	const struct et_consent_point *body = step->body;
	const struct et_store_consent *consent = &step->standing.consent;
	enum et_err err;

	step->act.object_id = body->consent;
	err = et_body_current_consent(step, &body->consent, &body->stmt_hash);
	if (err != ET_OK)
		return err;
	if (et_id_eq(&consent->witness, &step->stmt.author))
		return ET_FORBIDDEN;
	return et_id_is_zero(&consent->ack_by) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err parse(const struct et_step *step, void *out)
{
	return et_consent_point_parse(step, "ET1/consent-ack", out);
}

static enum et_err project(struct et_step *step)
{
	const struct et_consent_point *body = step->body;

	enum et_err err;

	err = et_store_consent_ack(step->store, &body->consent, &step->stmt.author, step->stmt.seq);
	return err != ET_OK ? err : et_statement_wants_room(step);
}

const struct et_statement_kind et_statement_kind_consent_ack = {
	.doc = { .name = "consent-ack",
		.by = "another worker of the pair, member",
		.body = "LP(\"ET1/consent-ack\", consent_id, consent_stmt_hash)",
		.rule = "the current consent, not the author's own, not acknowledged yet" },
	.kind = ET_CASE_CONSENT_ACK,
	.is_quiet = true,
	.body_len = sizeof(struct et_consent_point),
	.parse = parse,
	.check = check,
	.project = project,
};
