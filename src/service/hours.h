/*
 * From the rule of a series to hours in the store.
 */
#ifndef ETATUNTI_SERVICE_SRC_HOURS_H
#define ETATUNTI_SERVICE_SRC_HOURS_H

#include <etatunti/domain/weekly.h>
#include <etatunti/service/call.h>
#include <etatunti/store/series.h>

/* A stored series as a rule. ET_CORRUPT. */
enum et_err et_hours_rule(const struct et_store_series *series, struct et_weekly *out) ET_MUST_USE;

/*
 * Makes the hours from the day after the newest one (or from `first`) to ET_HOURS_AHEAD_WEEKS ahead of
 * now, public holidays as cancelled, and a row of the log for each. *made says how many.
 */
enum et_err et_hours_extend(
	struct et_call *call, const struct et_store_series *series, size_t *made) ET_MUST_USE;

#endif
