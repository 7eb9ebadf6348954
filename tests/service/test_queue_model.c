/*
 * The queue against a model of it: random statements, hours that fall away, come back and move, and the clock,
 * through the kinds' own check and projection, settled as the server does it. ET_STEPS: how many (200,000);
 * ET_SEED: which. A second, shorter run goes through the whole server, signed, and ends with verify.
 */
#include "casework.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/domain/agenda.h>
#include <etatunti/store/consent.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/object.h>
#include <etatunti/store/txn.h>
#include <etatunti/store/user.h>

#include "queue_acts.h"
#include "service/conn.h"
#include "service/queue_clock.h"

#define STEPS 200000
#define COMPARE_EVERY 20

/* ------------------------------------------------------------------ the world */

static void load_user(struct run *run, const struct kit_peer *peer, struct et_user *out)
{
	struct et_store_user row;

	DONE(et_store_user_by_id(run->world->kit->store, &peer->uid, run->world->kit->arena, &row));
	DONE(et_user_from_row(&row, out));
	out->not_after = INT64_MAX;
}

static void add_hour(struct run *run, int64_t start)
{
	char *date = et_arena_printf(run->world->kit->arena, "m%09lld", (long long)++run->serial);
	const struct et_store_hour row = { .hour_id = qa_fresh(run),
		.series_id = run->world->series,
		.local_date = et_slice_str(date),
		.starts_at = start,
		.ends_at = start + QM_HOUR_MS,
		.state = ET_SLICE_LIT("planned") };

	assert_true(run->qm.hour_count < QM_HOURS);
	run->hours[run->qm.hour_count] = row.hour_id;
	qm_new_hour(&run->qm, start);
	DONE(et_store_hour_insert(run->world->kit->store, &row));
}

/* By the server itself: a case with its members; a consent unless it is a general question. */
static void make_case(struct run *run, int c)
{
	struct cw_world *world = run->world;
	struct qm_case *model = &run->qm.cases[c];
	struct cw_case cs;

	model->general = c % 8 == 7;
	model->hour = -1;
	if (model->general) {
		cw_case_init(&cs, world->kit);
		cs.lane = "general";
		cw_create(&cs, world->ann, &world->pair_a);
		cw_member_add(&cs, world->ann, world->ben, "PSC");
		cw_member_add(&cs, world->ann, world->kim, "SC");
		kit_ok(cw_send(&cs, world->ann));
	} else {
		cw_with_contact(world, &cs);
		model->consent = model->acked = true;
		model->from = kit_now(world->kit);
		model->to = model->from + 300 * KIT_DAY;
		run->consents[c] = cs.consent;
		run->docs[c] = cs.doc;
	}
	run->cases[c] = cs.id;
	memcpy(model->id, cs.id.b, sizeof(model->id));
	kit_advance(world->kit, KIT_MINUTE);
	if (c % 4 == 3)
		cw_later(world, KIT_MINUTE);
}

/* Kela has written to every case, as if after whatever queueing. */
static void write_threads(struct run *run)
{
	struct et_store *store = run->world->kit->store;

	for (int c = 0; c < QM_CASES; c++) {
		const struct et_store_object thread = { .case_id = run->cases[c],
			.object_id = qa_fresh(run),
			.rev = 1,
			.type = ET_SLICE_LIT("thread"),
			.comp = ET_SLICE_LIT("S"),
			.epoch = 1,
			.author = run->world->kim->uid,
			.size = 296,
			.seq = INT64_C(1) << 40 };
		struct et_store_object doc;

		DONE(et_store_object_insert(store, &thread, ET_SLICE_LIT("-")));
		if (run->qm.cases[c].general)
			continue;
		DONE(et_store_object_newest(
			store, &run->cases[c], &run->docs[c], run->world->kit->arena, &doc));
		run->doc_hashes[c] = doc.ct_hash;
	}
}

/* The series' own hours are out of the way: the model makes its own, one a day. */
static void drop_weekly(struct run *run)
{
	struct kit *kit = run->world->kit;
	struct et_store_hour *hours;
	size_t count;

	DONE(et_store_hour_list_ahead(
		kit->store, &run->world->series, run->qm.now, kit->arena, &hours, &count));
	for (size_t i = 0; i < count; i++) {
		hours[i].state = ET_SLICE_LIT("cancelled");
		DONE(et_store_hour_update(kit->store, &hours[i]));
	}
}

static void run_init(struct run *run, uint64_t seed)
{
	*run = (struct run){ .world = cw_world_new(), .random = seed * 2 + 1 };
	run->arena = et_arena_new(1 << 16, 1 << 24);
	assert_non_null(run->arena);
	for (int c = 0; c < QM_CASES; c++)
		make_case(run, c);
	load_user(run, run->world->ann, &run->ann);
	load_user(run, run->world->ben, &run->ben);
	load_user(run, run->world->kim, &run->kim);
	run->qm.now = kit_now(run->world->kit);
	DONE(et_store_txn_begin(run->world->kit->store, "model"));
	write_threads(run);
	drop_weekly(run);
	run->next_day = run->qm.now / KIT_DAY + 1;
}

