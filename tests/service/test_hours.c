/*
 * Hours that change with the whole rule of their series, and how they follow the calendar.
 */
#include <stdio.h>
#include <string.h>

#include "hourwork.h"

#include <etatunti/domain/calendar.h>

/* ---------------------------------------------------------------- the rule changes */

/* Another time of the day: the same hours, an hour later; what is behind stays; calendars see a revision. */
static void another_start(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world);
	struct et_id before, after;

	(void)state;
	cw_later(world, WEEK + 6 * KIT_HOUR); /* 9 March, 14:00: one hour is over */
	before = kit_get_id(hw_hour_on(world, "2026-03-16"), "hour");
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-16"), "revision"), 0);
	it.start = "14:30";
	hw_set(world, &it);
	after = kit_get_id(hw_hour_on(world, "2026-03-16"), "hour");
	assert_true(et_id_eq(&before, &after));
	hw_expect(world, "2026-03-09", "planned", NULL, "12:00");
	hw_expect(world, "2026-03-16", "planned", NULL, "14:30");
	hw_expect(world, "2026-04-06", "proposed", "holiday", "14:30");
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-09"), "revision"), 0);
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-16"), "revision"), 1);
	it.name = "Uusi nimi"; /* nothing about when: no hour changes */
	hw_set(world, &it);
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-16"), "revision"), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* An hour that is today and would now lie behind falls away instead of having been. */
static void a_start_that_is_over_today(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world);

	(void)state;
	cw_later(world, WEEK + 3 * KIT_HOUR); /* 9 March, 11:00 */
	it.start = "10:30";
	hw_set(world, &it);
	hw_expect(world, "2026-03-09", "cancelled", "rule", "12:00");
	hw_expect(world, "2026-03-16", "planned", NULL, "10:30");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Another weekday and rhythm: new hours between, old ones fall away, and come back. */
static void another_day(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world);
	size_t planned = hw_count(world, "planned", NULL), made;

	(void)state;
	it.weekday = 3;
	it.every = 2;
	hw_set(world, &it);
	assert_int_equal(hw_count(world, "cancelled", "rule"), planned + 1); /* and Easter Monday */
	hw_expect(world, "2026-03-09", "cancelled", "rule", "12:00");
	hw_expect(world, "2026-03-11", "planned", NULL, "12:00");
	assert_null(hw_hour_in(world->coord, &world->series, "2026-03-18"));
	hw_expect(world, "2026-03-25", "planned", NULL, "12:00");
	made = hw_count(world, "planned", NULL);
	assert_in_range(made, 12, 13);
	kit_verify(world->kit);
	it = hw_mondays(world);
	hw_set(world, &it);
	assert_int_equal(hw_count(world, "planned", NULL), planned);
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-09"), "revision"), 2);
	hw_expect(world, "2026-03-11", "cancelled", "rule", "12:00");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A later first day and an earlier last one; on holidays too. */
static void other_bounds(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world);

	(void)state;
	it.on_holidays = 1;
	(void)snprintf(it.first, sizeof(it.first), "2026-03-23");
	it.last = "2026-04-13";
	hw_set(world, &it);
	hw_expect(world, "2026-03-16", "cancelled", "rule", "12:00");
	hw_expect(world, "2026-04-06", "planned", NULL, "12:00");
	assert_int_equal(hw_count(world, "planned", NULL), 4);
	it.last = "";
	hw_set(world, &it);
	hw_expect(world, "2026-04-20", "planned", NULL, "12:00");
	kit_verify(world->kit);
	/* It ends at once: what has been has been. */
	cw_later(world, 3 * WEEK + 6 * KIT_HOUR);
	it.last = "2026-03-23";
	hw_set(world, &it);
	hw_expect(world, "2026-03-23", "planned", NULL, "12:00");
	assert_int_equal(hw_count(world, "planned", NULL), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

/*
 * In the middle of a series with cases in it: who loses the hour waits, and is first where there is room; but
 * never earlier than before.
 */
static void a_rule_changes_under_cases(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world);
	struct et_id second;
	struct cw_case cs, other;
	json_t *event;

	(void)state;
	second = cw_hour(world, 1);
	cw_consented(world, &cs);
	cw_queue(&cs, world->ann, &second, 15);
	kit_ok(cw_send(&cs, world->ann));
	cw_consented(world, &other);
	cw_queue(&other, world->ann, &world->hour, 20);
	kit_ok(cw_send(&other, world->ann));
	/* Later the same day: both stay. */
	it.start = "13:00";
	hw_set(world, &it);
	hw_expect_place(world, &cs, "2026-03-16");
	hw_expect_place(world, &other, "2026-03-09");
	/* Every other week: the second one falls away, and the case goes to the next, not to the first. */
	kit_forget(world->ben);
	it.every = 2;
	hw_set(world, &it);
	hw_expect(world, "2026-03-16", "cancelled", "rule", "13:00");
	hw_expect_place(world, &cs, "2026-03-23");
	event = kit_event(world->ben, "place");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "reason"), "hour-cancelled");
	assert_null(kit_event(world->ben, "place"));
	kit_verify(world->kit);
	/* It ends before it begins: both wait. It goes on: each is where it was. */
	it.last = "2026-03-08";
	(void)snprintf(it.first, sizeof(it.first), "2026-03-03");
	hw_set(world, &it);
	hw_expect_place(world, &cs, NULL);
	hw_expect_place(world, &other, NULL);
	assert_int_equal(hw_count(world, "planned", NULL), 0);
	it = hw_mondays(world);
	it.start = "13:00";
	hw_set(world, &it);
	hw_expect_place(world, &cs, "2026-03-23");
	hw_expect_place(world, &other, "2026-03-09");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Where somebody is decided, the rule has no say any more. */
