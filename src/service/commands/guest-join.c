/*
 * guest-join: a guest who has been let in comes into the room, and gets what the pair has sealed for these keys.
 * A disclosure to somebody who is of no organisation: the row names the guest.
 */
#include <etatunti/service/access.h>
#include <etatunti/service/outbox.h>

#include "../guests.h"
#include "../ice.h"
#include "../room.h"

struct loaded {
	struct et_store_guest row;
	int64_t check_at;
};

static enum et_err when_checked(struct et_call *call, struct loaded *loaded)
{
	struct et_store_consent consent;
	struct et_consent facts;
	bool has;
	enum et_err err;

	err = et_access_consent(
		call->store, &loaded->row.case_id, call->arena, &consent, &facts, &has);
	if (err != ET_OK)
		return err;
	return et_room_check_at(call, &loaded->row.case_id, &facts, &loaded->check_at);
}

static enum et_err authorise(struct et_call *call)
{
	struct loaded *loaded = et_arena_alloc(call->arena, sizeof(*loaded));
	const struct et_conn *conn = call->conn;
	enum et_err err;

	if (loaded == NULL)
		return ET_NO_MEMORY;
	call->loaded = loaded;
	call->about = (struct et_act){ .object_id = conn->uid,
		.case_id = conn->knock.case_id,
		.comp = 'S',
		.purpose = "consultation" };
	if ((err = et_guests_let_in(call, &loaded->row)) != ET_OK)
		return err;
	err = et_room_has_space(call->service, &loaded->row.session_id, conn);
	if (err != ET_OK)
		return err;
	return when_checked(call, loaded);
}

static enum et_err handle(struct et_call *call)
{
	const struct loaded *loaded = call->loaded;
	const struct et_store_guest *row = &loaded->row;
	size_t wrap;
	enum et_err err;

	if ((err = et_call_blob(call, row->wrap, &wrap)) != ET_OK)
		return err;
	et_json_int(&call->reply, "wrap", (int64_t)wrap);
	et_json_id(&call->reply, "room", &row->session_id);
	et_room_peers(call->service, &row->session_id, call->conn, &call->reply);
	if ((err = et_room_ice(call)) != ET_OK)
		return err;
	et_outbox_room_join(call, &row->session_id, &row->case_id, loaded->check_at);
	return ET_OK;
}

const struct et_command et_command_guest_join = {
	.name = "guest-join",
	.summary =
		"a guest who has been let in comes into the room; wrap: what the pair has sealed for "
		"these keys. Logged",
	.states = ET_CONN_GUEST,
	.roles = ET_ROLE_ANY,
	.effect = ET_PRESENCE,
	.rate = ET_RATE_LIGHT,
	.action = "guest-join",
	.params = ET_FIELDS_NONE,
	.reply = "{ wrap: number; room: Id; peers: Peer[]; ice: Ice[]; relay_only: boolean }",
	.reply_blobs = true,
	ET_EVENTS(ET_EVENT_PEERS, ET_EVENT_GUEST_OVER),
	.authorise = authorise,
	.handle = handle,
};
