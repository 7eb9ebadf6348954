/*
 * Each of the first allocations of a whole run of core fails, and a sample of those behind them; and some with all that
 * follow. Nothing is told that is not in the record, the record is whole, nothing leaks, and who comes next is served.
 */
#include <stdlib.h>

#include "memory_blow.h"

/* The first so many, each; and so many of those behind them. */
#define EACH 5000
#define SAMPLE 500
/* Of these every so manyth with all after it. */
#define FOR_GOOD_EVERY 20

/* A fork under a sanitizer is dear: there every so manyth of them, by the seed. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(IS_SANITIZED)
#define ONE_OF 8
#else
#define ONE_OF 1
#endif

struct stage {
	struct dk_script script;
	struct dk_known known;
	struct dk_rig rig;
	struct mb_path path;
};

struct tally {
	size_t of[MB_OUTCOMES], tried;
};

static int setup(void **state)
{
	struct stage *stage = calloc(1, sizeof(*stage));
	struct mf_counts before, now;

	assert_non_null(stage);
	mf_install();
	dk_script_new(&stage->script);
	dk_known_new(&stage->known, &stage->script, &stage->rig);
	dk_rig_forget(&stage->rig);
	before = mf_counts();
	mb_path_new(&stage->path, &stage->known, &stage->rig);
	now = mf_counts();
	print_message("the script asks for memory %zu times behind a start (%zu)", stage->path.all,
		stage->path.starting);
	for (enum mf_whose i = 0; i < MF_SOURCES; i++)
		print_message("; %s %zu", mf_name(i), now.asked[i] - before.asked[i]);
	print_message("\n");
	*state = stage;
	return 0;
}

static int teardown(void **state)
{
	struct stage *stage = *state;

	mb_path_free(&stage->path);
	dk_known_free(&stage->known);
	dk_script_free(&stage->script);
	free(stage);
	return 0;
}

static void report(const char *what, const struct tally *tally)
{
	print_message(
		"%s: %zu tried, ET_SEED=%llu", what, tally->tried, (unsigned long long)dk_seed());
	for (enum mb_outcome i = 0; i < MB_OUTCOMES; i++)
		print_message("; %s %zu", mb_outcome_name(i), tally->of[i]);
	print_message("\n");
	assert_int_equal(tally->of[MB_BROKEN], 0);
}

enum draw { OF_THE_REST = 1, OF_FOR_GOOD, OF_ALL };

/* One of so many, seeded, the same in every run of that seed; splitmix64, so that draws do not hang together. */
static bool is_drawn(enum draw what, size_t number, size_t of)
{
	uint64_t x = number * 4 + (uint64_t)what + dk_seed() * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return (x ^ x >> 31) % of == 0;
}

static bool is_tried(const struct stage *stage, size_t number, bool for_good)
{
	size_t of = stage->path.all > EACH ? (stage->path.all - EACH) / dk_rounds(SAMPLE) + 1 : 1;
	bool is_due = number <= EACH || is_drawn(OF_THE_REST, number, of);

	return is_due && is_drawn(OF_ALL, number, ONE_OF) &&
		(!for_good || is_drawn(OF_FOR_GOOD, number, FOR_GOOD_EVERY));
}

static void each_step(struct stage *stage, bool for_good, struct tally *tally)
{
	struct mb_blow blow = { .rig = &stage->rig, .path = &stage->path, .for_good = for_good };

	mb_open(&stage->rig, &stage->script);
	for (blow.step = 0; blow.step < stage->known.count; blow.step++) {
		for (blow.countdown = 1; blow.countdown <= stage->path.asked[blow.step];
			blow.countdown++) {
			blow.number++;
			if (!is_tried(stage, blow.number, for_good))
				continue;
			tally->of[mb_strike(&blow)]++;
			tally->tried++;
		}
		assert_int_equal(dk_rig_step(&stage->rig, blow.step), ET_OK);
	}
	dk_rig_close(&stage->rig);
	dk_rig_forget(&stage->rig);
}

static void test_each_fails(void **state)
{
	struct tally tally = { 0 };

	each_step(*state, false, &tally);
	report("the n-th fails", &tally);
	/* Few are such that nobody notices: what SQLite can do without. */
	assert_true(tally.of[MB_REFUSED] > 0 && tally.of[MB_ENDED] > 0);
	assert_true(tally.of[MB_TOLD] * 20 < tally.tried);
}

static void test_from_each_on_all_fail(void **state)
{
	struct tally tally = { 0 };

	each_step(*state, true, &tally);
	report("from the n-th on all fail", &tally);
	assert_true(tally.of[MB_ENDED] > 0);
}

static void test_one_of_a_start_fails(void **state)
{
	struct stage *stage = *state;
	struct mb_blow blow = { .rig = &stage->rig, .path = &stage->path };
	struct tally tally = { 0 };

	for (blow.number = 1; blow.number <= stage->path.starting; blow.number++) {
		if (!is_drawn(OF_THE_REST, blow.number,
			    stage->path.starting / dk_rounds(SAMPLE) * ONE_OF + 1))
			continue;
		blow.countdown = blow.number;
		blow.for_good = blow.number % FOR_GOOD_EVERY == 0;
		tally.of[mb_strike_start(&blow)]++;
		tally.tried++;
	}
	report("one of a start fails", &tally);
	assert_true(tally.of[MB_ENDED] > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_fails),
		cmocka_unit_test(test_from_each_on_all_fail),
		cmocka_unit_test(test_one_of_a_start_fails),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
