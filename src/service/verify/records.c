/*
 * The unsigned records, series and hours: each row is what the log last said was written. And every
 * statement of a case is on the log.
 */
#include <etatunti/service/rowhash.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/statement.h>

#include "state.h"

static enum et_err match(struct et_verify *run, const char *table, const struct et_id *id,
	const struct et_hash *hash)
{
	struct et_verify_record *record = et_map_get(run->records, id);

	if (record == NULL)
		return et_verify_fail(
			run, "%s %s: it is not on the log", table, et_verify_id(id).text);
	if (!et_hash_eq(&record->hash, hash))
		return et_verify_fail(run, "%s %s: it is not as the log says it was written", table,
			et_verify_id(id).text);
	record->seen = true;
	return ET_OK;
}

static enum et_err check_series(struct et_verify *run, const struct et_store_series *row)
{
	struct et_hash hash;
	struct et_id *pairs;
	size_t count;
	enum et_err err;

	err = et_store_series_pairs(run->data, &row->series_id, run->step, &pairs, &count);
	if (err != ET_OK)
		return err;
	if (count == 0)
		return et_verify_fail(run, "series_pair series %s: its pairs are missing",
			et_verify_id(&row->series_id).text);
	if ((err = et_rowhash_series(row, pairs, count, &hash)) != ET_OK)
		return err;
	return match(run, "series", &row->series_id, &hash);
}

static enum et_err check_all_series(struct et_verify *run, size_t *count)
{
	struct et_store_series *rows;
	enum et_err err;

	et_arena_reset(run->page);
	err = et_store_series_list(run->data, run->page, &rows, count);
	for (size_t i = 0; err == ET_OK && i < *count; i++) {
		et_arena_reset(run->step);
		err = check_series(run, &rows[i]);
	}
	return err;
}

static enum et_err check_all_hours(struct et_verify *run, size_t *count)
{
	struct et_store_hour *rows;
	struct et_hash hash;
	enum et_err err;

	et_arena_reset(run->page);
	err = et_store_hour_list(run->data, INT64_MIN, INT64_MAX, run->page, &rows, count);
	for (size_t i = 0; err == ET_OK && i < *count; i++) {
		if ((err = et_rowhash_hour(&rows[i], &hash)) == ET_OK)
			err = match(run, "hour", &rows[i].hour_id, &hash);
	}
	return err;
}

/* Slow path, only to name it: some statement was never logged. */
static enum et_err name_unlogged(struct et_verify *run)
{
	struct et_store_casefile casefile;
	struct et_id after = { { 0 } };
	struct et_store_statement *rows;
	struct et_id *ids;
	size_t count, found;
	enum et_err err;

	for (;;) {
		et_arena_reset(run->page);
		err = et_store_statement_cases(run->data, &after, 1, run->page, &ids, &count);
		if (err != ET_OK || count == 0)
			return err != ET_OK ? err : ET_INTERNAL;
		after = ids[0];
		err = et_store_casefile_by_id(run->built, &after, run->page, &casefile);
		if (err != ET_OK && err != ET_NOT_FOUND)
			return err;
		err = et_store_statement_list(
			run->data, &after, casefile.seq + 1, 1, run->page, &rows, &found);
		if (err != ET_OK)
			return err;
		if (found != 0)
			return et_verify_fail(run,
				"statement case %s seq %lld: it is not on the log",
				et_verify_id(&after).text, (long long)rows[0].seq);
	}
}

enum et_err et_verify_records(struct et_verify *run)
{
	const struct et_verify_record *record;
	size_t series, hours, seen = 0, cursor = 0;
	enum et_err err;

	if (run->replayed != run->statements)
		return name_unlogged(run);
	if ((err = check_all_series(run, &series)) != ET_OK)
		return err;
	if ((err = check_all_hours(run, &hours)) != ET_OK)
		return err;
	while ((record = et_map_next(run->records, &cursor)) != NULL)
		seen += record->seen;
	if (seen != et_map_count(run->records))
		return et_verify_fail(run, "series and hour: the log knows %zu rows more",
			et_map_count(run->records) - seen);
	et_verify_say(run, "records: %zu series, %zu hours, as the log has them", series, hours);
	return ET_OK;
}
