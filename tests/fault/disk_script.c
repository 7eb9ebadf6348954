/* See disk_script.h. The people and their statements are those of tests/service. */
#include "disk_script.h"

#include <errno.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/crypto/hash.h>

#include "disk_mem.h"
#include "service/casework.h"
#include "service/followwork.h"
#include "service/guestwork.h"
#include "service/orgwork.h"
#include "service/places.h"
#include "service/relogin.h"
#include "store/fault.h"

#define DIR_PREFIX "/tmp/etatunti-fault-"
#define CHUNK_LEN (65536 + 40)

/* What the script keeps in hand. */
struct run {
	struct cw_world *world;
	struct kit *kit;
	struct cw_case main, other, old;
	struct et_id session;
};

/* -------------------------------------------------------------------- people */

static void come_in(struct kit_peer **peer)
{
	struct kit_peer *again = kit_connect_as(*peer);

	kit_drop(*peer);
	kit_sign_in(again);
	*peer = again;
}

static void everybody_in(struct cw_world *world)
{
	come_in(&world->coord);
	come_in(&world->ann);
	come_in(&world->ben);
	come_in(&world->kim);
}

/* The machine sleeps until then; nobody is signed in any more. */
static void sleep_until(struct kit *kit, int64_t at)
{
	et_env_fake_advance(&kit->fake, at - kit_now(kit));
	kit_advance(kit, 1000);
}

/* With a moment before it: rates are those of people. */
static void send(struct cw_case *cs, struct kit_peer *by)
{
	kit_advance(cs->kit, 400);
	kit_ok(cw_send(cs, by));
}

/* ----------------------------------------------------------------- before it */

static void prepare(struct run *run, struct kit *kit)
{
	struct cw_world *world = cw_world_of(kit);

	*run = (struct run){ .world = world, .kit = kit };
	kit_ok(fw_retention(world->coord, &world->coord->org, 30));
	cw_with_contact(world, &run->old);
	kit_advance(kit, 10000);
}

/* ------------------------------------------------------------------- the run */

static void put_chunk(struct run *run, const struct et_id *object, int index, struct et_slice chunk)
{
	kit_advance(run->kit, 400);
	kit_ok(kit_call_blobs(run->world->ann, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&run->main.id), "object",
			kit_json_id(object), "index", index, "data", 0),
		&chunk, 1));
}

static void attachment(struct run *run)
{
	const struct et_id object = kit_fresh_id(run->kit);
	struct et_slice chunks[] = { kit_random(run->kit, CHUNK_LEN),
		kit_random(run->kit, CHUNK_LEN) };
	struct et_hash hashes[2], all;

	for (int i = 0; i < 2; i++) {
		put_chunk(run, &object, i, chunks[i]);
		hashes[i] = et_hash_of(chunks[i]);
	}
	all = et_hash_of_parts(
		(struct et_slice[]){ et_hash_slice(&hashes[0]), et_hash_slice(&hashes[1]) }, 2);
	cw_add(&run->main, run->world->ann, "object",
		cw_object_body(run->kit, &object, "attachment", 'S', 1, &all, 2 * CHUNK_LEN, 2),
		(struct et_slice){ 0 });
	send(&run->main, run->world->ann);
}

static void put_draft(struct kit_peer *by, const char *key, size_t len)
{
	kit_ok(kit_call_blobs(by, "draft-put", json_pack("{s:s, s:i}", "key", key, "data", 0),
		(struct et_slice[]){ kit_random(by->kit, len) }, 1));
}

static void a_case(struct run *run)
{
	struct cw_world *world = run->world;
	const struct et_id question = kit_fresh_id(run->kit);

	cw_with_contact(world, &run->main);
	cw_object(&run->main, world->ann, &question, "question", 'S', 1);
	send(&run->main, world->ann);
	attachment(run);
	put_draft(world->ann, "k", 12 * 256 + 40);
	put_draft(world->ann, "k", 24 * 256 + 40);
	put_draft(world->ben, "j", 256 + 40);
	kit_ok(kit_call(world->ann, "draft-drop", json_pack("{s:s}", "key", "k")));
	kit_ok(kit_call(world->ann, "reach-set",
		json_pack("{s:s, s:s}", "email", "ann@example.invalid", "language", "fi")));
	kit_ok(kit_call(world->ann, "case-get",
		json_pack("{s:o, s:i}", "case", kit_json_id(&run->main.id), "from", 1)));
	cw_queue(&run->main, world->ann, &world->hour, 20);
	send(&run->main, world->ann);
	cw_word(&run->main, world->kim, "prepare", NULL, "ready");
	send(&run->main, world->kim);
	kit_refused(kit_call(world->kim, "feed-make", json_pack("{s:s}", "language", "xx")),
		"bad_param");
}

