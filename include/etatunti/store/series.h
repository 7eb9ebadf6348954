/*
 * Weekly series: when, which pairs, which contact, as the newest `series-set` says.
 */
#ifndef ETATUNTI_STORE_SERIES_H
#define ETATUNTI_STORE_SERIES_H

#include <etatunti/store/store.h>

struct et_store_series {
	struct et_id series_id;
	struct et_id org_id;
	struct et_slice name;
	struct et_id contact;
	int64_t weekday;            /* 1 Monday … 7 */
	struct et_slice start;      /* "HH:MM" local */
	struct et_slice first_date; /* "YYYY-MM-DD" */
	struct et_slice last_date;  /* absent: no end */
	int64_t capacity;           /* 1…4 cases an hour */
	int64_t every;              /* 1 or 2 weeks */
	int64_t on_holidays;        /* 0, 1 */
	struct et_slice phone;      /* whom to call when no call comes about; may be empty */
	int64_t seq;                /* of the directory statement */
	int64_t since;              /* its rule holds for hours that start after this */
};

/*
 * Makes the series, or replaces everything of a known one. ET_FORBIDDEN: it is of another organisation.
 */
enum et_err et_store_series_set(struct et_store *store, const struct et_store_series *series,
	const struct et_id *pair_ids, size_t pairs_count) ET_MUST_USE;
enum et_err et_store_series_by_id(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_store_series *out) ET_MUST_USE;
/* Those whose contact that person is, of every organisation (who stands in does not count). */
enum et_err et_store_series_list_of_contact(struct et_store *store, const struct et_id *contact,
	struct et_arena *arena, struct et_store_series **out, size_t *count) ET_MUST_USE;
/* All series, by name. */
enum et_err et_store_series_list(struct et_store *store, struct et_arena *arena,
	struct et_store_series **out, size_t *count) ET_MUST_USE;
/* Series whose contact, or a worker of whose pairs, is uid at now_ms. */
enum et_err et_store_series_list_of(struct et_store *store, const struct et_id *uid, int64_t now_ms,
	struct et_arena *arena, struct et_store_series **out, size_t *count) ET_MUST_USE;
enum et_err et_store_series_count_of(
	struct et_store *store, const struct et_id *org_id, int64_t *out) ET_MUST_USE;
/* ids of its pairs. */
enum et_err et_store_series_pairs(struct et_store *store, const struct et_id *series_id,
	struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;
/* uids of its people at now_ms: its contact and the workers of its pairs, each once. */
enum et_err et_store_series_people(struct et_store *store, const struct et_id *series_id,
	int64_t now_ms, struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;
enum et_err et_store_series_has_person(struct et_store *store, const struct et_id *series_id,
	const struct et_id *uid, int64_t now_ms, bool *out) ET_MUST_USE;
/* Whether an organisation has a series with that contact (substitutes do not count). */
enum et_err et_store_series_has_contact(struct et_store *store, const struct et_id *contact,
	const struct et_id *org_id, bool *out) ET_MUST_USE;
enum et_err et_store_series_has_pair(struct et_store *store, const struct et_id *series_id,
	const struct et_id *pair_id, bool *out) ET_MUST_USE;

#endif
