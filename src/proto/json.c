/*
 * Text of JSON onto a buffer. Knows no message; what is written is for proto/reply.c and handlers.
 */
#include <etatunti/proto/json.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/encode.h>
#include <etatunti/base/text.h>

void et_json_init(struct et_json *json, size_t len_max)
{
	*json = (struct et_json){ 0 };
	et_buf_init(&json->buf, len_max);
}

void et_json_fini(struct et_json *json)
{
	if (json != NULL)
		et_buf_fini(&json->buf);
}

void et_json_reset(struct et_json *json)
{
	et_buf_reset(&json->buf);
	json->depth = 0;
	json->comma = false;
	json->broken = false;
}

/* The comma and the key that stand before every value. */
static void item(struct et_json *json, const char *key)
{
	if (json->comma)
		et_buf_u8(&json->buf, ',');
	json->comma = true;
	if (key == NULL)
		return;
	et_buf_u8(&json->buf, '"');
	et_buf_str(&json->buf, key);
	et_buf_str(&json->buf, "\":");
}

static void escaped(struct et_buf *buf, struct et_slice text)
{
	size_t start = 0;

	et_buf_u8(buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.ptr[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		et_buf_bytes(buf, text.ptr + start, i - start);
		if (c < 0x20)
			et_buf_printf(buf, "\\u%04x", (unsigned)c);
		else
			et_buf_printf(buf, "\\%c", c);
		start = i + 1;
	}
	if (start < text.len)
		et_buf_bytes(buf, text.ptr + start, text.len - start);
	et_buf_u8(buf, '"');
}

void et_json_str(struct et_json *json, const char *key, struct et_slice text)
{
	if (!et_text_is_utf8(text))
		json->broken = true;
	item(json, key);
	escaped(&json->buf, text);
}

void et_json_cstr(struct et_json *json, const char *key, const char *text)
{
	et_json_str(json, key, et_slice_str(text));
}

void et_json_int(struct et_json *json, const char *key, int64_t value)
{
	item(json, key);
	et_buf_printf(&json->buf, "%lld", (long long)value);
}

void et_json_bool(struct et_json *json, const char *key, bool value)
{
	item(json, key);
	et_buf_str(&json->buf, value ? "true" : "false");
}

void et_json_null(struct et_json *json, const char *key)
{
	item(json, key);
	et_buf_str(&json->buf, "null");
}

void et_json_bytes(struct et_json *json, const char *key, struct et_slice bytes)
{
	item(json, key);
	et_buf_u8(&json->buf, '"');
	et_b64u_put(&json->buf, bytes);
	et_buf_u8(&json->buf, '"');
}

void et_json_id(struct et_json *json, const char *key, const struct et_id *id)
{
	et_json_bytes(json, key, et_id_slice(id));
}

void et_json_hash(struct et_json *json, const char *key, const struct et_hash *hash)
{
	et_json_bytes(json, key, et_hash_slice(hash));
}

void et_json_key32(struct et_json *json, const char *key, const struct et_key32 *value)
{
	et_json_bytes(json, key, et_key32_slice(value));
}

void et_json_sig(struct et_json *json, const char *key, const struct et_sig *sig)
{
	et_json_bytes(json, key, et_sig_slice(sig));
}

void et_json_id_or_null(struct et_json *json, const char *key, const struct et_id *id)
{
	if (et_id_is_zero(id))
		et_json_null(json, key);
	else
		et_json_id(json, key, id);
}

static void bracket_open(struct et_json *json, const char *key, uint8_t bracket)
{
	item(json, key);
	et_buf_u8(&json->buf, bracket);
	json->comma = false;
	/* The envelope and "ok" are two levels already. */
	if (++json->depth > ET_JSON_DEPTH_MAX - 2)
		json->broken = true;
}

static void bracket_close(struct et_json *json, uint8_t bracket)
{
	ET_ASSERT(json->depth > 0);
	json->depth--;
	et_buf_u8(&json->buf, bracket);
	json->comma = true;
}

void et_json_object_open(struct et_json *json, const char *key)
{
	bracket_open(json, key, '{');
}

void et_json_object_close(struct et_json *json)
{
	bracket_close(json, '}');
}

void et_json_array_open(struct et_json *json, const char *key)
{
	bracket_open(json, key, '[');
}

void et_json_array_close(struct et_json *json)
{
	bracket_close(json, ']');
}

void et_json_put_fields(struct et_json *json, const struct et_json *fields)
{
	if (et_json_err(fields) != ET_OK)
		json->broken = true;
	if (et_json_is_empty(fields))
		return;
	item(json, NULL);
	et_buf_slice(&json->buf, et_buf_view(&fields->buf));
}

bool et_json_is_empty(const struct et_json *json)
{
	return et_buf_len(&json->buf) == 0;
}

enum et_err et_json_err(const struct et_json *json)
{
	enum et_err err;

	if ((err = et_buf_err(&json->buf)) != ET_OK)
		return err;
	return json->broken || json->depth != 0 ? ET_INTERNAL : ET_OK;
}

struct et_slice et_json_view(const struct et_json *json)
{
	if (et_json_err(json) != ET_OK)
		return (struct et_slice){ 0 };
	return et_buf_view(&json->buf);
}
