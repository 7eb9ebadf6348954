/*
 * What comes after the hour, attacked: numbers that are none, floods, readers and holders who may not, dates out of this
 * world, shelves that are full, and a disk that is full at each write of each of them.
 */
#include <string.h>

#include <sqlite3.h>

#include "diskwork.h"
#include "followwork.h"
#include "orgwork.h"
#include "places.h"
#include "store/fault.h"
#include "store/handle.h"

/* ----------------------------------------------------------------------- measures */

static struct kit_reply *put_values(struct cw_world *world, const char *form, json_t *values)
{
	const struct et_id fresh = kit_fresh_id(world->kit);

	kit_advance(world->kit, 1000);
	return fw_put(world->ann, &fresh, &world->series, fw_quarter(world->kit), form, values);
}

static void test_numbers_that_are_none(void **state)
{
	static const int64_t wrong[] = { -1, 11, 1001, INT64_C(1) << 31, INT64_C(1) << 53,
		INT64_MAX, INT64_MIN };
	static const char *const words[] = { "", "NPS", "nps ", "n\xc3\xa4ps", "outcome_",
		"outcome_x_granted", "meeting_avoided; DROP TABLE measure", "constructor" };
	struct cw_world *world = cw_world_new();
	json_t *many = json_array();

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		kit_refused(put_values(world, "hour", json_pack("[o]", fw_value("nps", wrong[i]))),
			"bad_param");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		kit_refused(put_values(world, "hour", json_pack("[o]", fw_value(words[i], 1))),
			"bad_param");
	for (int i = 0; i < 65; i++)
		json_array_append_new(many, fw_value("nps", 1));
	kit_refused(put_values(world, "hour", many), "bad_param");
	kit_refused(put_values(world, "hour", json_object()), "bad_param");
	kit_refused(put_values(world, "hour", json_pack("[{s:s}]", "code", "nps")), "bad_param");
	kit_refused(put_values(world, "hour", json_pack("[{s:s, s:s}]", "code", "nps", "n", "9")),
		"bad_param");
	kit_refused(put_values(world, "hour",
			    json_pack("[{s:s, s:i, s:s}]", "code", "nps", "n", 9, "case", "x")),
		"bad_param");
	kit_refused(put_values(world, "yearly", json_pack("[o]", fw_value("nps", 1))), "bad_param");
	/* One right among wrong ones is not kept. */
	kit_refused(put_values(world, "hour",
			    json_pack("[o,o]", fw_value("calls_saved", 3), fw_value("nps", 11))),
		"bad_param");
	assert_int_equal(kit_log_count(world->kit, "measure-put", NULL), 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* An id that somebody else has used tells nothing and gives nothing. */
static void test_the_id_of_another(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_id id = kit_fresh_id(world->kit);
	struct kit_series other = kit_series_of(world->coord, &world->pair_b, world->kim);
	json_t *values;

	(void)state;
	other.start = "15:00";
	kit_ok(kit_series_set(world->coord, &other));
	values = json_pack("[o]", fw_value("nps", 9));
	kit_ok(fw_put(world->ann, &id, &world->series, fw_quarter(world->kit), "hour", values));
	values = json_pack("[o]", fw_value("nps", 9));
	kit_refused(fw_put(world->cid, &id, &other.id, fw_quarter(world->kit), "hour", values),
		"conflict");
	values = json_pack("[o]", fw_value("nps", 9));
	kit_refused(fw_put(world->cid, &id, &world->series, fw_quarter(world->kit), "hour", values),
		"forbidden");
	/* Taken back, the id is used up, for whoever tries. */
	kit_ok(fw_drop(world->ann, &id));
	values = json_pack("[o]", fw_value("nps", 9));
	kit_refused(fw_put(world->cid, &id, &other.id, fw_quarter(world->kit), "hour", values),
		"conflict");
	values = json_pack("[o]", fw_value("nps", 9));
	kit_refused(fw_put(world->ann, &id, &world->series, fw_quarter(world->kit), "hour", values),
		"conflict");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_a_flood(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_reply *reply = NULL;
	int taken = 0;

	(void)state;
	kit_advance(world->kit, 10000);
	for (; taken < 1000; taken++) {
		const struct et_id fresh = kit_fresh_id(world->kit);

		reply = fw_put(world->ann, &fresh, &world->series, fw_quarter(world->kit), "hour",
			json_pack("[o]", fw_value("nps", 9)));
		if (reply->error != NULL)
			break;
	}
	assert_true(taken > 10 && taken < 200);
	assert_true(kit_get_int(kit_refused(reply, "rate_limited"), "retry_ms") > 0);
	/* Others are not held up, and it passes. */
	kit_ok(kit_call(world->ben, "case-list", NULL));
	kit_advance(world->kit, 10000);
	kit_ok(put_values(world, "hour", json_pack("[o]", fw_value("nps", 9))));
	for (taken = 0; taken < 1000 &&
		kit_call(world->coord, "report",
			json_pack("{s:s, s:s}", "from", "2023Q2", "to", "2026Q1"))
				->error == NULL;
		taken++)
		;
	assert_true(taken > 10 && taken < 300);
	cw_world_free(world);
}

/* ------------------------------------------------------------------------- reports */

static json_t *report(struct kit_peer *by)
{
	return kit_ok(
		kit_call(by, "report", json_pack("{s:s, s:s}", "from", "2026Q1", "to", "2026Q1")));
}

/* Each coordinator gets what is theirs; nobody else gets any. */
static void test_reports_of_others(void **state)
{
	struct kit *kit = kit_new_wide();
	struct cw_world *world = cw_world_of(kit);
	struct kit_peer *other = kit_founder(kit, KIT_SECOND, "koord");
	struct kit_peer *const strangers[] = { world->ann, world->cid, world->kim };

	(void)state;
	for (int i = 0; i < 6; i++)
		kit_ok(put_values(world, "hour", json_pack("[o]", fw_value("nps", 9))));
	assert_true(json_array_size(json_object_get(report(world->coord), "figures")) > 0);
	assert_true(json_array_size(json_object_get(report(world->kela), "figures")) > 0);
	assert_int_equal(json_array_size(json_object_get(report(other), "series")), 0);
	assert_int_equal(json_array_size(json_object_get(report(other), "figures")), 0);
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++)
		kit_refused(kit_call(strangers[i], "report",
				    json_pack("{s:s, s:s}", "from", "2026Q1", "to", "2026Q1")),
			"forbidden");
	kit_refused(kit_call(kit_connect(kit), "report",
			    json_pack("{s:s, s:s}", "from", "2026Q1", "to", "2026Q1")),
		"bad_state");
	assert_int_equal(kit_log_count(kit, "report", "forbidden"), 3);
	cw_world_free(world);
}

/* ------------------------------------------------------------------ holds and dates */

static void test_holds_by_strangers(void **state)
{
	static const char *const reasons[] = { "two\nlines", "a\ttab", "\x01", "\xff" };
	struct kit *kit = kit_new_wide();
	struct cw_world *world = cw_world_of(kit);
	struct kit_peer *other = kit_founder(kit, KIT_SECOND, "koord");
	struct kit_peer *const strangers[] = { world->cid, world->kim, world->kela, other };
	char long_one[202];
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		fw_hold(&cs, strangers[i], 1, "mine");
		kit_refused(cw_send(&cs, strangers[i]), "forbidden");
	}
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		fw_hold(&cs, world->ann, 1, reasons[i]);
		kit_refused(cw_send(&cs, world->ann), "bad_statement");
	}
	memset(long_one, 'x', sizeof(long_one) - 1);
	long_one[201] = '\0';
	fw_hold(&cs, world->ann, 1, long_one);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* Nor does a stranger let go. */
	fw_hold(&cs, world->ann, 1, long_one + 1);
	kit_ok(cw_send(&cs, world->ann));
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		fw_hold(&cs, strangers[i], 0, "");
		kit_refused(cw_send(&cs, strangers[i]), "forbidden");
	}
	kit_verify(kit);
	cw_world_free(world);
}

