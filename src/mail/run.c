/*
 * The mailer from start to end: reads what it needs, gives up the rest, takes one mail after the other.
 */
#include <etatunti/mail/mail.h>

#include <errno.h>
#include <poll.h>
#include <string.h>

#include <etatunti/base/confine.h>
#include <etatunti/base/log.h>
#include <etatunti/base/secret.h>
#include <etatunti/base/text.h>

#include "send.h"

#define QUEUE_MAX ((size_t)64 << 10)
#define ADDRESS_MAX 255

/* What finding a host and trusting it reads, besides the operator's own certificates. */
static const char *const readable[] = {
	"/etc/resolv.conf",
	"/etc/hosts",
	"/etc/host.conf",
	"/etc/gai.conf",
	"/etc/nsswitch.conf",
	"/etc/services",
	"/etc/ssl",
	"/run/systemd/resolve",
	"/usr/lib",
	"/usr/share/ca-certificates",
	"/usr/local/share/ca-certificates",
};

#define READABLE_COUNT (sizeof(readable) / sizeof(readable[0]))

static bool is_local(const char *url)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
	struct et_slice host = et_text_host(url);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (et_slice_eq_str(host, names[i]))
			return true;
	return false;
}

bool et_mailer_is_url(const char *url)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.-:[]";
	struct et_slice host = et_text_host(url);
	const char *port;

	if (strncmp(url, "smtp://", 7) != 0 && strncmp(url, "smtps://", 8) != 0)
		return false;
	if (host.len == 0)
		return false;
	port = (const char *)host.ptr + host.len;
	if (strspn((const char *)host.ptr, allowed) != strlen((const char *)host.ptr))
		return false;
	return *port == '\0' ||
		(*port == ':' && port[1] != '\0' && strlen(port) <= 6 &&
			strspn(port + 1, "0123456789") == strlen(port + 1));
}

/* The form that types.def gives a mail. ET_BAD_FRAME. */
static enum et_err take_mail(
	struct et_ipc *ipc, const struct et_send *send, const struct et_ipc_frame *frame)
{
	const uint8_t *gap = memchr(frame->payload.ptr, '\n', frame->payload.len);
	char to[ADDRESS_MAX + 1];
	uint8_t mailed;
	size_t len;

	if (gap == NULL || (len = (size_t)(gap - frame->payload.ptr)) > ADDRESS_MAX)
		return ET_BAD_FRAME;
	memcpy(to, frame->payload.ptr, len);
	to[len] = '\0';
	mailed = (uint8_t)et_send_mail(
		send, to, et_slice_sub(frame->payload, len + 1, frame->payload.len));
	return et_ipc_put(ipc, ET_IPC_MAILED, frame->conn, et_slice_of(&mailed, 1));
}

/* What has come, one after the other. *more: there may be another. */
static enum et_err take_one(struct et_ipc *ipc, const struct et_send *send, bool *more)
{
	struct et_ipc_frame frame;
	enum et_err err = et_ipc_next(ipc, &frame, more);

	if (err == ET_OK && *more)
		err = take_mail(ipc, send, &frame);
	return err != ET_OK ? err : et_ipc_flush(ipc);
}

static enum et_err serve(struct et_ipc *ipc, const struct et_send *send)
{
	bool eof = false, more = false;
	enum et_err err = ET_OK;

	while (err == ET_OK && !eof) {
		struct pollfd line = { .fd = et_ipc_fd(ipc), .events = POLLIN };

		if (et_ipc_pending(ipc) > 0)
			line.events |= POLLOUT;
		if (poll(&line, 1, -1) < 0 && errno != EINTR)
			return ET_IO;
		err = et_ipc_fill(ipc, &eof);
		do {
			more = false;
			if (err == ET_OK && !eof)
				err = take_one(ipc, send, &more);
		} while (err == ET_OK && more);
	}
	return err;
}

int et_mailer_run(const struct et_mailer_config *config)
{
	const char *kept[READABLE_COUNT + 2];
	const struct et_confine keep = { .process = ET_PROCESS_MAILER, .readable = kept };
	struct et_send send = { .config = config, .is_local = is_local(config->url) };
	char password[ET_SECRET_TEXT_MAX] = "";
	struct et_ipc *ipc = et_ipc_new(config->ipc_fd, ET_IPC_MAILER, QUEUE_MAX);
	enum et_err err = ipc != NULL ? et_send_init() : ET_NO_MEMORY;

	if (err == ET_OK && config->password_path != NULL) {
		err = et_secret_read(config->password_path, password);
		send.password = password;
	}
	memcpy(kept, readable, sizeof(readable));
	kept[READABLE_COUNT] = config->ca_path;
	kept[READABLE_COUNT + 1] = NULL;
	if (err != ET_OK)
		et_log_error("mailer", "it can't start: %s", et_err_symbol(err));
	if (err == ET_OK && config->confine)
		et_confine(&keep);
	if (err == ET_OK && (err = serve(ipc, &send)) != ET_OK)
		et_log_error("mailer", "the connection to core is broken: %s", et_err_symbol(err));
	et_ipc_free(ipc);
	return err == ET_OK ? 0 : 1;
}
