/*
 * The hash that stands on the log for a row of the unsigned record (PROTOCOL.md section 8):
 * H(LP("ET1/row", table, column values in the order of the table)). Integers are u64, an absent value
 * is the empty field.
 */
#ifndef ETATUNTI_SERVICE_ROWHASH_H
#define ETATUNTI_SERVICE_ROWHASH_H

#include <etatunti/store/hour.h>
#include <etatunti/store/measure.h>

/* ET_NO_MEMORY. */
enum et_err et_rowhash_hour(const struct et_store_hour *row, struct et_hash *out) ET_MUST_USE;

/* values: by code, each one once. ET_NO_MEMORY. */
enum et_err et_rowhash_measure(const struct et_store_measure *row,
	const struct et_store_measure_value *values, size_t count, struct et_hash *out) ET_MUST_USE;

#endif
