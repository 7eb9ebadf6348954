/*
 * The front process from start to end: resources in, loop, resources out. Also the one place where
 * a turn of the loop ends: the sweep.
 */
#include "server.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <etatunti/base/confine.h>
#include <etatunti/base/log.h>

#include "calendar.h"
#include "peer.h"
#include "tls.h"

/* Descriptors that are not connections: standard ones, core, loop, library, listener, spare. */
#define FD_RESERVE 32
#define CONN_MIN 8
#define TICK_MS 250
#define KEEPALIVE_S 15
#define MESSAGE_MAX 512

#define CLOSE_GOING_AWAY 1001
#define CLOSE_POLICY 1008

static const struct lws_protocols protocols[] = {
	{ "http-only", et_http_callback, sizeof(struct et_session), ET_FRONT_PIECE_MAX, 0, NULL,
		ET_FRONT_GATHER_MAX },
	{ ET_FRONT_SUBPROTOCOL, et_ws_callback, sizeof(struct et_session), ET_FRONT_PIECE_MAX, 0,
		NULL, ET_FRONT_GATHER_MAX },
	{ NULL, NULL, 0, 0, 0, NULL, 0 },
};

int64_t et_front_now_ms(const struct et_front *front)
{
	return et_env_mono_ms(front->config->env);
}

void et_front_exit(struct et_front *front, int code)
{
	if (front->exit_code == -1)
		front->exit_code = code;
	uv_stop(&front->loop);
}

/* The library speaks of errors only, and those may come as fast as an attacker likes. */
static void on_library_log(int level, const char *line)
{
	(void)level;
	et_log_warn("lws", "%.*s", (int)strcspn(line, "\n"), line);
}

static void check_deadlines(struct et_front *front, int64_t now_ms)
{
	struct et_link *first;

	et_calendar_check_deadlines(front, now_ms);
	et_alive_check(front, now_ms);
	while ((first = et_list_first(&front->new)) != NULL) {
		struct et_peer *peer = ET_CONTAINER(first, struct et_peer, in_new);

		if (now_ms - peer->opened_at_ms < (int64_t)front->limits.login_deadline_ms)
			break;
		et_peer_close(front, peer, CLOSE_POLICY, ET_SLICE_LIT("not signed in in time"));
	}
	while ((first = et_list_first(&front->closing)) != NULL) {
		struct et_peer *peer = ET_CONTAINER(first, struct et_peer, in_closing);

		if (now_ms - peer->closing_at_ms < ET_FRONT_GOODBYE_MS)
			break;
		et_peer_cut(front, peer);
	}
}

static void on_tick(uv_timer_t *timer)
{
	struct et_front *front = timer->data;
	int64_t now_ms = et_front_now_ms(front);

	check_deadlines(front, now_ms);
	if (front->stopping) {
		if (et_list_is_empty(&front->all) || now_ms >= front->stop_at_ms)
			et_front_exit(front, 0);
	} else if (et_list_is_empty(&front->all) && et_list_is_empty(&front->asking)) {
		uv_timer_stop(&front->tick);
	}
}

void et_front_need_tick(struct et_front *front)
{
	unsigned tick_ms = front->limits.login_deadline_ms / 4;

	if (tick_ms > TICK_MS || tick_ms == 0)
		tick_ms = TICK_MS;
	if (!uv_is_active((const uv_handle_t *)&front->tick))
		uv_timer_start(&front->tick, on_tick, tick_ms, tick_ms);
}

void et_front_stop(struct et_front *front)
{
	if (front->stopping)
		return;
	front->stopping = true;
	front->stop_at_ms = et_front_now_ms(front) + ET_FRONT_STOP_MS;
	et_listener_close(front);
	ET_LIST_EACH(&front->all, it, after)
	et_peer_close(front, ET_CONTAINER(it, struct et_peer, in_all), CLOSE_GOING_AWAY,
		ET_SLICE_LIT("the server stops"));
	et_front_need_tick(front);
}

static void give_back(struct et_front *front)
{
	et_msg_pool_clear(&front->spares); /* they lie between what goes */
	et_memory_give_back();
}

/*
 * The end of a turn: everything that came in has been handed out, so each connection that got
 * something is written to once, however many messages that was. A connection whose socket is full
 * comes back by itself when it is writable.
 */
static void sweep(struct et_front *front)
{
	struct et_link *first;

	et_readahead_drain(front);
	while ((first = et_list_first(&front->dirty)) != NULL)
		et_peer_flush(front, ET_CONTAINER(first, struct et_peer, in_dirty));
	et_link_flush(front);
	if (et_ipc_sent(front->ipc) > front->told || et_ipc_pending(front->ipc) > 0)
		et_pace_told(&front->pace, et_pace_now(), et_ipc_sent(front->ipc) - front->told);
	front->told = et_ipc_sent(front->ipc);
	if (et_memory_is_idle(&front->memory, front->addresses.conn_count - front->all.count,
		    front->all.count))
		give_back(front);
}

