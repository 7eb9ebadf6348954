/*
 * invite-show: what an invite link opens. Changes nothing: mail scanners open links too.
 */
#include "../conn.h"
#include "../directory/directory.h"
#include "../directory/enrolment.h"
#include "../kdf.h"
#include "../words.h"

#include <etatunti/store/user.h>

struct params {
	struct et_id invite;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, invite, "invite"),
};

/* The statement with its signature, and who signed it. */
static enum et_err put_statement(struct et_call *call, const struct et_store_invite *invite)
{
	struct et_store_dir_statement *row;
	struct et_store_user issuer;
	size_t count;
	enum et_err err;

	err = et_store_directory_list(call->store, invite->seq, 1, call->arena, &row, &count);
	if (err != ET_OK)
		return err;
	if (count != 1)
		return ET_CORRUPT;
	if ((err = et_store_user_by_id(call->store, &row->issuer, call->arena, &issuer)) != ET_OK)
		return err;
	et_json_bytes(&call->reply, "stmt", row->stmt);
	et_json_sig(&call->reply, "sig", &row->sig);
	et_json_str(&call->reply, "issuer", issuer.display);
	et_json_str(&call->reply, "username", invite->username);
	et_json_str(&call->reply, "display", invite->display);
	if (!et_id_is_zero(&invite->holder))
		et_json_id(&call->reply, "uid", &invite->holder);
	return et_words_put_roles(&call->reply, "roles", invite->roles);
}

/* Whoever waits may have missed the event: whether a coordinator has confirmed them by now. */
static enum et_err used(struct et_call *call, const struct et_invitation *invitation)
{
	if (!invitation->founding)
		et_json_bool(&call->extra, "confirmed",
			et_slice_eq_str(invitation->invite.state, "done"));
	return ET_USED;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_invitation invitation;
	struct et_store_head head;
	struct et_id salt;
	enum et_err err;

	err = et_invitation_load(call->store, &params->invite, call->arena, &invitation);
	if (err != ET_OK)
		return err;
	/* Whoever waits for the confirmation may come back with the link. */
	call->conn->invite = params->invite;
	if (invitation.gone)
		return ET_EXPIRED;
	if (invitation.used)
		return used(call, &invitation);
	if (!invitation.founding && invitation.invite.expires <= call->now_ms)
		return ET_EXPIRED;
	if ((err = et_directory_head(call->store, &call->deployment->g, &head)) != ET_OK)
		return err;
	et_json_bool(&call->reply, "founding", invitation.founding);
	et_json_bytes(&call->reply, "genesis", call->deployment->genesis_bytes);
	if (invitation.founding)
		err = et_words_put_roles(&call->reply, "roles", et_slice_str("coordinator"));
	else
		err = put_statement(call, &invitation.invite);
	if (err != ET_OK)
		return err;
	et_json_id(&call->reply, "org", &invitation.org.org_id);
	et_json_str(&call->reply, "org_kind", invitation.org.kind);
	et_json_str(&call->reply, "org_name", invitation.org.name);
	et_json_int(&call->reply, "expires",
		invitation.founding ? ET_TIME_MAX : invitation.invite.expires);
	salt = et_kdf_invite_salt(call->service->config.salt_secret, &params->invite);
	et_json_id(&call->reply, "salt", &salt);
	et_json_int(&call->reply, "ops", ET_KDF_OPS_DEFAULT);
	et_json_int(&call->reply, "mem", ET_KDF_MEM_DEFAULT);
	et_directory_put_head(&call->reply, &head);
	et_json_key32(&call->reply, "log_pk", &call->deployment->log_pk);
	et_json_int(&call->reply, "now", call->now_ms);
	return ET_OK;
}

const struct et_command et_command_invite_show = {
	.name = "invite-show",
	.summary = "what an invite link opens (uid: whose new keys it is for); changes nothing",
	.states = ET_CONN_NEW,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.params = ET_FIELDS(fields, struct params),
	.reply =
		"{ founding: boolean; genesis: Bytes; stmt?: Bytes; sig?: Sig; issuer?: string; org: Id; "
		"org_kind: OrgKind; org_name: string; username?: string; display?: string; uid?: Id; "
		"roles: Role[]; expires: Ms; salt: Id; ops: number; mem: number; head: Head; "
		"log_pk: Key; now: Ms }",
	.handle = handle,
};
