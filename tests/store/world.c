/* Builds the deployment. */
#include "cmocka_all.h"

#include "world.h"

#include <etatunti/store/casefile.h>
#include <etatunti/store/directory.h>
#include <etatunti/store/member.h>
#include <etatunti/store/org.h>
#include <etatunti/store/pair.h>
#include <etatunti/store/series.h>
#include <etatunti/store/user.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/handle.h"

struct et_id id_of(char kind, unsigned n)
{
	struct et_id id = { { 0 } };

	id.b[0] = (uint8_t)kind;
	id.b[14] = (uint8_t)(n >> 8);
	id.b[15] = (uint8_t)n;
	return id;
}

struct et_hash hash_of(char kind, unsigned n)
{
	struct et_hash hash = { { 0 } };

	hash.b[0] = (uint8_t)kind;
	hash.b[30] = (uint8_t)(n >> 8);
	hash.b[31] = (uint8_t)n;
	return hash;
}

static struct et_key32 key_of(char kind, unsigned n)
{
	struct et_hash hash = hash_of(kind, n);
	struct et_key32 key;

	memcpy(key.b, hash.b, sizeof(key.b));
	return key;
}

static void fill_user(struct et_store *store, unsigned n, struct et_id org_id, const char *name,
	const char *roles)
{
	struct et_store_user user = {
		.uid = id_of('u', n),
		.username = et_slice_str(name),
		.display = et_slice_str(name),
		.org_id = org_id,
		.roles = et_slice_str(roles),
		.ipk_s = key_of('S', n),
		.ipk_e = key_of('E', n),
		.not_after = NOW + 300 * DAY_MS,
		.state = ET_SLICE_LIT("active"),
	};

	OK(et_store_user_insert(store, &user));
}

static void fill_hours(struct et_store *store)
{
	static const char *const dates[] = { "2027-01-16", "2027-01-23", "2027-01-30",
		"2027-02-06" };

	for (unsigned i = 0; i < 4; i++) {
		struct et_store_hour hour = {
			.hour_id = HOUR(i + 1),
			.series_id = SERIES,
			.local_date = et_slice_str(dates[i]),
			.starts_at = NOW + DAY_MS + (int64_t)i * 7 * DAY_MS,
			.ends_at = NOW + DAY_MS + (int64_t)i * 7 * DAY_MS + HOUR_MS,
			.state = ET_SLICE_LIT("planned"),
		};

		OK(et_store_hour_insert(store, &hour));
	}
}

void world_fill(struct et_store *store)
{
	const struct et_id members[] = { WORKER, COLLEAGUE };
	const struct et_id pairs[] = { PAIR };
	struct et_store_org orgs[] = {
		{ COUNTY, ET_SLICE_LIT("county"), ET_SLICE_LIT("Pirha"), key_of('f', 1), { { 0 } },
			1 },
		{ KELA, ET_SLICE_LIT("kela"), ET_SLICE_LIT("Kela"), key_of('f', 2), { { 0 } }, 1 },
	};
	struct et_store_dir_statement stmt = { 1, ET_SLICE_LIT("stmt"), { { 1 } }, hash_of('d', 1),
		ET_SLICE_LIT("found"), COORDINATOR, NOW - DAY_MS };
	struct et_store_pair pair = { PAIR, COUNTY, ET_SLICE_LIT("Ikaalinen"), 1 };
	struct et_store_series series = {
		.series_id = SERIES,
		.org_id = COUNTY,
		.name = ET_SLICE_LIT("Torstai"),
		.contact = CONTACT,
		.weekday = 6,
		.start = ET_SLICE_LIT("12:00"),
		.first_date = ET_SLICE_LIT("2027-01-16"),
		.capacity = 4,
		.every = 1,
		.phone = ET_SLICE_LIT("(02) 123-4567"),
		.seq = 1,
	};

	OK(et_store_org_insert(store, &orgs[0]));
	OK(et_store_org_insert(store, &orgs[1]));
	OK(et_store_directory_append(store, &stmt));
	fill_user(store, 1, COUNTY, "kaisa", "coordinator");
	fill_user(store, 2, COUNTY, "tiina", "worker");
	fill_user(store, 3, COUNTY, "sami", "coordinator,worker");
	fill_user(store, 4, KELA, "kirsi", "contact");
	fill_user(store, 5, COUNTY, "vieras", "worker");
	OK(et_store_pair_set(store, &pair, members, 2));
	OK(et_store_series_set(store, &series, pairs, 1));
	fill_hours(store);
}

