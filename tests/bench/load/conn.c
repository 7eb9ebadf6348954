/*
 * One connection: connect, TLS 1.3, upgrade, then frames in and what is queued out. Knows frames
 * through frames.c, and nothing of what they say.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "inside.h"

#define READ_MIN ((size_t)32 << 10)
#define OP_CLOSE 0x8

static void watch(struct load_conn *conn, unsigned events)
{
	struct epoll_event event = { .events = events, .data.ptr = conn };

	if (conn->armed == events)
		return;
	if (epoll_ctl(conn->load->epoll, conn->armed == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, conn->fd,
		    &event) == -1)
		load_fail(conn, "epoll_ctl failed");
	conn->armed = events;
}

static bool come_from(struct load_conn *conn)
{
	const struct load_config *config = &conn->load->config;
	struct sockaddr_in from = { .sin_family = AF_INET };
	int yes = 1;

	if (config->sources == 0)
		return true;
	from.sin_addr.s_addr =
		htonl(INADDR_LOOPBACK + 1 + (uint32_t)(conn->number % config->sources));
	return setsockopt(conn->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes)) == 0 &&
		bind(conn->fd, (const struct sockaddr *)&from, sizeof(from)) == 0;
}

bool conn_start(struct load_conn *conn)
{
	const struct load_config *config = &conn->load->config;
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(config->port) };
	int yes = 1;

	conn->started_ns = load_now_ns();
	if (inet_pton(AF_INET, config->address, &to.sin_addr) != 1)
		return false;
	conn->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (conn->fd == -1 || !come_from(conn) ||
		setsockopt(conn->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes)) == -1)
		return false;
	conn->state = CONN_CONNECTING;
	if (connect(conn->fd, (const struct sockaddr *)&to, sizeof(to)) == -1 &&
		errno != EINPROGRESS)
		return false;
	watch(conn, EPOLLOUT);
	return true;
}

void conn_hang_up(struct load_conn *conn)
{
	const struct load_dialect *dialect = conn->load->config.dialect;

	if (conn->state == CONN_GONE || conn->state == CONN_NONE)
		return;
	conn->state = CONN_GONE;
	if (conn->is_ready)
		conn->load->ready--;
	else
		conn->load->on_the_way--;
	conn->is_ready = false;
	if (dialect->closed != NULL)
		dialect->closed(conn);
	SSL_free(conn->ssl);
	conn->ssl = NULL;
	if (conn->fd != -1)
		close(conn->fd);
	conn->fd = -1;
	bytes_free(&conn->out);
	bytes_free(&conn->part);
	bytes_free(&conn->whole);
}

static void connected(struct load_conn *conn)
{
	socklen_t len = sizeof(int);
	int error = 0;

	if (getsockopt(conn->fd, SOL_SOCKET, SO_ERROR, &error, &len) == -1 || error != 0) {
		load_fail(conn, "the server does not take the connection");
		return;
	}
	if ((conn->ssl = SSL_new(conn->load->tls)) == NULL ||
		SSL_set_fd(conn->ssl, conn->fd) != 1 ||
		SSL_set_tlsext_host_name(conn->ssl, "localhost") != 1) {
		load_fail(conn, "no TLS object");
		return;
	}
	SSL_set_connect_state(conn->ssl);
	conn->state = CONN_HANDSHAKE;
}

static void ask_for_upgrade(struct load_conn *conn)
{
	const struct load_config *config = &conn->load->config;
	char path[LOAD_PATH_MAX], text[1024], key_text[25];
	uint64_t key[2] = { load_random(conn->load), load_random(conn->load) };
	int len;

	config->dialect->target(conn, path);
	EVP_EncodeBlock((uint8_t *)key_text, (const uint8_t *)key, sizeof(key));
	len = snprintf(text, sizeof(text),
		"GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUpgrade: websocket\r\n"
		"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n"
		"%s%s%s\r\n",
		path, config->host, config->origin, key_text,
		config->dialect->subprotocol != NULL ? "Sec-WebSocket-Protocol: " : "",
		config->dialect->subprotocol != NULL ? config->dialect->subprotocol : "",
		config->dialect->subprotocol != NULL ? "\r\n" : "");
	bytes_add(&conn->out, text, (size_t)len);
	conn->state = CONN_UPGRADE;
	load_mark_dirty(conn);
}

/* What SSL said when it did not do all: false if that is the end of the connection. */
static bool goes_on(struct load_conn *conn, int result)
{
	int error = SSL_get_error(conn->ssl, result);

	if (error == SSL_ERROR_WANT_READ)
		return true;
	if (error == SSL_ERROR_WANT_WRITE) {
		conn->wants_write = true;
		return true;
	}
	ERR_clear_error();
	load_fail(conn, error == SSL_ERROR_SSL ? "TLS failed" : "the server has hung up");
	return false;
}

static void shake_hands(struct load_conn *conn)
{
	int result = SSL_do_handshake(conn->ssl);

	if (result == 1)
		ask_for_upgrade(conn);
	else if (!goes_on(conn, result))
		return;
	if (conn->state == CONN_HANDSHAKE)
		watch(conn, conn->wants_write ? EPOLLIN | EPOLLOUT : EPOLLIN);
	conn->wants_write = false;
}

