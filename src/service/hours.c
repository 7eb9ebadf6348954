/*
 * Domain computes the days and instants, here they are written down.
 */
#include "hours.h"

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/lp.h>
#include <etatunti/service/rowhash.h>
#include <etatunti/service/service.h>
#include <etatunti/store/room.h>

#include "reminders.h"

#define ID_LEN_MAX 128
#define SCRATCH_BLOCK_LEN ((size_t)32 << 10)
#define SCRATCH_CAP_LEN ((size_t)16 << 20)

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

enum et_err et_hours_id(const struct et_hash *g, const struct et_id *series_id,
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

static enum et_err instant(struct et_slice date, struct et_slice start, int64_t *out)
{
	struct et_date day;
	int minute;

	*out = 0;
	if (et_date_parse(date, &day) != ET_OK || et_calendar_time_parse(start, &minute) != ET_OK)
		return ET_BAD_STATEMENT;
	*out = et_calendar_instant_ms(day, minute);
	return ET_OK;
}

enum et_err et_hours_starts_at(const struct et_store_series *series,
	const struct et_store_hour *before, const struct et_store_hour_set *set, int64_t *out)
{
	if (et_slice_eq_str(set->state, "moved"))
		return instant(set->to_date, set->to_start, out);
	if (et_slice_eq_str(set->state, "planned"))
		return instant(before->local_date, series->start, out);
	*out = before->starts_at;
	return ET_OK;
}

static void put_instant(struct et_store_hour *row, int64_t starts_at)
{
	row->starts_at = starts_at;
	row->ends_at = starts_at + ET_WEEKLY_HOUR_MS;
}

static enum et_err follow_decision(const struct et_store_series *series,
	const struct et_store_hour *before, const struct et_store_hour_set *set,
	struct et_store_hour *out)
{
	bool cancelled = et_slice_eq_str(set->state, "cancelled");
	int64_t starts_at;
	enum et_err err;

	if (before->decided == set->seq)
		return ET_HOUR_CLOSED;
	if ((err = et_hours_starts_at(series, before, set, &starts_at)) != ET_OK)
		return ET_CORRUPT;
	put_instant(out, starts_at);
	if (!cancelled)
		out->moved = et_slice_eq_str(set->state, "moved");
	out->state = et_slice_str(cancelled ? "cancelled" : "planned");
	out->reason = set->reason;
	out->decided = set->seq;
	return ET_OK;
}

static enum et_err follow_rule(const struct et_store_series *series, struct et_slice date,
	const struct et_store_hour *before, struct et_store_hour *out)
{
	struct et_weekly rule;
	struct et_date day;
	int64_t starts_at;
	bool shut;
	enum et_err err;

	if (before != NULL && before->starts_at <= series->since)
		return ET_HOUR_CLOSED;
	if ((err = et_hours_rule(series, &rule)) != ET_OK)
		return err;
	if (et_date_parse(date, &day) != ET_OK)
		return ET_CORRUPT;
	starts_at = et_calendar_instant_ms(day, rule.start_minute);
	if (et_weekly_has(&rule, day) && starts_at > series->since) {
		shut = !series->on_holidays && et_holiday_of(day) != ET_HOLIDAY_NONE;
		put_instant(out, starts_at);
		out->state = et_slice_str(shut ? "proposed" : "planned");
		out->reason = et_slice_str(shut ? "holiday" : NULL);
		return ET_OK;
	}
	if (before == NULL)
		return ET_NOT_FOUND;
	out->state = ET_SLICE_LIT("cancelled");
	out->reason = ET_SLICE_LIT("rule");
	return ET_OK;
}

enum et_err et_hours_row(const struct et_hash *g, const struct et_store_series *series,
	struct et_slice date, const struct et_store_hour *before,
	const struct et_store_hour_set *set, struct et_store_hour *out)
{
	enum et_err err;

	*out = before != NULL
		? *before
		: (struct et_store_hour){ .series_id = series->series_id, .local_date = date };
	if (before != NULL)
		out->revision++;
	err = before != NULL && set != NULL ? follow_decision(series, before, set, out)
					    : follow_rule(series, date, before, out);
	if (err != ET_OK)
		return err;
	return et_hours_id(g, &series->series_id, date, &out->hour_id);
}

static bool is_planned(const struct et_store_hour *row)
{
	return et_slice_eq_str(row->state, "planned");
}

enum et_err et_hours_write(
	struct et_line *line, const struct et_store_hour *before, const struct et_store_hour *row)
{
	enum et_err err;

	if (before == NULL)
		return et_store_hour_insert(line->store, row);
	if ((err = et_store_hour_update(line->store, row)) != ET_OK)
		return err;
	if (!is_planned(row))
		return et_queue_release_hour(line, before, ET_RELEASE_ALL, ET_MOVE_CANCELLED);
	if (before->starts_at == row->starts_at)
		return ET_OK;
	return et_queue_release_hour(line, before, ET_RELEASE_UNCOVERED, ET_MOVE_MOVED);
}

/* One round over the hours of a series. */
struct round {
	struct et_call *call;
	const struct et_store_series *series;
	struct et_line line;
	bool wrote;
};

static struct round round_of(
	struct et_call *call, const struct et_store_series *series, struct et_arena *arena)
{
	struct round round = { .call = call, .series = series };

	et_line_init(&round.line, call->store, arena, call->now_ms);
	return round;
}

static enum et_err write_row(
	struct round *round, const struct et_store_hour *before, const struct et_store_hour *row)
{
	struct et_act act = { .action = "hour", .object_id = row->hour_id };
	enum et_err err;

	if ((err = et_hours_write(&round->line, before, row)) != ET_OK)
		return err;
	if (before != NULL && (err = et_line_touch_hour(&round->line, &row->hour_id)) != ET_OK)
		return err;
	if ((err = et_rowhash_hour(row, &act.statement_hash)) != ET_OK)
		return err;
	round->wrote = true;
	if ((err = et_call_log(round->call, &act)) != ET_OK)
		return err;
	return before != NULL ? et_remind_changed(round->call, before, row) : ET_OK;
}

/* Who waits gets what room there is now; who is concerned is told. */
static enum et_err finish(struct round *round)
{
	struct et_act act = { .action = "settle", .object_id = round->series->series_id };
	enum et_err err;

	if ((err = et_queue_settle(&round->line, &round->series->series_id)) != ET_OK)
		return err;
	if ((err = et_call_log(round->call, &act)) != ET_OK)
		return err;
	return et_queue_tell(round->call, &round->line);
}

static bool is_same(const struct et_store_hour *a, const struct et_store_hour *b)
{
	return a->starts_at == b->starts_at && et_slice_eq(a->state, b->state) &&
		et_slice_eq(a->reason, b->reason);
}

enum et_err et_hours_check_turn(
	struct et_store *store, struct et_arena *arena, const struct et_id *hour_id)
{
	struct et_store_room room;
	enum et_err err = et_store_room_open_of_hour(store, hour_id, arena, &room);

	if (err == ET_NOT_FOUND)
		return ET_OK;
	return err == ET_OK ? ET_HOUR_CLOSED : err;
}

enum et_err et_hours_check_turns(struct et_store *store, struct et_arena *arena,
	const struct et_hash *g, const struct et_store_series *series, int64_t now_ms,
	struct et_id *hour)
{
	struct et_store_series next = *series;
	struct et_store_hour *ahead, row;
	size_t count;
	enum et_err err;

	*hour = (struct et_id){ { 0 } };
	next.since = now_ms;
	err = et_store_hour_list_ahead(store, &series->series_id, now_ms, arena, &ahead, &count);
	for (size_t i = 0; err == ET_OK && i < count &&
		ahead[i].starts_at - ET_WEEKLY_OPENS_BEFORE_MS <= now_ms;
		i++) {
		if (ahead[i].decided != 0)
			continue;
		err = et_hours_row(g, &next, ahead[i].local_date, &ahead[i], NULL, &row);
		if (err != ET_OK || is_same(&ahead[i], &row))
			continue;
		if ((err = et_hours_check_turn(store, arena, &ahead[i].hour_id)) != ET_OK)
			*hour = ahead[i].hour_id;
	}
	return err;
}

/* Those that are there, have not begun, and follow the rule. */
static enum et_err change_ahead(struct round *round)
{
	struct et_store_hour *ahead, row;
	size_t count;
	enum et_err err;

	err = et_store_hour_list_ahead(round->call->store, &round->series->series_id,
		round->series->since, round->line.arena, &ahead, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		if (ahead[i].decided != 0)
			continue;
		err = et_hours_row(&round->call->deployment->g, round->series, ahead[i].local_date,
			&ahead[i], NULL, &row);
		if (err == ET_OK && !is_same(&ahead[i], &row))
			err = write_row(round, &ahead[i], &row);
	}
	return err;
}

/* The hour of that day, if the rule has one and there is none yet. */
static enum et_err make(struct round *round, struct et_date date)
{
	char *text = et_arena_alloc(round->line.arena, ET_DATE_TEXT_SIZE);
	struct et_store_hour row, there;
	enum et_err err;

	if (text == NULL)
		return ET_NO_MEMORY;
	et_date_format(date, text);
	err = et_hours_row(
		&round->call->deployment->g, round->series, et_slice_str(text), NULL, NULL, &row);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_OK : err;
	err = et_store_hour_by_id(round->call->store, &row.hour_id, round->line.arena, &there);
	return err == ET_NOT_FOUND ? write_row(round, NULL, &row) : err;
}

/* The days of the rule from there to the last one that hours are made for. */
static enum et_err make_from(struct round *round, struct et_date from)
{
	struct et_date to =
		et_date_add(et_calendar_date(round->call->now_ms), ET_HOURS_AHEAD_WEEKS * 7);
	struct et_weekly rule;
	int64_t day;
	enum et_err err;

	if ((err = et_hours_rule(round->series, &rule)) != ET_OK)
		return err;
	day = et_date_cmp(from, rule.first) > 0 ? et_date_days(from) : et_date_days(rule.first);
	for (; err == ET_OK && day <= et_date_days(to); day++) {
		struct et_date date = et_date_from_days(day);

		if (et_weekly_has(&rule, date))
			err = make(round, date);
	}
	return err;
}

enum et_err et_hours_change(struct et_call *call, const struct et_store_series *series)
{
	struct round round = round_of(call, series, call->arena);
	enum et_err err;

	if ((err = change_ahead(&round)) != ET_OK)
		return err;
	if ((err = make_from(&round, et_calendar_date(series->since))) != ET_OK)
		return err;
	return finish(&round);
}

static enum et_err extend(struct round *round)
{
	struct et_date from = et_calendar_date(round->series->since);
	struct et_store_hour newest;
	enum et_err err;

	err = et_store_hour_last_of_series(
		round->call->store, &round->series->series_id, round->line.arena, &newest);
	if (err == ET_OK && et_date_parse(newest.local_date, &from) != ET_OK)
		return ET_CORRUPT;
	if (err == ET_OK || err == ET_NOT_FOUND)
		err = make_from(round, from);
	if (err != ET_OK || !round->wrote)
		return err;
	return finish(round);
}

enum et_err et_hours_extend(struct et_call *call, const struct et_store_series *series)
{
	/* Of its own: the job does every series there is in one call. */
	struct et_arena *scratch = et_arena_new(SCRATCH_BLOCK_LEN, SCRATCH_CAP_LEN);
	struct round round = round_of(call, series, scratch);
	enum et_err err;

	if (scratch == NULL)
		return ET_NO_MEMORY;
	err = extend(&round);
	et_arena_free(scratch);
	return err;
}

enum et_err et_hours_decide(
	struct et_call *call, const struct et_store_series *series, const struct et_id *hour_id)
{
	struct round round = round_of(call, series, call->arena);
	struct et_store_hour before, row;
	struct et_store_hour_set set;
	enum et_err err;

	if ((err = et_store_hour_by_id(call->store, hour_id, call->arena, &before)) != ET_OK)
		return err;
	if ((err = et_store_hour_set_by_id(call->store, hour_id, call->arena, &set)) != ET_OK)
		return err;
	err = et_hours_row(&call->deployment->g, series, before.local_date, &before, &set, &row);
	if (err != ET_OK)
		return err;
	if ((err = write_row(&round, &before, &row)) != ET_OK)
		return err;
	if ((err = et_remind_decided(call, &before, &row)) != ET_OK)
		return err;
	return finish(&round);
}
