/* Places: the limits in the database itself, the order, one live place a case, the next free hour. */
#include "cmocka_all.h"

#include <etatunti/store/casefile.h>
#include <etatunti/store/room.h>

#include "store/handle.h"
#include "world.h"

static void begin(struct world *world, unsigned cases)
{
	world_init(world);
	OK(et_store_txn_begin(world->store, "test"));
	for (unsigned n = 1; n <= cases; n++)
		world_case(world->store, n);
}

static enum et_err queue(
	struct world *world, unsigned case_n, struct et_id hour_id, int64_t minutes)
{
	struct et_store_place place = world_place(case_n, hour_id, minutes);

	return et_store_place_insert(world->store, &place);
}

static void test_fifth_case(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 5);
	for (unsigned n = 1; n <= 4; n++)
		OK(queue(&world, n, HOUR(1), 10));
	assert_int_equal(queue(&world, 5, HOUR(1), 10), ET_HOUR_FULL);
	OK(queue(&world, 5, HOUR(2), 10));
	/* Nor by moving one there. */
	assert_int_equal(world_exec(world.store,
				 "UPDATE place SET hour_id = (SELECT hour_id FROM "
				 "place ORDER BY queued_at LIMIT 1)"),
		SQLITE_CONSTRAINT_TRIGGER);
	assert_string_equal(sqlite3_errmsg(world.store->db), "hour_full");
	world_fini(&world);
}

static void test_a_smaller_series(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 2);
	assert_int_equal(world_exec(world.store, "UPDATE series SET capacity = 1"), SQLITE_OK);
	OK(queue(&world, 1, HOUR(1), 10));
	assert_int_equal(queue(&world, 2, HOUR(1), 10), ET_HOUR_FULL);
	world_fini(&world);
}

static void test_sixty_first_minute(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 3);
	OK(queue(&world, 1, HOUR(1), 30));
	OK(queue(&world, 2, HOUR(1), 20));
	assert_int_equal(queue(&world, 3, HOUR(1), 11), ET_HOUR_MINUTES);
	OK(queue(&world, 3, HOUR(1), 10));
	assert_int_equal(
		world_exec(world.store, "UPDATE place SET minutes = 11 WHERE minutes = 10"),
		SQLITE_CONSTRAINT_TRIGGER);
	assert_string_equal(sqlite3_errmsg(world.store->db), "hour_minutes");
	/* A place may stay as long as it is, or become shorter, in a full hour. */
	assert_int_equal(world_exec(world.store, "UPDATE place SET minutes = minutes"), SQLITE_OK);
	assert_int_equal(
		world_exec(world.store, "UPDATE place SET minutes = 25 WHERE minutes = 30"),
		SQLITE_OK);
	world_fini(&world);
}

static void test_one_live_place_a_case(void **state)
{
	struct et_store_place first = world_place(1, HOUR(1), 10),
			      again = world_place(1, HOUR(2), 10);
	struct et_store_place live;
	const struct et_id case_id = CASE(1);
	struct world world;

	(void)state;
	begin(&world, 1);
	assert_int_equal(
		et_store_place_live(world.store, &case_id, world.arena, &live), ET_NOT_FOUND);
	OK(queue(&world, 1, HOUR(1), 10));
	again.queue_seq = 20;
	assert_int_equal(et_store_place_insert(world.store, &again), ET_CONFLICT);
	OK(et_store_place_set_state(world.store, &first, "carried-over"));
	OK(et_store_place_insert(world.store, &again));
	OK(et_store_place_live(world.store, &case_id, world.arena, &live));
	assert_int_equal(live.queue_seq, 20);
	OK(et_store_place_prepare(world.store, &again, "ready", NOW + 1));
	OK(et_store_place_live(world.store, &case_id, world.arena, &live));
	assert_true(et_slice_eq_str(live.state, "ready"));
	assert_int_equal(live.prepared_at, NOW + 1);
	again.queue_seq = 30;
	assert_int_equal(et_store_place_set_state(world.store, &again, "ready"), ET_NOT_FOUND);
	/* Another turn of the same statement is another place. */
	first.turn = 1;
	assert_int_equal(et_store_place_insert(world.store, &first), ET_CONFLICT);
	world_fini(&world);
}

static void test_order_and_moving_up(void **state)
{
	const struct et_id hour_id = HOUR(1), second_id = CASE(2);
	struct et_store_place *places, second;
	struct world world;
	size_t count;

	(void)state;
	begin(&world, 4);
	for (unsigned n = 1; n <= 3; n++)
		OK(queue(&world, n, hour_id, 10));
	OK(et_store_place_live(world.store, &second_id, world.arena, &second));
	OK(et_store_place_delete(world.store, &second));
	assert_int_equal(et_store_place_delete(world.store, &second), ET_NOT_FOUND);
	OK(queue(&world, 4, hour_id, 15));
	OK(et_store_place_list(world.store, &hour_id, world.arena, &places, &count));
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(places[i].pos, (int64_t)i + 1);
	assert_int_equal(places[0].case_id.b[15], 1);
	assert_int_equal(places[1].case_id.b[15], 3);
	assert_int_equal(places[2].case_id.b[15], 4);
	world_fini(&world);
}

/* case numbers of an hour by position, as digits */
static int64_t agenda(struct world *world, struct et_id hour_id)
{
	struct et_store_place *places;
	int64_t digits = 0;
	size_t count;

	OK(et_store_place_list(world->store, &hour_id, world->arena, &places, &count));
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(places[i].pos, (int64_t)i + 1);
		digits = digits * 10 + places[i].case_id.b[15];
	}
	return digits;
}

