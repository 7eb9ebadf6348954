/* See halfyear.h. */
#include "halfyear.h"

#include <stdio.h>
#include <string.h>

#include "followwork.h"
#include "places.h"

int64_t hy_below(struct half_year *run, int64_t limit)
{
	run->random ^= run->random << 13;
	run->random ^= run->random >> 7;
	run->random ^= run->random << 17;
	return (int64_t)(run->random % (uint64_t)limit);
}

bool hy_chance(struct half_year *run, int percent)
{
	return hy_below(run, 100) < percent;
}

/* Of a night only the last half hour is lived through: the machine slept. */
void hy_to(struct half_year *run, int64_t at)
{
	int64_t ahead = at - kit_now(run->kit);

	assert_true(ahead >= 0);
	if (ahead > 6 * KIT_HOUR)
		et_env_fake_advance(&run->kit->fake, ahead - 30 * KIT_MINUTE);
	kit_advance(run->kit, at - kit_now(run->kit));
}

/* ------------------------------------------------------------------------ people */

static void sign_in_one(struct kit_peer **peer)
{
	struct kit_peer *again = kit_connect_as(*peer);

	kit_drop(*peer);
	kit_sign_in(again);
	*peer = again;
}

/* The same people may stand in several offices. */
static void share(struct half_year *run)
{
	for (int i = 0; i < OFFICES; i++) {
		run->offices[i].w.coord = run->coords[i == 2];
		run->offices[i].w.kim = i == 1 ? run->lea : run->kim;
		run->offices[i].w.kela = run->kela;
	}
}

void hy_everybody_in(struct half_year *run)
{
	struct kit_peer **const people[] = { &run->kela, &run->kim, &run->lea, &run->coords[0],
		&run->coords[1] };

	kit_advance(run->kit, 5000);
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++)
		sign_in_one(people[i]);
	for (int i = 0; i < OFFICES; i++) {
		sign_in_one(&run->offices[i].w.ann);
		sign_in_one(&run->offices[i].w.ben);
	}
	share(run);
}

static void office_new(struct half_year *run, int i)
{
	static const char *const workers[OFFICES][2] = { { "ann", "ben" }, { "cid", "dan" },
		{ "eve", "fia" } };
	static const char *const firsts[OFFICES] = { "2026-03-09", "2026-03-10", "2026-03-11" };
	struct office *office = &run->offices[i];
	struct cw_world *w = &office->w;
	struct kit_series series;

	w->kit = run->kit;
	w->ann = kit_person(w->coord, workers[i][0], "worker");
	w->ben = kit_person(w->coord, workers[i][1], "worker");
	kit_advance(run->kit, 20000);
	w->pair_a =
		kit_pair(w->coord, workers[i][0], (struct kit_peer *const[]){ w->ann, w->ben }, 2);
	office->weekday = i;
	series = kit_series_of(w->coord, &w->pair_a, w->kim);
	series.weekday = i + 1;
	(void)snprintf(series.first, sizeof(series.first), "%s", firsts[i]);
	kit_ok(kit_series_set(w->coord, &series));
	w->series = series.id;
}

/* Noon in Helsinki, so many days after Monday 2 March; the clocks go forward on the 29th. */
int64_t hy_noon(int day)
{
	return KIT_T0 + day * KIT_DAY + (day < 27 ? 4 : 3) * KIT_HOUR;
}

void hy_date(int day, char out[11])
{
	static const int lengths[] = { 31, 30, 31, 30, 31, 31, 30 };
	int month = 3;

	for (day += 2; day > lengths[month - 3]; month++)
		day -= lengths[month - 3];
	(void)snprintf(out, 11, "2026-%02u-%02u", (unsigned)month % 100, (unsigned)day % 100);
}

/* To the end of September; Easter Monday is a holiday. */
static void hours_new(struct office *office)
{
	for (int day = 7 + office->weekday; day <= 212; day += 7) {
		struct hour *hour = &office->hours[office->hour_count++];

		assert_true(office->hour_count < HOURS_MAX);
		hour->start = hy_noon(day);
		hy_date(day, hour->date);
		hour->is_planned = strcmp(hour->date, "2026-04-06") != 0;
	}
}

struct half_year *hy_new(void)
{
	static struct half_year run;

