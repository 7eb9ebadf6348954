/*
 * Bytes of a stranger into the whole of front: its listener, libwebsockets, the gates, files, calendars,
 * WebSocket frames. One process and one thread; only TLS is left out, so that the bytes arrive as they are. Core
 * is played here. Judged: front serves the next visitor, answers have the form and headers of ours, a connection
 * that core knows of is one that upgraded, and what core was sent came from it.
 *
 * The input: a byte, of which bit 0 says that a right upgrade comes first, bit 1 that somebody else is in the same room,
 * and must be served as before; then what is sent. 0xff with any other byte after it is no
 * byte but a pause, in which front works; 0xff 0xff is 0xff.
 */
#include "front/server.c" /* its state is private to it, and it runs until it is stopped */

#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <etatunti/base/env.h>

#include "fuzz.h"

#define ORIGIN "https://localhost:8443"
#define ANSWER_MAX ((size_t)1 << 20)
#define INPUT_MAX 70000

struct lws *__real_lws_adopt_descriptor_vhost_via_info(const lws_adopt_desc_t *info);
struct lws *__wrap_lws_adopt_descriptor_vhost_via_info(const lws_adopt_desc_t *info);

static struct rig {
	struct et_front *front;
	struct et_ipc *core;
	uint16_t port;
	unsigned open;  /* connections that core knows */
	uint64_t first; /* the first that came in this input; 0: none yet */
	uint8_t answer[ANSWER_MAX];
	size_t answer_len;
} rig;

/* Reading ahead asks TLS what has come. */
void __wrap_et_readahead_start(struct et_peer *peer);
void __wrap_et_readahead_start(struct et_peer *peer)
{
	(void)peer;
}

/* The connection as it would be behind TLS. */
struct lws *__wrap_lws_adopt_descriptor_vhost_via_info(const lws_adopt_desc_t *info)
{
	lws_adopt_desc_t plain = *info;

	plain.type = (lws_adoption_type)(plain.type & ~(unsigned)LWS_ADOPT_ALLOW_SSL);
	return __real_lws_adopt_descriptor_vhost_via_info(&plain);
}

/* -------------------------------------------------------------------------- start */

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	FUZZ_MUST(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* The context wants a certificate, though nobody is shown it. */
static void make_certificate(const char *cert_path, const char *key_path)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = X509_new();
	FILE *file;

	FUZZ_MUST(key != NULL && cert != NULL);
	FUZZ_MUST(X509_set_version(cert, 2) == 1 && X509_set_pubkey(cert, key) == 1);
	FUZZ_MUST(X509_gmtime_adj(X509_getm_notBefore(cert), 0) != NULL);
	FUZZ_MUST(X509_gmtime_adj(X509_getm_notAfter(cert), 86400) != NULL);
	FUZZ_MUST(X509_sign(cert, key, EVP_sha256()) > 0);
	FUZZ_MUST((file = fopen(cert_path, "we")) != NULL);
	FUZZ_MUST(PEM_write_X509(file, cert) == 1 && fclose(file) == 0);
	FUZZ_MUST((file = fopen(key_path, "we")) != NULL);
	FUZZ_MUST(PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1);
	FUZZ_MUST(fclose(file) == 0);
	X509_free(cert);
	EVP_PKEY_free(key);
}

static void open_front(void)
{
	static char dir[] = "/tmp/et-fuzz-http-XXXXXX";
	static char cert[64], key[64], web[64];
	static struct et_front_config config;
	char path[96];
	struct sockaddr_in at;
	socklen_t len = sizeof(at);
	int fds[2];

	et_log_configure(NULL, STDERR_FILENO, ET_LOG_ERROR);
	FUZZ_MUST(mkdtemp(dir) != NULL);
	(void)snprintf(cert, sizeof(cert), "%s/cert.pem", dir);
	(void)snprintf(key, sizeof(key), "%s/key.pem", dir);
	(void)snprintf(web, sizeof(web), "%s/web", dir);
	FUZZ_MUST(mkdir(web, 0700) == 0);
	make_certificate(cert, key);
	(void)snprintf(path, sizeof(path), "%s/index.html", web);
	write_file(path, "<!doctype html><title>x</title>");
	(void)snprintf(path, sizeof(path), "%s/index.html.br", web);
	write_file(path, "br");
	FUZZ_MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	config = (struct et_front_config){ .env = et_env_system(),
		.listen = "127.0.0.1",
		.cert_path = cert,
		.key_path = key,
		.web_root = web,
		.origin = ORIGIN,
		.ipc_fd = fds[0] };
	et_front_limits_default(&config.limits);
	config.limits.conn_max = 64;
	config.limits.message_rate = 100000;
	config.limits.message_burst = 100000;
	FUZZ_MUST((rig.front = et_front_new(&config)) != NULL);
	FUZZ_MUST(start(rig.front) == ET_OK);
	FUZZ_MUST((rig.core = et_ipc_new(fds[1], ET_IPC_CORE, (size_t)16 << 20)) != NULL);
	FUZZ_MUST(getsockname(rig.front->listen_fd, (struct sockaddr *)&at, &len) == 0);
	rig.port = at.sin_port;
	/* All of it is in memory now. */
	(void)unlink(path);
	(void)snprintf(path, sizeof(path), "%s/index.html", web);
	(void)unlink(path);
	(void)unlink(cert);
	(void)unlink(key);
	(void)rmdir(web);
	(void)rmdir(dir);
}

