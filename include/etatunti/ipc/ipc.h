/*
 * The frames between front and core, and between core and the mailer, both ends. Knows their form and their bounds, not what they
 * mean; never blocks, and never trusts the other end: front may have been taken over.
 *
 * A frame is `u32be payload_len, u8 type, u8[3] zero, u64be conn`, then the payload. conn is front's
 * number of a connection, counted from 1 and never used again; 0 in frames that name none.
 */
#ifndef ETATUNTI_IPC_IPC_H
#define ETATUNTI_IPC_IPC_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* A blob frame of the wire protocol is at most 1 MiB, a text frame 64 KiB (PROTOCOL.md). */
#define ET_IPC_PAYLOAD_MAX ((size_t)1 << 20)
#define ET_IPC_TEXT_MAX ((size_t)64 << 10)
#define ET_IPC_HEADER_LEN ((size_t)16)
#define ET_IPC_REASON_MAX ((size_t)123)
#define ET_IPC_SECRET_LEN ((size_t)32)

/* The ends of the two lines: front and core, mailer and post, which is core's end towards it. */
enum et_ipc_side {
	ET_IPC_FRONT,
	ET_IPC_CORE,
	ET_IPC_MAILER,
	ET_IPC_POST,
};

enum et_ipc_type {
#define X(symbol, number, sender, has_conn, len_min, len_max) ET_IPC_##symbol = number,
#include <etatunti/ipc/types.def>
#undef X
};

/* The answer to a MAIL. */
enum et_ipc_mailed {
	ET_IPC_MAILED_SENT,    /* the server has taken it over */
	ET_IPC_MAILED_LATER,   /* it could not be reached, or asks to try again */
	ET_IPC_MAILED_REFUSED, /* it will never take it */
};

/* Borrowed: payload is valid until the next et_ipc_next or et_ipc_fill. */
struct et_ipc_frame {
	enum et_ipc_type type;
	uint64_t conn;
	struct et_slice payload;
};

/* One end of the socket: a reader, and a writer with a bounded queue. */
struct et_ipc;

/*
 * Takes over fd, a connected SOCK_STREAM socket, and makes it non-blocking and close-on-exec.
 * side says who we are. At most queue_max bytes wait to be written. NULL: no memory, or fd unusable.
 */
struct et_ipc *et_ipc_new(int fd, enum et_ipc_side side, size_t queue_max) ET_MUST_USE;
/* Closes the socket; what is still queued is lost. */
void et_ipc_free(struct et_ipc *ipc);
int et_ipc_fd(const struct et_ipc *ipc);

/*
 * Reads what has arrived, as far as there is room for it. *eof: the other end is gone (frames read
 * before may still be taken by et_ipc_next). ET_IO: the socket is broken. ET_NO_MEMORY.
 */
enum et_err et_ipc_fill(struct et_ipc *ipc, bool *eof) ET_MUST_USE;

/*
 * Takes the next whole frame: *have says whether there was one. ET_BAD_FRAME: the other end broke
 * the form (length, type, direction, reserved bytes, conn); there is no way back, hang up.
 */
enum et_err et_ipc_next(struct et_ipc *ipc, struct et_ipc_frame *frame, bool *have) ET_MUST_USE;
/* Looks at the whole frames that wait without taking them; *at is 0 at first, and once one was taken. False: no other one. */
bool et_ipc_peek(const struct et_ipc *ipc, size_t *at, struct et_ipc_frame *frame) ET_MUST_USE;

/*
 * Queues one frame, copying the payload; a long one is written at once, as far as the socket takes it, and only the
 * rest is copied. ET_TOO_LARGE: the queue is full (nothing was queued).
 * Asserts that the frame has the form that types.def gives it: that is our own doing.
 */
enum et_err et_ipc_put(struct et_ipc *ipc, enum et_ipc_type type, uint64_t conn,
	struct et_slice payload) ET_MUST_USE;
/* The same beyond queue_max: for frames that must not be lost and are bounded otherwise. */
enum et_err et_ipc_put_always(struct et_ipc *ipc, enum et_ipc_type type, uint64_t conn,
	struct et_slice payload) ET_MUST_USE;

/*
 * Writes as much as the socket takes now. ET_OK also if a rest must wait until the socket is
 * writable: et_ipc_pending then. ET_IO: the other end is gone. ET_NO_MEMORY: a put had failed.
 */
enum et_err et_ipc_flush(struct et_ipc *ipc) ET_MUST_USE;
/* Bytes queued and not yet taken by the socket. */
size_t et_ipc_pending(const struct et_ipc *ipc);
/* Bytes that the socket has taken since the beginning. */
uint64_t et_ipc_sent(const struct et_ipc *ipc);

/* Payloads with fields. A reason that is too long is cut. */
enum et_err et_ipc_put_close(
	struct et_ipc *ipc, uint64_t conn, uint16_t code, struct et_slice reason) ET_MUST_USE;
enum et_err et_ipc_put_room_join(struct et_ipc *ipc, uint64_t conn, const struct et_id *room,
	const struct et_id *public_conn) ET_MUST_USE;
/* secret has 32 bytes, address 1 to 64 (asserted). */
enum et_err et_ipc_put_feed_ask(struct et_ipc *ipc, uint64_t number, struct et_slice secret,
	struct et_slice address) ET_MUST_USE;
/* ET_NO_MEMORY too. */
enum et_err et_ipc_put_feed(
	struct et_ipc *ipc, uint64_t number, uint16_t status, struct et_slice text) ET_MUST_USE;
/* The fields of a frame that et_ipc_next has given (so its length is right). */
void et_ipc_read_close(const struct et_ipc_frame *frame, uint16_t *code, struct et_slice *reason);
void et_ipc_read_room_join(
	const struct et_ipc_frame *frame, struct et_id *room, struct et_id *public_conn);
void et_ipc_read_feed_ask(
	const struct et_ipc_frame *frame, struct et_slice *secret, struct et_slice *address);
void et_ipc_read_feed(const struct et_ipc_frame *frame, uint16_t *status, struct et_slice *text);
/* For ROOM_LEAVE and ROOM_CLOSE. */
void et_ipc_read_room(const struct et_ipc_frame *frame, struct et_id *room);

#endif
