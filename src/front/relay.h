/*
 * Peer frames (PROTOCOL.md, binary kind 2): who gets one. The body is never looked at.
 */
#ifndef ET_FRONT_RELAY_H
#define ET_FRONT_RELAY_H

#include "room.h"

#define ET_RELAY_KIND 2
#define ET_RELAY_HEADER_LEN ((size_t)52)
#define ET_RELAY_BODY_MAX ((size_t)64 << 10)

/* u8 kind, u8[3] zero, room, from, to; to is zero for everyone else in the room. */
struct et_relay_header {
	struct et_id room, from, to;
};

/* ET_BAD_FRAME: not a peer frame's header. ET_TOO_LARGE: the body is over its cap. */
enum et_err et_relay_parse(struct et_slice frame, struct et_relay_header *header) ET_MUST_USE;

/* Called for each guest that gets the frame. May take this guest out of the room, nobody else. */
typedef void et_relay_fn(void *ctx, struct et_guest *guest);

/*
 * Hands the frame of sender to those it is for; *count says to how many. ET_FORBIDDEN: the sender is
 * not in that room, or claims another's id. Nobody gets it then.
 */
enum et_err et_relay_route(const struct et_guest *sender, const struct et_relay_header *header,
	et_relay_fn *deliver, void *ctx, size_t *count) ET_MUST_USE;

#endif
