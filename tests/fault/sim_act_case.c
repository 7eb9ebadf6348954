/* What is done with a case and in its chain; of the hour: sim_act_hour.c. */
#include "sim.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/hash.h>

#include "service/followwork.h"

static const struct kit_peer *person(const struct sim *sim, int who)
{
	return &sim->world->people[who];
}

/* --------------------------------------------------------------------- beginning */

static int pair_with(struct sim *sim, int who)
{
	int start = (int)sim_draw(sim, SW_PAIRS);

	for (int i = 0; i < SW_PAIRS; i++) {
		if (sim_is_in_pair(who, (start + i) % SW_PAIRS))
			return (start + i) % SW_PAIRS;
	}
	return 0;
}

bool sim_act_create(struct sim *sim, struct sim_client *client)
{
	int pair = pair_with(sim, client->person), open = 0;
	struct cw_case cs;

	for (int i = 0; i < sim->judge.chain.count; i++)
		open += !sim->judge.chain.cases[i].closed && sim->judge.chain.cases[i].pair == pair;
	if (open > 11 || sim->judge.chain.count > SC_CASES - 20)
		return false;
	cw_case_init(&cs, sim->world->kit);
	if (sim_chance(sim, 12))
		cs.lane = "general";
	cw_create(&cs, &client->peer, &sim->world->pairs[pair]);
	for (int who = 0; who < SW_PEOPLE; who++) {
		if (!sim_is_in_pair(who, pair))
			continue;
		if (who != client->person)
			cw_member_add(&cs, &client->peer, person(sim, who), "PSC");
		for (const char *comp = "PSC"; *comp != '\0'; comp++)
			cw_grant(&cs, &client->peer, person(sim, who), *comp, NULL);
	}
	(void)cw_send(&cs, &client->peer);
	return true;
}

static bool wants_consent(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->is_open && !view->cs->general &&
		(et_id_is_zero(&view->cs->consent.id) || view->cs->consent.ended ||
			!view->in_force);
}

/* When the next hour of one of the pair's series ends; 0: there is none. */
static int64_t hour_end(struct sim *sim, int pair)
{
	int start = (int)sim_draw(sim, SW_SERIES);
	int64_t end = 0;

	for (int i = 0; i < SW_SERIES && end == 0; i++) {
		int number = (start + i) % SW_SERIES;
		sqlite3_stmt *stmt;

		if (sim->world->of_pair[number] != pair)
			continue;
		stmt = sim_db_ask_of(&sim->core.db, SQ_HOUR_END, &sim->world->series[number]);
		assert_int_equal(sqlite3_bind_int64(stmt, 2, sim->core.fake.now_ms), SQLITE_OK);
		end = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
		sqlite3_reset(stmt);
	}
	return end;
}

/* Some end soon after the next hour that the case may have: while they talk. */
static int64_t consent_ms(struct sim *sim, int pair)
{
	static const int64_t lasts[] = { 300 * KIT_DAY, 200 * KIT_DAY, 90 * KIT_DAY, 60 * KIT_DAY,
		15 * KIT_DAY, 3 * KIT_DAY, KIT_DAY, 20 * KIT_MINUTE };
	int64_t now = sim->core.fake.now_ms, last = lasts[sim_draw(sim, 8)];
	int64_t end = hour_end(sim, pair);

	return end > now && sim_chance(sim, 40)
		? end - now + KIT_MINUTE + sim_draw(sim, 30 * KIT_MINUTE)
		: last;
}

bool sim_act_consent(struct sim *sim, struct sim_client *client)
{
	const struct sc_consent *now;
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, wants_consent, &view))
		return false;
	now = &view.cs->consent;
	if (!et_id_is_zero(&now->id) && !now->ended && !now->acked && sim_chance(sim, 80))
		return false; /* it waits for another */
	cs = sim_client_case(sim, client, view.number);
	cw_consent(&cs, &client->peer, consent_ms(sim, view.cs->pair),
		et_id_is_zero(&now->id) || now->ended || now->to <= sim->core.fake.now_ms
			? NULL
			: &now->id);
	return sim_send(sim, client, &cs, view.number);
}

static bool waits_for_ack(const struct sim_view *view, const struct sim_client *client)
{
	const struct sc_consent *consent = &view->cs->consent;

	return view->is_open && !et_id_is_zero(&consent->id) && !consent->ended &&
		!consent->acked && consent->witness != client->person;
}

static bool is_in_force(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->is_open && view->in_force;
}

