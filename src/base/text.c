/*
 * UTF-8 by the table of RFC 3629 section 4, and the shapes of names, numbers and addresses.
 */
#include <etatunti/base/text.h>

#include <string.h>

#define INVALID UINT32_MAX

/* Decodes one code point at *at and moves on; INVALID if there is none. */
static uint32_t next_point(struct et_slice text, size_t *at)
{
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	uint8_t lead = text.ptr[(*at)++];
	uint32_t point;
	size_t more;

	if (lead < 0x80)
		return lead;
	if ((lead & 0xe0) == 0xc0)
		more = 1;
	else if ((lead & 0xf0) == 0xe0)
		more = 2;
	else if ((lead & 0xf8) == 0xf0)
		more = 3;
	else
		return INVALID;
	point = (uint32_t)lead & (0x3fu >> more);
	for (size_t i = 0; i < more; i++) {
		if (*at >= text.len || (text.ptr[*at] & 0xc0) != 0x80)
			return INVALID;
		point = point << 6 | (text.ptr[(*at)++] & 0x3fu);
	}
	if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
		return INVALID;
	return point;
}

/* Code points that have no place in a line of text; see the header. */
static bool is_unfit(uint32_t point)
{
	if (point < 0x20 || (point >= 0x7f && point <= 0x9f))
		return true;
	if (point == 0x2028 || point == 0x2029 || point == 0xfeff)
		return true;
	if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069))
		return true;
	return (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) == 0xfffe;
}

bool et_text_is_utf8(struct et_slice text)
{
	return et_text_chars(text) != SIZE_MAX;
}

bool et_text_is_line(struct et_slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t point = next_point(text, &at);

		if (point == INVALID || is_unfit(point))
			return false;
	}
	return true;
}

size_t et_text_chars(struct et_slice text)
{
	size_t count = 0;

	for (size_t at = 0; at < text.len; count++) {
		if (next_point(text, &at) == INVALID)
			return SIZE_MAX;
	}
	return count;
}

static bool is_space(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct et_slice et_text_trim(struct et_slice text)
{
	while (text.len > 0 && is_space(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	while (text.len > 0 && is_space(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

enum et_err et_text_check(struct et_slice text, size_t chars_min, size_t chars_max)
{
	size_t chars;

	if (!et_text_is_line(text) || et_text_trim(text).len != text.len)
		return ET_BAD_PARAM;
	chars = et_text_chars(text);
	return chars >= chars_min && chars <= chars_max ? ET_OK : ET_BAD_PARAM;
}

enum et_err et_text_check_lines(struct et_slice text, size_t chars_min, size_t chars_max)
{
	size_t chars;

	if (et_text_trim(text).len != text.len)
		return ET_BAD_PARAM;
	for (size_t from = 0, to = 0; from < text.len; from = ++to) {
		while (to < text.len && text.ptr[to] != '\n')
			to++;
		if (!et_text_is_line(et_slice_sub(text, from, to - from)))
			return ET_BAD_PARAM;
	}
	chars = et_text_chars(text);
	return chars >= chars_min && chars <= chars_max ? ET_OK : ET_BAD_PARAM;
}

enum et_err et_text_i64(struct et_slice text, int64_t min, int64_t max, int64_t *out)
{
	bool negative = text.len > 0 && text.ptr[0] == '-';
	size_t first = negative ? 1 : 0;
	int64_t value = 0;

	*out = 0;
	if (text.len == first || (text.ptr[first] == '0' && text.len > 1))
		return ET_BAD_PARAM;
	for (size_t at = first; at < text.len; at++) {
		int digit = text.ptr[at] - '0';

		/* Counted downwards, since INT64_MIN has no positive twin. */
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
			__builtin_sub_overflow(value, digit, &value))
			return ET_BAD_PARAM;
	}
	if (!negative && __builtin_sub_overflow((int64_t)0, value, &value))
		return ET_BAD_PARAM;
	if (value < min || value > max)
		return ET_BAD_PARAM;
	*out = value;
	return ET_OK;
}

static bool is_alnum(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool et_text_is_username(struct et_slice text)
{
	if (text.len < ET_TEXT_USERNAME_MIN || text.len > ET_TEXT_USERNAME_MAX)
		return false;
	for (size_t at = 0; at < text.len; at++) {
		if (!is_alnum(text.ptr[at]) && text.ptr[at] != '.' && text.ptr[at] != '-')
			return false;
	}
	return is_alnum(text.ptr[0]) && is_alnum(text.ptr[text.len - 1]);
}

struct et_slice et_text_host(const char *url)
{
	const char *host = strstr(url, "://");
	size_t len;

	if (host == NULL)
		return et_slice_of(NULL, 0);
	host += 3;
	/* A numeric address of IPv6 has colons inside its brackets. */
	len = *host == '[' ? strcspn(host, "]") : strcspn(host, ":/");
	return et_slice_of(host, len + (host[len] == ']'));
}
