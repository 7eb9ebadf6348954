/*
 * The WebSocket side of the library: cuts what arrives into whole messages, under the limits, and
 * hands them on: text and blobs to core, peer frames to the room.
 */
#include <etatunti/base/log.h>

#include "peer.h"
#include "relay.h"

/* RFC 6455 section 7.4.1. */
#define CLOSE_UNSUPPORTED 1003
#define CLOSE_POLICY 1008
#define CLOSE_TOO_BIG 1009
#define CLOSE_TRY_LATER 1013

#define KIND_BLOB 1
/* Who has no account enrols, with blobs (PROTOCOL.md section 2), or is a guest, with peer frames. */
#define NEW_BLOB_MAX (ET_RELAY_HEADER_LEN + ET_RELAY_BODY_MAX)
/* A message may come in many pieces, but not in many small ones. */
#define PIECES_FREE 64
#define PIECE_BYTES 256

_Static_assert(ET_FRONT_PIECE_MAX <= ET_MSG_SPARE_CAP, "a frame of one piece is used again");

#define CLOSE(front, peer, code, text) et_peer_close(front, peer, code, ET_SLICE_LIT(text))

struct delivery {
	struct et_front *front;
	struct et_msg *msg;
};

static void deliver(void *ctx, struct et_guest *guest)
{
	struct delivery *delivery = ctx;
	struct et_peer *peer = ET_CONTAINER(guest, struct et_peer, guest);

	et_peer_send(delivery->front, peer, delivery->msg);
}

static void to_room(struct et_front *front, struct et_peer *peer, struct et_msg *msg)
{
	struct delivery delivery = { .front = front, .msg = msg };
	struct et_relay_header header;
	size_t count;
	enum et_err err;

	if ((err = et_relay_parse(et_msg_payload(msg), &header)) == ET_TOO_LARGE) {
		CLOSE(front, peer, CLOSE_TOO_BIG, "a peer frame over 64 KiB");
		return;
	}
	if (err == ET_OK) {
		et_msg_seal(msg, ET_MSG_BINARY);
		err = et_relay_route(&peer->guest, &header, deliver, &delivery, &count);
	}
	/* A room that has just closed leaves a few of these behind. */
	if (err != ET_OK && ++peer->strays > front->limits.stray_max)
		CLOSE(front, peer, CLOSE_POLICY, "peer frames that do not belong");
}

static void to_core(struct et_front *front, struct et_peer *peer, enum et_ipc_type type,
	struct et_slice payload)
{
	if (et_ipc_put(front->ipc, type, peer->conn, payload) == ET_OK)
		return;
	et_log_warn("front", "core is behind; a connection is asked to come back later");
	CLOSE(front, peer, CLOSE_TRY_LATER, "busy");
}

static void whole_message(
	struct et_front *front, struct et_peer *peer, struct et_msg *msg, bool is_binary)
{
	struct et_slice payload = et_msg_payload(msg);

	if (!et_bucket_take(&peer->messages, et_front_now_ms(front)))
		CLOSE(front, peer, CLOSE_POLICY, "too many messages");
	else if (!is_binary)
		to_core(front, peer, ET_IPC_TEXT, payload);
	else if (payload.len > 0 && payload.ptr[0] == KIND_BLOB)
		to_core(front, peer, ET_IPC_BLOB, payload);
	else if (payload.len > 0 && payload.ptr[0] == ET_RELAY_KIND)
		to_room(front, peer, msg);
	else
		CLOSE(front, peer, CLOSE_UNSUPPORTED, "unknown kind of binary frame");
}

static size_t message_max(const struct et_peer *peer, bool is_binary)
{
	if (!is_binary)
		return ET_IPC_TEXT_MAX;
	return peer->logged_in ? ET_IPC_PAYLOAD_MAX : NEW_BLOB_MAX;
}

/* One piece of a message. It is kept by what has arrived, never by what was announced. */
static void receive(struct et_front *front, struct et_peer *peer, struct et_slice piece)
{
	bool is_binary = lws_frame_is_binary(peer->wsi);
	struct et_msg *msg;
	enum et_err err;

	if (peer->state != ET_PEER_OPEN)
		return;
	et_alive_heard(front, peer);
	if (peer->rx == NULL) {
		peer->rx_pieces = 0;
		if ((peer->rx = et_msg_new(&front->spares, piece.len)) == NULL) {
			et_peer_cut(front, peer);
			return;
		}
	}
	err = et_msg_append(&peer->rx, piece, message_max(peer, is_binary));
	if (err == ET_TOO_LARGE) {
		CLOSE(front, peer, CLOSE_TOO_BIG, "message too large");
		return;
	}
	if (err != ET_OK) {
		et_peer_cut(front, peer);
		return;
	}
	if (++peer->rx_pieces > PIECES_FREE + et_msg_payload(peer->rx).len / PIECE_BYTES) {
		CLOSE(front, peer, CLOSE_POLICY, "too many fragments");
		return;
	}
	if (!lws_is_final_fragment(peer->wsi))
		return;
	msg = peer->rx;
	peer->rx = NULL;
	whole_message(front, peer, msg, is_binary);
	et_msg_release(msg);
}

void et_ws_forget(struct et_front *front, struct et_session *session)
{
	if (session == NULL)
		return;
	et_peer_free(front, session->peer);
	session->peer = NULL;
}

int et_ws_callback(
	struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	struct et_front *front = et_front_of(wsi);
	struct et_session *session = user;

	switch ((int)reason) {
	case LWS_CALLBACK_ESTABLISHED:
		if (front->stopping || (session->peer = et_peer_open(front, wsi)) == NULL)
			return -1;
		return 0;
	case LWS_CALLBACK_RECEIVE:
		if (session->peer != NULL)
			receive(front, session->peer, et_slice_of(in, len));
		return 0;
	case LWS_CALLBACK_RECEIVE_PONG:
		if (session->peer != NULL && session->peer->state == ET_PEER_OPEN)
			et_alive_heard(front, session->peer);
		return 0;
	case LWS_CALLBACK_SERVER_WRITEABLE:
		if (session->peer != NULL)
			et_peer_writable(front, session->peer);
		return 0;
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
	case LWS_CALLBACK_WS_SERVER_DROP_PROTOCOL:
		if (session->peer != NULL)
			et_peer_lost(front, session->peer);
		return 0;
	case LWS_CALLBACK_CLOSED: et_ws_forget(front, session); return 0;
	default: return 0;
	}
}
