/*
 * The hours of the series: when, planned or cancelled. Unsigned record. Places are in place.h.
 */
#ifndef ETATUNTI_STORE_HOUR_H
#define ETATUNTI_STORE_HOUR_H

#include <etatunti/store/store.h>

struct et_store_hour {
	struct et_id hour_id;
	struct et_id series_id;
	struct et_slice local_date;
	int64_t starts_at, ends_at;
	struct et_slice state;  /* planned, cancelled */
	struct et_slice reason; /* absent when planned */
	struct et_slice name;   /* joined, of the series */
	int64_t capacity;       /* joined */
	struct et_id contact;   /* joined */
	int64_t places;         /* joined: places taken */
	int64_t minutes;        /* joined: minutes taken */
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
/* The newest hour of a series, cancelled or not: from there it is extended. */
enum et_err et_store_hour_last_of_series(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_store_hour *out) ET_MUST_USE;
/*
 * The first planned hour of the series that starts after `after`, ends by `ends_by` and has a free
 * place and that many minutes left. ET_NOT_FOUND.
 */
enum et_err et_store_hour_next_free(struct et_store *store, const struct et_id *series_id,
	int64_t after, int64_t ends_by, int64_t minutes, struct et_arena *arena,
	struct et_store_hour *out) ET_MUST_USE;
enum et_err et_store_hour_set_state(struct et_store *store, const struct et_id *hour_id,
	const char *state, struct et_slice reason) ET_MUST_USE;

#endif