	memset(&run, 0, sizeof(run));
	run.random = 20260302;
	run.kit = kit_new_wide();
	run.coords[0] = kit_founder(run.kit, KIT_COUNTY, "coord");
	run.kela = kit_founder(run.kit, KIT_KELA, "kela");
	run.coords[1] = kit_founder(run.kit, KIT_SECOND, "koord");
	run.kim = kit_person(run.kela, "kim", "contact");
	run.lea = kit_person(run.kela, "lea", "contact");
	share(&run);
	for (int i = 0; i < OFFICES; i++) {
		office_new(&run, i);
		hours_new(&run.offices[i]);
	}
	return &run;
}

/* ------------------------------------------------------------------------- facts */

size_t hy_note(
	struct half_year *run, const struct file *file, int64_t at, const char *code, int64_t value)
{
	const struct tally_fact fact = { .quarter = tally_quarter(at),
		.series = file->office,
		.code = code,
		.form = "",
		.person = file - run->files,
		.value = value };

	return tally_add(&run->tally, &fact);
}

void hy_note_place(
	struct half_year *run, const struct file *file, int64_t start, const char *became)
{
	hy_note(run, file, start, "places", file->minutes);
	hy_note(run, file, start, became, file->minutes);
}

/* ------------------------------------------------------------------------- cases */

void hy_send(struct cw_case *cs, struct kit_peer *by)
{
	kit_advance(cs->kit, 400);
	kit_ok(cw_send(cs, by));
}

void hy_queue(struct half_year *run, struct file *file)
{
	static const int minutes[] = { 10, 15, 15, 20 };
	const struct et_id first = { { 0 } };
	struct cw_world *w = &run->offices[file->office].w;

	kit_advance(run->kit, 400);
	file->minutes = minutes[hy_below(run, 4)];
	cw_queue_as(&file->cs, w->ann, &w->series, &first, file->minutes,
		hy_chance(run, 15) ? "urgent" : "normal");
	kit_ok(cw_send(&file->cs, w->ann));
	file->queued_at = kit_now(run->kit);
	file->state = WAITS;
	file->heard = false;
}

void hy_open(struct half_year *run, int office)
{
	struct cw_world *w = &run->offices[office].w;
	struct file *file = &run->files[run->file_count++];
	struct et_id question = kit_fresh_id(run->kit);

	assert_true(run->file_count < CASES_MAX);
	file->office = office;
	kit_advance(run->kit, 2000);
	if (hy_chance(run, 40)) {
		cw_with_contact(w, &file->cs);
		cw_object(&file->cs, w->ann, &question, "question", 'S', 1);
	} else {
		cw_open_general(w, &file->cs);
		cw_member_add(&file->cs, w->ann, w->kim, "SC");
		cw_grant(&file->cs, w->ann, w->kim, 'S', NULL);
		cw_object(&file->cs, w->ann, &question, "question", 'S', 1);
	}
	hy_send(&file->cs, w->ann);
	hy_queue(run, file);
}

/* One of those in the queue of the office, or NULL. */
struct file *hy_one_in_line(struct half_year *run, int office)
{
	for (int tries = 0; run->file_count > 0 && tries < 40; tries++) {
		struct file *file = &run->files[hy_below(run, run->file_count)];

		if (file->office == office && file->state == WAITS)
			return file;
	}
	return NULL;
}

void hy_answer(struct half_year *run, struct file *file)
{
	struct cw_world *w = &run->offices[file->office].w;
	struct et_id thread = kit_fresh_id(run->kit);

	kit_advance(run->kit, 400);
	cw_object(&file->cs, w->kim, &thread, "thread", 'S', 1);
	cw_word(&file->cs, w->kim, "prepare", NULL, "answered");
	kit_ok(cw_send(&file->cs, w->kim));
	hy_note(run, file, kit_now(run->kit), "answered", file->minutes);
	file->state = ANSWERED;
	run->answered++;
}

/* The hour in which the case has its place, as its pair sees it; zero: in line. */
static struct et_id hour_of(struct half_year *run, const struct file *file)
{
	struct kit_peer *ann = run->offices[file->office].w.ann;
	json_t *cases = json_object_get(kit_ok(kit_call(ann, "case-list", NULL)), "cases"), *item;
	struct et_id none = { { 0 } };
	size_t i;

	json_array_foreach(cases, i, item)
	{
		struct et_id id = kit_get_id(item, "case");

		if (et_id_eq(&id, &file->cs.id))
			return json_is_null(json_object_get(item, "hour"))
				? none
				: kit_get_id(item, "hour");
	}
	fail_msg("the case is not listed");
	return none;
}

void hy_unqueue(struct half_year *run, struct file *file)
{
	struct cw_world *w = &run->offices[file->office].w;
	struct et_id hour = hour_of(run, file);

	cw_word(&file->cs, w->ann, "unqueue", &hour, "");
	hy_send(&file->cs, w->ann);
	file->state = DONE;
	run->unqueued++;
}

