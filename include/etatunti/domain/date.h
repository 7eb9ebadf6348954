/*
 * A day in the Gregorian calendar and the arithmetic on days. Knows no time zone and no clock: what
 * instant a day begins at is for calendar.h.
 */
#ifndef ETATUNTI_DOMAIN_DATE_H
#define ETATUNTI_DOMAIN_DATE_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_DATE_YEAR_MIN 1971
#define ET_DATE_YEAR_MAX 2199

/* Characters of "YYYY-MM-DD" with its terminator. */
#define ET_DATE_TEXT_SIZE 11

struct et_date {
	int year;  /* ET_DATE_YEAR_MIN to ET_DATE_YEAR_MAX */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* A day that exists, within the years above. All other functions take valid dates only. */
bool et_date_is_valid(struct et_date date);

/* Days since 1970-01-01, and back. from_days takes any day; the result may be out of our years. */
int64_t et_date_days(struct et_date date);
struct et_date et_date_from_days(int64_t days);

/* The day `days` later (earlier if negative). */
struct et_date et_date_add(struct et_date date, int64_t days);

/* <0, 0, >0 as a is before, equal to, after b. */
int et_date_cmp(struct et_date a, struct et_date b);

/* ISO 8601: 1 is Monday, 7 is Sunday. */
int et_date_weekday(struct et_date date);

/* ISO 8601 week number 1 to 53 and the year that the week belongs to. */
void et_date_iso_week(struct et_date date, int *year, int *week);

/* Exactly "YYYY-MM-DD" and a valid date. ET_BAD_PARAM otherwise; *out is zero then. */
enum et_err et_date_parse(struct et_slice text, struct et_date *out) ET_MUST_USE;
void et_date_format(struct et_date date, char out[ET_DATE_TEXT_SIZE]);

#endif
