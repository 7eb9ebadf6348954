/*
 * Who leaves a case, and what that does to its keys: member-remove, rotate, grants of old and new epochs,
 * and the end of everything by erase. After each, verify must be able to do it all again.
 */
#include "casework.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/service/verify.h>

#include "places.h"
#include "store/handle.h"

#define CHUNK_LEN (65536 + 40)

static json_t *case_get(struct kit_peer *peer, const struct cw_case *cs)
{
	return kit_ok(kit_call(peer, "case-get",
		json_pack("{s:o, s:i}", "case", kit_json_id(&cs->id), "from", 1)));
}

static size_t wraps(struct kit_peer *peer, const struct cw_case *cs)
{
	return json_array_size(json_object_get(case_get(peer, cs), "wraps"));
}

static struct kit_reply *object_get(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object, int rev)
{
	return kit_call(peer, "object-get",
		json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&cs->id), "objects",
			"object", kit_json_id(object), "rev", rev));
}

static void refuse(struct cw_case *cs, struct kit_peer *by, const char *code)
{
	kit_refused(cw_send(cs, by), code);
}

static size_t rows(struct kit *kit, const char *table, const struct cw_case *cs)
{
	sqlite3_stmt *stmt;
	char sql[128];
	size_t count;

	(void)snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM %s WHERE case_id = ?1", table);
	assert_int_equal(sqlite3_prepare_v2(kit->store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	sqlite3_bind_blob(stmt, 1, cs->id.b, sizeof(cs->id.b), SQLITE_STATIC);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	count = (size_t)sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return count;
}

static struct kit_reply *chunk_put(struct kit_peer *peer, const struct cw_case *cs,
	const struct et_id *object, struct et_slice chunk)
{
	return kit_call_blobs(peer, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&cs->id), "object",
			kit_json_id(object), "index", 0, "data", 0),
		&chunk, 1);
}

static struct kit_reply *chunk_get(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object)
{
	return kit_call(peer, "chunk-get",
		json_pack("{s:o, s:o, s:i}", "case", kit_json_id(&cs->id), "object",
			kit_json_id(object), "index", 0));
}

/* An attachment of one chunk, by ann. */
static void attach(struct cw_world *world, struct cw_case *cs, const struct et_id *object)
{
	struct et_slice chunk = kit_random(world->kit, CHUNK_LEN);
	struct et_hash one = et_hash_of(chunk), all = et_hash_of(et_hash_slice(&one));

	kit_ok(chunk_put(world->ann, cs, object, chunk));
	cw_add(cs, world->ann, "object",
		cw_object_body(world->kit, object, "attachment", 'S', 1, &all, CHUNK_LEN, 1),
		(struct et_slice){ 0 });
	kit_ok(cw_send(cs, world->ann));
}

/* ---------------------------------------------------------------- member-remove */

