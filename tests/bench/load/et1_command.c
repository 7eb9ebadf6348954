/* Requests and replies as text, and statements of a case. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/env.h>
#include <etatunti/crypto/chain.h>

#include "et1.h"

#define FRAME_LEN_MAX ((size_t)2 << 20)
#define BODY_MAX 4096
#define KIND_BLOBS 1
#define BLOBS_HEAD_LEN ((size_t)8)
#define DAY_MS (INT64_C(86400000))
#define DUE_DAYS 30
#define DUE_SPREAD 100000

/* The same through a run: an id is a number's of this run, and of no other. */
static uint64_t run_prefix(void)
{
	static uint64_t prefix;

	while (prefix == 0)
		et_env_random(et_env_system(), &prefix, sizeof(prefix));
	return prefix;
}

static void put_be64(uint8_t out[8], uint64_t value)
{
	for (int i = 7; i >= 0; i--, value >>= 8)
		out[i] = (uint8_t)value;
}

static uint64_t take_be64(const uint8_t in[8])
{
	uint64_t value = 0;

	for (size_t i = 0; i < 8; i++)
		value = value << 8 | in[i];
	return value;
}

void et1_put_command(struct et_buf *frame, uint64_t number, const char *cmd, const char *params,
	const struct et_slice *blobs, size_t blob_count)
{
	char text[ET_B64U_LEN(16) + 1], head[160], lens[1024] = "";
	size_t lens_len = 0, json_len;
	struct et_id id;

	put_be64(id.b, run_prefix());
	put_be64(id.b + 8, number);
	et_b64u_encode(et_id_slice(&id), text);
	if (params == NULL)
		params = "{}";
	for (size_t i = 0; i < blob_count; i++)
		lens_len += (size_t)snprintf(lens + lens_len, sizeof(lens) - lens_len, "%s%zu",
			i == 0 ? ",\"blobs\":[" : ",", blobs[i].len);
	if (blob_count > 0)
		lens_len += (size_t)snprintf(lens + lens_len, sizeof(lens) - lens_len, "]");
	json_len = (size_t)snprintf(
		head, sizeof(head), "{\"v\":1,\"id\":\"%s\",\"cmd\":\"%s\",\"params\":", text, cmd);
	json_len += strlen(params) + lens_len + 1;
	if (blob_count > 0) {
		et_buf_u32be(frame, (uint32_t)KIND_BLOBS << 24);
		et_buf_u32be(frame, (uint32_t)json_len);
	}
	et_buf_str(frame, head);
	et_buf_str(frame, params);
	et_buf_bytes(frame, lens, lens_len);
	et_buf_str(frame, "}");
	for (size_t i = 0; i < blob_count; i++)
		et_buf_slice(frame, blobs[i]);
}

void et1_command(struct load_conn *conn, uint64_t number, const char *cmd, const char *params,
	const struct et_slice *blobs, size_t blob_count)
{
	struct et_buf frame;
	struct et_slice bytes;

	et_buf_init(&frame, FRAME_LEN_MAX);
	et1_put_command(&frame, number, cmd, params, blobs, blob_count);
	bytes = et_buf_view(&frame);
	if (bytes.len == 0)
		load_fail(conn, "a command that is too long");
	else
		load_send(conn, bytes.ptr, bytes.len, blob_count > 0);
	et_buf_fini(&frame);
}

/* A prefix that is there is taken off. */
static bool skip(struct et_slice *text, const char *prefix)
{
	size_t len = strlen(prefix);

	if (text->len < len || memcmp(text->ptr, prefix, len) != 0)
		return false;
	*text = et_slice_sub(*text, len, text->len);
	return true;
}

