/*
 * draft-drop: a person's own draft goes; dropping twice is the same as once.
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

	return et_store_draft_drop(call->store, &call->user->uid, params->key);
}

const struct et_command et_command_draft_drop = {
	.name = "draft-drop",
	.summary = "drops one's own draft",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{}",
	.handle = handle,
};
