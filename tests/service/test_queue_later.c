/*
 * Where a case goes that loses its hour: to the next place after it, never to an earlier one, never to the one in
 * which its turn was; and to the millisecond when an hour is over.
 */
#include "hourwork.h"

#include <etatunti/domain/agenda.h>
#include <etatunti/domain/weekly.h>
#include <etatunti/store/txn.h>

#include "service/queue_clock.h"

static void send(struct cw_case *cs, struct kit_peer *by)
{
	kit_ok(cw_send(cs, by));
}

/* In the second hour, with a consent for so long; the first one is empty. */
static void queued_second(struct cw_world *world, struct cw_case *cs, int64_t days)
{
	struct et_id second = cw_hour(world, 1);

	cw_open(world, cs);
	cw_consent(cs, world->ann, days * KIT_DAY, NULL);
	send(cs, world->ann);
	cw_point(cs, world->ben, "consent-ack");
	send(cs, world->ben);
	cw_queue(cs, world->ann, &second, 15);
	send(cs, world->ann);
}

/* Where hour-preview says that the one case of 16 March goes: the day of that hour in the rule, NULL: it waits. */
static void expect_preview(struct cw_world *world, const char *state, const char *to_date,
	const char *to_start, const char *date)
{
	json_t *ok = kit_ok(kit_call(world->coord, "hour-preview",
		json_pack("{s:o, s:s, s:s, s:s, s:s}", "series", kit_json_id(&world->series),
			"date", "2026-03-16", "state", state, "to_date", to_date, "to_start",
			to_start)));
	json_t *to = json_incref(json_array_get(json_object_get(ok, "goes"), 0));
	struct et_id id, wanted;

	assert_int_equal(kit_get_int(to, "count"), 1);
	if (date == NULL) {
		assert_true(json_is_null(json_object_get(to, "to_hour")));
	} else {
		id = kit_get_id(to, "to_hour");
		wanted = kit_get_id(hw_hour_on(world, date), "hour");
		assert_true(et_id_eq(&id, &wanted));
	}
	json_decref(to);
}

