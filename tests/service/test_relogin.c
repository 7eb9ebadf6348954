/*
 * A change of passphrase: what it replaces and whom it ends; and everything that it must not be.
 */
#include <string.h>

#include <etatunti/service/verify.h>

#include "places.h"
#include "record.h"
#include "relogin.h"

static void the_new_key_signs_in(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *elsewhere = kit_connect_as(anna), *again;
	struct et_sign_key old = anna->login;
	struct relogin draft;
	struct et_id salt;
	json_t *challenge, *ok;

	(void)state;
	kit_sign_in(elsewhere);
	relogin_draft(anna, 2, &draft);
	draft.said.ops = 4;
	assert_int_equal(kit_get_int(kit_ok(relogin_send(anna, &draft)), "kbver"), 2);
	/* This session stays, the others end and cannot be taken up again. */
	assert_false(anna->closed);
	assert_true(elsewhere->closed);
	assert_string_equal(kit_get_str(kit_event(elsewhere, "ended"), "reason"), "relogin");
	again = kit_connect_as(elsewhere);
	kit_refused(kit_reproof(again), "denied");
	/* The old passphrase opens nothing, the new one does, with the client's own salt. */
	again = kit_connect_as(anna);
	challenge = json_deep_copy(kit_ok(kit_hi(again)));
	again->login = old;
	kit_refused(kit_login(again, challenge), "denied");
	json_decref(challenge);
	challenge = json_deep_copy(kit_ok(kit_hi(again)));
	salt = kit_get_id(challenge, "salt");
	assert_true(et_id_eq(&salt, &draft.said.salt));
	assert_int_equal(kit_get_int(challenge, "ops"), 4);
	again->login = draft.next;
	ok = kit_ok(kit_login(again, challenge));
	assert_int_equal(kit_get_int(ok, "kbver"), 2);
	json_decref(challenge);
	assert_int_equal(kit_log_count(kit, "relogin", "ok"), 1);
	/* And once more, from there. */
	relogin_done(again, 3);
	assert_true(anna->closed);
	kit_verify(kit);
	kit_free(kit);
}

typedef void wrong_fn(struct relogin *draft);

static void wrong_identity(struct relogin *draft)
{
	draft->by_id = draft->next;
}

static void wrong_old_key(struct relogin *draft)
{
	draft->by_old = draft->next;
}

static void identity_for_old(struct relogin *draft)
{
	draft->by_old = draft->by_id;
}

static void version_skipped(struct relogin *draft)
{
	draft->said.kbver = 3;
}

static void version_of_now(struct relogin *draft)
{
	draft->said.kbver = 1;
}

static void ops_too_low(struct relogin *draft)
{
	draft->said.ops = ET_KDF_OPS_MIN - 1;
}

static void ops_too_high(struct relogin *draft)
{
	draft->said.ops = ET_KDF_OPS_MAX + 1;
}

static void mem_too_low(struct relogin *draft)
{
	draft->said.mem = ET_KDF_MEM_MIN - 1;
}

static void mem_too_high(struct relogin *draft)
{
	draft->said.mem = ET_KDF_MEM_MAX + 1;
}

static void another_bundle(struct relogin *draft)
{
	draft->said.kb_hash.b[0] ^= 1;
}

static void another_person(struct relogin *draft)
{
	draft->said.uid.b[0] ^= 1;
}

static void another_deployment(struct relogin *draft)
{
	draft->said.genesis.b[0] ^= 1;
}

static void no_salt(struct relogin *draft)
{
	memset(draft->said.salt.b, 0, sizeof(draft->said.salt.b));
}

static void the_same_key(struct relogin *draft)
{
	draft->said.lpk = draft->by_old.pk;
}

static void too_early(struct relogin *draft)
{
	draft->said.time_ms -= ET_CLOCK_SKEW_MS + 1;
}

static void too_late(struct relogin *draft)
{
	draft->said.time_ms += ET_CLOCK_SKEW_MS + 1;
}

static void wrong_ones_change_nothing(void **state)
{
	static const struct {
		wrong_fn *spoil;
		const char *code;
	} cases[] = {
		{ wrong_identity, "bad_signature" },
		{ wrong_old_key, "bad_signature" },
		{ identity_for_old, "bad_signature" },
		{ version_skipped, "conflict" },
		{ version_of_now, "conflict" },
		{ ops_too_low, "bad_statement" },
		{ ops_too_high, "bad_statement" },
		{ mem_too_low, "bad_statement" },
		{ mem_too_high, "bad_statement" },
		{ another_bundle, "bad_statement" },
		{ another_person, "bad_statement" },
		{ another_deployment, "bad_statement" },
		{ no_salt, "bad_statement" },
		{ the_same_key, "bad_statement" },
		{ too_early, "clock_skew" },
		{ too_late, "clock_skew" },
	};
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *other = kit_connect_as(anna);
	struct relogin draft;

	(void)state;
	kit_sign_in(other);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		relogin_draft(anna, 2, &draft);
		cases[i].spoil(&draft);
		kit_refused(relogin_send(anna, &draft), cases[i].code);
	}
	assert_int_equal(kit_log_count(kit, "relogin", "bad_signature"), 3);
	assert_int_equal(kit_log_count(kit, "relogin", "bad_statement"), 9);
	assert_int_equal(kit_log_count(kit, "relogin", "ok"), 0);
	assert_false(other->closed);
	kit_cut(other);
	other = kit_connect_as(anna);
	kit_sign_in(other);
	kit_verify(kit);
	kit_free(kit);
}

