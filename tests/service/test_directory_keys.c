/*
 * New keys, renewals and revocations: who may, about whom, with which enrolment; and that they act at once.
 */
#include <string.h>

#include "casework.h"
#include "places.h"

static json_t *show(const struct et_id *invite)
{
	return json_pack("{s:o}", "invite", kit_json_id(invite));
}

static void no_longer_in(struct kit_peer *peer)
{
	struct kit_peer *again = kit_connect_as(peer);

	assert_true(peer->closed);
	assert_string_equal(kit_get_str(kit_event(peer, "ended"), "reason"), "revoked");
	kit_refused(kit_reproof(again), "denied");
}

static void denied(struct kit_peer *peer)
{
	struct kit_peer *again = kit_connect_as(peer);
	json_t *challenge = json_incref(kit_ok(kit_hi(again)));

	kit_refused(kit_login(again, challenge), "denied");
	json_decref(challenge);
}

/* Until the user-rekey the person signs in as before; from then on only with the new keys. */
static void new_keys(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *ann = world->ann, *anew;
	struct et_id old = ann->uid;
	struct cw_case cs;
	json_t *list;

	(void)state;
	cw_open(world, &cs);
	anew = kit_answer_new_keys(world->coord, ann);
	list = json_object_get(kit_ok(kit_call(world->coord, "pending-list", NULL)), "pending");
	assert_int_equal(json_array_size(list), 1);
	assert_true(json_is_true(json_object_get(json_array_get(list, 0), "rekey")));
	kit_sign_in(kit_connect_as(ann));
	denied(anew);
	kit_forget(anew);
	kit_ok(kit_user_rekey(world->coord, anew));
	assert_non_null(kit_event(anew, "confirmed"));
	no_longer_in(ann);
	denied(ann);
	kit_sign_in(anew);
	assert_true(et_id_eq(&anew->uid, &old));
	/* Of the same pair and cases, but what is signed with the old key is worth nothing. */
	cw_word(&cs, ann, "close", NULL, "");
	kit_refused(cw_send(&cs, anew), "bad_signature");
	cw_word(&cs, anew, "close", NULL, "");
	kit_ok(cw_send(&cs, anew));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void a_renewal_keeps_sessions(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer later = *world->ann, other;

	(void)state;
	later.not_after += 20 * KIT_DAY;
	other = later;
	other.eh.b[0] ^= 1;
	kit_refused(kit_user_rekey(world->coord, &other), "bad_statement");
	other = later;
	other.ipk_e.b[0] ^= 1;
	kit_refused(kit_user_rekey(world->coord, &other), "bad_statement");
	other = later;
	other.roles = "coordinator,worker";
	kit_refused(kit_user_rekey(world->coord, &other), "bad_statement");
	other = later;
	strcpy(other.display, "Somebody");
	kit_refused(kit_user_rekey(world->coord, &other), "bad_statement");
	kit_refused(kit_user_rekey(world->coord, world->ann), "bad_statement");
	kit_refused(kit_user_rekey(world->kela, &later), "forbidden");
	kit_refused(kit_user_rekey(world->ann, &later), "forbidden");
	kit_advance(world->kit, 5000);
	other = later;
	other.not_after = kit_now(world->kit) + 401 * KIT_DAY;
	kit_refused(kit_user_rekey(world->coord, &other), "bad_statement");
	kit_ok(kit_user_rekey(world->coord, &later));
	assert_false(world->ann->closed);
	kit_ok(kit_call(world->ann, "series-list", NULL));
	/* oneself, while it still holds */
	later = *world->coord;
	later.not_after += 30 * KIT_DAY;
	kit_ok(kit_user_rekey(world->coord, &later));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Whose certificate has run out is not in any more and renews nobody; a colleague does. */
static void after_the_end(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *county = kit_founder(kit, KIT_COUNTY, "county");
	struct kit_peer *second = kit_person(county, "second", "coordinator"), renewed;

	(void)state;
	renewed = *second;
	renewed.not_after = kit_now(kit) + 380 * KIT_DAY;
	kit_ok(kit_user_rekey(county, &renewed));
	kit_advance(kit, county->not_after - kit_now(kit) + 1000);
	denied(county);
	second = kit_connect_as(second);
	kit_sign_in(second);
	/* The signature of who has run out, sent by who has not. */
	renewed = *county;
	renewed.not_after = kit_now(kit) + 30 * KIT_DAY;
	{
		struct et_statement draft = kit_draft(county, ET_CHAIN_DIR, NULL, "user-rekey",
			kit_certificate(&renewed, "user-rekey"));
		struct kit_signed made = kit_statement(kit, &draft, &county->identity);
		struct et_slice blobs[] = { made.stmt, et_sig_slice(&made.sig) };

		kit_refused(kit_call_blobs(second, "dir-append",
				    json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2),
			"forbidden");
	}
	kit_ok(kit_user_rekey(second, &renewed));
	county = kit_connect_as(county);
	kit_sign_in(county);
	kit_verify(kit);
	kit_free(kit);
}

/* An enrolment serves the one it is of, and nobody else. */
static void with_somebody_elses_enrolment(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *ann = kit_answer_new_keys(world->coord, world->ann), mixed;
	struct kit_peer *stranger = kit_connect(world->kit);
	struct et_id invite;
	uint8_t secret[32];

	(void)state;
	mixed = *ann;
	mixed.uid = world->ben->uid;
	strcpy(mixed.username, "ben");
	strcpy(mixed.display, "ben");
	kit_refused(kit_user_rekey(world->coord, &mixed), "bad_statement");
	kit_refused(kit_user_add(world->coord, ann), "used");
	kit_refused(kit_user_rekey(world->kela, ann), "forbidden");
	mixed = *ann;
	mixed.identity = world->ann->identity; /* one old key */
	kit_refused(kit_user_rekey(world->coord, &mixed), "bad_statement");
	kit_advance(world->kit, 5000);
	/* Somebody new, confirmed as new keys; and ann's name by somebody who is not ann. */
	invite = kit_invite(world->coord, "new", "worker", kit_now(world->kit) + KIT_DAY, secret);
	kit_ok(kit_enrol(stranger, &invite, secret, "new"));
	stranger->roles = "worker";
	kit_refused(kit_user_rekey(world->coord, stranger), "bad_statement");
	kit_ok(kit_user_add(world->coord, stranger));
	kit_refused(kit_user_rekey(world->coord, stranger), "bad_statement");
	kit_ok(kit_user_rekey(world->coord, ann));
	kit_refused(kit_user_rekey(world->coord, ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Whoever has ann's link to new keys is ann, or nobody; and nobody new is somebody who is there. */
static void with_another_uid(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct kit_peer *thief = kit_connect(kit);
	struct et_id invite;
	uint8_t secret[32];

	(void)state;
	invite = kit_invite(world->coord, "ann", "worker", kit_now(kit) + KIT_DAY, secret);
	thief->uid = world->ben->uid;
	kit_refused(kit_enrol(thief, &invite, secret, "ann"), "bad_statement");
	thief->uid = kit_fresh_id(kit);
	kit_refused(kit_enrol(thief, &invite, secret, "ann"), "bad_statement");
	thief->uid = (struct et_id){ { 0 } };
	kit_ok(kit_enrol(thief, &invite, secret, "ann"));
	kit_advance(kit, 10000);
	thief = kit_connect(kit);
	invite = kit_invite(world->coord, "new", "worker", kit_now(kit) + KIT_DAY, secret);
	thief->uid = world->ben->uid;
	kit_refused(kit_enrol(thief, &invite, secret, "new"), "conflict");
	kit_verify(kit);
	cw_world_free(world);
}

/* Neither oneself back to keys that are gone, nor anybody with somebody's keys. */
static void keys_are_certified_once(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *anew = kit_answer_new_keys(world->coord, world->ann);
	struct kit_peer *thief = kit_connect(world->kit);
	struct et_id invite;
	uint8_t secret[32];

	(void)state;
	kit_ok(kit_user_rekey(world->coord, anew));
	kit_advance(world->kit, 5000);
	invite = kit_invite(world->coord, "ann", "worker", kit_now(world->kit) + KIT_DAY, secret);
	kit_ok(kit_enrol_with(thief, &invite, secret, "ann", world->ann));
	thief->roles = "worker";
	kit_refused(kit_user_rekey(world->coord, thief), "bad_statement");
	kit_advance(world->kit, 5000);
	thief = kit_connect(world->kit);
	invite = kit_invite(world->coord, "new", "worker", kit_now(world->kit) + KIT_DAY, secret);
	kit_ok(kit_enrol_with(thief, &invite, secret, "new", world->ben));
	thief->roles = "worker";
	kit_refused(kit_user_add(world->coord, thief), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A link may go astray: the next one takes its place, and what was done with it is worth nothing. */
static void a_later_invite_supersedes(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct kit_peer *thief = kit_connect(kit), *eve = kit_connect(kit), *anew;
	uint8_t first[32], second[32];
	struct et_id stolen, right;
	json_t *list;

	(void)state;
	stolen = kit_invite(world->coord, "eve", "worker", kit_now(kit) + KIT_DAY, first);
	kit_ok(kit_enrol(thief, &stolen, first, "eve"));
	thief->roles = "worker";
	kit_advance(kit, 10000);
	right = kit_invite(world->coord, "eve", "worker", kit_now(kit) + KIT_DAY, second);
	list = json_object_get(kit_ok(kit_call(world->coord, "pending-list", NULL)), "pending");
	assert_int_equal(json_array_size(list), 0);
	kit_refused(kit_user_add(world->coord, thief), "not_found");
	kit_refused(kit_call(eve, "invite-show", show(&stolen)), "expired");
	kit_ok(kit_enrol(eve, &right, second, "eve"));
	eve->roles = "worker";
	kit_ok(kit_user_add(world->coord, eve));
	kit_sign_in(eve);
	/* The same for new keys, when the first link was not used at all. */
	kit_advance(kit, 10000);
	stolen = kit_invite(world->coord, "ann", "worker", kit_now(kit) + KIT_DAY, first);
	anew = kit_answer_new_keys(world->coord, world->ann);
	kit_refused(kit_call(thief, "invite-show", show(&stolen)), "expired");
	kit_ok(kit_user_rekey(world->coord, anew));
	kit_verify(kit);
	cw_world_free(world);
}

static void names_stay_with_their_people(void **state)
{
	struct cw_world *world = cw_world_new();
	uint8_t secret[32];

	(void)state;
	kit_refused(kit_invite_as(world->coord, "ann", "Ann", "worker", secret), "conflict");
	kit_refused(kit_invite_as(world->coord, "ann", "ann", "coordinator,worker", secret),
		"conflict");
	kit_refused(kit_invite_as(world->kela, "ann", "ann", "contact", secret), "conflict");
	kit_ok(kit_user_revoke(world->coord, world->ann, "left"));
	kit_refused(kit_invite_as(world->kela, "ann", "ann", "contact", secret), "conflict");
	kit_refused(kit_invite_as(world->coord, "ann", "Another", "worker", secret), "conflict");
	/* A name that another organisation has invited is spoken for as long as that holds. */
	kit_advance(world->kit, 5000);
	kit_ok(kit_invite_as(world->kela, "nea", "nea", "contact", secret));
	kit_refused(kit_invite_as(world->coord, "nea", "nea", "worker", secret), "conflict");
	kit_advance(world->kit, KIT_DAY + 1000);
	world->coord = kit_connect_as(world->coord);
	kit_sign_in(world->coord);
	kit_ok(kit_invite_as(world->coord, "nea", "nea", "worker", secret));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void coordinators_anew(struct cw_world *world)
{
	world->coord = kit_connect_as(world->coord);
	kit_sign_in(world->coord);
	world->kela = kit_connect_as(world->kela);
	kit_sign_in(world->kela);
}

/* Whom nobody confirms has the name against others until 72 h after the invite's end, and no longer. */
static void an_unconfirmed_name_lapses(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct kit_peer *nea = kit_connect(kit), *other = kit_connect(kit);
	int64_t ends = kit_now(kit) + KIT_DAY;
	uint8_t secret[32];
	struct et_id invite;

	(void)state;
	invite = kit_invite(world->kela, "nea", "contact", ends, secret);
	kit_ok(kit_enrol(nea, &invite, secret, "nea"));
	nea->roles = "contact";
	kit_advance(kit, ends + 3 * KIT_DAY - 60000 - kit_now(kit));
	coordinators_anew(world);
	kit_refused(kit_invite_as(world->coord, "nea", "nea", "worker", secret), "conflict");
	kit_advance(kit, 60000);
	kit_forget(world->kela);
	invite = kit_invite(world->coord, "nea", "worker", kit_now(kit) + KIT_DAY, secret);
	assert_non_null(kit_event(world->kela, "pending"));
	assert_int_equal(json_array_size(json_object_get(
				 kit_ok(kit_call(world->kela, "pending-list", NULL)), "pending")),
		0);
	kit_refused(kit_user_add(world->kela, nea), "not_found");
	/* Whoever comes by the new invite has it. */
	kit_ok(kit_enrol(other, &invite, secret, "nea"));
	other->roles = "worker";
	kit_ok(kit_user_add(world->coord, other));
	kit_sign_in(other);
	kit_advance(kit, 5000);
	kit_refused(kit_invite_as(world->kela, "nea", "nea", "contact", secret), "conflict");
	kit_verify(kit);
	cw_world_free(world);
}

static void a_revocation_acts_at_once(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct kit_peer *elsewhere = kit_connect_as(world->ann), *anew;
	struct et_id old;
	uint8_t secret[32];
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	kit_sign_in(elsewhere);
	old = kit_invite(world->coord, "ann", "worker", kit_now(kit) + KIT_DAY, secret);
	kit_refused(kit_user_revoke(world->kela, world->ann, "lost"), "forbidden");
	kit_refused(kit_user_revoke(world->ann, world->ben, "lost"), "forbidden");
	kit_refused(kit_user_revoke(world->coord, world->coord, "left"), "forbidden");
	kit_refused(kit_user_revoke(world->coord, world->ann, "bored"), "bad_statement");
	kit_ok(kit_user_revoke(world->coord, world->ann, "stolen"));
	no_longer_in(world->ann);
	no_longer_in(elsewhere);
	denied(world->ann);
	kit_advance(kit, 5000);
	kit_refused(kit_user_revoke(world->coord, world->ann, "stolen"), "used");
	/* An invite of before does not bring them back, nor does a renewal. */
	anew = kit_connect(kit);
	kit_refused(kit_call(anew, "invite-show", show(&old)), "expired");
	world->ann->not_after += KIT_DAY;
	kit_refused(kit_user_rekey(world->coord, world->ann), "forbidden");
	/* Not even the pair counts them. */
	kit_refused(kit_pair_set(world->coord, &world->pair_a, "A",
			    (struct kit_peer *const[]){ world->ann }, 1),
		"bad_statement");
	cw_member_add(&cs, world->ben, world->ann, "PSC");
	kit_refused(cw_send(&cs, world->ben), "bad_statement");
	/* New keys do bring them back, to where they were. */
	anew = kit_answer_new_keys(world->coord, world->ann);
	kit_ok(kit_user_rekey(world->coord, anew));
	kit_sign_in(anew);
	cw_word(&cs, anew, "close", NULL, "");
	kit_ok(cw_send(&cs, anew));
	kit_verify(kit);
	cw_world_free(world);
}

/* What waited when the person was revoked may be the thief's: it is not confirmed any more. */
static void a_pending_answer_dies_with_the_keys(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *thief = kit_answer_new_keys(world->coord, world->ann);

	(void)state;
	kit_ok(kit_user_revoke(world->coord, world->ann, "stolen"));
	kit_refused(kit_user_rekey(world->coord, thief), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Out of the room in the same instant. */
static void out_of_the_room(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit), none = { { 0 } };
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(kit_call(world->ben, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs.id), "session",
			kit_json_id(&session))));
	kit_ok(kit_call(world->kim, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs.id), "session",
			kit_json_id(&session))));
	kit_forget(world->ben);
	world->kela = kit_connect_as(world->kela);
	kit_sign_in(world->kela);
	kit_ok(kit_user_revoke(world->kela, world->kim, "lost"));
	assert_true(et_id_eq(&world->kim->room, &none));
	assert_int_equal(
		json_array_size(json_object_get(kit_event(world->ben, "peers"), "peers")), 1);
	no_longer_in(world->kim);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Two coordinators at once: the second one's statement does not follow any more. */
static void two_at_once(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *other = kit_person(world->coord, "other", "coordinator");
	struct kit_signed one, two;
	struct et_slice blobs[2];
	struct et_buf buf;

	(void)state;
	for (int i = 0; i < 2; i++) {
		et_buf_init(&buf, 256);
		et_lp_put_label(&buf, "ET1/user-revoke");
		et_lp_put_id(&buf, &world->ann->uid);
		et_lp_put_id(&buf, &world->ann->org);
		et_lp_put_str(&buf, i == 0 ? "left" : "lost");
		*(i == 0 ? &one : &two) = kit_dir_sign(
			i == 0 ? world->coord : other, "user-revoke", kit_take(world->kit, &buf));
	}
	blobs[0] = one.stmt;
	blobs[1] = et_sig_slice(&one.sig);
	kit_ok(kit_call_blobs(world->coord, "dir-append",
		json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2));
	blobs[0] = two.stmt;
	blobs[1] = et_sig_slice(&two.sig);
	kit_refused(kit_call_blobs(other, "dir-append",
			    json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2),
		"conflict");
	/* One revokes the other: who is out signs nothing more. */
	kit_ok(kit_user_revoke(world->coord, other, "other"));
	no_longer_in(other);
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_keys),
		cmocka_unit_test(a_renewal_keeps_sessions),
		cmocka_unit_test(after_the_end),
		cmocka_unit_test(with_somebody_elses_enrolment),
		cmocka_unit_test(with_another_uid),
		cmocka_unit_test(keys_are_certified_once),
		cmocka_unit_test(a_later_invite_supersedes),
		cmocka_unit_test(names_stay_with_their_people),
		cmocka_unit_test(an_unconfirmed_name_lapses),
		cmocka_unit_test(a_revocation_acts_at_once),
		cmocka_unit_test(a_pending_answer_dies_with_the_keys),
		cmocka_unit_test(out_of_the_room),
		cmocka_unit_test(two_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
