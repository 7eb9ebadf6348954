/*
 * How long a county keeps closed cases before they are erased.
 */
#include <etatunti/store/retention.h>

#include "issuer.h"

#define DAYS_MAX 3650

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct et_store_retention *set = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/retention");
	set->org_id = et_lp_get_id(&lp);
	set->days = et_lp_get_ms(&lp);
	set->seq = step->stmt.seq;
	if (set->days < 1 || set->days > DAYS_MAX)
		et_lp_refuse(&lp);
	step->subject = set->org_id;
	return et_lp_end(&lp);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct et_store_retention *set = step->body;

	return et_issuer_may(step, ET_DIR_RETENTION, &set->org_id);
}

static enum et_err project(struct et_dir_step *step)
{
	return et_store_retention_set(step->store, step->body);
}

const struct et_directory_kind et_directory_kind_retention = {
	.doc = {
		.name = "retention",
		.by = "coordinator, county",
		.body = "LP(\"ET1/retention\", org_id, u64 days)",
		.rule = "days 1…3650 (90 as long as nothing is said): so long after `close` the cases of "
			"that org's pairs are erased, of those closed already too",
	},
	.kind = ET_DIR_RETENTION,
	.body_len = sizeof(struct et_store_retention),
	.parse = parse,
	.check = check,
	.project = project,
};
