/*
 * As many series as an organisation may have, with cases in their lines: no job runs out of anything, and a
 * server that starts again on them does start.
 */
#include "hourwork.h"

#include <stdio.h>

#define SERIES_MAX 256
#define HOURS_A_DAY 20
#define CONTACTS 2
#define WAITING 40

/* One after the other, an hour each, of two contacts; the world's own is on Mondays at 12:00. */
static void at(struct kit_series *series, size_t n, struct kit_peer *const contacts[CONTACTS])
{
	static char start[SERIES_MAX][8];
	size_t slot = n / CONTACTS;
	struct et_date first = { 2026, 3, (int)(9 + slot / HOURS_A_DAY) };

	series->contact = contacts[n % CONTACTS]->uid;
	series->weekday = et_date_weekday(first);
	et_date_format(first, series->first);
	(void)snprintf(start[n], sizeof(start[n]), "%02zu:30", slot % HOURS_A_DAY);
	series->start = start[n];
}

/* Of four weeks from there; asked for a week at a time: one reply does not hold them all. */
static size_t hours_from(struct cw_world *world, int64_t first)
{
	size_t count = 0;

	for (int64_t from = first; from < first + 4 * WEEK; from += WEEK) {
		json_t *ok = kit_ok(kit_call(world->coord, "hour-list",
			json_pack("{s:I, s:I}", "from", (json_int_t)from, "to",
				(json_int_t)(from + WEEK))));

		count += json_array_size(json_object_get(ok, "hours"));
	}
	return count;
}

static void test_jobs_and_start(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct kit_peer *contacts[CONTACTS] = { kit_person(world->kela, "kaj", "contact"),
		kit_person(world->kela, "kai", "contact") };
	struct kit_series series = kit_series_of(world->coord, &world->pair_a, world->kim);
	const struct et_id none = { { 0 } };
	struct cw_case cs;
	int64_t end;

	(void)state;
	for (size_t n = 0; n < SERIES_MAX - 1; n++) {
		series.id = kit_fresh_id(kit);
		at(&series, n, contacts);
		kit_ok(kit_series_set(world->coord, &series));
		kit_advance(kit, 600);
		if (n >= WAITING)
			continue;
		/* In line: its consent reaches no hour. */
		cw_open(world, &cs);
		cw_consent(&cs, world->ann, KIT_DAY, NULL);
		kit_ok(cw_send(&cs, world->ann));
		cw_point(&cs, world->ben, "consent-ack");
		kit_ok(cw_send(&cs, world->ben));
		cw_queue_as(&cs, world->ann, &series.id, &none, 15, "normal");
		kit_ok(cw_send(&cs, world->ann));
	}
	series.id = kit_fresh_id(kit);
	at(&series, SERIES_MAX - 1, contacts);
	kit_refused(kit_series_set(world->coord, &series), "bad_statement");
	end = kit_now(kit) + 26 * WEEK + KIT_DAY;
	assert_true(hours_from(world, end - 4 * WEEK) >= 3 * SERIES_MAX);
	assert_int_equal(hours_from(world, end), 0);
	/* Ten days without a server: at its start every series is behind. */
	et_env_fake_advance(&kit->fake, 10 * KIT_DAY);
	kit_restart(kit);
	kit_advance(kit, KIT_MINUTE);
	cw_later(world, 0);
	assert_true(hours_from(world, end) >= SERIES_MAX);
	assert_int_equal(json_array_size(json_object_get(
				 kit_ok(kit_call(world->coord, "queue-list", NULL)), "waiting")),
		WAITING);
	kit_advance(kit, KIT_DAY);
	kit_verify(kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jobs_and_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
