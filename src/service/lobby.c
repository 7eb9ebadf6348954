/*
 * Reads the agenda, asks domain whose turn it is, and writes it down for one person.
 */
#include "lobby.h"

#include <etatunti/domain/agenda.h>
#include <etatunti/service/access.h>
#include <etatunti/store/place.h>

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

/* The place whose turn it is; NULL if all are over. */
static enum et_err turn_of(
	struct et_call *call, const struct et_id *hour, const struct et_store_place **out)
{
	struct et_store_place *places;
	enum et_place_state *states;
	size_t count, turn;
	enum et_err err;

	*out = NULL;
	err = et_store_place_list(call->store, hour, call->arena, &places, &count);
	if (err != ET_OK)
		return err;
	if ((states = et_arena_array(call->arena, count, sizeof(*states))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		if (et_place_state_parse(places[i].state, &states[i]) != ET_OK)
			return ET_CORRUPT;
	}
	turn = et_agenda_turn(states, count);
	if (turn < count)
		*out = &places[turn];
	return ET_OK;
}

enum et_err et_lobby_fields(struct et_call *call, const struct et_id *hour,
	const struct et_conn *viewer, struct et_json *json)
{
	const struct et_store_place *turn;
	bool mine = false;
	enum et_err err;

	if ((err = turn_of(call, hour, &turn)) != ET_OK)
		return err;
	if (turn != NULL && (err = entitled(call, &turn->case_id, &viewer->uid, &mine)) != ET_OK)
		return err;
	et_json_id(json, "hour", hour);
	et_json_array_open(json, "present");
	ET_LIST_EACH(&call->service->conns, it, after)
	{
		if (!et_id_eq(&ET_CONN_OF(it)->lobby, hour))
			continue;
		et_json_object_open(json, NULL);
		et_json_id(json, "uid", &ET_CONN_OF(it)->uid);
		et_json_id(json, "conn", &ET_CONN_OF(it)->id);
		et_json_object_close(json);
	}
	et_json_array_close(json);
	if (turn == NULL) {
		et_json_null(json, "turn");
		return et_json_err(json);
	}
	et_json_object_open(json, "turn");
	et_json_int(json, "pos", turn->pos);
	et_json_bool(json, "mine", mine);
	et_json_bool(json, "open", !et_id_is_zero(&turn->session_id));
	if (mine)
		et_json_id(json, "case", &turn->case_id);
	if (mine && !et_id_is_zero(&turn->session_id))
		et_json_id(json, "session", &turn->session_id);
	et_json_object_close(json);
	return et_json_err(json);
}
