/* The case up to its moment, and the people around it. Asks nothing. */
#include "matrix.h"

#include "places.h"

#include <stdio.h>
#include <stdlib.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/txn.h>
#include <etatunti/store/user.h>

#define CHUNK_LEN (65536 + 40)
/* All is built within that time of the opening of the hour. */
#define BUILD_MS (8 * KIT_MINUTE)
#define SOON_MS (5 * KIT_MINUTE)
/* In force through all of it, but not over the hour. */
#define SHORT_MS (30 * KIT_MINUTE)

/* ---------------------------------------------------------------------- people */

/* On a new connection: sessions do not outlast a week. */
static struct kit_peer *again(const struct kit_peer *person)
{
	struct kit_peer *peer = kit_connect_as(person);

	peer->eh = person->eh;
	kit_advance(peer->kit, 1000);
	kit_sign_in(peer);
	return peer;
}

static struct kit_peer *waiting(
	struct kit_peer *coordinator, const char *username, const char *roles)
{
	struct kit_peer *peer = kit_connect(coordinator->kit);
	uint8_t secret[32];
	struct et_id invite;

	kit_advance(peer->kit, 2000);
	invite = kit_invite(coordinator, username, roles, kit_now(peer->kit) + KIT_DAY, secret);
	peer->roles = roles;
	kit_ok(kit_enrol(peer, &invite, secret, username));
	return peer;
}

/* Everybody who takes part, a week before. */
static void people(struct mx *mx, struct kit_peer **lapsed)
{
	struct cw_world *world = mx->world;
	struct kit_peer *old, *rex, *liv;

	mx->dag = kit_person(world->coord, "dag", "worker");
	mx->eve = kit_person(world->coord, "eve", "worker");
	old = kit_person(world->coord, "old", "worker");
	rex = kit_person(world->coord, "rex", "worker");
	mx->kai = kit_person(world->kela, "kai", "contact");
	liv = kit_person(world->kela, "liv", "contact");
	cw_set_pair(world,
		(struct kit_peer *const[]){ world->ann, world->ben, mx->dag, mx->eve, old, rex },
		6);
	(void)kit_series(world->coord, &world->pair_b, liv);
	(void)kit_series(world->coord, &world->pair_a, mx->kai);
	mx->actors[ET_ACTOR_EXPIRED] = old;
	mx->actors[ET_ACTOR_REVOKED] = rex;
	mx->actors[ET_ACTOR_OTHER_CONTACT] = liv;
	*lapsed = world->ann;
}

static void sign_in_all(struct mx *mx)
{
	struct cw_world *world = mx->world;

	world->coord = again(world->coord);
	world->kela = again(world->kela);
	(void)again(world->ann); /* a session besides, to be ended */
	world->ann = again(world->ann);
	world->ben = again(world->ben);
	world->cid = again(world->cid);
	world->kim = again(world->kim);
	mx->dag = again(mx->dag);
	mx->kai = again(mx->kai);
	mx->actors[ET_ACTOR_EXPIRED] = again(mx->actors[ET_ACTOR_EXPIRED]);
	mx->actors[ET_ACTOR_REVOKED] = again(mx->actors[ET_ACTOR_REVOKED]);
	mx->actors[ET_ACTOR_OTHER_CONTACT] = again(mx->actors[ET_ACTOR_OTHER_CONTACT]);
	mx->actors[ET_ACTOR_WITNESS] = world->ann;
	mx->actors[ET_ACTOR_SECOND] = world->ben;
	mx->actors[ET_ACTOR_OTHER_WORKER] = world->cid;
	mx->actors[ET_ACTOR_CONTACT] = world->kim;
	mx->actors[ET_ACTOR_COORDINATOR] = world->coord;
	mx->actors[ET_ACTOR_KELA_COORDINATOR] = world->kela;
}

/* The witness's keys without a session, and with one that has been over for days. */
static void strangers(struct mx *mx, const struct kit_peer *lapsed)
{
	struct kit_peer *back = kit_connect_as(lapsed);
	json_t *challenge;

	mx->actors[ET_ACTOR_NONE] = kit_connect_as(mx->world->ann);
	challenge = kit_ok(kit_call(back, "re",
		json_pack("{s:o, s:o}", "uid", kit_json_id(&lapsed->uid), "sid",
			kit_json_id(&lapsed->sid))));
	back->conn = kit_get_id(challenge, "conn");
	mx->challenge = kit_get_hash(challenge, "ch");
	mx->actors[ET_ACTOR_LAPSED] = back;
}

