/*
 * A coordinator's client attests the head of the directory that it has seen, by signing after it.
 */
#include "issuer.h"

struct beacon {
	char nothing;
};

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct et_lp_reader lp;

	(void)body;
	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/beacon");
	return et_lp_end(&lp);
}

static enum et_err check(struct et_dir_step *step)
{
	return et_issuer_may(step, ET_DIR_BEACON, NULL);
}

static enum et_err project(struct et_dir_step *step)
{
	(void)step;
	return ET_OK;
}

const struct et_directory_kind et_directory_kind_beacon = {
	.doc = {
		.name = "beacon",
		.by = "coordinator",
		.body = "LP(\"ET1/beacon\")",
		.rule = "",
	},
	.kind = ET_DIR_BEACON,
	.body_len = sizeof(struct beacon),
	.parse = parse,
	.check = check,
	.project = project,
};
