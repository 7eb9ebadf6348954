/*
 * Who stands in for whom, and whose pairs and series are whose: what the directory takes and what not.
 */
#include <sqlite3.h>
#include <string.h>

#include "casework.h"
#include "places.h"
#include "store/handle.h"

static struct kit_reply *stand_in(struct cw_world *world, const struct kit_peer *absent,
	const struct kit_peer *by, int64_t from, int64_t to)
{
	struct et_id id = kit_fresh_id(world->kit);

	kit_advance(world->kit, 500);
	return kit_substitute_set(world->coord, &id, absent, by, kit_now(world->kit) + from,
		kit_now(world->kit) + to);
}

static void substitutes_are_of_one_kind(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *office = kit_person(world->coord, "office", "coordinator");
	struct kit_peer stranger = *world->cid;

	(void)state;
	stranger.uid = kit_fresh_id(world->kit);
	kit_refused(stand_in(world, world->ann, world->ann, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->ann, &stranger, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, &stranger, world->ann, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->ann, world->kim, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->kim, world->ann, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->ann, office, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, office, world->ann, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->ann, world->cid, KIT_DAY, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->ann, world->cid, 2 * KIT_DAY, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->ann, world->cid, 0, 200 * KIT_DAY + 1), "bad_statement");
	kit_refused(
		stand_in(world, world->ann, world->cid, -2 * KIT_DAY, -KIT_DAY), "bad_statement");
	kit_advance(world->kit, 5000);
	kit_ok(stand_in(world, world->ann, world->cid, 0, 200 * KIT_DAY));
	kit_ok(kit_user_revoke(world->coord, world->ben, "left"));
	kit_refused(stand_in(world, world->ben, world->cid, 0, KIT_DAY), "bad_statement");
	kit_refused(stand_in(world, world->cid, world->ben, 0, KIT_DAY), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A county's coordinator for the contacts of its series, Kela's own for all of theirs. */
static void who_may_say_it(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = kit_person(world->kela, "kaj", "contact");
	struct kit_peer *kai = kit_person(world->kela, "kai", "contact");
	struct et_id id = kit_fresh_id(world->kit);
	int64_t now = kit_now(world->kit);

	(void)state;
	kit_refused(kit_substitute_set(world->kela, &id, world->ann, world->cid, now, now + 1000),
		"forbidden");
	kit_refused(kit_substitute_set(world->ann, &id, world->ann, world->cid, now, now + 1000),
		"forbidden");
	kit_refused(
		kit_substitute_set(world->coord, &id, kaj, kai, now, now + KIT_DAY), "forbidden");
	kit_refused(kit_substitute_set(world->coord, &id, kaj, world->kim, now, now + KIT_DAY),
		"forbidden");
	kit_advance(world->kit, 5000);
	kit_ok(kit_substitute_set(world->coord, &id, world->kim, kaj, now, now + KIT_DAY));
	id = kit_fresh_id(world->kit);
	kit_ok(kit_substitute_set(
		world->kela, &id, kai, world->kim, now + 2 * KIT_DAY, now + 3 * KIT_DAY));
	/* Standing in for the contact makes nobody the county's: it has no series with kaj. */
	id = kit_fresh_id(world->kit);
	kit_refused(
		kit_substitute_set(world->coord, &id, kaj, kai, now, now + KIT_DAY), "forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Nobody who is away himself; spans that only touch do not overlap. */
static void no_chains(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *dee = kit_person(world->coord, "dee", "worker");
	struct et_id id = kit_fresh_id(world->kit), other = kit_fresh_id(world->kit);
	int64_t from = kit_now(world->kit) + 10 * KIT_DAY, to = from + 10 * KIT_DAY;

	(void)state;
	kit_ok(kit_substitute_set(world->coord, &id, world->cid, dee, from, to));
	kit_refused(kit_substitute_set(
			    world->coord, &other, world->ann, world->cid, from - KIT_DAY, from + 1),
		"bad_statement");
	kit_refused(kit_substitute_set(
			    world->coord, &other, world->ann, world->cid, to - 1, to + KIT_DAY),
		"bad_statement");
	kit_refused(
		kit_substitute_set(world->coord, &other, world->ann, world->cid, from - 1, to + 1),
		"bad_statement");
	kit_ok(kit_substitute_set(
		world->coord, &other, world->ann, world->cid, from - KIT_DAY, from));
	kit_advance(world->kit, 5000);
	/* Nor by moving one of them over the other later. */
	kit_refused(kit_substitute_set(
			    world->coord, &other, world->ann, world->cid, from - KIT_DAY, from + 1),
		"bad_statement");
	other = kit_fresh_id(world->kit);
	kit_ok(kit_substitute_set(world->coord, &other, world->ann, world->cid, to, to + KIT_DAY));
	kit_verify(world->kit);
	cw_world_free(world);
}

static size_t series_seen(struct kit_peer *peer)
{
	return json_array_size(
		json_object_get(kit_ok(kit_call(peer, "series-list", NULL)), "series"));
}

/* Who stands in does not hand on what is another's: C for B, B for A is not C for A. */
static void a_substitutes_substitute_is_nobody(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *dee = kit_person(world->coord, "dee", "worker");

	(void)state;
	(void)kit_substitute(world->coord, world->ann, world->cid, 10 * KIT_DAY);
	(void)kit_substitute(world->coord, world->cid, dee, 10 * KIT_DAY);
	assert_int_equal(series_seen(world->cid), 1);
	assert_int_equal(series_seen(dee), 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The same id: another span, never other people; and the end, also when who was away is gone. */
static void spans_change(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id id = kit_substitute(world->coord, world->ann, world->cid, 10 * KIT_DAY);
	int64_t now = kit_now(world->kit);

	(void)state;
	assert_int_equal(series_seen(world->cid), 1);
	kit_refused(
		kit_substitute_set(world->coord, &id, world->ben, world->cid, now, now + KIT_DAY),
		"forbidden");
	kit_refused(
		kit_substitute_set(world->coord, &id, world->cid, world->ann, now, now + KIT_DAY),
		"forbidden");
	kit_ok(kit_substitute_set(
		world->coord, &id, world->ann, world->cid, now + KIT_DAY, now + 2 * KIT_DAY));
	assert_int_equal(series_seen(world->cid), 0);
	kit_ok(kit_substitute_set(
		world->coord, &id, world->ann, world->cid, now, now + 2 * KIT_DAY));
	assert_int_equal(series_seen(world->cid), 1);
	kit_ok(kit_user_revoke(world->coord, world->ann, "left"));
	kit_advance(world->kit, 5000);
	kit_refused(kit_substitute_set(
			    world->coord, &id, world->ann, world->cid, now, now + 3 * KIT_DAY),
		"bad_statement");
	kit_ok(kit_substitute_set(
		world->coord, &id, world->ann, world->cid, now, kit_now(world->kit)));
	assert_int_equal(series_seen(world->cid), 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A pair of another county: the kit has one only, so its row is lent to somebody else for the test. */
static void a_series_of_a_foreign_pair(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series series = kit_series_of(world->coord, &world->pair_b, world->kim);

	(void)state;
	assert_int_equal(sqlite3_exec(world->kit->store->db,
				 "UPDATE pair SET org_id = (SELECT org_id FROM org WHERE kind = "
				 "'kela') WHERE name = 'B'",
				 NULL, NULL, NULL),
		SQLITE_OK);
	kit_refused(kit_series_set(world->coord, &series), "forbidden");
	kit_refused(kit_pair_set(world->coord, &world->pair_b, "B",
			    (struct kit_peer *const[]){ world->cid }, 1),
		"forbidden");
	/* A known series of another organisation. */
	assert_int_equal(sqlite3_exec(world->kit->store->db,
				 "UPDATE series SET org_id = (SELECT org_id FROM org WHERE kind = "
				 "'kela')",
				 NULL, NULL, NULL),
		SQLITE_OK);
	series = kit_series_of(world->coord, &world->pair_a, world->kim);
	series.id = world->series;
	kit_refused(kit_series_set(world->coord, &series), "forbidden");
	/* Nor is an hour of it the county's to decide about. */
	kit_advance(world->kit, 5000);
	kit_refused(kit_hour_set(world->coord,
			    &(struct kit_hour_set){
				    world->series, "2026-03-09", "cancelled", "", "", "Syy" }),
		"forbidden");
	cw_world_free(world);
}

static void policies_are_a_countys(void **state)
{
	struct cw_world *world = cw_world_new();

	(void)state;
	kit_refused(kit_policy(world->kela, "off"), "forbidden");
	kit_refused(kit_policy(world->ann, "off"), "forbidden");
	kit_refused(kit_policy(world->coord, "perhaps"), "bad_statement");
	kit_ok(kit_policy(world->coord, "off"));
	kit_ok(kit_policy(world->coord, "required"));
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(substitutes_are_of_one_kind),
		cmocka_unit_test(who_may_say_it),
		cmocka_unit_test(no_chains),
		cmocka_unit_test(a_substitutes_substitute_is_nobody),
		cmocka_unit_test(spans_change),
		cmocka_unit_test(a_series_of_a_foreign_pair),
		cmocka_unit_test(policies_are_a_countys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
