/*
 * dir-get: the directory chain from a place on, for clients to verify by themselves.
 */
#include <etatunti/service/call.h>

#include "../directory/directory.h"

/* A statement and its signature are two blobs of the 64 that a frame holds. */
#define STATEMENTS_MAX 32

struct params {
	int64_t from;
};

static const struct et_field fields[] = {
	ET_F_INT(struct params, from, "from", 1, INT32_MAX),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_dir_statement *rows;
	struct et_store_head head;
	size_t count, index;
	enum et_err err;

	if ((err = et_directory_head(call->store, &call->deployment->g, &head)) != ET_OK)
		return err;
	err = et_store_directory_list(
		call->store, params->from, STATEMENTS_MAX, call->arena, &rows, &count);
	if (err != ET_OK)
		return err;
	for (size_t i = 0; i < count; i++) {
		if ((err = et_call_blob(call, rows[i].stmt, &index)) != ET_OK)
			return err;
		if ((err = et_call_blob(call, et_sig_slice(&rows[i].sig), &index)) != ET_OK)
			return err;
	}
	et_json_int(&call->reply, "from", params->from);
	et_json_int(&call->reply, "count", (int64_t)count);
	et_directory_put_head(&call->reply, &head);
	return ET_OK;
}

const struct et_command et_command_dir_get = {
	.name = "dir-get",
	.summary = "statements of the directory from a seq on: blobs [stmt, sig]*, at most 32",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ from: number; count: number; head: Head }",
	.reply_blobs = true,
	.handle = handle,
};
