/*
 * Random acts on the queue through the whole server, signed, with the clock running: whatever is answered, what
 * is left is what verify builds again from chains and log. ET_STEPS: how many; ET_SEED: which.
 */
#include "casework.h"

#include <stdlib.h>

#define STEPS 300
#define CASES 6

static uint64_t seed;

static size_t below(size_t limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % limit);
}

static int64_t number_of(const char *name, int64_t otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? strtoll(text, NULL, 10) : otherwise;
}

/* Gives who says it. */
static struct kit_peer *add_something(
	struct cw_world *world, struct cw_case *cs, struct et_id *session)
{
	static const char *const words[] = { "ready", "needs-info", "answered" };
	static const char *const ends[] = { "carried-over", "carried-over", "handled" };
	const struct et_id none = { { 0 } };
	struct et_id hour = cw_hour(world, below(3));

	switch (below(9)) {
	case 0: cw_queue_as(cs, world->ann, &cs->series, &none, 30, "urgent"); break;
	case 1:
	case 2: cw_queue(cs, world->ann, &hour, 10 + (int)below(21)); break;
	case 3: cw_word(cs, world->ann, "unqueue", below(2) == 0 ? &none : &hour, ""); break;
	case 4: cw_place(cs, world->ann, &hour, (int64_t)below(4)); break;
	case 5: cw_consent(cs, world->ann, (int64_t)(1 + below(20)) * KIT_DAY, &cs->consent); break;
	case 6:
		*session = kit_fresh_id(world->kit);
		cw_session_open(cs, world->ann, &world->hour, session);
		break;
	case 7: cw_word(cs, world->ann, "session-close", session, ends[below(3)]); break;
	default: cw_word(cs, world->kim, "prepare", NULL, words[below(3)]); return world->kim;
	}
	return world->ann;
}

static void test_verify_builds_it_again(void **state)
{
	int64_t steps = number_of("ET_STEPS", STEPS), accepted = 0;
	struct cw_world *world = cw_world_new();
	struct cw_case cases[CASES];
	struct et_id sessions[CASES];

	(void)state;
	seed = (uint64_t)number_of("ET_SEED", 77) * 2 + 1;
	print_message("seed %lld, %lld steps\n", (long long)(seed / 2), (long long)steps);
	for (size_t i = 0; i < CASES; i++) {
		cw_with_contact(world, &cases[i]);
		sessions[i] = kit_fresh_id(world->kit);
		cw_later(world, 2 * KIT_MINUTE);
	}
	for (int64_t n = 0; n < steps; n++) {
		size_t i = below(CASES);
		struct et_id before = cases[i].consent;
		struct kit_peer *by;

		world->hour = kit_hour(world->ann, &world->series, 0, &world->starts_at);
		by = add_something(world, &cases[i], &sessions[i]);
		if (cw_send(&cases[i], by)->error == NULL)
			accepted++;
		else
			cases[i].consent = before;
		if (below(3) == 0) {
			cw_point(&cases[i], world->ben, "consent-ack");
			accepted += cw_send(&cases[i], world->ben)->error == NULL;
		}
		cw_later(world, (int64_t)(1 + below(9)) * KIT_HOUR / 2);
		if (n % 100 == 99)
			kit_verify(world->kit);
	}
	kit_verify(world->kit);
	print_message("%lld accepted\n", (long long)accepted);
	assert_true(accepted > steps / 10);
	assert_true(kit_log_count(world->kit, "hour-over", "ok") > 0);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verify_builds_it_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
