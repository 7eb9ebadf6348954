/* In force or not, at each edge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <etatunti/base/env.h>
#include <etatunti/domain/consent.h>

static const struct et_consent plain = { .valid_from = 1000, .valid_to = 2000, .acked = true };

static void test_states(void **state)
{
	struct et_consent consent = plain;

	(void)state;
	assert_int_equal(et_consent_state_at(&consent, 999), ET_CONSENT_NOT_YET);
	assert_int_equal(et_consent_state_at(&consent, 1000), ET_CONSENT_IN_FORCE);
	assert_int_equal(et_consent_state_at(&consent, 1999), ET_CONSENT_IN_FORCE);
	assert_int_equal(et_consent_state_at(&consent, 2000), ET_CONSENT_EXPIRED);
	consent.acked = false;
	assert_int_equal(et_consent_state_at(&consent, 1500), ET_CONSENT_WAITING_ACK);
	assert_int_equal(et_consent_state_at(&consent, 2000), ET_CONSENT_EXPIRED);
	consent = plain;
	consent.ended = true;
	assert_int_equal(et_consent_state_at(&consent, 1500), ET_CONSENT_WITHDRAWN);
	assert_int_equal(et_consent_state_at(&consent, 2500), ET_CONSENT_WITHDRAWN);
	consent = plain;
	consent.replaced = true;
	assert_int_equal(et_consent_state_at(&consent, 1500), ET_CONSENT_WITHDRAWN);
	assert_false(et_consent_in_force(&consent, 1500));
	assert_string_equal(et_consent_state_word(ET_CONSENT_WAITING_ACK), "waiting-ack");
	assert_string_equal(et_consent_state_word(ET_CONSENT_IN_FORCE), "in-force");
}

static void test_over_an_hour(void **state)
{
	struct et_consent consent = plain;

	(void)state;
	assert_true(et_consent_covers(&consent, 1000, 2000));
	assert_false(et_consent_covers(&consent, 999, 2000));
	assert_false(et_consent_covers(&consent, 1000, 2001));
	consent.acked = false;
	assert_false(et_consent_covers(&consent, 1000, 2000));
	consent = plain;
	consent.ended = true;
	assert_false(et_consent_covers(&consent, 1000, 2000));
	consent = plain;
	consent.replaced = true;
	assert_false(et_consent_covers(&consent, 1000, 2000));
}

static void test_dates(void **state)
{
	const int64_t year = ET_CONSENT_SPAN_MAX_MS;

	(void)state;
	assert_int_equal(et_consent_check_dates(1000, 1000 + year, 1500), ET_OK);
	assert_int_equal(et_consent_check_dates(1000, 1001 + year, 1500), ET_BAD_STATEMENT);
	assert_int_equal(et_consent_check_dates(1000, 1500, 1500), ET_BAD_STATEMENT);
	assert_int_equal(et_consent_check_dates(1000, 1501, 1500), ET_OK);
	assert_int_equal(et_consent_check_dates(3000, 3000, 1500), ET_BAD_STATEMENT);
	assert_int_equal(et_consent_check_dates(5000, 6000, 1500), ET_OK);
	assert_int_equal(et_consent_check_dates(-1, 6000, 1500), ET_BAD_STATEMENT);
	assert_int_equal(et_consent_check_dates(0, INT64_MAX, 1500), ET_BAD_STATEMENT);
	assert_int_equal(et_consent_check_dates(ET_TIME_MAX - 1, ET_TIME_MAX, 1500), ET_OK);
	assert_int_equal(
		et_consent_check_dates(ET_TIME_MAX, ET_TIME_MAX + 1, 1500), ET_BAD_STATEMENT);
}

static void test_capture(void **state)
{
	bool needs_file;

	(void)state;
	assert_int_equal(et_consent_check_capture(ET_SLICE_LIT("drawn"), &needs_file), ET_OK);
	assert_false(needs_file);
	assert_int_equal(et_consent_check_capture(ET_SLICE_LIT("scan"), &needs_file), ET_OK);
	assert_true(needs_file);
	assert_int_equal(et_consent_check_capture(ET_SLICE_LIT("drawn+scan"), &needs_file), ET_OK);
	assert_true(needs_file);
	assert_int_equal(
		et_consent_check_capture(ET_SLICE_LIT("oral"), &needs_file), ET_BAD_STATEMENT);
	assert_int_equal(et_consent_check_capture(ET_SLICE_LIT(""), &needs_file), ET_BAD_STATEMENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_over_an_hour),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_capture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
