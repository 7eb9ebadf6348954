/*
 * A frame as a request, and its params as the struct of every command: what is taken lies within the
 * frame and within the bounds of the command's own table. First byte: bit 0 binary, the rest picks a
 * command beside the one that is named.
 */
#include <string.h>

#include <jansson.h>

#include <etatunti/base/text.h>
#include <etatunti/proto/glance.h>
#include <etatunti/proto/reply.h>
#include <etatunti/service/command.h>

#include "fuzz.h"

static void judge_fields(const struct et_fields *fields, const uint8_t *params);

static bool lies_in(struct et_slice part, struct et_slice whole)
{
	return part.len == 0 ||
		(part.ptr >= whole.ptr && part.len <= whole.len &&
			(size_t)(part.ptr - whole.ptr) <= whole.len - part.len);
}

/* Zero is what an optional or nullable one is that is not there. */
static void judge_int(const struct et_field *field, int64_t value)
{
	FUZZ_MUST((value >= field->min && value <= field->max) ||
		(value == 0 && field->need != ET_FIELD_REQUIRED));
}

static void judge_len(const struct et_field *field, size_t len)
{
	FUZZ_MUST((len >= (size_t)field->min && len <= (size_t)field->max) ||
		(len == 0 && field->need != ET_FIELD_REQUIRED));
}

static void judge_ids(const struct et_field *field, const struct et_id_list *list)
{
	judge_len(field, list->count);
	for (size_t i = 0; i < list->count; i++)
		for (size_t j = 0; j < i; j++)
			FUZZ_MUST(!et_id_eq(&list->ids[i], &list->ids[j]));
}

static void judge_words(const struct et_field *field, int at)
{
	int count = 0;

	while (field->words[count] != NULL)
		count++;
	FUZZ_MUST(at < count && (at >= 0 || field->need != ET_FIELD_REQUIRED));
}

static void judge_list(const struct et_field *field, const struct et_item_list *list)
{
	judge_len(field, list->count);
	for (size_t i = 0; i < list->count; i++)
		judge_fields(
			field->item, (const uint8_t *)list->items + i * field->item->struct_len);
}

#define AS(type) (*(const type *)(const void *)at)

static void judge_field(const struct et_field *field, const uint8_t *at)
{
	const struct et_slice *text = (const void *)at;
	const struct et_int_list *ints = (const void *)at;

	switch (field->type) {
	case ET_FIELD_ID:
		FUZZ_MUST(field->need != ET_FIELD_REQUIRED ||
			!et_id_is_zero((const struct et_id *)(const void *)at));
		break;
	case ET_FIELD_STR:
		FUZZ_MUST(et_text_is_line(*text));
		judge_len(field, et_text_chars(*text));
		break;
	case ET_FIELD_BYTES:
	case ET_FIELD_BLOB: judge_len(field, text->len); break;
	case ET_FIELD_INT: judge_int(field, AS(int64_t)); break;
	case ET_FIELD_INTS:
		FUZZ_MUST(ints->count <= field->count);
		for (size_t i = 0; i < ints->count; i++)
			judge_int(field, ints->ints[i]);
		break;
	case ET_FIELD_TIME: FUZZ_MUST(AS(int) >= 0 && AS(int) < 24 * 60); break;
	case ET_FIELD_ENUM: judge_words(field, AS(int)); break;
	case ET_FIELD_IDS: judge_ids(field, (const void *)at); break;
	case ET_FIELD_BLOBS: judge_len(field, AS(struct et_slice_list).count); break;
	case ET_FIELD_LIST: judge_list(field, (const void *)at); break;
	case ET_FIELD_FIXED:
	case ET_FIELD_BOOL:
	case ET_FIELD_DATE: break;
	}
}

static void judge_fields(const struct et_fields *fields, const uint8_t *params)
{
	for (size_t i = 0; i < fields->count; i++)
		judge_field(&fields->fields[i], params + fields->fields[i].offset);
}

static void read_params(const struct et_command *command, const struct et_request *request)
{
	static struct et_arena *arena;
	const char *field = NULL;
	void *params = NULL;
	enum et_err err;

	if (arena == NULL)
		FUZZ_MUST((arena = et_arena_new(65536, (size_t)16 << 20)) != NULL);
	et_arena_reset(arena);
	err = et_fields_read(&command->params, request, arena, &params, &field);
	FUZZ_MUST(err == ET_OK || err == ET_BAD_PARAM);
	if (err == ET_OK)
		judge_fields(&command->params, params);
	else
		FUZZ_MUST(field != NULL);
}

/* What is verified ahead, by a guess, lies within the frame too. */
static void glance(struct et_slice frame)
{
	struct et_glance out;

	et_glance(frame, &out);
	FUZZ_MUST(out.count <= ET_GLANCE_MAX);
	for (size_t i = 0; i < out.count; i++) {
		FUZZ_MUST(out.all[i].sig.len == sizeof(struct et_sig));
		FUZZ_MUST(lies_in(out.all[i].sig, frame) && lies_in(out.all[i].bytes, frame));
	}
}

/* The refusal is JSON, whatever was asked. */
static void refuse(const struct et_request *request, enum et_err why)
{
	struct et_buf out;
	struct et_slice text;
	json_t *reply;

	et_buf_init(&out, 65536);
	FUZZ_MUST(et_reply_error(&out, request->has_id ? &request->id : NULL, why, NULL, NULL) ==
		ET_OK);
	text = et_buf_view(&out);
	reply = json_loadb((const char *)text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
	FUZZ_MUST(json_is_object(json_object_get(reply, "error")));
	json_decref(reply);
	et_buf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };
	uint8_t first = fuzz_u8(&in);
	struct et_slice frame = et_slice_of(in.at, in.left);
	const struct et_command *named;
	struct et_request request;
	enum et_err err = et_request_read(&request, frame, (first & 1) != 0);
	size_t sum = 0;

	glance(frame);
	FUZZ_MUST(err == ET_OK || err == ET_TOO_LARGE || err == ET_BAD_FRAME ||
		err == ET_BAD_JSON || err == ET_BAD_ENVELOPE);
	if (err == ET_OK) {
		FUZZ_MUST(request.has_id && !et_id_is_zero(&request.id));
		FUZZ_MUST(strlen(request.cmd) <= ET_PROTO_CMD_LEN_MAX);
		FUZZ_MUST(request.blob_count <= ET_PROTO_BLOB_MAX);
		FUZZ_MUST((first & 1) != 0 || request.blob_count == 0);
		for (size_t i = 0; i < request.blob_count; i++) {
			FUZZ_MUST(lies_in(request.blobs[i], frame));
			sum += request.blobs[i].len;
		}
		FUZZ_MUST(sum <= frame.len);
		if ((named = et_command_find(request.cmd)) != NULL)
			read_params(named, &request);
		read_params(et_command_at((first >> 1) % et_command_count()), &request);
	} else {
		refuse(&request, err);
	}
	et_request_fini(&request);
	return 0;
}
