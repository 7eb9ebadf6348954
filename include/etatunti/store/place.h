/*
 * Places of cases in hours, and of those that wait for one. The database itself refuses a fifth case, more
 * than the series takes, and a 61st minute (triggers), and a second live place of a case
 * (ET_CONFLICT). Every row of an hour counts.
 *
 * live: waiting, queued, ready, needs-info, in-turn.  done: handled, carried-over, interrupted, answered.
 */
#ifndef ETATUNTI_STORE_PLACE_H
#define ETATUNTI_STORE_PLACE_H

#include <etatunti/store/store.h>

struct et_store_place {
	struct et_id case_id;
	int64_t queue_seq; /* of the `queue` statement */
	int64_t turn; /* 0, and one more each time it was carried over; the three are the key */
	struct et_id series_id;
	struct et_id hour_id; /* absent: it waits, or was answered in writing */
	int64_t minutes;
	struct et_slice urgency; /* normal, urgent */
	struct et_slice state;
	int64_t pos; /* 1…, absent with the hour; ignored by insert: it becomes the hour's last */
	int64_t queued_at;
	int64_t carried;         /* 1: before those that wait for the first time */
	int64_t not_before;      /* the line gives it no hour that starts earlier; 0: any */
	struct et_id consent_id; /* absent in a general question */
	int64_t prepared_at;     /* absent until `prepare` */
	struct et_id session_id; /* joined: the case's open session in that hour; absent */
};

/* A case that waits, with the time over which its consent holds. */
struct et_store_place_waiting {
	struct et_store_place place;
	int64_t cover_from, cover_to;
};

/* A place as someone sees it in a list of hours. */
struct et_store_place_seen {
	struct et_id hour_id;
	struct et_id case_id;
	int64_t pos;
	int64_t minutes;
	struct et_slice urgency;
	struct et_slice state;
	struct et_id session_id; /* the open one; absent */
	int64_t entitled;        /* 1: case_id and session_id may be shown to that person */
};

/* One that waits, as someone sees it. */
struct et_store_place_line {
	struct et_id series_id;
	struct et_id case_id;
	int64_t minutes;
	struct et_slice urgency;
	int64_t carried;
	int64_t queued_at;
	int64_t entitled; /* 1: case_id may be shown to that person */
};

/* ET_HOUR_FULL, ET_HOUR_MINUTES, ET_CONFLICT (the case has a live place). */
enum et_err et_store_place_insert(struct et_store *store, const struct et_store_place *place)
	ET_MUST_USE;
/* The live place of a case. */
enum et_err et_store_place_live(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_place *out) ET_MUST_USE;
/* Places of an hour by pos: its agenda. */
enum et_err et_store_place_list(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_place **out, size_t *count) ET_MUST_USE;
/*
 * Places of hours with from <= starts_at < to, by hour and pos, of all series or of those that uid has to do
 * with, and what uid may know:
 * entitled = active member and in the pair at now_ms, or its contact with consent in force at now_ms or
 * over that hour.
 */
enum et_err et_store_place_list_seen(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, int64_t from, int64_t to, bool all, struct et_arena *arena,
	struct et_store_place_seen **out, size_t *count) ET_MUST_USE;

/*
 * Who waits in the series for an hour, of pairs that it still has and with a consent that stands; in no
 * order that means anything.
 */
enum et_err et_store_place_list_waiting(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_store_place_waiting **out, size_t *count) ET_MUST_USE;
/* Who waits in any series, or in those that uid has to do with; by series. Entitled as above. */
enum et_err et_store_place_list_waiting_seen(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, bool all, struct et_arena *arena, struct et_store_place_line **out,
	size_t *count) ET_MUST_USE;
/* Places ahead in planned hours that begin after `after`, until `until`, with no consent over them. */
enum et_err et_store_place_list_uncovered(struct et_store *store, int64_t after, int64_t until,
	struct et_arena *arena, struct et_store_place **out, size_t *count) ET_MUST_USE;
/* Whether a consent of the case holds over the whole hour; always for a general question. */
enum et_err et_store_place_is_covered(struct et_store *store, const struct et_id *case_id,
	const struct et_id *hour_id, bool *out) ET_MUST_USE;
/* Whether a turn of that `queue` was carried over in that hour (or is in it). */
enum et_err et_store_place_was_in(struct et_store *store, const struct et_store_place *place,
	const struct et_id *hour_id, bool *out) ET_MUST_USE;
/* Hours that ended before that with somebody ahead still; by time. */
enum et_err et_store_place_hours_over(struct et_store *store, int64_t before,
	struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;
/* How many wait for an hour of the series. */
enum et_err et_store_place_count_waiting(
	struct et_store *store, const struct et_id *series_id, int64_t *out) ET_MUST_USE;
/* Series in which somebody waits. */
enum et_err et_store_place_series_waiting(struct et_store *store, struct et_arena *arena,
	struct et_id **out, size_t *count) ET_MUST_USE;

enum et_err et_store_place_set_state(
	struct et_store *store, const struct et_store_place *place, const char *state) ET_MUST_USE;
/* `prepare`: state and when. */
enum et_err et_store_place_prepare(struct et_store *store, const struct et_store_place *place,
	const char *state, int64_t prepared_at) ET_MUST_USE;
/*
 * Out of its hour, where those behind it move up, and into `to` as it is there: hour_id and pos (0: the
 * last), where those from there on move back; or into none. State, carried and prepared_at are those
 * of `to`. ET_HOUR_FULL, ET_HOUR_MINUTES.
 */
enum et_err et_store_place_move(struct et_store *store, const struct et_store_place *place,
	const struct et_store_place *to) ET_MUST_USE;
/* Frees the place (unqueue, revoke before its turn); those behind it in the hour move up. */
enum et_err et_store_place_delete(struct et_store *store, const struct et_store_place *place)
	ET_MUST_USE;

#endif
