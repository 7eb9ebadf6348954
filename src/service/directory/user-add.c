/*
 * A coordinator certifies a person who has enrolled, after comparing fingerprints.
 */
#include "certificate.h"

static enum et_err parse(struct et_dir_step *step, void *body)
{
	return et_certificate_parse(step, "ET1/user-add", body);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct et_certificate *add = step->body;
	struct et_store_enrolment enrolment;
	struct et_store_user user;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_USER_ADD, &add->org_id)) != ET_OK)
		return err;
	if ((err = et_store_user_by_id(step->store, &add->uid, step->arena, &user)) != ET_OK)
		return err;
	if (!et_slice_eq_str(user.state, "pending"))
		return ET_USED;
	if (!et_certificate_is_of(add, &user))
		return ET_BAD_STATEMENT;
	if ((err = et_certificate_check_keys(step, add, &enrolment)) != ET_OK)
		return err;
	step->about = enrolment.invite_id;
	return et_directory_check_cert(add->not_after, step->stmt.time_ms);
}

static enum et_err project(struct et_dir_step *step)
{
	const struct et_certificate *add = step->body;
	enum et_err err;

	err = et_store_user_activate(step->store, &add->uid, add->not_after);
	return err != ET_OK ? err : et_certificate_project_keys(step, add);
}

static enum et_err tell(struct et_dir_step *step)
{
	et_certificate_tell(step, step->body, &step->about);
	return ET_OK;
}

const struct et_directory_kind et_directory_kind_user_add = {
	.doc = {
		.name = "user-add",
		.by = "coordinator, own org",
		.body = "LP(\"ET1/user-add\", uid, username, display, org_id, roles, ipkS, ipkE, "
			"u64 not_after, eh)",
		.rule = "uid not certified before; not_after ≤ 13 months; must equal the pending "
			"enrolment and its invite; neither key was ever certified, for anybody",
	},
	.kind = ET_DIR_USER_ADD,
	.body_len = sizeof(struct et_certificate),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
