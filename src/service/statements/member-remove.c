/*
 * member-remove: somebody has no part in the case any more. Their keys are taken back with it; what they
 * have read they have read, so the others `rotate`.
 */
#include <etatunti/store/member.h>

#include "body.h"

struct member_remove {
	struct et_id uid;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct member_remove *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/member-remove");
	body->uid = et_lp_get_id(&reader);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct member_remove *body = step->body;
	struct et_store_member member;

	step->act.object_id = body->uid;
	/* Whoever is left is a member who may add others again. */
	if (et_id_eq(&body->uid, &step->stmt.author))
		return ET_BAD_STATEMENT;
	return et_body_member(step, &body->uid, &member);
}

static enum et_err project(struct et_step *step)
{
	const struct member_remove *body = step->body;

	step->removed = body->uid;
	return et_store_member_remove(step->store, &step->stmt.case_id, &body->uid);
}

const struct et_statement_kind et_statement_kind_member_remove = {
	.doc = { .name = "member-remove",
		.by = "pair",
		.body = "LP(\"ET1/member-remove\", uid)",
		.rule = "a member, not the author. Their keys are deleted, and they are out of the room" },
	.kind = ET_CASE_MEMBER_REMOVE,
	.body_len = sizeof(struct member_remove),
	.parse = parse,
	.check = check,
	.project = project,
};
