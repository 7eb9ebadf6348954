/*
 * Copies a record file by file. The checkpoints go first: the database may have more of the log than they name, but never
 * less, or `verify` would take it for cut.
 */
#include "copy.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/base/arena.h>
#include <etatunti/base/env.h>
#include <etatunti/store/backup.h>
#include <etatunti/store/meta.h>

#include "command.h"
#include "control.h"

/* Of a record that nobody serves: four megabytes at a time. */
#define STEP_PAGES 1024

int et_app_copy_name(const char *command, const char *name, char out[ET_DATA_PATH_LEN])
{
	size_t len = strlen(name);

	while (len > 1 && name[len - 1] == '/')
		len--;
	if (len >= ET_DATA_PATH_LEN)
		return et_app_refuse(command, "the name of the folder is too long");
	memcpy(out, name, len);
	out[len] = '\0';
	return ET_EXIT_OK;
}

/* For the handler, which is given nothing. */
static struct {
	const char *dir;
	char text[80];
} guarded;

/* It only removes and writes: the copying that it interrupts goes no further. */
static void cut(int number)
{
	(void)number;
	et_data_discard(guarded.dir);
	(void)!write(STDERR_FILENO, guarded.text, strlen(guarded.text));
	_exit(ET_EXIT_FAILED);
}

void et_app_copy_guard(const char *command, const char *dir)
{
	static const int stops[] = { SIGINT, SIGTERM, SIGHUP };

	guarded.dir = dir;
	(void)snprintf(guarded.text, sizeof(guarded.text),
		"etatunti %s: stopped before the end; nothing was changed\n", command);
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
		(void)signal(stops[i], dir != NULL ? cut : SIG_IGN);
}

static int failed(const char *command, const char *what, const char *why)
{
	(void)et_app_refuse(command, "%s can't be copied: %s", what, why);
	return ET_EXIT_FAILED;
}

static int copy_checkpoints(
	const char *command, const char *from, const char *named, const char *to)
{
	char own[ET_DATA_PATH_LEN], copy[ET_DATA_PATH_LEN];
	const char *path = named != NULL ? named : own;
	enum et_err err;

	if (et_data_path(own, from, ET_DATA_CHECKPOINTS) != ET_OK ||
		et_data_path(copy, to, ET_DATA_CHECKPOINTS) != ET_OK)
		return et_app_refuse(command, "the name of the folder is too long");
	err = et_data_copy(path, copy);
	if (err == ET_OK || (err == ET_NOT_FOUND && named == NULL))
		return ET_EXIT_OK;
	return failed(command, path, strerror(errno));
}

static int copy_log_key(const char *command, const char *from, const char *to)
{
	char path[ET_DATA_PATH_LEN], copy[ET_DATA_PATH_LEN];

	if (et_data_path(path, from, ET_DATA_LOG_KEY) != ET_OK ||
		et_data_path(copy, to, ET_DATA_LOG_KEY) != ET_OK)
		return et_app_refuse(command, "the name of the folder is too long");
	if (et_data_copy(path, copy) == ET_OK)
		return ET_EXIT_OK;
	return failed(command, path, strerror(errno));
}

/* Of a record that nobody serves, nor can as long as the store is open. */
static int copy_pages(const char *command, const char *from, struct et_store *store, int fd)
{
	struct et_store_backup *backup;
	char why[ET_STORE_WHY_LEN] = "";
	enum et_err err = et_store_backup_begin(store, fd, &backup);
	bool done = false;

	if (err != ET_OK)
		return failed(command, from, "no memory");
	while (err == ET_OK && !done)
		err = et_store_backup_step(backup, STEP_PAGES, &done, why);
	et_store_backup_end(backup);
	return err == ET_OK ? ET_EXIT_OK : failed(command, from, why);
}

static int fill(const char *command, const char *from, int fd)
{
	char path[ET_DATA_PATH_LEN], why[ET_STORE_WHY_LEN] = "";
	struct et_store *store = NULL;
	enum et_err err = et_data_path(path, from, ET_DATA_DATABASE);
	int code;

	if (err == ET_OK)
		err = et_store_open(
			path, ET_STORE_COPY, et_env_now_ms(et_env_system()), &store, why);
	if (err == ET_CONFLICT)
		return et_app_control_backup(command, from, fd);
	if (err != ET_OK)
		return failed(command, from, why);
	code = copy_pages(command, from, store, fd);
	et_store_close(store);
	return code;
}

static int copy_database(const char *command, const char *from, const char *to)
{
	char copy[ET_DATA_PATH_LEN];
	int fd, code;

	if (et_data_path(copy, to, ET_DATA_DATABASE) != ET_OK)
		return et_app_refuse(command, "the name of the folder is too long");
	if ((fd = open(copy, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0)
		return failed(command, from, strerror(errno));
	code = fill(command, from, fd);
	if (code == ET_EXIT_OK && fsync(fd) != 0)
		code = failed(command, from, strerror(errno));
	(void)close(fd);
	return code;
}

static enum et_err read_log_pk(
	const char *dir, struct et_arena *arena, struct et_slice *pk, char why[ET_STORE_WHY_LEN])
{
	char path[ET_DATA_PATH_LEN];
	struct et_store *store = NULL;
	enum et_err err;

	if ((err = et_data_path(path, dir, ET_DATA_DATABASE)) != ET_OK ||
		(err = et_store_open(path, ET_STORE_COPY, 0, &store, why)) != ET_OK)
		return err;
	err = et_store_meta_get(store, ET_STORE_META_LOG_PK, arena, pk);
	et_store_close(store);
	return err;
}

/* A copy that no server could start with is none: its database opens, and is of that log key. */
static int check_copy(const char *command, const char *from, const char *to)
{
	struct et_arena *arena = et_arena_new(4096, 1 << 16);
	char why[ET_STORE_WHY_LEN] = "its database has no log key";
	int code = ET_EXIT_OK;
	struct et_sign_key key;
	struct et_slice pk;

	if (arena == NULL)
		return failed(command, from, "no memory");
	if (et_data_read_log_key(to, &key) != ET_OK)
		code = failed(command, from, "its log.key is no key");
	else if (read_log_pk(to, arena, &pk, why) != ET_OK)
		code = failed(command, from, why);
	else if (!et_slice_eq(pk, et_key32_slice(&key.pk)))
		code = failed(command, from, "its log.key is not the key of its database");
	et_sign_key_fini(&key);
	et_arena_free(arena);
	return code;
}

int et_app_copy_record(
	const char *command, const char *from, const char *checkpoints, const char *to)
{
	int code;

	if ((code = copy_checkpoints(command, from, checkpoints, to)) != ET_EXIT_OK ||
		(code = copy_log_key(command, from, to)) != ET_EXIT_OK ||
		(code = copy_database(command, from, to)) != ET_EXIT_OK ||
		(code = check_copy(command, from, to)) != ET_EXIT_OK)
		return code;
	if (et_data_sync_dir(to) != ET_OK)
		return failed(command, from, strerror(errno));
	return ET_EXIT_OK;
}
