/* What is done beside the cases: the coordinators' directory, and what everybody keeps or looks at. */
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include <etatunti/crypto/hash.h>

#include "service/followwork.h"
#include "service/places.h"

/* ------------------------------------------------------------- looking and keeping */

bool sim_act_hour_list(struct sim *sim, struct sim_client *client)
{
	int64_t now = sim->core.fake.now_ms;

	(void)kit_call(&client->peer, "hour-list",
		json_pack("{s:I, s:I}", "from", (json_int_t)(now - 3 * KIT_DAY), "to",
			(json_int_t)(now + 30 * KIT_DAY)));
	return true;
}

bool sim_act_queue_list(struct sim *sim, struct sim_client *client)
{
	(void)sim;
	(void)kit_call(&client->peer, "queue-list", NULL);
	return true;
}

bool sim_act_draft_put(struct sim *sim, struct sim_client *client)
{
	int which = (int)sim_draw(sim, SIM_DRAFTS);
	struct et_slice data =
		kit_random(sim->world->kit, 40 + 256 * (size_t)(1 + sim_draw(sim, 4)));
	char key[32];

	sim_done_draft_key(client->person, which, key);
	(void)kit_call_blobs(&client->peer, "draft-put",
		json_pack("{s:s, s:i}", "key", key, "data", 0), &data, 1);
	sim->newest->draft = which;
	sim->newest->what = et_hash_of(data);
	return true;
}

static bool draft(struct sim *sim, struct sim_client *client, const char *cmd)
{
	int which = (int)sim_draw(sim, SIM_DRAFTS);
	char key[32];

	sim_done_draft_key(client->person, which, key);
	(void)kit_call(&client->peer, cmd, json_pack("{s:s}", "key", key));
	sim->newest->draft = which;
	return true;
}

bool sim_act_draft_get(struct sim *sim, struct sim_client *client)
{
	return draft(sim, client, "draft-get");
}

bool sim_act_draft_drop(struct sim *sim, struct sim_client *client)
{
	return draft(sim, client, "draft-drop");
}

bool sim_act_measure(struct sim *sim, struct sim_client *client)
{
	const struct et_id id = kit_fresh_id(sim->world->kit);
	int number = (int)sim_draw(sim, SW_SERIES);
	const struct et_id *series = &sim->world->series[number];

	if (client->person != sim->world->contact_of[number] &&
		!sim_is_in_pair(client->person, sim->world->of_pair[number]) &&
		!sim_chance(sim, 10))
		return false;
	(void)fw_put(&client->peer, &id, series, fw_quarter(sim->world->kit), "hour",
		json_pack("[o]", fw_value("worker_hour_useful", 1 + sim_draw(sim, 5))));
	return true;
}

bool sim_act_reach(struct sim *sim, struct sim_client *client)
{
	(void)kit_call(&client->peer, "reach-set",
		json_pack("{s:s, s:s}", "email", "somebody@example.invalid", "language",
			sim_chance(sim, 50) ? "fi" : "sv"));
	return true;
}

bool sim_act_logout(struct sim *sim, struct sim_client *client)
{
	(void)sim;
	(void)kit_call(&client->peer, "logout", NULL);
	return true;
}

bool sim_act_session_end(struct sim *sim, struct sim_client *client)
{
	(void)sim;
	(void)kit_call(&client->peer, "session-end",
		json_pack("{s:o, s:n}", "uid", kit_json_id(&client->peer.uid), "sid"));
	return true;
}

/* ------------------------------------------------------------------ the directory */

static bool begin(struct sim *sim, struct sim_client *client)
{
	sim_client_begin_dir(sim, client, sim->act);
	return true;
}

/* Of the coordinator's county; -1: it has none. */
static int own_series(struct sim *sim, const struct sim_client *client)
{
	if (client->person == SW_COORD2)
		return 2;
	return client->person != SW_COORD ? -1 : (int[]){ 0, 1, 3 }[sim_draw(sim, 3)];
}

struct day {
	char date[11], to[11];
};

/* An hour ahead of one of the own series, and a day near it. */
static bool a_day(struct sim *sim, int series, const char *state, struct day *out)
{
	sqlite3_stmt *stmt =
		sim_db_ask_of(&sim->core.db, SQ_HOURS_AHEAD, &sim->world->series[series]);
	int64_t now = sim->core.fake.now_ms;
	int64_t left = strcmp(state, "planned") == 0 ? sim_draw(sim, 3) : 0;
	bool found = false;

	assert_int_equal(sqlite3_bind_int64(stmt, 2, now), SQLITE_OK);
	assert_int_equal(sqlite3_bind_int64(stmt, 3, now + 100 * KIT_DAY), SQLITE_OK);
	while (!found && sqlite3_step(stmt) == SQLITE_ROW) {
		const struct et_slice date = sim_db_bytes(stmt, 3);
		int day;

		if (!et_slice_eq_str(sim_db_bytes(stmt, 4), state) || left-- > 0)
			continue;
		(void)snprintf(out->date, sizeof(out->date), "%.*s", ET_SLICE_FMT(date));
		(void)snprintf(out->to, sizeof(out->to), "%.*s", ET_SLICE_FMT(date));
		day = 1 + (int)sim_draw(sim, 28);
		out->to[8] = (char)('0' + day / 10);
		out->to[9] = (char)('0' + day % 10);
		found = true;
	}
	sqlite3_reset(stmt);
	return found;
}

