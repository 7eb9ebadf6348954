/*
 * The listening socket is our own, not the library's: so a taken port gives a clear sentence, a
 * connection over a limit is refused before it costs a TLS object, and a process without file
 * descriptors waits instead of spinning. The library adopts what is accepted.
 */
#define _GNU_SOURCE /* accept4 */

#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/base/log.h>

/* Everybody may come back at once; the system has a bound of its own (somaxconn). */
#define BACKLOG 4096
/* In one turn: each brings a handshake at once, a millisecond for which everybody else waits. */
#define ACCEPT_AT_ONCE 16
/*
 * Nobody is accepted before they have said something, or for so long: else 2,000 are taken while they are silent, and what
 * they say then is one turn's work.
 */
#define DEFER_S 1
#define ACCEPT_PAUSE_MS 200

static bool parse_address(
	const char *text, uint16_t port, struct sockaddr_storage *address, socklen_t *len)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(port) };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };

	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &in.sin_addr) == 1) {
		memcpy(address, &in, sizeof(in));
		*len = sizeof(in);
		return true;
	}
	if (inet_pton(AF_INET6, text, &in6.sin6_addr) == 1) {
		memcpy(address, &in6, sizeof(in6));
		*len = sizeof(in6);
		return true;
	}
	return false;
}

static enum et_err refuse(const struct et_front *front, char *message, enum et_err err, int why)
{
	const struct et_front_config *config = front->config;

	if (why == EADDRINUSE)
		snprintf(message, ET_LISTEN_MESSAGE_MAX,
			"port %u on %s is taken by another program", (unsigned)config->port,
			config->listen);
	else
		snprintf(message, ET_LISTEN_MESSAGE_MAX, "can't listen on %s port %u: %s",
			config->listen, (unsigned)config->port, strerror(why));
	return err;
}

enum et_err et_listener_open(struct et_front *front, char message[ET_LISTEN_MESSAGE_MAX])
{
	struct sockaddr_storage address;
	socklen_t len = 0;
	int yes = 1, defer_s = DEFER_S, fd;

	message[0] = '\0';
	if (!parse_address(front->config->listen, front->config->port, &address, &len)) {
		snprintf(message, ET_LISTEN_MESSAGE_MAX,
			"\"%s\" is not a numeric address to listen on", front->config->listen);
		return ET_BAD_PARAM;
	}
	fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return refuse(front, message, ET_IO, errno);
	front->listen_fd = fd;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
		bind(fd, (const struct sockaddr *)&address, len) == -1 || listen(fd, BACKLOG) == -1)
		return refuse(front, message, errno == EADDRINUSE ? ET_CONFLICT : ET_IO, errno);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &defer_s, sizeof(defer_s));
	return ET_OK;
}

/* Hands the connection to the library, which owns fd from here on. */
static void adopt(struct et_front *front, int fd, struct et_address *address)
{
	lws_adopt_desc_t info;

	memset(&info, 0, sizeof(info));
	info.vh = lws_get_vhost_by_name(front->lws, "default");
	info.type = (lws_adoption_type)(LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP | LWS_ADOPT_ALLOW_SSL);
	info.fd.sockfd = fd;
	info.opaque = address;
	front->adopting = true;
	/* Once there is an object, its end gives the address back (http.c), also if this fails. */
	if (lws_adopt_descriptor_vhost_via_info(&info) == NULL && front->adopting)
		et_addresses_release(&front->addresses, address);
	front->adopting = false;
}

/* False: there is nothing more to accept now. */
static bool accept_one(struct et_front *front)
{
	struct sockaddr_storage from;
	socklen_t len = sizeof(from);
	struct et_address *address;
	int yes = 1, fd;

	fd = accept4(
		front->listen_fd, (struct sockaddr *)&from, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd == -1) {
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			return false;
		if (errno == EINTR || errno == ECONNABORTED || errno == EPROTO)
			return true;
		et_log_warn("front", "can't accept a connection: %s", strerror(errno));
		uv_poll_stop(&front->listen_poll);
		return false;
	}
	if (front->stopping ||
		et_addresses_acquire(&front->addresses, (const struct sockaddr *)&from, &address) !=
			ET_OK) {
		et_log_info("front", "a connection over the limits is refused");
		close(fd);
		return true;
	}
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	adopt(front, fd, address);
	return true;
}

static void on_acceptable(uv_poll_t *poll, int status, int events);

static void watch(struct et_front *front)
{
	if (front->listening)
		uv_poll_start(&front->listen_poll, UV_READABLE, on_acceptable);
}

static void on_pause_over(uv_timer_t *timer)
{
	watch(timer->data);
}

static void on_acceptable(uv_poll_t *poll, int status, int events)
{
	struct et_front *front = poll->data;

	(void)status;
	(void)events;
	for (unsigned i = 0; i < ACCEPT_AT_ONCE && accept_one(front); i++)
		;
	/* Out of descriptors or memory: the backlog can wait, the others go on. */
	if (!uv_is_active((const uv_handle_t *)poll))
		uv_timer_start(&front->accept_pause, on_pause_over, ACCEPT_PAUSE_MS, 0);
	/* The library looks at its timeouts only in callbacks of its own: make it look. */
	lws_cancel_service(front->lws);
}

enum et_err et_listener_start(struct et_front *front)
{
	if (uv_timer_init(&front->loop, &front->accept_pause) != 0 ||
		uv_poll_init(&front->loop, &front->listen_poll, front->listen_fd) != 0)
		return ET_IO;
	front->accept_pause.data = front;
	front->listen_poll.data = front;
	front->listening = true;
	watch(front);
	return ET_OK;
}

void et_listener_close(struct et_front *front)
{
	if (front->listening) {
		front->listening = false;
		uv_timer_stop(&front->accept_pause);
		uv_poll_stop(&front->listen_poll);
	}
	if (front->listen_fd != -1)
		close(front->listen_fd);
	front->listen_fd = -1;
}
