/*
 * Closed cases go when their time is over: everything that was written and every key, by a rule that is signed, told to
 * who has them open, and done again by verify.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/service/verify.h>

#include "followwork.h"
#include "record.h"

/* Rows of a table about the case. */
static int64_t rows(struct cw_world *world, const char *table, const struct cw_case *cs)
{
	char sql[160], hex[ET_HEX_LEN(16) + 1], *text[1];
	int64_t count;

	et_hex_encode(et_id_slice(&cs->id), hex);
	(void)snprintf(
		sql, sizeof(sql), "SELECT COUNT(*) FROM %s WHERE case_id = x'%s'", table, hex);
	assert_int_equal(record_texts(world->kit->store->db, sql, text, 1), 1);
	count = strtoll(text[0], NULL, 10);
	record_free_texts(text, 1);
	return count;
}

static void keep_draft(struct kit_peer *by, const struct cw_case *cs, const char *kind)
{
	char key[64], id[ET_B64U_LEN(16) + 1];

	et_b64u_encode(et_id_slice(&cs->id), id);
	(void)snprintf(key, sizeof(key), "%s/%s", kind, id);
	kit_ok(kit_call_blobs(by, "draft-put", json_pack("{s:s, s:i}", "key", key, "data", 0),
		(struct et_slice[]){ kit_random(by->kit, 296) }, 1));
}

static int64_t drafts(struct cw_world *world)
{
	char *text[1];
	int64_t count;

	assert_int_equal(
		record_texts(world->kit->store->db, "SELECT COUNT(*) FROM draft", text, 1), 1);
	count = strtoll(text[0], NULL, 10);
	record_free_texts(text, 1);
	return count;
}

static json_t *list(struct kit_peer *by, const char *part, size_t expected)
{
	json_t *rows = json_object_get(kit_ok(kit_call(by, "retention-list", NULL)), part);

	assert_int_equal(json_array_size(rows), expected);
	return expected == 0 ? NULL : json_array_get(rows, 0);
}

/* Written in, with a date; then closed. */
static int64_t closed(struct cw_world *world, struct cw_case *cs)
{
	const struct et_id question = kit_fresh_id(world->kit);

	cw_with_contact(world, cs);
	cw_object(cs, world->ann, &question, "question", 'S', 1);
	fw_follow_up(cs, world->ann, "first", kit_now(world->kit) + 60 * KIT_DAY);
	kit_ok(cw_send(cs, world->ann));
	cw_word(cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(cs, world->ann));
	return kit_now(world->kit);
}

