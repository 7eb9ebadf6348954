/*
 * rotate: a new key of a compartment. From here on new objects are sealed under it, so that whoever has
 * only the old ones reads nothing that is written later.
 */
#include <etatunti/store/casefile.h>

#include "body.h"

struct rotate {
	unsigned comp;
	int64_t epoch;
	struct et_hash kc;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct rotate *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/rotate");
	body->comp = et_body_comp(&reader);
	body->epoch = et_body_count(&reader);
	body->kc = et_lp_get_hash(&reader);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct rotate *body = step->body;
	char comp[ET_COMPS_TEXT_SIZE];
	int64_t newest;
	enum et_err err;

	et_comps_format(body->comp, comp);
	step->act.comp = comp[0];
	if ((step->standing.member.comps & body->comp) == 0)
		return ET_FORBIDDEN;
	err = et_store_commitment_newest_epoch(step->store, &step->stmt.case_id, comp, &newest);
	if (err != ET_OK)
		return err;
	return body->epoch == newest + 1 ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_step *step)
{
	const struct rotate *body = step->body;
	char comp[ET_COMPS_TEXT_SIZE];

	et_comps_format(body->comp, comp);
	const struct et_store_commitment commitment = {
		.case_id = step->stmt.case_id,
		.comp = et_slice_str(comp),
		.epoch = body->epoch,
		.kc = body->kc,
	};

	return et_store_commitment_insert(step->store, &commitment);
}

const struct et_statement_kind et_statement_kind_rotate = {
	.doc = { .name = "rotate",
		.by = "pair",
		.body = "LP(\"ET1/rotate\", comp, u64 epoch, kc)",
		.rule = "epoch = the newest of comp + 1. Objects are sealed under the newest epoch from "
			"here on; older keys still open what is older" },
	.kind = ET_CASE_ROTATE,
	.is_quiet = true,
	.body_len = sizeof(struct rotate),
	.parse = parse,
	.check = check,
	.project = project,
};