/* Nobody is rid of a colleague, or of the contact, who has a part: neither to be alone with the case. */
static void test_who_has_a_part_stays(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_member_remove(&cs, world->ann, world->ben);
	refuse(&cs, world->ann, "bad_statement");
	cw_member_remove(&cs, world->ann, world->kim);
	refuse(&cs, world->ann, "bad_statement");
	/* Nor in the breath in which the case is closed and erased. */
	cw_member_remove(&cs, world->ann, world->ben);
	cw_word(&cs, world->ann, "close", NULL, "");
	cw_word(&cs, world->ann, "erase", NULL, "");
	refuse(&cs, world->ann, "bad_statement");
	(void)case_get(world->ben, &cs);
	/* Whose certificate was taken has none. */
	kit_ok(kit_user_revoke(world->coord, world->ben, "left"));
	cw_member_remove(&cs, world->ann, world->ben);
	kit_ok(cw_send(&cs, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_removed(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id note = kit_fresh_id(world->kit);
	struct cw_case cs;
	json_t *event;

	(void)state;
	cw_open(world, &cs);
	cw_object(&cs, world->ann, &note, "background", 'P', 1);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(object_get(world->ben, &cs, &note, 1));
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann }, 1);
	kit_forget(world->ben);
	cw_member_remove(&cs, world->ann, world->ben);
	kit_ok(cw_send(&cs, world->ann));
	/* The last event of the case that ben gets says why. */
	event = kit_event(world->ben, "case");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "kind"), "member-remove");
	kit_refused(object_get(world->ben, &cs, &note, 1), "forbidden");
	kit_refused(kit_call(world->ben, "case-get",
			    json_pack("{s:o, s:i}", "case", kit_json_id(&cs.id), "from", 1)),
		"forbidden");
	assert_int_equal(json_array_size(json_object_get(
				 kit_ok(kit_call(world->ben, "case-list", NULL)), "cases")),
		0);
	cw_word(&cs, world->ben, "close", NULL, "mine");
	refuse(&cs, world->ben, "forbidden");
	assert_int_equal(rows(world->kit, "wrap", &cs), 3);
	assert_int_equal(rows(world->kit, "wrap_data", &cs), 3);

	/* No keys for somebody who is no member; nobody twice; nobody who never was. */
	cw_grant(&cs, world->ann, world->ben, 'P', NULL);
	refuse(&cs, world->ann, "bad_statement");
	cw_member_remove(&cs, world->ann, world->ben);
	refuse(&cs, world->ann, "bad_statement");
	cw_member_remove(&cs, world->ann, world->cid);
	refuse(&cs, world->ann, "bad_statement");
	/* Not oneself, and so never the last one. */
	cw_member_remove(&cs, world->ann, world->ann);
	refuse(&cs, world->ann, "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_comes_back(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id note = kit_fresh_id(world->kit);
	struct et_hash first;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	first = cs.kc[0];
	cw_object(&cs, world->ann, &note, "background", 'P', 1);
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann }, 1);
	cw_member_remove(&cs, world->ann, world->ben);
	cw_rotate(&cs, world->ann, 'P');
	cw_grant(&cs, world->ann, world->ann, 'P', NULL);
	cw_object(&cs, world->ann, &note, "background", 'P', 2);
	kit_ok(cw_send(&cs, world->ann));
	kit_advance(world->kit, 5000);
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann, world->ben }, 2);
	cw_member_add(&cs, world->ann, world->ben, "PSC");
	kit_ok(cw_send(&cs, world->ann));
	/* A member again, but what was taken back stays taken back. */
	assert_int_equal(wraps(world->ben, &cs), 0);
	cw_member_add(&cs, world->ann, world->ben, "PSC");
	refuse(&cs, world->ann, "bad_statement");
	cw_grant_of(&cs, world->ann, world->ben, 'P', 1, &first, NULL);
	cw_grant(&cs, world->ann, world->ben, 'P', NULL);
	kit_ok(cw_send(&cs, world->ann));
	assert_int_equal(wraps(world->ben, &cs), 2);
	kit_ok(object_get(world->ben, &cs, &note, 2));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Kela's contact is not the pair's any more, in the middle of the call, and is removed. */
