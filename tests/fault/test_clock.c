/*
 * The wall clock jumps, by hours and days, forward and back, while people work. What is counted in waiting goes by the
 * other clock; what the calendar says goes by this one; nothing is opened early, nothing waits for a time that was
 * never there, nothing is lost.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "service/casework.h"
#include "service/mailwork.h"

#define ROUNDS 400
#define SPREAD_DAYS 40
/* Turns of the timers until none is due: one, and one more for what the first has made due. */
#define TURNS_MAX 4

static void set_clock(struct kit *kit, int64_t now_ms)
{
	et_env_fake_set_now(&kit->fake, now_ms);
	kit_turn(kit);
}

static void jump(struct kit *kit, int64_t ms)
{
	set_clock(kit, kit_now(kit) + ms);
}

static struct kit_reply *of_hour(struct kit_peer *peer, const char *cmd, const struct et_id *hour)
{
	return kit_call(peer, cmd, json_pack("{s:o}", "hour", kit_json_id(hour)));
}

static void everybody_in(struct cw_world *world)
{
	cw_later(world, 0);
}

/* A queued case, everyone signed in, ten minutes before its hour, Ann in the lobby. */
static struct cw_world *in_the_lobby(struct cw_case *cs)
{
	struct cw_world *world = cw_world_new();

	cw_queued(world, cs);
	cw_later(world, world->starts_at - 10 * KIT_MINUTE - kit_now(world->kit));
	kit_ok(of_hour(world->ann, "lobby-enter", &world->hour));
	return world;
}

