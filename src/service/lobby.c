/*
 * Reads the agenda, asks domain whose turn it is, and writes it down for one person.
 */
#include "lobby.h"

#include <stdlib.h>

#include <etatunti/domain/agenda.h>
#include <etatunti/domain/weekly.h>
#include <etatunti/service/access.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/place.h>
#include <etatunti/store/series.h>

#include "outbox_items.h"

/* Whatever else may have ended somebody's part in the hour is noticed within this. */
#define CHECK_EVERY_MS INT64_C(60000)

/* ----------------------------------------------------------------- who may be there */

static int64_t closes_at(const struct et_store_hour *hour)
{
	return hour->ends_at + ET_WEEKLY_CLOSES_AFTER_MS;
}

static bool is_open(const struct et_store_hour *hour, int64_t before_ms, int64_t now_ms)
{
	return et_slice_eq_str(hour->state, "planned") && now_ms >= hour->starts_at - before_ms &&
		now_ms <= closes_at(hour);
}

static int64_t next_look(const struct et_store_hour *hour, int64_t now_ms)
{
	int64_t over_at = closes_at(hour) + 1;

	return over_at > now_ms && over_at < now_ms + CHECK_EVERY_MS ? over_at
								     : now_ms + CHECK_EVERY_MS;
}

enum et_err et_lobby_gate(
	struct et_call *call, const struct et_id *hour_id, int64_t before_ms, int64_t *check_at)
{
	struct et_store_hour hour;
	bool belongs;
	enum et_err err;

	call->about.object_id = *hour_id;
	err = et_store_hour_by_id(call->store, hour_id, call->arena, &hour);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_FORBIDDEN : err;
	err = et_store_series_has_person(
		call->store, &hour.series_id, &call->user->uid, call->now_ms, &belongs);
	if (err != ET_OK)
		return err;
	if (!belongs)
		return ET_FORBIDDEN;
	*check_at = next_look(&hour, call->now_ms);
	if (is_open(&hour, before_ms, call->now_ms))
		return ET_OK;
	et_json_int(&call->extra, "opens_at", hour.starts_at - before_ms);
	et_json_int(&call->extra, "closes_at", closes_at(&hour));
	return ET_HOUR_CLOSED;
}

enum et_err et_lobby_may_stay(struct et_call *call, const struct et_conn *conn, bool *out)
{
	struct et_store_hour hour;
	enum et_err err;

	*out = true;
	if (et_id_is_zero(&conn->lobby))
		return ET_OK;
	if ((err = et_store_hour_by_id(call->store, &conn->lobby, call->arena, &hour)) != ET_OK)
		return err;
	*out = false;
	if (!is_open(&hour, ET_WEEKLY_OPENS_BEFORE_MS, call->now_ms))
		return ET_OK;
	return et_store_series_has_person(
		call->store, &hour.series_id, &conn->uid, call->now_ms, out);
}

/* ---------------------------------------------------------------- lobbies that are in use */

static struct et_lobby *find(const struct et_service *service, const struct et_id *hour)
{
	ET_LIST_EACH(&service->lobbies, it, after)
	{
		struct et_lobby *lobby = ET_CONTAINER(it, struct et_lobby, link);

		if (et_id_eq(&lobby->hour, hour))
			return lobby;
	}
	return NULL;
}

enum et_err et_lobby_open(struct et_service *service, const struct et_id *hour, int64_t check_at)
{
	struct et_lobby *lobby = find(service, hour);

	if (lobby != NULL)
		return ET_OK;
	if ((lobby = calloc(1, sizeof(*lobby))) == NULL)
		return ET_NO_MEMORY;
	lobby->due.kind = ET_DUE_LOBBY;
	lobby->hour = *hour;
	et_list_push_back(&service->lobbies, &lobby->link);
	if (et_heap_set(&service->timers, &lobby->due.timer, check_at) == ET_OK)
		return ET_OK;
	et_lobby_free(service, lobby);
	return ET_NO_MEMORY;
}

void et_lobby_free(struct et_service *service, struct et_lobby *lobby)
{
	if (lobby == NULL)
		return;
	et_heap_unset(&service->timers, &lobby->due.timer);
	et_list_remove(&service->lobbies, &lobby->link);
	free(lobby);
}

void et_lobby_settle(struct et_service *service, const struct et_id *hour)
{
	ET_LIST_EACH(&service->conns, it, after)
	{
		if (et_id_eq(&ET_CONN_OF(it)->lobby, hour))
			return;
	}
	et_lobby_free(service, find(service, hour));
}

enum et_err et_lobby_due(struct et_call *call, struct et_lobby *lobby)
{
	struct et_store_hour hour;
	enum et_err err;

	err = et_store_hour_by_id(call->store, &lobby->hour, call->arena, &hour);
	if (err != ET_OK)
		return err;
	et_outbox_sweep(call);
	return et_heap_set(
		&call->service->timers, &lobby->due.timer, next_look(&hour, call->now_ms));
}

/* ----------------------------------------------------------------------- what is seen */

/* A member; a contact only with consent in force. */
static enum et_err entitled(
	struct et_call *call, const struct et_id *case_id, const struct et_id *uid, bool *out)
{
	struct et_member member;
	bool in_force;
	enum et_err err;

