/*
 * One end of the socket between front and core: what has been read and not yet taken, what has been
 * put and not yet written. Knows the form of frames through form.h, never their meaning.
 */
#include <etatunti/ipc/ipc.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/buf.h>

#include "form.h"

#define FRAME_MAX (ET_IPC_HEADER_LEN + ET_IPC_PAYLOAD_MAX)
/* Room for at least one whole frame, so that a reader always gets on. */
#define READ_MAX (2 * FRAME_MAX)
/* What there is room for at first, and at least at each read. */
#define FIRST_LEN ((size_t)256 << 10)
#define READ_LEAST ((size_t)64 << 10)
/* A buffer that has grown beyond this is given back when it runs empty: what a few files on their way need stays. */
#define KEEP_MAX ((size_t)2 << 20)
/* What has been taken is cleared away at the latest when it is so long. */
#define TAKEN_MAX ((size_t)256 << 10)
/* A payload from this length on is written from where it is, if the socket takes it. */
#define DIRECT_MIN ((size_t)16 << 10)

/* Bytes [at, len) are still wanted; the front part is given back in larger steps. */
struct queue {
	struct et_buf buf;
	size_t at;
};

struct et_ipc {
	int fd;
	enum et_ipc_side side;
	size_t queue_max;
	size_t lent; /* bytes of the frame that et_ipc_next gave out last */
	uint64_t sent;
	struct queue in, out;
};

static size_t queue_len(const struct queue *queue)
{
	return et_buf_len(&queue->buf) - queue->at;
}

static const uint8_t *queue_ptr(const struct queue *queue)
{
	return et_buf_view(&queue->buf).ptr + queue->at;
}

static void queue_clear_away(struct queue *queue)
{
	et_buf_consume(&queue->buf, queue->at);
	queue->at = 0;
}

static void queue_take(struct queue *queue, size_t len)
{
	queue->at += len;
	if (queue_len(queue) == 0) {
		queue->at = 0;
		if (queue->buf.cap > KEEP_MAX)
			et_buf_fini(&queue->buf);
		else
			et_buf_reset(&queue->buf);
	} else if (queue->at > TAKEN_MAX && queue->at > queue_len(queue)) {
		queue_clear_away(queue);
	}
}

/* Whose frames an end reads. */
static const enum et_ipc_side opposite[] = {
	[ET_IPC_FRONT] = ET_IPC_CORE,
	[ET_IPC_CORE] = ET_IPC_FRONT,
	[ET_IPC_MAILER] = ET_IPC_POST,
	[ET_IPC_POST] = ET_IPC_MAILER,
};

/* The frame given out last is done with. */
static void end_loan(struct et_ipc *ipc)
{
	if (ipc->lent > 0)
		queue_take(&ipc->in, ipc->lent);
	ipc->lent = 0;
}

struct et_ipc *et_ipc_new(int fd, enum et_ipc_side side, size_t queue_max)
{
	struct et_ipc *ipc;
	size_t len;
	int flags;

	if ((flags = fcntl(fd, F_GETFL)) == -1 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) == -1 ||
		fcntl(fd, F_SETFD, FD_CLOEXEC) == -1)
		return NULL;
	if ((ipc = calloc(1, sizeof(*ipc))) == NULL)
		return NULL;
	ipc->fd = fd;
	ipc->side = side;
	ipc->queue_max = queue_max;
	/* The bounds that matter are checked here; et_buf's own is out of the way. */
	et_buf_init(&ipc->in.buf, SIZE_MAX / 4);
	et_buf_init(&ipc->out.buf, SIZE_MAX / 4);
	if (et_buf_room(&ipc->in.buf, FIRST_LEN, &len) == NULL) {
		free(ipc);
		return NULL;
	}
	return ipc;
}

void et_ipc_free(struct et_ipc *ipc)
{
	if (ipc == NULL)
		return;
	close(ipc->fd);
	et_buf_fini(&ipc->in.buf);
	et_buf_fini(&ipc->out.buf);
	free(ipc);
}

int et_ipc_fd(const struct et_ipc *ipc)
{
	return ipc->fd;
}

enum et_err et_ipc_fill(struct et_ipc *ipc, bool *eof)
{
	uint8_t *room;
	size_t len;
	ssize_t n;

	*eof = false;
	end_loan(ipc);
	if (ipc->in.at > queue_len(&ipc->in))
		queue_clear_away(&ipc->in);
	while (queue_len(&ipc->in) < READ_MAX) {
		if ((room = et_buf_room(&ipc->in.buf, READ_LEAST, &len)) == NULL)
			return et_buf_err(&ipc->in.buf);
		n = read(ipc->fd, room, len);
		if (n > 0) {
			et_buf_filled(&ipc->in.buf, (size_t)n);
			if ((size_t)n < len)
				return ET_OK;
		} else if (n == 0 || errno == ECONNRESET) {
			*eof = true;
			return ET_OK;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			return ET_OK;
		} else if (errno != EINTR) {
			return ET_IO;
		}
	}
	return ET_OK;
}

