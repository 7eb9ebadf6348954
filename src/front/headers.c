/*
 * Answers as text. Every one of them carries the site's security headers.
 */
#include "headers.h"

#include <string.h>
#include <strings.h>

static const char *const coding_names[ET_CODING_COUNT] = {
	[ET_CODING_PLAIN] = NULL,
	[ET_CODING_GZIP] = "gzip",
	[ET_CODING_BR] = "br",
};

static bool is_space(uint8_t c)
{
	return c == ' ' || c == '\t';
}

static struct et_slice trim(struct et_slice s)
{
	while (s.len > 0 && is_space(s.ptr[0]))
		s = et_slice_sub(s, 1, s.len);
	while (s.len > 0 && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* Cuts the next element off a list with that separator; false at the end. */
static bool next_element(struct et_slice *list, uint8_t separator, struct et_slice *element)
{
	const uint8_t *end;

	if (list->ptr == NULL)
		return false;
	end = list->len > 0 ? memchr(list->ptr, separator, list->len) : NULL;
	if (end == NULL) {
		*element = trim(*list);
		*list = (struct et_slice){ NULL, 0 };
	} else {
		size_t len = (size_t)(end - list->ptr);

		*element = trim(et_slice_of(list->ptr, len));
		*list = et_slice_of(end + 1, list->len - len - 1);
	}
	return true;
}

static bool is_word(struct et_slice s, const char *word)
{
	return s.len == strlen(word) && strncasecmp((const char *)s.ptr, word, s.len) == 0;
}

/* "q=0", "q=0.0", "q=0.000" say: not this one. */
static bool is_zero_weight(struct et_slice parameter)
{
	if (parameter.len < 3 || (parameter.ptr[0] != 'q' && parameter.ptr[0] != 'Q') ||
		parameter.ptr[1] != '=')
		return false;
	for (size_t i = 2; i < parameter.len; i++)
		if (parameter.ptr[i] != '0' && parameter.ptr[i] != '.')
			return false;
	return true;
}

unsigned et_accept_codings(struct et_slice list)
{
	unsigned accepted = 1U << ET_CODING_PLAIN;
	struct et_slice element, name, parameter;

	while (next_element(&list, ',', &element)) {
		bool refused = false;

		if (!next_element(&element, ';', &name))
			continue;
		while (next_element(&element, ';', &parameter))
			refused = refused || is_zero_weight(parameter);
		for (unsigned c = 0; c < ET_CODING_COUNT && !refused; c++)
			if (coding_names[c] != NULL && is_word(name, coding_names[c]))
				accepted |= 1U << c;
	}
	return accepted;
}

enum et_coding et_choose_coding(const struct et_bundle_file *file, unsigned accepted)
{
	enum et_coding best = ET_CODING_PLAIN;

	for (enum et_coding c = ET_CODING_GZIP; c < ET_CODING_COUNT; c++)
		if ((accepted & 1U << c) != 0 && file->bodies[c].ptr != NULL &&
			file->bodies[c].len < file->bodies[best].len)
			best = c;
	return best;
}

bool et_etag_matches(struct et_slice list, const char *etag)
{
	struct et_slice element;

	while (next_element(&list, ',', &element)) {
		if (et_slice_eq_str(element, "*"))
			return true;
		if (element.len > 2 && element.ptr[0] == 'W' && element.ptr[1] == '/')
			element = et_slice_sub(element, 2, element.len);
		if (et_slice_eq_str(element, etag))
			return true;
	}
	return false;
}

static const char *status_text(unsigned status)
{
	switch (status) {
	case 200: return "OK";
	case 304: return "Not Modified";
	case 400: return "Bad Request";
	case 403: return "Forbidden";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 421: return "Misdirected Request";
	case 429: return "Too Many Requests";
	case 503: return "Service Unavailable";
	default: return "Error";
	}
}

void et_head_file(struct et_buf *out, const struct et_site *site, const struct et_bundle_file *file,
	enum et_coding coding, bool not_modified)
{
	const struct et_bundle_body *body = &file->bodies[coding];
	unsigned status = not_modified ? 304 : 200;

	et_buf_printf(out, "HTTP/1.1 %u %s\r\n", status, status_text(status));
	if (!not_modified) {
		et_buf_printf(out, "Content-Type: %s\r\n", file->content_type);
		et_buf_printf(out, "Content-Length: %zu\r\n", body->len);
		if (coding_names[coding] != NULL)
			et_buf_printf(out, "Content-Encoding: %s\r\n", coding_names[coding]);
	}
	et_buf_printf(out, "ETag: %s\r\nVary: Accept-Encoding\r\n", body->etag);
	et_buf_printf(out, "Cache-Control: %s\r\n",
		file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
	et_buf_str(out, site->headers);
	et_buf_str(out, "\r\n");
}

void et_head_calendar(struct et_buf *out, const struct et_site *site,
	const struct et_bundle_body *body, bool not_modified)
{
	unsigned status = not_modified ? 304 : 200;

	et_buf_printf(out, "HTTP/1.1 %u %s\r\n", status, status_text(status));
	if (!not_modified)
		et_buf_printf(out,
			"Content-Type: text/calendar; charset=utf-8\r\nContent-Length: %zu\r\n",
			body->len);
	et_buf_printf(out, "ETag: %s\r\nCache-Control: private, no-cache\r\n", body->etag);
	et_buf_str(out, site->headers);
	et_buf_str(out, "\r\n");
}

void et_head_refusal(
	struct et_buf *out, const struct et_site *site, unsigned status, bool head_only, bool keep)
{
	const char *text = status_text(status);

	et_buf_printf(out, "HTTP/1.1 %u %s\r\n", status, text);
	et_buf_printf(out, "Content-Type: text/plain; charset=utf-8\r\nContent-Length: %zu\r\n",
		strlen(text) + 1);
	if (status == 405)
		et_buf_str(out, "Allow: GET, HEAD\r\n");
	if (status == 429 || status == 503)
		et_buf_str(out, "Retry-After: 60\r\n");
	if (!keep)
		et_buf_str(out, "Connection: close\r\n");
	et_buf_str(out, "Cache-Control: no-store\r\n");
	et_buf_str(out, site->headers);
	et_buf_str(out, "\r\n");
	if (!head_only)
		et_buf_printf(out, "%s\n", text);
}
