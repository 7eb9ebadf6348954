/*
 * Reads options from flags and from a file, by the table config.def.
 */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/text.h>
#include <etatunti/base/types.h>

#define CONFIG_FILE_MAX 65536

enum option_type {
	TYPE_TEXT,
	TYPE_PATH,
	TYPE_INT,
	TYPE_SWITCH,
	TYPE_LIST,
};

struct option {
	const char *name;
	enum option_type type;
	const char *def;
	int64_t min, max;
	unsigned scope;
	const char *help;
	size_t offset;
};

enum {
	I = ET_APP_INIT,
	S = ET_APP_SERVE,
	V = ET_APP_VERIFY,
	F = ET_APP_FRONT,
	W = ET_APP_COMPARE,
	M = ET_APP_MAILER,
	B = ET_APP_BACKUP,
	R = ET_APP_RESTORE,
};

static const struct option options[] = {
#define X(field, name, type, def, min, max, commands, help) \
	{ name, TYPE_##type, def, min, max, commands, help, offsetof(struct et_config, field) },
#include "config.def"
#undef X
};

#define OPTION_COUNT (sizeof(options) / sizeof(options[0]))

/* Where options come from, for the sentence that says what is wrong. */
struct reading {
	struct et_config *config;
	unsigned scope;
	bool from_flag[OPTION_COUNT];
	char *message;
	size_t message_size;
};

#define COMPLAIN(reading, ...) \
	(snprintf((reading)->message, (reading)->message_size, __VA_ARGS__), ET_BAD_PARAM)

static const struct option *option_find(struct et_slice name, unsigned scope)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if ((options[i].scope & scope) != 0 && et_slice_eq_str(name, options[i].name))
			return &options[i];
	return NULL;
}

static void *option_field(struct et_config *config, const struct option *option)
{
	return (char *)config + option->offset;
}

static enum et_err set_switch(
	struct reading *reading, const struct option *option, const char *value)
{
	bool *field = option_field(reading->config, option);

	if (strcmp(value, "yes") == 0)
		*field = true;
	else if (strcmp(value, "no") == 0)
		*field = false;
	else
		return COMPLAIN(reading, "%s must be yes or no, not \"%s\"", option->name, value);
	return ET_OK;
}

static enum et_err set_int(struct reading *reading, const struct option *option, const char *value)
{
	int64_t *field = option_field(reading->config, option);

	if (et_text_i64(et_slice_str(value), option->min, option->max, field) != ET_OK)
		return COMPLAIN(reading, "%s must be a number from %lld to %lld, not \"%s\"",
			option->name, (long long)option->min, (long long)option->max, value);
	return ET_OK;
}

static enum et_err set_list(struct reading *reading, const struct option *option, const char *value)
{
	struct et_config_list *list = option_field(reading->config, option);

	if (list->count == ET_CONFIG_LIST_MAX)
		return COMPLAIN(
			reading, "%s: at most %d may be given", option->name, ET_CONFIG_LIST_MAX);
	list->item[list->count++] = value;
	return ET_OK;
}

static enum et_err option_set(
	struct reading *reading, const struct option *option, const char *value)
{
	switch (option->type) {
	case TYPE_SWITCH: return set_switch(reading, option, value);
	case TYPE_INT: return set_int(reading, option, value);
	case TYPE_LIST: return set_list(reading, option, value);
	case TYPE_TEXT:
	case TYPE_PATH: break;
	}
	if (value[0] == '\0')
		return COMPLAIN(reading, "%s must not be empty", option->name);
	*(const char **)option_field(reading->config, option) = value;
	return ET_OK;
}

/* One flag at argv[*at]; *at moves past what was used. */
static enum et_err read_flag(struct reading *reading, int argc, char *const argv[], int *at)
{
	const char *word = argv[(*at)++] + 2;
	const char *equals = strchr(word, '=');
	struct et_slice name = et_slice_of(word, equals ? (size_t)(equals - word) : strlen(word));
	const struct option *option = option_find(name, reading->scope);
	const char *value = equals ? equals + 1 : NULL;
	enum et_err err;

	if (option == NULL && value == NULL && strncmp(word, "no-", 3) == 0) {
		option = option_find(et_slice_str(word + 3), reading->scope);
		if (option != NULL && option->type != TYPE_SWITCH)
			option = NULL;
		value = "no";
	}
	if (option == NULL)
		return COMPLAIN(reading, "there is no option --%.*s here; --help lists them",
			ET_SLICE_FMT(name));
	if (value == NULL && option->type == TYPE_SWITCH)
		value = "yes";
	if (value == NULL) {
		if (*at >= argc)
			return COMPLAIN(reading, "--%s needs a value", option->name);
		value = argv[(*at)++];
	}
	if ((err = option_set(reading, option, value)) == ET_OK)
		reading->from_flag[option - options] = true;
	return err;
}

/* What the next word without a dash is to this subcommand; NULL: nothing. */
static const struct option *next_word(const struct reading *reading)
{
	static const char *const words[] = { "backup", "data", "out", "url" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const struct option *option = option_find(et_slice_str(words[i]), reading->scope);

		if (option != NULL && *(const char **)option_field(reading->config, option) == NULL)
			return option;
	}
	return NULL;
}

