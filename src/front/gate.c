/*
 * The gates of requests, in order: no body, our Host, then what the sort of request needs. The
 * library's HTTP/2 must not be reached (CVE-2026-19773), and its pointer to the Upgrade header must
 * not be used (CVE-2025-11677): headers are read by copying only.
 */
#include "gate.h"

#include <string.h>

/*
 * Copies a header; several of one name come joined by commas. False: it is not there; a value that
 * is longer than out gives true and the empty slice, which matches nothing.
 */
static bool header(struct lws *wsi, enum lws_token_indexes token, char *out, size_t out_len,
	struct et_slice *value)
{
	int n;

	*value = et_slice_of(out, 0);
	if (lws_hdr_total_length(wsi, token) == 0)
		return false;
	n = lws_hdr_copy(wsi, out, (int)out_len, token);
	if (n > 0)
		*value = et_slice_of(out, strnlen(out, (size_t)n));
	return true;
}

/* Somebody on the way may understand what the library takes for a name of its own (RFC 9112 §5.1). */
static bool has_body_by_another_name(struct lws *wsi)
{
	static const char *const names[] = { "content-length :", "content-length\t:",
		"transfer-encoding :", "transfer-encoding\t:" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (lws_hdr_custom_length(wsi, names[i], (int)strlen(names[i])) > 0)
			return true;
	return false;
}

/* No request has a body here; where its end can't be agreed on, smuggling begins (RFC 9112 §6). */
static bool has_body(struct lws *wsi)
{
	struct et_slice value;
	char text[64];

	if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0 ||
		has_body_by_another_name(wsi))
		return true;
	return header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, text, sizeof(text), &value) &&
		!et_slice_eq_str(value, "0");
}

static bool is_our_host(const struct et_front *front, struct lws *wsi)
{
	struct et_slice host;
	char text[ET_SITE_AUTHORITY_MAX];

	return header(wsi, WSI_TOKEN_HOST, text, sizeof(text), &host) &&
		et_site_is_host(&front->site, host);
}

static int method(struct lws *wsi, struct et_slice *path)
{
	char *uri = NULL;
	int len = 0, found = lws_http_get_uri_and_method(wsi, &uri, &len);

	*path = uri != NULL && len > 0 ? et_slice_of(uri, (size_t)len) : et_slice_of(NULL, 0);
	return found;
}

bool et_gate_is_head(struct lws *wsi)
{
	struct et_slice path;

	return method(wsi, &path) == LWSHUMETH_HEAD;
}

unsigned et_gate_http(struct et_front *front, struct lws *wsi)
{
	struct et_slice path;
	int found = method(wsi, &path);

	if (has_body(wsi))
		return ET_GATE_HANG_UP;
	if (!is_our_host(front, wsi))
		return 421;
	if (found != LWSHUMETH_GET && found != LWSHUMETH_HEAD)
		return 405;
	return ET_GATE_PASS;
}

/* Whether a comma-separated list holds that word, case and all. */
static bool list_has(struct et_slice list, const char *word)
{
	size_t len = strlen(word), from = 0;

	for (size_t i = 0; i <= list.len; i++) {
		size_t start = from, end = i;

		if (i < list.len && list.ptr[i] != ',')
			continue;
		from = i + 1;
		while (start < end && (list.ptr[start] == ' ' || list.ptr[start] == '\t'))
			start++;
		while (end > start && (list.ptr[end - 1] == ' ' || list.ptr[end - 1] == '\t'))
			end--;
		if (end - start == len && memcmp(list.ptr + start, word, len) == 0)
			return true;
	}
	return false;
}

static unsigned websocket_status(const struct et_front *front, struct lws *wsi)
{
	struct et_slice value;
	char text[512];

	if (!header(wsi, WSI_TOKEN_ORIGIN, text, sizeof(text), &value) ||
		!et_site_is_origin(&front->site, value))
		return 403;
	if (!header(wsi, WSI_TOKEN_VERSION, text, sizeof(text), &value) ||
		!et_slice_eq_str(value, "13"))
		return 400;
	if (!header(wsi, WSI_TOKEN_KEY, text, sizeof(text), &value) || value.len != 24)
		return 400;
	if (!header(wsi, WSI_TOKEN_PROTOCOL, text, sizeof(text), &value) ||
		!list_has(value, ET_FRONT_SUBPROTOCOL))
		return 400;
	return ET_GATE_PASS;
}

unsigned et_gate_upgrade(struct et_front *front, struct lws *wsi)
{
	struct et_slice path, upgrade;
	int found = method(wsi, &path);
	char text[32];

	if (has_body(wsi))
		return ET_GATE_HANG_UP;
	/* The library has answered and forgotten a request with an Upgrade that it does not know. */
	if (!header(wsi, WSI_TOKEN_UPGRADE, text, sizeof(text), &upgrade))
		return ET_GATE_HANG_UP;
	if (!is_our_host(front, wsi))
		return 421;
	if (!et_slice_eq_str(upgrade, "websocket"))
		return 400;
	if (found != LWSHUMETH_GET)
		return 405;
	if (!et_slice_eq_str(path, ET_FRONT_WS_PATH))
		return 404;
	return websocket_status(front, wsi);
}
