/*
 * What a county has decided for its pairs: whether a consent needs the second eyes.
 */
#include "issuer.h"

struct policy {
	struct et_id org_id;
	bool consent_ack;
};

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct policy *policy = body;
	struct et_lp_reader lp;
	struct et_slice word;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/policy");
	policy->org_id = et_lp_get_id(&lp);
	word = et_lp_get_word(&lp);
	policy->consent_ack = et_slice_eq_str(word, "required");
	if (!policy->consent_ack && !et_slice_eq_str(word, "off"))
		et_lp_refuse(&lp);
	step->subject = policy->org_id;
	return et_lp_end(&lp);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct policy *policy = step->body;

	return et_issuer_may(step, ET_DIR_POLICY, &policy->org_id);
}

static enum et_err project(struct et_dir_step *step)
{
	const struct policy *policy = step->body;

	return et_store_org_policy(step->store, &policy->org_id, policy->consent_ack);
}

/* A consent that was in force without the second eyes may not be any more: its room closes. */
static enum et_err tell(struct et_dir_step *step)
{
	et_outbox_put_out(step->call);
	return ET_OK;
}

const struct et_directory_kind et_directory_kind_policy = {
	.doc = {
		.name = "policy",
		.by = "coordinator, county",
		.body = "LP(\"ET1/policy\", org_id, consent_ack)",
		.rule = "consent_ack `required` (as long as nothing is said) or `off`, for consents of "
			"that org's pairs, from then on",
	},
	.kind = ET_DIR_POLICY,
	.body_len = sizeof(struct policy),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
