/*
 * No consent, no disclosure: from the first signature to withdrawal, what Kela's contact gets and does
 * not get.
 */
#include "casework.h"

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/service/verify.h>

static struct kit_reply *case_get(struct kit_peer *peer, const struct cw_case *cs)
{
	return kit_call(
		peer, "case-get", json_pack("{s:o, s:i}", "case", kit_json_id(&cs->id), "from", 1));
}

static json_t *listed(struct kit_peer *peer, size_t count)
{
	json_t *cases = json_object_get(kit_ok(kit_call(peer, "case-list", NULL)), "cases");

	assert_int_equal(json_array_size(cases), count);
	return count == 0 ? NULL : json_array_get(cases, 0);
}

static const char *consent_state(struct kit_peer *peer)
{
	return kit_get_str(json_object_get(listed(peer, 1), "consent"), "state");
}

/* Four eyes: the witness cannot acknowledge, and before it is acknowledged Kela has no part in it. */
static void test_acknowledged_by_another(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	assert_int_equal(json_is_null(json_object_get(listed(world->ann, 1), "consent")), 1);
	cw_consent(&cs, world->ann, 300 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann));
	assert_string_equal(consent_state(world->ann), "waiting-ack");
	cw_point(&cs, world->ann, "consent-ack");
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_member_add(&cs, world->ann, world->kim, "SC");
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	/* Of another statement than the one that stands. */
	cs.consent_stmt.b[0] ^= 1;
	cw_point(&cs, world->ben, "consent-ack");
	kit_refused(cw_send(&cs, world->ben), "bad_statement");
	cs.consent_stmt.b[0] ^= 1;
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	assert_string_equal(consent_state(world->ann), "in-force");
	cw_point(&cs, world->ben, "consent-ack");
	kit_refused(cw_send(&cs, world->ben), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The county says so, signed, from then on and until it says otherwise. */
static void test_policy_without_acknowledgement(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, 300 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_member_add(&cs, world->ann, world->kim, "SC");
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_set_consent_ack(world, false);
	cw_member_add(&cs, world->ann, world->kim, "SC");
	kit_ok(cw_send(&cs, world->ann));
	assert_string_equal(consent_state(world->kim), "in-force");
	cw_set_consent_ack(world, true);
	assert_string_equal(consent_state(world->ann), "waiting-ack");
	(void)listed(world->kim, 0);
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	assert_string_equal(consent_state(world->kim), "in-force");
	/* The statements are judged by what was asked for at their time. */
	kit_verify(world->kit);
	cw_world_free(world);
}

static void refuse(struct cw_world *world, struct cw_case *cs, const struct cw_consent *consent)
{
	struct et_id consent_before = cs->consent;

	cw_consent_of(cs, world->ann, consent);
	kit_refused(cw_send(cs, world->ann), "bad_statement");
	cs->consent = consent_before;
}

static void test_what_a_consent_must_be(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_consent good, bad;
	struct et_id question;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	question = kit_fresh_id(world->kit);
	good = (struct cw_consent){ .id = kit_fresh_id(world->kit),
		.doc = kit_fresh_id(world->kit),
		.valid_from = kit_now(world->kit),
		.valid_to = kit_now(world->kit) + 367 * KIT_DAY,
		.capture = "drawn" };
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	cw_object(&cs, world->ann, &good.doc, "consent-doc", 'C', 1);
	good.doc_hash = cs.ct_hash;
	kit_ok(cw_send(&cs, world->ann));

	bad = good;
	bad.valid_to++;
	refuse(world, &cs, &bad);
	bad.valid_to = bad.valid_from;
	refuse(world, &cs, &bad);
	bad = good;
	bad.valid_from -= 10 * KIT_DAY;
	bad.valid_to = kit_now(world->kit);
	refuse(world, &cs, &bad);
	bad = good;
	bad.doc = kit_fresh_id(world->kit);
	refuse(world, &cs, &bad);
	bad.doc = question;
	refuse(world, &cs, &bad);
	bad = good;
	bad.doc_hash.b[0] ^= 1;
	refuse(world, &cs, &bad);
	bad = good;
	bad.capture = "scan";
	refuse(world, &cs, &bad);
	bad.capture = "oral";
	refuse(world, &cs, &bad);
	bad = good;
	bad.replaces = kit_fresh_id(world->kit);
	refuse(world, &cs, &bad);
	cw_consent_of(&cs, world->ann, &good);
	kit_ok(cw_send(&cs, world->ann));
	/* The id is used; another consent must say what it replaces. */
	refuse(world, &cs, &good);
	bad = good;
	bad.id = kit_fresh_id(world->kit);
	refuse(world, &cs, &bad);
	bad.replaces = good.id;
	cw_consent_of(&cs, world->ann, &bad);
	kit_ok(cw_send(&cs, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Before its first day and after its last the contact sees nothing but the evidence. */
static void test_dates(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_consent consent;
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	consent = (struct cw_consent){ .id = kit_fresh_id(world->kit),
		.doc = kit_fresh_id(world->kit),
		.valid_from = kit_now(world->kit) + KIT_HOUR,
		.valid_to = kit_now(world->kit) + 3 * KIT_HOUR,
		.capture = "drawn" };
	cw_object(&cs, world->ann, &consent.doc, "consent-doc", 'C', 1);
	consent.doc_hash = cs.ct_hash;
	cw_consent_of(&cs, world->ann, &consent);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	assert_string_equal(consent_state(world->ann), "not-yet");
	cw_member_add(&cs, world->ann, world->kim, "SC");
	kit_refused(cw_send(&cs, world->ann), "no_consent");

	cw_later(world, KIT_HOUR);
	assert_string_equal(consent_state(world->ann), "in-force");
	cw_member_add(&cs, world->ann, world->kim, "SC");
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	cw_grant(&cs, world->ann, world->kim, 'C', &cs.consent);
	kit_ok(cw_send(&cs, world->ann));
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(case_get(world->kim, &cs)), "wraps")), 2);
	listed(world->kim, 1);

	cw_later(world, 2 * KIT_HOUR);
	assert_string_equal(consent_state(world->ann), "expired");
	listed(world->kim, 0);
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(case_get(world->kim, &cs)), "wraps")), 1);
	cw_point(&cs, world->kim, "consent-seen");
	kit_refused(cw_send(&cs, world->kim), "no_consent");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A grant for Kela stands on the consent in force and on nothing else. */
