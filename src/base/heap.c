/*
 * A binary heap in an array, slots counted from 1; each timer knows its slot, so that it can be
 * moved or taken out wherever it is.
 */
#include <stdlib.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/heap.h>

#define FIRST_CAP 64

void et_heap_init(struct et_heap *heap)
{
	*heap = (struct et_heap){ 0 };
}

void et_heap_fini(struct et_heap *heap)
{
	if (heap == NULL)
		return;
	for (size_t i = 1; i <= heap->count; i++)
		heap->slots[i]->slot = 0;
	free(heap->slots);
	et_heap_init(heap);
}

bool et_timer_is_set(const struct et_timer *timer)
{
	return timer->slot != 0;
}

static bool is_before(const struct et_timer *a, const struct et_timer *b)
{
	return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->order < b->order;
}

static void put(struct et_heap *heap, size_t slot, struct et_timer *timer)
{
	heap->slots[slot] = timer;
	timer->slot = slot;
}

/* Moves the timer from its slot to where it belongs, upwards or downwards. */
static void settle(struct et_heap *heap, struct et_timer *timer)
{
	size_t slot = timer->slot;

	while (slot > 1 && is_before(timer, heap->slots[slot / 2])) {
		put(heap, slot, heap->slots[slot / 2]);
		slot /= 2;
	}
	for (size_t child = slot * 2; child <= heap->count; child = slot * 2) {
		if (child < heap->count && is_before(heap->slots[child + 1], heap->slots[child]))
			child++;
		if (!is_before(heap->slots[child], timer))
			break;
		put(heap, slot, heap->slots[child]);
		slot = child;
	}
	put(heap, slot, timer);
}

enum et_err et_heap_set(struct et_heap *heap, struct et_timer *timer, int64_t at_ms)
{
	if (timer->slot == 0) {
		/* Slot 0 is never used: cap counts it. */
		if (heap->count + 1 >= heap->cap) {
			size_t cap = heap->cap == 0 ? FIRST_CAP : heap->cap * 2;
			struct et_timer **slots =
				realloc(heap->slots, cap * sizeof(struct et_timer *));

			if (slots == NULL)
				return ET_NO_MEMORY;
			heap->slots = slots;
			heap->cap = cap;
		}
		put(heap, ++heap->count, timer);
	}
	timer->at_ms = at_ms;
	timer->order = heap->order_next++;
	settle(heap, timer);
	return ET_OK;
}

void et_heap_unset(struct et_heap *heap, struct et_timer *timer)
{
	size_t slot = timer->slot;
	struct et_timer *last;

	if (slot == 0)
		return;
	ET_ASSERT(slot <= heap->count && heap->slots[slot] == timer);
	last = heap->slots[heap->count--];
	timer->slot = 0;
	if (last != timer) {
		put(heap, slot, last);
		settle(heap, last);
	}
}

struct et_timer *et_heap_first(const struct et_heap *heap)
{
	return heap->count == 0 ? NULL : heap->slots[1];
}

void et_heap_shift(struct et_heap *heap, int64_t by_ms)
{
	for (size_t i = 1; i <= heap->count; i++)
		heap->slots[i]->at_ms += by_ms;
}

struct et_timer *et_heap_pop_due(struct et_heap *heap, int64_t now_ms)
{
	struct et_timer *timer = et_heap_first(heap);

	if (timer == NULL || timer->at_ms > now_ms)
		return NULL;
	et_heap_unset(heap, timer);
	return timer;
}