/* The salt that is in use: whoever stole a table of guesses for it would have it again. */
static void the_salt_of_before(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *asking = kit_connect_as(anna);
	struct relogin draft;

	(void)state;
	relogin_draft(anna, 2, &draft);
	draft.said.salt = kit_get_id(kit_ok(kit_hi(asking)), "salt");
	kit_refused(relogin_send(anna, &draft), "bad_statement");
	kit_free(kit);
}

/* The very same bytes again: under the same id the same answer, under another one nothing. */
static void replayed(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct relogin draft;

	(void)state;
	relogin_draft(anna, 2, &draft);
	kit_ok(relogin_send(anna, &draft));
	assert_int_equal(
		kit_get_int(kit_refused(relogin_send(anna, &draft), "conflict"), "kbver"), 2);
	/* Signed by the key of now it still is the version of before. */
	draft.by_old = draft.next;
	kit_refused(relogin_send(anna, &draft), "conflict");
	assert_int_equal(kit_log_count(kit, "relogin", "ok"), 1);
	kit_free(kit);
}

/* Two devices at once: one is taken, the other is told which version there is. */
static void two_at_once(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct relogin first, second;

	(void)state;
	relogin_draft(anna, 2, &first);
	relogin_draft(anna, 2, &second);
	kit_ok(relogin_send(anna, &first));
	assert_int_equal(
		kit_get_int(kit_refused(relogin_send(anna, &second), "conflict"), "kbver"), 2);
	/* It could follow, but not with the signature of a key that is gone. */
	second.said.kbver = 3;
	kit_refused(relogin_send(anna, &second), "bad_signature");
	second.by_old = first.next;
	kit_ok(relogin_send(anna, &second));
	kit_verify(kit);
	kit_free(kit);
}

/* Somebody else's statement on one's own session. */
static void of_somebody_else(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *bea = kit_person(anna, "bea", "worker");
	struct relogin draft;

	(void)state;
	relogin_draft(bea, 2, &draft);
	kit_refused(relogin_send(anna, &draft), "bad_signature");
	assert_int_equal(kit_log_count(kit, "relogin", "bad_signature"), 1);
	kit_ok(relogin_send(bea, &draft));
	kit_free(kit);
}

/* New keys begin anew; what was signed for the old ones is worth nothing then. */
static void after_new_keys(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *bea = kit_person(anna, "bea", "worker"), *renewed;
	struct relogin kept, draft;

	(void)state;
	relogin_done(bea, 2);
	relogin_draft(bea, 2, &kept);
	renewed = kit_answer_new_keys(anna, bea);
	/* Until they are certified the passphrase of before is in force, and can be changed. */
	relogin_done(bea, 3);
	kit_ok(kit_user_rekey(anna, renewed));
	assert_true(bea->closed);
	kit_sign_in(renewed);
	kit_refused(relogin_send(renewed, &kept), "bad_signature");
	relogin_draft(renewed, 4, &draft);
	assert_int_equal(
		kit_get_int(kit_refused(relogin_send(renewed, &draft), "conflict"), "kbver"), 1);
	relogin_done(renewed, 2);
	kit_verify(kit);
	kit_free(kit);
}

/* What verify says of a record in which a change was slipped in, taken out or moved. */
static void verify_names_it(void **state)
{
	static const struct {
		const char *sql, *word;
	} cases[] = {
		{ "DELETE FROM relogin WHERE kbver = 3", "its relogin is not there" },
		{ "UPDATE relogin SET kb = zeroblob(10) WHERE kbver = 2", "do not say" },
		{ "UPDATE relogin SET sig_old = sig_id WHERE kbver = 2",
			"the hash does not match" },
		{ "UPDATE relogin SET at = at + 1 WHERE kbver = 2", "its time is not the log's" },
		{ "UPDATE relogin SET kbver = 9 WHERE kbver = 3", "a column differs" },
		{ "INSERT INTO relogin SELECT randomblob(32), uid, 4, stmt, sig_id, sig_old, "
		  "kb, at FROM relogin WHERE kbver = 3",
			"it is not on the log" },
		{ "UPDATE credential SET lpk = zeroblob(32) WHERE kbver = 3", "credential" },
		{ "UPDATE log SET case_id = randomblob(16) WHERE seq = 5", "case_id" },
	};
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");

	(void)state;
	relogin_done(anna, 2);
	relogin_done(anna, 3);
	kit_verify(kit);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct et_store *copy = record_copy(kit->store);
		char why[ET_VERIFY_WHY_LEN] = "";

		record_tamper(copy, cases[i].sql);
		assert_int_equal(et_verify_run(copy, NULL, NULL, why), ET_CORRUPT);
		if (strstr(why, cases[i].word) == NULL)
			fail_msg("%s: %s", cases[i].sql, why);
		et_store_close(copy);
	}
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_new_key_signs_in),
		cmocka_unit_test(wrong_ones_change_nothing),
		cmocka_unit_test(the_salt_of_before),
		cmocka_unit_test(replayed),
		cmocka_unit_test(two_at_once),
		cmocka_unit_test(of_somebody_else),
		cmocka_unit_test(after_new_keys),
		cmocka_unit_test(verify_names_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
