/*
 * Group commit and the reply memory: a command has its effect once however often it is sent, a
 * refused one none at all, and nothing is told before it is stored.
 */
#include <stdlib.h>
#include <string.h>

#include "casework.h"

#include <etatunti/store/draft.h>
#include <etatunti/store/series.h>

static json_t *series_params(struct cw_world *world, const char *name)
{
	return json_pack("{s:s, s:[o], s:o, s:i, s:s, s:s, s:s, s:i, s:i, s:b}", "name", name,
		"pairs", kit_json_id(&world->pair_a), "contact", kit_json_id(&world->kim->uid),
		"weekday", 3, "start", "09:30", "first", "2026-03-04", "last", "2026-03-31",
		"capacity", 3, "every", 1, "on_holidays", 0);
}

static size_t series_count(struct cw_world *world)
{
	struct et_store_series *rows;
	size_t count;

	assert_int_equal(
		et_store_series_list(world->kit->store, world->kit->arena, &rows, &count), ET_OK);
	return count;
}

/* The client is cut off before the answer comes, signs in anew and sends the same again. */
static void once_after_a_cut(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *again = kit_connect_as(world->coord);
	struct et_id id = kit_fresh_id(world->kit);
	size_t before = series_count(world), rows;
	struct et_slice first, second;

	(void)state;
	first = kit_call_id(
		world->coord, &id, "series-create", series_params(world, "Uusi"), NULL, 0)
			->raw;
	rows = kit_log_count(world->kit, "series-create", "ok");
	kit_cut(world->coord);
	kit_ok(kit_reproof(again));
	kit_advance(world->kit, KIT_HOUR / 10);
	second = kit_call_id(again, &id, "series-create", series_params(world, "Uusi"), NULL, 0)
			 ->raw;
	assert_true(et_slice_eq(first, second));
	assert_int_equal(series_count(world), before + 1);
	assert_int_equal(kit_log_count(world->kit, "series-create", "ok"), rows);
	/* without room too: what was done is told, and nothing is written for it */
	world->kit->storage_low = true;
	second = kit_call_id(again, &id, "series-create", series_params(world, "Uusi"), NULL, 0)
			 ->raw;
	assert_true(et_slice_eq(first, second));
	world->kit->storage_low = false;
	/* over a restart too */
	kit_restart(world->kit);
	again = kit_connect_as(world->coord);
	kit_ok(kit_reproof(again));
	second = kit_call_id(again, &id, "series-create", series_params(world, "Uusi"), NULL, 0)
			 ->raw;
	assert_true(et_slice_eq(first, second));
	assert_int_equal(series_count(world), before + 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void the_same_id_with_other_bytes(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id id = kit_fresh_id(world->kit);
	size_t before = series_count(world);

	(void)state;
	kit_ok(kit_call_id(
		world->coord, &id, "series-create", series_params(world, "Uusi"), NULL, 0));
	kit_refused(kit_call_id(world->coord, &id, "series-create", series_params(world, "Toinen"),
			    NULL, 0),
		"conflict");
	assert_int_equal(series_count(world), before + 1);
	/* an id is a person's own */
	kit_ok(kit_call_id(world->ann, &id, "draft-drop", json_pack("{s:s}", "key", "k"), NULL, 0));
	cw_world_free(world);
}

/* What was refused is not remembered: the same id may succeed later. */
static void refusals_are_tried_again(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id id = kit_fresh_id(world->kit);
	json_t *params = series_params(world, "Uusi");

	(void)state;
	world->kit->storage_low = true;
	kit_refused(kit_call_id(world->coord, &id, "series-create", json_incref(params), NULL, 0),
		"storage_full");
	world->kit->storage_low = false;
	kit_ok(kit_call_id(world->coord, &id, "series-create", params, NULL, 0));
	cw_world_free(world);
}

/* One binary frame's worth of ciphertext under a key. */
static struct kit_reply *put_draft(struct kit_peer *peer, const char *key, size_t len)
{
	struct et_slice blob = kit_random(peer->kit, len);

	return kit_call_blobs(
		peer, "draft-put", json_pack("{s:s, s:i}", "key", key, "data", 0), &blob, 1);
}

static void memory_ends_after_a_day(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna"), *again;
	struct et_id id = kit_fresh_id(kit);

	(void)state;
	kit_ok(kit_call_id(anna, &id, "draft-drop", json_pack("{s:s}", "key", "a"), NULL, 0));
	kit_advance(kit, 26 * KIT_HOUR);
	again = kit_connect_as(anna);
	kit_sign_in(again);
	kit_ok(kit_call_id(again, &id, "draft-drop", json_pack("{s:s}", "key", "b"), NULL, 0));
	kit_free(kit);
}

/* Three commands in one transaction: the one in the middle is refused, the others stand. */
static void a_refusal_leaves_its_neighbours(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *peers[] = { world->coord, world->coord, world->ann };
	size_t before = series_count(world);
	json_t *wrong = series_params(world, "Toinen");
	struct et_slice frames[3];

	(void)state;
	json_object_set_new(wrong, "contact", kit_json_id(&world->ann->uid));
	frames[0] = kit_text(world->kit, "series-create", series_params(world, "Uusi"));
	frames[1] = kit_text(world->kit, "series-create", wrong);
	frames[2] = kit_text(world->kit, "series-list", NULL);
	kit_batch(peers, frames, 3);
	kit_ok(kit_next_reply(world->coord));
	kit_refused(kit_next_reply(world->coord), "bad_param");
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(kit_next_reply(world->ann)), "series")), 2);
	assert_int_equal(series_count(world), before + 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

/*
 * The disk is full in the middle of a batch: every command of it is answered so, nothing of it is
 * there, and when there is room again it goes on.
 */
static void a_full_disk(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_reply *reply = NULL;
	struct et_store_draft draft;
	int64_t pages;
	char key[16];
	int n = 0;

	(void)state;
	assert_int_equal(et_store_page_count(kit->store, &pages), ET_OK);
	assert_int_equal(et_store_limit_pages(kit->store, pages + 60), ET_OK);
	do {
		kit_advance(kit, 200);
		snprintf(key, sizeof(key), "%d", n);
		reply = put_draft(anna, key, 60000);
	} while (reply->error == NULL && ++n < 100);
	kit_refused(reply, "storage_full");
	assert_in_range(n, 1, 20);
	assert_int_equal(
		et_store_draft_get(kit->store, &anna->uid, et_slice_str(key), kit->arena, &draft),
		ET_NOT_FOUND);
	assert_false(anna->closed);
	/* reads go on, writes pause */
	kit_ok(kit_call(anna, "series-list", NULL));
	kit_refused(put_draft(anna, "small", 10), "storage_full");
	assert_int_equal(et_store_limit_pages(kit->store, 0), ET_OK);
	kit_advance(kit, 6000);
	kit_ok(put_draft(anna, "small", 10));
	kit_verify(kit);
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(once_after_a_cut),
		cmocka_unit_test(the_same_id_with_other_bytes),
		cmocka_unit_test(refusals_are_tried_again),
		cmocka_unit_test(memory_ends_after_a_day),
		cmocka_unit_test(a_refusal_leaves_its_neighbours),
		cmocka_unit_test(a_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
