/*
 * room-join: into the room of the case in turn. Only its members, only while its session is open and a
 * consent in force; for Kela that is a disclosure and stands on the log as one.
 */
#include <etatunti/service/access.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/room.h>

#include "../ice.h"
#include "../room.h"

struct params {
	struct et_id case_id, session;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, case_id, "case"),
	ET_F_ID(struct params, session, "session"),
};

struct loaded {
	int64_t check_at;
};

static enum et_err check_session(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_room session;
	enum et_err err;

	err = et_store_room_by_id(call->store, &params->session, call->arena, &session);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_FORBIDDEN : err;
	if (!et_id_eq(&session.case_id, &params->case_id))
		return ET_FORBIDDEN;
	return session.closed_at != 0 ? ET_HOUR_CLOSED : ET_OK;
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct loaded *loaded = et_arena_alloc(call->arena, sizeof(*loaded));
	struct et_store_consent row;
	struct et_consent consent;
	struct et_member member;
	bool in_force, has;
	enum et_err err;

	if (loaded == NULL)
		return ET_NO_MEMORY;
	call->loaded = loaded;
	call->about.object_id = params->session;
	call->about.comp = 'S';
	call->about.purpose = "consultation";
	if ((err = et_access_case(call, &params->case_id, &member, &in_force)) != ET_OK)
		return err;
	call->about.recipient_org = et_access_recipient_org(call, &member);
	/* The room is for speaking with Kela: without consent it opens for nobody. */
	if (!in_force)
		return ET_NO_CONSENT;
	if ((err = et_permission_open(&member, ET_COMP_S, in_force)) != ET_OK)
		return err;
	if ((err = check_session(call)) != ET_OK ||
		(err = et_room_has_space(call->service, &params->session, call->conn)) != ET_OK)
		return err;
	err = et_access_consent(call->store, &params->case_id, call->arena, &row, &consent, &has);
	if (err != ET_OK)
		return err;
	return et_room_check_at(call, &params->case_id, &consent, &loaded->check_at);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const struct loaded *loaded = call->loaded;

	et_json_id(&call->reply, "room", &params->session);
	et_room_peers(call->service, &params->session, call->conn, &call->reply);
	et_outbox_room_join(call, &params->session, &params->case_id, loaded->check_at);
	return et_room_ice(call);
}

const struct et_command et_command_room_join = {
	.name = "room-join",
	.summary =
		"into the room of an open session, with consent in force; in the stead of another connection of "
		"the same person; `room_full`: five are in it. `ice` is good for `turn-ttl`. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_LIGHT,
	.action = "room-join",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ room: Id; peers: Peer[]; ice: Ice[]; relay_only: boolean }",
	ET_EVENTS(ET_EVENT_PEERS, ET_EVENT_CLOSED, ET_EVENT_LOBBY, ET_EVENT_GUEST),
	.authorise = authorise,
	.handle = handle,
};
