/*
 * A growable byte buffer with a hard bound. Writing never fails loudly: the first error sticks and
 * later puts do nothing, so that a message is built in a row and checked once.
 */
#ifndef ETATUNTI_BASE_BUF_H
#define ETATUNTI_BASE_BUF_H

#include <stdarg.h>

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* Fields are private to buf.c; the caller owns the storage. */
struct et_buf {
	uint8_t *ptr;
	size_t len, cap, max;
	size_t most; /* len at most, since the memory is there: what is wiped */
	enum et_err err;
};

/* Holds at most max bytes. Allocates nothing yet. */
void et_buf_init(struct et_buf *buf, size_t max);
void et_buf_fini(struct et_buf *buf);

/* Empty and free of errors again; the memory is kept. */
void et_buf_reset(struct et_buf *buf);

/* ET_OK, or the first of: ET_TOO_LARGE (max reached), ET_NO_MEMORY. */
enum et_err et_buf_err(const struct et_buf *buf) ET_MUST_USE;
size_t et_buf_len(const struct et_buf *buf);

/* What has been put, borrowed until the next put, reset or fini; empty if there is an error. */
struct et_slice et_buf_view(const struct et_buf *buf);

void et_buf_u8(struct et_buf *buf, uint8_t value);
void et_buf_u32be(struct et_buf *buf, uint32_t value);
void et_buf_u64be(struct et_buf *buf, uint64_t value);
void et_buf_bytes(struct et_buf *buf, const void *bytes, size_t len);
void et_buf_slice(struct et_buf *buf, struct et_slice bytes);
/* Without the terminator. */
void et_buf_str(struct et_buf *buf, const char *str);
void et_buf_printf(struct et_buf *buf, const char *fmt, ...) ET_PRINTF(2, 3);
void et_buf_vprintf(struct et_buf *buf, const char *fmt, va_list args) ET_PRINTF(2, 0);

/* Appends len zero bytes and gives the place to fill, valid until the next put; NULL on error. */
uint8_t *et_buf_extend(struct et_buf *buf, size_t len) ET_MUST_USE;

/*
 * Room behind what has been put, least bytes or more: *len says how many. For who fills it in himself and says by
 * et_buf_filled how many bytes that were; valid until the next put. NULL on error.
 */
uint8_t *et_buf_room(struct et_buf *buf, size_t least, size_t *len) ET_MUST_USE;
void et_buf_filled(struct et_buf *buf, size_t len);

/* Takes the first len bytes away (len at most et_buf_len), the rest moves to the front. */
void et_buf_consume(struct et_buf *buf, size_t len);

/*
 * Hands the memory over: the caller frees *out with free(); the buffer is as after init.
 * On error *out is NULL, *len 0, and the sticky error is returned.
 */
enum et_err et_buf_take(struct et_buf *buf, uint8_t **out, size_t *len) ET_MUST_USE;

#endif
