/*
 * How long `verify` takes: bench_verify [ROWS] makes a record of so many log rows (default a million) in a
 * temporary folder, through the service, as work does it: people who read their cases, write into
 * them, list what there is, now and then where they may not; a checkpoint at every 256 rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/service/verify.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/txn.h>

#include "service/record.h"

#define ROWS_DEFAULT 1000000
#define CASES 40
/* Reads of one person in a turn, and statements of one: what the rates allow in TURN_MS. */
#define READS 32
#define STATEMENTS 10
#define TURN_MS 3300
#define SIGNED_IN_MS (11 * KIT_HOUR)

static int64_t rows_wanted = ROWS_DEFAULT;

struct bench {
	struct cw_world *world;
	struct cw_case cases[CASES];
	struct et_id questions[CASES]; /* an object of each, and its newest revision */
	int64_t revs[CASES];
	struct et_slice get[CASES], open[CASES], cases_frame, hours_frame; /* frames */
	char dir[256], database[288], checkpoints[288];
	FILE *lines;
	int64_t signed_in_at;
	const struct et_env *clock; /* the real one */
	int64_t verify_from;
};

static struct et_slice frame(struct bench *bench, const char *cmd, json_t *params)
{
	return kit_text(bench->world->kit, cmd, params);
}

static void make_cases(struct bench *bench)
{
	struct kit *kit = bench->world->kit;

	for (size_t i = 0; i < CASES; i++) {
		struct cw_case *cs = &bench->cases[i];

		kit_advance(kit, 10000);
		cw_with_contact(bench->world, cs);
		bench->questions[i] = kit_fresh_id(kit);
		bench->revs[i] = 1;
		cw_object(cs, bench->world->ann, &bench->questions[i], "question", 'S', 1);
		kit_ok(cw_send(cs, bench->world->ann));
		bench->get[i] = frame(bench, "case-get",
			json_pack("{s:o, s:i}", "case", kit_json_id(&cs->id), "from", 1));
		bench->open[i] = frame(bench, "object-get",
			json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&cs->id), "objects",
				"object", kit_json_id(&bench->questions[i]), "rev", 1));
	}
	bench->cases_frame = frame(bench, "case-list", NULL);
	bench->hours_frame = frame(bench, "hour-list",
		json_pack("{s:I, s:I}", "from", (json_int_t)KIT_T0, "to",
			(json_int_t)(KIT_T0 + 30 * KIT_DAY)));
}

static void sign_in_all(struct bench *bench)
{
	cw_later(bench->world, 1000);
	bench->signed_in_at = kit_now(bench->world->kit);
}

/* From memory onto the disk, and on from there as after a restart. */
static void onto_disk(struct bench *bench)
{
	struct kit *kit = bench->world->kit;
	char why[ET_STORE_WHY_LEN];
	struct et_store *file;

	(void)snprintf(bench->dir, sizeof(bench->dir), "%s/et-bench-XXXXXX",
		getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(bench->dir));
	(void)snprintf(bench->database, sizeof(bench->database), "%s/db", bench->dir);
	(void)snprintf(bench->checkpoints, sizeof(bench->checkpoints), "%s/log", bench->dir);
	bench->lines = fopen(bench->checkpoints, "we");
	assert_non_null(bench->lines);
	if (et_store_open(bench->database, ET_STORE_CREATE, KIT_T0, &file, why) != ET_OK)
		fail_msg("%s: %s", bench->database, why);
	record_copy_pages(kit->store->db, file->db);
	et_store_close(kit->store);
	kit->store = file;
	kit_restart(kit);
	sign_in_all(bench);
}

/* What core does with what waits, but for front. */
static void deliver(struct bench *bench)
{
	struct et_delivery out;

	while (et_service_next_delivery(bench->world->kit->service, &out)) {
		if (out.type == ET_DELIVER_CHECKPOINT)
			assert_true(fprintf(bench->lines, "%.*s\n", ET_SLICE_FMT(out.bytes)) > 0);
	}
}

static void take(struct bench *bench, const struct kit_peer *by, struct et_slice bytes)
{
	assert_int_equal(
		et_service_frame(bench->world->kit->service, by->front, bytes, false), ET_OK);
}

