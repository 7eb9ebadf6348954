/*
 * The options of one run of the program: read from flags and a file through one table, config.def.
 * Knows no subcommand's work.
 */
#ifndef ETATUNTI_APP_CONFIG_H
#define ETATUNTI_APP_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <etatunti/base/err.h>

/* Which subcommands an option belongs to. */
enum et_app_scope {
	ET_APP_INIT = 1,
	ET_APP_SERVE = 2,
	ET_APP_VERIFY = 4,
	ET_APP_FRONT = 8,
	ET_APP_COMPARE = 16,
	ET_APP_MAILER = 32,
	ET_APP_BACKUP = 64,
	ET_APP_RESTORE = 128,
};

#define ET_CONFIG_LIST_MAX 16

struct et_config_list {
	const char *item[ET_CONFIG_LIST_MAX];
	size_t count;
};

#define ET_CONFIG_FIELD_TEXT(name) const char *name
#define ET_CONFIG_FIELD_PATH(name) const char *name
#define ET_CONFIG_FIELD_INT(name) int64_t name
#define ET_CONFIG_FIELD_SWITCH(name) bool name
#define ET_CONFIG_FIELD_LIST(name) struct et_config_list name

/* Texts are borrowed from argv or owned by `file_text`; absent ones without a default are NULL. */
struct et_config {
#define X(field, name, type, def, min, max, commands, help) ET_CONFIG_FIELD_##type(field);
#include "config.def"
#undef X
	char *file_text;
};

/*
 * Fills *config for a subcommand from argv[0..argc) (what follows the subcommand's name) and the
 * file that --config names. A word without a dash is `data`; the first of restore is `backup`, the second
 * of backup `out`, that of compare-web `url`. On error: one clear sentence is in message, ET_BAD_PARAM.
 */
enum et_err et_config_read(struct et_config *config, enum et_app_scope scope, int argc,
	char *const argv[], char *message, size_t message_size) ET_MUST_USE;
void et_config_fini(struct et_config *config);

/* The options of a subcommand, a line each, with defaults. */
void et_config_help(FILE *out, enum et_app_scope scope);

#endif
