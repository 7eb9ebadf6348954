/*
 * Signing in, coming back, and how sessions end.
 */
#include "testkit.h"

static void sign_in_and_come_back(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *again = kit_connect_as(anna);
	json_t *ok;

	(void)state;
	kit_cut(anna);
	kit_advance(kit, 5 * KIT_MINUTE);
	ok = kit_ok(kit_reproof(again));
	assert_string_equal(kit_get_str(ok, "username"), "anna");
	assert_null(json_object_get(ok, "kb"));
	assert_string_equal(
		json_string_value(json_array_get(json_object_get(ok, "roles"), 0)), "coordinator");
	assert_int_equal(kit_log_count(kit, "login", "ok"), 1);
	assert_int_equal(kit_log_count(kit, "reproof", "ok"), 1);
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sign_in_and_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
