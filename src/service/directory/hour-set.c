/*
 * A county's coordinator decides about one hour: it falls away, it takes place, or it moves. The row of the
 * hour follows from it (hours.h).
 */
#include <etatunti/base/text.h>

#include "../hours.h"
#include "issuer.h"

#define REASON_CHARS_MAX 200

struct hour_set {
	struct et_id series_id;
	struct et_slice date;
	struct et_store_hour_set set;
};

static bool is_day_and_time(struct et_slice date, struct et_slice start)
{
	struct et_date day;
	int minute;

	return et_date_parse(date, &day) == ET_OK &&
		et_calendar_time_parse(start, &minute) == ET_OK;
}

static bool is_well_formed(const struct hour_set *body)
{
	const struct et_store_hour_set *set = &body->set;
	bool moved = et_slice_eq_str(set->state, "moved");
	bool planned = et_slice_eq_str(set->state, "planned");
	struct et_date day;

	if (!moved && !planned && !et_slice_eq_str(set->state, "cancelled"))
		return false;
	if (moved ? !is_day_and_time(set->to_date, set->to_start)
		  : set->to_date.len > 0 || set->to_start.len > 0)
		return false;
	return !et_id_is_zero(&body->series_id) && et_date_parse(body->date, &day) == ET_OK &&
		((planned && set->reason.len == 0) ||
			et_text_check(set->reason, 1, REASON_CHARS_MAX) == ET_OK);
}

static enum et_err parse(struct et_dir_step *step, void *into)
{
	struct hour_set *body = into;
	struct et_lp_reader lp;

	*body = (struct hour_set){ .set.seq = step->stmt.seq };
	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/hour-set");
	body->series_id = et_lp_get_id(&lp);
	body->date = et_lp_get_str(&lp, ET_DATE_TEXT_SIZE);
	body->set.state = et_lp_get_word(&lp);
	body->set.to_date = et_lp_get_str(&lp, ET_DATE_TEXT_SIZE);
	body->set.to_start = et_lp_get_str(&lp, ET_CALENDAR_TIME_SIZE);
	body->set.reason = et_lp_get_str(&lp, 4 * REASON_CHARS_MAX);
	if (lp.err == ET_OK && !is_well_formed(body))
		et_lp_refuse(&lp);
	if (lp.err == ET_OK)
		lp.err = et_hours_id(
			&step->deployment->g, &body->series_id, body->date, &body->set.hour_id);
	step->subject = body->set.hour_id;
	return et_lp_end(&lp);
}

/* Not too far from the day of the rule. */
static enum et_err check_distance(const struct hour_set *body)
{
	struct et_date date, to;
	int64_t days;

	if (body->set.to_date.len == 0)
		return ET_OK;
	if (et_date_parse(body->date, &date) != ET_OK ||
		et_date_parse(body->set.to_date, &to) != ET_OK)
		return ET_BAD_STATEMENT;
	days = et_date_days(to) - et_date_days(date);
	return days >= -ET_HOUR_MOVE_DAYS_MAX && days <= ET_HOUR_MOVE_DAYS_MAX ? ET_OK
									       : ET_BAD_STATEMENT;
}

/* Where it will take place lies ahead, and its contact, or who stands in then, has no other hour there. */
static enum et_err check_room(struct et_dir_step *step, const struct et_store_series *series,
	const struct et_store_hour *before)
{
	const struct hour_set *body = step->body;
	struct et_store_hour other;
	int64_t starts_at;
	enum et_err err;

	if (et_slice_eq_str(body->set.state, "cancelled"))
		return ET_OK;
	if ((err = check_distance(body)) != ET_OK)
		return err;
	if ((err = et_hours_starts_at(series, before, &body->set, &starts_at)) != ET_OK)
		return err;
	if (starts_at <= step->stmt.time_ms)
		return ET_BAD_STATEMENT;
	err = et_store_hour_overlapping(step->store, &series->series_id, &body->set.hour_id,
		starts_at, starts_at + ET_WEEKLY_HOUR_MS, step->arena, &other);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_OK : err;
	et_json_id(&step->call->extra, "series", &other.series_id);
	et_json_id(&step->call->extra, "hour", &other.hour_id);
	return ET_OVERLAP;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct hour_set *body = step->body;
	struct et_store_series series;
	struct et_store_hour hour;
	enum et_err err;

	err = et_store_series_by_id(step->store, &body->series_id, step->arena, &series);
	if (err != ET_OK)
		return err;
	if ((err = et_issuer_may(step, ET_DIR_HOUR_SET, &series.org_id)) != ET_OK)
		return err;
	err = et_store_hour_by_id(step->store, &body->set.hour_id, step->arena, &hour);
	if (err != ET_OK)
		return err;
	if (hour.starts_at <= step->stmt.time_ms)
		return ET_HOUR_CLOSED;
	err = et_hours_check_turn(step->store, step->arena, &hour.hour_id);
	if (err != ET_OK)
		return err;
	return check_room(step, &series, &hour);
}

static enum et_err project(struct et_dir_step *step)
{
	const struct hour_set *body = step->body;

	return et_store_hour_set_put(step->store, &body->set);
}

static enum et_err tell(struct et_dir_step *step)
{
	const struct hour_set *body = step->body;
	struct et_store_series series;
	enum et_err err;

	et_outbox_put_out(step->call); /* of its lobby, if it is not to be now */
	err = et_store_series_by_id(step->store, &body->series_id, step->arena, &series);
	return err != ET_OK ? err : et_hours_decide(step->call, &series, &body->set.hour_id);
}

const struct et_directory_kind et_directory_kind_hour_set = {
	.doc = {
		.name = "hour-set",
		.by = "coordinator, county",
		.body = "LP(\"ET1/hour-set\", series_id, date, state, to_date, to_start, reason)",
		.rule = "of a series of the own org; date: the day of the rule, whose hour is there (else "
			"`not_found`) and has not begun, nor is a turn in it (else `hour_closed`). state `cancelled`, "
			"`planned`, `moved`; to_date `YYYY-MM-DD` and to_start `HH:MM` if moved, else "
			"empty; reason 1 to 200 characters, may be empty if planned. moved: to_date at "
			"most 60 days from date. planned (at the series' start on that date) and moved: "
			"it starts after now, and no other planned hour of the series' contact, or of "
			"who stands in for the contact at that instant, shares an instant with it: "
			"else `overlap {series, hour}`",
	},
	.kind = ET_DIR_HOUR_SET,
	.body_len = sizeof(struct hour_set),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
