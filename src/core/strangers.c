/* See strangers.h. */
#include "strangers.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/base/list.h>
#include <etatunti/base/map.h>

struct kept {
	struct et_link link;
	enum et_ipc_type type;
	uint64_t conn;
	size_t len;
	uint8_t payload[];
};

struct et_strangers {
	struct et_list all;
	struct et_map *newest; /* of each connection */
	struct kept *borrowed; /* by who took it */
	size_t len;
};

static size_t len_of(const struct kept *kept)
{
	return sizeof(*kept) + kept->len;
}

struct et_strangers *et_strangers_new(const struct et_env *env)
{
	struct et_strangers *strangers = calloc(1, sizeof(*strangers));

	if (strangers == NULL)
		return NULL;
	et_list_init(&strangers->all);
	if ((strangers->newest = et_map_new(et_env_id(env))) == NULL) {
		free(strangers);
		return NULL;
	}
	return strangers;
}

void et_strangers_free(struct et_strangers *strangers)
{
	if (strangers == NULL)
		return;
	et_strangers_forget(strangers);
	et_map_free(strangers->newest);
	free(strangers);
}

void et_strangers_forget(struct et_strangers *strangers)
{
	struct et_ipc_frame frame;

	while (et_strangers_next(strangers, &frame))
		;
}

bool et_strangers_are_none(const struct et_strangers *strangers)
{
	return et_list_is_empty(&strangers->all);
}

bool et_strangers_have(const struct et_strangers *strangers, uint64_t conn)
{
	return et_map_get_u64(strangers->newest, conn) != NULL;
}

/* Where another one was the newest, the map has room for this one. */
static enum et_err is_newest(struct et_strangers *strangers, struct kept *kept)
{
	(void)et_map_remove_u64(strangers->newest, kept->conn);
	return et_map_insert_u64(strangers->newest, kept->conn, kept);
}

bool et_strangers_are_full(const struct et_strangers *strangers)
{
	return strangers->len >= ET_STRANGERS_LEN_MAX;
}

enum et_err et_strangers_keep(struct et_strangers *strangers, const struct et_ipc_frame *frame)
{
	struct kept *kept = malloc(sizeof(*kept) + frame->payload.len);
	enum et_err err;

	if (kept == NULL)
		return ET_NO_MEMORY;
	*kept = (struct kept){
		.type = frame->type, .conn = frame->conn, .len = frame->payload.len
	};
	if (kept->len > 0)
		memcpy(kept->payload, frame->payload.ptr, kept->len);
	if ((err = is_newest(strangers, kept)) != ET_OK) {
		free(kept);
		return err;
	}
	et_list_push_back(&strangers->all, &kept->link);
	strangers->len += len_of(kept);
	return ET_OK;
}

bool et_strangers_next(struct et_strangers *strangers, struct et_ipc_frame *frame)
{
	struct et_link *first = et_list_pop_front(&strangers->all);
	struct kept *kept;

	free(strangers->borrowed);
	strangers->borrowed = NULL;
	if (first == NULL)
		return false;
	kept = ET_CONTAINER(first, struct kept, link);
	if (et_map_get_u64(strangers->newest, kept->conn) == kept)
		(void)et_map_remove_u64(strangers->newest, kept->conn);
	strangers->len -= len_of(kept);
	strangers->borrowed = kept;
	*frame = (struct et_ipc_frame){ .type = kept->type,
		.conn = kept->conn,
		.payload = et_slice_of(kept->payload, kept->len) };
	return true;
}
