/*
 * `etatunti verify`: checks the record of a stopped server and says what holds, or the first row that
 * does not. Writes nothing to it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/base/arena.h>
#include <etatunti/base/encode.h>
#include <etatunti/base/env.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/store.h>

#include "command.h"
#include "data.h"
#include "share.h"
#include "verify.h"

#define NAME "verify"
#define ARENA_CAP ((size_t)1 << 20)

/* The beginning of G as it stands in an invite link. */
#define G20_TEXT_SIZE (ET_B64U_LEN(ET_GENESIS_PREFIX_LEN) + 1)

static void print_line(void *ctx, const char *text)
{
	(void)ctx;
	printf("%s\n", text);
}

/* What is checked, and for whom. */
struct checking {
	const char *command, *label, *dir, *checkpoints, *genesis;
	struct et_store *store;
};

/* The checkpoint file: the one that is named must be there, the one in DATA may be missing. */
static int find_checkpoints(
	const struct checking *c, char in_data[ET_DATA_PATH_LEN], const char **path)
{
	*path = c->checkpoints;
	if (*path != NULL && access(*path, R_OK) != 0)
		return et_app_refuse(
			c->command, "--checkpoints %s can't be read: %s", *path, strerror(errno));
	if (*path == NULL && et_data_path(in_data, c->dir, ET_DATA_CHECKPOINTS) == ET_OK &&
		access(in_data, F_OK) == 0)
		*path = in_data;
	return ET_EXIT_OK;
}

/* G as the invite links have it. ET_NOT_FOUND: no genesis, which the whole check says better. */
static enum et_err read_g20(struct et_store *store, char out[G20_TEXT_SIZE])
{
	struct et_arena *arena = et_arena_new(4096, ARENA_CAP);
	struct et_slice genesis;
	struct et_hash g;
	enum et_err err;

	if (arena == NULL)
		return ET_NO_MEMORY;
	err = et_store_meta_get(store, ET_STORE_META_GENESIS, arena, &genesis);
	if (err == ET_OK) {
		g = et_hash_of(genesis);
		et_b64u_encode(et_slice_sub(et_hash_slice(&g), 0, ET_GENESIS_PREFIX_LEN), out);
	}
	et_arena_free(arena);
	return err;
}

static int compare_genesis(const struct checking *c)
{
	char g20[G20_TEXT_SIZE];

	if (read_g20(c->store, g20) != ET_OK)
		return ET_EXIT_OK;
	printf("genesis: %s\n", g20);
	if (c->genesis == NULL || strcmp(c->genesis, g20) == 0)
		return ET_EXIT_OK;
	printf("%s: BROKEN: genesis: it is not %s: this is the record of another deployment\n",
		c->label, c->genesis);
	return ET_EXIT_FAILED;
}

static int check(const struct checking *c)
{
	const struct et_verify_sink sink = { .line = print_line };
	char in_data[ET_DATA_PATH_LEN], why[ET_VERIFY_WHY_LEN] = "";
	const char *checkpoints;
	enum et_err err;
	int code;

	if ((code = find_checkpoints(c, in_data, &checkpoints)) != ET_EXIT_OK ||
		(code = compare_genesis(c)) != ET_EXIT_OK)
		return code;
	err = et_verify_run(c->store, checkpoints, &sink, why);
	if (err == ET_OK) {
		printf("%s: the whole record holds\n", c->label);
		return ET_EXIT_OK;
	}
	if (why[0] == '\0')
		snprintf(why, sizeof(why), "%s: %s", et_err_symbol(err),
			et_store_last_message(c->store));
	printf("%s: BROKEN: %s\n", c->label, why);
	return ET_EXIT_FAILED;
}

int et_app_verify_check_genesis(const char *command, const char *genesis)
{
	uint8_t g20[ET_GENESIS_PREFIX_LEN];

	if (genesis == NULL ||
		et_b64u_decode(et_slice_str(genesis), g20, ET_GENESIS_PREFIX_LEN) == ET_OK)
		return ET_EXIT_OK;
	return et_app_refuse(command,
		"--genesis must be what an invite link ends with, %zu characters, not \"%s\"",
		G20_TEXT_SIZE - 1, genesis);
}

int et_app_verify(const char *command, const char *label, const char *dir, const char *checkpoints,
	const char *genesis)
{
	struct checking c = { command, label, dir, checkpoints, genesis, NULL };
	char path[ET_DATA_PATH_LEN], why[ET_STORE_WHY_LEN] = "";
	enum et_err err;
	int code;

	if (et_data_path(path, dir, ET_DATA_DATABASE) != ET_OK)
		return et_app_refuse(command, "the name of the folder is too long");
	err = et_store_open(path, ET_STORE_READ, et_env_now_ms(et_env_system()), &c.store, why);
	if (err == ET_NOT_FOUND)
		return et_app_refuse(command, "%s holds no record", label);
	if (err == ET_CONFLICT)
		return et_app_refuse(command,
			"%s is being served: stop the server first, or check a "
			"copy of it, which `etatunti backup` makes",
			label);
	if (err != ET_OK) {
		printf("%s: BROKEN: the database can't be read: %s\n", label, why);
		return ET_EXIT_FAILED;
	}
	code = check(&c);
	et_store_close(c.store);
	return code;
}

static int run(const struct et_config *config)
{
	int code;

	if (config->data == NULL)
		return et_app_refuse(NAME, "say which folder to check: etatunti verify DATA");
	if ((code = et_app_verify_check_genesis(NAME, config->genesis)) != ET_EXIT_OK)
		return code;
	et_app_give_way(ET_APP_NICER_TOOL);
	if (et_calendar_init() != ET_OK)
		return et_app_refuse(
			NAME, "this machine does not know Europe/Helsinki: install tzdata");
	return et_app_verify(
		NAME, config->data, config->data, config->checkpoints, config->genesis);
}

const struct et_app_command et_app_verify_command = {
	.name = NAME,
	.usage = "verify DATA [--genesis …]",
	.summary = "check the whole record offline and name the first bad row",
	.scope = ET_APP_VERIFY,
	.run = run,
};
