/*
 * See send.h. What is told to the operator is what went wrong with the server, never to whom.
 */
#include "send.h"

#include <curl/curl.h>
#include <poll.h>
#include <string.h>

#include <etatunti/base/log.h>

/* Answers by which a server says that it will never take this mail (RFC 5321 section 4.2.3). */
#define REFUSED_MIN 550
#define REFUSED_MAX 559

struct rest {
	struct et_slice bytes;
	int ipc_fd;
};

enum et_err et_send_init(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? ET_OK : ET_NO_MEMORY;
}

static size_t give(char *out, size_t size, size_t count, void *ctx)
{
	struct rest *rest = ctx;
	size_t len = size * count < rest->bytes.len ? size * count : rest->bytes.len;

	if (len > 0)
		memcpy(out, rest->bytes.ptr, len);
	rest->bytes = et_slice_sub(rest->bytes, len, rest->bytes.len);
	return len;
}

/* Asked again and again while it lasts: without core there is nobody left to send for. */
static int is_alone(
	void *ctx, curl_off_t down_all, curl_off_t down, curl_off_t up_all, curl_off_t up)
{
	const struct rest *rest = ctx;
	struct pollfd line = { .fd = rest->ipc_fd };

	(void)down_all, (void)down, (void)up_all, (void)up;
	return poll(&line, 1, 0) > 0 && (line.revents & (POLLHUP | POLLERR)) != 0;
}

static CURLcode set_server(CURL *curl, const struct et_send *send)
{
	const struct et_mailer_config *config = send->config;
	CURLcode rc = curl_easy_setopt(curl, CURLOPT_URL, config->url);

	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)config->timeout_ms);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_USE_SSL,
			(long)(send->is_local ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	if (rc == CURLE_OK && config->ca_path != NULL)
		rc = curl_easy_setopt(curl, CURLOPT_CAINFO, config->ca_path);
	if (rc == CURLE_OK && config->user != NULL)
		rc = curl_easy_setopt(curl, CURLOPT_USERNAME, config->user);
	if (rc == CURLE_OK && send->password != NULL)
		rc = curl_easy_setopt(curl, CURLOPT_PASSWORD, send->password);
	return rc;
}

static CURLcode set_mail(
	CURL *curl, const struct et_send *send, const struct curl_slist *to, struct rest *rest)
{
	CURLcode rc = curl_easy_setopt(curl, CURLOPT_MAIL_FROM, send->config->from);

	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_READDATA, rest);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_alone);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_XFERINFODATA, rest);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	return rc;
}

static enum et_ipc_mailed judge(CURL *curl, CURLcode rc)
{
	long answer = 0;

	if (rc == CURLE_OK)
		return ET_IPC_MAILED_SENT;
	if (curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer) != CURLE_OK)
		answer = 0;
	et_log_warn(
		"mailer", "a mail was not taken: %s (answer %ld)", curl_easy_strerror(rc), answer);
	return answer >= REFUSED_MIN && answer <= REFUSED_MAX ? ET_IPC_MAILED_REFUSED
							      : ET_IPC_MAILED_LATER;
}

enum et_ipc_mailed et_send_mail(const struct et_send *send, const char *to, struct et_slice message)
{
	struct rest rest = { .bytes = message, .ipc_fd = send->config->ipc_fd };
	struct curl_slist *list = curl_slist_append(NULL, to);
	enum et_ipc_mailed mailed = ET_IPC_MAILED_LATER;
	CURL *curl = curl_easy_init();

	if (curl != NULL && list != NULL) {
		CURLcode rc = set_server(curl, send);

		if (rc == CURLE_OK)
			rc = set_mail(curl, send, list, &rest);
		if (rc == CURLE_OK)
			rc = curl_easy_perform(curl);
		mailed = judge(curl, rc);
	}
	curl_easy_cleanup(curl);
	curl_slist_free_all(list);
	return mailed;
}