/* A draft and a calendar of one's own. */
static void keep_own(struct mx *mx)
{
	struct et_slice draft = kit_random(mx->kit, 100);

	for (int a = ET_ACTOR_EXPIRED; a < ET_ACTOR_COUNT; a++) {
		kit_ok(kit_call_blobs(mx->actors[a], "draft-put",
			json_pack("{s:s, s:i}", "key", "own", "data", 0), &draft, 1));
		kit_ok(kit_call(mx->actors[a], "feed-make", json_pack("{s:s}", "language", "fi")));
	}
	kit_ok(kit_call_blobs(mx->world->ann, "draft-put",
		json_pack("{s:s, s:i}", "key", "hers", "data", 0), &draft, 1));
}

/* -------------------------------------------------------------------- the case */

static void send(struct mx *mx, struct kit_peer *by)
{
	kit_ok(cw_send(&mx->cs, by));
	kit_advance(mx->kit, 1000);
}

static void write_object(struct mx *mx, struct mx_object *object, const char *type, char comp)
{
	cw_object(&mx->cs, mx->world->ann, &object->id, type, comp, 1);
	object->ct_hash = mx->cs.ct_hash;
}

static void attach(struct mx *mx)
{
	struct et_slice chunk = kit_random(mx->kit, CHUNK_LEN);
	struct et_hash one = et_hash_of(chunk), all = et_hash_of(et_hash_slice(&one));

	kit_ok(kit_call_blobs(mx->world->ann, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&mx->cs.id), "object",
			kit_json_id(&mx->attachment.id), "index", 0, "data", 0),
		&chunk, 1));
	cw_add(&mx->cs, mx->world->ann, "object",
		cw_object_body(
			mx->kit, &mx->attachment.id, "attachment", 'S', 1, &all, CHUNK_LEN, 1),
		(struct et_slice){ 0 });
}

static bool is_general(const struct mx *mx)
{
	return mx->moment == ET_AT_GENERAL || mx->moment == ET_AT_GENERAL_QUEUED;
}

static void open_case(struct mx *mx)
{
	struct cw_world *world = mx->world;

	if (is_general(mx))
		cw_open_general(world, &mx->cs);
	else
		cw_open(world, &mx->cs);
	cw_member_add(&mx->cs, world->ann, mx->dag, "PSC");
	cw_member_add(&mx->cs, world->ann, mx->actors[ET_ACTOR_EXPIRED], "PSC");
	cw_member_add(&mx->cs, world->ann, mx->actors[ET_ACTOR_REVOKED], "PSC");
	write_object(mx, &mx->question, "question", 'S');
	write_object(mx, &mx->plan, "plan", 'S');
	if (!is_general(mx)) {
		write_object(mx, &mx->background, "background", 'P');
		write_object(mx, &mx->doc, "consent-doc", 'C');
	}
	send(mx, world->ann);
	attach(mx);
	send(mx, world->ann);
}

static int64_t consent_ms(enum et_moment moment)
{
	if (moment == ET_AT_EXPIRED)
		return SOON_MS;
	return moment == ET_AT_IN_LINE ? SHORT_MS : 300 * KIT_DAY;
}

static void consent(struct mx *mx)
{
	struct cw_world *world = mx->world;

	cw_consent(&mx->cs, world->ann, consent_ms(mx->moment), NULL);
	send(mx, world->ann);
	if (mx->moment == ET_AT_WAITING)
		return;
	cw_point(&mx->cs, world->ben, "consent-ack");
	send(mx, world->ben);
}

/* On the consent; in a general question on none. */
static void let_contact_in(struct mx *mx)
{
	struct cw_world *world = mx->world;

	cw_member_add(&mx->cs, world->ann, world->kim, "SC");
	cw_grant(&mx->cs, world->ann, world->kim, 'S', &mx->cs.consent);
	cw_grant(&mx->cs, world->ann, world->kim, 'C', &mx->cs.consent);
	send(mx, world->ann);
}

/* And the contact has answered. */
static void queue(struct mx *mx)
{
	static const struct et_id line = { { 0 } };
	struct cw_world *world = mx->world;
	struct et_id fresh = kit_fresh_id(mx->kit);

	cw_queue(&mx->cs, world->ann, mx->moment == ET_AT_IN_LINE ? &line : &world->hour, 15);
	send(mx, world->ann);
	cw_object(&mx->cs, world->kim, &fresh, "thread", 'S', 1);
	send(mx, world->kim);
}

/* A guest whom no one has heard of yet. */
static void invite_guest(struct mx *mx)
{
	struct gw_invite invite = gw_invite_right(&mx->cs, &mx->link);

	gw_invite_of(&mx->cs, mx->world->ann, &invite);
	send(mx, mx->world->ann);
}

/* Somebody knocks by a link of another question of the pair, which has no client. */
static void knock_elsewhere(struct mx *mx)
{
	struct gw_device device;
	struct cw_case other;
	struct gw_link link;

	cw_open_general(mx->world, &other);
	gw_invite(&other, mx->world->ann, &link);
	kit_ok(cw_send(&other, mx->world->ann));
	gw_device_new(mx->kit, &device);
	assert_string_equal(gw_at_door(&device, &link), "waiting");
	mx->actors[ET_ACTOR_GUEST] = device.peer;
	kit_advance(mx->kit, 1000);
}

