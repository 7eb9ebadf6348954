/* The commands of the table, as a client sends them that may. */
#include "matrix.h"

#include "relogin.h"

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/login.h>

#define CHUNK_LEN (65536 + 40)

struct kit_reply *mx_do_genesis(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "genesis", NULL);
}

static json_t *invite_param(const struct mx *mx)
{
	return json_pack("{s:o}", "invite", kit_json_id(&mx->invite));
}

struct kit_reply *mx_do_invite_show(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "invite-show", invite_param(mx));
}

/* Keys of somebody new, whoever sends them. */
struct kit_reply *mx_do_enrol(struct mx *mx, struct kit_peer *by)
{
	json_t *shown = kit_ok(kit_call(kit_connect(mx->kit), "invite-show", invite_param(mx)));
	struct et_slice kb = kit_random(mx->kit, 200), blobs[4];
	struct et_sign_key identity, inviter;
	struct et_sig sig_id, sig_inv;
	struct et_buf buf;

	et_sign_key_from_seed(kit_random(mx->kit, ET_SEED_LEN).ptr, &identity);
	et_sign_key_from_invite(mx->secret, &inviter);
	struct et_enrol enrol = { .genesis = mx->kit->deployment.g,
		.invite_id = mx->invite,
		.uid = kit_fresh_id(mx->kit),
		.username = et_slice_str("new"),
		.ipk_s = identity.pk,
		.ipk_e = inviter.pk,
		.lpk = inviter.pk,
		.server_salt = kit_get_id(shown, "salt"),
		.ops = ET_KDF_OPS_MIN,
		.mem = ET_KDF_MEM_MIN,
		.kb_hash = et_hash_of(kb),
		.time_ms = kit_now(mx->kit) };

	et_buf_init(&buf, 4096);
	et_enrol_put(&buf, &enrol);
	blobs[0] = kit_take(mx->kit, &buf);
	sig_id = et_sign_detached(&identity, blobs[0]);
	sig_inv = et_sign_detached(&inviter, blobs[0]);
	blobs[1] = et_sig_slice(&sig_id);
	blobs[2] = et_sig_slice(&sig_inv);
	blobs[3] = kb;
	return kit_call_blobs(by, "enrol",
		json_pack("{s:o, s:i, s:i, s:i, s:i}", "invite", kit_json_id(&mx->invite), "e", 0,
			"sig_id", 1, "sig_inv", 2, "kb", 3),
		blobs, 4);
}

struct kit_reply *mx_do_hi(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "hi", json_pack("{s:s}", "user", mx->world->ann->username));
}

/* The right login key, to a challenge that asked for another proof or for none. */
struct kit_reply *mx_do_login(struct mx *mx, struct kit_peer *by)
{
	json_t *challenge = json_pack("{s:o, s:o}", "conn", kit_json_id(&by->conn), "ch",
		kit_json_bytes(et_hash_slice(&mx->challenge)));
	struct kit_reply *reply = kit_login(by, challenge);

	json_decref(challenge);
	return reply;
}

struct kit_reply *mx_do_re(struct mx *mx, struct kit_peer *by)
{
	const struct kit_peer *lapsed = mx->actors[ET_ACTOR_LAPSED];

	return kit_call(by, "re",
		json_pack("{s:o, s:o}", "uid", kit_json_id(&lapsed->uid), "sid",
			kit_json_id(&lapsed->sid)));
}

struct kit_reply *mx_do_reproof(struct mx *mx, struct kit_peer *by)
{
	const struct kit_peer *lapsed = mx->actors[ET_ACTOR_LAPSED];
	struct et_reproof reproof = { .genesis = mx->kit->deployment.g,
		.origin = et_slice_str(mx->kit->deployment.origin),
		.uid = lapsed->uid,
		.sid = lapsed->sid,
		.conn = by->conn,
		.ch = mx->challenge };
	struct et_sig sig;
	struct et_buf buf;

	et_buf_init(&buf, 4096);
	et_reproof_put(&buf, &reproof);
	sig = et_sign_detached(&lapsed->session, et_buf_view(&buf));
	et_buf_fini(&buf);
	return kit_call(
		by, "reproof", json_pack("{s:o}", "sig", kit_json_bytes(et_sig_slice(&sig))));
}

struct kit_reply *mx_do_logout(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "logout", NULL);
}

struct kit_reply *mx_do_relogin(struct mx *mx, struct kit_peer *by)
{
	struct relogin draft;

	(void)mx;
	relogin_draft(by, 2, &draft);
	return relogin_send(by, &draft);
}

struct kit_reply *mx_do_session_list(struct mx *mx, struct kit_peer *by)
{
	return kit_call(
		by, "session-list", json_pack("{s:o}", "uid", kit_json_id(&mx->world->ann->uid)));
}

struct kit_reply *mx_do_session_end(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "session-end",
		json_pack("{s:o, s:n}", "uid", kit_json_id(&mx->world->ann->uid), "sid"));
}

struct kit_reply *mx_do_dir_get(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "dir-get", json_pack("{s:i}", "from", 1));
}

struct kit_reply *mx_do_pending_list(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "pending-list", NULL);
}

struct kit_reply *mx_do_series_list(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "series-list", NULL);
}

struct kit_reply *mx_do_hour_list(struct mx *mx, struct kit_peer *by)
{
	int64_t now = kit_now(mx->kit);

