/*
 * JSON below jansson and above it: what the pre-scan lets through is exactly what is no deeper than it may
 * be, and what the writer writes jansson reads as the same. The first byte is the depth.
 */
#include <jansson.h>

#include <etatunti/base/text.h>
#include <etatunti/proto/json.h>

#include "fuzz.h"
#include "proto/limits.h"

static unsigned depth_of(json_t *value)
{
	const char *key;
	unsigned deepest = 0, depth;
	json_t *item;
	size_t i;

	if (!json_is_object(value) && !json_is_array(value))
		return 0;
	json_object_foreach(value, key, item)
	{
		if ((depth = depth_of(item)) > deepest)
			deepest = depth;
	}
	json_array_foreach(value, i, item)
	{
		if ((depth = depth_of(item)) > deepest)
			deepest = depth;
	}
	return deepest + 1;
}

/* The protocol has no floats and, as a text of C's, no key with a zero in it. */
static bool can_write(json_t *value)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_real(value))
		return false;
	json_object_foreach(value, key, item)
	{
		for (const char *c = key; *c != '\0'; c++)
			if (*c < ' ' || *c > '~' || *c == '"' || *c == '\\')
				return false;
		if (!can_write(item))
			return false;
	}
	json_array_foreach(value, i, item)
	{
		if (!can_write(item))
			return false;
	}
	return true;
}

static void write_value(struct et_json *out, const char *key, json_t *value)
{
	const char *name;
	json_t *item;
	size_t i;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		et_json_object_open(out, key);
		json_object_foreach(value, name, item) write_value(out, name, item);
		et_json_object_close(out);
		break;
	case JSON_ARRAY:
		et_json_array_open(out, key);
		json_array_foreach(value, i, item) write_value(out, NULL, item);
		et_json_array_close(out);
		break;
	case JSON_STRING:
		et_json_str(
			out, key, et_slice_of(json_string_value(value), json_string_length(value)));
		break;
	case JSON_INTEGER: et_json_int(out, key, json_integer_value(value)); break;
	case JSON_TRUE:
	case JSON_FALSE: et_json_bool(out, key, json_is_true(value)); break;
	case JSON_REAL:
	case JSON_NULL: et_json_null(out, key); break;
	}
}

/* Written as {"x":value} and read again. */
static void round_trip(json_t *value)
{
	struct et_json out;
	struct et_slice text;
	char *whole;
	json_t *again;

	et_json_init(&out, (size_t)16 << 20);
	write_value(&out, "x", value);
	FUZZ_MUST(et_json_err(&out) == ET_OK);
	text = et_json_view(&out);
	FUZZ_MUST(et_text_is_utf8(text));
	FUZZ_MUST((whole = malloc(text.len + 3)) != NULL);
	(void)snprintf(whole, text.len + 3, "{%.*s}", (int)text.len, (const char *)text.ptr);
	again = json_loads(whole, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	FUZZ_MUST(again != NULL);
	FUZZ_MUST(json_equal(json_object_get(again, "x"), value));
	json_decref(again);
	free(whole);
	et_json_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };
	unsigned depth_max = fuzz_u8(&in) % 12;
	struct et_slice text = et_slice_of(in.at, in.left);
	enum et_err err = et_limits_check(text, depth_max);
	json_t *value;

	FUZZ_MUST(err == ET_OK || err == ET_BAD_JSON);
	if (!et_text_is_utf8(text))
		FUZZ_MUST(err != ET_OK);
	value = json_loadb((const char *)text.ptr, text.len,
		JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	if (value == NULL)
		return 0;
	FUZZ_MUST((err == ET_OK) == (depth_of(value) <= depth_max));
	if (depth_of(value) <= ET_JSON_DEPTH_MAX - 2 && can_write(value)) /* the envelope has two */
		round_trip(value);
	json_decref(value);
	return 0;
}
