/*
 * A coordinator gives a certified person new keys (enrolled by an invite to new keys), or a later end of
 * the present ones: a renewal.
 */
#include "certificate.h"

#include "../conn.h"
#include "../sessions.h"
#include "enrolment.h"

static enum et_err parse(struct et_dir_step *step, void *body)
{
	return et_certificate_parse(step, "ET1/user-rekey", body);
}

/* Same keys by the same enrolment, of a person who is not revoked; only the end differs. */
static enum et_err check_renewal(
	const struct et_certificate *rekey, const struct et_store_user *user)
{
	if (!et_hash_eq(&rekey->eh, &user->eh) || rekey->not_after == user->not_after)
		return ET_BAD_STATEMENT;
	return et_slice_eq_str(user->state, "active") ? ET_OK : ET_FORBIDDEN;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct et_certificate *rekey = step->body;
	struct et_store_enrolment enrolment;
	struct et_store_user user;
	enum et_err err;

	/* Also of a renewal of oneself: the issuer's certificate must not be over. */
	if ((err = et_issuer_may(step, ET_DIR_USER_REKEY, &rekey->org_id)) != ET_OK)
		return err;
	if ((err = et_issuer_person(step, &rekey->uid, &user)) != ET_OK)
		return err;
	if (!et_certificate_is_of(rekey, &user))
		return ET_BAD_STATEMENT;
	step->renewal = et_certificate_has_keys_of(rekey, &user);
	if (step->renewal) {
		if ((err = check_renewal(rekey, &user)) != ET_OK)
			return err;
		return et_directory_check_cert(rekey->not_after, step->stmt.time_ms);
	}
	if (et_id_eq(&rekey->uid, &step->stmt.author))
		return ET_FORBIDDEN;
	if ((err = et_certificate_check_keys(step, rekey, &enrolment)) != ET_OK)
		return err;
	step->about = enrolment.invite_id;
	return et_directory_check_cert(rekey->not_after, step->stmt.time_ms);
}

static enum et_err project(struct et_dir_step *step)
{
	const struct et_certificate *rekey = step->body;
	const struct et_store_user keys = { .uid = rekey->uid,
		.ipk_s = rekey->ipk_s,
		.ipk_e = rekey->ipk_e,
		.not_after = rekey->not_after,
		.eh = rekey->eh };
	struct et_store_enrolment enrolment;
	enum et_err err;

	if (step->renewal)
		return et_store_user_renew(step->store, &rekey->uid, rekey->not_after);
	err = et_store_enrolment_pending(step->store, &rekey->uid, step->arena, &enrolment);
	if (err != ET_OK)
		return err;
	if ((err = et_store_user_rekey(step->store, &keys)) != ET_OK)
		return err;
	if ((err = et_enrolment_take_over(
		     step->store, step->arena, &step->deployment->g, &enrolment)) != ET_OK)
		return err;
	return et_certificate_project_keys(step, rekey);
}

static enum et_err tell(struct et_dir_step *step)
{
	const struct et_certificate *rekey = step->body;
	int64_t ended;

	if (step->renewal)
		return et_conn_renewed(step->call->service, &rekey->uid, rekey->not_after);
	et_certificate_tell(step, rekey, &step->about);
	return et_sessions_end(step->call, &rekey->uid, NULL, NULL, "revoked", &ended);
}

const struct et_directory_kind et_directory_kind_user_rekey = {
	.doc = {
		.name = "user-rekey",
		.by = "coordinator, own org",
		.body = "LP(\"ET1/user-rekey\", uid, username, display, org_id, roles, ipkS, ipkE, "
			"u64 not_after, eh)",
		.rule = "uid certified before; name, display name, org and roles as they are; "
			"not_after ≤ 13 months. New keys: eh = hash of the pending enrolment that "
			"answered an invite to new keys, neither key was ever certified, not about "
			"oneself; all sessions end, active again. Renewal: both keys and eh as they "
			"are, another not_after, a person who is not revoked; about oneself only "
			"while still valid",
	},
	.kind = ET_DIR_USER_REKEY,
	.body_len = sizeof(struct et_certificate),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
