/*
 * Loads, asks domain, answers. Keeps nothing.
 */
#include <etatunti/service/access.h>

#include <etatunti/store/casefile.h>
#include <etatunti/store/member.h>
#include <etatunti/store/pair.h>

void et_access_consent_facts(const struct et_store_consent *row, struct et_consent *out)
{
	*out = (struct et_consent){
		.valid_from = row->valid_from,
		.valid_to = row->valid_to,
		.acked = row->ack_required == 0 || !et_id_is_zero(&row->ack_by),
		.ended = row->ended_at != 0 && et_id_is_zero(&row->replaced_by),
		.replaced = !et_id_is_zero(&row->replaced_by),
	};
}

/* A question without a client needs none: as if there were one for ever. */
static enum et_err without_consent(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_consent *facts)
{
	struct et_store_casefile casefile;
	enum et_err err;

	err = et_store_casefile_by_id(store, case_id, arena, &casefile);
	if (err == ET_OK && et_slice_eq_str(casefile.lane, "general"))
		*facts = (struct et_consent){ .valid_to = INT64_MAX, .acked = true };
	return err == ET_NOT_FOUND ? ET_OK : err;
}

enum et_err et_access_consent(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_consent *row, struct et_consent *facts, bool *has)
{
	enum et_err err;

	*facts = (struct et_consent){ 0 };
	*has = false;
	err = et_store_consent_newest(store, case_id, arena, row);
	if (err == ET_NOT_FOUND)
		return without_consent(store, case_id, arena, facts);
	if (err != ET_OK)
		return err;
	*has = true;
	et_access_consent_facts(row, facts);
	return ET_OK;
}

enum et_err et_access_in_force(
	struct et_call *call, const struct et_id *case_id, int64_t at_ms, bool *out)
{
	struct et_store_consent row;
	struct et_consent facts;
	bool has;
	enum et_err err;

	*out = false;
	err = et_access_consent(call->store, case_id, call->arena, &row, &facts, &has);
	if (err == ET_OK)
		*out = et_consent_in_force(&facts, at_ms);
	return err;
}

enum et_err et_access_member_of(struct et_call *call, const struct et_id *case_id,
	const struct et_id *uid, struct et_member *out)
{
	struct et_store_member row;
	enum et_err err;

	*out = (struct et_member){ 0 };
	err = et_store_member_get(call->store, case_id, uid, call->arena, &row);
	if (err == ET_NOT_FOUND || (err == ET_OK && row.active == 0))
		return ET_FORBIDDEN;
	if (err != ET_OK)
		return err;
	if (et_comps_parse(row.comps, &out->comps) != ET_OK)
		return ET_CORRUPT;
	out->is_contact = et_slice_eq_str(row.org_kind, "kela");
	return ET_OK;
}

enum et_err et_access_belongs(struct et_call *call, const struct et_id *pair_id,
	const struct et_id *uid, bool is_contact, bool *out)
{
	return is_contact ? et_store_pair_contact_has(call->store, pair_id, uid, call->now_ms, out)
			  : et_store_pair_has(call->store, pair_id, uid, call->now_ms, out);
}

enum et_err et_access_part_of(struct et_call *call, const struct et_id *case_id,
	const struct et_id *uid, struct et_member *out)
{
	struct et_store_casefile casefile;
	bool belongs;
	enum et_err err;

	if ((err = et_access_member_of(call, case_id, uid, out)) != ET_OK)
		return err;
	if ((err = et_store_casefile_by_id(call->store, case_id, call->arena, &casefile)) != ET_OK)
		return err;
	err = et_access_belongs(call, &casefile.pair_id, uid, out->is_contact, &belongs);
	if (err != ET_OK)
		return err;
	if (belongs)
		return ET_OK;
	*out = (struct et_member){ 0 };
	return ET_FORBIDDEN;
}

enum et_err et_access_case(
	struct et_call *call, const struct et_id *case_id, struct et_member *member, bool *in_force)
{
	enum et_err err;

	*in_force = false;
	call->about.case_id = *case_id;
	if ((err = et_access_part_of(call, case_id, &call->user->uid, member)) != ET_OK)
		return err;
	return et_access_in_force(call, case_id, call->now_ms, in_force);
}

struct et_id et_access_recipient_org(const struct et_call *call, const struct et_member *member)
{
	return member->is_contact ? call->user->org : (struct et_id){ 0 };
}
