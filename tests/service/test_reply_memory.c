/*
 * Group commit and the reply memory: a command has its effect once however often it is sent, a
 * refused one none at all, and nothing is told before it is stored.
 */
#define _GNU_SOURCE /* memmem */

#include <stdlib.h>
#include <string.h>

#include "casework.h"
#include "places.h"

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/store/draft.h>
#include <etatunti/store/reply.h>
#include <etatunti/store/series.h>
#include <etatunti/store/txn.h>

/* A dir-append that makes a series of that name, signed once: the same bytes each time it is sent. */
struct request {
	struct kit_signed made;
};

static struct request new_series(struct cw_world *world, const char *name)
{
	struct kit_series series = kit_series_of(world->coord, &world->pair_a, world->kim);

	series.name = name;
	series.start = "15:00";
	return (struct request){ kit_dir_sign(
		world->coord, "series-set", kit_series_body(world->kit, &series)) };
}

static struct kit_reply *send(
	struct kit_peer *peer, const struct et_id *id, const struct request *request)
{
	const struct et_slice blobs[] = { request->made.stmt, et_sig_slice(&request->made.sig) };

	return kit_call_id(
		peer, id, "dir-append", json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2);
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
	struct request request = new_series(world, "Uusi");
	struct et_slice first, second;

	(void)state;
	first = send(world->coord, &id, &request)->raw;
	rows = kit_log_count(world->kit, "series-set", "ok");
	kit_cut(world->coord);
	kit_ok(kit_reproof(again));
	kit_advance(world->kit, KIT_HOUR / 10);
	second = send(again, &id, &request)->raw;
	assert_true(et_slice_eq(first, second));
	assert_int_equal(series_count(world), before + 1);
	assert_int_equal(kit_log_count(world->kit, "series-set", "ok"), rows);
	/* without room too: what was done is told, and nothing is written for it */
	world->kit->storage_low = true;
	second = send(again, &id, &request)->raw;
	assert_true(et_slice_eq(first, second));
	world->kit->storage_low = false;
	/* over a restart too */
	kit_restart(world->kit);
	again = kit_connect_as(world->coord);
	kit_ok(kit_reproof(again));
	second = send(again, &id, &request)->raw;
	assert_true(et_slice_eq(first, second));
	assert_int_equal(series_count(world), before + 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void the_same_id_with_other_bytes(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id id = kit_fresh_id(world->kit);
	struct request request = new_series(world, "Uusi"), other = new_series(world, "Toinen");
	size_t before = series_count(world);

	(void)state;
	kit_ok(send(world->coord, &id, &request));
	kit_refused(send(world->coord, &id, &other), "conflict");
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
	struct request request = new_series(world, "Uusi");

	(void)state;
	world->kit->storage_low = true;
	kit_refused(send(world->coord, &id, &request), "storage_full");
	world->kit->storage_low = false;
	kit_ok(send(world->coord, &id, &request));
	cw_world_free(world);
}

/* One binary frame's worth of ciphertext under a key. */
static struct kit_reply *put_draft(struct kit_peer *peer, const char *key, size_t len)
{
	struct et_slice blob = kit_random(peer->kit, len);

	return kit_call_blobs(
		peer, "draft-put", json_pack("{s:s, s:i}", "key", key, "data", 0), &blob, 1);
}

/* A draft-put of that blob under that id. */
static struct et_slice draft_frame(struct kit *kit, struct et_slice blob, struct et_id *id)
{
	static const char key[] = "\"id\":\"";
	struct et_slice frame = kit_frame(
		kit, "draft-put", json_pack("{s:s, s:i}", "key", "k", "data", 0), &blob, 1);
	const uint8_t *at = memmem(frame.ptr, frame.len, key, sizeof(key) - 1);

	assert_non_null(at);
	assert_int_equal(
		et_b64u_decode(et_slice_of(at + sizeof(key) - 1, 22), id->b, sizeof(id->b)), ET_OK);
	return frame;
}

/* An older build stored the hash of the frame as it came, also of one with a long blob: it is known for a day. */
static void what_an_older_build_has_done(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct et_store_reply row = { .uid = anna->uid, .at = kit_now(kit) };
	struct et_slice frame = draft_frame(kit, kit_random(kit, 5000), &row.id);
	struct et_store_draft draft;
	struct kit_reply *reply;
	uint8_t *other;

	(void)state;
	row.request_hash = et_hash_of(frame);
	row.reply = ET_SLICE_LIT("{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"ok\":{\"old\":1}}");
	assert_int_equal(et_store_txn_begin(kit->store, "test"), ET_OK);
	assert_int_equal(et_store_reply_insert(kit->store, &row), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	reply = kit_raw(anna, frame, true);
	assert_non_null(reply);
	assert_true(et_slice_eq(reply->raw, row.reply));
	assert_int_equal(
		et_store_draft_get(kit->store, &anna->uid, ET_SLICE_LIT("k"), kit->arena, &draft),
		ET_NOT_FOUND);
	assert_non_null(other = malloc(frame.len));
	memcpy(other, frame.ptr, frame.len);
	other[frame.len - 1] ^= 1;
	kit_refused(kit_raw(anna, et_slice_of(other, frame.len), true), "conflict");
	free(other);
	kit_free(kit);
}

/* A blob of no length, and nothing behind the JSON: hashed like any other, known by it again. */
static void an_empty_blob(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct et_id id;
	struct et_slice frame = draft_frame(kit, (struct et_slice){ 0 }, &id), first;

	(void)state;
	kit_refused(kit_raw(anna, frame, true), "bad_param");
	frame = kit_frame(
		kit, "draft-drop", json_pack("{s:s}", "key", "k"), &(struct et_slice){ 0 }, 1);
	first = kit_raw(anna, frame, true)->raw;
	assert_true(et_slice_eq(first, kit_raw(anna, frame, true)->raw));
	kit_free(kit);
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
	struct kit_peer *peers[] = { world->ann, world->ann, world->ben };
	struct et_store_draft draft;
	struct et_slice frames[3];

	(void)state;
	kit_ok(put_draft(world->ann, "k", 100));
	frames[0] = kit_text(world->kit, "draft-drop", json_pack("{s:s}", "key", "k"));
	frames[1] = kit_text(world->kit, "session-end",
		json_pack("{s:o, s:n}", "uid", kit_json_id(&world->ben->uid), "sid"));
	frames[2] = kit_text(world->kit, "series-list", NULL);
	kit_batch(peers, frames, 3);
	kit_ok(kit_next_reply(world->ann));
	kit_refused(kit_next_reply(world->ann), "forbidden");
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(kit_next_reply(world->ben)), "series")), 1);
	assert_int_equal(et_store_draft_get(world->kit->store, &world->ann->uid, ET_SLICE_LIT("k"),
				 world->kit->arena, &draft),
		ET_NOT_FOUND);
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
		cmocka_unit_test(what_an_older_build_has_done),
		cmocka_unit_test(an_empty_blob),
		cmocka_unit_test(memory_ends_after_a_day),
		cmocka_unit_test(a_refusal_leaves_its_neighbours),
		cmocka_unit_test(a_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
