/*
 * Our calendar against libical and the C library, which know nothing of us: days and weeks, every weekly slot of twenty years over
 * both changes of the clock, and the year of holidays against a second way to compute Easter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <libical/ical.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <etatunti/domain/weekly.h>

#define FIRST_YEAR 2026
#define YEARS 20
#define HOURS_MAX (54 * YEARS)

static icaltimezone *helsinki;

static int set_zone(void **state)
{
	(void)state;
	helsinki = icaltimezone_get_builtin_timezone(ET_CALENDAR_ZONE);
	return et_calendar_init() == ET_OK && helsinki != NULL ? 0 : -1;
}

static struct icaltimetype day_of(struct et_date date)
{
	return (struct icaltimetype){
		.year = date.year, .month = date.month, .day = date.day, .is_date = 1
	};
}

/* Every day of 1971 to 2060: its successor, weekday, day count, week; 29 February and week 53 among them. */
static void test_days_and_weeks(void **state)
{
	struct icaltimetype day = day_of((struct et_date){ 1971, 1, 1 });
	size_t leap_days = 0, weeks_53 = 0;
	struct et_date ours = { 1971, 1, 1 };

	(void)state;
	for (; ours.year <= 2060; ours = et_date_add(ours, 1), icaltime_adjust(&day, 1, 0, 0, 0)) {
		int year, week, weekday = icaltime_day_of_week(day);
		time_t at = icaltime_as_timet(day);
		char said[16], iso[16];

		assert_int_equal(ours.year * 10000 + ours.month * 100 + ours.day,
			day.year * 10000 + day.month * 100 + day.day);
		assert_int_equal(et_date_weekday(ours), weekday == 1 ? 7 : weekday - 1);
		assert_int_equal(et_date_days(ours), at / 86400);
		et_date_iso_week(ours, &year, &week);
		/* libical counts weeks in another way; the C library knows ISO's. */
		(void)strftime(iso, sizeof(iso), "%G-%V", gmtime(&at));
		(void)snprintf(said, sizeof(said), "%04d-%02d", year, week);
		assert_string_equal(said, iso);
		leap_days += ours.month == 2 && ours.day == 29;
		weeks_53 += week == 53 && et_date_weekday(ours) == 1;
	}
	assert_int_equal(leap_days, 23);
	assert_int_equal(weeks_53, 16);
}

static int hour_at(time_t at)
{
	return icaltime_from_timet_with_zone(at, 0, helsinki).hour;
}

/*
 * libical reads a minute that the clock skips with the offset of after, and one that comes twice as the second; RFC
 * 5545 (3.3.5) says that of before, which is the hour of the change later, and the first. Both are seen
 * on the way back, which has one answer.
 */
static int64_t instant_of(struct icaltimetype wall)
{
	time_t at = icaltime_as_timet_with_zone(wall, helsinki);

	if (hour_at(at) != wall.hour)
		return at + 3600;
	return hour_at(at - 3600) == wall.hour ? at - 3600 : at;
}

/* Every half hour of twenty years, from the clock on the wall to the instant. */
static void test_instants(void **state)
{
	struct et_date day = { FIRST_YEAR, 1, 1 };
	size_t skipped = 0;

	(void)state;
	for (; day.year < FIRST_YEAR + YEARS; day = et_date_add(day, 1)) {
		for (int minute = 0; minute < ET_CALENDAR_DAY_MIN; minute += 30) {
			struct icaltimetype wall = day_of(day);
			int64_t ours = et_calendar_instant_ms(day, minute);

			wall.is_date = 0;
			wall.hour = minute / 60;
			wall.minute = minute % 60;
			skipped += et_calendar_minute(ours) != minute;
			if (instant_of(wall) != ours / 1000)
				fail_msg("%04d-%02d-%02d %02d:%02d: %lld, libical %lld", day.year,
					day.month, day.day, wall.hour, wall.minute,
					(long long)ours / 1000, (long long)instant_of(wall));
		}
	}
	assert_int_equal(skipped, 2 * YEARS); /* 03:00 and 03:30 of one Sunday a year */
}

