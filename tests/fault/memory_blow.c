/* See memory_blow.h. What core asks for is told from what the test does by core's and the store's calls (memory.cmake). */
#include "memory_blow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/base/log.h>

/* After a blow the run goes on so far. */
#define STEPS_AFTER 3
/* Every so manyth is judged again after a clean end, and its memory kept away until then. */
#define END_EVERY 4
/* Of what is left by a start that failed, every so manyth is verified. */
#define VERIFY_EVERY 16
/* Larger than any connection of the run. */
#define STRANGER UINT64_C(1000000)
#define SAID_MAX ((size_t)1 << 20)

const char *mb_outcome_name(enum mb_outcome outcome)
{
	static const char *const names[] = { "core ended", "it was answered", "it was refused",
		"front was let go", "what may not be" };

	return names[outcome];
}

/* ---------------------------------------------------------------- what is counted */

enum et_err __real_et_store_open(const char *path, enum et_store_mode mode, int64_t now_ms,
	struct et_store **out, char why[ET_STORE_WHY_LEN]);
enum et_err __wrap_et_store_open(const char *path, enum et_store_mode mode, int64_t now_ms,
	struct et_store **out, char why[ET_STORE_WHY_LEN]);
void __real_et_store_close(struct et_store *store);
void __wrap_et_store_close(struct et_store *store);
enum et_err __real_et_core_open(const struct et_core_config *config, struct et_core **out);
enum et_err __wrap_et_core_open(const struct et_core_config *config, struct et_core **out);
enum et_err __real_et_core_turn(struct et_core *core);
enum et_err __wrap_et_core_turn(struct et_core *core);
enum et_err __real_et_core_stop(struct et_core *core);
enum et_err __wrap_et_core_stop(struct et_core *core);
void __real_et_core_close(struct et_core *core);
void __wrap_et_core_close(struct et_core *core);

static bool is_mute; /* the store did not say why it can't be opened */

#define COUNTED(call) \
	enum et_err err; \
	mf_enter(); \
	err = call; \
	mf_leave(); \
	return err

enum et_err __wrap_et_store_open(const char *path, enum et_store_mode mode, int64_t now_ms,
	struct et_store **out, char why[ET_STORE_WHY_LEN])
{
	COUNTED(__real_et_store_open(path, mode, now_ms, out, why));
}

enum et_err __wrap_et_core_open(const struct et_core_config *config, struct et_core **out)
{
	COUNTED(__real_et_core_open(config, out));
}

enum et_err __wrap_et_core_turn(struct et_core *core)
{
	COUNTED(__real_et_core_turn(core));
}

enum et_err __wrap_et_core_stop(struct et_core *core)
{
	COUNTED(__real_et_core_stop(core));
}

void __wrap_et_core_close(struct et_core *core)
{
	mf_enter();
	__real_et_core_close(core);
	mf_leave();
}

void __wrap_et_store_close(struct et_store *store)
{
	mf_enter();
	__real_et_store_close(store);
	mf_leave();
}

/* ---------------------------------------------------------------------- one blow */

static bool fails(struct mb_blow *blow, const char *why)
{
	(void)snprintf(blow->why, sizeof(blow->why), "%s", why);
	return false;
}

static bool tells(struct et_slice said)
{
	return dk_says(said, "\"ok\":") || dk_says(said, "\"ev\":");
}

/* How many of the step's inputs ask for an answer. */
static size_t questions(const struct mb_blow *blow)
{
	const struct dk_step *step = dk_step_at(blow->rig->script, blow->step);
	size_t count = 0;

	for (size_t i = step->first; i < step->first + step->count; i++)
		count += blow->rig->script->run.inputs[i].type == DK_FRAME;
	return count;
}

/* A refusal names itself, and its connection goes: what stands of it in memory may be ahead of the record. */
static bool is_refusal(struct mb_blow *blow, struct et_slice said)
{
	if (!dk_says(said, "\"internal\"") || !dk_has_frame(said, ET_IPC_CLOSE))
		return fails(blow, "neither an answer nor a clear refusal");
	if (questions(blow) == 1 && tells(said))
		return fails(blow, "a part was told");
	return true;
}

/* False: it told what it must not, or kept quiet where it must not. */
static bool is_honest(struct mb_blow *blow, enum et_err err)
{
	struct et_slice said = et_buf_view(&blow->rig->said);

	if (err != ET_OK) {
		blow->outcome = MB_ENDED;
		return said.len == 0 || fails(blow, "core ended after it had told something");
	}
	if (et_core_front_fd(blow->rig->core) == -1) {
		blow->outcome = MB_PARTED;
		return said.len == 0 || fails(blow, "front was let go after it had been told");
	}
	blow->outcome = MB_TOLD;
	if (et_slice_eq(said, et_buf_view(&blow->path->known->steps[blow->step].said)))
		return true;
	blow->outcome = MB_REFUSED;
	return is_refusal(blow, said);
}