static void test_dates_out_of_this_world(void **state)
{
	struct cw_world *world = cw_world_new();
	const int64_t now = kit_now(world->kit);
	const int64_t wrong[] = { 1, now - 365 * KIT_DAY, now, now + 400 * KIT_DAY + 60000,
		INT64_C(253402300800000), INT64_C(9007199254740991) };
	struct kit_peer *const strangers[] = { world->cid, world->kim, world->coord };
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		fw_follow_up(&cs, world->ann, "plan", wrong[i]);
		kit_refused(cw_send(&cs, world->ann), "bad_statement");
	}
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		fw_follow_up(&cs, strangers[i], "plan", now + KIT_DAY);
		kit_refused(cw_send(&cs, strangers[i]), "forbidden");
	}
	cw_word(&cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(&cs, world->ann));
	fw_follow_up(&cs, world->ann, "plan", now + KIT_DAY);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Two thousand cards stand; one more only in place of one. */
static void test_a_full_shelf(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_card first = kit_card_of(world->ann), card = first;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		card = kit_card_of(world->ann);
		first = i == 0 ? card : first;
		kit_advance(world->kit, 500);
		kit_ok(kit_dir_append(world->kim, "card", kit_card_signed(&card)));
	}
	card = kit_card_of(world->ann);
	kit_advance(world->kit, 500);
	kit_refused(kit_dir_append(world->kim, "card", kit_card_signed(&card)), "bad_statement");
	kit_ok(kit_dir_append(world->kim, "card-drop", kit_card_drop_body(world->kit, &first.id)));
	kit_ok(kit_dir_append(world->kim, "card", kit_card_signed(&card)));
	cw_world_free(world);
}

/* --------------------------------------------------------------------- a full disk */

