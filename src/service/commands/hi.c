/*
 * hi: someone wants to sign in. Gets a challenge, and what the keys are derived with; a user name
 * that is not there gets the same, invented.
 */
#include <etatunti/store/user.h>

#include <string.h>

#include "../conn.h"
#include "../kdf.h"

struct params {
	struct et_slice user;
};

static const struct et_field fields[] = {
	ET_F_STR(struct params, user, "user", 1, ET_TEXT_USERNAME_MAX),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	int64_t retry_ms;
	enum et_err err;

	err = et_door_check(call->service->door, params->user, et_slice_str(call->conn->address),
		et_env_mono_ms(call->env), &retry_ms);
	if (err == ET_RATE)
		et_json_int(&call->extra, "retry_ms", retry_ms);
	return err;
}

/* Whose proof is awaited; *uid, salt and costs as they are, or invented. */
static enum et_err look_up(struct et_call *call, struct et_store_credential *out)
{
	const struct params *params = call->params;
	struct et_store_user user;
	enum et_err err;

	call->conn->claimed_uid = (struct et_id){ { 0 } };
	*out = (struct et_store_credential){ .ops = ET_KDF_OPS_DEFAULT, .mem = ET_KDF_MEM_DEFAULT };
	et_kdf_invented(call->service->config.salt_secret, params->user, &out->uid, &out->salt);
	if (!et_text_is_username(params->user))
		return ET_OK;
	err = et_store_user_by_username(call->store, params->user, call->arena, &user);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_OK : err;
	call->conn->claimed_uid = user.uid;
	return et_store_credential_by_uid(call->store, &user.uid, call->arena, out);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_conn *conn = call->conn;
	struct et_store_credential credential;
	enum et_err err;

	if ((err = look_up(call, &credential)) != ET_OK)
		return err;
	memset(conn->claimed_name, 0, sizeof(conn->claimed_name));
	memcpy(conn->claimed_name, params->user.ptr,
		params->user.len < ET_TEXT_USERNAME_MAX ? params->user.len : ET_TEXT_USERNAME_MAX);
	et_conn_challenge(call, ET_PROOF_LOGIN);
	et_json_hash(&call->reply, "ch", &conn->challenge);
	et_json_id(&call->reply, "conn", &conn->id);
	et_json_id(&call->reply, "uid", &credential.uid);
	et_json_id(&call->reply, "salt", &credential.salt);
	et_json_int(&call->reply, "ops", credential.ops);
	et_json_int(&call->reply, "mem", credential.mem);
	et_json_int(&call->reply, "now", call->now_ms);
	return ET_OK;
}

const struct et_command et_command_hi = {
	.name = "hi",
	.summary = "asks for a challenge to sign in with",
	.states = ET_CONN_NEW,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ ch: Hash; conn: Id; uid: Id; salt: Id; ops: number; mem: number; now: Ms }",
	.authorise = authorise,
	.handle = handle,
};
