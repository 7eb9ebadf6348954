/* Room in an hour for the case of a statement; a refusal names the next hour that has it. */
#include "hour-room.h"

#include <etatunti/domain/agenda.h>
#include <etatunti/store/series.h>

#include "body.h"

enum et_err et_hour_room_series(struct et_step *step, const struct et_id *series_id)
{
	struct et_store_series series;
	bool of_pair;
	enum et_err err;

	err = et_store_series_by_id(step->store, series_id, step->arena, &series);
	if (err != ET_OK)
		return et_body_found(err);
	err = et_store_series_has_pair(
		step->store, series_id, &step->standing.casefile.pair_id, &of_pair);
	if (err != ET_OK)
		return err;
	return of_pair ? ET_OK : ET_FORBIDDEN;
}

static enum et_err offer_next(
	struct et_step *step, const struct et_store_hour *hour, int64_t minutes)
{
	struct et_json *extra = &step->call->extra;
	int64_t now_ms = step->call->now_ms;
	struct et_store_hour next;
	enum et_err err;

	err = et_store_hour_next_free(step->store, &hour->series_id,
		hour->starts_at > now_ms ? hour->starts_at : now_ms, step->standing.facts.valid_to,
		minutes, step->arena, &next);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	et_json_id_or_null(extra, "next_hour", &next.hour_id);
	if (err == ET_OK)
		et_json_int(extra, "next_starts_at", next.starts_at);
	else
		et_json_null(extra, "next_starts_at");
	return ET_OK;
}

enum et_err et_hour_room_check(
	struct et_step *step, const struct et_store_hour *hour, int64_t minutes)
{
	const struct et_agenda agenda = { .capacity = (int)hour->capacity,
		.places = (int)hour->places,
		.minutes = (int)hour->minutes };
	enum et_err err, offered;

	if (!et_consent_covers(&step->standing.facts, hour->starts_at, hour->ends_at))
		return ET_NO_CONSENT;
	if ((err = et_agenda_check(&agenda, (int)minutes)) == ET_OK)
		return ET_OK;
	offered = offer_next(step, hour, minutes);
	return offered != ET_OK ? offered : err;
}