static void test_grant_for_kela(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id other;
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	other = kit_fresh_id(world->kit);
	cw_grant(&cs, world->ann, world->kim, 'S', NULL);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_grant(&cs, world->ann, world->kim, 'S', &other);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_grant(&cs, world->ann, world->kim, 'P', &cs.consent);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_grant(&cs, world->ann, world->ben, 'S', &cs.consent);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_grant(&cs, world->ann, world->cid, 'S', NULL);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cs.kc[1].b[0] ^= 1;
	cw_grant(&cs, world->ann, world->ben, 'S', NULL);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cs.kc[1].b[0] ^= 1;
	world->ben->ipk_e.b[0] ^= 1;
	cw_grant(&cs, world->ann, world->ben, 'S', NULL);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	world->ben->ipk_e.b[0] ^= 1;
	cw_grant(&cs, world->ann, world->ben, 'S', NULL);
	cs.batch[0].data = kit_random(world->kit, ET_WRAP_LEN);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* A contact has no P to give. */
	cw_grant(&cs, world->kim, world->ben, 'P', NULL);
	kit_refused(cw_send(&cs, world->kim), "forbidden");
	cw_grant(&cs, world->ann, world->ben, 'S', NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_world_free(world);
}

static void test_seen(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_point(&cs, world->ann, "consent-seen");
	kit_refused(cw_send(&cs, world->ann), "forbidden");
	cw_point(&cs, world->kim, "consent-seen");
	kit_ok(cw_send(&cs, world->kim));
	cw_point(&cs, world->kim, "consent-seen");
	kit_ok(cw_send(&cs, world->kim));
	cw_point(&cs, world->kim, "consent-ack");
	kit_refused(cw_send(&cs, world->kim), "forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Withdrawn: the keys of S are gone, the place is free, everyone concerned has been told. */
static void test_revoke(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id place;
	struct cw_case cs;
	json_t *item, *event;

	(void)state;
	cw_queued(world, &cs);
	item = listed(world->kim, 1);
	place = kit_get_id(item, "hour");
	assert_true(et_id_eq(&place, &world->hour));
	assert_string_equal(kit_get_str(item, "place_state"), "queued");
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(case_get(world->kim, &cs)), "wraps")), 2);
	kit_forget(world->kim);
	kit_forget(world->ben);
	kit_forget(world->coord);

	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	event = kit_event(world->kim, "case");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "kind"), "revoke");
	assert_non_null(kit_event(world->kim, "hour"));
	assert_non_null(kit_event(world->ben, "case"));
	assert_non_null(kit_event(world->coord, "hour"));
	listed(world->kim, 0);
	item = listed(world->ann, 1);
	assert_string_equal(kit_get_str(json_object_get(item, "consent"), "state"), "withdrawn");
	assert_true(json_is_null(json_object_get(item, "hour")));
	/* The chain and the key of the evidence stay. */
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(case_get(world->kim, &cs)), "wraps")), 1);
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_revoke(&cs, world->ann);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_point(&cs, world->ben, "consent-ack");
	kit_refused(cw_send(&cs, world->ben), "bad_statement");
	assert_int_equal(kit_log_count(world->kit, "revoke", "ok"), 1);
	/* What comes next in the case is no business of Kela's. */
	kit_forget(world->kim);
	cw_word(&cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(&cs, world->ann));
	assert_null(kit_event(world->kim, "case"));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Kela's contact may pass a withdrawal on. */
