/*
 * A house with a past: made by the kit's people and casework; the log by et_actlog_append.
 */
#include "history_house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/store/logrow.h>
#include <etatunti/store/txn.h>

#include "actlog.h"
#include "service/places.h"
#include "state.h"
#include "store/handle.h"

#define SCRATCH_CAP ((size_t)1 << 30)
/* Series take so many pairs. */
#define PAIRS_OF_SERIES 20
/* One case of so many has the contact of its series. */
#define CONTACT_EVERY 10
/* One case of so many waits for its hour; no case of a small house does. */
#define QUEUE_EVERY 40
/* What the rates allow: two commands of a person in a round. */
#define ROUND_MS 150
#define ROWS_AT_ONCE 2048

static const char *const hours[] = { "09:00", "10:00", "11:00", "12:00", "13:00", "14:00" };

/*
 * While it is made nothing is lost that could not be made again: no waiting for the disk then, and room for all that
 * is touched. Afterwards as the store had set it.
 */
static void wait_for_disk(struct house *house, bool waits)
{
	static char as_set[64];
	struct sqlite3 *db = house->kit->store->db;
	sqlite3_stmt *stmt;

	if (as_set[0] == '\0') {
		assert_int_equal(
			sqlite3_prepare_v2(db, "PRAGMA cache_size", -1, &stmt, NULL), SQLITE_OK);
		assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
		(void)snprintf(as_set, sizeof(as_set),
			"PRAGMA synchronous = FULL; PRAGMA cache_size = %d",
			sqlite3_column_int(stmt, 0));
		assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	}
	assert_int_equal(
		sqlite3_exec(db,
			waits ? as_set : "PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000",
			NULL, NULL, NULL),
		SQLITE_OK);
}

/* ------------------------------------------------------------------- people */

static struct kit_peer *person(
	struct house *house, struct kit_peer *coordinator, const char *role, size_t number)
{
	struct kit_peer *peer;
	char name[32];

	(void)snprintf(name, sizeof(name), "%s-%zu", role, number);
	peer = kit_person(coordinator, name, role);
	kit_cut(peer);
	kit_forget(house->coord);
	kit_forget(house->kela);
	return peer;
}

static struct et_id series_of(struct house *house, size_t first, size_t number)
{
	struct house_pair *pairs = &house->pairs[first];
	struct kit_series series = kit_series_of(house->coord, &pairs[0].id, pairs[0].contact);
	char name[32];

	(void)snprintf(name, sizeof(name), "Series %zu", number);
	series.name = name;
	series.start = hours[number % (sizeof(hours) / sizeof(hours[0]))];
	for (series.pair_count = 0; series.pair_count < PAIRS_OF_SERIES &&
		first + series.pair_count < house->pair_count;
		series.pair_count++)
		series.pairs[series.pair_count] = pairs[series.pair_count].id;
	kit_advance(house->kit, 2000);
	kit_ok(kit_series_set(house->coord, &series));
	return series.id;
}

static void make_pair(struct house *house, size_t at)
{
	struct house_pair *pair = &house->pairs[at];
	char name[32];

	(void)snprintf(name, sizeof(name), "Pair %zu", at);
	for (size_t i = 0; i < 2; i++)
		pair->workers[i] = person(house, house->coord, "worker", 2 * at + i);
	pair->id = kit_pair(house->coord, name, pair->workers, 2);
}

/* Its pairs, their workers, and whose hour it is. */
static void make_series(struct house *house, size_t first)
{
	size_t number = first / PAIRS_OF_SERIES;
	size_t end = first + PAIRS_OF_SERIES;
	struct kit_peer *contact = person(house, house->kela, "contact", number);
	struct et_id id;

	end = end < house->pair_count ? end : house->pair_count;
	for (size_t i = first; i < end; i++) {
		make_pair(house, i);
		house->pairs[i].contact = contact;
	}
	id = series_of(house, first, number);
	for (size_t i = first; i < end; i++)
		house->pairs[i].series = id;
}

static void make_people(struct house *house)
{
	house->coord = kit_founder(house->kit, KIT_COUNTY, "coord");
	house->kela = kit_founder(house->kit, KIT_KELA, "kela");
	/* A series at a time: neither coordinator is idle for so long that the session ends. */
	for (size_t first = 0; first < house->pair_count; first += PAIRS_OF_SERIES)
		make_series(house, first);
}

