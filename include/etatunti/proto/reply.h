/*
 * The frames that go out: replies, error replies, events; text, or binary kind 1 if there are blobs.
 */
#ifndef ETATUNTI_PROTO_REPLY_H
#define ETATUNTI_PROTO_REPLY_H

#include <etatunti/proto/json.h>
#include <etatunti/proto/request.h>

/*
 * The frame of an ok reply with these fields; with blobs it is binary, *binary says so. Appended to
 * `out`. ET_TOO_LARGE: more than ET_PROTO_BLOB_MAX blobs, or the frame over ET_PROTO_BINARY_LEN_MAX.
 */
enum et_err et_reply_ok(struct et_buf *out, const struct et_id *request_id,
	const struct et_json *fields, const struct et_slice *blobs, size_t blob_count, bool *binary)
	ET_MUST_USE;

/*
 * An error reply: request_id NULL if the request could not be read so far (then "id":null); field
 * NULL if it names none; extra NULL or more pairs of the error object.
 */
enum et_err et_reply_error(struct et_buf *out, const struct et_id *request_id, enum et_err why,
	const char *field, const struct et_json *extra) ET_MUST_USE;

/* An event with these fields. */
enum et_err et_event_frame(struct et_buf *out, const char *name, const struct et_json *fields)
	ET_MUST_USE;

#endif
