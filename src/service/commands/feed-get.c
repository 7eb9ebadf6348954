/*
 * feed-get: whether there is an address of one's own calendar, and since when; not which.
 */
#include <etatunti/service/call.h>
#include <etatunti/store/feed.h>

static enum et_err handle(struct et_call *call)
{
	struct et_store_feed feed;
	enum et_err err;

	err = et_store_feed_by_uid(call->store, &call->user->uid, call->arena, &feed);
	if (err == ET_NOT_FOUND) {
		et_json_null(&call->reply, "made_at");
		return ET_OK;
	}
	if (err == ET_OK)
		et_json_int(&call->reply, "made_at", feed.made_at);
	return err;
}

const struct et_command et_command_feed_get = {
	.name = "feed-get",
	.summary = "when the address of one's own calendar was made; null: there is none",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_LIGHT,
	.params = ET_FIELDS_NONE,
	.reply = "{ made_at: Ms | null }",
	.handle = handle,
};
