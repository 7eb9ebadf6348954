/*
 * Who gets a free place and who waits again. Asks the store and the domain only: verify runs it once more.
 */
#include "queue_settle.h"

#include <string.h>

#include <etatunti/domain/agenda.h>
#include <etatunti/store/hour.h>

void et_line_init(
	struct et_line *line, struct et_store *store, struct et_arena *arena, int64_t now_ms)
{
	*line = (struct et_line){ .store = store, .arena = arena, .now_ms = now_ms };
}

/* Room for one more of `len` bytes in an array of the arena. ET_NO_MEMORY. */
static enum et_err grow(struct et_line *line, void **array, size_t count, size_t *cap, size_t len)
{
	size_t wanted = *cap == 0 ? 8 : *cap * 2;
	void *bigger;

	if (count < *cap)
		return ET_OK;
	if ((bigger = et_arena_array(line->arena, wanted, len)) == NULL)
		return ET_NO_MEMORY;
	if (count > 0)
		memcpy(bigger, *array, count * len);
	*array = bigger;
	*cap = wanted;
	return ET_OK;
}

enum et_err et_line_touch_hour(struct et_line *line, const struct et_id *hour_id)
{
	void *array = line->hours;
	enum et_err err;

	if (et_id_is_zero(hour_id))
		return ET_OK;
	for (size_t i = 0; i < line->hour_count; i++) {
		if (et_id_eq(&line->hours[i], hour_id))
			return ET_OK;
	}
	err = grow(line, &array, line->hour_count, &line->hour_cap, sizeof(*line->hours));
	if (err != ET_OK)
		return err;
	line->hours = array;
	line->hours[line->hour_count++] = *hour_id;
	return ET_OK;
}

enum et_err et_line_touch(struct et_line *line, const struct et_store_place *place)
{
	if (et_slice_eq_str(place->state, et_place_state_word(ET_PLACE_WAITING)))
		line->series = place->series_id;
	return et_line_touch_hour(line, &place->hour_id);
}

/* The first reason of a case counts, and its last hour. */
static enum et_err note(struct et_line *line, const struct et_store_place *from,
	const struct et_id *to, enum et_move_why why)
{
	void *array = line->moves;
	enum et_err err;

	line->changes++;
	for (size_t i = 0; i < line->count; i++) {
		if (et_id_eq(&line->moves[i].case_id, &from->case_id)) {
			line->moves[i].to = *to;
			return ET_OK;
		}
	}
	err = grow(line, &array, line->count, &line->cap, sizeof(*line->moves));
	if (err != ET_OK)
		return err;
	line->moves = array;
	line->moves[line->count++] = (struct et_move){
		.case_id = from->case_id,
		.series_id = from->series_id,
		.from = from->hour_id,
		.to = *to,
		.why = why,
	};
	return ET_OK;
}

static enum et_err move(
	struct et_line *line, const struct et_store_place *place, const struct et_store_place *to)
{
	enum et_err err;

	if ((err = et_store_place_move(line->store, place, to)) != ET_OK)
		return err;
	if ((err = et_line_touch(line, place)) != ET_OK)
		return err;
	return et_line_touch(line, to);
}

enum et_err et_line_put(struct et_line *line, const struct et_store_place *place,
	const struct et_id *hour_id, int64_t pos)
{
	struct et_store_place to = *place;

	if (et_id_is_zero(&place->hour_id))
		to.state = et_slice_str(et_place_state_word(ET_PLACE_QUEUED));
	to.hour_id = *hour_id;
	to.pos = pos;
	to.not_before = 0;
	return move(line, place, &to);
}

static struct et_store_place without_hour(
	const struct et_store_place *place, enum et_place_state state)
{
	struct et_store_place to = *place;

	to.hour_id = (struct et_id){ { 0 } };
	to.pos = 0;
	to.state = et_slice_str(et_place_state_word(state));
	return to;
}

enum et_err et_line_wait(struct et_line *line, const struct et_store_place *place,
	const struct et_store_hour *had, bool carried, enum et_move_why why)
{
	struct et_store_place to = without_hour(place, ET_PLACE_WAITING);
	enum et_err err;

	to.prepared_at = 0;
	to.not_before = had->starts_at;
	if (carried)
		to.carried = 1;
	if ((err = move(line, place, &to)) != ET_OK)
		return err;
	return note(line, place, &to.hour_id, why);
}

enum et_err et_line_carry(struct et_line *line, const struct et_store_place *place)
{
	struct et_store_place next = without_hour(place, ET_PLACE_WAITING);
	struct et_store_hour hour;
	enum et_err err;

	if ((err = et_store_hour_by_id(line->store, &place->hour_id, line->arena, &hour)) != ET_OK)
		return err;
	next.turn++;
	next.carried = 1;
	next.prepared_at = 0;
	next.not_before = hour.starts_at;
	err = et_store_place_set_state(
		line->store, place, et_place_state_word(ET_PLACE_CARRIED_OVER));
	if (err != ET_OK)
		return err;
	if ((err = et_store_place_insert(line->store, &next)) != ET_OK)
		return err;
	if ((err = et_line_touch(line, place)) != ET_OK ||
		(err = et_line_touch(line, &next)) != ET_OK)
		return err;
	return note(line, place, &next.hour_id, ET_MOVE_CARRIED);
}