static bool point(struct sim *sim, struct sim_client *client, sim_fits *fits, const char *kind)
{
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, fits, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	if (strcmp(kind, "revoke") == 0)
		cw_revoke(&cs, &client->peer);
	else
		cw_point(&cs, &client->peer, kind);
	return sim_send(sim, client, &cs, view.number);
}

bool sim_act_consent_ack(struct sim *sim, struct sim_client *client)
{
	return point(sim, client, waits_for_ack, "consent-ack");
}

bool sim_act_consent_seen(struct sim *sim, struct sim_client *client)
{
	return point(sim, client, is_in_force, "consent-seen");
}

static bool can_revoke(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return !et_id_is_zero(&view->cs->consent.id) && !view->cs->consent.ended;
}

bool sim_act_revoke(struct sim *sim, struct sim_client *client)
{
	return point(sim, client, can_revoke, "revoke");
}

/* ------------------------------------------------------------------- who reads it */

/* A contact of the pair who is not there yet, or without a key. */
static int outside(const struct sim_view *view, unsigned there)
{
	static const int of[SW_PAIRS][2] = { { SW_KIM, SW_KAT }, { SW_KIM, SW_KIM },
		{ SW_KAT, SW_KAT } };

	for (int i = 0; i < 2; i++) {
		if ((there & 1U << of[view->cs->pair][i]) == 0)
			return of[view->cs->pair][i];
	}
	return -1;
}

/* Now and then before there is a consent in force, which must be refused. */
static bool misses_kela(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->is_open && outside(view, view->cs->members) >= 0 &&
		(view->in_force || view->cs->head.seq % 6 == 0);
}

static void give(struct cw_case *cs, const struct sim_client *client, const struct kit_peer *to,
	const struct sc_case *of, const char *comps)
{
	for (; *comps != '\0'; comps++)
		cw_grant(cs, &client->peer, to, *comps, of->general ? NULL : &cs->consent);
}

bool sim_act_let_kela_in(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;
	int who;

	if (!sim_pick(sim, client, misses_kela, &view) ||
		(who = outside(&view, view.cs->members)) < 0)
		return false;
	cs = sim_client_case(sim, client, view.number);
	cw_member_add(&cs, &client->peer, person(sim, who), "SC");
	if (sim_chance(sim, 75))
		give(&cs, client, person(sim, who), view.cs, "SC");
	return sim_send(sim, client, &cs, view.number);
}

static bool misses_a_key(const struct sim_view *view, const struct sim_client *client)
{
	int who = outside(view, view->cs->keyed);

	(void)client;
	return view->is_open && who >= 0 && (view->cs->members & 1U << who) != 0 &&
		(view->in_force || view->cs->head.seq % 6 == 0);
}

bool sim_act_key_again(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;
	int who;

	if (!sim_pick(sim, client, misses_a_key, &view) ||
		(who = outside(&view, view.cs->keyed)) < 0)
		return false;
	cs = sim_client_case(sim, client, view.number);
	give(&cs, client, person(sim, who), view.cs, "S");
	return sim_send(sim, client, &cs, view.number);
}

static bool is_open(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->is_open;
}

bool sim_act_rotate(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, is_open, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	cw_rotate(&cs, &client->peer, 'S');
	for (int who = 0; who < SW_PEOPLE; who++) {
		if (sim_is_in_pair(who, view.cs->pair) && (view.cs->members & 1U << who) != 0)
			cw_grant(&cs, &client->peer, person(sim, who), 'S', NULL);
	}
	return sim_send(sim, client, &cs, view.number);
}

/* ------------------------------------------------------------------------ objects */

struct newest {
	struct et_id id;
	int64_t rev; /* 0: there is none */
	struct et_hash hash;
};

static struct newest newest_of(struct sim *sim, const struct sim_view *view, const char *type)
{
	sqlite3_stmt *stmt = sim_db_ask_of(&sim->core.db, SQ_OBJECT, &view->cs->id);
	struct newest out = { .rev = 0 };

