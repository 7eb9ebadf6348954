/*
 * Objects and attachments: what may be written by whom, what comes back, and that every opening is on
 * the log with what it was for.
 */
#include "casework.h"

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/store/logrow.h>

#define CHUNK_LEN (65536 + 40)

static struct kit_reply *get(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object, int rev)
{
	return kit_call(peer, "object-get",
		json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&cs->id), "objects",
			"object", kit_json_id(object), "rev", rev));
}

/* The newest row of the log. */
static struct et_logrow last_row(struct kit *kit)
{
	struct et_store_logrow *rows;
	struct et_logrow row;
	struct et_hash hash;
	int64_t seq;
	size_t count;

	assert_int_equal(et_store_logrow_head(kit->store, &seq, &hash), ET_OK);
	assert_int_equal(
		et_store_logrow_list(kit->store, seq, 1, kit->arena, &rows, &count), ET_OK);
	assert_int_equal(count, 1);
	assert_int_equal(et_logrow_read(rows[0].row, &kit->deployment.g, &row), ET_OK);
	return row;
}

static void test_revisions(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id plan = kit_fresh_id(world->kit), other;
	struct kit_reply *reply;
	struct et_hash first, found;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_object(&cs, world->ann, &plan, "plan", 'S', 2);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_object(&cs, world->ann, &plan, "plan", 'S', 1);
	first = cs.ct_hash;
	cw_object(&cs, world->ben, &plan, "plan", 'S', 2);
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_object(&cs, world->ann, &plan, "plan", 'S', 1);
	first = cs.ct_hash;
	kit_ok(cw_send(&cs, world->ann));
	cw_object(&cs, world->ben, &plan, "plan", 'S', 2);
	kit_ok(cw_send(&cs, world->ben));
	cw_object(&cs, world->ann, &plan, "plan", 'S', 2);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_object(&cs, world->ann, &plan, "thread", 'S', 3);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* A type lives in its own compartment. */
	other = kit_fresh_id(world->kit);
	cw_object(&cs, world->ann, &other, "background", 'S', 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_object(&cs, world->ann, &other, "diary", 'S', 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* Both revisions are kept. */
	reply = get(world->ben, &cs, &plan, 1);
	kit_ok(reply);
	assert_int_equal(reply->blob_count, 1);
	found = et_hash_of(reply->blobs[0]);
	assert_true(et_hash_eq(&found, &first));
	kit_ok(get(world->ben, &cs, &plan, 2));
	kit_refused(get(world->ben, &cs, &plan, 3), "not_found");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void add_object(struct cw_case *cs, const struct kit_peer *by, struct et_slice ct,
	struct et_hash hash, int64_t size)
{
	struct et_id object = kit_fresh_id(cs->kit);

	cw_add(cs, by, "object",
		cw_object_body(cs->kit, &object, "question", 'S', 1, &hash, size, 0), ct);
}

static void test_bytes_are_what_was_signed(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice ct = kit_random(world->kit, 296), odd = kit_random(world->kit, 300);
	struct et_hash hash = et_hash_of(ct);
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	add_object(&cs, world->ann, kit_random(world->kit, 296), hash, 296);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	add_object(&cs, world->ann, ct, hash, 297);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	add_object(&cs, world->ann, (struct et_slice){ 0 }, hash, 296);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* Not padded: its length would tell. */
	add_object(&cs, world->ann, odd, et_hash_of(odd), 300);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	add_object(&cs, world->ann, ct, hash, 296);
	kit_ok(cw_send(&cs, world->ann));
	cw_world_free(world);
}

/* What Kela's contact may write and open; each opening is a disclosure on the log. */
static void test_contact(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id question = kit_fresh_id(world->kit), background = kit_fresh_id(world->kit);
	struct et_id thread = kit_fresh_id(world->kit);
	struct et_logrow row;
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	cw_object(&cs, world->ann, &background, "background", 'P', 1);
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(&cs, world->ann));

	kit_ok(get(world->kim, &cs, &question, 1));
	row = last_row(world->kit);
	assert_true(et_slice_eq_str(row.action, "object-get"));
	assert_true(et_slice_eq_str(row.purpose, "preparation"));
	assert_true(et_slice_eq_str(row.comp, "S"));
	assert_true(et_id_eq(&row.object_id, &question));
	assert_true(et_id_eq(&row.case_id, &cs.id));
	assert_true(et_id_eq(&row.actor_uid, &world->kim->uid));
	assert_true(et_id_eq(&row.recipient_org, &world->kit->org[KIT_KELA]));
	kit_refused(get(world->kim, &cs, &background, 1), "forbidden");
	row = last_row(world->kit);
	assert_true(et_slice_eq_str(row.result, "forbidden"));
	assert_true(et_id_eq(&row.object_id, &background));
	kit_ok(get(world->ben, &cs, &background, 1));
	row = last_row(world->kit);
	assert_true(et_id_is_zero(&row.recipient_org));
	kit_refused(get(world->cid, &cs, &question, 1), "forbidden");

	cw_object(&cs, world->kim, &thread, "thread", 'S', 1);
	kit_ok(cw_send(&cs, world->kim));
	cw_object(&cs, world->kim, &question, "question", 'S', 2);
	kit_refused(cw_send(&cs, world->kim), "forbidden");

	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	kit_refused(get(world->kim, &cs, &question, 1), "no_consent");
	kit_ok(get(world->kim, &cs, &cs.doc, 1));
	cw_object(&cs, world->kim, &thread, "thread", 'S', 2);
	kit_refused(cw_send(&cs, world->kim), "no_consent");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Several in one go: all or none, a row each. */
static void test_several(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id one = kit_fresh_id(world->kit), two = kit_fresh_id(world->kit);
	struct cw_case cs;
	json_t *list;

	(void)state;
	cw_open(world, &cs);
	cw_object(&cs, world->ann, &one, "question", 'S', 1);
	cw_object(&cs, world->ann, &two, "background", 'P', 1);
	kit_ok(cw_send(&cs, world->ann));
	list = json_pack("[{s:o, s:i}, {s:o, s:i}]", "object", kit_json_id(&one), "rev", 1,
		"object", kit_json_id(&two), "rev", 1);
	kit_ok(kit_call(world->ben, "object-get",
		json_pack("{s:o, s:O}", "case", kit_json_id(&cs.id), "objects", list)));
	assert_int_equal(world->ben->reply.blob_count, 2);
	assert_int_equal(kit_log_count(world->kit, "object-get", "ok"), 2);
	json_object_set_new(json_array_get(list, 1), "rev", json_integer(9));
	kit_refused(kit_call(world->ben, "object-get",
			    json_pack("{s:o, s:o}", "case", kit_json_id(&cs.id), "objects", list)),
		"not_found");
	assert_int_equal(kit_log_count(world->kit, "object-get", "ok"), 2);
	cw_world_free(world);
}

/* ---------------------------------------------------------------- attachments */

static struct kit_reply *put(struct kit_peer *peer, const struct cw_case *cs,
	const struct et_id *object, int index, struct et_slice chunk)
{
	return kit_call_blobs(peer, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&cs->id), "object",
			kit_json_id(object), "index", index, "data", 0),
		&chunk, 1);
}

static struct kit_reply *get_chunk(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object, int index)
{
	return kit_call(peer, "chunk-get",
		json_pack("{s:o, s:o, s:i}", "case", kit_json_id(&cs->id), "object",
			kit_json_id(object), "index", index));
}

static void add_attachment(struct cw_case *cs, const struct kit_peer *by,
	const struct et_id *object, const struct et_slice *chunks, int count)
{
	struct et_hash hashes[2], hash;
	struct et_slice parts[2];

	for (int i = 0; i < count; i++) {
		hashes[i] = et_hash_of(chunks[i]);
		parts[i] = et_hash_slice(&hashes[i]);
	}
	hash = et_hash_of_parts(parts, (size_t)count);
	cs->ct_hash = hash;
	cw_add(cs, by, "object",
		cw_object_body(cs->kit, object, "attachment", 'S', 1, &hash,
			(int64_t)count * CHUNK_LEN, count),
		(struct et_slice){ 0 });
}

static void test_attachment(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id object = kit_fresh_id(world->kit);
	struct et_slice chunks[2] = { kit_random(world->kit, CHUNK_LEN),
		kit_random(world->kit, CHUNK_LEN) };
	struct kit_reply *reply;
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	kit_refused(put(world->ann, &cs, &object, 0, kit_random(world->kit, 100)), "bad_param");
	kit_refused(put(world->cid, &cs, &object, 0, chunks[0]), "forbidden");
	kit_refused(put(world->kim, &cs, &object, 0, chunks[0]), "forbidden");
	kit_ok(put(world->ann, &cs, &object, 0, chunks[0]));
	kit_refused(put(world->ben, &cs, &object, 0, chunks[0]), "conflict");
	add_attachment(&cs, world->ann, &object, chunks, 2);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_ok(put(world->ann, &cs, &object, 1, chunks[0]));
	add_attachment(&cs, world->ann, &object, chunks, 2);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_ok(put(world->ann, &cs, &object, 1, chunks[1]));
	/* Nobody opens what nobody has vouched for, and nobody vouches for another's chunks. */
	kit_refused(get_chunk(world->ann, &cs, &object, 0), "not_found");
	add_attachment(&cs, world->ben, &object, chunks, 2);
	kit_refused(cw_send(&cs, world->ben), "bad_statement");
	add_attachment(&cs, world->ann, &object, chunks, 2);
	kit_ok(cw_send(&cs, world->ann));
	kit_refused(put(world->ann, &cs, &object, 1, chunks[0]), "conflict");
	/* Nor is one added behind those that were signed. */
	kit_refused(put(world->ann, &cs, &object, 2, chunks[0]), "conflict");

	reply = get_chunk(world->ben, &cs, &object, 1);
	kit_ok(reply);
	assert_true(et_slice_eq(reply->blobs[0], chunks[1]));
	kit_refused(get_chunk(world->ben, &cs, &object, 2), "not_found");
	kit_refused(get(world->ben, &cs, &object, 1), "bad_param");
	kit_refused(get_chunk(world->cid, &cs, &object, 0), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "chunk-get", "ok"), 0);
	kit_ok(get_chunk(world->ben, &cs, &object, 0));
	assert_int_equal(kit_log_count(world->kit, "chunk-get", "ok"), 1);
	/* For Kela each piece is a disclosure. */
	kit_ok(get_chunk(world->kim, &cs, &object, 1));
	assert_int_equal(kit_log_count(world->kit, "chunk-get", "ok"), 2);
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	kit_refused(get_chunk(world->kim, &cs, &object, 0), "no_consent");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The right bytes under the wrong indexes are another file. */
static void test_gap(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id object = kit_fresh_id(world->kit);
	struct et_slice chunks[2] = { kit_random(world->kit, CHUNK_LEN),
		kit_random(world->kit, CHUNK_LEN) };
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	kit_ok(put(world->ann, &cs, &object, 0, chunks[0]));
	kit_ok(put(world->ann, &cs, &object, 2, chunks[1]));
	add_attachment(&cs, world->ann, &object, chunks, 2);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_world_free(world);
}

/* An object is encrypted under the newest key of its compartment: there is no epoch 2 yet. */
static void test_epoch(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id object = kit_fresh_id(world->kit);
	struct et_slice ct = kit_random(world->kit, 296), body;
	struct et_hash hash = et_hash_of(ct);
	struct et_buf changed;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	body = cw_object_body(world->kit, &object, "plan", 'S', 1, &hash, 296, 0);
	et_buf_init(&changed, 1024);
	et_buf_slice(&changed, body);
	/* label, id, type, comp before it; the last of its eight bytes. */
	changed.ptr[4 + 10 + 4 + 16 + 4 + 4 + 4 + 1 + 4 + 7] = 2;
	cw_add(&cs, world->ann, "object", kit_take(world->kit, &changed), ct);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_add(&cs, world->ann, "object", body, ct);
	kit_ok(cw_send(&cs, world->ann));
	cw_world_free(world);
}

/* What was staged and never used is gone after a day; what was used stays. */
static void test_staged_for_a_day(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id kept = kit_fresh_id(world->kit), dropped = kit_fresh_id(world->kit);
	struct et_slice chunk = kit_random(world->kit, CHUNK_LEN);
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	kit_ok(put(world->ann, &cs, &kept, 0, chunk));
	kit_ok(put(world->ann, &cs, &dropped, 0, chunk));
	add_attachment(&cs, world->ann, &kept, &chunk, 1);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, 26 * KIT_HOUR);
	kit_ok(get_chunk(world->ann, &cs, &kept, 0));
	add_attachment(&cs, world->ann, &dropped, &chunk, 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_confirm(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id plan = kit_fresh_id(world->kit), question = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	kit_ok(cw_send(&cs, world->ann));
	cw_confirm(&cs, world->ann, &question, 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_object(&cs, world->ann, &plan, "plan", 'S', 1);
	cw_confirm(&cs, world->ann, &plan, 1);
	kit_ok(cw_send(&cs, world->ann));
	cw_confirm(&cs, world->ann, &plan, 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_confirm(&cs, world->kim, &plan, 1);
	kit_ok(cw_send(&cs, world->kim));
	cw_object(&cs, world->kim, &plan, "plan", 'S', 2);
	kit_ok(cw_send(&cs, world->kim));
	cs.ct_hash.b[0] ^= 1;
	cw_confirm(&cs, world->ann, &plan, 2);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cs.ct_hash.b[0] ^= 1;
	cw_confirm(&cs, world->ann, &plan, 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_confirm(&cs, world->ann, &plan, 2);
	kit_ok(cw_send(&cs, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A long chain comes in pages, each with the caller's keys of the grants in it. */
static void test_pages(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id plan = kit_fresh_id(world->kit);
	struct kit_reply *reply;
	int64_t from = 1, wraps = 0;
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	for (int rev = 1; rev <= 40; rev++) {
		cw_object(&cs, world->ann, &plan, "plan", 'S', rev);
		if (rev % 16 == 0 || rev == 40)
			kit_ok(cw_send(&cs, world->ann));
	}
	while (from <= cs.seq) {
		reply = kit_call(world->ben, "case-get",
			json_pack("{s:o, s:I}", "case", kit_json_id(&cs.id), "from",
				(json_int_t)from));
		json_t *ok = kit_ok(reply);
		int64_t count = kit_get_int(ok, "count");
		struct et_hash head = kit_get_hash(json_object_get(ok, "head"), "hash");
		size_t here = json_array_size(json_object_get(ok, "wraps"));

		assert_true(count > 0);
		assert_true(et_hash_eq(&head, &cs.head));
		assert_int_equal(reply->blob_count, 2 * (size_t)count + here);
		for (size_t i = 2 * (size_t)count; i < reply->blob_count; i++)
			assert_int_equal(reply->blobs[i].len, ET_WRAP_LEN);
		from += count;
		wraps += (int64_t)here;
	}
	assert_int_equal(from, cs.seq + 1);
	assert_int_equal(wraps, 3);
	kit_refused(kit_call(world->cid, "case-get",
			    json_pack("{s:o, s:i}", "case", kit_json_id(&cs.id), "from", 1)),
		"forbidden");
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_revisions),
		cmocka_unit_test(test_bytes_are_what_was_signed),
		cmocka_unit_test(test_contact),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_attachment),
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_epoch),
		cmocka_unit_test(test_staged_for_a_day),
		cmocka_unit_test(test_confirm),
		cmocka_unit_test(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
