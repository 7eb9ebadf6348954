/*
 * Rooms, and the rule for peer frames, without any connection.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "front/relay.h"

static const struct et_id room_a = { { 0xa } }, room_b = { { 0xb } };
static const struct et_id id_1 = { { 1 } }, id_2 = { { 2 } }, id_3 = { { 3 } }, nobody;

struct world {
	struct et_rooms rooms;
	struct et_guest guests[3];
};

static struct world world;
static struct et_guest *got[8];
static size_t got_count;

static int setup(void **state)
{
	const struct et_id *ids[] = { &id_1, &id_2, &id_3 };

	(void)state;
	memset(&world, 0, sizeof(world));
	assert_int_equal(et_rooms_init(&world.rooms, (struct et_id){ { 7 } }), ET_OK);
	for (size_t i = 0; i < 3; i++) {
		et_guest_init(&world.guests[i]);
		assert_int_equal(
			et_room_join(&world.rooms, &room_a, &world.guests[i], ids[i]), ET_OK);
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	et_rooms_fini(&world.rooms);
	return 0;
}

static void collect(void *ctx, struct et_guest *guest)
{
	assert_ptr_equal(ctx, &world);
	assert_true(got_count < 8);
	got[got_count++] = guest;
}

static enum et_err route(size_t sender, const struct et_id *room, const struct et_id *from,
	const struct et_id *to, size_t *count)
{
	struct et_relay_header header = { .room = *room, .from = *from, .to = *to };

	got_count = 0;
	return et_relay_route(&world.guests[sender], &header, collect, &world, count);
}

static void everyone_else_gets_it(void **state)
{
	size_t count;

	(void)state;
	assert_int_equal(route(1, &room_a, &id_2, &nobody, &count), ET_OK);
	assert_int_equal(count, 2);
	assert_ptr_equal(got[0], &world.guests[0]);
	assert_ptr_equal(got[1], &world.guests[2]);
}

static void one_gets_it(void **state)
{
	size_t count;

	(void)state;
	assert_int_equal(route(0, &room_a, &id_1, &id_3, &count), ET_OK);
	assert_int_equal(count, 1);
	assert_ptr_equal(got[0], &world.guests[2]);
	/* To oneself, or to somebody who is not there: that is allowed, and goes nowhere. */
	assert_int_equal(route(0, &room_a, &id_1, &id_1, &count), ET_OK);
	assert_int_equal(count, 0);
	assert_int_equal(route(0, &room_a, &id_1, &room_b, &count), ET_OK);
	assert_int_equal(count, 0);
}

static void only_members_speak_and_only_as_themselves(void **state)
{
	size_t count;

	(void)state;
	assert_int_equal(route(0, &room_b, &id_1, &nobody, &count), ET_FORBIDDEN);
	assert_int_equal(route(0, &room_a, &id_2, &nobody, &count), ET_FORBIDDEN);
	et_room_leave(&world.rooms, &room_a, &world.guests[0]);
	assert_int_equal(route(0, &room_a, &id_1, &nobody, &count), ET_FORBIDDEN);
	assert_int_equal(count, 0);
	assert_int_equal(got_count, 0);
	assert_int_equal(route(1, &room_a, &id_2, &nobody, &count), ET_OK);
	assert_int_equal(count, 1);
}

static void joining_again_changes_the_id(void **state)
{
	size_t count;

	(void)state;
	assert_int_equal(et_room_join(&world.rooms, &room_a, &world.guests[0], &room_b), ET_OK);
	assert_int_equal(route(0, &room_a, &id_1, &nobody, &count), ET_FORBIDDEN);
	assert_int_equal(route(0, &room_a, &room_b, &nobody, &count), ET_OK);
	assert_int_equal(count, 2);
}

static void rooms_end_when_nobody_is_left(void **state)
{
	(void)state;
	assert_int_equal(et_room_join(&world.rooms, &room_b, &world.guests[0], &id_1), ET_OK);
	assert_int_equal(et_map_count(world.rooms.map), 2);
	et_room_leave_all(&world.rooms, &world.guests[0]);
	assert_int_equal(et_map_count(world.rooms.map), 1);
	assert_null(et_room_member(&world.guests[0], &room_a));
	et_room_close(&world.rooms, &room_a);
	assert_int_equal(et_map_count(world.rooms.map), 0);
	assert_null(et_room_member(&world.guests[1], &room_a));
	assert_true(et_list_is_empty(&world.guests[2].memberships));
	et_room_close(&world.rooms, &room_a);
	et_room_leave(&world.rooms, &room_a, &world.guests[1]);
}

static void kick_out(void *ctx, struct et_guest *guest)
{
	(void)ctx;
	got_count++;
	et_room_leave_all(&world.rooms, guest);
}

static void a_receiver_may_be_dropped_on_the_way(void **state)
{
	struct et_relay_header header = { .room = room_a, .from = id_1, .to = nobody };
	size_t count;

	(void)state;
	got_count = 0;
	assert_int_equal(et_relay_route(&world.guests[0], &header, kick_out, NULL, &count), ET_OK);
	assert_int_equal(count, 2);
	assert_non_null(et_room_member(&world.guests[0], &room_a));
	assert_null(et_room_member(&world.guests[2], &room_a));
}

static void headers_are_parsed_strictly(void **state)
{
	uint8_t frame[ET_RELAY_HEADER_LEN + ET_RELAY_BODY_MAX + 1] = { ET_RELAY_KIND };
	struct et_relay_header header;

	(void)state;
	memset(frame + 4, 0xa, 16);
	memset(frame + 20, 0xb, 16);
	memset(frame + 36, 0xc, 16);
	assert_int_equal(et_relay_parse(et_slice_of(frame, ET_RELAY_HEADER_LEN), &header), ET_OK);
	assert_memory_equal(header.room.b, frame + 4, 16);
	assert_memory_equal(header.from.b, frame + 20, 16);
	assert_memory_equal(header.to.b, frame + 36, 16);
	assert_int_equal(et_relay_parse(et_slice_of(frame, sizeof(frame) - 1), &header), ET_OK);
	assert_int_equal(et_relay_parse(et_slice_of(frame, sizeof(frame)), &header), ET_TOO_LARGE);
	assert_int_equal(
		et_relay_parse(et_slice_of(frame, ET_RELAY_HEADER_LEN - 1), &header), ET_BAD_FRAME);
	assert_int_equal(et_relay_parse(et_slice_of(NULL, 0), &header), ET_BAD_FRAME);
	for (size_t i = 0; i < 4; i++) {
		frame[i]++;
		assert_int_equal(et_relay_parse(et_slice_of(frame, 60), &header), ET_BAD_FRAME);
		frame[i]--;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(everyone_else_gets_it, setup, teardown),
		cmocka_unit_test_setup_teardown(one_gets_it, setup, teardown),
		cmocka_unit_test_setup_teardown(
			only_members_speak_and_only_as_themselves, setup, teardown),
		cmocka_unit_test_setup_teardown(joining_again_changes_the_id, setup, teardown),
		cmocka_unit_test_setup_teardown(rooms_end_when_nobody_is_left, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_receiver_may_be_dropped_on_the_way, setup, teardown),
		cmocka_unit_test(headers_are_parsed_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
