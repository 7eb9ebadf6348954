/*
 * A guest's visit from the link to its end: who is told what, what the guest gets, and that it is over when the
 * session, the invite or the consent is.
 */
#include "guestwork.h"

#include <string.h>

#include <etatunti/crypto/logrow.h>
#include <etatunti/store/guest.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/txn.h>

/* The newest row of that action: whose, and about what. */
static struct et_logrow newest_row(struct kit *kit, const char *action)
{
	struct et_logrow found = { 0 }, row;
	struct et_store_logrow *rows;
	size_t count;

	assert_int_equal(
		et_store_logrow_list(kit->store, 1, 100000, kit->arena, &rows, &count), ET_OK);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(et_logrow_read(rows[i].row, &kit->deployment.g, &row), ET_OK);
		if (et_slice_eq_str(row.action, action))
			found = row;
	}
	assert_true(found.seq > 0);
	return found;
}

static void check_knock_event(struct kit_peer *peer, const struct gw_link *link,
	const struct gw_device *device, bool waiting)
{
	json_t *event = kit_event(peer, "guest");
	struct et_id guest;
	struct et_hash hash;

	assert_non_null(event);
	guest = kit_get_id(event, "guest");
	assert_true(et_id_eq(&guest, &link->id));
	hash = kit_get_hash(event, "pk_s");
	assert_memory_equal(hash.b, device->key.pk.b, 32);
	hash = kit_get_hash(event, "pk_e");
	assert_memory_equal(hash.b, device->pk_e.b, 32);
	hash = kit_get_hash(event, "challenge");
	assert_true(et_hash_eq(&hash, &device->challenge));
	assert_int_equal(json_boolean_value(json_object_get(event, "waiting")), waiting);
}

static void check_over(struct gw_device *device, const char *reason)
{
	json_t *event;

	/* What names the case, or says why, is for members. */
	assert_false(kit_has_event(device->peer, "closed"));
	assert_false(kit_has_event(device->peer, "case"));
	assert_false(kit_has_event(device->peer, "guest"));
	event = kit_event(device->peer, "guest-over");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "reason"), reason);
	assert_true(device->peer->closed);
	assert_true(et_id_is_zero(&device->peer->room));
}

/* From the invite to "next case"; the front learns of the knock and of nothing before it. */
static void test_visit(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct gw_device device;
	struct et_logrow row;
	struct kit_reply *reply;
	struct et_id session;
	struct gw_link link;
	struct cw_case cs;
	json_t *ok;

	(void)state;
	cw_queued(world, &cs);
	session = gw_session(world, &cs);
	gw_invite(&cs, world->ann, &link);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(gw_room_join(world->ann, &cs, &session));
	kit_ok(gw_room_join(world->kim, &cs, &session));
	kit_forget(world->kim);
	gw_device_new(kit, &device);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &link.id)), "state"), "open");
	assert_false(device.peer->knocked);
	device.peer->uid = link.id;
	assert_string_equal(kit_get_str(kit_ok(gw_knock(&device, &link)), "state"), "waiting");
	assert_true(device.peer->knocked);
	assert_false(device.peer->signed_in);
	row = newest_row(kit, "guest-knock");
	assert_true(et_id_eq(&row.actor_uid, &link.id) && et_id_eq(&row.object_id, &link.id));
	assert_true(et_id_eq(&row.case_id, &cs.id) && et_id_is_zero(&row.actor_org));
	check_knock_event(world->ann, &link, &device, true);
	/* Kela's contact is not asked; a colleague who comes later is told then. */
	assert_null(kit_event(world->kim, "guest"));
	kit_ok(gw_room_join(world->ben, &cs, &session));
	check_knock_event(world->ben, &link, &device, true);
	kit_refused(gw_join(&device), "forbidden");

	gw_admit(&cs, world->ann, &link, &session, &device);
	kit_ok(cw_send(&cs, world->ann));
	assert_non_null(kit_event(device.peer, "admitted"));
	check_knock_event(world->ann, &link, &device, false);
	row = newest_row(kit, "guest-admit");
	assert_true(et_slice_eq_str(row.purpose, "consultation"));
	assert_true(et_id_eq(&row.object_id, &link.id) && et_slice_eq_str(row.comp, "S"));
	kit_refused(kit_call(device.peer, "guest-ice", NULL), "forbidden");
	reply = gw_join(&device);
	ok = kit_ok(reply);
	assert_int_equal(json_object_size(ok), 5);
	assert_true(et_slice_eq(reply->blobs[kit_get_int(ok, "wrap")], link.wrap));
	assert_int_equal(json_array_size(json_object_get(ok, "peers")), 4);
	assert_true(et_id_eq(&device.peer->room, &session));
	row = newest_row(kit, "guest-join");
	assert_true(et_id_eq(&row.actor_uid, &link.id) && et_id_eq(&row.object_id, &link.id));
	assert_true(et_slice_eq_str(row.purpose, "consultation"));
	assert_true(et_id_is_zero(&row.recipient_org) && et_id_eq(&row.case_id, &cs.id));
	kit_ok(kit_call(device.peer, "guest-ice", NULL));
	assert_non_null(kit_event(world->kim, "peers"));
	assert_non_null(kit_event(device.peer, "peers"));

	cw_word(&cs, world->ann, "session-close", &session, "handled");
	kit_ok(cw_send(&cs, world->ann));
	check_over(&device, "over");
	gw_device_again(kit, &device, &device);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &link.id)), "state"), "gone");
	kit_refused(gw_knock(&device, &link), "denied");
	kit_verify(kit);
	cw_world_free(world);
}

