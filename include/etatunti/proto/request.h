/*
 * A request as it comes off the wire: limits first, then JSON, then the envelope (PROTOCOL.md section
 * 1). Knows no command. This layer is the only one that names jansson, and no header of it does.
 */
#ifndef ETATUNTI_PROTO_REQUEST_H
#define ETATUNTI_PROTO_REQUEST_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_PROTO_VERSION 1
#define ET_PROTO_TEXT_LEN_MAX 65536
#define ET_PROTO_BINARY_LEN_MAX 1048576
#define ET_PROTO_BLOB_MAX 64
#define ET_PROTO_DEPTH_MAX 8
/* u8 kind, u8[3] 0, u32be json_len. */
#define ET_PROTO_BINARY_HEADER_LEN 8
#define ET_PROTO_CMD_LEN_MAX 32
/* Of what a case-append has signed. */
#define ET_PROTO_STATEMENT_LEN_MAX 65536

struct json_t;

/* blobs borrow from the frame; cmd and params belong to the request. */
struct et_request {
	struct et_id id;
	bool has_id; /* also after an error, when a reply can name the request */
	const char *cmd;
	struct json_t *root, *params;
	struct et_slice blobs[ET_PROTO_BLOB_MAX];
	size_t blob_count;
};

/*
 * Reads a text frame or a binary frame of kind 1. fini is needed after any result.
 * ET_TOO_LARGE; ET_BAD_FRAME (binary: header, lengths); ET_BAD_JSON (syntax, duplicates, floats, depth,
 * not UTF-8); ET_BAD_ENVELOPE (keys, version, id, cmd, blobs); ET_NO_MEMORY.
 */
enum et_err et_request_read(struct et_request *request, struct et_slice frame, bool binary)
	ET_MUST_USE;
void et_request_fini(struct et_request *request);

#endif
