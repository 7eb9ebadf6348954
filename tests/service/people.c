/*
 * The people half of the kit: enrolling, confirming, signing in, and signing statements, as the
 * clients do it.
 */
#include "testkit.h"

#include <stdio.h>
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/login.h>

#define BYTES_MAX 65536

/* ------------------------------------------------------------------- bytes */

struct et_statement kit_draft(const struct kit_peer *peer, enum et_chain chain,
	const struct et_id *case_id, const char *kind, struct et_slice body)
{
	struct et_statement statement = {
		.chain = chain,
		.genesis = peer->kit->deployment.g,
		.seq = 1,
		.prev = peer->kit->deployment.g,
		.time_ms = kit_now(peer->kit),
		.author = peer->uid,
		.kind = et_slice_str(kind),
		.body = body,
	};

	if (case_id != NULL)
		statement.case_id = *case_id;
	return statement;
}

struct kit_signed kit_statement(
	struct kit *kit, const struct et_statement *statement, const struct et_sign_key *key)
{
	struct kit_signed out;
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_statement_put(&buf, statement);
	out.stmt = kit_take(kit, &buf);
	out.sig = et_sign_detached(key, out.stmt);
	out.hash = et_statement_hash(out.stmt, &out.sig);
	return out;
}

static void fresh_key(struct kit *kit, struct et_sign_key *key)
{
	uint8_t seed[ET_SEED_LEN];

	et_env_random(&kit->fake.env, seed, sizeof(seed));
	et_sign_key_from_seed(seed, key);
}

/* --------------------------------------------------------------- directory */

struct kit_signed kit_dir_sign(struct kit_peer *issuer, const char *kind, struct et_slice body)
{
	struct et_statement draft = kit_draft(issuer, ET_CHAIN_DIR, NULL, kind, body);
	json_t *ok = kit_ok(kit_call(issuer, "dir-get", json_pack("{s:i}", "from", 1000000)));
	json_t *head = json_object_get(ok, "head");

	draft.seq = kit_get_int(head, "seq") + 1;
	draft.prev = kit_get_hash(head, "hash");
	return kit_statement(issuer->kit, &draft, &issuer->identity);
}

struct kit_reply *kit_dir_append(struct kit_peer *issuer, const char *kind, struct et_slice body)
{
	struct kit_signed made = kit_dir_sign(issuer, kind, body);
	struct et_slice blobs[] = { made.stmt, et_sig_slice(&made.sig) };

	return kit_call_blobs(
		issuer, "dir-append", json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2);
}

static struct et_slice invite_body(const struct kit_peer *coordinator, const struct et_id *invite,
	const char *username, const char *display, const char *roles, int64_t expires,
	const struct et_key32 *pk)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/invite");
	et_lp_put_id(&buf, invite);
	et_lp_put_key(&buf, pk);
	et_lp_put_str(&buf, username);
	et_lp_put_str(&buf, display);
	et_lp_put_id(&buf, &coordinator->org);
	et_lp_put_str(&buf, roles);
	et_lp_put_ms(&buf, expires);
	return kit_take(coordinator->kit, &buf);
}

struct et_id kit_invite(struct kit_peer *coordinator, const char *username, const char *roles,
	int64_t expires, uint8_t secret[32])
{
	struct kit *kit = coordinator->kit;
	struct et_id invite = kit_fresh_id(kit);
	struct et_sign_key key;

	et_env_random(&kit->fake.env, secret, 32);
	et_sign_key_from_invite(secret, &key);
	kit_ok(kit_dir_append(coordinator, "invite",
		invite_body(coordinator, &invite, username, username, roles, expires, &key.pk)));
	return invite;
}

struct kit_reply *kit_invite_as(struct kit_peer *coordinator, const char *username,
	const char *display, const char *roles, uint8_t secret[32])
{
	struct kit *kit = coordinator->kit;
	struct et_id invite = kit_fresh_id(kit);
	struct et_sign_key key;

	et_env_random(&kit->fake.env, secret, 32);
	et_sign_key_from_invite(secret, &key);
	return kit_dir_append(coordinator, "invite",
		invite_body(coordinator, &invite, username, display, roles, kit_now(kit) + KIT_DAY,
			&key.pk));
}

/* ---------------------------------------------------------------- enrolment */

