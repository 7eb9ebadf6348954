/*
 * Every schema that there has been since the first was frozen: a record of it (tests/past) is opened, brought up to date,
 * served and verified by this build. `service_past --make` writes the one of a new migration.
 */
#include "past.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <etatunti/core/core.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/meta.h>

#include "record.h"

#define FOLDER ET_SOURCE_DIR "/tests/past"
#define DAYS 3

static char why[ET_VERIFY_WHY_LEN];

static void name_of_newest(char out[256])
{
	(void)snprintf(out, 256, FOLDER "/%s.gen.sql",
		et_sql_migrations[et_sql_migrations_count - 1].name);
}

/* As the kit drew it, from the same seed. */
static void make(void)
{
	struct cw_world *world = record_new();
	struct past_head head = { .now_ms = kit_now(world->kit) };
	struct et_env_fake fake;
	char path[256];

	et_env_fake_init(&fake, KIT_T0, 42);
	et_env_random(&fake.env, head.log_seed, sizeof(head.log_seed));
	name_of_newest(path);
	past_write(world->kit->store, &head, path);
	printf("%s\n", path);
	cw_world_free(world);
}

struct past {
	char dir[64], path[96];
	struct past_head head;
	struct et_store *store;
	struct et_arena *arena;
};

static void open_it(struct past *past, enum et_store_mode mode)
{
	if (et_store_open(past->path, mode, past->head.now_ms, &past->store, why) != ET_OK)
		fail_msg("%s", why);
}

static void close_it(struct past *past)
{
	et_store_close(past->store);
	past->store = NULL;
}

static void verify(struct past *past)
{
	open_it(past, ET_STORE_READ);
	if (et_verify_run(past->store, NULL, NULL, why) != ET_OK)
		fail_msg("%s: %s", past->path, why);
	close_it(past);
}

static struct et_slice meta(struct past *past, const char *key)
{
	struct et_slice value;

	assert_int_equal(et_store_meta_get(past->store, key, past->arena, &value), ET_OK);
	return value;
}

static enum et_err keep(void *ctx, struct et_slice line)
{
	size_t *count = ctx;

	*count += line.len > 0 ? 1 : 0;
	return ET_OK;
}

/* Three days of a server that nobody speaks to: its jobs, its rows, a checkpoint at the end. */
static void serve(struct past *past)
{
	struct et_deployment deployment = { .origin = "https://localhost:8443", .version = "test" };
	struct et_core_config config = { .keep_checkpoint = keep };
	struct et_sign_key log_key;
	struct et_env_fake fake;
	struct et_core *core;
	size_t checkpoints = 0;

	open_it(past, ET_STORE_SERVE);
	et_env_fake_init(&fake, past->head.now_ms, 7);
	et_sign_key_from_seed(past->head.log_seed, &log_key);
	deployment.genesis_bytes = meta(past, ET_STORE_META_GENESIS);
	assert_int_equal(et_genesis_read(deployment.genesis_bytes, &deployment.genesis), ET_OK);
	deployment.g = et_hash_of(deployment.genesis_bytes);
	deployment.log_pk = log_key.pk;
	assert_true(et_slice_eq(meta(past, ET_STORE_META_LOG_PK), et_key32_slice(&log_key.pk)));
	config.keep_ctx = &checkpoints;
	config.service = (struct et_service_config){ .env = &fake.env,
		.store = past->store,
		.deployment = &deployment,
		.salt_secret = meta(past, ET_STORE_META_SALT_SECRET),
		.log_key = &log_key };
	assert_int_equal(et_core_open(&config, &core), ET_OK);
	for (int hours = 0; hours < DAYS * 24; hours++) {
		et_env_fake_advance(&fake, KIT_HOUR);
		assert_int_equal(et_core_turn(core), ET_OK);
	}
	assert_int_equal(et_core_stop(core), ET_OK);
	et_core_close(core);
	assert_true(checkpoints > 0);
	et_sign_key_fini(&log_key);
	close_it(past);
}

static int64_t rows(struct et_store *store, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t count;

	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	count = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt);
	return count;
}

static void one(const char *text)
{
	struct past past = { .arena = et_arena_new(4096, 1 << 20) };
	int64_t statements, log;

	(void)snprintf(past.dir, sizeof(past.dir), "/tmp/etatunti-past-XXXXXX");
	assert_non_null(mkdtemp(past.dir));
	(void)snprintf(past.path, sizeof(past.path), "%s/etatunti.db", past.dir);
	past_read(text, past.path, &past.head);
	/* As it was, whatever this build makes of it. */
	open_it(&past, ET_STORE_COPY);
	statements = rows(past.store, "SELECT COUNT(*) FROM statement");
	log = rows(past.store, "SELECT COUNT(*) FROM log");
	assert_true(statements > 50 && log > statements);
	close_it(&past);
	open_it(&past, ET_STORE_SERVE);
	assert_int_equal(
		rows(past.store, "SELECT COUNT(*) FROM migration"), et_sql_migrations_count);
	assert_int_equal(rows(past.store, "SELECT COUNT(*) FROM statement"), statements);
	assert_int_equal(rows(past.store, "SELECT COUNT(*) FROM log"), log);
	close_it(&past);
	verify(&past);
	serve(&past);
	verify(&past);
	(void)unlink(past.path);
	assert_int_equal(rmdir(past.dir), 0);
	et_arena_free(past.arena);
}

static void test_each_opens_serves_and_verifies(void **state)
{
	glob_t found;

	(void)state;
	assert_int_equal(glob(FOLDER "/*.gen.sql", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		one(found.gl_pathv[i]);
	globfree(&found);
}

/* Whoever adds a migration leaves a record of it behind. */
static void test_there_is_one_of_today(void **state)
{
	struct stat st;
	char path[256];

	(void)state;
	name_of_newest(path);
	if (stat(path, &st) != 0)
		fail_msg("there is no %s: `service_past --make` writes it", path);
}

int main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_is_one_of_today),
		cmocka_unit_test(test_each_opens_serves_and_verifies),
	};

	if (et_crypto_init() != ET_OK || et_calendar_init() != ET_OK)
		return 1;
	if (argc == 2 && strcmp(argv[1], "--make") == 0) {
		make();
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
