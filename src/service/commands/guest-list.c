/*
 * guest-list: who has been invited to a case from outside, sealed under S: for members who may open S now.
 */
#include "../guests.h"
#include "../standing.h"

/* The newest: they are the ones that matter, and a reply has room for them. */
#define GUESTS_MAX 32

struct params {
	struct et_id case_id;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, case_id, "case"),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_standing standing;
	enum et_err err;

	call->about.case_id = params->case_id;
	if ((err = et_standing_load(call, &params->case_id, &standing)) != ET_OK)
		return err;
	if (standing.by == 0)
		return ET_FORBIDDEN;
	return et_standing_open(call, &standing, ET_SLICE_LIT("S"));
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_guest *guests;
	size_t count, index;
	enum et_err err;

	err = et_store_guest_list(
		call->store, &params->case_id, GUESTS_MAX, call->arena, &guests, &count);
	if (err != ET_OK)
		return err;
	et_json_array_open(&call->reply, "guests");
	for (size_t i = 0; i < count; i++) {
		/* Erased, only the chain says that there was one. */
		if (guests[i].invite.len == 0)
			continue;
		if ((err = et_call_blob(call, guests[i].invite, &index)) != ET_OK)
			return err;
		et_json_object_open(&call->reply, NULL);
		et_json_id(&call->reply, "guest", &guests[i].guest_id);
		et_json_int(&call->reply, "data", (int64_t)index);
		et_json_object_close(&call->reply);
	}
	et_json_array_close(&call->reply);
	return ET_OK;
}

const struct et_command et_command_guest_list = {
	.name = "guest-list",
	.summary =
		"the sealed invites of a case (`ct` of `guest-invite`; data: index of the blob), the "
		"newest first, at most 32; a contact: consent in force. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "guest-list",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ guests: { guest: Id; data: number }[] }",
	.reply_blobs = true,
	.authorise = authorise,
	.handle = handle,
};
