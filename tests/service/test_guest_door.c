/*
 * The door against who should not come in: forged and replayed knocks, links that are over, a second device,
 * what ends between one step and the next, and everything that a guest may not ask.
 */
#include "guestwork.h"

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/service/command.h>

/* A queued case with a link; before the hour. */
static struct cw_world *world_with_link(struct cw_case *cs, struct gw_link *link)
{
	struct cw_world *world = cw_world_new();

	cw_queued(world, cs);
	gw_invite(cs, world->ann, link);
	kit_ok(cw_send(cs, world->ann));
	return world;
}

/* The hour has come, and the guest of the link knocks. */
static struct cw_world *world_at_door(
	struct cw_case *cs, struct gw_link *link, struct gw_device *device, struct et_id *session)
{
	struct cw_world *world = world_with_link(cs, link);

	*session = gw_session(world, cs);
	gw_device_new(world->kit, device);
	assert_string_equal(gw_at_door(device, link), "waiting");
	return world;
}

static void let_in(struct cw_world *world, struct cw_case *cs, struct gw_link *link,
	const struct et_id *session, const struct gw_device *device)
{
	gw_admit(cs, world->ann, link, session, device);
	kit_ok(cw_send(cs, world->ann));
}

/* The wait that a forged knock demands is over. */
static void later(struct cw_world *world)
{
	kit_advance(world->kit, KIT_MINUTE / 2);
}

static struct kit_reply *knock_anew(
	struct gw_device *device, const struct gw_link *link, const struct et_sign_key *link_key)
{
	kit_ok(gw_hi(device, &link->id));
	return gw_knock_by(device, &link->id, link_key, &device->key, &device->challenge);
}

/* Opening a link, by whomever and how often, changes nothing and is on no row. */
static void test_opening_is_nothing(void **state)
{
	struct gw_device scanner, device;
	struct gw_link link;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);
	size_t rows = kit_log_count(world->kit, NULL, NULL);

	(void)state;
	for (int i = 0; i < 5; i++) {
		gw_device_new(world->kit, &scanner);
		kit_ok(gw_hi(&scanner, &link.id));
		kit_cut(scanner.peer);
	}
	assert_int_equal(kit_log_count(world->kit, NULL, NULL), rows);
	gw_device_new(world->kit, &device);
	assert_string_equal(gw_at_door(&device, &link), "waiting");
	cw_world_free(world);
}

/* An id that never was answers as one that is over: in shape, and in what a knock gets. */
static void test_unknown_looks_gone(void **state)
{
	struct gw_device one, two;
	struct gw_link link, invented;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);
	json_t *gone;

	(void)state;
	gw_remove(&cs, world->ann, &link);
	kit_ok(cw_send(&cs, world->ann));
	gw_link_new(world->kit, &invented);
	gw_device_new(world->kit, &one);
	gw_device_new(world->kit, &two);
	gone = kit_ok(gw_hi(&one, &link.id));
	assert_int_equal(json_object_size(gone), 4);
	assert_string_equal(kit_get_str(gone, "state"), "gone");
	gone = kit_ok(gw_hi(&two, &invented.id));
	assert_int_equal(json_object_size(gone), 4);
	assert_string_equal(kit_get_str(gone, "state"), "gone");
	gone = kit_refused(gw_knock(&one, &link), "denied");
	assert_int_equal(json_object_size(gone), 1);
	gone = kit_refused(gw_knock(&two, &invented), "denied");
	assert_int_equal(json_object_size(gone), 1);
	assert_int_equal(kit_log_count(world->kit, "guest-knock", "denied"), 2);
	assert_false(one.peer->knocked || two.peer->knocked);
	cw_world_free(world);
}

