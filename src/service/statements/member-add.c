/* member-add: a colleague of the pair, or Kela's contact once the client has consented. */
#include <etatunti/store/member.h>
#include <etatunti/store/user.h>

#include "body.h"

struct member_add {
	struct et_id uid;
	unsigned comps;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct member_add *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/member-add");
	body->uid = et_lp_get_id(&reader);
	if (et_comps_parse(et_lp_get_word(&reader), &body->comps) != ET_OK)
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

static enum et_err check_contact(struct et_step *step, const struct et_store_user *user)
{
	enum et_err err = et_body_belongs(step, user, true);

	if (err != ET_OK)
		return err;
	step->act.recipient_org = user->org_id;
	return step->standing.in_force ? ET_OK : ET_NO_CONSENT;
}

static enum et_err check(struct et_step *step)
{
	const struct member_add *body = step->body;
	struct et_store_member member;
	struct et_store_user user;
	enum et_err err;

	if ((err = et_body_user(step, &body->uid, &user)) != ET_OK)
		return err;
	err = et_store_member_get(
		step->store, &step->stmt.case_id, &body->uid, step->arena, &member);
	if (err == ET_OK && member.active != 0)
		return ET_BAD_STATEMENT;
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	if (body->comps == ET_COMPS_PAIR)
		return et_body_belongs(step, &user, false);
	return body->comps == ET_COMPS_CONTACT ? check_contact(step, &user) : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_step *step)
{
	const struct member_add *body = step->body;
	char comps[ET_COMPS_TEXT_SIZE];

	et_comps_format(body->comps, comps);
	const struct et_store_member member = {
		.case_id = step->stmt.case_id,
		.uid = body->uid,
		.comps = et_slice_str(comps),
		.seq = step->stmt.seq,
		.active = 1,
	};

	return et_store_member_add(step->store, &member);
}

const struct et_statement_kind et_statement_kind_member_add = {
	.doc = { .name = "member-add",
		.by = "pair",
		.body = "LP(\"ET1/member-add\", uid, comps)",
		.rule = "`PSC` for someone IN PAIR; `SC` for a CONTACT OF PAIR, only with consent in "
			"force; no member yet, or not any more" },
	.kind = ET_CASE_MEMBER_ADD,
	.body_len = sizeof(struct member_add),
	.parse = parse,
	.check = check,
	.project = project,
};
