/*
 * The places of one hour: how many cases, how many minutes, whose turn; and the published order of those
 * that wait for one. Source: domain.md, rules 1, 2 and 5. Pure over what the caller has loaded;
 * knows no consent.
 */
#ifndef ETATUNTI_DOMAIN_AGENDA_H
#define ETATUNTI_DOMAIN_AGENDA_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_AGENDA_CAPACITY_MAX 4
#define ET_AGENDA_MINUTES 60
#define ET_AGENDA_PLACE_MINUTES_MIN 10
#define ET_AGENDA_PLACE_MINUTES_MAX 30
/* So many may queue up for one series without an hour: more than a year of its places. */
#define ET_AGENDA_LINE_MAX 256
/* Without a consent over the hour its place is lost so long before it begins. */
#define ET_AGENDA_CONSENT_GATE_MS (INT64_C(24) * 3600000)

/* The state of a place; words as in PROTOCOL section 4. A freed place has no state: it is gone. */
enum et_place_state {
	ET_PLACE_WAITING, /* in line for an hour of its series */
	ET_PLACE_QUEUED,
	ET_PLACE_READY,      /* Kela's contact has prepared */
	ET_PLACE_NEEDS_INFO, /* Kela's contact asks for more */
	ET_PLACE_IN_TURN,    /* its session is open */
	ET_PLACE_HANDLED,
	ET_PLACE_CARRIED_OVER,
	ET_PLACE_INTERRUPTED,
	ET_PLACE_ANSWERED, /* in writing, without an hour */
};

/* "queued", "in-turn", …; static. */
const char *et_place_state_word(enum et_place_state state);
/* ET_BAD_PARAM: no such word. */
enum et_err et_place_state_parse(struct et_slice word, enum et_place_state *out) ET_MUST_USE;

/* It has an hour, and its session has not been opened yet: queued, ready or needs-info. */
bool et_place_state_is_ahead(enum et_place_state state);

/* What the place of a case in line depends on. */
struct et_agenda_turn {
	bool carried; /* its turn did not come, or was not enough, or its hour fell away */
	bool urgent;
	int64_t queued_at;    /* the log's time of its `queue` */
	struct et_id case_id; /* of two at the same instant the smaller one is first */
};

/* The published order: carried over first, then urgent, then by time of queueing. */
bool et_agenda_is_before(const struct et_agenda_turn *a, const struct et_agenda_turn *b);
/* Indices 0 … count - 1 of turns in that order. */
void et_agenda_line(const struct et_agenda_turn *turns, size_t count, size_t *order);

/* Places taken in one hour, freed ones not among them. */
struct et_agenda {
	int capacity; /* 1 to ET_AGENDA_CAPACITY_MAX */
	int places;
	int minutes; /* their sum */
};

int et_agenda_free_places(const struct et_agenda *agenda);
int et_agenda_free_minutes(const struct et_agenda *agenda);

/* 10 to 30 minutes a case. ET_BAD_STATEMENT otherwise. */
enum et_err et_agenda_check_minutes(uint64_t minutes) ET_MUST_USE;

/*
 * May a case of `minutes` (checked) take a place? ET_OK; ET_HOUR_FULL: no place is left;
 * ET_HOUR_MINUTES: a place, but not enough minutes.
 */
enum et_err et_agenda_check(const struct et_agenda *agenda, int minutes) ET_MUST_USE;

/*
 * Whose turn it is among `count` places in agenda order: the one in turn, else the first that is
 * ahead. Its index, or SIZE_MAX when all are over.
 */
size_t et_agenda_turn(const enum et_place_state *states, size_t count);

#endif
