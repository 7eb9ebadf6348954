/* From a weekly rule to days and instants. The rule is local wall-clock time, the instant follows. */
#include <etatunti/domain/weekly.h>

#include <etatunti/base/assert.h>

enum et_err et_weekly_check(const struct et_weekly *rule)
{
	if (rule->weekday < 1 || rule->weekday > 7)
		return ET_BAD_PARAM;
	if (rule->start_minute < 0 || rule->start_minute >= ET_CALENDAR_DAY_MIN)
		return ET_BAD_PARAM;
	if (rule->every != 1 && rule->every != 2)
		return ET_BAD_PARAM;
	if (!et_date_is_valid(rule->first))
		return ET_BAD_PARAM;
	if (rule->has_last &&
		(!et_date_is_valid(rule->last) || et_date_cmp(rule->last, rule->first) < 0))
		return ET_BAD_PARAM;
	return ET_OK;
}

static struct et_weekly_hour hour_on(const struct et_weekly *rule, struct et_date date)
{
	int64_t starts_at = et_calendar_instant_ms(date, rule->start_minute);

	return (struct et_weekly_hour){
		.date = date,
		.opens_at = starts_at - ET_WEEKLY_OPENS_BEFORE_MS,
		.starts_at = starts_at,
		.ends_at = starts_at + ET_WEEKLY_HOUR_MS,
		.holiday = et_holiday_of(date),
	};
}

/* The day count of the rule's first hour, and of the last day that it may have one on. */
static int64_t first_day(const struct et_weekly *rule)
{
	return et_date_days(rule->first) + (rule->weekday - et_date_weekday(rule->first) + 7) % 7;
}

static int64_t last_day(const struct et_weekly *rule)
{
	return rule->has_last ? et_date_days(rule->last) : INT64_MAX / 2;
}

static bool has_day(const struct et_weekly *rule, int64_t day)
{
	int64_t first = first_day(rule);

	return day >= first && day <= last_day(rule) && (day - first) % (7 * rule->every) == 0;
}

bool et_weekly_has(const struct et_weekly *rule, struct et_date date)
{
	ET_ASSERT(et_weekly_check(rule) == ET_OK);
	return has_day(rule, et_date_days(date));
}

static int64_t max_of(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

bool et_weekly_meet(const struct et_weekly *a, const struct et_weekly *b, struct et_date from)
{
	ET_ASSERT(et_weekly_check(a) == ET_OK && et_weekly_check(b) == ET_OK);
	for (int64_t apart = -1; apart <= 1; apart++) {
		int64_t minutes = apart * ET_CALENDAR_DAY_MIN + b->start_minute - a->start_minute;
		int64_t day = max_of(et_date_days(from),
			max_of(first_day(a), first_day(b) - (apart > 0 ? apart : -apart)));
		/* Whatever the two do, they do it again after two weeks; one day for midnight. */
		int64_t until = day + 16;

		if (minutes <= -ET_WEEKLY_HOUR_MIN || minutes >= ET_WEEKLY_HOUR_MIN)
			continue;
		for (; day <= until; day++) {
			if (has_day(a, day) && has_day(b, day + apart))
				return true;
		}
	}
	return false;
}

enum et_err et_weekly_list(const struct et_weekly *rule, struct et_date from, struct et_date to,
	struct et_weekly_hour *hours, size_t max, size_t *count)
{
	*count = 0;
	ET_ASSERT(et_weekly_check(rule) == ET_OK);

	int64_t step = 7 * rule->every;
	int64_t until = et_date_days(to);
	int64_t wanted = et_date_days(from);
	int64_t day = first_day(rule);

	if (last_day(rule) < until)
		until = last_day(rule);
	if (day < wanted)
		day += (wanted - day + step - 1) / step * step;
	for (; day <= until; day += step) {
		if (*count == max)
			return ET_TOO_LARGE;
		hours[(*count)++] = hour_on(rule, et_date_from_days(day));
	}
	return ET_OK;
}
