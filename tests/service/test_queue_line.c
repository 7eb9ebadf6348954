/* The line: who waits, who comes in, who is moved, answered, carried over; and what people are shown of it. */
#include "casework.h"

#include <string.h>

static const struct et_id none;

static json_t *item_of(struct kit_peer *peer, const struct cw_case *cs)
{
	json_t *list = json_object_get(kit_ok(kit_call(peer, "case-list", NULL)), "cases");

	for (size_t i = 0; i < json_array_size(list); i++) {
		struct et_id id = kit_get_id(json_array_get(list, i), "case");

		if (et_id_eq(&id, &cs->id))
			return json_array_get(list, i);
	}
	return NULL;
}

static void expect_item(struct kit_peer *peer, const struct cw_case *cs, const char *state,
	const struct et_id *hour, int64_t waiting_pos)
{
	json_t *item = item_of(peer, cs), *pos;

	assert_non_null(item);
	pos = json_object_get(item, "waiting_pos");
	assert_string_equal(kit_get_str(item, "place_state"), state);
	if (hour == NULL) {
		assert_true(json_is_null(json_object_get(item, "hour")));
	} else {
		struct et_id id = kit_get_id(item, "hour");

		assert_true(et_id_eq(&id, hour));
	}
	assert_int_equal(json_integer_value(pos), waiting_pos);
	assert_int_equal(json_is_null(pos), waiting_pos == 0);
}

static json_t *line(struct kit_peer *peer)
{
	return json_object_get(kit_ok(kit_call(peer, "queue-list", NULL)), "waiting");
}

static void send(struct cw_case *cs, struct kit_peer *by)
{
	kit_ok(cw_send(cs, by));
}

/* With a consent for so many days: it reaches the next hour only if they are few. */
static void consented_for(struct cw_world *world, struct cw_case *cs, int64_t days)
{
	cw_open(world, cs);
	cw_consent(cs, world->ann, days * KIT_DAY, NULL);
	send(cs, world->ann);
	cw_point(cs, world->ben, "consent-ack");
	send(cs, world->ben);
}

static void queue_first(
	struct cw_world *world, struct cw_case *cs, int minutes, const char *urgency)
{
	cw_queue_as(cs, world->ann, &world->series, &none, minutes, urgency);
	send(cs, world->ann);
}

/* Two of 30 minutes fill the hour; three wait behind them, whose consents reach no other. */
static void fill_and_wait(struct cw_world *world, struct cw_case fill[2], struct cw_case wait[3])
{
	static const char *const urgency[] = { "normal", "normal", "urgent" };

	for (size_t i = 0; i < 2; i++) {
		consented_for(world, &fill[i], 10);
		queue_first(world, &fill[i], 30, "normal");
		expect_item(world->ann, &fill[i], "queued", &world->hour, 0);
	}
	for (size_t i = 0; i < 3; i++) {
		consented_for(world, &wait[i], 10);
		queue_first(world, &wait[i], i == 0 ? 30 : 15, urgency[i]);
		kit_advance(world->kit, KIT_MINUTE);
	}
}

