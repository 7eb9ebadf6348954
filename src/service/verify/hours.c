/*
 * The hours, which nobody signs: each row that the log tells of is what its series, and a coordinator's
 * decision about it, say; computed again with both as they were then.
 */
#include "hours.h"

#include <etatunti/service/rowhash.h>

#include "state.h"

static enum et_err bad(struct et_verify *run, const struct et_id *id, const char *what)
{
	return et_verify_fail(run, "hour %s: %s", et_verify_id(id).text, what);
}

static enum et_err compute(struct et_verify *run, const struct et_store_hour *said,
	const struct et_store_hour *before, struct et_store_hour *out)
{
	struct et_store_hour_set set;
	struct et_store_series series;
	struct et_date date;
	bool decided;
	enum et_err err;

	if (et_date_parse(said->local_date, &date) != ET_OK)
		return bad(run, &said->hour_id, "local_date is no day");
	err = et_store_series_by_id(run->built, &said->series_id, run->step, &series);
	if (err == ET_NOT_FOUND)
		return bad(run, &said->hour_id, "there was no such series then");
	if (err != ET_OK)
		return err;
	err = et_store_hour_set_by_id(run->built, &said->hour_id, run->step, &set);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	decided = err == ET_OK;
	err = et_hours_row(
		&run->deployment.g, &series, said->local_date, before, decided ? &set : NULL, out);
	if (err == ET_NOT_FOUND)
		return bad(run, &said->hour_id, "its series has none on that day");
	if (err == ET_HOUR_CLOSED)
		return bad(run, &said->hour_id, "it had begun, or was decided, and has changed");
	if (err != ET_OK)
		return err;
	return et_id_eq(&out->hour_id, &said->hour_id)
		? ET_OK
		: bad(run, &said->hour_id, "its id is not that of its series and day");
}

static enum et_err check_hash(
	struct et_verify *run, const struct et_store_hour *row, const struct et_logrow *logged)
{
	struct et_hash hash;
	enum et_err err;

	if ((err = et_rowhash_hour(row, &hash)) != ET_OK)
		return err;
	return et_hash_eq(&hash, &logged->statement_hash)
		? ET_OK
		: bad(run, &row->hour_id, "the log has it otherwise than its series says");
}

enum et_err et_verify_hour(struct et_verify *run, const struct et_logrow *logged)
{
	struct et_store_hour said, before = { 0 }, row = { 0 };
	struct et_line line;
	bool known;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_hour_by_id(run->data, &logged->object_id, run->step, &said);
	if (err == ET_NOT_FOUND)
		return et_verify_fail(
			run, "log seq %lld: its hour is not there", (long long)logged->seq);
	if (err != ET_OK)
		return err;
	err = et_store_hour_by_id(run->built, &logged->object_id, run->step, &before);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	known = err == ET_OK;
	if ((err = compute(run, &said, known ? &before : NULL, &row)) != ET_OK)
		return err;
	if ((err = check_hash(run, &row, logged)) != ET_OK)
		return err;
	run->hours++;
	et_line_init(&line, run->built, run->step, logged->utc_ms);
	return et_hours_write(&line, known ? &before : NULL, &row);
}
