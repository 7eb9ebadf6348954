/* session-close: "next case": the turn is over, its room closes. */
#include <etatunti/store/room.h>

#include "body.h"

struct session_close {
	struct et_id session;
	const char *outcome;
};

static const char *const outcomes[] = { "handled", "carried-over", "interrupted", NULL };

static enum et_err parse(const struct et_step *step, void *out)
{
	struct session_close *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/session-close");
	body->session = et_lp_get_id(&reader);
	body->outcome = et_body_word(&reader, outcomes);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct session_close *body = step->body;
	struct et_store_room room;
	enum et_err err;

	step->act.object_id = body->session;
	err = et_store_room_open_of_case(step->store, &step->stmt.case_id, step->arena, &room);
	if (err != ET_OK)
		return et_body_found(err);
	return et_id_eq(&room.session_id, &body->session) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_step *step)
{
	const struct session_close *body = step->body;

	return et_statement_end_session(step, body->outcome, ET_ROOM_NEXT);
}

const struct et_statement_kind et_statement_kind_session_close = {
	.doc = { .name = "session-close",
		.by = "pair",
		.body = "LP(\"ET1/session-close\", session_id, outcome)",
		.rule = "the open session of the case; outcome `handled`, `carried-over`, "
			"`interrupted`; carried over it waits for another turn, first in line" },
	.kind = ET_CASE_SESSION_CLOSE,
	.body_len = sizeof(struct session_close),
	.parse = parse,
	.check = check,
	.project = project,
};
