/*
 * See enrolment.h. Decides nothing about time: invites expire in the command.
 */
#include "enrolment.h"

#include <etatunti/store/user.h>

enum et_err et_invitation_load(struct et_store *store, const struct et_id *id,
	struct et_arena *arena, struct et_invitation *out)
{
	enum et_err err;

	*out = (struct et_invitation){ 0 };
	err = et_store_org_by_id(store, id, arena, &out->org);
	if (err == ET_OK) {
		out->founding = true;
		out->inv_pk = out->org.founder_pk;
		out->used = !et_id_is_zero(&out->org.founder);
		return ET_OK;
	}
	if (err != ET_NOT_FOUND)
		return err;
	if ((err = et_store_invite_by_id(store, id, arena, &out->invite)) != ET_OK)
		return err;
	out->inv_pk = out->invite.inv_pk;
	out->used = out->invite.used_at != 0;
	out->gone = et_slice_eq_str(out->invite.state, "gone");
	return et_store_org_by_id(store, &out->invite.org_id, arena, &out->org);
}

enum et_err et_enrolment_open(const struct et_invitation *invitation, struct et_slice e,
	const struct et_sig *sig_id, const struct et_sig *sig_inv, const struct et_hash *g,
	struct et_enrol *out)
{
	const struct et_id *id =
		invitation->founding ? &invitation->org.org_id : &invitation->invite.invite_id;
	enum et_err err;

	err = et_enrol_open(e, sig_id, sig_inv, &invitation->inv_pk, g, out);
	if (err != ET_OK)
		return err;
	if (!et_id_eq(&out->invite_id, id))
		return ET_BAD_STATEMENT;
	if (invitation->founding)
		return ET_OK;
	if (!et_slice_eq(out->username, invitation->invite.username))
		return ET_BAD_STATEMENT;
	return et_id_is_zero(&invitation->invite.holder) ||
			et_id_eq(&invitation->invite.holder, &out->uid)
		? ET_OK
		: ET_BAD_STATEMENT;
}

static enum et_err add_pending(
	struct et_store *store, const struct et_store_invite *invite, const struct et_enrol *enrol)
{
	struct et_store_user user = {
		.uid = enrol->uid,
		.username = invite->username,
		.display = invite->display,
		.org_id = invite->org_id,
		.roles = invite->roles,
		.ipk_s = enrol->ipk_s,
		.ipk_e = enrol->ipk_e,
		.state = et_slice_str("pending"),
		.eh = enrol->eh,
	};

	return et_store_user_insert(store, &user);
}

static enum et_err set_credential(
	struct et_store *store, const struct et_enrol *enrol, struct et_slice kb)
{
	const struct et_store_credential credential = {
		.uid = enrol->uid,
		.lpk = enrol->lpk,
		.salt = enrol->server_salt,
		.ops = enrol->ops,
		.mem = enrol->mem,
		.kb = kb,
		.kbver = 1,
	};

	return et_store_credential_set(store, &credential);
}

enum et_err et_enrolment_project(struct et_store *store, const struct et_invitation *invitation,
	const struct et_enrol *enrol, struct et_slice kb, int64_t at)
{
	const struct et_store_invite *invite = &invitation->invite;
	enum et_err err;

	if (!invitation->founding) {
		err = et_store_invite_use(store, &invite->invite_id, &enrol->uid, at);
		if (err != ET_OK)
			return err;
		if (!et_id_is_zero(&invite->holder))
			return ET_OK;
		if ((err = add_pending(store, invite, enrol)) != ET_OK)
			return err;
	}
	return set_credential(store, enrol, kb);
}

enum et_err et_enrolment_take_over(struct et_store *store, struct et_arena *arena,
	const struct et_hash *g, const struct et_store_enrolment *row)
{
	struct et_invitation invitation;
	struct et_enrol enrol;
	enum et_err err;

	if ((err = et_invitation_load(store, &row->invite_id, arena, &invitation)) != ET_OK)
		return err;
	err = et_enrolment_open(&invitation, row->e, &row->sig_id, &row->sig_inv, g, &enrol);
	if (err != ET_OK)
		return err;
	return set_credential(store, &enrol, row->kb);
}
