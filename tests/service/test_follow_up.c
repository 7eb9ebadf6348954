/*
 * What is due after the hour: who says it, whom it is told, when and how often; and that a case is not erased while
 * somebody holds it.
 */
#include <string.h>

#include <etatunti/domain/calendar.h>

#include "followwork.h"
#include "mailwork.h"

#define ANN "ann@example.fi"
#define KIM "kim@example.fi"

static json_t *item_of(struct kit_peer *peer, const struct cw_case *cs)
{
	json_t *cases = json_object_get(kit_ok(kit_call(peer, "case-list", NULL)), "cases"), *item;
	size_t i;

	json_array_foreach(cases, i, item)
	{
		struct et_id id = kit_get_id(item, "case");

		if (et_id_eq(&id, &cs->id))
			return item;
	}
	fail_msg("the case is not listed");
	return NULL;
}

static void test_dates(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t now = kit_now(world->kit), due = now + 60 * KIT_DAY;
	struct cw_case cs;
	json_t *list;

	(void)state;
	cw_open(world, &cs);
	fw_follow_up(&cs, world->ann, "first", due);
	fw_follow_up(&cs, world->ann, "plan", due + KIT_DAY);
	kit_ok(cw_send(&cs, world->ann));
	fw_follow_up(&cs, world->ben, "first", due + 2 * KIT_DAY);
	kit_ok(cw_send(&cs, world->ben));
	list = json_object_get(item_of(world->ann, &cs), "follow_ups");
	assert_int_equal(json_array_size(list), 2);
	assert_string_equal(kit_get_str(json_array_get(list, 0), "what"), "first");
	assert_int_equal(kit_get_int(json_array_get(list, 0), "due"), due + 2 * KIT_DAY);
	fw_follow_up(&cs, world->ann, "first", 0);
	kit_ok(cw_send(&cs, world->ann));
	list = json_object_get(item_of(world->ben, &cs), "follow_ups");
	assert_int_equal(json_array_size(list), 1);
	assert_string_equal(kit_get_str(json_array_get(list, 0), "what"), "plan");
	fw_follow_up(&cs, world->ann, "second", due);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	fw_follow_up(&cs, world->ann, "first", now - 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	fw_follow_up(&cs, world->ann, "first", now + 401 * KIT_DAY);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void sign_in_again(struct cw_world *world)
{
	struct kit_peer **const people[] = { &world->ann, &world->ben, &world->kim, &world->coord };

	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		*people[i] = kit_connect_as(*people[i]);
		kit_sign_in(*people[i]);
	}
}

/* At eight of that day, the pair, once; by mail too, and not what has been done meanwhile. */
static void test_told_in_the_morning(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	int64_t day, due;
	json_t *event;

	(void)state;
	mw_on(world->kit);
	sign_in_again(world);
	mw_reach(world->ann, ANN, "fi");
	mw_reach(world->kim, KIM, "en");
	cw_with_contact(world, &cs);
	day = et_calendar_day_start_ms(et_calendar_date(kit_now(world->kit) + 3 * KIT_DAY));
	due = day + 15 * KIT_HOUR;
	fw_follow_up(&cs, world->ben, "first", due);
	fw_follow_up(&cs, world->ben, "half-year", due);
	kit_ok(cw_send(&cs, world->ben));
	fw_follow_up(&cs, world->ben, "half-year", 0);
	kit_ok(cw_send(&cs, world->ben));
	kit_advance(world->kit, day + 7 * KIT_HOUR + 50 * KIT_MINUTE - kit_now(world->kit));
	sign_in_again(world);
	mw_answer_all(world->kit, ET_MAILED_SENT);
	assert_null(mw_find(world->kit, ANN, "Seuranta"));
	kit_advance(world->kit, 12 * KIT_MINUTE);
	event = kit_event(world->ann, "due");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "what"), "first");
	assert_int_equal(kit_get_int(event, "due"), due);
	assert_null(kit_event(world->ann, "due"));
	assert_non_null(kit_event(world->ben, "due"));
	assert_null(kit_event(world->kim, "due"));
	assert_non_null(mw_find(world->kit, ANN, "Seurannan aika on tullut"));
	assert_null(mw_find(world->kit, KIM, "follow-up"));
	mw_answer_all(world->kit, ET_MAILED_SENT);
	kit_restart(world->kit);
	kit_advance(world->kit, KIT_DAY);
	assert_null(mw_find(world->kit, ANN, "Seurannan"));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Who wants to be reminded from now on is not reminded of what fell due days ago. */
static void test_not_of_days_ago(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	mw_on(world->kit);
	sign_in_again(world);
	mw_reach(world->ann, ANN, "fi");
	cw_open(world, &cs);
	fw_follow_up(&cs, world->ann, "first", kit_now(world->kit) + KIT_DAY);
	kit_ok(cw_send(&cs, world->ann));
	kit_advance(world->kit, KIT_DAY + KIT_HOUR);
	assert_non_null(mw_find(world->kit, ANN, "Seurannan"));
	mw_answer_all(world->kit, ET_MAILED_SENT);
	kit_advance(world->kit, 3 * KIT_DAY);
	sign_in_again(world);
	mw_reach(world->ben, "ben@example.fi", "fi");
	kit_advance(world->kit, KIT_HOUR);
	assert_null(mw_find(world->kit, "ben@example.fi", "Seurannan"));
	cw_world_free(world);
}

static void close_case(struct cw_world *world, struct cw_case *cs)
{
	cw_word(cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(cs, world->ann));
}

static void test_hold(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	fw_hold(&cs, world->coord, 0, "");
	kit_refused(cw_send(&cs, world->coord), "bad_statement");
	fw_hold(&cs, world->kela, 1, "");
	kit_refused(cw_send(&cs, world->kela), "forbidden");
	fw_hold(&cs, world->coord, 1, "a complaint");
	kit_ok(cw_send(&cs, world->coord));
	assert_true(json_is_true(json_object_get(item_of(world->ann, &cs), "hold")));
	fw_hold(&cs, world->ann, 1, "again");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	fw_hold(&cs, world->ann, 2, "");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	close_case(world, &cs);
	cw_word(&cs, world->ben, "erase", NULL, "");
	kit_refused(cw_send(&cs, world->ben), "bad_statement");
	cw_later(world, 91 * KIT_DAY);
	assert_string_equal(kit_get_str(item_of(world->ann, &cs), "state"), "closed");
	assert_int_equal(kit_log_count(world->kit, "retention", NULL), 0);
	fw_hold(&cs, world->ben, 0, "");
	kit_ok(cw_send(&cs, world->ben));
	cw_later(world, KIT_HOUR + KIT_MINUTE);
	assert_string_equal(kit_get_str(item_of(world->ann, &cs), "state"), "erased");
	fw_hold(&cs, world->ann, 1, "too late");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_told_in_the_morning),
		cmocka_unit_test(test_not_of_days_ago),
		cmocka_unit_test(test_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
