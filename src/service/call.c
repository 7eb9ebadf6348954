/*
 * What handlers may do to their call.
 */
#include <etatunti/service/call.h>

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/service/service.h>

/* Bytes that the header and JSON of a reply with blobs are given. */
#define REPLY_JSON_LEN_MAX 65536

enum et_err et_call_blob(struct et_call *call, struct et_slice bytes, size_t *index)
{
	size_t sum = bytes.len;

	*index = call->reply_blob_count;
	for (size_t i = 0; i < call->reply_blob_count; i++)
		sum += call->reply_blobs[i].len;
	if (call->reply_blob_count == ET_PROTO_BLOB_MAX ||
		sum > ET_PROTO_BINARY_LEN_MAX - REPLY_JSON_LEN_MAX)
		return ET_TOO_LARGE;
	call->reply_blobs[call->reply_blob_count++] = bytes;
	return ET_OK;
}

struct et_hash et_call_hash_of(const struct et_call *call, struct et_slice blob)
{
	for (size_t i = 0; call != NULL && i < call->hashed_count; i++) {
		if (call->hashed[i].bytes.ptr == blob.ptr && call->hashed[i].bytes.len == blob.len)
			return call->hashed[i].hash;
	}
	return et_hash_of(blob);
}

enum et_err et_call_log(struct et_call *call, const struct et_act *act)
{
	if (call->act_count == call->act_cap) {
		size_t cap = call->act_cap == 0 ? 4 : call->act_cap * 2;
		struct et_act *acts = et_arena_array(call->arena, cap, sizeof(*acts));

		if (acts == NULL)
			return ET_NO_MEMORY;
		if (call->act_count > 0)
			memcpy(acts, call->acts, call->act_count * sizeof(*acts));
		call->acts = acts;
		call->act_cap = cap;
	}
	call->acts[call->act_count++] = *act;
	return ET_OK;
}

enum et_err et_call_bad(struct et_call *call, const char *field, enum et_err why)
{
	call->bad_field = field;
	return why;
}

enum et_err et_call_check_time(struct et_call *call, int64_t time_ms)
{
	int64_t off_ms = time_ms - call->now_ms;

	if (off_ms >= -ET_CLOCK_SKEW_MS && off_ms <= ET_CLOCK_SKEW_MS)
		return ET_OK;
	et_json_reset(&call->extra);
	et_json_int(&call->extra, "now", call->now_ms);
	return ET_CLOCK_SKEW;
}

void et_call_extra_head(struct et_call *call, int64_t seq, const struct et_hash *hash)
{
	et_json_object_open(&call->extra, "head");
	et_json_int(&call->extra, "seq", seq);
	et_json_hash(&call->extra, "hash", hash);
	et_json_object_close(&call->extra);
}
