/* Helsinki's clock over both edges of daylight saving time, and the weekly rule over them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <etatunti/domain/weekly.h>

#define AT(h, m) ((h)*60 + (m))
/* 2026-03-29 and 2026-10-25, 00:00 UTC: the days on which the clocks change at 01:00 UTC. */
#define SPRING_MS INT64_C(1774742400000)
#define AUTUMN_MS INT64_C(1792886400000)

static const struct et_date spring = { 2026, 3, 29 };
static const struct et_date autumn = { 2026, 10, 25 };

static int set_zone(void **state)
{
	(void)state;
	return et_calendar_init() == ET_OK ? 0 : -1;
}

static void test_spring(void **state)
{
	(void)state;
	/* The clock goes from 02:59 to 04:00. */
	assert_int_equal(et_calendar_day_start_ms(spring), SPRING_MS - 2 * ET_CALENDAR_HOUR_MS);
	assert_int_equal(
		et_calendar_instant_ms(spring, AT(2, 59)), SPRING_MS + 59 * ET_CALENDAR_MINUTE_MS);
	assert_int_equal(et_calendar_instant_ms(spring, AT(4, 0)), SPRING_MS + ET_CALENDAR_HOUR_MS);
	/* 03:30 is skipped: half an hour past the change, that is 04:30. */
	assert_int_equal(
		et_calendar_instant_ms(spring, AT(3, 30)), SPRING_MS + 90 * ET_CALENDAR_MINUTE_MS);
	assert_int_equal(et_calendar_minute(SPRING_MS + 90 * ET_CALENDAR_MINUTE_MS), AT(4, 30));
	assert_int_equal(et_calendar_day_end_ms(spring) - et_calendar_day_start_ms(spring),
		23 * ET_CALENDAR_HOUR_MS);
	assert_int_equal(
		et_calendar_instant_ms(spring, AT(12, 0)), SPRING_MS + 9 * ET_CALENDAR_HOUR_MS);
}

static void test_autumn(void **state)
{
	(void)state;
	/* The clock goes from 03:59 back to 03:00: what comes twice is the first of the two. */
	assert_int_equal(et_calendar_day_start_ms(autumn), AUTUMN_MS - 3 * ET_CALENDAR_HOUR_MS);
	assert_int_equal(
		et_calendar_instant_ms(autumn, AT(3, 30)), AUTUMN_MS + 30 * ET_CALENDAR_MINUTE_MS);
	assert_int_equal(et_calendar_instant_ms(autumn, AT(3, 0)), AUTUMN_MS);
	assert_int_equal(et_calendar_minute(AUTUMN_MS + 90 * ET_CALENDAR_MINUTE_MS), AT(3, 30));
	assert_int_equal(
		et_calendar_instant_ms(autumn, AT(4, 0)), AUTUMN_MS + 2 * ET_CALENDAR_HOUR_MS);
	assert_int_equal(et_calendar_day_end_ms(autumn) - et_calendar_day_start_ms(autumn),
		25 * ET_CALENDAR_HOUR_MS);
}

/* Every half hour of a year: the minute of the day and the instant are each other's inverse. */
static void test_inverse(void **state)
{
	(void)state;
	for (int64_t at = SPRING_MS; at < SPRING_MS + 365 * ET_CALENDAR_DAY_MS;
		at += 30 * ET_CALENDAR_MINUTE_MS) {
		int64_t back = et_calendar_instant_ms(et_calendar_date(at), et_calendar_minute(at));
		bool doubled = at >= AUTUMN_MS + ET_CALENDAR_HOUR_MS &&
			at < AUTUMN_MS + 2 * ET_CALENDAR_HOUR_MS;

		assert_int_equal(back, doubled ? at - ET_CALENDAR_HOUR_MS : at);
	}
}

static void test_day_of_instant(void **state)
{
	(void)state;
	/* The last millisecond of a day and the first of the next. */
	int64_t midnight = et_calendar_day_start_ms((struct et_date){ 2027, 1, 1 });

	assert_int_equal(
		et_date_cmp(et_calendar_date(midnight - 1), (struct et_date){ 2026, 12, 31 }), 0);
	assert_int_equal(
		et_date_cmp(et_calendar_date(midnight), (struct et_date){ 2027, 1, 1 }), 0);
	assert_int_equal(et_calendar_minute(midnight - 1), AT(23, 59));
	assert_int_equal(et_calendar_minute(midnight), 0);
}

