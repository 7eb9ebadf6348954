/*
 * What a long history costs: records of 10^3 … cases with so many rows of the log each, made by the
 * house, then inside core: opening the record as `serve` does, what the screen of today asks for, a
 * case that is opened, and the cost of commands at each size.
 * bench_history_core [--cases N] [--log ROWS_OF_THE_LARGEST] [--verify]: JSON on stdout.
 * --make: only the largest, which is kept; its folder is on stdout. --of FOLDER: only one that was kept; it goes on.
 */
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/core/core.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/txn.h>

#include "commands_floor.h"
#include "history_house.h"
#include "load/hist.h"

#define SIZES_MAX 8
#define SIZE_LEAST 1000
#define CLIENTS 64
/* A person has four connections at the most. */
#define PAIRS_LEAST 16
#define SAMPLES 2000
#define ROUNDS 48
/* Of these the cost is not counted. */
#define ROUNDS_BEFORE 240
#define STEP_MS 200
/* As the client asks for them. */
#define HOURS_BACK (60 * KIT_DAY)
#define HOURS_AHEAD (26 * 7 * KIT_DAY)

static size_t cases_wanted = 10000;
static int64_t rows_wanted; /* 0: a hundred a case */
static bool with_verify, only_make;
static const char *kept;

struct bench {
	struct house *house;
	struct kit_peer *clients[CLIENTS];
	struct house_case *own[CLIENTS]; /* a case that the client works on */
	uint64_t dice;
	struct et_slice frames[CLIENTS];
};

/* --------------------------------------------------------------------- asking */

static uint64_t roll(struct bench *bench, uint64_t sides)
{
	bench->dice = bench->dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (bench->dice >> 33) % sides;
}

/* Any case of the client's pair. */
static const struct house_case *any_case(struct bench *bench, size_t client)
{
	const struct house *house = bench->house;
	size_t pair = bench->own[client]->pair;
	size_t each = (house->case_count - pair - 1) / house->pair_count + 1;

	return &house->cases[pair + house->pair_count * roll(bench, each)];
}

static struct et_slice ask_case(struct bench *bench, size_t i)
{
	const struct house_case *cs = any_case(bench, i);

	return kit_text(bench->house->kit, "case-get",
		json_pack("{s:o, s:i}", "case", kit_json_id(&cs->id), "from", 1));
}

static struct et_slice ask_object(struct bench *bench, size_t i)
{
	const struct house_case *cs = any_case(bench, i);

	return kit_text(bench->house->kit, "object-get",
		json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&cs->id), "objects",
			"object", kit_json_id(&cs->question), "rev", 1));
}

static struct et_slice ask_cases(struct bench *bench, size_t i)
{
	(void)i;
	return kit_text(bench->house->kit, "case-list", NULL);
}

static struct et_slice ask_hours(struct bench *bench, size_t i)
{
	int64_t now = kit_now(bench->house->kit);

	(void)i;
	return kit_text(bench->house->kit, "hour-list",
		json_pack("{s:I, s:I}", "from", (json_int_t)(now - HOURS_BACK), "to",
			(json_int_t)(now + HOURS_AHEAD)));
}

static struct et_slice ask_waiting(struct bench *bench, size_t i)
{
	(void)i;
	return kit_text(bench->house->kit, "queue-list", NULL);
}

static struct et_slice write_signed(struct bench *bench, size_t i)
{
	return house_write(bench->house, bench->own[i], bench->clients[i]);
}

static struct et_slice write_draft(struct bench *bench, size_t i)
{
	static const char text[FLOOR_ROW_LEN];
	const struct et_slice data = et_slice_of(text, sizeof(text));

	(void)i;
	return kit_frame(bench->house->kit, "draft-put",
		json_pack("{s:s, s:i}", "key", "note", "data", 0), &data, 1);
}

static void drain(struct bench *bench, size_t expected)
{
	struct et_delivery out;
	size_t ok = 0;

	while (et_service_next_delivery(bench->house->kit->service, &out)) {
		if (out.type != ET_DELIVER_TEXT && out.type != ET_DELIVER_BLOB)
			continue;
		if (memmem(out.bytes.ptr, out.bytes.len, "\"error\"", 7) != NULL)
			fail_msg("refused: %.*s", ET_SLICE_FMT(out.bytes));
		ok += memmem(out.bytes.ptr, out.bytes.len < 256 ? out.bytes.len : 256, "\"ok\"",
			      4) != NULL;
	}
	assert_int_equal(ok, expected);
}