static enum et_err move(struct world *world, unsigned case_n, struct et_id hour_id, int64_t pos)
{
	const struct et_id case_id = CASE(case_n);
	struct et_store_place place, to;

	OK(et_store_place_live(world->store, &case_id, world->arena, &place));
	to = place;
	to.hour_id = hour_id;
	to.pos = pos;
	to.state = et_slice_str(et_id_is_zero(&hour_id) ? "waiting" : "queued");
	return et_store_place_move(world->store, &place, &to);
}

static void test_moving(void **state)
{
	const struct et_id none = { { 0 } }, series_id = SERIES, fourth = CASE(4);
	struct et_store_place_waiting *waiting;
	struct world world;
	size_t count;

	(void)state;
	begin(&world, 5);
	for (unsigned n = 1; n <= 4; n++)
		OK(queue(&world, n, HOUR(1), 10));
	OK(move(&world, 4, HOUR(1), 1));
	assert_int_equal(agenda(&world, HOUR(1)), 4123);
	OK(move(&world, 4, HOUR(1), 3));
	assert_int_equal(agenda(&world, HOUR(1)), 1243);
	OK(move(&world, 1, HOUR(1), 0));
	assert_int_equal(agenda(&world, HOUR(1)), 2431);
	OK(move(&world, 4, none, 0));
	assert_int_equal(agenda(&world, HOUR(1)), 231);
	OK(et_store_place_list_waiting(world.store, &series_id, world.arena, &waiting, &count));
	assert_int_equal(count, 1);
	assert_true(et_id_eq(&waiting[0].place.case_id, &fourth));
	assert_int_equal(waiting[0].cover_from, NOW - DAY_MS);
	assert_int_equal(waiting[0].cover_to, NOW + 100 * DAY_MS);
	OK(queue(&world, 5, HOUR(1), 10));
	assert_int_equal(move(&world, 4, HOUR(1), 2), ET_HOUR_FULL);
	world_fini(&world);
}

static void test_next_free_hour(void **state)
{
	const struct et_id series_id = SERIES, third = HOUR(3);
	const int64_t from = NOW + DAY_MS, far = NOW + 90 * DAY_MS;
	struct et_store_hour hour;
	struct world world;

	(void)state;
	begin(&world, 7);
	for (unsigned n = 1; n <= 4; n++)
		OK(queue(&world, n, HOUR(2), 10));
	OK(queue(&world, 5, HOUR(4), 30));
	OK(queue(&world, 6, HOUR(4), 20));
	OK(et_store_hour_next_free(world.store, &series_id, from, far, 10, world.arena, &hour));
	assert_true(et_id_eq(&hour.hour_id, &third));
	OK(et_store_hour_by_id(world.store, &third, world.arena, &hour));
	hour.state = ET_SLICE_LIT("cancelled");
	OK(et_store_hour_update(world.store, &hour));
	OK(et_store_hour_next_free(world.store, &series_id, from, far, 10, world.arena, &hour));
	assert_int_equal(hour.hour_id.b[15], 4);
	assert_int_equal(hour.places, 2);
	assert_int_equal(hour.minutes, 50);
	assert_int_equal(
		et_store_hour_next_free(world.store, &series_id, from, far, 11, world.arena, &hour),
		ET_NOT_FOUND);
	assert_int_equal(et_store_hour_next_free(world.store, &series_id, from, hour.ends_at - 1,
				 10, world.arena, &hour),
		ET_NOT_FOUND);
	world_fini(&world);
}

static void expect_seen(struct world *world, struct et_id uid, int64_t now, int64_t entitled)
{
	struct et_store_place_seen *seen;
	size_t count;

	OK(et_store_place_list_seen(
		world->store, &uid, now, NOW, NOW + 9 * DAY_MS, true, world->arena, &seen, &count));
	assert_int_equal(count, 1);
	assert_int_equal(seen[0].entitled, entitled);
	assert_false(et_id_is_zero(&seen[0].session_id));
	/* Who is entitled has to do with the series. */
	OK(et_store_place_list_seen(world->store, &uid, now, NOW, NOW + 9 * DAY_MS, false,
		world->arena, &seen, &count));
	assert_true(count == 1 || entitled == 0);
}

static void test_who_may_know_the_case(void **state)
{
	struct et_store_room room = { .session_id = id_of('r', 1),
		.case_id = CASE(1),
		.hour_id = HOUR(1),
		.open_seq = 11,
		.opened_at = NOW };
	const struct et_id consent_id = CONSENT(1);
	struct world world;

	(void)state;
	begin(&world, 1);
	OK(queue(&world, 1, HOUR(1), 10));
	OK(et_store_room_insert(world.store, &room));
	expect_seen(&world, WORKER, NOW, 1);
	expect_seen(&world, CONTACT, NOW, 1);
	expect_seen(&world, STRANGER, NOW, 0);
	expect_seen(&world, COORDINATOR, NOW, 0);
	/* Before its dates, but over the hour queued for; after them; after its end. */
	expect_seen(&world, CONTACT, NOW - 2 * DAY_MS, 1);
	expect_seen(&world, CONTACT, NOW + 100 * DAY_MS, 0);
	OK(et_store_consent_end(world.store, &consent_id, NOW, 12, &(struct et_id){ { 0 } }));
	expect_seen(&world, CONTACT, NOW, 0);
	expect_seen(&world, WORKER, NOW, 1);
	world_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fifth_case),
		cmocka_unit_test(test_a_smaller_series),
		cmocka_unit_test(test_sixty_first_minute),
		cmocka_unit_test(test_one_live_place_a_case),
		cmocka_unit_test(test_order_and_moving_up),
		cmocka_unit_test(test_moving),
		cmocka_unit_test(test_next_free_hour),
		cmocka_unit_test(test_who_may_know_the_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
