/*
 * What the log has on a case, and who may read it there: every read and every leaving of a room is a row.
 */
#include <string.h>

#include <etatunti/crypto/logrow.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/txn.h>

#include "casework.h"

static json_t *rows_from(const struct et_id *case_id, int64_t from)
{
	return json_pack("{s:o, s:I}", "case", kit_json_id(case_id), "from", (json_int_t)from);
}

/* Rows of the log with that action and case, of that person (NULL: anybody). */
static size_t rows_of(
	struct kit *kit, const char *action, const struct et_id *case_id, const struct kit_peer *by)
{
	struct et_store_logrow *rows;
	size_t count, found = 0;

	assert_int_equal(
		et_store_logrow_list(kit->store, 1, 100000, kit->arena, &rows, &count), ET_OK);
	for (size_t i = 0; i < count; i++) {
		struct et_logrow row;

		assert_int_equal(et_logrow_read(rows[i].row, &kit->deployment.g, &row), ET_OK);
		assert_true(et_id_eq(&row.case_id, &rows[i].case_id));
		found += et_slice_eq_str(row.action, action) && et_id_eq(&row.case_id, case_id) &&
			(by == NULL || et_id_eq(&row.actor_uid, &by->uid));
	}
	return found;
}

/* All rows of the case, page by page, are those that name it, in their order, and chained bytes. */
static void the_whole_report(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs, other;
	int64_t from = 0, last = 0;
	size_t found = 0, pages = 0;

	(void)state;
	cw_with_contact(world, &cs);
	cw_open(world, &other);
	for (int i = 0; i < 80; i++) {
		if (i % 10 == 0)
			kit_advance(world->kit, 2000);
		kit_ok(kit_call(world->ben, "case-get", rows_from(&cs.id, 1)));
	}
	while (from >= 0) {
		struct kit_reply *reply = kit_call(world->ann, "case-log", rows_from(&cs.id, from));
		json_t *ok = kit_ok(reply);

		assert_int_equal(kit_get_int(ok, "count"), reply->blob_count);
		for (size_t i = 0; i < reply->blob_count; i++) {
			struct et_logrow row;

			assert_int_equal(
				et_logrow_read(reply->blobs[i], &world->kit->deployment.g, &row),
				ET_OK);
			assert_true(et_id_eq(&row.case_id, &cs.id));
			assert_true(row.seq > last && row.seq >= from);
			last = row.seq;
		}
		found += reply->blob_count;
		from = json_is_null(json_object_get(ok, "next")) ? -1 : kit_get_int(ok, "next");
		assert_true(from < 0 || from > last);
		pages++;
	}
	assert_true(pages > 1);
	assert_true(found > 80);
	/* Reading it is a row too: all but the last stand in what was read. */
	assert_int_equal(rows_of(world->kit, "case-log", &cs.id, world->ann), pages);
	assert_int_equal(kit_get_int(kit_ok(kit_call(world->ann, "case-log",
					     rows_from(&cs.id, last + 1000))),
				 "count"),
		0);
	kit_refused(kit_call(world->ann, "case-log", rows_from(&cs.id, -1)), "bad_param");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* What the clock has done to the case stands there too: of nobody, with the hour, and without harm to who reads it. */
static void the_clocks_rows(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id second = cw_hour(world, 1);
	struct kit_reply *reply;
	struct cw_case cs;
	size_t found = 0;

	(void)state;
	cw_consented(world, &cs);
	cw_queue(&cs, world->ann, &second, 15);
	kit_ok(cw_send(&cs, world->ann));
	cw_consent(&cs, world->ann, KIT_DAY, &cs.consent);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at + 6 * KIT_DAY + KIT_MINUTE - kit_now(world->kit));
	reply = kit_call(world->ann, "case-log", rows_from(&cs.id, 1));
	kit_ok(reply);
	for (size_t i = 0; i < reply->blob_count; i++) {
		struct et_logrow row;

		assert_int_equal(
			et_logrow_read(reply->blobs[i], &world->kit->deployment.g, &row), ET_OK);
		if (!et_slice_eq_str(row.action, "consent-gate"))
			continue;
		found++;
		assert_true(et_id_is_zero(&row.actor_uid));
		assert_true(et_id_is_zero(&row.actor_org));
		assert_true(et_id_eq(&row.object_id, &second));
		assert_true(et_slice_eq_str(row.result, "ok"));
	}
	assert_int_equal(found, 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void only_the_workers_of_it(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	struct et_id none = kit_fresh_id(world->kit);

	(void)state;
	cw_with_contact(world, &cs);
	kit_refused(kit_call(world->kim, "case-log", rows_from(&cs.id, 1)), "forbidden");
	kit_refused(kit_call(world->coord, "case-log", rows_from(&cs.id, 1)), "forbidden");
	kit_refused(kit_call(world->cid, "case-log", rows_from(&cs.id, 1)), "forbidden");
	kit_refused(kit_call(world->ann, "case-log", rows_from(&none, 1)), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "case-log", "forbidden"), 4);
	kit_ok(kit_call(world->ben, "case-log", rows_from(&cs.id, 1)));
	/* Who has left the pair has no part in it any more. */
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann, world->cid }, 2);
	kit_refused(kit_call(world->ben, "case-log", rows_from(&cs.id, 1)), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "case-log", "forbidden"), 5);
	cw_world_free(world);
}