/* So many of bench->frames, each by its client, in one transaction. */
static void turn(struct bench *bench, struct kit_peer *const *by, size_t count)
{
	struct kit *kit = bench->house->kit;

	assert_int_equal(et_store_txn_begin(kit->store, "bench"), ET_OK);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(et_service_frame(kit->service, by[i]->front, bench->frames[i],
					 bench->frames[i].ptr[0] == 1),
			ET_OK);
	assert_int_equal(et_service_timers(kit->service), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	et_service_committed(kit->service);
	drain(bench, count);
}

/* ------------------------------------------------------------------- measuring */

typedef struct et_slice (*maker)(struct bench *bench, size_t client);

struct spent {
	double wall_s, cpu_s;
};

static void timed_turn(
	struct bench *bench, struct kit_peer *const *by, size_t count, struct spent *spent)
{
	spent->wall_s -= floor_now_s();
	spent->cpu_s -= floor_cpu_s();
	turn(bench, by, count);
	spent->wall_s += floor_now_s();
	spent->cpu_s += floor_cpu_s();
}

/* What a screen asks for: all in one go, as flow.ts does when somebody has come in, or one after the other. */
struct screen {
	const char *name;
	maker makers[3];
	size_t count;
	bool at_once;
};

static struct spent show(struct bench *bench, const struct screen *screen)
{
	size_t client = roll(bench, CLIENTS);
	struct kit_peer *by[3] = { NULL };
	struct spent spent = { 0, 0 };

	for (size_t i = 0; i < screen->count; i++) {
		by[i] = bench->clients[client];
		bench->frames[screen->at_once ? i : 0] = screen->makers[i](bench, client);
		if (!screen->at_once)
			timed_turn(bench, &by[i], 1, &spent);
	}
	if (screen->at_once)
		timed_turn(bench, by, screen->count, &spent);
	return spent;
}

/* How long until the last is answered. */
static void latency(struct bench *bench, const struct screen *screen, const char *when)
{
	struct hist *hist = calloc(1, sizeof(*hist));
	struct hist *cpu = calloc(1, sizeof(*cpu));

	assert_non_null(hist);
	assert_non_null(cpu);
	for (size_t n = 0; n < SAMPLES; n++) {
		struct spent spent;

		et_env_fake_advance(&bench->house->kit->fake, STEP_MS);
		spent = show(bench, screen);
		hist_add(hist, (int64_t)(spent.wall_s * 1e9));
		hist_add(cpu, (int64_t)(spent.cpu_s * 1e9));
		if (n % 64 == 63)
			house_forget(bench->house);
	}
	printf(", \"%s%s\": {\"p50_ms\": %.3f, \"p99_ms\": %.3f, \"cpu_p99_ms\": %.3f}",
		screen->name, when, (double)hist_at(hist, 0.5) / 1e6,
		(double)hist_at(hist, 0.99) / 1e6, (double)hist_at(cpu, 0.99) / 1e6);
	free(hist);
	free(cpu);
}

/* All clients at once: CPU of one command, once what is used is in memory. */
static void cost(struct bench *bench, const char *name, maker make)
{
	struct spent spent = { 0, 0 }, before = { 0, 0 };

	for (size_t r = 0; r < ROUNDS_BEFORE + ROUNDS; r++) {
		et_env_fake_advance(&bench->house->kit->fake, STEP_MS);
		for (size_t i = 0; i < CLIENTS; i++)
			bench->frames[i] = make(bench, i);
		timed_turn(bench, bench->clients, CLIENTS, r < ROUNDS_BEFORE ? &before : &spent);
		house_forget(bench->house);
	}
	printf(", \"%s_us\": %.1f", name, spent.cpu_s * 1e6 / (ROUNDS * CLIENTS));
}

/* What the kernel keeps of the file goes; our own pages go with the connection. */
static void make_cold(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	(void)fdatasync(fd);
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	(void)close(fd);
}

/* The record closed, opened, and the service on it, as a start of `serve` does before it listens. */
static void reopen(struct bench *bench)
{
	struct kit *kit = bench->house->kit;
	char why[ET_STORE_WHY_LEN];
	double wall_s, cpu_s;

	house_leave(bench->house);
	et_store_close(kit->store);
	make_cold(bench->house->database);
	wall_s = floor_now_s();
	cpu_s = floor_cpu_s();
	if (et_store_open(bench->house->database, ET_STORE_SERVE, kit_now(kit), &kit->store, why) !=
		ET_OK)
		fail_msg("%s", why);
	kit_restart(kit); /* and the first run of every job */
	printf(", \"start_s\": %.3f, \"start_cpu_s\": %.3f", floor_now_s() - wall_s,
		floor_cpu_s() - cpu_s);
}

static void enter_all(struct bench *bench)
{
	struct house *house = bench->house;

	for (size_t i = 0; i < CLIENTS; i++) {
		/* Each a case of its own, of pairs in turn. */
		const struct house_pair *pair = &house->pairs[i % house->pair_count];
		size_t at = i;

		bench->own[i] = &house->cases[at];
		bench->clients[i] = house_enter(house, pair->workers[i / house->pair_count % 2]);
		kit_advance(house->kit, 300);
	}
	house_forget(house);
}

static void verify_record(struct bench *bench)
{
	double from = floor_now_s();

	kit_advance(bench->house->kit, ET_CHECKPOINT_MS);
	kit_verify(bench->house->kit);
	printf(", \"verify_s\": %.1f", floor_now_s() - from);
}

static int64_t file_len(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int64_t len = lseek(fd, 0, SEEK_END);

	(void)close(fd);
	return len;
}

static void measure(struct bench *bench)
{
	static const struct screen today = { "today", { ask_hours, ask_waiting, ask_cases }, 3,
		true };
	static const struct screen one_case = { "case", { ask_case, ask_object }, 2, false };

	reopen(bench);
	enter_all(bench);
	latency(bench, &today, "_cold");
	latency(bench, &today, "");
	latency(bench, &one_case, "_cold");
	latency(bench, &one_case, "");
	cost(bench, "signed", write_signed);
	cost(bench, "unsigned", write_draft);
	cost(bench, "read", ask_object);
	cost(bench, "signed_again", write_signed);
	if (with_verify)
		verify_record(bench);
}

static struct house *made(size_t cases, int64_t rows)
{
	size_t enough = (cases + HOUSE_CASES_OF_PAIR - 1) / HOUSE_CASES_OF_PAIR;
	struct house *house = house_new(enough > PAIRS_LEAST ? enough : PAIRS_LEAST);

	house_cases(house, cases);
	house_rows(house, rows);
	return house;
}

/* The house is gone, or left behind, afterwards. */
static void of_house(struct house *house, double made_s)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	assert_non_null(bench);
	bench->house = house;
	printf("{\"cases\": %zu, \"log\": %lld, \"made_s\": %.1f, \"bytes\": %lld",
		house->case_count, (long long)house_log_len(house), made_s,
		(long long)file_len(house->database));
	measure(bench);
	printf("}");
	(void)fflush(stdout);
	house_free(house);
	free(bench);
}

