/* Days: leap years, weekdays, ISO weeks, spelling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <etatunti/domain/date.h>

static struct et_date day(int year, int month, int date)
{
	return (struct et_date){ .year = year, .month = month, .day = date };
}

static void test_valid(void **state)
{
	(void)state;
	assert_true(et_date_is_valid(day(2024, 2, 29)));
	assert_true(et_date_is_valid(day(2000, 2, 29)));
	assert_false(et_date_is_valid(day(2026, 2, 29)));
	assert_false(et_date_is_valid(day(2100, 2, 29)));
	assert_false(et_date_is_valid(day(2026, 4, 31)));
	assert_false(et_date_is_valid(day(2026, 0, 1)));
	assert_false(et_date_is_valid(day(2026, 13, 1)));
	assert_false(et_date_is_valid(day(2026, 1, 0)));
	assert_false(et_date_is_valid(day(1969, 12, 31)));
	assert_false(et_date_is_valid(day(2200, 1, 1)));
}

static void test_days_both_ways(void **state)
{
	(void)state;
	assert_int_equal(et_date_days(day(1970, 1, 1)), 0);
	assert_int_equal(et_date_days(day(2000, 3, 1)), 11017);
	assert_int_equal(et_date_days(day(2026, 11, 22)), 20779);
	for (int64_t n = et_date_days(day(1971, 1, 1)); n <= et_date_days(day(2199, 12, 31)); n++) {
		struct et_date date = et_date_from_days(n);

		assert_true(et_date_is_valid(date));
		assert_int_equal(et_date_days(date), n);
	}
	assert_int_equal(et_date_cmp(et_date_add(day(2024, 2, 28), 1), day(2024, 2, 29)), 0);
	assert_int_equal(et_date_cmp(et_date_add(day(2024, 3, 1), -1), day(2024, 2, 29)), 0);
	assert_int_equal(et_date_cmp(et_date_add(day(2026, 12, 31), 1), day(2027, 1, 1)), 0);
}

static void test_weekday_and_iso_week(void **state)
{
	static const struct {
		struct et_date date;
		int weekday, year, week;
	} cases[] = {
		{ { 2026, 11, 22 }, 7, 2026, 47 },
		{ { 2026, 12, 28 }, 1, 2026, 53 },
		{ { 2027, 1, 3 }, 7, 2026, 53 },
		{ { 2027, 1, 4 }, 1, 2027, 1 },
		{ { 2020, 12, 31 }, 4, 2020, 53 },
		{ { 2021, 1, 1 }, 5, 2020, 53 },
		{ { 2024, 12, 30 }, 1, 2025, 1 },
		{ { 2024, 2, 29 }, 4, 2024, 9 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int year, week;

		et_date_iso_week(cases[i].date, &year, &week);
		assert_int_equal(et_date_weekday(cases[i].date), cases[i].weekday);
		assert_int_equal(year, cases[i].year);
		assert_int_equal(week, cases[i].week);
	}
}

static void test_text(void **state)
{
	static const char *const wrong[] = { "", "2026-2-28", "2026-02-29", "2026/02/28",
		"2026-02-28 ", "+026-02-28", "2026-02-2x", "26-02-28", "0000-00-00" };
	struct et_date date;
	char text[ET_DATE_TEXT_SIZE];

	(void)state;
	assert_int_equal(et_date_parse(ET_SLICE_LIT("2024-02-29"), &date), ET_OK);
	assert_int_equal(et_date_cmp(date, day(2024, 2, 29)), 0);
	et_date_format(date, text);
	assert_string_equal(text, "2024-02-29");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		date = day(2026, 1, 1);
		assert_int_equal(et_date_parse(et_slice_str(wrong[i]), &date), ET_BAD_PARAM);
		assert_int_equal(date.year, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_days_both_ways),
		cmocka_unit_test(test_weekday_and_iso_week),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
