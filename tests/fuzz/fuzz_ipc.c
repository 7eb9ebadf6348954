/*
 * What the other end of a line between processes may say: every frame that is taken has the form of
 * types.def and, written by the sender it claims, is the same bytes; after a broken one there is nothing.
 * First byte: who we are, and in how many pieces it comes.
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <etatunti/ipc/ipc.h>

#include "fuzz.h"
#include "ipc/form.h"

#define QUEUE_MAX ((size_t)4 << 20)

static enum et_ipc_side other(enum et_ipc_side side)
{
	switch (side) {
	case ET_IPC_FRONT: return ET_IPC_CORE;
	case ET_IPC_CORE: return ET_IPC_FRONT;
	case ET_IPC_MAILER: return ET_IPC_POST;
	case ET_IPC_POST: break;
	}
	return ET_IPC_MAILER;
}

/* types.def, read once more. */
static bool is_allowed(enum et_ipc_side sender, unsigned type, uint64_t conn, size_t len)
{
	switch (type) {
#define X(symbol, number, from, has_conn, len_min, len_max) \
	case number: \
		return sender == ET_IPC_##from && (conn != 0) == (has_conn) && \
			len + 1 > (len_min) && len <= (len_max);
#include <etatunti/ipc/types.def>
#undef X
	default: return false;
	}
}

/* The fields of the payload lie within it. */
static void read_fields(const struct et_ipc_frame *frame)
{
	struct et_slice a = { 0 }, b = { 0 };
	struct et_id room, conn;
	uint16_t code;

	switch ((int)frame->type) {
	case ET_IPC_CLOSE: et_ipc_read_close(frame, &code, &a); break;
	case ET_IPC_ROOM_JOIN: et_ipc_read_room_join(frame, &room, &conn); break;
	case ET_IPC_ROOM_LEAVE:
	case ET_IPC_ROOM_CLOSE: et_ipc_read_room(frame, &room); break;
	case ET_IPC_FEED_ASK:
		et_ipc_read_feed_ask(frame, &a, &b);
		FUZZ_MUST(a.len == ET_IPC_SECRET_LEN && b.len >= 1);
		break;
	case ET_IPC_FEED: et_ipc_read_feed(frame, &code, &a); break;
	default: break;
	}
	FUZZ_MUST(a.len + b.len <= frame->payload.len);
}

/* Our own writer, and the bytes that were read. */
static void write_again(enum et_ipc_side sender, const struct et_ipc_frame *frame,
	const uint8_t *bytes, size_t left)
{
	static uint8_t again[ET_IPC_HEADER_LEN];

	FUZZ_MUST(left >= ET_IPC_HEADER_LEN + frame->payload.len);
	et_ipc_header_encode(frame->type, frame->conn, frame->payload.len, again);
	FUZZ_MUST(memcmp(again, bytes, sizeof(again)) == 0);
	FUZZ_MUST(frame->payload.len == 0 ||
		memcmp(frame->payload.ptr, bytes + sizeof(again), frame->payload.len) == 0);
	FUZZ_MUST(et_ipc_form_find(frame->type)->sender == sender);
	FUZZ_MUST(
		et_ipc_form_allows(et_ipc_form_find(frame->type), frame->conn, frame->payload.len));
}

/* All whole frames that have come; false: hung up. */
static bool take(struct et_ipc *ipc, enum et_ipc_side side, const struct et_slice *all, size_t *at)
{
	struct et_ipc_frame frame;
	enum et_err err;
	bool have = true;

	while ((err = et_ipc_next(ipc, &frame, &have)) == ET_OK && have) {
		write_again(other(side), &frame, all->ptr + *at, all->len - *at);
		read_fields(&frame);
		*at += ET_IPC_HEADER_LEN + frame.payload.len;
	}
	FUZZ_MUST(err == ET_OK || err == ET_BAD_FRAME);
	return err == ET_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };
	uint8_t first = fuzz_u8(&in);
	enum et_ipc_side side = (enum et_ipc_side)(first & 3);
	size_t piece_len = 1 + in.left / (1 + (first >> 2));
	struct et_slice all = et_slice_of(in.at, in.left);
	struct et_ipc *ipc;
	size_t at = 0;
	bool eof = false, goes_on = true;
	int fds[2];

	FUZZ_MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	FUZZ_MUST((ipc = et_ipc_new(fds[0], side, QUEUE_MAX)) != NULL);
	while (goes_on && in.left > 0) {
		struct et_slice piece = fuzz_bytes(&in, piece_len);

		while (goes_on && piece.len > 0) {
			ssize_t n = send(fds[1], piece.ptr, piece.len, MSG_DONTWAIT | MSG_NOSIGNAL);

			if (n > 0)
				piece = et_slice_sub(piece, (size_t)n, piece.len);
			FUZZ_MUST(et_ipc_fill(ipc, &eof) == ET_OK);
			FUZZ_MUST(!eof);
			goes_on = take(ipc, side, &all, &at);
		}
	}
	/* What is left is a frame that has not come whole. */
	if (goes_on && all.len - at >= ET_IPC_HEADER_LEN) {
		struct et_ipc_header header;

		FUZZ_MUST(et_ipc_header_decode(all.ptr + at, other(side), &header) == ET_OK);
		FUZZ_MUST(is_allowed(
			other(side), header.form->type, header.conn, header.payload_len));
		FUZZ_MUST(header.payload_len > all.len - at - ET_IPC_HEADER_LEN);
	}
	(void)close(fds[1]);
	et_ipc_free(ipc);
	return 0;
}
