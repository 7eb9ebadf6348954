/*
 * A coordinator lets somebody stand in for a colleague, for a time: in all of that person's pairs, or as
 * contact of all of that person's series.
 */
#include <etatunti/store/pair.h>
#include <etatunti/store/series.h>
#include <etatunti/store/user.h>

#include "issuer.h"

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct et_store_substitute *set = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/substitute");
	set->substitute_id = et_lp_get_id(&lp);
	set->for_uid = et_lp_get_id(&lp);
	set->by_uid = et_lp_get_id(&lp);
	set->from_at = et_lp_get_ms(&lp);
	set->to_at = et_lp_get_ms(&lp);
	set->seq = step->stmt.seq;
	if (et_id_is_zero(&set->substitute_id) || et_id_eq(&set->for_uid, &set->by_uid) ||
		et_directory_check_span(set->from_at, set->to_at) != ET_OK)
		et_lp_refuse(&lp);
	step->subject = set->substitute_id;
	return et_lp_end(&lp);
}

/* The organisation's own coordinator, or that of a county which has a series with that contact. */
static enum et_err check_issuer(struct et_dir_step *step, const struct et_store_user *absent)
{
	const struct et_user *user = step->call->user;
	struct et_id org = absent->org_id;
	bool has = false;
	enum et_err err;

	if (user->org_kind == ET_ORG_COUNTY && !et_id_eq(&org, &user->org)) {
		err = et_store_series_has_contact(step->store, &absent->uid, &user->org, &has);
		if (err != ET_OK)
			return err;
	}
	return et_issuer_may(step, ET_DIR_SUBSTITUTE, has ? &user->org : &org);
}

/* Both do the same work in the same organisation. */
static enum et_err check_people(
	const struct et_store_user *absent, const struct et_store_user *stand_in)
{
	unsigned of_absent, of_stand_in;

	if (et_roles_parse(absent->roles, &of_absent) != ET_OK ||
		et_roles_parse(stand_in->roles, &of_stand_in) != ET_OK)
		return ET_CORRUPT;
	if (!et_id_eq(&absent->org_id, &stand_in->org_id) ||
		(of_absent & of_stand_in & ET_ROLE_CASE) == 0)
		return ET_BAD_STATEMENT;
	return ET_OK;
}

/* What gives power needs both certified, and nobody who has a substitute at the time. */
static enum et_err check_new(struct et_dir_step *step, const struct et_store_user *absent,
	const struct et_store_user *stand_in)
{
	const struct et_store_substitute *set = step->body;
	bool chained;
	enum et_err err;

	if (!et_issuer_is_certified(step, absent) || !et_issuer_is_certified(step, stand_in))
		return ET_BAD_STATEMENT;
	err = et_store_substitute_overlaps(
		step->store, &set->by_uid, &set->substitute_id, set->from_at, set->to_at, &chained);
	if (err != ET_OK)
		return err;
	return chained ? ET_BAD_STATEMENT : ET_OK;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct et_store_substitute *set = step->body;
	struct et_store_user absent, stand_in;
	struct et_store_substitute before;
	bool known;
	enum et_err err;

	if ((err = et_issuer_person(step, &set->for_uid, &absent)) != ET_OK)
		return err;
	if ((err = check_issuer(step, &absent)) != ET_OK)
		return err;
	if ((err = et_issuer_person(step, &set->by_uid, &stand_in)) != ET_OK)
		return err;
	if ((err = check_people(&absent, &stand_in)) != ET_OK)
		return err;
	err = et_store_substitute_by_id(step->store, &set->substitute_id, &before);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	known = err == ET_OK;
	if (known &&
		(!et_id_eq(&before.for_uid, &set->for_uid) ||
			!et_id_eq(&before.by_uid, &set->by_uid)))
		return ET_FORBIDDEN;
	if (set->to_at <= step->stmt.time_ms)
		return known ? ET_OK : ET_BAD_STATEMENT;
	return check_new(step, &absent, &stand_in);
}

static enum et_err project(struct et_dir_step *step)
{
	return et_store_substitute_set(step->store, step->body);
}

static enum et_err tell(struct et_dir_step *step)
{
	et_outbox_put_out(step->call);
	return ET_OK;
}

const struct et_directory_kind et_directory_kind_substitute = {
	.doc = {
		.name = "substitute",
		.by = "coordinator",
		.body = "LP(\"ET1/substitute\", substitute_id, for_uid, by_uid, u64 from, u64 to)",
		.rule = "of the org of both; for contacts also a county coordinator whose org has a "
			"series with for_uid. for ≠ by, of one org, both worker or both contact; "
			"to > from, to ≤ from + 200 days. A known id changes from and to only; with "
			"to ≤ time it ends. Else to > time, both certified, and nobody stands in for "
			"by at any instant of it",
	},
	.kind = ET_DIR_SUBSTITUTE,
	.body_len = sizeof(struct et_store_substitute),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
