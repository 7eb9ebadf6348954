/*
 * A coordinator invites a person into the own organisation.
 */
#include <etatunti/base/text.h>
#include <etatunti/store/invite.h>

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

static enum et_err check(struct et_dir_step *step)
{
	const struct invite *invite = step->body;
	enum et_org_kind org_kind;
	bool is_open;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_INVITE, &invite->org_id)) != ET_OK)
		return err;
	if ((err = et_issuer_org(step, &invite->org_id, &org_kind)) != ET_OK)
		return err;
	if (!et_roles_fit(invite->role_set, org_kind) || et_id_is_zero(&invite->invite_id))
		return ET_BAD_STATEMENT;
	if ((err = et_issuer_free_name(step, invite->username)) != ET_OK)
		return err;
	err = et_store_invite_is_open(step->store, invite->username, step->call->now_ms, &is_open);
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
	};

	return et_store_invite_insert(step->store, &row);
}

const struct et_directory_kind et_directory_kind_invite = {
	.doc = {
		.name = "invite",
		.by = "coordinator, own org",
		.body = "LP(\"ET1/invite\", invite_id, inv_pk, username, display, org_id, roles, "
			"u64 expires)",
		.rule = "expires ≤ 72 h ahead; nobody has the user name, and no open invite is for it",
	},
	.kind = ET_DIR_INVITE,
	.body_len = sizeof(struct invite),
	.parse = parse,
	.check = check,
	.project = project,
};
