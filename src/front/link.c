/*
 * What core says, done: a dispatch from frames to peers and rooms. Frames for a connection that has
 * just gone are normal and ignored.
 */
#include <etatunti/base/log.h>

#include "calendar.h"
#include "peer.h"

static void send_frame(struct et_front *front, struct et_peer *peer, enum et_msg_kind kind,
	struct et_slice payload)
{
	struct et_msg *msg = et_msg_new_sealed(&front->spares, kind, payload);

	if (msg == NULL) {
		et_peer_cut(front, peer);
		return;
	}
	et_peer_send(front, peer, msg);
	et_msg_release(msg);
}

static void on_peer_frame(
	struct et_front *front, struct et_peer *peer, const struct et_ipc_frame *frame)
{
	struct et_id room, public_conn;
	struct et_slice reason;
	uint16_t code;

	switch ((int)frame->type) {
	case ET_IPC_SEND_TEXT: send_frame(front, peer, ET_MSG_TEXT, frame->payload); break;
	case ET_IPC_SEND_BLOB: send_frame(front, peer, ET_MSG_BINARY, frame->payload); break;
	case ET_IPC_CLOSE:
		et_ipc_read_close(frame, &code, &reason);
		et_peer_close(front, peer, code, reason);
		break;
	case ET_IPC_LOGGED_IN: et_peer_logged_in(front, peer); break;
	case ET_IPC_KNOCKED: et_peer_knocked(front, peer); break;
	case ET_IPC_ROOM_JOIN:
		et_ipc_read_room_join(frame, &room, &public_conn);
		if (et_room_join(&front->rooms, &room, &peer->guest, &public_conn) != ET_OK)
			et_peer_cut(front, peer);
		break;
	case ET_IPC_ROOM_LEAVE:
		et_ipc_read_room(frame, &room);
		et_room_leave(&front->rooms, &room, &peer->guest);
		break;
	default: break;
	}
}

static void on_frame(struct et_front *front, const struct et_ipc_frame *frame)
{
	struct et_peer *peer;
	struct et_id room;

	if (frame->type == ET_IPC_FEED) {
		et_calendar_answer(front, frame);
	} else if (frame->conn != 0) {
		if ((peer = et_peer_find(front, frame->conn)) != NULL)
			on_peer_frame(front, peer, frame);
	} else if (frame->type == ET_IPC_ROOM_CLOSE) {
		et_ipc_read_room(frame, &room);
		et_room_close(&front->rooms, &room);
	} else if (frame->type == ET_IPC_STOP) {
		et_front_stop(front);
	}
}

static enum et_err take_frames(struct et_front *front)
{
	struct et_ipc_frame frame;
	enum et_err err;
	bool have;

	for (;;) {
		if ((err = et_ipc_next(front->ipc, &frame, &have)) != ET_OK)
			return err;
		if (!have)
			return ET_OK;
		et_pace_heard(&front->pace, frame.payload.len);
		on_frame(front, &frame);
	}
}

static void on_event(uv_poll_t *poll, int status, int events)
{
	struct et_front *front = poll->data;
	bool eof = false;

	if (status == 0 && (events & UV_READABLE) == 0)
		return; /* writable: the sweep flushes */
	if (et_ipc_fill(front->ipc, &eof) != ET_OK || take_frames(front) != ET_OK) {
		et_log_error("front", "the connection to core is broken");
		et_front_exit(front, 1);
	} else if (eof) {
		et_front_exit(front, 0);
	}
}

static void watch(struct et_front *front)
{
	bool waits = et_ipc_pending(front->ipc) > 0;

	uv_poll_start(&front->ipc_poll, waits ? UV_READABLE | UV_WRITABLE : UV_READABLE, on_event);
	front->link_waits = waits;
}

void et_link_flush(struct et_front *front)
{
	enum et_err err = et_ipc_flush(front->ipc);

	if (err == ET_NO_MEMORY) {
		et_log_error("front", "out of memory: what core should hear can't be kept");
		et_front_exit(front, 1);
		return;
	}
	if (err != ET_OK) {
		/* Core is gone: without it there is nothing to do. */
		et_front_exit(front, 0);
		return;
	}
	if ((et_ipc_pending(front->ipc) > 0) != front->link_waits)
		watch(front);
}

enum et_err et_link_start(struct et_front *front)
{
	if (uv_poll_init(&front->loop, &front->ipc_poll, et_ipc_fd(front->ipc)) != 0)
		return ET_IO;
	front->ipc_poll.data = front;
	watch(front);
	return ET_OK;
}