static void run_fini(struct run *run)
{
	et_store_txn_rollback(run->world->kit->store);
	et_arena_free(run->arena);
	cw_world_free(run->world);
}

/* ----------------------------------------------------------- hours and the clock */

static bool is_free(const struct run *run, int hour, int64_t start)
{
	for (int h = 0; h < run->qm.hour_count; h++) {
		if (h != hour && run->qm.hours[h].start < start + QM_HOUR_MS &&
			start < run->qm.hours[h].start + QM_HOUR_MS)
			return false;
	}
	return true;
}

/* A coordinator's act on an hour that has not begun. */
static void change_hour(struct run *run)
{
	struct et_store *store = run->world->kit->store;
	int hour = run->qm.hour_count - 1 - (int)qa_below(run, AHEAD);
	int64_t start = run->qm.now + KIT_HOUR + qa_below(run, 8 * 24 * 60) * KIT_MINUTE;
	struct et_store_hour row, before;
	struct et_line line;

	if (hour < 0 || run->qm.hours[hour].start <= run->qm.now)
		return;
	et_line_init(&line, store, run->arena, run->qm.now);
	DONE(et_store_hour_by_id(store, &run->hours[hour], run->arena, &row));
	before = row;
	if (!run->qm.hours[hour].planned) {
		row.state = ET_SLICE_LIT("planned");
		DONE(et_store_hour_update(store, &row));
		qm_plan(&run->qm, hour);
	} else if (qa_below(run, 2) == 0) {
		row.state = ET_SLICE_LIT("cancelled");
		DONE(et_store_hour_update(store, &row));
		DONE(et_queue_release_hour(&line, &before, ET_RELEASE_ALL, ET_MOVE_CANCELLED));
		qm_cancel(&run->qm, hour);
	} else if (is_free(run, hour, start)) {
		row.starts_at = start;
		row.ends_at = start + QM_HOUR_MS;
		DONE(et_store_hour_update(store, &row));
		DONE(et_queue_release_hour(&line, &before, ET_RELEASE_UNCOVERED, ET_MOVE_MOVED));
		qm_move(&run->qm, hour, start);
	}
	DONE(et_queue_settle(&line, &row.series_id));
}

static void act(struct run *run, const char *action, const struct et_id *case_id,
	const struct et_id *object)
{
	struct et_line line;

	et_line_init(&line, run->world->kit->store, run->arena, run->qm.now);
	DONE(et_queue_act(&line, et_slice_str(action), case_id, object));
}

/* Whether sessions can be opened about now: then time goes slowly. */
static bool is_hour_near(const struct run *run)
{
	for (int h = 0; h < run->qm.hour_count; h++) {
		if (run->qm.hours[h].count > 0 &&
			llabs(run->qm.hours[h].start + KIT_HOUR - run->qm.now) < 2 * KIT_HOUR)
			return true;
	}
	return false;
}

/* Time passes, new hours are made, and what is due is done, as the job does it. */
static void clock_moves(struct run *run)
{
	struct et_store *store = run->world->kit->store;
	struct et_store_place *places;
	struct et_id *hours;
	size_t count;

	run->qm.now += qa_below(run, is_hour_near(run) ? 8 : 60) * KIT_MINUTE;
	for (; run->next_day <= run->qm.now / KIT_DAY + AHEAD; run->next_day++) {
		int64_t start = run->next_day * KIT_DAY + 10 * KIT_HOUR;

		while (!is_free(run, -1, start))
			start += 2 * KIT_HOUR + 7 * KIT_MINUTE;
		add_hour(run, start);
	}
	DONE(et_store_place_hours_over(store, run->qm.now - KIT_HOUR, run->arena, &hours, &count));
	for (size_t i = 0; i < count; i++)
		act(run, ET_ACTION_HOUR_OVER, &run->none, &hours[i]);
	DONE(et_store_place_list_uncovered(
		store, run->qm.now, run->qm.now + KIT_DAY, run->arena, &places, &count));
	for (size_t i = 0; i < count; i++)
		act(run, ET_ACTION_CONSENT_GATE, &places[i].case_id, &places[i].hour_id);
	act(run, ET_ACTION_SETTLE, &run->none, &run->world->series);
	qm_clock(&run->qm);
}

/* ------------------------------------------------------------------- comparison */

static const char *word_of(enum qm_state state)
{
	static const char *const words[] = { "", "waiting", "queued", "ready", "needs-info",
		"in-turn" };

	return words[state];
}

