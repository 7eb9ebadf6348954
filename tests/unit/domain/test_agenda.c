/* Four places, sixty minutes, one turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <etatunti/domain/agenda.h>

static void test_fifth_case_and_61st_minute(void **state)
{
	struct et_agenda agenda = { .capacity = 4, .places = 3, .minutes = 45 };

	(void)state;
	assert_int_equal(et_agenda_check(&agenda, 15), ET_OK);
	assert_int_equal(et_agenda_check(&agenda, 16), ET_HOUR_MINUTES);
	agenda = (struct et_agenda){ .capacity = 4, .places = 4, .minutes = 40 };
	assert_int_equal(et_agenda_check(&agenda, 10), ET_HOUR_FULL);
	assert_int_equal(et_agenda_free_places(&agenda), 0);
	assert_int_equal(et_agenda_free_minutes(&agenda), 20);
	/* Two long cases fill the hour before its places do. */
	agenda = (struct et_agenda){ .capacity = 4, .places = 2, .minutes = 60 };
	assert_int_equal(et_agenda_check(&agenda, 10), ET_HOUR_MINUTES);
	/* An hour of two places is full with two. */
	agenda = (struct et_agenda){ .capacity = 2, .places = 2, .minutes = 20 };
	assert_int_equal(et_agenda_check(&agenda, 10), ET_HOUR_FULL);
	/* A capacity lowered afterwards never makes a negative number. */
	agenda = (struct et_agenda){ .capacity = 1, .places = 3, .minutes = 70 };
	assert_int_equal(et_agenda_free_places(&agenda), 0);
	assert_int_equal(et_agenda_free_minutes(&agenda), 0);
}

static void test_minutes_of_a_case(void **state)
{
	(void)state;
	assert_int_equal(et_agenda_check_minutes(9), ET_BAD_STATEMENT);
	assert_int_equal(et_agenda_check_minutes(10), ET_OK);
	assert_int_equal(et_agenda_check_minutes(30), ET_OK);
	assert_int_equal(et_agenda_check_minutes(31), ET_BAD_STATEMENT);
	assert_int_equal(et_agenda_check_minutes(UINT64_MAX), ET_BAD_STATEMENT);
}

static void test_turn(void **state)
{
	const enum et_place_state open[] = { ET_PLACE_HANDLED, ET_PLACE_READY, ET_PLACE_IN_TURN };
	const enum et_place_state waiting[] = { ET_PLACE_HANDLED, ET_PLACE_INTERRUPTED,
		ET_PLACE_NEEDS_INFO, ET_PLACE_QUEUED };
	const enum et_place_state over[] = { ET_PLACE_HANDLED, ET_PLACE_CARRIED_OVER };

	(void)state;
	assert_int_equal(et_agenda_turn(open, 3), 2);
	assert_int_equal(et_agenda_turn(waiting, 4), 2);
	assert_true(et_agenda_turn(over, 2) == SIZE_MAX);
	assert_true(et_agenda_turn(NULL, 0) == SIZE_MAX);
}

static void test_words(void **state)
{
	enum et_place_state found;

	(void)state;
	for (int i = ET_PLACE_QUEUED; i <= ET_PLACE_INTERRUPTED; i++) {
		struct et_slice word = et_slice_str(et_place_state_word((enum et_place_state)i));

		assert_int_equal(et_place_state_parse(word, &found), ET_OK);
		assert_int_equal(found, i);
	}
	assert_string_equal(et_place_state_word(ET_PLACE_NEEDS_INFO), "needs-info");
	assert_int_equal(et_place_state_parse(ET_SLICE_LIT("needs_info"), &found), ET_BAD_PARAM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fifth_case_and_61st_minute),
		cmocka_unit_test(test_minutes_of_a_case),
		cmocka_unit_test(test_turn),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
