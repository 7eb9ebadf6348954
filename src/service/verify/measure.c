/*
 * The measures, which nobody signs: each has the hash that the log has for it, and of each that was dropped nothing is
 * left but that.
 */
#include <etatunti/service/rowhash.h>

#include "state.h"

static enum et_err bad(struct et_verify *run, const struct et_id *id, const char *what)
{
	return et_verify_fail(run, "measure %s: %s", et_verify_id(id).text, what);
}

static enum et_err copy_values(struct et_verify *run, const struct et_store_measure *row)
{
	struct et_store_measure_value *values;
	struct et_hash hash;
	size_t count;
	enum et_err err;

	err = et_store_measure_values(run->data, &row->measure_id, run->step, &values, &count);
	if (err != ET_OK || (err = et_rowhash_measure(row, values, count, &hash)) != ET_OK)
		return err;
	if (!et_hash_eq(&hash, &row->hash))
		return et_verify_fail(run,
			"measure_value of measure %s: the numbers are not those of the log",
			et_verify_id(&row->measure_id).text);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = et_store_measure_value_insert(run->built, &values[i]);
	return err;
}

enum et_err et_verify_measure(struct et_verify *run, const struct et_logrow *logged)
{
	struct et_store_measure row;
	bool dropped;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_measure_by_id(run->data, &logged->object_id, run->step, &row);
	if (err == ET_NOT_FOUND)
		return bad(run, &logged->object_id, "the log tells of it, but it is not there");
	if (err != ET_OK)
		return err;
	if (!et_hash_eq(&row.hash, &logged->statement_hash))
		return bad(run, &row.measure_id, "the log has another hash for it");
	/* Whether it was dropped the log says later, and the comparison of the tables. */
	dropped = row.dropped != 0;
	row.dropped = 0;
	if ((err = et_store_measure_insert(run->built, &row)) != ET_OK)
		return err;
	return dropped ? ET_OK : copy_values(run, &row);
}

enum et_err et_verify_measure_drop(struct et_verify *run, const struct et_logrow *logged)
{
	enum et_err err = et_store_measure_drop(run->built, &logged->object_id);

	return err == ET_NOT_FOUND
		? bad(run, &logged->object_id, "it was dropped before it was there")
		: err;
}
