/* See disk_each.h. */
#include "disk_each.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/base/log.h>
#include <etatunti/base/sanitized.h>

/* A full disk is not written to for some seconds. */
#define PAUSE_MS 6000
/* Of those that were refused and asked again, every so manyth record is verified whole. */
#define VERIFY_EVERY 16
#define STEPS_AFTER 12
/* A fork under a sanitizer is dear: there one of so many, by the seed. */
#define ONE_OF (ET_SANITIZED ? 8 : 1)

/* How core ended the step. */
enum outcome { ENDED, TOLD, REFUSED, OUTCOMES };
static const char *const outcome_names[] = { "core ended", "it was answered", "it was refused" };

/* One fault in its fork. */
struct blow {
	struct dk_rig *rig;
	const struct dk_known *known;
	const struct dk_fault *fault;
	size_t step, number; /* number: of the write or sync in the whole run, from 1 */
	size_t tried;
	uint64_t seed;
	enum outcome outcome;
	char why[DK_WHY_LEN];
};

static void arm(const struct blow *blow, size_t countdown)
{
	struct fault fault = blow->fault->fault;

	fault.countdown = (int)countdown;
	fault.written = blow->fault->torn ? (int)((blow->seed * 37 + blow->number * 101) % 256) : 0;
	if (blow->fault->of_sync)
		fault_sync(&fault);
	else
		fault_write(&fault);
}

static void disarm(void)
{
	fault_writes(0, 0);
	fault_syncs(0, 0);
}

/* False: it told what it must not, or kept quiet where it must not. */
static bool is_honest(struct blow *blow, enum et_err err)
{
	struct et_slice said = et_buf_view(&blow->rig->said);
	const char *lie = NULL;

	if (err != ET_OK) {
		blow->outcome = ENDED;
		lie = said.len == 0 ? NULL : "core ended after it had told something";
	} else if (et_slice_eq(said, et_buf_view(&blow->known->steps[blow->step].said))) {
		blow->outcome = TOLD;
	} else {
		blow->outcome = REFUSED;
		lie = dk_says(said, "\"ok\":") || dk_says(said, "\"ev\":") ? "a part was told"
									   : NULL;
	}
	if (lie != NULL)
		(void)snprintf(blow->why, sizeof(blow->why), "%s", lie);
	return lie == NULL;
}

static bool is_whole(struct blow *blow, const char *after)
{
	bool is_end = blow->step == blow->known->count; /* all was told, nothing is begun */
	size_t told = blow->step + (!is_end && blow->outcome == TOLD);
	size_t begun = blow->step + (!is_end && blow->outcome != REFUSED);
	char detail[DK_WHY_LEN];

	if (dk_is_whole(blow->known, told, begun, detail))
		return true;
	(void)snprintf(blow->why, sizeof(blow->why), "%s; after %s: %.500s",
		outcome_names[blow->outcome], after, detail);
	return false;
}

/* There is room again: what was refused is asked again, by the same id, and done. */
static bool is_done_now(struct blow *blow)
{
	const struct dk_step *step = dk_step_at(blow->rig->script, blow->step);
	struct et_slice said = et_buf_view(&blow->rig->said);
	bool is_away = dk_has_frame(said, ET_IPC_CLOSE); /* it would sign in first */

	if (dk_rig_again(blow->rig, blow->step, PAUSE_MS) != ET_OK) {
		(void)snprintf(blow->why, sizeof(blow->why), "core ended when asked again");
		return false;
	}
	said = et_buf_view(&blow->rig->answers);
	if (!is_away && (dk_says(said, "storage_full") || (step->count > 0 && said.len == 0))) {
		(void)snprintf(blow->why, sizeof(blow->why), "not done with room again: %.300s",
			said.len > 16 ? (const char *)said.ptr + 16 : "no answer");
		return false;
	}
	if (blow->number % VERIFY_EVERY != 0)
		return true;
	dk_left_by_kill(blow->rig->script);
	return dk_goes_on(blow->known, blow->rig->fake.now_ms, blow->why);
}

static bool is_whole_now(struct blow *blow, const char *after)
{
	enum dj_loss loss = (enum dj_loss)((blow->number + blow->seed) % DJ_LOSSES);

	dk_left_by_kill(blow->rig->script);
	if (!is_whole(blow, after))
		return false;
	dk_left_by_crash(blow->rig, blow->rig->journal.count, loss,
		blow->seed * UINT64_C(1000003) + blow->number);
	return is_whole(blow, dj_loss_name(loss));
}

/* As `serve` ends after an error, every other time on a disk that goes on failing. */
static bool is_whole_when_closed(struct blow *blow)
{
	if (blow->number % 2 == 0)
		fault_writes(1, blow->fault->fault.rc);
	dk_rig_close(blow->rig);
	disarm();
	return is_whole_now(blow, "the end");
}

