/*
 * chunk-get: a piece of an attachment. Opening one is logged at its first piece; for Kela at each, so
 * that nothing is disclosed beside the log.
 */
#include <etatunti/store/chunk.h>
#include <etatunti/store/object.h>

#include "standing.h"

struct chunk_get {
	struct et_id case_id, object;
	int64_t index;
};

static const struct et_field fields[] = {
	ET_F_ID(struct chunk_get, case_id, "case"),
	ET_F_ID(struct chunk_get, object, "object"),
	ET_F_INT(struct chunk_get, index, "index", 0, ET_STORE_CHUNKS_MAX - 1),
};

static enum et_err authorise(struct et_call *call)
{
	const struct chunk_get *params = call->params;
	struct et_standing *standing;
	struct et_store_object object;
	enum et_err err;

	call->about.case_id = params->case_id;
	call->about.object_id = params->object;
	if ((standing = et_arena_alloc(call->arena, sizeof(*standing))) == NULL)
		return ET_NO_MEMORY;
	call->loaded = standing;
	if ((err = et_standing_load(call, &params->case_id, standing)) != ET_OK)
		return err;
	if (standing->by == 0)
		return ET_FORBIDDEN;
	err = et_store_object_newest(
		call->store, &params->case_id, &params->object, call->arena, &object);
	if (err != ET_OK)
		return err;
	if ((err = et_standing_open(call, standing, object.comp)) != ET_OK)
		return err;
	return params->index < object.chunks ? ET_OK : ET_NOT_FOUND;
}

static enum et_err handle(struct et_call *call)
{
	const struct chunk_get *params = call->params;
	const struct et_standing *standing = call->loaded;
	struct et_store_chunk chunk;
	size_t index;
	enum et_err err;

	err = et_store_chunk_get(
		call->store, &params->case_id, &params->object, params->index, call->arena, &chunk);
	if (err != ET_OK)
		return err;
	if ((err = et_call_blob(call, chunk.ct, &index)) != ET_OK)
		return err;
	if (params->index != 0 && !standing->member.is_contact)
		return ET_OK;
	struct et_act act = call->about;

	act.action = "chunk-get";
	return et_call_log(call, &act);
}

const struct et_command et_command_chunk_get = {
	.name = "chunk-get",
	.summary =
		"one chunk of a chunked object, as object-get. Logged at index 0, for a contact at "
		"each",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.params = ET_FIELDS(fields, struct chunk_get),
	.reply = "Record<string, never>",
	.reply_blobs = true,
	.authorise = authorise,
	.handle = handle,
};
