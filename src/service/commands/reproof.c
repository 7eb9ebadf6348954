/*
 * reproof: the answer to re's challenge, by the session key. A session that is idle too long, too old
 * or ended is not taken up again: log in anew.
 */
#include <etatunti/crypto/login.h>
#include <etatunti/service/service.h>

#include "../sessions.h"
#include "../sign_in.h"

struct params {
	struct et_sig sig;
};

static const struct et_field fields[] = {
	ET_F_SIG(struct params, sig, "sig"),
};

struct loaded {
	struct et_store_user row;
	struct et_user user;
	struct et_store_session session;
};

static enum et_err prove(struct et_call *call, struct loaded *loaded)
{
	const struct params *params = call->params;
	const struct et_conn *conn = call->conn;
	struct et_reproof reproof = {
		.genesis = call->deployment->g,
		.origin = et_slice_str(call->deployment->origin),
		.uid = conn->claimed_uid,
		.sid = conn->claimed_sid,
		.conn = conn->id,
		.ch = conn->challenge,
	};
	enum et_err err;

	if (conn->proof != ET_PROOF_SESSION || call->now_ms - conn->challenged_at > ET_CHALLENGE_MS)
		return ET_DENIED;
	err = et_store_session_by_id(
		call->store, &conn->claimed_sid, call->arena, &loaded->session);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_DENIED : err;
	if (!et_id_eq(&loaded->session.uid, &conn->claimed_uid) ||
		!et_session_is_alive(&loaded->session, call->now_ms))
		return ET_DENIED;
	if ((err = et_sign_in_user(call, &loaded->row, &loaded->user)) != ET_OK)
		return err;
	err = et_reproof_verify(&reproof, &params->sig, &loaded->session.spk);
	return err == ET_BAD_SIGNATURE ? ET_DENIED : err;
}

static enum et_err authorise(struct et_call *call)
{
	struct loaded *loaded = et_arena_alloc(call->arena, sizeof(*loaded));
	enum et_err err;

	if (loaded == NULL)
		return ET_NO_MEMORY;
	call->loaded = loaded;
	if ((err = prove(call, loaded)) != ET_OK)
		et_conn_unchallenge(call->conn);
	return err;
}

static enum et_err handle(struct et_call *call)
{
	const struct loaded *loaded = call->loaded;
	const struct et_store_session *session = &loaded->session;
	enum et_err err;

	if ((err = et_store_session_touch(call->store, &session->sid, call->now_ms)) != ET_OK)
		return err;
	return et_sign_in(
		call, &loaded->row, &loaded->user, &session->sid, session->created_at, NULL);
}

const struct et_command et_command_reproof = {
	.name = "reproof",
	.summary = "answers the challenge with the session key",
	.states = ET_CONN_CHALLENGED,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.action = "reproof",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ uid: Id; sid: Id; username: string; display: string; org: Id; roles: Role[]; "
		 "ipk_s: Key; ipk_e: Key; not_after: Ms; head: Head; log_pk: Key; "
		 "checkpoint: Checkpoint | null; now: Ms }",
	ET_EVENTS(ET_EVENT_ENDED),
	.authorise = authorise,
	.handle = handle,
};
