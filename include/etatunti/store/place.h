/*
 * Places of cases in hours. The database itself refuses a fifth case, more than the series takes, and a
 * 61st minute (triggers), and a second live place of a case (ET_CONFLICT). Every row counts.
 *
 * live: queued, ready, needs-info, in-turn.  done: handled, carried-over, interrupted.
 */
#ifndef ETATUNTI_STORE_PLACE_H
#define ETATUNTI_STORE_PLACE_H

#include <etatunti/store/store.h>

struct et_store_place {
	struct et_id case_id;
	int64_t queue_seq; /* of the `queue` statement: with case_id, the key */
	struct et_id hour_id;
	int64_t minutes;
	struct et_slice urgency; /* normal, urgent */
	struct et_slice state;
	int64_t pos; /* 1…, ignored by insert: it becomes the hour's last */
	int64_t queued_at;
	struct et_id consent_id;
	int64_t prepared_at;     /* absent until `prepare` */
	struct et_id session_id; /* joined: the case's open session in that hour; absent */
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
 * Places of all hours with from <= starts_at < to, by hour and pos, with what uid may know:
 * entitled = active member and in the pair at now_ms, or its contact with consent in force at now_ms or
 * over that hour.
 */
enum et_err et_store_place_list_seen(struct et_store *store, const struct et_id *uid,
	int64_t now_ms, int64_t from, int64_t to, struct et_arena *arena,
	struct et_store_place_seen **out, size_t *count) ET_MUST_USE;
enum et_err et_store_place_set_state(struct et_store *store, const struct et_id *case_id,
	int64_t queue_seq, const char *state) ET_MUST_USE;
/* `prepare`: state and when. */
enum et_err et_store_place_prepare(struct et_store *store, const struct et_id *case_id,
	int64_t queue_seq, const char *state, int64_t prepared_at) ET_MUST_USE;
/* Frees the place (unqueue, revoke before its turn); those behind it in the hour move up. */
enum et_err et_store_place_delete(
	struct et_store *store, const struct et_id *case_id, int64_t queue_seq) ET_MUST_USE;

#endif
