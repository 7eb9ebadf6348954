/*
 * A closed case whose time is over is gone to the last byte: from every file, for everybody, and from the reach of every
 * command; whole or not at all when the disk fails meanwhile. And nobody can say of a case that the rule took it,
 * unless it did.
 */
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/store/txn.h>

#include "diskwork.h"
#include "followwork.h"
#include "forge.h"
#include "guestwork.h"
#include "store/fault.h"
#include "store/handle.h"

#define CHUNK_LEN (65536 + 40)
#define DAYS 2

/* A case that had everything a case can have, and what of it must go. */
struct full {
	struct dw_disk disk;
	struct cw_world *world;
	struct cw_case cs;
	struct et_id question, file, plan;
	int64_t closed_at;
	struct dw_secrets secrets;
};

static struct et_slice put_chunk(struct full *full, const struct et_id *object)
{
	struct et_slice chunk = kit_random(full->world->kit, CHUNK_LEN);

	kit_ok(kit_call_blobs(full->world->ann, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&full->cs.id), "object",
			kit_json_id(object), "index", 0, "data", 0),
		&chunk, 1));
	dw_secret(&full->secrets, chunk);
	return chunk;
}

static const char *draft_key(struct full *full, const char *kind)
{
	char id[ET_B64U_LEN(16) + 1], *key = et_arena_alloc(full->world->kit->arena, 64);

	et_b64u_encode(et_id_slice(&full->cs.id), id);
	(void)snprintf(key, 64, "%s/%s", kind, id);
	return key;
}

static void draft(struct full *full, struct kit_peer *by, const char *kind)
{
	struct et_slice bytes = kit_random(full->world->kit, 9000);

	kit_ok(kit_call_blobs(by, "draft-put",
		json_pack("{s:s, s:i}", "key", draft_key(full, kind), "data", 0), &bytes, 1));
	dw_secret(&full->secrets, bytes);
}

/* A guest came, and is out. */
static void guest(struct full *full, const struct et_id *session)
{
	struct cw_world *world = full->world;
	struct gw_device device;
	struct gw_link link;

	kit_ok(gw_room_join(world->ann, &full->cs, session));
	gw_let_in(world, &full->cs, session, &link, &device);
	dw_secret(&full->secrets, link.ct);
	dw_secret(&full->secrets, link.wrap);
}

/* In each compartment, of each kind; a file, one that nobody recorded, drafts that were written over. */
static void write_all(struct full *full)
{
	static const struct {
		const char *type;
		char comp;
	} types[] = { { "background", 'P' }, { "thread", 'S' }, { "follow-up", 'P' },
		{ "card", 'S' } };
	struct cw_world *world = full->world;
	struct cw_case *cs = &full->cs;
	struct et_id unrecorded = kit_fresh_id(world->kit);
	struct et_slice chunk;
	struct et_hash one;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct et_id object = kit_fresh_id(world->kit);

		cw_object(cs, world->ann, &object, types[i].type, types[i].comp, 1);
	}
	full->question = kit_fresh_id(world->kit);
	cw_object(cs, world->ann, &full->question, "question", 'S', 1);
	cw_object(cs, world->ann, &full->question, "question", 'S', 2);
	kit_ok(cw_send(cs, world->ann));
	full->file = kit_fresh_id(world->kit);
	chunk = put_chunk(full, &full->file);
	one = et_hash_of(chunk);
	cs->ct_hash = et_hash_of(et_hash_slice(&one));
	cw_add(cs, world->ann, "object",
		cw_object_body(
			world->kit, &full->file, "attachment", 'S', 1, &cs->ct_hash, CHUNK_LEN, 1),
		(struct et_slice){ 0 });
	fw_follow_up(cs, world->ann, "first", kit_now(world->kit) + 60 * KIT_DAY);
	kit_ok(cw_send(cs, world->ann));
	(void)put_chunk(full, &unrecorded);
	draft(full, world->ann, "plan");
	draft(full, world->ann, "plan");
	draft(full, world->ben, "note");
}

static void held_hour(struct full *full)
{
	struct cw_world *world = full->world;
	struct cw_case *cs = &full->cs;
	struct et_id session = gw_session(world, cs);

	guest(full, &session);
	full->plan = kit_fresh_id(world->kit);
	cw_object(cs, world->ann, &full->plan, "plan", 'S', 1);
	kit_ok(cw_send(cs, world->ann));
	cw_object(cs, world->kim, &full->plan, "plan", 'S', 2);
	cw_confirm(cs, world->kim, &full->plan, 2);
	kit_ok(cw_send(cs, world->kim));
	cw_confirm(cs, world->ann, &full->plan, 2);
	cw_word(cs, world->ann, "session-close", &session, "handled");
	kit_ok(cw_send(cs, world->ann));
}