static void test_forged(void **state)
{
	struct gw_device device;
	struct gw_link link, other;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);
	struct et_key32 pk_e;

	(void)state;
	gw_link_new(world->kit, &other);
	gw_device_new(world->kit, &device);
	kit_refused(knock_anew(&device, &link, &other.key), "denied");
	/* The challenge is used up with it. */
	kit_refused(gw_knock(&device, &link), "bad_state");
	/* The link's own key is no guest's. */
	kit_ok(gw_hi(&device, &link.id));
	kit_refused(
		gw_knock_by(&device, &link.id, &link.key, &link.key, &device.challenge), "denied");
	/* Keys that somebody else has signed for: without their secret half. */
	later(world);
	kit_ok(gw_hi(&device, &link.id));
	struct et_sign_key claimed = device.key;

	claimed.pk = other.key.pk;
	kit_refused(
		gw_knock_by(&device, &link.id, &link.key, &claimed, &device.challenge), "denied");
	/* Another pk_e than was signed. */
	later(world);
	kit_ok(gw_hi(&device, &link.id));
	pk_e = device.pk_e;
	struct kit_peer *peer = device.peer;
	const struct et_knock knock = { .genesis = world->kit->deployment.g,
		.guest_id = link.id,
		.pk_s = device.key.pk,
		.pk_e = pk_e,
		.challenge = device.challenge };
	struct et_sig link_sig, sig;
	struct et_buf buf;

	et_buf_init(&buf, 1024);
	et_knock_put(&buf, &knock);
	link_sig = et_sign_detached(&link.key, et_buf_view(&buf));
	sig = et_sign_detached(&device.key, et_buf_view(&buf));
	et_buf_fini(&buf);
	pk_e.b[0] ^= 1;
	kit_refused(kit_call(peer, "guest-knock",
			    json_pack("{s:o, s:o, s:o, s:o, s:o}", "guest", kit_json_id(&link.id),
				    "pk_s", kit_json_bytes(et_key32_slice(&device.key.pk)), "pk_e",
				    kit_json_bytes(et_key32_slice(&pk_e)), "link_sig",
				    kit_json_bytes(et_sig_slice(&link_sig)), "sig",
				    kit_json_bytes(et_sig_slice(&sig)))),
		"denied");
	later(world);
	assert_string_equal(gw_at_door(&device, &link), "waiting");
	cw_world_free(world);
}

/* What was signed for one challenge is worth nothing for another, and each lasts a minute. */
static void test_replayed(void **state)
{
	struct gw_device device, thief;
	struct gw_link link, second;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);
	struct et_hash old;

	(void)state;
	gw_invite(&cs, world->ann, &second);
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &device);
	(void)gw_at_door(&device, &link);
	old = device.challenge;
	/* Once let to the door a connection does not knock again. */
	kit_refused(gw_knock(&device, &link), "bad_state");
	kit_refused(gw_hi(&device, &link.id), "bad_state");
	gw_device_again(world->kit, &device, &thief);
	kit_ok(gw_hi(&thief, &link.id));
	kit_refused(gw_knock_by(&thief, &link.id, &link.key, &device.key, &old), "denied");
	/* A challenge for one link opens no other. */
	kit_ok(gw_hi(&thief, &link.id));
	kit_refused(gw_knock(&thief, &second), "denied");
	later(world);
	kit_ok(gw_hi(&thief, &link.id));
	kit_advance(world->kit, KIT_MINUTE + 1);
	kit_refused(gw_knock(&thief, &link), "denied");
	/* Nor does one that asked for something else. */
	struct kit_peer *ann = kit_connect_as(world->ann);
	json_t *ch = kit_ok(kit_hi(ann));

	thief.peer = ann;
	thief.challenge = kit_get_hash(ch, "ch");
	kit_refused(gw_knock(&thief, &link), "denied");
	later(world);
	struct gw_device crossed = thief;

	crossed.peer = kit_connect_as(world->ann);
	ch = json_deep_copy(kit_ok(gw_hi(&crossed, &link.id)));
	json_object_set_new(ch, "ch", json_string(kit_get_str(ch, "challenge")));
	kit_refused(kit_login(crossed.peer, ch), "denied");
	json_decref(ch);
	cw_world_free(world);
}

/* Guessing at a link costs time, and does not keep its guest out from elsewhere. */
static void test_guessing_waits(void **state)
{
	struct gw_device device, thief;
	struct gw_link link, other;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);
	json_t *error;

	(void)state;
	gw_link_new(world->kit, &other);
	gw_device_new(world->kit, &thief);
	thief.peer = kit_connect_from(world->kit, "198.51.100.9");
	for (int i = 0; i < 3; i++)
		kit_refused(knock_anew(&thief, &link, &other.key), "denied");
	error = kit_refused(knock_anew(&thief, &link, &link.key), "rate_limited");
	assert_true(kit_get_int(error, "retry_ms") > 0);
	gw_device_new(world->kit, &device);
	assert_string_equal(gw_at_door(&device, &link), "waiting");
	cw_world_free(world);
}

