/* What the clock and the coordinator do to the line, what is told of it, and that verify does it again. */
#include "casework.h"
#include "forge.h"
#include "places.h"

#include <etatunti/store/txn.h>

static void send(struct cw_case *cs, struct kit_peer *by)
{
	kit_ok(cw_send(cs, by));
}

static json_t *item_of(struct kit_peer *peer, const struct cw_case *cs)
{
	json_t *list = json_object_get(kit_ok(kit_call(peer, "case-list", NULL)), "cases");

	for (size_t i = 0; i < json_array_size(list); i++) {
		struct et_id id = kit_get_id(json_array_get(list, i), "case");

		if (et_id_eq(&id, &cs->id))
			return json_array_get(list, i);
	}
	fail_msg("no such case");
	return NULL;
}

static void expect_place(struct cw_world *world, const struct cw_case *cs, const char *state,
	const struct et_id *hour)
{
	json_t *item = item_of(world->ann, cs);

	assert_string_equal(kit_get_str(item, "place_state"), state);
	if (hour == NULL) {
		assert_true(json_is_null(json_object_get(item, "hour")));
	} else {
		struct et_id id = kit_get_id(item, "hour");

		assert_true(et_id_eq(&id, hour));
	}
}

static void expect_event(struct kit_peer *peer, const struct cw_case *cs, const char *reason)
{
	json_t *event = kit_event(peer, "place");
	struct et_id id;

	assert_non_null(event);
	id = kit_get_id(event, "case");
	assert_true(et_id_eq(&id, &cs->id));
	assert_string_equal(kit_get_str(event, "reason"), reason);
}

static bool gap(struct cw_world *world, const struct cw_case *cs)
{
	return json_boolean_value(json_object_get(item_of(world->ann, cs), "consent_gap"));
}

/* Whose turn did not come is carried over when the lobby closes, not before, and not who had it. */
static void test_the_hour_is_over(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1), session = kit_fresh_id(world->kit);
	struct cw_case had, left;

	(void)state;
	cw_queued(world, &had);
	cw_later(world, KIT_MINUTE);
	cw_queued(world, &left);
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&had, world->ann, &world->hour, &session);
	cw_word(&had, world->ann, "session-close", &session, "handled");
	send(&had, world->ann);
	cw_later(world, 2 * KIT_HOUR - KIT_MINUTE);
	expect_place(world, &left, "queued", &world->hour);
	kit_forget(world->ben);
	kit_advance(world->kit, 3 * KIT_MINUTE);
	expect_place(world, &left, "queued", &second);
	expect_event(world->ben, &left, "carried-over");
	assert_int_equal(kit_log_count(world->kit, "hour-over", "ok"), 1);
	assert_true(json_is_null(json_object_get(item_of(world->ann, &had), "place_state")));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Flagged at once, reminded of at 7 and 2 days, lost a day before the hour; and regained. */
static void test_the_consent_gate(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1);
	int64_t second_at = world->starts_at + 7 * KIT_DAY;
	struct cw_case cs;
	json_t *event;

	(void)state;
	cw_consented(world, &cs);
	cw_queue(&cs, world->ann, &second, 15);
	send(&cs, world->ann);
	assert_false(gap(world, &cs));
	cw_consent(&cs, world->ann, 5 * KIT_DAY, &cs.consent);
	send(&cs, world->ann);
	assert_true(gap(world, &cs));
	cw_later(world, second_at - 7 * KIT_DAY - 2 * KIT_MINUTE - kit_now(world->kit));
	kit_forget(world->ann);
	kit_advance(world->kit, 4 * KIT_MINUTE);
	event = kit_event(world->ann, "reminder");
	assert_non_null(event);
	assert_int_equal(kit_get_int(event, "days"), 7);
	assert_null(kit_event(world->ann, "reminder"));
	cw_later(world, second_at - 2 * KIT_DAY - 2 * KIT_MINUTE - kit_now(world->kit));
	kit_forget(world->ann);
	kit_advance(world->kit, 4 * KIT_MINUTE);
	event = kit_event(world->ann, "reminder");
	assert_non_null(event);
	assert_int_equal(kit_get_int(event, "days"), 2);
	cw_later(world, second_at - KIT_DAY - 2 * KIT_MINUTE - kit_now(world->kit));
	expect_place(world, &cs, "queued", &second);
	kit_forget(world->ann);
	kit_advance(world->kit, 4 * KIT_MINUTE);
	expect_place(world, &cs, "waiting", NULL);
	assert_false(gap(world, &cs));
	expect_event(world->ann, &cs, "consent");
	assert_int_equal(kit_log_count(world->kit, "consent-gate", "ok"), 1);
	kit_verify(world->kit);
	cw_consent(&cs, world->ann, 30 * KIT_DAY, NULL);
	send(&cs, world->ann);
	cw_point(&cs, world->ben, "consent-ack");
	send(&cs, world->ben);
	expect_place(world, &cs, "queued", &second);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A policy that changes makes room that no statement of a case knows of: the clock finds it. */
