/*
 * bench_load MODE [OPTIONS]: puts one load on one server and prints what came of it as a line of
 * JSON. Starts no server; run.mjs does.
 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "et1.h"
#include "run.h"

struct mode {
	const char *name;
	int (*run)(struct run *run);
	bool joins;
};

static const struct mode modes[] = {
	{ "relay", run_relay, true },
	{ "paced", run_paced, true },
	{ "idle", run_idle, false },
	{ "connect", run_connect, false },
	{ "commands", run_commands, false },
};

static const struct load_dialect *const dialects[] = { &load_plain, &load_mqtt, &load_et1 };

static const struct option options[] = {
	{ "dialect", required_argument, NULL, 'd' },
	{ "port", required_argument, NULL, 'p' },
	{ "pid", required_argument, NULL, 'P' },
	{ "world", required_argument, NULL, 'W' },
	{ "rooms", required_argument, NULL, 'r' },
	{ "window", required_argument, NULL, 'w' },
	{ "body", required_argument, NULL, 'b' },
	{ "rate", required_argument, NULL, 'R' },
	{ "seconds", required_argument, NULL, 's' },
	{ "warm-up", required_argument, NULL, 'u' },
	{ "count", required_argument, NULL, 'c' },
	{ "at-once", required_argument, NULL, 'a' },
	{ "sources", required_argument, NULL, 'S' },
	{ "stranger", no_argument, NULL, 'n' },
	{ "statements", required_argument, NULL, 't' },
	{ NULL, 0, NULL, 0 },
};

struct given {
	const struct mode *mode;
	const char *world;
	bool stranger;
	char host[64], origin[80];
	struct et1 et1;
};

static int usage(void)
{
	fputs("usage: bench_load relay|paced|idle|connect|commands --dialect plain|mqtt|et1 --port N [--pid N]\n"
	      "       [--world FILE] [--rooms N] [--window N] [--body BYTES] [--rate PER_S]\n"
	      "       [--seconds N] [--warm-up N] [--count N] [--at-once N] [--sources N] [--stranger]\n"
	      "       [--statements N]\n"
	      "--pid is the server's, to say what it costs; --world is what bench_world has made (et1);\n"
	      "--stranger: et1 without signing in; --statements: signed ones of each command.\n",
		stderr);
	return 2;
}

static bool take_option(struct run *run, struct given *given, int option, const char *value)
{
	double number = value != NULL ? strtod(value, NULL) : 0;

	switch (option) {
	case 'd':
		for (size_t i = 0; i < sizeof(dialects) / sizeof(dialects[0]); i++)
			if (strcmp(dialects[i]->name, value) == 0)
				run->config.dialect = dialects[i];
		return run->config.dialect != NULL;
	case 'p': run->config.port = (uint16_t)number; return number >= 1 && number <= 65535;
	case 'P': run->pid = (pid_t)number; return run->pid > 0;
	case 'W': given->world = value; return true;
	case 'r': run->rooms = (size_t)number; return number >= 1;
	case 'w': run->window = (size_t)number; return number >= 1;
	case 'b':
		run->body_len = (size_t)number;
		return number >= RUN_BODY_MIN && number <= RUN_BODY_MAX;
	case 'R': run->rate = number; return number > 0;
	case 's': run->seconds = number; return number > 0;
	case 'u': run->warm_up = number; return number >= 0;
	case 'c': run->count = (size_t)number; return number >= 1;
	case 'a': run->config.at_once = (size_t)number; return number >= 0;
	case 'S': run->config.sources = (unsigned)number; return number >= 0;
	case 'n': given->stranger = true; return true;
	case 't':
		run->statements = (size_t)number;
		return number >= 0 && number <= ET1_STATEMENTS_MAX;
	default: return false;
	}
}

static bool take_arguments(struct run *run, struct given *given, int argc, char *argv[])
{
	int option;

	for (size_t i = 0; argc > 1 && i < sizeof(modes) / sizeof(modes[0]); i++)
		if (strcmp(argv[1], modes[i].name) == 0)
			given->mode = &modes[i];
	if (given->mode == NULL)
		return false;
	optind = 2;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!take_option(run, given, option, optarg))
			return false;
	return optind == argc && run->config.dialect != NULL && run->config.port != 0 &&
		(run->config.dialect != &load_et1 || given->world != NULL);
}

int main(int argc, char *argv[])
{
	struct run run = {
		.config = { .address = "127.0.0.1", .at_once = 64 },
		.rooms = 100,
		.room_size = 3,
		.window = 16,
		.body_len = 1024,
		.count = 1000,
		.seconds = 5,
		.warm_up = 1,
	};
	struct given given = { .mode = NULL };
	struct world world = { .people = NULL };
	int code;

	signal(SIGPIPE, SIG_IGN);
	if (!take_arguments(&run, &given, argc, argv))
		return usage();
	snprintf(given.host, sizeof(given.host), "localhost:%u", (unsigned)run.config.port);
	snprintf(given.origin, sizeof(given.origin), "https://%s", given.host);
	run.config.host = given.host;
	run.config.origin = given.origin;
	run.config.room_size = run.room_size;
	run.config.join = given.mode->joins;
	if (run.config.dialect == &load_et1) {
		if (!world_read(&world, given.world))
			return 1;
		given.et1 = (struct et1){
			.world = &world,
			.who = given.stranger       ? ET1_STRANGER
				: given.mode->joins ? ET1_SEATS
						    : ET1_CROWD,
		};
		run.config.dialect_ctx = &given.et1;
	}
	code = given.mode->run(&run);
	world_free(&world);
	return code;
}
