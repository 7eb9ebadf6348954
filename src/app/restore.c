/*
 * `etatunti restore`: copies a backup beside DATA, brings the copy up to this program, checks it as `verify` does, and only
 * then gives it DATA's place. What was there is moved aside.
 */
#define _GNU_SOURCE /* renameat2 */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <etatunti/base/env.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/domain/date.h>
#include <etatunti/store/store.h>

#include "command.h"
#include "copy.h"
#include "share.h"
#include "verify.h"

#define NAME "restore"
#define SAME_SECOND_MAX 100

struct restoring {
	const char *backup;
	char data[ET_DATA_PATH_LEN];
	char dir[ET_DATA_PATH_LEN];   /* the copy, until it has its name */
	char aside[ET_DATA_PATH_LEN]; /* what was there, afterwards */
	bool replaces;                /* something is in DATA's place */
	int hold_fd; /* keeps a server from starting meanwhile; -1: there is no database */
};

static int failed(const char *what, const char *why)
{
	(void)et_app_refuse(NAME, "%s: %s", what, why);
	return ET_EXIT_FAILED;
}

/* Whether a file of that name is in the folder. */
static bool has(const char *dir, const char *name)
{
	char path[ET_DATA_PATH_LEN];

	return et_data_path(path, dir, name) == ET_OK && access(path, F_OK) == 0;
}

/* The folder itself, not a link to it, and only one that is a record's: a slip of the pen moves nothing aside. */
static int find_data(struct restoring *r, const char *named)
{
	char resolved[PATH_MAX];
	struct stat status;
	int code;

	if ((code = et_app_copy_name(NAME, named, r->data)) != ET_EXIT_OK)
		return code;
	r->replaces = lstat(r->data, &status) == 0;
	if (!r->replaces)
		return errno == ENOENT ? ET_EXIT_OK
				       : et_app_refuse(NAME, "%s: %s", r->data, strerror(errno));
	if (realpath(r->data, resolved) == NULL)
		return et_app_refuse(NAME, "%s: %s", r->data, strerror(errno));
	if ((code = et_app_copy_name(NAME, resolved, r->data)) != ET_EXIT_OK)
		return code;
	if (!has(r->data, ET_DATA_DATABASE) && !has(r->data, ET_DATA_LOG_KEY) &&
		!has(r->data, ET_DATA_CHECKPOINTS))
		return et_app_refuse(NAME,
			"%s is there and holds no record: name one that does, or a folder that is not "
			"there",
			named);
	return ET_EXIT_OK;
}

/* No server has it, and none gets it until this process ends. */
static int hold_data(struct restoring *r)
{
	char path[ET_DATA_PATH_LEN], why[ET_STORE_WHY_LEN] = "";
	enum et_err err;

	if (!r->replaces || !has(r->data, ET_DATA_DATABASE))
		return ET_EXIT_OK;
	if ((err = et_data_path(path, r->data, ET_DATA_DATABASE)) == ET_OK)
		err = et_store_hold(path, &r->hold_fd, why);
	if (err == ET_CONFLICT)
		return et_app_refuse(NAME, "%s is being served: stop the server first", r->data);
	/* What can't be opened at all is not served either: it may be why there is to be a restore. */
	return ET_EXIT_OK;
}

static int check_options(const struct et_config *config, struct restoring *r)
{
	int code;

	if (config->backup == NULL || config->data == NULL)
		return et_app_refuse(NAME,
			"say which backup, and which folder it is for: etatunti restore BACKUP DATA");
	if (!has(config->backup, ET_DATA_DATABASE))
		return et_app_refuse(NAME, "%s holds no record", config->backup);
	if ((code = et_app_verify_check_genesis(NAME, config->genesis)) != ET_EXIT_OK ||
		(code = find_data(r, config->data)) != ET_EXIT_OK)
		return code;
	r->backup = config->backup;
	return hold_data(r);
}

/* One of an earlier schema becomes one of today's: the copy, not the backup. */
static int migrate(const struct restoring *r)
{
	char path[ET_DATA_PATH_LEN], why[ET_STORE_WHY_LEN] = "";
	struct et_store *store;

	if (et_data_path(path, r->dir, ET_DATA_DATABASE) != ET_OK)
		return failed(r->backup, "the name of the folder is too long");
	if (et_store_open(path, ET_STORE_SERVE, et_env_now_ms(et_env_system()), &store, why) !=
		ET_OK)
		return failed(r->backup, why);
	et_store_close(store);
	return ET_EXIT_OK;
}

