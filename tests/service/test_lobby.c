/*
 * The hour itself: lobby, room, and everything that closes a room.
 */
#include <string.h>

#include "casework.h"

static json_t *hour_params(const struct et_id *hour)
{
	return json_pack("{s:o}", "hour", kit_json_id(hour));
}

static struct kit_reply *join(
	struct kit_peer *peer, const struct et_id *case_id, const struct et_id *session)
{
	return kit_call(peer, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(case_id), "session",
			kit_json_id(session)));
}

/* A queued case on the day of its hour, everyone signed in, ten minutes before it. */
static struct cw_world *at_the_hour(struct cw_case *cs)
{
	struct cw_world *world = cw_world_new();

	cw_queued(world, cs);
	cw_later(world, world->starts_at - 10 * KIT_MINUTE - kit_now(world->kit));
	ET_LIST_EACH(&world->kit->peers, it, after)
	kit_forget(ET_CONTAINER(it, struct kit_peer, link));
	return world;
}

/* And its session is open. */
static struct cw_world *in_the_hour(struct cw_case *cs, struct et_id *session)
{
	struct cw_world *world = at_the_hour(cs);

	*session = kit_fresh_id(world->kit);
	cw_session_open(cs, world->ann, &world->hour, session);
	kit_ok(cw_send(cs, world->ann));
	return world;
}

static void the_lobby_opens_and_closes(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t opens = world->starts_at - 15 * KIT_MINUTE;
	json_t *error, *lobby;

	(void)state;
	error = kit_refused(
		kit_call(world->ann, "lobby-enter", hour_params(&world->hour)), "hour_closed");
	assert_int_equal(kit_get_int(error, "opens_at"), opens);
	assert_int_equal(kit_get_int(error, "closes_at"), world->starts_at + 2 * KIT_HOUR);
	cw_later(world, opens - kit_now(world->kit) - 1);
	kit_refused(kit_call(world->ann, "lobby-enter", hour_params(&world->hour)), "hour_closed");
	kit_advance(world->kit, 1);
	lobby = kit_ok(kit_call(world->ann, "lobby-enter", hour_params(&world->hour)));
	assert_int_equal(json_array_size(json_object_get(lobby, "present")), 1);
	assert_true(json_is_null(json_object_get(lobby, "turn")));
	/* not of this series; no role in it; no such hour */
	kit_refused(kit_call(world->cid, "lobby-enter", hour_params(&world->hour)), "forbidden");
	kit_refused(kit_call(world->coord, "lobby-enter", hour_params(&world->hour)), "forbidden");
	kit_refused(kit_call(world->ann, "lobby-enter", hour_params(&world->pair_a)), "forbidden");
	cw_later(world, 2 * KIT_HOUR + 16 * KIT_MINUTE);
	kit_refused(kit_call(world->ann, "lobby-enter", hour_params(&world->hour)), "hour_closed");
	cw_world_free(world);
}

static void who_is_there_and_whose_turn(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id case_id, session = kit_fresh_id(world->kit), seen;
	json_t *event, *turn;

	(void)state;
	kit_ok(kit_call(world->ann, "lobby-enter", hour_params(&world->hour)));
	turn = json_object_get(
		kit_ok(kit_call(world->kim, "lobby-enter", hour_params(&world->hour))), "turn");
	assert_int_equal(kit_get_int(turn, "pos"), 1);
	assert_true(json_is_true(json_object_get(turn, "mine")));
	assert_true(json_is_false(json_object_get(turn, "open")));
	case_id = kit_get_id(turn, "case");
	assert_true(et_id_eq(&case_id, &cs.id));
	assert_null(json_object_get(turn, "session"));
	assert_non_null(kit_event(world->ann, "lobby")); /* my own coming */
	event = kit_event(world->ann, "lobby");
	assert_int_equal(json_array_size(json_object_get(event, "present")), 2);
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_forget(world->kim);
	kit_ok(cw_send(&cs, world->ann));
	event = kit_event(world->kim, "lobby");
	seen = kit_get_id(json_object_get(event, "turn"), "session");
	assert_true(et_id_eq(&seen, &session));
	/* whoever goes, or is cut off, is gone from the lobby */
	kit_forget(world->ann);
	kit_cut(world->kim);
	event = kit_event(world->ann, "lobby");
	assert_int_equal(json_array_size(json_object_get(event, "present")), 1);
	kit_ok(kit_call(world->ann, "lobby-leave", hour_params(&world->hour)));
	kit_ok(kit_call(world->ann, "lobby-leave", hour_params(&world->hour)));
	cw_world_free(world);
}

