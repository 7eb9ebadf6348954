/*
 * A ring of references. Only whole messages leave it: between two writes the library may put a
 * control frame of its own on the wire, which must never fall into the middle of a message.
 */
#include "sendq.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/base/assert.h>

#define FIRST_CAP 8

void et_sendq_init(struct et_sendq *queue, size_t bytes_max)
{
	*queue = (struct et_sendq){ .bytes_max = bytes_max };
}

static struct et_msg **slot(struct et_sendq *queue, size_t i)
{
	return &queue->ring[(queue->at + i) & (queue->cap - 1)];
}

void et_sendq_clear(struct et_sendq *queue)
{
	et_sendq_drop(queue, queue->count);
}

void et_sendq_fini(struct et_sendq *queue)
{
	et_sendq_clear(queue);
	free(queue->ring);
	et_sendq_init(queue, queue->bytes_max);
}

static enum et_err grow(struct et_sendq *queue)
{
	size_t cap = queue->cap == 0 ? FIRST_CAP : queue->cap * 2;
	struct et_msg **ring = calloc(cap, sizeof(struct et_msg *));

	if (ring == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < queue->count; i++)
		ring[i] = *slot(queue, i);
	free(queue->ring);
	queue->ring = ring;
	queue->cap = cap;
	queue->at = 0;
	return ET_OK;
}

enum et_err et_sendq_push(struct et_sendq *queue, struct et_msg *msg)
{
	enum et_err err;
	size_t len;

	(void)et_msg_wire(msg, &len);
	if (len > queue->bytes_max - queue->bytes)
		return ET_TOO_LARGE;
	if (queue->count == queue->cap && (err = grow(queue)) != ET_OK)
		return err;
	et_msg_acquire(msg);
	*slot(queue, queue->count) = msg;
	queue->count++;
	queue->bytes += len;
	return ET_OK;
}

size_t et_sendq_gather(struct et_sendq *queue, uint8_t *scratch, size_t scratch_len, uint8_t **out,
	size_t *out_len)
{
	size_t n = 0, len;
	uint8_t *wire;

	*out = NULL;
	*out_len = 0;
	if (queue->count == 0)
		return 0;
	wire = et_msg_wire(*slot(queue, 0), &len);
	if (queue->count == 1 || len > scratch_len) {
		*out = wire;
		*out_len = len;
		return 1;
	}
	while (n < queue->count) {
		wire = et_msg_wire(*slot(queue, n), &len);
		if (len > scratch_len - *out_len)
			break;
		memcpy(scratch + *out_len, wire, len);
		*out_len += len;
		n++;
	}
	*out = scratch;
	return n;
}

void et_sendq_drop(struct et_sendq *queue, size_t n)
{
	size_t len;

	ET_ASSERT(n <= queue->count);
	for (size_t i = 0; i < n; i++) {
		struct et_msg **first = slot(queue, 0);

		(void)et_msg_wire(*first, &len);
		et_msg_release(*first);
		*first = NULL;
		queue->bytes -= len;
		queue->at = (queue->at + 1) & (queue->cap - 1);
		queue->count--;
	}
}
