/*
 * enrol: a person answers an invite with keys of their own. The invite is used up; who founds an
 * organisation is in at once, everyone else waits for a coordinator's `user-add`.
 */
#include <etatunti/crypto/hash.h>

#include "../conn.h"
#include "../directory/directory.h"
#include "../directory/enrolment.h"
#include "../kdf.h"

#define E_LEN_MAX 1024
#define KB_LEN_MAX 4096
#define FOUND_LEN_MAX 4096

struct params {
	struct et_id invite;
	struct et_slice e, sig_id, sig_inv, kb, found, found_sig;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, invite, "invite"),
	ET_F_BLOB(struct params, e, "e", ET_FIELD_REQUIRED, 1, E_LEN_MAX),
	ET_F_BLOB(struct params, sig_id, "sig_id", ET_FIELD_REQUIRED, 64, 64),
	ET_F_BLOB(struct params, sig_inv, "sig_inv", ET_FIELD_REQUIRED, 64, 64),
	ET_F_BLOB(struct params, kb, "kb", ET_FIELD_REQUIRED, 1, KB_LEN_MAX),
	ET_F_BLOB(struct params, found, "found", ET_FIELD_OPTIONAL, 1, FOUND_LEN_MAX),
	ET_F_BLOB(struct params, found_sig, "found_sig", ET_FIELD_OPTIONAL, 64, 64),
};

/* Who is to come, and what they signed. */
struct loaded {
	struct et_invitation invitation;
	struct et_enrol enrol;
	struct et_sig sig_id, sig_inv;
};

static enum et_err check_enrolment(struct et_call *call, struct loaded *loaded)
{
	const struct params *params = call->params;
	struct et_id salt = et_kdf_invite_salt(call->service->config.salt_secret, &params->invite);
	struct et_hash kb_hash = et_hash_of(params->kb);
	enum et_err err;

	if (!et_sig_from(params->sig_id, &loaded->sig_id) ||
		!et_sig_from(params->sig_inv, &loaded->sig_inv))
		return ET_BAD_PARAM;
	err = et_enrolment_open(&loaded->invitation, params->e, &loaded->sig_id, &loaded->sig_inv,
		&call->deployment->g, &loaded->enrol);
	if (err != ET_OK)
		return err;
	call->about.object_id = loaded->enrol.uid;
	if (!et_id_eq(&loaded->enrol.server_salt, &salt) ||
		!et_hash_eq(&loaded->enrol.kb_hash, &kb_hash))
		return ET_BAD_STATEMENT;
	return et_call_check_time(call, loaded->enrol.time_ms);
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct loaded *loaded = et_arena_alloc(call->arena, sizeof(*loaded));
	enum et_err err;

	if (loaded == NULL)
		return ET_NO_MEMORY;
	call->loaded = loaded;
	err = et_invitation_load(call->store, &params->invite, call->arena, &loaded->invitation);
	if (err != ET_OK)
		return err;
	call->actor_org = loaded->invitation.org.org_id;
	if (loaded->invitation.gone)
		return ET_EXPIRED;
	if (loaded->invitation.used)
		return ET_USED;
	if (!loaded->invitation.founding && loaded->invitation.invite.expires <= call->now_ms)
		return ET_EXPIRED;
	if (loaded->invitation.founding != (params->found.len > 0) ||
		(params->found.len > 0) != (params->found_sig.len > 0))
		return et_call_bad(call, "found", ET_BAD_PARAM);
	return check_enrolment(call, loaded);
}

static enum et_err found(struct et_call *call, const struct et_enrol *enrol)
{
	const struct params *params = call->params;
	struct et_store_head head;
	struct et_sig sig;

	if (!et_sig_from(params->found_sig, &sig))
		return ET_BAD_PARAM;
	return et_directory_append(call, params->found, &sig, enrol, &head);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const struct loaded *loaded = call->loaded;
	const struct et_enrol *enrol = &loaded->enrol;
	struct et_store_enrolment row = {
		.invite_id = params->invite,
		.uid = enrol->uid,
		.e = params->e,
		.sig_id = loaded->sig_id,
		.sig_inv = loaded->sig_inv,
		.eh = enrol->eh,
		.kb = params->kb,
		.at = call->now_ms,
	};
	struct et_act act = {
		.action = "enrol", .object_id = enrol->uid, .statement_hash = enrol->eh
	};
	enum et_err err;

	call->actor = enrol->uid;
	if (loaded->invitation.founding && (err = found(call, enrol)) != ET_OK)
		return err;
	if ((err = et_store_enrolment_insert(call->store, &row)) != ET_OK)
		return err;
	err = et_enrolment_project(
		call->store, &loaded->invitation, enrol, params->kb, call->now_ms);
	if (err != ET_OK)
		return err;
	if ((err = et_call_log(call, &act)) != ET_OK)
		return err;
	if (!loaded->invitation.founding)
		(void)et_outbox_event(
			call, ET_EVENT_PENDING, ET_TO_COORDINATORS, &loaded->invitation.org.org_id);
	call->conn->invite = params->invite;
	et_json_id(&call->reply, "uid", &enrol->uid);
	et_json_cstr(&call->reply, "state", loaded->invitation.founding ? "active" : "pending");
	return ET_OK;
}

const struct et_command et_command_enrol = {
	.name = "enrol",
	.summary = "answers an invite with keys of one's own, the first ones or new ones",
	.states = ET_CONN_NEW,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_DOOR,
	.action = "enrol",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ uid: Id; state: \"pending\" | \"active\" }",
	ET_EVENTS(ET_EVENT_PENDING, ET_EVENT_DIRECTORY),
	.authorise = authorise,
	.handle = handle,
};
