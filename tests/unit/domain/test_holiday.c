/* Finnish holidays of several years, each year complete: no day missing, none too many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/domain/holiday.h>

/* As printed in the almanac of the University of Helsinki; the eves in brackets. */
static const struct {
	int year;
	const char *days;
} almanac[] = {
	{ 2024,
		"01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 [06-21] 06-22 11-02 12-06 [12-24] "
		"12-25 12-26 " },
	{ 2025,
		"01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-08 [06-20] 06-21 11-01 12-06 [12-24] "
		"12-25 12-26 " },
	{ 2026,
		"01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 [06-19] 06-20 10-31 12-06 [12-24] "
		"12-25 12-26 " },
	{ 2027,
		"01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 [06-25] 06-26 11-06 12-06 [12-24] "
		"12-25 12-26 " },
	{ 2008,
		"01-01 01-06 03-21 03-23 03-24 05-01 05-11 [06-20] 06-21 11-01 12-06 [12-24] 12-25 "
		"12-26 " },
};

static void test_years(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(almanac) / sizeof(almanac[0]); i++) {
		char found[256] = "";
		struct et_date day = { almanac[i].year, 1, 1 };

		for (; day.year == almanac[i].year; day = et_date_add(day, 1)) {
			enum et_holiday holiday = et_holiday_of(day);
			bool open = holiday != ET_HOLIDAY_MIDSUMMER_EVE &&
				holiday != ET_HOLIDAY_CHRISTMAS_EVE;
			char text[ET_DATE_TEXT_SIZE];

			if (holiday == ET_HOLIDAY_NONE)
				continue;
			et_date_format(day, text);
			strcat(found, open ? "" : "[");
			strcat(found, text + 5);
			strcat(found, open ? " " : "] ");
		}
		assert_string_equal(found, almanac[i].days);
	}
}

static void test_easter(void **state)
{
	static const struct et_date easters[] = { { 1981, 4, 19 }, { 2000, 4, 23 }, { 2008, 3, 23 },
		{ 2019, 4, 21 }, { 2024, 3, 31 }, { 2038, 4, 25 }, { 2049, 4, 18 },
		{ 2100, 3, 28 } };

	(void)state;
	for (size_t i = 0; i < sizeof(easters) / sizeof(easters[0]); i++)
		assert_int_equal(et_date_cmp(et_holiday_easter(easters[i].year), easters[i]), 0);
}

/* In 2008 May Day and Ascension Day fell on one day. */
static void test_two_at_once(void **state)
{
	(void)state;
	assert_int_equal(et_holiday_of((struct et_date){ 2008, 5, 1 }), ET_HOLIDAY_MAY_DAY);
	assert_int_equal(et_holiday_of((struct et_date){ 2026, 6, 19 }), ET_HOLIDAY_MIDSUMMER_EVE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_years),
		cmocka_unit_test(test_easter),
		cmocka_unit_test(test_two_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
