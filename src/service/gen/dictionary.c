/*
 * Words for the fuzzer: debian's jansson is not instrumented, so it can't find them by itself.
 */
#include "gen.h"

static void put(struct et_buf *out, const char *word)
{
	et_buf_printf(out, "\"%s\"\n", word);
}

static void put_key(struct et_buf *out, const char *key)
{
	et_buf_printf(out, "\"\\\"%s\\\":\"\n", key);
}

static void put_fields(struct et_buf *out, const struct et_fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct et_field *field = &fields->fields[i];

		put_key(out, field->name);
		for (size_t j = 0; field->words != NULL && field->words[j] != NULL; j++)
			put(out, field->words[j]);
		if (field->item != NULL)
			put_fields(out, field->item);
	}
}

void et_gen_dictionary(struct et_buf *out)
{
	static const char *const keys[] = { "v", "id", "cmd", "params", "blobs" };

	et_buf_str(out,
		"# Made by cmake --build build --target gen from the registries. Do not edit.\n");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		put_key(out, keys[i]);
	et_buf_str(out, "\"AAAAAAAAAAAAAAAAAAAAAA\"\n\"\\x01\\x00\\x00\\x00\"\n");
	for (size_t i = 0; i < et_command_count(); i++) {
		put(out, et_command_at(i)->name);
		put_fields(out, &et_command_at(i)->params);
	}
	for (size_t i = 0; et_directory_kind_doc(i) != NULL; i++)
		et_buf_printf(out, "\"ET1/%s\"\n", et_directory_kind_doc(i)->name);
	for (size_t i = 0; et_statement_kind_doc(i) != NULL; i++)
		et_buf_printf(out, "\"ET1/%s\"\n", et_statement_kind_doc(i)->name);
	et_buf_str(out, "\"ET1/dir\"\n\"ET1/case\"\n\"ET1/enrol\"\n\"ET1/login\"\n\"ET1/re\"\n");
}
