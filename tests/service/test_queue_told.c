/* Who hears of what has become of the queue: everyone concerned once, nobody of an own act. */
#include "hourwork.h"

static const struct et_id none;

static void send(struct cw_case *cs, struct kit_peer *by)
{
	kit_ok(cw_send(cs, by));
}

static void forget(struct cw_world *world)
{
	kit_forget(world->coord);
	kit_forget(world->ann);
	kit_forget(world->ben);
	kit_forget(world->cid);
	kit_forget(world->kim);
}

/* How often the peer has been told so since; forgets all else. */
static size_t heard(struct kit_peer *peer, const char *event)
{
	size_t times = 0;

	while (kit_event(peer, event) != NULL)
		times++;
	return times;
}

static void expect_place(
	struct cw_world *world, size_t ann, size_t ben, size_t kim, const char *reason)
{
	json_t *event = kit_event(world->ben, "place");

	if (ben > 0) {
		assert_non_null(event);
		assert_string_equal(kit_get_str(event, "reason"), reason);
	}
	assert_int_equal(heard(world->ben, "place") + (event != NULL), ben);
	assert_int_equal(heard(world->ann, "place"), ann);
	assert_int_equal(heard(world->kim, "place"), kim);
	assert_int_equal(heard(world->cid, "place"), 0);
	assert_int_equal(heard(world->coord, "place"), 0);
}

/* In the hour, all of its 60 minutes taken; Kela has a part in both. */
static void fill(struct cw_world *world, struct cw_case full[2])
{
	for (size_t i = 0; i < 2; i++) {
		cw_with_contact(world, &full[i]);
		cw_queue(&full[i], world->ann, &world->hour, 30);
		send(&full[i], world->ann);
	}
}

/* A consent that reaches the next hour, not the one after it. */
static void consented_shortly(struct cw_world *world, struct cw_case *cs)
{
	cw_with_contact(world, cs);
	cw_consent(cs, world->ann, 10 * KIT_DAY, &cs->consent);
	send(cs, world->ann);
	cw_point(cs, world->ben, "consent-ack");
	send(cs, world->ben);
}

static void test_asking_is_no_news(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1);
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	forget(world);
	cw_queue(&cs, world->ann, &none, 15);
	send(&cs, world->ann);
	hw_expect_place(world, &cs, "2026-03-09");
	expect_place(world, 0, 0, 0, NULL);
	cw_place(&cs, world->ben, &second, 0);
	send(&cs, world->ben);
	cw_word(&cs, world->ben, "unqueue", &second, "");
	send(&cs, world->ben);
	expect_place(world, 0, 0, 0, NULL);
	cw_world_free(world);
}

/* What somebody's own act does to other cases, that person hears as well: it is theirs too. */
static void test_room_for_another(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case full[2], cs;

	(void)state;
	fill(world, full);
	consented_shortly(world, &cs);
	cw_queue(&cs, world->ann, &none, 15);
	send(&cs, world->ann);
	hw_expect_place(world, &cs, NULL);
	forget(world);
	cw_word(&full[0], world->ann, "unqueue", &world->hour, "");
	send(&full[0], world->ann);
	hw_expect_place(world, &cs, "2026-03-09");
	expect_place(world, 1, 1, 1, "free");
	cw_world_free(world);
}

/* The second eyes give the case its place: the author of that knows, the others are told. */
static void test_by_the_own_consent(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_queue(&cs, world->ann, &none, 15);
	send(&cs, world->ann);
	cw_word(&cs, world->ann, "unqueue", &world->hour, "");
	send(&cs, world->ann);
	cw_consent(&cs, world->ann, KIT_DAY, &cs.consent);
	send(&cs, world->ann);
	cw_point(&cs, world->ben, "consent-ack");
	send(&cs, world->ben);
	cw_queue(&cs, world->ann, &none, 15);
	send(&cs, world->ann);
	hw_expect_place(world, &cs, NULL);
	cw_consent(&cs, world->ann, 100 * KIT_DAY, &cs.consent);
	send(&cs, world->ann);
	forget(world);
	cw_point(&cs, world->ben, "consent-ack");
	send(&cs, world->ben);
	hw_expect_place(world, &cs, "2026-03-09");
	assert_int_equal(heard(world->ben, "place"), 0);
	assert_int_equal(heard(world->ann, "place"), 1);
	assert_int_equal(heard(world->kim, "place"), 1);
	cw_world_free(world);
}