/* --------------------------------------------------------------------------- core */

static const struct et_id room = { { 1 } };

/* Whoever speaks is signed in and in the room; what a text begins with may say more. */
static void on_text(const struct et_ipc_frame *frame)
{
	struct et_id conn = { { frame->conn == rig.first ? 2 : 3 } };
	struct et_slice none = { 0 };
	uint8_t what = frame->payload.len > 0 ? frame->payload.ptr[0] : 0;
	enum et_err err;

	err = et_ipc_put(
		rig.core, what == 'k' ? ET_IPC_KNOCKED : ET_IPC_LOGGED_IN, frame->conn, none);
	FUZZ_MUST(err == ET_OK);
	err = et_ipc_put_room_join(rig.core, frame->conn, &room, &conn);
	FUZZ_MUST(err == ET_OK);
	if (what == 'l')
		err = et_ipc_put(rig.core, ET_IPC_ROOM_LEAVE, frame->conn, et_id_slice(&room));
	else if (what == 'r')
		err = et_ipc_put(rig.core, ET_IPC_ROOM_CLOSE, 0, et_id_slice(&room));
	else if (what == 'b')
		err = et_ipc_put(rig.core, ET_IPC_SEND_BLOB, frame->conn, frame->payload);
	FUZZ_MUST(err == ET_OK);
	err = et_ipc_put(rig.core, ET_IPC_SEND_TEXT, frame->conn, frame->payload);
	FUZZ_MUST(err == ET_OK);
}

/* The first byte of the secret says what core has to say. */
static void on_feed_ask(const struct et_ipc_frame *frame)
{
	static const uint16_t statuses[] = { 200, 404, 429, 503 };
	struct et_slice secret, address;
	uint16_t status;

	et_ipc_read_feed_ask(frame, &secret, &address);
	FUZZ_MUST(et_slice_eq_str(address, "127.0.0.1"));
	status = statuses[secret.ptr[0] % 4];
	FUZZ_MUST(et_ipc_put_feed(rig.core, frame->conn, status,
			  status == 200 ? ET_SLICE_LIT("BEGIN:VCALENDAR") : ET_SLICE_LIT("")) ==
		ET_OK);
}

static void on_frame(const struct et_ipc_frame *frame)
{
	switch ((int)frame->type) {
	case ET_IPC_OPEN:
		rig.open++;
		if (rig.first == 0)
			rig.first = frame->conn;
		break;
	case ET_IPC_CLOSED:
		FUZZ_MUST(rig.open > 0);
		rig.open--;
		break;
	case ET_IPC_TEXT:
		FUZZ_MUST(rig.open > 0);
		on_text(frame);
		break;
	case ET_IPC_BLOB:
		FUZZ_MUST(rig.open > 0 && frame->payload.ptr[0] == 1);
		FUZZ_MUST(et_ipc_put_close(rig.core, frame->conn, 1000, ET_SLICE_LIT("enough")) ==
			ET_OK);
		break;
	case ET_IPC_FEED_ASK: on_feed_ask(frame); break;
	default: FUZZ_MUST(frame->type == ET_IPC_READY); break;
	}
}

/* One turn of front's loop and of core; more is not to be done than what is there. */
static void turn(void)
{
	struct et_ipc_frame frame;
	bool eof = false, have = true;

	(void)uv_run(&rig.front->loop, UV_RUN_NOWAIT);
	FUZZ_MUST(rig.front->exit_code == -1);
	FUZZ_MUST(et_ipc_fill(rig.core, &eof) == ET_OK && !eof);
	while (have) {
		FUZZ_MUST(et_ipc_next(rig.core, &frame, &have) == ET_OK);
		if (have)
			on_frame(&frame);
	}
	FUZZ_MUST(et_ipc_flush(rig.core) == ET_OK);
}

/* ------------------------------------------------------------------------ visitor */

static int visit(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = rig.port };
	struct linger hard = { .l_onoff = 1 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	FUZZ_MUST(fd != -1 && connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
	/* No port is left behind for a minute. */
	FUZZ_MUST(setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)) == 0);
	rig.answer_len = 0;
	return fd;
}

static void listen_to(int fd)
{
	ssize_t n;

	while (rig.answer_len < ANSWER_MAX &&
		(n = recv(fd, rig.answer + rig.answer_len, ANSWER_MAX - rig.answer_len,
			 MSG_DONTWAIT)) > 0)
		rig.answer_len += (size_t)n;
}

