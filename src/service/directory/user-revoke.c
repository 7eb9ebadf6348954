/*
 * A coordinator ends a person's certificate: left, or the keys are in wrong hands. What was signed until
 * then stays valid; new keys (user-rekey) make the person active again.
 */
#include <etatunti/store/invite.h>
#include <etatunti/store/user.h>

#include "../sessions.h"
#include "issuer.h"

static const char *const reasons[] = { "left", "lost", "stolen", "other" };

struct user_revoke {
	struct et_id uid, org_id;
	struct et_slice reason;
};

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct user_revoke *revoke = body;
	struct et_lp_reader lp;
	bool known = false;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/user-revoke");
	revoke->uid = et_lp_get_id(&lp);
	revoke->org_id = et_lp_get_id(&lp);
	revoke->reason = et_lp_get_word(&lp);
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		known = known || et_slice_eq_str(revoke->reason, reasons[i]);
	if (!known)
		et_lp_refuse(&lp);
	step->subject = revoke->uid;
	return et_lp_end(&lp);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct user_revoke *revoke = step->body;
	struct et_store_user user;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_USER_REVOKE, &revoke->org_id)) != ET_OK)
		return err;
	if (et_id_eq(&revoke->uid, &step->stmt.author))
		return ET_FORBIDDEN;
	if ((err = et_issuer_person(step, &revoke->uid, &user)) != ET_OK)
		return err;
	if (!et_id_eq(&user.org_id, &revoke->org_id))
		return ET_FORBIDDEN;
	return et_slice_eq_str(user.state, "active") ? ET_OK : ET_USED;
}

/* What was on its way to new keys began before: it may be in the wrong hands too. */
static enum et_err project(struct et_dir_step *step)
{
	const struct user_revoke *revoke = step->body;
	struct et_store_user user;
	enum et_err err;

	err = et_store_user_by_id(step->store, &revoke->uid, step->arena, &user);
	if (err != ET_OK)
		return err;
	if ((err = et_store_user_revoke(step->store, &revoke->uid)) != ET_OK)
		return err;
	return et_store_invite_supersede(step->store, user.username, &user.org_id);
}

static enum et_err tell(struct et_dir_step *step)
{
	const struct user_revoke *revoke = step->body;
	int64_t ended;

	(void)et_outbox_event(step->call, ET_EVENT_PENDING, ET_TO_COORDINATORS, &revoke->org_id);
	return et_sessions_end(step->call, &revoke->uid, NULL, NULL, "revoked", &ended);
}

const struct et_directory_kind et_directory_kind_user_revoke = {
	.doc = {
		.name = "user-revoke",
		.by = "coordinator, own org",
		.body = "LP(\"ET1/user-revoke\", uid, org_id, reason)",
		.rule = "reason `left`, `lost`, `stolen`, `other`; a certified person of that org, "
			"expired or not, not oneself. All sessions end; an open invite and a pending "
			"enrolment for that name are gone",
	},
	.kind = ET_DIR_USER_REVOKE,
	.body_len = sizeof(struct user_revoke),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
