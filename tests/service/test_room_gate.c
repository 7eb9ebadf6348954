/*
 * The turn of a case and the door of its room: when it opens, who gets in, and that a withdrawal in the
 * middle of the call ends it for both sides.
 */
#include "casework.h"

#include <etatunti/domain/calendar.h>
#include <etatunti/store/txn.h>

static struct kit_reply *join(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *session)
{
	return kit_call(peer, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs->id), "session",
			kit_json_id(session)));
}

static struct kit_reply *object_get(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object)
{
	return kit_call(peer, "object-get",
		json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&cs->id), "objects",
			"object", kit_json_id(object), "rev", 1));
}

static struct et_id open_session(struct cw_world *world, struct cw_case *cs)
{
	struct et_id session = kit_fresh_id(world->kit);

	cw_session_open(cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(cs, world->ann));
	return session;
}

/* From 15 minutes before to an hour after. */
static void test_when(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit);
	struct cw_case cs;
	json_t *error;

	(void)state;
	cw_queued(world, &cs);
	cw_session_open(&cs, world->ann, &world->hour, &session);
	error = kit_refused(cw_send(&cs, world->ann), "hour_closed");
	assert_int_equal(kit_get_int(error, "opens_at"), world->starts_at - 15 * KIT_MINUTE);
	assert_int_equal(kit_get_int(error, "closes_at"), world->starts_at + 2 * KIT_HOUR);
	cw_later(world, world->starts_at - 15 * KIT_MINUTE - 1 - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_refused(cw_send(&cs, world->ann), "hour_closed");
	cw_later(world, 2 * KIT_HOUR + 15 * KIT_MINUTE + 2);
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_refused(cw_send(&cs, world->ann), "hour_closed");
	cw_world_free(world);
}

static void test_one_turn_at_a_time(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case first, second;
	struct et_id session, other = kit_fresh_id(world->kit), hour = cw_hour(world, 1), turn;
	json_t *lobby;

	(void)state;
	cw_queued(world, &first);
	cw_queued(world, &second);
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&first, world->kim, &world->hour, &other);
	kit_refused(cw_send(&first, world->kim), "forbidden");
	cw_session_open(&first, world->ann, &hour, &other);
	kit_refused(cw_send(&first, world->ann), "bad_statement");
	kit_ok(kit_call(
		world->kim, "lobby-enter", json_pack("{s:o}", "hour", kit_json_id(&world->hour))));
	kit_forget(world->kim);
	session = open_session(world, &first);
	lobby = kit_event(world->kim, "lobby");
	assert_non_null(lobby);
	turn = kit_get_id(json_object_get(lobby, "turn"), "session");
	assert_true(et_id_eq(&turn, &session));
	cw_session_open(&second, world->ann, &world->hour, &other);
	kit_refused(cw_send(&second, world->ann), "bad_statement");
	cw_session_open(&first, world->ann, &world->hour, &other);
	kit_refused(cw_send(&first, world->ann), "bad_statement");
	cw_word(&first, world->ann, "unqueue", &world->hour, "");
	kit_refused(cw_send(&first, world->ann), "bad_statement");
	cw_word(&second, world->ann, "session-close", &session, "handled");
	kit_refused(cw_send(&second, world->ann), "bad_statement");
	cw_word(&first, world->ann, "session-close", &other, "handled");
	kit_refused(cw_send(&first, world->ann), "bad_statement");
	cw_word(&first, world->ann, "session-close", &session, "good");
	kit_refused(cw_send(&first, world->ann), "bad_statement");
	cw_word(&first, world->ann, "session-close", &session, "handled");
	kit_ok(cw_send(&first, world->ann));
	/* The id of a session is used once. */
	cw_session_open(&second, world->ann, &world->hour, &session);
	kit_refused(cw_send(&second, world->ann), "bad_statement");
	(void)open_session(world, &second);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_who_gets_in(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session, nowhere = kit_fresh_id(world->kit);
	struct cw_case cs, other;

	(void)state;
	cw_queued(world, &cs);
	cw_queued(world, &other);
	cw_later(world, world->starts_at - kit_now(world->kit));
	kit_refused(join(world->ann, &cs, &nowhere), "forbidden");
	session = open_session(world, &cs);
	kit_ok(join(world->ann, &cs, &session));
	kit_ok(join(world->kim, &cs, &session));
	assert_true(et_id_eq(&world->ann->room, &session));
	assert_true(et_id_eq(&world->kim->room, &session));
	kit_refused(join(world->cid, &cs, &session), "forbidden");
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann }, 1);
	kit_refused(join(world->ben, &cs, &session), "forbidden");
	kit_refused(join(world->coord, &cs, &session), "forbidden");
	assert_true(et_id_is_zero(&world->cid->room));
	/* Being in the hour is no right to another case: the session is of this one. */
	assert_null(kit_call(world->ben, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&other.id), "session",
			kit_json_id(&session)))
			    ->ok);
	cw_world_free(world);
}

