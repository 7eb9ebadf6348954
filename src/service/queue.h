/*
 * Deliveries in the order in which they must leave, each with its own copy of the bytes. Frames for
 * many recipients share one copy.
 */
#ifndef ETATUNTI_SERVICE_SRC_QUEUE_H
#define ETATUNTI_SERVICE_SRC_QUEUE_H

#include <etatunti/base/buf.h>
#include <etatunti/base/list.h>
#include <etatunti/service/service.h>

struct et_queue {
	struct et_list items;
	size_t len;                /* bytes of the items, as often as they go out */
	struct et_queued *current; /* lent out by take */
};

/* Bytes that several deliveries share. */
struct et_shared;

void et_queue_init(struct et_queue *queue);
void et_queue_fini(struct et_queue *queue);

/* A copy of the bytes with one reference, the caller's; NULL: no memory. */
struct et_shared *et_shared_new(struct et_slice bytes) ET_MUST_USE;
/* The same of what a buffer without an error holds, taken over: the buffer is empty after it. */
struct et_shared *et_shared_take(struct et_buf *buf) ET_MUST_USE;
void et_shared_release(struct et_shared *shared);

/* bytes of the delivery are ignored: shared (may be NULL) gives them. ET_NO_MEMORY. */
enum et_err et_queue_put(struct et_queue *queue, const struct et_delivery *delivery,
	struct et_shared *shared) ET_MUST_USE;
/* Everything that waits is gone. */
void et_queue_drop(struct et_queue *queue);
bool et_queue_take(struct et_queue *queue, struct et_delivery *out);

#endif
