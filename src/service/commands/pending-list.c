/*
 * pending-list: who has enrolled in the coordinator's own organisation and waits to be confirmed, with
 * what they signed, so that the coordinator's client verifies it.
 */
#include <etatunti/service/call.h>
#include <etatunti/store/invite.h>

#include "../words.h"

static enum et_err put(struct et_json *json, const struct et_store_pending *row)
{
	enum et_err err;

	et_json_object_open(json, NULL);
	et_json_id(json, "invite", &row->invite_id);
	et_json_id(json, "uid", &row->uid);
	et_json_str(json, "username", row->username);
	et_json_str(json, "display", row->display);
	if ((err = et_words_put_roles(json, "roles", row->roles)) != ET_OK)
		return err;
	et_json_bytes(json, "e", row->e);
	et_json_sig(json, "sig_id", &row->sig_id);
	et_json_sig(json, "sig_inv", &row->sig_inv);
	et_json_int(json, "at", row->at);
	et_json_bool(json, "rekey", !et_id_is_zero(&row->holder));
	et_json_object_close(json);
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	struct et_store_pending *rows;
	size_t count;
	enum et_err err;

	err = et_store_pending_list(call->store, &call->user->org, call->arena, &rows, &count);
	if (err != ET_OK)
		return err;
	et_json_array_open(&call->reply, "pending");
	for (size_t i = 0; i < count; i++) {
		if ((err = put(&call->reply, &rows[i])) != ET_OK)
			return err;
	}
	et_json_array_close(&call->reply);
	return ET_OK;
}

const struct et_command et_command_pending_list = {
	.name = "pending-list",
	.summary = "who waits to be confirmed in the own organisation. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_COORDINATOR,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "pending-list",
	.params = ET_FIELDS_NONE,
	.reply =
		"{ pending: { invite: Id; uid: Id; username: string; display: string; roles: Role[]; "
		"e: Bytes; sig_id: Sig; sig_inv: Sig; at: Ms; rekey: boolean }[] }",
	.handle = handle,
};
