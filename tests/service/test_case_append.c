/*
 * What every statement has to be before its kind is asked: the chain's next, of this case and time, by
 * its author, signed; and a batch all or nothing.
 */
#include "casework.h"

#include <string.h>

static struct et_slice empty_body(struct kit *kit)
{
	struct et_buf body;

	et_buf_init(&body, 64);
	et_lp_put_label(&body, "ET1/close");
	et_lp_put_str(&body, "");
	return kit_take(kit, &body);
}

static void test_a_whole_case(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	json_t *event;

	(void)state;
	cw_queued(world, &cs);
	event = kit_event(world->ben, "case");
	assert_non_null(event);
	assert_int_equal(kit_get_int(event, "seq"), 1);
	assert_string_equal(kit_get_str(event, "kind"), "create");
	assert_int_equal(kit_log_count(world->kit, "create", "ok"), 1);
	assert_int_equal(kit_log_count(world->kit, "grant", "ok"), 8);
	assert_int_equal(kit_log_count(world->kit, "queue", "ok"), 1);
	assert_non_null(kit_event(world->coord, "hour"));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The second statement is wrong: the first is not there either. */
static void test_all_or_nothing(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id object = kit_fresh_id(world->kit);
	struct cw_case cs;
	json_t *error;

	(void)state;
	cw_open(world, &cs);
	kit_forget(world->ben);
	cw_object(&cs, world->ann, &object, "question", 'S', 1);
	cw_object(&cs, world->ann, &object, "question", 'S', 3);
	error = kit_refused(cw_send(&cs, world->ann), "bad_statement");
	assert_int_equal(kit_get_int(error, "index"), 1);
	assert_null(kit_event(world->ben, "case"));
	assert_int_equal(kit_log_count(world->kit, "object", "ok"), 0);
	cw_object(&cs, world->ann, &object, "question", 'S', 1);
	cw_object(&cs, world->ann, &object, "question", 'S', 2);
	kit_ok(cw_send(&cs, world->ann));
	assert_int_equal(kit_log_count(world->kit, "object", "ok"), 2);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_not_the_next_one(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice body = empty_body(world->kit);
	struct et_statement draft;
	struct et_hash head;
	struct cw_case cs;
	json_t *error;

	(void)state;
	cw_open(world, &cs);
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.seq++;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	error = kit_refused(cw_send(&cs, world->ann), "conflict");
	head = kit_get_hash(json_object_get(error, "head"), "hash");
	assert_int_equal(kit_get_int(json_object_get(error, "head"), "seq"), cs.seq);
	assert_true(et_hash_eq(&head, &cs.head));

	draft = cw_draft(&cs, world->ann, "close", body);
	draft.prev.b[0] ^= 1;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "conflict");
	cw_world_free(world);
}

static void test_time(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice body = empty_body(world->kit);
	struct et_statement draft;
	struct cw_case cs;
	json_t *error;

	(void)state;
	cw_open(world, &cs);
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.time_ms += 120001;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	error = kit_refused(cw_send(&cs, world->ann), "clock_skew");
	assert_int_equal(kit_get_int(error, "now"), kit_now(world->kit));
	/* Within the 120 s, but before the statement that stands. */
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.time_ms -= 1;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "clock_skew");
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.time_ms += 120000;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	kit_ok(cw_send(&cs, world->ann));
	cw_world_free(world);
}

static void test_author_and_signature(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice body = empty_body(world->kit);
	struct et_statement draft;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	/* Ben's statement sent by ann. */
	cw_add(&cs, world->ben, "close", body, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	/* In ann's name, with ben's key. */
	draft = cw_draft(&cs, world->ann, "close", body);
	cw_add_draft(&cs, world->ben, &draft, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "bad_signature");
	/* Somebody who is no member, a coordinator, and a case that is not there: the same answer. */
	cw_add(&cs, world->cid, "close", body, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->cid), "forbidden");
	cw_add(&cs, world->coord, "close", body, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->coord), "forbidden");
	cw_case_init(&cs, world->kit);
	cw_add(&cs, world->cid, "close", body, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->cid), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "case-append", "forbidden"), 4);
	assert_int_equal(kit_log_count(world->kit, "case-append", "bad_signature"), 1);
	cw_world_free(world);
}

