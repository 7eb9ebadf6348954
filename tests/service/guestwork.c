/* Signing and sending of both sides. Knows no rule. */
#include "guestwork.h"

#include <string.h>

#include <etatunti/crypto/hash.h>

#define BODY_MAX 4096
#define CT_LEN (40 + 256)
#define WRAP_LEN 700

static struct et_slice lp_of(struct kit *kit, const char *label, const struct et_id *id)
{
	struct et_buf buf;

	et_buf_init(&buf, BODY_MAX);
	et_lp_put_label(&buf, label);
	et_lp_put_hash(&buf, &kit->deployment.g);
	et_lp_put_id(&buf, id);
	return kit_take(kit, &buf);
}

void gw_link_new(struct kit *kit, struct gw_link *out)
{
	struct et_slice secret = kit_random(kit, 32);
	struct et_hash seed;

	*out = (struct gw_link){ .id = kit_fresh_id(kit) };
	seed = et_hash_keyed(secret, lp_of(kit, "ET1/guest-link", &out->id));
	et_sign_key_from_seed(seed.b, &out->key);
}

struct gw_invite gw_invite_right(const struct cw_case *cs, struct gw_link *link)
{
	struct et_slice ct = kit_random(cs->kit, CT_LEN);
	bool general = strcmp(cs->lane, "general") == 0;

	link->ct = ct;
	return (struct gw_invite){ .id = link->id,
		.consent = general ? (struct et_id){ { 0 } } : cs->consent,
		.link_pk = link->key.pk,
		.epoch = cs->epoch[1],
		.expires_at = kit_now(cs->kit) + 13 * KIT_DAY,
		.ct = ct,
		.ct_hash = et_hash_of(ct) };
}

void gw_invite_of(struct cw_case *cs, const struct kit_peer *by, const struct gw_invite *invite)
{
	struct et_buf body;

	et_buf_init(&body, BODY_MAX);
	et_lp_put_label(&body, "ET1/guest-invite");
	et_lp_put_id(&body, &invite->id);
	et_lp_put_key(&body, &invite->link_pk);
	et_lp_put_id(&body, &invite->consent);
	et_lp_put_ms(&body, invite->epoch);
	et_lp_put_ms(&body, invite->expires_at);
	et_lp_put_hash(&body, &invite->ct_hash);
	cw_add(cs, by, "guest-invite", kit_take(cs->kit, &body), invite->ct);
}

void gw_invite(struct cw_case *cs, const struct kit_peer *by, struct gw_link *link)
{
	struct gw_invite invite;

	gw_link_new(cs->kit, link);
	invite = gw_invite_right(cs, link);
	gw_invite_of(cs, by, &invite);
}

void gw_admit(struct cw_case *cs, const struct kit_peer *by, struct gw_link *link,
	const struct et_id *session, const struct gw_device *device)
{
	struct et_hash hash;
	struct et_buf body;

	link->wrap = kit_random(cs->kit, WRAP_LEN);
	hash = et_hash_of(link->wrap);
	et_buf_init(&body, BODY_MAX);
	et_lp_put_label(&body, "ET1/guest-admit");
	et_lp_put_id(&body, &link->id);
	et_lp_put_id(&body, session);
	et_lp_put_key(&body, &device->key.pk);
	et_lp_put_key(&body, &device->pk_e);
	et_lp_put_hash(&body, &hash);
	cw_add(cs, by, "guest-admit", kit_take(cs->kit, &body), link->wrap);
}

void gw_remove(struct cw_case *cs, const struct kit_peer *by, const struct gw_link *link)
{
	struct et_buf body;

	et_buf_init(&body, BODY_MAX);
	et_lp_put_label(&body, "ET1/guest-remove");
	et_lp_put_id(&body, &link->id);
	cw_add(cs, by, "guest-remove", kit_take(cs->kit, &body), (struct et_slice){ 0 });
}

/* ------------------------------------------------------------------- the guest */

