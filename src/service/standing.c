/* Membership, consent and place of one case, read together. */
#include "standing.h"

#include <etatunti/domain/agenda.h>
#include <etatunti/store/pair.h>

/* The part follows from what the directory says now, not from when the person became a member. */
static enum et_err load_member(struct et_call *call, struct et_standing *out)
{
	const struct et_user *user = call->user;
	bool in_pair = false;
	enum et_err err;

	err = et_access_member_of(call, &out->casefile.case_id, &user->uid, &out->member);
	if (err == ET_FORBIDDEN)
		return ET_OK;
	if (err != ET_OK)
		return err;
	if (out->member.is_contact) {
		out->by = (user->roles & ET_ROLE_CONTACT) != 0 ? ET_BY_CONTACT : 0;
		return ET_OK;
	}
	err = et_store_pair_has(
		call->store, &out->casefile.pair_id, &user->uid, call->now_ms, &in_pair);
	if (err == ET_OK && in_pair && (user->roles & ET_ROLE_WORKER) != 0)
		out->by = ET_BY_PAIR;
	return err;
}

enum et_err et_standing_load(
	struct et_call *call, const struct et_id *case_id, struct et_standing *out)
{
	enum et_err err;

	*out = (struct et_standing){ 0 };
	err = et_store_casefile_by_id(call->store, case_id, call->arena, &out->casefile);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	if (err != ET_OK)
		return err;
	out->exists = true;
	if ((err = load_member(call, out)) != ET_OK)
		return err;

	err = et_access_consent(call->store, case_id, call->arena, &out->consent, &out->facts,
		&out->has_consent);
	if (err != ET_OK)
		return err;
	out->in_force = out->has_consent && et_consent_in_force(&out->facts, call->now_ms);
	err = et_store_place_live(call->store, case_id, call->arena, &out->place);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	out->has_place = err == ET_OK;
	return ET_OK;
}

static bool is_in_turn(const struct et_standing *standing)
{
	return standing->has_place &&
		et_slice_eq_str(standing->place.state, et_place_state_word(ET_PLACE_IN_TURN));
}

struct et_casefile et_standing_state(const struct et_standing *standing)
{
	bool in_turn = is_in_turn(standing);

	return (struct et_casefile){
		.exists = standing->exists,
		.closed = standing->exists && !et_slice_eq_str(standing->casefile.state, "open"),
		.queued = standing->has_place && !in_turn,
		.session_open = in_turn,
		.in_force = standing->in_force,
	};
}

const char *et_standing_purpose(const struct et_standing *standing)
{
	if (is_in_turn(standing))
		return "consultation";
	return standing->has_place ? "preparation" : "follow-up";
}

enum et_err et_standing_open(
	struct et_call *call, const struct et_standing *standing, struct et_slice comp)
{
	const struct et_member *member = &standing->member;
	unsigned wanted;
	enum et_err err;

	if (et_comp_parse(comp, &wanted) != ET_OK)
		return ET_CORRUPT;
	call->about.comp = (char)comp.ptr[0];
	call->about.purpose = et_standing_purpose(standing);
	call->about.recipient_org = et_access_recipient_org(call, member);
	err = et_permission_open(member, wanted, standing->in_force);
	if (err == ET_FORBIDDEN && (member->comps & wanted) != 0)
		return ET_NO_CONSENT;
	return err;
}
