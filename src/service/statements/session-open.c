/* session-open: the case's turn in its hour begins; from now on its room can be joined. */
#include <etatunti/domain/agenda.h>
#include <etatunti/domain/weekly.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/room.h>

#include "body.h"

struct session_open {
	struct et_id hour, session;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct session_open *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/session-open");
	body->hour = et_lp_get_id(&reader);
	body->session = et_lp_get_id(&reader);
	if (et_id_is_zero(&body->session))
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

static enum et_err refuse_if(enum et_err found)
{
	if (found == ET_NOT_FOUND)
		return ET_OK;
	return found == ET_OK ? ET_BAD_STATEMENT : found;
}

static enum et_err check_time(struct et_step *step, const struct et_id *hour_id)
{
	struct et_json *extra = &step->call->extra;
	int64_t now_ms = step->call->now_ms;
	struct et_store_hour hour;
	enum et_err err;

	err = et_store_hour_by_id(step->store, hour_id, step->arena, &hour);
	if (err != ET_OK)
		return et_body_found(err);
	int64_t opens_at = hour.starts_at - ET_WEEKLY_OPENS_BEFORE_MS;
	int64_t closes_at = hour.ends_at + ET_WEEKLY_CLOSES_AFTER_MS;

	if (et_slice_eq_str(hour.state, "planned") && now_ms >= opens_at && now_ms <= closes_at)
		return ET_OK;
	et_json_int(extra, "opens_at", opens_at);
	et_json_int(extra, "closes_at", closes_at);
	return ET_HOUR_CLOSED;
}

static enum et_err check(struct et_step *step)
{
	const struct session_open *body = step->body;
	struct et_store_room other;
	struct et_store_hour hour;
	enum et_err err;

	step->act.object_id = body->session;
	if (!et_id_eq(&step->standing.place.hour_id, &body->hour))
		return ET_BAD_STATEMENT;
	if ((err = check_time(step, &body->hour)) != ET_OK)
		return err;
	err = refuse_if(et_store_room_by_id(step->store, &body->session, step->arena, &other));
	if (err != ET_OK)
		return err;
	/* Front knows rooms and lobbies by their ids alone: the id of an hour is a lobby's. */
	err = refuse_if(et_store_hour_by_id(step->store, &body->session, step->arena, &hour));
	if (err != ET_OK)
		return err;
	return refuse_if(et_store_room_open_of_hour(step->store, &body->hour, step->arena, &other));
}

static enum et_err project(struct et_step *step)
{
	const struct session_open *body = step->body;
	const struct et_store_room room = {
		.session_id = body->session,
		.case_id = step->stmt.case_id,
		.hour_id = body->hour,
		.open_seq = step->stmt.seq,
		.opened_at = step->stmt.time_ms,
	};
	struct et_store_place place;
	enum et_err err;

	if ((err = et_store_room_insert(step->store, &room)) != ET_OK)
		return err;
	err = et_store_place_live(step->store, &step->stmt.case_id, step->arena, &place);
	if (err != ET_OK)
		return err;
	err = et_store_place_set_state(step->store, &place, et_place_state_word(ET_PLACE_IN_TURN));
	if (err != ET_OK)
		return err;
	step->opened_hour = body->hour;
	return et_line_touch_hour(&step->line, &body->hour);
}

const struct et_statement_kind et_statement_kind_session_open = {
	.doc = { .name = "session-open",
		.by = "pair",
		.body = "LP(\"ET1/session-open\", hour_id, session_id)",
		.rule = "queued in that hour, now in [opens_at, ends_at + 60 min] (else `hour_closed`), "
			"consent in force, no other session open in the hour; session_id is no hour's id. The others with a "
			"part in the case are rung (`called`)" },
	.kind = ET_CASE_SESSION_OPEN,
	.body_len = sizeof(struct session_open),
	.parse = parse,
	.check = check,
	.project = project,
};
