/*
 * Series, their hours over holidays and changes of the clock, who sees which, and drafts.
 */
#include <stdio.h>
#include <string.h>

#include "casework.h"
#include "places.h"

#include <etatunti/crypto/hash.h>
#include <etatunti/domain/calendar.h>

/* Fridays from 6 March 2026 on, of pair B. */
static struct kit_series fridays(struct cw_world *world)
{
	struct kit_series series = kit_series_of(world->coord, &world->pair_b, world->kim);

	series.name = "Toinen";
	series.weekday = 5;
	(void)snprintf(series.first, sizeof(series.first), "2026-03-06");
	return series;
}

static void set(struct cw_world *world, const struct kit_series *series)
{
	kit_ok(kit_series_set(world->coord, series));
}

static json_t *hours_of(struct kit_peer *peer, int64_t from, int64_t to)
{
	return json_object_get(
		kit_ok(kit_call(peer, "hour-list",
			json_pack("{s:I, s:I}", "from", (json_int_t)from, "to", (json_int_t)to))),
		"hours");
}

/* Twelve o'clock stays twelve o'clock; Good Friday, May Day and Midsummer's Eve are only proposed. */
static void hours_follow_the_calendar(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t from = kit_now(world->kit);
	struct kit_series series = fridays(world);
	size_t proposed = 0, planned = 0;
	json_t *hours;

	(void)state;
	set(world, &series);
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
		assert_string_equal(kit_get_str(hour, "state"), "proposed");
		assert_string_equal(kit_get_str(hour, "reason"), "holiday");
		assert_true(strcmp(kit_get_str(hour, "date"), "2026-04-03") == 0 ||
			strcmp(kit_get_str(hour, "date"), "2026-05-01") == 0 ||
			strcmp(kit_get_str(hour, "date"), "2026-06-19") == 0);
		proposed++;
	}
	assert_int_equal(proposed, 3);
	assert_in_range(planned, 22, 24);
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
	struct kit_series series = fridays(world);
	json_t *list;

	(void)state;
	kit_forget(world->cid);
	kit_forget(world->ann);
	kit_forget(world->kela);
	set(world, &series);
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

static void refuse(struct cw_world *world, struct kit_series *series, const char *code)
{
	kit_refused(kit_series_set(world->coord, series), code);
	*series = fridays(world);
	kit_advance(world->kit, 500);
}

