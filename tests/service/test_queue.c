/* Places: four cases, sixty minutes, this pair's hours, a consent over the whole of it. */
#include "casework.h"

static struct kit_reply *queue(struct cw_world *world, struct cw_case *cs, int minutes)
{
	cw_queue(cs, world->ann, &world->hour, minutes);
	return cw_send(cs, world->ann);
}

static json_t *the_hour(struct cw_world *world, struct kit_peer *peer)
{
	json_t *hours = json_object_get(
		kit_ok(kit_call(peer, "hour-list",
			json_pack("{s:I, s:I}", "from", (json_int_t)world->starts_at, "to",
				(json_int_t)(world->starts_at + 1)))),
		"hours");

	assert_int_equal(json_array_size(hours), 1);
	return json_array_get(hours, 0);
}

static void test_the_fifth_case(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1), offered;
	struct cw_case cases[5];
	json_t *error, *hour;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		cw_consented(world, &cases[i]);
		kit_ok(queue(world, &cases[i], 10));
		cw_later(world, 5 * KIT_MINUTE);
	}
	cw_consented(world, &cases[4]);
	error = kit_refused(queue(world, &cases[4], 10), "hour_full");
	offered = kit_get_id(error, "next_hour");
	assert_true(et_id_eq(&offered, &second));
	assert_int_equal(kit_get_int(error, "next_starts_at"), world->starts_at + 7 * KIT_DAY);
	assert_int_equal(kit_get_int(error, "index"), 0);
	hour = the_hour(world, world->ann);
	assert_int_equal(kit_get_int(hour, "free_places"), 0);
	assert_int_equal(kit_get_int(hour, "free_minutes"), 20);
	/* One is taken back: there is room, behind the others. */
	cw_word(&cases[1], world->ann, "unqueue", &world->hour, "no need");
	kit_ok(cw_send(&cases[1], world->ann));
	kit_ok(queue(world, &cases[4], 10));
	hour = json_array_get(json_object_get(the_hour(world, world->ann), "places"), 3);
	assert_int_equal(kit_get_int(hour, "pos"), 4);
	offered = kit_get_id(hour, "case");
	assert_true(et_id_eq(&offered, &cases[4].id));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_the_61st_minute(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cases[3];

	(void)state;
	for (size_t i = 0; i < 3; i++)
		cw_consented(world, &cases[i]);
	kit_ok(queue(world, &cases[0], 30));
	kit_ok(queue(world, &cases[1], 20));
	kit_refused(queue(world, &cases[2], 11), "hour_minutes");
	kit_ok(queue(world, &cases[2], 10));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Nothing is offered that the consent does not reach. */
static void test_no_next_hour(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cases[3];
	json_t *error;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		cw_consented(world, &cases[i]);
		kit_ok(queue(world, &cases[i], 30));
	}
	cw_open(world, &cases[2]);
	cw_consent(&cases[2], world->ann, 10 * KIT_DAY, NULL);
	kit_ok(cw_send(&cases[2], world->ann));
	cw_point(&cases[2], world->ben, "consent-ack");
	kit_ok(cw_send(&cases[2], world->ben));
	error = kit_refused(queue(world, &cases[2], 10), "hour_minutes");
	assert_true(json_is_null(json_object_get(error, "next_hour")));
	assert_true(json_is_null(json_object_get(error, "next_starts_at")));
	cw_world_free(world);
}

static void test_what_may_be_queued(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id nowhere, second = cw_hour(world, 1);
	struct cw_case cs, other;

	(void)state;
	nowhere = kit_fresh_id(world->kit);
	cw_consented(world, &cs);
	kit_refused(queue(world, &cs, 9), "bad_statement");
	kit_refused(queue(world, &cs, 31), "bad_statement");
	cw_queue(&cs, world->ann, &nowhere, 15);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* Pair B has no part in this series. */
	cw_case_init(&other, world->kit);
	cw_create(&other, world->cid, &world->pair_b);
	other.series = world->series;
	other.consent = cs.consent;
	cw_queue(&other, world->cid, &world->hour, 15);
	kit_refused(cw_send(&other, world->cid), "forbidden");
	/* Once at a time. */
	kit_ok(queue(world, &cs, 15));
	cw_queue(&cs, world->ann, &second, 15);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_word(&cs, world->ann, "unqueue", &second, "");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* An hour that is over takes nobody. */
	cw_word(&cs, world->ann, "unqueue", &world->hour, "");
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at + KIT_HOUR - kit_now(world->kit));
	kit_refused(queue(world, &cs, 15), "hour_closed");
	cw_world_free(world);
}

