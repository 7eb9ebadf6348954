/*
 * The program's entry: finds the subcommand, reads its options, runs it. A reader starts here and
 * goes on with serve.c, then src/core/loop.c and src/service/dispatch.c (src/ARCHITECTURE.md).
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <etatunti/base/confine.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/front/front.h>

#include "command.h"

static const struct et_app_command *const commands[] = {
	&et_app_serve,
	&et_app_init,
	&et_app_verify_command,
	&et_app_backup,
	&et_app_restore,
	&et_app_compare_web,
	&et_app_version,
	&et_app_front,
	&et_app_mailer,
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

int et_app_refuse(const char *command, const char *fmt, ...)
{
	char text[8192];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	/* What was typed is said again, but it shall not write on the screen as it likes. */
	for (char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	fprintf(stderr, "etatunti %s: %s\n", command, text);
	return ET_EXIT_USAGE;
}

int et_app_check_origin(const char *command, const char *origin)
{
	if (et_front_check_origin(origin) == ET_OK)
		return ET_EXIT_OK;
	return et_app_refuse(command,
		"--origin must be https://HOST or https://HOST:PORT as browsers write it, not \"%s\"",
		origin);
}

static int run_version(const struct et_config *config)
{
	(void)config;
	printf("etatunti %s\n", ET_VERSION);
	return ET_EXIT_OK;
}

const struct et_app_command et_app_version = {
	.name = "version",
	.usage = "version",
	.summary = "say which version this is",
	.run = run_version,
};

static void help_all(FILE *out)
{
	fputs("Etätunti: the weekly remote-consultation hour of a care pair and Kela.\n\n", out);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (commands[i]->usage != NULL)
			fprintf(out, "  etatunti %s\n      %s\n", commands[i]->usage,
				commands[i]->summary);
	fputs("\n`etatunti COMMAND --help` lists the options of a command.\n", out);
}

static void help_command(FILE *out, const struct et_app_command *command)
{
	fprintf(out, "etatunti %s\n%s\n", command->usage ? command->usage : command->name,
		command->summary);
	if (command->scope != 0) {
		fputs("\nOptions:\n", out);
		et_config_help(out, command->scope);
	}
}

static bool asks_help(int argc, char *const argv[])
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int run(const struct et_app_command *command, int argc, char *const argv[])
{
	struct et_config config;
	char message[512];
	int code;

	if (asks_help(argc, argv)) {
		help_command(stdout, command);
		return ET_EXIT_OK;
	}
	if (et_config_read(&config, command->scope, argc, argv, message, sizeof(message)) != ET_OK)
		code = et_app_refuse(command->name, "%s", message);
	else
		code = command->run(&config);
	et_config_fini(&config);
	return code;
}

int main(int argc, char *argv[])
{
	et_confine_start();
	if (et_crypto_init() != ET_OK) {
		fputs("etatunti: the cryptographic library can't be started\n", stderr);
		return ET_EXIT_FAILED;
	}
	if (argc < 2) {
		help_all(stderr);
		return ET_EXIT_USAGE;
	}
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(argv[1], commands[i]->name) == 0)
			return run(commands[i], argc - 2, argv + 2);
	if (asks_help(1, argv + 1) || strcmp(argv[1], "help") == 0) {
		help_all(stdout);
		return ET_EXIT_OK;
	}
	fprintf(stderr, "etatunti: there is no command \"%s\"; `etatunti --help` lists them\n",
		argv[1]);
	return ET_EXIT_USAGE;
}
