/* Somebody stands in for one hour, from its start to its end, and is nobody right before and right after it. */
#include "hourwork.h"

#include <etatunti/domain/weekly.h>

/* Kela's second contact, in the stead of the first one for the world's next hour. */
static struct kit_peer *stand_in(struct cw_world *world)
{
	struct kit_peer *kaj = kit_person(world->kela, "kaj", "contact");

	kit_advance(world->kit, 5000);
	(void)cw_substitute(
		world, world->kim, kaj, world->starts_at, world->starts_at + ET_WEEKLY_HOUR_MS);
	return kaj;
}

static void sign_in(struct kit_peer **peer)
{
	*peer = kit_connect_as(*peer);
	kit_sign_in(*peer);
}

static void until(struct cw_world *world, int64_t at)
{
	cw_later(world, at - kit_now(world->kit));
}

static struct kit_reply *lobby(struct kit_peer *peer, const struct et_id *hour)
{
	return kit_call(peer, "lobby-enter", json_pack("{s:o}", "hour", kit_json_id(hour)));
}

static struct kit_reply *room(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *session)
{
	return kit_call(peer, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs->id), "session",
			kit_json_id(session)));
}

static size_t cases_of(struct kit_peer *peer)
{
	return json_array_size(json_object_get(kit_ok(kit_call(peer, "case-list", NULL)), "cases"));
}

/* The hour names who stands in; the ones before and after it do not. */
static void test_of_that_hour_only(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = stand_in(world);
	struct et_id uid = kit_get_id(hw_hour_on(world, "2026-03-09"), "substitute");

	(void)state;
	assert_true(et_id_eq(&uid, &kaj->uid));
	assert_true(json_is_null(json_object_get(hw_hour_on(world, "2026-03-16"), "substitute")));
	uid = kit_get_id(hw_hour_on(world, "2026-03-09"), "contact");
	assert_true(et_id_eq(&uid, &world->kim->uid));
	/* The hour moves, the span does not. */
	kit_ok(hw_decide(world, "2026-03-09", "moved", "2026-03-09", "13:00", "koulutus"));
	assert_true(json_is_null(json_object_get(hw_hour_on(world, "2026-03-09"), "substitute")));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The lobby: a millisecond before the hour nobody, in it a contact, at its end out of it. */
static void test_the_lobby(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = stand_in(world);

	(void)state;
	until(world, world->starts_at - 1);
	sign_in(&kaj);
	kit_refused(lobby(kaj, &world->hour), "forbidden");
	kit_ok(lobby(world->kim, &world->hour)); /* who is absent may come all the same */
	kit_advance(world->kit, 1);
	kit_ok(lobby(kaj, &world->hour));
	kit_advance(world->kit, ET_WEEKLY_HOUR_MS - 2 * KIT_MINUTE);
	kit_forget(world->kim);
	until(world, world->starts_at + ET_WEEKLY_HOUR_MS - 1);
	sign_in(&kaj);
	kit_ok(lobby(kaj, &world->hour));
	kit_ok(lobby(world->kim, &world->hour));
	kit_advance(world->kit, 1);
	kit_refused(lobby(kaj, &world->hour), "forbidden");
	kit_ok(lobby(world->kim, &world->hour));
	cw_world_free(world);
}

/* Case, keys and room: given and open from the first to the last millisecond of the hour, and to nobody after it. */
static void test_the_case(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = stand_in(world);
	struct et_id session = kit_fresh_id(world->kit);
	struct cw_case cs;
	json_t *event;

	(void)state;
	cw_queued(world, &cs);
	until(world, world->starts_at - 1);
	sign_in(&kaj);
	cw_member_add(&cs, world->ann, kaj, "SC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	assert_int_equal(cases_of(kaj), 0);
	kit_advance(world->kit, 1);
	cw_member_add(&cs, world->ann, kaj, "SC");
	cw_grant(&cs, world->ann, kaj, 'S', &cs.consent);
	cw_grant(&cs, world->ann, kaj, 'C', &cs.consent);
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	assert_int_equal(cases_of(kaj), 1);
	kit_ok(room(kaj, &cs, &session));
	kit_ok(room(world->ann, &cs, &session));
	/* To the last millisecond; then out, and the pair stays. */
	kit_advance(world->kit, ET_WEEKLY_HOUR_MS - 1);
	assert_false(et_id_is_zero(&kaj->room));
	kit_forget(kaj);
	kit_advance(world->kit, 1);
	event = kit_event(kaj, "closed");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "reason"), "expired");
	assert_true(et_id_is_zero(&kaj->room));
	assert_false(et_id_is_zero(&world->ann->room));
	sign_in(&kaj);
	assert_int_equal(cases_of(kaj), 0);
	kit_refused(room(kaj, &cs, &session), "forbidden");
	kit_refused(kit_call(kaj, "case-get",
			    json_pack("{s:o, s:i}", "case", kit_json_id(&cs.id), "from", 1)),
		"forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A worker's place in the pair, for the hour likewise. */
static void test_of_a_worker(void **state)
{
	struct cw_world *world = cw_world_new();

	(void)state;
	kit_advance(world->kit, 5000);
	(void)cw_substitute(world, world->ben, world->cid, world->starts_at,
		world->starts_at + ET_WEEKLY_HOUR_MS);
	until(world, world->starts_at - 1);
	kit_refused(lobby(world->cid, &world->hour), "forbidden");
	kit_advance(world->kit, 1);
	kit_ok(lobby(world->cid, &world->hour));
	until(world, world->starts_at + ET_WEEKLY_HOUR_MS);
	kit_refused(lobby(world->cid, &world->hour), "forbidden");
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_of_that_hour_only),
		cmocka_unit_test(test_the_lobby),
		cmocka_unit_test(test_the_case),
		cmocka_unit_test(test_of_a_worker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
