/*
 * A county's coordinator makes a weekly hour for some pairs and a contact, or changes it. The hours themselves
 * follow from it (hours.h).
 */
#include <string.h>

#include <etatunti/base/text.h>
#include <etatunti/store/pair.h>
#include <etatunti/store/user.h>

#include "../hours.h"
#include "issuer.h"

#define PHONE_LEN_MAX 40

struct series_set {
	struct et_store_series series;
	struct et_id pairs[ET_SERIES_PAIRS_MAX];
	size_t count;
};

/* As people write a number down; or none. */
static bool is_phone(struct et_slice text)
{
	static const char allowed[] = "0123456789+ -()";

	for (size_t i = 0; i < text.len; i++) {
		if (memchr(allowed, text.ptr[i], sizeof(allowed) - 1) == NULL)
			return false;
	}
	return true;
}

static bool is_well_formed(const struct series_set *set)
{
	const struct et_store_series *series = &set->series;
	struct et_weekly rule;

	return !et_id_is_zero(&series->series_id) &&
		et_text_check(series->name, 1, ET_PAIR_NAME_CHARS_MAX) == ET_OK &&
		et_hours_rule(series, &rule) == ET_OK && et_weekly_check(&rule) == ET_OK &&
		series->capacity >= 1 && series->capacity <= 4 && series->on_holidays <= 1 &&
		is_phone(series->phone) &&
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
	series->phone = et_lp_get_str(&lp, PHONE_LEN_MAX);
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

/* A new one is not over yet, and there are not too many. */
static enum et_err check_new(
	struct et_dir_step *step, const struct et_store_series *now, const struct et_weekly *rule)
{
	int64_t count;
	enum et_err err;

	if (rule->has_last && et_date_cmp(rule->last, et_calendar_date(step->stmt.time_ms)) < 0)
		return ET_BAD_STATEMENT;
	if ((err = et_store_series_count_of(step->store, &now->org_id, &count)) != ET_OK)
		return err;
	return count < ET_SERIES_ORG_MAX ? ET_OK : ET_BAD_STATEMENT;
}

/* The first day is about now. */
static enum et_err check_first(struct et_dir_step *step, const struct et_weekly *rule)
{
	int64_t off =
		et_date_days(rule->first) - et_date_days(et_calendar_date(step->stmt.time_ms));

	return off >= -ET_SERIES_FIRST_DAYS_MAX && off <= ET_SERIES_FIRST_DAYS_MAX
		? ET_OK
		: ET_BAD_STATEMENT;
}

/* The turn that goes on a quarter before its hour stays in that hour. */
static enum et_err check_turns(struct et_dir_step *step, const struct et_store_series *now)
{
	struct et_id hour;
	enum et_err err;

	err = et_hours_check_turns(
		step->store, step->arena, &step->deployment->g, now, step->stmt.time_ms, &hour);
	if (err == ET_HOUR_CLOSED)
		et_json_id(&step->call->extra, "hour", &hour);
	return err;
}

/* A known one is the organisation's own; first is about now, unless it stays as it is. */
static enum et_err check_change(struct et_dir_step *step, const struct et_store_series *now)
{
	struct et_store_series before;
	struct et_weekly rule;
	bool known;
	enum et_err err;

	err = et_store_series_by_id(step->store, &now->series_id, step->arena, &before);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	known = err == ET_OK;
	if (known && !et_id_eq(&before.org_id, &now->org_id))
		return ET_FORBIDDEN;
	if (et_hours_rule(now, &rule) != ET_OK)
		return ET_BAD_STATEMENT;
	if (!known && (err = check_new(step, now, &rule)) != ET_OK)
		return err;
	if (known && (err = check_turns(step, now)) != ET_OK)
		return err;
	if (known && et_slice_eq(before.first_date, now->first_date))
		return ET_OK;
	return check_first(step, &rule);
}

/* The contact has one hour at a time, by all the rules that there are from today on. */
static enum et_err check_overlap(struct et_dir_step *step, const struct et_store_series *now)
{
	struct et_date today = et_calendar_date(step->stmt.time_ms);
	struct et_weekly rule, other;
	struct et_store_series *list;
	size_t count;
	enum et_err err;

	if ((err = et_hours_rule(now, &rule)) != ET_OK)
		return err;
	err = et_store_series_list_of_contact(
		step->store, &now->contact, step->arena, &list, &count);
	if (err != ET_OK)
		return err;
	for (size_t i = 0; i < count; i++) {
		if (et_id_eq(&list[i].series_id, &now->series_id))
			continue;
		if ((err = et_hours_rule(&list[i], &other)) != ET_OK)
			return err;
		if (!et_weekly_meet(&rule, &other, today))
			continue;
		et_json_id(&step->call->extra, "series", &list[i].series_id);
		return ET_OVERLAP;
	}
	return ET_OK;
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
	if ((err = check_contact(step, &set->series.contact)) != ET_OK)
		return err;
	return check_overlap(step, &set->series);
}

/* The rule of a new series holds from its first day, that of a known one from now on. */
static enum et_err project(struct et_dir_step *step)
{
	const struct series_set *set = step->body;
	struct et_store_series series = set->series, before;
	enum et_err err;

	err = et_store_series_by_id(step->store, &series.series_id, step->arena, &before);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	series.since = err == ET_OK ? step->stmt.time_ms : 0;
	return et_store_series_set(step->store, &series, set->pairs, set->count);
}

static enum et_err tell(struct et_dir_step *step)
{
	const struct series_set *set = step->body;
	struct et_store_series series;
	struct et_json *event;
	enum et_err err;

	event = et_outbox_event(step->call, ET_EVENT_SERIES, ET_TO_SERIES, &set->series.series_id);
	et_json_id(event, "series", &set->series.series_id);
	et_outbox_also(step->call, ET_TO_COORDINATORS, NULL);
	et_outbox_put_out(step->call);
	err = et_store_series_by_id(step->store, &set->series.series_id, step->arena, &series);
	return err != ET_OK ? err : et_hours_change(step->call, &series);
}

const struct et_directory_kind et_directory_kind_series_set = {
	.doc = {
		.name = "series-set",
		.by = "coordinator, county",
		.body = "LP(\"ET1/series-set\", series_id, org_id, name, contact_uid, u64 weekday, "
			"start, first, last, u64 capacity, u64 every, u64 on_holidays, phone, pair_id…)",
		.rule = "weekday 1 (Monday) to 7, start `HH:MM`, first and last `YYYY-MM-DD`, last empty "
			"or not before first; capacity 1 to 4, every 1 or 2 weeks; 1 to 32 pairs of "
			"that org, each once; a certified contact of a kela org; phone is 0 to 40 of `0-9 + - ( )` and "
			"blanks, whom to call when no call comes about. first within 366 "
			"days of now unless it stays as it is; a new one has last not before today "
			"and is one of at most 256 of its org; a known one is of the own org, and no turn "
			"goes on in an hour ahead that would change: else `hour_closed {hour}`. No other "
			"series of the contact has hours, from "
			"today on, that share a minute with its hours: else `overlap {series}`",
	},
	.kind = ET_DIR_SERIES_SET,
	.body_len = sizeof(struct series_set),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
