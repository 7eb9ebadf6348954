/*
 * draft-get: a person's own draft.
 */
#include <etatunti/service/call.h>
#include <etatunti/store/draft.h>

#define KEY_CHARS_MAX 64

struct params {
	struct et_slice key;
};

static const struct et_field fields[] = {
	ET_F_STR(struct params, key, "key", 1, KEY_CHARS_MAX),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_draft draft;
	size_t index;
	enum et_err err;

	err = et_store_draft_get(call->store, &call->user->uid, params->key, call->arena, &draft);
	if (err != ET_OK)
		return err;
	et_json_int(&call->reply, "at", draft.at);
	return et_call_blob(call, draft.ct, &index);
}

const struct et_command et_command_draft_get = {
	.name = "draft-get",
	.summary = "one's own draft; `not_found`",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_LIGHT,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ at: Ms }",
	.reply_blobs = true,
	.handle = handle,
};