/* One rule over twenty years: as many hours, at the same instants, as the RRULE says. */
static void compare_rule(int weekday, int every, int minute)
{
	static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
	static struct et_weekly_hour hours[HOURS_MAX];
	struct et_weekly rule = { .weekday = weekday,
		.start_minute = minute,
		.every = every,
		.first = { FIRST_YEAR, 1, 1 } };
	struct et_date to = { FIRST_YEAR + YEARS - 1, 12, 31 };
	struct icalrecurrencetype recur;
	struct icaltimetype start, next;
	icalrecur_iterator *slots;
	char text[64];
	size_t count;

	assert_int_equal(et_weekly_list(&rule, rule.first, to, hours, HOURS_MAX, &count), ET_OK);
	/* DTSTART is the first slot: the rule's first such day on or after `first`. */
	start = day_of(rule.first);
	while ((icaltime_day_of_week(start) + 5) % 7 + 1 != weekday)
		icaltime_adjust(&start, 1, 0, 0, 0);
	start.is_date = 0;
	start.hour = minute / 60;
	start.minute = minute % 60;
	(void)snprintf(
		text, sizeof(text), "FREQ=WEEKLY;INTERVAL=%d;BYDAY=%s", every, days[weekday - 1]);
	recur = icalrecurrencetype_from_string(text);
	slots = icalrecur_iterator_new(recur, start);
	assert_non_null(slots);
	for (size_t i = 0; i < count; i++) {
		next = icalrecur_iterator_next(slots);
		assert_int_equal(
			hours[i].date.year * 10000 + hours[i].date.month * 100 + hours[i].date.day,
			next.year * 10000 + next.month * 100 + next.day);
		assert_int_equal(hours[i].starts_at / 1000, instant_of(next));
		assert_true(et_weekly_has(&rule, hours[i].date));
	}
	next = icalrecur_iterator_next(slots);
	assert_int_equal(next.year, FIRST_YEAR + YEARS);
	icalrecur_iterator_free(slots);
}

static void test_weekly_slots(void **state)
{
	static const int minutes[] = { 0, 3 * 60 + 30, 9 * 60, 12 * 60 + 15, 23 * 60 + 30 };

	(void)state;
	for (int weekday = 1; weekday <= 7; weekday++) {
		for (size_t i = 0; i < sizeof(minutes) / sizeof(minutes[0]); i++) {
			compare_rule(weekday, 1, minutes[i]);
			compare_rule(weekday, 2, minutes[i]);
		}
	}
}

/* Easter by golden number and epact (Knuth, The Art of Computer Programming, 1.3.2, exercise 14). */
static struct icaltimetype easter_of(int year)
{
	int golden = year % 19 + 1, century = year / 100 + 1;
	int leaps = 3 * century / 4 - 12, moon = (8 * century + 5) / 25 - 5;
	int sunday = 5 * year / 4 - leaps - 10;
	int epact = ((11 * golden + 20 + moon - leaps) % 30 + 30) % 30, full;
	struct icaltimetype day = day_of((struct et_date){ year, 3, 1 });

	if ((epact == 25 && golden > 11) || epact == 24)
		epact++;
	full = 44 - epact;
	if (full < 21)
		full += 30;
	icaltime_adjust(&day, full + 7 - (sunday + full) % 7 - 1, 0, 0, 0);
	return day;
}

static bool is_easter_plus(struct icaltimetype day, int days)
{
	struct icaltimetype feast = easter_of(day.year);

	icaltime_adjust(&feast, days, 0, 0, 0);
	return icaltime_compare(feast, day) == 0;
}

/* A Saturday (7) or Friday (6) in the span of month and day. */
static bool is_weekday_in(struct icaltimetype day, int weekday, int from, int to)
{
	int at = day.month * 100 + day.day;

	return icaltime_day_of_week(day) == weekday && at >= from && at <= to;
}

/* The act on holidays, read once more: days on which offices are shut. */
static bool is_shut(struct icaltimetype day)
{
	static const int fixed[] = { 101, 106, 501, 1206, 1224, 1225, 1226 };
	static const int feasts[] = { -2, 0, 1, 39, 49 };

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		if (day.month * 100 + day.day == fixed[i])
			return true;
	}
	for (size_t i = 0; i < sizeof(feasts) / sizeof(feasts[0]); i++) {
		if (is_easter_plus(day, feasts[i]))
			return true;
	}
	return is_weekday_in(day, 6, 619, 625) || is_weekday_in(day, 7, 620, 626) ||
		is_weekday_in(day, 7, 1031, 1106);
}

static void test_holidays(void **state)
{
	struct et_date ours = { 1990, 1, 1 };

	(void)state;
	for (; ours.year <= 2050; ours = et_date_add(ours, 1)) {
		struct icaltimetype day = day_of(ours);

		if (is_shut(day) != (et_holiday_of(ours) != ET_HOLIDAY_NONE))
			fail_msg("%04d-%02d-%02d", ours.year, ours.month, ours.day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_and_weeks),
		cmocka_unit_test(test_instants),
		cmocka_unit_test(test_weekly_slots),
		cmocka_unit_test(test_holidays),
	};

	return cmocka_run_group_tests(tests, set_zone, NULL);
}