	assert_int_equal(sqlite3_bind_text(stmt, 2, type, -1, SQLITE_STATIC), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		out = (struct newest){ sim_db_id(stmt, 0), sqlite3_column_int64(stmt, 1),
			sim_db_hash(stmt, 2) };
	sqlite3_reset(stmt);
	return out;
}

/* A new revision, or the first. */
static bool write(struct sim *sim, struct sim_client *client, const char *type, bool anew)
{
	sim_fits *fits = sim_is_contact(client->person) ? is_in_force : is_open;
	struct sim_view view;
	struct newest newest;
	struct cw_case cs;

	if (!sim_pick(sim, client, fits, &view))
		return false;
	newest = newest_of(sim, &view, type);
	if (newest.rev == 0 || anew)
		newest = (struct newest){ .id = kit_fresh_id(sim->world->kit) };
	cs = sim_client_case(sim, client, view.number);
	cw_object(&cs, &client->peer, &newest.id, type, 'S', newest.rev + 1);
	return sim_send(sim, client, &cs, view.number);
}

bool sim_act_question(struct sim *sim, struct sim_client *client)
{
	return write(sim, client, "question", sim_chance(sim, 50));
}

bool sim_act_thread(struct sim *sim, struct sim_client *client)
{
	return write(sim, client, "thread", true);
}

bool sim_act_plan(struct sim *sim, struct sim_client *client)
{
	return write(sim, client, "plan", false);
}

bool sim_act_confirm(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct newest newest;
	struct cw_case cs;

	if (!sim_pick(sim, client, is_in_force, &view))
		return false;
	newest = newest_of(sim, &view, "plan");
	if (newest.rev == 0)
		return false;
	cs = sim_client_case(sim, client, view.number);
	cs.ct_hash = newest.hash;
	cw_confirm(&cs, &client->peer, &newest.id, newest.rev);
	return sim_send(sim, client, &cs, view.number);
}

/* A chunk, and the statement that takes it, one behind the other on the connection. */
bool sim_act_attachment(struct sim *sim, struct sim_client *client)
{
	struct kit *kit = sim->world->kit;
	struct sim_view view;
	struct et_slice chunk;
	struct et_hash one, all;
	struct et_id object;
	struct cw_case cs;

	if (!sim_pick(sim, client, is_open, &view))
		return false;
	chunk = kit_random(kit, 65536 + 40);
	object = kit_fresh_id(kit);
	one = et_hash_of(chunk);
	all = et_hash_of(et_hash_slice(&one));
	cs = sim_client_case(sim, client, view.number);
	(void)kit_call_blobs(&client->peer, "chunk-put",
		json_pack("{s:o, s:o, s:i, s:i}", "case", kit_json_id(&cs.id), "object",
			kit_json_id(&object), "index", 0, "data", 0),
		&chunk, 1);
	if (cs.epoch[1] != 1)
		return true;
	cw_add(&cs, &client->peer, "object",
		cw_object_body(kit, &object, "attachment", 'S', 1, &all, 65536 + 40, 1),
		(struct et_slice){ 0 });
	return sim_send(sim, client, &cs, view.number);
}

bool sim_act_object_get(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct newest newest;

	if (!sim_pick(sim, client, is_open, &view))
		return false;
	newest = newest_of(sim, &view, sim_chance(sim, 50) ? "plan" : "question");
	if (newest.rev == 0)
		return false;
	(void)kit_call(&client->peer, "object-get",
		json_pack("{s:o, s:[{s:o, s:I}]}", "case", kit_json_id(&view.cs->id), "objects",
			"object", kit_json_id(&newest.id), "rev", (json_int_t)newest.rev));
	sim->newest->of_s = true;
	return true;
}

bool sim_act_case_get(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;

	if (!sim_pick(sim, client, is_open, &view))
		return false;
	(void)kit_call(&client->peer, "case-get",
		json_pack("{s:o, s:I}", "case", kit_json_id(&view.cs->id), "from",
			(json_int_t)(1 + sim_draw(sim, view.cs->head.seq))));
	return true;
}

/* --------------------------------------------------------------------- the end */

bool sim_act_follow_up(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, is_open, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	fw_follow_up(&cs, &client->peer, sim_chance(sim, 50) ? "first" : "plan",
		kit_now(sim->world->kit) + (1 + sim_draw(sim, 90)) * KIT_DAY);
	return sim_send(sim, client, &cs, view.number);
}

static bool can_hold(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->held || !view->is_open;
}

bool sim_act_hold(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, can_hold, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	fw_hold(&cs, &client->peer, !view.held, "");
	return sim_send(sim, client, &cs, view.number);
}

static bool can_close(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->is_open && !view->has_place && view->cs->head.seq > 22;
}

static bool can_erase(const struct sim_view *view, const struct sim_client *client)
{
	return !view->is_open && !view->held && view->cs->closed_by != client->person;
}

static bool end_it(struct sim *sim, struct sim_client *client, sim_fits *fits, const char *kind)
{
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, fits, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	cw_word(&cs, &client->peer, kind, NULL, "");
	return sim_send(sim, client, &cs, view.number);
}

bool sim_act_close(struct sim *sim, struct sim_client *client)
{
	return end_it(sim, client, can_close, "close");
}

bool sim_act_erase(struct sim *sim, struct sim_client *client)
{
	return end_it(sim, client, can_erase, "erase");
}