static bool hour_set(struct sim *sim, struct sim_client *client, const char *from, const char *to)
{
	static const char *const starts[] = { "08:00", "09:30", "13:15", "15:00" };
	int series = own_series(sim, client);
	bool moves = strcmp(to, "moved") == 0;
	struct day day;

	if (series < 0 || !a_day(sim, series, from, &day))
		return false;
	(void)begin(sim, client);
	(void)kit_hour_set(&client->peer,
		&(struct kit_hour_set){ .series = sim->world->series[series],
			.date = day.date,
			.state = to,
			.to_date = moves ? day.to : NULL,
			.to_start = moves ? starts[sim_draw(sim, 4)] : NULL,
			.reason = "Koulutus" });
	return true;
}

bool sim_act_hour_cancel(struct sim *sim, struct sim_client *client)
{
	return hour_set(sim, client, "planned", "cancelled");
}

bool sim_act_hour_plan(struct sim *sim, struct sim_client *client)
{
	return hour_set(sim, client, "cancelled", "planned");
}

bool sim_act_hour_move(struct sim *sim, struct sim_client *client)
{
	return hour_set(sim, client, "planned", "moved");
}

bool sim_act_policy(struct sim *sim, struct sim_client *client)
{
	if (own_series(sim, client) < 0)
		return false;
	(void)begin(sim, client);
	(void)kit_policy(&client->peer, sim_chance(sim, 60) ? "required" : "off");
	return true;
}

bool sim_act_substitute(struct sim *sim, struct sim_client *client)
{
	static const int who[][2] = { { SW_ANN, SW_CID }, { SW_BEN, SW_CID }, { SW_CID, SW_ANN },
		{ SW_KIM, SW_KAT }, { SW_WIL, SW_WES } };
	const int *chosen = who[sim_draw(sim, 5)];
	const struct et_id id = kit_fresh_id(sim->world->kit);
	int64_t now;

	(void)begin(sim, client);
	now = kit_now(sim->world->kit);
	(void)kit_substitute_set(&client->peer, &id, &sim->world->people[chosen[0]],
		&sim->world->people[chosen[1]], now,
		now + KIT_HOUR + sim_draw(sim, 14 * 24) * KIT_HOUR);
	return true;
}

/* As it was made, but for the day and how many it takes. */
bool sim_act_series(struct sim *sim, struct sim_client *client)
{
	static const int64_t days[SW_SERIES] = { 1, 4, 2, 3 };
	int number = own_series(sim, client);
	struct kit_series series;

	if (number < 0)
		return false;
	(void)begin(sim, client);
	series = kit_series_of(&client->peer, &sim->world->pairs[sim->world->of_pair[number]],
		&sim->world->people[sim->world->contact_of[number]]);
	series.id = sim->world->series[number];
	series.weekday = sim_chance(sim, 80) ? days[number] : 5;
	series.capacity = 1 + sim_draw(sim, 4);
	(void)kit_series_set(&client->peer, &series);
	return true;
}

/* Somebody leaves the pair, or is in it again. */
bool sim_act_pair(struct sim *sim, struct sim_client *client)
{
	struct kit_peer *workers[3];
	size_t count = 0;
	int pair = client->person == SW_COORD2 ? 2 : (int)sim_draw(sim, 2);
	int away = sim_chance(sim, 35) ? 1 + (int)sim_draw(sim, SW_PEOPLE - 1) : -1;

	if (own_series(sim, client) < 0)
		return false;
	for (int who = 0; who < SW_PEOPLE; who++) {
		if (sim_is_in_pair(who, pair) && who != away)
			workers[count++] = &sim->clients[who].peer;
	}
	(void)begin(sim, client);
	(void)kit_pair_set(&client->peer, &sim->world->pairs[pair], "A", workers, count);
	return true;
}

bool sim_act_retention(struct sim *sim, struct sim_client *client)
{
	(void)begin(sim, client);
	(void)fw_retention(&client->peer, &client->peer.org, 5 + sim_draw(sim, 60));
	return true;
}

bool sim_act_beacon(struct sim *sim, struct sim_client *client)
{
	struct et_buf body;

	(void)begin(sim, client);
	et_buf_init(&body, 64);
	et_lp_put_label(&body, "ET1/beacon");
	(void)kit_dir_append(&client->peer, "beacon", kit_take(sim->world->kit, &body));
	return true;
}

bool sim_act_report(struct sim *sim, struct sim_client *client)
{
	const char *quarter = fw_quarter(sim->world->kit);

	(void)kit_call(
		&client->peer, "report", json_pack("{s:s, s:s}", "from", quarter, "to", quarter));
	return true;
}