static void test_erased_by_the_rule(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs, open;
	int64_t at = closed(world, &cs);
	json_t *row, *event;
	char ref[9];

	(void)state;
	cw_with_contact(world, &open);
	list(world->ann, "ahead", 0);
	/* The job runs at the full hour of the clock of tests. */
	cw_later(world, KIT_T0 + 90 * KIT_DAY + 55 * KIT_MINUTE - kit_now(world->kit));
	keep_draft(world->ann, &cs, "plan");
	keep_draft(world->ben, &open, "plan");
	assert_true(at > KIT_T0 && at < KIT_T0 + KIT_HOUR);
	assert_int_equal(kit_log_count(world->kit, "retention", NULL), 0);
	row = list(world->ann, "ahead", 1);
	assert_int_equal(kit_get_int(row, "at"), at + 90 * KIT_DAY);
	assert_int_equal(kit_get_int(row, "closed"), at);
	assert_true(json_is_false(json_object_get(row, "hold")));
	(void)kit_get_id(row, "case");
	(void)snprintf(ref, sizeof(ref), "%s", kit_get_str(row, "ref"));
	row = list(world->coord, "ahead", 1);
	assert_string_equal(kit_get_str(row, "ref"), ref);
	assert_null(json_object_get(row, "case"));
	assert_int_equal(kit_get_int(kit_ok(kit_call(world->coord, "case-find",
					     json_pack("{s:s}", "ref", ref))),
				 "time") > 0,
		1);
	list(world->cid, "ahead", 0);
	kit_refused(kit_call(world->kim, "retention-list", NULL), "forbidden");
	kit_forget(world->ann);
	kit_advance(world->kit, 10 * KIT_MINUTE);
	event = kit_event(world->ann, "case");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "kind"), "erase");
	assert_int_equal(kit_get_int(event, "seq"), cs.sent_seq);
	assert_non_null(kit_event(world->kim, "case"));
	assert_int_equal(rows(world, "object_ct", &cs), 0);
	assert_int_equal(rows(world, "wrap", &cs), 0);
	assert_int_equal(rows(world, "wrap_data", &cs), 0);
	assert_int_equal(rows(world, "follow_up", &cs), 0);
	assert_int_equal(rows(world, "statement", &cs), cs.sent_seq);
	assert_int_not_equal(rows(world, "wrap_data", &open), 0);
	assert_int_equal(drafts(world), 1);
	assert_int_equal(kit_log_count(world->kit, "retention", "ok"), 1);
	row = list(world->coord, "erased", 1);
	assert_string_equal(kit_get_str(row, "ref"), ref);
	assert_string_equal(kit_get_str(row, "how"), "rule");
	list(world->ann, "ahead", 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A page that was left open: what it would still keep would be kept for nobody. */
static void test_no_draft_afterwards(void **state)
{
	struct cw_world *world = cw_world_new();
	char key[64], id[ET_B64U_LEN(16) + 1];
	struct cw_case cs, open;
	json_t *error;

	(void)state;
	(void)closed(world, &cs);
	cw_open(world, &open);
	keep_draft(world->ann, &cs, "plan");
	cw_later(world, 91 * KIT_DAY);
	list(world->coord, "erased", 1);
	keep_draft(world->ann, &open, "plan");
	et_b64u_encode(et_id_slice(&cs.id), id);
	(void)snprintf(key, sizeof(key), "plan/%s", id);
	error = kit_refused(kit_call_blobs(world->ann, "draft-put",
				    json_pack("{s:s, s:i}", "key", key, "data", 0),
				    (struct et_slice[]){ kit_random(world->kit, 296) }, 1),
		"not_found");
	assert_string_equal(kit_get_str(error, "field"), "key");
	assert_int_equal(drafts(world), 1);
	cw_world_free(world);
}

/* A large case goes whole and by itself, the next one a minute later. */
static void test_large_ones_go_one_by_one(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cases[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		(void)closed(world, &cases[i]);
	record_tamper(world->kit->store,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) "
		"INSERT INTO object_ct SELECT e.case_id, randomblob(16), 1, zeroblob(900000) FROM n, "
		"(SELECT case_id FROM case_end ORDER BY closed_at, case_id LIMIT 1) e");
	cw_later(world, KIT_T0 + 90 * KIT_DAY + 55 * KIT_MINUTE - kit_now(world->kit));
	assert_int_equal(kit_log_count(world->kit, "retention", "ok"), 0);
	kit_advance(world->kit, 5 * KIT_MINUTE + 1000);
	assert_int_equal(kit_log_count(world->kit, "retention", "ok"), 1);
	kit_advance(world->kit, KIT_MINUTE);
	assert_int_equal(kit_log_count(world->kit, "retention", "ok"), 3);
	cw_world_free(world);
}

static void test_the_rule_is_signed(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_id *county = &world->coord->org, *kela = &world->kela->org;
	struct cw_case cs;

	(void)state;
	(void)closed(world, &cs);
	kit_refused(fw_retention(world->coord, county, 0), "bad_statement");
	kit_refused(fw_retention(world->coord, county, 3651), "bad_statement");
	kit_refused(fw_retention(world->coord, kela, 10), "forbidden");
	kit_refused(fw_retention(world->kela, kela, 10), "forbidden");
	kit_ok(fw_retention(world->coord, county, 200));
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(world->ann, "retention-list", NULL)), "days"), 200);
	cw_later(world, 120 * KIT_DAY);
	list(world->coord, "erased", 0);
	kit_ok(fw_retention(world->coord, county, 100));
	cw_later(world, KIT_HOUR + KIT_MINUTE);
	list(world->coord, "erased", 1);
	/* Longer again brings nothing back. */
	kit_ok(fw_retention(world->coord, county, 3650));
	list(world->coord, "erased", 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Who erases before it is time, and says so on no log, or keeps what the log says is gone, is found out. */
static void test_verify_does_it_again(void **state)
{
	struct cw_world *world = cw_world_new();
	static const char *const changes[] = {
		"UPDATE case_end SET erased_at = NULL, how = NULL",
		"UPDATE case_end SET closed_at = closed_at - 1",
		"UPDATE casefile SET state = 'closed'",
		"UPDATE case_end SET how = 'pair'",
		"UPDATE retention SET days = 2",
	};
	char why[ET_VERIFY_WHY_LEN];
	struct cw_case cs;

	(void)state;
	(void)closed(world, &cs);
	kit_ok(fw_retention(world->coord, &world->coord->org, 1));
	cw_later(world, KIT_DAY + 2 * KIT_HOUR);
	list(world->coord, "erased", 1);
	kit_verify(world->kit);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct et_store *copy = record_copy(world->kit->store);

		record_tamper(copy, changes[i]);
		assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_CORRUPT);
		et_store_close(copy);
	}
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_erased_by_the_rule),
		cmocka_unit_test(test_no_draft_afterwards),
		cmocka_unit_test(test_large_ones_go_one_by_one),
		cmocka_unit_test(test_the_rule_is_signed),
		cmocka_unit_test(test_verify_does_it_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