bool et1_read_reply(const uint8_t *data, size_t len, bool is_binary, struct et1_reply *out)
{
	struct et_slice rest = et_slice_of(data, len);
	size_t json_len = len;
	uint8_t id[16];

	*out = (struct et1_reply){ 0 };
	if (is_binary) {
		if (len < BLOBS_HEAD_LEN || data[0] != KIND_BLOBS)
			return false;
		json_len = (size_t)data[4] << 24 | (size_t)data[5] << 16 | (size_t)data[6] << 8 |
			data[7];
		rest = et_slice_sub(rest, BLOBS_HEAD_LEN, len);
		if (json_len > rest.len)
			return false;
	}
	out->json = et_slice_sub(rest, 0, json_len);
	out->blobs = et_slice_sub(rest, json_len, rest.len);
	rest = out->json;
	if (!skip(&rest, "{\"v\":1,\"id\":\"") || rest.len < ET_B64U_LEN(16) ||
		et_b64u_decode(et_slice_sub(rest, 0, ET_B64U_LEN(16)), id, sizeof(id)) != ET_OK ||
		take_be64(id) != run_prefix())
		return false;
	out->number = take_be64(id + 8);
	rest = et_slice_sub(rest, ET_B64U_LEN(16), rest.len);
	/* Lengths of blobs come before what is ok, never before an error. */
	out->ok = skip(&rest, "\",\"ok\":") || skip(&rest, "\",\"blobs\":");
	return out->ok || skip(&rest, "\",\"error\":");
}

struct et_slice et1_find(const struct et1_reply *reply, const char *key)
{
	char quoted[64];
	const char *at, *end;
	const char *stop = (const char *)reply->json.ptr + reply->json.len;
	int len = snprintf(quoted, sizeof(quoted), "\"%s\":\"", key);

	at = memmem(reply->json.ptr, reply->json.len, quoted, (size_t)len);
	if (at == NULL)
		return et_slice_of(NULL, 0);
	at += len;
	end = memchr(at, '"', (size_t)(stop - at));
	return et_slice_of(at, end == NULL ? 0 : (size_t)(end - at));
}

/* --------------------------------------------------------------- statements */

struct signed_one {
	struct et_buf bytes;
	struct et_sig sig;
};

static void sign_next(const struct world *world, struct world_room *room,
	const struct world_person *by, int64_t time_ms, struct signed_one *out)
{
	struct et_statement statement = {
		.chain = ET_CHAIN_CASE,
		.genesis = world->genesis,
		.case_id = room->case_id,
		.seq = room->seq + 1,
		.prev = room->head,
		.time_ms = time_ms,
		.author = by->uid,
		.kind = ET_SLICE_LIT("follow-up"),
	};
	struct et_buf body;

	et_buf_init(&body, BODY_MAX);
	et_lp_put_label(&body, "ET1/follow-up");
	et_lp_put_str(&body, "first");
	et_lp_put_ms(&body, time_ms + DUE_DAYS * DAY_MS + statement.seq % DUE_SPREAD * 1000);
	statement.body = et_buf_view(&body);
	et_buf_init(&out->bytes, BODY_MAX);
	et_statement_put(&out->bytes, &statement);
	et_buf_fini(&body);
	out->sig = et_sign_detached(&by->identity, et_buf_view(&out->bytes));
	room->head = et_statement_hash(et_buf_view(&out->bytes), &out->sig);
	room->seq++;
}

void et1_put_append(struct et_buf *frame, uint64_t number, const struct world *world,
	struct world_room *room, const struct world_person *by, size_t count, int64_t time_ms)
{
	struct signed_one made[ET1_STATEMENTS_MAX];
	struct et_slice blobs[2 * ET1_STATEMENTS_MAX];
	char params[64 + 48 * ET1_STATEMENTS_MAX], case_id[ET_B64U_LEN(16) + 1];
	size_t len;

	if (count > ET1_STATEMENTS_MAX)
		count = ET1_STATEMENTS_MAX;
	et_b64u_encode(et_id_slice(&room->case_id), case_id);
	len = (size_t)snprintf(
		params, sizeof(params), "{\"case\":\"%s\",\"statements\":[", case_id);
	for (size_t i = 0; i < count; i++) {
		sign_next(world, room, by, time_ms, &made[i]);
		blobs[2 * i] = et_buf_view(&made[i].bytes);
		blobs[2 * i + 1] = et_sig_slice(&made[i].sig);
		len += (size_t)snprintf(params + len, sizeof(params) - len,
			"%s{\"stmt\":%zu,\"sig\":%zu,\"data\":[]}", i == 0 ? "" : ",", 2 * i,
			2 * i + 1);
	}
	(void)snprintf(params + len, sizeof(params) - len, "]}");
	et1_put_command(frame, number, "case-append", params, blobs, 2 * count);
	for (size_t i = 0; i < count; i++)
		et_buf_fini(&made[i].bytes);
}