/* What was told to be done is remembered, what was refused is not. */
static bool remembers_what_was_told(struct mb_blow *blow, struct et_store *store)
{
	const struct dk_script *script = blow->rig->script;
	const struct dk_step *step = dk_step_at(script, blow->step);

	for (size_t i = step->first; i < step->first + step->count; i++) {
		char text[64];
		struct et_id id;
		bool is_told;

		if (!blow->path->is_kept[i] || !mc_id_of(script->run.inputs[i].bytes, &id))
			continue;
		mc_reply_begins(&id, text, sizeof(text));
		is_told = dk_says(blow->said, text);
		if (is_told != mc_remembers(store, &id) && (is_told || blow->outcome >= MB_TOLD))
			return fails(blow, is_told ? "told, and not there" : "refused, and there");
	}
	return true;
}

/* Pages may differ where a row does not: what SQLite could not keep it writes earlier, or more than once. */
static bool says_the_same(struct mb_blow *blow, size_t told, size_t begun)
{
	struct et_store *store;
	struct et_hash content;
	char detail[ET_STORE_WHY_LEN];
	bool is_same;

	if (et_store_open(blow->rig->script->back, ET_STORE_SERVE, blow->rig->fake.now_ms, &store,
		    detail) != ET_OK)
		return fails(blow, detail);
	content = mc_content(store);
	is_same = et_hash_eq(&content, &blow->path->content[told]) ||
		et_hash_eq(&content, &blow->path->content[begun]);
	if (!is_same && !blow->leaves_path)
		(void)fails(blow, "the record says something else");
	else
		is_same = remembers_what_was_told(blow, store);
	et_store_close(store);
	return is_same;
}

/* The record: as it was, or with the step, or where a part of several was refused, well all the same. */
static bool is_whole(struct mb_blow *blow, const char *after)
{
	size_t told = blow->step + (blow->outcome == MB_TOLD);
	size_t begun = blow->step + (blow->outcome != MB_REFUSED);
	char detail[DK_WHY_LEN];

	blow->leaves_path =
		blow->outcome == MB_PARTED || (blow->outcome == MB_REFUSED && questions(blow) != 1);
	dk_left_by_kill(blow->rig->script);
	if (!blow->leaves_path && dk_is_whole(blow->path->known, told, begun, detail))
		return true;
	if (!says_the_same(blow, told, begun)) {
		(void)snprintf(detail, sizeof(detail), "%s", blow->why);
	} else if (dk_goes_on(blow->path->known, blow->rig->fake.now_ms, detail)) {
		return true;
	}
	(void)snprintf(blow->why, sizeof(blow->why), "%s; after %s: %.500s",
		mb_outcome_name(blow->outcome), after, detail);
	return false;
}

/* Somebody new is answered. */
static bool serves_a_stranger(struct mb_blow *blow)
{
	const struct dk_recording *run = &blow->rig->script->run;
	const struct dk_input *first = run->inputs;

	while (first->type != DK_FRAME)
		first++;
	if (dk_rig_meet(blow->rig, STRANGER, first->bytes) != ET_OK)
		return fails(blow, "core ended when a stranger came");
	return dk_says(et_buf_view(&blow->rig->said), "\"ok\":") ||
		fails(blow, "a stranger was not answered");
}

/* What core took lightly must not come back later; what it refused must not stand in anybody's way. */
static bool goes_on(struct mb_blow *blow)
{
	const struct dk_known *known = blow->path->known;
	size_t last = blow->step + STEPS_AFTER;

	if (blow->outcome == MB_PARTED)
		dk_rig_attach(blow->rig);
	if (blow->step + 1 == known->count)
		return true; /* it has stopped */
	for (size_t i = blow->step + 1; i <= last && i + 1 < known->count; i++) {
		struct et_slice said;

		if (blow->outcome == MB_PARTED)
			break; /* its connections are gone */
		if (dk_rig_step(blow->rig, i) != ET_OK)
			return fails(blow, "core ended later");
		said = et_buf_view(&blow->rig->said);
		if (blow->outcome == MB_TOLD &&
			!et_slice_eq(said, et_buf_view(&known->steps[i].said)))
			return fails(blow, "another answer later");
	}
	return serves_a_stranger(blow);
}

static bool gives_back(struct mb_blow *blow)
{
	long held;

	dk_rig_close(blow->rig);
	mf_fail_no_more();
	dk_rig_forget(blow->rig);
	if ((held = mf_counts().live - blow->path->live) == 0)
		return true;
	(void)snprintf(blow->why, sizeof(blow->why), "%s; %ld allocations not given back",
		mb_outcome_name(blow->outcome), held);
	return false;
}

/* Where nothing has to be given back. */
static struct et_slice kept(struct et_slice said)
{
	static uint8_t bytes[SAID_MAX];

	assert_true(said.len <= sizeof(bytes));
	if (said.len > 0)
		memcpy(bytes, said.ptr, said.len);
	return et_slice_of(bytes, said.len);
}

