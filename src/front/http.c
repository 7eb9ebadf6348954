/*
 * HTTP/1.1: files of the bundle from memory, calendars that core knows, and nothing else. The
 * library parses requests; every answer is made here, but for those to what is no request at all,
 * and they carry our headers too. One write per callback, the next when the socket is ready.
 */
#include "server.h"

#include <etatunti/base/buf.h>

#include "calendar.h"
#include "gate.h"
#include "headers.h"
#include "tls.h"

#define BODY_TIMEOUT_S 20

/* True: the library should close the connection. */
static bool write_head(struct lws *wsi, const struct et_buf *head)
{
	struct et_slice bytes = et_buf_view(head);
	uint8_t copy[LWS_PRE + ET_HEAD_MAX];

	if (et_buf_err(head) != ET_OK || bytes.len == 0)
		return true;
	memcpy(copy + LWS_PRE, bytes.ptr, bytes.len);
	return lws_write(wsi, copy + LWS_PRE, bytes.len, LWS_WRITE_HTTP_HEADERS) < 0;
}

/* Answers with a refusal. True: the connection closes, be it because it should or because it must. */
static bool refuse(struct et_front *front, struct lws *wsi, unsigned status, bool keep)
{
	struct et_buf head;
	bool close;

	et_buf_init(&head, ET_HEAD_MAX);
	et_head_refusal(&head, &front->site, status, et_gate_is_head(wsi), keep);
	close = write_head(wsi, &head) || !keep;
	et_buf_fini(&head);
	return close;
}

static int end_transaction(struct lws *wsi)
{
	return lws_http_transaction_completed(wsi) ? -1 : 0;
}

static struct et_slice copy_header(
	struct lws *wsi, enum lws_token_indexes token, char *out, size_t out_len)
{
	int n = lws_hdr_copy(wsi, out, (int)out_len, token);

	return n > 0 ? et_slice_of(out, strnlen(out, (size_t)n)) : et_slice_of(NULL, 0);
}

static bool is_known(struct lws *wsi, const char *etag)
{
	char text[512];

	return et_etag_matches(
		copy_header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, text, sizeof(text)), etag);
}

/* The head has gone out: its body follows, if it has one. */
static int serve_body(
	struct lws *wsi, struct et_session *session, const struct et_bundle_body *body)
{
	session->body = body;
	session->body_at = 0;
	return lws_callback_on_writable(wsi) < 0 ? -1 : 0;
}

static int serve_file(
	struct et_front *front, struct lws *wsi, struct et_session *session, struct et_slice path)
{
	const struct et_bundle_file *file = et_bundle_find(&front->bundle, path);
	struct et_slice accept;
	char accept_text[256];
	enum et_coding coding;
	bool same, failed;
	struct et_buf head;

	if (file == NULL)
		return refuse(front, wsi, 404, true) ? -1 : end_transaction(wsi);
	accept = copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, accept_text, sizeof(accept_text));
	coding = et_choose_coding(file, et_accept_codings(accept));
	same = is_known(wsi, file->bodies[coding].etag);
	et_buf_init(&head, ET_HEAD_MAX);
	et_head_file(&head, &front->site, file, coding, same);
	failed = write_head(wsi, &head);
	et_buf_fini(&head);
	if (failed)
		return -1;
	if (same || et_gate_is_head(wsi) || file->bodies[coding].len == 0)
		return end_transaction(wsi);
	return serve_body(wsi, session, &file->bodies[coding]);
}

static int serve(
	struct et_front *front, struct lws *wsi, struct et_session *session, struct et_slice path)
{
	unsigned status;

	session->body = NULL;
	if (!et_calendar_is_path(path))
		return serve_file(front, wsi, session, path);
	if ((status = et_calendar_ask(front, wsi, session, path)) == 0)
		return 0;
	return refuse(front, wsi, status, true) ? -1 : end_transaction(wsi);
}

