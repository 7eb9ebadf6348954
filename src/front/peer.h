/*
 * One browser's WebSocket: what it is sending us, what waits for it, and how it ends. All sending
 * is queueing; the sweep at the end of the loop's turn writes.
 */
#ifndef ET_FRONT_PEER_H
#define ET_FRONT_PEER_H

#include "alive.h"
#include "limit.h"
#include "sendq.h"
#include "server.h"

enum et_peer_state {
	ET_PEER_OPEN,
	ET_PEER_CLOSING, /* what is queued goes out, then the close frame */
	ET_PEER_GONE,    /* nothing more is said; the library is still tidying up */
};

struct et_peer {
	uint64_t conn;
	struct lws *wsi;
	enum et_peer_state state;
	bool logged_in;
	bool told; /* core knows that it is gone */
	int64_t opened_at_ms, closing_at_ms;

	struct et_msg *rx; /* the message that is coming in, NULL between messages */
	unsigned rx_pieces;
	unsigned read_rounds; /* of reading ahead, in this turn */
	struct et_bucket messages;
	struct et_pulse pulse;
	unsigned strays; /* peer frames that did not belong */

	struct et_sendq queue;
	size_t counted_len; /* of the queue, in what front says waits in all of them */
	uint16_t close_code;
	size_t close_reason_len;
	uint8_t close_reason[ET_IPC_REASON_MAX];

	struct et_guest guest;
	struct et_link in_all, in_new, in_dirty, in_closing, in_read;
};

/* Where a connection comes from, as core counts it. */
void et_peer_address(struct lws *wsi, char out[ET_ADDRESS_TEXT_MAX]);

/* A new connection, told to core. NULL: no memory, or core can't take more. */
struct et_peer *et_peer_open(struct et_front *front, struct lws *wsi) ET_MUST_USE;
/* The library lets go of it. Tells core if that has not been done. NULL is nothing. */
void et_peer_free(struct et_front *front, struct et_peer *peer);

/* The peer of that number if it is open, else NULL. */
struct et_peer *et_peer_find(struct et_front *front, uint64_t conn);

/* Queues a sealed message. A peer that reads too slowly is cut. */
void et_peer_send(struct et_front *front, struct et_peer *peer, struct et_msg *msg);
/* Says goodbye once what is queued has gone out. The first call counts. */
void et_peer_close(
	struct et_front *front, struct et_peer *peer, uint16_t code, struct et_slice reason);
/* Hangs up at once. */
void et_peer_cut(struct et_front *front, struct et_peer *peer);
/* The library is closing it for reasons of its own: no more sending. */
void et_peer_lost(struct et_front *front, struct et_peer *peer);
void et_peer_logged_in(struct et_front *front, struct et_peer *peer);
/* The deadline only: what a guest sends stays as small as before. */
void et_peer_knocked(struct et_front *front, struct et_peer *peer);

/* The socket takes more: whatever waits is for the sweep. */
void et_peer_writable(struct et_front *front, struct et_peer *peer);
/* Writes what waits, as far as the socket takes it. For the sweep only; may free the peer. */
void et_peer_flush(struct et_front *front, struct et_peer *peer);

#endif