static void lists_are_rows(void **state)
{
	struct cw_world *world = cw_world_new();
	size_t hours = kit_log_count(world->kit, "hour-list", "ok");

	(void)state;
	kit_ok(kit_call(world->ann, "case-list", NULL));
	kit_ok(kit_call(world->kim, "case-list", NULL));
	kit_ok(kit_call(world->coord, "pending-list", NULL));
	kit_ok(kit_call(world->coord, "hour-list",
		json_pack("{s:I, s:I}", "from", (json_int_t)KIT_T0, "to",
			(json_int_t)(KIT_T0 + KIT_DAY))));
	assert_int_equal(kit_log_count(world->kit, "case-list", "ok"), 2);
	assert_int_equal(kit_log_count(world->kit, "pending-list", "ok"), 1);
	assert_int_equal(kit_log_count(world->kit, "hour-list", "ok"), hours + 1);
	cw_world_free(world);
}

/* ----------------------------------------------------------------- leaving a room */

/* Everybody in the room of an open session. */
static struct cw_world *in_the_room(struct cw_case *cs, struct et_id *session)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *all[3];

	cw_queued(world, cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	*session = kit_fresh_id(world->kit);
	cw_session_open(cs, world->ann, &world->hour, session);
	kit_ok(cw_send(cs, world->ann));
	all[0] = world->ann;
	all[1] = world->ben;
	all[2] = world->kim;
	for (size_t i = 0; i < 3; i++)
		kit_ok(kit_call(all[i], "room-join",
			json_pack("{s:o, s:o}", "case", kit_json_id(&cs->id), "session",
				kit_json_id(session))));
	return world;
}

static void leaving_is_a_row(void **state)
{
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = in_the_room(&cs, &session);
	struct kit *kit = world->kit;

	(void)state;
	/* By command: one row, and the log-out after it leaves none. */
	kit_ok(kit_call(
		world->ben, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->ben), 1);
	kit_ok(kit_call(
		world->ben, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	kit_ok(kit_call(world->ben, "logout", NULL));
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->ben), 1);
	/* By a cut. */
	kit_cut(world->kim);
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->kim), 1);
	/* By logging out of the room. */
	kit_ok(kit_call(world->ann, "logout", NULL));
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->ann), 1);
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, NULL), 3);
	kit_verify(kit);
	cw_world_free(world);
}

static void put_out_is_a_row(void **state)
{
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = in_the_room(&cs, &session);
	struct kit *kit = world->kit;

	(void)state;
	/* Out of the pair, out of the room: the row is of who left, not of who did it. */
	cw_set_pair(world, (struct kit_peer *const[]){ world->ann, world->cid }, 2);
	assert_true(et_id_is_zero(&world->ben->room));
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->ben), 1);
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->coord), 0);
	/* A session ended by the coordinator. */
	kit_ok(kit_call(world->coord, "session-end",
		json_pack("{s:o, s:n}", "uid", kit_json_id(&world->ann->uid), "sid")));
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->ann), 1);
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, NULL), 2);
	kit_verify(kit);
	cw_world_free(world);
}

/* The run ends while they speak: everybody left, and the last checkpoint says so. */
static void the_end_of_a_run(void **state)
{
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = in_the_room(&cs, &session);
	struct kit *kit = world->kit;
	struct et_store_checkpoint newest;
	struct et_hash hash;
	int64_t seq;

	(void)state;
	assert_int_equal(et_store_txn_begin(kit->store, "test"), ET_OK);
	assert_int_equal(et_service_stop(kit->service), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, NULL), 3);
	assert_int_equal(rows_of(kit, "room-leave", &cs.id, world->kim), 1);
	assert_int_equal(et_store_logrow_head(kit->store, &seq, &hash), ET_OK);
	assert_int_equal(et_store_checkpoint_newest(kit->store, kit->arena, &newest), ET_OK);
	assert_int_equal(newest.seq, seq);
	/* They come back to the next run. */
	kit_restart(kit);
	kit_ok(kit_reproof(kit_connect_as(world->kim)));
	kit_verify(kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_report),
		cmocka_unit_test(the_clocks_rows),
		cmocka_unit_test(only_the_workers_of_it),
		cmocka_unit_test(lists_are_rows),
		cmocka_unit_test(leaving_is_a_row),
		cmocka_unit_test(put_out_is_a_row),
		cmocka_unit_test(the_end_of_a_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
