/*
 * Half a year in two counties: three series, hundreds of cases, queued, heard, carried over, interrupted, answered, taken
 * back; plans, numbers, hours that fall away or move. Each thing is written down by the test as it happens (tally.h),
 * and at the end every figure of every report must be what the test counts from that, and give nobody away.
 */
#include <stdio.h>
#include <string.h>

#include "halfyear.h"
#include "places.h"

#define DAYS (26 * 7)
#define LEAST_CASES 300

/* ------------------------------------------------------------------------- hours */

static struct file *file_of(struct half_year *run, const struct et_id *case_id)
{
	for (int i = 0; i < run->file_count; i++) {
		if (et_id_eq(&run->files[i].cs.id, case_id))
			return &run->files[i];
	}
	fail_msg("a case of nobody");
	return NULL;
}

/* The hour that the office sees there, with its places. */
static json_t *seen_hour(struct office *office, int64_t start)
{
	json_t *hours = json_object_get(kit_ok(kit_call(office->w.ann, "hour-list",
						json_pack("{s:I, s:I}", "from", (json_int_t)start,
							"to", (json_int_t)(start + 1)))),
		"hours");

	assert_int_equal(json_array_size(hours), 1);
	return json_incref(json_array_get(hours, 0));
}

static void hear(
	struct half_year *run, struct file *file, struct hour *hour, const struct et_id *hour_id)
{
	static const char *const outcomes[] = { "handled", "carried-over", "interrupted" };
	static const char *const codes[] = { "handled", "carried_over", "interrupted" };
	struct cw_world *w = &run->offices[file->office].w;
	struct et_id session = kit_fresh_id(run->kit);
	int64_t die = hy_below(run, 100);
	int which = die < 76 ? 0 : die < 88 ? 1 : 2;

	cw_session_open(&file->cs, w->ann, hour_id, &session);
	kit_ok(cw_send(&file->cs, w->ann));
	hour->held = true;
	if (!file->heard)
		hy_note(run, file, kit_now(run->kit), "waiting_days",
			(kit_now(run->kit) - file->queued_at) / KIT_DAY);
	file->heard = true;
	kit_advance(run->kit, 2 * KIT_MINUTE);
	if (which == 0 && hy_chance(run, 60))
		hy_confirm(run, file);
	cw_word(&file->cs, w->ben, "session-close", &session, outcomes[which]);
	kit_ok(cw_send(&file->cs, w->ben));
	hy_note_place(run, file, hour->start, codes[which]);
	run->carried += which == 1;
	run->interrupted += which == 2;
	file->state = which == 1 ? WAITS : HEARD;
	if (which == 0)
		hy_put_after(run, file);
	if (which == 2 && hy_chance(run, 40))
		hy_queue(run, file);
}

static void hold(struct half_year *run, int i, struct hour *hour)
{
	struct office *office = &run->offices[i];
	struct et_id hour_id;
	json_t *seen, *place;
	size_t at;

	hy_to(run, hour->start);
	hy_everybody_in(run);
	seen = seen_hour(office, hour->start);
	assert_string_equal(kit_get_str(seen, "state"), "planned");
	hour_id = kit_get_id(seen, "hour");
	json_array_foreach(json_object_get(seen, "places"), at, place)
	{
		struct et_id id = kit_get_id(place, "case");
		struct file *file = file_of(run, &id);

		if (hy_chance(run, 6)) {
			/* Its turn doesn't come: the clock carries it over an hour after the end. */
			hy_note_place(run, file, hour->start, "carried_over");
			run->carried++;
			continue;
		}
		if (at % 3 == 2)
			hy_everybody_in(run);
		hear(run, file, hour, &hour_id);
	}
	json_decref(seen);
	/* The lobby closes; who was not heard is in line again, and may get a place later that day. */
	kit_advance(run->kit, 2 * KIT_HOUR + 2 * KIT_MINUTE - (kit_now(run->kit) - hour->start));
}

/* The day before: some fall away, some move to the day after; those at the ends of quarters do. */
static void decide(struct half_year *run, int i, struct hour *hour, int day)
{
	struct kit_peer *coord = run->offices[i].w.coord;
	bool at_the_end =
		strcmp(hour->date, "2026-03-31") == 0 || strcmp(hour->date, "2026-06-30") == 0;
	struct kit_hour_set set = { run->offices[i].w.series, hour->date, "cancelled", NULL, NULL,
		"Koulutus" };
	char to_date[11];
	int64_t die = hy_below(run, 100);

	if (at_the_end || die < 10) {
		hy_date(day + 1, to_date);
		set.state = "moved";
		set.to_date = to_date;
		set.to_start = "15:00";
		hour->start = hy_noon(day + 1) + 3 * KIT_HOUR;
		hour->moved = true;
		run->moved++;
	} else if (die < 18) {
		hour->cancelled = true;
		hour->is_planned = false;
		run->cancelled++;
	} else {
		return;
	}
	kit_ok(kit_hour_set(coord, &set));
}