static void test_waiting_and_coming_in(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case fill[2], wait[3];
	json_t *event, *first;
	struct et_id id;

	(void)state;
	fill_and_wait(world, fill, wait);
	/* Urgent first, then by time. */
	expect_item(world->ann, &wait[2], "waiting", NULL, 1);
	expect_item(world->ann, &wait[0], "waiting", NULL, 2);
	expect_item(world->ann, &wait[1], "waiting", NULL, 3);
	assert_int_equal(json_array_size(line(world->ann)), 3);
	assert_int_equal(json_array_size(line(world->cid)), 0);
	first = json_array_get(line(world->ben), 0);
	id = kit_get_id(first, "case");
	assert_true(et_id_eq(&id, &wait[2].id));
	assert_int_equal(kit_get_int(first, "pos"), 1);
	assert_string_equal(kit_get_str(first, "urgency"), "urgent");
	/* A coordinator counts and knows no case; Kela knows none that it has no part in. */
	assert_int_equal(json_array_size(line(world->coord)), 3);
	assert_null(json_object_get(json_array_get(line(world->coord), 0), "case"));
	assert_null(json_object_get(json_array_get(line(world->kim), 0), "case"));

	kit_forget(world->ben);
	cw_word(&fill[0], world->ann, "unqueue", &world->hour, "");
	send(&fill[0], world->ann);
	event = kit_event(world->ben, "place");
	assert_non_null(event);
	id = kit_get_id(event, "case");
	assert_true(et_id_eq(&id, &wait[2].id));
	assert_string_equal(kit_get_str(event, "reason"), "free");
	/* 30 minutes: the urgent one's 15, then not the next one's 30, but the last one's 15. */
	expect_item(world->ann, &wait[2], "queued", &world->hour, 0);
	expect_item(world->ann, &wait[0], "waiting", NULL, 1);
	expect_item(world->ann, &wait[1], "queued", &world->hour, 0);
	/* Out of the line. */
	cw_word(&wait[0], world->ann, "unqueue", &world->hour, "");
	kit_refused(cw_send(&wait[0], world->ann), "bad_statement");
	cw_word(&wait[0], world->ann, "unqueue", &none, "");
	send(&wait[0], world->ann);
	assert_int_equal(json_array_size(line(world->ann)), 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A consent that comes, is acknowledged, or is withdrawn, moves the line. */
static void test_consents_move_the_line(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1);
	struct cw_case fill[2], wait[3];

	(void)state;
	fill_and_wait(world, fill, wait);
	cw_consent(&wait[0], world->ann, 20 * KIT_DAY, &wait[0].consent);
	send(&wait[0], world->ann);
	expect_item(world->ann, &wait[0], "waiting", NULL, 2);
	cw_point(&wait[0], world->ben, "consent-ack");
	send(&wait[0], world->ben);
	expect_item(world->ann, &wait[0], "queued", &second, 0);
	cw_revoke(&fill[1], world->ben);
	send(&fill[1], world->ben);
	expect_item(world->ann, &wait[2], "queued", &world->hour, 0);
	expect_item(world->ann, &wait[1], "queued", &world->hour, 0);
	cw_revoke(&wait[1], world->ben);
	send(&wait[1], world->ben);
	assert_true(json_is_null(json_object_get(item_of(world->ann, &wait[1]), "place_state")));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_place(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1);
	struct cw_case cases[3];
	json_t *error;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		cw_consented(world, &cases[i]);
		queue_first(world, &cases[i], i == 2 ? 30 : 15, "normal");
	}
	cw_place(&cases[2], world->ann, &world->hour, 4);
	kit_refused(cw_send(&cases[2], world->ann), "bad_statement");
	cw_place(&cases[2], world->ann, &world->hour, 1);
	send(&cases[2], world->ann);
	cw_place(&cases[0], world->ann, &second, 2);
	kit_refused(cw_send(&cases[0], world->ann), "bad_statement");
	cw_place(&cases[0], world->ann, &second, 1);
	send(&cases[0], world->ann);
	expect_item(world->ann, &cases[0], "queued", &second, 0);
	/* Back again there is no room for one who is longer than what was left. */
	cw_word(&cases[0], world->ann, "unqueue", &second, "");
	send(&cases[0], world->ann);
	cw_queue(&cases[0], world->ann, &second, 30);
	send(&cases[0], world->ann);
	cw_place(&cases[0], world->ann, &world->hour, 0);
	error = kit_refused(cw_send(&cases[0], world->ann), "hour_minutes");
	assert_non_null(json_object_get(error, "next_hour"));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_answered_in_writing(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id thread = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	cw_word(&cs, world->kim, "prepare", NULL, "answered");
	kit_refused(cw_send(&cs, world->kim), "bad_statement");
	cw_object(&cs, world->kim, &thread, "thread", 'S', 1);
	cw_word(&cs, world->kim, "prepare", NULL, "answered");
	send(&cs, world->kim);
	expect_item(world->ann, &cs, "answered", NULL, 0);
	/* The pair may come back; an old answer is no new one. */
	cw_queue(&cs, world->ann, &world->hour, 15);
	send(&cs, world->ann);
	expect_item(world->ann, &cs, "queued", &world->hour, 0);
	cw_word(&cs, world->kim, "prepare", NULL, "answered");
	kit_refused(cw_send(&cs, world->kim), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Without a client: no consent anywhere, and Kela sees it as soon as it is a member. */
static void test_general_question(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id object = kit_fresh_id(world->kit), session = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_case_init(&cs, world->kit);
	cs.lane = "general";
	cs.series = world->series;
	cw_create(&cs, world->ann, &world->pair_a);
	cw_member_add(&cs, world->ann, world->ben, "PSC");
	cw_member_add(&cs, world->ann, world->kim, "SC");
	cw_grant(&cs, world->ann, world->kim, 'S', NULL);
	cw_object(&cs, world->ann, &object, "question", 'S', 1);
	cw_queue(&cs, world->ann, &world->hour, 15);
	send(&cs, world->ann);
	assert_string_equal(kit_get_str(item_of(world->kim, &cs), "lane"), "general");
	assert_true(json_is_null(json_object_get(item_of(world->kim, &cs), "consent")));
	assert_false(json_boolean_value(json_object_get(item_of(world->ann, &cs), "consent_gap")));
	object = kit_fresh_id(world->kit);
	cw_object(&cs, world->ann, &object, "background", 'P', 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	object = kit_fresh_id(world->kit);
	cw_object(&cs, world->ann, &object, "consent-doc", 'C', 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_revoke(&cs, world->ann);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_word(&cs, world->kim, "prepare", NULL, "ready");
	send(&cs, world->kim);
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	send(&cs, world->ann);
	kit_ok(kit_call(world->kim, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs.id), "session",
			kit_json_id(&session))));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A turn that was not enough: the case goes before all others. */
static void test_carried_over_by_the_pair(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1), session = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	cw_word(&cs, world->ann, "session-close", &session, "carried-over");
	send(&cs, world->ann);
	expect_item(world->ann, &cs, "queued", &second, 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waiting_and_coming_in),
		cmocka_unit_test(test_consents_move_the_line),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_answered_in_writing),
		cmocka_unit_test(test_general_question),
		cmocka_unit_test(test_carried_over_by_the_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