static void test_contact_in_the_room(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit), question = kit_fresh_id(world->kit);
	struct kit_peer *kai = kit_person(world->kela, "kai", "contact");
	struct cw_case cs;
	json_t *event;

	(void)state;
	cw_queued(world, &cs);
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	for (int i = 0; i < 2; i++)
		kit_ok(kit_call(i == 0 ? world->ann : world->kim, "room-join",
			json_pack("{s:o, s:o}", "case", kit_json_id(&cs.id), "session",
				kit_json_id(&session))));
	kit_ok(object_get(world->kim, &cs, &question, 1));
	cw_member_remove(&cs, world->kim, world->ann);
	refuse(&cs, world->kim, "forbidden");
	kit_forget(world->ann);
	kit_forget(world->kim);
	cw_set_contact(world, kai);
	cw_member_remove(&cs, world->ann, world->kim);
	kit_ok(cw_send(&cs, world->ann));
	assert_true(et_id_is_zero(&world->kim->room));
	assert_true(et_id_eq(&world->ann->room, &session));
	event = kit_event(world->kim, "closed");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "reason"), "expired");
	event = kit_event(world->ann, "peers");
	assert_non_null(event);
	assert_int_equal(json_array_size(json_object_get(event, "peers")), 1);
	assert_null(kit_event(world->ann, "closed"));
	kit_refused(object_get(world->kim, &cs, &question, 1), "forbidden");
	cw_revoke(&cs, world->kim);
	refuse(&cs, world->kim, "forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ----------------------------------------------------------------------- rotate */

static void test_rotate(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id plan = kit_fresh_id(world->kit);
	struct et_hash kc = { { 7 } };
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_object(&cs, world->ann, &plan, "plan", 'S', 1);
	kit_ok(cw_send(&cs, world->ann));
	/* Skipped, repeated, none, and no compartment. */
	cw_rotate_to(&cs, world->ann, 'S', 3, &kc);
	refuse(&cs, world->ann, "bad_statement");
	cw_rotate_to(&cs, world->ann, 'S', 1, &kc);
	refuse(&cs, world->ann, "bad_statement");
	cw_rotate_to(&cs, world->ann, 'S', 0, &kc);
	refuse(&cs, world->ann, "bad_statement");
	cw_rotate_to(&cs, world->ann, 'K', 2, &kc);
	refuse(&cs, world->ann, "bad_statement");
	/* Kela makes no keys; neither does a stranger. */
	cw_rotate_to(&cs, world->kim, 'S', 2, &kc);
	refuse(&cs, world->kim, "forbidden");
	cw_rotate_to(&cs, world->cid, 'S', 2, &kc);
	refuse(&cs, world->cid, "forbidden");

	/* A batch that rotates and then goes wrong leaves nothing behind. */
	cw_rotate_to(&cs, world->ann, 'S', 2, &kc);
	cw_rotate_to(&cs, world->ann, 'S', 2, &kc);
	assert_int_equal(
		kit_get_int(kit_refused(cw_send(&cs, world->ann), "bad_statement"), "index"), 1);
	cw_object(&cs, world->ann, &plan, "plan", 'S', 2);
	kit_ok(cw_send(&cs, world->ann));

	cw_rotate(&cs, world->ann, 'S');
	kit_ok(cw_send(&cs, world->ann));
	/* What is sealed under the old key is not taken any more, from nobody. */
	cs.epoch[1] = 1;
	cw_object(&cs, world->ben, &plan, "plan", 'S', 3);
	refuse(&cs, world->ben, "bad_statement");
	cw_object(&cs, world->kim, &plan, "plan", 'S', 3);
	refuse(&cs, world->kim, "bad_statement");
	cs.epoch[1] = 3;
	cw_object(&cs, world->ben, &plan, "plan", 'S', 3);
	refuse(&cs, world->ben, "bad_statement");
	cs.epoch[1] = 2;
	/* The new epoch's grant with the old epoch's commitment, and the other way round. */
	cw_grant_of(&cs, world->ann, world->ben, 'S', 1, &cs.kc[1], NULL);
	refuse(&cs, world->ann, "bad_statement");
	cw_grant_of(&cs, world->ann, world->ben, 'S', 2, &kc, NULL);
	refuse(&cs, world->ann, "bad_statement");
	cw_grant_of(&cs, world->ann, world->ben, 'S', 3, &cs.kc[1], NULL);
	refuse(&cs, world->ann, "bad_statement");
	cw_grant(&cs, world->ann, world->ben, 'S', NULL);
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	cw_object(&cs, world->ann, &plan, "plan", 'S', 3);
	kit_ok(cw_send(&cs, world->ann));
	cw_object(&cs, world->kim, &plan, "plan", 'S', 4);
	kit_ok(cw_send(&cs, world->kim));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Two browsers notice at the same time that a key is stale. */
static void test_rotate_at_once(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs, other;
	json_t *head;

	(void)state;
	cw_open(world, &cs);
	other = cs;
	cw_rotate(&cs, world->ann, 'P');
	cw_grant(&cs, world->ann, world->ann, 'P', NULL);
	cw_grant(&cs, world->ann, world->ben, 'P', NULL);
	cw_rotate(&other, world->ben, 'P');
	cw_grant(&other, world->ben, world->ann, 'P', NULL);
	cw_grant(&other, world->ben, world->ben, 'P', NULL);
	kit_ok(cw_send(&cs, world->ann));
	head = json_object_get(kit_refused(cw_send(&other, world->ben), "conflict"), "head");
	assert_int_equal(kit_get_int(head, "seq"), cs.seq);
	/* One won; of the other nothing is there. */
	assert_int_equal(rows(world->kit, "commitment", &cs), 4);
	assert_int_equal(wraps(world->ben, &cs), 4);
	/* On the new head the same epoch is taken. */
	other.seq = other.sent_seq = cs.seq;
	other.head = other.sent_head = cs.head;
	cw_rotate_to(&other, world->ben, 'P', 2, &other.kc[0]);
	refuse(&other, world->ben, "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ------------------------------------------------------------------------ erase */

static void test_erase(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id question = kit_fresh_id(world->kit), file = kit_fresh_id(world->kit);
	struct et_id attachment = kit_fresh_id(world->kit);
	struct et_slice chunk = kit_random(world->kit, CHUNK_LEN);
	struct cw_case cs, kept;
	int64_t seq;
	json_t *item;

	(void)state;
	cw_with_contact(world, &kept);
	cw_with_contact(world, &cs);
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	kit_ok(cw_send(&cs, world->ann));
	/* Staged and never vouched for: it goes too. */
	kit_ok(chunk_put(world->ann, &cs, &file, chunk));
	/* And an attachment, to which the same happens. */
	attach(world, &cs, &attachment);
	cw_word(&cs, world->ann, "erase", NULL, "not yet closed");
	refuse(&cs, world->ann, "bad_statement");
	assert_int_equal(rows(world->kit, "object_ct", &cs), 2);
	cw_word(&cs, world->ann, "close", NULL, "done");
	kit_ok(cw_send(&cs, world->ann));
	cw_word(&cs, world->kim, "erase", NULL, "");
	refuse(&cs, world->kim, "forbidden");
	cw_word(&cs, world->cid, "erase", NULL, "");
	refuse(&cs, world->cid, "forbidden");
	kit_ok(object_get(world->kim, &cs, &question, 1));
	kit_ok(chunk_get(world->kim, &cs, &attachment));

	cw_word(&cs, world->ben, "erase", NULL, "the client asked");
	kit_ok(cw_send(&cs, world->ben));
	seq = cs.seq;
	assert_int_equal(rows(world->kit, "object_ct", &cs), 0);
	assert_int_equal(rows(world->kit, "chunk", &cs), 0);
	assert_int_equal(rows(world->kit, "wrap", &cs), 0);
	assert_int_equal(rows(world->kit, "wrap_data", &cs), 0);
	assert_int_equal(rows(world->kit, "statement", &cs), seq);
	assert_int_not_equal(rows(world->kit, "object_ct", &kept), 0);
	assert_int_not_equal(rows(world->kit, "wrap_data", &kept), 0);
	kit_refused(object_get(world->ann, &cs, &question, 1), "not_found");
	kit_refused(chunk_get(world->ann, &cs, &attachment), "not_found");
	kit_refused(chunk_get(world->kim, &cs, &attachment), "not_found");
	/* The chain is there for whoever could read it before. */
	assert_int_equal(kit_get_int(case_get(world->kim, &cs), "count"), seq);
	assert_int_equal(wraps(world->ann, &cs), 0);
	item = json_array_get(
		json_object_get(kit_ok(kit_call(world->ann, "case-list", NULL)), "cases"), 0);
	assert_string_equal(kit_get_str(item, "state"), "erased");

	/* It takes nothing any more, from nobody. */
	cw_word(&cs, world->ann, "erase", NULL, "again");
	refuse(&cs, world->ann, "bad_statement");
	cw_revoke(&cs, world->ann);
	refuse(&cs, world->ann, "bad_statement");
	cw_revoke(&cs, world->coord);
	refuse(&cs, world->coord, "bad_statement");
	cw_object(&cs, world->ann, &question, "question", 'S', 2);
	refuse(&cs, world->ann, "bad_statement");
	kit_refused(chunk_put(world->ann, &cs, &file, chunk), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Who closed it does not erase it, as long as there is somebody else in the pair. */
static void test_erased_by_another(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs, alone;

	(void)state;
	cw_consented(world, &cs);
	cw_open(world, &alone);
	cw_word(&alone, world->ann, "close", NULL, "");
	kit_ok(cw_send(&alone, world->ann));
	cw_word(&cs, world->ann, "close", NULL, "");
	cw_word(&cs, world->ann, "erase", NULL, "");
	refuse(&cs, world->ann, "forbidden");
	cw_word(&cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(&cs, world->ann));
	/* A withdrawal in between changes nothing. */
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	cw_word(&cs, world->ann, "erase", NULL, "");
	refuse(&cs, world->ann, "forbidden");
	cw_word(&cs, world->ben, "erase", NULL, "");
	kit_ok(cw_send(&cs, world->ben));
	cw_word(&alone, world->ann, "erase", NULL, "");
	refuse(&alone, world->ann, "forbidden");
	/* Nobody else is left. */
	kit_ok(kit_user_revoke(world->coord, world->ben, "left"));
	cw_word(&alone, world->ann, "erase", NULL, "");
	kit_ok(cw_send(&alone, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Somebody puts a ciphertext back under the server's feet: verify says so. */
static void test_erased_and_not_gone(void **state)
{
	struct cw_world *world = cw_world_new();
	char why[ET_VERIFY_WHY_LEN], *message = NULL;
	struct cw_case cs;

	(void)state;
	cw_consented(world, &cs);
	assert_int_equal(
		sqlite3_exec(world->kit->store->db,
			"CREATE TEMP TABLE kept AS SELECT * FROM object_ct", NULL, NULL, &message),
		SQLITE_OK);
	cw_word(&cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(&cs, world->ann));
	cw_word(&cs, world->ben, "erase", NULL, "");
	kit_ok(cw_send(&cs, world->ben));
	kit_verify(world->kit);
	assert_int_equal(sqlite3_exec(world->kit->store->db,
				 "INSERT INTO object_ct SELECT * FROM kept", NULL, NULL, &message),
		SQLITE_OK);
	assert_int_equal(et_verify_run(world->kit->store, NULL, NULL, why), ET_CORRUPT);
	assert_non_null(strstr(why, "it was erased, but its data is there"));
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_has_a_part_stays),
		cmocka_unit_test(test_removed),
		cmocka_unit_test(test_comes_back),
		cmocka_unit_test(test_contact_in_the_room),
		cmocka_unit_test(test_rotate),
		cmocka_unit_test(test_rotate_at_once),
		cmocka_unit_test(test_erase),
		cmocka_unit_test(test_erased_by_another),
		cmocka_unit_test(test_erased_and_not_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