	return kit_call(by, "hour-list",
		json_pack("{s:I, s:I}", "from", (json_int_t)(now - KIT_DAY), "to",
			(json_int_t)(now + KIT_DAY)));
}

/* Of the hour that a turn is not in. */
struct kit_reply *mx_do_hour_preview(struct mx *mx, struct kit_peer *by)
{
	char date[11];

	mx_date(mx, date);
	return kit_call(by, "hour-preview",
		json_pack("{s:o, s:s, s:s, s:s, s:s}", "series", kit_json_id(&mx->world->series),
			"date", date, "state", "cancelled", "to_date", "", "to_start", ""));
}

struct kit_reply *mx_do_queue_list(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "queue-list", NULL);
}

struct kit_reply *mx_do_hour_ics(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "hour-ics",
		json_pack("{s:o, s:s}", "hour", kit_json_id(&mx->world->hour), "language", "sv"));
}

struct kit_reply *mx_do_feed_make(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "feed-make", json_pack("{s:s}", "language", "en"));
}

struct kit_reply *mx_do_feed_drop(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "feed-drop", NULL);
}

struct kit_reply *mx_do_feed_get(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "feed-get", NULL);
}

struct kit_reply *mx_do_reach_get(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "reach-get", NULL);
}

struct kit_reply *mx_do_reach_set(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "reach-set",
		json_pack("{s:s, s:s}", "email", "me@example.org", "language", "fi"));
}

struct kit_reply *mx_do_case_find(struct mx *mx, struct kit_peer *by)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint64_t bits = 0;
	char ref[9] = "";

	for (size_t i = 0; i < 5; i++)
		bits = bits << 8 | mx->cs.id.b[i];
	for (int i = 0; i < 8; i++)
		ref[i] = alphabet[bits >> (5 * (7 - i)) & 31];
	return kit_call(by, "case-find", json_pack("{s:s}", "ref", ref));
}

struct kit_reply *mx_do_case_list(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "case-list", NULL);
}

/* ------------------------------------------------------------------- of the case */

static json_t *case_and(const struct mx *mx, const char *key, json_t *value)
{
	json_t *params = json_pack("{s:o}", "case", kit_json_id(&mx->cs.id));

	json_object_set_new(params, key, value);
	return params;
}

struct kit_reply *mx_do_case_get(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "case-get", case_and(mx, "from", json_integer(1)));
}

static struct kit_reply *object_get(
	struct mx *mx, struct kit_peer *by, const struct mx_object *object)
{
	return kit_call(by, "object-get",
		case_and(mx, "objects",
			json_pack("[{s:o, s:i}]", "object", kit_json_id(&object->id), "rev", 1)));
}

struct kit_reply *mx_do_object_get_p(struct mx *mx, struct kit_peer *by)
{
	return object_get(mx, by, &mx->background);
}

struct kit_reply *mx_do_object_get_s(struct mx *mx, struct kit_peer *by)
{
	return object_get(mx, by, &mx->question);
}

struct kit_reply *mx_do_object_get_c(struct mx *mx, struct kit_peer *by)
{
	return object_get(mx, by, &mx->doc);
}

struct kit_reply *mx_do_chunk_put(struct mx *mx, struct kit_peer *by)
{
	struct et_slice chunk = kit_random(mx->kit, CHUNK_LEN);
	struct et_id fresh = kit_fresh_id(mx->kit);
	json_t *params = case_and(mx, "object", kit_json_id(&fresh));

	json_object_set_new(params, "index", json_integer(0));
	json_object_set_new(params, "data", json_integer(0));
	return kit_call_blobs(by, "chunk-put", params, &chunk, 1);
}

struct kit_reply *mx_do_chunk_get(struct mx *mx, struct kit_peer *by)
{
	json_t *params = case_and(mx, "object", kit_json_id(&mx->attachment.id));

	json_object_set_new(params, "index", json_integer(0));
	return kit_call(by, "chunk-get", params);
}

struct kit_reply *mx_do_room_join(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "room-join", case_and(mx, "session", kit_json_id(&mx->session)));
}

struct kit_reply *mx_do_room_leave(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "room-leave", json_pack("{s:o}", "room", kit_json_id(&mx->session)));
}

struct kit_reply *mx_do_case_log(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "case-log", case_and(mx, "from", json_integer(0)));
}

/* ------------------------------------------------------------------------ others */

struct kit_reply *mx_do_draft_put(struct mx *mx, struct kit_peer *by)
{
	struct et_slice draft = kit_random(mx->kit, 100);

	return kit_call_blobs(
		by, "draft-put", json_pack("{s:s, s:i}", "key", "own", "data", 0), &draft, 1);
}

struct kit_reply *mx_do_draft_get(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "draft-get", json_pack("{s:s}", "key", "hers"));
}

struct kit_reply *mx_do_draft_drop(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "draft-drop", json_pack("{s:s}", "key", "own"));
}

struct kit_reply *mx_do_lobby_enter(struct mx *mx, struct kit_peer *by)
{
	return kit_call(
		by, "lobby-enter", json_pack("{s:o}", "hour", kit_json_id(&mx->world->hour)));
}

struct kit_reply *mx_do_lobby_leave(struct mx *mx, struct kit_peer *by)
{
	return kit_call(
		by, "lobby-leave", json_pack("{s:o}", "hour", kit_json_id(&mx->world->hour)));
}

struct kit_reply *mx_do_checkpoint_list(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "checkpoint-list", json_pack("{s:[i]}", "seqs", 1));
}