static struct kit_reply *queue_with_consent(
	struct cw_world *world, struct cw_case *cs, int64_t from, int64_t to)
{
	struct cw_consent consent = { .id = kit_fresh_id(world->kit),
		.doc = kit_fresh_id(world->kit),
		.valid_from = from,
		.valid_to = to,
		.capture = "drawn" };

	cw_open(world, cs);
	cw_object(cs, world->ann, &consent.doc, "consent-doc", 'C', 1);
	consent.doc_hash = cs->ct_hash;
	cw_consent_of(cs, world->ann, &consent);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->ben, "consent-ack");
	kit_ok(cw_send(cs, world->ben));
	return queue(world, cs, 15);
}

/* In force over the whole hour, to the minute; also if it begins only then. */
static void test_consent_over_the_hour(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t from = world->starts_at, to = world->starts_at + KIT_HOUR;
	struct cw_case cs;

	(void)state;
	kit_refused(queue_with_consent(world, &cs, from + 1, to + KIT_DAY), "no_consent");
	kit_refused(queue_with_consent(world, &cs, from - KIT_DAY, to - 1), "no_consent");
	cw_later(world, 5 * KIT_MINUTE);
	kit_ok(queue_with_consent(world, &cs, from, to));
	/* It names the consent that it rests on. */
	cw_consented(world, &cs);
	cs.consent.b[0] ^= 1;
	kit_refused(queue(world, &cs, 15), "no_consent");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* What others see of a place: that it is taken, not whose it is. */
static void test_whose_place_is_not_told(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	json_t *place;

	(void)state;
	cw_consented(world, &cs);
	kit_ok(queue(world, &cs, 15));
	place = json_array_get(json_object_get(the_hour(world, world->kim), "places"), 0);
	assert_int_equal(kit_get_int(place, "minutes"), 15);
	assert_null(json_string_value(json_object_get(place, "case")));
	place = json_array_get(json_object_get(the_hour(world, world->coord), "places"), 0);
	assert_null(json_string_value(json_object_get(place, "case")));
	place = json_array_get(json_object_get(the_hour(world, world->ann), "places"), 0);
	assert_non_null(json_string_value(json_object_get(place, "case")));
	cw_world_free(world);
}

static void test_prepare(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	json_t *place;

	(void)state;
	cw_with_contact(world, &cs);
	cw_word(&cs, world->kim, "prepare", NULL, "ready");
	kit_refused(cw_send(&cs, world->kim), "bad_statement");
	kit_ok(queue(world, &cs, 15));
	cw_word(&cs, world->ann, "prepare", NULL, "ready");
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_word(&cs, world->kim, "prepare", NULL, "handled");
	kit_refused(cw_send(&cs, world->kim), "bad_statement");
	cw_word(&cs, world->kim, "prepare", NULL, "needs-info");
	kit_ok(cw_send(&cs, world->kim));
	kit_forget(world->ann);
	cw_word(&cs, world->kim, "prepare", NULL, "ready");
	kit_ok(cw_send(&cs, world->kim));
	assert_non_null(kit_event(world->ann, "case"));
	place = json_array_get(json_object_get(the_hour(world, world->ann), "places"), 0);
	assert_string_equal(kit_get_str(place, "state"), "ready");
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_fifth_case),
		cmocka_unit_test(test_the_61st_minute),
		cmocka_unit_test(test_no_next_hour),
		cmocka_unit_test(test_what_may_be_queued),
		cmocka_unit_test(test_consent_over_the_hour),
		cmocka_unit_test(test_whose_place_is_not_told),
		cmocka_unit_test(test_prepare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