/* A name for what was there, by the moment (UTC): DATA.before-2026-11-23-100837, or -2 and so on behind it. */
static void move_aside(struct restoring *r)
{
	int64_t s = et_env_now_ms(et_env_system()) / 1000;
	char day[ET_DATE_TEXT_SIZE], more[8] = "";

	et_date_format(et_date_from_days(s / 86400), day);
	for (int n = 2; n <= SAME_SECOND_MAX; n++) {
		if (snprintf(r->aside, sizeof(r->aside), "%s.before-%s-%02d%02d%02d%s", r->data,
			    day, (int)(s / 3600 % 24), (int)(s / 60 % 60), (int)(s % 60),
			    more) >= (int)sizeof(r->aside))
			break;
		/* A folder with something in it is never replaced. */
		if (rename(r->dir, r->aside) == 0)
			return;
		(void)snprintf(more, sizeof(more), "-%d", n);
	}
	/* Then it stays what the copy was called. */
	memcpy(r->aside, r->dir, sizeof(r->aside));
}

/* In one step, so that whatever happens there is a whole record in DATA's place. */
static int replace(struct restoring *r)
{
	char parent[ET_DATA_PATH_LEN];
	int rc = r->replaces ? renameat2(AT_FDCWD, r->dir, AT_FDCWD, r->data, RENAME_EXCHANGE)
			     : rename(r->dir, r->data);

	if (rc != 0 && r->replaces && (errno == EINVAL || errno == ENOSYS))
		return failed(r->data,
			"this file system can't exchange two folders: move it aside yourself, then "
			"restore");
	if (rc != 0)
		return failed(r->data, strerror(errno));
	if (r->replaces)
		move_aside(r);
	if (et_data_path(parent, r->data, "..") == ET_OK && et_data_sync_dir(parent) == ET_OK)
		return ET_EXIT_OK;
	(void)et_app_refuse(NAME, "%s is restored, but its name may not outlive a power cut: %s",
		r->data, strerror(errno));
	return ET_EXIT_OK;
}

static int restore(const struct et_config *config, struct restoring *r)
{
	int code;

	if (et_data_stage(r->dir, r->data) != ET_OK)
		return failed(r->data, strerror(errno));
	et_app_copy_guard(NAME, r->dir);
	if ((code = et_app_copy_record(NAME, r->backup, NULL, r->dir)) == ET_EXIT_OK &&
		(code = migrate(r)) == ET_EXIT_OK)
		code = et_app_verify(NAME, r->backup, r->dir, NULL, config->genesis);
	/* Once the two are exchanged, that name is the old record's. */
	et_app_copy_guard(NAME, NULL);
	if (code == ET_EXIT_OK && et_data_sync_dir(r->dir) != ET_OK)
		code = failed(r->data, strerror(errno));
	if (code == ET_EXIT_OK)
		code = replace(r);
	if (code != ET_EXIT_OK) {
		et_data_discard(r->dir);
		(void)et_app_refuse(NAME, "nothing was replaced");
		return code;
	}
	printf("%s: restored from %s\n", r->data, r->backup);
	if (r->replaces)
		printf("what was there is %s\n", r->aside);
	return ET_EXIT_OK;
}

static int run(const struct et_config *config)
{
	struct restoring r = { .hold_fd = -1 };
	int code = check_options(config, &r);

	if (code == ET_EXIT_OK && et_calendar_init() != ET_OK)
		code = et_app_refuse(
			NAME, "this machine does not know Europe/Helsinki: install tzdata");
	et_app_give_way(ET_APP_NICER_TOOL);
	signal(SIGXFSZ, SIG_IGN);
	if (code == ET_EXIT_OK)
		code = restore(config, &r);
	if (r.hold_fd >= 0)
		(void)close(r.hold_fd);
	return code;
}

const struct et_app_command et_app_restore = {
	.name = NAME,
	.usage = "restore BACKUP DATA [--genesis …]",
	.summary = "check a backup and put it in DATA's place, which is moved aside",
	.scope = ET_APP_RESTORE,
	.run = run,
};
