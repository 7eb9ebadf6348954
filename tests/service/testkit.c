/*
 * The server half of the kit: the transaction around each frame, and where deliveries go. People are in
 * people.c.
 */
#include "testkit.h"

#include "deployment.h"
#include "mailwork.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/crypto.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/txn.h>

#define FRAME_LEN_MAX ((size_t)2 << 20)

/* A frame that came; replies and events are told apart when they are taken. */
struct frame {
	struct et_link link;
	struct et_slice bytes;
	struct kit_reply parsed;
};

/* ------------------------------------------------------------------ server */

static bool storage_is_low(void *ctx)
{
	return ((struct kit *)ctx)->storage_low;
}

static void start(struct kit *kit)
{
	struct et_service_config config = {
		.env = &kit->fake.env,
		.store = kit->store,
		.deployment = &kit->deployment,
		.salt_secret = et_slice_of(kit->salt_secret, sizeof(kit->salt_secret)),
		.log_key = &kit->log_key,
		.storage_is_low = storage_is_low,
		.storage_ctx = kit,
		.mail = kit->mail,
	};

	assert_int_equal(et_store_txn_begin(kit->store, "testkit"), ET_OK);
	kit->service = et_service_new(&config);
	assert_non_null(kit->service);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
}

static struct kit *make(const char *path, int orgs)
{
	struct kit *kit = calloc(1, sizeof(*kit));
	uint8_t seed[ET_SEED_LEN];

	assert_non_null(kit);
	assert_int_equal(et_crypto_init(), ET_OK);
	assert_int_equal(et_calendar_init(), ET_OK);
	et_env_fake_init(&kit->fake, KIT_T0, 42);
	et_list_init(&kit->peers);
	kit->arena = et_arena_new((size_t)1 << 20, (size_t)1 << 30);
	assert_non_null(kit->arena);
	et_env_random(&kit->fake.env, seed, sizeof(seed));
	et_sign_key_from_seed(seed, &kit->log_key);
	et_env_random(&kit->fake.env, kit->salt_secret, sizeof(kit->salt_secret));
	dp_found(kit, orgs);
	dp_store(kit, path);
	start(kit);
	kit_advance(kit, 0);
	return kit;
}

struct kit *kit_new(void)
{
	return make(NULL, KIT_SECOND);
}

struct kit *kit_new_in(const char *path)
{
	return make(path, KIT_SECOND);
}

struct kit *kit_new_wide(void)
{
	return make(NULL, KIT_ORGS);
}

static void frame_free(struct frame *frame)
{
	json_decref(frame->parsed.json);
	free(frame);
}

void kit_forget(struct kit_peer *peer)
{
	struct et_link *link;

	while ((link = et_list_pop_front(&peer->frames)) != NULL)
		frame_free(ET_CONTAINER(link, struct frame, link));
}

static void peer_free(struct kit_peer *peer)
{
	kit_forget(peer);
	json_decref(peer->last);
	json_decref(peer->event);
	free(peer);
}

void kit_free(struct kit *kit)
{
	struct et_link *link;

	if (kit == NULL)
		return;
	while ((link = et_list_pop_front(&kit->peers)) != NULL)
		peer_free(ET_CONTAINER(link, struct kit_peer, link));
	et_service_free(kit->service);
	et_store_close(kit->store);
	et_buf_fini(&kit->genesis);
	et_arena_free(kit->arena);
	free(kit);
}

int64_t kit_now(const struct kit *kit)
{
	return kit->fake.now_ms;
}

/* -------------------------------------------------------------- deliveries */

static struct kit_peer *peer_by_front(struct kit *kit, uint64_t front)
{
	ET_LIST_EACH(&kit->peers, it, after)
	{
		struct kit_peer *peer = ET_CONTAINER(it, struct kit_peer, link);

		if (peer->front == front)
			return peer;
	}
	return NULL;
}

