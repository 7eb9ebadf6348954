/*
 * Enrolling, certifying, pairs: what the directory takes and what it refuses.
 */
#include <stdio.h>
#include <string.h>

#include <etatunti/crypto/hash.h>

#include "casework.h"

static void a_whole_team_verifies(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_reply *reply;
	json_t *ok;

	(void)state;
	reply = kit_call(world->kim, "dir-get", json_pack("{s:i}", "from", 1));
	ok = kit_ok(reply);
	/* two founders, four invites and certificates, two pairs, a series */
	assert_int_equal(kit_get_int(ok, "count"), 13);
	assert_int_equal(reply->blob_count, 26);
	assert_int_equal(kit_log_count(world->kit, "found", "ok"), 2);
	assert_int_equal(kit_log_count(world->kit, "enrol", "ok"), 6);
	assert_int_equal(kit_log_count(world->kit, "user-add", "ok"), 4);
	kit_verify(world->kit);
	cw_world_free(world);
}

static void pending_until_confirmed(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *county = kit_founder(kit, KIT_COUNTY, "county");
	struct kit_peer *kela = kit_founder(kit, KIT_KELA, "kela");
	struct kit_peer *nurse = kit_connect(kit), *login = NULL;
	uint8_t secret[32];
	struct et_id invite = kit_invite(county, "nurse", "worker", kit_now(kit) + KIT_DAY, secret);
	json_t *list, *challenge;

	(void)state;
	kit_ok(kit_enrol(nurse, &invite, secret, "nurse"));
	nurse->roles = "worker";
	assert_non_null(kit_event(county, "pending"));
	assert_null(kit_event(kela, "pending"));
	list = json_object_get(kit_ok(kit_call(county, "pending-list", NULL)), "pending");
	assert_int_equal(json_array_size(list), 1);
	assert_string_equal(kit_get_str(json_array_get(list, 0), "username"), "nurse");
	list = json_object_get(kit_ok(kit_call(kela, "pending-list", NULL)), "pending");
	assert_int_equal(json_array_size(list), 0);
	/* not in before that */
	login = kit_connect_as(nurse);
	challenge = json_incref(kit_ok(kit_hi(login)));
	kit_refused(kit_login(login, challenge), "denied");
	json_decref(challenge);
	/* nobody else's coordinator */
	kit_refused(kit_user_add(kela, nurse), "forbidden");
	kit_forget(nurse);
	kit_ok(kit_user_add(county, nurse));
	assert_non_null(kit_event(nurse, "confirmed"));
	assert_non_null(kit_event(kela, "directory"));
	kit_refused(kit_user_add(county, nurse), "used");
	kit_sign_in(nurse);
	kit_verify(kit);
	kit_free(kit);
}

static void certificate_must_equal_the_enrolment(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *county = kit_founder(kit, KIT_COUNTY, "county");
	struct kit_peer *nurse = kit_connect(kit);
	struct kit_peer wrong;
	uint8_t secret[32];
	struct et_id invite = kit_invite(county, "nurse", "worker", kit_now(kit) + KIT_DAY, secret);

	(void)state;
	kit_ok(kit_enrol(nurse, &invite, secret, "nurse"));
	nurse->roles = "worker";
	wrong = *nurse;
	wrong.roles = "coordinator,worker";
	kit_refused(kit_user_add(county, &wrong), "bad_statement");
	wrong = *nurse;
	wrong.ipk_e.b[0] ^= 1;
	kit_refused(kit_user_add(county, &wrong), "bad_statement");
	wrong = *nurse;
	wrong.eh.b[0] ^= 1;
	kit_refused(kit_user_add(county, &wrong), "bad_statement");
	wrong = *nurse;
	wrong.not_after = kit_now(kit) + 500 * KIT_DAY;
	kit_refused(kit_user_add(county, &wrong), "bad_statement");
	wrong = *nurse;
	wrong.uid.b[0] ^= 1;
	kit_refused(kit_user_add(county, &wrong), "not_found");
	assert_int_equal(kit_log_count(kit, "dir-append", "bad_statement"), 4);
	kit_ok(kit_user_add(county, nurse));
	kit_free(kit);
}

