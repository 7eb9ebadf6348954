/* What is done about a case's hour: the queue, the session and its room, guests, the lobby. */
#include "sim.h"

#include <string.h>

/* ---------------------------------------------------------------------- the queue */

static bool wants_hour(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->is_open && !view->has_place && view->in_force;
}

static int series_of(struct sim *sim, int pair)
{
	int start = (int)sim_draw(sim, SW_SERIES);

	for (int i = 0; i < SW_SERIES; i++) {
		if (sim->world->of_pair[(start + i) % SW_SERIES] == pair)
			return (start + i) % SW_SERIES;
	}
	return 0;
}

bool sim_act_queue(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;
	struct et_id hour = { { 0 } };
	const struct et_id *series;

	if (!sim_pick(sim, client, wants_hour, &view))
		return false;
	series = &sim->world->series[series_of(sim, view.cs->pair)];
	if (sim_chance(sim, 75))
		hour = sim_hour_ahead(sim, series, sim_chance(sim, 80) ? 0 : 1);
	cs = sim_client_case(sim, client, view.number);
	if (view.cs->general)
		cs.consent = (struct et_id){ { 0 } };
	cw_queue_as(&cs, &client->peer, series, &hour,
		10 + (int)sim_draw(sim, sim_chance(sim, 50) ? 3 : 21),
		sim_chance(sim, 20) ? "urgent" : "normal");
	return sim_send(sim, client, &cs, view.number);
}

static bool is_placed(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->has_place && !view->in_session;
}

bool sim_act_unqueue(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, is_placed, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	cw_word(&cs, &client->peer, "unqueue", &view.hour, "");
	return sim_send(sim, client, &cs, view.number);
}

bool sim_act_place(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;
	struct et_id hour;

	if (!sim_pick(sim, client, is_placed, &view))
		return false;
	hour = sim_chance(sim, 50) ? view.hour
				   : sim_hour_ahead(sim, &view.series, sim_draw(sim, 3));
	if (et_id_is_zero(&hour))
		hour = sim_hour_ahead(sim, &view.series, 0);
	cs = sim_client_case(sim, client, view.number);
	cw_place(&cs, &client->peer, &hour, sim_draw(sim, 3));
	return sim_send(sim, client, &cs, view.number);
}

static bool is_placed_with_consent(const struct sim_view *view, const struct sim_client *client)
{
	return is_placed(view, client) && view->in_force;
}

bool sim_act_prepare(struct sim *sim, struct sim_client *client)
{
	static const char *const states[] = { "ready", "ready", "needs-info", "answered" };
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, is_placed_with_consent, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	cw_word(&cs, &client->peer, "prepare", NULL, states[sim_draw(sim, 4)]);
	return sim_send(sim, client, &cs, view.number);
}

/* -------------------------------------------------------------------- the session */

/* Whether the hour's door is open about now. */
static bool is_time(struct sim *sim, const struct et_id *series, const struct et_id *hour)
{
	sqlite3_stmt *stmt = sim_db_ask_of(&sim->core.db, SQ_HOURS_AHEAD, series);
	int64_t now = sim->core.fake.now_ms;
	bool found = false;

	assert_int_equal(sqlite3_bind_int64(stmt, 2, now - 2 * KIT_HOUR), SQLITE_OK);
	assert_int_equal(sqlite3_bind_int64(stmt, 3, now + 15 * KIT_MINUTE), SQLITE_OK);
	while (!found && sqlite3_step(stmt) == SQLITE_ROW) {
		const struct et_id id = sim_db_id(stmt, 0);

		found = et_id_eq(&id, hour);
	}
	sqlite3_reset(stmt);
	return found;
}

static bool is_queued(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->is_queued && view->in_force;
}

bool sim_act_session_open(struct sim *sim, struct sim_client *client)
{
	struct sim_view view;
	struct cw_case cs;
	struct et_id session;

	for (int tries = 0; tries < 4; tries++) {
		if (!sim_pick(sim, client, is_queued, &view) ||
			(!is_time(sim, &view.series, &view.hour) && sim_draw(sim, 1000) > 0))
			continue;
		session = kit_fresh_id(sim->world->kit);
		cs = sim_client_case(sim, client, view.number);
		cw_session_open(&cs, &client->peer, &view.hour, &session);
		return sim_send(sim, client, &cs, view.number);
	}
	return false;
}

static bool is_in_session(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->in_session;
}

bool sim_act_session_close(struct sim *sim, struct sim_client *client)
{
	static const char *const outcomes[] = { "handled", "handled", "carried-over",
		"interrupted" };
	struct sim_view view;
	struct cw_case cs;

	if (!sim_pick(sim, client, is_in_session, &view))
		return false;
	cs = sim_client_case(sim, client, view.number);
	cw_word(&cs, &client->peer, "session-close", &view.session, outcomes[sim_draw(sim, 4)]);
	return sim_send(sim, client, &cs, view.number);
}