static void fill_member(
	struct et_store *store, unsigned n, struct et_id uid, const char *comps, int64_t seq)
{
	struct et_store_member member = { CASE(n), uid, et_slice_str(comps), seq, 1, { NULL, 0 } };

	OK(et_store_member_add(store, &member));
}

void world_case(struct et_store *store, unsigned n)
{
	const struct et_id consent_id = CONSENT(n), case_id = CASE(n);
	struct et_store_casefile casefile = { CASE(n), PAIR, ET_SLICE_LIT("client"), 6,
		hash_of('c', n), ET_SLICE_LIT("open"), { { 0 } }, NOW, NOW + n, { { 0 } } };
	struct et_store_consent consent = {
		.consent_id = CONSENT(n),
		.case_id = CASE(n),
		.seq = 4,
		.stmt_hash = hash_of('k', n),
		.witness = WORKER,
		.doc_object = id_of('d', n),
		.valid_from = NOW - DAY_MS,
		.valid_to = NOW + 100 * DAY_MS,
		.template_id = ET_SLICE_LIT("fi-1"),
		.capture = ET_SLICE_LIT("drawn"),
		.ack_by = COLLEAGUE,
		.ack_seq = 5,
	};

	OK(et_store_casefile_insert(store, &casefile));
	fill_member(store, n, WORKER, "PSC", 1);
	fill_member(store, n, COLLEAGUE, "PSC", 2);
	fill_member(store, n, CONTACT, "SC", 6);
	OK(et_store_consent_insert(store, &consent));
	OK(et_store_casefile_set_consent(store, &case_id, &consent_id));
}

struct et_store_place world_place(unsigned case_n, struct et_id hour_id, int64_t minutes)
{
	return (struct et_store_place){
		.case_id = CASE(case_n),
		.queue_seq = 10,
		.series_id = SERIES,
		.hour_id = hour_id,
		.minutes = minutes,
		.urgency = ET_SLICE_LIT("normal"),
		.state = ET_SLICE_LIT("queued"),
		.queued_at = NOW,
		.consent_id = CONSENT(case_n),
	};
}

static void init(struct world *world)
{
	memset(world, 0, sizeof(*world));
	world->arena = et_arena_new(65536, (size_t)64 << 20);
	assert_non_null(world->arena);
}

static void fill(struct world *world)
{
	OK(et_store_txn_begin(world->store, "world"));
	world_fill(world->store);
	OK(et_store_txn_commit(world->store));
}

void world_init(struct world *world)
{
	char why[ET_STORE_WHY_LEN];

	init(world);
	OK(et_store_open_memory(NOW, &world->store, why));
	fill(world);
}

void world_init_empty_file(struct world *world)
{
	char why[ET_STORE_WHY_LEN];

	init(world);
	(void)snprintf(world->dir, sizeof(world->dir), "/tmp/etatunti-test-XXXXXX");
	assert_non_null(mkdtemp(world->dir));
	(void)snprintf(world->path, sizeof(world->path), "%s/et.db", world->dir);
	OK(et_store_open(world->path, ET_STORE_CREATE, NOW, &world->store, why));
}

void world_init_file(struct world *world)
{
	world_init_empty_file(world);
	fill(world);
}

void world_fini(struct world *world)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".other" };
	char name[128];

	et_store_close(world->store);
	et_arena_free(world->arena);
	if (world->dir[0] == '\0')
		return;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", world->path, tails[i]);
		(void)unlink(name);
	}
	assert_int_equal(rmdir(world->dir), 0);
}

int64_t world_count(struct et_store *store, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) == SQLITE_OK &&
		sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt);
	return n;
}

int world_exec(struct et_store *store, const char *sql)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL);
}
