/*
 * Rooms exist while somebody is in them. A guest is in few rooms and a room has few guests, so
 * lists are walked.
 */
#include "room.h"

#include <stdlib.h>

enum et_err et_rooms_init(struct et_rooms *rooms, struct et_id seed)
{
	rooms->map = et_map_new(seed);
	return rooms->map == NULL ? ET_NO_MEMORY : ET_OK;
}

void et_guest_init(struct et_guest *guest)
{
	et_list_init(&guest->memberships);
}

static void member_free(struct et_member *member)
{
	et_list_remove(&member->room->members, &member->in_room);
	et_list_remove(&member->guest->memberships, &member->in_guest);
	free(member);
}

static void free_if_empty(struct et_rooms *rooms, struct et_room *room)
{
	if (!et_list_is_empty(&room->members))
		return;
	et_map_remove(rooms->map, &room->id);
	free(room);
}

void et_rooms_fini(struct et_rooms *rooms)
{
	struct et_room *room;
	size_t cursor = 0;

	if (rooms == NULL || rooms->map == NULL)
		return;
	while ((room = et_map_next(rooms->map, &cursor)) != NULL) {
		ET_LIST_EACH(&room->members, it, after)
		member_free(ET_CONTAINER(it, struct et_member, in_room));
		free(room);
	}
	et_map_free(rooms->map);
	rooms->map = NULL;
}

static enum et_err find_or_add(
	struct et_rooms *rooms, const struct et_id *id, struct et_room **room)
{
	enum et_err err;

	if ((*room = et_map_get(rooms->map, id)) != NULL)
		return ET_OK;
	if ((*room = calloc(1, sizeof(**room))) == NULL)
		return ET_NO_MEMORY;
	(*room)->id = *id;
	et_list_init(&(*room)->members);
	if ((err = et_map_insert(rooms->map, id, *room)) != ET_OK) {
		free(*room);
		*room = NULL;
	}
	return err;
}

enum et_err et_room_join(struct et_rooms *rooms, const struct et_id *id, struct et_guest *guest,
	const struct et_id *public_conn)
{
	struct et_member *member;
	struct et_room *room;
	enum et_err err;

	if ((member = et_room_member(guest, id)) != NULL) {
		member->public_conn = *public_conn;
		return ET_OK;
	}
	if ((err = find_or_add(rooms, id, &room)) != ET_OK)
		return err;
	if ((member = calloc(1, sizeof(*member))) == NULL) {
		free_if_empty(rooms, room);
		return ET_NO_MEMORY;
	}
	member->room = room;
	member->guest = guest;
	member->public_conn = *public_conn;
	et_list_push_back(&room->members, &member->in_room);
	et_list_push_back(&guest->memberships, &member->in_guest);
	return ET_OK;
}

static void leave(struct et_rooms *rooms, struct et_member *member)
{
	struct et_room *room = member->room;

	member_free(member);
	free_if_empty(rooms, room);
}

void et_room_leave(struct et_rooms *rooms, const struct et_id *id, struct et_guest *guest)
{
	struct et_member *member = et_room_member(guest, id);

	if (member != NULL)
		leave(rooms, member);
}

void et_room_leave_all(struct et_rooms *rooms, struct et_guest *guest)
{
	ET_LIST_EACH(&guest->memberships, it, after)
	leave(rooms, ET_CONTAINER(it, struct et_member, in_guest));
}

void et_room_close(struct et_rooms *rooms, const struct et_id *id)
{
	struct et_room *room = et_map_get(rooms->map, id);

	if (room == NULL)
		return;
	ET_LIST_EACH(&room->members, it, after)
	member_free(ET_CONTAINER(it, struct et_member, in_room));
	free_if_empty(rooms, room);
}

struct et_member *et_room_member(const struct et_guest *guest, const struct et_id *id)
{
	ET_LIST_EACH(&guest->memberships, it, after)
	{
		struct et_member *member = ET_CONTAINER(it, struct et_member, in_guest);

		if (et_id_eq(&member->room->id, id))
			return member;
	}
	return NULL;
}
