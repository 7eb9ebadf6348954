/*
 * Looks for two words and a list of numbers. What is written in another way is not found, and costs nothing but time.
 */
#define _GNU_SOURCE /* memmem */

#include <etatunti/proto/glance.h>

#include <string.h>

#include <etatunti/proto/request.h>

#define SIG_LEN 64
#define LEN_DIGITS_MAX 7

static bool find(struct et_slice text, const char *word, struct et_slice *rest)
{
	size_t len = strlen(word);
	const uint8_t *at = text.len == 0 ? NULL : memmem(text.ptr, text.len, word, len);

	if (at == NULL)
		return false;
	*rest = et_slice_sub(text, (size_t)(at - text.ptr) + len, text.len);
	return true;
}

/* The next number, and whether another one follows. */
static bool next_len(struct et_slice *text, size_t *len, bool *more)
{
	size_t digits = 0;

	*len = 0;
	for (; digits < text->len && digits <= LEN_DIGITS_MAX; digits++) {
		uint8_t c = text->ptr[digits];

		if (c < '0' || c > '9')
			break;
		*len = *len * 10 + (size_t)(c - '0');
	}
	if (digits == 0 || digits > LEN_DIGITS_MAX || digits == text->len)
		return false;
	*more = text->ptr[digits] == ',';
	*text = et_slice_sub(*text, digits + 1, text->len);
	return true;
}

void et_glance(struct et_slice frame, struct et_glance *out)
{
	struct et_slice text, rest, blob = { 0 }, before = { 0 };
	size_t json_len, len = 0;
	bool more = true;

	out->count = 0;
	if (frame.len < ET_PROTO_BINARY_HEADER_LEN)
		return;
	json_len = (size_t)frame.ptr[4] << 24 | (size_t)frame.ptr[5] << 16 |
		(size_t)frame.ptr[6] << 8 | frame.ptr[7];
	if (json_len > frame.len - ET_PROTO_BINARY_HEADER_LEN || json_len > ET_PROTO_TEXT_LEN_MAX)
		return;
	text = et_slice_sub(frame, ET_PROTO_BINARY_HEADER_LEN, json_len);
	rest = et_slice_sub(frame, json_len + ET_PROTO_BINARY_HEADER_LEN, frame.len);
	if (!find(text, "\"case-append\"", &blob) || !find(text, "\"blobs\":[", &text))
		return;
	while (more && out->count < ET_GLANCE_MAX && next_len(&text, &len, &more) &&
		len <= rest.len) {
		blob = et_slice_sub(rest, 0, len);
		rest = et_slice_sub(rest, len, rest.len);
		if (len == SIG_LEN && before.len > 0 && before.len <= ET_PROTO_STATEMENT_LEN_MAX) {
			out->all[out->count].bytes = before;
			out->all[out->count].sig = blob;
			out->count++;
		}
		before = blob;
	}
}