/* The answer to the upgrade; returns how many bytes it was, 0 if its end has not come. */
static size_t take_upgrade(struct load_conn *conn, const uint8_t *data, size_t len)
{
	const uint8_t *end = memmem(data, len, "\r\n\r\n", 4);

	if (end == NULL)
		return 0;
	if (len < 12 || memcmp(data, "HTTP/1.1 101", 12) != 0) {
		fprintf(stderr, "load: instead of an upgrade: %.*s\n", (int)(end - data), data);
		load_fail(conn, "the server does not upgrade");
		return len;
	}
	conn->state = CONN_OPEN;
	conn->load->config.dialect->opened(conn);
	return (size_t)(end - data) + 4;
}

static size_t take(struct load_conn *conn, uint8_t *data, size_t len)
{
	size_t taken = 0;

	if (conn->state == CONN_UPGRADE)
		taken = take_upgrade(conn, data, len);
	if (conn->state == CONN_OPEN)
		taken += frames_take(conn, data + taken, len - taken);
	return taken;
}

/* Reads while TLS has more in hand; false: nothing came. */
static bool read_into(struct load_conn *conn, uint8_t *to, size_t cap, size_t *len)
{
	int n;

	*len = 0;
	do {
		n = SSL_read(conn->ssl, to + *len, (int)(cap - *len));
		if (n <= 0) {
			(void)goes_on(conn, n);
			break;
		}
		*len += (size_t)n;
	} while (*len < cap && SSL_has_pending(conn->ssl) == 1);
	return *len > 0;
}

static void receive_more(struct load_conn *conn)
{
	struct bytes *part = &conn->part;
	size_t wanted = frames_len(part->ptr + part->at, part->len - part->at), n;
	uint8_t *room;

	wanted = wanted > part->len - part->at ? wanted - (part->len - part->at) : 0;
	if (wanted < READ_MIN)
		wanted = READ_MIN;
	room = bytes_room(part, wanted);
	if (!read_into(conn, room, part->cap - part->len, &n))
		return;
	part->len += n;
	part->at += take(conn, part->ptr + part->at, part->len - part->at);
	if (part->at == part->len)
		part->at = part->len = 0;
}

static void receive(struct load_conn *conn)
{
	struct load *load = conn->load;
	size_t len, taken;

	do {
		if (conn->part.len > 0) {
			receive_more(conn);
			continue;
		}
		if (!read_into(conn, load->scratch, SCRATCH_LEN, &len))
			return;
		taken = take(conn, load->scratch, len);
		if (taken < len)
			bytes_add(&conn->part, load->scratch + taken, len - taken);
	} while ((conn->state == CONN_OPEN || conn->state == CONN_UPGRADE) &&
		SSL_has_pending(conn->ssl) == 1);
}

void conn_flush(struct load_conn *conn)
{
	struct bytes *out = &conn->out;
	size_t n = 0;
	int result;

	conn->wants_write = false;
	while (conn->ssl != NULL && conn->why == NULL && out->at < out->len) {
		result = SSL_write_ex(conn->ssl, out->ptr + out->at, out->len - out->at, &n);
		if (result != 1) {
			if (!goes_on(conn, result))
				break;
			conn->wants_write = true;
			break;
		}
		out->at += n;
	}
	if (out->at == out->len)
		out->at = out->len = 0;
	if (conn->state == CONN_LEAVING) {
		const struct load_measure *measure = conn->load->config.measure;
		const char *why = conn->why;

		if (why == NULL && conn->wants_write)
			return;
		conn_hang_up(conn);
		if (why != NULL && measure->lost != NULL) {
			measure->lost(conn, why);
		} else if (why != NULL && !conn->load->failed) {
			fprintf(stderr, "load: connection %zu: %s\n", conn->number, why);
			conn->load->failed = true;
		}
		return;
	}
	watch(conn, conn->wants_write ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void conn_event(struct load_conn *conn, unsigned events)
{
	if (conn->state == CONN_CONNECTING)
		connected(conn);
	if (conn->state == CONN_HANDSHAKE) {
		shake_hands(conn);
		return;
	}
	if (conn->state != CONN_OPEN && conn->state != CONN_UPGRADE)
		return;
	if ((events & EPOLLOUT) != 0)
		load_mark_dirty(conn);
	if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
		receive(conn);
}

void load_fail(struct load_conn *conn, const char *why)
{
	if (conn->state == CONN_GONE || conn->why != NULL)
		return;
	conn->why = why;
	conn->state = CONN_LEAVING;
	load_mark_dirty(conn);
}

void load_close(struct load_conn *conn)
{
	if (conn->state == CONN_GONE || conn->state == CONN_LEAVING)
		return;
	if (conn->state == CONN_OPEN)
		frames_put_control(conn, OP_CLOSE, "\x03\xe8", 2);
	conn->state = CONN_LEAVING;
	load_mark_dirty(conn);
}
