/* hi, login, room-join; then frames of kind 2. */
#include "et1.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/env.h>
#include <etatunti/crypto/login.h>

#define KIND_PEER 2
/* kind, zeros, room, from, to. */
#define PEER_HEAD_LEN ((size_t)52)
#define ROOM_AT 4
#define FROM_AT 20
#define BYTES_MAX 65536
/* Numbers of our own requests; those of the measures are below. */
#define OWN (UINT64_C(1) << 63)

enum phase { CHALLENGE, PROOF, JOINING, IN };

struct seat {
	enum phase phase;
	struct et_id conn, room;
	char why[96]; /* it failed */
};

static const struct et1 *of(struct load_conn *conn)
{
	return load_dialect_ctx(conn);
}

size_t et1_conn_max(const struct et1 *et1)
{
	switch (et1->who) {
	case ET1_SEATS: return WORLD_SEATS * et1->world->room_count;
	case ET1_WITNESS: return et1->world->room_count;
	case ET1_CROWD: return ET1_PERSON_CONNS * et1->world->people_count;
	case ET1_STRANGER: break;
	}
	return SIZE_MAX;
}

const struct world_person *et1_person(struct load_conn *conn)
{
	size_t number = load_number(conn);

	switch (of(conn)->who) {
	case ET1_SEATS: break;
	case ET1_WITNESS: number *= WORLD_SEATS; break;
	case ET1_CROWD: number /= ET1_PERSON_CONNS; break;
	case ET1_STRANGER: return NULL;
	}
	return &of(conn)->world->people[number];
}

static void target(struct load_conn *conn, char path[LOAD_PATH_MAX])
{
	(void)conn;
	(void)snprintf(path, LOAD_PATH_MAX, "/ws");
}

static void opened(struct load_conn *conn)
{
	char params[64];

	if (load_number(conn) >= et1_conn_max(of(conn))) {
		load_fail(conn, "the world has not so many people or rooms");
		return;
	}
	if (of(conn)->who == ET1_STRANGER) {
		((struct seat *)load_state(conn))->phase = IN;
		load_ready(conn);
		return;
	}
	(void)snprintf(params, sizeof(params), "{\"user\":\"%s\"}", et1_person(conn)->username);
	et1_command(conn, OWN, "hi", params, NULL, 0);
}

static bool take(const struct et1_reply *reply, const char *key, uint8_t *out, size_t len)
{
	return et_b64u_decode(et1_find(reply, key), out, len) == ET_OK;
}

static void put_param(struct et_buf *params, const char *key, struct et_slice bytes)
{
	et_buf_printf(params, "\"%s\":\"", key);
	et_b64u_put(params, bytes);
	et_buf_str(params, "\"");
}

/* The challenge, signed with the person's login key; a session key of its own for each connection. */
static void prove(struct load_conn *conn, const struct et1_reply *reply)
{
	const struct et_env *env = et_env_system();
	const struct world_person *person = et1_person(conn);
	struct seat *seat = load_state(conn);
	struct et_login login = {
		.genesis = of(conn)->world->genesis,
		.origin = et_slice_str(load_config_of(load_of(conn))->origin),
		.username = et_slice_str(person->username),
		.now_ms = et_env_now_ms(env),
	};
	uint8_t seed[ET_SEED_LEN];
	struct et_sign_key session;
	struct et_buf bytes, params;
	struct et_sig sig;

	if (!take(reply, "ch", login.ch.b, sizeof(login.ch.b)) ||
		!take(reply, "conn", seat->conn.b, sizeof(seat->conn.b))) {
		load_fail(conn, "hi: no challenge");
		return;
	}
	login.conn = seat->conn;
	et_env_random(env, login.cn.b, sizeof(login.cn.b));
	et_env_random(env, seed, sizeof(seed));
	et_sign_key_from_seed(seed, &session);
	login.spk = session.pk;
	et_buf_init(&bytes, BYTES_MAX);
	et_login_put(&bytes, &login);
	sig = et_sign_detached(&person->login, et_buf_view(&bytes));
	et_buf_fini(&bytes);
	et_buf_init(&params, BYTES_MAX);
	et_buf_str(&params, "{");
	put_param(&params, "cn", et_hash_slice(&login.cn));
	et_buf_str(&params, ",");
	put_param(&params, "spk", et_key32_slice(&login.spk));
	et_buf_str(&params, ",");
	put_param(&params, "sig", et_sig_slice(&sig));
	et_buf_printf(&params, ",\"now\":%lld}", (long long)login.now_ms);
	et_buf_u8(&params, 0);
	et1_command(conn, OWN + 1, "login", (const char *)et_buf_view(&params).ptr, NULL, 0);
	et_buf_fini(&params);
	seat->phase = PROOF;
}

