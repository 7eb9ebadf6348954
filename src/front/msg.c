/*
 * A message is assembled behind room for its own frame header, so that a relayed one is never
 * copied: sealing fills the header in right before the payload.
 */
#include "msg.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/sanitized.h>

/* 2 bytes, and 8 of length at most; 16 keeps the payload aligned. */
#define HEADROOM ((size_t)16)
#define FIRST_CAP ((size_t)512)
#define FIN 0x80
#define OPCODE_TEXT 0x1
#define OPCODE_BINARY 0x2
#define OPCODE_PING 0x9

static const uint8_t opcodes[] = {
	[ET_MSG_TEXT] = OPCODE_TEXT,
	[ET_MSG_BINARY] = OPCODE_BINARY,
	[ET_MSG_PING] = OPCODE_PING,
};

struct et_msg {
	unsigned refs, head_len;  /* head_len 0 until sealed */
	size_t cap, len;          /* of the payload */
	struct et_msg_pool *pool; /* where it goes in the end; NULL: back to the C library */
	uint8_t bytes[];
};

_Static_assert((offsetof(struct et_msg, bytes) + HEADROOM) % 16 == 0, "payloads are aligned");

void et_msg_pool_clear(struct et_msg_pool *pool)
{
	while (pool->count > 0)
		free(pool->spare[--pool->count]);
}

struct et_msg *et_msg_new(struct et_msg_pool *pool, size_t cap)
{
	struct et_msg *msg;

	if (cap < FIRST_CAP)
		cap = FIRST_CAP;
	if (cap == FIRST_CAP || cap > ET_MSG_SPARE_CAP || ET_SANITIZED)
		pool = NULL;
	else
		cap = ET_MSG_SPARE_CAP;
	if (pool != NULL && pool->count > 0)
		msg = pool->spare[--pool->count];
	else if (cap > SIZE_MAX / 2 || (msg = malloc(sizeof(*msg) + HEADROOM + cap)) == NULL)
		return NULL;
	*msg = (struct et_msg){ .refs = 1, .cap = cap, .pool = pool };
	return msg;
}

struct et_msg *et_msg_new_sealed(
	struct et_msg_pool *pool, enum et_msg_kind kind, struct et_slice payload)
{
	struct et_msg *msg = et_msg_new(pool, payload.len);

	if (msg == NULL)
		return NULL;
	if (payload.len > 0)
		memcpy(msg->bytes + HEADROOM, payload.ptr, payload.len);
	msg->len = payload.len;
	et_msg_seal(msg, kind);
	return msg;
}

void et_msg_acquire(struct et_msg *msg)
{
	msg->refs++;
}

void et_msg_release(struct et_msg *msg)
{
	if (msg == NULL)
		return;
	ET_ASSERT(msg->refs > 0);
	if (--msg->refs > 0)
		return;
	if (msg->pool != NULL && msg->pool->count < ET_MSG_SPARES)
		msg->pool->spare[msg->pool->count++] = msg;
	else
		free(msg);
}

enum et_err et_msg_append(struct et_msg **msg, struct et_slice bytes, size_t max)
{
	struct et_msg *old = *msg, *grown;
	size_t cap;

	ET_ASSERT(old->refs == 1 && old->head_len == 0);
	if (old->len > max || bytes.len > max - old->len)
		return ET_TOO_LARGE;
	if (bytes.len > old->cap - old->len) {
		for (cap = old->cap * 2; cap < old->len + bytes.len;)
			cap *= 2;
		if ((grown = realloc(old, sizeof(*old) + HEADROOM + cap)) == NULL)
			return ET_NO_MEMORY;
		grown->cap = cap;
		grown->pool = NULL;
		*msg = old = grown;
	}
	if (bytes.len > 0)
		memcpy(old->bytes + HEADROOM + old->len, bytes.ptr, bytes.len);
	old->len += bytes.len;
	return ET_OK;
}

struct et_slice et_msg_payload(const struct et_msg *msg)
{
	return et_slice_of(msg->bytes + HEADROOM, msg->len);
}

void et_msg_seal(struct et_msg *msg, enum et_msg_kind kind)
{
	uint8_t *head;
	unsigned len_bytes = msg->len < 126 ? 0 : msg->len < 65536 ? 2 : 8;

	ET_ASSERT(msg->head_len == 0);
	msg->head_len = 2 + len_bytes;
	head = msg->bytes + HEADROOM - msg->head_len;
	head[0] = FIN | opcodes[kind];
	head[1] = (uint8_t)(len_bytes == 0 ? msg->len : len_bytes == 2 ? 126 : 127);
	for (unsigned i = 0; i < len_bytes; i++)
		head[2 + i] = (uint8_t)(msg->len >> (8 * (len_bytes - 1 - i)));
}

uint8_t *et_msg_wire(struct et_msg *msg, size_t *len)
{
	ET_ASSERT(msg->head_len > 0);
	*len = msg->head_len + msg->len;
	return msg->bytes + HEADROOM - msg->head_len;
}
