/*
 * A server thread and a client, SSL_write in pieces as large as our chunks, nothing else.
 */
#include "attachment.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "load/load.h"

#define PIECE ((size_t)64 << 10)

struct end {
	SSL_CTX *ctx;
	int fd;
	size_t len, rounds;
};

static uint8_t piece[PIECE];

static bool send_all(SSL *ssl, size_t len)
{
	while (len > 0) {
		int n = SSL_write(ssl, piece, (int)(len < PIECE ? len : PIECE));

		if (n <= 0)
			return false;
		len -= (size_t)n;
	}
	return true;
}

static bool receive_all(SSL *ssl, size_t len)
{
	static _Thread_local uint8_t bytes[PIECE];

	while (len > 0) {
		int n = SSL_read(ssl, bytes, (int)(len < PIECE ? len : PIECE));

		if (n <= 0)
			return false;
		len -= (size_t)n;
	}
	return true;
}

static void *serve(void *arg)
{
	struct end *end = arg;
	int fd = accept(end->fd, NULL, NULL);
	SSL *ssl = SSL_new(end->ctx);
	bool going = fd >= 0 && ssl != NULL && SSL_set_fd(ssl, fd) == 1 && SSL_accept(ssl) == 1;

	for (size_t i = 0; going && i < end->rounds; i++)
		going = receive_all(ssl, end->len) && send_all(ssl, 1) && send_all(ssl, end->len);
	SSL_free(ssl);
	(void)close(fd);
	return NULL;
}

static bool rounds_of(SSL *ssl, const struct end *end, struct plain *out)
{
	for (size_t i = 0; i < end->rounds; i++) {
		int64_t from = load_now_ns(), between;

		if (!send_all(ssl, end->len) || !receive_all(ssl, 1))
			return false;
		between = load_now_ns();
		if (!receive_all(ssl, end->len))
			return false;
		out[i].up_s = (double)(between - from) / 1e9;
		out[i].down_s = (double)(load_now_ns() - between) / 1e9;
	}
	return true;
}

static SSL_CTX *context(const SSL_METHOD *method, const char *cert, const char *key)
{
	SSL_CTX *ctx = SSL_CTX_new(method);

	/* The cipher that the load generator asks our server for (load/load.c). */
	if (ctx == NULL || SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) != 1 ||
		SSL_CTX_set_ciphersuites(ctx, "TLS_AES_128_GCM_SHA256") != 1 ||
		(cert != NULL && SSL_CTX_use_certificate_chain_file(ctx, cert) != 1) ||
		(key != NULL && SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) != 1)) {
		ERR_print_errors_fp(stderr);
		SSL_CTX_free(ctx);
		return NULL;
	}
	return ctx;
}

static bool talk(struct end *server, SSL_CTX *client, struct plain *out)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	SSL *ssl = SSL_new(client);
	pthread_t thread;
	bool done;

	if (bind(server->fd, (struct sockaddr *)&at, sizeof(at)) != 0 ||
		listen(server->fd, 1) != 0 ||
		getsockname(server->fd, (struct sockaddr *)&at, &len) != 0 ||
		pthread_create(&thread, NULL, serve, server) != 0) {
		perror("plain TLS");
		SSL_free(ssl);
		(void)close(fd);
		return false;
	}
	done = connect(fd, (struct sockaddr *)&at, len) == 0 && ssl != NULL &&
		SSL_set_fd(ssl, fd) == 1 && SSL_connect(ssl) == 1 && rounds_of(ssl, server, out);
	if (!done)
		ERR_print_errors_fp(stderr);
	SSL_free(ssl);
	(void)close(fd);
	(void)pthread_join(thread, NULL);
	return done;
}

bool plain_tls(const char *cert, const char *key, size_t len, size_t rounds, struct plain *out)
{
	struct end server = { context(TLS_server_method(), cert, key),
		socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), len, rounds };
	SSL_CTX *client = context(TLS_client_method(), NULL, NULL);
	bool done = server.ctx != NULL && client != NULL && server.fd >= 0 &&
		talk(&server, client, out);

	(void)close(server.fd);
	SSL_CTX_free(server.ctx);
	SSL_CTX_free(client);
	return done;
}
