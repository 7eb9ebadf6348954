/*
 * grant: a compartment's key, sealed for one member. The wrap cannot be opened here; everything around
 * it is checked, above all that it is for the certified key and, for Kela, on a consent in force.
 */
#include <etatunti/crypto/grant.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/member.h>
#include <etatunti/store/user.h>

#include "body.h"

struct grant {
	struct et_grant said;
	unsigned comp;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct grant *body = out;
	enum et_err err;

	err = et_grant_read(step->stmt.body, &step->deployment->g, &body->said);
	if (err != ET_OK)
		return err;
	if (!et_id_eq(&body->said.case_id, &step->stmt.case_id) ||
		!et_id_eq(&body->said.granter_uid, &step->stmt.author) ||
		body->said.time_ms != step->stmt.time_ms)
		return ET_BAD_STATEMENT;
	return et_comp_parse(body->said.comp, &body->comp);
}

/* The key it commits to is the one of the chain. */
static enum et_err check_key(struct et_step *step, const struct grant *body)
{
	const char letter[2] = { (char)body->said.comp.ptr[0], '\0' };
	struct et_hash kc;
	enum et_err err;

	err = et_store_commitment_get(
		step->store, &step->stmt.case_id, letter, body->said.epoch, &kc);
	if (err != ET_OK)
		return et_body_found(err);
	return et_hash_eq(&kc, &body->said.kc) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err check_recipient(struct et_step *step, const struct grant *body)
{
	const struct et_standing *standing = &step->standing;
	struct et_store_member member;
	struct et_store_user user;
	unsigned comps;
	enum et_err err;

	if ((err = et_body_member(step, &body->said.recipient_uid, &member)) != ET_OK)
		return err;
	if ((err = et_body_user(step, &body->said.recipient_uid, &user)) != ET_OK)
		return err;
	if (et_comps_parse(member.comps, &comps) != ET_OK)
		return ET_CORRUPT;
	if ((comps & body->comp) == 0 || !et_key32_eq(&user.ipk_e, &body->said.recipient_ipk_e))
		return ET_BAD_STATEMENT;
	err = et_body_belongs(step, &user, comps == ET_COMPS_CONTACT);
	if (err != ET_OK)
		return err;
	if (comps == ET_COMPS_PAIR)
		return et_id_is_zero(&body->said.basis_id) ? ET_OK : ET_BAD_STATEMENT;
	step->act.recipient_org = user.org_id;
	if (!standing->in_force)
		return ET_NO_CONSENT;
	return et_id_eq(&body->said.basis_id, &standing->consent.consent_id) ? ET_OK
									     : ET_NO_CONSENT;
}

static enum et_err check(struct et_step *step)
{
	const struct grant *body = step->body;
	enum et_err err;

	step->act.object_id = body->said.recipient_uid;
	step->act.comp = (char)body->said.comp.ptr[0];
	if ((step->standing.member.comps & body->comp) == 0)
		return ET_FORBIDDEN;
	if ((err = check_recipient(step, body)) != ET_OK)
		return err;
	return check_key(step, body);
}

/* The wrap is the one that was signed for. */
static enum et_err match(struct et_step *step)
{
	const struct grant *body = step->body;
	struct et_hash hash = et_hash_of(step->data[0]);

	if (step->data[0].len != ET_WRAP_LEN || !et_hash_eq(&hash, &body->said.wrap_hash))
		return ET_BAD_STATEMENT;
	return ET_OK;
}

static enum et_err project(struct et_step *step)
{
	const struct grant *body = step->body;
	const struct et_store_wrap wrap = {
		.case_id = step->stmt.case_id,
		.seq = step->stmt.seq,
		.comp = body->said.comp,
		.epoch = body->said.epoch,
		.recipient = body->said.recipient_uid,
		.granter = body->said.granter_uid,
		.basis_id = body->said.basis_id,
		.w_hash = body->said.wrap_hash,
		.w = step->data[0],
	};

	return et_store_wrap_insert(step->store, &wrap);
}

const struct et_statement_kind et_statement_kind_grant = {
	.doc = { .name = "grant",
		.by = "member with that compartment",
		.body = "LP(\"ET1/grant\", G, case_id, comp, u64 epoch, kc, recipient_uid, "
			"recipient_ipkE, H(W), granter_uid, u64 time, basis_id)",
		.blobs = "W",
		.rule = "recipient is a member with comp, and IN PAIR or CONTACT OF PAIR now; kc = "
			"the chain's commitment of that epoch (any epoch: old ones open what is older); "
			"ipkE = the certified key; for a contact basis_id = the consent in force (in a "
			"general question zero), else 16 zero bytes; time = the statement's time" },
	.kind = ET_CASE_GRANT,
	.data_min = 1,
	.data_max = 1,
	.is_quiet = true,
	.body_len = sizeof(struct grant),
	.parse = parse,
	.check = check,
	.match = match,
	.project = project,
};
