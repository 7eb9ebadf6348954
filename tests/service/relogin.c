/* Bytes as in PROTOCOL section 2, signed with the keys that the draft names. */
#include "relogin.h"

#include <etatunti/crypto/hash.h>

void relogin_draft(const struct kit_peer *peer, int64_t kbver, struct relogin *out)
{
	struct kit *kit = peer->kit;
	uint8_t seed[ET_SEED_LEN];

	et_env_random(&kit->fake.env, seed, sizeof(seed));
	*out = (struct relogin){
		.kb = kit_random(kit, 220), .by_id = peer->identity, .by_old = peer->login
	};
	et_sign_key_from_seed(seed, &out->next);
	out->said = (struct et_relogin){ .genesis = kit->deployment.g,
		.uid = peer->uid,
		.kbver = kbver,
		.lpk = out->next.pk,
		.salt = kit_fresh_id(kit),
		.ops = ET_KDF_OPS_MIN,
		.mem = ET_KDF_MEM_MIN,
		.kb_hash = et_hash_of(out->kb),
		.time_ms = kit_now(kit) };
}

struct kit_reply *relogin_send(struct kit_peer *peer, const struct relogin *draft)
{
	struct et_sig sig_id, sig_old;
	struct et_slice blobs[4];
	struct et_buf buf;

	et_buf_init(&buf, 4096);
	et_relogin_put(&buf, &draft->said);
	blobs[0] = kit_take(peer->kit, &buf);
	sig_id = et_sign_detached(&draft->by_id, blobs[0]);
	sig_old = et_sign_detached(&draft->by_old, blobs[0]);
	blobs[1] = et_sig_slice(&sig_id);
	blobs[2] = et_sig_slice(&sig_old);
	blobs[3] = draft->kb;
	return kit_call_blobs(peer, "relogin",
		json_pack("{s:i, s:i, s:i, s:i}", "stmt", 0, "sig_id", 1, "sig_old", 2, "kb", 3),
		blobs, 4);
}

void relogin_done(struct kit_peer *peer, int64_t kbver)
{
	struct relogin draft;

	relogin_draft(peer, kbver, &draft);
	assert_int_equal(kit_get_int(kit_ok(relogin_send(peer, &draft)), "kbver"), kbver);
	peer->login = draft.next;
}
