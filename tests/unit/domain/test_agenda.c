/* Four places, sixty minutes, one turn, one line. */
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

static bool is_before(struct et_agenda_turn a, struct et_agenda_turn b)
{
	assert_true(et_agenda_is_before(&a, &b) != et_agenda_is_before(&b, &a));
	return et_agenda_is_before(&a, &b);
}

/* Carried over first, then urgent, then by time; nobody is before themselves. */
static void test_published_order(void **state)
{
	const struct et_agenda_turn first = { .queued_at = 5, .case_id = { { 1 } } };
	struct et_agenda_turn other = { .queued_at = 6, .case_id = { { 0 } } };

	(void)state;
	assert_false(et_agenda_is_before(&first, &first));
	assert_true(is_before(first, other));
	other.urgent = true;
	assert_true(is_before(other, first));
	assert_true(is_before((struct et_agenda_turn){ .carried = true, .queued_at = 9 }, other));
	/* At the same instant by the id. */
	other = first;
	other.case_id.b[15] = 1;
	assert_true(is_before(first, other));
}

static void test_line(void **state)
{
	const struct et_agenda_turn turns[] = {
		{ .queued_at = 3 },
		{ .queued_at = 2, .urgent = true },
		{ .queued_at = 9, .carried = true },
		{ .queued_at = 1 },
		{ .queued_at = 9, .carried = true, .urgent = true },
		{ .queued_at = 1, .urgent = true },
	};
	const size_t wanted[] = { 4, 2, 5, 1, 3, 0 };
	size_t order[6];

	(void)state;
	et_agenda_line(turns, 6, order);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(order[i], wanted[i]);
	et_agenda_line(NULL, 0, NULL);
}

static void test_words(void **state)
{
	enum et_place_state found;

	(void)state;
	for (int i = ET_PLACE_WAITING; i <= ET_PLACE_ANSWERED; i++) {
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
		cmocka_unit_test(test_published_order),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
