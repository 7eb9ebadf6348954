/*
 * Numbers about the work: who may put which, once, and take them back; nothing of a person or a case in them; and what
 * a coordinator gets to see of them.
 */
#include <string.h>

#include <etatunti/domain/directory.h>
#include <etatunti/domain/measure.h>
#include <etatunti/service/verify.h>

#include "followwork.h"
#include "places.h"
#include "record.h"

static struct kit_reply *put_one(
	struct cw_world *world, struct kit_peer *by, const char *code, int64_t n)
{
	const struct et_id fresh = kit_fresh_id(world->kit);

	return fw_put(by, &fresh, &world->series, fw_quarter(world->kit), "hour",
		json_pack("[o]", fw_value(code, n)));
}

static void test_what_may_be_put(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_id fresh = kit_fresh_id(world->kit), nowhere = kit_fresh_id(world->kit);
	static const char *const bad_quarters[] = { "2026Q2", "2024Q4", "2026Q0", "2026-1" };

	(void)state;
	assert_string_equal(fw_quarter(world->kit), "2026Q1");
	kit_ok(put_one(world, world->ann, "meeting_avoided", 0));
	kit_ok(put_one(world, world->ann, "outcome_other_not-applied", 5));
	kit_ok(put_one(world, world->kim, "worker_time_saved", 1));
	kit_ok(put_one(world, world->kim, "contact_question_clear", 5));
	kit_refused(put_one(world, world->kim, "nps", 9), "bad_param");
	kit_refused(put_one(world, world->ann, "contact_question_clear", 5), "bad_param");
	kit_refused(put_one(world, world->ann, "nps", 11), "bad_param");
	kit_refused(put_one(world, world->ann, "prom_before", 99), "bad_param");
	kit_refused(put_one(world, world->ann, "name", 1), "bad_param");
	kit_refused(put_one(world, world->cid, "nps", 9), "forbidden");
	kit_refused(put_one(world, world->coord, "nps", 9), "forbidden");
	kit_refused(fw_put(world->ann, &fresh, &nowhere, "2026Q1", "hour",
			    json_pack("[o]", fw_value("nps", 1))),
		"not_found");
	kit_refused(fw_put(world->ann, &fresh, &world->series, "2026Q1", "hour",
			    json_pack("[o,o]", fw_value("nps", 1), fw_value("nps", 2))),
		"bad_param");
	kit_refused(fw_put(world->ann, &fresh, &world->series, "2026Q1", "hour", json_array()),
		"bad_param");
	for (size_t i = 0; i < sizeof(bad_quarters) / sizeof(bad_quarters[0]); i++)
		kit_refused(fw_put(world->ann, &fresh, &world->series, bad_quarters[i], "hour",
				    json_pack("[o]", fw_value("nps", 1))),
			"bad_param");
	kit_ok(fw_put(world->ann, &fresh, &world->series, "2025Q1", "hour",
		json_pack("[o]", fw_value("nps", 1))));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_once_and_taken_back(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_id id = kit_fresh_id(world->kit), other = kit_fresh_id(world->kit);
	const char *quarter = fw_quarter(world->kit);
	size_t logged;

	(void)state;
	kit_ok(fw_put(world->ann, &id, &world->series, quarter, "hour",
		json_pack("[o,o]", fw_value("nps", 9), fw_value("calls_saved", 2))));
	/* The same again, in another order, on another day. */
	kit_ok(fw_put(world->ben, &id, &world->series, quarter, "hour",
		json_pack("[o,o]", fw_value("calls_saved", 2), fw_value("nps", 9))));
	kit_refused(fw_put(world->ann, &id, &world->series, quarter, "hour",
			    json_pack("[o]", fw_value("nps", 9))),
		"conflict");
	kit_refused(fw_put(world->ann, &id, &world->series, quarter, "half-year",
			    json_pack("[o,o]", fw_value("nps", 9), fw_value("calls_saved", 2))),
		"conflict");
	kit_verify(world->kit);
	kit_refused(fw_drop(world->ann, &other), "not_found");
	kit_ok(fw_drop(world->ben, &id));
	kit_refused(fw_drop(world->ben, &id), "not_found");
	kit_refused(fw_put(world->ann, &id, &world->series, quarter, "hour",
			    json_pack("[o,o]", fw_value("nps", 9), fw_value("calls_saved", 2))),
		"conflict");
	logged = kit_log_count(world->kit, "measure-put", "ok");
	assert_int_equal(logged, 2);
	kit_verify(world->kit);
	cw_world_free(world);
}

static json_t *report(struct kit_peer *by, const char *quarter)
{
	return json_object_get(kit_ok(kit_call(by, "report",
				       json_pack("{s:s, s:s}", "from", quarter, "to", quarter))),
		"figures");
}

/* Of all series together, or of the world's; NULL: it is zero. */
static json_t *figure(json_t *figures, const char *code, bool together)
{
	json_t *item;
	size_t i;

	json_array_foreach(figures, i, item)
	{
		if (strcmp(kit_get_str(item, "code"), code) == 0 &&
			json_is_null(json_object_get(item, "series")) == together)
			return item;
	}
	return NULL;
}

/* Worked example: 10 9 9 8 7 6 3 of seven: 3 promoters, 2 passives, 2 detractors, score 14. */
static void test_report_of_measures(void **state)
{
	static const int64_t nps[] = { 10, 9, 9, 8, 7, 6, 3 };
	struct cw_world *world = cw_world_new();
	const char *quarter = fw_quarter(world->kit);
	json_t *figures, *row;

	(void)state;
	for (size_t i = 0; i < sizeof(nps) / sizeof(nps[0]); i++)
		kit_ok(put_one(world, world->ann, "nps", nps[i]));
	for (int i = 0; i < 4; i++)
		kit_ok(put_one(world, world->ann, "calls_saved", 3));
	figures = report(world->coord, quarter);
	for (int together = 0; together < 2; together++) {
		row = figure(figures, "nps", together);
		assert_non_null(row);
		assert_int_equal(kit_get_int(row, "n"), 7);
		assert_int_equal(kit_get_int(row, "sum"), 52);
		assert_int_equal(kit_get_int(row, "score"), 14);
		assert_null(json_object_get(row, "promoters"));
		row = figure(figures, "calls_saved", together);
		assert_true(json_is_true(json_object_get(row, "hidden")));
		assert_true(json_is_null(json_object_get(row, "n")));
		assert_true(json_is_null(json_object_get(row, "sum")));
	}
	kit_ok(put_one(world, world->ann, "calls_saved", 20));
	figures = report(world->kela, quarter);
	row = figure(figures, "calls_saved", true);
	assert_int_equal(kit_get_int(row, "n"), 5);
	assert_int_equal(kit_get_int(row, "sum"), 32);
	assert_string_equal(kit_get_str(row, "form"), "hour");
	assert_int_equal(json_array_size(report(world->coord, "2025Q4")), 0);
	kit_refused(kit_call(world->ann, "report",
			    json_pack("{s:s, s:s}", "from", quarter, "to", quarter)),
		"forbidden");
	kit_refused(kit_call(world->coord, "report",
			    json_pack("{s:s, s:s}", "from", "2026Q1", "to", "2025Q4")),
		"bad_param");
	kit_refused(kit_call(world->coord, "report",
			    json_pack("{s:s, s:s}", "from", "2023Q1", "to", "2026Q1")),
		"bad_param");
	cw_world_free(world);
}

/* Of a second series of the same pair, some answers. */
static void put_nps(struct cw_world *world, const struct et_id *series, const int64_t *values)
{
	for (size_t i = 0; values[i] >= 0; i++) {
		const struct et_id fresh = kit_fresh_id(world->kit);

		kit_ok(fw_put(world->ann, &fresh, series, fw_quarter(world->kit), "hour",
			json_pack("[o]", fw_value("nps", values[i]))));
	}
}

/*
 * Ten answers of 5 promoters and 5 passives, and nine of 7, 1 and 1, which must not be told. Together 12, 6 and 1: neither;
 * with more detractors in the first together 12, 6, 6: these, but then not those of the first, or the others follow.
 */
static void test_promoters_by_a_difference(void **state)
{
	static const int64_t first[] = { 10, 10, 10, 10, 10, 7, 7, 7, 7, 7, -1 };
	static const int64_t second[] = { 9, 9, 9, 9, 9, 9, 10, 8, 3, -1 };
	static const int64_t more[] = { 0, 0, 0, 0, 0, -1 };
	struct cw_world *world = cw_world_new();
	struct kit_series series = kit_series_of(world->coord, &world->pair_a, world->kim);
	json_t *figures, *row;
	size_t i, seen = 0;

	(void)state;
	series.weekday = 4;
	kit_ok(kit_series_set(world->coord, &series));
	put_nps(world, &world->series, first);
	put_nps(world, &series.id, second);
	row = figure(report(world->coord, fw_quarter(world->kit)), "nps", true);
	assert_int_equal(kit_get_int(row, "n"), 19);
	assert_null(json_object_get(row, "promoters"));
	put_nps(world, &world->series, more);
	figures = report(world->coord, fw_quarter(world->kit));
	json_array_foreach(figures, i, row)
	{
		bool together = json_is_null(json_object_get(row, "series"));

		if (strcmp(kit_get_str(row, "code"), "nps") != 0)
			continue;
		seen++;
		assert_false(json_is_true(json_object_get(row, "hidden")));
		assert_int_equal(together, json_object_get(row, "promoters") != NULL);
		if (together)
			assert_int_equal(kit_get_int(row, "detractors"), 6);
	}
	assert_int_equal(seen, 3);
	cw_world_free(world);
}

/* Every number that a worker may put, on every form. */
static void put_everything(struct cw_world *world, const struct et_id *series, const char *quarter)
{
	static const char *const forms[] = { "baseline", "three-months", "half-year", "hour",
		"feedback" };

	for (size_t form = 0; form < sizeof(forms) / sizeof(forms[0]); form++) {
		for (size_t from = 0; from < et_measure_count(); from += 40) {
			const struct et_id fresh = kit_fresh_id(world->kit);
			json_t *values = json_array();

			for (size_t i = from; i < from + 40 && i < et_measure_count(); i++) {
				const struct et_measure *measure = et_measure_at(i);

				if ((measure->who & ET_ROLE_WORKER) != 0)
					json_array_append_new(
						values, fw_value(measure->code, measure->max));
			}
			kit_ok(fw_put(world->ann, &fresh, series, quarter, forms[form], values));
			kit_advance(world->kit, 2000);
		}
	}
}

/* More than one reply holds: one error that says so, and fewer quarters go. */
static void test_a_large_report(void **state)
{
	static const char *const quarters[] = { "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1" };
	struct cw_world *world = cw_world_new();
	const json_t *error;

	(void)state;
	for (int64_t i = 0; i < 4; i++) {
		struct kit_series series = kit_series_of(world->coord, &world->pair_a, world->kim);

		series.weekday = 2 + i;
		kit_ok(kit_series_set(world->coord, &series));
		for (size_t k = 0; k < sizeof(quarters) / sizeof(quarters[0]); k++)
			put_everything(world, &series.id, quarters[k]);
	}
	error = kit_refused(kit_call(world->coord, "report",
				    json_pack("{s:s, s:s}", "from", "2025Q1", "to", "2026Q1")),
		"too_large");
	assert_string_equal(kit_get_str(error, "field"), "to");
	assert_true(json_array_size(report(world->coord, "2025Q1")) > 1500);
	cw_world_free(world);
}

/* One case in its hour: the hours are counted, the case is not told. */
static void test_report_of_one_case(void **state)
{
	struct cw_world *world = cw_world_new();
	const char *quarter = fw_quarter(world->kit);
	static const char *const codes[] = { "places", "open" };
	struct cw_case cs;
	json_t *figures;

	(void)state;
	cw_queued(world, &cs);
	figures = report(world->coord, quarter);
	assert_true(kit_get_int(figure(figures, "hours_planned", true), "n") > 0);
	assert_null(figure(figures, "hours_held", true));
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		for (int together = 0; together < 2; together++)
			assert_true(json_is_true(
				json_object_get(figure(figures, codes[i], together), "hidden")));
	}
	assert_null(figure(figures, "handled", true));
	cw_world_free(world);
}

