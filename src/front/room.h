/*
 * Who is in which room, as core said, and under which public id. Decides nothing and sends nothing.
 */
#ifndef ET_FRONT_ROOM_H
#define ET_FRONT_ROOM_H

#include <etatunti/base/list.h>
#include <etatunti/base/map.h>

struct et_rooms {
	struct et_map *map;
};

/* Embedded in whatever can be in rooms. */
struct et_guest {
	struct et_list memberships;
};

struct et_room {
	struct et_id id;
	struct et_list members;
};

/* One guest in one room. */
struct et_member {
	struct et_link in_room, in_guest;
	struct et_room *room;
	struct et_guest *guest;
	struct et_id public_conn;
};

enum et_err et_rooms_init(struct et_rooms *rooms, struct et_id seed) ET_MUST_USE;
void et_rooms_fini(struct et_rooms *rooms);

void et_guest_init(struct et_guest *guest);

/* Joining again only changes the public id. ET_NO_MEMORY. */
enum et_err et_room_join(struct et_rooms *rooms, const struct et_id *room, struct et_guest *guest,
	const struct et_id *public_conn) ET_MUST_USE;
/* Nothing happens to who is not in. An empty room is gone. */
void et_room_leave(struct et_rooms *rooms, const struct et_id *room, struct et_guest *guest);
void et_room_leave_all(struct et_rooms *rooms, struct et_guest *guest);
/* Everyone out. */
void et_room_close(struct et_rooms *rooms, const struct et_id *room);

/* The membership of guest in that room, or NULL. */
struct et_member *et_room_member(const struct et_guest *guest, const struct et_id *room);

#endif
