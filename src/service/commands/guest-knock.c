/*
 * guest-knock: the answer to guest-hi's challenge, by the key of the link and by the guest's own. The pair hears
 * of it; nothing is spent by it, and nothing opened: that is `guest-admit`.
 */
#include <etatunti/crypto/guest.h>
#include <etatunti/service/service.h>

#include "../guests.h"

struct params {
	struct et_id guest;
	struct et_key32 pk_s, pk_e;
	struct et_sig link_sig, sig;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, guest, "guest"),
	ET_F_KEY32(struct params, pk_s, "pk_s"),
	ET_F_KEY32(struct params, pk_e, "pk_e"),
	ET_F_SIG(struct params, link_sig, "link_sig"),
	ET_F_SIG(struct params, sig, "sig"),
};

struct loaded {
	struct et_store_guest row;
	enum et_invite_state state;
};

/* Forged knocks demand a wait, of the link and of the address, as failed logins do. */
static enum et_err check_wait(struct et_call *call)
{
	const struct params *params = call->params;
	int64_t retry_ms;
	enum et_err err;

	err = et_door_check(call->service->door, et_id_slice(&params->guest),
		et_slice_str(call->conn->address), et_env_mono_ms(call->env), &retry_ms);
	if (err == ET_RATE)
		et_json_int(&call->extra, "retry_ms", retry_ms);
	return err;
}

static enum et_err prove(struct et_call *call, struct loaded *loaded)
{
	const struct params *params = call->params;
	const struct et_conn *conn = call->conn;
	const struct et_knock knock = {
		.genesis = call->deployment->g,
		.guest_id = params->guest,
		.pk_s = params->pk_s,
		.pk_e = params->pk_e,
		.challenge = conn->challenge,
	};
	enum et_err err;

	if (conn->proof != ET_PROOF_GUEST || !et_id_eq(&conn->claimed_uid, &params->guest) ||
		call->now_ms - conn->challenged_at > ET_CHALLENGE_MS)
		return ET_DENIED;
	if ((err = et_guests_load(call, &params->guest, &loaded->row, &loaded->state)) != ET_OK)
		return err;
	call->about.case_id = loaded->row.case_id;
	if (loaded->state == ET_INVITE_GONE)
		return ET_DENIED;
	err = et_knock_verify(&knock, &loaded->row.link_pk, &params->link_sig, &params->sig);
	return err == ET_BAD_SIGNATURE ? ET_DENIED : err;
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct loaded *loaded = et_arena_alloc(call->arena, sizeof(*loaded));
	enum et_err err;

	if (loaded == NULL)
		return ET_NO_MEMORY;
	call->loaded = loaded;
	call->about.object_id = params->guest;
	if ((err = check_wait(call)) == ET_OK && (err = prove(call, loaded)) == ET_DENIED)
		et_door_failed(call->service->door, et_id_slice(&params->guest),
			et_slice_str(call->conn->address), et_env_mono_ms(call->env));
	if (err == ET_OK && loaded->state == ET_INVITE_ADMITTED &&
		(!et_key32_eq(&loaded->row.pk_s, &params->pk_s) ||
			!et_key32_eq(&loaded->row.pk_e, &params->pk_e)))
		err = ET_USED;
	if (err == ET_OK)
		err = et_guests_may_knock(call, &params->guest);
	if (err != ET_OK)
		et_conn_unchallenge(call->conn);
	return err;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const struct loaded *loaded = call->loaded;
	const struct et_guest_keys keys = { params->pk_s, params->pk_e, params->link_sig };
	enum et_err err;

	if ((err = et_guests_knock(call, &loaded->row, &keys)) != ET_OK)
		return err;
	call->actor = params->guest;
	et_json_cstr(&call->reply, "state",
		loaded->state == ET_INVITE_ADMITTED ? "admitted" : "waiting");
	return ET_OK;
}

const struct et_command et_command_guest_knock = {
	.name = "guest-knock",
	.summary =
		"answers the challenge with the link's key and the guest's own; spends nothing. `denied` "
		"whatever is wrong, `used` if other keys have been let in. Logged",
	.states = ET_CONN_CHALLENGED,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_DOOR,
	.action = "guest-knock",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ state: \"waiting\" | \"admitted\" }",
	ET_EVENTS(ET_EVENT_GUEST, ET_EVENT_ADMITTED, ET_EVENT_GUEST_OVER),
	.authorise = authorise,
	.handle = handle,
};