static enum et_err read_word(struct reading *reading, const char *word)
{
	const struct option *option = next_word(reading);

	if (word[0] == '-' || option == NULL)
		return COMPLAIN(reading, "\"%s\" was not expected; --help says what is", word);
	return option_set(reading, option, word);
}

static enum et_err read_flags(struct reading *reading, int argc, char *const argv[])
{
	enum et_err err;

	for (int at = 0; at < argc;) {
		if (strncmp(argv[at], "--", 2) == 0 && argv[at][2] != '\0') {
			if ((err = read_flag(reading, argc, argv, &at)) != ET_OK)
				return err;
			continue;
		}
		if ((err = read_word(reading, argv[at++])) != ET_OK)
			return err;
	}
	return ET_OK;
}

/* The whole file as text with a terminator, owned by config->file_text. */
static enum et_err load_file(struct reading *reading, const char *path)
{
	FILE *file = fopen(path, "re");
	size_t len;

	if (file == NULL)
		return COMPLAIN(reading, "%s can't be read: %s", path, strerror(errno));
	reading->config->file_text = calloc(1, CONFIG_FILE_MAX + 1);
	if (reading->config->file_text == NULL) {
		fclose(file);
		return COMPLAIN(reading, "no memory");
	}
	errno = 0;
	len = fread(reading->config->file_text, 1, CONFIG_FILE_MAX, file);
	if (ferror(file) != 0) {
		fclose(file);
		return COMPLAIN(reading, "%s can't be read: %s", path, strerror(errno));
	}
	fclose(file);
	if (len == CONFIG_FILE_MAX)
		return COMPLAIN(reading, "%s is too long for a configuration file", path);
	if (memchr(reading->config->file_text, '\0', len) != NULL)
		return COMPLAIN(reading, "%s is not a text file", path);
	return ET_OK;
}

/* Cuts white space off both ends, in place. */
static char *trim(char *text)
{
	size_t len;

	text += strspn(text, " \t\r");
	len = strlen(text);
	while (len > 0 && strchr(" \t\r", text[len - 1]) != NULL)
		text[--len] = '\0';
	return text;
}

/* What is wrong with a value, and where it stands. */
static void say_where(struct reading *reading, const char *path, unsigned line_no)
{
	char what[256];

	snprintf(what, sizeof(what), "%s", reading->message);
	(void)COMPLAIN(reading, "%s line %u: %s", path, line_no, what);
}

static enum et_err read_line(
	struct reading *reading, const char *path, unsigned line_no, char *line)
{
	char *equals, *name, *value;
	const struct option *option;
	enum et_err err;

	line = trim(line);
	if (line[0] == '\0' || line[0] == '#')
		return ET_OK;
	if ((equals = strchr(line, '=')) == NULL)
		return COMPLAIN(reading, "%s line %u is not `name = value`", path, line_no);
	*equals = '\0';
	name = trim(line);
	value = trim(equals + 1);
	option = option_find(et_slice_str(name), reading->scope);
	if (option == NULL || strcmp(name, "config") == 0)
		return COMPLAIN(
			reading, "%s line %u: there is no option \"%s\"", path, line_no, name);
	if (reading->from_flag[option - options] ||
		(strcmp(name, "data") == 0 && reading->config->data != NULL))
		return ET_OK;
	if ((err = option_set(reading, option, value)) != ET_OK)
		say_where(reading, path, line_no);
	return err;
}

static enum et_err read_file(struct reading *reading, const char *path)
{
	char *line, *next;
	unsigned line_no = 0;
	enum et_err err;

	if ((err = load_file(reading, path)) != ET_OK)
		return err;
	for (line = reading->config->file_text; line != NULL; line = next) {
		if ((next = strchr(line, '\n')) != NULL)
			*next++ = '\0';
		if ((err = read_line(reading, path, ++line_no, line)) != ET_OK)
			return err;
	}
	return ET_OK;
}

enum et_err et_config_read(struct et_config *config, enum et_app_scope scope, int argc,
	char *const argv[], char *message, size_t message_size)
{
	struct reading reading = {
		.config = config,
		.scope = (unsigned)scope,
		.message = message,
		.message_size = message_size,
	};
	enum et_err err;

	memset(config, 0, sizeof(*config));
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options[i].def != NULL &&
			(err = option_set(&reading, &options[i], options[i].def)) != ET_OK)
			return err;
	if ((err = read_flags(&reading, argc, argv)) != ET_OK)
		return err;
	if (config->config != NULL)
		return read_file(&reading, config->config);
	return ET_OK;
}

void et_config_fini(struct et_config *config)
{
	free(config->file_text);
	memset(config, 0, sizeof(*config));
}

void et_config_help(FILE *out, enum et_app_scope scope)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option *option = &options[i];

		if ((option->scope & (unsigned)scope) == 0)
			continue;
		fprintf(out, "  --%-18s %s", option->name, option->help);
		if (option->def != NULL)
			fprintf(out, " [%s]", option->def);
		fputc('\n', out);
	}
}
