/*
 * Series, their hours over holidays and changes of the clock, who sees which, and drafts.
 */
#include <string.h>

#include "casework.h"

#include <etatunti/domain/calendar.h>

static json_t *params(struct cw_world *world)
{
	return json_pack("{s:s, s:[o], s:o, s:i, s:s, s:s, s:n, s:i, s:i, s:b}", "name", "Toinen",
		"pairs", kit_json_id(&world->pair_b), "contact", kit_json_id(&world->kim->uid),
		"weekday", 5, "start", "12:00", "first", "2026-03-06", "last", "capacity", 4,
		"every", 1, "on_holidays", 0);
}

static json_t *hours_of(struct kit_peer *peer, int64_t from, int64_t to)
{
	return json_object_get(
		kit_ok(kit_call(peer, "hour-list",
			json_pack("{s:I, s:I}", "from", (json_int_t)from, "to", (json_int_t)to))),
		"hours");
}

/* Twelve o'clock stays twelve o'clock, Good Friday and May Day fall away. */
static void hours_follow_the_calendar(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t from = kit_now(world->kit);
	size_t cancelled = 0, planned = 0;
	json_t *hours;

	(void)state;
	kit_ok(kit_call(world->coord, "series-create", params(world)));
	hours = hours_of(world->cid, from, from + 26 * 7 * KIT_DAY);
	for (size_t i = 0; i < json_array_size(hours); i++) {
		json_t *hour = json_array_get(hours, i);
		int64_t at = kit_get_int(hour, "starts_at");

		assert_int_equal(et_calendar_minute(at), 12 * 60);
		assert_int_equal(kit_get_int(hour, "ends_at") - at, KIT_HOUR);
		assert_int_equal(at - kit_get_int(hour, "opens_at"), 15 * KIT_MINUTE);
		assert_int_equal(kit_get_int(hour, "free_places"), 4);
		if (strcmp(kit_get_str(hour, "state"), "planned") == 0) {
			planned++;
			continue;
		}
		assert_string_equal(kit_get_str(hour, "reason"), "holiday");
		assert_true(strcmp(kit_get_str(hour, "date"), "2026-04-03") == 0 ||
			strcmp(kit_get_str(hour, "date"), "2026-05-01") == 0);
		cancelled++;
	}
	assert_int_equal(cancelled, 2);
	assert_in_range(planned, 23, 25);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Every day the hours reach as far ahead as on the first. */
static void hours_are_made_ahead(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t last, far = 40 * 7 * KIT_DAY;
	json_t *hours;

	(void)state;
	hours = hours_of(world->coord, 0 + kit_now(world->kit), kit_now(world->kit) + far);
	last = kit_get_int(json_array_get(hours, json_array_size(hours) - 1), "starts_at");
	cw_later(world, 21 * KIT_DAY);
	hours = hours_of(world->coord, kit_now(world->kit), kit_now(world->kit) + far);
	assert_int_equal(
		kit_get_int(json_array_get(hours, json_array_size(hours) - 1), "starts_at") /
			KIT_DAY,
		last / KIT_DAY + 21);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void everyone_sees_their_own(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t from = kit_now(world->kit), to = from + 300 * KIT_DAY;
	json_t *list;

	(void)state;
	kit_forget(world->cid);
	kit_forget(world->ann);
	kit_forget(world->kela);
	kit_ok(kit_call(world->coord, "series-create", params(world)));
	assert_non_null(kit_event(world->cid, "series"));
	assert_null(kit_event(world->ann, "series"));
	assert_non_null(kit_event(world->kela, "series"));
	list = json_object_get(kit_ok(kit_call(world->ann, "series-list", NULL)), "series");
	assert_int_equal(json_array_size(list), 1);
	list = json_object_get(kit_ok(kit_call(world->kim, "series-list", NULL)), "series");
	assert_int_equal(json_array_size(list), 2);
	list = json_object_get(kit_ok(kit_call(world->kela, "series-list", NULL)), "series");
	assert_int_equal(json_array_size(list), 2);
	assert_int_equal(json_array_size(hours_of(world->ann, from, to)) +
			json_array_size(hours_of(world->cid, from, to)),
		json_array_size(hours_of(world->kim, from, to)));
	cw_world_free(world);
}

/* A place is seen by all of the series, its case by those of the case only. */
static void places_tell_no_case(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id case_id;
	struct cw_case cs;
	json_t *place;

	(void)state;
	cw_queued(world, &cs);
	place = json_array_get(
		json_object_get(
			json_array_get(
				hours_of(world->coord, world->starts_at, world->starts_at + 1), 0),
			"places"),
		0);
	assert_int_equal(kit_get_int(place, "minutes"), 15);
	assert_string_equal(kit_get_str(place, "state"), "queued");
	assert_null(json_object_get(place, "case"));
	place = json_array_get(json_object_get(json_array_get(hours_of(world->kim, world->starts_at,
								      world->starts_at + 1),
						       0),
				       "places"),
		0);
	case_id = kit_get_id(place, "case");
	assert_true(et_id_eq(&case_id, &cs.id));
	cw_world_free(world);
}

static void refuse(struct cw_world *world, const char *key, json_t *value, const char *code)
{
	json_t *changed = params(world), *error;

	json_object_set_new(changed, key, value);
	error = kit_refused(kit_call(world->coord, "series-create", changed), code);
	assert_string_equal(kit_get_str(error, "field"), key);
	kit_advance(world->kit, 500);
}

static void wrong_series(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id unknown = kit_fresh_id(world->kit);

	(void)state;
	refuse(world, "name", json_string(""), "bad_param");
	refuse(world, "name", json_string(" Tunti"), "bad_param");
	refuse(world, "weekday", json_integer(8), "bad_param");
	refuse(world, "start", json_string("24:00"), "bad_param");
	refuse(world, "start", json_string("9:00"), "bad_param");
	refuse(world, "first", json_string("2026-02-29"), "bad_param");
	refuse(world, "first", json_string("2029-01-01"), "bad_param");
	refuse(world, "last", json_string("2026-03-01"), "bad_param");
	refuse(world, "capacity", json_integer(5), "bad_param");
	refuse(world, "every", json_integer(3), "bad_param");
	refuse(world, "on_holidays", json_integer(1), "bad_param");
	refuse(world, "pairs", json_array(), "bad_param");
	refuse(world, "pairs",
		json_pack("[o, o]", kit_json_id(&world->pair_a), kit_json_id(&world->pair_a)),
		"bad_param");
	refuse(world, "pairs", json_pack("[o]", kit_json_id(&unknown)), "not_found");
	refuse(world, "contact", kit_json_id(&world->ann->uid), "bad_param");
	refuse(world, "contact", kit_json_id(&unknown), "not_found");
	kit_refused(kit_call(world->kela, "series-create", params(world)), "forbidden");
	kit_refused(kit_call(world->ann, "series-create", params(world)), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "series-create", "forbidden"), 2);
	kit_ok(kit_call(world->coord, "series-create", params(world)));
	cw_world_free(world);
}

static void drafts_are_ones_own(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice first = kit_random(world->kit, 65536), big = kit_random(world->kit, 65537);
	struct kit_reply *reply;

	(void)state;
	kit_ok(kit_call_blobs(world->ann, "draft-put",
		json_pack("{s:s, s:i}", "key", "plan:ä", "data", 0), &first, 1));
	kit_refused(kit_call_blobs(world->ann, "draft-put",
			    json_pack("{s:s, s:i}", "key", "plan:ä", "data", 0), &big, 1),
		"bad_param");
	reply = kit_call(world->ann, "draft-get", json_pack("{s:s}", "key", "plan:ä"));
	kit_ok(reply);
	assert_int_equal(reply->blob_count, 1);
	assert_true(et_slice_eq(reply->blobs[0], first));
	kit_refused(kit_call(world->ben, "draft-get", json_pack("{s:s}", "key", "plan:ä")),
		"not_found");
	kit_ok(kit_call(world->ann, "draft-drop", json_pack("{s:s}", "key", "plan:ä")));
	kit_ok(kit_call(world->ann, "draft-drop", json_pack("{s:s}", "key", "plan:ä")));
	kit_refused(kit_call(world->ann, "draft-get", json_pack("{s:s}", "key", "plan:ä")),
		"not_found");
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hours_follow_the_calendar),
		cmocka_unit_test(hours_are_made_ahead),
		cmocka_unit_test(everyone_sees_their_own),
		cmocka_unit_test(places_tell_no_case),
		cmocka_unit_test(wrong_series),
		cmocka_unit_test(drafts_are_ones_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