static void on_before_poll(uv_prepare_t *handle)
{
	struct et_front *front = handle->data;

	sweep(front);
	et_pace_keep(&front->pace);
}

static void on_after_poll(uv_check_t *handle)
{
	sweep(handle->data);
}

/*
 * The library looks connections up by descriptor in an array, but only if its bound is not below
 * the process's: so the process gets the bound, and fewer connections than descriptors are let in.
 */
static enum et_err bound_descriptors(struct et_front *front, char *message)
{
	struct rlimit limit;
	rlim_t wanted = (rlim_t)front->limits.conn_max + FD_RESERVE;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1) {
		snprintf(message, MESSAGE_MAX, "can't read the limit of open files: %s",
			strerror(errno));
		return ET_IO;
	}
	if (limit.rlim_max < wanted) {
		if (limit.rlim_max < FD_RESERVE + CONN_MIN) {
			snprintf(message, MESSAGE_MAX, "%lu open files are too few to serve anyone",
				(unsigned long)limit.rlim_max);
			return ET_BAD_PARAM;
		}
		wanted = limit.rlim_max;
		front->limits.conn_max = (unsigned)(wanted - FD_RESERVE);
		et_log_warn("front", "the limit of open files allows %u connections only",
			front->limits.conn_max);
	}
	limit.rlim_cur = wanted;
	if (setrlimit(RLIMIT_NOFILE, &limit) == -1) {
		snprintf(message, MESSAGE_MAX, "can't set the limit of open files: %s",
			strerror(errno));
		return ET_IO;
	}
	return ET_OK;
}

static enum et_err open_library(struct et_front *front)
{
	/* alive.c pings. */
	static const lws_retry_bo_t never = { 0 };
	struct lws_context_creation_info info;
	void *loops[1] = { &front->loop };

	memset(&info, 0, sizeof(info));
	info.port = CONTEXT_PORT_NO_LISTEN_SERVER;
	info.protocols = protocols;
	info.user = front;
	info.foreign_loops = loops;
	info.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
		LWS_SERVER_OPTION_VALIDATE_UTF8 | LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
	info.ssl_cert_filepath = front->config->cert_path;
	info.ssl_private_key_filepath = front->config->key_path;
	info.alpn = "http/1.1"; /* never h2: CVE-2026-19773 */
	info.extensions = NULL;
	info.headers = et_http_library_headers(front);
	info.server_string = NULL;
	info.fd_limit_per_thread = front->limits.conn_max + FD_RESERVE - 2;
	info.pt_serv_buf_size = ET_FRONT_RX_MAX;
	info.timeout_secs = front->limits.setup_s;
	info.timeout_secs_ah_idle = front->limits.setup_s;
	info.keepalive_timeout = KEEPALIVE_S;
	info.retry_and_idle_policy = &never;
	lws_set_log_level(LLL_ERR, on_library_log);
	front->lws = lws_create_context(&info);
	return front->lws == NULL ? ET_IO : ET_OK;
}

static enum et_err open_loop(struct et_front *front)
{
	if (uv_loop_init(&front->loop) != 0)
		return ET_IO;
	front->loop_open = true;
	if (uv_prepare_init(&front->loop, &front->before_poll) != 0 ||
		uv_check_init(&front->loop, &front->after_poll) != 0 ||
		uv_timer_init(&front->loop, &front->tick) != 0)
		return ET_IO;
	front->before_poll.data = front->after_poll.data = front->tick.data = front;
	uv_prepare_start(&front->before_poll, on_before_poll);
	uv_check_start(&front->after_poll, on_after_poll);
	return ET_OK;
}

/* Everything that can go wrong because of the operator comes first, and is told in a sentence. */
static enum et_err open_checked(struct et_front *front, char message[MESSAGE_MAX])
{
	const struct et_front_config *config = front->config;
	enum et_err err;

	if ((err = et_site_init(&front->site, config->origin)) != ET_OK) {
		snprintf(message, MESSAGE_MAX,
			"\"%s\" is not an origin of the form https://host or https://host:port",
			config->origin);
		return err;
	}
	if ((err = et_tls_check(config->cert_path, config->key_path, message)) != ET_OK)
		return err;
	if ((err = et_bundle_load(config->web_root, &front->bundle, message)) != ET_OK)
		return err;
	if ((err = bound_descriptors(front, message)) != ET_OK)
		return err;
	return et_listener_open(front, message);
}

static enum et_err open_rest(struct et_front *front)
{
	const struct et_env *env = front->config->env;
	enum et_err err;

