/*
 * See certificate.h.
 */
#include "certificate.h"

#include <etatunti/base/text.h>
#include <etatunti/crypto/login.h>

enum et_err et_certificate_parse(
	struct et_dir_step *step, const char *label, struct et_certificate *out)
{
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, label);
	out->uid = et_lp_get_id(&lp);
	out->username = et_lp_get_str(&lp, ET_TEXT_USERNAME_MAX);
	out->display = et_lp_get_str(&lp, 4 * ET_DISPLAY_CHARS_MAX);
	out->org_id = et_lp_get_id(&lp);
	out->roles = et_lp_get_word(&lp);
	out->ipk_s = et_lp_get_key(&lp);
	out->ipk_e = et_lp_get_key(&lp);
	out->not_after = et_lp_get_ms(&lp);
	out->eh = et_lp_get_hash(&lp);
	step->subject = out->uid;
	return et_lp_end(&lp);
}

bool et_certificate_is_of(
	const struct et_certificate *certificate, const struct et_store_user *user)
{
	return et_slice_eq(certificate->username, user->username) &&
		et_slice_eq(certificate->display, user->display) &&
		et_id_eq(&certificate->org_id, &user->org_id) &&
		et_slice_eq(certificate->roles, user->roles);
}

bool et_certificate_has_keys_of(
	const struct et_certificate *certificate, const struct et_store_user *user)
{
	return et_key32_eq(&certificate->ipk_s, &user->ipk_s) &&
		et_key32_eq(&certificate->ipk_e, &user->ipk_e);
}

/* The keys stand in what the person signed; that it was verified is the enrolment's business. */
static enum et_err check_enrolled(const struct et_dir_step *step,
	const struct et_certificate *certificate, const struct et_store_enrolment *row)
{
	struct et_store_invite invite;
	struct et_enrol enrol;
	enum et_err err;

	err = et_store_invite_by_id(step->store, &row->invite_id, step->arena, &invite);
	if (err != ET_OK)
		return err;
	err = et_enrol_open(
		row->e, &row->sig_id, &row->sig_inv, &invite.inv_pk, &step->deployment->g, &enrol);
	if (err != ET_OK)
		return err;
	return et_hash_eq(&certificate->eh, &row->eh) &&
			et_key32_eq(&certificate->ipk_s, &enrol.ipk_s) &&
			et_key32_eq(&certificate->ipk_e, &enrol.ipk_e)
		? ET_OK
		: ET_BAD_STATEMENT;
}

enum et_err et_certificate_check_keys(const struct et_dir_step *step,
	const struct et_certificate *certificate, struct et_store_enrolment *out)
{
	bool taken;
	enum et_err err;

	err = et_store_enrolment_pending(step->store, &certificate->uid, step->arena, out);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_BAD_STATEMENT : err;
	if ((err = check_enrolled(step, certificate, out)) != ET_OK)
		return err;
	err = et_store_user_key_taken(
		step->store, &certificate->ipk_s, &certificate->ipk_e, &taken);
	if (err != ET_OK)
		return err;
	return taken ? ET_BAD_STATEMENT : ET_OK;
}

enum et_err et_certificate_project_keys(
	const struct et_dir_step *step, const struct et_certificate *certificate)
{
	const struct et_store_user keys = {
		.uid = certificate->uid, .ipk_s = certificate->ipk_s, .ipk_e = certificate->ipk_e
	};
	enum et_err err;

	if ((err = et_store_invite_confirm(step->store, &certificate->uid)) != ET_OK)
		return err;
	return et_store_user_key_insert(step->store, &keys, step->stmt.seq);
}

void et_certificate_tell(const struct et_dir_step *step, const struct et_certificate *certificate,
	const struct et_id *invite)
{
	struct et_json *event =
		et_outbox_event(step->call, ET_EVENT_CONFIRMED, ET_TO_INVITE, invite);

	et_json_id(event, "uid", &certificate->uid);
	(void)et_outbox_event(
		step->call, ET_EVENT_PENDING, ET_TO_COORDINATORS, &certificate->org_id);
}
