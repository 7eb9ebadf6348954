/*
 * login: the answer to a challenge, by the login key. Every failure looks the same and costs the next
 * attempt some time (door.c).
 */
#include <etatunti/crypto/login.h>
#include <etatunti/store/session.h>

#include "../sign_in.h"
#include <etatunti/service/service.h>

struct params {
	struct et_hash cn;
	struct et_key32 spk;
	int64_t now;
	struct et_sig sig;
};

static const struct et_field fields[] = {
	ET_F_HASH(struct params, cn, "cn"),
	ET_F_KEY32(struct params, spk, "spk"),
	ET_F_INT(struct params, now, "now", 0, ET_TIME_MAX),
	ET_F_SIG(struct params, sig, "sig"),
};

struct loaded {
	struct et_store_user row;
	struct et_user user;
	struct et_store_credential credential;
};

static enum et_err prove(struct et_call *call, struct loaded *loaded)
{
	const struct params *params = call->params;
	const struct et_conn *conn = call->conn;
	struct et_login login = {
		.genesis = call->deployment->g,
		.origin = et_slice_str(call->deployment->origin),
		.username = et_slice_str(conn->claimed_name),
		.conn = conn->id,
		.ch = conn->challenge,
		.cn = params->cn,
		.spk = params->spk,
		.now_ms = params->now,
	};
	enum et_err err, proof;

	if (conn->proof != ET_PROOF_LOGIN || call->now_ms - conn->challenged_at > ET_CHALLENGE_MS)
		return ET_DENIED;
	err = et_sign_in_user(call, &loaded->row, &loaded->user);
	if (err == ET_OK)
		err = et_store_credential_by_uid(
			call->store, &loaded->user.uid, call->arena, &loaded->credential);
	/* A name that is not there takes as long as a wrong passphrase: some other key serves. */
	proof = et_login_verify(&login, &params->sig,
		err == ET_OK ? &loaded->credential.lpk : &call->deployment->log_pk);
	if (err != ET_OK)
		return err;
	return proof == ET_BAD_SIGNATURE ? ET_DENIED : proof;
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_door *door = call->service->door;
	struct et_conn *conn = call->conn;
	struct et_slice name = et_slice_str(conn->claimed_name);
	struct loaded *loaded = et_arena_alloc(call->arena, sizeof(*loaded));
	int64_t mono_ms = et_env_mono_ms(call->env), retry_ms;
	enum et_err err;

	if (loaded == NULL)
		return ET_NO_MEMORY;
	call->loaded = loaded;
	err = et_door_check(door, name, et_slice_str(conn->address), mono_ms, &retry_ms);
	if (err == ET_RATE)
		et_json_int(&call->extra, "retry_ms", retry_ms);
	if (err == ET_OK)
		err = et_call_check_time(call, params->now);
	if (err == ET_OK)
		err = prove(call, loaded);
	if (err == ET_DENIED)
		et_door_failed(door, name, et_slice_str(conn->address), mono_ms);
	if (err != ET_OK)
		et_conn_unchallenge(conn);
	return err;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const struct loaded *loaded = call->loaded;
	struct et_store_session session = {
		.sid = et_env_id(call->env),
		.uid = loaded->user.uid,
		.spk = params->spk,
		.created_at = call->now_ms,
		.seen_at = call->now_ms,
	};
	enum et_err err;

	if ((err = et_store_session_insert(call->store, &session)) != ET_OK)
		return err;
	et_door_passed(
		call->service->door, loaded->user.username, et_slice_str(call->conn->address));
	return et_sign_in(
		call, &loaded->row, &loaded->user, &session.sid, call->now_ms, &loaded->credential);
}

const struct et_command et_command_login = {
	.name = "login",
	.summary = "answers the challenge with the login key",
	.states = ET_CONN_CHALLENGED,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.action = "login",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ uid: Id; sid: Id; username: string; display: string; org: Id; roles: Role[]; "
		 "ipk_s: Key; ipk_e: Key; not_after: Ms; kb: Bytes; kbver: number; head: Head; "
		 "log_pk: Key; checkpoint: Checkpoint | null; now: Ms }",
	ET_EVENTS(ET_EVENT_ENDED),
	.authorise = authorise,
	.handle = handle,
};
