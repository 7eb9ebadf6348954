/*
 * Growth by doubling up to the bound. What has been written is wiped when it moves or goes: frames pass here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/buf.h>

#define FIRST_CAP 256

void et_buf_init(struct et_buf *buf, size_t max)
{
	*buf = (struct et_buf){ .max = max, .err = ET_OK };
}

static void note_most(struct et_buf *buf)
{
	if (buf->len > buf->most)
		buf->most = buf->len;
}

/* Lets go of the memory, and of no byte that was ever in it. */
static void drop(struct et_buf *buf)
{
	note_most(buf);
	if (buf->ptr == NULL)
		return;
	explicit_bzero(buf->ptr, buf->most);
	free(buf->ptr);
}

void et_buf_fini(struct et_buf *buf)
{
	if (buf == NULL)
		return;
	drop(buf);
	et_buf_init(buf, buf->max);
}

void et_buf_reset(struct et_buf *buf)
{
	note_most(buf);
	buf->len = 0;
	buf->err = ET_OK;
}

enum et_err et_buf_err(const struct et_buf *buf)
{
	return buf->err;
}

size_t et_buf_len(const struct et_buf *buf)
{
	return buf->len;
}

struct et_slice et_buf_view(const struct et_buf *buf)
{
	return et_slice_of(buf->ptr, buf->err == ET_OK ? buf->len : 0);
}

/* Room for len bytes more, or the sticky error. */
static bool grow(struct et_buf *buf, size_t len)
{
	size_t cap = buf->cap == 0 ? FIRST_CAP : buf->cap;
	uint8_t *ptr;

	if (buf->err != ET_OK)
		return false;
	if (len > buf->max - buf->len) {
		buf->err = ET_TOO_LARGE;
		return false;
	}
	if (len <= buf->cap - buf->len)
		return true;
	while (cap < buf->len + len)
		cap = cap > SIZE_MAX / 2 ? SIZE_MAX : cap * 2;
	if (cap > buf->max)
		cap = buf->max;
	if ((ptr = malloc(cap)) == NULL) {
		buf->err = ET_NO_MEMORY;
		return false;
	}
	if (buf->ptr != NULL)
		memcpy(ptr, buf->ptr, buf->len);
	drop(buf);
	buf->ptr = ptr;
	buf->cap = cap;
	buf->most = 0;
	return true;
}

uint8_t *et_buf_extend(struct et_buf *buf, size_t len)
{
	uint8_t *place;

	/* One byte when there is none yet: NULL must mean an error, also for len 0. */
	if (!grow(buf, len == 0 && buf->ptr == NULL ? 1 : len))
		return NULL;
	place = buf->ptr + buf->len;
	memset(place, 0, len);
	buf->len += len;
	return place;
}

uint8_t *et_buf_room(struct et_buf *buf, size_t least, size_t *len)
{
	*len = 0;
	if (!grow(buf, least == 0 ? 1 : least))
		return NULL;
	*len = buf->cap - buf->len;
	return buf->ptr + buf->len;
}

void et_buf_filled(struct et_buf *buf, size_t len)
{
	ET_ASSERT(len <= buf->cap - buf->len);
	buf->len += len;
}

void et_buf_bytes(struct et_buf *buf, const void *bytes, size_t len)
{
	if (len == 0 || !grow(buf, len))
		return;
	memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
}

void et_buf_slice(struct et_buf *buf, struct et_slice bytes)
{
	et_buf_bytes(buf, bytes.ptr, bytes.len);
}

void et_buf_str(struct et_buf *buf, const char *str)
{
	et_buf_bytes(buf, str, strlen(str));
}

void et_buf_u8(struct et_buf *buf, uint8_t value)
{
	et_buf_bytes(buf, &value, 1);
}

static void put_be(struct et_buf *buf, uint64_t value, size_t len)
{
	uint8_t bytes[8];

	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t)(value >> (8 * (len - 1 - i)));
	et_buf_bytes(buf, bytes, len);
}

void et_buf_u32be(struct et_buf *buf, uint32_t value)
{
	put_be(buf, value, 4);
}

void et_buf_u64be(struct et_buf *buf, uint64_t value)
{
	put_be(buf, value, 8);
}

void et_buf_vprintf(struct et_buf *buf, const char *fmt, va_list args)
{
	va_list again;
	char small[256], *text = small;
	int len;

	va_copy(again, args);
	len = vsnprintf(small, sizeof(small), fmt, args);
	ET_ASSERT(len >= 0);
	if ((size_t)len >= sizeof(small)) {
		if ((text = malloc((size_t)len + 1)) == NULL) {
			if (buf->err == ET_OK)
				buf->err = ET_NO_MEMORY;
			goto out;
		}
		(void)vsnprintf(text, (size_t)len + 1, fmt, again);
	}
	et_buf_bytes(buf, text, (size_t)len);
	if (text != small)
		free(text);
out:
	va_end(again);
}

void et_buf_printf(struct et_buf *buf, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	et_buf_vprintf(buf, fmt, args);
	va_end(args);
}

void et_buf_consume(struct et_buf *buf, size_t len)
{
	ET_ASSERT(len <= buf->len);
	if (len == 0)
		return;
	note_most(buf);
	memmove(buf->ptr, buf->ptr + len, buf->len - len);
	buf->len -= len;
}

enum et_err et_buf_take(struct et_buf *buf, uint8_t **out, size_t *len)
{
	enum et_err err = buf->err;

	*out = NULL;
	*len = 0;
	if (err != ET_OK)
		return err;
	*out = buf->ptr;
	*len = buf->len;
	et_buf_init(buf, buf->max);
	return ET_OK;
}
