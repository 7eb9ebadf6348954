/*
 * A coordinator certifies a person who has enrolled, after comparing fingerprints.
 */
#include <etatunti/base/text.h>
#include <etatunti/store/invite.h>
#include <etatunti/store/user.h>

#include "issuer.h"

struct user_add {
	struct et_id uid;
	struct et_slice username, display;
	struct et_id org_id;
	struct et_slice roles;
	struct et_key32 ipk_s, ipk_e;
	int64_t not_after;
	struct et_hash eh;
};

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct user_add *add = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/user-add");
	add->uid = et_lp_get_id(&lp);
	add->username = et_lp_get_str(&lp, ET_TEXT_USERNAME_MAX);
	add->display = et_lp_get_str(&lp, 4 * ET_DISPLAY_CHARS_MAX);
	add->org_id = et_lp_get_id(&lp);
	add->roles = et_lp_get_word(&lp);
	add->ipk_s = et_lp_get_key(&lp);
	add->ipk_e = et_lp_get_key(&lp);
	add->not_after = et_lp_get_ms(&lp);
	add->eh = et_lp_get_hash(&lp);
	step->subject = add->uid;
	return et_lp_end(&lp);
}

/* The statement says exactly what the invite gave and the person signed. */
static bool equals(const struct user_add *add, const struct et_store_user *user,
	const struct et_store_enrolment *enrolment)
{
	return et_slice_eq(add->username, user->username) &&
		et_slice_eq(add->display, user->display) && et_id_eq(&add->org_id, &user->org_id) &&
		et_slice_eq(add->roles, user->roles) && et_key32_eq(&add->ipk_s, &user->ipk_s) &&
		et_key32_eq(&add->ipk_e, &user->ipk_e) && et_hash_eq(&add->eh, &enrolment->eh);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct user_add *add = step->body;
	struct et_store_enrolment enrolment;
	struct et_store_user user;
	struct et_json *event;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_USER_ADD, &add->org_id)) != ET_OK)
		return err;
	if ((err = et_store_user_by_id(step->store, &add->uid, step->arena, &user)) != ET_OK)
		return err;
	if (!et_slice_eq_str(user.state, "pending"))
		return ET_USED;
	err = et_store_enrolment_by_uid(step->store, &add->uid, step->arena, &enrolment);
	if (err != ET_OK)
		return err;
	if (!equals(add, &user, &enrolment))
		return ET_BAD_STATEMENT;
	if ((err = et_directory_check_cert(add->not_after, step->stmt.time_ms)) != ET_OK)
		return err;
	event = et_outbox_event(step->call, ET_EVENT_CONFIRMED, ET_TO_INVITE, &enrolment.invite_id);
	et_json_id(event, "uid", &add->uid);
	(void)et_outbox_event(step->call, ET_EVENT_PENDING, ET_TO_COORDINATORS, &add->org_id);
	return ET_OK;
}

static enum et_err project(struct et_dir_step *step)
{
	const struct user_add *add = step->body;

	return et_store_user_activate(step->store, &add->uid, add->not_after);
}

const struct et_directory_kind et_directory_kind_user_add = {
	.doc = {
		.name = "user-add",
		.by = "coordinator, own org",
		.body = "LP(\"ET1/user-add\", uid, username, display, org_id, roles, ipkS, ipkE, "
			"u64 not_after, eh)",
		.rule = "not_after ≤ 13 months; must equal the pending enrolment and its invite",
	},
	.kind = ET_DIR_USER_ADD,
	.body_len = sizeof(struct user_add),
	.parse = parse,
	.check = check,
	.project = project,
};