	*out = false;
	err = et_access_part_of(call, case_id, uid, &member);
	if (err == ET_FORBIDDEN)
		return ET_OK;
	if (err != ET_OK)
		return err;
	if ((err = et_access_in_force(call, case_id, call->now_ms, &in_force)) != ET_OK)
		return err;
	*out = et_permission_open(&member, ET_COMP_S, in_force) == ET_OK;
	return ET_OK;
}

/* The places of an hour, their states, and which of them are the viewer's. */
struct agenda {
	struct et_store_place *places;
	enum et_place_state *states;
	bool *mine;
	size_t count;
	const struct et_store_place *turn; /* NULL: all are over */
	bool turn_is_mine;
};

static enum et_err read_agenda(
	struct et_call *call, const struct et_id *hour, const struct et_id *uid, struct agenda *out)
{
	size_t turn;
	enum et_err err;

	*out = (struct agenda){ 0 };
	err = et_store_place_list(call->store, hour, call->arena, &out->places, &out->count);
	if (err != ET_OK)
		return err;
	out->states = et_arena_array(call->arena, out->count, sizeof(*out->states));
	out->mine = et_arena_array(call->arena, out->count, sizeof(*out->mine));
	if (out->states == NULL || out->mine == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < out->count; i++) {
		if (et_place_state_parse(out->places[i].state, &out->states[i]) != ET_OK)
			return ET_CORRUPT;
		err = entitled(call, &out->places[i].case_id, uid, &out->mine[i]);
		if (err != ET_OK)
			return err;
	}
	turn = et_agenda_turn(out->states, out->count);
	if (turn >= out->count)
		return ET_OK;
	out->turn = &out->places[turn];
	out->turn_is_mine = out->mine[turn];
	return ET_OK;
}

static bool is_over(enum et_place_state state)
{
	return !et_place_state_is_ahead(state) && state != ET_PLACE_IN_TURN;
}

static void put_present(struct et_call *call, const struct et_id *hour,
	const struct et_conn *viewer, struct et_json *json)
{
	et_json_array_open(json, "present");
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		if (!et_id_eq(&ET_CONN_OF(it)->lobby, hour) && ET_CONN_OF(it) != viewer)
			continue;
		et_json_object_open(json, NULL);
		et_json_id(json, "uid", &ET_CONN_OF(it)->uid);
		et_json_id(json, "conn", &ET_CONN_OF(it)->id);
		et_json_object_close(json);
	}
	et_json_array_close(json);
}

static void put_turn(const struct agenda *agenda, struct et_json *json)
{
	const struct et_store_place *turn = agenda->turn;

	if (turn == NULL) {
		et_json_null(json, "turn");
		return;
	}
	et_json_object_open(json, "turn");
	et_json_int(json, "pos", turn->pos);
	et_json_bool(json, "mine", agenda->turn_is_mine);
	et_json_bool(json, "open", !et_id_is_zero(&turn->session_id));
	if (agenda->turn_is_mine)
		et_json_id(json, "case", &turn->case_id);
	if (agenda->turn_is_mine && !et_id_is_zero(&turn->session_id))
		et_json_id(json, "session", &turn->session_id);
	et_json_object_close(json);
}

/* In the lobby or in the room of the turn, on whatever connection. */
static bool is_here(struct et_call *call, const struct et_id *uid, const struct et_id *hour,
	const struct et_id *session)
{
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		const struct et_conn *conn = ET_CONN_OF(it);

		if (et_id_eq(&conn->uid, uid) && !conn->closing &&
			(et_id_eq(&conn->lobby, hour) ||
				(!et_id_is_zero(session) && et_id_eq(&conn->room, session))))
			return true;
	}
	return false;
}

static enum et_err put_awaited(struct et_call *call, const struct et_id *hour,
	const struct agenda *agenda, const struct et_id *viewer, struct et_json *json)
{
	struct et_crowd people = { 0 };
	enum et_err err = ET_OK;

	if (agenda->turn_is_mine) {
		const struct et_audience of_case = { ET_TO_CASE, agenda->turn->case_id };

		err = et_crowd_gather(call, &of_case, &people);
	}
	et_json_array_open(json, "awaited");
	for (size_t i = 0; i < people.count; i++) {
		if (!et_id_eq(&people.uids[i], viewer) &&
			!is_here(call, &people.uids[i], hour, &agenda->turn->session_id))
			et_json_id(json, NULL, &people.uids[i]);
	}
	et_json_array_close(json);
	return err;
}

enum et_err et_lobby_fields(struct et_call *call, const struct et_id *hour,
	const struct et_conn *viewer, struct et_json *json)
{
	struct agenda agenda;
	enum et_err err;

	if ((err = read_agenda(call, hour, &viewer->uid, &agenda)) != ET_OK)
		return err;
	et_json_id(json, "hour", hour);
	put_present(call, hour, viewer, json);
	put_turn(&agenda, json);
	et_json_array_open(json, "mine");
	for (size_t i = 0; i < agenda.count; i++) {
		if (agenda.mine[i] && !is_over(agenda.states[i]))
			et_json_int(json, NULL, agenda.places[i].pos);
	}
	et_json_array_close(json);
	if ((err = put_awaited(call, hour, &agenda, &viewer->uid, json)) != ET_OK)
		return err;
	return et_json_err(json);
}

void et_lobby_empty(const struct et_id *hour, struct et_json *json)
{
	static const char *const lists[] = { "present", "mine", "awaited" };

	et_json_id(json, "hour", hour);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		et_json_array_open(json, lists[i]);
		et_json_array_close(json);
	}
	et_json_null(json, "turn");
}
