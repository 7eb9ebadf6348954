/*
 * Writing the JSON of replies and events: a row of puts onto a bounded buffer, with its sticky error.
 * Writes only what ET1 allows: integers, text, base64url bytes, objects, arrays; no floats.
 */
#ifndef ETATUNTI_PROTO_JSON_H
#define ETATUNTI_PROTO_JSON_H

#include <etatunti/base/buf.h>
#include <etatunti/base/types.h>

#define ET_JSON_DEPTH_MAX 8

/*
 * Caller owns the storage. A fresh writer is inside an object whose braces are not its business: it
 * holds "key":value pairs, which an envelope takes up whole (et_json_put_fields).
 */
struct et_json {
	struct et_buf buf;
	unsigned depth;
	bool comma;  /* the next item needs one before it */
	bool broken; /* ET_INTERNAL sticks */
};

void et_json_init(struct et_json *json, size_t len_max);
void et_json_fini(struct et_json *json);
void et_json_reset(struct et_json *json);

/*
 * key is a name of the protocol (no escaping needed); NULL inside an array. Text is escaped and must
 * be UTF-8 (else the error ET_INTERNAL sticks: what is stored has been checked).
 */
void et_json_str(struct et_json *json, const char *key, struct et_slice text);
void et_json_cstr(struct et_json *json, const char *key, const char *text);
void et_json_int(struct et_json *json, const char *key, int64_t value);
void et_json_bool(struct et_json *json, const char *key, bool value);
void et_json_null(struct et_json *json, const char *key);
/* base64url without padding. */
void et_json_bytes(struct et_json *json, const char *key, struct et_slice bytes);
void et_json_id(struct et_json *json, const char *key, const struct et_id *id);
void et_json_hash(struct et_json *json, const char *key, const struct et_hash *hash);
void et_json_key32(struct et_json *json, const char *key, const struct et_key32 *value);
void et_json_sig(struct et_json *json, const char *key, const struct et_sig *sig);
/* null if it is zero, as in "replaces nothing", "no such hour". */
void et_json_id_or_null(struct et_json *json, const char *key, const struct et_id *id);

void et_json_object_open(struct et_json *json, const char *key);
void et_json_object_close(struct et_json *json);
void et_json_array_open(struct et_json *json, const char *key);
void et_json_array_close(struct et_json *json);

/* The pairs of another writer, as they are, into the open object. */
void et_json_put_fields(struct et_json *json, const struct et_json *fields);

/* Whether nothing has been written. */
bool et_json_is_empty(const struct et_json *json);
/* ET_OK, ET_TOO_LARGE, ET_NO_MEMORY, or ET_INTERNAL (not UTF-8, unbalanced, too deep). */
enum et_err et_json_err(const struct et_json *json) ET_MUST_USE;
/* What has been written, borrowed until the next put; empty on error. */
struct et_slice et_json_view(const struct et_json *json);

#endif