static void the_office(struct run *run)
{
	struct cw_world *world = run->world;
	struct kit_series series = kit_series_of(world->coord, &world->pair_b, world->kim);
	struct kit_team team = kit_team_of(world->coord);
	struct kit_card card = kit_card_of(world->ann);

	series.weekday = 4;
	series.last = "2026-06-30";
	(void)snprintf(series.first, sizeof(series.first), "2026-05-14");
	kit_advance(run->kit, 5000);
	kit_ok(kit_series_set(world->coord, &series));
	kit_ok(kit_hour_set(world->coord,
		&(struct kit_hour_set){
			series.id, "2026-05-28", "moved", "2026-05-29", "10:00", "Koulutus" }));
	kit_ok(kit_policy(world->coord, "required"));
	kit_ok(kit_dir_append(world->coord, "team", kit_team_body(run->kit, &team)));
	kit_ok(kit_dir_append(world->kim, "card", kit_card_signed(&card)));
	kit_ok(kit_call(world->kim, "feed-make", json_pack("{s:s}", "language", "fi")));
	(void)kit_person(world->coord, "eve", "worker");
	relogin_done(world->ben, 2);
}

static void numbers(struct run *run)
{
	struct cw_world *world = run->world;
	const struct et_id kept = kit_fresh_id(run->kit), dropped = kit_fresh_id(run->kit);
	const char *quarter = fw_quarter(run->kit);

	kit_ok(fw_put(world->ann, &kept, &world->series, quarter, "hour",
		json_pack("[o,o]", fw_value("calls_saved", 3), fw_value("nps", 9))));
	kit_ok(fw_put(world->ann, &dropped, &world->series, quarter, "half-year",
		json_pack("[o]", fw_value("calls_saved", 20))));
	kit_ok(fw_drop(world->ben, &dropped));
	fw_follow_up(&run->main, world->ann, "plan", kit_now(run->kit) + 150 * KIT_DAY);
	send(&run->main, world->ann);
}

/* One transaction, one refusal in it. */
static void three_at_once(struct run *run)
{
	struct cw_world *world = run->world;
	struct kit_peer *peers[] = { world->ann, world->ann, world->ben };
	struct et_slice blob = kit_random(run->kit, 8 * 256 + 40);
	struct et_slice frames[] = {
		kit_frame(run->kit, "draft-put", json_pack("{s:s, s:i}", "key", "m", "data", 0),
			&blob, 1),
		kit_text(run->kit, "session-end",
			json_pack("{s:o, s:n}", "uid", kit_json_id(&world->ben->uid), "sid")),
		kit_text(run->kit, "draft-drop", json_pack("{s:s}", "key", "j")),
	};

	kit_batch(peers, frames, 3);
	kit_ok(kit_next_reply(world->ann));
	kit_refused(kit_next_reply(world->ann), "forbidden");
	kit_ok(kit_next_reply(world->ben));
}

static void an_hour(struct run *run)
{
	struct cw_world *world = run->world;
	const struct et_id plan = kit_fresh_id(run->kit);
	struct gw_device device;
	struct gw_link link;

	sleep_until(run->kit, world->starts_at);
	everybody_in(world);
	run->session = kit_fresh_id(run->kit);
	cw_session_open(&run->main, world->ann, &world->hour, &run->session);
	send(&run->main, world->ann);
	kit_ok(gw_room_join(world->ann, &run->main, &run->session));
	gw_let_in(world, &run->main, &run->session, &link, &device);
	cw_object(&run->main, world->kim, &plan, "plan", 'S', 1);
	send(&run->main, world->kim);
	cw_confirm(&run->main, world->ann, &plan, 1);
	cw_word(&run->main, world->ann, "session-close", &run->session, "handled");
	cw_word(&run->main, world->ann, "close", NULL, "done");
	send(&run->main, world->ann);
	kit_advance(run->kit, KIT_MINUTE);
}

/* By the pair, by the rule; withdrawn, and withdrawn from. */
static void ends(struct run *run)
{
	struct cw_world *world = run->world;

	cw_consented(world, &run->other);
	cw_revoke(&run->other, world->ben);
	send(&run->other, world->ben);
	cw_word(&run->old, world->ann, "close", NULL, "done");
	send(&run->old, world->ann);
	cw_word(&run->old, world->ben, "erase", NULL, "");
	send(&run->old, world->ben);
	sleep_until(run->kit, kit_now(run->kit) + 31 * KIT_DAY);
	kit_advance(run->kit, KIT_MINUTE);
	/* The rule when it was set, and what it has done now. */
	assert_int_equal(kit_log_count(run->kit, "retention", "ok"), 2);
	come_in(&world->ann);
	kit_ok(kit_call(world->ann, "case-list", NULL));
	kit_advance(run->kit, KIT_MINUTE);
	kit_ok(kit_call(world->ann, "logout", NULL)); /* a row that the stop has to cover */
}

