/*
 * verify against a server that lies about people, keys, substitutes, series and hours: whatever no
 * coordinator could have said, whatever was said and is gone, whatever only the tables say.
 */
#include <stdio.h>
#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/service/rowhash.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/statement.h>
#include <etatunti/store/txn.h>

#include "forge.h"
#include "places.h"

static const char may_not[] = "its issuer may not say this";

static struct et_slice revocation(const struct kit_peer *person)
{
	struct et_buf buf;

	et_buf_init(&buf, 256);
	et_lp_put_label(&buf, "ET1/user-revoke");
	et_lp_put_id(&buf, &person->uid);
	et_lp_put_id(&buf, &person->org);
	et_lp_put_str(&buf, "left");
	return kit_take(person->kit, &buf);
}

static struct et_slice standing_in(struct kit *kit, const struct et_id *id,
	const struct kit_peer *absent, const struct kit_peer *by)
{
	struct et_buf buf;

	et_buf_init(&buf, 256);
	et_lp_put_label(&buf, "ET1/substitute");
	et_lp_put_id(&buf, id);
	et_lp_put_id(&buf, &absent->uid);
	et_lp_put_id(&buf, &by->uid);
	et_lp_put_ms(&buf, kit_now(kit));
	et_lp_put_ms(&buf, kit_now(kit) + KIT_DAY);
	return kit_take(kit, &buf);
}

static void revoked_by_another_organisation(struct cw_world *world)
{
	forge_dir(
		world, world->kela, "user-revoke", revocation(world->ann), &world->ann->uid, true);
}

static void revoked_by_a_worker(struct cw_world *world)
{
	forge_dir(world, world->ben, "user-revoke", revocation(world->ann), &world->ann->uid, true);
}

static void new_keys_without_an_enrolment(struct cw_world *world)
{
	struct kit_peer thief = *world->ann;

	thief.identity = world->kim->session;
	thief.ipk_e.b[0] ^= 1;
	thief.eh.b[0] ^= 1;
	forge_dir(world, world->coord, "user-rekey", kit_certificate(&thief, "user-rekey"),
		&thief.uid, true);
}

static void new_keys_for_oneself(struct cw_world *world)
{
	struct kit_peer *anew = kit_answer_new_keys(world->coord, world->coord);

	forge_dir(world, world->coord, "user-rekey", kit_certificate(anew, "user-rekey"),
		&anew->uid, true);
}

static void renewal_of_the_revoked(struct cw_world *world)
{
	struct kit_peer later = *world->ann;

	kit_ok(kit_user_revoke(world->coord, world->ann, "left"));
	later.not_after += KIT_DAY;
	forge_dir(world, world->coord, "user-rekey", kit_certificate(&later, "user-rekey"),
		&later.uid, true);
}

static void a_chain_of_substitutes(struct cw_world *world)
{
	struct et_id id = kit_fresh_id(world->kit);

	(void)kit_substitute(world->coord, world->cid, world->ben, KIT_DAY);
	forge_dir(world, world->coord, "substitute",
		standing_in(world->kit, &id, world->ann, world->cid), &id, true);
}

static void a_contact_in_a_pair(struct cw_world *world)
{
	struct et_id id = kit_fresh_id(world->kit);

	forge_dir(world, world->coord, "substitute",
		standing_in(world->kit, &id, world->ann, world->kim), &id, true);
}

static void two_hours_at_once_for_the_contact(struct cw_world *world)
{
	struct kit_series series = kit_series_of(world->coord, &world->pair_b, world->kim);

	forge_dir(world, world->coord, "series-set", kit_series_body(world->kit, &series),
		&series.id, true);
}

/* About an hour that has begun. */
static void a_decision_too_late(struct cw_world *world)
{
	const struct kit_hour_set late = { world->series, "2026-03-09", "cancelled", "", "",
		"Syy" };

	kit_advance(world->kit, 8 * KIT_DAY);
	forge_dir(world, world->coord, "hour-set", kit_hour_body(world->kit, &late), &world->hour,
		true);
}

static void kelas_policy(struct cw_world *world)
{
	struct et_buf buf;

	et_buf_init(&buf, 256);
	et_lp_put_label(&buf, "ET1/policy");
	et_lp_put_id(&buf, &world->coord->org);
	et_lp_put_str(&buf, "off");
	forge_dir(
		world, world->kela, "policy", kit_take(world->kit, &buf), &world->coord->org, true);
}

