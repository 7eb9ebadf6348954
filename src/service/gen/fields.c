/*
 * Field tables as TypeScript.
 */
#include "gen.h"

static void put_words(struct et_buf *out, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		et_buf_printf(out, i == 0 ? "\"%s\"" : " | \"%s\"", words[i]);
}

static void put_type(struct et_buf *out, const struct et_field *field)
{
	switch (field->type) {
	case ET_FIELD_ID: et_buf_str(out, "Id"); break;
	case ET_FIELD_FIXED: et_buf_str(out, field->min == 64 ? "Sig" : "Hash"); break;
	case ET_FIELD_BYTES: et_buf_str(out, "Bytes"); break;
	case ET_FIELD_STR:
	case ET_FIELD_DATE:
	case ET_FIELD_TIME: et_buf_str(out, "string"); break;
	case ET_FIELD_INT: et_buf_str(out, "number"); break;
	case ET_FIELD_INTS: et_buf_str(out, "readonly number[]"); break;
	case ET_FIELD_BOOL: et_buf_str(out, "boolean"); break;
	case ET_FIELD_ENUM: put_words(out, field->words); break;
	case ET_FIELD_IDS: et_buf_str(out, "readonly Id[]"); break;
	case ET_FIELD_BLOB: et_buf_str(out, "BlobIndex"); break;
	case ET_FIELD_BLOBS: et_buf_str(out, "readonly BlobIndex[]"); break;
	case ET_FIELD_LIST:
		et_buf_str(out, "readonly ");
		et_gen_fields(out, field->item);
		et_buf_str(out, "[]");
		break;
	}
	if (field->need == ET_FIELD_NULLABLE)
		et_buf_str(out, " | null");
}

void et_gen_fields(struct et_buf *out, const struct et_fields *fields)
{
	if (fields->count == 0) {
		et_buf_str(out, "{}");
		return;
	}
	et_buf_str(out, "{ ");
	for (size_t i = 0; i < fields->count; i++) {
		const struct et_field *field = &fields->fields[i];

		et_buf_printf(out, "%s%s%s: ", i == 0 ? "" : "; ", field->name,
			field->need == ET_FIELD_OPTIONAL ? "?" : "");
		put_type(out, field);
	}
	et_buf_str(out, " }");
}
