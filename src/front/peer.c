/*
 * The life of a connection after the upgrade. Core hears of it exactly twice: OPEN and CLOSED.
 */
#include "peer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/log.h>

void et_peer_address(struct lws *wsi, char out[ET_ADDRESS_TEXT_MAX])
{
	struct sockaddr_storage from = { .ss_family = AF_UNSPEC };
	socklen_t len = sizeof(from);

	(void)getpeername(lws_get_socket_fd(wsi), (struct sockaddr *)&from, &len);
	et_address_text((const struct sockaddr *)&from, out);
}

struct et_peer *et_peer_open(struct et_front *front, struct lws *wsi)
{
	struct et_peer *peer = calloc(1, sizeof(*peer));
	char address[ET_ADDRESS_TEXT_MAX];

	if (peer == NULL)
		return NULL;
	peer->conn = ++front->last_conn;
	peer->wsi = wsi;
	peer->opened_at_ms = et_front_now_ms(front);
	et_sendq_init(&peer->queue, front->limits.send_queue_max);
	et_guest_init(&peer->guest);
	et_bucket_init(&peer->messages, front->limits.message_burst, front->limits.message_rate,
		peer->opened_at_ms);
	et_peer_address(wsi, address);
	if (et_map_insert_u64(front->peers, peer->conn, peer) != ET_OK)
		goto fail;
	if (et_ipc_put(front->ipc, ET_IPC_OPEN, peer->conn, et_slice_str(address)) != ET_OK) {
		et_map_remove_u64(front->peers, peer->conn);
		goto fail;
	}
	et_list_push_back(&front->all, &peer->in_all);
	et_list_push_back(&front->new, &peer->in_new);
	et_alive_heard(front, peer);
	et_readahead_start(peer);
	et_front_need_tick(front);
	return peer;
fail:
	free(peer);
	return NULL;
}

/* From here on core knows it no more, and no room does. */
static void tell_closed(struct et_front *front, struct et_peer *peer)
{
	if (peer->told)
		return;
	peer->told = true;
	et_map_remove_u64(front->peers, peer->conn);
	et_room_leave_all(&front->rooms, &peer->guest);
	et_list_remove(&front->new, &peer->in_new);
	et_alive_forget(front, peer);
	if (et_ipc_put_always(front->ipc, ET_IPC_CLOSED, peer->conn, et_slice_of(NULL, 0)) != ET_OK)
		et_front_exit(front, 1);
}

/* The queue has changed. */
static void count_waiting(struct et_front *front, struct et_peer *peer)
{
	front->memory.waiting_len += peer->queue.bytes - peer->counted_len;
	peer->counted_len = peer->queue.bytes;
}

void et_peer_lost(struct et_front *front, struct et_peer *peer)
{
	peer->state = ET_PEER_GONE;
	tell_closed(front, peer);
	et_readahead_stop(front, peer);
	et_list_remove(&front->dirty, &peer->in_dirty);
	et_list_remove(&front->closing, &peer->in_closing);
	et_sendq_clear(&peer->queue);
	count_waiting(front, peer);
	et_msg_release(peer->rx);
	peer->rx = NULL;
}

void et_peer_free(struct et_front *front, struct et_peer *peer)
{
	if (peer == NULL)
		return;
	et_peer_lost(front, peer);
	et_list_remove(&front->all, &peer->in_all);
	et_sendq_fini(&peer->queue);
	free(peer);
}

struct et_peer *et_peer_find(struct et_front *front, uint64_t conn)
{
	struct et_peer *peer = et_map_get_u64(front->peers, conn);

	return peer != NULL && peer->state == ET_PEER_OPEN ? peer : NULL;
}

static void mark_dirty(struct et_front *front, struct et_peer *peer)
{
	if (!et_link_is_linked(&peer->in_dirty))
		et_list_push_back(&front->dirty, &peer->in_dirty);
}

void et_peer_writable(struct et_front *front, struct et_peer *peer)
{
	if (peer->queue.count > 0 || peer->state == ET_PEER_CLOSING)
		mark_dirty(front, peer);
	et_readahead_again(front, peer);
}

void et_peer_send(struct et_front *front, struct et_peer *peer, struct et_msg *msg)
{
	if (peer->state != ET_PEER_OPEN)
		return;
	if (et_sendq_push(&peer->queue, msg) != ET_OK) {
		et_log_info("front", "a connection reads too slowly and is cut");
		et_peer_cut(front, peer);
		return;
	}
	count_waiting(front, peer);
	mark_dirty(front, peer);
}

void et_peer_close(
	struct et_front *front, struct et_peer *peer, uint16_t code, struct et_slice reason)
{
	if (peer->state != ET_PEER_OPEN)
		return;
	if (reason.len > sizeof(peer->close_reason))
		reason.len = sizeof(peer->close_reason);
	peer->state = ET_PEER_CLOSING;
	peer->closing_at_ms = et_front_now_ms(front);
	peer->close_code = code;
	peer->close_reason_len = reason.len;
	if (reason.len > 0)
		memcpy(peer->close_reason, reason.ptr, reason.len);
	tell_closed(front, peer);
	et_list_push_back(&front->closing, &peer->in_closing);
	et_front_need_tick(front);
	mark_dirty(front, peer);
}

void et_peer_cut(struct et_front *front, struct et_peer *peer)
{
	if (peer->state == ET_PEER_GONE)
		return;
	et_peer_lost(front, peer);
	/* The library would first flush what it holds, which is what a slow reader does not let it. */
	(void)shutdown(lws_get_socket_fd(peer->wsi), SHUT_RDWR);
}

void et_peer_knocked(struct et_front *front, struct et_peer *peer)
{
	et_list_remove(&front->new, &peer->in_new);
}

void et_peer_logged_in(struct et_front *front, struct et_peer *peer)
{
	peer->logged_in = true;
	et_peer_knocked(front, peer);
}

/* The close frame, then the library waits for its answer and ends the connection. */
static void say_goodbye(struct et_front *front, struct et_peer *peer)
{
	struct lws *wsi = peer->wsi;

	lws_close_reason(wsi, (enum lws_close_status)peer->close_code, peer->close_reason,
		peer->close_reason_len);
	et_peer_lost(front, peer);
	/* Despite its name this sends the close frame first. The peer may be freed inside. */
	lws_set_timeout(wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_SYNC);
	lws_cancel_service(front->lws);
}

void et_peer_flush(struct et_front *front, struct et_peer *peer)
{
	uint8_t *out;
	size_t len, n;

	et_list_remove(&front->dirty, &peer->in_dirty);
	if (peer->state == ET_PEER_GONE)
		return;
	/* What the library holds back it sends by itself, and says when it is writable again. */
	while (!lws_partial_buffered(peer->wsi)) {
		n = et_sendq_gather(
			&peer->queue, front->scratch + LWS_PRE, ET_FRONT_GATHER_MAX, &out, &len);
		if (n == 0)
			break;
		if (lws_write(peer->wsi, out, len, LWS_WRITE_RAW) < 0) {
			et_peer_cut(front, peer);
			return;
		}
		et_sendq_drop(&peer->queue, n);
		count_waiting(front, peer);
	}
	if (peer->state == ET_PEER_CLOSING && peer->queue.count == 0 &&
		!lws_partial_buffered(peer->wsi))
		say_goodbye(front, peer);
}