static void test_revoke_by_contact(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_revoke(&cs, world->cid);
	kit_refused(cw_send(&cs, world->cid), "forbidden");
	cw_revoke(&cs, world->kim);
	kit_ok(cw_send(&cs, world->kim));
	assert_string_equal(consent_state(world->ann), "withdrawn");
	cw_world_free(world);
}

/* A consent that takes another's place: the old keys end with the old consent, the place stays. */
/* What a person is shown of a chain: how many statements, up to this head. */
static void expect_chain(
	struct kit_peer *peer, const struct cw_case *cs, int64_t seq, const struct et_hash *hash)
{
	const json_t *ok = kit_ok(case_get(peer, cs)), *head = json_object_get(ok, "head");
	struct et_hash shown = kit_get_hash(head, "hash");

	assert_int_equal(kit_get_int(ok, "count"), seq);
	assert_int_equal(kit_get_int(head, "seq"), seq);
	assert_true(et_hash_eq(&shown, hash));
	ok = kit_ok(kit_call(peer, "case-get",
		json_pack("{s:o, s:i}", "case", kit_json_id(&cs->id), "from", (int)seq + 1)));
	assert_int_equal(kit_get_int(ok, "count"), 0);
}

/* The revoke itself is the last that Kela's contact is shown; why the case was closed is not. */
static void test_chain_ends_with_revoke(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_hash revoke;
	struct cw_case cs;
	int64_t seq;

	(void)state;
	cw_with_contact(world, &cs);
	expect_chain(world->kim, &cs, cs.seq, &cs.head);
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	seq = cs.seq;
	revoke = cs.head;
	cw_word(&cs, world->ann, "close", NULL, "moved away");
	kit_ok(cw_send(&cs, world->ann));
	expect_chain(world->kim, &cs, seq, &revoke);
	expect_chain(world->ben, &cs, seq + 1, &cs.head);
	cw_world_free(world);
}

/* A consent that ran out and one that nobody has acknowledged open nothing; the next one opens all. */
static void test_chain_ends_with_dates(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_hash last;
	struct cw_case cs;
	int64_t seq;

	(void)state;
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, 2 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	cw_member_add(&cs, world->ann, world->kim, "SC");
	kit_ok(cw_send(&cs, world->ann));
	seq = cs.seq;
	last = cs.head;
	cw_later(world, 3 * KIT_DAY);
	cw_consent(&cs, world->ann, 2 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann));
	expect_chain(world->kim, &cs, seq, &last);
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	expect_chain(world->kim, &cs, cs.seq, &cs.head);
	cw_world_free(world);
}

static void test_replaced(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id first, session;
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	first = cs.consent;
	cw_consent(&cs, world->ann, 200 * KIT_DAY, &first);
	kit_ok(cw_send(&cs, world->ann));
	assert_string_equal(consent_state(world->ann), "waiting-ack");
	listed(world->kim, 0);
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(case_get(world->kim, &cs)), "wraps")), 1);
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	cw_grant(&cs, world->ann, world->kim, 'S', &first);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	kit_ok(cw_send(&cs, world->ann));
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(case_get(world->kim, &cs)), "wraps")), 2);
	/* The place was kept and its turn can come. */
	cw_later(world, world->starts_at - kit_now(world->kit));
	session = kit_fresh_id(world->kit);
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_acknowledged_by_another),
		cmocka_unit_test(test_policy_without_acknowledgement),
		cmocka_unit_test(test_what_a_consent_must_be),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_grant_for_kela),
		cmocka_unit_test(test_seen),
		cmocka_unit_test(test_revoke),
		cmocka_unit_test(test_revoke_by_contact),
		cmocka_unit_test(test_chain_ends_with_revoke),
		cmocka_unit_test(test_chain_ends_with_dates),
		cmocka_unit_test(test_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
