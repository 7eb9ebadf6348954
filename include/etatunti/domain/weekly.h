/*
 * The rule of a series: an hour at the same wall-clock time on one weekday, every week or every
 * other. Turns the rule into days and instants; knows no series, pairs or places.
 */
#ifndef ETATUNTI_DOMAIN_WEEKLY_H
#define ETATUNTI_DOMAIN_WEEKLY_H

#include <etatunti/domain/calendar.h>
#include <etatunti/domain/holiday.h>

/* Hours are one hour long; their lobby opens this much before, their room closes this much after. */
#define ET_WEEKLY_HOUR_MIN 60
#define ET_WEEKLY_HOUR_MS ET_CALENDAR_HOUR_MS
#define ET_WEEKLY_OPENS_BEFORE_MS (15 * ET_CALENDAR_MINUTE_MS)
#define ET_WEEKLY_CLOSES_AFTER_MS (60 * ET_CALENDAR_MINUTE_MS)

struct et_weekly {
	int weekday;          /* 1 Monday to 7 Sunday */
	int start_minute;     /* wall clock, minutes since midnight */
	int every;            /* 1 or 2 weeks, counted from the first hour on or after `first` */
	struct et_date first; /* no hour before this day */
	bool has_last;
	struct et_date last; /* no hour after this day */
};

struct et_weekly_hour {
	struct et_date date;
	int64_t opens_at, starts_at, ends_at; /* ms UTC */
	enum et_holiday holiday;              /* NONE on an ordinary day */
};

/* Every field in its range and last not before first. ET_BAD_PARAM otherwise. */
enum et_err et_weekly_check(const struct et_weekly *rule) ET_MUST_USE;

/*
 * The hours of the rule whose day is in [from, to], in order. At most `max` are written, *count says
 * how many there were written; ET_TOO_LARGE if there are more. The rule has passed et_weekly_check.
 */
enum et_err et_weekly_list(const struct et_weekly *rule, struct et_date from, struct et_date to,
	struct et_weekly_hour *hours, size_t max, size_t *count) ET_MUST_USE;

/* Whether the rule has an hour on that day. */
bool et_weekly_has(const struct et_weekly *rule, struct et_date date);

/*
 * Whether two rules have hours that share a minute of the wall clock, from that day on: on one day or over
 * midnight. Both have passed et_weekly_check.
 */
bool et_weekly_meet(const struct et_weekly *a, const struct et_weekly *b, struct et_date from);

#endif