static struct et_slice enrolment(struct kit_peer *peer, const struct et_id *invite,
	const struct et_id *salt, struct et_slice kb)
{
	struct et_enrol enrol = {
		.genesis = peer->kit->deployment.g,
		.invite_id = *invite,
		.uid = peer->uid,
		.username = et_slice_str(peer->username),
		.ipk_s = peer->identity.pk,
		.ipk_e = peer->ipk_e,
		.lpk = peer->login.pk,
		.server_salt = *salt,
		.ops = ET_KDF_OPS_MIN,
		.mem = ET_KDF_MEM_MIN,
		.kb_hash = et_hash_of(kb),
		.time_ms = kit_now(peer->kit),
	};
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_enrol_put(&buf, &enrol);
	return kit_take(peer->kit, &buf);
}

static struct et_slice found_body(struct kit_peer *peer, const struct et_sign_key *founder)
{
	struct kit *kit = peer->kit;
	struct et_buf body, attested;
	struct et_sig sig;

	et_buf_init(&attested, BYTES_MAX);
	et_buf_init(&body, BYTES_MAX);
	et_lp_put_label(&attested, "ET1/founding");
	et_lp_put_hash(&attested, &kit->deployment.g);
	et_lp_put_label(&body, "ET1/found");
	for (int i = 0; i < 2; i++) {
		struct et_buf *buf = i == 0 ? &attested : &body;

		et_lp_put_id(buf, &peer->org);
		et_lp_put_id(buf, &peer->uid);
		et_lp_put_str(buf, peer->username);
		et_lp_put_str(buf, peer->display);
		et_lp_put_key(buf, &peer->identity.pk);
		et_lp_put_key(buf, &peer->ipk_e);
		et_lp_put_ms(buf, peer->not_after);
		et_lp_put_key(buf, &kit->deployment.log_pk);
		et_lp_put_hash(buf, &peer->eh);
	}
	sig = et_sign_detached(founder, et_buf_view(&attested));
	et_lp_put_sig(&body, &sig);
	et_buf_fini(&attested);
	return kit_take(kit, &body);
}

struct kit_reply *kit_enrol(struct kit_peer *peer, const struct et_id *invite,
	const uint8_t secret[32], const char *username)
{
	return kit_enrol_with(peer, invite, secret, username, NULL);
}

struct kit_reply *kit_enrol_with(struct kit_peer *peer, const struct et_id *invite,
	const uint8_t secret[32], const char *username, const struct kit_peer *keys)
{
	struct kit *kit = peer->kit;
	json_t *shown, *head, *params;
	struct et_slice blobs[6], parts[3];
	struct et_sig sig_id, sig_inv;
	struct kit_signed found;
	struct et_sign_key key;
	struct et_id salt;
	size_t count = 4;

	shown = kit_ok(
		kit_call(peer, "invite-show", json_pack("{s:o}", "invite", kit_json_id(invite))));
	salt = kit_get_id(shown, "salt");
	peer->org = kit_get_id(shown, "org");
	if (et_id_is_zero(&peer->uid)) /* else as the test wants it */
		peer->uid = json_object_get(shown, "uid") != NULL ? kit_get_id(shown, "uid")
								  : kit_fresh_id(kit);
	snprintf(peer->username, sizeof(peer->username), "%s", username);
	snprintf(peer->display, sizeof(peer->display), "%s", username);
	fresh_key(kit, &peer->identity);
	fresh_key(kit, &peer->login);
	et_env_random(&kit->fake.env, peer->ipk_e.b, sizeof(peer->ipk_e.b));
	if (keys != NULL) {
		peer->identity = keys->identity;
		peer->ipk_e = keys->ipk_e;
	}
	peer->not_after = kit_now(kit) + 365 * KIT_DAY;
	et_sign_key_from_invite(secret, &key);
	blobs[3] = kit_random(kit, 200);
	blobs[0] = enrolment(peer, invite, &salt, blobs[3]);
	sig_id = et_sign_detached(&peer->identity, blobs[0]);
	sig_inv = et_sign_detached(&key, blobs[0]);
	blobs[1] = et_sig_slice(&sig_id);
	blobs[2] = et_sig_slice(&sig_inv);
	parts[0] = blobs[0];
	parts[1] = blobs[1];
	parts[2] = blobs[2];
	peer->eh = et_hash_of_parts(parts, 3);
	params = json_pack("{s:o, s:i, s:i, s:i, s:i}", "invite", kit_json_id(invite), "e", 0,
		"sig_id", 1, "sig_inv", 2, "kb", 3);
	if (json_is_true(json_object_get(shown, "founding"))) {
		struct et_statement draft =
			kit_draft(peer, ET_CHAIN_DIR, NULL, "found", found_body(peer, &key));

		head = json_object_get(shown, "head");
		draft.seq = kit_get_int(head, "seq") + 1;
		draft.prev = kit_get_hash(head, "hash");
		found = kit_statement(kit, &draft, &peer->identity);
		blobs[4] = found.stmt;
		blobs[5] = et_sig_slice(&found.sig);
		count = 6;
		json_object_set_new(params, "found", json_integer(4));
		json_object_set_new(params, "found_sig", json_integer(5));
	}
	return kit_call_blobs(peer, "enrol", params, blobs, count);
}

