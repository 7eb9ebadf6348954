/* Four places, sixty minutes, one turn at a time, one line before it. */
#include <etatunti/domain/agenda.h>

#include <string.h>

#include "word.h"

static const char *const state_words[] = {
	[ET_PLACE_WAITING] = "waiting",
	[ET_PLACE_QUEUED] = "queued",
	[ET_PLACE_READY] = "ready",
	[ET_PLACE_NEEDS_INFO] = "needs-info",
	[ET_PLACE_IN_TURN] = "in-turn",
	[ET_PLACE_HANDLED] = "handled",
	[ET_PLACE_CARRIED_OVER] = "carried-over",
	[ET_PLACE_INTERRUPTED] = "interrupted",
	[ET_PLACE_ANSWERED] = "answered",
};

const char *et_place_state_word(enum et_place_state state)
{
	return state_words[state];
}

enum et_err et_place_state_parse(struct et_slice word, enum et_place_state *out)
{
	size_t index = et_word_index(state_words, ET_WORD_COUNT(state_words), word);

	*out = ET_PLACE_QUEUED;
	if (index == SIZE_MAX)
		return ET_BAD_PARAM;
	*out = (enum et_place_state)index;
	return ET_OK;
}

bool et_place_state_is_ahead(enum et_place_state state)
{
	return state == ET_PLACE_QUEUED || state == ET_PLACE_READY || state == ET_PLACE_NEEDS_INFO;
}

bool et_agenda_is_before(const struct et_agenda_turn *a, const struct et_agenda_turn *b)
{
	if (a->carried != b->carried)
		return a->carried;
	if (a->urgent != b->urgent)
		return a->urgent;
	if (a->queued_at != b->queued_at)
		return a->queued_at < b->queued_at;
	return memcmp(a->case_id.b, b->case_id.b, sizeof(a->case_id.b)) < 0;
}

void et_agenda_line(const struct et_agenda_turn *turns, size_t count, size_t *order)
{
	for (size_t i = 0; i < count; i++) {
		size_t at = i;

		for (; at > 0 && et_agenda_is_before(&turns[i], &turns[order[at - 1]]); at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

int et_agenda_free_places(const struct et_agenda *agenda)
{
	return agenda->places < agenda->capacity ? agenda->capacity - agenda->places : 0;
}

int et_agenda_free_minutes(const struct et_agenda *agenda)
{
	return agenda->minutes < ET_AGENDA_MINUTES ? ET_AGENDA_MINUTES - agenda->minutes : 0;
}

enum et_err et_agenda_check_minutes(uint64_t minutes)
{
	if (minutes < ET_AGENDA_PLACE_MINUTES_MIN || minutes > ET_AGENDA_PLACE_MINUTES_MAX)
		return ET_BAD_STATEMENT;
	return ET_OK;
}

enum et_err et_agenda_check(const struct et_agenda *agenda, int minutes)
{
	if (et_agenda_free_places(agenda) == 0)
		return ET_HOUR_FULL;
	if (et_agenda_free_minutes(agenda) < minutes)
		return ET_HOUR_MINUTES;
	return ET_OK;
}

size_t et_agenda_turn(const enum et_place_state *states, size_t count)
{
	size_t turn = SIZE_MAX;

	for (size_t i = 0; i < count; i++) {
		if (states[i] == ET_PLACE_IN_TURN)
			return i;
		if (turn == SIZE_MAX && et_place_state_is_ahead(states[i]))
			turn = i;
	}
	return turn;
}