/* The wrap is in no table any more, the invite is while the case is not erased. */
static void check_bytes(struct kit *kit, const struct gw_link *link, bool invite, bool wrap)
{
	struct et_store_guest row;

	assert_int_equal(et_store_guest_by_id(kit->store, &link->id, kit->arena, &row), ET_OK);
	assert_int_equal(row.invite.len > 0, invite);
	assert_int_equal(row.wrap.len > 0, wrap);
}

static void test_removed(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device device;
	struct gw_link link;
	struct cw_case cs;

	(void)state;
	(void)gw_visit(world, &cs, &link, &device);
	check_bytes(world->kit, &link, true, true);
	kit_forget(world->ann);
	gw_remove(&cs, world->ann, &link);
	kit_ok(cw_send(&cs, world->ann));
	check_over(&device, "over");
	assert_int_equal(
		json_array_size(json_object_get(kit_event(world->ann, "peers"), "peers")), 1);
	check_bytes(world->kit, &link, true, false);
	gw_device_again(world->kit, &device, &device);
	kit_ok(gw_hi(&device, &link.id));
	kit_refused(gw_knock(&device, &link), "denied");
	gw_remove(&cs, world->ann, &link);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The client says no in the middle of it: out, without a word about why. */
static void test_withdrawn(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device device, other;
	struct gw_link link, waiting;
	struct cw_case cs;

	(void)state;
	(void)gw_visit(world, &cs, &link, &device);
	gw_invite(&cs, world->ann, &waiting);
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &other);
	(void)gw_at_door(&other, &waiting);
	cw_revoke(&cs, world->kim);
	kit_ok(cw_send(&cs, world->kim));
	check_over(&device, "over");
	check_over(&other, "over");
	check_bytes(world->kit, &link, true, false);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A visit on a consent that runs out in 70 minutes. */
static struct et_id short_visit(
	struct cw_world *world, struct cw_case *cs, struct gw_link *link, struct gw_device *device)
{
	int64_t until = world->starts_at + 70 * KIT_MINUTE;
	struct et_id session;

	cw_open(world, cs);
	cw_consent(cs, world->ann, until - kit_now(world->kit), NULL);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->ben, "consent-ack");
	kit_ok(cw_send(cs, world->ben));
	cw_queue(cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(cs, world->ann));
	session = gw_session(world, cs);
	gw_invite(cs, world->ann, link);
	kit_ok(cw_send(cs, world->ann));
	kit_ok(gw_room_join(world->ann, cs, &session));
	gw_device_new(world->kit, device);
	(void)gw_at_door(device, link);
	gw_admit(cs, world->ann, link, &session, device);
	kit_ok(cw_send(cs, world->ann));
	kit_ok(gw_join(device));
	return session;
}

