/*
 * The HTTPS client, on the library that front has anyway. One connection an answer: nothing that a
 * server said before can reach into what it says next. The TLS context is our own: the library's
 * would trust certificates in "../share" of the working folder too.
 */
#include <etatunti/front/fetch.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libwebsockets.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <etatunti/base/buf.h>

#include "site.h"

#define HEAD_MAX 16384
#define READ_MAX ((size_t)16 << 10)
#define PORT_DEFAULT 443
#define NO_MEMORY "out of memory"

/* One question; lives on the stack of et_fetch. */
struct question {
	lws_sorted_usec_list_t deadline; /* first: its callback gets this address */
	struct lws_context *lws;
	struct lws *wsi; /* NULL: not yet, or gone */
	const char *coding;
	struct et_buf body;
	struct et_fetched *out;
	bool done, whole;
	char *why;
};

struct et_fetcher {
	struct et_site site;
	unsigned timeout_s;
	SSL_CTX *tls;
	struct lws_context *lws;
	struct question *question; /* NULL: none is open */
};

static void give_up(struct question *question, const char *why)
{
	if (question->why[0] == '\0')
		snprintf(question->why, ET_FETCH_WHY_MAX, "%.400s", why);
	question->done = true;
}

static void on_deadline(lws_sorted_usec_list_t *deadline)
{
	struct question *question = (struct question *)(void *)deadline;

	give_up(question, "no whole answer in time");
	lws_cancel_service(question->lws); /* which would go on waiting */
}

/* What Accept-Encoding says; the rest of the request is the library's. */
static int add_coding(struct lws *wsi, const struct question *question, uint8_t **at, size_t len)
{
	return lws_add_http_header_by_token(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING,
		(const uint8_t *)question->coding, (int)strlen(question->coding), at, *at + len);
}

/* The value of a header, or what can equal no expected one if it is too long. */
static void copy_known(struct lws *wsi, enum lws_token_indexes token, char *out, size_t size)
{
	if (lws_hdr_total_length(wsi, token) > 0 && lws_hdr_copy(wsi, out, (int)size, token) < 0)
		snprintf(out, size, "(too long)");
}

static void copy_policy(struct lws *wsi, char out[ET_FETCH_FIELD_MAX])
{
	static const char name[] = "content-security-policy:";

	if (lws_hdr_custom_length(wsi, name, sizeof(name) - 1) > 0 &&
		lws_hdr_custom_copy(wsi, out, ET_FETCH_FIELD_MAX, name, sizeof(name) - 1) < 0)
		snprintf(out, ET_FETCH_FIELD_MAX, "(too long)");
}

static void take_head(struct lws *wsi, struct et_fetched *out)
{
	out->status = lws_http_client_http_response(wsi);
	copy_known(wsi, WSI_TOKEN_HTTP_CONTENT_ENCODING, out->coding, sizeof(out->coding));
	copy_policy(wsi, out->policy);
	out->leads_away = (out->status >= 300 && out->status < 400) ||
		lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_REFRESH) > 0 ||
		lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_LOCATION) > 0;
}

/* -1 ends the connection: more than was asked for is not taken. */
static int take_body(struct question *question, const void *bytes, size_t len)
{
	et_buf_bytes(&question->body, bytes, len);
	if (et_buf_err(&question->body) == ET_OK)
		return 0;
	question->out->too_long = et_buf_err(&question->body) == ET_TOO_LARGE;
	question->whole = question->done = true;
	return -1;
}

static int read_some(struct lws *wsi)
{
	char bytes[LWS_PRE + READ_MAX], *at = bytes + LWS_PRE;
	int len = (int)READ_MAX;

	return lws_http_client_read(wsi, &at, &len) < 0 ? -1 : 0;
}

/* The library goes by OpenSSL's word as long as nobody here says otherwise; we note what it was. */
static void note_certificate(struct question *question, X509_STORE_CTX *store, bool good)
{
	if (!good && question->why[0] == '\0')
		snprintf(question->why, ET_FETCH_WHY_MAX, "its certificate is refused: %.200s",
			X509_verify_cert_error_string(X509_STORE_CTX_get_error(store)));
}

