/*
 * The queue of a series: who gets a place that is free, and who waits again. Called from projections and
 * by the jobs; verify calls it again at the log's rows, so nothing here asks for more than the
 * store and the time of the row.
 *
 *	struct et_line line;
 *	et_line_init(&line, store, arena, t);
 *	… change hours in the store …
 *	et_queue_release_hour(&line, &before, ET_RELEASE_ALL, ET_MOVE_CANCELLED);
 *	et_queue_settle(&line, &series_id);          once, after everything that frees or wants room
 *	et_queue_tell(call, &line);                  the living only; never in verify
 */
#ifndef ETATUNTI_SERVICE_SRC_QUEUE_SETTLE_H
#define ETATUNTI_SERVICE_SRC_QUEUE_SETTLE_H

#include <etatunti/service/call.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/place.h>

/* Why a case has another place than before, or waits; the word of the event `place`. */
enum et_move_why {
	ET_MOVE_FREE,      /* "free": there was room */
	ET_MOVE_CARRIED,   /* "carried-over": its turn did not come, or was not enough */
	ET_MOVE_CANCELLED, /* "hour-cancelled": the hour fell away, or is only proposed */
	ET_MOVE_MOVED,     /* "hour-moved" */
	ET_MOVE_CONSENT,   /* "consent": it does not hold over the hour */
};

/* A case that moved; from and to are hours, zero: it waits. The first reason counts. */
struct et_move {
	struct et_id case_id, series_id, from, to;
	enum et_move_why why;
};

/* What one statement or job does to the queues. */
struct et_line {
	struct et_store *store;
	struct et_arena *arena;
	int64_t now_ms;        /* of the row of the log */
	struct et_move *moves; /* who must be told: each case once, with where it is in the end */
	size_t count, cap;
	size_t changes;      /* how often a case has moved */
	struct et_id *hours; /* whose places changed: each once */
	size_t hour_count, hour_cap;
	struct et_id series; /* whose line is another than before; zero: none */

	/* For telling only. */
	struct et_id
		own; /* the case whose statement it is: its author is not told of it; zero: none */
	bool asked;  /* it asked for a place by that statement: getting one is no news to anybody */
};

void et_line_init(
	struct et_line *line, struct et_store *store, struct et_arena *arena, int64_t now_ms);

/*
 * The planned hours of the series that have not begun, in order: while there is room, the first waiting
 * case by the published order (domain/agenda.h) that fits, by minutes and by a consent over the
 * hour, gets the last position there. Nobody gets an hour that starts before the one that was lost, nor
 * the very one in which a turn was carried over.
 */
enum et_err et_queue_settle(struct et_line *line, const struct et_id *series_id) ET_MUST_USE;

enum et_release {
	ET_RELEASE_ALL, /* the hour is cancelled or proposed */
	ET_RELEASE_UNCOVERED, /* it has moved, and the row says so: only those without a consent over it */
};

/* The places of this hour have changed; or what this place is in: its hour, or the line. ET_NO_MEMORY. */
enum et_err et_line_touch_hour(struct et_line *line, const struct et_id *hour_id) ET_MUST_USE;
enum et_err et_line_touch(struct et_line *line, const struct et_store_place *place) ET_MUST_USE;

/*
 * One place, for the statements and for the above. A place is as et_store_place_live has it; after the call
 * it is out of date.
 *   put    into the hour at pos (0: last); those from there on move back. ET_HOUR_FULL, ET_HOUR_MINUTES
 *   wait   out of its hour (had: as it was) and into the line
 *   carry  it stays in its hour, as carried over, and the case waits for another turn
 *   answered  in writing: out of its hour, and no place any more
 */
enum et_err et_line_put(struct et_line *line, const struct et_store_place *place,
	const struct et_id *hour_id, int64_t pos) ET_MUST_USE;
enum et_err et_line_wait(struct et_line *line, const struct et_store_place *place,
	const struct et_store_hour *had, bool carried, enum et_move_why why) ET_MUST_USE;
enum et_err et_line_carry(struct et_line *line, const struct et_store_place *place) ET_MUST_USE;
enum et_err et_line_answered(struct et_line *line, const struct et_store_place *place) ET_MUST_USE;

/* Places of the hour (before: as it was) whose turn has not begun wait again, as carried over, with their old queued_at. */
enum et_err et_queue_release_hour(struct et_line *line, const struct et_store_hour *before,
	enum et_release which, enum et_move_why why) ET_MUST_USE;

/* The hour is over: places of it whose turn did not come are carried over. */
enum et_err et_queue_carry_hour(struct et_line *line, const struct et_id *hour_id) ET_MUST_USE;

/* Whether those concerned are to be told of that move. */
bool et_line_is_news(const struct et_line *line, const struct et_move *moved);

/*
 * Reminders, and events: `place` to the members of each case that moved, `hour` and the lobby of each hour
 * touched, `queue` if the line is another one.
 */
enum et_err et_queue_tell(struct et_call *call, const struct et_line *line) ET_MUST_USE;

#endif
