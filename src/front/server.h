/*
 * The state of the front process and what its parts need of each other. Private to src/front.
 *
 * One thread, one libuv loop. A turn of the loop takes in what came from browsers and from core;
 * at its end server.c sweeps: every connection that got something is flushed once, then core is.
 */
#ifndef ET_FRONT_SERVER_H
#define ET_FRONT_SERVER_H

#include <libwebsockets.h>
#include <uv.h>

#include <etatunti/base/list.h>
#include <etatunti/base/map.h>
#include <etatunti/base/pace.h>
#include <etatunti/front/front.h>
#include <etatunti/ipc/ipc.h>

#include "address.h"
#include "alive.h"
#include "bundle.h"
#include "memory.h"
#include "msg.h"
#include "readahead.h"
#include "room.h"
#include "site.h"

/* What one write to a socket gathers at most, if no single message is longer. */
#define ET_FRONT_GATHER_MAX ((size_t)64 << 10)
/* What one read from a socket brings: a TLS record. */
#define ET_FRONT_RX_MAX ((size_t)16 << 10)
/* What the library hands over of a message at most. Each connection has memory for one for good. */
#define ET_FRONT_PIECE_MAX ((size_t)3 << 9)
/* How long a connection may take over a goodbye. */
#define ET_FRONT_GOODBYE_MS 5000
#define ET_FRONT_STOP_MS 2000

struct et_peer;
struct et_asking;

struct et_front {
	const struct et_front_config *config;
	struct et_front_limits limits;
	struct et_bundle bundle;
	struct et_site site;
	struct et_addresses addresses;
	struct et_rooms rooms;
	struct et_ipc *ipc;

	uv_loop_t loop;
	uv_poll_t ipc_poll, listen_poll;
	uv_prepare_t before_poll;
	uv_check_t after_poll;
	uv_timer_t tick, accept_pause;
	int listen_fd;
	bool loop_open, listening;
	bool link_waits; /* something waits for core */
	struct lws_context *lws;
	struct lws_protocol_vhost_options library_headers[ET_SITE_FIELDS_MAX];
	bool adopting; /* cleared once the library has made the object of a new connection */

	struct et_map *peers; /* by conn */
	uint64_t last_conn;
	struct et_list all;     /* every peer */
	struct et_list new;     /* not logged in yet, oldest first */
	struct et_list dirty;   /* has something to flush */
	struct et_list closing; /* saying goodbye, oldest first */
	struct et_alive alive;
	struct et_readahead readahead;
	struct et_list asking; /* calendars that core has not answered yet, oldest first */
	unsigned asking_count;
	struct et_memory memory;
	struct et_pace pace;
	uint64_t told; /* bytes that core has been sent, as counted at the last sweep */
	struct et_msg_pool spares;

	bool stopping;
	int64_t stop_at_ms;
	int exit_code;
	uint8_t scratch[LWS_PRE + ET_FRONT_GATHER_MAX];
};

/* The library's memory for each connection, for HTTP and WebSocket alike; zero at first. */
struct et_session {
	struct et_peer *peer;              /* once it is a WebSocket */
	const struct et_bundle_body *body; /* being sent */
	size_t body_at;
	struct et_asking *asking; /* a calendar that was asked for */
};

static inline struct et_front *et_front_of(struct lws *wsi)
{
	return lws_context_user(lws_get_context(wsi));
}

int64_t et_front_now_ms(const struct et_front *front);

/* As et_front_run begins: nothing open but the line to core. NULL: no memory, or it is no socket. */
struct et_front *et_front_new(const struct et_front_config *config) ET_MUST_USE;
void et_front_free(struct et_front *front);
/* Ends the loop; et_front_run returns code. The first call counts. */
void et_front_exit(struct et_front *front, int code);
/* Starts the goodbyes; the loop ends when all are gone or ET_FRONT_STOP_MS are over. */
void et_front_stop(struct et_front *front);
/* There is something to look at every now and then: deadlines. */
void et_front_need_tick(struct et_front *front);

/* http.c, ws.c: the two protocols of the one host. */
int et_http_callback(
	struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len);
int et_ws_callback(
	struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len);
/* http.c: the site's headers in the library's form, for what it refuses without asking us. */
const struct lws_protocol_vhost_options *et_http_library_headers(struct et_front *front);
/* The connection is gone, whatever it was; session may be NULL. */
void et_ws_forget(struct et_front *front, struct et_session *session);

/* listener.c: the listening socket. ET_BAD_PARAM, ET_CONFLICT (taken), ET_IO: message says why. */
#define ET_LISTEN_MESSAGE_MAX 256
enum et_err et_listener_open(struct et_front *front, char message[ET_LISTEN_MESSAGE_MAX])
	ET_MUST_USE;
/* Starts to accept. */
enum et_err et_listener_start(struct et_front *front) ET_MUST_USE;
/* Accepts no more; the port is free again. */
void et_listener_close(struct et_front *front);

/* link.c: the socket to core. */
enum et_err et_link_start(struct et_front *front) ET_MUST_USE;
/* Writes what waits for core and watches the socket for what is left. */
void et_link_flush(struct et_front *front);

#endif