static void invites_end(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *county = kit_founder(kit, KIT_COUNTY, "county");
	struct kit_peer *a = kit_connect(kit), *b = kit_connect(kit);
	uint8_t secret[32];
	struct et_id invite = kit_invite(county, "aa", "worker", kit_now(kit) + KIT_DAY, secret);
	json_t *params = json_pack("{s:o}", "invite", kit_json_id(&invite));
	struct et_id unknown = kit_fresh_id(kit);

	(void)state;
	kit_ok(kit_enrol(a, &invite, secret, "aa"));
	kit_refused(kit_call(b, "invite-show", json_incref(params)), "used");
	kit_refused(kit_call(b, "invite-show", json_pack("{s:o}", "invite", kit_json_id(&unknown))),
		"not_found");
	json_decref(params);
	invite = kit_invite(county, "bb", "worker", kit_now(kit) + KIT_HOUR, secret);
	kit_advance(kit, KIT_HOUR);
	kit_refused(kit_call(b, "invite-show", json_pack("{s:o}", "invite", kit_json_id(&invite))),
		"expired");
	kit_free(kit);
}

static json_t *enrol_params(const struct et_id *invite)
{
	return json_pack("{s:o, s:i, s:i, s:i, s:i}", "invite", kit_json_id(invite), "e", 0,
		"sig_id", 1, "sig_inv", 2, "kb", 3);
}

/* Whoever has the link but answers it wrongly gets nowhere, and the invite stays open. */
static void enrolments_that_are_wrong(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *county = kit_founder(kit, KIT_COUNTY, "county");
	struct kit_peer *nurse = kit_connect(kit);
	uint8_t secret[32], other[32] = { 1 };
	struct et_id invite = kit_invite(county, "nurse", "worker", kit_now(kit) + KIT_DAY, secret);
	struct et_slice noise[4];

	(void)state;
	kit_refused(kit_enrol(nurse, &invite, other, "nurse"), "bad_signature");
	kit_refused(kit_enrol(nurse, &invite, secret, "somebody"), "bad_statement");
	noise[0] = kit_random(kit, 300);
	noise[1] = noise[2] = kit_random(kit, 64);
	noise[3] = kit_random(kit, 200);
	kit_refused(
		kit_call_blobs(nurse, "enrol", enrol_params(&invite), noise, 4), "bad_signature");
	noise[1] = kit_random(kit, 63);
	kit_refused(kit_call_blobs(nurse, "enrol", enrol_params(&invite), noise, 4), "bad_param");
	kit_ok(kit_enrol(nurse, &invite, secret, "nurse"));
	assert_int_equal(kit_log_count(kit, "enrol", "bad_signature"), 2);
	kit_free(kit);
}

static void founding_is_once(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *first = kit_founder(kit, KIT_COUNTY, "county");
	struct kit_peer *second = kit_connect(kit);
	struct et_slice body = kit_random(kit, 100);

	(void)state;
	kit_refused(kit_call(second, "invite-show",
			    json_pack("{s:o}", "invite", kit_json_id(&kit->org[KIT_COUNTY]))),
		"used");
	kit_refused(kit_dir_append(first, "found", body), "bad_statement");
	kit_free(kit);
}

/* The invite of an own person for a role or an organisation that the coordinator has not. */
static struct kit_reply *invite_of(struct kit_peer *by, const struct et_id *org,
	const char *username, const char *roles, int64_t ahead_ms)
{
	struct kit *kit = by->kit;
	struct et_id id = kit_fresh_id(kit);
	struct et_buf buf;

	et_buf_init(&buf, 4096);
	et_lp_put_label(&buf, "ET1/invite");
	et_lp_put_id(&buf, &id);
	et_lp_put_key(&buf, &by->identity.pk);
	et_lp_put_str(&buf, username);
	et_lp_put_str(&buf, "Name");
	et_lp_put_id(&buf, org);
	et_lp_put_str(&buf, roles);
	et_lp_put_ms(&buf, kit_now(kit) + ahead_ms);
	return kit_dir_append(by, "invite", kit_take(kit, &buf));
}

static void coordinators_certify_their_own(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *county = kit_founder(kit, KIT_COUNTY, "county");
	struct kit_peer *kela = kit_founder(kit, KIT_KELA, "kela");

	(void)state;
	kit_refused(invite_of(county, &kela->org, "xx", "contact", KIT_DAY), "forbidden");
	kit_refused(invite_of(county, &county->org, "xx", "contact", KIT_DAY), "bad_statement");
	kit_refused(invite_of(kela, &kela->org, "xx", "worker", KIT_DAY), "bad_statement");
	kit_refused(invite_of(county, &county->org, "xx", "worker", 4 * KIT_DAY), "bad_statement");
	kit_refused(invite_of(county, &county->org, "xx", "worker", -1), "bad_statement");
	kit_refused(invite_of(county, &county->org, "X X", "worker", KIT_DAY), "bad_statement");
	kit_refused(invite_of(county, &county->org, "kela", "worker", KIT_DAY), "conflict");
	kit_ok(invite_of(county, &county->org, "xx", "worker", KIT_DAY));
	kit_ok(invite_of(kela, &kela->org, "yy", "contact,coordinator", KIT_DAY));
	kit_verify(kit);
	kit_free(kit);
}

