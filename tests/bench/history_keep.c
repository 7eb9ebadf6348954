/*
 * A house that is kept: what its people and the clock are stands in a file beside its record; of the cases the record
 * itself says how far they are. Only a program that was built like the one that kept it can take it up.
 */
#include "history_house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/handle.h"

struct person {
	struct et_id uid, org;
	char username[40], display[40];
	struct et_sign_key identity, login;
	struct et_key32 ipk_e;
	struct et_hash eh;
	int64_t not_after;
};

struct pair {
	struct et_id id, series;
	struct person workers[2];
};

struct beginning {
	size_t pair_len, pair_count; /* the first tells one build from another */
	int64_t now_ms;
	uint64_t state;
};

static FILE *people_of(const char *dir, const char *mode)
{
	char path[320];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/people", dir);
	if ((file = fopen(path, mode)) == NULL)
		fail_msg("%s can't be opened", path);
	return file;
}

static void put_person(const struct kit_peer *from, struct person *out)
{
	*out = (struct person){ .uid = from->uid,
		.org = from->org,
		.identity = from->identity,
		.login = from->login,
		.ipk_e = from->ipk_e,
		.eh = from->eh,
		.not_after = from->not_after };
	memcpy(out->username, from->username, sizeof(out->username));
	memcpy(out->display, from->display, sizeof(out->display));
}

void house_keep(struct house *house)
{
	struct beginning beginning = { sizeof(struct pair), house->pair_count,
		house->kit->fake.now_ms, house->kit->fake.state };
	FILE *file = people_of(house->dir, "wb");

	house->is_kept = true;
	assert_int_equal(fwrite(&beginning, sizeof(beginning), 1, file), 1);
	for (size_t i = 0; i < house->pair_count; i++) {
		struct pair pair = { .id = house->pairs[i].id, .series = house->pairs[i].series };

		for (size_t at = 0; at < 2; at++)
			put_person(house->pairs[i].workers[at], &pair.workers[at]);
		assert_int_equal(fwrite(&pair, sizeof(pair), 1, file), 1);
	}
	assert_int_equal(fclose(file), 0);
}

static struct kit_peer *take_person(struct house *house, const struct person *from)
{
	struct kit_peer *peer = kit_connect(house->kit);

	kit_cut(peer);
	peer->uid = from->uid;
	peer->org = from->org;
	peer->roles = "worker";
	peer->identity = from->identity;
	peer->login = from->login;
	peer->ipk_e = from->ipk_e;
	peer->eh = from->eh;
	peer->not_after = from->not_after;
	memcpy(peer->username, from->username, sizeof(peer->username));
	memcpy(peer->display, from->display, sizeof(peer->display));
	return peer;
}

static void take_people(struct house *house, FILE *file)
{
	house->pairs = calloc(house->pair_count, sizeof(*house->pairs));
	assert_non_null(house->pairs);
	for (size_t i = 0; i < house->pair_count; i++) {
		struct pair pair;

		assert_int_equal(fread(&pair, sizeof(pair), 1, file), 1);
		house->pairs[i].id = pair.id;
		house->pairs[i].series = pair.series;
		for (size_t at = 0; at < 2; at++)
			house->pairs[i].workers[at] = take_person(house, &pair.workers[at]);
	}
}

/* In the order in which they were made: one of each pair in a round. */
static void take_cases(struct house *house)
{
	static const char sql[] =
		"SELECT c.case_id, o.object_id, c.hash, c.seq, MAX(o.rev) FROM casefile c "
		"JOIN object o ON o.case_id = c.case_id AND o.type = 'question' "
		"GROUP BY c.rowid ORDER BY c.rowid";
	sqlite3_stmt *stmt;
	size_t cap = 0;

	assert_int_equal(
		sqlite3_prepare_v2(house->kit->store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		struct house_case *cs;

		if (house->case_count == cap) {
			cap = cap == 0 ? 1024 : 2 * cap;
			house->cases = realloc(house->cases, cap * sizeof(*house->cases));
			assert_non_null(house->cases);
		}
		cs = &house->cases[house->case_count];
		cs->pair = (uint32_t)(house->case_count++ % house->pair_count);
		memcpy(cs->id.b, sqlite3_column_blob(stmt, 0), sizeof(cs->id.b));
		memcpy(cs->question.b, sqlite3_column_blob(stmt, 1), sizeof(cs->id.b));
		memcpy(cs->head.b, sqlite3_column_blob(stmt, 2), sizeof(cs->head.b));
		cs->seq = sqlite3_column_int64(stmt, 3);
		cs->revision = sqlite3_column_int64(stmt, 4);
	}
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
}

/* The last that has happened in it, since it was kept too. */
static int64_t last_seen(struct et_store *store)
{
	sqlite3_stmt *stmt;
	int64_t at;

	assert_int_equal(
		sqlite3_prepare_v2(store->db, "SELECT MAX(seen_at) FROM session", -1, &stmt, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	at = sqlite3_column_int64(stmt, 0);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	return at;
}

/* A new kit is the same deployment: its keys follow from its seed. */
static void take_record(struct house *house, const struct beginning *beginning)
{
	struct kit *kit = kit_new();
	char why[ET_STORE_WHY_LEN];
	int64_t last;

	et_store_close(kit->store);
	if (et_store_open(house->database, ET_STORE_SERVE, beginning->now_ms, &kit->store, why) !=
		ET_OK)
		fail_msg("%s", why);
	last = last_seen(kit->store);
	last = last > beginning->now_ms ? last : beginning->now_ms;
	et_env_fake_advance(&kit->fake, last + KIT_HOUR - kit->fake.now_ms);
	kit_restart(kit);
	house->kit = kit;
	/* Other ids than those of before. */
	kit->fake.state = beginning->state + (uint64_t)house_log_len(house);
}

struct house *house_take(const char *dir)
{
	struct house *house = house_in(dir);
	FILE *file = people_of(dir, "rb");
	struct beginning beginning;

	assert_int_equal(fread(&beginning, sizeof(beginning), 1, file), 1);
	if (beginning.pair_len != sizeof(struct pair))
		fail_msg("%s was kept by another build", dir);
	house->is_kept = true;
	house->pair_count = beginning.pair_count;
	take_record(house, &beginning);
	take_people(house, file);
	take_cases(house);
	(void)fclose(file);
	house->kept = house->kit->arena;
	house->kit->arena = house->scratch;
	house_leave(house);
	return house;
}
