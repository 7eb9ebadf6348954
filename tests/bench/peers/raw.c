/*
 * The floor: a relay on epoll and OpenSSL with nothing else in it. Rooms by path, every message to
 * everyone else in the room. No limits, no checks, no goodbye: only for the bench.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>

#define EVENTS 512
#define BACKLOG 4096
#define ROOMS 65536
#define READ_LEN ((size_t)64 << 10)
#define HEAD_MAX 14
#define GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
#define KEY_NAME "Sec-WebSocket-Key: "
#define KEY_LEN 24

struct conn {
	int fd;
	SSL *ssl;
	enum { SHAKING, ASKING, OPEN } state;
	bool is_dirty, is_gone, waits;
	struct conn *next_in_room, *next_dirty;
	size_t room;
	uint8_t *in, *out; /* out [out_at, out_len) is to be written */
	size_t in_len, in_cap, out_at, out_len, out_cap;
};

static struct conn *rooms[ROOMS], *dirty;
static int epoll, listener;
static SSL_CTX *tls;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static uint8_t *room_for(uint8_t **buffer, size_t *cap, size_t len, size_t more)
{
	size_t wanted = *cap == 0 ? 4096 : *cap;

	while (wanted < len + more)
		wanted *= 2;
	if (wanted != *cap && (*buffer = realloc(*buffer, wanted)) == NULL)
		die("memory");
	*cap = wanted;
	return *buffer + len;
}

static void watch(struct conn *conn, int operation, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = conn };

	if (epoll_ctl(epoll, operation, conn->fd, &event) == -1)
		die("epoll_ctl");
}

static void mark(struct conn *conn)
{
	if (conn->is_dirty)
		return;
	conn->is_dirty = true;
	conn->next_dirty = dirty;
	dirty = conn;
}

static void queue(struct conn *conn, const void *bytes, size_t len)
{
	memcpy(room_for(&conn->out, &conn->out_cap, conn->out_len, len), bytes, len);
	conn->out_len += len;
	mark(conn);
}

static void lose(struct conn *conn)
{
	conn->is_gone = true;
	mark(conn);
}

static void destroy(struct conn *conn)
{
	if (conn->state == OPEN)
		for (struct conn **at = &rooms[conn->room]; *at != NULL; at = &(*at)->next_in_room)
			if (*at == conn) {
				*at = conn->next_in_room;
				break;
			}
	SSL_free(conn->ssl);
	close(conn->fd);
	free(conn->in);
	free(conn->out);
	free(conn);
}

