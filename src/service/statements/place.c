/* place: the pair's own order: this case at that position of an hour of its series. */
#include <etatunti/domain/agenda.h>
#include <etatunti/store/place.h>

#include "body.h"
#include "hour-room.h"

struct place {
	struct et_id hour;
	int64_t pos; /* 0: the last */
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct place *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/place");
	body->hour = et_lp_get_id(&reader);
	body->pos = et_lp_get_ms(&reader);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct place *body = step->body;
	const struct et_store_place *place = &step->standing.place;
	struct et_store_hour hour;
	bool stays;
	enum et_err err;

	step->act.object_id = body->hour;
	err = et_store_hour_by_id(step->store, &body->hour, step->arena, &hour);
	if (err != ET_OK)
		return et_body_found(err);
	stays = et_id_eq(&place->hour_id, &body->hour);
	if (!et_id_eq(&hour.series_id, &place->series_id) ||
		body->pos > hour.places + (stays ? 0 : 1))
		return ET_BAD_STATEMENT;
	if (!et_slice_eq_str(hour.state, "planned") || hour.starts_at <= step->call->now_ms)
		return ET_HOUR_CLOSED;
	if ((err = et_hour_room_series(step, &hour.series_id)) != ET_OK)
		return err;
	return stays ? ET_OK : et_hour_room_check(step, &hour, place->minutes);
}

static enum et_err project(struct et_step *step)
{
	const struct place *body = step->body;
	struct et_store_place place;
	enum et_err err;

	err = et_store_place_live(step->store, &step->stmt.case_id, step->arena, &place);
	if (err != ET_OK)
		return err;
	step->series = place.series_id;
	return et_line_put(&step->line, &place, &body->hour, body->pos);
}

const struct et_statement_kind et_statement_kind_place = {
	.doc = { .name = "place",
		.by = "pair",
		.body = "LP(\"ET1/place\", hour_id, u64 pos)",
		.rule = "waiting or queued, no session open; an hour of the same series, planned and not "
			"begun (else `hour_closed`); the pair is of the series still; pos 1 … the number of places there with this one, 0 = "
			"last. In its own hour the others shift; another hour needs consent and room as "
			"`queue`, and queued_at stays" },
	.kind = ET_CASE_PLACE,
	.body_len = sizeof(struct place),
	.parse = parse,
	.check = check,
	.project = project,
};
