/*
 * hour-ics: one hour as a calendar file, to be put into a calendar by hand. For whom hour-list shows it, and for who
 * belongs to it when it starts.
 */
#include <etatunti/store/series.h>

#include "../feed.h"

#define TEXT_MAX 8192

struct params {
	struct et_id hour;
	int language;
};

static const struct et_field fields[] = {
	ET_F_ID(struct params, hour, "hour"),
	ET_F_ENUM(struct params, language, "language", et_ical_languages),
};

static enum et_err belongs(struct et_call *call, const struct et_store_hour *hour, bool *out)
{
	const struct et_id *uid = &call->user->uid;
	enum et_err err;

	*out = (call->user->roles & ET_ROLE_COORDINATOR) != 0;
	if (*out)
		return ET_OK;
	err = et_store_series_has_person(call->store, &hour->series_id, uid, call->now_ms, out);
	if (err != ET_OK || *out)
		return err;
	return et_store_series_has_person(call->store, &hour->series_id, uid, hour->starts_at, out);
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_hour *hour = et_arena_alloc(call->arena, sizeof(*hour));
	bool may;
	enum et_err err;

	if (hour == NULL)
		return ET_NO_MEMORY;
	call->about.object_id = params->hour;
	call->loaded = hour;
	err = et_store_hour_by_id(call->store, &params->hour, call->arena, hour);
	if (err == ET_NOT_FOUND)
		return ET_FORBIDDEN;
	if (err != ET_OK || (err = belongs(call, hour, &may)) != ET_OK)
		return err;
	return may ? ET_OK : ET_FORBIDDEN;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	const struct et_ical ical = {
		.origin = call->deployment->origin,
		.language = (enum et_ical_language)params->language,
		.stamped_at = call->now_ms,
	};
	const struct et_ical_hour hour = et_feed_hour(call->loaded, &call->user->uid);
	struct et_buf text;
	enum et_err err;

	et_buf_init(&text, TEXT_MAX);
	et_ical_begin(&text, &ical);
	et_ical_put(&text, &ical, &hour);
	et_ical_end(&text);
	et_json_str(&call->reply, "ics", et_buf_view(&text));
	err = et_buf_err(&text);
	et_buf_fini(&text);
	return err;
}

const struct et_command et_command_hour_ics = {
	.name = "hour-ics",
	.summary = "one hour as the text of an .ics file: for those of the series, now or when it "
		   "starts, and for coordinators; else, and without such an hour, `forbidden`. "
		   "Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_LIGHT,
	.action = "hour-ics",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ ics: string }",
	.authorise = authorise,
	.handle = handle,
};
