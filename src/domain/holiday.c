/* The Finnish year: fixed days, days around Easter, and the two Saturdays. */
#include <etatunti/domain/holiday.h>

#include <stddef.h>

#define SATURDAY 6

/* The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
struct et_date et_holiday_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return (struct et_date){ .year = year, .month = n / 31, .day = n % 31 + 1 };
}

static enum et_holiday fixed_of(struct et_date date)
{
	switch (date.month * 100 + date.day) {
	case 101: return ET_HOLIDAY_NEW_YEAR;
	case 106: return ET_HOLIDAY_EPIPHANY;
	case 501: return ET_HOLIDAY_MAY_DAY;
	case 1206: return ET_HOLIDAY_INDEPENDENCE;
	case 1224: return ET_HOLIDAY_CHRISTMAS_EVE;
	case 1225: return ET_HOLIDAY_CHRISTMAS;
	case 1226: return ET_HOLIDAY_BOXING_DAY;
	default: return ET_HOLIDAY_NONE;
	}
}

static enum et_holiday easter_of(struct et_date date)
{
	switch (et_date_days(date) - et_date_days(et_holiday_easter(date.year))) {
	case -2: return ET_HOLIDAY_GOOD_FRIDAY;
	case 0: return ET_HOLIDAY_EASTER;
	case 1: return ET_HOLIDAY_EASTER_MONDAY;
	case 39: return ET_HOLIDAY_ASCENSION;
	case 49: return ET_HOLIDAY_PENTECOST;
	default: return ET_HOLIDAY_NONE;
	}
}

/* Whether the day is the Saturday of the seven days that begin with month and day. */
static bool is_saturday_from(struct et_date date, int month, int day)
{
	struct et_date start = { .year = date.year, .month = month, .day = day };
	int64_t past = et_date_days(date) - et_date_days(start);

	return et_date_weekday(date) == SATURDAY && past >= 0 && past < 7;
}

enum et_holiday et_holiday_of(struct et_date date)
{
	enum et_holiday easter = easter_of(date);
	enum et_holiday fixed = fixed_of(date);

	if (fixed != ET_HOLIDAY_NONE && (easter == ET_HOLIDAY_NONE || fixed < easter))
		return fixed;
	if (easter != ET_HOLIDAY_NONE)
		return easter;
	if (is_saturday_from(date, 6, 20))
		return ET_HOLIDAY_MIDSUMMER;
	if (is_saturday_from(et_date_add(date, 1), 6, 20))
		return ET_HOLIDAY_MIDSUMMER_EVE;
	if (is_saturday_from(date, 10, 31))
		return ET_HOLIDAY_ALL_SAINTS;
	return ET_HOLIDAY_NONE;
}