struct house *house_in(const char *dir)
{
	struct house *house = calloc(1, sizeof(*house));

	assert_non_null(house);
	house->scratch = et_arena_new((size_t)1 << 20, SCRATCH_CAP);
	assert_non_null(house->scratch);
	(void)snprintf(house->dir, sizeof(house->dir), "%s", dir);
	(void)snprintf(house->database, sizeof(house->database), "%s/db", house->dir);
	return house;
}

struct house *house_new(size_t pairs)
{
	const char *tmp = getenv("TMPDIR");
	struct house *house;
	char dir[256];

	(void)snprintf(dir, sizeof(dir), "%s/et-bench-XXXXXX", tmp != NULL ? tmp : "/tmp");
	assert_non_null(mkdtemp(dir));
	house = house_in(dir);
	house->pair_count = pairs;
	house->pairs = calloc(pairs, sizeof(*house->pairs));
	assert_non_null(house->pairs);
	house->kit = kit_new_in(house->database);
	wait_for_disk(house, false);
	make_people(house);
	wait_for_disk(house, true);
	house->kept = house->kit->arena;
	house->kit->arena = house->scratch;
	house_leave(house);
	return house;
}

static void remove_files(const struct house *house)
{
	static const char *const ends[] = { "", "-wal", "-journal" };
	char path[320];

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s%s", house->database, ends[i]);
		(void)unlink(path);
	}
	(void)rmdir(house->dir);
}

void house_free(struct house *house)
{
	house->kit->arena = house->kept;
	kit_free(house->kit);
	et_arena_free(house->scratch);
	if (!house->is_kept)
		remove_files(house);
	free(house->pairs);
	free(house->cases);
	free(house);
}

void house_forget(struct house *house)
{
	ET_LIST_EACH(&house->kit->peers, it, after)
	kit_forget(ET_CONTAINER(it, struct kit_peer, link));
	et_arena_reset(house->scratch);
}

struct kit_peer *house_enter(struct house *house, const struct kit_peer *who)
{
	struct kit_peer *peer = kit_connect_as(who);

	(void)house;
	kit_sign_in(peer);
	return peer;
}

void house_leave(struct house *house)
{
	ET_LIST_EACH(&house->kit->peers, it, after)
	{
		struct kit_peer *peer = ET_CONTAINER(it, struct kit_peer, link);

		if (peer->front != 0)
			kit_cut(peer);
	}
	house_forget(house);
}

/* -------------------------------------------------------------------- cases */

/* Created, all keys for both, a question and a consent; acknowledged by the other worker. */
static void make_case(
	struct house *house, struct house_case *out, struct kit_peer *const by[2], size_t round)
{
	const struct et_id first_free = { { 0 } };
	const struct house_pair *pair = &house->pairs[out->pair];
	struct cw_case cs;

	cw_case_init(&cs, house->kit);
	cs.series = pair->series;
	out->question = kit_fresh_id(house->kit);
	out->revision = 1;
	cw_create(&cs, by[0], &pair->id);
	cw_member_add(&cs, by[0], by[1], "PSC");
	for (const char *comp = "PSC"; *comp != '\0'; comp++) {
		cw_grant(&cs, by[0], by[0], *comp, NULL);
		cw_grant(&cs, by[0], by[1], *comp, NULL);
	}
	cw_object(&cs, by[0], &out->question, "question", 'S', 1);
	cw_consent(&cs, by[0], 300 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, by[0]));
	cw_point(&cs, by[1], "consent-ack");
	if (round % CONTACT_EVERY == 0) {
		cw_member_add(&cs, by[1], pair->contact, "SC");
		cw_grant(&cs, by[1], pair->contact, 'S', &cs.consent);
		cw_grant(&cs, by[1], pair->contact, 'C', &cs.consent);
	}
	if (round % QUEUE_EVERY == QUEUE_EVERY - 1)
		cw_queue_as(&cs, by[1], &pair->series, &first_free, 15, "normal");
	kit_ok(cw_send(&cs, by[1]));
	out->id = cs.id;
	out->seq = cs.seq;
	out->head = cs.head;
}