/* In the session, a link that opens for so long, and its guest at the door. */
static struct cw_world *world_in_haste(struct cw_case *cs, struct gw_link *link,
	struct gw_device *device, struct et_id *session, int64_t for_ms)
{
	struct cw_world *world = cw_world_new();
	struct gw_invite invite;

	cw_queued(world, cs);
	*session = gw_session(world, cs);
	gw_link_new(world->kit, link);
	invite = gw_invite_right(cs, link);
	invite.expires_at = kit_now(world->kit) + for_ms;
	gw_invite_of(cs, world->ann, &invite);
	kit_ok(cw_send(cs, world->ann));
	gw_device_new(world->kit, device);
	(void)gw_at_door(device, link);
	return world;
}

static void expires_after(int64_t life_ms)
{
	struct gw_device device, late;
	struct gw_link link;
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = world_in_haste(&cs, &link, &device, &session, life_ms);
	struct kit *kit = world->kit;

	kit_advance(kit, life_ms - 1);
	assert_false(device.peer->closed);
	kit_advance(kit, 1);
	assert_string_equal(kit_get_str(kit_event(device.peer, "guest-over"), "reason"), "over");
	assert_true(device.peer->closed);
	gw_device_new(kit, &late);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&late, &link.id)), "state"), "gone");
	kit_refused(gw_knock(&late, &link), "denied");
	gw_admit(&cs, world->ann, &link, &session, &late);
	kit_refused(cw_send(&cs, world->ann), "expired");
	kit_verify(kit);
	cw_world_free(world);
}

static void test_expired(void **state)
{
	(void)state;
	expires_after(10 * KIT_MINUTE);
	expires_after(KIT_MINUTE / 2); /* before it would be looked at for the first time */
}

/* Who was let in before the invite ran out stays, and may come back. */
static void test_expires_after_admission(void **state)
{
	struct gw_device device, again;
	struct gw_link link;
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = world_in_haste(&cs, &link, &device, &session, KIT_MINUTE);
	struct kit *kit = world->kit;

	(void)state;
	let_in(world, &cs, &link, &session, &device);
	kit_ok(gw_join(&device));
	kit_advance(kit, 5 * KIT_MINUTE);
	assert_true(et_id_eq(&device.peer->room, &session));
	gw_device_again(kit, &device, &again);
	assert_string_equal(gw_at_door(&again, &link), "admitted");
	kit_ok(gw_join(&again));
	cw_world_free(world);
}

/* One link in two hands: whom the pair lets in is in, the other is told that it was used. */
static void test_second_device(void **state)
{
	struct gw_device guest, other, late;
	struct gw_link link;
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = world_at_door(&cs, &link, &guest, &session);

	(void)state;
	gw_device_new(world->kit, &other);
	(void)gw_at_door(&other, &link);
	let_in(world, &cs, &link, &session, &guest);
	assert_non_null(kit_event(guest.peer, "admitted"));
	assert_string_equal(kit_get_str(kit_event(other.peer, "guest-over"), "reason"), "used");
	assert_true(other.peer->closed);
	kit_ok(gw_join(&guest));
	gw_device_new(world->kit, &late);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&late, &link.id)), "state"), "admitted");
	kit_refused(gw_knock(&late, &link), "used");
	assert_int_equal(kit_log_count(world->kit, "guest-knock", "used"), 1);
	/* Half of the guest's keys are not the guest's keys. */
	late.key = guest.key;
	kit_ok(gw_hi(&late, &link.id));
	kit_refused(gw_knock(&late, &link), "used");
	/* And the pair can't let in a second one by the same invite. */
	gw_admit(&cs, world->ann, &link, &session, &late);
	kit_refused(cw_send(&cs, world->ann), "used");
	assert_true(et_id_eq(&guest.peer->room, &session));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Five of one link at the door are one too many; who leaves makes room. */