static struct kit_reply *append(
	struct kit_peer *peer, const struct et_statement *draft, const struct et_sign_key *key)
{
	struct kit_signed it = kit_statement(peer->kit, draft, key);
	struct et_slice blobs[] = { it.stmt, et_sig_slice(&it.sig) };

	return kit_call_blobs(
		peer, "dir-append", json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2);
}

/* Wrong seq, prev, time, issuer, signature, genesis: refused, nothing stored; then it goes on. */
static void the_chain_is_strict(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *county = world->coord;
	struct et_buf buf;
	struct et_slice body;
	struct et_statement draft, wrong;
	json_t *head, *error;

	(void)state;
	et_buf_init(&buf, 64);
	et_lp_put_label(&buf, "ET1/beacon");
	body = kit_take(world->kit, &buf);
	head = json_object_get(
		kit_ok(kit_call(county, "dir-get", json_pack("{s:i}", "from", 100))), "head");
	draft = kit_draft(county, ET_CHAIN_DIR, NULL, "beacon", body);
	draft.seq = kit_get_int(head, "seq") + 1;
	draft.prev = kit_get_hash(head, "hash");

	wrong = draft;
	wrong.seq++;
	error = kit_refused(append(county, &wrong, &county->identity), "conflict");
	assert_int_equal(kit_get_int(json_object_get(error, "head"), "seq"), draft.seq - 1);
	wrong = draft;
	wrong.prev.b[0] ^= 1;
	kit_refused(append(county, &wrong, &county->identity), "conflict");
	wrong = draft;
	wrong.time_ms += 121000;
	error = kit_refused(append(county, &wrong, &county->identity), "clock_skew");
	assert_int_equal(kit_get_int(error, "now"), kit_now(world->kit));
	wrong = draft;
	wrong.author = world->kela->uid;
	kit_refused(append(county, &wrong, &world->kela->identity), "forbidden");
	kit_refused(append(county, &draft, &world->kela->identity), "bad_signature");
	wrong = draft;
	wrong.genesis.b[0] ^= 1;
	kit_refused(append(county, &wrong, &county->identity), "bad_statement");
	wrong = draft;
	wrong.kind = et_slice_str("user-erase");
	kit_refused(append(county, &wrong, &county->identity), "bad_statement");
	/* the role is asked before all of that */
	kit_refused(append(world->ann, &draft, &world->ann->identity), "forbidden");
	kit_ok(append(county, &draft, &county->identity));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void pairs_are_workers_of_the_county(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kela = world->kela;
	struct et_buf buf;

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct kit_peer *by = i == 2 ? kela : world->coord;
		struct et_id pair = i == 1 ? world->pair_a : kit_fresh_id(world->kit);
		struct kit_peer *in = i == 0 ? world->kim : world->ann;

		et_buf_init(&buf, 4096);
		et_lp_put_label(&buf, "ET1/pair-set");
		et_lp_put_id(&buf, &pair);
		et_lp_put_id(&buf, &by->org);
		et_lp_put_str(&buf, "Pari");
		et_lp_put_id(&buf, &in->uid);
		if (i == 1) /* twice the same */
			et_lp_put_id(&buf, &in->uid);
		kit_refused(kit_dir_append(by, "pair-set", kit_take(world->kit, &buf)),
			i == 2 ? "forbidden" : "bad_statement");
	}
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_team_verifies),
		cmocka_unit_test(pending_until_confirmed),
		cmocka_unit_test(certificate_must_equal_the_enrolment),
		cmocka_unit_test(invites_end),
		cmocka_unit_test(enrolments_that_are_wrong),
		cmocka_unit_test(founding_is_once),
		cmocka_unit_test(coordinators_certify_their_own),
		cmocka_unit_test(the_chain_is_strict),
		cmocka_unit_test(pairs_are_workers_of_the_county),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
