/* The life of a few cases in a few calls, and raw SQL on copies of what came of it. */
#include "record.h"

#include "followwork.h"
#include "guestwork.h"
#include "orgwork.h"
#include "places.h"
#include "relogin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/hash.h>

#define CHUNK_LEN (65536 + 40)
#define SQL_MAX RECORD_SQL_MAX

/* --------------------------------------------------------------------- record */

static void put_chunk(struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object,
	struct et_slice chunk)
{
	kit_ok(kit_call_blobs(peer, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&cs->id), "object",
			kit_json_id(object), "index", 0, "data", 0),
		&chunk, 1));
}

/* A chunked object of one chunk. */
static void attach(struct cw_world *world, struct cw_case *cs, const struct et_id *object,
	const char *type, char comp)
{
	struct et_slice chunk = kit_random(world->kit, CHUNK_LEN);
	struct et_hash one = et_hash_of(chunk);

	put_chunk(world->ann, cs, object, chunk);
	cs->ct_hash = et_hash_of(et_hash_slice(&one));
	cw_add(cs, world->ann, "object",
		cw_object_body(world->kit, object, type, comp, 1, &cs->ct_hash, CHUNK_LEN, 1),
		(struct et_slice){ 0 });
	kit_ok(cw_send(cs, world->ann));
}

/* A consent with a scan, in place of the drawn one. */
static void scan_consent(struct cw_world *world, struct cw_case *cs)
{
	struct cw_consent consent = { .id = kit_fresh_id(world->kit),
		.doc = kit_fresh_id(world->kit),
		.file = kit_fresh_id(world->kit),
		.replaces = cs->consent,
		.valid_from = kit_now(world->kit),
		.valid_to = kit_now(world->kit) + 200 * KIT_DAY,
		.capture = "drawn+scan" };

	attach(world, cs, &consent.file, "consent-file", 'C');
	consent.file_hash = cs->ct_hash;
	cw_object(cs, world->ann, &consent.doc, "consent-doc", 'C', 1);
	consent.doc_hash = cs->ct_hash;
	cw_consent_of(cs, world->ann, &consent);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->ben, "consent-ack");
	kit_ok(cw_send(cs, world->ben));
	cw_grant(cs, world->ann, world->kim, 'S', &cs->consent);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->kim, "consent-seen");
	kit_ok(cw_send(cs, world->kim));
}

/* A series that ends, with an hour that falls away: Ascension Day, 14 May 2026. */
static void thursdays(struct cw_world *world)
{
	struct kit_series series = kit_series_of(world->coord, &world->pair_b, world->kim);

	series.name = "Torstai";
	series.weekday = 4;
	series.start = "09:30";
	(void)snprintf(series.first, sizeof(series.first), "2026-05-14");
	series.last = "2026-06-30";
	series.capacity = 3;
	series.every = 2;
	kit_ok(kit_series_set(world->coord, &series));
	kit_ok(kit_hour_set(world->coord,
		&(struct kit_hour_set){
			series.id, "2026-05-28", "moved", "2026-05-29", "10:00", "Koulutus" }));
}

/* What the organisations keep in common. */
static void papers(struct cw_world *world)
{
	struct kit_card card = kit_card_of(world->ann);
	struct kit_team team = kit_team_of(world->coord);

	kit_ok(kit_dir_append(world->coord, "record-template",
		kit_template_body(world->kit, &world->coord->org, "effica", "MONSU: {monsu}")));
	kit_ok(kit_dir_append(world->coord, "team", kit_team_body(world->kit, &team)));
	kit_ok(kit_dir_append(world->kim, "card", kit_card_signed(&card)));
}

/* People come, go, come back with new keys, stand in for each other; a link goes astray. */
static void people(struct cw_world *world)
{
	struct kit *kit = world->kit;
	struct kit_peer *dee = kit_person(world->coord, "dee", "worker"), *anew;
	struct kit_peer *astray = kit_connect(kit);
	uint8_t secret[32];
	struct et_id invite;

	invite = kit_invite(world->coord, "eve", "worker", kit_now(kit) + KIT_DAY, secret);
	kit_ok(kit_enrol(astray, &invite, secret, "eve"));
	kit_advance(kit, 10000);
	(void)kit_person(world->coord, "eve", "worker");
	kit_ok(kit_user_revoke(world->coord, dee, "stolen"));
	anew = kit_answer_new_keys(world->coord, dee);
	kit_ok(kit_user_rekey(world->coord, anew));
	kit_advance(kit, 10000);
	anew->not_after += KIT_DAY;
	kit_ok(kit_user_rekey(world->coord, anew));
	(void)kit_substitute(world->coord, world->ben, world->cid, 30 * KIT_DAY);
	kit_ok(kit_policy(world->coord, "required"));
	papers(world);
	relogin_done(world->kela, 2);
	kit_advance(kit, 10000);
}

/* One who was there, one who is still to come. */
static void guests(struct cw_world *world, struct cw_case *now, struct cw_case *later,
	const struct et_id *session)
{
	struct gw_device device;
	struct gw_link link;

	gw_invite(now, world->ann, &link);
	kit_ok(cw_send(now, world->ann));
	gw_device_new(world->kit, &device);
	(void)gw_at_door(&device, &link);
	gw_admit(now, world->ben, &link, session, &device);
	kit_ok(cw_send(now, world->ben));
	kit_ok(gw_join(&device));
	gw_invite(later, world->ann, &link);
	kit_ok(cw_send(later, world->ann));
}