static void an_hour_opens_by_the_clock_and_closes_by_it(void **state)
{
	struct cw_case cs;
	struct cw_world *world = in_the_lobby(&cs);
	struct et_id session = kit_fresh_id(world->kit);

	(void)state;
	jump(world->kit, -KIT_DAY);
	kit_refused(of_hour(world->kim, "lobby-enter", &world->hour), "hour_closed");
	kit_refused(of_hour(world->ann, "lobby-enter", &world->hour), "hour_closed");
	kit_forget(world->ann);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	/* Who is in it is put out of it, though the look at it was due a day later. */
	assert_non_null(kit_event(world->ann, "lobby"));
	assert_true(et_id_is_zero(&world->ann->lobby));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	assert_null(cw_send(&cs, world->ann)->ok);
	/* On its day again, the seconds short of its opening. */
	set_clock(world->kit, world->starts_at - 15 * KIT_MINUTE - 1);
	everybody_in(world);
	kit_refused(of_hour(world->ann, "lobby-enter", &world->hour), "hour_closed");
	jump(world->kit, 1);
	kit_ok(of_hour(world->ann, "lobby-enter", &world->hour));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Nobody is rung twice at once; but what is at once is not said by a clock that was ahead. */
static void who_is_called_is_rung(void **state)
{
	struct cw_case cs;
	struct cw_world *world = in_the_lobby(&cs);

	(void)state;
	kit_ok(of_hour(world->kim, "lobby-enter", &world->hour));
	set_clock(world->kit, world->starts_at + KIT_HOUR);
	everybody_in(world);
	for (int i = 0; i < 2; i++) {
		kit_ok(of_hour(world->ann, "lobby-enter", &world->hour));
		kit_forget(world->kim);
		kit_ok(kit_call(world->ann, "lobby-call",
			json_pack("{s:o, s:o}", "hour", kit_json_id(&world->hour), "uid",
				kit_json_id(&world->kim->uid))));
		assert_non_null(kit_event(world->kim, "called"));
		jump(world->kit, -30 * KIT_MINUTE);
	}
	cw_world_free(world);
}

static void timers_go_on_when_the_clock_is_put_back(void **state)
{
	struct cw_case cs;
	struct cw_world *world = in_the_lobby(&cs);
	size_t before;

	(void)state;
	jump(world->kit, -3 * KIT_DAY);
	before = world->kit->checkpoint_count;
	kit_ok(kit_call(world->ann, "case-list", NULL));
	kit_advance(world->kit, ET_CHECKPOINT_MS + KIT_MINUTE);
	assert_true(world->kit->checkpoint_count > before);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Idle means the last thing that somebody did, whatever the clock said when they did it. */
static void a_session_is_no_longer_than_it_is(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna"), *again;

	(void)state;
	jump(kit, -2 * KIT_DAY);
	kit_ok(kit_call(anna, "series-list", NULL));
	kit_cut(anna);
	kit_advance(kit, 14 * KIT_MINUTE);
	again = kit_connect_as(anna);
	kit_ok(kit_reproof(again));
	jump(kit, -2 * KIT_DAY);
	kit_ok(kit_call(again, "series-list", NULL));
	kit_cut(again);
	kit_advance(kit, 16 * KIT_MINUTE);
	kit_refused(kit_reproof(kit_connect_as(again)), "denied");
	/* And without a cut it ends as it would have. */
	again = kit_connect_as(anna);
	kit_sign_in(again);
	jump(kit, -2 * KIT_DAY);
	kit_ok(kit_call(again, "series-list", NULL));
	kit_advance(kit, 16 * KIT_MINUTE);
	assert_string_equal(kit_get_str(kit_event(again, "ended"), "reason"), "expired");
	/* Forward it is over at once: nobody has been there for a day. */
	again = kit_connect_as(anna);
	kit_sign_in(again);
	jump(kit, KIT_DAY);
	assert_string_equal(kit_get_str(kit_event(again, "ended"), "reason"), "expired");
	kit_refused(kit_reproof(kit_connect_as(again)), "denied");
	again = kit_connect_as(anna);
	kit_sign_in(again);
	kit_verify(kit);
	kit_free(kit);
}

static size_t taken_at_once(struct kit_peer *peer)
{
	size_t count = 0;

	while (kit_call(peer, "series-list", NULL)->ok != NULL)
		count++;
	return count;
}

static void how_often_one_may_ask_is_not_by_this_clock(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");

	(void)state;
	assert_true(taken_at_once(anna) > 50);
	jump(kit, 10 * KIT_MINUTE);
	assert_int_equal(taken_at_once(anna), 0);
	jump(kit, -KIT_DAY);
	assert_int_equal(taken_at_once(anna), 0);
	kit_advance(kit, 1000);
	assert_in_range(taken_at_once(anna), 1, 50);
	kit_free(kit);
}

static void nobody_is_reminded_twice(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	int64_t eve;
	size_t count;

	(void)state;
	mw_on(world->kit);
	everybody_in(world);
	mw_reach(world->ann, "ann@example.fi", "fi");
	cw_queued(world, &cs);
	eve = world->starts_at - 12 * KIT_HOUR;
	set_clock(world->kit, eve);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	count = mw_count(world->kit);
	assert_true(count > 0);
	mw_answer_all(world->kit, ET_MAILED_SENT);
	jump(world->kit, -2 * KIT_DAY);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	set_clock(world->kit, eve + KIT_HOUR);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	assert_int_equal(mw_count(world->kit), count);
	/* Of an hour that the jump has left behind nobody is reminded: they are told that their turn is a week later. */
	set_clock(world->kit, world->starts_at + 3 * KIT_DAY);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	assert_int_equal(mw_count(world->kit), count + 1);
	assert_non_null(strstr(mw_newest(world->kit), "16.3.2026"));
	kit_verify(world->kit);
	cw_world_free(world);
}

static struct kit_reply *object_by_ann(struct cw_world *world, struct cw_case *cs)
{
	struct et_id object = kit_fresh_id(world->kit);

	cw_object(cs, world->ann, &object, "question", 'S', 1);
	return cw_send(cs, world->ann);
}

/* What was signed under a clock that was ahead stands; that chain takes no earlier time, and says so. */
static void what_was_signed_ahead_stands(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case ahead, other;
	int64_t then;

	(void)state;
	cw_consented(world, &other);
	jump(world->kit, KIT_DAY);
	everybody_in(world);
	cw_open(world, &ahead);
	then = kit_now(world->kit);
	jump(world->kit, -KIT_DAY);
	everybody_in(world);
	assert_null(object_by_ann(world, &ahead)->ok);
	kit_ok(object_by_ann(world, &other));
	kit_ok(kit_call(world->ben, "case-get",
		json_pack("{s:o, s:i}", "case", kit_json_id(&ahead.id), "from", 1)));
	kit_verify(world->kit);
	set_clock(world->kit, then);
	everybody_in(world);
	kit_ok(object_by_ann(world, &ahead));
	kit_restart(world->kit);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ------------------------------------------------------------------- at random */

static uint64_t number_of(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);

	return text != NULL && text[0] != '\0' ? strtoull(text, NULL, 10) : otherwise;
}

/* splitmix64 */
static uint64_t next(uint64_t *seed)
{
	uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static int64_t between(uint64_t *seed, int64_t from, int64_t to)
{
	return from + (int64_t)(next(seed) % (uint64_t)(to - from + 1));
}

/* Some seconds, some hours, or any day at all; never so far that a certificate or a draft runs out. */
static int64_t somewhen(const struct kit *kit, uint64_t *seed)
{
	int64_t low = KIT_T0 - SPREAD_DAYS * KIT_DAY, high = KIT_T0 + SPREAD_DAYS * KIT_DAY, at;

	switch (next(seed) % 3) {
	case 0: at = kit_now(kit) + between(seed, -5000, 5000); break;
	case 1: at = kit_now(kit) + between(seed, -6 * KIT_HOUR, 6 * KIT_HOUR); break;
	default: at = between(seed, low, high); break;
	}
	return at < low ? low : at > high ? high : at;
}

/* The timers as core runs them, which must come to rest. */
static void settle(struct kit *kit)
{
	unsigned turns = 0;

	do {
		assert_true(turns++ < TURNS_MAX);
		kit_turn(kit);
	} while (et_service_next_at(kit->service) <= kit_now(kit));
}

static void put(struct kit_peer *peer, int64_t value)
{
	struct et_slice data = et_slice_of(&value, sizeof(value));

	kit_ok(kit_call_blobs(
		peer, "draft-put", json_pack("{s:s, s:i}", "key", "k", "data", 0), &data, 1));
}

static int64_t got(struct kit_peer *peer)
{
	struct kit_reply *reply = kit_call(peer, "draft-get", json_pack("{s:s}", "key", "k"));
	int64_t value;

	kit_ok(reply);
	assert_int_equal(reply->blobs[0].len, 8);
	memcpy(&value, reply->blobs[0].ptr, 8);
	return value;
}

static void anew(struct kit_peer **peer)
{
	struct kit_peer *again = kit_connect_as(*peer);

	kit_drop(*peer);
	kit_sign_in(again);
	*peer = again;
}

static void at_random(void **state)
{
	uint64_t seed = number_of("ET_SEED", 20261123), rounds = ROUNDS;
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;
	int64_t value = -1;

	(void)state;
	rounds *= number_of("ET_FAULT_ROUNDS", 1);
	printf("ET_SEED=%llu\n", (unsigned long long)seed);
	cw_queued(world, &cs);
	put(world->ann, value);
	for (uint64_t round = 0; round < rounds; round++) {
		int64_t at = somewhen(kit, &seed);

		et_env_fake_set_now(&kit->fake, at);
		settle(kit);
		/* A fresh connection each time: who was in may be out by that clock, and so may who asks too often. */
		anew(&world->ann);
		assert_int_equal(got(world->ann), value);
		put(world->ann, value = between(&seed, 0, INT64_MAX - 1));
		assert_int_equal(of_hour(world->ann, "lobby-enter", &world->hour)->ok != NULL,
			kit_now(kit) >= world->starts_at - 15 * KIT_MINUTE &&
				kit_now(kit) <= world->starts_at + 2 * KIT_HOUR);
		kit_advance(kit, between(&seed, 0, 2 * KIT_MINUTE));
		if (round % 64 == 63)
			kit_restart(kit);
	}
	kit_verify(kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_hour_opens_by_the_clock_and_closes_by_it),
		cmocka_unit_test(who_is_called_is_rung),
		cmocka_unit_test(timers_go_on_when_the_clock_is_put_back),
		cmocka_unit_test(a_session_is_no_longer_than_it_is),
		cmocka_unit_test(how_often_one_may_ask_is_not_by_this_clock),
		cmocka_unit_test(nobody_is_reminded_twice),
		cmocka_unit_test(what_was_signed_ahead_stands),
		cmocka_unit_test(at_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
