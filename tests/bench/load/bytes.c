/*
 * A buffer that grows, taken from at its front. Out of memory ends the program: it measures only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define FIRST_CAP ((size_t)2048)

uint8_t *bytes_room(struct bytes *bytes, size_t len)
{
	size_t cap = bytes->cap == 0 ? FIRST_CAP : bytes->cap;

	if (bytes->at > 0 && bytes->at == bytes->len)
		bytes->at = bytes->len = 0;
	if (bytes->cap - bytes->len >= len)
		return bytes->ptr + bytes->len;
	if (bytes->at > 0) {
		memmove(bytes->ptr, bytes->ptr + bytes->at, bytes->len - bytes->at);
		bytes->len -= bytes->at;
		bytes->at = 0;
	}
	while (cap - bytes->len < len)
		cap *= 2;
	if (cap != bytes->cap && (bytes->ptr = realloc(bytes->ptr, cap)) == NULL) {
		fputs("load: out of memory\n", stderr);
		exit(1);
	}
	bytes->cap = cap;
	return bytes->ptr + bytes->len;
}

void bytes_add(struct bytes *bytes, const void *ptr, size_t len)
{
	uint8_t *room = bytes_room(bytes, len);

	if (len > 0)
		memcpy(room, ptr, len);
	bytes->len += len;
}

void bytes_free(struct bytes *bytes)
{
	free(bytes->ptr);
	*bytes = (struct bytes){ .ptr = NULL };
}
