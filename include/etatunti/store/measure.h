/*
 * Measures: numbers of a series and a quarter, of no case and nobody. Of one that was dropped only its id and the
 * hash that stands on the log are left.
 */
#ifndef ETATUNTI_STORE_MEASURE_H
#define ETATUNTI_STORE_MEASURE_H

#include <etatunti/store/store.h>

struct et_store_measure {
	struct et_id measure_id;
	struct et_id series_id; /* absent: dropped, and so the next two */
	struct et_slice quarter;
	struct et_slice form;
	struct et_hash hash; /* et_rowhash_measure */
	int64_t dropped;
};

struct et_store_measure_value {
	struct et_id measure_id;
	struct et_slice code;
	int64_t n;
};

enum et_err et_store_measure_insert(struct et_store *store, const struct et_store_measure *row)
	ET_MUST_USE;
enum et_err et_store_measure_value_insert(
	struct et_store *store, const struct et_store_measure_value *row) ET_MUST_USE;
enum et_err et_store_measure_by_id(struct et_store *store, const struct et_id *measure_id,
	struct et_arena *arena, struct et_store_measure *out) ET_MUST_USE;
/* By code. */
enum et_err et_store_measure_values(struct et_store *store, const struct et_id *measure_id,
	struct et_arena *arena, struct et_store_measure_value **out, size_t *count) ET_MUST_USE;
/* ET_NOT_FOUND: there is none, or it was dropped. */
enum et_err et_store_measure_drop(struct et_store *store, const struct et_id *measure_id)
	ET_MUST_USE;

#endif
