/*
 * From the bytes of a frame to a request. Every step refuses before the next one looks.
 */
#include <etatunti/proto/request.h>

#include <stdlib.h>

#include <jansson.h>

#include <etatunti/base/encode.h>

#include "limits.h"

static uint32_t read_u32be(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Floats are refused wherever they stand; depth is bounded by the pre-scan. */
static bool has_real(json_t *value)
{
	if (json_is_real(value))
		return true;
	if (json_is_array(value)) {
		for (size_t i = 0; i < json_array_size(value); i++) {
			if (has_real(json_array_get(value, i)))
				return true;
		}
	}
	if (json_is_object(value)) {
		const char *key;
		json_t *item;

		json_object_foreach(value, key, item)
		{
			if (has_real(item))
				return true;
		}
	}
	return false;
}

/*
 * The library does not always say that it had no memory: it calls that bad JSON, or leaves out a byte of a string or of a
 * number that had to grow. So what it asks for is watched.
 */
static bool ran_out;

static void *watched_malloc(size_t len)
{
	void *ptr = malloc(len);

	ran_out = ran_out || ptr == NULL;
	return ptr;
}

static enum et_err parse(struct et_request *request, struct et_slice text)
{
	enum et_err err;

	if (text.len > ET_PROTO_TEXT_LEN_MAX)
		return ET_TOO_LARGE;
	if ((err = et_limits_check(text, ET_PROTO_DEPTH_MAX)) != ET_OK)
		return err;
	json_set_alloc_funcs(watched_malloc, free);
	ran_out = false;
	request->root = json_loadb((const char *)text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
	if (ran_out)
		return ET_NO_MEMORY;
	if (request->root == NULL || has_real(request->root))
		return ET_BAD_JSON;
	return ET_OK;
}

/* The blobs that the envelope names, in order; together exactly the rest of the frame. */
static enum et_err cut_blobs(struct et_request *request, const json_t *lens, struct et_slice rest)
{
	size_t count = json_array_size(lens), at = 0;

	if (!json_is_array(lens) || count > ET_PROTO_BLOB_MAX)
		return ET_BAD_ENVELOPE;
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(lens, i);
		json_int_t len = json_integer_value(item);

		if (!json_is_integer(item) || len < 0 || (uint64_t)len > rest.len - at)
			return ET_BAD_ENVELOPE;
		request->blobs[i] = et_slice_sub(rest, at, (size_t)len);
		at += (size_t)len;
	}
	request->blob_count = count;
	return at == rest.len ? ET_OK : ET_BAD_ENVELOPE;
}

static enum et_err envelope(struct et_request *request, bool binary, struct et_slice rest)
{
	const json_t *v, *id, *cmd, *blobs;
	size_t keys = binary ? 5 : 4;

	if (!json_is_object(request->root))
		return ET_BAD_ENVELOPE;
	id = json_object_get(request->root, "id");
	if (json_is_string(id)) {
		struct et_slice text = et_slice_of(json_string_value(id), json_string_length(id));

		if (et_b64u_decode(text, request->id.b, sizeof(request->id.b)) == ET_OK)
			request->has_id = !et_id_is_zero(&request->id);
	}
	v = json_object_get(request->root, "v");
	cmd = json_object_get(request->root, "cmd");
	blobs = json_object_get(request->root, "blobs");
	request->params = json_object_get(request->root, "params");
	if (!request->has_id || !json_is_integer(v) || json_integer_value(v) != ET_PROTO_VERSION ||
		!json_is_string(cmd) || json_string_length(cmd) > ET_PROTO_CMD_LEN_MAX ||
		!json_is_object(request->params) || json_object_size(request->root) != keys)
		return ET_BAD_ENVELOPE;
	request->cmd = json_string_value(cmd);
	return binary ? cut_blobs(request, blobs, rest) : ET_OK;
}

enum et_err et_request_read(struct et_request *request, struct et_slice frame, bool binary)
{
	struct et_slice text = frame, rest = { 0 };
	enum et_err err;

	*request = (struct et_request){ 0 };
	if (frame.len > (binary ? ET_PROTO_BINARY_LEN_MAX : ET_PROTO_TEXT_LEN_MAX))
		return ET_TOO_LARGE;
	if (binary) {
		size_t json_len;

		if (frame.len < ET_PROTO_BINARY_HEADER_LEN || frame.ptr[0] != 1 ||
			frame.ptr[1] != 0 || frame.ptr[2] != 0 || frame.ptr[3] != 0)
			return ET_BAD_FRAME;
		json_len = read_u32be(frame.ptr + 4);
		if (json_len > frame.len - ET_PROTO_BINARY_HEADER_LEN)
			return ET_BAD_FRAME;
		text = et_slice_sub(frame, ET_PROTO_BINARY_HEADER_LEN, json_len);
		rest = et_slice_sub(frame, ET_PROTO_BINARY_HEADER_LEN + json_len, frame.len);
	}
	if ((err = parse(request, text)) != ET_OK)
		return err;
	return envelope(request, binary, rest);
}

void et_request_fini(struct et_request *request)
{
	if (request == NULL)
		return;
	json_decref(request->root);
	*request = (struct et_request){ 0 };
}
