/*
 * Everybody who uses the service is shown this address as a link, strangers too: nothing may stand in it but what
 * a link or a mail can carry.
 */
#include "feedback.h"

#include <string.h>

#include <etatunti/domain/mailtext.h>
#include <etatunti/front/front.h>

#include "command.h"

#define SCHEME "https://"
#define PAGE_MAX 300

/* An origin, then a path, question or fragment in plain ASCII, or nothing. */
static bool is_page(const char *address)
{
	char origin[PAGE_MAX + 1];
	size_t len = strlen(address), host_len;

	if (len > PAGE_MAX || strncmp(address, SCHEME, strlen(SCHEME)) != 0)
		return false;
	host_len = strcspn(address + strlen(SCHEME), "/?#");
	memcpy(origin, address, len + 1);
	origin[strlen(SCHEME) + host_len] = '\0';
	if (et_front_check_origin(origin) != ET_OK)
		return false;
	for (const char *c = address; *c != '\0'; c++)
		if (*c <= ' ' || *c >= 0x7f || strchr("\"'<>\\^`{|}", *c) != NULL)
			return false;
	return true;
}

int et_app_check_feedback(const char *command, const char *address)
{
	if (address == NULL || is_page(address) || et_mailtext_is_address(et_slice_str(address)))
		return ET_EXIT_OK;
	return et_app_refuse(command,
		"--feedback must be an e-mail address or a page's https://HOST/…, not \"%s\"",
		address);
}