static bool is_survived(struct mb_blow *blow)
{
	bool has_end = blow->number % END_EVERY == 0;
	enum et_err err;
	bool is_right;

	mf_fail(blow->countdown, blow->for_good);
	err = dk_rig_step(blow->rig, blow->step);
	if (!blow->for_good || !has_end)
		mf_fail_no_more();
	blow->said = kept(et_buf_view(&blow->rig->answers));
	is_right = is_honest(blow, err);
	if (!is_right)
		return false;
	if (!has_end) /* where core goes on, the record may hold more than the step */
		return is_whole(blow, "a kill") && (blow->outcome == MB_ENDED || goes_on(blow)) &&
			gives_back(blow);
	return gives_back(blow) && is_whole(blow, "the end");
}

static bool is_start_survived(struct mb_blow *blow)
{
	enum et_err err;
	char detail[DK_WHY_LEN];

	mf_fail(blow->countdown, blow->for_good);
	err = dk_rig_start(blow->rig, blow->path->known->script);
	blow->outcome = err == ET_OK ? MB_TOLD : MB_ENDED;
	if (blow->number % END_EVERY != 0)
		mf_fail_no_more();
	if (err != ET_OK && err != ET_NO_MEMORY) {
		(void)snprintf(blow->why, sizeof(blow->why),
			"it does not start for another reason: %s", et_err_symbol(err));
		return false;
	}
	if (is_mute)
		return fails(blow, "it does not start and does not say why");
	if (!gives_back(blow))
		return false;
	if (blow->number % VERIFY_EVERY != 0)
		return true;
	dk_left_by_kill(blow->path->known->script);
	if (dk_goes_on(blow->path->known, blow->rig->fake.now_ms, detail))
		return true;
	return fails(blow, detail);
}

void mb_open(struct dk_rig *rig, const struct dk_script *script)
{
	dk_rig_open(rig, script);
	assert_non_null(et_buf_extend(&rig->said, SAID_MAX));
	et_buf_reset(&rig->said);
}

static void learn(struct mb_path *path, struct dk_rig *rig, size_t number)
{
	const struct dk_step *step = dk_step_at(rig->script, number);
	size_t before = mf_counts().all;

	assert_int_equal(dk_rig_step(rig, number), ET_OK);
	path->asked[number] = mf_counts().all - before;
	path->all += path->asked[number];
	path->content[number + 1] = mc_content(rig->store);
	for (size_t i = step->first; i < step->first + step->count; i++) {
		const struct dk_input *input = &rig->script->run.inputs[i];
		struct et_id id;

		path->is_kept[i] = input->type == DK_FRAME && mc_id_of(input->bytes, &id) &&
			mc_remembers(rig->store, &id);
	}
}

void mb_path_new(struct mb_path *out, const struct dk_known *known, struct dk_rig *rig)
{
	size_t before;

	*out = (struct mb_path){ .known = known };
	assert_non_null(out->content = calloc(known->count + 1, sizeof(*out->content)));
	assert_non_null(out->asked = calloc(known->count, sizeof(*out->asked)));
	assert_non_null(
		out->is_kept = calloc(known->script->run.input_count, sizeof(*out->is_kept)));
	out->live = mf_counts().live;
	before = mf_counts().all;
	mb_open(rig, known->script);
	out->starting = mf_counts().all - before;
	out->content[0] = mc_content(rig->store);
	for (size_t i = 0; i < known->count; i++)
		learn(out, rig, i);
	dk_rig_close(rig);
	dk_rig_forget(rig);
	assert_int_equal(mf_counts().live, out->live);
}

void mb_path_free(struct mb_path *path)
{
	free(path->content);
	free(path->asked);
	free(path->is_kept);
}

static void report(const struct mb_blow *blow)
{
	fprintf(stderr, "allocation %zu (%zu of step %zu%s): %s\n", blow->number, blow->countdown,
		blow->step, blow->for_good ? ", and all after it" : "", blow->why);
	mf_print_who();
}

static enum mb_outcome in_fork(struct mb_blow *blow, bool (*is_good)(struct mb_blow *blow))
{
	pid_t child = fork();
	int status = 0;

	assert_true(child >= 0);
	if (child == 0) {
		bool good;

		et_log_configure(NULL, -1, ET_LOG_ERROR); /* thousands of times the same */
		good = is_good(blow);
		if (!good)
			report(blow);
		_exit(good ? 10 + (int)blow->outcome : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) >= 10)
		return (enum mb_outcome)(WEXITSTATUS(status) - 10);
	print_message("allocation %zu, %zu of step %zu: status %#x\n", blow->number,
		blow->countdown, blow->step, (unsigned)status);
	return MB_BROKEN;
}

enum mb_outcome mb_strike(struct mb_blow *blow)
{
	enum mb_outcome outcome = in_fork(blow, is_survived);

	dk_rig_drain(blow->rig);
	return outcome;
}

enum mb_outcome mb_strike_start(struct mb_blow *blow)
{
	return in_fork(blow, is_start_survived);
}
