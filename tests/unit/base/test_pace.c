/* When a loop rests between its turns, and when it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#include <etatunti/base/pace.h>

#define US INT64_C(1000)
#define MS INT64_C(1000000)
#define KIB ((size_t)1024)
/* The clock has not begun with the test. */
#define FROM (1000 * MS)

static void nothing_told_no_rest(void **state)
{
	struct et_pace pace = { 0 };

	(void)state;
	assert_int_equal(et_pace_rest(&pace, FROM), 0);
	assert_int_equal(et_pace_rest(&pace, FROM + 10 * US), 0);
}

static void turns_are_kept_apart(void **state)
{
	struct et_pace pace = { 0 };

	(void)state;
	et_pace_told(&pace, FROM, 100);
	assert_int_equal(et_pace_rest(&pace, FROM), 0); /* the turn before is long over */
	assert_int_equal(et_pace_rest(&pace, FROM + 30 * US), 70 * US);
	/* It has rested: the next begins at 100 us. */
	assert_int_equal(et_pace_rest(&pace, FROM + 120 * US), 80 * US);
	assert_int_equal(et_pace_rest(&pace, FROM + 300 * US), 0);
	assert_int_equal(et_pace_rest(&pace, FROM + 340 * US), 60 * US);
}

static void not_once_the_other_is_done(void **state)
{
	struct et_pace pace = { 0 };

	(void)state;
	et_pace_told(&pace, FROM, 100);
	(void)et_pace_rest(&pace, FROM + MS - 20 * US);
	assert_int_equal(et_pace_rest(&pace, FROM + MS - 10 * US), 90 * US);
	assert_int_equal(et_pace_rest(&pace, FROM + MS + 100 * US), 0);
}

static void not_for_an_attachment(void **state)
{
	struct et_pace pace = { 0 };
	int64_t now = FROM;

	(void)state;
	(void)et_pace_rest(&pace, now);
	et_pace_told(&pace, now, 100);
	et_pace_heard(&pace, 63 * KIB);
	assert_int_equal(et_pace_rest(&pace, now + 20 * US), 80 * US);
	et_pace_heard(&pace, KIB);
	assert_int_equal(et_pace_rest(&pace, now + 110 * US), 0);
	/* The next millisecond begins with what this one was, and ends with what it was itself. */
	now += MS;
	et_pace_told(&pace, now, 100);
	assert_int_equal(et_pace_rest(&pace, now), 0);
	assert_int_equal(et_pace_rest(&pace, now + 10 * US), 0);
	now += MS;
	et_pace_told(&pace, now, 100);
	(void)et_pace_rest(&pace, now);
	assert_int_equal(et_pace_rest(&pace, now + 10 * US), 90 * US);
}

static void much_over_a_long_time_is_little(void **state)
{
	struct et_pace pace = { 0 };
	int64_t now = FROM;

	(void)state;
	(void)et_pace_rest(&pace, now);
	/* A turn of 10 ms. */
	et_pace_heard(&pace, 600 * KIB);
	now += 10 * MS;
	et_pace_told(&pace, now, KIB);
	(void)et_pace_rest(&pace, now);
	assert_int_equal(et_pace_rest(&pace, now + 40 * US), 60 * US);
	/* Another, in which an attachment came. */
	et_pace_heard(&pace, 700 * KIB);
	now += 10 * MS;
	et_pace_told(&pace, now, KIB);
	assert_int_equal(et_pace_rest(&pace, now), 0);
	assert_int_equal(et_pace_rest(&pace, now + 40 * US), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_told_no_rest),
		cmocka_unit_test(turns_are_kept_apart),
		cmocka_unit_test(not_once_the_other_is_done),
		cmocka_unit_test(not_for_an_attachment),
		cmocka_unit_test(much_over_a_long_time_is_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
