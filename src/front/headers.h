/*
 * The head of an answer as bytes, and the request headers that choose between answers. Pure: knows
 * neither the library nor sockets.
 */
#ifndef ET_FRONT_HEADERS_H
#define ET_FRONT_HEADERS_H

#include <etatunti/base/buf.h>

#include "bundle.h"
#include "site.h"

#define ET_HEAD_MAX 4096

/* The codings that Accept-Encoding takes (RFC 9110 section 12.5.3), as bits 1 << enum et_coding. */
unsigned et_accept_codings(struct et_slice accept_encoding);
/* The variant to serve: the smallest one that is accepted and there. */
enum et_coding et_choose_coding(const struct et_bundle_file *file, unsigned accepted);
/* Whether If-None-Match names this entity tag, or is "*". */
bool et_etag_matches(struct et_slice if_none_match, const char *etag);

/* 200 with the body to follow, or 304 without one. */
void et_head_file(struct et_buf *out, const struct et_site *site, const struct et_bundle_file *file,
	enum et_coding coding, bool not_modified);
/* The same for a calendar, which is its reader's alone. */
void et_head_calendar(struct et_buf *out, const struct et_site *site,
	const struct et_bundle_body *body, bool not_modified);
/* A refusal with its one-line body (none for HEAD). keep: the connection goes on. */
void et_head_refusal(
	struct et_buf *out, const struct et_site *site, unsigned status, bool head_only, bool keep);

#endif