/* ---------------------------------------------------------------------------- days */

static void office_day(struct half_year *run, int i)
{
	struct file *file;

	for (int64_t left = 1 + hy_below(run, 2); left > 0; left--)
		hy_open(run, i);
	if (hy_chance(run, 25) && (file = hy_one_in_line(run, i)) != NULL)
		hy_answer(run, file);
	if (hy_chance(run, 6) && (file = hy_one_in_line(run, i)) != NULL)
		hy_unqueue(run, file);
}

static void close_some(struct half_year *run)
{
	struct file *file = &run->files[hy_below(run, run->file_count)];
	struct kit_peer *ann = run->offices[file->office].w.ann;

	if (file->state != HEARD && file->state != ANSWERED)
		return;
	cw_word(&file->cs, ann, "close", NULL, "");
	hy_send(&file->cs, ann);
	file->state = DONE;
}

/* One late evening ends a quarter, an early morning begins the next. */
static void last_minutes(struct half_year *run, int day)
{
	struct file *file;

	hy_to(run, hy_noon(day) + 12 * KIT_HOUR - 2 * KIT_MINUTE);
	hy_everybody_in(run);
	if ((file = hy_one_in_line(run, 0)) != NULL)
		hy_answer(run, file);
	hy_refresh_some(run);
	hy_to(run, hy_noon(day) + 12 * KIT_HOUR + 2000);
	hy_everybody_in(run);
	if ((file = hy_one_in_line(run, 1)) != NULL)
		hy_answer(run, file);
	hy_refresh_some(run);
}

static void hold_at(struct half_year *run, int64_t start)
{
	for (int i = 0; i < OFFICES; i++) {
		for (int h = 0; h < run->offices[i].hour_count; h++) {
			struct hour *hour = &run->offices[i].hours[h];

			if (hour->is_planned && hour->start == start)
				hold(run, i, hour);
		}
	}
}

static void hours_of_day(struct half_year *run, int day)
{
	for (int i = 0; i < OFFICES; i++) {
		for (int h = 0; h < run->offices[i].hour_count; h++) {
			struct hour *hour = &run->offices[i].hours[h];

			if (hour->is_planned && hour->start == hy_noon(day + 1) && !hour->moved)
				decide(run, i, hour, day + 1);
		}
	}
	hold_at(run, hy_noon(day));
	hold_at(run, hy_noon(day) + 3 * KIT_HOUR);
}

static void live(struct half_year *run)
{
	for (int day = 0; day < DAYS; day++) {
		hy_to(run, hy_noon(day) - 3 * KIT_HOUR + hy_below(run, 20) * KIT_MINUTE);
		hy_everybody_in(run);
		for (int i = 0; i < OFFICES && day % 7 < 5; i++) {
			if (i > 0)
				hy_everybody_in(run);
			office_day(run, i);
		}
		if (run->file_count > 0 && day % 7 < 5) {
			close_some(run);
			if (hy_chance(run, 60))
				hy_refresh_some(run);
			if (run->put_count > 0 && hy_chance(run, 20))
				hy_drop_one(run);
		}
		hours_of_day(run, day);
		if (hy_noon(day) + 12 * KIT_HOUR == INT64_C(1774990800000) ||
			hy_noon(day) + 12 * KIT_HOUR == INT64_C(1782853200000))
			last_minutes(run, day);
	}
}

/* --------------------------------------------------------------------------- the end */

/* What is still ahead: places in hours to come. */
static void note_open(struct half_year *run)
{
	for (int i = 0; i < OFFICES; i++) {
		struct office *office = &run->offices[i];

		for (int h = 0; h < office->hour_count; h++) {
			struct hour *hour = &office->hours[h];
			json_t *seen, *place;
			size_t at;

			if (!hour->is_planned || hour->start < kit_now(run->kit))
				continue;
			seen = seen_hour(office, hour->start);
			json_array_foreach(json_object_get(seen, "places"), at, place)
			{
				struct et_id id = kit_get_id(place, "case");

				hy_note_place(run, file_of(run, &id), hour->start, "open");
			}
			json_decref(seen);
		}
	}
}