static void compare_case(struct run *run, int c)
{
	const struct qm_case *model = &run->qm.cases[c];
	struct et_store_place place;
	enum et_err err;

	err = et_store_place_live(run->world->kit->store, &run->cases[c], run->arena, &place);
	if (model->state == QM_NONE) {
		if (err != ET_NOT_FOUND)
			fail_msg("step %lld: case %d has a place", (long long)run->step, c);
		return;
	}
	if (err != ET_OK || !et_slice_eq_str(place.state, word_of(model->state)) ||
		!et_id_eq(&place.hour_id, qa_hour(run, model->hour)) ||
		place.minutes != model->minutes || (place.carried != 0) != model->carried ||
		place.queued_at != model->queued_at || place.not_before != model->not_before)
		fail_msg("step %lld: case %d is %.*s, the model says %s", (long long)run->step, c,
			ET_SLICE_FMT(place.state), word_of(model->state));
}

static void compare_hour(struct run *run, int h)
{
	const struct qm_hour *model = &run->qm.hours[h];
	struct et_store_place *places;
	size_t count;
	int minutes = 0;

	DONE(et_store_place_list(
		run->world->kit->store, &run->hours[h], run->arena, &places, &count));
	assert_true(count <= 4);
	if ((int)count != model->count)
		fail_msg("step %lld: hour %d has %zu places, the model %d", (long long)run->step, h,
			count, model->count);
	for (size_t i = 0; i < count; i++) {
		minutes += (int)places[i].minutes;
		assert_int_equal(places[i].pos, (int64_t)i + 1);
		if (!et_id_eq(&places[i].case_id, &run->cases[model->places[i].c]))
			fail_msg("step %lld: hour %d, place %zu: another case",
				(long long)run->step, h, i + 1);
	}
	assert_true(minutes <= 60);
}

static void compare(struct run *run)
{
	int from = run->qm.hour_count > 3 * AHEAD ? run->qm.hour_count - 3 * AHEAD : 0;

	for (int c = 0; c < QM_CASES; c++)
		compare_case(run, c);
	for (int h = from; h < run->qm.hour_count; h++)
		compare_hour(run, h);
}

/* ------------------------------------------------------------------------ tests */

static int64_t number_of(const char *name, int64_t otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? strtoll(text, NULL, 10) : otherwise;
}

typedef struct outcome act_fn(struct run *run, int c);

#define PICK(run, list) (list)[qa_below(run, (int64_t)(sizeof(list) / sizeof((list)[0])))]

/* Mostly what somebody would do with such a case, now and then anything. */
static struct outcome do_something(struct run *run, int c)
{
	static act_fn *const any[] = { qa_queue, qa_place, qa_unqueue, qa_prepare, qa_open,
		qa_close_session, qa_revoke, qa_consent, qa_ack, qa_close };
	static act_fn *const ahead[] = { qa_place, qa_place, qa_place, qa_unqueue, qa_prepare,
		qa_open, qa_open, qa_open };
	const struct qm_case *cs = &run->qm.cases[c];

	if (qa_below(run, 4) == 0)
		return PICK(run, any)(run, c);
	if (cs->closed)
		return qa_close(run, c);
	if (cs->state == QM_IN_TURN)
		return qa_close_session(run, c);
	if (!cs->general && (!cs->consent || cs->to < run->qm.now + KIT_DAY))
		return qa_consent(run, c);
	if (!cs->general && !cs->acked)
		return qa_ack(run, c);
	return cs->state == QM_NONE ? qa_queue(run, c) : PICK(run, ahead)(run, c);
}

static void test_against_the_model(void **state)
{
	int64_t steps = number_of("ET_STEPS", STEPS);
	uint64_t seed = (uint64_t)number_of("ET_SEED", 20260301);
	struct run *run = calloc(1, sizeof(*run));

	(void)state;
	assert_non_null(run);
	print_message("seed %" PRIu64 ", %lld steps\n", seed, (long long)steps);
	run_init(run, seed);
	for (run->step = 0; run->step < steps; run->step++) {
		int c = (int)qa_below(run, QM_CASES);
		struct outcome out;

		if (run->step % 10 == 0)
			clock_moves(run);
		if (qa_below(run, 50) == 0)
			change_hour(run);
		out = do_something(run, c);
		if (out.real != out.model)
			fail_msg("step %lld: case %d: %s, the model says %s", (long long)run->step,
				c, et_err_symbol(out.real), et_err_symbol(out.model));
		run->accepted += out.real == ET_OK;
		run->refused += out.real != ET_OK;
		if (run->step % COMPARE_EVERY == 0)
			compare(run);
		et_arena_reset(run->arena);
	}
	compare(run);
	print_message("%lld accepted, %lld refused, %d hours\n", (long long)run->accepted,
		(long long)run->refused, run->qm.hour_count);
	/* It has been somewhere. */
	assert_true(run->accepted > steps / 10);
	run_fini(run);
	free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_the_model),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
