/*
 * The three statements about guests: what must be right in each, who may make them, and that what is stored of
 * them cannot be changed without `verify` saying so.
 */
#include "guestwork.h"

#include <sqlite3.h>
#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/guest.h>

#include "store/handle.h"

static void refused_invite(struct cw_world *world, struct cw_case *cs,
	const struct gw_invite *invite, const char *code)
{
	gw_invite_of(cs, world->ann, invite);
	kit_refused(cw_send(cs, world->ann), code);
}

static void test_invite(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct gw_invite right, wrong;
	struct gw_link link;
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	gw_link_new(kit, &link);
	right = gw_invite_right(&cs, &link);

	wrong = right;
	wrong.consent = kit_fresh_id(kit);
	refused_invite(world, &cs, &wrong, "no_consent");
	wrong.consent = (struct et_id){ { 0 } };
	refused_invite(world, &cs, &wrong, "no_consent");
	wrong = right;
	wrong.epoch = 2;
	refused_invite(world, &cs, &wrong, "bad_statement");
	wrong = right;
	wrong.expires_at = kit_now(kit);
	refused_invite(world, &cs, &wrong, "bad_statement");
	wrong.expires_at = kit_now(kit) + 14 * KIT_DAY + 1;
	refused_invite(world, &cs, &wrong, "bad_statement");
	wrong = right;
	wrong.id = (struct et_id){ { 0 } };
	refused_invite(world, &cs, &wrong, "bad_statement");
	/* One that is taken: in the room it would stand for that person. */
	wrong.id = world->kim->uid;
	refused_invite(world, &cs, &wrong, "bad_statement");
	wrong = right;
	wrong.link_pk = (struct et_key32){ { 0 } };
	refused_invite(world, &cs, &wrong, "bad_statement");
	wrong = right;
	wrong.ct_hash.b[0] ^= 1;
	refused_invite(world, &cs, &wrong, "bad_statement");
	wrong = right;
	for (size_t len = 0; len < 3; len++) {
		static const size_t lens[] = { 40, 40 + 255, 40 + 5 * 256 };

		wrong.ct = kit_random(kit, lens[len]);
		wrong.ct_hash = et_hash_of(wrong.ct);
		refused_invite(world, &cs, &wrong, "bad_statement");
	}
	wrong.ct = (struct et_slice){ 0 };
	refused_invite(world, &cs, &wrong, "bad_statement");

	right.expires_at = kit_now(kit) + 14 * KIT_DAY;
	gw_invite_of(&cs, world->ben, &right);
	kit_ok(cw_send(&cs, world->ben));
	/* An id is used once, in whatever case. */
	refused_invite(world, &cs, &right, "bad_statement");
	cw_with_contact(world, &cs);
	right.consent = cs.consent;
	refused_invite(world, &cs, &right, "bad_statement");
	kit_verify(kit);
	cw_world_free(world);
}

