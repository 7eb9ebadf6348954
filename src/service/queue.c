/*
 * A list of heap items; what is lent out is freed at the next take.
 */
#include "queue.h"

#include <stdlib.h>
#include <string.h>

struct et_shared {
	size_t refs, len;
	uint8_t *bytes; /* right behind, or taken over */
};

struct et_queued {
	struct et_link link;
	struct et_delivery delivery;
	struct et_shared *shared;
};

struct et_shared *et_shared_new(struct et_slice bytes)
{
	struct et_shared *shared = malloc(sizeof(*shared) + bytes.len);

	if (shared == NULL)
		return NULL;
	shared->refs = 1;
	shared->len = bytes.len;
	shared->bytes = (uint8_t *)(shared + 1);
	if (bytes.len > 0)
		memcpy(shared->bytes, bytes.ptr, bytes.len);
	return shared;
}

struct et_shared *et_shared_take(struct et_buf *buf)
{
	struct et_shared *shared = malloc(sizeof(*shared));

	if (shared == NULL)
		return NULL;
	shared->refs = 1;
	if (et_buf_take(buf, &shared->bytes, &shared->len) == ET_OK)
		return shared;
	free(shared);
	return NULL;
}

void et_shared_release(struct et_shared *shared)
{
	if (shared == NULL || --shared->refs > 0)
		return;
	if (shared->bytes != (uint8_t *)(shared + 1))
		free(shared->bytes);
	free(shared);
}

static void queued_free(struct et_queued *item)
{
	if (item == NULL)
		return;
	et_shared_release(item->shared);
	free(item);
}

void et_queue_init(struct et_queue *queue)
{
	et_list_init(&queue->items);
	queue->current = NULL;
	queue->len = 0;
}

void et_queue_fini(struct et_queue *queue)
{
	et_queue_drop(queue);
}

void et_queue_drop(struct et_queue *queue)
{
	struct et_delivery ignored;

	while (et_queue_take(queue, &ignored))
		;
}

enum et_err et_queue_put(
	struct et_queue *queue, const struct et_delivery *delivery, struct et_shared *shared)
{
	struct et_queued *item = calloc(1, sizeof(*item));

	if (item == NULL)
		return ET_NO_MEMORY;
	item->delivery = *delivery;
	item->delivery.bytes = (struct et_slice){ 0 };
	if (shared != NULL) {
		shared->refs++;
		item->shared = shared;
		item->delivery.bytes = et_slice_of(shared->bytes, shared->len);
	}
	et_list_push_back(&queue->items, &item->link);
	queue->len += item->delivery.bytes.len;
	return ET_OK;
}

bool et_queue_take(struct et_queue *queue, struct et_delivery *out)
{
	struct et_link *link = et_list_pop_front(&queue->items);

	queued_free(queue->current);
	queue->current = NULL;
	*out = (struct et_delivery){ 0 };
	if (link == NULL)
		return false;
	queue->current = ET_CONTAINER(link, struct et_queued, link);
	queue->len -= queue->current->delivery.bytes.len;
	*out = queue->current->delivery;
	return true;
}
