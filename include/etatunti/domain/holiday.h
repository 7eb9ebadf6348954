/*
 * Finnish public holidays and the two eves on which offices are shut. Computed for every year, no
 * table to keep. Source: Act 388/1937 as amended, and the church year's movable feasts.
 */
#ifndef ETATUNTI_DOMAIN_HOLIDAY_H
#define ETATUNTI_DOMAIN_HOLIDAY_H

#include <etatunti/domain/date.h>

enum et_holiday {
	ET_HOLIDAY_NONE,
	ET_HOLIDAY_NEW_YEAR,    /* 1.1. */
	ET_HOLIDAY_EPIPHANY,    /* 6.1. */
	ET_HOLIDAY_GOOD_FRIDAY, /* Easter - 2 */
	ET_HOLIDAY_EASTER,
	ET_HOLIDAY_EASTER_MONDAY, /* Easter + 1 */
	ET_HOLIDAY_MAY_DAY,       /* 1.5. */
	ET_HOLIDAY_ASCENSION,     /* Easter + 39 */
	ET_HOLIDAY_PENTECOST,     /* Easter + 49 */
	ET_HOLIDAY_MIDSUMMER_EVE, /* the day before Midsummer Day; offices are shut */
	ET_HOLIDAY_MIDSUMMER,     /* the Saturday of 20.6. to 26.6. */
	ET_HOLIDAY_ALL_SAINTS,    /* the Saturday of 31.10. to 6.11. */
	ET_HOLIDAY_INDEPENDENCE,  /* 6.12. */
	ET_HOLIDAY_CHRISTMAS_EVE, /* 24.12.; offices are shut */
	ET_HOLIDAY_CHRISTMAS,     /* 25.12. */
	ET_HOLIDAY_BOXING_DAY,    /* 26.12. */
};

/* What the day is: on any of them offices are shut. Days that are two at once are the one further up in the list. */
enum et_holiday et_holiday_of(struct et_date date);

/* Easter Sunday of a year (Gregorian computus). */
struct et_date et_holiday_easter(int year);

#endif