static void test_said_by_nobody_who_may(void **state)
{
	static void (*const lies[])(struct cw_world * world) = { revoked_by_another_organisation,
		revoked_by_a_worker, new_keys_without_an_enrolment, new_keys_for_oneself,
		renewal_of_the_revoked, a_chain_of_substitutes, a_contact_in_a_pair,
		two_hours_at_once_for_the_contact, a_decision_too_late, kelas_policy };

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct cw_world *world = cw_world_new();

		lies[i](world);
		forge_expect(world->kit->store, may_not);
		cw_world_free(world);
	}
}

/* A revoked coordinator signs on, and the server takes it. */
static void test_a_revoked_coordinator(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *second = kit_person(world->coord, "second", "coordinator");

	(void)state;
	kit_ok(kit_user_revoke(world->coord, second, "stolen"));
	forge_dir(world, second, "user-revoke", revocation(world->ann), &world->ann->uid, true);
	forge_expect(world->kit->store, may_not);
	cw_world_free(world);
}

/* The last statement of the batch, stored and logged as if it had been let in. */
static void forge_case(struct cw_world *world, const struct cw_case *cs, const struct kit_peer *by)
{
	const struct kit_signed *made = &cs->batch[cs->batch_count - 1].signed_by;
	struct et_statement said;
	struct et_store_statement row;

	assert_int_equal(et_statement_claim(ET_CHAIN_CASE, made->stmt, &said), ET_OK);
	row = (struct et_store_statement){ .case_id = cs->id,
		.seq = said.seq,
		.stmt = made->stmt,
		.sig = made->sig,
		.hash = made->hash,
		.kind = said.kind,
		.author = said.author,
		.time = said.time_ms };
	assert_int_equal(et_store_txn_begin(world->kit->store, "forge"), ET_OK);
	assert_int_equal(et_store_statement_append(world->kit->store, &row), ET_OK);
	forge_row(world, "close", &by->uid, &cs->id, NULL, &made->hash);
	assert_int_equal(et_store_txn_commit(world->kit->store), ET_OK);
}

/* Keys count from their statement to the next one: not before, not after. */
static void test_keys_of_then(void **state)
{
	for (int i = 0; i < 2; i++) {
		struct cw_world *world = cw_world_new();
		struct kit_peer *anew;
		struct cw_case cs;

		(void)state;
		cw_open(world, &cs);
		if (i == 0) {
			kit_ok(kit_user_revoke(world->coord, world->ann, "stolen"));
		} else {
			anew = kit_answer_new_keys(world->coord, world->ann);
			kit_ok(kit_user_rekey(world->coord, anew));
		}
		kit_verify(world->kit);
		cw_word(&cs, world->ann, "close", NULL, "");
		forge_case(world, &cs, world->ann);
		forge_expect(world->kit->store,
			i == 0 ? "its author was revoked" : "the signature does not match");
		cw_world_free(world);
	}
}

/* A statement that was never logged, and ones that the log knows and that are gone. */
static void test_dropped(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *anew;
	struct et_store *copy;

	(void)state;
	anew = kit_answer_new_keys(world->coord, world->ann);
	kit_ok(kit_user_rekey(world->coord, anew));
	kit_ok(kit_user_revoke(world->coord, world->ben, "stolen"));
	kit_verify(world->kit);
	copy = record_copy(world->kit->store);
	record_tamper(copy,
		"DELETE FROM dir_statement WHERE kind = 'user-revoke'; "
		"UPDATE user SET state = 'active'");
	forge_expect(copy, "tells of it (user-revoke), but it is missing");
	et_store_close(copy);
	copy = record_copy(world->kit->store);
	record_tamper(
		copy, "DELETE FROM dir_statement WHERE kind IN ('user-revoke', 'user-rekey')");
	forge_expect(copy, "tells of it (user-rekey), but it is missing");
	et_store_close(copy);
	forge_dir(world, world->coord, "user-revoke", revocation(world->cid), &world->cid->uid,
		false);
	forge_expect(world->kit->store, ": it is not on the log");
	cw_world_free(world);
}

