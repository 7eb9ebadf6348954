/*
 * The origin taken apart, and the security headers made from it once.
 */
#include "site.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <etatunti/base/assert.h>
#include <etatunti/front/fetch.h>
#include <etatunti/front/front.h>

#define SCHEME "https://"
#define HOST_MAX 253

/*
 * Off, but for what a call needs: camera, microphone, screen; sound and picture of the others
 * without a click; the whole screen; a screen that stays lit. Writing to the clipboard is not named
 * here: links to invite somebody are copied.
 */
#define PERMISSIONS \
	"camera=(self), microphone=(self), display-capture=(self), autoplay=(self), " \
	"fullscreen=(self), picture-in-picture=(self), screen-wake-lock=(self), accelerometer=(), " \
	"clipboard-read=(), cross-origin-isolated=(), encrypted-media=(), gamepad=(), " \
	"geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), " \
	"keyboard-map=(), local-fonts=(), magnetometer=(), midi=(), otp-credentials=(), payment=(), " \
	"publickey-credentials-create=(), publickey-credentials-get=(), serial=(), " \
	"storage-access=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()"

static bool is_host_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Length of the host in "host[:port]", brackets of an IPv6 address included; 0: not a host. */
static size_t host_len(const char *authority)
{
	size_t len;

	if (authority[0] == '[') {
		len = strspn(authority + 1, "0123456789abcdef:.") + 1;
		return len > 2 && authority[len] == ']' ? len + 1 : 0;
	}
	for (len = 0; is_host_char(authority[len]);)
		len++;
	return len;
}

static bool is_port(const char *port)
{
	size_t len = strspn(port, "0123456789");
	unsigned value = 0;

	if (len == 0 || len > 5 || port[len] != '\0' || port[0] == '0')
		return false;
	for (size_t i = 0; i < len; i++)
		value = value * 10 + (unsigned)(port[i] - '0');
	return value <= 65535;
}

/* Strict transport security for a name that other things on this machine use too would break them. */
static bool is_this_machine(const char *authority, size_t len)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && memcmp(names[i], authority, len) == 0)
			return true;
	return false;
}

/* ux.md's. A worker has the policy of its own script's answer. */
static void set_policy(struct et_site *site)
{
	int n = snprintf(site->policy, sizeof(site->policy),
		"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
		"img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; "
		"connect-src 'self' wss://%s; worker-src 'self'; frame-src blob:; "
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
		"require-trusted-types-for 'script'; trusted-types etatunti",
		site->authority);

	ET_ASSERT(n > 0 && (size_t)n < sizeof(site->policy));
}

static void add_field(struct et_site *site, const char *name, const char *value)
{
	size_t at = strlen(site->headers), left = sizeof(site->headers) - at;
	int n = snprintf(site->headers + at, left, "%s %s\r\n", name, value);

	ET_ASSERT(n > 0 && (size_t)n < left && site->field_count < ET_SITE_FIELDS_MAX);
	site->fields[site->field_count++] = (struct et_site_field){ name, value };
}

enum et_err et_site_init(struct et_site *site, const char *origin)
{
	const char *authority;
	size_t len;

	memset(site, 0, sizeof(*site));
	if (strncmp(origin, SCHEME, strlen(SCHEME)) != 0)
		return ET_BAD_PARAM;
	authority = origin + strlen(SCHEME);
	len = host_len(authority);
	if (len == 0 || len > HOST_MAX)
		return ET_BAD_PARAM;
	if (authority[len] != '\0' && (authority[len] != ':' || !is_port(authority + len + 1)))
		return ET_BAD_PARAM;
	/* Browsers leave the port of the scheme out. */
	if (strcmp(authority + len, ":443") == 0)
		return ET_BAD_PARAM;
	snprintf(site->origin, sizeof(site->origin), "%s", origin);
	snprintf(site->authority, sizeof(site->authority), "%s", authority);
	set_policy(site);
	add_field(site, "Content-Security-Policy:", site->policy);
	add_field(site, "X-Content-Type-Options:", "nosniff");
	add_field(site, "Referrer-Policy:", "no-referrer");
	add_field(site, "Cross-Origin-Opener-Policy:", "same-origin");
	add_field(site, "Cross-Origin-Resource-Policy:", "same-origin");
	add_field(site, "Permissions-Policy:", PERMISSIONS);
	if (!is_this_machine(authority, len))
		add_field(site, "Strict-Transport-Security:", "max-age=31536000");
	return ET_OK;
}

enum et_err et_front_check_origin(const char *origin)
{
	struct et_site site;

	return et_site_init(&site, origin);
}

enum et_err et_front_policy(const char *origin, char out[ET_FETCH_FIELD_MAX])
{
	struct et_site site;
	enum et_err err;

	if ((err = et_site_init(&site, origin)) == ET_OK)
		snprintf(out, ET_FETCH_FIELD_MAX, "%s", site.policy);
	return err;
}

bool et_site_is_host(const struct et_site *site, struct et_slice host)
{
	return host.len == strlen(site->authority) &&
		strncasecmp((const char *)host.ptr, site->authority, host.len) == 0;
}

bool et_site_is_origin(const struct et_site *site, struct et_slice origin)
{
	return et_slice_eq_str(origin, site->origin);
}
