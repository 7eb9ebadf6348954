/* The registry of statement kinds, and what several of them do in the same way. Decides nothing. */
#include "statement.h"

#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/domain/agenda.h>
#include <etatunti/store/guest.h>
#include <etatunti/store/member.h>
#include <etatunti/store/room.h>

#define X(symbol) extern const struct et_statement_kind et_statement_kind_##symbol;
#include "../statement_kinds.def"
#undef X

static const struct et_statement_kind *const kinds[] = {
#define X(symbol) &et_statement_kind_##symbol,
#include "../statement_kinds.def"
#undef X
};

_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == ET_CASE_KIND_COUNT, "one file for each kind");

const struct et_statement_kind *et_statement_kind_of(enum et_case_kind kind)
{
	ET_ASSERT(kinds[kind]->kind == kind);
	return kinds[kind];
}

const struct et_kind_doc *et_statement_kind_doc(size_t i)
{
	return i < ET_CASE_KIND_COUNT ? &kinds[i]->doc : NULL;
}

enum et_err et_statement_parse(struct et_step *step, const struct et_statement_kind *kind)
{
	void *body = et_arena_alloc(step->arena, kind->body_len);

	if (body == NULL)
		return ET_NO_MEMORY;
	step->body = body;
	return kind->parse(step, body);
}

enum et_err et_statement_project(struct et_step *step, const struct et_statement_kind *kind)
{
	const struct et_statement *stmt = &step->stmt;
	enum et_err err;

	if ((err = kind->project(step)) != ET_OK || kind->kind == ET_CASE_CREATE)
		return err;
	if (!et_id_is_zero(&step->series) &&
		(err = et_queue_settle(&step->line, &step->series)) != ET_OK)
		return err;
	return et_store_casefile_advance(step->store, &stmt->case_id, stmt->seq, &stmt->hash,
		stmt->time_ms, kind->is_quiet ? 0 : stmt->time_ms);
}

enum et_err et_statement_end_session(
	struct et_step *step, const char *outcome, enum et_room_end why)
{
	const struct et_id *case_id = &step->stmt.case_id;
	struct et_store_room room;
	struct et_store_place place;
	enum et_err err;

	err = et_store_room_open_of_case(step->store, case_id, step->arena, &room);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	if (err != ET_OK)
		return err;
	err = et_store_room_close(step->store, &room.session_id, step->stmt.time_ms, outcome);
	if (err != ET_OK)
		return err;
	step->closed_session = room.session_id;
	step->closed_why = why;
	err = et_store_guest_end_of_session(step->store, case_id, &room.session_id, step->stmt.seq);
	if (err != ET_OK)
		return err;
	err = et_store_place_live(step->store, case_id, step->arena, &place);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_CORRUPT : err;
	if (strcmp(outcome, et_place_state_word(ET_PLACE_CARRIED_OVER)) == 0) {
		step->series = place.series_id;
		return et_line_carry(&step->line, &place);
	}
	if ((err = et_store_place_set_state(step->store, &place, outcome)) != ET_OK)
		return err;
	return et_line_touch(&step->line, &place);
}

enum et_err et_statement_wants_room(struct et_step *step)
{
	struct et_store_place place;
	enum et_err err;

	err = et_store_place_live(step->store, &step->stmt.case_id, step->arena, &place);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_OK : err;
	step->series = place.series_id;
	/* Where it has a place, that may be covered now or not any more. */
	return et_line_touch_hour(&step->line, &place.hour_id);
}

enum et_err et_statement_end_access(struct et_step *step)
{
	const struct et_id *case_id = &step->stmt.case_id;
	enum et_err err = et_store_wrap_drop_contacts(step->store, case_id);

	if (err != ET_OK)
		return err;
	if ((err = et_store_guest_end_of_case(step->store, case_id, step->stmt.seq)) != ET_OK)
		return err;
	step->contacts_out = true;
	return et_statement_end_session(step, "interrupted", ET_ROOM_WITHDRAWN);
}
