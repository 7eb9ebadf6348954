/*
 * hour-list: hours in a span of time with what is taken of them. Whose place it is, only those who
 * belong to the case get to know.
 */
#include <etatunti/domain/agenda.h>
#include <etatunti/domain/weekly.h>
#include <etatunti/service/call.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/place.h>

#define SPAN_MAX_MS (400 * ET_CALENDAR_DAY_MS)

struct params {
	int64_t from, to;
};

static const struct et_field fields[] = {
	ET_F_INT(struct params, from, "from", 0, ET_TIME_MAX),
	ET_F_INT(struct params, to, "to", 0, ET_TIME_MAX),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;

	if (params->to < params->from || params->to - params->from > SPAN_MAX_MS)
		return et_call_bad(call, "to", ET_BAD_PARAM);
	return ET_OK;
}

static void put_place(struct et_json *json, const struct et_store_place_seen *place)
{
	et_json_object_open(json, NULL);
	et_json_int(json, "pos", place->pos);
	et_json_int(json, "minutes", place->minutes);
	et_json_str(json, "urgency", place->urgency);
	et_json_str(json, "state", place->state);
	if (place->entitled != 0)
		et_json_id(json, "case", &place->case_id);
	if (place->entitled != 0 && !et_id_is_zero(&place->session_id))
		et_json_id(json, "session", &place->session_id);
	et_json_object_close(json);
}

/* The day that it takes place on, and that of the rule if it has moved. */
static void put_days(struct et_json *json, const struct et_store_hour *hour)
{
	char text[ET_DATE_TEXT_SIZE];

	et_date_format(et_calendar_date(hour->starts_at), text);
	et_json_cstr(json, "date", text);
	if (hour->moved != 0)
		et_json_str(json, "moved_from", hour->local_date);
	else
		et_json_null(json, "moved_from");
}

static void put_hour(struct et_json *json, const struct et_store_hour *hour)
{
	struct et_agenda agenda = {
		.capacity = (int)hour->capacity,
		.places = (int)hour->places,
		.minutes = (int)hour->minutes,
	};

	et_json_id(json, "hour", &hour->hour_id);
	et_json_id(json, "series", &hour->series_id);
	et_json_str(json, "name", hour->name);
	put_days(json, hour);
	et_json_int(json, "starts_at", hour->starts_at);
	et_json_int(json, "ends_at", hour->ends_at);
	et_json_int(json, "opens_at", hour->starts_at - ET_WEEKLY_OPENS_BEFORE_MS);
	et_json_str(json, "state", hour->state);
	if (hour->reason.len > 0)
		et_json_str(json, "reason", hour->reason);
	else
		et_json_null(json, "reason");
	et_json_int(json, "revision", hour->revision);
	et_json_int(json, "capacity", hour->capacity);
	et_json_int(json, "free_places", et_agenda_free_places(&agenda));
	et_json_int(json, "free_minutes", et_agenda_free_minutes(&agenda));
	et_json_int(json, "missing_consents", hour->missing_consents);
	et_json_id(json, "contact", &hour->contact);
	et_json_id_or_null(json, "substitute", &hour->substitute);
}

/* A coordinator sees the hours of all series, others those of their own. */
static bool sees_all(const struct et_call *call)
{
	return (call->user->roles & ET_ROLE_COORDINATOR) != 0;
}

static enum et_err load_hours(struct et_call *call, struct et_store_hour **hours, size_t *count)
{
	const struct params *params = call->params;

	if (sees_all(call))
		return et_store_hour_list(
			call->store, params->from, params->to, call->arena, hours, count);
	return et_store_hour_list_of(call->store, &call->user->uid, call->now_ms, params->from,
		params->to, call->arena, hours, count);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_json *json = &call->reply;
	struct et_store_place_seen *places;
	struct et_store_hour *hours;
	size_t hour_count, place_count, at = 0;
	enum et_err err;

	if ((err = load_hours(call, &hours, &hour_count)) != ET_OK)
		return err;
	err = et_store_place_list_seen(call->store, &call->user->uid, call->now_ms, params->from,
		params->to, sees_all(call), call->arena, &places, &place_count);
	if (err != ET_OK)
		return err;
	et_json_array_open(json, "hours");
	for (size_t i = 0; i < hour_count; i++) {
		et_json_object_open(json, NULL);
		put_hour(json, &hours[i]);
		et_json_array_open(json, "places");
		/* Both lists are of the same hours, in their order. */
		for (; at < place_count && et_id_eq(&places[at].hour_id, &hours[i].hour_id); at++)
			put_place(json, &places[at]);
		et_json_array_close(json);
		et_json_object_close(json);
	}
	et_json_array_close(json);
	return ET_OK;
}

const struct et_command et_command_hour_list = {
	.name = "hour-list",
	.summary =
		"hours that start in [from, to), at most 400 days; case and session of a place only "
		"for members of that case (Kela: with consent in force). date: the day that it takes "
		"place on; moved_from: the day of the rule, which its id follows from, if it has "
		"moved; revision counts its changes; substitute stands in for the contact when it "
		"starts; missing_consents: places ahead without a consent over the hour. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "hour-list",
	.params = ET_FIELDS(fields, struct params),
	.reply =
		"{ hours: { hour: Id; series: Id; name: string; date: string; "
		"moved_from: string | null; starts_at: Ms; ends_at: Ms; opens_at: Ms; "
		"state: HourState; reason: string | null; revision: number; capacity: number; "
		"free_places: number; free_minutes: number; missing_consents: number; contact: Id; "
		"substitute: Id | null; places: { pos: number; minutes: number; "
		"urgency: Urgency; state: PlaceState; case?: Id; session?: Id }[] }[] }",
	.authorise = authorise,
	.handle = handle,
};