void gw_device_new(struct kit *kit, struct gw_device *out)
{
	struct et_slice pk_e = kit_random(kit, 32);

	*out = (struct gw_device){ .peer = kit_connect(kit) };
	et_sign_key_from_seed(kit_random(kit, ET_SEED_LEN).ptr, &out->key);
	memcpy(out->pk_e.b, pk_e.ptr, sizeof(out->pk_e.b));
}

void gw_device_again(struct kit *kit, const struct gw_device *from, struct gw_device *out)
{
	*out = (struct gw_device){ .peer = kit_connect(kit), .key = from->key, .pk_e = from->pk_e };
}

struct kit_reply *gw_hi(struct gw_device *device, const struct et_id *guest)
{
	struct kit_reply *reply =
		kit_call(device->peer, "guest-hi", json_pack("{s:o}", "guest", kit_json_id(guest)));

	if (reply->ok != NULL) {
		device->challenge = kit_get_hash(reply->ok, "challenge");
		device->peer->conn = kit_get_id(reply->ok, "conn");
	}
	return reply;
}

struct kit_reply *gw_knock_by(struct gw_device *device, const struct et_id *guest,
	const struct et_sign_key *link_key, const struct et_sign_key *own,
	const struct et_hash *challenge)
{
	const struct et_knock knock = { .genesis = device->peer->kit->deployment.g,
		.guest_id = *guest,
		.pk_s = own->pk,
		.pk_e = device->pk_e,
		.challenge = *challenge };
	struct et_sig link_sig, sig;
	struct et_buf buf;

	et_buf_init(&buf, BODY_MAX);
	et_knock_put(&buf, &knock);
	link_sig = et_sign_detached(link_key, et_buf_view(&buf));
	sig = et_sign_detached(own, et_buf_view(&buf));
	et_buf_fini(&buf);
	return kit_call(device->peer, "guest-knock",
		json_pack("{s:o, s:o, s:o, s:o, s:o}", "guest", kit_json_id(guest), "pk_s",
			kit_json_bytes(et_key32_slice(&own->pk)), "pk_e",
			kit_json_bytes(et_key32_slice(&device->pk_e)), "link_sig",
			kit_json_bytes(et_sig_slice(&link_sig)), "sig",
			kit_json_bytes(et_sig_slice(&sig))));
}

struct kit_reply *gw_knock(struct gw_device *device, const struct gw_link *link)
{
	return gw_knock_by(device, &link->id, &link->key, &device->key, &device->challenge);
}

const char *gw_at_door(struct gw_device *device, const struct gw_link *link)
{
	kit_ok(gw_hi(device, &link->id));
	device->peer->uid = link->id;
	return kit_get_str(kit_ok(gw_knock(device, link)), "state");
}

struct kit_reply *gw_join(struct gw_device *device)
{
	return kit_call(device->peer, "guest-join", NULL);
}

/* ------------------------------------------------------------------ the session */

struct et_id gw_session(struct cw_world *world, struct cw_case *cs)
{
	struct et_id session = kit_fresh_id(world->kit);

	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(cs, world->ann));
	return session;
}

struct kit_reply *gw_room_join(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *session)
{
	return kit_call(peer, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs->id), "session",
			kit_json_id(session)));
}

void gw_let_in(struct cw_world *world, struct cw_case *cs, const struct et_id *session,
	struct gw_link *link, struct gw_device *device)
{
	gw_invite(cs, world->ann, link);
	kit_ok(cw_send(cs, world->ann));
	gw_device_new(world->kit, device);
	assert_string_equal(gw_at_door(device, link), "waiting");
	gw_admit(cs, world->ann, link, session, device);
	kit_ok(cw_send(cs, world->ann));
	kit_ok(gw_join(device));
}

struct et_id gw_visit(
	struct cw_world *world, struct cw_case *cs, struct gw_link *link, struct gw_device *device)
{
	struct et_id session;

	cw_queued(world, cs);
	session = gw_session(world, cs);
	kit_ok(gw_room_join(world->ann, cs, &session));
	gw_let_in(world, cs, &session, link, device);
	return session;
}