/* The frame that many bytes behind what was taken. */
static enum et_err frame_at(
	const struct et_ipc *ipc, size_t at, struct et_ipc_frame *frame, bool *have)
{
	size_t len = queue_len(&ipc->in) - at;
	const uint8_t *ptr = queue_ptr(&ipc->in) + at;
	struct et_ipc_header header;
	enum et_err err;

	*have = false;
	memset(frame, 0, sizeof(*frame));
	if (len < ET_IPC_HEADER_LEN)
		return ET_OK;
	if ((err = et_ipc_header_decode(ptr, opposite[ipc->side], &header)) != ET_OK)
		return err;
	if (len < ET_IPC_HEADER_LEN + header.payload_len)
		return ET_OK;
	frame->type = header.form->type;
	frame->conn = header.conn;
	frame->payload = et_slice_of(ptr + ET_IPC_HEADER_LEN, header.payload_len);
	*have = true;
	return ET_OK;
}

enum et_err et_ipc_next(struct et_ipc *ipc, struct et_ipc_frame *frame, bool *have)
{
	enum et_err err;

	end_loan(ipc);
	if ((err = frame_at(ipc, 0, frame, have)) == ET_OK && *have)
		ipc->lent = ET_IPC_HEADER_LEN + frame->payload.len;
	return err;
}

bool et_ipc_peek(const struct et_ipc *ipc, size_t *at, struct et_ipc_frame *frame)
{
	bool have;

	ET_ASSERT(*at <= queue_len(&ipc->in) - ipc->lent);
	if (frame_at(ipc, *at + ipc->lent, frame, &have) != ET_OK || !have)
		return false;
	*at += ET_IPC_HEADER_LEN + frame->payload.len;
	return true;
}

/* Writes a frame at once, as much of it as the socket takes; how much. What goes wrong the next flush meets again. */
static size_t put_directly(struct et_ipc *ipc, uint8_t *header, struct et_slice payload)
{
	/* It only reads them, whatever its type says. */
	const union {
		const uint8_t *ptr;
		void *base;
	} bytes = { payload.ptr };
	struct iovec parts[] = {
		{ .iov_base = header, .iov_len = ET_IPC_HEADER_LEN },
		{ .iov_base = bytes.base, .iov_len = payload.len },
	};
	struct msghdr msg = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t n = sendmsg(ipc->fd, &msg, MSG_NOSIGNAL);

	if (n <= 0)
		return 0;
	ipc->sent += (uint64_t)n;
	return (size_t)n;
}

enum et_err et_ipc_put_always(
	struct et_ipc *ipc, enum et_ipc_type type, uint64_t conn, struct et_slice payload)
{
	const struct et_ipc_form *form = et_ipc_form_find(type);
	uint8_t header[ET_IPC_HEADER_LEN];
	size_t written = 0;
	enum et_err err;

	ET_ASSERT(form != NULL && form->sender == ipc->side);
	ET_ASSERT(et_ipc_form_allows(form, conn, payload.len));
	et_ipc_header_encode(type, conn, payload.len, header);
	if (payload.len >= DIRECT_MIN) {
		if ((err = et_ipc_flush(ipc)) == ET_NO_MEMORY)
			return err;
		if (queue_len(&ipc->out) == 0)
			written = put_directly(ipc, header, payload);
	}
	if (written < sizeof(header)) {
		et_buf_bytes(&ipc->out.buf, header + written, sizeof(header) - written);
		written = sizeof(header);
	}
	et_buf_slice(&ipc->out.buf, et_slice_sub(payload, written - sizeof(header), payload.len));
	return et_buf_err(&ipc->out.buf);
}

enum et_err et_ipc_put(
	struct et_ipc *ipc, enum et_ipc_type type, uint64_t conn, struct et_slice payload)
{
	size_t pending = queue_len(&ipc->out);

	if (pending > ipc->queue_max || ET_IPC_HEADER_LEN + payload.len > ipc->queue_max - pending)
		return ET_TOO_LARGE;
	return et_ipc_put_always(ipc, type, conn, payload);
}

enum et_err et_ipc_flush(struct et_ipc *ipc)
{
	enum et_err err;
	ssize_t n;

	/* Half a frame may have been queued: nothing more can follow it. */
	if ((err = et_buf_err(&ipc->out.buf)) != ET_OK)
		return err;
	while (queue_len(&ipc->out) > 0) {
		n = send(ipc->fd, queue_ptr(&ipc->out), queue_len(&ipc->out), MSG_NOSIGNAL);
		if (n > 0) {
			queue_take(&ipc->out, (size_t)n);
			ipc->sent += (uint64_t)n;
		} else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return ET_OK;
		else if (n == 0 || errno != EINTR)
			return ET_IO;
	}
	return ET_OK;
}

uint64_t et_ipc_sent(const struct et_ipc *ipc)
{
	return ipc->sent;
}

size_t et_ipc_pending(const struct et_ipc *ipc)
{
	return queue_len(&ipc->out);
}