static void wrong_series(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = fridays(world);

	(void)state;
	it.name = "";
	refuse(world, &it, "bad_statement");
	it.name = " Tunti";
	refuse(world, &it, "bad_statement");
	it.weekday = 8;
	refuse(world, &it, "bad_statement");
	it.weekday = 0;
	refuse(world, &it, "bad_statement");
	it.weekday = (INT64_C(1) << 32) + 5;
	refuse(world, &it, "bad_statement");
	it.start = "24:00";
	refuse(world, &it, "bad_statement");
	it.start = "9:00";
	refuse(world, &it, "bad_statement");
	(void)snprintf(it.first, sizeof(it.first), "2026-02-29");
	refuse(world, &it, "bad_statement");
	(void)snprintf(it.first, sizeof(it.first), "2029-01-01");
	refuse(world, &it, "bad_statement");
	(void)snprintf(it.first, sizeof(it.first), "2024-01-01");
	refuse(world, &it, "bad_statement");
	it.last = "2026-03-05"; /* before first */
	refuse(world, &it, "bad_statement");
	(void)snprintf(it.first, sizeof(it.first), "2026-02-06");
	it.last = "2026-03-01"; /* over before it begins */
	refuse(world, &it, "bad_statement");
	it.capacity = 5;
	refuse(world, &it, "bad_statement");
	it.every = 3;
	refuse(world, &it, "bad_statement");
	it.on_holidays = 2;
	refuse(world, &it, "bad_statement");
	it.phone = "+358 2 123 4567 / 2";
	refuse(world, &it, "bad_statement");
	it.phone = "+358 (2) 123-4567-8901-2345-6789-0123-456"; /* 41 characters */
	refuse(world, &it, "bad_statement");
	it.id = (struct et_id){ { 0 } };
	refuse(world, &it, "bad_statement");
	it.contact = world->ann->uid;
	refuse(world, &it, "bad_statement");
	it.contact = world->kela->uid;
	refuse(world, &it, "bad_statement");
	it.contact = kit_fresh_id(world->kit);
	refuse(world, &it, "bad_statement");
	it.org = world->kela->org;
	refuse(world, &it, "forbidden");
	kit_refused(kit_series_set(world->ann, &it), "forbidden");
	it.org = world->kela->org;
	kit_refused(kit_series_set(world->kela, &it), "forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void wrong_pairs(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_series it = fridays(world);

	(void)state;
	it.pair_count = 0;
	refuse(world, &it, "bad_statement");
	it.pairs[1] = it.pairs[0];
	it.pair_count = 2;
	refuse(world, &it, "bad_statement");
	it.pairs[0] = kit_fresh_id(world->kit);
	refuse(world, &it, "bad_statement");
	for (it.pair_count = 0; it.pair_count < KIT_SERIES_PAIRS_MAX; it.pair_count++)
		it.pairs[it.pair_count] = kit_fresh_id(world->kit);
	refuse(world, &it, "bad_statement");
	set(world, &it);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Another name, contact and pair: who is out is out at once. The rule: test_hours.c. */
static void a_series_changes(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = kit_person(world->kela, "kaj", "contact");
	int64_t from = kit_now(world->kit), to = from + 300 * KIT_DAY;
	struct kit_series it = fridays(world);
	json_t *list;

	(void)state;
	set(world, &it);
	it.name = "Perjantai";
	it.contact = kaj->uid;
	it.pairs[0] = world->pair_a;
	kit_advance(world->kit, 3000);
	set(world, &it);
	list = json_object_get(kit_ok(kit_call(kaj, "series-list", NULL)), "series");
	assert_int_equal(json_array_size(list), 1);
	assert_string_equal(kit_get_str(json_array_get(list, 0), "name"), "Perjantai");
	list = json_object_get(kit_ok(kit_call(world->kim, "series-list", NULL)), "series");
	assert_int_equal(json_array_size(list), 1);
	assert_int_equal(json_array_size(hours_of(world->cid, from, to)), 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Anybody computes the id of an hour. */
static void hour_ids_follow(void **state)
{
	struct cw_world *world = cw_world_new();
	int64_t from = kit_now(world->kit);
	json_t *hours = hours_of(world->ann, from, from + 300 * KIT_DAY);

	(void)state;
	assert_true(json_array_size(hours) > 20);
	for (size_t i = 0; i < json_array_size(hours); i++) {
		json_t *hour = json_array_get(hours, i);
		struct et_id id = kit_get_id(hour, "hour");
		struct et_hash hash;
		struct et_buf buf;

		et_buf_init(&buf, 256);
		et_lp_put_label(&buf, "ET1/hour");
		et_lp_put_hash(&buf, &world->kit->deployment.g);
		et_lp_put_id(&buf, &world->series);
		et_lp_put_str(&buf, kit_get_str(hour, "date"));
		hash = et_hash_of(et_buf_view(&buf));
		et_buf_fini(&buf);
		assert_memory_equal(id.b, hash.b, sizeof(id.b));
	}
	cw_world_free(world);
}

/* Of that one day. */
static void on_day(struct kit_series *series, struct et_id id, struct et_date day)
{
	series->id = id;
	series->weekday = et_date_weekday(day);
	et_date_format(day, series->first);
}

/* One coordinator can't make so many that the list of all, or the daily job, has no room for them. */
static void not_too_many(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct kit_series series = kit_series_of(world->coord, &world->pair_a, world->kim);
	const struct kit_series own = series;
	struct et_date day = et_calendar_date(kit_now(kit));
	size_t made = 1; /* the world's own */

	(void)state;
	series.last = series.first;
	series.start = "15:00"; /* apart from the world's own, each on a day of its own */
	for (; made < 256; made++) {
		on_day(&series, kit_fresh_id(kit), day = et_date_add(day, 1));
		kit_ok(kit_series_set(world->coord, &series));
		kit_advance(kit, 100);
	}
	on_day(&series, kit_fresh_id(kit), et_date_add(day, 1));
	kit_refused(kit_series_set(world->coord, &series), "bad_statement");
	series = own;
	series.id = world->series;
	kit_ok(kit_series_set(world->coord, &series));
	assert_int_equal(json_array_size(json_object_get(
				 kit_ok(kit_call(world->coord, "series-list", NULL)), "series")),
		256);
	kit_advance(kit, KIT_DAY);
	kit_verify(kit);
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
		cmocka_unit_test(wrong_pairs),
		cmocka_unit_test(a_series_changes),
		cmocka_unit_test(hour_ids_follow),
		cmocka_unit_test(not_too_many),
		cmocka_unit_test(drafts_are_ones_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
