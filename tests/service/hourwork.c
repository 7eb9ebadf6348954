/*
 * See hourwork.h.
 */
#include "hourwork.h"

#include <stdio.h>
#include <string.h>

#include <etatunti/domain/calendar.h>

/* The world's series as it was made. */
struct kit_series hw_mondays(struct cw_world *world)
{
	struct kit_series series = kit_series_of(world->coord, &world->pair_a, world->kim);

	series.id = world->series;
	(void)snprintf(series.first, sizeof(series.first), "2026-03-09");
	series.weekday = 1;
	return series;
}

void hw_set(struct cw_world *world, const struct kit_series *series)
{
	kit_advance(world->kit, 600);
	kit_ok(kit_series_set(world->coord, series));
}

static json_t *hours_of(struct kit_peer *peer)
{
	int64_t from = KIT_T0 - 60 * KIT_DAY;

	return json_object_get(kit_ok(kit_call(peer, "hour-list",
				       json_pack("{s:I, s:I}", "from", (json_int_t)from, "to",
					       (json_int_t)(from + 390 * KIT_DAY)))),
		"hours");
}

/* The hour of that day of the rule, of the world's series or another one. */
json_t *hw_hour_in(struct kit_peer *peer, const struct et_id *series, const char *date)
{
	json_t *hours = hours_of(peer);

	for (size_t i = 0; i < json_array_size(hours); i++) {
		json_t *hour = json_array_get(hours, i),
		       *from = json_object_get(hour, "moved_from");
		struct et_id of = kit_get_id(hour, "series");
		const char *day =
			json_is_null(from) ? kit_get_str(hour, "date") : json_string_value(from);

		if (et_id_eq(&of, series) && strcmp(day, date) == 0)
			return hour;
	}
	return NULL;
}

json_t *hw_hour_on(struct cw_world *world, const char *date)
{
	json_t *hour = hw_hour_in(world->coord, &world->series, date);

	assert_non_null(hour);
	return hour;
}

/* State, reason and local start: "planned", NULL, "12:00". */
void hw_expect(struct cw_world *world, const char *date, const char *state, const char *reason,
	const char *start)
{
	json_t *hour = hw_hour_on(world, date), *why = json_object_get(hour, "reason");
	char text[ET_CALENDAR_TIME_SIZE];

	et_calendar_time_format(et_calendar_minute(kit_get_int(hour, "starts_at")), text);
	assert_string_equal(kit_get_str(hour, "state"), state);
	assert_string_equal(text, start);
	if (reason == NULL)
		assert_true(json_is_null(why));
	else
		assert_string_equal(json_string_value(why), reason);
}

size_t hw_count(struct cw_world *world, const char *state, const char *reason)
{
	json_t *hours = hours_of(world->coord);
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(hours); i++) {
		json_t *hour = json_array_get(hours, i), *why = json_object_get(hour, "reason");

		count += strcmp(kit_get_str(hour, "state"), state) == 0 &&
			(reason == NULL ? json_is_null(why)
					: !json_is_null(why) &&
						strcmp(json_string_value(why), reason) == 0);
	}
	return count;
}

struct kit_reply *hw_decide(struct cw_world *world, const char *date, const char *state,
	const char *to_date, const char *to_start, const char *reason)
{
	struct kit_hour_set it = { world->series, date, state, to_date, to_start, reason };

	kit_advance(world->kit, 600);
	return kit_hour_set(world->coord, &it);
}

/* Where the case stands: its hour's date, or "waiting". */
static const char *place_of(struct kit_peer *peer, const struct cw_case *cs)
{
	json_t *cases = json_object_get(kit_ok(kit_call(peer, "case-list", NULL)), "cases");

	for (size_t i = 0; i < json_array_size(cases); i++) {
		json_t *item = json_array_get(cases, i);
		struct et_id id = kit_get_id(item, "case");

		if (et_id_eq(&id, &cs->id))
			return json_is_null(json_object_get(item, "hour"))
				? "waiting"
				: kit_get_str(item, "hour");
	}
	return "none";
}

void hw_expect_place(struct cw_world *world, const struct cw_case *cs, const char *date)
{
	const char *hour = date == NULL ? "waiting" : kit_get_str(hw_hour_on(world, date), "hour");
	char wanted[40];

	(void)snprintf(wanted, sizeof(wanted), "%s", hour);
	assert_string_equal(place_of(world->ann, cs), wanted);
}