static void a_rule_spares_what_was_decided(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world);

	(void)state;
	kit_ok(hw_decide(world, "2026-03-16", "cancelled", NULL, NULL, "Sairaana"));
	kit_ok(hw_decide(world, "2026-03-23", "moved", "2026-03-25", "09:15", "Koulutus"));
	kit_ok(hw_decide(world, "2026-04-06", "planned", NULL, NULL, NULL));
	it.start = "15:00";
	it.weekday = 2;
	hw_set(world, &it);
	hw_expect(world, "2026-03-16", "cancelled", "Sairaana", "12:00");
	hw_expect(world, "2026-03-23", "planned", "Koulutus", "09:15");
	hw_expect(world, "2026-04-06", "planned", NULL, "12:00");
	hw_expect(world, "2026-03-30", "cancelled", "rule", "12:00");
	hw_expect(world, "2026-03-31", "planned", NULL, "15:00");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A known series may keep a first day of more than a year ago, but not get one. */
static void a_first_day_of_long_ago(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = kit_series_of(world->coord, &world->pair_b, world->kim);

	(void)state;
	it.weekday = 3;
	(void)snprintf(it.first, sizeof(it.first), "2025-03-05");
	hw_set(world, &it);
	cw_later(world, 20 * KIT_DAY);
	it.start = "13:00";
	hw_set(world, &it);
	(void)snprintf(it.first, sizeof(it.first), "2025-03-06");
	kit_advance(world->kit, 600);
	kit_refused(kit_series_set(world->coord, &it), "bad_statement");
	(void)snprintf(it.first, sizeof(it.first), "2027-04-01");
	kit_refused(kit_series_set(world->coord, &it), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ---------------------------------------------------------------- one hour at a time */

static void refuse_overlap(struct cw_world *world, const struct kit_series *series)
{
	struct et_id with;
	json_t *error;

	kit_advance(world->kit, 600);
	error = kit_refused(kit_series_set(world->coord, series), "overlap");
	with = kit_get_id(error, "series");
	assert_true(et_id_eq(&with, &world->series));
}

/* Two series of one contact: start, rhythm, days and bounds that meet; and every way past each other. */
static void series_overlap(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = kit_person(world->kela, "kaj", "contact");
	struct kit_series it = kit_series_of(world->coord, &world->pair_b, world->kim), first;

	(void)state;
	refuse_overlap(world, &it);
	it.start = "11:01";
	refuse_overlap(world, &it);
	it.start = "12:59";
	refuse_overlap(world, &it);
	it.every = 2;
	refuse_overlap(world, &it);
	it.start = "12:00";
	it.contact = kaj->uid; /* another contact's hour, then this one's */
	hw_set(world, &it);
	it.contact = world->kim->uid;
	refuse_overlap(world, &it);
	it.start = "13:00";
	hw_set(world, &it);
	it.start = "11:00";
	hw_set(world, &it);
	/* The first one every other week too: they alternate, or they do not. */
	first = hw_mondays(world);
	first.every = 2;
	hw_set(world, &first);
	it.start = "12:00";
	refuse_overlap(world, &it);
	(void)snprintf(it.first, sizeof(it.first), "2026-03-16");
	hw_set(world, &it);
	/* The other one cannot become weekly under it; but when it ends before. */
	first.every = 1;
	kit_advance(world->kit, 600);
	kit_refused(kit_series_set(world->coord, &first), "overlap");
	first.last = "2026-03-15";
	hw_set(world, &first);
	/* Over midnight. */
	it.start = "23:30";
	it.every = 1;
	hw_set(world, &it);
	first.weekday = 2;
	first.start = "00:15";
	first.last = "";
	kit_advance(world->kit, 600);
	kit_refused(kit_series_set(world->coord, &first), "overlap");
	first.start = "00:30";
	hw_set(world, &first);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* What was is no matter: a series that is over takes no time from a new one. */
static void a_series_of_the_past_overlaps_nothing(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world), next;

	(void)state;
	it.last = "2026-03-30";
	hw_set(world, &it);
	cw_later(world, 5 * WEEK);
	next = kit_series_of(world->coord, &world->pair_b, world->kim);
	(void)snprintf(next.first, sizeof(next.first), "2026-03-09"); /* for its rhythm */
	hw_set(world, &next);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ---------------------------------------------------------------- the calendar */

/* 26 weeks ahead with every day's round, over both changes of the clock and the turn of the year. */
static void half_a_year_ahead_every_day(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = hw_mondays(world);
	int64_t newest;
	json_t *hours = NULL;

	(void)state;
	it.every = 2;
	hw_set(world, &it);
	for (int day = 0; day < 300; day++) {
		kit_advance(world->kit, KIT_DAY);
		if (day % 30 != 0)
			continue;
		cw_later(world, 0);
		hours = json_object_get(
			kit_ok(kit_call(world->coord, "hour-list",
				json_pack("{s:I, s:I}", "from", (json_int_t)kit_now(world->kit),
					"to", (json_int_t)(kit_now(world->kit) + 390 * KIT_DAY)))),
			"hours");
		newest =
			kit_get_int(json_array_get(hours, json_array_size(hours) - 1), "starts_at");
		assert_true(newest <= kit_now(world->kit) + 26 * WEEK + KIT_DAY);
		assert_true(newest > kit_now(world->kit) + 24 * WEEK - KIT_DAY);
		for (size_t i = 0; i < json_array_size(hours); i++)
			assert_int_equal(et_calendar_minute(kit_get_int(
						 json_array_get(hours, i), "starts_at")),
				12 * 60);
	}
	/* Every other Monday all through, week 53 of 2026 and the new year too. */
	for (size_t i = 1; i < json_array_size(hours); i++) {
		struct et_date a =
			et_calendar_date(kit_get_int(json_array_get(hours, i - 1), "starts_at"));
		struct et_date b =
			et_calendar_date(kit_get_int(json_array_get(hours, i), "starts_at"));

		if (strcmp(kit_get_str(json_array_get(hours, i), "state"), "cancelled") != 0 &&
			strcmp(kit_get_str(json_array_get(hours, i - 1), "state"), "cancelled") !=
				0)
			assert_int_equal(et_date_days(b) - et_date_days(a), 14);
	}
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Sunday 29 March 2026 has no 03:30; it is held an hour later. 25 October has it twice: the first counts. */
static void changes_of_the_clock(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = kit_series_of(world->coord, &world->pair_b, world->kim);

	(void)state;
	it.weekday = 7;
	it.start = "03:30";
	it.on_holidays = 1;
	hw_set(world, &it);
	assert_int_equal(kit_get_int(hw_hour_in(world->coord, &it.id, "2026-03-29"), "starts_at"),
		INT64_C(1774747800000)); /* 01:30 UTC, 04:30 of the new time */
	cw_later(world, 100 * KIT_DAY);
	assert_int_equal(kit_get_int(hw_hour_in(world->coord, &it.id, "2026-10-25"), "starts_at"),
		INT64_C(1792888200000)); /* 00:30 UTC */
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_start),
		cmocka_unit_test(a_start_that_is_over_today),
		cmocka_unit_test(another_day),
		cmocka_unit_test(other_bounds),
		cmocka_unit_test(a_rule_changes_under_cases),
		cmocka_unit_test(a_rule_spares_what_was_decided),
		cmocka_unit_test(a_first_day_of_long_ago),
		cmocka_unit_test(series_overlap),
		cmocka_unit_test(a_series_of_the_past_overlaps_nothing),
		cmocka_unit_test(half_a_year_ahead_every_day),
		cmocka_unit_test(changes_of_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