static void test_cancelled(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	queued_second(world, &cs, 300);
	expect_preview(world, "cancelled", "", "", "2026-03-23");
	kit_ok(hw_decide(world, "2026-03-16", "cancelled", "", "", "koulutus"));
	hw_expect_place(world, &cs, "2026-03-23");
	/* And again. */
	kit_ok(hw_decide(world, "2026-03-23", "cancelled", "", "", "koulutus"));
	hw_expect_place(world, &cs, "2026-03-30");
	/* The pair itself may go back. */
	cw_place(&cs, world->ann, &world->hour, 0);
	send(&cs, world->ann);
	hw_expect_place(world, &cs, "2026-03-09");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* No later hour has a place for it: it waits, with room before it; its own hour may come back. */
static void test_cancelled_and_kept(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	queued_second(world, &cs, 16);
	expect_preview(world, "cancelled", "", "", NULL);
	kit_ok(hw_decide(world, "2026-03-16", "cancelled", "", "", "koulutus"));
	hw_expect_place(world, &cs, NULL);
	kit_advance(world->kit, 2 * KIT_MINUTE); /* the clock's settling knows it too */
	hw_expect_place(world, &cs, NULL);
	kit_ok(hw_decide(world, "2026-03-16", "planned", "", "", ""));
	hw_expect_place(world, &cs, "2026-03-16");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* An hour that moves to where the consent does not reach: not to the one before it either. */
static void test_moved(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	queued_second(world, &cs, 16);
	expect_preview(world, "moved", "2026-03-25", "12:00", NULL);
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-25", "12:00", "koulutus"));
	hw_expect_place(world, &cs, NULL);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Those that stay in an hour that moves to an earlier day go with it; nothing is lost by that. */
static void test_moved_to_before(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	queued_second(world, &cs, 300);
	expect_preview(world, "moved", "2026-03-05", "12:00", "2026-03-16");
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-05", "12:00", "koulutus"));
	hw_expect_place(world, &cs, "2026-03-16");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Its turn was called a quarter before the hour, and put off: not into the very same hour, wherever that moves. */
static void test_carried_before_it_begins(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit);
	struct cw_case cs, brief;

	(void)state;
	cw_queued(world, &cs);
	cw_open(world, &brief);
	cw_consent(&brief, world->ann, 9 * KIT_DAY, NULL);
	send(&brief, world->ann);
	cw_point(&brief, world->ben, "consent-ack");
	send(&brief, world->ben);
	cw_queue(&brief, world->ann, &world->hour, 15);
	send(&brief, world->ann);
	cw_later(world, world->starts_at - 10 * KIT_MINUTE - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	cw_word(&cs, world->ann, "session-close", &session, "carried-over");
	send(&cs, world->ann);
	hw_expect_place(world, &cs, "2026-03-16");
	session = kit_fresh_id(world->kit);
	cw_session_open(&brief, world->ann, &world->hour, &session);
	cw_word(&brief, world->ann, "session-close", &session, "carried-over");
	send(&brief, world->ann);
	hw_expect_place(world, &brief, NULL);
	kit_ok(hw_decide(world, "2026-03-09", "moved", "2026-03-10", "12:00", "koulutus"));
	hw_expect_place(world, &brief, NULL);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* In the middle of it: to the next one. */
static void test_carried_during_it(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	cw_later(world, world->starts_at + 30 * KIT_MINUTE - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	cw_word(&cs, world->ann, "session-close", &session, "carried-over");
	send(&cs, world->ann);
	hw_expect_place(world, &cs, "2026-03-16");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A pair that the coordinator has taken out of the series moves nothing there any more; it can leave. */
static void test_pair_taken_out(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series series = hw_mondays(world);
	struct et_id second = cw_hour(world, 1);
	struct cw_case cs, other;

	(void)state;
	cw_queued(world, &cs);
	cw_queued(world, &other);
	series.pairs[0] = world->pair_b;
	hw_set(world, &series);
	cw_place(&cs, world->ann, &second, 0);
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_place(&cs, world->ann, &world->hour, 2);
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_word(&cs, world->ann, "unqueue", &world->hour, "");
	send(&cs, world->ann);
	kit_verify(world->kit);
	cw_world_free(world);
}

static const char *stand_in_line(struct cw_world *world, struct cw_case *cs)
{
	const struct et_id none = { { 0 } };
	struct kit_reply *reply;

	cw_case_init(cs, world->kit);
	cs->lane = "general";
	cs->series = world->series;
	cw_create(cs, world->ann, &world->pair_a);
	cw_queue(cs, world->ann, &none, 30);
	kit_advance(world->kit, 200);
	reply = cw_send(cs, world->ann);
	return reply->error;
}

/* The line is read as a whole, at the start of the server too: it has an end, and is settled at it. */
static void test_the_end_of_the_line(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series series = hw_mondays(world);
	struct cw_case cs;

	(void)state;
	series.last = series.first;
	hw_set(world, &series);
	for (int i = 0; i < 2 + ET_AGENDA_LINE_MAX; i++)
		assert_null(stand_in_line(world, &cs));
	assert_string_equal(stand_in_line(world, &cs), "hour_full");
	kit_restart(world->kit);
	kit_advance(world->kit, KIT_MINUTE);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* What the clock says of the hour at that instant; nothing of it stays. */
static enum et_err over_at(struct cw_world *world, int64_t at)
{
	struct et_store *store = world->kit->store;
	struct et_line line;
	enum et_err err;

	assert_int_equal(et_store_txn_begin(store, "over"), ET_OK);
	et_line_init(&line, store, world->kit->arena, at);
	err = et_queue_hour_over(&line, &world->hour);
	et_store_txn_rollback(store);
	return err;
}

/* An hour after its end, to the millisecond: till then a session may be opened, from then on it is carried over. */
static void test_over_at_the_instant(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t closes = world->starts_at + ET_WEEKLY_HOUR_MS + 60 * KIT_MINUTE;
	struct et_id session = kit_fresh_id(world->kit);
	struct cw_case cs, left;

	(void)state;
	cw_queued(world, &cs);
	cw_queued(world, &left);
	assert_int_equal(over_at(world, closes), ET_NOT_FOUND);
	assert_int_equal(over_at(world, closes + 1), ET_OK);
	cw_later(world, closes - kit_now(world->kit));
	hw_expect_place(world, &left, "2026-03-09");
	cw_session_open(&cs, world->ann, &world->hour, &session);
	send(&cs, world->ann);
	kit_advance(world->kit, 1);
	session = kit_fresh_id(world->kit);
	cw_session_open(&left, world->ann, &world->hour, &session);
	kit_refused(cw_send(&left, world->ann), "hour_closed");
	kit_advance(world->kit, KIT_MINUTE);
	hw_expect_place(world, &left, "2026-03-16");
	hw_expect_place(world, &cs, "2026-03-09"); /* in turn still */
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_cancelled_and_kept),
		cmocka_unit_test(test_moved),
		cmocka_unit_test(test_moved_to_before),
		cmocka_unit_test(test_carried_before_it_begins),
		cmocka_unit_test(test_carried_during_it),
		cmocka_unit_test(test_pair_taken_out),
		cmocka_unit_test(test_the_end_of_the_line),
		cmocka_unit_test(test_over_at_the_instant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
