/*
 * Two who take the last place of an hour at once, a hundred times: one has it, the other is told so, with the
 * next hour; whoever of them comes first in the batch.
 */
#include "casework.h"

#define RACES 100

struct field {
	struct cw_world *world;
	struct cw_case fillers[3], rivals[2];
};

static void unqueue(struct field *field, struct cw_case *cs)
{
	cw_word(cs, field->world->ann, "unqueue", &field->world->hour, "");
	kit_ok(cw_send(cs, field->world->ann));
}

static size_t taken(struct field *field)
{
	struct cw_world *world = field->world;
	json_t *hours = json_object_get(
		kit_ok(kit_call(world->ann, "hour-list",
			json_pack("{s:I, s:I}", "from", (json_int_t)world->starts_at, "to",
				(json_int_t)(world->starts_at + 1)))),
		"hours");

	return json_array_size(json_object_get(json_array_get(hours, 0), "places"));
}

/* ann and ben, each with a case; `first` comes first. */
static void race(struct field *field, size_t first, int minutes, const char *refusal)
{
	struct cw_world *world = field->world;
	struct kit_peer *people[2] = { world->ann, world->ben }, *order[2];
	struct et_slice frames[2];
	struct et_id next = cw_hour(world, 1), offered;
	json_t *error;

	for (size_t i = 0; i < 2; i++) {
		size_t who = (first + i) % 2;

		cw_queue(&field->rivals[who], people[who], &world->hour, minutes);
		order[i] = people[who];
		frames[i] = cw_frame(&field->rivals[who]);
		kit_forget(people[who]);
	}
	kit_batch(order, frames, 2);
	kit_ok(cw_answered(&field->rivals[first], kit_next_reply(order[0])));
	error = kit_refused(
		cw_answered(&field->rivals[1 - first], kit_next_reply(order[1])), refusal);
	offered = kit_get_id(error, "next_hour");
	assert_true(et_id_eq(&offered, &next));
	assert_int_equal(kit_get_int(error, "next_starts_at"), world->starts_at + 7 * KIT_DAY);
}

static void test_the_last_place(void **state)
{
	struct field field = { .world = cw_world_new() };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		cw_consented(field.world, &field.fillers[i]);
		cw_queue(&field.fillers[i], field.world->ann, &field.world->hour, 10);
		kit_ok(cw_send(&field.fillers[i], field.world->ann));
	}
	cw_later(field.world, 5 * KIT_MINUTE);
	for (size_t i = 0; i < 2; i++)
		cw_consented(field.world, &field.rivals[i]);
	for (size_t n = 0; n < RACES; n++) {
		race(&field, n % 2, 10, "hour_full");
		assert_int_equal(taken(&field), 4);
		unqueue(&field, &field.rivals[n % 2]);
		assert_int_equal(taken(&field), 3);
		kit_advance(field.world->kit, KIT_MINUTE);
		if (n % 10 == 9)
			cw_later(field.world, KIT_MINUTE);
	}
	assert_int_equal(kit_log_count(field.world->kit, "case-append", "hour_full"), RACES);
	kit_verify(field.world->kit);
	cw_world_free(field.world);
}

/* The same for the last minutes. */
static void test_the_last_minutes(void **state)
{
	struct field field = { .world = cw_world_new() };

	(void)state;
	cw_consented(field.world, &field.fillers[0]);
	cw_queue(&field.fillers[0], field.world->ann, &field.world->hour, 30);
	kit_ok(cw_send(&field.fillers[0], field.world->ann));
	for (size_t i = 0; i < 2; i++)
		cw_consented(field.world, &field.rivals[i]);
	for (size_t n = 0; n < 4; n++) {
		race(&field, n % 2, 20, "hour_minutes");
		assert_int_equal(taken(&field), 2);
		unqueue(&field, &field.rivals[n % 2]);
		kit_advance(field.world->kit, KIT_MINUTE);
	}
	kit_verify(field.world->kit);
	cw_world_free(field.world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_last_place),
		cmocka_unit_test(test_the_last_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