/* At the very millisecond that the consent runs out, as the members. */
static void test_runs_out(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct gw_device device;
	struct et_id session;
	struct gw_link link;
	struct cw_case cs;

	(void)state;
	session = short_visit(world, &cs, &link, &device);
	kit_advance(kit, 70 * KIT_MINUTE - 1);
	assert_true(et_id_eq(&device.peer->room, &session));
	kit_advance(kit, 1);
	check_over(&device, "over");
	gw_device_again(kit, &device, &device);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &link.id)), "state"), "gone");
	kit_verify(kit);
	cw_world_free(world);
}

/* On a full disk too: what can't be written down is said to nobody, but the guest is cut off. */
static void test_runs_out_on_a_full_disk(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit *kit = world->kit;
	struct gw_device device;
	struct et_delivery out;
	struct gw_link link;
	struct cw_case cs;
	bool hung_up = false;

	(void)state;
	(void)short_visit(world, &cs, &link, &device);
	kit_advance(kit, 70 * KIT_MINUTE - 1);
	et_env_fake_advance(&kit->fake, 1);
	assert_int_equal(et_store_txn_begin(kit->store, "test"), ET_OK);
	assert_int_equal(et_service_timers(kit->service), ET_OK);
	et_store_txn_rollback(kit->store);
	assert_int_equal(et_service_lost(kit->service), ET_OK);
	while (et_service_next_delivery(kit->service, &out)) {
		assert_int_not_equal(out.type, ET_DELIVER_TEXT);
		hung_up = hung_up ||
			(out.type == ET_DELIVER_CLOSE && out.front == device.peer->front);
	}
	assert_true(hung_up);
	kit_cut(device.peer);
	gw_device_again(kit, &device, &device);
	kit_ok(gw_hi(&device, &link.id));
	kit_refused(gw_knock(&device, &link), "denied");
	cw_world_free(world);
}

