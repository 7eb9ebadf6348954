/*
 * Core under simulated clients, network, clock and disk: each seed in a process of its own. ET_SEED: the first;
 * ET_SIM_SEEDS, ET_SIM_EVENTS: how many, and how long; ET_FAULT_ROUNDS: times so many seeds. All that the issue asks for:
 * ET_SIM_SEEDS=2000 ET_SIM_EVENTS=10000.
 */
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/base/log.h>

#include "disk_judge.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SLOW 1
#endif
#endif
#ifdef IS_SLOW
#define SEEDS 6
#else
#define SEEDS 32
#endif
#define EVENTS 10000
/* From so many events on, each act must have been done. */
#define ENOUGH 300000
#define PROGRESS_EVERY 10
/* Core that turns for ever is stopped: so many events take a hundredth of it. */
#define CPU_MAX_S(events) (20 + (rlim_t)(events) / 50)

struct shared {
	struct sim_tally tally;
	struct sim_outcome outcome;
};

static int64_t number_of(const char *name, int64_t otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? strtoll(text, NULL, 10) : otherwise;
}

static double cpu_s(int who)
{
	struct rusage usage;

	assert_int_equal(getrusage(who, &usage), 0);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* False: it failed, or ended otherwise; shared->outcome says after which event. */
static bool run_apart(
	const struct sim_world *world, uint64_t seed, int64_t events, struct shared *shared)
{
	int status = 0;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		const struct rlimit limit = { CPU_MAX_S(events), CPU_MAX_S(events) + 1 };

		assert_int_equal(setrlimit(RLIMIT_CPU, &limit), 0);
		/* A kit that is not content ends the child, not the test in it. */
		assert_int_equal(setenv("CMOCKA_TEST_ABORT", "1", 1), 0);
		et_log_configure(NULL, -1, ET_LOG_ERROR);
		sim_run(world, seed, events, &shared->tally, &shared->outcome);
		_exit(shared->outcome.failed ? 1 : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status))
		(void)snprintf(shared->outcome.why, SIM_WHY_LEN,
			"core or a client ended: signal %d", WTERMSIG(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The fewest events of that seed after which it does not hold, verify at their end. */
static void tell(const struct sim_world *world, uint64_t seed, struct shared *shared)
{
	int64_t low = 0, high = shared->outcome.event;
	struct sim_outcome found = shared->outcome;

	while (high - low > 1) {
		int64_t half = low + (high - low) / 2;

		if (run_apart(world, seed, half, shared)) {
			low = half;
		} else {
			found = shared->outcome;
			high = found.event < half ? found.event : half;
		}
	}
	for (int64_t i = high + 1; i <= high + 8; i++)
		print_error("  %s\n", found.last[i % 8]);
	fail_msg("ET_SEED=%llu ET_SIM_SEEDS=1 ET_SIM_EVENTS=%lld: %s", (unsigned long long)seed,
		(long long)high, found.why);
}

static void print_acts(const struct sim_tally *tally)
{
	int64_t said = 0, done = 0;

	for (int i = 0; i < SIM_ACTS; i++) {
		print_message("%s%s %lld/%lld", i % 6 == 0 ? "\n  " : ", ", sim_act_name(i),
			(long long)tally->done[i], (long long)tally->said[i]);
		said += tally->said[i];
		done += tally->done[i];
	}
	print_message("\n%lld of %lld commands done (%lld %%)\n", (long long)done, (long long)said,
		(long long)(said > 0 ? 100 * done / said : 0));
	assert_true(done * 2 > said);
}

static void judge_tally(const struct sim_tally *tally, int64_t events)
{
	print_message(
		"%lld replies and %lld events told, %lld statements verified, %lld looks at a room, "
		"%lld at an hour, %lld restarts, %lld times verify",
		(long long)tally->commands, (long long)tally->seen, (long long)tally->statements,
		(long long)tally->rooms, (long long)tally->hours, (long long)tally->restarts,
		(long long)tally->verified);
	print_acts(tally);
	for (int i = 0; i < SIM_ACTS && events >= ENOUGH; i++) {
		if (tally->done[i] == 0)
			fail_msg("nobody was ever let do %s: the simulator is blind there",
				sim_act_name(i));
	}
}

static struct sim_world world;

static int setup(void **state)
{
	(void)state;
	sim_world_new(&world);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	sim_world_free(&world);
	return 0;
}

static void test_seeds(void **state)
{
	int64_t seeds = (int64_t)dk_rounds((size_t)number_of("ET_SIM_SEEDS", SEEDS));
	int64_t events = number_of("ET_SIM_EVENTS", EVENTS);
	struct shared *shared = mmap(
		NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double before = cpu_s(RUSAGE_CHILDREN), took;

	(void)state;
	assert_true(shared != MAP_FAILED);
	print_message("from ET_SEED=%llu: %lld seeds, %lld events each\n",
		(unsigned long long)dk_seed(), (long long)seeds, (long long)events);
	for (int64_t i = 0; i < seeds; i++) {
		if (!run_apart(&world, dk_seed() + (uint64_t)i, events, shared))
			tell(&world, dk_seed() + (uint64_t)i, shared);
		if ((i + 1) % PROGRESS_EVERY == 0)
			print_message("%lld seeds\n", (long long)(i + 1));
	}
	took = cpu_s(RUSAGE_CHILDREN) - before;
	print_message(
		"%.1f s of CPU, %.1f us an event\n", took, 1e6 * took / (double)(seeds * events));
	judge_tally(&shared->tally, seeds * events);
	assert_int_equal(munmap(shared, sizeof(*shared)), 0);
}

/* The same seed, the same frames: without that a failing seed could not be told. */
static void test_the_same_twice(void **state)
{
	struct sim_tally *tally = calloc(1, sizeof(*tally));
	struct sim_outcome outs[3];

	(void)state;
	assert_non_null(tally);
	et_log_configure(NULL, -1, ET_LOG_ERROR);
	for (uint64_t i = 0; i < 3; i++) {
		sim_run(&world, dk_seed() + i / 2, EVENTS / 5, tally, &outs[i]);
		if (outs[i].failed)
			fail_msg("%s", outs[i].why);
	}
	et_log_configure(NULL, 2, ET_LOG_INFO);
	assert_true(outs[0].said == outs[1].said);
	assert_true(outs[0].said != outs[2].said);
	free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_same_twice),
		cmocka_unit_test(test_seeds),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
