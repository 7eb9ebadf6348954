/*
 * A chain of blocks, bumped. An allocation larger than a block gets a block of its own size.
 */
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/arena.h>
#include <etatunti/base/assert.h>

struct block {
	struct block *older;
	size_t len, used_len;
	alignas(max_align_t) uint8_t bytes[];
};

struct et_arena {
	size_t block_len, cap_len, used_len;
	struct block *newest; /* never NULL; the oldest one is kept by reset */
};

#define ALIGN alignof(max_align_t)

static struct block *block_new(size_t len, struct block *older)
{
	struct block *block;

	if (len > SIZE_MAX - sizeof(*block))
		return NULL;
	if ((block = malloc(sizeof(*block) + len)) == NULL)
		return NULL;
	block->older = older;
	block->len = len;
	block->used_len = 0;
	return block;
}

struct et_arena *et_arena_new(size_t block_len, size_t cap_len)
{
	struct et_arena *arena;

	ET_ASSERT(block_len > 0);
	if ((arena = malloc(sizeof(*arena))) == NULL)
		return NULL;
	arena->block_len = block_len;
	arena->cap_len = cap_len;
	arena->used_len = 0;
	if ((arena->newest = block_new(block_len, NULL)) == NULL) {
		free(arena);
		return NULL;
	}
	return arena;
}

void et_arena_reset(struct et_arena *arena)
{
	while (arena->newest->older != NULL) {
		struct block *block = arena->newest;

		arena->newest = block->older;
		free(block);
	}
	arena->newest->used_len = 0;
	arena->used_len = 0;
}

void et_arena_free(struct et_arena *arena)
{
	if (arena == NULL)
		return;
	et_arena_reset(arena);
	free(arena->newest);
	free(arena);
}

size_t et_arena_used_len(const struct et_arena *arena)
{
	return arena->used_len;
}

/* Not zeroed. A size of 0 still gives a place of its own. */
static void *bump(struct et_arena *arena, size_t len)
{
	struct block *block = arena->newest;
	void *out;

	if (len == 0)
		len = 1;
	if (len > SIZE_MAX - (ALIGN - 1))
		return NULL;
	len = (len + ALIGN - 1) / ALIGN * ALIGN;
	if (len > arena->cap_len - arena->used_len)
		return NULL;
	if (len > block->len - block->used_len) {
		block = block_new(len > arena->block_len ? len : arena->block_len, block);
		if (block == NULL)
			return NULL;
		arena->newest = block;
	}
	out = block->bytes + block->used_len;
	block->used_len += len;
	arena->used_len += len;
	return out;
}

void *et_arena_alloc(struct et_arena *arena, size_t len)
{
	void *out = bump(arena, len);

	if (out != NULL)
		memset(out, 0, len);
	return out;
}

void *et_arena_array(struct et_arena *arena, size_t count, size_t item_len)
{
	if (item_len != 0 && count > SIZE_MAX / item_len)
		return NULL;
	return et_arena_alloc(arena, count * item_len);
}

void *et_arena_memdup(struct et_arena *arena, struct et_slice bytes)
{
	void *out = bump(arena, bytes.len);

	if (out != NULL && bytes.len > 0)
		memcpy(out, bytes.ptr, bytes.len);
	return out;
}

char *et_arena_strdup(struct et_arena *arena, struct et_slice text)
{
	char *out;

	if (text.len == SIZE_MAX || (out = bump(arena, text.len + 1)) == NULL)
		return NULL;
	if (text.len > 0)
		memcpy(out, text.ptr, text.len);
	out[text.len] = '\0';
	return out;
}

char *et_arena_vprintf(struct et_arena *arena, const char *fmt, va_list args)
{
	va_list again;
	char *out = NULL;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	ET_ASSERT(len >= 0);
	if ((out = bump(arena, (size_t)len + 1)) != NULL)
		(void)vsnprintf(out, (size_t)len + 1, fmt, again);
	va_end(again);
	return out;
}

char *et_arena_printf(struct et_arena *arena, const char *fmt, ...)
{
	va_list args;
	char *out;

	va_start(args, fmt);
	out = et_arena_vprintf(arena, fmt, args);
	va_end(args);
	return out;
}

enum et_err et_arena_slice(struct et_arena *arena, struct et_slice bytes, struct et_slice *out)
{
	void *copy = et_arena_memdup(arena, bytes);

	*out = et_slice_of(copy, copy == NULL ? 0 : bytes.len);
	return copy == NULL ? ET_NO_MEMORY : ET_OK;
}
