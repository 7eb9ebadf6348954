/*
 * dir-append: one signed statement onto the directory. What it may say is its kind's business.
 */
#include "../directory/directory.h"

/* Four thousand characters of a template; so 32 of them go into one reply to dir-get. */
#define STATEMENT_LEN_MAX 18432

struct params {
	struct et_slice stmt, sig;
};

static const struct et_field fields[] = {
	ET_F_BLOB(struct params, stmt, "stmt", ET_FIELD_REQUIRED, 1, STATEMENT_LEN_MAX),
	ET_F_BLOB(struct params, sig, "sig", ET_FIELD_REQUIRED, 64, 64),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_head head;
	struct et_sig sig;
	enum et_err err;

	if (!et_sig_from(params->sig, &sig))
		return et_call_bad(call, "sig", ET_BAD_PARAM);
	if ((err = et_directory_append(call, params->stmt, &sig, NULL, &head)) != ET_OK)
		return err;
	et_json_int(&call->reply, "seq", head.seq);
	et_json_hash(&call->reply, "hash", &head.hash);
	return ET_OK;
}

const struct et_command et_command_dir_append = {
	.name = "dir-append",
	.summary =
		"one signed statement onto the directory, each kind by whom it says; conflict carries {head}; who has no part "
		"any more is out of rooms and lobbies, the sessions of who is revoked or has new "
		"keys end; the hours follow a `series-set` and an `hour-set` at once (section 4), "
		"and who is in their queue moves with them",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "dir-append",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ seq: number; hash: Hash }",
	ET_EVENTS(ET_EVENT_DIRECTORY, ET_EVENT_CONFIRMED, ET_EVENT_PENDING, ET_EVENT_PEERS,
		ET_EVENT_LOBBY, ET_EVENT_CLOSED, ET_EVENT_SERIES, ET_EVENT_HOUR, ET_EVENT_PLACE,
		ET_EVENT_QUEUE, ET_EVENT_GUEST_OVER, ET_EVENT_ENDED),
	.handle = handle,
};
