/*
 * Domain computes the days and instants, here they are written down.
 */
#include "hours.h"

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/lp.h>
#include <etatunti/service/rowhash.h>
#include <etatunti/service/service.h>

/* Weeks ahead, and as many behind when a series begins in the past. */
#define HOURS_MAX 128
#define ID_LEN_MAX 128
#define SCRATCH_BLOCK_LEN ((size_t)32 << 10)
#define SCRATCH_CAP_LEN ((size_t)1 << 20)

enum et_err et_hours_rule(const struct et_store_series *series, struct et_weekly *out)
{
	*out = (struct et_weekly){
		.weekday = (int)series->weekday,
		.every = (int)series->every,
		.has_last = series->last_date.len > 0,
	};
	if (series->weekday < 1 || series->weekday > 7 || series->every < 1 || series->every > 2 ||
		et_calendar_time_parse(series->start, &out->start_minute) != ET_OK ||
		et_date_parse(series->first_date, &out->first) != ET_OK ||
		(out->has_last && et_date_parse(series->last_date, &out->last) != ET_OK))
		return ET_CORRUPT;
	return ET_OK;
}

static enum et_err hour_id(const struct et_hash *g, const struct et_id *series_id,
	struct et_slice date, struct et_id *out)
{
	struct et_hash hash;
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, ID_LEN_MAX);
	et_lp_put_label(&buf, "ET1/hour");
	et_lp_put_hash(&buf, g);
	et_lp_put_id(&buf, series_id);
	et_lp_put_bytes(&buf, date);
	if ((err = et_buf_err(&buf)) == ET_OK) {
		hash = et_hash_of(et_buf_view(&buf));
		memcpy(out->b, hash.b, sizeof(out->b));
	}
	et_buf_fini(&buf);
	return err;
}

/* Why it does not take place, or NULL. */
static const char *why_cancelled(const struct et_store_series *series, const struct et_weekly *rule,
	const struct et_weekly_hour *hour, int64_t places)
{
	if (!series->on_holidays && et_holiday_is_public(hour->holiday))
		return "holiday";
	if (rule->has_last && et_date_cmp(hour->date, rule->last) > 0 && places == 0)
		return "ended";
	return NULL;
}

enum et_err et_hours_row(const struct et_hash *g, const struct et_store_series *series,
	struct et_date date, int64_t places, struct et_arena *arena, struct et_store_hour *out)
{
	char *text = et_arena_alloc(arena, ET_DATE_TEXT_SIZE);
	struct et_weekly rule, endless;
	struct et_weekly_hour hour;
	const char *why;
	size_t count;
	enum et_err err;

	if (text == NULL)
		return ET_NO_MEMORY;
	if ((err = et_hours_rule(series, &rule)) != ET_OK)
		return err;
	endless = rule;
	endless.has_last = false;
	if ((err = et_weekly_list(&endless, date, date, &hour, 1, &count)) != ET_OK)
		return err;
	if (count != 1)
		return ET_NOT_FOUND;
	et_date_format(date, text);
	why = why_cancelled(series, &rule, &hour, places);
	*out = (struct et_store_hour){
		.series_id = series->series_id,
		.local_date = et_slice_str(text),
		.starts_at = hour.starts_at,
		.ends_at = hour.ends_at,
		.state = et_slice_str(why != NULL ? "cancelled" : "planned"),
		.reason = et_slice_str(why),
	};
	return hour_id(g, &series->series_id, out->local_date, &out->hour_id);
}

static enum et_err log_hour(struct et_call *call, const struct et_store_hour *row)
{
	struct et_act act = { .action = "hour", .object_id = row->hour_id };
	enum et_err err;

	if ((err = et_rowhash_hour(row, &act.statement_hash)) != ET_OK)
		return err;
	return et_call_log(call, &act);
}

static enum et_err write_hour(struct et_call *call, const struct et_store_series *series,
	struct et_date date, struct et_arena *scratch)
{
	struct et_store_hour row;
	enum et_err err;

	err = et_hours_row(&call->deployment->g, series, date, 0, scratch, &row);
	if (err != ET_OK)
		return err;
	if ((err = et_store_hour_insert(call->store, &row)) != ET_OK)
		return err;
	return log_hour(call, &row);
}

/* An hour that is there and has not begun: the end of the series may have moved over it. */
static enum et_err settle_hour(struct et_call *call, const struct et_store_series *series,
	const struct et_store_hour *hour, struct et_arena *scratch)
{
	struct et_store_hour row;
	struct et_date date;
	enum et_err err;

	if (et_date_parse(hour->local_date, &date) != ET_OK)
		return ET_CORRUPT;
	err = et_hours_row(&call->deployment->g, series, date, hour->places, scratch, &row);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_CORRUPT : err;
	if (et_slice_eq(row.state, hour->state))
		return ET_OK;
	err = et_store_hour_set_state(call->store, &row.hour_id,
		row.reason.len > 0 ? "cancelled" : "planned", row.reason);
	return err != ET_OK ? err : log_hour(call, &row);
}

/* The first day to be looked at: after the newest hour, or the rule's own first day. */
static enum et_err first_day(struct et_call *call, const struct et_store_series *series,
	const struct et_weekly *rule, struct et_arena *scratch, struct et_date *out)
{
	struct et_store_hour newest;
	enum et_err err;

	*out = rule->first;
	err = et_store_hour_last_of_series(call->store, &series->series_id, scratch, &newest);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	if (err != ET_OK)
		return err;
	if (et_date_parse(newest.local_date, out) != ET_OK)
		return ET_CORRUPT;
	*out = et_date_add(*out, 1);
	return ET_OK;
}

static enum et_err extend(
	struct et_call *call, const struct et_store_series *series, struct et_arena *scratch)
{
	struct et_date to = et_date_add(et_calendar_date(call->now_ms), ET_HOURS_AHEAD_WEEKS * 7);
	struct et_weekly_hour *hours;
	struct et_weekly rule;
	struct et_date from;
	size_t count;
	enum et_err err;

	if ((err = et_hours_rule(series, &rule)) != ET_OK)
		return err;
	if ((err = first_day(call, series, &rule, scratch, &from)) != ET_OK)
		return err;
	if (et_date_cmp(from, to) > 0)
		return ET_OK;
	if ((hours = et_arena_array(scratch, HOURS_MAX, sizeof(*hours))) == NULL)
		return ET_NO_MEMORY;
	if ((err = et_weekly_list(&rule, from, to, hours, HOURS_MAX, &count)) != ET_OK)
		return err;
	for (size_t i = 0; i < count; i++) {
		if ((err = write_hour(call, series, hours[i].date, scratch)) != ET_OK)
			return err;
	}
	return ET_OK;
}

enum et_err et_hours_settle(struct et_call *call, const struct et_store_series *series)
{
	/* Of its own: the job does every series there is in one call. */
	struct et_arena *scratch = et_arena_new(SCRATCH_BLOCK_LEN, SCRATCH_CAP_LEN);
	struct et_store_hour *ahead;
	size_t count;
	enum et_err err;

	if (scratch == NULL)
		return ET_NO_MEMORY;
	err = et_store_hour_list_ahead(
		call->store, &series->series_id, call->now_ms, scratch, &ahead, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = settle_hour(call, series, &ahead[i], scratch);
	if (err == ET_OK)
		err = extend(call, series, scratch);
	et_arena_free(scratch);
	return err;
}