static void of_size(size_t cases, int64_t rows)
{
	double from = floor_now_s();
	struct house *house = made(cases, rows);

	of_house(house, floor_now_s() - from);
}

static void make_and_keep(void)
{
	struct house *house = made(cases_wanted, rows_wanted);

	house_keep(house);
	puts(house->dir);
	house_free(house);
}

/* From 10^3 on, ten times as many each; the log in proportion. */
static void bench_history(void)
{
	size_t size = cases_wanted < SIZE_LEAST ? cases_wanted : SIZE_LEAST;

	printf("[");
	for (;;) {
		of_size(size, rows_wanted / (int64_t)cases_wanted * (int64_t)size);
		if (size == cases_wanted)
			break;
		printf(",\n");
		size = size * 10 < cases_wanted ? size * 10 : cases_wanted;
	}
	printf("]\n");
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "cases", required_argument, NULL, 'c' },
		{ "log", required_argument, NULL, 'l' }, { "verify", no_argument, NULL, 'v' },
		{ "make", no_argument, NULL, 'm' }, { "of", required_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 } };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'c')
			cases_wanted = strtoul(optarg, NULL, 10);
		else if (option == 'l')
			rows_wanted = strtoll(optarg, NULL, 10);
		else if (option == 'v')
			with_verify = true;
		else if (option == 'm')
			only_make = true;
		else if (option == 'o')
			kept = optarg;
		else
			cases_wanted = 0;
	}
	if (cases_wanted < CLIENTS || rows_wanted < 0) {
		(void)fprintf(stderr,
			"usage: bench_history_core [--cases N] [--log ROWS] [--verify] [--make | --of FOLDER]\n");
		return 2;
	}
	if (rows_wanted == 0)
		rows_wanted = (int64_t)cases_wanted * 100;
	if (only_make)
		make_and_keep();
	else if (kept != NULL)
		of_house(house_take(kept), 0);
	else
		bench_history();
	return 0;
}
