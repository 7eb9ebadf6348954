/*
 * Who is in which room and lobby, and among whom front relays: one connection a person in a room, five at most;
 * a lobby that is left when its hour, or one's part in it, is over; who is rung, and by whom.
 */
#include "casework.h"
#include "hourwork.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/hash.h>

static const struct et_id nowhere;

static json_t *hour_param(const struct et_id *hour)
{
	return json_pack("{s:o}", "hour", kit_json_id(hour));
}

static json_t *enter(struct kit_peer *peer, const struct et_id *hour)
{
	return kit_ok(kit_call(peer, "lobby-enter", hour_param(hour)));
}

static struct kit_reply *join(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *session)
{
	return kit_call(peer, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs->id), "session",
			kit_json_id(session)));
}

static struct kit_reply *ring(
	struct kit_peer *by, const struct et_id *hour, const struct kit_peer *whom)
{
	json_t *params = hour_param(hour);

	json_object_set_new(params, "uid", kit_json_id(&whom->uid));
	return kit_call(by, "lobby-call", params);
}

static bool reached(struct kit_reply *reply)
{
	return json_is_true(json_object_get(kit_ok(reply), "reached"));
}

static void expect_called(
	struct kit_peer *peer, const struct et_id *hour, const struct kit_peer *by)
{
	json_t *event = kit_event(peer, "called");
	struct et_id id;

	assert_non_null(event);
	id = kit_get_id(event, "hour");
	assert_true(et_id_eq(&id, hour));
	id = kit_get_id(event, "by");
	assert_true(et_id_eq(&id, &by->uid));
	assert_null(kit_event(peer, "called"));
}

static size_t size(const json_t *object, const char *list)
{
	const json_t *array = json_object_get(object, list);

	assert_true(json_is_array(array));
	return json_array_size(array);
}

static bool lists(const json_t *object, const char *list, const struct et_id *id)
{
	json_t *text = kit_json_id(id), *one;
	bool found = false;
	size_t i;

	json_array_foreach(json_object_get(object, list), i, one)
	{
		found = found || json_equal(one, text);
	}
	json_decref(text);
	return found;
}

/* Half past: the hour is on, a case is queued in it, everyone signed in. */
static struct cw_world *at_the_hour(struct cw_case *cs)
{
	struct cw_world *world = cw_world_new();

	cw_queued(world, cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	return world;
}

static struct et_id open_session(struct cw_world *world, struct cw_case *cs)
{
	struct et_id session = kit_fresh_id(world->kit);

