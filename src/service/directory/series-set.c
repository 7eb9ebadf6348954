/*
 * A county's coordinator makes a weekly hour for some pairs and a contact, or changes whom it is for. The
 * hours themselves follow from it (hours.h).
 */
#include <etatunti/base/text.h>
#include <etatunti/store/pair.h>
#include <etatunti/store/user.h>

#include "../hours.h"
#include "issuer.h"

struct series_set {
	struct et_store_series series;
	struct et_id pairs[ET_SERIES_PAIRS_MAX];
	size_t count;
};

static bool is_well_formed(const struct series_set *set)
{
	const struct et_store_series *series = &set->series;
	struct et_weekly rule;

	return !et_id_is_zero(&series->series_id) &&
		et_text_check(series->name, 1, ET_PAIR_NAME_CHARS_MAX) == ET_OK &&
		et_hours_rule(series, &rule) == ET_OK && et_weekly_check(&rule) == ET_OK &&
		series->capacity >= 1 && series->capacity <= 4 && series->on_holidays <= 1 &&
		et_directory_check_list(set->pairs, set->count, ET_SERIES_PAIRS_MAX) == ET_OK;
}

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct series_set *set = body;
	struct et_store_series *series = &set->series;
	struct et_lp_reader lp;

	*set = (struct series_set){ 0 };
	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/series-set");
	series->series_id = et_lp_get_id(&lp);
	series->org_id = et_lp_get_id(&lp);
	series->name = et_lp_get_str(&lp, 4 * ET_PAIR_NAME_CHARS_MAX);
	series->contact = et_lp_get_id(&lp);
	series->weekday = et_lp_get_ms(&lp);
	series->start = et_lp_get_str(&lp, ET_CALENDAR_TIME_SIZE);
	series->first_date = et_lp_get_str(&lp, ET_DATE_TEXT_SIZE);
	series->last_date = et_lp_get_str(&lp, ET_DATE_TEXT_SIZE);
	series->capacity = et_lp_get_ms(&lp);
	series->every = et_lp_get_ms(&lp);
	series->on_holidays = et_lp_get_ms(&lp);
	series->seq = step->stmt.seq;
	while (et_lp_more(&lp) && set->count < ET_SERIES_PAIRS_MAX)
		set->pairs[set->count++] = et_lp_get_id(&lp);
	if (lp.err == ET_OK && !is_well_formed(set))
		et_lp_refuse(&lp);
	step->subject = series->series_id;
	return et_lp_end(&lp);
}

/* The pairs are the county's own. */
static enum et_err check_pairs(struct et_dir_step *step, const struct series_set *set)
{
	struct et_store_pair pair;
	enum et_err err;

	for (size_t i = 0; i < set->count; i++) {
		err = et_store_pair_by_id(step->store, &set->pairs[i], step->arena, &pair);
		if (err != ET_OK)
			return err == ET_NOT_FOUND ? ET_BAD_STATEMENT : err;
		if (!et_id_eq(&pair.org_id, &set->series.org_id))
			return ET_FORBIDDEN;
	}
	return ET_OK;
}

static enum et_err check_contact(struct et_dir_step *step, const struct et_id *uid)
{
	struct et_store_user user;
	unsigned roles;
	enum et_err err;

	if ((err = et_issuer_person(step, uid, &user)) != ET_OK)
		return err;
	if (et_roles_parse(user.roles, &roles) != ET_OK)
		return ET_CORRUPT;
	if (!et_slice_eq_str(user.state, "active") || (roles & ET_ROLE_CONTACT) == 0)
		return ET_BAD_STATEMENT;
	return ET_OK;
}

/* It begins about now, and there are not too many. */
static enum et_err check_new(struct et_dir_step *step, const struct et_store_series *series)
{
	struct et_date first;
	int64_t off, count;
	enum et_err err;

	if (et_date_parse(series->first_date, &first) != ET_OK)
		return ET_BAD_STATEMENT;
	off = et_date_days(first) - et_date_days(et_calendar_date(step->call->now_ms));
	if (off < -ET_SERIES_FIRST_DAYS_MAX || off > ET_SERIES_FIRST_DAYS_MAX)
		return ET_BAD_STATEMENT;
	if ((err = et_store_series_count_of(step->store, &series->org_id, &count)) != ET_OK)
		return err;
	return count < ET_SERIES_ORG_MAX ? ET_OK : ET_BAD_STATEMENT;
}

/* Of a known one name, contact, last and pairs may change. */
static enum et_err check_change(struct et_dir_step *step, const struct et_store_series *now)
{
	struct et_store_series before;
	enum et_err err;

	err = et_store_series_by_id(step->store, &now->series_id, step->arena, &before);
	if (err == ET_NOT_FOUND)
		return check_new(step, now);
	if (err != ET_OK)
		return err;
	if (!et_id_eq(&before.org_id, &now->org_id))
		return ET_FORBIDDEN;
	return before.weekday == now->weekday && et_slice_eq(before.start, now->start) &&
			et_slice_eq(before.first_date, now->first_date) &&
			before.capacity == now->capacity && before.every == now->every &&
			before.on_holidays == now->on_holidays
		? ET_OK
		: ET_BAD_STATEMENT;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct series_set *set = step->body;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_SERIES_SET, &set->series.org_id)) != ET_OK)
		return err;
	if ((err = check_change(step, &set->series)) != ET_OK)
		return err;
	if ((err = check_pairs(step, set)) != ET_OK)
		return err;
	return check_contact(step, &set->series.contact);
}

static enum et_err project(struct et_dir_step *step)
{
	const struct series_set *set = step->body;

	return et_store_series_set(step->store, &set->series, set->pairs, set->count);
}

static enum et_err tell(struct et_dir_step *step)
{
	const struct series_set *set = step->body;
	struct et_json *event;

	event = et_outbox_event(step->call, ET_EVENT_SERIES, ET_TO_SERIES, &set->series.series_id);
	et_json_id(event, "series", &set->series.series_id);
	et_outbox_also(step->call, ET_TO_COORDINATORS, NULL);
	et_outbox_put_out(step->call);
	return et_hours_settle(step->call, &set->series);
}

const struct et_directory_kind et_directory_kind_series_set = {
	.doc = {
		.name = "series-set",
		.by = "coordinator, county",
		.body = "LP(\"ET1/series-set\", series_id, org_id, name, contact_uid, u64 weekday, "
			"start, first, last, u64 capacity, u64 every, u64 on_holidays, pair_id…)",
		.rule = "weekday 1 (Monday) to 7, start `HH:MM`, first and last `YYYY-MM-DD`, last empty "
			"or not before first; capacity 1 to 4, every 1 or 2 weeks; 1 to 32 pairs of "
			"that org, each once; a certified contact of a kela org. A new one has first "
			"within 366 days of now, and is one of at most 256 of its org; of a known one "
			"of the own org only name, contact, last and pairs may differ",
	},
	.kind = ET_DIR_SERIES_SET,
	.body_len = sizeof(struct series_set),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
