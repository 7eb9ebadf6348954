/*
 * `etatunti serve`: forks the starter, opens the record, has front started, and runs core, confined, until it is
 * told to stop.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <etatunti/base/confine.h>
#include <etatunti/base/env.h>
#include <etatunti/base/log.h>
#include <etatunti/core/loop.h>
#include <etatunti/core/space.h>
#include <etatunti/crypto/ahead.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/domain/mailtext.h>
#include <etatunti/mail/mail.h>
#include <etatunti/store/meta.h>

#include "command.h"
#include "control.h"
#include "data.h"
#include "feedback.h"
#include "share.h"
#include "starter.h"
#include "turn.h"

#define NAME "serve"
#define ARENA_CAP ((size_t)1 << 20)

struct server {
	const struct et_config *config;
	const struct et_env *env;
	struct et_arena *arena; /* what is read once, at start */
	struct et_store *store;
	struct et_deployment deployment;
	struct et_slice salt_secret;
	char turn_secret[ET_SECRET_TEXT_MAX];
	struct et_sign_key log_key;
	struct et_space space;
	struct et_core *core;
	struct et_ahead *ahead; /* NULL: none */
	struct et_control *control;
	int checkpoint_fd, stop_fd, control_fd;
	struct et_service_mail mail;
	struct et_starter starter;
};

static bool is_loopback(const char *address)
{
	return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

static bool is_readable(const char *path)
{
	return access(path, R_OK) == 0;
}

static int check_mail(const struct et_config *config)
{
	if (config->smtp_url == NULL)
		return ET_EXIT_OK;
	if (!et_mailer_is_url(config->smtp_url))
		return et_app_refuse(NAME,
			"--smtp-url must be smtps://HOST or smtp://HOST, with :PORT or without, not \"%s\"",
			config->smtp_url);
	if (config->smtp_from == NULL)
		return et_app_refuse(
			NAME, "--smtp-url needs --smtp-from, the address of the sender");
	if (!et_mailtext_is_address(et_slice_str(config->smtp_from)))
		return et_app_refuse(NAME, "--smtp-from \"%s\" is no address", config->smtp_from);
	if (config->smtp_ca != NULL && !is_readable(config->smtp_ca))
		return et_app_refuse(
			NAME, "--smtp-ca %s can't be read: %s", config->smtp_ca, strerror(errno));
	if (config->smtp_password_file != NULL && !is_readable(config->smtp_password_file))
		return et_app_refuse(NAME, "--smtp-password-file %s can't be read: %s",
			config->smtp_password_file, strerror(errno));
	return ET_EXIT_OK;
}

static int check_options(const struct et_config *config)
{
	const struct {
		const char *name, *path;
	} needed[] = {
		{ "cert", config->cert },
		{ "key", config->key },
		{ "web", config->web },
	};
	int code;

	if (config->data == NULL)
		return et_app_refuse(
			NAME, "say which folder holds the record: etatunti serve DATA");
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (needed[i].path == NULL)
			return et_app_refuse(NAME, "--%s is needed", needed[i].name);
		if (!is_readable(needed[i].path))
			return et_app_refuse(NAME, "--%s %s can't be read: %s", needed[i].name,
				needed[i].path, strerror(errno));
	}
	if ((code = et_app_check_origin(NAME, config->origin)) != ET_EXIT_OK ||
		(code = check_mail(config)) != ET_EXIT_OK ||
		(code = et_app_check_feedback(NAME, config->feedback)) != ET_EXIT_OK)
		return code;
	if (config->demo && !is_loopback(config->listen))
		return et_app_refuse(
			NAME, "a demo listens on loopback only, not on %s", config->listen);
	return ET_EXIT_OK;
}

static int open_record(struct server *server)
{
	char path[ET_DATA_PATH_LEN], why[ET_STORE_WHY_LEN] = "";
	enum et_err err = et_data_path(path, server->config->data, ET_DATA_DATABASE);

	if (err == ET_OK)
		err = et_store_open(
			path, ET_STORE_SERVE, et_env_now_ms(server->env), &server->store, why);
	if (err == ET_NOT_FOUND)
		return et_app_refuse(NAME, "%s holds no record; `etatunti init` makes one",
			server->config->data);
	if (err != ET_OK)
		return et_app_refuse(NAME, "%s can't be opened: %s", server->config->data, why);
	if (et_data_read_log_key(server->config->data, &server->log_key) != ET_OK)
		return et_app_refuse(NAME, "%s/%s can't be read: %s", server->config->data,
			ET_DATA_LOG_KEY, errno == 0 ? "it is not a key" : strerror(errno));
	return ET_EXIT_OK;
}

