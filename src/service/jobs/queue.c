/*
 * What the clock does to the queues, a row of the log for each act; and who is reminded of a consent that
 * will not hold over the hour.
 */
#include <etatunti/domain/agenda.h>
#include <etatunti/domain/weekly.h>
#include <etatunti/service/outbox.h>

#include "../queue_clock.h"
#include "../state.h"

#define DAY_MS (INT64_C(24) * 3600000)
#define SCRATCH_BLOCK_LEN ((size_t)32 << 10)
#define SCRATCH_CAP_LEN ((size_t)16 << 20)

/* So long before the hour. */
static const int64_t reminders[] = { 7 * DAY_MS, 2 * DAY_MS };

/* scratch: emptied for each act, since there may be many in one run. */
static enum et_err act(struct et_call *call, struct et_arena *scratch, const char *action,
	const struct et_id *case_id, const struct et_id *object_id)
{
	struct et_act row = { .action = action, .object_id = *object_id };
	struct et_line line;
	enum et_err err;

	if (case_id != NULL)
		row.case_id = *case_id;
	et_arena_reset(scratch);
	et_line_init(&line, call->store, scratch, call->now_ms);
	err = et_queue_act(&line, et_slice_str(action), &row.case_id, object_id);
	if (err == ET_NOT_FOUND || (err == ET_OK && line.changes == 0))
		return ET_OK;
	if (err != ET_OK || (err = et_call_log(call, &row)) != ET_OK)
		return err;
	return et_queue_tell(call, &line);
}

static enum et_err hours_over(struct et_call *call, struct et_arena *scratch)
{
	struct et_id *hours;
	size_t count;
	enum et_err err;

	err = et_store_place_hours_over(
		call->store, call->now_ms - ET_WEEKLY_CLOSES_AFTER_MS, call->arena, &hours, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = act(call, scratch, ET_ACTION_HOUR_OVER, NULL, &hours[i]);
	return err;
}

static enum et_err consent_gates(struct et_call *call, struct et_arena *scratch)
{
	struct et_store_place *places;
	size_t count;
	enum et_err err;

	err = et_store_place_list_uncovered(call->store, call->now_ms,
		call->now_ms + ET_AGENDA_CONSENT_GATE_MS, call->arena, &places, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = act(call, scratch, ET_ACTION_CONSENT_GATE, &places[i].case_id,
			&places[i].hour_id);
	return err;
}

static enum et_err fill(struct et_call *call, struct et_arena *scratch)
{
	struct et_id *series;
	size_t count;
	enum et_err err;

	err = et_store_place_series_waiting(call->store, call->arena, &series, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = act(call, scratch, ET_ACTION_SETTLE, NULL, &series[i]);
	return err;
}

/* Of hours whose time to be reminded of has come since the last run. */
static enum et_err remind(struct et_call *call)
{
	int64_t since = call->service->reminded_at;
	struct et_store_place *places;
	size_t count;
	enum et_err err;

	call->service->reminded_at = call->now_ms;
	for (size_t k = 0; since != 0 && k < sizeof(reminders) / sizeof(reminders[0]); k++) {
		err = et_store_place_list_uncovered(call->store, since + reminders[k],
			call->now_ms + reminders[k], call->arena, &places, &count);
		if (err != ET_OK)
			return err;
		for (size_t i = 0; i < count; i++) {
			struct et_json *event = et_outbox_event(
				call, ET_EVENT_REMINDER, ET_TO_CASE, &places[i].case_id);

			et_json_id(event, "case", &places[i].case_id);
			et_json_id(event, "hour", &places[i].hour_id);
			et_json_int(event, "days", reminders[k] / DAY_MS);
		}
	}
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	struct et_arena *scratch = et_arena_new(SCRATCH_BLOCK_LEN, SCRATCH_CAP_LEN);
	enum et_err err;

	if (scratch == NULL)
		return ET_NO_MEMORY;
	if ((err = hours_over(call, scratch)) == ET_OK)
		err = consent_gates(call, scratch);
	if (err == ET_OK)
		err = fill(call, scratch);
	et_arena_free(scratch);
	return err != ET_OK ? err : remind(call);
}

const struct et_command et_job_queue = {
	.name = "queue",
	.summary = "carries over, closes the consent gate, fills places",
	.handle = handle,
};
