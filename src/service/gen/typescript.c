/*
 * The types of everything on the wire, for the web client.
 */
#include <string.h>

#include <etatunti/domain/measure.h>

#include "gen.h"

static const struct {
	const char *name, *type;
} types[] = {
#define X(name, type) { name, type },
#include "types.def"
#undef X
};

/* An object type without keys, as TypeScript wants it. */
static void put_object(struct et_buf *out, const char *type)
{
	et_buf_str(out, strcmp(type, "{}") == 0 ? "Record<string, never>" : type);
}

static void put_commands(struct et_buf *out)
{
	et_buf_str(out,
		"\n/** Every command: its params, what it is answered with, and what follows from "
		"sending it. */\nexport interface Commands {\n");
	for (size_t i = 0; i < et_command_count(); i++) {
		const struct et_command *command = et_command_at(i);

		et_buf_printf(out, "\t/** %s */\n\t\"%s\": {\n\t\tparams: ", command->summary,
			command->name);
		if (command->params.count == 0)
			put_object(out, "{}");
		else
			et_gen_fields(out, &command->params);
		et_buf_str(out, ";\n\t\tok: ");
		put_object(out, command->reply);
		et_buf_str(out, ";\n\t};\n");
	}
	et_buf_str(out, "}\nexport type Command = keyof Commands;\n");
	et_buf_str(out,
		"\n/** Commands whose effect happens once per id: they may be sent again after a "
		"cut. */\nexport const WRITES: readonly Command[] = [\n");
	for (size_t i = 0; i < et_command_count(); i++) {
		if (et_command_at(i)->effect == ET_WRITE)
			et_buf_printf(out, "\t\"%s\",\n", et_command_at(i)->name);
	}
	et_buf_str(out, "];\n");
}

static void put_events(struct et_buf *out)
{
	et_buf_str(out, "\n/** Every event. */\nexport interface Events {\n");
	for (int i = 0; i < ET_EVENT_COUNT; i++) {
		const struct et_event_doc *doc = et_event_doc((enum et_event)i);

		et_buf_printf(out, "\t/** To %s. */\n\t\"%s\": ", doc->to, doc->name);
		put_object(out, doc->fields);
		et_buf_str(out, ";\n");
	}
	et_buf_str(out, "}\nexport type EventName = keyof Events;\n");
}

static void put_kinds(
	struct et_buf *out, const char *name, const struct et_kind_doc *(*doc)(size_t i))
{
	et_buf_printf(out, "\nexport type %s =\n", name);
	for (size_t i = 0; doc(i) != NULL; i++)
		et_buf_printf(out, "\t| \"%s\"%s\n", doc(i)->name, doc(i + 1) == NULL ? ";" : "");
}

static void put_measures(struct et_buf *out)
{
	et_buf_str(out,
		"\n/** What `measure-put` takes: code, range, whose it is. */\n"
		"export const MEASURES = [\n");
	for (size_t i = 0; i < et_measure_count(); i++) {
		const struct et_measure *measure = et_measure_at(i);

		et_buf_printf(out, "\t{ code: \"%s\", min: %lld, max: %lld, who: \"%s\" },\n",
			measure->code, (long long)measure->min, (long long)measure->max,
			et_measure_who_word(measure));
	}
	et_buf_str(out,
		"] as const;\nexport type MeasureCode = (typeof MEASURES)[number][\"code\"];\n");
}

/* Symbols may share a code: each code once. */
static bool is_first(int err)
{
	for (int i = 0; i < err; i++) {
		if (strcmp(et_err_wire((enum et_err)i), et_err_wire((enum et_err)err)) == 0)
			return false;
	}
	return true;
}

static void put_errors(struct et_buf *out)
{
	et_buf_str(out, "\n/** Codes of error replies. */\nexport const ERROR_CODES = [\n");
	for (int i = ET_OK + 1; i < ET_ERR_COUNT; i++) {
		if (is_first(i))
			et_buf_printf(out, "\t\"%s\",\n", et_err_wire((enum et_err)i));
	}
	et_buf_str(out, "] as const;\nexport type ErrorCode = (typeof ERROR_CODES)[number];\n");
}

void et_gen_typescript(struct et_buf *out)
{
	et_buf_str(out,
		"// Made by cmake --build build --target gen from the registries of the server (src/service, src/proto, "
		"src/base/errors.def).\n// Do not edit.\n\n");
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		et_buf_printf(out, "export type %s = %s;\n", types[i].name, types[i].type);
	put_kinds(out, "DirectoryKind", et_directory_kind_doc);
	put_kinds(out, "StatementKind", et_statement_kind_doc);
	put_commands(out);
	put_events(out);
	put_measures(out);
	put_errors(out);
}
