/*
 * guest-admit: the pair lets the keys that have knocked into the session that is open, and seals the key of
 * that session for them. From here on nobody else comes in by this link.
 */
#include <etatunti/crypto/hash.h>
#include <etatunti/store/room.h>

#include "body.h"

#define WRAP_LEN_MAX 8192

struct guest_admit {
	struct et_id id, session;
	struct et_key32 pk_s, pk_e;
	struct et_hash wrap_hash;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct guest_admit *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/guest-admit");
	body->id = et_lp_get_id(&reader);
	body->session = et_lp_get_id(&reader);
	body->pk_s = et_lp_get_key(&reader);
	body->pk_e = et_lp_get_key(&reader);
	body->wrap_hash = et_lp_get_hash(&reader);
	if (et_key32_is_zero(&body->pk_s) || et_key32_is_zero(&body->pk_e))
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

static enum et_err check_session(struct et_step *step, const struct et_id *session)
{
	struct et_store_room room;
	enum et_err err;

	err = et_store_room_open_of_case(step->store, &step->stmt.case_id, step->arena, &room);
	if (err != ET_OK)
		return et_body_found(err);
	return et_id_eq(&room.session_id, session) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err check(struct et_step *step)
{
	const struct guest_admit *body = step->body;
	struct et_store_guest guest;
	enum et_err err;

	step->act.object_id = body->id;
	step->act.comp = 'S';
	step->act.purpose = "consultation";
	if ((err = et_body_guest(step, &body->id, &guest)) != ET_OK)
		return err;
	if (!et_id_is_zero(&guest.session_id))
		return ET_USED;
	if (guest.expires_at <= step->call->now_ms)
		return ET_EXPIRED;
	if (!et_id_eq(&guest.consent_id, &step->standing.consent.consent_id))
		return ET_NO_CONSENT;
	/* The key of the link is in other hands too: in those of all who hold S. */
	if (et_key32_eq(&guest.link_pk, &body->pk_s))
		return ET_BAD_STATEMENT;
	return check_session(step, &body->session);
}

static enum et_err match(struct et_step *step)
{
	const struct guest_admit *body = step->body;
	struct et_hash hash = et_hash_of(step->data[0]);

	if (step->data[0].len == 0 || step->data[0].len > WRAP_LEN_MAX)
		return ET_BAD_STATEMENT;
	return et_hash_eq(&hash, &body->wrap_hash) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_step *step)
{
	const struct guest_admit *body = step->body;
	const struct et_store_guest row = {
		.guest_id = body->id,
		.session_id = body->session,
		.admit_seq = step->stmt.seq,
		.pk_s = body->pk_s,
		.pk_e = body->pk_e,
		.wrap_hash = body->wrap_hash,
		.wrap = step->data[0],
	};

	return et_store_guest_admit(step->store, &row);
}

const struct et_statement_kind et_statement_kind_guest_admit = {
	.doc = { .name = "guest-admit",
		.by = "pair",
		.body = "LP(\"ET1/guest-admit\", guest_id, session_id, pk_s, pk_e, H(wrap))",
		.blobs = "wrap",
		.rule = "an invite of this case that has not ended or expired (`expired`) and has let "
			"nobody in (`used`), its consent in force; session_id = the open session of the "
			"case; pk_s is not link_pk; wrap at most 8 KiB. Only these keys come in, until that "
			"session ends; then the wrap is deleted" },
	.kind = ET_CASE_GUEST_ADMIT,
	.data_min = 1,
	.data_max = 1,
	.body_len = sizeof(struct guest_admit),
	.parse = parse,
	.check = check,
	.match = match,
	.project = project,
};
