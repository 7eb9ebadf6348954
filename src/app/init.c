/*
 * `etatunti init`: makes a deployment of one or more organisations and prints, once, the founding
 * link of each. All is made in a folder beside DATA that takes its name only when it is whole.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <etatunti/base/buf.h>
#include <etatunti/base/encode.h>
#include <etatunti/base/env.h>
#include <etatunti/base/text.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/sign.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/org.h>
#include <etatunti/store/txn.h>

#include "command.h"
#include "data.h"

#define NAME "init"

struct founding {
	struct et_genesis genesis;
	struct et_buf bytes; /* of the genesis */
	struct et_hash g;
	uint8_t invite_secret[ET_CONFIG_LIST_MAX][ET_SEED_LEN];
	uint8_t log_seed[ET_SEED_LEN];
	struct et_sign_key log_key;
	uint8_t salt_secret[32];
};

/* "county:Ikaalinen" → kind, name. */
static bool read_org(const char *text, struct et_genesis_org *org)
{
	const char *colon = strchr(text, ':');

	if (colon == NULL)
		return false;
	org->kind = et_slice_of(text, (size_t)(colon - text));
	org->name = et_slice_str(colon + 1);
	return (et_slice_eq_str(org->kind, "county") || et_slice_eq_str(org->kind, "kela")) &&
		et_text_check(org->name, 1, 80) == ET_OK;
}

static int check_options(const struct et_config *config)
{
	struct et_genesis_org org;
	struct stat status;
	int code;

	if (config->data == NULL)
		return et_app_refuse(NAME, "say which folder to make: etatunti init DATA");
	if (config->org.count == 0)
		return et_app_refuse(NAME,
			"say which organisations there are: --org county:NAME --org kela:NAME");
	for (size_t i = 0; i < config->org.count; i++)
		if (!read_org(config->org.item[i], &org))
			return et_app_refuse(NAME,
				"\"%s\" is not county:NAME or kela:NAME (1 to 80 characters)",
				config->org.item[i]);
	/* The links are printed once: they must lead to where the browsers will go. */
	if ((code = et_app_check_origin(NAME, config->origin)) != ET_EXIT_OK)
		return code;
	if (lstat(config->data, &status) == 0)
		return et_app_refuse(
			NAME, "%s is there already; nothing was changed", config->data);
	if (errno != ENOENT)
		return et_app_refuse(NAME, "%s: %s", config->data, strerror(errno));
	return ET_EXIT_OK;
}

static enum et_err make_founding(
	const struct et_config *config, const struct et_env *env, struct founding *f)
{
	f->genesis.deployment_id = et_env_id(env);
	f->genesis.created_ms = et_env_now_ms(env);
	f->genesis.org_count = config->org.count;
	for (size_t i = 0; i < config->org.count; i++) {
		struct et_genesis_org *org = &f->genesis.orgs[i];
		struct et_sign_key invite;

		if (!read_org(config->org.item[i], org))
			return ET_BAD_PARAM;
		org->org_id = et_env_id(env);
		et_env_random(env, f->invite_secret[i], ET_SEED_LEN);
		et_sign_key_from_invite(f->invite_secret[i], &invite);
		org->founder_invite_pk = invite.pk;
		et_sign_key_fini(&invite);
	}
	et_env_random(env, f->log_seed, sizeof(f->log_seed));
	et_sign_key_from_seed(f->log_seed, &f->log_key);
	et_env_random(env, f->salt_secret, sizeof(f->salt_secret));
	et_genesis_put(&f->bytes, &f->genesis);
	f->g = et_hash_of(et_buf_view(&f->bytes));
	return et_buf_err(&f->bytes);
}

static enum et_err write_record(struct et_store *store, const struct founding *f)
{
	enum et_err err;

	if ((err = et_store_txn_begin(store, NAME)) != ET_OK)
		return err;
	err = et_store_meta_insert(store, ET_STORE_META_GENESIS, et_buf_view(&f->bytes));
	if (err == ET_OK)
		err = et_store_meta_insert(store, ET_STORE_META_G, et_hash_slice(&f->g));
	if (err == ET_OK)
		err = et_store_meta_insert(
			store, ET_STORE_META_LOG_PK, et_key32_slice(&f->log_key.pk));
	if (err == ET_OK)
		err = et_store_meta_insert(store, ET_STORE_META_SALT_SECRET,
			et_slice_of(f->salt_secret, sizeof(f->salt_secret)));
	for (size_t i = 0; err == ET_OK && i < f->genesis.org_count; i++) {
		const struct et_genesis_org *org = &f->genesis.orgs[i];

		err = et_store_org_insert(store,
			&(struct et_store_org){
				.org_id = org->org_id,
				.kind = org->kind,
				.name = org->name,
				.founder_pk = org->founder_invite_pk,
			});
	}
	if (err == ET_OK)
		return et_store_txn_commit(store);
	et_store_txn_rollback(store);
	return err;
}

