/*
 * OpenSSL's socket BIO says when it is read; nothing else in the library does for certain, for a
 * record may hold less than a frame. While we drain, the BIO answers that nothing more is there: so a
 * turn takes at most what one read has brought from each, however fast it comes.
 */
#include "readahead.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <etatunti/base/log.h>

#include "peer.h"

/*
 * No read holds more records than this: one has at most 16 KiB and a bit, each record at least 22 bytes,
 * and the library takes at least one whenever it is asked, or a piece of a large one.
 */
#define ROUNDS_MAX 1024

void et_readahead_init(struct et_readahead *readahead)
{
	et_list_init(&readahead->read);
	readahead->draining = false;
}

static void mark(struct et_front *front, struct et_peer *peer)
{
	if (et_link_is_linked(&peer->in_read))
		return;
	et_list_push_back(&front->readahead.read, &peer->in_read);
	peer->read_rounds = 0;
}

static long on_bio(BIO *bio, int oper, const char *argp, size_t len, int argi, long argl, int ret,
	size_t *processed)
{
	struct et_peer *peer = (void *)BIO_get_callback_arg(bio);
	struct et_front *front = peer != NULL ? et_front_of(peer->wsi) : NULL;

	(void)argp;
	(void)len;
	(void)argi;
	(void)argl;
	(void)processed;
	if (front == NULL)
		return ret;
	if (oper == BIO_CB_READ && front->readahead.draining) {
		BIO_set_retry_read(bio);
		return -1;
	}
	if (oper == (BIO_CB_READ | BIO_CB_RETURN) && ret > 0)
		mark(front, peer);
	return ret;
}

void et_readahead_start(struct et_peer *peer)
{
	SSL *ssl = lws_get_ssl(peer->wsi);
	BIO *bio = SSL_get_rbio(ssl);

	BIO_set_callback_arg(bio, (char *)peer);
	BIO_set_callback_ex(bio, on_bio);
	SSL_set_read_ahead(ssl, 1);
}

void et_readahead_stop(struct et_front *front, struct et_peer *peer)
{
	SSL *ssl = lws_get_ssl(peer->wsi);

	et_list_remove(&front->readahead.read, &peer->in_read);
	if (ssl != NULL)
		BIO_set_callback_arg(SSL_get_rbio(ssl), NULL);
}

void et_readahead_again(struct et_front *front, struct et_peer *peer)
{
	SSL *ssl = lws_get_ssl(peer->wsi);

	if (ssl != NULL && SSL_has_pending(ssl) == 1)
		mark(front, peer);
}

/* Whether a whole record waits. It stays where it is; the library's next read takes it. */
static bool has_record(struct et_front *front, struct et_peer *peer)
{
	SSL *ssl = lws_get_ssl(peer->wsi);
	uint8_t byte;
	int n;

	if (ssl == NULL || SSL_has_pending(ssl) != 1)
		return false;
	ERR_clear_error(); /* what somebody else has left is no answer to us */
	n = SSL_peek(ssl, &byte, sizeof(byte));
	if (n > 0)
		return true;
	if (SSL_get_error(ssl, n) != SSL_ERROR_WANT_READ)
		et_peer_cut(front, peer); /* it is broken, or the other end has finished */
	ERR_clear_error();
	return false;
}

static void take_record(struct et_front *front, struct et_peer *peer)
{
	struct lws_pollfd fd = {
		.fd = lws_get_socket_fd(peer->wsi),
		.events = LWS_POLLIN,
		.revents = LWS_POLLIN,
	};

	(void)lws_service_fd(front->lws, &fd);
}

/* Whether it is worth asking the library once more. Whoever is choked comes back by et_readahead_again. */
static bool wants_round(struct et_front *front, struct et_peer *peer)
{
	if (lws_partial_buffered(peer->wsi) || !has_record(front, peer))
		return false;
	if (peer->read_rounds++ < ROUNDS_MAX)
		return true;
	et_log_warn("front", "a connection is cut: the library leaves what has come");
	et_peer_cut(front, peer);
	return false;
}

void et_readahead_drain(struct et_front *front)
{
	struct et_link *first;

	front->readahead.draining = true;
	while ((first = et_list_first(&front->readahead.read)) != NULL) {
		struct et_peer *peer = ET_CONTAINER(first, struct et_peer, in_read);

		if (wants_round(front, peer))
			take_record(front, peer);
		else
			et_list_remove(&front->readahead.read, &peer->in_read);
	}
	front->readahead.draining = false;
}