/* A case through its whole hour: counted by every query, and still one case. */
static void test_report_of_an_hour_held(void **state)
{
	static const char *const hidden[] = { "places", "handled", "waiting_days", "plans_made",
		"nps", "calls_saved" };
	struct cw_world *world = record_new();
	json_t *figures;

	(void)state;
	cw_later(world, 2 * KIT_HOUR);
	figures = report(world->coord, "2026Q1");
	assert_int_equal(kit_get_int(figure(figures, "hours_held", true), "n"), 1);
	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		for (int together = 0; together < 2; together++) {
			json_t *row = figure(figures, hidden[i], together);

			assert_non_null(row);
			assert_true(json_is_true(json_object_get(row, "hidden")));
			assert_true(json_is_null(json_object_get(row, "n")));
			assert_null(json_object_get(row, "median"));
			assert_null(json_object_get(row, "score"));
		}
	}
	assert_null(figure(figures, "plans_refreshed", true));
	cw_world_free(world);
}

/* Whoever changes a number, brings a dropped one back or slips one in is found out. */
static void test_verify_knows_the_numbers(void **state)
{
	static const char *const changes[] = {
		"UPDATE measure_value SET n = n + 1",
		"UPDATE measure SET form = 'feedback' WHERE dropped = 0",
		"UPDATE measure SET dropped = 0",
		"UPDATE measure SET dropped = 1",
		"DELETE FROM measure_value",
		"DELETE FROM measure WHERE dropped = 1",
		("INSERT INTO measure SELECT randomblob(16), series_id, quarter, form, hash, 0 "
		 "FROM measure WHERE dropped = 0"),
	};
	struct cw_world *world = cw_world_new();
	const struct et_id id = kit_fresh_id(world->kit);
	char why[ET_VERIFY_WHY_LEN];

	(void)state;
	kit_ok(put_one(world, world->ann, "nps", 9));
	kit_ok(fw_put(world->ann, &id, &world->series, fw_quarter(world->kit), "hour",
		json_pack("[o]", fw_value("nps", 1))));
	kit_ok(fw_drop(world->ann, &id));
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
		cmocka_unit_test(test_what_may_be_put),
		cmocka_unit_test(test_once_and_taken_back),
		cmocka_unit_test(test_report_of_measures),
		cmocka_unit_test(test_promoters_by_a_difference),
		cmocka_unit_test(test_a_large_report),
		cmocka_unit_test(test_report_of_one_case),
		cmocka_unit_test(test_report_of_an_hour_held),
		cmocka_unit_test(test_verify_knows_the_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