/* Without a consent in force nobody is invited; after a new one nobody who was invited on the old one. */
static void test_consent(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device device;
	struct gw_link link;
	struct cw_case cs;
	struct et_id before;

	(void)state;
	cw_open(world, &cs);
	cs.consent = kit_fresh_id(world->kit);
	gw_invite(&cs, world->ann, &link);
	kit_refused(cw_send(&cs, world->ann), "no_consent");
	cw_consent(&cs, world->ann, 300 * KIT_DAY, NULL);
	gw_invite(&cs, world->ann, &link);
	kit_refused(cw_send(&cs, world->ann), "no_consent"); /* no second eyes yet */
	cw_with_contact(world, &cs);
	gw_invite(&cs, world->ann, &link);
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &device);
	(void)gw_at_door(&device, &link);
	before = cs.consent;
	cw_consent(&cs, world->ann, 300 * KIT_DAY, &before);
	kit_ok(cw_send(&cs, world->ann));
	assert_true(device.peer->closed);
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	gw_device_new(world->kit, &device);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &link.id)), "state"), "gone");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_four_open(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_invite invite;
	struct gw_link links[5];
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	for (size_t i = 0; i < 5; i++) {
		gw_link_new(world->kit, &links[i]);
		invite = gw_invite_right(&cs, &links[i]);
		invite.expires_at = kit_now(world->kit) + (i == 0 ? KIT_DAY : 5 * KIT_DAY);
		gw_invite_of(&cs, world->ann, &invite);
		if (i < 4)
			kit_ok(cw_send(&cs, world->ann));
		else
			kit_refused(cw_send(&cs, world->ann), "bad_statement");
	}
	/* One that is removed makes room, and one that has expired. */
	gw_remove(&cs, world->ann, &links[1]);
	gw_invite(&cs, world->ann, &links[1]);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, KIT_DAY);
	gw_invite(&cs, world->ann, &links[0]);
	kit_ok(cw_send(&cs, world->ann));
	gw_invite(&cs, world->ann, &links[0]);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_who(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device device;
	struct gw_link link;
	struct et_id session;
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	session = gw_session(world, &cs);
	gw_invite(&cs, world->kim, &link);
	kit_refused(cw_send(&cs, world->kim), "forbidden");
	gw_invite(&cs, world->cid, &link);
	kit_refused(cw_send(&cs, world->cid), "forbidden");
	gw_invite(&cs, world->ann, &link);
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &device);
	gw_admit(&cs, world->kim, &link, &session, &device);
	kit_refused(cw_send(&cs, world->kim), "forbidden");
	gw_remove(&cs, world->kim, &link);
	kit_refused(cw_send(&cs, world->kim), "forbidden");
	/* Who made the link need not be who lets in. */
	gw_admit(&cs, world->ben, &link, &session, &device);
	kit_ok(cw_send(&cs, world->ben));
	cw_world_free(world);
}

static void test_admit(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct gw_device device, linked;
	struct gw_link link, other;
	struct cw_case cs, second;
	struct et_id session, nowhere = kit_fresh_id(kit);

	(void)state;
	cw_queued(world, &cs);
	gw_invite(&cs, world->ann, &link);
	kit_ok(cw_send(&cs, world->ann));
	cw_with_contact(world, &second);
	gw_invite(&second, world->ann, &other);
	kit_ok(cw_send(&second, world->ann));
	gw_device_new(kit, &device);
	gw_admit(&cs, world->ann, &link, &nowhere, &device);
	kit_refused(cw_send(&cs, world->ann), "bad_statement"); /* no session */
	session = gw_session(world, &cs);
	gw_admit(&cs, world->ann, &link, &nowhere, &device);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	/* Another case's guest. */
	gw_admit(&cs, world->ann, &other, &session, &device);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	gw_remove(&cs, world->ann, &other);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	linked = device;
	linked.key = link.key;
	gw_admit(&cs, world->ann, &link, &session, &linked);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	linked = device;
	linked.pk_e = (struct et_key32){ { 0 } };
	gw_admit(&cs, world->ann, &link, &session, &linked);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	gw_admit(&cs, world->ann, &link, &session, &device);
	cs.batch[0].data = kit_random(kit, 700); /* not the wrap that was signed */
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	gw_admit(&cs, world->ann, &link, &session, &device);
	kit_ok(cw_send(&cs, world->ann));
	/* An invite that nobody came by outlives a session, one that somebody came by does not. */
	gw_invite(&cs, world->ann, &other);
	cw_word(&cs, world->ann, "session-close", &session, "carried-over");
	kit_ok(cw_send(&cs, world->ann));
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &other.id)), "state"), "open");
	gw_device_new(kit, &device);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &link.id)), "state"), "gone");
	kit_verify(kit);
	cw_world_free(world);
}

