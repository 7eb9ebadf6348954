/*
 * queue: a place in an hour, if there is one and the consent holds over the whole of it; or the first one of
 * the series that is free, and until then a place in line.
 */
#include <etatunti/domain/agenda.h>
#include <etatunti/store/place.h>

#include "body.h"
#include "hour-room.h"

struct queue {
	struct et_id series, hour; /* hour zero: the first with room */
	int64_t minutes;
	const char *urgency;
	struct et_id consent; /* zero for a general question */
};

static const char *const urgencies[] = { "normal", "urgent", NULL };

static enum et_err parse(const struct et_step *step, void *out)
{
	struct queue *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/queue");
	body->series = et_lp_get_id(&reader);
	body->hour = et_lp_get_id(&reader);
	body->minutes = et_lp_get_ms(&reader);
	body->urgency = et_body_word(&reader, urgencies);
	body->consent = et_lp_get_id(&reader);
	if (et_agenda_check_minutes((uint64_t)body->minutes) != ET_OK)
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

/*
 * It waits on a consent that stands; over which hour it must hold is seen when there is one. The line is read
 * as a whole whenever it is settled: nobody makes it longer than that can be.
 */
static enum et_err check_line(struct et_step *step, const struct et_id *series_id)
{
	enum et_consent_state state =
		et_consent_state_at(&step->standing.facts, step->call->now_ms);
	int64_t waiting;
	enum et_err err;

	if (state != ET_CONSENT_IN_FORCE && state != ET_CONSENT_NOT_YET)
		return ET_NO_CONSENT;
	if ((err = et_store_place_count_waiting(step->store, series_id, &waiting)) != ET_OK)
		return err;
	if (waiting < ET_AGENDA_LINE_MAX)
		return ET_OK;
	et_json_null(&step->call->extra, "next_hour");
	et_json_null(&step->call->extra, "next_starts_at");
	return ET_HOUR_FULL;
}

static enum et_err check(struct et_step *step)
{
	const struct queue *body = step->body;
	struct et_store_hour hour;
	enum et_err err;

	step->act.object_id = et_id_is_zero(&body->hour) ? body->series : body->hour;
	if ((err = et_hour_room_series(step, &body->series)) != ET_OK)
		return err;
	if (!et_id_eq(&step->standing.consent.consent_id, &body->consent))
		return ET_NO_CONSENT;
	if (et_id_is_zero(&body->hour))
		return check_line(step, &body->series);
	err = et_store_hour_by_id(step->store, &body->hour, step->arena, &hour);
	if (err != ET_OK)
		return et_body_found(err);
	if (!et_id_eq(&hour.series_id, &body->series))
		return ET_BAD_STATEMENT;
	if (!et_slice_eq_str(hour.state, "planned") || hour.ends_at <= step->call->now_ms)
		return ET_HOUR_CLOSED;
	return et_hour_room_check(step, &hour, body->minutes);
}

/* Without an hour it stands in line, and the settling that follows looks for one. */
static enum et_err project(struct et_step *step)
{
	const struct queue *body = step->body;
	bool waits = et_id_is_zero(&body->hour);
	const struct et_store_place place = {
		.case_id = step->stmt.case_id,
		.queue_seq = step->stmt.seq,
		.series_id = body->series,
		.hour_id = body->hour,
		.minutes = body->minutes,
		.urgency = et_slice_str(body->urgency),
		.state = et_slice_str(
			et_place_state_word(waits ? ET_PLACE_WAITING : ET_PLACE_QUEUED)),
		.queued_at = step->line.now_ms,
		.consent_id = body->consent,
	};
	enum et_err err;

	if ((err = et_store_place_insert(step->store, &place)) != ET_OK)
		return err;
	step->series = body->series;
	step->line.asked = true;
	return et_line_touch(&step->line, &place);
}

const struct et_statement_kind et_statement_kind_queue = {
	.doc = { .name = "queue",
		.by = "pair",
		.body = "LP(\"ET1/queue\", series_id, hour_id, u64 minutes, urgency, consent_id)",
		.rule = "10–30 min; urgency `normal`, `urgent`; the pair is of the series; consent_id = "
			"the current consent, zero in a general question; no place and not waiting "
			"already. hour_id: of the series, planned and not over (else `hour_closed`), "
			"consent over the whole hour (valid_from ≤ starts_at, ends_at ≤ valid_to); "
			"`hour_full`, `hour_minutes` carry `{next_hour, next_starts_at}` or nulls. "
			"hour_id zero: the consent is in force or will be; it gets the first hour with "
			"room for it, or waits; if 256 wait for the series already, `hour_full`" },
	.kind = ET_CASE_QUEUE,
	.body_len = sizeof(struct queue),
	.parse = parse,
	.check = check,
	.project = project,
};