/* Being in the hour is no right to a case: a member of the series without the case sees no more. */
static void the_lobby_tells_no_case(void **state)
{
	struct cw_case cs;
	struct cw_world *world = cw_world_new();
	json_t *turn;

	(void)state;
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, 300 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at - kit_now(world->kit));
	/* the contact has not been let into the case */
	turn = json_object_get(
		kit_ok(kit_call(world->kim, "lobby-enter", hour_params(&world->hour))), "turn");
	assert_true(json_is_false(json_object_get(turn, "mine")));
	assert_null(json_object_get(turn, "case"));
	cw_world_free(world);
}

static void the_room_of_a_case(void **state)
{
	struct et_id session, none = { { 0 } };
	struct cw_case cs;
	struct cw_world *world = in_the_hour(&cs, &session);
	json_t *ok;

	(void)state;
	ok = kit_ok(join(world->ann, &cs.id, &session));
	assert_int_equal(json_array_size(json_object_get(ok, "peers")), 1);
	assert_true(et_id_eq(&world->ann->room, &session));
	ok = kit_ok(join(world->kim, &cs.id, &session));
	assert_int_equal(json_array_size(json_object_get(ok, "peers")), 2);
	assert_non_null(kit_event(world->ann, "peers"));
	assert_int_equal(
		json_array_size(json_object_get(kit_event(world->ann, "peers"), "peers")), 2);
	/* strangers, other sessions, other cases */
	kit_refused(join(world->cid, &cs.id, &session), "forbidden");
	kit_refused(join(world->coord, &cs.id, &session), "forbidden");
	kit_refused(join(world->ann, &cs.id, &world->hour), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "room-join", "ok"), 2);
	assert_int_equal(kit_log_count(world->kit, "room-join", "forbidden"), 3);
	kit_forget(world->kim);
	kit_ok(kit_call(
		world->ann, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	assert_true(et_id_eq(&world->ann->room, &none));
	assert_int_equal(
		json_array_size(json_object_get(kit_event(world->kim, "peers"), "peers")), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void the_next_case_closes_the_room(void **state)
{
	struct et_id session, none = { { 0 } };
	struct cw_case cs;
	struct cw_world *world = in_the_hour(&cs, &session);

	(void)state;
	kit_ok(join(world->ann, &cs.id, &session));
	kit_ok(join(world->kim, &cs.id, &session));
	cw_word(&cs, world->ann, "session-close", &session, "handled");
	kit_ok(cw_send(&cs, world->ann));
	assert_string_equal(kit_get_str(kit_event(world->kim, "closed"), "reason"), "next");
	assert_true(et_id_eq(&world->kim->room, &none) && et_id_eq(&world->ann->room, &none));
	kit_refused(join(world->kim, &cs.id, &session), "hour_closed");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Withdrawn in the middle of the call: both sides out at once, Kela's access gone. */
static void a_withdrawn_consent_closes_the_room(void **state)
{
	struct et_id session, none = { { 0 } };
	struct cw_case cs;
	struct cw_world *world = in_the_hour(&cs, &session);

	(void)state;
	kit_ok(join(world->ann, &cs.id, &session));
	kit_ok(join(world->kim, &cs.id, &session));
	kit_forget(world->kim);
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	assert_true(et_id_eq(&world->kim->room, &none) && et_id_eq(&world->ann->room, &none));
	assert_non_null(kit_event(world->kim, "case"));
	assert_string_equal(kit_get_str(kit_event(world->kim, "closed"), "reason"), "withdrawn");
	assert_string_equal(kit_get_str(kit_event(world->ann, "closed"), "reason"), "withdrawn");
	kit_refused(join(world->kim, &cs.id, &session), "no_consent");
	kit_refused(join(world->ann, &cs.id, &session), "no_consent");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A consent that ends by its dates closes the room at that very instant. */
static void an_expired_consent_closes_the_room(void **state)
{
	struct et_id session, none = { { 0 } };
	struct cw_world *world = cw_world_new();
	int64_t ends_at = world->starts_at + KIT_HOUR;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, ends_at - kit_now(world->kit), NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	cw_member_add(&cs, world->ann, world->kim, "SC");
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	cw_queue(&cs, world->ann, &world->hour, 30);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at + 50 * KIT_MINUTE - kit_now(world->kit));
	session = kit_fresh_id(world->kit);
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(join(world->ann, &cs.id, &session));
	kit_ok(join(world->kim, &cs.id, &session));
	kit_advance(world->kit, ends_at - kit_now(world->kit) - 1);
	assert_true(et_id_eq(&world->kim->room, &session));
	kit_advance(world->kit, 1);
	assert_true(et_id_eq(&world->kim->room, &none) && et_id_eq(&world->ann->room, &none));
	assert_string_equal(kit_get_str(kit_event(world->kim, "closed"), "reason"), "expired");
	kit_refused(join(world->kim, &cs.id, &session), "no_consent");
	assert_int_equal(kit_log_count(world->kit, "room-expire", "ok"), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Nobody is idle in a call, and a cut one can be taken up again. */
static void a_call_keeps_the_session(void **state)
{
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = in_the_hour(&cs, &session);
	struct kit_peer *again;

	(void)state;
	kit_ok(join(world->ann, &cs.id, &session));
	kit_advance(world->kit, 40 * KIT_MINUTE);
	assert_false(world->ann->closed);
	assert_true(world->ben->closed);
	again = kit_connect_as(world->ann);
	kit_cut(world->ann);
	kit_ok(kit_reproof(again));
	kit_ok(join(again, &cs.id, &session));
	kit_ok(kit_call(again, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	kit_advance(world->kit, 31 * KIT_MINUTE);
	assert_true(again->closed);
	cw_world_free(world);
}

/* Rows make a signed checkpoint: after a minute, or at once when there are very many. */
static void checkpoints(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	size_t before;

	(void)state;
	kit_advance(kit, KIT_MINUTE);
	before = kit->checkpoint_count;
	assert_true(before > 0);
	kit_advance(kit, 3 * KIT_MINUTE);
	assert_int_equal(kit->checkpoint_count, before);
	kit_refused(kit_call(world->ann, "pending-list", NULL), "forbidden");
	kit_forget(world->kim);
	kit_advance(kit, KIT_MINUTE);
	assert_int_equal(kit->checkpoint_count, before + 1);
	assert_non_null(kit_event(world->kim, "checkpoint"));
	for (int i = 0; i < 257; i++) {
		kit_refused(kit_call(world->ann, "pending-list", NULL), "forbidden");
		kit_advance(kit, 1);
	}
	assert_int_equal(kit->checkpoint_count, before + 2);
	kit_verify(kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lobby_opens_and_closes),
		cmocka_unit_test(who_is_there_and_whose_turn),
		cmocka_unit_test(the_lobby_tells_no_case),
		cmocka_unit_test(the_room_of_a_case),
		cmocka_unit_test(the_next_case_closes_the_room),
		cmocka_unit_test(a_withdrawn_consent_closes_the_room),
		cmocka_unit_test(an_expired_consent_closes_the_room),
		cmocka_unit_test(a_call_keeps_the_session),
		cmocka_unit_test(checkpoints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
