/*
 * Domain computes the days and instants, here they are written down.
 */
#include "hours.h"

#include <etatunti/service/rowhash.h>
#include <etatunti/service/service.h>
#include <etatunti/store/hour.h>

/* Weeks ahead, and as many behind when a series begins in the past. */
#define HOURS_MAX 128

enum et_err et_hours_rule(const struct et_store_series *series, struct et_weekly *out)
{
	*out = (struct et_weekly){
		.weekday = (int)series->weekday,
		.every = (int)series->every,
		.has_last = series->last_date.len > 0,
	};
	if (et_calendar_time_parse(series->start, &out->start_minute) != ET_OK ||
		et_date_parse(series->first_date, &out->first) != ET_OK ||
		(out->has_last && et_date_parse(series->last_date, &out->last) != ET_OK))
		return ET_CORRUPT;
	return ET_OK;
}

static enum et_err write_hour(struct et_call *call, const struct et_store_series *series,
	const struct et_weekly_hour *hour)
{
	bool off = !series->on_holidays && et_holiday_is_public(hour->holiday);
	char date[ET_DATE_TEXT_SIZE];
	struct et_store_hour row = {
		.hour_id = et_env_id(call->env),
		.series_id = series->series_id,
		.starts_at = hour->starts_at,
		.ends_at = hour->ends_at,
		.state = et_slice_str(off ? "cancelled" : "planned"),
		.reason = et_slice_str(off ? "holiday" : NULL),
	};
	struct et_act act = { .action = "hour", .object_id = row.hour_id };
	enum et_err err;

	et_date_format(hour->date, date);
	row.local_date = et_slice_str(date);
	if ((err = et_store_hour_insert(call->store, &row)) != ET_OK)
		return err;
	if ((err = et_rowhash_hour(&row, &act.statement_hash)) != ET_OK)
		return err;
	return et_call_log(call, &act);
}

/* The first day to be looked at: after the newest hour, or the rule's own first day. */
static enum et_err first_day(struct et_call *call, const struct et_store_series *series,
	const struct et_weekly *rule, struct et_date *out)
{
	struct et_store_hour newest;
	enum et_err err;

	*out = rule->first;
	err = et_store_hour_last_of_series(call->store, &series->series_id, call->arena, &newest);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	if (err != ET_OK)
		return err;
	if (et_date_parse(newest.local_date, out) != ET_OK)
		return ET_CORRUPT;
	*out = et_date_add(*out, 1);
	return ET_OK;
}

enum et_err et_hours_extend(
	struct et_call *call, const struct et_store_series *series, size_t *made)
{
	struct et_date to = et_date_add(et_calendar_date(call->now_ms), ET_HOURS_AHEAD_WEEKS * 7);
	struct et_weekly_hour *hours;
	struct et_weekly rule;
	struct et_date from;
	enum et_err err;

	*made = 0;
	if ((err = et_hours_rule(series, &rule)) != ET_OK)
		return err;
	if ((err = first_day(call, series, &rule, &from)) != ET_OK)
		return err;
	if (et_date_cmp(from, to) > 0)
		return ET_OK;
	if ((hours = et_arena_array(call->arena, HOURS_MAX, sizeof(*hours))) == NULL)
		return ET_NO_MEMORY;
	if ((err = et_weekly_list(&rule, from, to, hours, HOURS_MAX, made)) != ET_OK)
		return err;
	for (size_t i = 0; i < *made; i++) {
		if ((err = write_hour(call, series, &hours[i])) != ET_OK)
			return err;
	}
	return ET_OK;
}