/* ------------------------------------------------------------------- as a whole */

static void open_store(struct dk_script *script)
{
	char why[ET_STORE_WHY_LEN];

	if (et_store_open(script->path, ET_STORE_SERVE, kit_now(script->kit), &script->kit->store,
		    why) != ET_OK)
		fail_msg("store: %s", why);
}

static void close_store(struct dk_script *script)
{
	et_service_free(script->kit->service);
	script->kit->service = NULL;
	et_store_close(script->kit->store);
	script->kit->store = NULL;
}

/* Each command has one reply; the rest are events. */
static void count(struct dk_script *script)
{
	for (size_t i = 0; i < script->run.input_count; i++)
		script->commands += script->run.inputs[i].type == DK_FRAME;
	for (size_t i = 0; i < script->run.count; i++) {
		struct et_slice said = et_buf_view(&script->run.steps[i].answers);

		script->refused += dk_says(said, "\"error\":");
	}
}

static void name_in(struct dk_script *out)
{
	(void)snprintf(out->path, sizeof(out->path), "%s/et.db", out->dir);
	(void)snprintf(out->wal, sizeof(out->wal), "%s-wal", out->path);
	(void)snprintf(out->back, sizeof(out->back), "%s/back.db", out->dir);
	(void)snprintf(out->back_wal, sizeof(out->back_wal), "%s-wal", out->back);
}

/* What a test that was killed has left: nobody has the number in its name any more. */
static void forget_stale(void)
{
	struct dk_script stale = { 0 };
	glob_t found;

	if (glob(DIR_PREFIX "*", 0, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		long pid = strtol(found.gl_pathv[i] + strlen(DIR_PREFIX), NULL, 10);

		if (pid <= 0 || kill((pid_t)pid, 0) == 0 || errno != ESRCH)
			continue;
		(void)snprintf(stale.dir, sizeof(stale.dir), "%s", found.gl_pathv[i]);
		name_in(&stale);
		unlink(stale.path);
		unlink(stale.back);
		unlink(stale.back_wal);
		rmdir(stale.dir);
	}
	globfree(&found);
}

void dk_script_names(struct dk_script *out)
{
	FILE *file;
	char *const made[] = { out->path, out->back, out->back_wal };

	forget_stale();
	*out = (struct dk_script){ 0 };
	(void)snprintf(out->dir, sizeof(out->dir), DIR_PREFIX "%ld-XXXXXX", (long)getpid());
	assert_non_null(mkdtemp(out->dir));
	name_in(out);
	/* The store asks the system whether a file is there before it asks SQLite. */
	for (int i = 0; i < 3; i++) {
		assert_non_null(file = fopen(made[i], "w"));
		assert_true(fputc('x', file) == 'x');
		assert_int_equal(fclose(file), 0);
	}
}

void dk_script_new(struct dk_script *out)
{
	struct run run;
	struct et_slice now;

	dk_script_names(out);
	assert_int_equal(unlink(out->path), 0); /* the kit makes it */
	dm_install();
	fault_install_over(DM_VFS);
	out->kit = kit_new_in(out->path);
	prepare(&run, out->kit);
	kit_verify(out->kit);
	close_store(out);
	now = dm_get(out->path);
	assert_int_equal(et_arena_slice(out->kit->arena, now, &out->image), ET_OK);
	assert_int_equal(dm_get(out->back_wal).len, 0);
	open_store(out);
	dk_record(out->kit, &out->run);
	kit_restart(out->kit);
	everybody_in(run.world);
	a_case(&run);
	the_office(&run);
	numbers(&run);
	three_at_once(&run);
	an_hour(&run);
	ends(&run);
	dk_record_end();
	kit_verify(out->kit);
	close_store(out);
	count(out);
	free(run.world);
}

void dk_script_forget_names(const struct dk_script *script)
{
	assert_int_equal(unlink(script->path), 0);
	assert_int_equal(unlink(script->back), 0);
	assert_int_equal(unlink(script->back_wal), 0);
	assert_int_equal(rmdir(script->dir), 0);
}

void dk_script_free(struct dk_script *script)
{
	for (size_t i = 0; i < script->run.count; i++)
		et_buf_fini(&script->run.steps[i].answers);
	free(script->run.steps);
	free(script->run.inputs);
	kit_free(script->kit);
	fault_remove();
	dm_remove();
	dk_script_forget_names(script);
}