static void note_hours(struct half_year *run)
{
	for (int i = 0; i < OFFICES; i++) {
		for (int h = 0; h < run->offices[i].hour_count; h++) {
			const struct hour *hour = &run->offices[i].hours[h];
			const struct tally_fact fact = { .quarter = tally_quarter(hour->start),
				.series = i,
				.form = "",
				.person = h };
			struct tally_fact one = fact;

			one.code = hour->cancelled ? "hours_cancelled" : "hours_planned";
			if (hour->cancelled || hour->is_planned)
				tally_add(&run->tally, &one);
			one.code = "hours_moved";
			if (hour->moved)
				tally_add(&run->tally, &one);
			one.code = "hours_held";
			if (hour->held)
				tally_add(&run->tally, &one);
		}
	}
}

static void read_reports(struct half_year *run, struct tally_seen *seen)
{
	static const bool mine[3][TALLY_SERIES_MAX] = { { true, true, false },
		{ false, false, true }, { true, true, true } };
	struct kit_peer *const readers[3] = { run->coords[0], run->coords[1], run->kela };
	struct et_id ids[OFFICES];

	for (int i = 0; i < OFFICES; i++)
		ids[i] = run->offices[i].w.series;
	for (int i = 0; i < 3; i++) {
		struct kit_reply *reply = kit_call(readers[i], "report",
			json_pack("{s:s, s:s}", "from", tally_quarters[0], "to",
				tally_quarters[TALLY_QUARTERS - 1]));

		tally_compare(&run->tally, kit_ok(reply), ids, mine[i], seen);
	}
}

static void test_half_a_year(void **state)
{
	struct half_year *run = hy_new();
	struct tally_seen seen = { 0 };

	(void)state;
	live(run);
	hy_everybody_in(run);
	note_open(run);
	note_hours(run);
	hy_everybody_in(run);
	read_reports(run, &seen);
	print_message(
		"%d cases, %d answered, %d carried over, %d interrupted, %d taken back, hours %d "
		"cancelled and %d moved, %d plans refreshed, %d numbers (%d dropped), figures %zu "
		"shown and %zu hidden, %zu facts\n",
		run->file_count, run->answered, run->carried, run->interrupted, run->unqueued,
		run->cancelled, run->moved, run->refreshed, run->put_count, run->dropped,
		seen.shown, seen.hidden, run->tally.count);
	assert_true(run->file_count >= LEAST_CASES);
	assert_true(run->answered > 20 && run->carried > 20 && run->interrupted > 10);
	assert_true(run->unqueued > 5 && run->cancelled > 2 && run->moved > 2);
	assert_true(run->refreshed > 10 && run->dropped > 5);
	assert_true(seen.shown > 100 && seen.hidden > 30);
	assert_true(seen.nps > 5 && seen.waits > 5 && seen.split > 0);
	assert_true(kit_log_count(run->kit, "retention", "ok") > 5);
	kit_free(run->kit);
}

/* By hand, so that what counts the figures is itself held against something. */
static void test_worked_examples(void **state)
{
	/* Ten answers: 4 promoters (9, 10), 3 passives (7, 8), 3 detractors: 40 - 30. */
	static const int64_t ten[] = { 10, 10, 9, 9, 8, 7, 7, 6, 4, 0 };
	/* One promoter and no detractor of eight: 12.5, away from zero; and the other way round. */
	static const int64_t up[] = { 9, 7, 7, 7, 7, 7, 7, 7 }, down[] = { 6, 7, 7, 7, 7, 7, 7, 7 };
	/* Of ten the median is the 5th, p90 the 9th; of eleven the 6th and the 10th; of one, it. */
	int64_t days[] = { 3, 1, 2, 40, 5, 4, 9, 7, 8, 6 };
	int64_t more[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99 }, one[] = { 12 };

	(void)state;
	assert_int_equal(tally_nps(ten, 10), 10);
	assert_int_equal(tally_nps(up, 8), 13);
	assert_int_equal(tally_nps(down, 8), -13);
	assert_int_equal(tally_rank(days, 10, 50), 5);
	assert_int_equal(tally_rank(days, 10, 90), 9);
	assert_int_equal(tally_rank(more, 11, 50), 5);
	assert_int_equal(tally_rank(more, 11, 90), 9);
	assert_int_equal(tally_rank(one, 1, 90), 12);
	/* 31 March, 23:59:59.999 and a millisecond later, in Helsinki. */
	assert_int_equal(tally_quarter(INT64_C(1774990799999)), 0);
	assert_int_equal(tally_quarter(INT64_C(1774990800000)), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_worked_examples),
		cmocka_unit_test(test_half_a_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
