/*
 * object-get: ciphertexts of objects. Each one opened is a row of the log: who, what, what for.
 */
#include <etatunti/store/object.h>

#include "standing.h"

#define OBJECTS_MAX 16
#define REV_MAX INT32_MAX

struct item {
	struct et_id object;
	int64_t rev;
};

struct object_get {
	struct et_id case_id;
	struct et_item_list objects;
};

static const struct et_field item_fields[] = {
	ET_F_ID(struct item, object, "object"),
	ET_F_INT(struct item, rev, "rev", 1, REV_MAX),
};
static const struct et_fields item_table = ET_FIELDS(item_fields, struct item);

static const struct et_field fields[] = {
	ET_F_ID(struct object_get, case_id, "case"),
	ET_F_LIST(struct object_get, objects, "objects", item_table, 1, OBJECTS_MAX),
};

static enum et_err authorise(struct et_call *call)
{
	const struct object_get *params = call->params;
	struct et_standing *standing;
	enum et_err err;

	call->about.case_id = params->case_id;
	if ((standing = et_arena_alloc(call->arena, sizeof(*standing))) == NULL)
		return ET_NO_MEMORY;
	call->loaded = standing;
	if ((err = et_standing_load(call, &params->case_id, standing)) != ET_OK)
		return err;
	return standing->by != 0 ? ET_OK : ET_FORBIDDEN;
}

static enum et_err open_one(
	struct et_call *call, const struct et_id *case_id, const struct item *item)
{
	const struct et_standing *standing = call->loaded;
	struct et_store_object object;
	struct et_slice ct;
	size_t index;
	enum et_err err;

	call->about.object_id = item->object;
	err = et_store_object_by_rev(
		call->store, case_id, &item->object, item->rev, call->arena, &object);
	if (err != ET_OK)
		return err;
	if ((err = et_standing_open(call, standing, object.comp)) != ET_OK)
		return err;
	if (object.chunks != 0)
		return et_call_bad(call, "objects", ET_BAD_PARAM);
	err = et_store_object_ct(call->store, case_id, &item->object, item->rev, call->arena, &ct);
	if (err != ET_OK)
		return err;
	if ((err = et_call_blob(call, ct, &index)) != ET_OK)
		return err;
	struct et_act act = call->about;

	act.action = "object-get";
	return et_call_log(call, &act);
}

static enum et_err handle(struct et_call *call)
{
	const struct object_get *params = call->params;
	const struct item *items = params->objects.items;
	enum et_err err = ET_OK;

	for (size_t i = 0; err == ET_OK && i < params->objects.count; i++)
		err = open_one(call, &params->case_id, &items[i]);
	return err;
}

const struct et_command et_command_object_get = {
	.name = "object-get",
	.summary = "ciphertexts in that order (not chunked ones: chunk-get); a contact: consent in "
		   "force, or comp C. Logged one by one",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.params = ET_FIELDS(fields, struct object_get),
	.reply = "Record<string, never>",
	.reply_blobs = true,
	.authorise = authorise,
	.handle = handle,
};