/* From a case with a consent in force on. */
static void go_on(struct mx *mx)
{
	struct cw_world *world = mx->world;

	if (mx->moment == ET_AT_IN_LINE || mx->moment == ET_AT_QUEUED ||
		mx->moment == ET_AT_GENERAL_QUEUED || mx->moment == ET_AT_IN_SESSION)
		queue(mx);
	if (mx->moment == ET_AT_IN_SESSION)
		cw_session_open(&mx->cs, world->ann, &world->hour, &mx->session);
	if (mx->moment == ET_AT_WITHDRAWN)
		cw_revoke(&mx->cs, world->ann);
	if (mx->moment == ET_AT_CLOSED || mx->moment == ET_AT_ERASED)
		cw_word(&mx->cs, world->ann, "close", NULL, "");
	if (mx->cs.batch_count > 0)
		send(mx, world->ann);
	if (mx->moment == ET_AT_ERASED) {
		cw_word(&mx->cs, world->ben, "erase", NULL, "");
		send(mx, world->ben);
	}
}

static void bring_case(struct mx *mx)
{
	cw_case_init(&mx->cs, mx->kit);
	mx->cs.consent = kit_fresh_id(mx->kit);
	if (mx->moment == ET_AT_NONE)
		return;
	open_case(mx);
	if (mx->moment == ET_AT_OPEN)
		return;
	if (is_general(mx))
		mx->cs.consent = (struct et_id){ { 0 } };
	else
		consent(mx);
	if (mx->moment == ET_AT_WAITING)
		return;
	let_contact_in(mx);
	invite_guest(mx);
	go_on(mx);
}

/* ----------------------------------------------------------------------- whole */

/*
 * What happened to two members in the very instant before their next frame: a certificate ran out, and
 * a revocation was committed, and their connections are still there.
 */
static void end_two(struct mx *mx)
{
	et_env_fake_advance(&mx->kit->fake, 2000);
	assert_int_equal(et_store_txn_begin(mx->kit->store, "matrix"), ET_OK);
	assert_int_equal(
		et_store_user_revoke(mx->kit->store, &mx->actors[ET_ACTOR_REVOKED]->uid), ET_OK);
	assert_int_equal(et_store_txn_commit(mx->kit->store), ET_OK);
}

struct mx *mx_new(enum et_moment moment)
{
	struct mx *mx = calloc(1, sizeof(*mx));
	struct kit_peer *lapsed, *old;
	struct et_id *const ids[] = { &mx->question.id, &mx->background.id, &mx->plan.id,
		&mx->doc.id, &mx->attachment.id, &mx->session, &mx->measure };
	int64_t until;

	assert_non_null(mx);
	mx->world = cw_world_new();
	mx->kit = mx->world->kit;
	mx->moment = moment;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		*ids[i] = kit_fresh_id(mx->kit);
	people(mx, &lapsed);
	until = mx->world->starts_at - 10 * KIT_MINUTE + BUILD_MS;
	old = mx->actors[ET_ACTOR_EXPIRED];
	old->not_after = until + 1000;
	kit_ok(kit_user_rekey(mx->world->coord, old));
	kit_advance(mx->kit, until - BUILD_MS - kit_now(mx->kit));
	sign_in_all(mx);
	mx->joe = waiting(mx->world->coord, "joe", "worker");
	mx->joy = waiting(mx->world->kela, "joy", "contact");
	mx->invite = kit_invite(
		mx->world->coord, "new", "worker", kit_now(mx->kit) + KIT_DAY, mx->secret);
	keep_own(mx);
	mx_publish_card(mx);
	mx_put_measure(mx);
	gw_link_new(mx->kit, &mx->link);
	gw_device_new(mx->kit, &mx->knocker);
	bring_case(mx);
	knock_elsewhere(mx);
	assert_true(kit_now(mx->kit) < until);
	kit_advance(mx->kit, until - kit_now(mx->kit));
	mx_enter_lobby(mx);
	strangers(mx, lapsed);
	end_two(mx);
	return mx;
}

void mx_free(struct mx *mx)
{
	cw_world_free(mx->world);
	free(mx);
}

void mx_date(const struct mx *mx, char out[11])
{
	struct et_store_hour hour;
	struct et_date date;

	assert_int_equal(
		et_store_hour_by_id(mx->kit->store, &mx->world->hour, mx->kit->arena, &hour),
		ET_OK);
	assert_int_equal(et_date_parse(hour.local_date, &date), ET_OK);
	et_date_format(et_date_add(date, 7), out);
}