/* How many consents do not cover an hour is on the coordinators' pages: a new one opens or closes a gap. */
static void test_a_gap(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	json_t *event;
	struct et_id hour;

	(void)state;
	cw_with_contact(world, &cs);
	cw_queue(&cs, world->ann, &world->hour, 15);
	send(&cs, world->ann);
	for (size_t i = 0; i < 2; i++) {
		forget(world);
		cw_consent(&cs, world->ann, i == 0 ? KIT_HOUR : 100 * KIT_DAY, &cs.consent);
		send(&cs, world->ann);
		event = kit_event(world->coord, "hour");
		assert_non_null(event);
		hour = kit_get_id(event, "hour");
		assert_true(et_id_eq(&hour, &world->hour));
		forget(world);
		cw_point(&cs, world->ben, "consent-ack");
		send(&cs, world->ben);
		assert_int_equal(heard(world->coord, "hour"), 1);
	}
	cw_world_free(world);
}

static void test_carried_over(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	send(&cs, world->ann);
	forget(world);
	cw_word(&cs, world->ann, "session-close", &session, "carried-over");
	send(&cs, world->ann);
	expect_place(world, 0, 1, 1, "carried-over");
	cw_world_free(world);
}

/* A decision about an hour: each case once, to each person, where it is in the end. */
static void test_cancelled(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case full[2];

	(void)state;
	fill(world, full);
	forget(world);
	kit_ok(hw_decide(world, "2026-03-09", "cancelled", "", "", "koulutus"));
	hw_expect_place(world, &full[0], "2026-03-16");
	hw_expect_place(world, &full[1], "2026-03-16");
	kit_forget(world->coord);
	expect_place(world, 2, 2, 2, "hour-cancelled");
	cw_world_free(world);
}

static void expect_line(struct cw_world *world, size_t times)
{
	assert_int_equal(heard(world->coord, "queue"), times);
	assert_int_equal(heard(world->ann, "queue"), times);
	assert_int_equal(heard(world->ben, "queue"), times);
	assert_int_equal(heard(world->kim, "queue"), times);
	assert_int_equal(heard(world->cid, "queue"), 0);
}

/* A line that becomes longer or shorter is told to the people of its series, also where no hour is touched. */
static void test_the_line_changes(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case full[2], cs;
	struct et_id series;
	json_t *event;

	(void)state;
	fill(world, full);
	consented_shortly(world, &cs);
	forget(world);
	cw_queue(&cs, world->ann, &none, 15);
	send(&cs, world->ann);
	event = kit_event(world->cid, "queue");
	assert_null(event);
	event = kit_event(world->kim, "queue");
	assert_non_null(event);
	series = kit_get_id(event, "series");
	assert_true(et_id_eq(&series, &world->series));
	assert_null(kit_event(world->coord, "hour")); /* none is touched */
	forget(world);
	/* Out of it by its own, in again, and into an hour. */
	cw_word(&cs, world->ann, "unqueue", &none, "");
	send(&cs, world->ann);
	expect_line(world, 1);
	cw_queue(&cs, world->ann, &none, 15);
	send(&cs, world->ann);
	expect_line(world, 1);
	cw_word(&full[0], world->ann, "unqueue", &world->hour, "");
	send(&full[0], world->ann);
	expect_line(world, 1);
	/* Nobody waits: no line. */
	cw_word(&full[1], world->ann, "unqueue", &world->hour, "");
	send(&full[1], world->ann);
	expect_line(world, 0);
	/* The consent of one that waits is withdrawn. */
	kit_ok(hw_decide(world, "2026-03-09", "cancelled", "", "", "koulutus"));
	hw_expect_place(world, &cs, NULL);
	expect_line(world, 1);
	cw_revoke(&cs, world->ben);
	send(&cs, world->ben);
	expect_line(world, 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asking_is_no_news),
		cmocka_unit_test(test_room_for_another),
		cmocka_unit_test(test_by_the_own_consent),
		cmocka_unit_test(test_a_gap),
		cmocka_unit_test(test_carried_over),
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_the_line_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