static void upgrade(struct conn *conn)
{
	static const char form[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
				   "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n";
	const uint8_t *key = memmem(conn->in, conn->in_len, KEY_NAME, strlen(KEY_NAME));
	char text[KEY_LEN + sizeof(GUID)], accept[32], answer[256];
	uint8_t hash[SHA_DIGEST_LENGTH];
	int len;

	if (memmem(conn->in, conn->in_len, "\r\n\r\n", 4) == NULL)
		return;
	if (key == NULL || sscanf((const char *)conn->in, "GET /room/%zu ", &conn->room) != 1 ||
		conn->room >= ROOMS) {
		lose(conn);
		return;
	}
	memcpy(text, key + strlen(KEY_NAME), KEY_LEN);
	memcpy(text + KEY_LEN, GUID, sizeof(GUID));
	SHA1((const uint8_t *)text, KEY_LEN + sizeof(GUID) - 1, hash);
	EVP_EncodeBlock((uint8_t *)accept, hash, sizeof(hash));
	len = snprintf(answer, sizeof(answer), form, accept);
	queue(conn, answer, (size_t)len);
	conn->in_len = 0; /* a client says nothing before it has the answer */
	conn->state = OPEN;
	conn->next_in_room = rooms[conn->room];
	rooms[conn->room] = conn;
}

static void unmask(uint8_t *data, size_t len, const uint8_t mask[4])
{
	uint64_t key, word;
	uint8_t twice[8];
	size_t i = 0;

	for (size_t k = 0; k < sizeof(twice); k++)
		twice[k] = mask[k & 3];
	memcpy(&key, twice, sizeof(key));
	for (; i + sizeof(word) <= len; i += sizeof(word)) {
		memcpy(&word, data + i, sizeof(word));
		word ^= key;
		memcpy(data + i, &word, sizeof(word));
	}
	for (; i < len; i++)
		data[i] ^= mask[i & 3];
}

/* Takes one frame at the front of data; 0: not all of it is there. */
static size_t relay_one(struct conn *conn, uint8_t *data, size_t len)
{
	size_t extra, payload, head_len;
	uint8_t *frame;

	if (len < 6)
		return 0;
	payload = data[1] & 0x7F;
	extra = payload < 126 ? 0 : payload == 126 ? 2 : 8;
	head_len = 2 + extra + 4;
	if (len < head_len)
		return 0;
	if (extra > 0)
		payload = 0;
	for (size_t i = 0; i < extra; i++)
		payload = payload << 8 | data[2 + i];
	if (payload > len - head_len)
		return 0;
	if ((data[0] & 0x0F) == 8) {
		lose(conn);
		return head_len + payload;
	}
	unmask(data + head_len, payload, data + 2 + extra);
	/* The same head without a mask, right before the payload. */
	frame = data + 4;
	memmove(frame, data, 2 + extra);
	frame[1] &= 0x7F;
	for (struct conn *other = rooms[conn->room]; other != NULL; other = other->next_in_room)
		if (other != conn)
			queue(other, frame, 2 + extra + payload);
	return head_len + payload;
}

static bool still_there(struct conn *conn, int result)
{
	int error = SSL_get_error(conn->ssl, result);

	if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
		return true;
	ERR_clear_error();
	lose(conn);
	return false;
}

static void receive(struct conn *conn)
{
	static uint8_t scratch[READ_LEN];
	uint8_t *data = scratch;
	size_t at = 0, taken, got = 0;
	int n;

	do {
		n = SSL_read(conn->ssl, scratch + got, (int)(READ_LEN - got));
		if (n <= 0) {
			if (!still_there(conn, n))
				return;
			break;
		}
		got += (size_t)n;
	} while (got < READ_LEN && SSL_has_pending(conn->ssl) == 1);
	if (conn->in_len > 0 || conn->state == ASKING) {
		memcpy(room_for(&conn->in, &conn->in_cap, conn->in_len, got), scratch, got);
		got = conn->in_len += got;
		data = conn->in;
	}
	if (conn->state == ASKING) {
		upgrade(conn);
		return;
	}
	while (!conn->is_gone && (taken = relay_one(conn, data + at, got - at)) > 0)
		at += taken;
	if (at == got) {
		conn->in_len = 0;
		return;
	}
	memmove(room_for(&conn->in, &conn->in_cap, 0, got - at), data + at, got - at);
	conn->in_len = got - at;
}

static void on_event(struct conn *conn, uint32_t events)
{
	int result;

	if (conn->is_gone)
		return;
	if (conn->state == SHAKING) {
		if ((result = SSL_accept(conn->ssl)) != 1) {
			(void)still_there(conn, result);
			return;
		}
		conn->state = ASKING; /* and the request may be here already */
	}
	if ((events & EPOLLOUT) != 0)
		mark(conn);
	if ((events & ~(uint32_t)EPOLLOUT) == 0)
		return;
	do
		receive(conn);
	while (!conn->is_gone && SSL_has_pending(conn->ssl) == 1);
}

static void flush(struct conn *conn)
{
	bool waits = false;
	size_t n;

	while (conn->out_at < conn->out_len) {
		if (SSL_write_ex(conn->ssl, conn->out + conn->out_at, conn->out_len - conn->out_at,
			    &n) == 1) {
			conn->out_at += n;
			continue;
		}
		if (!still_there(conn, 0))
			return;
		waits = true;
		break;
	}
	if (conn->out_at == conn->out_len)
		conn->out_at = conn->out_len = 0;
	if (waits != conn->waits)
		watch(conn, EPOLL_CTL_MOD, waits ? EPOLLIN | EPOLLOUT : EPOLLIN);
	conn->waits = waits;
}

static void sweep(void)
{
	struct conn *conn, *gone = NULL;

	while ((conn = dirty) != NULL) {
		dirty = conn->next_dirty;
		conn->is_dirty = false;
		if (!conn->is_gone)
			flush(conn);
		if (conn->is_gone && !conn->is_dirty) {
			conn->next_dirty = gone;
			gone = conn;
		}
	}
	while ((conn = gone) != NULL) {
		gone = conn->next_dirty;
		destroy(conn);
	}
}

static void take_new(void)
{
	struct conn *conn;
	int fd, yes = 1;

	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) != -1) {
		(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
		if ((conn = calloc(1, sizeof(*conn))) == NULL ||
			(conn->ssl = SSL_new(tls)) == NULL || SSL_set_fd(conn->ssl, fd) != 1)
			die("a connection");
		conn->fd = fd;
		SSL_set_accept_state(conn->ssl);
		watch(conn, EPOLL_CTL_ADD, EPOLLIN);
	}
}

static void set_up(const char *port, const char *cert, const char *key)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct epoll_event event = { .events = EPOLLIN };
	int yes = 1;

	if ((tls = SSL_CTX_new(TLS_server_method())) == NULL ||
		SSL_CTX_use_certificate_chain_file(tls, cert) != 1 ||
		SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1 ||
		SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) != 1 ||
		SSL_CTX_set1_groups_list(tls, "X25519:P-256") != 1 ||
		SSL_CTX_set_num_tickets(tls, 0) != 1)
		die("TLS");
	SSL_CTX_set_mode(tls,
		SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
			SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_read_ahead(tls, 1);
	if ((listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) == -1 ||
		setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
		bind(listener, (const struct sockaddr *)&at, sizeof(at)) == -1 ||
		listen(listener, BACKLOG) == -1 || (epoll = epoll_create1(EPOLL_CLOEXEC)) == -1 ||
		epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event) == -1)
		die("listen");
}

int main(int argc, char *argv[])
{
	static struct epoll_event events[EVENTS];
	struct rlimit files;
	int count;

	if (argc != 4) {
		fputs("usage: bench_raw PORT CERT KEY\n", stderr);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &files);
	}
	set_up(argv[1], argv[2], argv[3]);
	puts("READY");
	fflush(stdout);
	while ((count = epoll_wait(epoll, events, EVENTS, -1)) != -1 || errno == EINTR) {
		for (int i = 0; i < count; i++)
			if (events[i].data.ptr == NULL)
				take_new();
			else
				on_event(events[i].data.ptr, events[i].events);
		sweep();
	}
	return 1;
}
