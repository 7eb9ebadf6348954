/* Built once a process; a copy of its pages is put back before each script. */
#include "world.h"

#include <string.h>

#include <etatunti/base/log.h>
#include <etatunti/crypto/hash.h>

#include "fuzz.h"
#include "service/record.h"

static const char *const names[FZ_PEOPLE] = { "coord", "kela", "ann", "ben", "cid", "kim" };

static struct fz_world world;
static struct {
	sqlite3 *pages;
	struct cw_case cases[FZ_CASES];
	int64_t now_ms, mono_ms;
	uint64_t state;
	struct et_arena *arena;
} kept;

/* Of this script: by name, the guest's and a stranger's at the end. */
static struct kit_peer *conns[FZ_PEOPLE + 2];

static void keep(void)
{
	const struct et_env_fake *fake = &world.kit->fake;

	FUZZ_MUST(sqlite3_open(":memory:", &kept.pages) == SQLITE_OK);
	record_copy_pages(world.kit->store->db, kept.pages);
	memcpy(kept.cases, world.cases, sizeof(kept.cases));
	kept.now_ms = fake->now_ms;
	kept.mono_ms = fake->mono_ms;
	kept.state = fake->state;
	kept.arena = world.kit->arena;
}

static void propose_card(void)
{
	struct kit_card card = kit_card_of(world.cw->ann);

	card.topics = "housing-allowance";
	card.question = "Voiko saada";
	card.answer = "Voi";
	world.card = card.id;
	world.card_sig = et_sign_detached(&world.cw->ann->identity, kit_card_text(&card));
}

static void build(void)
{
	et_log_configure(NULL, 2, ET_LOG_ERROR);
	world.cw = cw_world_new();
	world.kit = world.cw->kit;
	for (size_t i = 0; i < FZ_PEOPLE; i++)
		world.eh[i] = fz_person(&world, et_slice_str(names[i]))->eh;
	world.hour_after = cw_hour(world.cw, 1);
	cw_open(world.cw, &world.cases[FZ_OPEN]);
	world.session = gw_visit(world.cw, &world.cases[FZ_IN_TURN], &world.link, &world.guest);
	cw_with_contact(world.cw, &world.cases[FZ_CONSENTED]);
	cw_queue(&world.cases[FZ_CONSENTED], world.cw->ann, &world.hour_after, 15);
	kit_ok(cw_send(&world.cases[FZ_CONSENTED], world.cw->ann));
	propose_card();
	cw_case_init(&world.cases[FZ_NEW], world.kit);
	cw_case_init(&world.cases[FZ_NEWER], world.kit);
	kit_verify(world.kit);
	keep();
}

struct fz_world *fz_world_begin(void)
{
	struct kit *kit;

	if (world.cw == NULL)
		build();
	kit = world.kit;
	for (size_t i = 0; i < FZ_PEOPLE + 2; i++)
		if (conns[i] != NULL)
			kit_drop(conns[i]);
	memset(conns, 0, sizeof(conns));
	if (kit->arena != kept.arena)
		et_arena_free(kit->arena);
	FUZZ_MUST((kit->arena = et_arena_new((size_t)1 << 16, (size_t)1 << 28)) != NULL);
	kit->fake.now_ms = kept.now_ms;
	kit->fake.mono_ms = kept.mono_ms;
	kit->fake.state = kept.state;
	memcpy(world.cases, kept.cases, sizeof(kept.cases));
	record_copy_pages(kept.pages, kit->store->db);
	kit_restart(kit);
	return &world;
}

static size_t index_of(struct et_slice name)
{
	for (size_t i = 0; i < FZ_PEOPLE; i++)
		if (et_slice_eq_str(name, names[i]))
			return i;
	return et_slice_eq_str(name, "gus") ? FZ_PEOPLE : FZ_PEOPLE + 1;
}

const struct kit_peer *fz_person(const struct fz_world *of, struct et_slice name)
{
	const struct kit_peer *const people[FZ_PEOPLE] = { of->cw->coord, of->cw->kela, of->cw->ann,
		of->cw->ben, of->cw->cid, of->cw->kim };
	size_t at = index_of(name);

	return at < FZ_PEOPLE ? people[at] : of->cw->ann;
}

const struct et_hash *fz_enrolment(const struct fz_world *of, struct et_slice name)
{
	size_t at = index_of(name);

	return &of->eh[at < FZ_PEOPLE ? at : FZ_ANN];
}

/* As far as the server lets it: who was revoked is not. */
static void sign_in(struct kit_peer *peer)
{
	json_t *challenge = kit_hi(peer)->ok;

	if (challenge == NULL)
		return;
	json_incref(challenge);
	(void)kit_login(peer, challenge);
	json_decref(challenge);
	if (peer->reply.ok != NULL)
		peer->sid = kit_get_id(peer->reply.ok, "sid");
}

struct kit_peer *fz_conn(struct fz_world *of, struct et_slice name)
{
	size_t at = index_of(name);
	struct kit_peer **conn = &conns[at];

	if (*conn != NULL && (*conn)->front != 0)
		return *conn;
	if (*conn != NULL)
		kit_drop(*conn);
	if (at < FZ_PEOPLE) {
		*conn = kit_connect_as(fz_person(of, name));
		sign_in(*conn);
	} else if (at == FZ_PEOPLE) {
		struct gw_device device;

		gw_device_again(of->kit, &of->guest, &device);
		*conn = device.peer;
		if (gw_hi(&device, &of->link.id)->ok != NULL)
			(void)gw_knock(&device, &of->link);
	} else {
		*conn = kit_connect_from(of->kit, "192.0.2.7");
	}
	return *conn;
}

/* ------------------------------------------------------------------------ judging */

static bool is_left_out(const char *table)
{
	static const char *const out[] = { "log", "checkpoint", "reply", "session" };

	for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++)
		if (strcmp(table, out[i]) == 0)
			return true;
	return false;
}

static void add_rows(sqlite3 *db, const char *table, struct et_hasher *hasher)
{
	char sql[128];
	sqlite3_stmt *stmt;

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\"", table);
	FUZZ_MUST(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			const void *bytes = sqlite3_column_blob(stmt, i);
			int len = sqlite3_column_bytes(stmt, i);

			et_hasher_add(hasher, et_slice_of(&len, sizeof(len)));
			et_hasher_add(hasher, et_slice_of(bytes, (size_t)len));
		}
	FUZZ_MUST(sqlite3_finalize(stmt) == SQLITE_OK);
}

struct et_hash fz_world_digest(struct fz_world *of)
{
	static char *tables[128];
	static size_t count;
	struct et_hasher hasher;

	if (count == 0)
		count = record_texts(of->kit->store->db,
			"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
			tables, 128);
	et_hasher_init(&hasher);
	for (size_t i = 0; i < count; i++)
		if (!is_left_out(tables[i]))
			add_rows(of->kit->store->db, tables[i], &hasher);
	return et_hasher_end(&hasher);
}

/* What "no hour has more than four cases and sixty minutes" finds against it. */
#define OVERFULL \
	"SELECT hex(hour_id) FROM place WHERE hour_id IS NOT NULL AND state IN ('queued', 'ready', " \
	"'needs-info', 'in-turn', 'handled', 'interrupted') GROUP BY hour_id HAVING count(*) > 4 " \
	"OR sum(minutes) > 60"

void fz_world_judge(struct fz_world *of)
{
	char *found[8];

	FUZZ_MUST(record_texts(of->kit->store->db, OVERFULL, found, 8) == 0);
	kit_verify(of->kit);
}
