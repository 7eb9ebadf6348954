/*
 * One message on its way, framed once for all who get it: server frames carry no mask, so the same
 * bytes go to every recipient (RFC 6455 section 5). Counted by reference.
 */
#ifndef ET_FRONT_MSG_H
#define ET_FRONT_MSG_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

enum et_msg_kind {
	ET_MSG_TEXT,
	ET_MSG_BINARY,
	ET_MSG_PING, /* its payload is at most 125 bytes */
};

struct et_msg;

#define ET_MSG_SPARES 256
#define ET_MSG_SPARE_CAP ((size_t)1536)
/*
 * Messages of a video frame's size (513 to 1536 bytes) that are used again: the C library is quick up to 1 KiB only, and a
 * relay does little else than this. Zero at first; outlives its messages, but for the spare ones.
 */
struct et_msg_pool {
	struct et_msg *spare[ET_MSG_SPARES];
	size_t count;
};

/* Gives the spare ones back. */
void et_msg_pool_clear(struct et_msg_pool *pool);

/* Empty, with one reference. Room for cap bytes at first. pool: NULL for none. NULL: no memory. */
struct et_msg *et_msg_new(struct et_msg_pool *pool, size_t cap) ET_MUST_USE;
/* A sealed message with a copy of payload. pool: NULL for none. NULL: no memory. */
struct et_msg *et_msg_new_sealed(
	struct et_msg_pool *pool, enum et_msg_kind kind, struct et_slice payload) ET_MUST_USE;
void et_msg_acquire(struct et_msg *msg);
/* NULL is nothing. */
void et_msg_release(struct et_msg *msg);

/*
 * Adds bytes to a message that is not sealed and that nobody else holds; *msg may move. It grows by
 * what comes. ET_TOO_LARGE: it would be longer than max, nothing added. ET_NO_MEMORY.
 */
enum et_err et_msg_append(struct et_msg **msg, struct et_slice bytes, size_t max) ET_MUST_USE;
struct et_slice et_msg_payload(const struct et_msg *msg);

/* Writes the frame header in front of the payload; no append after it. */
void et_msg_seal(struct et_msg *msg, enum et_msg_kind kind);
/* Header and payload of a sealed message, as they go to the socket. */
uint8_t *et_msg_wire(struct et_msg *msg, size_t *len);

#endif
