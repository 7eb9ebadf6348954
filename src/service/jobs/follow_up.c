/*
 * Follow-ups that fall due today: at eight in the morning the pair hears of it, by an event and by e-mail. Whoever
 * was told by mail is not told again, so a stop of less than a week loses none. While it runs it looks back a day
 * only: a disk that was full may have lost what was put.
 */
#include <etatunti/domain/calendar.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/follow_up.h>

#include "../reminders.h"
#include "../state.h"

#define MORNING_MIN (8 * 60)
#define LOST_AFTER_MS (7 * ET_CALENDAR_DAY_MS)

static void tell(struct et_call *call, const struct et_store_follow_up *row)
{
	struct et_json *event = et_outbox_event(call, ET_EVENT_DUE, ET_TO_CASE_PAIR, &row->case_id);

	et_json_id(event, "case", &row->case_id);
	et_json_str(event, "what", row->what);
	et_json_int(event, "due", row->due_at);
}

static int64_t look_back(int64_t since, int64_t now_ms)
{
	return since == 0 ? now_ms - LOST_AFTER_MS
			  : et_calendar_day_start_ms(et_calendar_date(since - ET_CALENDAR_DAY_MS));
}

static enum et_err handle(struct et_call *call)
{
	int64_t since = call->service->followed_at;
	struct et_store_follow_up *rows;
	size_t count;
	enum et_err err;

	call->service->followed_at = call->now_ms;
	err = et_store_follow_up_list_due(call->store, look_back(since, call->now_ms),
		et_calendar_day_end_ms(et_calendar_date(call->now_ms)), call->arena, &rows, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		int64_t morning =
			et_calendar_instant_ms(et_calendar_date(rows[i].due_at), MORNING_MIN);

		if (morning > call->now_ms)
			continue;
		if (since != 0 && morning > since)
			tell(call, &rows[i]);
		err = et_remind_follow_up(call, &rows[i].case_id, rows[i].what, rows[i].due_at);
	}
	return err;
}

const struct et_command et_job_follow_up = {
	.name = "follow-up",
	.summary = "tells the pair what is due today",
	.handle = handle,
};