struct kit_peer *kit_founder(struct kit *kit, int org, const char *username)
{
	struct kit_peer *peer = kit_connect(kit);
	json_t *ok;

	peer->roles = "coordinator";
	ok = kit_ok(kit_enrol(peer, &kit->org[org], kit->founder_secret[org], username));
	assert_string_equal(kit_get_str(ok, "state"), "active");
	kit_sign_in(peer);
	return peer;
}

struct kit_peer *kit_person(struct kit_peer *coordinator, const char *username, const char *roles)
{
	struct kit *kit = coordinator->kit;
	struct kit_peer *peer = kit_connect(kit);
	uint8_t secret[32];
	struct et_id invite;

	kit_advance(kit, 2000); /* so that a whole team does not outrun the rate */
	invite = kit_invite(coordinator, username, roles, kit_now(kit) + KIT_DAY, secret);
	peer->roles = roles;
	assert_string_equal(
		kit_get_str(kit_ok(kit_enrol(peer, &invite, secret, username)), "state"),
		"pending");
	kit_ok(kit_user_add(coordinator, peer));
	kit_sign_in(peer);
	return peer;
}

/* ----------------------------------------------------------------- signing in */

struct kit_reply *kit_hi(struct kit_peer *peer)
{
	return kit_call(peer, "hi", json_pack("{s:s}", "user", peer->username));
}

json_t *kit_login_params(struct kit_peer *peer, json_t *challenge)
{
	struct kit *kit = peer->kit;
	struct et_login login = {
		.genesis = kit->deployment.g,
		.origin = et_slice_str(kit->deployment.origin),
		.username = et_slice_str(peer->username),
		.conn = kit_get_id(challenge, "conn"),
		.ch = kit_get_hash(challenge, "ch"),
		.now_ms = kit_now(kit),
	};
	struct et_sig sig;
	struct et_buf buf;

	fresh_key(kit, &peer->session);
	login.spk = peer->session.pk;
	et_env_random(&kit->fake.env, login.cn.b, sizeof(login.cn.b));
	et_buf_init(&buf, BYTES_MAX);
	et_login_put(&buf, &login);
	sig = et_sign_detached(&peer->login, et_buf_view(&buf));
	et_buf_fini(&buf);
	peer->conn = login.conn;
	return json_pack("{s:o, s:o, s:I, s:o}", "cn", kit_json_bytes(et_hash_slice(&login.cn)),
		"spk", kit_json_bytes(et_key32_slice(&login.spk)), "now", (json_int_t)login.now_ms,
		"sig", kit_json_bytes(et_sig_slice(&sig)));
}

struct kit_reply *kit_login(struct kit_peer *peer, json_t *challenge)
{
	return kit_call(peer, "login", kit_login_params(peer, challenge));
}

void kit_sign_in(struct kit_peer *peer)
{
	json_t *challenge = json_incref(kit_ok(kit_hi(peer)));
	json_t *ok = kit_ok(kit_login(peer, challenge));
	struct et_id uid = kit_get_id(ok, "uid");

	peer->sid = kit_get_id(ok, "sid");
	assert_true(et_id_eq(&uid, &peer->uid));
	assert_true(peer->signed_in);
	json_decref(challenge);
}

struct kit_reply *kit_reproof(struct kit_peer *peer)
{
	struct kit *kit = peer->kit;
	json_t *challenge = kit_ok(kit_call(peer, "re",
		json_pack("{s:o, s:o}", "uid", kit_json_id(&peer->uid), "sid",
			kit_json_id(&peer->sid))));
	struct et_reproof reproof = {
		.genesis = kit->deployment.g,
		.origin = et_slice_str(kit->deployment.origin),
		.uid = peer->uid,
		.sid = peer->sid,
		.conn = kit_get_id(challenge, "conn"),
		.ch = kit_get_hash(challenge, "ch"),
	};
	struct et_sig sig;
	struct et_buf buf;

	peer->conn = reproof.conn;
	et_buf_init(&buf, BYTES_MAX);
	et_reproof_put(&buf, &reproof);
	sig = et_sign_detached(&peer->session, et_buf_view(&buf));
	et_buf_fini(&buf);
	return kit_call(
		peer, "reproof", json_pack("{s:o}", "sig", kit_json_bytes(et_sig_slice(&sig))));
}
