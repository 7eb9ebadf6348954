/*
 * Hex and base64url, small on purpose: base links no library.
 */
#include <string.h>

#include <etatunti/base/encode.h>

static const char hex_digits[] = "0123456789abcdef";
static const char b64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void et_hex_encode(struct et_slice bytes, char *out)
{
	for (size_t i = 0; i < bytes.len; i++) {
		*out++ = hex_digits[bytes.ptr[i] >> 4];
		*out++ = hex_digits[bytes.ptr[i] & 15];
	}
	*out = '\0';
}

void et_b64u_encode(struct et_slice bytes, char *out)
{
	uint32_t bits = 0;
	unsigned count = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		bits = bits << 8 | bytes.ptr[i];
		for (count += 8; count >= 6; count -= 6)
			*out++ = b64_digits[bits >> (count - 6) & 63];
	}
	if (count > 0)
		*out++ = b64_digits[bits << (6 - count) & 63];
	*out = '\0';
}

/* Encodes by three bytes at a time (whole groups of both encodings), so that no memory is needed. */
static void put_groups(
	struct et_buf *buf, struct et_slice bytes, void (*encode)(struct et_slice, char *))
{
	char text[ET_HEX_LEN(48) + 1];

	for (size_t at = 0; at < bytes.len; at += 48) {
		encode(et_slice_sub(bytes, at, 48), text);
		et_buf_str(buf, text);
	}
}

void et_hex_put(struct et_buf *buf, struct et_slice bytes)
{
	put_groups(buf, bytes, et_hex_encode);
}

void et_b64u_put(struct et_buf *buf, struct et_slice bytes)
{
	put_groups(buf, bytes, et_b64u_encode);
}

static int hex_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static int b64_value(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '-')
		return 62;
	return c == '_' ? 63 : -1;
}

enum et_err et_hex_decode(struct et_slice text, uint8_t *out, size_t out_len)
{
	if (text.len % 2 != 0 || text.len / 2 != out_len)
		goto bad;
	for (size_t i = 0; i < out_len; i++) {
		int high = hex_value(text.ptr[2 * i]), low = hex_value(text.ptr[2 * i + 1]);

		if (high < 0 || low < 0)
			goto bad;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return ET_OK;
bad:
	memset(out, 0, out_len);
	return ET_BAD_PARAM;
}

size_t et_b64u_decoded_len(size_t text_len)
{
	if (text_len % 4 == 1)
		return SIZE_MAX;
	return text_len / 4 * 3 + (text_len % 4 == 0 ? 0 : text_len % 4 - 1);
}

enum et_err et_b64u_decode(struct et_slice text, uint8_t *out, size_t out_len)
{
	uint32_t bits = 0;
	unsigned count = 0;
	size_t len = 0;

	if (et_b64u_decoded_len(text.len) != out_len)
		goto bad;
	for (size_t i = 0; i < text.len; i++) {
		int value = b64_value(text.ptr[i]);

		if (value < 0)
			goto bad;
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count >= 8) {
			count -= 8;
			out[len++] = (uint8_t)(bits >> count);
		}
	}
	if ((bits & ((1u << count) - 1)) != 0)
		goto bad;
	return ET_OK;
bad:
	memset(out, 0, out_len);
	return ET_BAD_PARAM;
}