	cw_session_open(cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(cs, world->ann));
	return session;
}

/* ----------------------------------------------------------------------- the room */

static void test_moved(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id session = open_session(world, &cs), conn;
	struct kit_peer *again = kit_connect_as(world->ann);
	json_t *ok, *event;

	(void)state;
	kit_sign_in(again);
	kit_ok(join(world->ann, &cs, &session));
	kit_ok(join(world->kim, &cs, &session));
	kit_forget(world->ann);
	kit_forget(world->kim);
	ok = kit_ok(join(again, &cs, &session));
	/* The two of now, the older connection not among them. */
	assert_int_equal(size(ok, "peers"), 2);
	conn = kit_get_id(json_array_get(json_object_get(ok, "peers"), 1), "conn");
	assert_true(et_id_eq(&conn, &again->conn));
	assert_true(et_id_eq(&world->ann->room, &nowhere));
	assert_true(et_id_eq(&again->room, &session));
	assert_string_equal(kit_get_str(kit_event(world->ann, "closed"), "reason"), "moved");
	assert_null(kit_event(again, "closed"));
	event = kit_event(world->kim, "peers");
	assert_int_equal(size(event, "peers"), 1); /* gone */
	event = kit_event(world->kim, "peers");
	assert_int_equal(size(event, "peers"), 2); /* and there again */
	assert_null(kit_event(world->kim, "closed"));
	assert_int_equal(kit_log_count(world->kit, "room-leave", "ok"), 1);
	/* Back again; and once more on the same one, which moves nobody. */
	kit_ok(join(world->ann, &cs, &session));
	assert_string_equal(kit_get_str(kit_event(again, "closed"), "reason"), "moved");
	kit_ok(join(world->ann, &cs, &session));
	assert_null(kit_event(world->ann, "closed"));
	assert_true(et_id_eq(&world->ann->room, &session));
	/* Who has been put out is no member of it any more: leaving takes nobody else out. */
	kit_ok(kit_call(again, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	assert_true(et_id_eq(&world->ann->room, &session));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_full(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *workers[6] = { world->ann, world->ben }, *again;
	static const char *const names[] = { "dan", "eva", "fay" };
	struct et_id session;
	struct cw_case cs;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		workers[2 + i] = kit_person(world->coord, names[i], "worker");
	cw_set_pair(world, workers, 5);
	cw_consented(world, &cs);
	for (size_t i = 2; i < 5; i++) {
		cw_member_add(&cs, world->ann, workers[i], "PSC");
		kit_ok(cw_send(&cs, world->ann));
	}
	cw_member_add(&cs, world->ann, world->kim, "SC");
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at - kit_now(world->kit));
	workers[0] = world->ann;
	workers[1] = world->ben;
	for (size_t i = 2; i < 5; i++) {
		workers[i] = kit_connect_as(workers[i]);
		kit_sign_in(workers[i]);
	}
	session = open_session(world, &cs);
	for (size_t i = 0; i < 5; i++)
		kit_ok(join(workers[i], &cs, &session));
	kit_refused(join(world->kim, &cs, &session), "room_full");
	assert_true(et_id_eq(&world->kim->room, &nowhere));
	assert_int_equal(kit_log_count(world->kit, "room-join", "room_full"), 1);
	/* In one's own stead there is room, also for who is there already. */
	again = kit_connect_as(world->ben);
	kit_sign_in(again);
	kit_ok(join(again, &cs, &session));
	kit_ok(join(workers[3], &cs, &session));
	kit_refused(join(world->kim, &cs, &session), "room_full");
	kit_cut(workers[4]);
	kit_ok(join(world->kim, &cs, &session));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The id of a session is never one of a lobby: front would relay between the two. */
static void test_session_is_no_hour(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id later = cw_hour(world, 1);

	(void)state;
	cw_session_open(&cs, world->ann, &world->hour, &world->hour);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_session_open(&cs, world->ann, &world->hour, &later);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	(void)open_session(world, &cs);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ---------------------------------------------------------------------- the lobby */

/* The id that an hour of the world's series will have (PROTOCOL.md section 4), known long before. */
static struct et_id hour_id_of(const struct cw_world *world, const char *date)
{
	struct et_hash hash;
	struct et_id id;
	struct et_buf buf;

	et_buf_init(&buf, 256);
	et_lp_put_label(&buf, "ET1/hour");
	et_lp_put_hash(&buf, &world->kit->deployment.g);
	et_lp_put_id(&buf, &world->series);
	et_lp_put_bytes(&buf, et_slice_str(date));
	hash = et_hash_of(et_buf_view(&buf));
	et_buf_fini(&buf);
	memcpy(id.b, hash.b, sizeof(id.b));
	return id;
}

/* Nobody keeps people out of a lobby to come by giving its id to a session. */
static void test_id_taken_ahead(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id week = hour_id_of(world, "2026-03-09");
	struct et_id ahead = hour_id_of(world, "2026-10-05");

	(void)state;
	assert_true(et_id_eq(&week, &world->hour));
	cw_session_open(&cs, world->ann, &world->hour, &ahead);
	kit_ok(cw_send(&cs, world->ann));
	cw_word(&cs, world->ann, "session-close", &ahead, "handled");
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, 30 * 7 * KIT_DAY - KIT_HOUR); /* summer time has begun */
	(void)enter(world->ann, &ahead);
	assert_true(et_id_eq(&world->ann->lobby, &ahead));
	cw_world_free(world);
}

/* Among whom front relays: who is in the lobby, as long as that is so, and nobody of elsewhere. */
static void test_lobby_is_a_room(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id session = open_session(world, &cs);

	(void)state;
	kit_refused(kit_call(world->cid, "lobby-enter", hour_param(&world->hour)), "forbidden");
	kit_refused(kit_call(world->coord, "lobby-enter", hour_param(&world->hour)), "forbidden");
	kit_refused(kit_call(world->ann, "lobby-enter", hour_param(&session)), "forbidden");
	assert_true(et_id_is_zero(&world->cid->lobby) && et_id_is_zero(&world->coord->lobby));
	(void)enter(world->ann, &world->hour);
	assert_true(et_id_eq(&world->ann->lobby, &world->hour));
	/* Beside the room of a session: one is not the other. */
	kit_ok(join(world->ann, &cs, &session));
	assert_true(et_id_eq(&world->ann->lobby, &world->hour));
	assert_true(et_id_eq(&world->ann->room, &session));
	kit_ok(kit_call(
		world->ann, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	assert_true(et_id_eq(&world->ann->lobby, &world->hour));
	kit_ok(kit_call(world->ann, "lobby-leave", hour_param(&session)));
	assert_true(et_id_eq(&world->ann->lobby, &world->hour));
	kit_ok(kit_call(world->ann, "lobby-leave", hour_param(&world->hour)));
	assert_true(et_id_is_zero(&world->ann->lobby));
	/* Logging out is leaving. */
	(void)enter(world->ben, &world->hour);
	(void)enter(world->ann, &world->hour);
	kit_forget(world->ann);
	kit_ok(kit_call(world->ben, "logout", NULL));
	assert_int_equal(size(kit_event(world->ann, "lobby"), "present"), 1);
	cw_world_free(world);
}

/* The last that one sees of a lobby which is over for oneself is that it is empty. */
static void expect_out(struct kit_peer *peer, const struct et_id *hour)
{
	json_t *event = NULL, *next;
	struct et_id id;

	assert_true(et_id_is_zero(&peer->lobby));
	next = kit_event(peer, "lobby");
	for (; next != NULL; next = kit_event(peer, "lobby")) {
		json_decref(event);
		event = json_deep_copy(next);
	}
	assert_non_null(event);
	id = kit_get_id(event, "hour");
	assert_true(et_id_eq(&id, hour));
	assert_int_equal(size(event, "present") + size(event, "mine") + size(event, "awaited"), 0);
	assert_true(json_is_null(json_object_get(event, "turn")));
	json_decref(event);
}

static void test_hour_over(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id session = open_session(world, &cs);
	int64_t closes_at = world->starts_at + 2 * KIT_HOUR;

	(void)state;
	kit_ok(join(world->ann, &cs, &session)); /* nobody in a call is idle */
	while (kit_now(world->kit) < closes_at - 10 * KIT_MINUTE)
		kit_advance(world->kit, 10 * KIT_MINUTE);
	(void)enter(world->ann, &world->hour);
	kit_forget(world->ann);
	kit_advance(world->kit, closes_at - kit_now(world->kit));
	assert_true(et_id_eq(&world->ann->lobby, &world->hour));
	kit_advance(world->kit, 1);
	expect_out(world->ann, &world->hour);
	assert_true(et_id_eq(&world->ann->room, &session)); /* the clock never cuts a call */
	kit_refused(kit_call(world->ann, "lobby-enter", hour_param(&world->hour)), "hour_closed");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_substitute_over(void **state)
{
	struct cw_case cs;
	struct cw_world *world = cw_world_new();
	int64_t until = world->starts_at + 5 * KIT_MINUTE;

	(void)state;
	(void)cw_substitute(world, world->ben, world->cid, kit_now(world->kit), until);
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	(void)enter(world->ann, &world->hour);
	(void)enter(world->cid, &world->hour);
	assert_true(et_id_eq(&world->cid->lobby, &world->hour));
	kit_forget(world->cid);
	kit_forget(world->ann);
	kit_advance(world->kit, until - 1 - kit_now(world->kit));
	assert_true(et_id_eq(&world->cid->lobby, &world->hour));
	/* Nobody says anything, and within a minute of it the substitute is out. */
	kit_advance(world->kit, KIT_MINUTE);
	expect_out(world->cid, &world->hour);
	assert_int_equal(size(kit_event(world->ann, "lobby"), "present"), 1);
	assert_true(et_id_eq(&world->ann->lobby, &world->hour));
	kit_refused(kit_call(world->cid, "lobby-enter", hour_param(&world->hour)), "forbidden");
	kit_refused(ring(world->cid, &world->hour, world->ann), "forbidden");
	cw_world_free(world);
}

/* By a coordinator's word: at once. */
static void test_put_out_of_the_lobby(void **state)
{
	struct cw_case cs;
	struct cw_world *world = cw_world_new();

	(void)state;
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - 5 * KIT_MINUTE - kit_now(world->kit));
	(void)enter(world->ann, &world->hour);
	(void)enter(world->ben, &world->hour);
	(void)enter(world->kim, &world->hour);
	cw_set_pair(world, (struct kit_peer *[]){ world->ann }, 1);
	expect_out(world->ben, &world->hour);
	assert_true(et_id_eq(&world->ann->lobby, &world->hour));
	kit_ok(hw_decide(world, "2026-03-09", "cancelled", NULL, NULL, "ill"));
	expect_out(world->ann, &world->hour);
	expect_out(world->kim, &world->hour);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ------------------------------------------------------------- whose turn, who is awaited */

static void test_awaited(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id session;
	json_t *lobby;

	(void)state;
	lobby = enter(world->ann, &world->hour);
	assert_int_equal(size(lobby, "mine"), 1);
	assert_int_equal(json_integer_value(json_array_get(json_object_get(lobby, "mine"), 0)), 1);
	assert_int_equal(size(lobby, "awaited"), 2);
	assert_true(lists(lobby, "awaited", &world->ben->uid));
	assert_true(lists(lobby, "awaited", &world->kim->uid));
	kit_forget(world->ann);
	lobby = enter(world->kim, &world->hour);
	assert_int_equal(size(lobby, "awaited"), 1);
	assert_true(lists(lobby, "awaited", &world->ben->uid));
	lobby = kit_event(world->ann, "lobby");
	assert_int_equal(size(lobby, "awaited"), 1);
	/* In the room of the turn is here too. */
	session = open_session(world, &cs);
	kit_forget(world->ann);
	kit_ok(join(world->ben, &cs, &session));
	lobby = kit_event(world->ann, "lobby");
	assert_int_equal(size(lobby, "awaited"), 0);
	kit_cut(world->ben);
	lobby = kit_event(world->ann, "lobby");
	assert_int_equal(size(lobby, "awaited"), 1);
	cw_world_free(world);
}

/* Another pair of the same hour sees its own place, and of the turn that there is one. */
static void test_not_entitled(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series both = hw_mondays(world);
	struct cw_case cs;
	json_t *lobby;
	char *said;

	(void)state;
	both.pairs[both.pair_count++] = world->pair_b;
	hw_set(world, &both);
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	(void)enter(world->ann, &world->hour);
	lobby = enter(world->cid, &world->hour);
	assert_int_equal(size(lobby, "present"), 2);
	assert_int_equal(size(lobby, "mine"), 0);
	assert_int_equal(size(lobby, "awaited"), 0);
	assert_false(json_is_true(json_object_get(json_object_get(lobby, "turn"), "mine")));
	(void)open_session(world, &cs);
	lobby = kit_event(world->cid, "lobby");
	lobby = kit_event(world->cid, "lobby");
	assert_non_null(lobby);
	assert_int_equal(size(lobby, "awaited"), 0);
	said = json_dumps(lobby, 0);
	assert_null(strstr(said, "session"));
	assert_null(strstr(said, "case"));
	free(said);
	/* Nor is the other pair rung by another's turn, nor told of the room. */
	assert_null(kit_event(world->cid, "called"));
	assert_null(kit_event(world->cid, "peers"));
	cw_world_free(world);
}

/* ------------------------------------------------------------------------- ringing */

static void test_call(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct kit_peer *second = kit_connect_as(world->kim);
	const struct et_id *hour = &world->hour;
	struct et_id later = cw_hour(world, 1);

	(void)state;
	kit_sign_in(second);
	kit_refused(ring(world->ann, hour, world->kim), "forbidden"); /* from nowhere */
	(void)enter(world->ann, hour);
	kit_forget(world->kim);
	kit_forget(world->ben);
	assert_true(reached(ring(world->ann, hour, world->kim)));
	expect_called(world->kim, hour, world->ann);
	expect_called(second, hour, world->ann); /* wherever signed in */
	assert_null(kit_event(world->ben, "called"));
	/* of another hour, one that does not begin today, oneself, who is not of the series */
	kit_refused(ring(world->ann, &later, world->kim), "forbidden");
	kit_refused(ring(world->ann, hour, world->ann), "bad_param");
	kit_refused(ring(world->ann, hour, world->cid), "forbidden");
	kit_refused(ring(world->ann, hour, world->coord), "forbidden");
	kit_refused(ring(world->cid, hour, world->ann), "forbidden");
	assert_null(kit_event(world->cid, "called"));
	/* who is not signed in is not reached */
	kit_cut(world->ben);
	assert_false(reached(ring(world->ann, hour, world->ben)));
	/* who has left the lobby rings nobody */
	kit_ok(kit_call(world->ann, "lobby-leave", hour_param(hour)));
	kit_refused(ring(world->ann, hour, world->kim), "forbidden");
	cw_world_free(world);
}

static void test_call_from_the_room(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	struct et_id session;

	(void)state;
	kit_forget(world->kim);
	kit_forget(world->ben);
	kit_forget(world->ann);
	session = open_session(world, &cs);
	/* The others of the case are rung by it, once; not who opened it. */
	expect_called(world->kim, &world->hour, world->ann);
	expect_called(world->ben, &world->hour, world->ann);
	assert_null(kit_event(world->ann, "called"));
	assert_null(kit_event(world->cid, "called"));
	kit_ok(join(world->ann, &cs, &session));
	assert_true(reached(ring(world->ann, &world->hour, world->kim)));
	expect_called(world->kim, &world->hour, world->ann);
	kit_ok(kit_call(
		world->ann, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	kit_refused(ring(world->ann, &world->hour, world->kim), "forbidden");
	cw_world_free(world);
}

/* A flood rings once in ten seconds, and is turned away. */
static void test_flood(void **state)
{
	struct cw_case cs;
	struct cw_world *world = at_the_hour(&cs);
	const struct et_id *hour = &world->hour;

	(void)state;
	(void)enter(world->ann, hour);
	(void)enter(world->ben, hour);
	kit_advance(world->kit, 12000); /* signing in is knocking too */
	kit_forget(world->kim);
	for (int i = 0; i < 12; i++)
		assert_true(reached(ring(world->ann, hour, world->kim)));
	kit_refused(ring(world->ann, hour, world->kim), "rate_limited");
	expect_called(world->kim, hour, world->ann);
	/* Somebody else may, and after ten seconds the same. */
	assert_true(reached(ring(world->ben, hour, world->kim)));
	expect_called(world->kim, hour, world->ben);
	kit_advance(world->kit, 10000);
	assert_true(reached(ring(world->ann, hour, world->kim)));
	expect_called(world->kim, hour, world->ann);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moved),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_session_is_no_hour),
		cmocka_unit_test(test_lobby_is_a_room),
		cmocka_unit_test(test_id_taken_ahead),
		cmocka_unit_test(test_hour_over),
		cmocka_unit_test(test_substitute_over),
		cmocka_unit_test(test_put_out_of_the_lobby),
		cmocka_unit_test(test_awaited),
		cmocka_unit_test(test_not_entitled),
		cmocka_unit_test(test_call),
		cmocka_unit_test(test_call_from_the_room),
		cmocka_unit_test(test_flood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