	if ((front->peers = et_map_new(et_env_id(env))) == NULL)
		return ET_NO_MEMORY;
	if ((err = et_alive_init(&front->alive)) != ET_OK)
		return err;
	if ((err = et_rooms_init(&front->rooms, et_env_id(env))) != ET_OK)
		return err;
	if ((err = et_addresses_init(&front->addresses, et_env_id(env), front->limits.conn_max,
		     front->limits.address_conn_max, front->limits.loopback_conn_max)) != ET_OK)
		return err;
	if ((err = open_loop(front)) != ET_OK || (err = open_library(front)) != ET_OK)
		return err;
	if ((err = et_link_start(front)) != ET_OK)
		return err;
	return et_listener_start(front);
}

static enum et_err start(struct et_front *front)
{
	static const struct et_confine as_front = { .process = ET_PROCESS_FRONT };
	char message[MESSAGE_MAX] = "";
	enum et_err err;

	if ((err = open_checked(front, message)) == ET_OK && (err = open_rest(front)) != ET_OK)
		snprintf(message, sizeof(message), "the network side could not be set up (%s)",
			et_err_symbol(err));
	/* Everything is read and open: whoever takes this process over finds no door to the record. */
	if (err == ET_OK && front->config->confine)
		et_confine(&as_front);
	if (err == ET_OK)
		return et_ipc_put(front->ipc, ET_IPC_READY, 0, et_slice_of(NULL, 0));
	/* Core says it, once; if it can't be told, nobody else would. */
	if (et_ipc_put(front->ipc, ET_IPC_FAILED, 0, et_slice_str(message)) != ET_OK ||
		et_ipc_flush(front->ipc) != ET_OK)
		et_log_error("front", "%s", message);
	return err;
}

static void close_handle(uv_handle_t *handle)
{
	/* Types are set by init: one that was never opened stays alone. */
	if (handle->type != UV_UNKNOWN_HANDLE && !uv_is_closing(handle))
		uv_close(handle, NULL);
}

/*
 * The library closes its own handles, through the loop, and frees the rest when it is asked again
 * after that.
 */
static void close_loop(struct et_front *front)
{
	if (front->lws != NULL)
		lws_context_destroy(front->lws);
	if (front->loop_open) {
		close_handle((uv_handle_t *)&front->ipc_poll);
		close_handle((uv_handle_t *)&front->listen_poll);
		close_handle((uv_handle_t *)&front->accept_pause);
		close_handle((uv_handle_t *)&front->tick);
		close_handle((uv_handle_t *)&front->before_poll);
		close_handle((uv_handle_t *)&front->after_poll);
		uv_run(&front->loop, UV_RUN_DEFAULT);
	}
	if (front->lws != NULL)
		lws_context_destroy(front->lws);
	if (front->loop_open)
		uv_loop_close(&front->loop);
}

void et_front_free(struct et_front *front)
{
	et_listener_close(front);
	close_loop(front);
	et_rooms_fini(&front->rooms);
	et_addresses_fini(&front->addresses);
	et_alive_fini(&front->alive);
	et_map_free(front->peers);
	et_bundle_fini(&front->bundle);
	et_ipc_free(front->ipc);
	et_msg_pool_clear(&front->spares);
	free(front);
}

struct et_front *et_front_new(const struct et_front_config *config)
{
	struct et_front *front = calloc(1, sizeof(*front));

	if (front == NULL)
		return NULL;
	front->config = config;
	front->limits = config->limits;
	front->listen_fd = -1;
	front->exit_code = -1;
	et_list_init(&front->all);
	et_list_init(&front->new);
	et_list_init(&front->dirty);
	et_readahead_init(&front->readahead);
	et_list_init(&front->closing);
	et_list_init(&front->asking);
	front->ipc = et_ipc_new(config->ipc_fd, ET_IPC_FRONT, config->limits.ipc_queue_max);
	if (front->ipc == NULL) {
		free(front);
		return NULL;
	}
	return front;
}

int et_front_run(const struct et_front_config *config)
{
	struct et_front *front;
	int code;

	(void)signal(SIGPIPE, SIG_IGN);
	/* Ctrl-C reaches the whole group: core decides what follows from it. */
	(void)signal(SIGINT, SIG_IGN);
	if ((front = et_front_new(config)) == NULL) {
		et_log_error("front", "descriptor %d is not a socket to core", config->ipc_fd);
		return 2;
	}
	if (start(front) != ET_OK) {
		et_front_free(front);
		return 2;
	}
	uv_run(&front->loop, UV_RUN_DEFAULT);
	code = front->exit_code == -1 ? 1 : front->exit_code;
	et_front_free(front);
	return code;
}
