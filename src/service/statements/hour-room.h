/*
 * Whether an hour takes the case of a statement, for the kinds that name one. Private to the statement kinds.
 */
#ifndef ETATUNTI_SERVICE_STATEMENTS_HOUR_ROOM_H
#define ETATUNTI_SERVICE_STATEMENTS_HOUR_ROOM_H

#include <etatunti/store/hour.h>

#include "statement.h"

/* The series is there, and one of the pair's: ET_BAD_STATEMENT, ET_FORBIDDEN. */
enum et_err et_hour_room_series(struct et_step *step, const struct et_id *series_id) ET_MUST_USE;

/*
 * The consent holds over the whole hour (ET_NO_CONSENT), and there is a place and so many minutes:
 * ET_HOUR_FULL, ET_HOUR_MINUTES with the next hour that has them.
 */
enum et_err et_hour_room_check(
	struct et_step *step, const struct et_store_hour *hour, int64_t minutes) ET_MUST_USE;

#endif