static void test_of_another_case_or_deployment(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice body = empty_body(world->kit);
	struct et_statement draft;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.case_id.b[3] ^= 1;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.genesis.b[3] ^= 1;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_add(&cs, world->ann, "rotate", body, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* A body of another kind, and data where none belongs. */
	cw_add(&cs, world->ann, "prepare", body, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_add(&cs, world->ann, "member-add", body, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_add(&cs, world->ann, "close", body, kit_random(world->kit, 8));
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_add(&cs, world->ann, "close", body, (struct et_slice){ 0 });
	kit_ok(cw_send(&cs, world->ann));
	cw_world_free(world);
}

/* A statement may not be dated past the end of its author's certificate. */
static void test_certificate(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice body = empty_body(world->kit);
	struct et_statement draft;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_later(world, world->ann->not_after - KIT_MINUTE - kit_now(world->kit));
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.time_ms = world->ann->not_after;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	kit_refused(cw_send(&cs, world->ann), "expired");
	draft = cw_draft(&cs, world->ann, "close", body);
	draft.time_ms = world->ann->not_after - 1;
	cw_add_draft(&cs, world->ann, &draft, (struct et_slice){ 0 });
	kit_ok(cw_send(&cs, world->ann));
	cw_world_free(world);
}

/* Who has left the pair writes no more; what was written stays right. */
static void test_left_the_pair(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id plan = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_object(&cs, world->ben, &plan, "plan", 'S', 1);
	kit_ok(cw_send(&cs, world->ben));
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann }, 1);
	cw_object(&cs, world->ben, &plan, "plan", 'S', 2);
	kit_refused(cw_send(&cs, world->ben), "forbidden");
	kit_forget(world->ben);
	cw_object(&cs, world->ann, &plan, "plan", 'S', 2);
	kit_ok(cw_send(&cs, world->ann));
	/* Nor does it show anything any more. */
	assert_null(kit_event(world->ben, "case"));
	kit_refused(kit_call(world->ben, "case-get",
			    json_pack("{s:o, s:i}", "case", kit_json_id(&cs.id), "from", 1)),
		"forbidden");
	kit_refused(kit_call(world->ben, "object-get",
			    json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&cs.id),
				    "objects", "object", kit_json_id(&plan), "rev", 1)),
		"forbidden");
	assert_int_equal(json_array_size(json_object_get(
				 kit_ok(kit_call(world->ben, "case-list", NULL)), "cases")),
		0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Only a worker of that pair opens a case for it, and each id is used once. */
static void test_create(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_case_init(&cs, world->kit);
	cw_create(&cs, world->cid, &world->pair_a);
	kit_refused(cw_send(&cs, world->cid), "forbidden");
	cw_create(&cs, world->kim, &world->pair_a);
	kit_refused(cw_send(&cs, world->kim), "forbidden");
	cw_create(&cs, world->ann, &world->pair_a);
	kit_ok(cw_send(&cs, world->ann));
	cw_create(&cs, world->ann, &world->pair_a);
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_world_free(world);
}

static void test_members(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_member_add(&cs, world->ann, world->ben, "PSC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_member_add(&cs, world->ann, world->cid, "PSC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_member_add(&cs, world->ann, world->kim, "PSC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_member_add(&cs, world->ann, world->kim, "SC");
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_member_add(&cs, world->ann, world->kela, "SC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_world_free(world);
}

static void test_closed_is_closed(void **state)
{
	struct et_id object;
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	object = kit_fresh_id(world->kit);
	cw_queued(world, &cs);
	cw_word(&cs, world->ann, "close", NULL, "done");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_word(&cs, world->ann, "unqueue", &world->hour, "");
	cw_word(&cs, world->ann, "close", NULL, "done");
	kit_ok(cw_send(&cs, world->ann));
	cw_object(&cs, world->ann, &object, "question", 'S', 1);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* The client may take the consent back even now. */
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* What a statement ends is over for the next one, though it comes in the same command. */
static void test_ended_in_the_same_command(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id object = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_object(&cs, world->kim, &object, "thread", 'S', 1);
	cw_revoke(&cs, world->kim);
	cw_object(&cs, world->kim, &object, "thread", 'S', 2);
	kit_refused(cw_send(&cs, world->kim), "no_consent");
	cw_revoke(&cs, world->ann);
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_object(&cs, world->ann, &object, "question", 'S', 1);
	cw_word(&cs, world->ann, "close", NULL, "done");
	cw_object(&cs, world->ann, &object, "question", 'S', 2);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* Nothing of it was done, and what nothing ends goes on. */
	for (int64_t rev = 1; rev <= 3; rev++)
		cw_object(&cs, world->kim, &object, "thread", 'S', rev);
	kit_ok(cw_send(&cs, world->kim));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The same request again: the stored reply, no second statement. */
static void test_repeated(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id id = kit_fresh_id(world->kit);
	struct kit_reply *reply;
	struct et_slice blobs[2];
	struct cw_case cs;

	(void)state;
	cw_case_init(&cs, world->kit);
	cw_create(&cs, world->ann, &world->pair_a);
	blobs[0] = cs.batch[0].signed_by.stmt;
	blobs[1] = et_sig_slice(&cs.batch[0].signed_by.sig);
	for (int i = 0; i < 2; i++) {
		reply = kit_call_id(world->ann, &id, "case-append",
			json_pack("{s:o, s:[{s:i, s:i, s:[]}]}", "case", kit_json_id(&cs.id),
				"statements", "stmt", 0, "sig", 1, "data"),
			blobs, 2);
		assert_int_equal(kit_get_int(kit_ok(reply), "seq"), 1);
	}
	assert_int_equal(kit_log_count(world->kit, "create", "ok"), 1);
	cw_world_free(world);
}

/* A blob belongs to the one that names it: nothing is signed for twice, or read as two things. */
static void test_each_blob_once(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id first = kit_fresh_id(world->kit), second = kit_fresh_id(world->kit);
	struct et_slice blobs[5];
	struct cw_case cs;
	json_t *error;

	(void)state;
	cw_open(world, &cs);
	cw_object(&cs, world->ann, &first, "question", 'S', 1);
	struct et_slice ct = cs.batch[0].data;
	cw_add(&cs, world->ann, "object",
		cw_object_body(
			world->kit, &second, "question", 'S', 1, &cs.ct_hash, (int64_t)ct.len, 0),
		ct);
	for (size_t i = 0; i < 2; i++) {
		blobs[2 * i] = cs.batch[i].signed_by.stmt;
		blobs[2 * i + 1] = et_sig_slice(&cs.batch[i].signed_by.sig);
	}
	blobs[4] = ct;
	error = kit_refused(kit_call_blobs(world->ann, "case-append",
				    json_pack("{s:o, s:[{s:i,s:i,s:[i]}, {s:i,s:i,s:[i]}]}", "case",
					    kit_json_id(&cs.id), "statements", "stmt", 0, "sig", 1,
					    "data", 4, "stmt", 2, "sig", 3, "data", 4),
				    blobs, 5),
		"bad_param");
	assert_string_equal(kit_get_str(error, "field"), "statements");
	kit_ok(cw_send(&cs, world->ann));
	cw_world_free(world);
}

/* A colleague can't make somebody's list longer than an answer: the cases that changed last are in it. */
static void test_a_list_has_an_end(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case first, cs;
	struct et_id newest;
	json_t *cases;

	(void)state;
	cw_open(world, &first);
	for (int i = 0; i < 2000; i++) {
		kit_advance(world->kit, 100);
		cw_case_init(&cs, world->kit);
		cw_create(&cs, world->ann, &world->pair_a);
		cw_member_add(&cs, world->ann, world->ben, "PSC");
		kit_ok(cw_send(&cs, world->ann));
	}
	cases = json_object_get(kit_ok(kit_call(world->ben, "case-list", NULL)), "cases");
	assert_int_equal(json_array_size(cases), 2000);
	newest = kit_get_id(json_array_get(cases, 0), "case");
	assert_true(et_id_eq(&newest, &cs.id));
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_whole_case),
		cmocka_unit_test(test_all_or_nothing),
		cmocka_unit_test(test_not_the_next_one),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_author_and_signature),
		cmocka_unit_test(test_of_another_case_or_deployment),
		cmocka_unit_test(test_certificate),
		cmocka_unit_test(test_left_the_pair),
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_closed_is_closed),
		cmocka_unit_test(test_ended_in_the_same_command),
		cmocka_unit_test(test_repeated),
		cmocka_unit_test(test_each_blob_once),
		cmocka_unit_test(test_a_list_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
