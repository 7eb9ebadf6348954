/* consent-seen: Kela's contact has read the consent that its own disclosures rest on. */
#include <etatunti/store/consent.h>

#include "consent-point.h"

static enum et_err parse(const struct et_step *step, void *out)
{
	return et_consent_point_parse(step, "ET1/consent-seen", out);
}

static enum et_err check(struct et_step *step)
{
	const struct et_consent_point *body = step->body;

	step->act.object_id = body->consent;
	return et_body_current_consent(step, &body->consent, &body->stmt_hash);
}

static enum et_err project(struct et_step *step)
{
	const struct et_consent_point *body = step->body;

	return et_store_consent_see(
		step->store, &body->consent, &step->stmt.author, step->stmt.seq);
}

const struct et_statement_kind et_statement_kind_consent_seen = {
	.doc = { .name = "consent-seen",
		.by = "contact",
		.body = "LP(\"ET1/consent-seen\", consent_id, consent_stmt_hash)",
		.rule = "the consent in force" },
	.kind = ET_CASE_CONSENT_SEEN,
	.is_quiet = true,
	.body_len = sizeof(struct et_consent_point),
	.parse = parse,
	.check = check,
	.project = project,
};
