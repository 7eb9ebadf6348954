/*
 * The time zone of the product, Europe/Helsinki: between local days with wall-clock minutes and
 * instants (ms UTC). The only module that calls localtime_r. Asks no clock what time it is.
 */
#ifndef ETATUNTI_DOMAIN_CALENDAR_H
#define ETATUNTI_DOMAIN_CALENDAR_H

#include <etatunti/domain/date.h>

#define ET_CALENDAR_ZONE "Europe/Helsinki"
#define ET_CALENDAR_MINUTE_MS INT64_C(60000)
#define ET_CALENDAR_HOUR_MS INT64_C(3600000)
#define ET_CALENDAR_DAY_MS INT64_C(86400000)
#define ET_CALENDAR_DAY_MIN (24 * 60)

/* Characters of "HH:MM" with its terminator. */
#define ET_CALENDAR_TIME_SIZE 6

/*
 * Sets TZ for the process; once, at start, before there are threads. ET_IO: the machine has no zone
 * data for Helsinki (tzdata missing): all local times would be wrong.
 */
enum et_err et_calendar_init(void) ET_MUST_USE;

/*
 * The instant of a wall-clock minute (0 to 1439) of a day. A minute that the day skips (spring) is
 * taken as that much later, one that comes twice (autumn) as the first of the two.
 */
int64_t et_calendar_instant_ms(struct et_date date, int minute);

/* The first instant of the day, and of the next day: [start, end) is the day, 23 to 25 hours. */
int64_t et_calendar_day_start_ms(struct et_date date);
int64_t et_calendar_day_end_ms(struct et_date date);

/* The local day, and the local wall-clock minute, of an instant. */
struct et_date et_calendar_date(int64_t at_ms);
int et_calendar_minute(int64_t at_ms);

/* Exactly "HH:MM", 00:00 to 23:59, as minutes since midnight. ET_BAD_PARAM otherwise. */
enum et_err et_calendar_time_parse(struct et_slice text, int *minute) ET_MUST_USE;
void et_calendar_time_format(int minute, char out[ET_CALENDAR_TIME_SIZE]);

#endif