/* A date, a hold, a rule, an end, numbers of which some were taken back. */
static void after(struct cw_world *world, struct cw_case *cs)
{
	const struct et_id kept = kit_fresh_id(world->kit), dropped = kit_fresh_id(world->kit);
	const char *quarter = fw_quarter(world->kit);
	struct cw_case gone;

	cw_open(world, &gone);
	cw_word(&gone, world->ann, "close", NULL, "done");
	kit_ok(cw_send(&gone, world->ann));
	cw_word(&gone, world->ben, "erase", NULL, "");
	kit_ok(cw_send(&gone, world->ben));
	fw_follow_up(cs, world->ann, "plan", kit_now(world->kit) + 150 * KIT_DAY);
	fw_hold(cs, world->ann, 1, "a complaint");
	kit_ok(cw_send(cs, world->ann));
	kit_ok(fw_retention(world->coord, &world->coord->org, 100));
	kit_ok(fw_put(world->ann, &kept, &world->series, quarter, "hour",
		json_pack("[o,o]", fw_value("calls_saved", 3), fw_value("nps", 9))));
	kit_ok(fw_put(world->ann, &dropped, &world->series, quarter, "half-year",
		json_pack("[o]", fw_value("calls_saved", 20))));
	kit_ok(fw_drop(world->ben, &dropped));
}

/* One case through its whole hour, one withdrawn, one still ahead; every table has rows. */
struct cw_world *record_new(void)
{
	struct cw_world *world = cw_world_new();
	struct et_id plan = kit_fresh_id(world->kit), file = kit_fresh_id(world->kit), session;
	struct cw_case done, withdrawn, ahead;

	thursdays(world);
	people(world);
	cw_with_contact(world, &done);
	scan_consent(world, &done);
	relogin_done(world->kim, 2);
	attach(world, &done, &file, "attachment", 'S');
	cw_later(world, 5 * KIT_MINUTE);
	cw_queue(&done, world->ann, &world->hour, 20);
	cw_object(&done, world->ann, &plan, "plan", 'S', 1);
	kit_ok(cw_send(&done, world->ann));
	cw_word(&done, world->kim, "prepare", NULL, "ready");
	kit_ok(cw_send(&done, world->kim));
	cw_queued(world, &withdrawn);
	cw_queued(world, &ahead);
	cw_revoke(&withdrawn, world->ben);
	kit_ok(cw_send(&withdrawn, world->ben));
	kit_ok(kit_call_blobs(world->ann, "draft-put",
		json_pack("{s:s, s:i}", "key", "k", "data", 0),
		(struct et_slice[]){ kit_random(world->kit, 296) }, 1));
	cw_later(world, world->starts_at - kit_now(world->kit));
	session = kit_fresh_id(world->kit);
	cw_session_open(&done, world->ann, &world->hour, &session);
	kit_ok(cw_send(&done, world->ann));
	guests(world, &done, &ahead, &session);
	cw_object(&done, world->kim, &plan, "plan", 'S', 2);
	kit_ok(cw_send(&done, world->kim));
	cw_confirm(&done, world->kim, &plan, 2);
	kit_ok(cw_send(&done, world->kim));
	cw_confirm(&done, world->ann, &plan, 2);
	cw_word(&done, world->ann, "session-close", &session, "handled");
	cw_word(&done, world->ann, "close", NULL, "done");
	kit_ok(cw_send(&done, world->ann));
	after(world, &ahead);
	kit_advance(world->kit, 2 * KIT_MINUTE);
	kit_verify(world->kit);
	return world;
}

/* --------------------------------------------------------------------- damage */

void record_copy_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");

	assert_non_null(backup);
	assert_int_equal(sqlite3_backup_step(backup, -1), SQLITE_DONE);
	assert_int_equal(sqlite3_backup_finish(backup), SQLITE_OK);
}

/* A copy of the record, to be changed behind the server's back. */
struct et_store *record_copy(struct et_store *from)
{
	char why[ET_STORE_WHY_LEN];
	struct et_store *copy;

	assert_int_equal(et_store_open_memory(KIT_T0, &copy, why), ET_OK);
	record_copy_pages(from->db, copy->db);
	return copy;
}

void record_exec(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
}

/* The texts of a one-column query, each freed by the caller with the list. */
size_t record_texts(sqlite3 *db, const char *sql, char **out, size_t max)
{
	sqlite3_stmt *stmt;
	size_t count = 0;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		assert_true(count < max);
		out[count++] = strdup((const char *)sqlite3_column_text(stmt, 0));
	}
	sqlite3_finalize(stmt);
	return count;
}

void record_free_texts(char **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i]);
}

void record_disarm(struct et_store *store)
{
	char *names[64], drop[SQL_MAX];
	size_t count = record_texts(
		store->db, "SELECT name FROM sqlite_master WHERE type = 'trigger'", names, 64);

	record_exec(store->db, "PRAGMA foreign_keys = OFF");
	record_exec(store->db, "PRAGMA ignore_check_constraints = ON");
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(drop, sizeof(drop), "DROP TRIGGER %s", names[i]);
		record_exec(store->db, drop);
	}
	record_free_texts(names, count);
}

void record_rearm(struct et_store *store)
{
	char *made[64], why[ET_STORE_WHY_LEN];
	struct et_store *fresh;
	size_t count;

	assert_int_equal(et_store_open_memory(KIT_T0, &fresh, why), ET_OK);
	count = record_texts(
		fresh->db, "SELECT sql FROM sqlite_master WHERE type = 'trigger'", made, 64);
	for (size_t i = 0; i < count; i++)
		record_exec(store->db, made[i]);
	record_free_texts(made, count);
	et_store_close(fresh);
	record_exec(store->db, "PRAGMA ignore_check_constraints = OFF");
}

void record_tamper(struct et_store *store, const char *sql)
{
	record_disarm(store);
	record_exec(store->db, sql);
	record_rearm(store);
}
