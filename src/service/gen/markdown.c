/*
 * The tables of PROTOCOL.md. What is to stand where is said by the marks in the document itself:
 *   <!-- gen:commands hi login … -->   <!-- gen:directory -->  <!-- gen:statements -->
 *   <!-- gen:events -->                <!-- gen:types -->      <!-- gen:errors -->
 *   <!-- gen:access commands -->       and access case, access directory
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/domain/measure.h>

#include "gen.h"

/* A mark begins a line. */
#define OPEN "\n<!-- gen:"
#define CLOSE "<!-- /gen -->"

/* In a cell of a table a bar must be escaped. */
static void put_cell(struct et_buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '|')
			et_buf_u8(out, '\\');
		et_buf_u8(out, (uint8_t)*text);
	}
}

static void put_code_cell(struct et_buf *out, const char *text)
{
	et_buf_u8(out, '`');
	put_cell(out, strcmp(text, "Record<string, never>") == 0 ? "{}" : text);
	et_buf_u8(out, '`');
}

static bool takes_blobs(const struct et_fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct et_field *field = &fields->fields[i];

		if (field->type == ET_FIELD_BLOB || field->type == ET_FIELD_BLOBS ||
			(field->item != NULL && takes_blobs(field->item)))
			return true;
	}
	return false;
}

static void put_who(struct et_buf *out, const struct et_command *command)
{
	char roles[ET_ROLES_TEXT_SIZE];

	et_buf_str(out, et_conn_state_word(command->states));
	if (command->roles == ET_ROLE_ANY)
		return;
	et_roles_format(command->roles, roles);
	et_buf_printf(out, ": %s", roles);
}

static enum et_err put_command(struct et_buf *out, const char *name)
{
	const struct et_command *command = et_command_find(name);
	struct et_buf params;
	char *text;

	if (command == NULL) {
		fprintf(stderr, "etatunti-gen: PROTOCOL.md names a command %s that is not there\n",
			name);
		return ET_BAD_PARAM;
	}
	et_buf_init(&params, 65536);
	et_gen_fields(&params, &command->params);
	et_buf_u8(&params, '\0');
	text = strdup((const char *)et_buf_view(&params).ptr);
	et_buf_fini(&params);
	if (text == NULL)
		return ET_NO_MEMORY;
	et_buf_printf(
		out, "| `%s`%s | ", command->name, takes_blobs(&command->params) ? " (blobs)" : "");
	put_who(out, command);
	et_buf_str(out, " | ");
	put_code_cell(out, text);
	et_buf_str(out, " | ");
	put_code_cell(out, command->reply);
	et_buf_printf(out, "%s | ", command->reply_blobs ? " and blobs" : "");
	put_cell(out, command->summary);
	for (size_t i = 0; i < command->event_count; i++)
		et_buf_printf(out, i == 0 ? "; → `%s`" : ", `%s`",
			et_event_doc(command->events[i])->name);
	et_buf_str(out, " |\n");
	free(text);
	return ET_OK;
}

/* names: separated by blanks. */
static enum et_err put_commands(struct et_buf *out, char *names)
{
	char *rest = NULL;
	enum et_err err;

	et_buf_str(out, "| cmd | who | params | ok | |\n| --- | --- | --- | --- | --- |\n");
	for (char *name = strtok_r(names, " ", &rest); name != NULL;
		name = strtok_r(NULL, " ", &rest)) {
		if ((err = put_command(out, name)) != ET_OK)
			return err;
	}
	return ET_OK;
}

static void put_kinds(
	struct et_buf *out, const struct et_kind_doc *(*doc)(size_t i), const char *who)
{
	et_buf_printf(out,
		"| kind | %s | body | data blobs | rule |\n"
		"| --- | --- | --- | --- | --- |\n",
		who);
	for (size_t i = 0; doc(i) != NULL; i++) {
		const struct et_kind_doc *kind = doc(i);

		et_buf_printf(out, "| `%s` | ", kind->name);
		put_cell(out, kind->by);
		et_buf_str(out, " | ");
		put_code_cell(out, kind->body);
		et_buf_str(out, " | ");
		put_cell(out, kind->blobs != NULL ? kind->blobs : "");
		et_buf_str(out, " | ");
		put_cell(out, kind->rule != NULL ? kind->rule : "");
		et_buf_str(out, " |\n");
	}
}

static void put_events(struct et_buf *out)
{
	et_buf_str(out, "| ev | fields | to |\n| --- | --- | --- |\n");
	for (int i = 0; i < ET_EVENT_COUNT; i++) {
		const struct et_event_doc *doc = et_event_doc((enum et_event)i);

		et_buf_printf(out, "| `%s` | ", doc->name);
		put_code_cell(out, doc->fields);
		et_buf_str(out, " | ");
		put_cell(out, doc->to);
		et_buf_str(out, " |\n");
	}
}

