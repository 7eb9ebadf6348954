/*
 * A browser ends a whole call over one address that it can't read, so each is looked at here.
 */
#include "turn.h"

#include <errno.h>
#include <string.h>

#include <etatunti/base/text.h>

#include "command.h"

/* Letters, digits, dot and hyphen, or an IPv6 address in brackets; *end is what follows. */
static bool host_at(const char *text, const char **end)
{
	static const char name[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
	static const char address[] = "0123456789abcdefABCDEF:.";
	size_t len;

	if (*text != '[') {
		len = strspn(text, name);
		*end = text + len;
		return len > 0;
	}
	len = strspn(text + 1, address);
	*end = text + 1 + len + 1;
	return len > 0 && text[1 + len] == ']';
}

/* ":PORT". */
static bool port_at(const char *text, const char **end)
{
	size_t len = *text == ':' ? strspn(text + 1, "0123456789") : 0;
	int64_t port;

	*end = text + 1 + len;
	return len > 0 && et_text_i64(et_slice_of(text + 1, len), 1, 65535, &port) == ET_OK;
}

/* What follows the scheme, if it is that one; NULL. */
static const char *after(const char *url, const char *scheme)
{
	size_t len = strlen(scheme);

	return strncmp(url, scheme, len) == 0 ? url + len : NULL;
}

static bool is_turn(const char *url)
{
	const char *host, *end;
	bool is_tls = (host = after(url, "turns:")) != NULL;

	if (!is_tls && (host = after(url, "turn:")) == NULL)
		return false;
	if (!host_at(host, &end) || !port_at(end, &end))
		return false;
	return strcmp(end, "?transport=tcp") == 0 ||
		(!is_tls && strcmp(end, "?transport=udp") == 0);
}

static bool is_stun(const char *url)
{
	const char *host, *end;

	if ((host = after(url, "stun:")) == NULL && (host = after(url, "stuns:")) == NULL)
		return false;
	return host_at(host, &end) && (*end == '\0' || (port_at(end, &end) && *end == '\0'));
}

static int check_addresses(const char *command, const struct et_config *config)
{
	for (size_t i = 0; i < config->ice.count; i++)
		if (!is_stun(config->ice.item[i]))
			return et_app_refuse(command,
				"--ice must be stun:HOST[:PORT] (what relays calls is --turn), "
				"not \"%s\"",
				config->ice.item[i]);
	for (size_t i = 0; i < config->turn.count; i++)
		if (!is_turn(config->turn.item[i]))
			return et_app_refuse(command,
				"--turn must be turn:HOST:PORT?transport=udp (or tcp) or "
				"turns:HOST:PORT?transport=tcp, not \"%s\"",
				config->turn.item[i]);
	return ET_EXIT_OK;
}

static int read_secret(const char *command, const char *path, char secret[ET_SECRET_TEXT_MAX])
{
	if (path == NULL)
		return et_app_refuse(
			command, "--turn needs --turn-secret-file, the secret of those servers");
	switch ((int)et_secret_read(path, secret)) {
	case ET_OK: break;
	case ET_TOO_LARGE:
		return et_app_refuse(
			command, "--turn-secret-file %s is too long for a secret", path);
	default:
		return et_app_refuse(
			command, "--turn-secret-file %s can't be read: %s", path, strerror(errno));
	}
	if (secret[0] == '\0')
		return et_app_refuse(
			command, "--turn-secret-file %s: its first line is empty", path);
	return ET_EXIT_OK;
}

int et_app_read_turn(const char *command, const struct et_config *config,
	char secret[ET_SECRET_TEXT_MAX], struct et_deployment *deployment)
{
	int code = check_addresses(command, config);

	if (code != ET_EXIT_OK)
		return code;
	deployment->ice = config->ice.item;
	deployment->ice_count = config->ice.count;
	deployment->relay_only = config->relay_only;
	if (config->turn.count == 0)
		return config->relay_only || config->turn_secret_file != NULL
			? et_app_refuse(command, "--%s is of no use without --turn",
				  config->relay_only ? "relay-only" : "turn-secret-file")
			: ET_EXIT_OK;
	if ((code = read_secret(command, config->turn_secret_file, secret)) != ET_EXIT_OK)
		return code;
	deployment->turn = config->turn.item;
	deployment->turn_count = config->turn.count;
	deployment->turn_secret = et_slice_str(secret);
	deployment->turn_ttl_s = config->turn_ttl_s;
	return ET_EXIT_OK;
}
