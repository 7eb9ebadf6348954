/*
 * The founding of an organisation: its first coordinator certifies himself or herself, attested by the
 * founding invite key that stands in the genesis.
 */
#include <etatunti/base/text.h>
#include <etatunti/store/user.h>

#include "issuer.h"

#define SIGNED_LEN_MAX 1024

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct et_found *found = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/found");
	found->org_id = et_lp_get_id(&lp);
	found->uid = et_lp_get_id(&lp);
	found->username = et_lp_get_str(&lp, ET_TEXT_USERNAME_MAX);
	found->display = et_lp_get_str(&lp, 4 * ET_DISPLAY_CHARS_MAX);
	found->ipk_s = et_lp_get_key(&lp);
	found->ipk_e = et_lp_get_key(&lp);
	found->not_after = et_lp_get_ms(&lp);
	found->log_pk = et_lp_get_key(&lp);
	found->eh = et_lp_get_hash(&lp);
	found->sig_f = et_lp_get_sig(&lp);
	if (et_text_check(found->display, 1, ET_DISPLAY_CHARS_MAX) != ET_OK)
		et_lp_refuse(&lp);
	step->subject = found->org_id;
	return et_lp_end(&lp);
}

/* The founding invite key attests everything that is certified. */
static enum et_err check_attested(const struct et_dir_step *step, const struct et_found *found,
	const struct et_key32 *founder_pk)
{
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, SIGNED_LEN_MAX);
	et_lp_put_label(&buf, "ET1/founding");
	et_lp_put_hash(&buf, &step->deployment->g);
	et_lp_put_id(&buf, &found->org_id);
	et_lp_put_id(&buf, &found->uid);
	et_lp_put_bytes(&buf, found->username);
	et_lp_put_bytes(&buf, found->display);
	et_lp_put_key(&buf, &found->ipk_s);
	et_lp_put_key(&buf, &found->ipk_e);
	et_lp_put_ms(&buf, found->not_after);
	et_lp_put_key(&buf, &found->log_pk);
	et_lp_put_hash(&buf, &found->eh);
	if ((err = et_buf_err(&buf)) == ET_OK)
		err = et_verify(founder_pk, et_buf_view(&buf), &found->sig_f);
	et_buf_fini(&buf);
	return err;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct et_found *found = step->body;
	const struct et_enrol *enrol = step->enrol;
	struct et_store_org org;
	bool taken;
	enum et_err err;

	err = et_store_org_by_id(step->store, &found->org_id, step->arena, &org);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_BAD_STATEMENT : err;
	if (!et_id_is_zero(&org.founder))
		return ET_USED;
	if ((err = check_attested(step, found, &org.founder_pk)) != ET_OK)
		return err;
	if (!et_id_eq(&found->org_id, &enrol->invite_id) || !et_id_eq(&found->uid, &enrol->uid) ||
		!et_slice_eq(found->username, enrol->username) ||
		!et_key32_eq(&found->ipk_s, &enrol->ipk_s) ||
		!et_key32_eq(&found->ipk_e, &enrol->ipk_e) || !et_hash_eq(&found->eh, &enrol->eh) ||
		!et_key32_eq(&found->log_pk, &step->deployment->log_pk))
		return ET_BAD_STATEMENT;
	if ((err = et_issuer_free_name(step, found->username)) != ET_OK)
		return err;
	err = et_store_user_key_taken(step->store, &found->ipk_s, &found->ipk_e, &taken);
	if (err != ET_OK)
		return err;
	if (taken)
		return ET_BAD_STATEMENT;
	return et_directory_check_cert(found->not_after, step->stmt.time_ms);
}

static enum et_err project(struct et_dir_step *step)
{
	const struct et_found *found = step->body;
	struct et_store_user user = {
		.uid = found->uid,
		.username = found->username,
		.display = found->display,
		.org_id = found->org_id,
		.roles = et_slice_str("coordinator"),
		.ipk_s = found->ipk_s,
		.ipk_e = found->ipk_e,
		.not_after = found->not_after,
		.state = et_slice_str("active"),
		.eh = found->eh,
	};
	enum et_err err;

	if ((err = et_store_user_insert(step->store, &user)) != ET_OK)
		return err;
	if ((err = et_store_user_key_insert(step->store, &user, step->stmt.seq)) != ET_OK)
		return err;
	return et_store_org_found(step->store, &found->org_id, &found->uid);
}

const struct et_directory_kind et_directory_kind_found = {
	.doc = {
		.name = "found",
		.by = "the founder",
		.body = "LP(\"ET1/found\", org_id, uid, username, display, ipkS, ipkE, u64 not_after, "
			"log_pk, eh, sig_f)",
		.rule = "sig_f by the founding invite key over LP(\"ET1/founding\", G, org_id, uid, "
			"username, display, ipkS, ipkE, u64 not_after, log_pk, eh). Once per "
			"organisation. Role coordinator",
	},
	.kind = ET_DIR_FOUND,
	.body_len = sizeof(struct et_found),
	.parse = parse,
	.check = check,
	.project = project,
};