static void test_crowd_at_the_door(void **state)
{
	struct gw_device devices[5];
	struct gw_link link;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);
	struct et_id session = gw_session(world, &cs);

	(void)state;
	kit_ok(gw_room_join(world->ann, &cs, &session));
	for (size_t i = 0; i < 5; i++) {
		gw_device_new(world->kit, &devices[i]);
		kit_ok(gw_hi(&devices[i], &link.id));
		if (i < 4)
			kit_ok(gw_knock(&devices[i], &link));
		else
			kit_refused(gw_knock(&devices[i], &link), "rate_limited");
	}
	kit_forget(world->ann);
	kit_cut(devices[0].peer);
	json_t *left = kit_event(world->ann, "guest");

	assert_non_null(left);
	assert_false(json_boolean_value(json_object_get(left, "waiting")));
	assert_string_equal(gw_at_door(&devices[4], &link), "waiting");
	cw_world_free(world);
}

/* Whoever holds the link can't ring without end. */
static void test_ringing(void **state)
{
	struct gw_device device;
	struct gw_link link;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);
	size_t heard = 0;

	(void)state;
	for (int i = 0; i < 40; i++) {
		gw_device_new(world->kit, &device);
		kit_ok(gw_hi(&device, &link.id));
		heard += gw_knock(&device, &link)->ok != NULL;
		kit_cut(device.peer);
	}
	assert_int_equal(heard, 12);
	assert_int_equal(kit_log_count(world->kit, "guest-knock", NULL), 12);
	kit_advance(world->kit, 2000);
	gw_device_new(world->kit, &device);
	assert_string_equal(gw_at_door(&device, &link), "waiting");
	cw_world_free(world);
}

