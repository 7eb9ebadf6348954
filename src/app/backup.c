/*
 * `etatunti backup`: copies a record, served or not, into a new folder that takes its name only when it is whole.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "copy.h"
#include "share.h"

#define NAME "backup"

static int check_options(const struct et_config *config, char out[ET_DATA_PATH_LEN])
{
	char path[ET_DATA_PATH_LEN];
	struct stat status;
	int code;

	if (config->data == NULL || config->out == NULL)
		return et_app_refuse(NAME,
			"say which folder to copy, and which to make: etatunti backup DATA OUT");
	if ((code = et_app_copy_name(NAME, config->out, out)) != ET_EXIT_OK)
		return code;
	if (et_data_path(path, config->data, ET_DATA_DATABASE) != ET_OK)
		return et_app_refuse(NAME, "the name of the folder is too long");
	if (access(path, F_OK) != 0)
		return et_app_refuse(NAME, "%s holds no record", config->data);
	if (lstat(out, &status) == 0)
		return et_app_refuse(NAME, "%s is there already; nothing was changed", out);
	if (errno != ENOENT)
		return et_app_refuse(NAME, "%s: %s", out, strerror(errno));
	return ET_EXIT_OK;
}

/* Its name is the last thing that it gets. */
static int name_it(const char *dir, const char *out)
{
	char parent[ET_DATA_PATH_LEN];

	if (rename(dir, out) != 0) {
		(void)et_app_refuse(NAME, "%s can't be made: %s", out, strerror(errno));
		return ET_EXIT_FAILED;
	}
	if (et_data_path(parent, out, "..") == ET_OK && et_data_sync_dir(parent) == ET_OK)
		return ET_EXIT_OK;
	(void)et_app_refuse(NAME, "%s is made, but its name may not outlive a power cut: %s", out,
		strerror(errno));
	return ET_EXIT_FAILED;
}

static int run(const struct et_config *config)
{
	char out[ET_DATA_PATH_LEN], dir[ET_DATA_PATH_LEN];
	int code = check_options(config, out);

	if (code != ET_EXIT_OK)
		return code;
	et_app_give_way(ET_APP_NICER_TOOL);
	signal(SIGXFSZ, SIG_IGN); /* a limit is as a full disk: a sentence */
	if (et_data_stage(dir, out) != ET_OK)
		return et_app_refuse(NAME, "%s can't be made: %s", out, strerror(errno));
	et_app_copy_guard(NAME, dir);
	code = et_app_copy_record(NAME, config->data, config->checkpoints, dir);
	et_app_copy_guard(NAME, NULL);
	if (code == ET_EXIT_OK)
		code = name_it(dir, out);
	if (code != ET_EXIT_OK) {
		et_data_discard(dir); /* not there any more if it got its name */
		return code;
	}
	printf("%s: copied to %s\n", config->data, out);
	return ET_EXIT_OK;
}

const struct et_app_command et_app_backup = {
	.name = NAME,
	.usage = "backup DATA OUT",
	.summary = "copy the record, served or not, into a new folder OUT",
	.scope = ET_APP_BACKUP,
	.run = run,
};
