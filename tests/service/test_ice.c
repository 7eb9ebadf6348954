/*
 * Ways to others: credentials for TURN are given in a room with a consent in force, and for a minute to who
 * tries out an hour of one's own; to nobody else, and each is another one.
 */
#include "guestwork.h"
#include "hourwork.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/turn.h>

#define TTL_S 600

static const char *const stun[] = { "stun:stun.example:3478" };
static const char *const turn[] = { "turn:a.example:3478?transport=udp",
	"turns:b.example:5349?transport=tcp" };

static void deploy(struct kit *kit)
{
	kit->deployment.ice = stun;
	kit->deployment.ice_count = 1;
	kit->deployment.turn = turn;
	kit->deployment.turn_count = 2;
	kit->deployment.turn_secret = et_slice_str("north wind");
	kit->deployment.turn_ttl_s = TTL_S;
}

static struct kit_reply *in_case(struct kit_peer *peer, const char *cmd,
	const struct et_id *case_id, const struct et_id *session)
{
	return kit_call(peer, cmd,
		json_pack("{s:o, s:o}", "case", kit_json_id(case_id), "session",
			kit_json_id(session)));
}

static struct kit_reply *probe(struct kit_peer *peer, const struct et_id *hour)
{
	return kit_call(peer, "turn-probe", json_pack("{s:o}", "hour", kit_json_id(hour)));
}

/* As coturn reads it: until when, nobody's name, and the password that belongs to it. Gives the name. */
static const char *expect_ice(struct kit *kit, const json_t *ok, int64_t ttl_s)
{
	const json_t *ice = json_object_get(ok, "ice");
	const char *name = kit_get_str(json_array_get(ice, 1), "username");
	char begins[32], password[29];

	assert_int_equal(json_array_size(ice), 3);
	assert_string_equal(kit_get_str(json_array_get(ice, 0), "urls"), stun[0]);
	assert_int_equal(json_object_size(json_array_get(ice, 0)), 1);
	(void)snprintf(begins, sizeof(begins), "%lld:", (long long)(kit_now(kit) / 1000 + ttl_s));
	assert_memory_equal(name, begins, strlen(begins));
	assert_int_equal(strlen(name), strlen(begins) + 12);
	assert_int_equal(
		et_turn_password(kit->deployment.turn_secret, et_slice_str(name), password), ET_OK);
	for (size_t i = 0; i < 2; i++) {
		const json_t *server = json_array_get(ice, i + 1);

		assert_string_equal(kit_get_str(server, "urls"), turn[i]);
		assert_string_equal(kit_get_str(server, "username"), name);
		assert_string_equal(kit_get_str(server, "credential"), password);
	}
	return name;
}

/* A case of which a session is open in the hour, everyone signed in. */
static struct cw_world *in_session(struct cw_case *cs, struct et_id *session)
{
	struct cw_world *world = cw_world_new();