/* About the room of a session; "room-leave" names the room alone. */
static bool room(struct sim *sim, struct sim_client *client, const char *cmd)
{
	struct sim_view view;

	if (!sim_pick(sim, client, is_in_session, &view) || et_id_is_zero(&view.session))
		return false;
	if (strcmp(cmd, "room-join") == 0 && et_id_eq(&client->room, &view.session) &&
		!sim_chance(sim, 10))
		return false;
	if (strcmp(cmd, "room-leave") == 0)
		(void)kit_call(
			&client->peer, cmd, json_pack("{s:o}", "room", kit_json_id(&view.session)));
	else
		(void)kit_call(&client->peer, cmd,
			json_pack("{s:o, s:o}", "case", kit_json_id(&view.cs->id), "session",
				kit_json_id(&view.session)));
	return true;
}

bool sim_act_room_join(struct sim *sim, struct sim_client *client)
{
	return room(sim, client, "room-join");
}

bool sim_act_room_leave(struct sim *sim, struct sim_client *client)
{
	return !et_id_is_zero(&client->room) && room(sim, client, "room-leave");
}

bool sim_act_room_ice(struct sim *sim, struct sim_client *client)
{
	return !et_id_is_zero(&client->room) && room(sim, client, "room-ice");
}

/* ------------------------------------------------------------------------ guests */

static struct sim_client *guest_of(struct sim *sim, int cs)
{
	for (int i = SIM_STAFF; i < SIM_CLIENTS; i++) {
		if (sim->clients[i].invited_to == cs)
			return &sim->clients[i];
	}
	return NULL;
}

static bool may_bring_guest(const struct sim_view *view, const struct sim_client *client)
{
	(void)client;
	return view->in_session && view->in_force;
}

/* The link goes to somebody who comes by it, whether or not the invite arrives. */
bool sim_act_guest_invite(struct sim *sim, struct sim_client *client)
{
	struct sim_client *guest = guest_of(sim, -1);
	struct kit *kit = sim->world->kit;
	struct sim_view view;
	struct cw_case cs;

	if (guest == NULL || guest->state != SIM_AWAY ||
		!sim_pick(sim, client, may_bring_guest, &view) ||
		guest_of(sim, view.number) != NULL)
		return false;
	cs = sim_client_case(sim, client, view.number);
	if (view.cs->general)
		cs.consent = (struct et_id){ { 0 } };
	gw_invite(&cs, &client->peer, &guest->link);
	guest->invited_to = view.number;
	guest->device = (struct gw_device){ .peer = &guest->peer };
	et_sign_key_from_seed(kit_random(kit, ET_SEED_LEN).ptr, &guest->device.key);
	memcpy(guest->device.pk_e.b, kit_random(kit, 32).ptr, sizeof(guest->device.pk_e.b));
	return sim_send(sim, client, &cs, view.number);
}

static bool guests(struct sim *sim, struct sim_client *client, bool admit)
{
	struct sim_client *guest = &sim->clients[SIM_STAFF + sim_draw(sim, SIM_GUESTS)];
	const struct sc_case *of;
	struct sim_view view;
	struct cw_case cs;

	if (guest->invited_to < 0 || (admit && (!guest->is_waiting || guest->is_admitted)))
		return false;
	of = &sim->judge.chain.cases[guest->invited_to];
	if ((of->members & 1U << client->person) == 0)
		return false;
	sim_look(sim, client, guest->invited_to, &view);
	sim->cs = view.number;
	cs = sim_client_case(sim, client, view.number);
	if (admit)
		gw_admit(&cs, &client->peer, &guest->link, &view.session, &guest->device);
	else
		gw_remove(&cs, &client->peer, &guest->link);
	return sim_send(sim, client, &cs, view.number);
}

bool sim_act_guest_admit(struct sim *sim, struct sim_client *client)
{
	return guests(sim, client, true);
}

bool sim_act_guest_remove(struct sim *sim, struct sim_client *client)
{
	return guests(sim, client, false);
}

/* ----------------------------------------------------------------------- the lobby */

static bool lobby(struct sim *sim, struct sim_client *client, const char *cmd)
{
	struct sim_view view;

	if (!sim_pick(sim, client, is_placed, &view) || et_id_is_zero(&view.hour) ||
		(!is_time(sim, &view.series, &view.hour) && !sim_chance(sim, 3)))
		return false;
	(void)kit_call(&client->peer, cmd, json_pack("{s:o}", "hour", kit_json_id(&view.hour)));
	return true;
}

bool sim_act_lobby_enter(struct sim *sim, struct sim_client *client)
{
	return lobby(sim, client, "lobby-enter");
}

bool sim_act_lobby_leave(struct sim *sim, struct sim_client *client)
{
	return lobby(sim, client, "lobby-leave");
}
