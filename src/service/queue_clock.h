/*
 * What the clock does to the queue. Each act is a row of the log, and verify does it again at that row: so
 * each one says itself whether it is due at the line's time. ET_NOT_FOUND: it is not, or nobody is
 * concerned. A `settle` is always due; it is the row of et_queue_settle where no statement calls it.
 */
#ifndef ETATUNTI_SERVICE_SRC_QUEUE_CLOCK_H
#define ETATUNTI_SERVICE_SRC_QUEUE_CLOCK_H

#include "queue_settle.h"

/* The rows of the log. */
#define ET_ACTION_HOUR_OVER "hour-over"       /* object: the hour */
#define ET_ACTION_CONSENT_GATE "consent-gate" /* object: the hour; the case */
#define ET_ACTION_SETTLE "settle"             /* object: the series */

/* The lobby of the hour has closed: whose turn did not come is carried over, and the series settled. */
enum et_err et_queue_hour_over(struct et_line *line, const struct et_id *hour_id) ET_MUST_USE;

/* The hour begins within 24 hours and no consent of the case holds over it: its place is lost. */
enum et_err et_queue_consent_gate(
	struct et_line *line, const struct et_id *case_id, const struct et_id *hour_id) ET_MUST_USE;

/* The act that a row of that action stands for; of `settle`, et_queue_settle. */
enum et_err et_queue_act(struct et_line *line, struct et_slice action, const struct et_id *case_id,
	const struct et_id *object_id) ET_MUST_USE;
bool et_queue_is_act(struct et_slice action);

#endif
