/*
 * relogin: a person changes the passphrase. Identity key and the login key until now sign for the
 * login key from now on and for the bundle under it; all other sessions of the person end.
 */
#include "../relogin.h"

#include "../sessions.h"

#define STMT_LEN_MAX 512
#define KB_LEN_MAX 4096

struct params {
	struct et_slice stmt, sig_id, sig_old, kb;
};

static const struct et_field fields[] = {
	ET_F_BLOB(struct params, stmt, "stmt", ET_FIELD_REQUIRED, 1, STMT_LEN_MAX),
	ET_F_BLOB(struct params, sig_id, "sig_id", ET_FIELD_REQUIRED, 64, 64),
	ET_F_BLOB(struct params, sig_old, "sig_old", ET_FIELD_REQUIRED, 64, 64),
	ET_F_BLOB(struct params, kb, "kb", ET_FIELD_REQUIRED, 1, KB_LEN_MAX),
};

struct loaded {
	struct et_store_relogin row;
	struct et_store_credential next;
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct loaded *loaded = et_arena_alloc(call->arena, sizeof(*loaded));
	struct et_store_credential present;
	int64_t time_ms;
	enum et_err err;

	if (loaded == NULL)
		return ET_NO_MEMORY;
	call->loaded = loaded;
	call->about.object_id = call->user->uid;
	loaded->row = (struct et_store_relogin){
		.uid = call->user->uid, .stmt = params->stmt, .kb = params->kb, .at = call->now_ms
	};
	if (!et_sig_from(params->sig_id, &loaded->row.sig_id) ||
		!et_sig_from(params->sig_old, &loaded->row.sig_old))
		return ET_BAD_PARAM;
	err = et_store_credential_by_uid(call->store, &call->user->uid, call->arena, &present);
	if (err != ET_OK)
		return err;
	err = et_relogin_check(&loaded->row, &call->user->ipk_s, &present, &call->deployment->g,
		&loaded->next, &time_ms);
	if (err == ET_CONFLICT)
		et_json_int(&call->extra, "kbver", present.kbver);
	return err != ET_OK ? err : et_call_check_time(call, time_ms);
}

static enum et_err handle(struct et_call *call)
{
	struct loaded *loaded = call->loaded;
	struct et_store_relogin *row = &loaded->row;
	struct et_act act = { .action = "relogin", .object_id = row->uid };
	int64_t ended;
	enum et_err err;

	row->kbver = loaded->next.kbver;
	row->hash = et_relogin_hash(row->stmt, &row->sig_id, &row->sig_old);
	act.statement_hash = row->hash;
	if ((err = et_store_relogin_insert(call->store, row)) != ET_OK)
		return err;
	if ((err = et_store_relogin_apply(call->store, &loaded->next)) != ET_OK)
		return err;
	err = et_sessions_end(call, &row->uid, NULL, &call->conn->sid, "relogin", &ended);
	if (err != ET_OK)
		return err;
	et_json_int(&call->reply, "kbver", row->kbver);
	return et_call_log(call, &act);
}

const struct et_command et_command_relogin = {
	.name = "relogin",
	.summary = "changes the passphrase: a new login key and bundle; all other sessions end. "
		   "conflict carries {kbver}, the present one. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "relogin",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ kbver: number }",
	ET_EVENTS(ET_EVENT_ENDED),
	.authorise = authorise,
	.handle = handle,
};
