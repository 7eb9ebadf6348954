/*
 * member-remove: who has no part in the case any more is no member of it either. Their keys are taken back
 * with it; what they have read they have read, so the others `rotate`. Nobody is rid of a colleague by it:
 * who has a part is the directory's to say.
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
	bool belongs;
	enum et_err err;

	step->act.object_id = body->uid;
	/* Whoever is left is a member who may add others again. */
	if (et_id_eq(&body->uid, &step->stmt.author))
		return ET_BAD_STATEMENT;
	if ((err = et_body_member(step, &body->uid, &member)) != ET_OK)
		return err;
	err = et_access_belongs(step->call, &step->standing.casefile.pair_id, &body->uid,
		et_slice_eq_str(member.org_kind, "kela"), &belongs);
	if (err != ET_OK)
		return err;
	return belongs ? ET_BAD_STATEMENT : ET_OK;
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
		.rule = "a member who is not IN PAIR or CONTACT OF PAIR any more; not the author. Their "
			"keys are deleted, and they are out of the room" },
	.kind = ET_CASE_MEMBER_REMOVE,
	.body_len = sizeof(struct member_remove),
	.parse = parse,
	.check = check,
	.project = project,
};
