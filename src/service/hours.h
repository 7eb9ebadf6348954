/*
 * From the rule of a series, and from what coordinators decide about single hours, to hours in the store.
 * A row follows from its series, its day, its decision and the row before: verify computes every one again.
 * Who gets a place in an hour is queue_settle.h's.
 */
#ifndef ETATUNTI_SERVICE_SRC_HOURS_H
#define ETATUNTI_SERVICE_SRC_HOURS_H

#include <etatunti/domain/weekly.h>
#include <etatunti/service/call.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/series.h>

#include "queue_settle.h"

#define ET_SERIES_PAIRS_MAX 32
/* Of one organisation: all series together must fit into one list, and into the daily job. */
#define ET_SERIES_ORG_MAX 256
/* How far from today the first day of a series may be set. */
#define ET_SERIES_FIRST_DAYS_MAX 366
/* How far from its day an hour may be moved. */
#define ET_HOUR_MOVE_DAYS_MAX 60

/* A series as a rule. ET_CORRUPT: its texts are no times and days. */
enum et_err et_hours_rule(const struct et_store_series *series, struct et_weekly *out) ET_MUST_USE;

/*
 * When the hour of that day starts if this is decided about it (before: as it stands). ET_BAD_STATEMENT: the
 * decision's texts are no day and time.
 */
enum et_err et_hours_starts_at(const struct et_store_series *series,
	const struct et_store_hour *before, const struct et_store_hour_set *set, int64_t *out)
	ET_MUST_USE;

/*
 * The hour of a series on a day of its rule as it must be written now. before: the row as it stands, NULL if
 * there is none; set: the newest hour-set about it, NULL if there is none. The id is the first 16 bytes of
 * H(LP("ET1/hour", G, series_id, "YYYY-MM-DD")). Decided: as the coordinator said. Not decided: planned
 * if the rule has the day and would start after series->since, proposed if offices are shut
 * that day (reason `holiday`), else cancelled where it stands (reason `rule`).
 *
 * ET_NOT_FOUND: no row before and the series has none that day. ET_HOUR_CLOSED: nothing may change the row
 * before: it follows that hour-set already, or the newest series-set came after its start.
 */
enum et_err et_hours_row(const struct et_hash *g, const struct et_store_series *series,
	struct et_slice date, const struct et_store_hour *before,
	const struct et_store_hour_set *set, struct et_store_hour *out) ET_MUST_USE;

/*
 * Writes the row over `before` (NULL: new), and lets go the places that it cannot keep: all of an hour that
 * does not take place, those without a consent over the new instants. For the living and for verify.
 */
enum et_err et_hours_write(struct et_line *line, const struct et_store_hour *before,
	const struct et_store_hour *row) ET_MUST_USE;

/*
 * For commands and jobs: each row that is written gets a row of the log (`hour`), then one for the queue of
 * the series (`settle`), and who is concerned is told.
 *
 * change  the rule is a new one: the hours ahead follow it, then as extend
 * extend  new hours to ET_HOURS_AHEAD_WEEKS ahead of now, from the newest one on
 * decide  one hour follows its newest hour-set
 */
enum et_err et_hours_change(struct et_call *call, const struct et_store_series *series) ET_MUST_USE;
enum et_err et_hours_extend(struct et_call *call, const struct et_store_series *series) ET_MUST_USE;
enum et_err et_hours_decide(struct et_call *call, const struct et_store_series *series,
	const struct et_id *hour_id) ET_MUST_USE;

/*
 * ET_HOUR_CLOSED: a turn goes on in that hour, be it that the hour has not begun: nobody takes it away. Or in
 * *hour, which would be another one by the new rule, set at now_ms (zero: in none).
 */
enum et_err et_hours_check_turn(
	struct et_store *store, struct et_arena *arena, const struct et_id *hour_id) ET_MUST_USE;
enum et_err et_hours_check_turns(struct et_store *store, struct et_arena *arena,
	const struct et_hash *g, const struct et_store_series *series, int64_t now_ms,
	struct et_id *hour) ET_MUST_USE;

/* The id of the hour of that day of the rule. */
enum et_err et_hours_id(const struct et_hash *g, const struct et_id *series_id,
	struct et_slice date, struct et_id *out) ET_MUST_USE;

#endif