static void test_the_clock_settles(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id none = { { 0 } };
	struct cw_case cs;

	(void)state;
	cw_consented(world, &cs);
	cw_queue(&cs, world->ann, &none, 15);
	send(&cs, world->ann);
	cw_consent(&cs, world->ann, 300 * KIT_DAY, &cs.consent);
	send(&cs, world->ann);
	cw_later(world, world->starts_at - KIT_DAY + 2 * KIT_MINUTE - kit_now(world->kit));
	expect_place(world, &cs, "waiting", NULL);
	cw_set_consent_ack(world, false);
	expect_place(world, &cs, "waiting", NULL);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	expect_place(world, &cs, "queued", &world->hour);
	kit_verify(world->kit);
	cw_world_free(world);
}

static struct kit_reply *preview(
	struct cw_world *world, struct kit_peer *by, const char *date, const char *to_start)
{
	return kit_call(by, "hour-preview",
		json_pack("{s:o, s:s, s:s, s:s, s:s}", "series", kit_json_id(&world->series),
			"date", date, "state", "cancelled", "to_date", "", "to_start", to_start));
}

/* What the preview says is what happens. */
static void test_a_cancelled_hour(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1), to;
	const char *date = "2026-03-09";
	struct cw_case cases[3];
	json_t *ok, *goes;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		cw_consented(world, &cases[i]);
		cw_queue(&cases[i], world->ann, i == 2 ? &second : &world->hour, 30);
		send(&cases[i], world->ann);
		kit_advance(world->kit, KIT_MINUTE);
	}
	kit_refused(preview(world, world->ann, date, ""), "forbidden");
	kit_refused(preview(world, world->kela, date, ""), "forbidden");
	kit_refused(preview(world, world->coord, date, "12:00"), "bad_param");
	kit_refused(preview(world, world->coord, "2026-03-10", ""), "not_found");
	ok = kit_ok(preview(world, world->coord, date, ""));
	assert_int_equal(kit_get_int(ok, "places"), 2);
	goes = json_object_get(ok, "goes");
	assert_int_equal(json_array_size(goes), 2);
	to = kit_get_id(json_array_get(goes, 0), "to_hour");
	assert_true(et_id_eq(&to, &second));
	assert_int_equal(kit_get_int(json_array_get(goes, 0), "count"), 1);
	assert_int_equal(kit_get_int(json_array_get(goes, 1), "count"), 1);
	/* Nothing has happened. */
	expect_place(world, &cases[0], "queued", &world->hour);
	kit_verify(world->kit);
	kit_forget(world->ben);
	kit_ok(kit_hour_set(world->coord,
		&(struct kit_hour_set){ .series = world->series,
			.date = date,
			.state = "cancelled",
			.to_date = "",
			.to_start = "",
			.reason = "koulutus" }));
	expect_place(world, &cases[0], "queued", &second);
	expect_place(world, &cases[2], "queued", &second);
	assert_non_null(kit_event(world->ben, "place"));
	assert_non_null(kit_event(world->ben, "place"));
	assert_null(kit_event(world->ben, "place"));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A row that was not due is none of this log. */
static void test_a_forged_gate(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_hash none = { { 0 } };
	const struct et_id nobody = { { 0 } };
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	assert_int_equal(et_store_txn_begin(world->kit->store, "forged"), ET_OK);
	forge_row(world, "consent-gate", &nobody, &cs.id, &world->hour, &none);
	assert_int_equal(et_store_txn_commit(world->kit->store), ET_OK);
	forge_expect(world->kit->store, "its consent-gate was not due then");
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_hour_is_over),
		cmocka_unit_test(test_the_consent_gate),
		cmocka_unit_test(test_the_clock_settles),
		cmocka_unit_test(test_a_cancelled_hour),
		cmocka_unit_test(test_a_forged_gate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