/* A reload comes back by itself while the session is open; the connection before it is out. */
static void test_reload(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device device, again;
	struct et_id session;
	struct gw_link link;
	struct cw_case cs;
	int64_t seq;

	(void)state;
	session = gw_visit(world, &cs, &link, &device);
	seq = cs.sent_seq;
	kit_forget(world->ann);
	kit_cut(device.peer);
	assert_non_null(kit_event(world->ann, "peers"));
	gw_device_again(world->kit, &device, &again);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&again, &link.id)), "state"), "admitted");
	assert_string_equal(kit_get_str(kit_ok(gw_knock(&again, &link)), "state"), "admitted");
	assert_null(kit_event(world->ann, "guest"));
	kit_ok(gw_join(&again));
	assert_true(et_id_eq(&again.peer->room, &session));
	gw_device_again(world->kit, &device, &device);
	assert_string_equal(gw_at_door(&device, &link), "admitted");
	kit_ok(gw_join(&device));
	check_over(&again, "moved");
	assert_true(et_id_eq(&device.peer->room, &session));
	/* Joining once more, and leaving, are no harm. */
	kit_ok(gw_join(&device));
	kit_ok(kit_call(
		device.peer, "room-leave", json_pack("{s:o}", "room", kit_json_id(&session))));
	assert_true(et_id_is_zero(&device.peer->room));
	kit_ok(gw_join(&device));
	assert_int_equal(cs.sent_seq, seq);
	/* So does a restart of the server. */
	kit_restart(world->kit);
	gw_device_again(world->kit, &device, &again);
	assert_string_equal(gw_at_door(&again, &link), "admitted");
	kit_ok(gw_join(&again));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_two_at_once(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device one, two;
	struct gw_link first, second;
	struct et_id session;
	struct cw_case cs;
	json_t *ok;

	(void)state;
	session = gw_visit(world, &cs, &first, &one);
	gw_invite(&cs, world->ben, &second);
	kit_ok(cw_send(&cs, world->ben));
	gw_device_new(world->kit, &two);
	(void)gw_at_door(&two, &second);
	gw_admit(&cs, world->ben, &second, &session, &two);
	kit_ok(cw_send(&cs, world->ben));
	ok = kit_ok(gw_join(&two));
	assert_int_equal(json_array_size(json_object_get(ok, "peers")), 3);
	kit_ok(gw_room_join(world->ben, &cs, &session));
	kit_ok(gw_room_join(world->kim, &cs, &session));
	/* One goes, the other stays. */
	gw_remove(&cs, world->ann, &first);
	kit_ok(cw_send(&cs, world->ann));
	check_over(&one, "over");
	assert_true(et_id_eq(&two.peer->room, &session));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Case closed and erased: nothing that is sealed is left. */
static void test_erased(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device device;
	struct gw_link link, unused;
	struct et_id session;
	struct cw_case cs;

	(void)state;
	session = gw_visit(world, &cs, &link, &device);
	gw_invite(&cs, world->ann, &unused);
	cw_word(&cs, world->ann, "session-close", &session, "handled");
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &device);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &unused.id)), "state"), "open");
	cw_word(&cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &device);
	assert_string_equal(kit_get_str(kit_ok(gw_hi(&device, &unused.id)), "state"), "gone");
	check_bytes(world->kit, &unused, true, false);
	cw_word(&cs, world->ben, "erase", NULL, "");
	kit_ok(cw_send(&cs, world->ben));
	check_bytes(world->kit, &unused, false, false);
	check_bytes(world->kit, &link, false, false);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A question without a client has guests too, on no consent. */
static void test_general(void **state)
{
	struct cw_world *world = cw_world_new();
	struct gw_device device;
	struct et_id session;
	struct gw_link link;
	struct cw_case cs;

	(void)state;
	cw_open_general(world, &cs);
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(&cs, world->ann));
	session = gw_session(world, &cs);
	gw_invite(&cs, world->ann, &link);
	kit_ok(cw_send(&cs, world->ann));
	gw_device_new(world->kit, &device);
	assert_string_equal(gw_at_door(&device, &link), "waiting");
	gw_admit(&cs, world->ann, &link, &session, &device);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(gw_join(&device));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* What a guest may not ask is a row of the record too: once a second in the long run, whatever is asked. */
static void test_refusals_have_an_end(void **state)
{
	struct gw_device device;
	struct gw_link link;
	struct cw_case cs;
	struct cw_world *world = cw_world_new();
	size_t rows;

	(void)state;
	(void)gw_visit(world, &cs, &link, &device);
	rows = kit_log_count(world->kit, NULL, "bad_state");
	for (int i = 0; i < 40; i++)
		(void)kit_call(device.peer, "case-list", NULL);
	assert_in_range(kit_log_count(world->kit, NULL, "bad_state") - rows, 1, 12);
	kit_refused(kit_call(device.peer, "case-list", NULL), "rate_limited");
	kit_refused(kit_call(device.peer, "guest-ice", NULL), "rate_limited");
	kit_advance(world->kit, 1000);
	kit_ok(kit_call(device.peer, "guest-ice", NULL));
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_visit),
		cmocka_unit_test(test_removed),
		cmocka_unit_test(test_withdrawn),
		cmocka_unit_test(test_runs_out),
		cmocka_unit_test(test_runs_out_on_a_full_disk),
		cmocka_unit_test(test_reload),
		cmocka_unit_test(test_two_at_once),
		cmocka_unit_test(test_erased),
		cmocka_unit_test(test_general),
		cmocka_unit_test(test_refusals_have_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
