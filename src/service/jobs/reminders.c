/*
 * Reminders that come by the clock: of the hour tomorrow, and of a consent that will not hold over an hour. Who
 * was told is not told again, so every run looks at the whole span, and a stop of less than it loses none.
 */
#include <etatunti/domain/calendar.h>
#include <etatunti/service/access.h>

#include "../reminders.h"
#include "../state.h"

#define DAY_MS ET_CALENDAR_DAY_MS
/* The evening before, when work is still remembered. */
#define EVENING_MIN (18 * 60)
/* From that evening to the end of the day that follows, with an hour that a day may be longer. */
#define TOMORROW_MS (DAY_MS + 7 * ET_CALENDAR_HOUR_MS)

static const int64_t consent_days[] = { 7, 2 };

static enum et_err hours_tomorrow(struct et_call *call)
{
	struct et_store_hour *hours;
	size_t count;
	enum et_err err;

	err = et_store_hour_list(call->store, call->now_ms + 1, call->now_ms + TOMORROW_MS,
		call->arena, &hours, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		struct et_date before = et_date_add(et_calendar_date(hours[i].starts_at), -1);

		if (et_slice_eq_str(hours[i].state, "planned") &&
			et_calendar_instant_ms(before, EVENING_MIN) <= call->now_ms)
			err = et_remind_hour(
				call, ET_MAIL_HOUR_TOMORROW, &hours[i], hours[i].starts_at);
	}
	return err;
}

static enum et_err consents(struct et_call *call, int64_t days)
{
	struct et_store_place *places;
	size_t count;
	bool in_force;
	enum et_err err;

	err = et_store_place_list_uncovered(call->store, call->now_ms + (days - 1) * DAY_MS,
		call->now_ms + days * DAY_MS, call->arena, &places, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		const struct et_store_place *place = &places[i];

		err = et_access_in_force(call, &place->case_id, call->now_ms, &in_force);
		if (err == ET_OK)
			err = et_remind_case(call,
				in_force ? ET_MAIL_CONSENT_ENDING : ET_MAIL_CONSENT_MISSING,
				&place->case_id, &place->hour_id, days);
	}
	return err;
}

static enum et_err handle(struct et_call *call)
{
	enum et_err err = ET_OK;

	if (call->service->config.mail == NULL)
		return ET_OK;
	for (size_t i = 0; err == ET_OK && i < sizeof(consent_days) / sizeof(consent_days[0]); i++)
		err = consents(call, consent_days[i]);
	return err != ET_OK ? err : hours_tomorrow(call);
}

const struct et_command et_job_reminders = {
	.name = "reminders",
	.summary = "queues the reminders that are due",
	.handle = handle,
};
