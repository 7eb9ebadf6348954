/*
 * Timers by time: a binary heap of embedded struct et_timer. Knows no clock: the caller says what
 * time it is. Timers of the same time come out in the order in which they were set.
 */
#ifndef ETATUNTI_BASE_HEAP_H
#define ETATUNTI_BASE_HEAP_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* Embedded in what is timed; zeroed before its first use. slot is 1-based, 0 = not set. */
struct et_timer {
	int64_t at_ms;
	uint64_t order;
	size_t slot;
};

struct et_heap {
	struct et_timer **slots;
	size_t count, cap;
	uint64_t order_next;
};

void et_heap_init(struct et_heap *heap);
/* The timers in it are unset, not freed. */
void et_heap_fini(struct et_heap *heap);

/* Sets the timer to at_ms, or moves it there if it is set. ET_NO_MEMORY: as it was before. */
enum et_err et_heap_set(struct et_heap *heap, struct et_timer *timer, int64_t at_ms) ET_MUST_USE;
/* Nothing happens if it is not set. */
void et_heap_unset(struct et_heap *heap, struct et_timer *timer);
bool et_timer_is_set(const struct et_timer *timer);

/* The earliest timer, or NULL. */
struct et_timer *et_heap_first(const struct et_heap *heap);
/* Every timer that is set, by so much earlier or later. */
void et_heap_shift(struct et_heap *heap, int64_t by_ms);
/* Unsets and returns the earliest timer with at_ms <= now_ms, or NULL. */
struct et_timer *et_heap_pop_due(struct et_heap *heap, int64_t now_ms);

#endif
