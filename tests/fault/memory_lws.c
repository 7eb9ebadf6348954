/* See memory_lws.h. */
#include "memory_lws.h"

#include <string.h>

#include <openssl/ssl.h>

struct ml_scene ml_scene;

struct lws *ml_connection(unsigned number)
{
	static char places[8];

	return (struct lws *)(void *)&places[number % sizeof(places)];
}

/* What front asks of the library, answered here. */
#define IN_PLACE_OF(type, name, ...) \
	type __wrap_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__)

static const char *header(enum lws_token_indexes token)
{
	for (size_t i = 0; i < ml_scene.header_count; i++)
		if (ml_scene.headers[i].token == token)
			return ml_scene.headers[i].value;
	return NULL;
}

IN_PLACE_OF(int, lws_hdr_total_length, struct lws *wsi, enum lws_token_indexes token)
{
	const char *value = header(token);

	(void)wsi;
	return value == NULL ? 0 : (int)strlen(value);
}

IN_PLACE_OF(int, lws_hdr_copy, struct lws *wsi, char *out, int len, enum lws_token_indexes token)
{
	const char *value = header(token);
	size_t needed = value == NULL ? 0 : strlen(value);

	(void)wsi;
	if (value == NULL || needed >= (size_t)len)
		return value == NULL ? 0 : -1;
	memcpy(out, value, needed + 1);
	return (int)needed;
}

IN_PLACE_OF(int, lws_http_get_uri_and_method, struct lws *wsi, char **uri, int *len)
{
	static char copy[256];

	(void)wsi;
	*len = (int)strlen(ml_scene.uri);
	memcpy(copy, ml_scene.uri, (size_t)*len + 1);
	*uri = copy;
	return ml_scene.method;
}

IN_PLACE_OF(int, lws_write, struct lws *wsi, unsigned char *bytes, size_t len,
	enum lws_write_protocol protocol)
{
	(void)wsi;
	(void)protocol;
	if (len > ML_WRITTEN_MAX - ml_scene.written_len)
		return -1;
	memcpy(ml_scene.written + ml_scene.written_len, bytes, len);
	ml_scene.written_len += len;
	return (int)len;
}

IN_PLACE_OF(struct lws_context *, lws_get_context, const struct lws *wsi)
{
	(void)wsi;
	return NULL;
}

IN_PLACE_OF(void *, lws_context_user, struct lws_context *context)
{
	(void)context;
	return ml_scene.front;
}

IN_PLACE_OF(int, lws_frame_is_binary, struct lws *wsi)
{
	(void)wsi;
	return ml_scene.is_binary;
}

IN_PLACE_OF(int, lws_is_final_fragment, struct lws *wsi)
{
	(void)wsi;
	return ml_scene.is_final;
}

IN_PLACE_OF(lws_sockfd_type, lws_get_socket_fd, struct lws *wsi)
{
	(void)wsi;
	return -1;
}

/* One for all, over memory in which nothing comes. */
IN_PLACE_OF(SSL *, lws_get_ssl, struct lws *wsi)
{
	static SSL *ssl;

	(void)wsi;
	if (ssl == NULL) {
		ssl = SSL_new(SSL_CTX_new(TLS_server_method()));
		SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
	}
	return ssl;
}

IN_PLACE_OF(int, lws_partial_buffered, struct lws *wsi)
{
	(void)wsi;
	return 0;
}

IN_PLACE_OF(int, lws_callback_on_writable, struct lws *wsi)
{
	(void)wsi;
	return 0;
}

IN_PLACE_OF(int, lws_http_transaction_completed, struct lws *wsi)
{
	(void)wsi;
	return 0;
}

IN_PLACE_OF(void, lws_set_timeout, struct lws *wsi, enum pending_timeout reason, int seconds)
{
	(void)wsi;
	(void)reason;
	(void)seconds;
}

/* ------------------------------------------------------------- what fetches asks it */

static const struct lws_protocols *client;

IN_PLACE_OF(struct lws_context *, lws_create_context, const struct lws_context_creation_info *info)
{
	client = info->protocols;
	ml_scene.front = info->user; /* for lws_context_user */
	return (struct lws_context *)(void *)&client;
}

IN_PLACE_OF(void, lws_context_destroy, struct lws_context *context)
{
	(void)context;
}

IN_PLACE_OF(struct lws *, lws_client_connect_via_info, const struct lws_client_connect_info *info)
{
	return *info->pwsi = ml_connection(0);
}

static int tell(enum lws_callback_reasons reason, void *in, size_t len)
{
	return client->callback(ml_connection(0), reason, NULL, in, len);
}

/* The whole answer, or as much of it as is taken; then the connection goes. */
IN_PLACE_OF(int, lws_service, struct lws_context *context, int timeout_ms)
{
	char piece[1024];
	bool goes_on;

	(void)context;
	(void)timeout_ms;
	goes_on = tell(LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP, NULL, 0) == 0;
	for (size_t at = 0; goes_on && at < ml_scene.answer_len;) {
		size_t left = ml_scene.answer_len - at;
		size_t len = left < sizeof(piece) ? left : sizeof(piece);

		memcpy(piece, ml_scene.answer + at, len);
		goes_on = tell(LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ, piece, len) == 0;
		at += len;
	}
	if (goes_on)
		(void)tell(LWS_CALLBACK_COMPLETED_CLIENT_HTTP, NULL, 0);
	(void)tell(LWS_CALLBACK_WSI_DESTROY, NULL, 0);
	return 0;
}

IN_PLACE_OF(unsigned, lws_http_client_http_response, struct lws *wsi)
{
	(void)wsi;
	return 200;
}

IN_PLACE_OF(int, lws_hdr_custom_length, struct lws *wsi, const char *name, int len)
{
	(void)wsi;
	(void)name;
	(void)len;
	return 0;
}

IN_PLACE_OF(void, lws_sul_schedule, struct lws_context *context, int tsi,
	lws_sorted_usec_list_t *sul, sul_cb_t callback, lws_usec_t us)
{
	(void)context;
	(void)tsi;
	(void)sul;
	(void)callback;
	(void)us;
}