/* "Next case": the room closes, everyone in it is told, front stops relaying. */
static void test_next_case(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session, room;
	struct cw_case cs;
	json_t *closed;

	(void)state;
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	session = open_session(world, &cs);
	kit_ok(join(world->ann, &cs, &session));
	kit_ok(join(world->kim, &cs, &session));
	kit_forget(world->kim);
	cw_word(&cs, world->ann, "session-close", &session, "handled");
	kit_ok(cw_send(&cs, world->ann));
	closed = kit_event(world->kim, "closed");
	assert_non_null(closed);
	room = kit_get_id(closed, "room");
	assert_true(et_id_eq(&room, &session));
	assert_string_equal(kit_get_str(closed, "reason"), "next");
	assert_true(et_id_is_zero(&world->kim->room));
	assert_true(et_id_is_zero(&world->ann->room));
	assert_null(join(world->kim, &cs, &session)->ok);
	cw_world_free(world);
}

/* The client says stop in the middle of the call. */
static void test_withdrawn_in_the_call(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session, question = kit_fresh_id(world->kit);
	struct cw_case cs;
	json_t *closed, *item;

	(void)state;
	cw_queued(world, &cs);
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at - kit_now(world->kit));
	session = open_session(world, &cs);
	kit_ok(join(world->ann, &cs, &session));
	kit_ok(join(world->kim, &cs, &session));
	kit_forget(world->kim);
	kit_forget(world->ann);

	cw_revoke(&cs, world->ben);
	kit_ok(cw_send(&cs, world->ben));
	assert_non_null(kit_event(world->kim, "case"));
	closed = kit_event(world->kim, "closed");
	assert_non_null(closed);
	assert_string_equal(kit_get_str(closed, "reason"), "withdrawn");
	closed = kit_event(world->ann, "closed");
	assert_non_null(closed);
	assert_true(et_id_is_zero(&world->kim->room));
	assert_true(et_id_is_zero(&world->ann->room));
	kit_refused(join(world->kim, &cs, &session), "no_consent");
	assert_null(join(world->ann, &cs, &session)->ok);
	kit_refused(object_get(world->kim, &cs, &question), "no_consent");
	item = json_array_get(
		json_object_get(kit_ok(kit_call(world->ann, "case-list", NULL)), "cases"), 0);
	assert_true(json_is_null(json_object_get(item, "session")));
	assert_true(json_is_null(json_object_get(item, "hour")));
	cw_word(&cs, world->ann, "session-close", &session, "handled");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A call with Kela five minutes before its consent runs out. */
static struct et_id call_on_a_short_consent(struct cw_world *world, struct cw_case *cs)
{
	struct et_id session;

	cw_open(world, cs);
	cw_consent(cs, world->ann, world->starts_at + KIT_HOUR - kit_now(world->kit), NULL);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->ben, "consent-ack");
	kit_ok(cw_send(cs, world->ben));
	cw_member_add(cs, world->ann, world->kim, "SC");
	cw_grant(cs, world->ann, world->kim, 'S', &cs->consent);
	cw_queue(cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(cs, world->ann));
	cw_later(world, world->starts_at + 55 * KIT_MINUTE - kit_now(world->kit));
	session = open_session(world, cs);
	kit_ok(join(world->kim, cs, &session));
	return session;
}

/* One turn of the timers, which say so and whose transaction is lost: whether the peer is hung up on. */
static bool hung_up_in_a_lost_turn(struct kit *kit, const struct kit_peer *peer, enum et_err timers)
{
	struct et_delivery out;
	bool hung_up = false;

	assert_int_equal(et_store_txn_begin(kit->store, "test"), ET_OK);
	assert_int_equal(et_service_timers(kit->service), timers);
	et_store_txn_rollback(kit->store);
	assert_int_equal(et_service_lost(kit->service), ET_OK);
	while (et_service_next_delivery(kit->service, &out)) {
		assert_int_not_equal(out.type, ET_DELIVER_TEXT);
		hung_up = hung_up || (out.type == ET_DELIVER_CLOSE && out.front == peer->front);
	}
	return hung_up;
}

/* Without room for the row about it the room can't be closed in good form: who is in it is cut off. */
static void test_runs_out_without_room_for_the_row(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;
	struct et_id session = call_on_a_short_consent(world, &cs);
	struct kit_reply *reply;
	bool hung_up = false;
	int64_t pages;

	(void)state;
	assert_int_equal(et_store_page_count(kit->store, &pages), ET_OK);
	assert_int_equal(et_store_limit_pages(kit->store, pages), ET_OK);
	do {
		kit_advance(kit, 100);
		reply = kit_call(world->ben, "session-list",
			json_pack("{s:o}", "uid", kit_json_id(&world->ben->uid)));
	} while (reply->error == NULL);
	kit_refused(reply, "storage_full");
	assert_true(et_id_eq(&world->kim->room, &session));
	et_env_fake_advance(&kit->fake, 5 * KIT_MINUTE);
	/* Each thing that is due fails by itself, one a turn. */
	for (int turn = 0; turn < 5 && !hung_up; turn++)
		hung_up = hung_up_in_a_lost_turn(kit, world->kim, ET_STORAGE_FULL);
	assert_true(hung_up);
	assert_int_equal(et_store_limit_pages(kit->store, 0), ET_OK);
	cw_world_free(world);
}

