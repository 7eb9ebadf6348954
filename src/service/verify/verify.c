/*
 * The run: opens an empty copy, lets every part check its tables, compares. Each part leaves what the
 * next one needs in struct et_verify.
 */
#include <etatunti/service/verify.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <etatunti/base/encode.h>
#include <etatunti/store/txn.h>
#include <etatunti/store/verify.h>

#include "state.h"

#define BLOCK_LEN ((size_t)256 * 1024)
#define PAGE_CAP_LEN ((size_t)512 * 1024 * 1024)
#define ALL_CAP_LEN ((size_t)2048 * 1024 * 1024)

enum et_err et_verify_fail(struct et_verify *run, const char *fmt, ...)
{
	va_list args;

	if (run->why[0] == '\0') {
		va_start(args, fmt);
		(void)vsnprintf(run->why, ET_VERIFY_WHY_LEN, fmt, args);
		va_end(args);
	}
	return ET_CORRUPT;
}

void et_verify_say(const struct et_verify *run, const char *fmt, ...)
{
	char text[ET_VERIFY_WHY_LEN];
	va_list args;

	if (run->sink == NULL)
		return;
	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	run->sink->line(run->sink->ctx, text);
}

struct et_verify_hex et_verify_id(const struct et_id *id)
{
	struct et_verify_hex hex;

	et_hex_encode(et_id_slice(id), hex.text);
	return hex;
}

static enum et_err open_run(struct et_verify *run)
{
	/* Nobody chooses keys against these maps: they are hashes and ids of signed invites. */
	const struct et_id seed = { { 0 } };
	char why[ET_STORE_WHY_LEN];

	run->page = et_arena_new(BLOCK_LEN, PAGE_CAP_LEN);
	run->step = et_arena_new(BLOCK_LEN, PAGE_CAP_LEN);
	run->all = et_arena_new(BLOCK_LEN, ALL_CAP_LEN);
	run->answers = et_map_new(seed);
	run->answers_by_eh = et_map_new(seed);
	if (run->page == NULL || run->step == NULL || run->all == NULL || run->answers == NULL ||
		run->answers_by_eh == NULL)
		return ET_NO_MEMORY;
	return et_store_open_memory(0, &run->built, why);
}

static void close_run(struct et_verify *run)
{
	et_store_close(run->built);
	et_map_free(run->answers_by_eh);
	et_map_free(run->answers);
	et_arena_free(run->all);
	et_arena_free(run->step);
	et_arena_free(run->page);
	free(run->marks);
}

static enum et_err check_database(struct et_verify *run)
{
	char why[ET_STORE_WHY_LEN] = "";
	enum et_err err = et_store_verify_integrity(run->data, why);

	if (err == ET_CORRUPT)
		return et_verify_fail(run, "%s", why);
	if (err == ET_OK)
		et_verify_say(run, "database: sound");
	return err;
}

enum et_err et_verify_projections(struct et_verify *run)
{
	char why[ET_STORE_WHY_LEN] = "";

	for (const char *const *table = et_store_projections(); *table != NULL; table++) {
		enum et_err err = et_store_verify_compare(run->data, run->built, *table, why);

		if (err == ET_CORRUPT)
			return et_verify_fail(run, "%s", why);
		if (err != ET_OK)
			return err;
	}
	enum et_err err = et_store_verify_extra(run->data, why);

	if (err == ET_CORRUPT && why[0] != '\0')
		return et_verify_fail(run, "%s", why);
	if (err != ET_OK)
		return err;
	et_verify_say(run, "projections: rebuilt from the chains, all the same");
	return ET_OK;
}

/* Last: what was changed in the rows says more, and nothing above rests on it. */
static enum et_err check_schema(struct et_verify *run)
{
	char why[ET_STORE_WHY_LEN] = "";
	enum et_err err = et_store_verify_schema(run->data, run->built, why);

	if (err == ET_CORRUPT)
		return et_verify_fail(run, "%s", why);
	if (err == ET_OK)
		et_verify_say(
			run, "schema: every table, view and trigger as this program makes it");
	return err;
}

/* Everything that fills the copy, in one transaction. */
static enum et_err rebuild(struct et_verify *run, const char *checkpoints_path)
{
	enum et_err err;

	if ((err = et_store_txn_begin(run->built, "verify")) != ET_OK)
		return err;
	if ((err = et_verify_genesis(run)) != ET_OK)
		return err;
	if ((err = et_verify_log_key(run)) != ET_OK)
		return err;
	if ((err = et_verify_enrolments(run)) != ET_OK)
		return err;
	if ((err = et_verify_read_marks(run, checkpoints_path)) != ET_OK)
		return err;
	if ((err = et_verify_log(run)) != ET_OK)
		return err;
	return et_store_txn_commit(run->built);
}

enum et_err et_verify_run(struct et_store *store, const char *checkpoints_path,
	const struct et_verify_sink *sink, char why[ET_VERIFY_WHY_LEN])
{
	struct et_verify *run = calloc(1, sizeof(*run));
	enum et_err err;

	why[0] = '\0';
	if (run == NULL)
		return ET_NO_MEMORY;
	run->data = store;
	run->sink = sink;
	run->why = why;
	if ((err = open_run(run)) != ET_OK)
		goto out;
	if ((err = check_database(run)) != ET_OK)
		goto out;
	if ((err = rebuild(run, checkpoints_path)) != ET_OK)
		goto out;
	if ((err = et_verify_projections(run)) != ET_OK)
		goto out;
	if ((err = et_verify_data(run)) != ET_OK)
		goto out;
	err = check_schema(run);
out:
	/* What the store itself finds out of shape has no sentence yet. */
	if (err == ET_CORRUPT && why[0] == '\0')
		err = et_verify_fail(run, "a stored value does not have the shape of its column");
	close_run(run);
	free(run);
	return err;
}
