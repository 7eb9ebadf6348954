/*
 * Seeing and ending sessions: one's own, and as a coordinator those of the own organisation.
 */
#include <string.h>

#include "testkit.h"

static json_t *of(const struct kit_peer *person)
{
	return json_pack("{s:o}", "uid", kit_json_id(&person->uid));
}

/* sid NULL: all. */
static json_t *ending(const struct kit_peer *person, const struct et_id *sid)
{
	return json_pack("{s:o, s:o}", "uid", kit_json_id(&person->uid), "sid",
		sid != NULL ? kit_json_id(sid) : json_null());
}

static size_t count_of(struct kit_peer *asking, const struct kit_peer *person)
{
	return json_array_size(
		json_object_get(kit_ok(kit_call(asking, "session-list", of(person))), "sessions"));
}

static void my_own(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *other = kit_connect_as(anna);
	json_t *sessions, *first, *second;
	struct et_id sid;

	(void)state;
	kit_advance(kit, KIT_MINUTE);
	kit_sign_in(other);
	kit_advance(kit, 30000);
	sessions = json_object_get(kit_ok(kit_call(other, "session-list", of(anna))), "sessions");
	assert_int_equal(json_array_size(sessions), 2);
	first = json_array_get(sessions, 0);
	second = json_array_get(sessions, 1);
	assert_int_equal(json_object_size(first), 4);
	assert_false(json_is_true(json_object_get(first, "current")));
	assert_true(json_is_true(json_object_get(second, "current")));
	sid = kit_get_id(first, "sid");
	assert_true(et_id_eq(&sid, &anna->sid));
	assert_int_equal(kit_get_int(second, "created_at"), kit_now(kit) - 30000);
	/* seen_at is of now, not of the last time that it was written. */
	kit_ok(kit_call(anna, "series-list", NULL));
	sessions = json_object_get(kit_ok(kit_call(other, "session-list", of(anna))), "sessions");
	assert_int_equal(kit_get_int(json_array_get(sessions, 0), "seen_at"), kit_now(kit));
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(other, "session-end", ending(anna, &sid))), "ended"),
		1);
	assert_true(anna->closed);
	assert_string_equal(kit_get_str(kit_event(anna, "ended"), "reason"), "ended");
	assert_int_equal(count_of(other, anna), 1);
	/* Twice is no error, and nothing. */
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(other, "session-end", ending(anna, &sid))), "ended"),
		0);
	kit_refused(kit_reproof(kit_connect_as(anna)), "denied");
	assert_int_equal(kit_log_count(kit, "session-end", "ok"), 2);
	assert_int_equal(kit_log_count(kit, "session-list", "ok"), 3);
	kit_free(kit);
}

/* All but the one that asks, among them one that is cut and could be taken up again. */
static void all_but_this(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *cut = kit_connect_as(anna), *open = kit_connect_as(anna);

	(void)state;
	kit_sign_in(cut);
	kit_sign_in(open);
	kit_cut(cut);
	assert_int_equal(count_of(anna, anna), 3);
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(anna, "session-end", ending(anna, NULL))), "ended"), 2);
	assert_true(open->closed);
	assert_false(anna->closed);
	kit_refused(kit_reproof(kit_connect_as(cut)), "denied");
	assert_int_equal(count_of(anna, anna), 1);
	/* One's own present session by name: as a log-out. */
	kit_ok(kit_call(anna, "session-end", ending(anna, &anna->sid)));
	assert_true(anna->closed);
	kit_refused(kit_reproof(kit_connect_as(anna)), "denied");
	kit_free(kit);
}

/* What has run out by the clock is not shown, and its end is not counted. */
static void run_out(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *cut = kit_connect_as(anna);

	(void)state;
	kit_sign_in(cut);
	kit_cut(cut);
	for (int i = 0; i < 2; i++) {
		kit_advance(kit, 8 * KIT_MINUTE);
		kit_ok(kit_call(anna, "series-list", NULL));
	}
	assert_int_equal(count_of(anna, anna), 1);
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(anna, "session-end", ending(anna, NULL))), "ended"), 0);
	kit_free(kit);
}

static void by_the_coordinator(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *kela = kit_founder(kit, KIT_KELA, "kela");
	struct kit_peer *bea = kit_person(anna, "bea", "worker");
	struct kit_peer *cia = kit_person(anna, "cia", "worker");
	struct kit_peer *nobody = kit_connect(kit);
	struct et_id none = kit_fresh_id(kit);

	(void)state;
	nobody->uid = none;
	assert_int_equal(count_of(anna, bea), 1);
	/* Another organisation's person, a colleague, one who is not there: all the same. */
	kit_refused(kit_call(kela, "session-list", of(bea)), "forbidden");
	kit_refused(kit_call(kela, "session-end", ending(bea, NULL)), "forbidden");
	kit_refused(kit_call(kela, "session-end", ending(bea, &bea->sid)), "forbidden");
	kit_refused(kit_call(kela, "session-end", ending(nobody, NULL)), "forbidden");
	kit_refused(kit_call(cia, "session-list", of(bea)), "forbidden");
	kit_refused(kit_call(cia, "session-end", ending(bea, NULL)), "forbidden");
	kit_refused(kit_call(bea, "session-end", ending(anna, &anna->sid)), "forbidden");
	kit_refused(kit_call(anna, "session-list", of(nobody)), "forbidden");
	assert_int_equal(kit_log_count(kit, "session-end", "forbidden"), 5);
	assert_int_equal(kit_log_count(kit, "session-list", "forbidden"), 3);
	/* A session of somebody else under the name of one's own: nothing is ended. */
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(cia, "session-end", ending(cia, &bea->sid))), "ended"),
		0);
	assert_false(bea->closed);
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(anna, "session-end", ending(bea, NULL))), "ended"), 1);
	assert_true(bea->closed);
	assert_false(cia->closed);
	assert_false(anna->closed);
	kit_verify(kit);
	kit_free(kit);
}

static void bad_params(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *stranger = kit_connect(kit);

	(void)state;
	kit_refused(kit_call(anna, "session-end", of(anna)), "bad_param");
	kit_refused(kit_call(anna, "session-list", json_pack("{s:n}", "uid")), "bad_param");
	kit_refused(kit_call(stranger, "session-list", of(anna)), "bad_state");
	kit_refused(kit_call(stranger, "session-end", ending(anna, NULL)), "bad_state");
	assert_false(anna->closed);
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(my_own),
		cmocka_unit_test(all_but_this),
		cmocka_unit_test(run_out),
		cmocka_unit_test(by_the_coordinator),
		cmocka_unit_test(bad_params),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