static void say(int fd, const uint8_t *bytes, size_t len)
{
	for (int i = 0; len > 0 && i < 50; i++) {
		ssize_t n = send(fd, bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
		turn();
		listen_to(fd);
	}
}

/* Until front has nothing more to do for it; a socketpair's worth of turns. */
static void settle(int fd, int turns)
{
	for (int i = 0; i < turns; i++) {
		turn();
		listen_to(fd);
	}
}

static bool has(const char *word)
{
	return memmem(rig.answer, rig.answer_len, word, strlen(word)) != NULL;
}

/* Whatever it answered at first is HTTP with our headers. */
static void judge_answer(void)
{
	const uint8_t *end = memmem(rig.answer, rig.answer_len, "\r\n\r\n", 4);

	if (rig.answer_len == 0)
		return;
	/* "1.0" is the library's own, for what is no request */
	FUZZ_MUST(rig.answer_len >= 9 && memcmp(rig.answer, "HTTP/1.", 7) == 0);
	FUZZ_MUST(end != NULL);
	if (memcmp(rig.answer + 9, "101", 3) == 0)
		return;
	FUZZ_MUST(has("content-security-policy:") || has("Content-Security-Policy:"));
	FUZZ_MUST(has("nosniff"));
	/* what libwebsockets would say of itself, or echo */
	FUZZ_MUST(!has("lwsws") && !has("libwebsockets"));
}

static void leave(int fd)
{
	(void)close(fd);
	for (int i = 0; i < 200 && rig.front->addresses.conn_count > 0; i++)
		turn();
	FUZZ_MUST(rig.front->addresses.conn_count == 0);
	FUZZ_MUST(rig.open == 0 && et_list_is_empty(&rig.front->all));
	FUZZ_MUST(et_list_is_empty(&rig.front->asking) && rig.front->asking_count == 0);
}

static void next_visitor(void)
{
	static const char ask[] = "GET / HTTP/1.1\r\nHost: localhost:8443\r\n\r\n";
	int fd = visit();

	say(fd, (const uint8_t *)ask, sizeof(ask) - 1);
	for (int i = 0; i < 200 && !has("</title>"); i++)
		settle(fd, 1);
	FUZZ_MUST(rig.answer_len > 15 && memcmp(rig.answer, "HTTP/1.1 200 OK", 15) == 0);
	FUZZ_MUST(has("<!doctype html><title>x</title>"));
	judge_answer();
	leave(fd);
}

/* Speaks, and hears the same from core, however long front needs. */
static void is_served(int fd)
{
	static const uint8_t text[] = { 0x81, 0x82, 0, 0, 0, 0, '{', '}' };

	rig.answer_len = 0;
	say(fd, text, sizeof(text));
	for (int i = 0; i < 200 && !has("{}"); i++)
		settle(fd, 1);
	FUZZ_MUST(has("{}"));
}

/* A right upgrade, and a text, after which core says that this one is signed in and in a room. */
static void upgrade(int fd)
{
	static const uint8_t ask[] = "GET /ws HTTP/1.1\r\nHost: localhost:8443\r\nOrigin: " ORIGIN
				     "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
				     "Sec-WebSocket-Version: 13\r\n"
				     "Sec-WebSocket-Protocol: " ET_FRONT_SUBPROTOCOL "\r\n\r\n";

	unsigned before = rig.open;

	rig.answer_len = 0;
	say(fd, ask, sizeof(ask) - 1);
	for (int i = 0; i < 200 && !has("\r\n\r\n"); i++)
		settle(fd, 1);
	FUZZ_MUST(has("HTTP/1.1 101 ") && rig.open == before + 1);
	judge_answer();
	is_served(fd);
	rig.answer_len = 0;
}

/* What is answered to an upgraded one are frames; to a new one, heads. */
static void put_bytes(int fd, const uint8_t *data, size_t size)
{
	static uint8_t piece[INPUT_MAX];
	size_t len = 0, at = 0;

	while (at < size) {
		if (data[at] == 0xff && ++at < size && data[at] != 0xff) {
			say(fd, piece, len);
			len = 0;
			at++;
		}
		if (at < size)
			piece[len++] = data[at++];
	}
	say(fd, piece, len);
	settle(fd, 6);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd, other = -1;

	if (size == 0 || size > INPUT_MAX)
		return 0;
	if (rig.front == NULL)
		open_front();
	rig.first = 0;
	fd = visit();
	if ((data[0] & 1) != 0)
		upgrade(fd);
	if ((data[0] & 2) != 0) {
		other = visit();
		upgrade(other);
	}
	put_bytes(fd, data + 1, size - 1);
	if ((data[0] & 1) == 0)
		judge_answer();
	if (other != -1)
		is_served(other);
	if (other != -1)
		(void)close(other);
	leave(fd);
	next_visitor();
	return 0;
}
