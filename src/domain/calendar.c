/*
 * Local time of Finland. Only localtime_r is asked, in the direction that has exactly one answer;
 * the other direction is solved from it, because mktime may pick either reading of a doubled hour.
 */
#include <etatunti/domain/calendar.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <etatunti/base/assert.h>

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static struct tm local_of(int64_t at_s)
{
	time_t at = (time_t)at_s;
	struct tm local;

	ET_ASSERT(localtime_r(&at, &local) != NULL);
	return local;
}

static int64_t offset_s(int64_t at_s)
{
	return local_of(at_s).tm_gmtoff;
}

enum et_err et_calendar_init(void)
{
	/* 2026-01-15 and 2026-07-15, noon UTC: +2 h and +3 h in Helsinki. */
	const int64_t winter_s = 1768478400, summer_s = 1784116800;

	if (setenv("TZ", ET_CALENDAR_ZONE, 1) != 0)
		return ET_IO;
	tzset();
	if (offset_s(winter_s) != 2 * 3600 || offset_s(summer_s) != 3 * 3600)
		return ET_IO;
	return ET_OK;
}

int64_t et_calendar_instant_ms(struct et_date date, int minute)
{
	int64_t local_s = et_date_days(date) * 86400 + (int64_t)minute * 60;
	/* The offset changes at most once in these two days. */
	int64_t before_s = offset_s(local_s - 86400);
	int64_t after_s = offset_s(local_s + 86400);
	int64_t first_s = local_s - before_s;
	int64_t second_s = local_s - after_s;

	/* Read with the old offset: right in the ordinary case, the first of a doubled minute, and
	 * for a skipped minute the one that much later. */
	if (offset_s(first_s) == before_s || offset_s(second_s) != after_s)
		return first_s * 1000;
	return second_s * 1000;
}

int64_t et_calendar_day_start_ms(struct et_date date)
{
	return et_calendar_instant_ms(date, 0);
}

int64_t et_calendar_day_end_ms(struct et_date date)
{
	return et_calendar_instant_ms(et_date_add(date, 1), 0);
}

struct et_date et_calendar_date(int64_t at_ms)
{
	struct tm local = local_of(floor_div(at_ms, 1000));

	return (struct et_date){
		.year = local.tm_year + 1900, .month = local.tm_mon + 1, .day = local.tm_mday
	};
}

int et_calendar_minute(int64_t at_ms)
{
	struct tm local = local_of(floor_div(at_ms, 1000));

	return local.tm_hour * 60 + local.tm_min;
}

enum et_err et_calendar_time_parse(struct et_slice text, int *minute)
{
	*minute = 0;
	if (text.len != ET_CALENDAR_TIME_SIZE - 1 || text.ptr[2] != ':')
		return ET_BAD_PARAM;
	for (size_t i = 0; i < text.len; i++) {
		if (i != 2 && (text.ptr[i] < '0' || text.ptr[i] > '9'))
			return ET_BAD_PARAM;
	}
	int hours = (text.ptr[0] - '0') * 10 + (text.ptr[1] - '0');
	int minutes = (text.ptr[3] - '0') * 10 + (text.ptr[4] - '0');

	if (hours > 23 || minutes > 59)
		return ET_BAD_PARAM;
	*minute = hours * 60 + minutes;
	return ET_OK;
}

void et_calendar_time_format(int minute, char out[ET_CALENDAR_TIME_SIZE])
{
	unsigned bounded = (unsigned)minute % (unsigned)ET_CALENDAR_DAY_MIN;

	(void)snprintf(out, ET_CALENDAR_TIME_SIZE, "%02u:%02u", bounded / 60u, bounded % 60u);
}