static uint32_t read_u32be(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void cut_blobs(struct kit_reply *reply, struct et_slice rest)
{
	const json_t *lens = json_object_get(reply->json, "blobs");
	size_t at = 0;

	assert_true(json_is_array(lens));
	reply->blob_count = json_array_size(lens);
	assert_true(reply->blob_count <= 64);
	for (size_t i = 0; i < reply->blob_count; i++) {
		size_t len = (size_t)json_integer_value(json_array_get(lens, i));

		assert_true(len <= rest.len - at);
		reply->blobs[i] = et_slice_sub(rest, at, len);
		at += len;
	}
	assert_int_equal(at, rest.len);
}

static void receive(struct kit_peer *peer, struct et_slice bytes, bool binary)
{
	struct frame *frame = calloc(1, sizeof(*frame));
	struct kit_reply *parsed;
	struct et_slice text, rest = { 0 };
	json_error_t error;

	assert_non_null(frame);
	parsed = &frame->parsed;
	assert_int_equal(et_arena_slice(peer->kit->arena, bytes, &frame->bytes), ET_OK);
	text = frame->bytes;
	if (binary) {
		assert_true(text.len >= 8 && text.ptr[0] == 1);
		rest = et_slice_sub(text, 8 + read_u32be(text.ptr + 4), text.len);
		text = et_slice_sub(text, 8, read_u32be(text.ptr + 4));
	}
	parsed->raw = frame->bytes;
	parsed->json = json_loadb((const char *)text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
	if (parsed->json == NULL)
		fail_msg("not JSON: %s: %.*s", error.text, (int)text.len, (const char *)text.ptr);
	if (binary)
		cut_blobs(parsed, rest);
	parsed->ok = json_object_get(parsed->json, "ok");
	parsed->error =
		json_string_value(json_object_get(json_object_get(parsed->json, "error"), "code"));
	et_list_push_back(&peer->frames, &frame->link);
}

/* Front knows no difference between the room of a session and a lobby; the record does. */
static struct et_id *seat(struct kit *kit, struct kit_peer *peer, const struct et_id *id)
{
	struct et_store_hour hour;

	return et_store_hour_by_id(kit->store, id, kit->arena, &hour) == ET_OK ? &peer->lobby
									       : &peer->room;
}

static void leave(struct et_id *seat, const struct et_id *id)
{
	if (et_id_eq(seat, id))
		*seat = (struct et_id){ { 0 } };
}

static void hand_out(struct kit *kit, const struct et_delivery *out)
{
	struct kit_peer *peer = peer_by_front(kit, out->front);

	if (out->type == ET_DELIVER_CHECKPOINT) {
		kit->checkpoint_count++;
		assert_int_equal(
			et_arena_slice(kit->arena, out->bytes, &kit->checkpoint_line), ET_OK);
		return;
	}
	if (out->type == ET_DELIVER_MAIL)
		mw_keep(kit, out);
	if (out->type == ET_DELIVER_ROOM_CLOSE) {
		ET_LIST_EACH(&kit->peers, it, after)
		{
			struct kit_peer *other = ET_CONTAINER(it, struct kit_peer, link);

			if (et_id_eq(&other->room, &out->room))
				other->room = (struct et_id){ { 0 } };
		}
		return;
	}
	if (peer == NULL || out->front == 0)
		return;
	switch (out->type) {
	case ET_DELIVER_TEXT: receive(peer, out->bytes, false); break;
	case ET_DELIVER_BLOB: receive(peer, out->bytes, true); break;
	case ET_DELIVER_SIGNED_IN: peer->signed_in = true; break;
	case ET_DELIVER_KNOCKED: peer->knocked = true; break;
	case ET_DELIVER_CLOSE:
		peer->closed = true;
		peer->close_code = out->code;
		break;
	case ET_DELIVER_ROOM_JOIN: *seat(kit, peer, &out->room) = out->room; break;
	case ET_DELIVER_ROOM_LEAVE: leave(seat(kit, peer, &out->room), &out->room); break;
	case ET_DELIVER_ROOM_CLOSE:
	case ET_DELIVER_FEED:
	case ET_DELIVER_MAIL:
	case ET_DELIVER_CHECKPOINT: break;
	}
}

/* Front hangs up where it was told to, and says so. */
static bool hang_up(struct kit *kit)
{
	ET_LIST_EACH(&kit->peers, it, after)
	{
		struct kit_peer *peer = ET_CONTAINER(it, struct kit_peer, link);

		if (peer->closed && peer->front != 0) {
			kit_cut(peer);
			return true;
		}
	}
	return false;
}

static void begin(struct kit *kit)
{
	assert_int_equal(et_store_txn_begin(kit->store, "testkit"), ET_OK);
}

/* Commits as core does, and hands out what waited for it. */
static void commit(struct kit *kit)
{
	struct et_delivery out;
	bool lost = et_store_txn_is_lost(kit->store);
	enum et_err err = ET_OK;

	if (!lost)
		err = et_store_txn_commit(kit->store);
	if (lost || err == ET_STORAGE_FULL) {
		et_store_txn_rollback(kit->store);
		err = et_service_lost(kit->service);
	} else {
		et_service_committed(kit->service);
	}
	assert_int_equal(err, ET_OK);
	while (et_service_next_delivery(kit->service, &out))
		hand_out(kit, &out);
	while (hang_up(kit))
		;
}

void kit_turn(struct kit *kit)
{
	begin(kit);
	assert_int_equal(et_service_timers(kit->service), ET_OK);
	commit(kit);
}

void kit_advance(struct kit *kit, int64_t ms)
{
	int64_t until = kit->fake.now_ms + ms;

	for (;;) {
		int64_t next = et_service_next_at(kit->service);

		if (next > until)
			break;
		if (next > kit->fake.now_ms)
			et_env_fake_advance(&kit->fake, next - kit->fake.now_ms);
		kit_turn(kit);
	}
	et_env_fake_advance(&kit->fake, until - kit->fake.now_ms);
}

void kit_restart(struct kit *kit)
{
	et_service_free(kit->service);
	ET_LIST_EACH(&kit->peers, it, after)
	{
		struct kit_peer *peer = ET_CONTAINER(it, struct kit_peer, link);

		peer->front = 0;
		peer->room = peer->lobby = (struct et_id){ { 0 } };
		kit_forget(peer);
	}
	start(kit);
	kit_advance(kit, 0);
}

void kit_verify(struct kit *kit)
{
	char why[ET_VERIFY_WHY_LEN] = "";

	if (et_verify_run(kit->store, NULL, NULL, why) != ET_OK)
		fail_msg("verify: %s", why);
}

/* ------------------------------------------------------------------- peers */

static void open_conn(struct kit_peer *peer, const char *address)
{
	struct kit *kit = peer->kit;

	peer->front = ++kit->front_next;
	begin(kit);
	assert_int_equal(
		et_service_opened(kit->service, peer->front, et_slice_str(address)), ET_OK);
	commit(kit);
}

struct kit_peer *kit_connect_from(struct kit *kit, const char *address)
{
	struct kit_peer *peer = calloc(1, sizeof(*peer));

	assert_non_null(peer);
	peer->kit = kit;
	et_list_init(&peer->frames);
	et_list_push_back(&kit->peers, &peer->link);
	open_conn(peer, address);
	return peer;
}

struct kit_peer *kit_connect(struct kit *kit)
{
	return kit_connect_from(kit, "127.0.0.1");
}

struct kit_peer *kit_connect_as(const struct kit_peer *person)
{
	struct kit_peer *peer = kit_connect(person->kit);

	peer->uid = person->uid;
	peer->sid = person->sid;
	peer->org = person->org;
	memcpy(peer->username, person->username, sizeof(peer->username));
	memcpy(peer->display, person->display, sizeof(peer->display));
	peer->roles = person->roles;
	peer->identity = person->identity;
	peer->login = person->login;
	peer->session = person->session;
	peer->ipk_e = person->ipk_e;
	peer->not_after = person->not_after;
	return peer;
}

void kit_cut(struct kit_peer *peer)
{
	uint64_t front = peer->front;

	peer->front = 0;
	peer->room = peer->lobby = (struct et_id){ { 0 } };
	begin(peer->kit);
	assert_int_equal(et_service_closed(peer->kit->service, front), ET_OK);
	commit(peer->kit);
}

void kit_drop(struct kit_peer *peer)
{
	if (peer->front != 0)
		kit_cut(peer);
	et_list_remove(&peer->kit->peers, &peer->link);
	peer_free(peer);
}

static struct et_slice envelope(struct kit *kit, const struct et_id *id, const char *cmd,
	json_t *params, const struct et_slice *blobs, size_t blob_count)
{
	json_t *json = json_pack("{s:i, s:o, s:s, s:o}", "v", 1, "id", kit_json_id(id), "cmd", cmd,
		"params", params != NULL ? params : json_object());
	struct et_buf buf;
	char *text;

	assert_non_null(json);
	if (blob_count > 0) {
		json_t *lens = json_array();

		for (size_t i = 0; i < blob_count; i++)
			json_array_append_new(lens, json_integer((json_int_t)blobs[i].len));
		json_object_set_new(json, "blobs", lens);
	}
	text = json_dumps(json, JSON_COMPACT);
	assert_non_null(text);
	et_buf_init(&buf, FRAME_LEN_MAX);
	if (blob_count > 0) {
		et_buf_u32be(&buf, UINT32_C(1) << 24);
		et_buf_u32be(&buf, (uint32_t)strlen(text));
	}
	et_buf_str(&buf, text);
	for (size_t i = 0; i < blob_count; i++)
		et_buf_slice(&buf, blobs[i]);
	free(text);
	json_decref(json);
	return kit_take(kit, &buf);
}

struct et_slice kit_text(struct kit *kit, const char *cmd, json_t *params)
{
	struct et_id id = kit_fresh_id(kit);

	return envelope(kit, &id, cmd, params, NULL, 0);
}

struct kit_reply *kit_next_reply(struct kit_peer *peer)
{
	ET_LIST_EACH(&peer->frames, it, after)
	{
		struct frame *frame = ET_CONTAINER(it, struct frame, link);

		if (json_object_get(frame->parsed.json, "ev") != NULL)
			continue;
		et_list_remove(&peer->frames, it);
		json_decref(peer->last);
		peer->last = json_incref(frame->parsed.json);
		peer->reply = frame->parsed;
		frame_free(frame);
		return &peer->reply;
	}
	return NULL;
}

/* A transaction that a full disk took away is commit's business. */
static void take_frame(
	struct kit *kit, const struct kit_peer *peer, struct et_slice bytes, bool binary)
{
	enum et_err err = et_service_frame(kit->service, peer->front, bytes, binary);

	if (!et_store_txn_is_lost(kit->store))
		assert_int_equal(err, ET_OK);
}

struct kit_reply *kit_raw(struct kit_peer *peer, struct et_slice bytes, bool binary)
{
	struct kit *kit = peer->kit;

	assert_true(peer->front != 0);
	begin(kit);
	take_frame(kit, peer, bytes, binary);
	commit(kit);
	return kit_next_reply(peer);
}

void kit_batch(struct kit_peer *const *peers, const struct et_slice *frames, size_t count)
{
	struct kit *kit = peers[0]->kit;

	begin(kit);
	for (size_t i = 0; i < count && !et_store_txn_is_lost(kit->store); i++)
		take_frame(kit, peers[i], frames[i], frames[i].ptr[0] == 1);
	commit(kit);
}

struct et_slice kit_frame(struct kit *kit, const char *cmd, json_t *params,
	const struct et_slice *blobs, size_t blob_count)
{
	struct et_id id = kit_fresh_id(kit);

	return envelope(kit, &id, cmd, params, blobs, blob_count);
}

struct kit_reply *kit_call_id(struct kit_peer *peer, const struct et_id *id, const char *cmd,
	json_t *params, const struct et_slice *blobs, size_t blob_count)
{
	struct et_slice frame = envelope(peer->kit, id, cmd, params, blobs, blob_count);
	struct kit_reply *reply = kit_raw(peer, frame, blob_count > 0);
	struct et_id answered;

	assert_non_null(reply);
	answered = kit_get_id(reply->json, "id");
	assert_true(et_id_eq(&answered, id));
	return reply;
}

struct kit_reply *kit_call_blobs(struct kit_peer *peer, const char *cmd, json_t *params,
	const struct et_slice *blobs, size_t blob_count)
{
	struct et_id id = kit_fresh_id(peer->kit);

	return kit_call_id(peer, &id, cmd, params, blobs, blob_count);
}

struct kit_reply *kit_call(struct kit_peer *peer, const char *cmd, json_t *params)
{
	return kit_call_blobs(peer, cmd, params, NULL, 0);
}

static void show(const struct kit_reply *reply, const char *expected)
{
	char *text = json_dumps(reply->json, 0);

	print_error("expected %s, got %s\n", expected, text);
	free(text);
}

json_t *kit_ok(struct kit_reply *reply)
{
	assert_non_null(reply);
	if (reply->ok == NULL)
		show(reply, "ok");
	assert_non_null(reply->ok);
	return reply->ok;
}

json_t *kit_refused(struct kit_reply *reply, const char *code)
{
	assert_non_null(reply);
	if (reply->error == NULL || strcmp(reply->error, code) != 0)
		show(reply, code);
	assert_non_null(reply->error);
	assert_string_equal(reply->error, code);
	return json_object_get(reply->json, "error");
}

static const char *event_name(const struct frame *frame)
{
	return json_string_value(json_object_get(frame->parsed.json, "ev"));
}

bool kit_has_event(const struct kit_peer *peer, const char *name)
{
	ET_LIST_EACH(&peer->frames, it, after)
	{
		const char *ev = event_name(ET_CONTAINER(it, struct frame, link));

		if (ev != NULL && strcmp(ev, name) == 0)
			return true;
	}
	return false;
}

json_t *kit_event(struct kit_peer *peer, const char *name)
{
	ET_LIST_EACH(&peer->frames, it, after)
	{
		struct frame *frame = ET_CONTAINER(it, struct frame, link);
		const char *ev = event_name(frame);

		if (ev == NULL)
			continue;
		et_list_remove(&peer->frames, it);
		if (strcmp(ev, name) != 0) {
			frame_free(frame);
			continue;
		}
		json_decref(peer->event);
		peer->event = json_incref(frame->parsed.json);
		frame_free(frame);
		return peer->event;
	}
	return NULL;
}
