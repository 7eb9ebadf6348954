/*
 * feed-drop: one's own calendar is to be found at no address any more. No error if there was none.
 */
#include <etatunti/service/call.h>
#include <etatunti/store/feed.h>

static enum et_err handle(struct et_call *call)
{
	return et_store_feed_drop(call->store, &call->user->uid);
}

const struct et_command et_command_feed_drop = {
	.name = "feed-drop",
	.summary = "the address of one's own calendar is worth nothing any more. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "feed-drop",
	.params = ET_FIELDS_NONE,
	.reply = "Record<string, never>",
	.handle = handle,
};
