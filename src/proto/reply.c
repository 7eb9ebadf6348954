/*
 * Envelopes around what handlers have written.
 */
#include <etatunti/proto/reply.h>

/* Room that an envelope takes at most beside the fields. */
#define ENVELOPE_LEN_MAX 4096

/* {"v":1,"id":…; the caller closes. */
static enum et_err envelope_open(struct et_buf *buf, const struct et_id *request_id)
{
	struct et_json head;
	enum et_err err;

	et_json_init(&head, ENVELOPE_LEN_MAX);
	et_json_int(&head, "v", ET_PROTO_VERSION);
	if (request_id == NULL)
		et_json_null(&head, "id");
	else
		et_json_id(&head, "id", request_id);
	err = et_json_err(&head);
	et_buf_u8(buf, '{');
	et_buf_slice(buf, et_json_view(&head));
	et_json_fini(&head);
	return err;
}

static enum et_err reply_text(struct et_buf *out, const struct et_id *request_id,
	const struct et_json *fields, const struct et_slice *blobs, size_t blob_count)
{
	enum et_err err;

	if ((err = et_json_err(fields)) != ET_OK)
		return err;
	if ((err = envelope_open(out, request_id)) != ET_OK)
		return err;
	if (blob_count > 0) {
		et_buf_str(out, ",\"blobs\":[");
		for (size_t i = 0; i < blob_count; i++)
			et_buf_printf(out, i == 0 ? "%zu" : ",%zu", blobs[i].len);
		et_buf_u8(out, ']');
	}
	et_buf_str(out, ",\"ok\":{");
	et_buf_slice(out, et_json_view(fields));
	et_buf_str(out, "}}");
	return et_buf_err(out);
}

enum et_err et_reply_ok(struct et_buf *out, const struct et_id *request_id,
	const struct et_json *fields, const struct et_slice *blobs, size_t blob_count, bool *binary)
{
	struct et_buf text;
	enum et_err err;

	*binary = blob_count > 0;
	if (blob_count == 0)
		return reply_text(out, request_id, fields, NULL, 0);
	if (blob_count > ET_PROTO_BLOB_MAX)
		return ET_TOO_LARGE;
	et_buf_init(&text, ET_PROTO_BINARY_LEN_MAX);
	if ((err = reply_text(&text, request_id, fields, blobs, blob_count)) != ET_OK)
		goto out;
	et_buf_u32be(out, UINT32_C(1) << 24);
	et_buf_u32be(out, (uint32_t)et_buf_len(&text));
	et_buf_slice(out, et_buf_view(&text));
	for (size_t i = 0; i < blob_count; i++)
		et_buf_slice(out, blobs[i]);
	err = et_buf_err(out);
	if (err == ET_OK && et_buf_len(out) > ET_PROTO_BINARY_LEN_MAX)
		err = ET_TOO_LARGE;
out:
	et_buf_fini(&text);
	return err;
}

enum et_err et_reply_error(struct et_buf *out, const struct et_id *request_id, enum et_err why,
	const char *field, const struct et_json *extra)
{
	struct et_json error;
	enum et_err err;

	et_json_init(&error, ET_PROTO_TEXT_LEN_MAX);
	et_json_cstr(&error, "code", et_err_wire(why));
	if (field != NULL)
		et_json_cstr(&error, "field", field);
	if (extra != NULL)
		et_json_put_fields(&error, extra);
	if ((err = et_json_err(&error)) != ET_OK)
		goto out;
	if ((err = envelope_open(out, request_id)) != ET_OK)
		goto out;
	et_buf_str(out, ",\"error\":{");
	et_buf_slice(out, et_json_view(&error));
	et_buf_str(out, "}}");
	err = et_buf_err(out);
out:
	et_json_fini(&error);
	return err;
}

enum et_err et_event_frame(struct et_buf *out, const char *name, const struct et_json *fields)
{
	struct et_json event;
	enum et_err err;

	et_json_init(&event, ET_PROTO_TEXT_LEN_MAX);
	et_json_int(&event, "v", ET_PROTO_VERSION);
	et_json_cstr(&event, "ev", name);
	et_json_put_fields(&event, fields);
	if ((err = et_json_err(&event)) != ET_OK)
		goto out;
	et_buf_u8(out, '{');
	et_buf_slice(out, et_json_view(&event));
	et_buf_u8(out, '}');
	err = et_buf_err(out);
out:
	et_json_fini(&event);
	return err;
}