static void put_types(struct et_buf *out)
{
	et_buf_str(out, "| name | is |\n| --- | --- |\n");
#define X(name, type) \
	et_buf_str(out, "| `" name "` | "); \
	put_code_cell(out, type); \
	et_buf_str(out, " |\n");
#include "types.def"
#undef X
}

static void put_errors(struct et_buf *out)
{
	et_buf_str(out, "| code | then | a row on the log |\n| --- | --- | --- |\n");
	for (int i = ET_OK + 1; i < ET_ERR_COUNT; i++) {
		enum et_err err = (enum et_err)i;

		/* Our own failures share one code. */
		if (strcmp(et_err_wire(err), et_err_wire(ET_INTERNAL)) == 0 && err != ET_INTERNAL)
			continue;
		et_buf_printf(out, "| `%s` | %s | %s |\n", et_err_wire(err),
			et_err_disposition(err) == ET_CLOSE ? "the connection is closed" : "",
			et_err_is_logged(err) ? "yes" : "");
	}
}

static void put_measures(struct et_buf *out)
{
	et_buf_str(out, "| code | from | to | put by |\n| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < et_measure_count(); i++) {
		const struct et_measure *measure = et_measure_at(i);

		et_buf_printf(out, "| `%s` | %lld | %lld | %s |\n", measure->code,
			(long long)measure->min, (long long)measure->max,
			et_measure_who_word(measure));
	}
}

/* mark: what stands between "gen:" and " -->". */
static enum et_err put_part(struct et_buf *out, char *mark)
{
	static const char commands[] = "commands ";

	if (strncmp(mark, commands, sizeof(commands) - 1) == 0)
		return put_commands(out, mark + sizeof(commands) - 1);
	if (strcmp(mark, "directory") == 0)
		put_kinds(out, et_directory_kind_doc, "issuer");
	else if (strcmp(mark, "statements") == 0)
		put_kinds(out, et_statement_kind_doc, "by");
	else if (strcmp(mark, "events") == 0)
		put_events(out);
	else if (strcmp(mark, "types") == 0)
		put_types(out);
	else if (strcmp(mark, "errors") == 0)
		put_errors(out);
	else if (strcmp(mark, "measures") == 0)
		put_measures(out);
	else if (strcmp(mark, "access commands") == 0)
		et_gen_access(out, ET_MATRIX_COMMAND);
	else if (strcmp(mark, "access case") == 0)
		et_gen_access(out, ET_MATRIX_CASE);
	else if (strcmp(mark, "access directory") == 0)
		et_gen_access(out, ET_MATRIX_DIRECTORY);
	else
		return ET_BAD_PARAM;
	return ET_OK;
}

static enum et_err check_complete(const char *text)
{
	if (et_matrix_missing() != NULL) {
		fprintf(stderr, "etatunti-gen: access.def does not say who may %s\n",
			et_matrix_missing());
		return ET_BAD_PARAM;
	}
	for (size_t i = 0; i < et_command_count(); i++) {
		char row[64];

		snprintf(row, sizeof(row), "\n| `%s`", et_command_at(i)->name);
		if (strstr(text, row) == NULL) {
			fprintf(stderr, "etatunti-gen: PROTOCOL.md has no place for %s\n",
				et_command_at(i)->name);
			return ET_BAD_PARAM;
		}
	}
	return ET_OK;
}

static enum et_err rewrite(struct et_buf *out, const char *at)
{
	const char *open, *mark_end, *close;
	char *mark;
	enum et_err err;

	while ((open = strstr(at, OPEN)) != NULL) {
		mark_end = strstr(open, " -->");
		close = strstr(open, CLOSE);
		if (mark_end == NULL || close == NULL || mark_end > close) {
			fprintf(stderr, "etatunti-gen: a mark is not closed: %.40s\n", open);
			return ET_BAD_PARAM;
		}
		et_buf_bytes(out, at, (size_t)(mark_end - at) + strlen(" -->"));
		et_buf_u8(out, '\n');
		mark = strndup(open + strlen(OPEN), (size_t)(mark_end - open) - strlen(OPEN));
		if (mark == NULL)
			return ET_NO_MEMORY;
		err = put_part(out, mark);
		if (err != ET_OK)
			fprintf(stderr, "etatunti-gen: mark not understood: %s\n", mark);
		free(mark);
		if (err != ET_OK)
			return err;
		at = close;
		et_buf_str(out, CLOSE);
		at += strlen(CLOSE);
	}
	et_buf_str(out, at);
	return et_buf_err(out);
}

enum et_err et_gen_markdown(struct et_buf *out, struct et_slice before)
{
	char *text = strndup((const char *)before.ptr, before.len);
	enum et_err err;

	if (text == NULL)
		return ET_NO_MEMORY;
	if ((err = rewrite(out, text)) == ET_OK) {
		et_buf_u8(out, '\0');
		err = check_complete((const char *)et_buf_view(out).ptr);
		out->len--;
	}
	free(text);
	return err;
}