/* Everything below dir; a sentence in why. */
static enum et_err fill(const char *dir, const struct founding *f, char why[ET_STORE_WHY_LEN])
{
	char path[ET_DATA_PATH_LEN];
	struct et_store *store = NULL;
	enum et_err err;

	errno = 0;
	if ((err = et_data_path(path, dir, ET_DATA_LOG_KEY)) != ET_OK ||
		(err = et_data_write_secret(path, f->log_seed, sizeof(f->log_seed))) != ET_OK ||
		(err = et_data_path(path, dir, ET_DATA_CHECKPOINTS)) != ET_OK ||
		(err = et_data_write_secret(path, "", 0)) != ET_OK ||
		(err = et_data_path(path, dir, ET_DATA_DATABASE)) != ET_OK) {
		snprintf(why, ET_STORE_WHY_LEN, "%s", strerror(errno));
		return err;
	}
	if ((err = et_store_open(path, ET_STORE_CREATE, f->genesis.created_ms, &store, why)) !=
		ET_OK)
		return err;
	if ((err = write_record(store, f)) != ET_OK)
		snprintf(why, ET_STORE_WHY_LEN, "%s", et_store_last_message(store));
	et_store_close(store);
	if (err == ET_OK && (err = et_data_sync_dir(dir)) != ET_OK)
		snprintf(why, ET_STORE_WHY_LEN, "%s", strerror(errno));
	return err;
}

static int make_folder(const struct et_config *config, const struct founding *f)
{
	char dir[ET_DATA_PATH_LEN], why[ET_STORE_WHY_LEN] = "";

	if (et_data_stage(dir, config->data) != ET_OK)
		return et_app_refuse(NAME, "%s can't be made: %s", config->data, strerror(errno));
	if (fill(dir, f, why) != ET_OK) {
		et_data_discard(dir);
		return et_app_refuse(NAME, "%s can't be filled: %s", config->data, why);
	}
	if (rename(dir, config->data) != 0) {
		snprintf(why, sizeof(why), "%s", strerror(errno));
		et_data_discard(dir);
		return et_app_refuse(NAME, "%s can't be made: %s", config->data, why);
	}
	return ET_EXIT_OK;
}

static void print_links(const struct et_config *config, const struct founding *f)
{
	char id[ET_B64U_LEN(16) + 1], secret[ET_B64U_LEN(ET_SEED_LEN) + 1];
	char g[ET_B64U_LEN(ET_GENESIS_PREFIX_LEN) + 1];

	et_b64u_encode(et_slice_sub(et_hash_slice(&f->g), 0, ET_GENESIS_PREFIX_LEN), g);
	for (size_t i = 0; i < f->genesis.org_count; i++) {
		const struct et_genesis_org *org = &f->genesis.orgs[i];

		et_b64u_encode(et_id_slice(&org->org_id), id);
		et_b64u_encode(et_slice_of(f->invite_secret[i], ET_SEED_LEN), secret);
		printf("%.*s %.*s: %s/#i=%s.%s.%s\n", ET_SLICE_FMT(org->kind),
			ET_SLICE_FMT(org->name), config->origin, id, secret, g);
		et_wipe(secret, sizeof(secret));
	}
	fprintf(stderr,
		"etatunti init: made %s. Each link above founds its organisation, once; give it "
		"to that organisation's coordinator by a way you trust. It is kept nowhere.\n",
		config->data);
}

static int run(const struct et_config *config)
{
	struct founding *f;
	int code = check_options(config);

	if (code != ET_EXIT_OK)
		return code;
	if ((f = calloc(1, sizeof(*f))) == NULL)
		return et_app_refuse(NAME, "no memory");
	et_buf_init(&f->bytes, 1 << 16);
	if (make_founding(config, et_env_system(), f) != ET_OK)
		code = et_app_refuse(NAME, "no memory");
	else if ((code = make_folder(config, f)) == ET_EXIT_OK)
		print_links(config, f);
	et_buf_fini(&f->bytes);
	et_wipe(f, sizeof(*f));
	free(f);
	return code;
}

const struct et_app_command et_app_init = {
	.name = NAME,
	.usage = "init DATA --org KIND:NAME…",
	.summary = "make a new deployment and print the founding link of each organisation",
	.scope = ET_APP_INIT,
	.run = run,
};
