/*
 * Who hears of what has become of the queue: members of each case that moved, people of the series whose hours
 * or line changed. Each once, and nobody of an own act. Moves nobody.
 */
#include <etatunti/service/outbox.h>

#include "queue_settle.h"
#include "reminders.h"

static const char *const why_words[] = {
	[ET_MOVE_FREE] = "free",
	[ET_MOVE_CARRIED] = "carried-over",
	[ET_MOVE_CANCELLED] = "hour-cancelled",
	[ET_MOVE_MOVED] = "hour-moved",
	[ET_MOVE_CONSENT] = "consent",
};

bool et_line_is_news(const struct et_line *line, const struct et_move *moved)
{
	if (line->asked && et_id_eq(&moved->case_id, &line->own))
		return false;
	return !et_id_eq(&moved->from, &moved->to) || moved->why == ET_MOVE_CARRIED;
}

static void tell_place(
	struct et_call *call, const struct et_line *line, const struct et_move *moved)
{
	struct et_json *event = et_outbox_event(call, ET_EVENT_PLACE, ET_TO_CASE, &moved->case_id);

	et_json_id(event, "case", &moved->case_id);
	et_json_id_or_null(event, "hour", &moved->to);
	et_json_cstr(event, "reason", why_words[moved->why]);
	if (call->user != NULL && et_id_eq(&moved->case_id, &line->own))
		et_outbox_but(call, &call->user->uid);
}

enum et_err et_queue_tell(struct et_call *call, const struct et_line *line)
{
	struct et_store_hour hour;
	enum et_err err;

	if ((err = et_remind_moves(call, line)) != ET_OK)
		return err;
	for (size_t i = 0; i < line->count; i++) {
		if (et_line_is_news(line, &line->moves[i]))
			tell_place(call, line, &line->moves[i]);
	}
	for (size_t i = 0; i < line->hour_count; i++) {
		err = et_store_hour_by_id(call->store, &line->hours[i], line->arena, &hour);
		if (err != ET_OK)
			return err;
		et_outbox_hour(call, &hour.hour_id, &hour.series_id);
		et_outbox_lobby(call, &hour.hour_id);
	}
	if (!et_id_is_zero(&line->series))
		et_outbox_queue(call, &line->series);
	return ET_OK;
}
