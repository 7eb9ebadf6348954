/*
 * A coordinator invites a person into the own organisation, or one of its people to new keys.
 */
#include <etatunti/base/text.h>
#include <etatunti/store/invite.h>

#include "enrolment.h"
#include "issuer.h"

struct invite {
	struct et_id invite_id;
	struct et_key32 inv_pk;
	struct et_slice username, display;
	struct et_id org_id;
	struct et_slice roles;
	unsigned role_set;
	int64_t expires;
};

/* So long after its invite's end an enrolment that nobody confirms holds its name against others. */
#define UNCONFIRMED_MS (72 * INT64_C(3600000))

/* Who has the name that is invited. */
struct holder {
	struct et_id uid;    /* certified; zero: nobody, or somebody who has not been confirmed */
	struct et_id lapsed; /* the other organisation that has left them unconfirmed; zero: none */
};

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct invite *invite = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/invite");
	invite->invite_id = et_lp_get_id(&lp);
	invite->inv_pk = et_lp_get_key(&lp);
	invite->username = et_lp_get_str(&lp, ET_TEXT_USERNAME_MAX);
	invite->display = et_lp_get_str(&lp, 4 * ET_DISPLAY_CHARS_MAX);
	invite->org_id = et_lp_get_id(&lp);
	invite->roles = et_lp_get_word(&lp);
	invite->expires = et_lp_get_ms(&lp);
	if (et_text_check(invite->display, 1, ET_DISPLAY_CHARS_MAX) != ET_OK ||
		et_roles_parse(invite->roles, &invite->role_set) != ET_OK)
		et_lp_refuse(&lp);
	step->subject = invite->invite_id;
	return et_lp_end(&lp);
}

/* The id is in a link: it opens this and nothing else, ever. */
static enum et_err check_unused(struct et_dir_step *step, const struct et_id *id)
{
	struct et_invitation other;
	enum et_err err = et_invitation_load(step->store, id, step->arena, &other);

	if (err == ET_NOT_FOUND)
		return ET_OK;
	return err == ET_OK ? ET_BAD_STATEMENT : err;
}

/* Somebody of another organisation who waits to be confirmed there: for so long and no longer. */
static enum et_err find_lapsed(
	struct et_dir_step *step, const struct et_store_user *user, struct holder *out)
{
	struct et_store_enrolment enrolment;
	struct et_store_invite answered;
	enum et_err err;

	err = et_store_enrolment_pending(step->store, &user->uid, step->arena, &enrolment);
	if (err == ET_OK)
		err = et_store_invite_by_id(
			step->store, &enrolment.invite_id, step->arena, &answered);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_CORRUPT : err;
	if (step->stmt.time_ms < answered.expires + UNCONFIRMED_MS)
		return ET_CONFLICT;
	out->lapsed = user->org_id;
	return ET_OK;
}

/*
 * The certified person who has the name, to get new keys: of this organisation and with the same entry.
 * By the statement's own time, for project as well. ET_CONFLICT: somebody else's name.
 */
static enum et_err find_holder(
	struct et_dir_step *step, const struct invite *invite, struct holder *out)
{
	struct et_store_user user;
	bool is_pending;
	enum et_err err;

	*out = (struct holder){ 0 };
	if (!et_text_is_username(invite->username))
		return ET_BAD_STATEMENT;
	err = et_store_user_by_username(step->store, invite->username, step->arena, &user);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_OK : err;
	is_pending = et_slice_eq_str(user.state, "pending");
	if (!et_id_eq(&user.org_id, &invite->org_id))
		return is_pending ? find_lapsed(step, &user, out) : ET_CONFLICT;
	if (is_pending)
		return ET_OK;
	if (!et_slice_eq(user.display, invite->display) || !et_slice_eq(user.roles, invite->roles))
		return ET_CONFLICT;
	out->uid = user.uid;
	return ET_OK;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct invite *invite = step->body;
	enum et_org_kind org_kind;
	bool is_open;
	struct holder holder;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_INVITE, &invite->org_id)) != ET_OK)
		return err;
	if ((err = et_issuer_org(step, &invite->org_id, &org_kind)) != ET_OK)
		return err;
	if (!et_roles_fit(invite->role_set, org_kind) || et_id_is_zero(&invite->invite_id))
		return ET_BAD_STATEMENT;
	if ((err = check_unused(step, &invite->invite_id)) != ET_OK)
		return err;
	if ((err = find_holder(step, invite, &holder)) != ET_OK)
		return err;
	step->about = holder.lapsed;
	err = et_store_invite_is_open_elsewhere(
		step->store, invite->username, &invite->org_id, step->call->now_ms, &is_open);
	if (err != ET_OK)
		return err;
	if (is_open)
		return ET_CONFLICT;
	return et_directory_check_invite(invite->expires, step->stmt.time_ms);
}

static enum et_err project(struct et_dir_step *step)
{
	const struct invite *invite = step->body;
	struct et_store_invite row = {
		.invite_id = invite->invite_id,
		.inv_pk = invite->inv_pk,
		.username = invite->username,
		.display = invite->display,
		.org_id = invite->org_id,
		.roles = invite->roles,
		.expires = invite->expires,
		.seq = step->stmt.seq,
		.state = et_slice_str("open"),
	};
	struct holder holder;
	enum et_err err;

	if ((err = find_holder(step, invite, &holder)) != ET_OK)
		return err;
	row.holder = holder.uid;
	/* What another organisation has left to lie ends as one's own does. */
	if (!et_id_is_zero(&holder.lapsed) &&
		(err = et_store_invite_supersede(step->store, invite->username, &holder.lapsed)) !=
			ET_OK)
		return err;
	/* One link at a time: an earlier one may have gone astray. */
	err = et_store_invite_supersede(step->store, invite->username, &invite->org_id);
	if (err != ET_OK)
		return err;
	if ((err = et_store_user_drop_pending(step->store, invite->username)) != ET_OK)
		return err;
	return et_store_invite_insert(step->store, &row);
}

/* Who waited by an earlier invite waits no longer. */
static enum et_err tell(struct et_dir_step *step)
{
	const struct invite *invite = step->body;

	(void)et_outbox_event(step->call, ET_EVENT_PENDING, ET_TO_COORDINATORS, &invite->org_id);
	if (!et_id_is_zero(&step->about))
		(void)et_outbox_event(
			step->call, ET_EVENT_PENDING, ET_TO_COORDINATORS, &step->about);
	return ET_OK;
}

const struct et_directory_kind et_directory_kind_invite = {
	.doc = {
		.name = "invite",
		.by = "coordinator, own org",
		.body = "LP(\"ET1/invite\", invite_id, inv_pk, username, display, org_id, roles, "
			"u64 expires)",
		.rule = "expires ≤ 72 h ahead; invite_id was never used. Nobody has the user name, or "
			"a certified person (expired and revoked too) of the own org with the same "
			"display name and roles: then it is an invite to new keys. An open invite and "
			"a pending enrolment of that name in the own org are gone; an open invite of "
			"another org is a conflict, and so is a pending enrolment there until 72 h "
			"after its invite expired: then nobody has confirmed it, and it is gone",
	},
	.kind = ET_DIR_INVITE,
	.body_len = sizeof(struct invite),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