/* What no statement says, in the tables that the server works with. */
static void test_only_in_the_tables(void **state)
{
	static const struct {
		const char *sql, *why;
	} lies[] = {
		{ "INSERT INTO substitute SELECT zeroblob(16), a.uid, b.uid, 0, 9e15, 1 FROM user a, "
		  "user b WHERE a.username = 'ann' AND b.username = 'cid'",
			"substitute substitute_id=00000000000000000000000000000000: no statement" },
		{ "UPDATE substitute SET to_at = to_at + 86400000",
			"to_at is not what the statements say" },
		{ "UPDATE user SET state = 'active' WHERE state = 'revoked'",
			"state is not what the statements say" },
		{ "UPDATE user SET not_after = not_after + 1 WHERE username = 'dee'",
			"not_after is not what the statements say" },
		{ "UPDATE org SET consent_ack = 0", "consent_ack is not what the statements say" },
		{ "UPDATE series SET contact = (SELECT uid FROM user WHERE username = 'kela')",
			"contact is not what the statements say" },
		{ "INSERT INTO series_pair SELECT s.series_id, p.pair_id FROM series s, pair p WHERE "
		  "p.name = 'B' AND s.name = 'Etätunti'",
			"no statement makes this row" },
		{ "UPDATE hour_set SET reason = 'Muu'", "reason is not what the statements say" },
		{ "DELETE FROM hour_set", "this row is missing" },
		{ "UPDATE hour SET starts_at = starts_at + 1 WHERE moved = 1",
			"starts_at is not what the statements say" },
		{ "UPDATE hour SET revision = 7 WHERE decided <> 0",
			"revision is not what the statements say" },
		{ "DELETE FROM user_key WHERE rowid = 1", "this row is missing" },
		{ "UPDATE invite SET state = 'open', used_at = NULL, uid = NULL WHERE state = 'gone'",
			"is not what the statements say" },
	};
	struct cw_world *world = record_new();

	(void)state;
	kit_ok(kit_user_revoke(world->coord, world->cid, "left"));
	kit_verify(world->kit);
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct et_store *copy = record_copy(world->kit->store);

		record_tamper(copy, lies[i].sql);
		forge_expect(copy, lies[i].why);
		et_store_close(copy);
	}
	cw_world_free(world);
}

/* An hour that the server has made up, rightly hashed and logged. */
static void forge_hour(struct cw_world *world, const struct et_store_hour *row)
{
	struct et_id nobody = { { 0 } };
	struct et_hash hash;

	assert_int_equal(et_rowhash_hour(row, &hash), ET_OK);
	assert_int_equal(et_store_txn_begin(world->kit->store, "forge"), ET_OK);
	if (et_store_hour_update(world->kit->store, row) != ET_OK)
		assert_int_equal(et_store_hour_insert(world->kit->store, row), ET_OK);
	forge_row(world, "hour", &nobody, NULL, &row->hour_id, &hash);
	assert_int_equal(et_store_txn_commit(world->kit->store), ET_OK);
}

static void test_hours_made_up(void **state)
{
	for (int i = 0; i < 3; i++) {
		struct cw_world *world = cw_world_new();
		struct et_store_hour hour;
		const char *why = "";

		(void)state;
		assert_int_equal(et_store_hour_by_id(
					 world->kit->store, &world->hour, world->kit->arena, &hour),
			ET_OK);
		switch (i) {
		case 0: /* cancelled for no reason that the series gives */
			hour.state = ET_SLICE_LIT("cancelled");
			hour.reason = ET_SLICE_LIT("holiday");
			why = "the log has it otherwise than its series says";
			break;
		case 1: /* on a day between */
			hour.hour_id = kit_fresh_id(world->kit);
			hour.local_date = ET_SLICE_LIT("2026-03-10");
			why = "its series has none on that day";
			break;
		default: /* on a day of the series, under an id of its own */
			hour.hour_id = kit_fresh_id(world->kit);
			hour.local_date = ET_SLICE_LIT("2027-03-08");
			why = "its id is not that of its series and day";
			break;
		}
		forge_hour(world, &hour);
		forge_expect(world->kit->store, why);
		cw_world_free(world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_said_by_nobody_who_may),
		cmocka_unit_test(test_a_revoked_coordinator),
		cmocka_unit_test(test_keys_of_then),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_only_in_the_tables),
		cmocka_unit_test(test_hours_made_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