static int on_answer(struct lws *wsi, enum lws_callback_reasons reason, struct question *question,
	void *in, size_t len)
{
	switch ((int)reason) {
	case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER:
		return add_coding(wsi, question, in, len) == 0 ? 0 : -1;
	case LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP: take_head(wsi, question->out); return 0;
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP: return read_some(wsi);
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ: return take_body(question, in, len);
	case LWS_CALLBACK_COMPLETED_CLIENT_HTTP: question->whole = question->done = true; return -1;
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
		give_up(question, in != NULL ? in : "no connection");
		return -1;
	case LWS_CALLBACK_CLIENT_HTTP_REDIRECT:
		give_up(question, "it leads somewhere else");
		return -1;
	case LWS_CALLBACK_CLOSED_CLIENT_HTTP:
		give_up(question, "the answer was cut off");
		return -1;
	default: return 0;
	}
}

/* A connection that is not the question's is an old one on its way out. */
static int on_event(
	struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	const struct et_fetcher *fetcher;
	struct question *question;

	switch ((int)reason) {
	case LWS_CALLBACK_OPENSSL_PERFORM_SERVER_CERT_VERIFICATION:
	case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER:
	case LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP:
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP:
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ:
	case LWS_CALLBACK_COMPLETED_CLIENT_HTTP:
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
	case LWS_CALLBACK_CLIENT_HTTP_REDIRECT:
	case LWS_CALLBACK_CLOSED_CLIENT_HTTP:
	case LWS_CALLBACK_WSI_DESTROY: break;
	default: return 0;
	}
	fetcher = lws_context_user(lws_get_context(wsi));
	question = fetcher->question;
	if (question == NULL || question->wsi != wsi)
		return -1;
	if (reason == LWS_CALLBACK_OPENSSL_PERFORM_SERVER_CERT_VERIFICATION) {
		note_certificate(question, user, len != 0);
		return 0;
	}
	if (reason == LWS_CALLBACK_WSI_DESTROY) {
		question->wsi = NULL;
		give_up(question, "the connection ended");
		return 0;
	}
	return question->done ? -1 : on_answer(wsi, reason, question, in, len);
}

static const struct lws_protocols protocols[] = {
	{ "http-only", on_event, 0, READ_MAX, 0, NULL, 0 },
	{ NULL, NULL, 0, 0, 0, NULL, 0 },
};

/* The reason is told by why, not on the way. */
static void on_library_log(int level, const char *line)
{
	(void)level;
	(void)line;
}

/* What we trust: the file, or the system's authorities; and TLS 1.2 at least. */
static SSL_CTX *trust(const char *ca_path)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_client_method());
	bool ok;

	if (tls == NULL)
		return NULL;
	ok = SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION) == 1 &&
		(ca_path != NULL ? SSL_CTX_load_verify_file(tls, ca_path)
				 : SSL_CTX_set_default_verify_paths(tls)) == 1;
	if (!ok) {
		SSL_CTX_free(tls);
		ERR_clear_error();
		return NULL;
	}
	SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, NULL);
	return tls;
}

static struct lws_context *open_library(struct et_fetcher *fetcher)
{
	struct lws_context_creation_info info;

	memset(&info, 0, sizeof(info));
	info.port = CONTEXT_PORT_NO_LISTEN;
	info.protocols = protocols;
	info.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT | LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
	info.provided_client_ssl_ctx = fetcher->tls;
	info.user = fetcher;
	info.max_http_header_data = HEAD_MAX;
	info.alpn = "http/1.1";
	lws_set_log_level(LLL_ERR, on_library_log);
	return lws_create_context(&info);
}