static int64_t rows(struct kit *kit)
{
	static const char sql[] =
		"SELECT (SELECT COUNT(*) FROM measure) + (SELECT COUNT(*) FROM measure_value) + "
		"(SELECT SUM(dropped) IS NOT NULL FROM measure) + (SELECT COUNT(*) FROM hold) + "
		"(SELECT COUNT(*) FROM follow_up) + (SELECT COUNT(*) FROM retention) + "
		"(SELECT COUNT(*) FROM team) + (SELECT COUNT(*) FROM card) + "
		"(SELECT COUNT(*) FROM statement) + (SELECT COUNT(*) FROM dir_statement)";
	sqlite3_stmt *stmt;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(kit->store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

/*
 * Refused at each write, nothing of it is kept; then, the same once more, it is taken, once. Who asks in the same turn for
 * what is done already hears that it is done.
 */
static void on_a_full_disk(struct kit_peer *by, struct et_slice frame)
{
	struct kit *kit = by->kit;
	struct et_slice done = kit_text(kit, "draft-drop", json_pack("{s:s}", "key", "k"));
	struct et_slice said = kit_raw(by, done, false)->raw;
	struct kit_reply *reply;
	int64_t before = rows(kit), after;
	int refused = 0;

	for (int at = 1;; at++) {
		fault_writes(at, SQLITE_FULL);
		kit_batch((struct kit_peer *const[]){ by, by },
			(const struct et_slice[]){ done, frame }, 2);
		fault_writes(0, 0);
		assert_true(et_slice_eq(kit_next_reply(by)->raw, said));
		reply = kit_next_reply(by);
		kit_advance(kit, 1500);
		if (reply->error == NULL)
			break;
		kit_refused(reply, "storage_full");
		assert_int_equal(rows(kit), before);
		refused++;
		assert_true(at < 100);
	}
	kit_ok(reply);
	assert_true(refused > 3);
	after = rows(kit);
	kit_ok(kit_raw(by, frame, frame.ptr[0] == 1));
	assert_int_equal(rows(kit), after);
}

static struct et_slice dir_frame(struct kit_peer *by, const char *kind, struct et_slice body)
{
	struct kit_signed made = kit_dir_sign(by, kind, body);

	return kit_frame(by->kit, "dir-append", json_pack("{s:i, s:i}", "stmt", 0, "sig", 1),
		(struct et_slice[]){ made.stmt, et_sig_slice(&made.sig) }, 2);
}

static void test_a_full_disk(void **state)
{
	struct dw_disk disk;
	struct cw_world *world;
	struct kit_card card;
	struct kit_team team;
	struct kit *kit;
	struct et_id id;
	struct cw_case cs;

	(void)state;
	fault_install();
	world = dw_world_new(&disk);
	kit = world->kit;
	id = kit_fresh_id(kit);
	cw_open(world, &cs);
	on_a_full_disk(world->ann,
		kit_text(kit, "measure-put",
			json_pack("{s:o, s:o, s:s, s:s, s:[o,o]}", "id", kit_json_id(&id), "series",
				kit_json_id(&world->series), "quarter", fw_quarter(kit), "form",
				"hour", "values", fw_value("nps", 3), fw_value("calls_saved", 2))));
	on_a_full_disk(world->ben,
		kit_text(kit, "measure-drop", json_pack("{s:o}", "id", kit_json_id(&id))));
	fw_follow_up(&cs, world->ann, "first", kit_now(kit) + 60 * KIT_DAY);
	on_a_full_disk(world->ann, cw_frame(&cs));
	fw_hold(&cs, world->coord, 1, "complaint");
	on_a_full_disk(world->coord, cw_frame(&cs));
	on_a_full_disk(world->coord,
		dir_frame(
			world->coord, "retention", fw_retention_body(kit, &world->coord->org, 7)));
	on_a_full_disk(world->coord,
		dir_frame(world->coord, "record-template",
			kit_template_body(kit, &world->coord->org, "effica", "{monsu}")));
	team = kit_team_of(world->coord);
	on_a_full_disk(world->coord, dir_frame(world->coord, "team", kit_team_body(kit, &team)));
	card = kit_card_of(world->ann);
	on_a_full_disk(world->kim, dir_frame(world->kim, "card", kit_card_signed(&card)));
	on_a_full_disk(
		world->ann, dir_frame(world->ann, "card-drop", kit_card_drop_body(kit, &card.id)));
	kit_verify(kit);
	dw_world_free(&disk, world);
	fault_remove();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_that_are_none),
		cmocka_unit_test(test_the_id_of_another),
		cmocka_unit_test(test_a_flood),
		cmocka_unit_test(test_reports_of_others),
		cmocka_unit_test(test_holds_by_strangers),
		cmocka_unit_test(test_dates_out_of_this_world),
		cmocka_unit_test(test_a_full_shelf),
		cmocka_unit_test(test_a_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
