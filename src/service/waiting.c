/* The line of each series, put into its order by domain/agenda.h. */
#include "waiting.h"

#include <etatunti/domain/agenda.h>

/* Positions of the lines of one series. */
static void number(const struct et_store_place_line *lines, size_t count,
	struct et_agenda_turn *turns, size_t *order, struct et_waiting *out)
{
	for (size_t i = 0; i < count; i++)
		turns[i] = (struct et_agenda_turn){ .carried = lines[i].carried != 0,
			.urgent = et_slice_eq_str(lines[i].urgency, "urgent"),
			.queued_at = lines[i].queued_at,
			.case_id = lines[i].case_id };
	et_agenda_line(turns, count, order);
	for (size_t i = 0; i < count; i++)
		out[i] = (struct et_waiting){ &lines[order[i]], (int64_t)i + 1 };
}

enum et_err et_waiting_load(struct et_call *call, bool all, struct et_waiting **out, size_t *count)
{
	struct et_store_place_line *lines;
	struct et_agenda_turn *turns;
	size_t *order;
	enum et_err err;

	err = et_store_place_list_waiting_seen(
		call->store, &call->user->uid, call->now_ms, all, call->arena, &lines, count);
	if (err != ET_OK || *count == 0)
		return err;
	*out = et_arena_array(call->arena, *count, sizeof(**out));
	turns = et_arena_array(call->arena, *count, sizeof(*turns));
	order = et_arena_array(call->arena, *count, sizeof(*order));
	if (*out == NULL || turns == NULL || order == NULL)
		return ET_NO_MEMORY;
	for (size_t from = 0, to; from < *count; from = to) {
		for (to = from + 1;
			to < *count && et_id_eq(&lines[to].series_id, &lines[from].series_id);)
			to++;
		number(&lines[from], to - from, turns, order, &(*out)[from]);
	}
	return ET_OK;
}