static void close_case(struct cw_world *world, struct cw_case *cs)
{
	cw_word(cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(cs, world->ann));
}

/* Closed at the start of the hour after the hour, with a rule of DAYS. */
static void full_new(struct full *full)
{
	struct cw_world *world;

	memset(full, 0, sizeof(*full));
	fault_install();
	world = full->world = dw_world_new(&full->disk);
	kit_ok(fw_retention(world->coord, &world->coord->org, DAYS));
	cw_queued(world, &full->cs);
	held_hour(full);
	cw_later(world, 20 * KIT_MINUTE);
	write_all(full);
	dw_secret_rows(&full->secrets, world->kit, "SELECT ct FROM object_ct");
	dw_secret_rows(&full->secrets, world->kit, "SELECT w FROM wrap_data");
	close_case(world, &full->cs);
	full->closed_at = kit_now(world->kit);
}

static void full_free(struct full *full)
{
	dw_world_free(&full->disk, full->world);
	fault_remove();
}

static int64_t count(struct kit *kit, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(kit->store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

#define LEFT \
	"SELECT (SELECT COUNT(*) FROM object_ct) + (SELECT COUNT(*) FROM wrap_data) + " \
	"(SELECT COUNT(*) FROM chunk) + (SELECT COUNT(*) FROM draft) + " \
	"(SELECT COUNT(*) FROM guest_data) + (SELECT COUNT(*) FROM follow_up)"
#define ERASED "SELECT COUNT(*) FROM case_end WHERE how = 'rule' AND erased_at IS NOT NULL"
/* But for the rule itself. */
#define LOGGED "SELECT COUNT(*) - 1 FROM log WHERE instr(row, 'retention') > 0"

/* No member gets any of it, by any command that gives something of a case. */
static void expect_out_of_reach(struct full *full)
{
	struct kit_peer *const members[] = { full->world->ann, full->world->ben, full->world->kim };
	const struct et_id *const objects[] = { &full->question, &full->plan, &full->cs.doc };

	for (size_t m = 0; m < sizeof(members) / sizeof(members[0]); m++) {
		struct kit_reply *reply = kit_call(members[m], "case-get",
			json_pack("{s:o, s:i}", "case", kit_json_id(&full->cs.id), "from", 1));
		json_t *ok = kit_ok(reply);

		assert_int_equal(json_array_size(json_object_get(ok, "wraps")), 0);
		assert_int_equal(reply->blob_count, 2 * (size_t)kit_get_int(ok, "count"));
		for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++)
			kit_refused(kit_call(members[m], "object-get",
					    json_pack("{s:o, s:[{s:o, s:i}]}", "case",
						    kit_json_id(&full->cs.id), "objects", "object",
						    kit_json_id(objects[i]), "rev", 1)),
				"not_found");
		kit_refused(kit_call(members[m], "chunk-get",
				    json_pack("{s:o, s:o, s:i}", "case", kit_json_id(&full->cs.id),
					    "object", kit_json_id(&full->file), "index", 0)),
			"not_found");
		for (const char *const *kind = (const char *const[]){ "plan", "note", NULL };
			*kind != NULL; kind++)
			kit_refused(kit_call(members[m], "draft-get",
					    json_pack("{s:s}", "key", draft_key(full, *kind))),
				"not_found");
	}
	cw_object(&full->cs, full->world->ben, &full->question, "question", 'S', 3);
	kit_refused(cw_send(&full->cs, full->world->ben), "bad_statement");
}

static void test_no_byte_is_left(void **state)
{
	struct full full;
	struct kit *kit;

	(void)state;
	full_new(&full);
	kit = full.world->kit;
	/* What a guest was given went with the session; of the drafts one was written over. */
	assert_true(dw_found(&full.disk, &full.secrets) >= full.secrets.count - 2);
	cw_later(full.world, full.closed_at + DAYS * KIT_DAY - KIT_MINUTE - kit_now(kit));
	assert_int_equal(count(kit, ERASED), 0);
	assert_true(dw_found(&full.disk, &full.secrets) >= full.secrets.count - 4);
	kit_advance(kit, 10 * KIT_MINUTE);
	for (int i = 0; i < 6 && count(kit, ERASED) == 0; i++)
		cw_later(full.world, 10 * KIT_MINUTE);
	assert_int_equal(count(kit, ERASED), 1);
	assert_int_equal(count(kit, LEFT), 0);
	assert_int_equal(dw_found(&full.disk, &full.secrets), 0);
	/* The rule, and what it did. */
	assert_int_equal(kit_log_count(kit, "retention", "ok"), 2);
	cw_later(full.world, 0);
	expect_out_of_reach(&full);
	kit_verify(kit);
	/* Nor after the machine has stopped, or after a clean end. */
	dw_crash(&full.disk, kit);
	assert_int_equal(dw_found(&full.disk, &full.secrets), 0);
	full_free(&full);
}

/* Who has it open at that moment is told. */
static void test_living_clients_are_told(void **state)
{
	struct full full;
	struct kit_peer *members[3];
	struct kit *kit;

	(void)state;
	full_new(&full);
	kit = full.world->kit;
	cw_later(full.world, full.closed_at + DAYS * KIT_DAY - KIT_MINUTE - kit_now(kit));
	do {
		cw_later(full.world, 0);
		members[0] = full.world->ann;
		members[1] = full.world->ben;
		members[2] = full.world->kim;
		for (size_t i = 0; i < 3; i++)
			assert_false(kit_has_event(members[i], "case"));
		kit_advance(kit, 10 * KIT_MINUTE);
	} while (count(kit, ERASED) == 0);
	for (size_t i = 0; i < 3; i++) {
		json_t *event = kit_event(members[i], "case");
		struct et_id id = kit_get_id(event, "case");

		assert_true(et_id_eq(&id, &full.cs.id));
		assert_string_equal(kit_get_str(event, "kind"), "erase");
		assert_int_equal(kit_get_int(event, "seq"), full.cs.sent_seq);
		assert_null(kit_event(members[i], "case"));
	}
	assert_null(kit_event(full.world->cid, "case"));
	full_free(&full);
}

/* ------------------------------------------------------------------- the disk fails */

/* Just before the run of the job that takes it, in a process that began half an hour ago. */
static void keep_before(struct full *full)
{
	struct kit *kit = full->world->kit;

	kit_advance(kit, full->closed_at + DAYS * KIT_DAY - 30 * KIT_MINUTE - kit_now(kit));
	dw_keep(&full->disk, kit);
}

static void to_the_job(struct full *full)
{
	dw_back(&full->disk, full->world->kit);
	assert_int_equal(dw_advance(full->world->kit, 59 * KIT_MINUTE), ET_OK);
	assert_int_equal(count(full->world->kit, ERASED), 0);
}

/* All of it or nothing; true: all. */
static bool expect_whole(struct full *full, int64_t left)
{
	struct kit *kit = full->world->kit;
	bool erased = count(kit, ERASED) == 1;

	assert_int_equal(count(kit, LEFT), erased ? 0 : left);
	assert_int_equal(count(kit, LOGGED), erased ? 1 : 0);
	return erased;
}

static void expect_done(struct full *full)
{
	struct kit *kit = full->world->kit;

	assert_int_equal(dw_advance(kit, 61 * KIT_MINUTE), ET_OK);
	assert_true(expect_whole(full, 0));
	assert_int_equal(dw_found(&full->disk, &full->secrets), 0);
}

static void test_a_full_disk(void **state)
{
	struct full full;
	struct kit *kit;
	int refused = 0, late = 0;
	int64_t left;

	(void)state;
	full_new(&full);
	kit = full.world->kit;
	keep_before(&full);
	to_the_job(&full);
	left = count(kit, LEFT);
	assert_true(left > 20);
	for (int at = 1;; at += at < 16 ? 1 : 11) {
		bool erased;

		to_the_job(&full);
		fault_writes(at, SQLITE_FULL);
		assert_int_equal(dw_advance(kit, 2 * KIT_MINUTE), ET_OK);
		fault_writes(0, 0);
		erased = expect_whole(&full, left);
		if (erased && dw_found(&full.disk, &full.secrets) == 0)
			break;
		/* Written down, but what it wrote over still stands in the log of writes: the next commit. */
		late += erased;
		refused += !erased;
		if (at % 4 == 1 || erased)
			expect_done(&full);
		assert_true(at < 1000);
	}
	assert_true(refused > 10);
	assert_true(late > 0);
	kit_verify(kit);
	full_free(&full);
}

static void test_a_machine_that_stops(void **state)
{
	struct full full;
	struct kit *kit;
	int64_t left;
	int stopped = 0;

	(void)state;
	full_new(&full);
	kit = full.world->kit;
	keep_before(&full);
	to_the_job(&full);
	left = count(kit, LEFT);
	for (int at = 1;; at += at < 16 ? 3 : 17) {
		enum et_err err;

		to_the_job(&full);
		fault_writes(at, SQLITE_IOERR_WRITE);
		err = dw_advance(kit, 2 * KIT_MINUTE);
		fault_writes(0, 0);
		if (err == ET_OK && dw_found(&full.disk, &full.secrets) == 0)
			break;
		stopped++;
		dw_crash(&full.disk, kit);
		/* The next run begins with its jobs. */
		assert_true(expect_whole(&full, left));
		assert_int_equal(dw_found(&full.disk, &full.secrets), 0);
		assert_true(at < 1000);
	}
	assert_true(stopped > 5);
	kit_verify(kit);
	full_free(&full);
}

/* ------------------------------------------------------------------------- lies */

/* A row that says that the rule took the case, and what would follow from it. */
static void forged(struct cw_world *world, const struct cw_case *cs)
{
	const struct et_id nobody = { { 0 } };
	const struct et_hash none = { { 0 } };
	struct et_store *store = world->kit->store;

	assert_int_equal(et_store_txn_begin(store, "forge"), ET_OK);
	forge_row(world, "retention", &nobody, &cs->id, NULL, &none);
	assert_int_equal(et_store_txn_commit(store), ET_OK);
	forge_expect(store, "was not to be erased then");
}

static void test_too_early(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	close_case(world, &cs);
	kit_verify(world->kit);
	kit_advance(world->kit, 89 * KIT_DAY);
	forged(world, &cs);
	cw_world_free(world);
}

/* An open case, and one that nobody ever made. */
static void test_not_closed(void **state)
{
	for (int made = 0; made < 2; made++) {
		struct cw_world *world = cw_world_new();
		struct cw_case cs;

		if (made)
			cw_open(world, &cs);
		else
			cw_case_init(&cs, world->kit);
		kit_advance(world->kit, 200 * KIT_DAY);
		forged(world, &cs);
		cw_world_free(world);
	}
	(void)state;
}

static void test_held(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	close_case(world, &cs);
	fw_hold(&cs, world->ben, 1, "complaint");
	kit_ok(cw_send(&cs, world->ben));
	kit_advance(world->kit, 91 * KIT_DAY);
	kit_verify(world->kit);
	forged(world, &cs);
	cw_world_free(world);
}

/* The rule says a year: a row that goes by the days unsaid is a lie, and so is a second one. */
static void test_another_rule(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs, other;

	(void)state;
	kit_ok(fw_retention(world->coord, &world->coord->org, 365));
	cw_open(world, &cs);
	close_case(world, &cs);
	kit_advance(world->kit, 91 * KIT_DAY);
	forged(world, &cs);
	cw_world_free(world);

	world = cw_world_new();
	cw_open(world, &other);
	close_case(world, &other);
	kit_advance(world->kit, 91 * KIT_DAY);
	assert_int_equal(kit_log_count(world->kit, "retention", "ok"), 1);
	kit_verify(world->kit);
	forged(world, &other);
	cw_world_free(world);
}

/* What the server left undone cannot be hidden from who may see it: it stands ahead, with a day that is past. */
static void test_what_was_skipped_shows(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	json_t *list, *row;

	(void)state;
	cw_open(world, &cs);
	close_case(world, &cs);
	cw_later(world, 90 * KIT_DAY - 30 * KIT_MINUTE);
	list = json_object_get(kit_ok(kit_call(world->coord, "retention-list", NULL)), "ahead");
	assert_int_equal(json_array_size(list), 1);
	/* The clock goes on, the job doesn't run. */
	et_env_fake_advance(&world->kit->fake, 5 * KIT_DAY);
	world->coord = kit_connect_as(world->coord);
	kit_sign_in(world->coord);
	list = json_object_get(kit_ok(kit_call(world->coord, "retention-list", NULL)), "ahead");
	assert_int_equal(json_array_size(list), 1);
	row = json_array_get(list, 0);
	assert_true(kit_get_int(row, "at") < kit_now(world->kit) - 4 * KIT_DAY);
	assert_true(json_is_false(json_object_get(row, "hold")));
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_byte_is_left),
		cmocka_unit_test(test_living_clients_are_told),
		cmocka_unit_test(test_a_full_disk),
		cmocka_unit_test(test_a_machine_that_stops),
		cmocka_unit_test(test_too_early),
		cmocka_unit_test(test_not_closed),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_another_rule),
		cmocka_unit_test(test_what_was_skipped_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