static enum et_err read_deployment(struct server *server)
{
	struct et_deployment *deployment = &server->deployment;
	struct et_slice g, log_pk;
	enum et_err err;

	if ((err = et_store_meta_get(server->store, ET_STORE_META_GENESIS, server->arena,
		     &deployment->genesis_bytes)) != ET_OK ||
		(err = et_store_meta_get(server->store, ET_STORE_META_G, server->arena, &g)) !=
			ET_OK ||
		(err = et_store_meta_get(
			 server->store, ET_STORE_META_LOG_PK, server->arena, &log_pk)) != ET_OK ||
		(err = et_store_meta_get(server->store, ET_STORE_META_SALT_SECRET, server->arena,
			 &server->salt_secret)) != ET_OK ||
		(err = et_genesis_read(deployment->genesis_bytes, &deployment->genesis)) != ET_OK)
		return err;
	deployment->g = et_hash_of(deployment->genesis_bytes);
	deployment->log_pk = server->log_key.pk;
	deployment->origin = server->config->origin;
	deployment->version = ET_VERSION;
	deployment->feedback = server->config->feedback;
	deployment->demo = server->config->demo;
	if (!et_slice_eq(g, et_hash_slice(&deployment->g)) ||
		!et_slice_eq(log_pk, et_key32_slice(&server->log_key.pk)) ||
		server->salt_secret.len != 32)
		return ET_CORRUPT;
	return ET_OK;
}

static int open_checkpoints(struct server *server)
{
	const char *path = server->config->checkpoints;
	char in_data[ET_DATA_PATH_LEN];

	if (path == NULL) {
		if (et_data_path(in_data, server->config->data, ET_DATA_CHECKPOINTS) != ET_OK)
			return et_app_refuse(NAME, "the name of the folder is too long");
		path = in_data;
	}
	if (et_data_open_lines(path, &server->checkpoint_fd) != ET_OK)
		return et_app_refuse(NAME, "%s can't be written: %s", path, strerror(errno));
	return ET_EXIT_OK;
}

static enum et_err keep_checkpoint(void *ctx, struct et_slice line)
{
	const struct server *server = ctx;

	return et_data_append_line(server->checkpoint_fd, line);
}

static enum et_err start_front(void *ctx, int *fd)
{
	return et_starter_start(&((struct server *)ctx)->starter, ET_APP_CHILD_FRONT, fd);
}

static void end_front(void *ctx)
{
	et_starter_end(&((struct server *)ctx)->starter, ET_APP_CHILD_FRONT);
}

static enum et_err start_mailer(void *ctx, int *fd)
{
	return et_starter_start(&((struct server *)ctx)->starter, ET_APP_CHILD_MAILER, fd);
}

static void end_mailer(void *ctx)
{
	et_starter_end(&((struct server *)ctx)->starter, ET_APP_CHILD_MAILER);
}

static void serving(void *ctx)
{
	const struct server *server = ctx;

	printf("etatunti: serving %s\n", server->config->origin);
	fflush(stdout);
}

/* A file system without sockets serves as well: then a backup is one of a stopped server. */
static int open_control(struct server *server)
{
	struct et_control_config config = {
		.env = server->env,
		.store = server->store,
		.log_key = &server->log_key,
	};

	if (et_app_control_listen(server->config->data, &server->control_fd) != ET_OK) {
		et_log_warn("core", "no backup can be made while it serves: %s", strerror(errno));
		return ET_EXIT_OK;
	}
	config.listen_fd = server->control_fd;
	if ((server->control = et_control_new(&config)) == NULL)
		return et_app_refuse(NAME, "no memory");
	return ET_EXIT_OK;
}

/* SIGINT and SIGTERM as something to read; a hung-up socket, or a file over a limit, as an error, not a signal. */
static int open_stop(struct server *server)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0 ||
		(server->stop_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)) < 0)
		return et_app_refuse(NAME, "signals can't be taken: %s", strerror(errno));
	return ET_EXIT_OK;
}

