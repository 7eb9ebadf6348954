/*
 * What follows from the configured origin: which Host and Origin are ours, and the headers that
 * every answer carries. Pure.
 */
#ifndef ET_FRONT_SITE_H
#define ET_FRONT_SITE_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_SITE_AUTHORITY_MAX 272
#define ET_SITE_POLICY_MAX 1024
#define ET_SITE_HEADERS_MAX 3072

#define ET_SITE_FIELDS_MAX 8

struct et_site_field {
	const char *name; /* with its colon */
	const char *value;
};

/* Not to be copied: fields point into it. */
struct et_site {
	char origin[ET_SITE_AUTHORITY_MAX + 8];
	char authority[ET_SITE_AUTHORITY_MAX]; /* "host" or "host:port" */
	char policy[ET_SITE_POLICY_MAX];       /* the value of Content-Security-Policy */
	/* The headers of every answer, and the same as lines of the form "Name: value\r\n". */
	struct et_site_field fields[ET_SITE_FIELDS_MAX];
	size_t field_count;
	char headers[ET_SITE_HEADERS_MAX];
};

/* origin as browsers send it: "https://host[:port]", lower case, nothing after. Else ET_BAD_PARAM. */
enum et_err et_site_init(struct et_site *site, const char *origin) ET_MUST_USE;

bool et_site_is_host(const struct et_site *site, struct et_slice host);
bool et_site_is_origin(const struct et_site *site, struct et_slice origin);

#endif