enum et_err et_line_answered(struct et_line *line, const struct et_store_place *place)
{
	struct et_store_place to = without_hour(place, ET_PLACE_ANSWERED);

	to.prepared_at = line->now_ms;
	return move(line, place, &to);
}

/* Those that wait in the series, in the published order. */
struct waiting {
	struct et_store_place_waiting *places;
	size_t *order;
	bool *placed;
	size_t count;
};

static enum et_err load_waiting(
	struct et_line *line, const struct et_id *series_id, struct waiting *out)
{
	struct et_agenda_turn *turns;
	enum et_err err;

	err = et_store_place_list_waiting(
		line->store, series_id, line->arena, &out->places, &out->count);
	if (err != ET_OK || out->count == 0)
		return err;
	turns = et_arena_array(line->arena, out->count, sizeof(*turns));
	out->order = et_arena_array(line->arena, out->count, sizeof(*out->order));
	out->placed = et_arena_array(line->arena, out->count, sizeof(*out->placed));
	if (turns == NULL || out->order == NULL || out->placed == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < out->count; i++) {
		const struct et_store_place *place = &out->places[i].place;

		turns[i] = (struct et_agenda_turn){ .carried = place->carried != 0,
			.urgent = et_slice_eq_str(place->urgency, "urgent"),
			.queued_at = place->queued_at,
			.case_id = place->case_id };
		out->placed[i] = false;
	}
	et_agenda_line(turns, out->count, out->order);
	return ET_OK;
}

/* By the hour's instants, its room, and where the case has been. */
static enum et_err fits(struct et_line *line, const struct et_store_hour *hour,
	const struct et_agenda *agenda, const struct et_store_place_waiting *next, bool *out)
{
	bool was = false;
	enum et_err err;

	*out = next->place.not_before <= hour->starts_at && next->cover_from <= hour->starts_at &&
		hour->ends_at <= next->cover_to &&
		et_agenda_check(agenda, (int)next->place.minutes) == ET_OK;
	if (!*out || next->place.turn == 0)
		return ET_OK;
	err = et_store_place_was_in(line->store, &next->place, &hour->hour_id, &was);
	*out = !was;
	return err;
}

/* Whoever still waits and fits comes in, in order. What is taken only grows, so one pass is enough. */
static enum et_err fill(
	struct et_line *line, const struct et_store_hour *hour, const struct waiting *waiting)
{
	struct et_agenda agenda = { .capacity = (int)hour->capacity,
		.places = (int)hour->places,
		.minutes = (int)hour->minutes };
	bool fitting;
	enum et_err err;

	for (size_t i = 0; i < waiting->count && et_agenda_free_places(&agenda) > 0; i++) {
		size_t at = waiting->order[i];
		const struct et_store_place_waiting *next = &waiting->places[at];

		if (waiting->placed[at])
			continue;
		if ((err = fits(line, hour, &agenda, next, &fitting)) != ET_OK)
			return err;
		if (!fitting)
			continue;
		if ((err = et_line_put(line, &next->place, &hour->hour_id, 0)) != ET_OK)
			return err;
		err = note(line, &next->place, &hour->hour_id, ET_MOVE_FREE);
		if (err != ET_OK)
			return err;
		waiting->placed[at] = true;
		agenda.places++;
		agenda.minutes += (int)next->place.minutes;
	}
	return ET_OK;
}

enum et_err et_queue_settle(struct et_line *line, const struct et_id *series_id)
{
	struct waiting waiting = { 0 };
	struct et_store_hour *hours;
	size_t count;
	enum et_err err;

	if ((err = load_waiting(line, series_id, &waiting)) != ET_OK || waiting.count == 0)
		return err;
	err = et_store_hour_list_room(
		line->store, series_id, line->now_ms, line->arena, &hours, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = fill(line, &hours[i], &waiting);
	return err;
}

static bool is_ahead(const struct et_store_place *place)
{
	enum et_place_state state;

	return et_place_state_parse(place->state, &state) == ET_OK &&
		et_place_state_is_ahead(state);
}

enum et_err et_queue_release_hour(struct et_line *line, const struct et_store_hour *before,
	enum et_release which, enum et_move_why why)
{
	struct et_store_place *places;
	int64_t released = 0;
	size_t count;
	bool stays;
	enum et_err err;

	err = et_store_place_list(line->store, &before->hour_id, line->arena, &places, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		if (!is_ahead(&places[i]))
			continue;
		stays = false;
		places[i].pos -= released; /* it has moved up as often as one before it went */
		if (which == ET_RELEASE_UNCOVERED)
			err = et_store_place_is_covered(
				line->store, &places[i].case_id, &before->hour_id, &stays);
		if (err == ET_OK && !stays) {
			err = et_line_wait(line, &places[i], before, true, why);
			released++;
		}
	}
	return err;
}

enum et_err et_queue_carry_hour(struct et_line *line, const struct et_id *hour_id)
{
	struct et_store_place *places;
	size_t count;
	enum et_err err;

	err = et_store_place_list(line->store, hour_id, line->arena, &places, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		if (is_ahead(&places[i]))
			err = et_line_carry(line, &places[i]);
	}
	return err;
}
