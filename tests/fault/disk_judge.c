/* See disk_judge.h. A state is verified once, by whoever meets it first: the same pages are the same record. */
#include "disk_judge.h"

#include <stdio.h>
#include <stdlib.h>

#include <etatunti/service/verify.h>

#include "disk_mem.h"

static uint64_t from_environment(const char *name)
{
	const char *text = getenv(name);
	uint64_t value = text == NULL ? 0 : strtoull(text, NULL, 10);

	return value > 0 ? value : 1;
}

size_t dk_rounds(size_t tries)
{
	return tries * from_environment("ET_FAULT_ROUNDS");
}

uint64_t dk_seed(void)
{
	return from_environment("ET_SEED");
}

void dk_left_by_kill(const struct dk_script *script)
{
	dm_put(script->back, dm_get(script->path));
	dm_put(script->back_wal, dm_get(script->wal));
}

void dk_left_by_crash(const struct dk_rig *rig, size_t ops, enum dj_loss loss, uint64_t seed)
{
	dj_crash(&rig->journal, ops, loss, seed, rig->script->back, rig->script->back_wal);
}

static bool verifies(struct et_store *store, const char *when, char why[DK_WHY_LEN])
{
	char detail[ET_VERIFY_WHY_LEN] = "";
	enum et_err err = et_verify_run(store, NULL, NULL, detail);

	if (err != ET_OK)
		(void)snprintf(
			why, DK_WHY_LEN, "%s: verify: %s: %s", when, et_err_symbol(err), detail);
	return err == ET_OK;
}

static enum et_err keep(void *ctx, struct et_slice line)
{
	(void)ctx;
	return line.len > 0 ? ET_OK : ET_INTERNAL;
}

/* A start, a turn, a clean end: none of it may fail on what was recovered. */
static bool core_goes_on(
	const struct dk_known *known, struct et_store *store, int64_t now_ms, char why[DK_WHY_LEN])
{
	struct kit *kit = known->script->kit;
	struct et_env_fake fake;
	struct et_core_config config = { .service = { .env = &fake.env,
						 .store = store,
						 .deployment = &kit->deployment,
						 .salt_secret = et_slice_of(kit->salt_secret, 32),
						 .log_key = &kit->log_key },
		.keep_checkpoint = keep };
	struct et_core *core;
	enum et_err err;

	et_env_fake_init(&fake, now_ms + KIT_MINUTE, 7);
	if ((err = et_core_open(&config, &core)) == ET_OK)
		err = et_core_turn(core);
	if (err == ET_OK)
		err = et_core_stop(core);
	et_core_close(core);
	if (err != ET_OK)
		(void)snprintf(why, DK_WHY_LEN, "core does not go on: %s", et_err_symbol(err));
	return err == ET_OK;
}

static bool open_left(const struct dk_known *known, struct et_store **out, char why[DK_WHY_LEN])
{
	char detail[ET_STORE_WHY_LEN];
	enum et_err err = et_store_open(known->script->back, ET_STORE_SERVE, KIT_T0, out, detail);

	if (err != ET_OK)
		(void)snprintf(why, DK_WHY_LEN, "it does not open: %s", detail);
	return err == ET_OK;
}

static bool serves(
	const struct dk_known *known, struct et_store *store, int64_t now_ms, char why[DK_WHY_LEN])
{
	return verifies(store, "recovered", why) && core_goes_on(known, store, now_ms, why) &&
		verifies(store, "a turn later", why);
}

bool dk_goes_on(const struct dk_known *known, int64_t now_ms, char why[DK_WHY_LEN])
{
	struct et_store *store;
	bool good;

	if (!open_left(known, &store, why))
		return false;
	good = serves(known, store, now_ms, why);
	et_store_close(store);
	return good;
}

static const struct et_hash *state(const struct dk_known *known, size_t steps)
{
	return steps == 0 ? &known->steps[0].before : &known->steps[steps - 1].after;
}

/* Of the steps that leave the same state behind, the first. */
static size_t first_of_state(const struct dk_known *known, size_t steps)
{
	while (steps > 0 && et_hash_eq(state(known, steps), state(known, steps - 1)))
		steps--;
	return steps;
}

static bool look_up(const struct dk_known *known, const struct et_hash *found, size_t told,
	size_t begun, size_t *out, char why[DK_WHY_LEN])
{
	for (size_t i = told; i <= begun; i++) {
		if (et_hash_eq(state(known, i), found)) {
			*out = first_of_state(known, i);
			return true;
		}
	}
	(void)snprintf(why, DK_WHY_LEN, "the record is not as after step %zu", told);
	for (size_t i = 0; i <= known->count; i++) {
		if (et_hash_eq(state(known, i), found))
			(void)snprintf(why, DK_WHY_LEN,
				"the record is as after %zu steps, of which %zu were told and %zu begun",
				i, told, begun);
	}
	return false;
}

bool dk_is_whole(const struct dk_known *known, size_t told, size_t begun, char why[DK_WHY_LEN])
{
	struct et_store *store;
	struct et_hash found;
	size_t number = 0;
	bool good;

	if (!open_left(known, &store, why))
		return false;
	found = dk_state_of(store);
	good = look_up(known, &found, told, begun, &number, why);
	if (good && known->judged[number] == 0) {
		size_t last = known->script->run.count - 1;

		good = serves(known, store,
			dk_step_at(known->script, number < last ? number : last)->now_ms, why);
		known->judged[number] = good;
	}
	et_store_close(store);
	return good;
}