/* Core has said what there is to say about a calendar. */
static int serve_calendar(struct et_front *front, struct lws *wsi, struct et_session *session)
{
	const struct et_bundle_body *body = &session->asking->body;
	unsigned status = session->asking->status;
	bool same, failed;
	struct et_buf head;

	if (status != 200) {
		et_calendar_forget(front, session);
		return refuse(front, wsi, status, true) ? -1 : end_transaction(wsi);
	}
	same = is_known(wsi, body->etag);
	et_buf_init(&head, ET_HEAD_MAX);
	et_head_calendar(&head, &front->site, body, same);
	failed = write_head(wsi, &head);
	et_buf_fini(&head);
	if (failed)
		return -1;
	if (!same && !et_gate_is_head(wsi))
		return serve_body(wsi, session, body);
	et_calendar_forget(front, session);
	return end_transaction(wsi);
}

static int serve_more(struct et_front *front, struct lws *wsi, struct et_session *session)
{
	const struct et_bundle_body *body = session->body;
	size_t len;

	if (body == NULL && session->asking != NULL && session->asking->status != 0)
		return serve_calendar(front, wsi, session);
	if (body == NULL)
		return 0;
	len = body->len - session->body_at;
	if (len > ET_FRONT_GATHER_MAX)
		len = ET_FRONT_GATHER_MAX;
	/* The time counts from the last piece that went out, however long the file. */
	lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, BODY_TIMEOUT_S);
	if (lws_write(wsi, body->ptr + session->body_at, len, LWS_WRITE_HTTP) < 0)
		return -1;
	session->body_at += len;
	if (session->body_at < body->len)
		return lws_callback_on_writable(wsi) < 0 ? -1 : 0;
	session->body = NULL;
	et_calendar_forget(front, session);
	return end_transaction(wsi);
}

/* Refuses by a gate's answer. 0: it may go on; -1: the connection closes. */
static int apply_gate(struct et_front *front, struct lws *wsi, unsigned answer)
{
	if (answer == ET_GATE_PASS)
		return 0;
	if (answer != ET_GATE_HANG_UP)
		(void)refuse(front, wsi, answer, false);
	return -1;
}

const struct lws_protocol_vhost_options *et_http_library_headers(struct et_front *front)
{
	const struct et_site *site = &front->site;

	for (size_t i = 0; i < site->field_count; i++)
		front->library_headers[i] = (struct lws_protocol_vhost_options){
			.next = i + 1 < site->field_count ? &front->library_headers[i + 1] : NULL,
			.name = site->fields[i].name,
			.value = site->fields[i].value,
		};
	return front->library_headers;
}

int et_http_callback(
	struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	struct et_front *front = et_front_of(wsi);

	switch ((int)reason) {
	case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS:
		return et_tls_configure(user) == ET_OK ? 0 : -1;
	case LWS_CALLBACK_WSI_CREATE: front->adopting = false; return 0;
	case LWS_CALLBACK_WSI_DESTROY:
		et_ws_forget(front, user);
		et_calendar_forget(front, user);
		et_addresses_release(&front->addresses, lws_get_opaque_user_data(wsi));
		lws_set_opaque_user_data(wsi, NULL);
		return 0;
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
		return apply_gate(front, wsi, et_gate_upgrade(front, wsi));
	case LWS_CALLBACK_FILTER_HTTP_CONNECTION:
		return apply_gate(front, wsi, et_gate_http(front, wsi));
	case LWS_CALLBACK_HTTP: return serve(front, wsi, user, et_slice_of(in, len));
	case LWS_CALLBACK_HTTP_WRITEABLE: return serve_more(front, wsi, user);
	/* No bodies, no other protocol by that name, no raw sockets (which CONNECT would be given). */
	case LWS_CALLBACK_HTTP_BODY:
	case LWS_CALLBACK_HTTP_BODY_COMPLETION:
	case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
	case LWS_CALLBACK_ESTABLISHED:
	case LWS_CALLBACK_RECEIVE:
	case LWS_CALLBACK_RAW_ADOPT:
	case LWS_CALLBACK_RAW_RX: return -1;
	default: return 0;
	}
}