enum et_err et_fetcher_new(
	const struct et_fetch_config *config, struct et_fetcher **out, char why[ET_FETCH_WHY_MAX])
{
	struct et_fetcher *fetcher = calloc(1, sizeof(*fetcher));

	*out = NULL;
	why[0] = '\0';
	if (fetcher == NULL) {
		snprintf(why, ET_FETCH_WHY_MAX, NO_MEMORY);
		return ET_NO_MEMORY;
	}
	(void)signal(SIGPIPE, SIG_IGN);
	fetcher->timeout_s = config->timeout_s;
	if (et_site_init(&fetcher->site, config->origin) != ET_OK)
		snprintf(why, ET_FETCH_WHY_MAX, "%.400s is not https://HOST or https://HOST:PORT",
			config->origin);
	else if ((fetcher->tls = trust(config->ca_path)) == NULL)
		snprintf(why, ET_FETCH_WHY_MAX, "the certificates %.400s can't be used",
			config->ca_path != NULL ? config->ca_path : "of this system");
	else if ((fetcher->lws = open_library(fetcher)) == NULL)
		snprintf(why, ET_FETCH_WHY_MAX, "the network library can't be started");
	if (why[0] != '\0') {
		et_fetcher_free(fetcher);
		return ET_BAD_PARAM;
	}
	*out = fetcher;
	return ET_OK;
}

void et_fetcher_free(struct et_fetcher *fetcher)
{
	if (fetcher == NULL)
		return;
	if (fetcher->lws != NULL)
		lws_context_destroy(fetcher->lws);
	SSL_CTX_free(fetcher->tls); /* ours, though lent to the library */
	free(fetcher);
}

/* Host without port, in `host`; gives the port. */
static int split_authority(const char *authority, char host[ET_SITE_AUTHORITY_MAX])
{
	const char *bracket = strchr(authority, ']');
	const char *colon = strchr(bracket != NULL ? bracket : authority, ':');
	size_t len = colon != NULL ? (size_t)(colon - authority) : strlen(authority);

	if (bracket != NULL) /* the resolver takes an IPv6 address without its brackets */
		snprintf(host, ET_SITE_AUTHORITY_MAX, "%.*s", (int)(bracket - authority - 1),
			authority + 1);
	else
		snprintf(host, ET_SITE_AUTHORITY_MAX, "%.*s", (int)len, authority);
	return colon != NULL ? (int)strtol(colon + 1, NULL, 10) : PORT_DEFAULT;
}

/* Until there is an answer, or a reason that there is none. */
static void ask(struct et_fetcher *fetcher, struct question *question, const char *path)
{
	char host[ET_SITE_AUTHORITY_MAX];
	struct lws_client_connect_info info;

	memset(&info, 0, sizeof(info));
	info.context = fetcher->lws;
	info.port = split_authority(fetcher->site.authority, host);
	info.address = host;
	info.host = fetcher->site.authority;
	info.path = path;
	info.method = "GET";
	info.alpn = "http/1.1";
	info.ssl_connection = LCCSCF_USE_SSL | LCCSCF_HTTP_NO_FOLLOW_REDIRECT;
	info.local_protocol_name = protocols[0].name;
	info.pwsi = &question->wsi;
	fetcher->question = question;
	lws_sul_schedule(fetcher->lws, 0, &question->deadline, on_deadline,
		(lws_usec_t)fetcher->timeout_s * LWS_US_PER_SEC);
	if (lws_client_connect_via_info(&info) == NULL)
		give_up(question, "no connection");
	while (!question->done)
		if (lws_service(fetcher->lws, 0) < 0)
			give_up(question, "the network library stopped");
	lws_sul_cancel(&question->deadline);
	fetcher->question = NULL;
	if (question->wsi != NULL)
		lws_set_timeout(question->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
}

enum et_err et_fetch(struct et_fetcher *fetcher, const char *path, const char *coding,
	size_t len_max, struct et_fetched *out, char why[ET_FETCH_WHY_MAX])
{
	struct question question = {
		.lws = fetcher->lws,
		.coding = coding,
		.out = out,
		.why = why,
	};
	enum et_err err;

	memset(out, 0, sizeof(*out));
	why[0] = '\0';
	et_buf_init(&question.body, len_max);
	ask(fetcher, &question, path);
	err = et_buf_err(&question.body);
	if (err == ET_OK && question.whole)
		err = et_buf_take(&question.body, &out->body, &out->len);
	else if (err == ET_NO_MEMORY)
		snprintf(why, ET_FETCH_WHY_MAX, NO_MEMORY);
	else
		err = out->too_long ? ET_OK : ET_IO;
	et_buf_fini(&question.body);
	return err;
}

void et_fetched_fini(struct et_fetched *fetched)
{
	free(fetched->body);
	memset(fetched, 0, sizeof(*fetched));
}
