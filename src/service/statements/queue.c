/* queue: a place in an hour, if there is one and the consent holds over the whole of it. */
#include <etatunti/domain/agenda.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/place.h>
#include <etatunti/store/series.h>

#include "body.h"

struct queue {
	struct et_id hour;
	int64_t minutes;
	const char *urgency;
	struct et_id consent;
};

static const char *const urgencies[] = { "normal", "urgent", NULL };

static enum et_err parse(const struct et_step *step, void *out)
{
	struct queue *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/queue");
	body->hour = et_lp_get_id(&reader);
	body->minutes = et_lp_get_ms(&reader);
	body->urgency = et_body_word(&reader, urgencies);
	body->consent = et_lp_get_id(&reader);
	if (et_agenda_check_minutes((uint64_t)body->minutes) != ET_OK)
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

/* The hour exists, is planned, not over, and of a series of this pair. */
static enum et_err check_hour(
	struct et_step *step, const struct queue *body, struct et_store_hour *hour)
{
	bool of_pair;
	enum et_err err;

	err = et_store_hour_by_id(step->store, &body->hour, step->arena, hour);
	if (err != ET_OK)
		return et_body_found(err);
	err = et_store_series_has_pair(
		step->store, &hour->series_id, &step->standing.casefile.pair_id, &of_pair);
	if (err != ET_OK)
		return err;
	if (!of_pair)
		return ET_FORBIDDEN;
	if (!et_slice_eq_str(hour->state, "planned") || hour->ends_at <= step->call->now_ms)
		return ET_HOUR_CLOSED;
	return ET_OK;
}

/* A refused place comes with the next hour that would take the case. */
static enum et_err offer_next(
	struct et_step *step, const struct queue *body, const struct et_store_hour *hour)
{
	struct et_json *extra = &step->call->extra;
	struct et_store_hour next;
	enum et_err err;

	err = et_store_hour_next_free(step->store, &hour->series_id, hour->starts_at,
		step->standing.facts.valid_to, body->minutes, step->arena, &next);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	et_json_id_or_null(extra, "next_hour", &next.hour_id);
	if (err == ET_OK)
		et_json_int(extra, "next_starts_at", next.starts_at);
	else
		et_json_null(extra, "next_starts_at");
	return ET_OK;
}

static enum et_err check(struct et_step *step)
{
	const struct queue *body = step->body;
	const struct et_standing *standing = &step->standing;
	struct et_store_hour hour;
	enum et_err err, offered;

	step->act.object_id = body->hour;
	if ((err = check_hour(step, body, &hour)) != ET_OK)
		return err;
	if (!standing->has_consent || !et_id_eq(&standing->consent.consent_id, &body->consent) ||
		!et_consent_covers(&standing->facts, hour.starts_at, hour.ends_at))
		return ET_NO_CONSENT;
	const struct et_agenda agenda = { .capacity = (int)hour.capacity,
		.places = (int)hour.places,
		.minutes = (int)hour.minutes };

	err = et_agenda_check(&agenda, (int)body->minutes);
	if (err == ET_OK)
		return ET_OK;
	offered = offer_next(step, body, &hour);
	return offered != ET_OK ? offered : err;
}

static enum et_err project(struct et_step *step)
{
	const struct queue *body = step->body;
	const struct et_store_place place = {
		.case_id = step->stmt.case_id,
		.queue_seq = step->stmt.seq,
		.hour_id = body->hour,
		.minutes = body->minutes,
		.urgency = et_slice_str(body->urgency),
		.state = et_slice_str(et_place_state_word(ET_PLACE_QUEUED)),
		.queued_at = step->stmt.time_ms,
		.consent_id = body->consent,
	};

	step->hour = body->hour;
	return et_store_place_insert(step->store, &place);
}

const struct et_statement_kind et_statement_kind_queue = {
	.doc = { .name = "queue",
		.by = "pair",
		.body = "LP(\"ET1/queue\", hour_id, u64 minutes, urgency, consent_id)",
		.rule = "10–30 min; urgency `normal`, `urgent`; consent in force over the whole hour "
			"(valid_from ≤ starts_at, ends_at ≤ valid_to); the pair is of the series; hour "
			"planned and not over (else `hour_closed`); not queued already. `hour_full`, "
			"`hour_minutes` carry `{next_hour, next_starts_at}` or nulls" },
	.kind = ET_CASE_QUEUE,
	.body_len = sizeof(struct queue),
	.parse = parse,
	.check = check,
	.project = project,
};