/* One case of each pair in a round, as far as they are wanted. */
static void make_round(
	struct house *house, struct kit_peer *(*in)[2], size_t round, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		house->cases[i].pair = (uint32_t)(i % house->pair_count);
		make_case(house, &house->cases[i], in[house->cases[i].pair], round);
		if (i % 16 == 15)
			house_forget(house);
	}
	kit_advance(house->kit, ROUND_MS);
	house_forget(house);
}

void house_cases(struct house *house, size_t count)
{
	struct kit_peer *(*in)[2] = calloc(house->pair_count, sizeof(*in));
	size_t from = house->case_count;

	assert_non_null(in);
	assert_true(count <= house->pair_count * HOUSE_CASES_OF_PAIR);
	house->cases = realloc(house->cases, count * sizeof(*house->cases));
	assert_non_null(house->cases);
	wait_for_disk(house, false);
	for (size_t i = 0; i < 2 * house->pair_count; i++) {
		in[i / 2][i % 2] = house_enter(house, house->pairs[i / 2].workers[i % 2]);
		kit_advance(house->kit, 200); /* through the door one after the other */
		house_forget(house);
	}
	for (size_t at = from; at < count;) {
		size_t round = at / house->pair_count;
		size_t to = (round + 1) * house->pair_count;

		to = to < count ? to : count;
		make_round(house, in, round, at, to);
		at = to;
	}
	house->case_count = count;
	house_leave(house);
	wait_for_disk(house, true);
	free(in);
}

/* --------------------------------------------------------------------- rows */

/* As when somebody of the pair opens a case, and then its question. */
static void append_read(struct house *house, struct et_call *call, size_t at)
{
	const struct house_case *cs = &house->cases[(at * 2654435761U) % house->case_count];
	const struct kit_peer *by = house->pairs[cs->pair].workers[at % 2];
	struct et_act act = { .action = at % 3 == 0 ? "case-get" : "object-get",
		.case_id = cs->id,
		.purpose = "follow-up" };

	if (at % 3 != 0) {
		act.object_id = cs->question;
		act.comp = 'S';
	}
	call->actor = by->uid;
	call->actor_org = by->org;
	assert_int_equal(et_actlog_append(&house->kit->service->actlog, call, &act, ET_OK), ET_OK);
}

int64_t house_log_len(const struct house *house)
{
	return house->kit->service->actlog.seq;
}

void house_rows(struct house *house, int64_t count)
{
	struct kit *kit = house->kit;
	struct et_call call = { .store = kit->store, .deployment = &kit->deployment };
	int64_t missing = count - house_log_len(house);
	int64_t step = missing > ROWS_AT_ONCE ? KIT_DAY / (missing / ROWS_AT_ONCE) : KIT_HOUR;

	wait_for_disk(house, false);
	for (size_t at = 0; house_log_len(house) < count;) {
		assert_int_equal(et_store_txn_begin(kit->store, "house"), ET_OK);
		call.now_ms = kit_now(kit);
		for (size_t end = at + ROWS_AT_ONCE; at < end && house_log_len(house) < count;) {
			append_read(house, &call, at++);
			if (at % ET_CHECKPOINT_ROWS == 0) /* signs a checkpoint */
				assert_int_equal(et_service_timers(kit->service), ET_OK);
		}
		assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
		et_service_committed(kit->service);
		kit_advance(kit, step);
	}
	wait_for_disk(house, true);
	house_forget(house);
}

/* ------------------------------------------------------------------- writing */

struct et_slice house_write_many(
	struct house *house, struct house_case *cs, const struct kit_peer *by, size_t count)
{
	struct cw_case work;

	cw_case_init(&work, house->kit);
	work.id = cs->id;
	work.seq = cs->seq;
	work.head = cs->head;
	for (size_t i = 0; i < count; i++)
		cw_object(&work, by, &cs->question, "question", 'S', ++cs->revision);
	cs->seq = work.seq;
	cs->head = work.head;
	return cw_frame(&work);
}

struct et_slice house_write(struct house *house, struct house_case *cs, const struct kit_peer *by)
{
	return house_write_many(house, cs, by, 1);
}
