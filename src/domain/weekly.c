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

enum et_err et_weekly_list(const struct et_weekly *rule, struct et_date from, struct et_date to,
	struct et_weekly_hour *hours, size_t max, size_t *count)
{
	*count = 0;
	ET_ASSERT(et_weekly_check(rule) == ET_OK);

	int64_t step = 7 * rule->every;
	int64_t first = et_date_days(rule->first);
	int64_t until = et_date_days(to);
	int64_t wanted = et_date_days(from);

	if (rule->has_last && et_date_days(rule->last) < until)
		until = et_date_days(rule->last);
	int64_t day = first + (rule->weekday - et_date_weekday(rule->first) + 7) % 7;

	if (day < wanted)
		day += (wanted - day + step - 1) / step * step;
	for (; day <= until; day += step) {
		if (*count == max)
			return ET_TOO_LARGE;
		hours[(*count)++] = hour_on(rule, et_date_from_days(day));
	}
	return ET_OK;
}