	deploy(world->kit);
	cw_queued(world, cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	*session = kit_fresh_id(world->kit);
	cw_session_open(cs, world->ann, &world->hour, session);
	kit_ok(cw_send(cs, world->ann));
	return world;
}

static void test_in_the_room(void **state)
{
	struct cw_case cs;
	struct et_id session;
	struct cw_world *world = in_session(&cs, &session);
	char first[40], second[40];
	json_t *ok;

	(void)state;
	ok = kit_ok(in_case(world->ann, "room-join", &cs.id, &session));
	assert_true(json_is_false(json_object_get(ok, "relay_only")));
	(void)snprintf(first, sizeof(first), "%s", expect_ice(world->kit, ok, TTL_S));
	ok = kit_ok(in_case(world->kim, "room-join", &cs.id, &session));
	(void)snprintf(second, sizeof(second), "%s", expect_ice(world->kit, ok, TTL_S));
	assert_string_not_equal(first, second);
	/* Again, before it runs out: another one, with the time of now. */
	kit_advance(world->kit, 9 * KIT_MINUTE);
	world->kit->deployment.relay_only = true;
	ok = kit_ok(in_case(world->ann, "room-ice", &cs.id, &session));
	assert_true(json_is_true(json_object_get(ok, "relay_only")));
	assert_string_not_equal(expect_ice(world->kit, ok, TTL_S), first);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* No secret, no servers: addresses only. */
static void test_without_turn(void **state)
{
	struct cw_case cs;
	struct et_id session;
	struct cw_world *world = in_session(&cs, &session);
	json_t *ice;

	(void)state;
	world->kit->deployment.turn_count = 0;
	ice = json_object_get(kit_ok(in_case(world->ann, "room-join", &cs.id, &session)), "ice");
	assert_int_equal(json_array_size(ice), 1);
	assert_int_equal(json_object_size(json_array_get(ice, 0)), 1);
	cw_world_free(world);
}

/* The refusal and nothing beside it. */
static void expect_none(struct kit_reply *reply, const char *code)
{
	char *said;

	kit_refused(reply, code);
	said = json_dumps(reply->json, 0);
	assert_null(strstr(said, "credential"));
	free(said);
}

/* Fresh ones are for who is in that very room, on that very connection. */
static void test_room_ice_outside(void **state)
{
	struct cw_case cs, other;
	struct et_id session;
	struct cw_world *world = in_session(&cs, &session);
	struct kit_peer *again = kit_connect_as(world->ann);

	(void)state;
	kit_sign_in(again);
	cw_open(world, &other);
	expect_none(in_case(world->ann, "room-ice", &cs.id, &session), "forbidden");
	kit_ok(in_case(world->ann, "room-join", &cs.id, &session));
	kit_ok(in_case(world->ann, "room-ice", &cs.id, &session));
	expect_none(in_case(again, "room-ice", &cs.id, &session), "forbidden");
	expect_none(in_case(world->cid, "room-ice", &cs.id, &session), "forbidden");
	expect_none(in_case(world->coord, "room-ice", &cs.id, &session), "forbidden");
	/* in the room of one case, asked for another; and for a session that is none */
	expect_none(in_case(world->ann, "room-ice", &other.id, &session), "no_consent");
	expect_none(in_case(world->ann, "room-ice", &cs.id, &world->hour), "forbidden");
	kit_ok(kit_call(
		world->ann, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	expect_none(in_case(world->ann, "room-ice", &cs.id, &session), "forbidden");
	cw_world_free(world);
}

/* A consent that is withdrawn, or runs out in the very instant before the frame. */
static void test_without_consent(void **state)
{
	struct cw_case cs;
	struct et_id session;
	struct cw_world *world = in_session(&cs, &session);

	(void)state;
	kit_ok(in_case(world->ann, "room-join", &cs.id, &session));
	kit_ok(in_case(world->kim, "room-join", &cs.id, &session));
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	expect_none(in_case(world->ann, "room-ice", &cs.id, &session), "no_consent");
	expect_none(in_case(world->kim, "room-ice", &cs.id, &session), "no_consent");
	expect_none(in_case(world->kim, "room-join", &cs.id, &session), "no_consent");
	cw_world_free(world);
}

static void test_runs_out(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit);
	struct gw_device guest;
	struct gw_link link;
	struct cw_case cs;

	(void)state;
	deploy(world->kit);
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, world->starts_at + KIT_HOUR - kit_now(world->kit), NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	cw_queue(&cs, world->ann, &world->hour, 30);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at + 50 * KIT_MINUTE - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(in_case(world->ann, "room-join", &cs.id, &session));
	gw_let_in(world, &cs, &session, &link, &guest);
	kit_advance(world->kit, world->starts_at + KIT_HOUR - 1 - kit_now(world->kit));
	kit_ok(in_case(world->ann, "room-ice", &cs.id, &session));
	kit_ok(kit_call(guest.peer, "guest-ice", NULL));
	et_env_fake_advance(&world->kit->fake, 1); /* no timer has run yet */
	expect_none(in_case(world->ann, "room-ice", &cs.id, &session), "no_consent");
	expect_none(kit_call(guest.peer, "guest-ice", NULL), "forbidden");
	cw_world_free(world);
}

/* Trying out: the people of the hour, from an hour before to an hour after, for a minute's worth. */
static void test_probe(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_id *hour = &world->hour;
	json_t *error;

	(void)state;
	deploy(world->kit);
	cw_later(world, world->starts_at - KIT_HOUR - kit_now(world->kit) - 1);
	error = kit_refused(probe(world->ann, hour), "hour_closed");
	assert_int_equal(kit_get_int(error, "opens_at"), world->starts_at - KIT_HOUR);
	assert_int_equal(kit_get_int(error, "closes_at"), world->starts_at + 2 * KIT_HOUR);
	kit_advance(world->kit, 1);
	(void)expect_ice(world->kit, kit_ok(probe(world->ann, hour)), 60);
	(void)expect_ice(world->kit, kit_ok(probe(world->kim, hour)), 60);
	expect_none(probe(world->cid, hour), "forbidden");
	expect_none(probe(world->coord, hour), "forbidden");
	expect_none(probe(world->ann, &world->series), "forbidden");
	expect_none(probe(kit_connect(world->kit), hour), "bad_state");
	cw_later(world, 3 * KIT_HOUR + world->starts_at - KIT_HOUR - kit_now(world->kit));
	kit_ok(probe(world->ben, hour));
	kit_advance(world->kit, 1);
	expect_none(probe(world->ben, hour), "hour_closed");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_probe_of_no_hour(void **state)
{
	struct cw_world *world = cw_world_new();

	(void)state;
	deploy(world->kit);
	kit_ok(hw_decide(world, "2026-03-09", "cancelled", NULL, NULL, "ill"));
	cw_later(world, world->starts_at - kit_now(world->kit));
	expect_none(probe(world->ann, &world->hour), "hour_closed");
	cw_world_free(world);
}

/* Not a well of credentials: as often as strangers knock. */
static void test_probe_rate(void **state)
{
	struct cw_world *world = cw_world_new();

	(void)state;
	deploy(world->kit);
	cw_later(world, world->starts_at - kit_now(world->kit));
	kit_advance(world->kit, 12000); /* signing in is knocking too */
	for (int i = 0; i < 12; i++)
		kit_ok(probe(world->ann, &world->hour));
	expect_none(probe(world->ann, &world->hour), "rate_limited");
	kit_ok(probe(world->kim, &world->hour));
	kit_advance(world->kit, 1000);
	kit_ok(probe(world->ann, &world->hour));
	expect_none(probe(world->ann, &world->hour), "rate_limited");
	cw_world_free(world);
}

/* A substitute asks as long as the substitution holds, to the millisecond. */
static void test_probe_of_substitute(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t until = world->starts_at + 10 * KIT_MINUTE;

	(void)state;
	deploy(world->kit);
	(void)cw_substitute(world, world->ben, world->cid, kit_now(world->kit), until);
	cw_later(world, until - 1 - kit_now(world->kit));
	kit_ok(probe(world->cid, &world->hour));
	kit_advance(world->kit, 1);
	expect_none(probe(world->cid, &world->hour), "forbidden");
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_the_room),
		cmocka_unit_test(test_without_turn),
		cmocka_unit_test(test_room_ice_outside),
		cmocka_unit_test(test_without_consent),
		cmocka_unit_test(test_runs_out),
		cmocka_unit_test(test_probe),
		cmocka_unit_test(test_probe_of_no_hour),
		cmocka_unit_test(test_probe_of_substitute),
		cmocka_unit_test(test_probe_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