static void test_time_text(void **state)
{
	static const char *const wrong[] = { "", "9:00", "24:00", "12:60", "12.00", "12:00 ",
		"1a:00" };
	char text[ET_CALENDAR_TIME_SIZE];
	int minute;

	(void)state;
	assert_int_equal(et_calendar_time_parse(ET_SLICE_LIT("09:05"), &minute), ET_OK);
	assert_int_equal(minute, 545);
	et_calendar_time_format(minute, text);
	assert_string_equal(text, "09:05");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(
			et_calendar_time_parse(et_slice_str(wrong[i]), &minute), ET_BAD_PARAM);
}

/* Twelve o'clock stays twelve o'clock; the instant moves by an hour. */
static void test_weekly_over_dst(void **state)
{
	const struct et_weekly rule = {
		.weekday = 3, .start_minute = AT(12, 0), .every = 1, .first = { 2026, 3, 20 }
	};
	struct et_weekly_hour hours[8];
	size_t count;

	(void)state;
	assert_int_equal(et_weekly_list(&rule, (struct et_date){ 2026, 3, 1 },
				 (struct et_date){ 2026, 4, 8 }, hours, 8, &count),
		ET_OK);
	assert_int_equal(count, 3);
	assert_int_equal(et_date_cmp(hours[0].date, (struct et_date){ 2026, 3, 25 }), 0);
	assert_int_equal(
		hours[0].starts_at, SPRING_MS - 4 * ET_CALENDAR_DAY_MS + 10 * ET_CALENDAR_HOUR_MS);
	assert_int_equal(hours[1].starts_at - hours[0].starts_at,
		7 * ET_CALENDAR_DAY_MS - ET_CALENDAR_HOUR_MS);
	assert_int_equal(hours[2].starts_at - hours[1].starts_at, 7 * ET_CALENDAR_DAY_MS);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(et_calendar_minute(hours[i].starts_at), AT(12, 0));
		assert_int_equal(hours[i].ends_at - hours[i].starts_at, 60 * ET_CALENDAR_MINUTE_MS);
		assert_int_equal(
			hours[i].starts_at - hours[i].opens_at, 15 * ET_CALENDAR_MINUTE_MS);
	}
}

/* Every other week keeps its own count whatever window is asked for, over week 53 too. */
static void test_weekly_two_weeks(void **state)
{
	const struct et_weekly rule = { .weekday = 1,
		.start_minute = AT(8, 30),
		.every = 2,
		.first = { 2026, 12, 14 },
		.has_last = true,
		.last = { 2027, 2, 8 } };
	struct et_weekly_hour all[8], part[8];
	size_t count, part_count;

	(void)state;
	assert_int_equal(et_weekly_list(&rule, (struct et_date){ 2026, 1, 1 },
				 (struct et_date){ 2028, 1, 1 }, all, 8, &count),
		ET_OK);
	assert_int_equal(count, 5);
	assert_int_equal(et_date_cmp(all[1].date, (struct et_date){ 2026, 12, 28 }), 0);
	assert_int_equal(et_date_cmp(all[2].date, (struct et_date){ 2027, 1, 11 }), 0);
	assert_int_equal(et_date_cmp(all[4].date, (struct et_date){ 2027, 2, 8 }), 0);
	assert_int_equal(et_weekly_list(&rule, (struct et_date){ 2026, 12, 29 },
				 (struct et_date){ 2027, 1, 25 }, part, 8, &part_count),
		ET_OK);
	assert_int_equal(part_count, 2);
	assert_int_equal(part[0].starts_at, all[2].starts_at);
	assert_int_equal(part[1].starts_at, all[3].starts_at);
	assert_int_equal(et_weekly_list(&rule, (struct et_date){ 2026, 1, 1 },
				 (struct et_date){ 2028, 1, 1 }, part, 4, &part_count),
		ET_TOO_LARGE);
	assert_int_equal(part_count, 4);
}

static void test_weekly_marks_holidays(void **state)
{
	const struct et_weekly rule = {
		.weekday = 4, .start_minute = AT(13, 0), .every = 1, .first = { 2026, 5, 1 }
	};
	struct et_weekly_hour hours[8];
	size_t count;

	(void)state;
	assert_int_equal(et_weekly_list(&rule, rule.first, (struct et_date){ 2026, 5, 21 }, hours,
				 8, &count),
		ET_OK);
	assert_int_equal(count, 3);
	assert_int_equal(hours[0].holiday, ET_HOLIDAY_NONE);
	assert_int_equal(hours[1].holiday, ET_HOLIDAY_ASCENSION);
	assert_int_equal(hours[2].holiday, ET_HOLIDAY_NONE);
}

