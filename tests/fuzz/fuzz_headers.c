/*
 * The request headers that choose between answers, and the head of the answer: always one head, of the
 * site's lines and nothing that came with the request. First byte: which header it is.
 */
#include <string.h>

#include "front/headers.h"

#include "fuzz.h"

static struct et_bundle_file file = {
	.path = (char[]){ "/" },
	.content_type = "text/html; charset=utf-8",
	.bodies = { { (uint8_t[]){ "12345678" }, 8, "\"plain\"" },
		{ (uint8_t[]){ "1234" }, 4, "\"gz\"" }, { (uint8_t[]){ "12" }, 2, "\"br\"" } },
};

/* Whether the text names it anywhere, in any case: it may be accepted only then. */
static bool names(struct et_slice text, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= text.len; i++)
		if (strncasecmp((const char *)text.ptr + i, word, len) == 0)
			return true;
	return false;
}

/* A coding that is named with no weight only is not accepted, whatever stands before it. */
static void refuse_codings(struct et_slice text)
{
	static const char refused[] = ", gzip ;q=0.0,br; Q=0";
	uint8_t *whole = malloc(text.len + sizeof(refused));
	unsigned accepted;

	FUZZ_MUST(whole != NULL);
	memcpy(whole, text.ptr, text.len);
	memcpy(whole + text.len, refused, sizeof(refused));
	accepted = et_accept_codings(et_slice_of(whole, text.len + sizeof(refused) - 1));
	FUZZ_MUST((accepted & 1U << ET_CODING_GZIP) == 0 || names(text, "gzip"));
	FUZZ_MUST((accepted & 1U << ET_CODING_BR) == 0 || names(text, "br"));
	free(whole);
}

/* One head: a status line, lines of the form "Name: value", an empty one. */
static void judge_head(struct et_slice head, const char *status)
{
	size_t lines = 0, start = 0;

	FUZZ_MUST(head.len > 4 && memcmp(head.ptr + head.len - 4, "\r\n\r\n", 4) == 0);
	FUZZ_MUST(head.len > strlen(status) && memcmp(head.ptr, status, strlen(status)) == 0);
	for (size_t i = 0; i + 1 < head.len; i++) {
		if (head.ptr[i] != '\r')
			continue;
		FUZZ_MUST(head.ptr[i + 1] == '\n');
		FUZZ_MUST(i > start || i + 2 == head.len);
		start = i + 2;
		lines++;
	}
	FUZZ_MUST(lines > 5);
}

static void choose(const struct et_site *site, struct et_slice text, struct et_slice match)
{
	unsigned accepted = et_accept_codings(text);
	enum et_coding coding = et_choose_coding(&file, accepted);
	bool same = et_etag_matches(match, file.bodies[coding].etag);
	struct et_buf head;

	FUZZ_MUST((accepted & 1) != 0 && accepted < 1U << ET_CODING_COUNT);
	FUZZ_MUST((accepted & 1U << ET_CODING_GZIP) == 0 || names(text, "gzip"));
	FUZZ_MUST((accepted & 1U << ET_CODING_BR) == 0 || names(text, "br"));
	FUZZ_MUST((accepted & 1U << coding) != 0);
	if (same)
		FUZZ_MUST(names(match, "*") || names(match, file.bodies[coding].etag));
	et_buf_init(&head, ET_HEAD_MAX);
	et_head_file(&head, site, &file, coding, same);
	FUZZ_MUST(et_buf_err(&head) == ET_OK);
	judge_head(et_buf_view(&head), same ? "HTTP/1.1 304 " : "HTTP/1.1 200 ");
	et_buf_fini(&head);
}

/* An origin that is taken gives its own host and origin, and a policy without line ends. */
static void origin(struct et_slice text)
{
	struct et_site site;
	char copy[512];

	if (text.len >= sizeof(copy) || memchr(text.ptr, 0, text.len) != NULL)
		return;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	if (et_site_init(&site, copy) != ET_OK)
		return;
	FUZZ_MUST(strcmp(site.origin, copy) == 0);
	FUZZ_MUST(et_site_is_origin(&site, text));
	FUZZ_MUST(strncmp(copy, "https://", 8) == 0);
	FUZZ_MUST(et_site_is_host(&site, et_slice_str(site.authority)));
	FUZZ_MUST(strpbrk(site.origin, " \t\r\n\"';,") == NULL);
	FUZZ_MUST(strpbrk(site.policy, "\r\n") == NULL);
	for (size_t i = 0; i < site.field_count; i++)
		FUZZ_MUST(strpbrk(site.fields[i].value, "\r\n") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };
	uint8_t first = fuzz_u8(&in);
	struct et_slice text = et_slice_of(in.at, in.left);
	struct et_site site;
	size_t half;

	FUZZ_MUST(et_site_init(&site, "https://localhost:8443") == ET_OK);
	FUZZ_MUST(
		et_site_is_origin(&site, text) == et_slice_eq_str(text, "https://localhost:8443"));
	/* A host is compared without case; what is longer is another. */
	FUZZ_MUST(!et_site_is_host(&site, text) || text.len == strlen("localhost:8443"));
	if ((first & 1) != 0) {
		origin(text);
		return 0;
	}
	half = text.len == 0 ? 0 : (size_t)(first >> 1) * text.len / 128;
	refuse_codings(text);
	choose(&site, et_slice_sub(text, 0, half), et_slice_sub(text, half, text.len));
	return 0;
}