static void read_all(struct bench *bench, size_t turn)
{
	const struct cw_world *world = bench->world;
	const struct kit_peer *readers[] = { world->ann, world->ben, world->kim };
	struct kit *kit = world->kit;

	assert_int_equal(et_store_txn_begin(kit->store, "bench"), ET_OK);
	for (size_t i = 0; i < 3 * READS; i++) {
		size_t which = (turn + i) % CASES;
		size_t kind = i / 3 % 16;

		take(bench, readers[i % 3],
			kind == 0               ? bench->cases_frame
				: kind == 1     ? bench->hours_frame
				: kind % 2 == 0 ? bench->get[which]
						: bench->open[which]);
	}
	take(bench, world->cid, bench->get[turn % CASES]); /* forbidden */
	assert_int_equal(et_service_timers(kit->service), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	et_service_committed(kit->service);
	deliver(bench);
}

/* The kit keeps what it has seen for as long as it lives: too long for this. */
static void write_some(struct bench *bench, size_t turn, struct et_arena *scratch)
{
	struct cw_world *world = bench->world;
	struct et_arena *kept = world->kit->arena;
	size_t which = turn % CASES;
	struct cw_case *cs = &bench->cases[which];
	struct kit_peer *by = turn % 2 == 0 ? world->ann : world->ben;

	world->kit->arena = scratch;
	for (size_t i = 0; i < STATEMENTS; i++)
		cw_object(cs, by, &bench->questions[which], "question", 'S', ++bench->revs[which]);
	kit_ok(cw_send(cs, by));
	ET_LIST_EACH(&world->kit->peers, it, after)
	kit_forget(ET_CONTAINER(it, struct kit_peer, link));
	world->kit->arena = kept;
	et_arena_reset(scratch);
}

static int64_t rows_now(struct bench *bench)
{
	struct et_hash hash;
	int64_t seq;

	assert_int_equal(et_store_logrow_head(bench->world->kit->store, &seq, &hash), ET_OK);
	return seq;
}

static void make_rows(struct bench *bench)
{
	struct et_arena *scratch = et_arena_new((size_t)1 << 20, (size_t)64 << 20);
	struct kit *kit = bench->world->kit;

	assert_non_null(scratch);
	for (size_t turn = 0; rows_now(bench) < rows_wanted; turn++) {
		if (kit_now(kit) - bench->signed_in_at > SIGNED_IN_MS)
			sign_in_all(bench);
		et_env_fake_advance(&kit->fake, TURN_MS);
		read_all(bench, turn);
		write_some(bench, turn, scratch);
	}
	et_arena_free(scratch);
	/* The last rows are covered too. */
	assert_int_equal(et_store_txn_begin(kit->store, "bench"), ET_OK);
	assert_int_equal(et_service_stop(kit->service), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	et_service_committed(kit->service);
	deliver(bench);
	assert_int_equal(fclose(bench->lines), 0);
}

static double seconds_since(const struct bench *bench, int64_t from)
{
	return (double)(et_env_mono_ms(bench->clock) - from) / 1000.0;
}

/* Each part, as it ends. */
static void say(void *ctx, const char *text)
{
	const struct bench *bench = ctx;

	print_message("%6.1f s  %s\n", seconds_since(bench, bench->verify_from), text);
}

static double verify(struct bench *bench)
{
	const struct et_verify_sink sink = { .line = say, .ctx = bench };
	char why[ET_VERIFY_WHY_LEN] = "";
	struct et_store *store;

	bench->verify_from = et_env_mono_ms(bench->clock);

	if (et_store_open(bench->database, ET_STORE_READ, KIT_T0, &store, why) != ET_OK ||
		et_verify_run(store, bench->checkpoints, &sink, why) != ET_OK)
		fail_msg("verify: %s", why);
	et_store_close(store);
	return seconds_since(bench, bench->verify_from);
}

static void bench_verify(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	struct kit *kit;
	double made, verified;
	int64_t began, rows;

	(void)state;
	assert_non_null(bench);
	bench->clock = et_env_system();
	began = et_env_mono_ms(bench->clock);
	bench->world = cw_world_new();
	kit = bench->world->kit;
	make_cases(bench);
	onto_disk(bench);
	make_rows(bench);
	rows = rows_now(bench);
	et_store_close(kit->store);
	made = seconds_since(bench, began);
	print_message("made: %lld rows in %.1f s (%s)\n", (long long)rows, made, bench->dir);
	verified = verify(bench);
	print_message("verify: %lld rows in %.1f s, %.0f rows a second\n", (long long)rows,
		verified, (double)rows / verified);
	if (getenv("ET_BENCH_KEEP") == NULL) {
		(void)unlink(bench->database);
		(void)unlink(bench->checkpoints);
		(void)rmdir(bench->dir);
	}
	kit->store = NULL;
	cw_world_free(bench->world);
	free(bench);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(bench_verify) };

	if (argc > 1 && (rows_wanted = strtoll(argv[1], NULL, 10)) < 1) {
		(void)fprintf(stderr, "usage: bench_verify [ROWS]\n");
		return 2;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
