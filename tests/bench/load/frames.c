/*
 * WebSocket frames as a client makes and takes them (RFC 6455 section 5). Knows no socket.
 */
#include <stdio.h>
#include <string.h>

#include "inside.h"

#define FIN 0x80
#define MASKED 0x80
#define OP_MORE 0x0
#define OP_TEXT 0x1
#define OP_BINARY 0x2
#define OP_CLOSE 0x8
#define OP_PING 0x9
#define OP_PONG 0xA

struct frame {
	unsigned opcode;
	bool is_last;
	size_t head_len, len;
};

static bool parse(const uint8_t *data, size_t len, struct frame *frame)
{
	size_t extra = 0;

	if (len < 2)
		return false;
	frame->opcode = data[0] & 0x0F;
	frame->is_last = (data[0] & FIN) != 0;
	frame->len = data[1] & 0x7F;
	if (frame->len >= 126)
		extra = frame->len == 126 ? 2 : 8;
	if (len < 2 + extra)
		return false;
	if (extra > 0)
		frame->len = 0;
	for (size_t i = 0; i < extra; i++)
		frame->len = frame->len << 8 | data[2 + i];
	frame->head_len = 2 + extra;
	return true;
}

size_t frames_len(const uint8_t *data, size_t len)
{
	struct frame frame;

	return parse(data, len, &frame) ? frame.head_len + frame.len : 0;
}

static void put_head(struct load_conn *conn, unsigned opcode, size_t len, const uint8_t mask[4])
{
	size_t extra = len < 126 ? 0 : len < 65536 ? 2 : 8;
	uint8_t head[14] = { (uint8_t)(FIN | opcode) };

	head[1] = (uint8_t)(MASKED | (extra == 0 ? len : extra == 2 ? 126 : 127));
	for (size_t i = 0; i < extra; i++)
		head[2 + i] = (uint8_t)(len >> (8 * (extra - 1 - i)));
	memcpy(head + 2 + extra, mask, 4);
	bytes_add(&conn->out, head, 2 + extra + 4);
}

/* Adds data, masked; from is how many bytes of the same frame stand before it. */
static void put_masked(
	struct load_conn *conn, const uint8_t mask[4], size_t from, const uint8_t *data, size_t len)
{
	uint8_t *room = bytes_room(&conn->out, len), turned[8];
	uint64_t key, word;
	size_t i = 0;

	for (size_t k = 0; k < sizeof(turned); k++)
		turned[k] = mask[(from + k) & 3];
	memcpy(&key, turned, sizeof(key));
	for (; i + sizeof(word) <= len; i += sizeof(word)) {
		memcpy(&word, data + i, sizeof(word));
		word ^= key;
		memcpy(room + i, &word, sizeof(word));
	}
	for (; i < len; i++)
		room[i] = data[i] ^ turned[i & 7];
	conn->out.len += len;
}

static void new_mask(struct load_conn *conn, uint8_t mask[4])
{
	uint64_t random = load_random(conn->load);

	memcpy(mask, &random, 4);
}

void load_send_with(struct load_conn *conn, const void *head, size_t head_len, const void *body,
	size_t body_len, bool is_binary)
{
	uint8_t mask[4];

	if (conn->state != CONN_OPEN)
		return;
	new_mask(conn, mask);
	put_head(conn, is_binary ? OP_BINARY : OP_TEXT, head_len + body_len, mask);
	put_masked(conn, mask, 0, head, head_len);
	put_masked(conn, mask, head_len, body, body_len);
	load_mark_dirty(conn);
}

void load_send(struct load_conn *conn, const void *data, size_t len, bool is_binary)
{
	load_send_with(conn, NULL, 0, data, len, is_binary);
}

void frames_put_control(struct load_conn *conn, unsigned opcode, const void *data, size_t len)
{
	uint8_t mask[4];

	new_mask(conn, mask);
	put_head(conn, opcode, len, mask);
	put_masked(conn, mask, 0, data, len);
	load_mark_dirty(conn);
}

/* A piece of a message that came in several frames. */
static void take_piece(struct load_conn *conn, const struct frame *frame, const uint8_t *data)
{
	const struct load_dialect *dialect = conn->load->config.dialect;

	if (frame->opcode != OP_MORE)
		conn->whole_is_binary = frame->opcode == OP_BINARY;
	if (conn->whole.len + frame->len > MESSAGE_MAX) {
		load_fail(conn, "a message that never ends");
		return;
	}
	bytes_add(&conn->whole, data, frame->len);
	if (!frame->is_last)
		return;
	dialect->received(conn, conn->whole.ptr, conn->whole.len, conn->whole_is_binary);
	conn->whole.len = 0;
}

static void said_goodbye(struct load_conn *conn, const struct frame *frame, const uint8_t *data)
{
	if (conn->why == NULL && frame->len >= 2)
		fprintf(stderr, "load: goodbye with %d, %.*s\n", data[0] << 8 | data[1],
			(int)(frame->len - 2), (const char *)data + 2);
	load_fail(conn, "the server has said goodbye");
}

static void take_one(struct load_conn *conn, const struct frame *frame, const uint8_t *data)
{
	const struct load_dialect *dialect = conn->load->config.dialect;

	switch (frame->opcode) {
	case OP_TEXT:
	case OP_BINARY:
		if (frame->is_last)
			dialect->received(conn, data, frame->len, frame->opcode == OP_BINARY);
		else
			take_piece(conn, frame, data);
		break;
	case OP_MORE: take_piece(conn, frame, data); break;
	case OP_PING: frames_put_control(conn, OP_PONG, data, frame->len); break;
	case OP_PONG: break;
	case OP_CLOSE: said_goodbye(conn, frame, data); break;
	default: load_fail(conn, "a frame of no known kind"); break;
	}
}

size_t frames_take(struct load_conn *conn, uint8_t *data, size_t len)
{
	struct frame frame;
	size_t at = 0;

	while (conn->state == CONN_OPEN && parse(data + at, len - at, &frame)) {
		if (frame.len > MESSAGE_MAX) {
			load_fail(conn, "a frame that is too long");
			break;
		}
		if (frame.len > len - at - frame.head_len)
			break;
		take_one(conn, &frame, data + at + frame.head_len);
		at += frame.head_len + frame.len;
	}
	return at;
}