/* A fault that core took lightly must not come back later: the run goes on, on a disk that is well. */
static bool is_well_later(struct blow *blow)
{
	for (size_t more = 0; more < STEPS_AFTER && blow->step + 1 < blow->known->count; more++) {
		blow->step++;
		if (dk_rig_step(blow->rig, blow->step) != ET_OK) {
			(void)snprintf(blow->why, sizeof(blow->why), "core ended later");
			return false;
		}
		if (!is_honest(blow, ET_OK) || blow->outcome != TOLD) {
			(void)snprintf(blow->why, sizeof(blow->why), "another answer later");
			return false;
		}
	}
	return is_whole_now(blow, "some steps more");
}

static bool is_survived(struct blow *blow, size_t countdown)
{
	bool is_right;

	arm(blow, countdown);
	if (blow->step == blow->known->count) {
		blow->outcome = TOLD;
		dk_rig_close(blow->rig);
		disarm();
		return is_whole_now(blow, "a bad end");
	}
	is_right = is_honest(blow, dk_rig_step(blow->rig, blow->step));
	disarm();
	if (!is_right || !is_whole_now(blow, "a kill"))
		return false;
	if (blow->outcome == TOLD && !is_well_later(blow))
		return false;
	return blow->outcome == REFUSED ? is_done_now(blow) : is_whole_when_closed(blow);
}

static enum outcome in_fork(struct blow *blow, size_t countdown)
{
	pid_t child = fork();
	int status = 0;

	assert_true(child >= 0);
	if (child == 0) {
		bool good;

		et_log_configure(NULL, -1, ET_LOG_ERROR); /* thousands of times the same */
		good = is_survived(blow, countdown);
		if (!good)
			fprintf(stderr, "%s\n", blow->why);
		_exit(good ? 10 + (int)blow->outcome : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	dk_rig_drain(blow->rig);
	if (!WIFEXITED(status) || WEXITSTATUS(status) < 10)
		fail_msg("%s, number %zu, in step %zu, ET_SEED=%llu (status %#x)",
			blow->fault->name, blow->number, blow->step, (unsigned long long)blow->seed,
			(unsigned)status);
	return (enum outcome)(WEXITSTATUS(status) - 10);
}

/* Multiplied by the golden ratio: odd and even, early and late alike. */
static bool is_drawn(size_t number)
{
	return ((number + dk_seed()) * UINT64_C(0x9e3779b97f4a7c15) >> 32) % ONE_OF == 0;
}

/* The first writes (syncs) of what core does next, as many as it does and the limit allows. */
static void each_of(struct blow *blow, int64_t count, size_t outcomes[OUTCOMES])
{
	for (int64_t n = 1; n <= count && blow->number < dk_rounds(DK_FAULTS); n++) {
		blow->number++;
		if (!is_drawn(blow->number))
			continue;
		blow->tried++;
		for (size_t round = 0; round < dk_rounds(1); round++) {
			blow->seed = dk_seed() + round;
			outcomes[in_fork(blow, (size_t)n)]++;
		}
	}
}

int dk_stage_setup(void **state)
{
	struct dk_stage *stage = calloc(1, sizeof(*stage));

	assert_non_null(stage);
	dk_script_new(&stage->script);
	dk_known_new(&stage->known, &stage->script, &stage->rig);
	dk_rig_forget(&stage->rig);
	*state = stage;
	return 0;
}

int dk_stage_teardown(void **state)
{
	struct dk_stage *stage = *state;

	dk_known_free(&stage->known);
	dk_script_free(&stage->script);
	free(stage);
	return 0;
}

void dk_each(struct dk_stage *stage, const struct dk_fault *fault)
{
	struct dk_rig *rig = &stage->rig;
	const struct dk_known *known = &stage->known;
	struct blow blow = { .rig = rig, .known = known, .fault = fault };
	size_t outcomes[OUTCOMES] = { 0 };
	bool of_sync = fault->of_sync;

	dk_rig_open(rig, known->script);
	for (blow.step = 0; blow.step < known->count; blow.step++) {
		const struct dk_known_step *step = &known->steps[blow.step];

		each_of(&blow, of_sync ? step->syncs : step->writes, outcomes);
		assert_int_equal(dk_rig_step(rig, blow.step), ET_OK);
		assert_true(et_slice_eq(et_buf_view(&rig->said), et_buf_view(&step->said)));
	}
	each_of(&blow, of_sync ? known->end_syncs : known->end_writes, outcomes);
	dk_rig_close(rig);
	dk_rig_forget(rig);
	print_message("%s: %zu of %zu, ET_SEED=%llu", fault->name, blow.tried, blow.number,
		(unsigned long long)dk_seed());
	for (size_t i = 0; i < OUTCOMES; i++)
		print_message("; %s %zu", outcome_names[i], outcomes[i]);
	print_message("\n");
	assert_true(blow.tried > 0);
	/* All but those that come after the commit: its moving into the database, and shredding. */
	assert_true(outcomes[fault->fault.rc == SQLITE_FULL ? REFUSED : ENDED] * 2 > blow.tried);
}
