/*
 * Durable commands inside core, without sockets: 64 people whose frames share a transaction, as when
 * they all wait for an answer; against raw SQLite and against verifying alone, in turn in one run.
 * bench_commands_core [--rounds N] [--only NAME]: one JSON object on stdout.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/ahead.h>
#include <etatunti/store/txn.h>

#include "commands_floor.h"
#include "history_house.h"
#include "state.h"

#define CLIENTS 64
/* Frames of one client that are signed beforehand, outside of what is measured. */
#define AHEAD 64
#define FLOOR_MS 1500
#define MANY 16
/* The rates let a connection write so often. */
#define STEP_MS 50

static size_t rounds_wanted = 256;
static const char *only; /* NULL: all */

struct bench {
	struct house *house;
	struct et_ahead *ahead;
	struct kit_peer *clients[CLIENTS];
	struct house_case *cases[CLIENTS];
	struct et_slice frames[AHEAD][CLIENTS];
	char drafted[FLOOR_ROW_LEN];
};

typedef struct et_slice (*maker)(struct bench *bench, size_t client);

static struct et_slice make_signed(struct bench *bench, size_t i)
{
	return house_write(bench->house, bench->cases[i], bench->clients[i]);
}

static struct et_slice make_signed_many(struct bench *bench, size_t i)
{
	return house_write_many(bench->house, bench->cases[i], bench->clients[i], MANY);
}

static struct et_slice make_unsigned(struct bench *bench, size_t i)
{
	const struct et_slice data = et_slice_of(bench->drafted, sizeof(bench->drafted));
	char key[32];

	(void)snprintf(key, sizeof(key), "note-%zu", i % 4);
	return kit_frame(bench->house->kit, "draft-put",
		json_pack("{s:s, s:i}", "key", key, "data", 0), &data, 1);
}

static struct et_slice make_read(struct bench *bench, size_t i)
{
	return kit_text(bench->house->kit, "object-get",
		json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&bench->cases[i]->id),
			"objects", "object", kit_json_id(&bench->cases[i]->question), "rev", 1));
}

/* Everything that comes back is a reply that says ok, or an event. */
static void expect_ok(struct bench *bench, size_t expected)
{
	struct et_delivery out;
	size_t ok = 0;

	while (et_service_next_delivery(bench->house->kit->service, &out)) {
		if (out.type != ET_DELIVER_TEXT && out.type != ET_DELIVER_BLOB)
			continue;
		if (memmem(out.bytes.ptr, out.bytes.len, "\"error\"", 7) != NULL)
			fail_msg("refused: %.*s", ET_SLICE_FMT(out.bytes));
		ok += memmem(out.bytes.ptr, out.bytes.len, "\"ok\"", 4) != NULL;
	}
	assert_int_equal(ok, expected);
}

/* A name of its own for profilers. */
__attribute__((noinline)) static void turn(
	struct bench *bench, const struct et_slice frames[CLIENTS])
{
	struct kit *kit = bench->house->kit;

	assert_int_equal(et_store_txn_begin(kit->store, "bench"), ET_OK);
	if (bench->ahead != NULL) {
		et_ahead_forget(bench->ahead);
		for (size_t i = 0; i < CLIENTS; i++)
			et_service_ahead(kit->service, bench->clients[i]->front, frames[i]);
	}
	for (size_t i = 0; i < CLIENTS; i++)
		assert_int_equal(et_service_frame(kit->service, bench->clients[i]->front, frames[i],
					 frames[i].ptr[0] == 1),
			ET_OK);
	assert_int_equal(et_service_timers(kit->service), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	et_service_committed(kit->service);
	expect_ok(bench, CLIENTS);
}

static struct floor_rate measure(struct bench *bench, maker make, size_t each)
{
	struct floor_rate rate = { 0, 0, 0 };

	for (size_t done = 0; done < rounds_wanted;) {
		for (size_t r = 0; r < AHEAD; r++) {
			for (size_t i = 0; i < CLIENTS; i++)
				bench->frames[r][i] = make(bench, i);
		}
		double wall = floor_now_s(), cpu = floor_cpu_s();

		for (size_t r = 0; r < AHEAD && done < rounds_wanted; r++, done++) {
			et_env_fake_advance(&bench->house->kit->fake, STEP_MS);
			turn(bench, bench->frames[r]);
		}
		rate.wall_s += floor_now_s() - wall;
		rate.cpu_s += floor_cpu_s() - cpu;
		house_forget(bench->house);
	}
	rate.count = (double)(rounds_wanted * CLIENTS * each);
	return rate;
}

static bool is_wanted(const char *name)
{
	return only == NULL || strcmp(only, name) == 0;
}

static void print(const char *name, const struct floor_rate *rate)
{
	static bool is_later;

	printf("%s\"%s\": {\"per_s\": %.0f, \"per_cpu_s\": %.0f}", is_later ? ", " : "{", name,
		floor_per_s(rate), floor_per_cpu_s(rate));
	is_later = true;
}

static void enter_all(struct bench *bench)
{
	for (size_t i = 0; i < CLIENTS; i++) {
		bench->cases[i] = &bench->house->cases[i];
		bench->clients[i] = house_enter(bench->house,
			bench->house->pairs[bench->cases[i]->pair].workers[i / (CLIENTS / 2)]);
		kit_advance(bench->house->kit, 200);
	}
	house_forget(bench->house);
}

static void floors(struct bench *bench)
{
	struct floor_rate rate;

	assert_true(floor_rows(bench->house->dir, 1, FLOOR_MS, &rate));
	print("raw_row", &rate);
	assert_true(floor_rows(bench->house->dir, CLIENTS, FLOOR_MS, &rate));
	print("raw_rows_grouped", &rate);
	assert_true(floor_verify(FLOOR_MS, &rate));
	print("verify", &rate);
}

static void bench_commands_core(void)
{
	static const struct {
		const char *name;
		maker make;
		size_t each;
	} kinds[] = { { "signed", make_signed, 1 }, { "signed_many", make_signed_many, MANY },
		{ "unsigned", make_unsigned, 1 }, { "read", make_read, 1 } };
	struct bench *bench = calloc(1, sizeof(*bench));

	assert_non_null(bench);
	bench->house = house_new(CLIENTS / 2);
	house_cases(bench->house, CLIENTS);
	enter_all(bench);
	bench->house->kit->service->config.ahead = bench->ahead = et_ahead_new();
	if (is_wanted("floor"))
		floors(bench);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!is_wanted(kinds[i].name))
			continue;
		struct floor_rate rate = measure(bench, kinds[i].make, kinds[i].each);

		print(kinds[i].name, &rate);
	}
	printf("}\n");
	house_free(bench->house);
	et_ahead_free(bench->ahead);
	free(bench);
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "rounds", required_argument, NULL, 'r' },
		{ "only", required_argument, NULL, 'o' }, { NULL, 0, NULL, 0 } };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'r')
			/* Whole spans of what is signed beforehand: what follows is signed behind it. */
			rounds_wanted = (strtoul(optarg, NULL, 10) + AHEAD - 1) / AHEAD * AHEAD;
		else if (option == 'o')
			only = optarg;
		else
			rounds_wanted = 0;
	}
	if (rounds_wanted == 0) {
		(void)fprintf(stderr, "usage: bench_commands_core [--rounds N] [--only NAME]\n");
		return 2;
	}
	bench_commands_core();
	return 0;
}
