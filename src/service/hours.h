/*
 * From the rule of a series to hours in the store. An hour follows from its series, its day, and whether
 * there are cases in it: verify computes every one again.
 */
#ifndef ETATUNTI_SERVICE_SRC_HOURS_H
#define ETATUNTI_SERVICE_SRC_HOURS_H

#include <etatunti/domain/weekly.h>
#include <etatunti/service/call.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/series.h>

#define ET_SERIES_PAIRS_MAX 32
/* Of one organisation: all series together must fit into one list, and into the daily job. */
#define ET_SERIES_ORG_MAX 256
/* How far from today a new series may begin. */
#define ET_SERIES_FIRST_DAYS_MAX 366

/* A series as a rule. ET_CORRUPT: its texts are no times and days. */
enum et_err et_hours_rule(const struct et_store_series *series, struct et_weekly *out) ET_MUST_USE;

/*
 * The hour of that day as it must be written when so many places of it are taken: its id is the first 16
 * bytes of H(LP("ET1/hour", G, series_id, "YYYY-MM-DD")); cancelled if it falls on a public holiday, or
 * after the end of the series and nobody has a place in it. ET_NOT_FOUND: the series has none that day.
 */
enum et_err et_hours_row(const struct et_hash *g, const struct et_store_series *series,
	struct et_date date, int64_t places, struct et_arena *arena, struct et_store_hour *out)
	ET_MUST_USE;

/*
 * Brings the hours of a series in line with its rule: those ahead that are there, then new ones from the
 * day after the newest (or from `first`) to ET_HOURS_AHEAD_WEEKS ahead of now. A row of the log for each
 * one that is written.
 */
enum et_err et_hours_settle(struct et_call *call, const struct et_store_series *series) ET_MUST_USE;

#endif