/* A consent that runs out during the call ends the room at that instant. */
static void test_runs_out_in_the_call(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	struct et_id session = call_on_a_short_consent(world, &cs);
	json_t *closed;

	(void)state;
	kit_advance(world->kit, 5 * KIT_MINUTE - 1);
	assert_true(et_id_eq(&world->kim->room, &session));
	kit_advance(world->kit, 1);
	assert_true(et_id_is_zero(&world->kim->room));
	closed = kit_event(world->kim, "closed");
	assert_non_null(closed);
	assert_string_equal(kit_get_str(closed, "reason"), "expired");
	kit_refused(join(world->kim, &cs, &session), "no_consent");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The last day is whole: it ends at midnight in Helsinki, and with it a call that goes on for that long. */
static void test_ends_at_midnight(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t midnight = et_calendar_day_end_ms(et_calendar_date(world->starts_at));
	struct et_id session, question = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	assert_int_equal(et_calendar_minute(midnight), 0);
	assert_int_equal(midnight % KIT_DAY, 22 * KIT_HOUR);
	cw_open(world, &cs);
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	cw_consent(&cs, world->ann, midnight - kit_now(world->kit), NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	cw_member_add(&cs, world->ann, world->kim, "SC");
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at + 110 * KIT_MINUTE - kit_now(world->kit));
	session = open_session(world, &cs);
	kit_ok(join(world->ann, &cs, &session));
	kit_ok(join(world->kim, &cs, &session));
	kit_advance(world->kit, midnight - 1 - kit_now(world->kit));
	assert_true(et_id_eq(&world->kim->room, &session));
	kit_ok(object_get(world->kim, &cs, &question));
	kit_advance(world->kit, 1);
	assert_true(et_id_is_zero(&world->kim->room));
	assert_true(et_id_is_zero(&world->ann->room));
	assert_string_equal(kit_get_str(kit_event(world->kim, "closed"), "reason"), "expired");
	assert_string_equal(kit_get_str(kit_event(world->ann, "closed"), "reason"), "expired");
	kit_refused(object_get(world->kim, &cs, &question), "no_consent");
	assert_int_equal(kit_log_count(world->kit, "room-expire", "ok"), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

/*
 * The disk is full at the very instant in which the consent runs out: the record does not say that the
 * room closed, but nobody stays in it. Whoever was in comes back, and the room is not open to them.
 */
static void test_runs_out_on_a_full_disk(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct et_id session;
	struct cw_case cs;

	(void)state;
	session = call_on_a_short_consent(world, &cs);
	kit_advance(kit, 5 * KIT_MINUTE - 1);
	et_env_fake_advance(&kit->fake, 1);
	assert_true(hung_up_in_a_lost_turn(kit, world->kim, ET_OK));
	kit_cut(world->kim);
	world->kim = kit_connect_as(world->kim);
	kit_sign_in(world->kim);
	kit_refused(join(world->kim, &cs, &session), "no_consent");
	kit_verify(kit);
	cw_world_free(world);
}

/* Taken out of the pair in the middle of the call: out of room and lobby with the same breath. */
static void test_left_the_pair(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_id *hour = &world->hour;
	struct et_id session;
	struct cw_case cs;
	json_t *event;

	(void)state;
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	session = open_session(world, &cs);
	kit_ok(join(world->ann, &cs, &session));
	kit_ok(join(world->ben, &cs, &session));
	kit_ok(kit_call(world->ann, "lobby-enter", json_pack("{s:o}", "hour", kit_json_id(hour))));
	kit_ok(kit_call(world->ben, "lobby-enter", json_pack("{s:o}", "hour", kit_json_id(hour))));
	kit_forget(world->ann);
	cw_set_pair(world, (struct kit_peer *[]){ world->ann, world->cid }, 2);
	assert_true(et_id_is_zero(&world->ben->room));
	assert_true(et_id_eq(&world->ann->room, &session));
	event = kit_event(world->ann, "peers");
	assert_non_null(event);
	assert_int_equal(json_array_size(json_object_get(event, "peers")), 1);
	event = kit_event(world->ann, "lobby");
	assert_non_null(event);
	assert_int_equal(json_array_size(json_object_get(event, "present")), 1);
	kit_refused(join(world->ben, &cs, &session), "forbidden");
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_one_turn_at_a_time),
		cmocka_unit_test(test_who_gets_in),
		cmocka_unit_test(test_next_case),
		cmocka_unit_test(test_withdrawn_in_the_call),
		cmocka_unit_test(test_runs_out_in_the_call),
		cmocka_unit_test(test_runs_out_without_room_for_the_row),
		cmocka_unit_test(test_ends_at_midnight),
		cmocka_unit_test(test_runs_out_on_a_full_disk),
		cmocka_unit_test(test_left_the_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
