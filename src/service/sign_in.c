/*
 * See sign_in.h.
 */
#include "sign_in.h"

#include <etatunti/store/logrow.h>

#include "checkpoint.h"
#include "directory/directory.h"
#include "words.h"

enum et_err et_sign_in_user(struct et_call *call, struct et_store_user *row, struct et_user *user)
{
	enum et_err err;

	if (et_id_is_zero(&call->conn->claimed_uid))
		return ET_DENIED;
	call->about.object_id = call->conn->claimed_uid;
	err = et_store_user_by_id(call->store, &call->conn->claimed_uid, call->arena, row);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_DENIED : err;
	if (!et_slice_eq_str(row->state, "active") || row->not_after <= call->now_ms)
		return ET_DENIED;
	return et_user_from_row(row, user);
}

static enum et_err put_checkpoint(struct et_call *call)
{
	struct et_store_checkpoint newest;
	enum et_err err;

	err = et_store_checkpoint_newest(call->store, call->arena, &newest);
	if (err == ET_NOT_FOUND) {
		et_json_null(&call->reply, "checkpoint");
		return ET_OK;
	}
	if (err != ET_OK)
		return err;
	et_json_object_open(&call->reply, "checkpoint");
	et_checkpoint_pairs(&call->reply, &newest);
	et_json_object_close(&call->reply);
	return ET_OK;
}

static enum et_err put_user(struct et_call *call, const struct et_store_user *row)
{
	struct et_json *reply = &call->reply;

	et_json_id(reply, "uid", &row->uid);
	et_json_str(reply, "username", row->username);
	et_json_str(reply, "display", row->display);
	et_json_id(reply, "org", &row->org_id);
	et_json_key32(reply, "ipk_s", &row->ipk_s);
	et_json_key32(reply, "ipk_e", &row->ipk_e);
	et_json_int(reply, "not_after", row->not_after);
	return et_words_put_roles(reply, "roles", row->roles);
}

enum et_err et_sign_in(struct et_call *call, const struct et_store_user *row,
	const struct et_user *user, const struct et_id *sid, int64_t session_from,
	const struct et_store_credential *credential)
{
	struct et_store_head head;
	enum et_err err;

	call->actor = user->uid;
	call->actor_org = user->org;
	if ((err = et_directory_head(call->store, &call->deployment->g, &head)) != ET_OK)
		return err;
	if ((err = put_user(call, row)) != ET_OK)
		return err;
	et_json_id(&call->reply, "sid", sid);
	if (credential != NULL) {
		et_json_bytes(&call->reply, "kb", credential->kb);
		et_json_int(&call->reply, "kbver", credential->kbver);
	}
	et_directory_put_head(&call->reply, &head);
	et_json_key32(&call->reply, "log_pk", &call->deployment->log_pk);
	if ((err = put_checkpoint(call)) != ET_OK)
		return err;
	et_json_int(&call->reply, "now", call->now_ms);
	return et_conn_sign_in(call, user, sid, session_from);
}