/* ------------------------------------------------------------------------- plans */

void hy_confirm(struct half_year *run, struct file *file)
{
	struct cw_world *w = &run->offices[file->office].w;
	int64_t now;
	int quarter;

	kit_advance(run->kit, 1000);
	if (file->rev++ == 0)
		file->plan = kit_fresh_id(run->kit);
	cw_object(&file->cs, w->ann, &file->plan, "plan", 'S', file->rev);
	cw_confirm(&file->cs, w->ann, &file->plan, file->rev);
	kit_ok(cw_send(&file->cs, w->ann));
	now = kit_now(run->kit);
	quarter = tally_quarter(now);
	if (file->rev == 1) {
		file->made_at = now;
		hy_note(run, file, now, "plans_made", 0);
	} else if (now - file->made_at >= 30 * KIT_DAY && !file->refreshed[quarter]) {
		file->refreshed[quarter] = true;
		hy_note(run, file, now, "plans_refreshed", 0);
		run->refreshed++;
	}
	/* The other side too, of the same revision: no other plan. */
	if (hy_chance(run, 60)) {
		cw_confirm(&file->cs, w->ben, &file->plan, file->rev);
		hy_send(&file->cs, w->ben);
	}
}

void hy_refresh_some(struct half_year *run)
{
	for (int tries = 0; run->file_count > 0 && tries < 20; tries++) {
		struct file *file = &run->files[hy_below(run, run->file_count)];

		if (file->rev > 0 && file->state == HEARD) {
			hy_confirm(run, file);
			return;
		}
	}
}

/* ---------------------------------------------------------------------- measures */

struct code {
	const char *code;
	int64_t min, max;
	bool contact;
	int percent;
};

static void put(struct half_year *run, int office, struct kit_peer *by, bool contact,
	const char *form, int quarter)
{
	static const struct code codes[] = { { "nps", 0, 10, false, 70 },
		{ "calls_saved", 0, 20, false, 60 }, { "meeting_avoided", 0, 5, false, 40 },
		{ "prom_before", 100, 500, false, 20 },
		{ "outcome_housing-allowance_granted", 0, 5, false, 4 },
		{ "contact_question_clear", 1, 5, true, 60 },
		{ "worker_time_saved", 1, 5, true, 40 } };
	struct put *one = &run->puts[run->put_count];
	json_t *values = json_array();

	assert_true(run->put_count < PUTS_MAX);
	memset(one, 0, sizeof(*one));
	one->id = kit_fresh_id(run->kit);
	one->office = office;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]) && one->fact_count < 4; i++) {
		int64_t n = codes[i].min + hy_below(run, codes[i].max - codes[i].min + 1);
		const struct tally_fact fact = { quarter, office, codes[i].code, form,
			run->put_count, n, false };

		if (codes[i].contact != contact || !hy_chance(run, codes[i].percent))
			continue;
		json_array_append_new(values, fw_value(codes[i].code, n));
		one->facts[one->fact_count++] = tally_add(&run->tally, &fact);
	}
	if (one->fact_count == 0) {
		json_decref(values);
		return;
	}
	run->put_count++;
	kit_advance(run->kit, 200);
	kit_ok(fw_put(by, &one->id, &run->offices[office].w.series, tally_quarters[quarter], form,
		values));
}

void hy_put_after(struct half_year *run, struct file *file)
{
	static const char *const forms[] = { "hour", "baseline", "three-months" };
	struct cw_world *w = &run->offices[file->office].w;
	int now = tally_quarter(kit_now(run->kit));

	if (hy_chance(run, 90))
		put(run, file->office, hy_chance(run, 50) ? w->ann : w->ben, false,
			forms[hy_chance(run, 70) ? 0 : hy_below(run, 3)],
			now > 0 && hy_chance(run, 10) ? now - 1 : now);
	if (hy_chance(run, 60))
		put(run, file->office, w->kim, true, "feedback", now);
}

/* By the colleague, who has the id from the case. */
void hy_drop_one(struct half_year *run)
{
	struct put *one = &run->puts[hy_below(run, run->put_count)];

	if (one->dropped)
		return;
	kit_advance(run->kit, 200);
	kit_ok(fw_drop(run->offices[one->office].w.ben, &one->id));
	one->dropped = true;
	run->dropped++;
	for (size_t i = 0; i < one->fact_count; i++)
		run->tally.facts[one->facts[i]].off = true;
}
