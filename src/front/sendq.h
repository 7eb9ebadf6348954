/*
 * What waits for one connection: whole messages, with a cap in bytes. Knows no socket.
 */
#ifndef ET_FRONT_SENDQ_H
#define ET_FRONT_SENDQ_H

#include "msg.h"

struct et_sendq {
	struct et_msg **ring;
	size_t at, count, cap; /* cap is a power of two, or 0 */
	size_t bytes, bytes_max;
};

void et_sendq_init(struct et_sendq *queue, size_t bytes_max);
void et_sendq_fini(struct et_sendq *queue);
/* Drops everything that waits. */
void et_sendq_clear(struct et_sendq *queue);

/* Takes a reference to a sealed message. ET_TOO_LARGE: over the cap, not queued. ET_NO_MEMORY. */
enum et_err et_sendq_push(struct et_sendq *queue, struct et_msg *msg) ET_MUST_USE;

/*
 * The bytes of the first messages, whole ones only: as many as fit into scratch, at least one. *out
 * points into scratch, or to the message itself if there is one only. Returns how many messages
 * these are (0: nothing waits); they stay queued until et_sendq_drop.
 */
size_t et_sendq_gather(struct et_sendq *queue, uint8_t *scratch, size_t scratch_len, uint8_t **out,
	size_t *out_len);
/* The first n messages are done with. */
void et_sendq_drop(struct et_sendq *queue, size_t n);

#endif
