/* Membership, consent and place of one case, read together. */
#include "standing.h"

#include <etatunti/domain/agenda.h>
#include <etatunti/store/changes.h>
#include <etatunti/store/pair.h>

/* The part follows from what the directory says now, not from when the person became a member. */
static enum et_err load_member(struct et_call *call, struct et_standing *out)
{
	const struct et_user *user = call->user;
	unsigned role;
	bool belongs;
	enum et_err err;

	err = et_access_member_of(call, &out->casefile.case_id, &user->uid, &out->member);
	if (err == ET_FORBIDDEN)
		return ET_OK;
	if (err != ET_OK)
		return err;
	role = out->member.is_contact ? ET_ROLE_CONTACT : ET_ROLE_WORKER;
	err = et_access_belongs(
		call, &out->casefile.pair_id, &user->uid, out->member.is_contact, &belongs);
	if (err == ET_OK && belongs && (user->roles & role) != 0)
		out->by = out->member.is_contact ? ET_BY_CONTACT : ET_BY_PAIR;
	return err;
}

/* Whether the caller coordinates the organisation that the pair of the case is of. */
static enum et_err load_coordinator(struct et_call *call, struct et_standing *out)
{
	struct et_store_pair pair;
	enum et_err err;

	if ((call->user->roles & ET_ROLE_COORDINATOR) == 0)
		return ET_OK;
	err = et_store_pair_by_id(call->store, &out->casefile.pair_id, call->arena, &pair);
	if (err == ET_OK)
		out->coordinates = et_id_eq(&pair.org_id, &call->user->org);
	return err == ET_NOT_FOUND ? ET_CORRUPT : err;
}

enum et_err et_standing_load(
	struct et_call *call, const struct et_id *case_id, struct et_standing *out)
{
	enum et_err err;

	*out = (struct et_standing){ .case_id = *case_id,
		.changes = et_store_changes(call->store) };
	err = et_store_casefile_by_id(call->store, case_id, call->arena, &out->casefile);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	if (err != ET_OK)
		return err;
	out->exists = true;
	if ((err = load_member(call, out)) != ET_OK || (err = load_coordinator(call, out)) != ET_OK)
		return err;

	err = et_access_consent(
		call->store, case_id, call->arena, &out->consent, &out->facts, &out->has_consent);
	if (err != ET_OK)
		return err;
	out->in_force = et_consent_in_force(&out->facts, call->now_ms);
	err = et_store_place_live(call->store, case_id, call->arena, &out->place);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	out->has_place = err == ET_OK;
	return ET_OK;
}

enum et_err et_standing_go_on(
	struct et_call *call, const struct et_id *case_id, struct et_standing *out)
{
	const struct et_standing *before = call->standing;

	if (before == NULL || before->changes != et_store_changes(call->store) ||
		!et_id_eq(&before->case_id, case_id))
		return et_standing_load(call, case_id, out);
	*out = *before;
	return ET_OK;
}

enum et_err et_standing_keep(
	struct et_call *call, const struct et_standing *standing, const struct et_statement *head)
{
	struct et_standing *kept = call->standing;

	if (kept == NULL && (kept = et_arena_alloc(call->arena, sizeof(*kept))) == NULL)
		return ET_NO_MEMORY;
	*kept = *standing;
	kept->casefile.seq = head->seq;
	kept->casefile.hash = head->hash;
	kept->casefile.last_time = head->time_ms;
	call->standing = kept;
	return ET_OK;
}

unsigned et_standing_author(
	const struct et_standing *standing, const struct et_user *user, enum et_case_kind kind)
{
	if (!standing->exists)
		return kind == ET_CASE_CREATE && (user->roles & ET_ROLE_WORKER) != 0 ? ET_BY_WORKER
										     : 0;
	if (standing->by == 0 && standing->coordinates)
		return ET_BY_COORDINATOR;
	return standing->by;
}

static bool is_in_turn(const struct et_standing *standing)
{
	return standing->has_place &&
		et_slice_eq_str(standing->place.state, et_place_state_word(ET_PLACE_IN_TURN));
}

bool et_standing_is_general(const struct et_standing *standing)
{
	return standing->exists && et_slice_eq_str(standing->casefile.lane, "general");
}

struct et_casefile et_standing_state(const struct et_standing *standing)
{
	bool in_turn = is_in_turn(standing);

	return (struct et_casefile){
		.exists = standing->exists,
		.closed = standing->exists && !et_slice_eq_str(standing->casefile.state, "open"),
		.erased = standing->exists && et_slice_eq_str(standing->casefile.state, "erased"),
		.general = et_standing_is_general(standing),
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