/* What was let in and has not joined yet has no right left when consent or session are over. */
static void over_before_joining(bool revoked)
{
	struct gw_device device;
	struct gw_link link;
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = world_at_door(&cs, &link, &device, &session);

	let_in(world, &cs, &link, &session, &device);
	if (revoked)
		cw_revoke(&cs, world->ann);
	else
		cw_word(&cs, world->ann, "session-close", &session, "carried-over");
	kit_ok(cw_send(&cs, world->ann));
	assert_true(device.peer->closed);
	gw_device_again(world->kit, &device, &device);
	kit_ok(gw_hi(&device, &link.id));
	kit_refused(gw_knock(&device, &link), "denied");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_consent_ends_before_joining(void **state)
{
	(void)state;
	over_before_joining(true);
}

static void test_session_ends_before_joining(void **state)
{
	(void)state;
	over_before_joining(false);
}

/* Between knock and admission: the admission is refused, the guest is gone from the door. */
static void test_consent_ends_while_knocking(void **state)
{
	struct gw_device device;
	struct gw_link link;
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = world_at_door(&cs, &link, &device, &session);

	(void)state;
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	assert_true(device.peer->closed);
	gw_admit(&cs, world->ann, &link, &session, &device);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_world_free(world);
}

/* A frame that is on its way in the very transaction in which the right ends. */
static void test_join_behind_the_end(void **state)
{
	struct gw_device device;
	struct gw_link link;
	struct et_id session;
	struct cw_case cs;
	struct cw_world *world = world_at_door(&cs, &link, &device, &session);

	(void)state;
	let_in(world, &cs, &link, &session, &device);
	kit_forget(device.peer);
	gw_remove(&cs, world->ann, &link);

	struct kit_peer *const peers[] = { world->ann, device.peer };
	const struct et_slice frames[] = { cw_frame(&cs),
		kit_text(world->kit, "guest-join", NULL) };

	kit_batch(peers, frames, 2);
	kit_ok(cw_answered(&cs, kit_next_reply(world->ann)));
	assert_true(device.peer->closed);
	assert_true(et_id_is_zero(&device.peer->room));
	assert_null(kit_next_reply(device.peer));
	assert_int_equal(kit_log_count(world->kit, "guest-join", "ok"), 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Waiting or in the room, a guest has four commands; all others are refused, each with a row of the guest's. */
static void try_everything(struct cw_world *world, struct gw_device *device)
{
	static const char *const own[] = { "genesis", "guest-join", "guest-ice", "room-leave" };
	size_t tried = 0;

	for (size_t i = 0; i < et_command_count(); i++, kit_advance(world->kit, 1000)) {
		const struct et_command *command = et_command_at(i);
		bool is_own = false;

		for (size_t o = 0; o < sizeof(own) / sizeof(own[0]); o++)
			is_own = is_own || strcmp(command->name, own[o]) == 0;
		assert_int_equal((command->states & ET_CONN_GUEST) != 0, is_own);
		if (is_own)
			continue;
		size_t rows = kit_log_count(world->kit, NULL, "bad_state");

		kit_refused(kit_call(device->peer, command->name, NULL), "bad_state");
		assert_int_equal(kit_log_count(world->kit, NULL, "bad_state"), rows + 1);
		tried++;
	}
	assert_true(tried > 40);
	assert_false(device->peer->closed);
}

static void test_every_command(void **state)
{
	struct gw_device device, waiting;
	struct gw_link link, second;
	struct cw_case cs;
	struct cw_world *world = cw_world_new();
	struct et_id session = gw_visit(world, &cs, &link, &device);

	(void)state;
	gw_invite(&cs, world->ann, &second);
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &waiting);
	(void)gw_at_door(&waiting, &second);
	try_everything(world, &waiting);
	try_everything(world, &device);
	kit_refused(gw_join(&waiting), "forbidden");
	kit_refused(kit_call(waiting.peer, "guest-ice", NULL), "forbidden");
	assert_true(et_id_eq(&device.peer->room, &session));
	/* Nothing that goes on around them reaches them. */
	kit_forget(device.peer);
	kit_forget(waiting.peer);
	cw_object(&cs, world->ann, &(struct et_id){ { 7 } }, "thread", 'S', 1);
	kit_ok(cw_send(&cs, world->ann));
	(void)kit_person(world->coord, "newcomer", "worker");
	kit_ok(kit_call(
		world->ann, "lobby-enter", json_pack("{s:o}", "hour", kit_json_id(&world->hour))));
	assert_true(et_list_is_empty(&device.peer->frames));
	assert_true(et_list_is_empty(&waiting.peer->frames));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The room is for five: a sixth waits outside, let in or not. */
static void test_room_full(void **state)
{
	struct gw_device devices[3];
	struct gw_link links[3];
	struct cw_case cs;
	struct cw_world *world = cw_world_new();
	struct et_id session;

	(void)state;
	cw_queued(world, &cs);
	session = gw_session(world, &cs);
	kit_ok(gw_room_join(world->ann, &cs, &session));
	kit_ok(gw_room_join(world->ben, &cs, &session));
	kit_ok(gw_room_join(world->kim, &cs, &session));
	for (size_t i = 0; i < 3; i++) {
		gw_invite(&cs, world->ann, &links[i]);
		kit_ok(cw_send(&cs, world->ann));
		gw_device_new(world->kit, &devices[i]);
		(void)gw_at_door(&devices[i], &links[i]);
		gw_admit(&cs, world->ann, &links[i], &session, &devices[i]);
		kit_ok(cw_send(&cs, world->ann));
		if (i < 2)
			kit_ok(gw_join(&devices[i]));
		else
			kit_refused(gw_join(&devices[i]), "room_full");
	}
	kit_cut(devices[0].peer);
	kit_ok(gw_join(&devices[2]));
	cw_world_free(world);
}

/* Four hours at the door, then it is to be knocked at again. */
static void test_waiting_ends(void **state)
{
	struct gw_device device;
	struct gw_link link;
	struct cw_case cs;
	struct cw_world *world = world_with_link(&cs, &link);

	(void)state;
	gw_device_new(world->kit, &device);
	(void)gw_at_door(&device, &link);
	kit_advance(world->kit, 4 * KIT_HOUR - KIT_MINUTE);
	assert_false(device.peer->closed);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	assert_true(device.peer->closed);
	gw_device_again(world->kit, &device, &device);
	assert_string_equal(gw_at_door(&device, &link), "waiting");
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_opening_is_nothing),
		cmocka_unit_test(test_unknown_looks_gone),
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_replayed),
		cmocka_unit_test(test_guessing_waits),
		cmocka_unit_test(test_expired),
		cmocka_unit_test(test_expires_after_admission),
		cmocka_unit_test(test_second_device),
		cmocka_unit_test(test_crowd_at_the_door),
		cmocka_unit_test(test_ringing),
		cmocka_unit_test(test_consent_ends_before_joining),
		cmocka_unit_test(test_session_ends_before_joining),
		cmocka_unit_test(test_consent_ends_while_knocking),
		cmocka_unit_test(test_join_behind_the_end),
		cmocka_unit_test(test_every_command),
		cmocka_unit_test(test_room_full),
		cmocka_unit_test(test_waiting_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