/* Who holds S reads who is invited; a contact only while a consent is in force. */
static void test_list(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_reply *reply;
	struct gw_link links[2];
	struct cw_case cs;
	struct et_id first;

	(void)state;
	cw_queued(world, &cs);
	for (size_t i = 0; i < 2; i++)
		gw_invite(&cs, world->ann, &links[i]);
	kit_ok(cw_send(&cs, world->ann));
	const struct {
		struct kit_peer *who;
		const char *code;
	} asked[] = { { world->ben, NULL }, { world->kim, NULL }, { world->cid, "forbidden" },
		{ world->coord, "forbidden" } };

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		reply = kit_call(asked[i].who, "guest-list",
			json_pack("{s:o}", "case", kit_json_id(&cs.id)));
		if (asked[i].code != NULL) {
			kit_refused(reply, asked[i].code);
			continue;
		}
		json_t *guests = json_object_get(kit_ok(reply), "guests");

		assert_int_equal(json_array_size(guests), 2);
		first = kit_get_id(json_array_get(guests, 0), "guest");
		assert_true(et_id_eq(&first, &links[1].id));
		assert_true(et_slice_eq(
			reply->blobs[kit_get_int(json_array_get(guests, 0), "data")], links[1].ct));
		assert_true(et_slice_eq(
			reply->blobs[kit_get_int(json_array_get(guests, 1), "data")], links[0].ct));
	}
	assert_int_equal(kit_log_count(world->kit, "guest-list", "ok"), 2);
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	kit_refused(
		kit_call(world->kim, "guest-list", json_pack("{s:o}", "case", kit_json_id(&cs.id))),
		"no_consent");
	kit_ok(kit_call(world->ann, "guest-list", json_pack("{s:o}", "case", kit_json_id(&cs.id))));
	cw_world_free(world);
}

/* Each of these, done to the tables behind the server's back, is found. */
static void test_tampering(void **state)
{
	static const char *const tampering[] = {
		"UPDATE guest SET link_pk = randomblob(32)",
		"UPDATE guest SET expires_at = expires_at + 1",
		"UPDATE guest SET pk_s = randomblob(32)",
		"UPDATE guest SET pk_e = randomblob(32)",
		"UPDATE guest SET ended_seq = 1",
		"DELETE FROM guest",
		"DELETE FROM guest_data WHERE part = 'wrap'",
		"DELETE FROM guest_data WHERE part = 'invite'",
		"DROP TRIGGER guest_data_no_update; UPDATE guest_data SET ct = randomblob(length(ct)) "
		"WHERE part = 'wrap'",
		"DROP TRIGGER guest_data_no_update; UPDATE guest_data SET ct = randomblob(length(ct)) "
		"WHERE part = 'invite'",
		"INSERT INTO guest_data (guest_id, part, ct) VALUES (randomblob(16), 'wrap', x'00')",
	};
	struct cw_world *world = cw_world_new();
	char why[ET_VERIFY_WHY_LEN];
	struct gw_device device;
	struct gw_link link;
	struct cw_case cs;
	sqlite3 *db;

	(void)state;
	(void)gw_visit(world, &cs, &link, &device);
	kit_verify(world->kit);
	db = world->kit->store->db;
	for (size_t i = 0; i < sizeof(tampering) / sizeof(tampering[0]); i++) {
		assert_int_equal(sqlite3_exec(db, "SAVEPOINT tamper", NULL, NULL, NULL), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, tampering[i], NULL, NULL, NULL), SQLITE_OK);
		why[0] = '\0';
		assert_int_equal(et_verify_run(world->kit->store, NULL, NULL, why), ET_CORRUPT);
		if (strstr(why, "guest") == NULL)
			fail_msg("%s: %s", tampering[i], why);
		assert_int_equal(
			sqlite3_exec(db, "ROLLBACK TO tamper; RELEASE tamper", NULL, NULL, NULL),
			SQLITE_OK);
	}
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_invite),
		cmocka_unit_test(test_consent),
		cmocka_unit_test(test_four_open),
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_admit),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_tampering),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
