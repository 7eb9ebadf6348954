/*
 * chunk-put: a piece of an attachment, staged until the `object` statement vouches for it.
 */
#include <etatunti/store/chunk.h>
#include <etatunti/store/object.h>

#include "standing.h"

/* 64 KiB padded, nonce, tag: every chunk has this length. */
#define CHUNK_LEN (65536 + 24 + 16)
/* Staged and unused by one person: room for two of the largest attachments. */
#define STAGED_LEN_MAX ((int64_t)2 * ET_STORE_CHUNKS_MAX * CHUNK_LEN)

struct chunk_put {
	struct et_id case_id, object;
	int64_t index;
	struct et_slice data;
};

static const struct et_field fields[] = {
	ET_F_ID(struct chunk_put, case_id, "case"),
	ET_F_ID(struct chunk_put, object, "object"),
	ET_F_INT(struct chunk_put, index, "index", 0, ET_STORE_CHUNKS_MAX - 1),
	ET_F_BLOB(struct chunk_put, data, "data", ET_FIELD_REQUIRED, CHUNK_LEN, CHUNK_LEN),
};

/* Chunked types (attachment, consent-file) are the pair's to write, in a case that is open. */
static enum et_err authorise(struct et_call *call)
{
	const struct chunk_put *params = call->params;
	struct et_standing standing;
	struct et_store_object object;
	enum et_err err;

	call->about.case_id = params->case_id;
	call->about.object_id = params->object;
	if ((err = et_standing_load(call, &params->case_id, &standing)) != ET_OK)
		return err;
	if (standing.by != ET_BY_PAIR)
		return ET_FORBIDDEN;
	if (et_standing_state(&standing).closed)
		return ET_BAD_STATEMENT;
	/* Its one revision is signed: a chunk more would be one that nobody vouches for. */
	err = et_store_object_newest(
		call->store, &params->case_id, &params->object, call->arena, &object);
	if (err == ET_OK)
		return ET_CONFLICT;
	return err == ET_NOT_FOUND ? ET_OK : err;
}

static enum et_err handle(struct et_call *call)
{
	const struct chunk_put *params = call->params;
	const struct et_store_chunk chunk = {
		.case_id = params->case_id,
		.object_id = params->object,
		.idx = params->index,
		.ct = params->data,
		.ct_hash = et_call_hash_of(call, params->data),
		.size = (int64_t)params->data.len,
		.uploader = call->user->uid,
		.at = call->now_ms,
	};
	int64_t staged;
	enum et_err err;

	err = et_store_chunk_staged_len(call->store, &call->user->uid, &staged);
	if (err != ET_OK)
		return err;
	if (staged + chunk.size > STAGED_LEN_MAX)
		return ET_TOO_LARGE;
	return et_store_chunk_put(call->store, &chunk);
}

const struct et_command et_command_chunk_put = {
	.name = "chunk-put",
	.summary = "one chunk, 65,576 bytes, staged; taken by the `object` statement of the same "
		   "author, dropped after 24 h; `conflict`: taken already",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_WORKER,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.params = ET_FIELDS(fields, struct chunk_put),
	.reply = "Record<string, never>",
	.authorise = authorise,
	.handle = handle,
};
