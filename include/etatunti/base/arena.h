/*
 * Memory that lives as long as one call (a command, a job, a row of verify) and goes at once.
 * Knows nothing of what it holds; not for secrets and not for peers, rooms or timers.
 */
#ifndef ETATUNTI_BASE_ARENA_H
#define ETATUNTI_BASE_ARENA_H

#include <stdarg.h>

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

struct et_arena;

/*
 * block_len is what one ordinary block holds, cap_len the sum that may be handed out before
 * allocations fail. NULL: no memory.
 */
struct et_arena *et_arena_new(size_t block_len, size_t cap_len) ET_MUST_USE;
void et_arena_free(struct et_arena *arena);

/* Everything handed out is gone; the first block is kept for the next call. */
void et_arena_reset(struct et_arena *arena);

/* Bytes handed out since the last reset, alignment included. */
size_t et_arena_used_len(const struct et_arena *arena);

/*
 * All of these give memory aligned for any type, or NULL when the cap is reached or the machine has
 * no memory (answer ET_NO_MEMORY). alloc and array are zeroed; a size of 0 is no error.
 */
void *et_arena_alloc(struct et_arena *arena, size_t len) ET_MUST_USE;
void *et_arena_array(struct et_arena *arena, size_t count, size_t item_len) ET_MUST_USE;
void *et_arena_memdup(struct et_arena *arena, struct et_slice bytes) ET_MUST_USE;
/* NUL-terminated copy of the slice. */
char *et_arena_strdup(struct et_arena *arena, struct et_slice text) ET_MUST_USE;
char *et_arena_printf(struct et_arena *arena, const char *fmt, ...) ET_MUST_USE ET_PRINTF(2, 3);
char *et_arena_vprintf(struct et_arena *arena, const char *fmt, va_list args)
	ET_MUST_USE ET_PRINTF(2, 0);

/* A copy of the bytes as a slice. ET_NO_MEMORY. */
enum et_err et_arena_slice(struct et_arena *arena, struct et_slice bytes, struct et_slice *out)
	ET_MUST_USE;

#endif
