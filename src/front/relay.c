/*
 * The rule for peer frames: one may speak only in a room that core has put one into, and only under
 * the id that core gave.
 */
#include "relay.h"

#include <string.h>

#define ROOM_AT ((size_t)4)
#define FROM_AT ((size_t)20)
#define TO_AT ((size_t)36)

enum et_err et_relay_parse(struct et_slice frame, struct et_relay_header *header)
{
	memset(header, 0, sizeof(*header));
	if (frame.len < ET_RELAY_HEADER_LEN || frame.ptr[0] != ET_RELAY_KIND || frame.ptr[1] != 0 ||
		frame.ptr[2] != 0 || frame.ptr[3] != 0)
		return ET_BAD_FRAME;
	if (frame.len - ET_RELAY_HEADER_LEN > ET_RELAY_BODY_MAX)
		return ET_TOO_LARGE;
	memcpy(header->room.b, frame.ptr + ROOM_AT, sizeof(header->room.b));
	memcpy(header->from.b, frame.ptr + FROM_AT, sizeof(header->from.b));
	memcpy(header->to.b, frame.ptr + TO_AT, sizeof(header->to.b));
	return ET_OK;
}

enum et_err et_relay_route(const struct et_guest *sender, const struct et_relay_header *header,
	et_relay_fn *deliver, void *ctx, size_t *count)
{
	struct et_member *self = et_room_member(sender, &header->room);
	bool to_all = et_id_is_zero(&header->to);

	*count = 0;
	if (self == NULL || !et_id_eq(&self->public_conn, &header->from))
		return ET_FORBIDDEN;
	ET_LIST_EACH(&self->room->members, it, after)
	{
		struct et_member *member = ET_CONTAINER(it, struct et_member, in_room);

		if (member == self)
			continue;
		if (!to_all && !et_id_eq(&member->public_conn, &header->to))
			continue;
		deliver(ctx, member->guest);
		(*count)++;
	}
	return ET_OK;
}