static int prepare(struct server *server)
{
	int code;

	if ((code = check_options(server->config)) != ET_EXIT_OK ||
		(code = open_stop(server)) != ET_EXIT_OK)
		return code;
	if (et_starter_open(server->config, &server->starter) != ET_OK)
		return et_app_refuse(NAME, "no process can be started: %s", strerror(errno));
	if ((code = et_app_read_turn(
		     NAME, server->config, server->turn_secret, &server->deployment)) != ET_EXIT_OK)
		return code;
	if (et_calendar_init() != ET_OK)
		return et_app_refuse(
			NAME, "this machine does not know Europe/Helsinki: install tzdata");
	if ((server->arena = et_arena_new(1 << 16, ARENA_CAP)) == NULL)
		return et_app_refuse(NAME, "no memory");
	if ((code = open_record(server)) != ET_EXIT_OK)
		return code;
	if (read_deployment(server) != ET_OK)
		return et_app_refuse(NAME,
			"%s: genesis and keys do not fit together; `etatunti verify` says more",
			server->config->data);
	if ((code = open_checkpoints(server)) != ET_EXIT_OK)
		return code;
	return open_control(server);
}

/* Everything is open, and the starter starts what is to be started: from here on core has its folder only. */
static void confine(const struct server *server)
{
	/* SQLite seeds what its journals are told apart by when it first makes one. */
	static const char *const readable[] = { "/dev/urandom", NULL };
	const char *const writable[] = { server->config->data, NULL };

	et_confine(&(struct et_confine){
		.process = ET_PROCESS_CORE, .readable = readable, .writable = writable });
}

static int serve(struct server *server)
{
	struct et_core_config core = {
		.service = {
			.env = server->env,
			.store = server->store,
			.deployment = &server->deployment,
			.salt_secret = server->salt_secret,
			.log_key = &server->log_key,
			.storage_is_low = et_space_is_low,
			.storage_ctx = &server->space,
			.mail = server->config->smtp_url != NULL ? &server->mail : NULL,
			.rate_factor = server->config->rate_factor,
		},
		.keep_checkpoint = keep_checkpoint,
		.keep_ctx = server,
	};
	struct et_core_loop loop = {
		.env = server->env,
		.stop_fd = server->stop_fd,
		.control = server->control,
		.start_front = start_front,
		.end_front = end_front,
		.start_mailer = server->config->smtp_url != NULL ? start_mailer : NULL,
		.end_mailer = end_mailer,
		.serving = serving,
		.ctx = server,
	};
	enum et_err err;

	if (server->config->rate_factor != 1)
		et_log_warn("core",
			"--rate-factor %lld: connections may ask that many times as "
			"often as they should; for measuring only",
			(long long)server->config->rate_factor);
	et_app_give_way(ET_APP_NICER_CORE);
	confine(server);
	core.service.ahead = server->ahead = et_ahead_new(); /* confined as we are */
	if ((err = et_core_open(&core, &server->core)) == ET_OK) {
		loop.core = server->core;
		err = et_core_loop_run(&loop);
	}
	if (err == ET_OK)
		return ET_EXIT_OK;
	if (server->core != NULL && et_core_front(server->core) == ET_CORE_FRONT_FAILED)
		return et_app_refuse(NAME, "%s", et_core_front_complaint(server->core));
	et_log_error("core", "ended by %s: %s", et_err_symbol(err),
		et_store_last_message(server->store));
	return ET_EXIT_FAILED;
}

static int run(const struct et_config *config)
{
	struct server server = {
		.config = config,
		.env = et_env_system(),
		.space = {
			.env = et_env_system(),
			.path = config->data,
			.low_len = ET_SPACE_LOW_LEN,
			.free_len = et_space_free_len,
		},
		.checkpoint_fd = -1,
		.stop_fd = -1,
		.control_fd = -1,
		.mail = { .from = config->smtp_from, .retry_ms = config->smtp_retry_s * 1000 },
		.starter = { .line = -1, .pid = -1 },
	};
	int code = prepare(&server);

	if (code == ET_EXIT_OK)
		code = serve(&server);
	et_control_free(server.control);
	et_app_control_end(config->data, server.control_fd);
	et_core_close(server.core);
	et_ahead_free(server.ahead);
	et_store_close(server.store);
	et_arena_free(server.arena);
	et_sign_key_fini(&server.log_key);
	et_wipe(server.turn_secret, sizeof(server.turn_secret));
	if (server.checkpoint_fd >= 0)
		close(server.checkpoint_fd);
	if (server.stop_fd >= 0)
		close(server.stop_fd);
	et_starter_close(&server.starter);
	return code;
}

const struct et_app_command et_app_serve = {
	.name = NAME,
	.usage = "serve DATA --cert … --key … --web …",
	.summary = "run the server until Ctrl-C",
	.scope = ET_APP_SERVE,
	.run = run,
};
