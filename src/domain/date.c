/* Days of the Gregorian calendar, by era arithmetic (H. Hinnant's civil algorithms). No time zone. */
#include <etatunti/domain/date.h>

#include <stdio.h>

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool et_date_is_valid(struct et_date date)
{
	static const int lengths[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (date.year < ET_DATE_YEAR_MIN || date.year > ET_DATE_YEAR_MAX || date.month < 1 ||
		date.month > 12 || date.day < 1)
		return false;
	int length = lengths[date.month - 1] + (date.month == 2 && is_leap(date.year));

	return date.day <= length;
}

/* March is the first month of the counted year, so that the leap day is its last. */
int64_t et_date_days(struct et_date date)
{
	int64_t year = date.year - (date.month <= 2);
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t month = (date.month + 9) % 12;
	int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct et_date et_date_from_days(int64_t days)
{
	int64_t shifted = days + 719468;
	int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	int64_t day_of_era = shifted - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	struct et_date date;

	date.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(year_of_era + era * 400) + (date.month <= 2);
	return date;
}

struct et_date et_date_add(struct et_date date, int64_t days)
{
	return et_date_from_days(et_date_days(date) + days);
}

int et_date_cmp(struct et_date a, struct et_date b)
{
	int64_t left = et_date_days(a), right = et_date_days(b);

	return (left > right) - (left < right);
}

int et_date_weekday(struct et_date date)
{
	/* 1970-01-01 was a Thursday. */
	int64_t since_monday = (et_date_days(date) + 3) % 7;

	return (int)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

void et_date_iso_week(struct et_date date, int *year, int *week)
{
	/* A week belongs to the year in which its Thursday lies. */
	struct et_date thursday = et_date_add(date, 4 - et_date_weekday(date));
	struct et_date new_year = { .year = thursday.year, .month = 1, .day = 1 };

	*year = thursday.year;
	*week = (int)((et_date_days(thursday) - et_date_days(new_year)) / 7) + 1;
}

static bool read_digits(struct et_slice text, size_t at, size_t count, int *out)
{
	*out = 0;
	for (size_t i = at; i < at + count; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		*out = *out * 10 + (text.ptr[i] - '0');
	}
	return true;
}

enum et_err et_date_parse(struct et_slice text, struct et_date *out)
{
	struct et_date date = { 0 };

	*out = date;
	if (text.len != ET_DATE_TEXT_SIZE - 1 || text.ptr[4] != '-' || text.ptr[7] != '-')
		return ET_BAD_PARAM;
	if (!read_digits(text, 0, 4, &date.year) || !read_digits(text, 5, 2, &date.month) ||
		!read_digits(text, 8, 2, &date.day) || !et_date_is_valid(date))
		return ET_BAD_PARAM;
	*out = date;
	return ET_OK;
}

void et_date_format(struct et_date date, char out[ET_DATE_TEXT_SIZE])
{
	/* The remainders change nothing in a valid date; they bound what is written. */
	(void)snprintf(out, ET_DATE_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)date.year % 10000u,
		(unsigned)date.month % 100u, (unsigned)date.day % 100u);
}
