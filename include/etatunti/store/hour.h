/*
 * The hours of the series: when, and whether they take place; and what a coordinator has decided about one
 * of them. Unsigned record. Places are in place.h.
 */
#ifndef ETATUNTI_STORE_HOUR_H
#define ETATUNTI_STORE_HOUR_H

#include <etatunti/store/store.h>

struct et_store_hour {
	struct et_id hour_id;
	struct et_id series_id;
	struct et_slice local_date; /* of the rule: with series_id, what the id follows from */
	int64_t starts_at, ends_at;
	struct et_slice state;    /* planned, proposed, cancelled */
	struct et_slice reason;   /* absent: the rule, nothing else */
	int64_t moved;            /* 1: at other instants than the rule's */
	int64_t decided;          /* seq of the `hour-set` that it follows; 0: of the rule */
	int64_t revision;         /* how often it has changed */
	struct et_slice name;     /* joined, of the series */
	int64_t capacity;         /* joined */
	struct et_id contact;     /* joined */
	struct et_id substitute;  /* joined: who stands in for the contact at its start; absent */
	int64_t missing_consents; /* joined: places ahead without a consent over the hour */
	int64_t places;           /* joined: places taken */
	int64_t minutes;          /* joined: minutes taken */
};

/* The newest `hour-set` about an hour. */
struct et_store_hour_set {
	struct et_id hour_id;
	struct et_slice state;             /* planned, cancelled, moved */
	struct et_slice to_date, to_start; /* local; absent unless moved */
	struct et_slice reason;            /* may be absent if planned */
	int64_t seq;                       /* of the directory statement */
};

enum et_err et_store_hour_insert(struct et_store *store, const struct et_store_hour *hour)
	ET_MUST_USE;
enum et_err et_store_hour_by_id(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_hour *out) ET_MUST_USE;
/* All hours with from <= starts_at < to, by time. */
enum et_err et_store_hour_list(struct et_store *store, int64_t from, int64_t to,
	struct et_arena *arena, struct et_store_hour **out, size_t *count) ET_MUST_USE;
/* The same, of the series whose contact or a worker of whose pairs is uid at now_ms. */
enum et_err et_store_hour_list_of(struct et_store *store, const struct et_id *uid, int64_t now_ms,
	int64_t from, int64_t to, struct et_arena *arena, struct et_store_hour **out, size_t *count)
	ET_MUST_USE;
/* Hours of one series that start after that, by time. */
enum et_err et_store_hour_list_ahead(struct et_store *store, const struct et_id *series_id,
	int64_t after, struct et_arena *arena, struct et_store_hour **out, size_t *count)
	ET_MUST_USE;
/* The planned ones of them with room for a place of the shortest length. */
enum et_err et_store_hour_list_room(struct et_store *store, const struct et_id *series_id,
	int64_t after, struct et_arena *arena, struct et_store_hour **out, size_t *count)
	ET_MUST_USE;
/* The hour of a series with the newest day of the rule, cancelled or not: from there it is extended. */
enum et_err et_store_hour_last_of_series(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_store_hour *out) ET_MUST_USE;
/*
 * The first planned hour of the series that starts after `after`, ends by `ends_by` and has a free
 * place and that many minutes left. ET_NOT_FOUND.
 */
enum et_err et_store_hour_next_free(struct et_store *store, const struct et_id *series_id,
	int64_t after, int64_t ends_by, int64_t minutes, struct et_arena *arena,
	struct et_store_hour *out) ET_MUST_USE;
/* Instants, state, reason, moved, decided and revision of a known hour. */
enum et_err et_store_hour_update(struct et_store *store, const struct et_store_hour *hour)
	ET_MUST_USE;

/*
 * A person's own hours with from <= starts_at < to, by time, cancelled ones too: those at whose start uid is
 * the contact, stands in for the contact, or is a worker of one of the pairs. Whether somebody else stands
 * in for uid is said by `substitute`.
 */
enum et_err et_store_hour_of_person(struct et_store *store, const struct et_id *uid, int64_t from,
	int64_t to, struct et_arena *arena, struct et_store_hour **out, size_t *count) ET_MUST_USE;
/*
 * The first planned hour but that one which shares an instant with [from, to) and is of the same person as an
 * hour of the series that starts at `from`: its contact, or who stands in for the contact then.
 * ET_NOT_FOUND.
 */
enum et_err et_store_hour_overlapping(struct et_store *store, const struct et_id *series_id,
	const struct et_id *but, int64_t from, int64_t to, struct et_arena *arena,
	struct et_store_hour *out) ET_MUST_USE;

/* Takes the place of what was decided before. */
enum et_err et_store_hour_set_put(struct et_store *store, const struct et_store_hour_set *set)
	ET_MUST_USE;
enum et_err et_store_hour_set_by_id(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_store_hour_set *out) ET_MUST_USE;

#endif