static bool meet(struct et_weekly a, struct et_weekly b)
{
	const struct et_date today = { 2026, 3, 2 };
	bool met = et_weekly_meet(&a, &b, today);

	assert_int_equal(met, et_weekly_meet(&b, &a, today));
	return met;
}

/* Whether one person could hold both: start, weekday, rhythm, bounds, midnight, and what is over. */
static void test_weekly_meet(void **state)
{
	const struct et_weekly monday = {
		.weekday = 1, .start_minute = AT(12, 0), .every = 2, .first = { 2026, 12, 14 }
	};
	struct et_weekly it = monday;

	(void)state;
	assert_true(meet(monday, it));
	it.start_minute = AT(12, 59);
	assert_true(meet(monday, it));
	it.start_minute = AT(13, 0);
	assert_false(meet(monday, it));
	it = monday;
	it.weekday = 2;
	assert_false(meet(monday, it));
	/* The other weeks: for ever, over week 53 and the new year. */
	it = monday;
	it.first = (struct et_date){ 2026, 12, 15 };
	assert_false(meet(monday, it));
	it.first = (struct et_date){ 2027, 1, 4 };
	assert_false(meet(monday, it));
	it.first = (struct et_date){ 2027, 1, 11 };
	assert_true(meet(monday, it));
	it.every = 1;
	it.first = (struct et_date){ 2027, 1, 4 };
	assert_true(meet(monday, it));
	/* One day in common is enough; none is none. */
	it.has_last = true;
	it.last = (struct et_date){ 2027, 1, 10 };
	assert_false(meet(monday, it));
	it.last = (struct et_date){ 2027, 1, 11 };
	assert_true(meet(monday, it));
	/* Over before today. */
	it.first = (struct et_date){ 2024, 1, 1 };
	it.last = (struct et_date){ 2026, 3, 1 };
	assert_false(meet(it, it));
	it.last = (struct et_date){ 2026, 3, 2 };
	assert_true(meet(it, it));
	/* Sunday night to Monday. */
	it = monday;
	it.weekday = 7;
	it.first = (struct et_date){ 2026, 12, 13 };
	it.start_minute = AT(23, 30);
	struct et_weekly night = monday;

	night.start_minute = AT(0, 29);
	assert_true(meet(night, it));
	night.start_minute = AT(0, 30);
	assert_false(meet(night, it));
	night.start_minute = AT(0, 0);
	it.first = (struct et_date){ 2026, 12, 20 };
	assert_false(meet(night, it));
}

static void test_weekly_check(void **state)
{
	const struct et_weekly good = { .weekday = 7,
		.start_minute = 1439,
		.every = 2,
		.first = { 2024, 2, 29 },
		.has_last = true,
		.last = { 2024, 2, 29 } };
	struct et_weekly rule = good;

	(void)state;
	assert_int_equal(et_weekly_check(&rule), ET_OK);
	rule.weekday = 0;
	assert_int_equal(et_weekly_check(&rule), ET_BAD_PARAM);
	rule = good;
	rule.start_minute = 1440;
	assert_int_equal(et_weekly_check(&rule), ET_BAD_PARAM);
	rule = good;
	rule.every = 3;
	assert_int_equal(et_weekly_check(&rule), ET_BAD_PARAM);
	rule = good;
	rule.last.day = 28;
	assert_int_equal(et_weekly_check(&rule), ET_BAD_PARAM);
	rule = good;
	rule.first.year = 2026;
	assert_int_equal(et_weekly_check(&rule), ET_BAD_PARAM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spring),
		cmocka_unit_test(test_autumn),
		cmocka_unit_test(test_inverse),
		cmocka_unit_test(test_day_of_instant),
		cmocka_unit_test(test_time_text),
		cmocka_unit_test(test_weekly_over_dst),
		cmocka_unit_test(test_weekly_two_weeks),
		cmocka_unit_test(test_weekly_marks_holidays),
		cmocka_unit_test(test_weekly_meet),
		cmocka_unit_test(test_weekly_check),
	};

	return cmocka_run_group_tests(tests, set_zone, NULL);
}