static void settle(struct load_conn *conn)
{
	((struct seat *)load_state(conn))->phase = IN;
	load_ready(conn);
}

static void join(struct load_conn *conn)
{
	const struct world_room *room = &of(conn)->world->rooms[load_number(conn) / WORLD_SEATS];
	char params[160], case_id[ET_B64U_LEN(16) + 1], session[ET_B64U_LEN(16) + 1];

	et_b64u_encode(et_id_slice(&room->case_id), case_id);
	et_b64u_encode(et_id_slice(&room->session), session);
	(void)snprintf(
		params, sizeof(params), "{\"case\":\"%s\",\"session\":\"%s\"}", case_id, session);
	((struct seat *)load_state(conn))->phase = JOINING;
	et1_command(conn, OWN + 2, "room-join", params, NULL, 0);
}

static void enter(struct load_conn *conn, const struct et1_reply *reply)
{
	struct seat *seat = load_state(conn);

	if (take(reply, "room", seat->room.b, sizeof(seat->room.b)))
		settle(conn);
	else
		load_fail(conn, "room-join: no room");
}

/* What comes before we are in: replies to our own requests, and events that are nobody's yet. */
static void go_on(struct load_conn *conn, const struct et1_reply *reply)
{
	static const char *const asked[] = { "hi", "login", "room-join" };
	struct seat *seat = load_state(conn);
	enum phase phase = seat->phase;

	if (reply->number != OWN + (uint64_t)phase || !reply->ok) {
		(void)snprintf(seat->why, sizeof(seat->why), "%s: %.*s", asked[phase],
			ET_SLICE_FMT(et1_find(reply, "code")));
		load_fail(conn, seat->why);
	} else if (phase == CHALLENGE) {
		prove(conn, reply);
	} else if (phase == PROOF && load_config_of(load_of(conn))->join) {
		join(conn);
	} else if (phase == PROOF) {
		settle(conn);
	} else {
		enter(conn, reply);
	}
}

static void received(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary)
{
	const struct seat *seat = load_state(conn);
	struct et1_reply reply;

	if (is_binary && len >= PEER_HEAD_LEN && data[0] == KIND_PEER) {
		if (memcmp(data + ROOM_AT, seat->room.b, sizeof(seat->room.b)) != 0)
			load_fail(conn, "a frame of another room");
		else
			load_delivered(conn, data + PEER_HEAD_LEN, len - PEER_HEAD_LEN);
	} else if (seat->phase == IN) {
		load_pass(conn, data, len, is_binary);
	} else if (et1_read_reply(data, len, is_binary, &reply)) {
		go_on(conn, &reply);
	}
}

/* To everyone else in the room. */
static size_t head(struct load_conn *conn, size_t body_len, uint8_t out[LOAD_HEAD_MAX])
{
	const struct seat *seat = load_state(conn);

	(void)body_len;
	memset(out, 0, PEER_HEAD_LEN);
	out[0] = KIND_PEER;
	memcpy(out + ROOM_AT, seat->room.b, sizeof(seat->room.b));
	memcpy(out + FROM_AT, seat->conn.b, sizeof(seat->conn.b));
	return PEER_HEAD_LEN;
}

const struct load_dialect load_et1 = {
	.name = "et1",
	.subprotocol = "etatunti.v1",
	.state_size = sizeof(struct seat),
	.target = target,
	.opened = opened,
	.received = received,
	.head = head,
};
