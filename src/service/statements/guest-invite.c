/*
 * guest-invite: a link for somebody from outside, made by the pair: its public key, what it rests on, until
 * when it opens. Who it is for is sealed under S; nothing here can read it.
 */
#include <etatunti/crypto/hash.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/user.h>

#include "body.h"

#define LIFE_MAX_MS (INT64_C(14) * 24 * 3600000)
#define OPEN_MAX 4

/* nonce + tag around one to four padding blocks. */
#define CT_OVERHEAD (24 + 16)
#define CT_BLOCK 256
#define CT_BLOCKS_MAX 4

struct guest_invite {
	struct et_id id;
	struct et_key32 link_pk;
	struct et_id consent; /* zero: of a general question */
	int64_t epoch, expires_at;
	struct et_hash ct_hash;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct guest_invite *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/guest-invite");
	body->id = et_lp_get_id(&reader);
	body->link_pk = et_lp_get_key(&reader);
	body->consent = et_lp_get_id(&reader);
	body->epoch = et_body_count(&reader);
	body->expires_at = et_lp_get_ms(&reader);
	body->ct_hash = et_lp_get_hash(&reader);
	if (et_id_is_zero(&body->id) || et_key32_is_zero(&body->link_pk))
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

static enum et_err check_epoch(struct et_step *step, int64_t epoch)
{
	int64_t newest;
	enum et_err err;

	err = et_store_commitment_newest_epoch(step->store, &step->stmt.case_id, "S", &newest);
	if (err != ET_OK)
		return err;
	return epoch == newest ? ET_OK : ET_BAD_STATEMENT;
}

/* Nobody's yet: in a room it stands where members have their uid. */
static enum et_err check_id(struct et_step *step, const struct et_id *id)
{
	struct et_store_guest guest;
	struct et_store_user user;
	enum et_err err;

	err = et_store_guest_by_id(step->store, id, step->arena, &guest);
	if (err == ET_NOT_FOUND)
		err = et_store_user_by_id(step->store, id, step->arena, &user);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	return err == ET_OK ? ET_BAD_STATEMENT : err;
}

static enum et_err check(struct et_step *step)
{
	const struct guest_invite *body = step->body;
	int64_t now_ms = step->call->now_ms, open;
	enum et_err err;

	step->act.object_id = body->id;
	step->act.comp = 'S';
	if ((err = check_id(step, &body->id)) != ET_OK)
		return err;
	/* In force it is: the table of domain/casefile.h has asked. */
	if (!et_id_eq(&body->consent, &step->standing.consent.consent_id))
		return ET_NO_CONSENT;
	if (body->expires_at <= now_ms || body->expires_at - now_ms > LIFE_MAX_MS)
		return ET_BAD_STATEMENT;
	if ((err = check_epoch(step, body->epoch)) != ET_OK)
		return err;
	err = et_store_guest_count_open(step->store, &step->stmt.case_id, now_ms, &open);
	if (err != ET_OK)
		return err;
	return open < OPEN_MAX ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err match(struct et_step *step)
{
	const struct guest_invite *body = step->body;
	struct et_hash hash = et_hash_of(step->data[0]);
	size_t len = step->data[0].len;

	if (len <= CT_OVERHEAD || (len - CT_OVERHEAD) % CT_BLOCK != 0 ||
		(len - CT_OVERHEAD) / CT_BLOCK > CT_BLOCKS_MAX)
		return ET_BAD_STATEMENT;
	return et_hash_eq(&hash, &body->ct_hash) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_step *step)
{
	const struct guest_invite *body = step->body;
	const struct et_store_guest row = {
		.guest_id = body->id,
		.case_id = step->stmt.case_id,
		.seq = step->stmt.seq,
		.link_pk = body->link_pk,
		.consent_id = body->consent,
		.epoch = body->epoch,
		.expires_at = body->expires_at,
		.ct_hash = body->ct_hash,
		.invite = step->data[0],
	};

	return et_store_guest_insert(step->store, &row);
}

const struct et_statement_kind et_statement_kind_guest_invite = {
	.doc = { .name = "guest-invite",
		.by = "pair",
		.body = "LP(\"ET1/guest-invite\", guest_id, link_pk, consent_id, u64 epoch, "
			"u64 expires_at, ct_hash)",
		.blobs = "ct",
		.rule = "a new guest_id, nobody's uid; consent_id = the consent in force (zero in a general "
			"question); epoch = the newest of S; expires_at ≤ 14 days ahead; at most 4 open "
			"ones in a case, those who are let in among them; ct_hash = H(ct), ct is 40 + "
			"256 n bytes, n ≤ 4. A consent that ends or is replaced, and `close`, end it" },
	.kind = ET_CASE_GUEST_INVITE,
	.data_min = 1,
	.data_max = 1,
	.body_len = sizeof(struct guest_invite),
	.parse = parse,
	.check = check,
	.match = match,
	.project = project,
};
