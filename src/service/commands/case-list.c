/*
 * case-list: the cases that a person has to do with; Kela's contacts see those with consent only.
 */
#include <etatunti/domain/agenda.h>
#include <etatunti/service/access.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/follow_up.h>

#include "waiting.h"

static void put_consent(
	struct et_call *call, const struct et_store_case_item *item, struct et_json *json)
{
	const struct et_store_consent row = {
		.valid_from = item->valid_from,
		.valid_to = item->valid_to,
		.ack_by = item->ack_by,
		.ended_at = item->ended_at,
		.replaced_by = item->replaced_by,
		.ack_required = item->ack_required,
	};
	struct et_consent facts;

	if (et_id_is_zero(&item->consent_id)) {
		et_json_null(json, "consent");
		return;
	}
	et_access_consent_facts(&row, &facts);
	et_json_object_open(json, "consent");
	et_json_id(json, "id", &item->consent_id);
	et_json_cstr(
		json, "state", et_consent_state_word(et_consent_state_at(&facts, call->now_ms)));
	et_json_int(json, "from", item->valid_from);
	et_json_int(json, "to", item->valid_to);
	et_json_object_close(json);
}

/* A place ahead in an hour that no consent of the case holds over. */
static bool has_gap(const struct et_store_case_item *item)
{
	enum et_place_state state;

	return item->covered == 0 && et_place_state_parse(item->place_state, &state) == ET_OK &&
		et_place_state_is_ahead(state);
}

static void put_place(
	const struct et_store_case_item *item, int64_t waiting_pos, struct et_json *json)
{
	et_json_id_or_null(json, "series", &item->series_id);
	et_json_id_or_null(json, "hour", &item->hour_id);
	if (et_id_is_zero(&item->series_id)) {
		et_json_null(json, "minutes");
		et_json_null(json, "place_state");
	} else {
		et_json_int(json, "minutes", item->minutes);
		et_json_str(json, "place_state", item->place_state);
	}
	if (waiting_pos == 0)
		et_json_null(json, "waiting_pos");
	else
		et_json_int(json, "waiting_pos", waiting_pos);
	et_json_bool(json, "consent_gap", has_gap(item));
}

/* The follow-ups of all cases, by case. */
struct follow_ups {
	struct et_store_follow_up *rows;
	size_t count;
};

static void put_follow_ups(
	const struct follow_ups *all, const struct et_id *case_id, struct et_json *json)
{
	size_t from = 0, to = all->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (et_id_cmp(&all->rows[middle].case_id, case_id) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	et_json_array_open(json, "follow_ups");
	for (; from < all->count && et_id_eq(&all->rows[from].case_id, case_id); from++) {
		et_json_object_open(json, NULL);
		et_json_str(json, "what", all->rows[from].what);
		et_json_int(json, "due", all->rows[from].due_at);
		et_json_object_close(json);
	}
	et_json_array_close(json);
}

static void put_case(struct et_call *call, const struct et_store_case_item *item,
	int64_t waiting_pos, const struct follow_ups *follow_ups, struct et_json *json)
{
	et_json_object_open(json, NULL);
	et_json_id(json, "case", &item->case_id);
	et_json_id(json, "pair", &item->pair_id);
	et_json_str(json, "lane", item->lane);
	et_json_int(json, "seq", item->seq);
	et_json_hash(json, "hash", &item->hash);
	et_json_str(json, "state", item->state);
	put_consent(call, item, json);
	put_place(item, waiting_pos, json);
	et_json_id_or_null(json, "session", &item->session_id);
	put_follow_ups(follow_ups, &item->case_id, json);
	et_json_bool(json, "hold", item->held != 0);
	et_json_int(json, "updated_at", item->updated_at);
	et_json_object_close(json);
}

static int64_t waiting_pos(
	const struct et_waiting *waiting, size_t count, const struct et_id *case_id)
{
	for (size_t i = 0; i < count; i++) {
		if (et_id_eq(&waiting[i].line->case_id, case_id))
			return waiting[i].pos;
	}
	return 0;
}

static enum et_err handle(struct et_call *call)
{
	struct et_store_case_item *items;
	struct follow_ups follow_ups;
	struct et_waiting *waiting;
	size_t count, waiting_count;
	enum et_err err;

	if (call->user->org_kind == ET_ORG_KELA)
		err = et_store_casefile_list_of_contact(
			call->store, &call->user->uid, call->now_ms, call->arena, &items, &count);
	else
		err = et_store_casefile_list_of(
			call->store, &call->user->uid, call->now_ms, call->arena, &items, &count);
	if (err != ET_OK)
		return err;
	if ((err = et_waiting_load(call, true, &waiting, &waiting_count)) != ET_OK)
		return err;
	err = et_store_follow_up_list_of(
		call->store, &call->user->uid, call->arena, &follow_ups.rows, &follow_ups.count);
	if (err != ET_OK)
		return err;
	et_json_array_open(&call->reply, "cases");
	for (size_t i = 0; i < count; i++)
		put_case(call, &items[i], waiting_pos(waiting, waiting_count, &items[i].case_id),
			&follow_ups, &call->reply);
	et_json_array_close(&call->reply);
	return ET_OK;
}

const struct et_command et_command_case_list = {
	.name = "case-list",
	.summary =
		"workers: cases they are members of while in the pair; contacts: those with consent in force now or "
		"over the hour queued for; the 2000 that changed last. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "case-list",
	.params = ET_FIELDS_NONE,
	.reply = "{ cases: CaseItem[] }",
	.handle = handle,
};
