/*
 * series-create: a weekly hour for some pairs and a contact, with its hours for the weeks ahead. Not
 * signed; its rows stand on the log by their hashes.
 */
#include <etatunti/service/outbox.h>
#include <etatunti/service/rowhash.h>
#include <etatunti/store/pair.h>
#include <etatunti/store/user.h>

#include "../hours.h"

#define NAME_CHARS_MAX 80
#define PAIRS_MAX 32
/* How far from today a series may begin. */
#define FIRST_DAYS_MAX 366

struct params {
	struct et_slice name;
	struct et_id_list pairs;
	struct et_id contact;
	int64_t weekday;
	int start;
	struct et_date first, last;
	int64_t capacity, every;
	bool on_holidays;
};

static const struct et_field fields[] = {
	ET_F_STR(struct params, name, "name", 1, NAME_CHARS_MAX),
	ET_F_IDS(struct params, pairs, "pairs", 1, PAIRS_MAX),
	ET_F_ID(struct params, contact, "contact"),
	ET_F_INT(struct params, weekday, "weekday", 1, 7),
	ET_F_TIME(struct params, start, "start"),
	ET_F_DATE(struct params, first, "first", ET_FIELD_REQUIRED),
	ET_F_DATE(struct params, last, "last", ET_FIELD_NULLABLE),
	ET_F_INT(struct params, capacity, "capacity", 1, 4),
	ET_F_INT(struct params, every, "every", 1, 2),
	ET_F_BOOL(struct params, on_holidays, "on_holidays"),
};

/* The pairs are the county's own. */
static enum et_err check_pairs(struct et_call *call, const struct et_id_list *pairs)
{
	struct et_store_pair pair;
	enum et_err err;

	for (size_t i = 0; i < pairs->count; i++) {
		err = et_store_pair_by_id(call->store, &pairs->ids[i], call->arena, &pair);
		if (err == ET_NOT_FOUND)
			return et_call_bad(call, "pairs", ET_NOT_FOUND);
		if (err != ET_OK)
			return err;
		if (!et_id_eq(&pair.org_id, &call->user->org))
			return et_call_bad(call, "pairs", ET_FORBIDDEN);
	}
	return ET_OK;
}

static enum et_err check_contact(struct et_call *call, const struct et_id *uid)
{
	struct et_store_user user;
	unsigned roles;
	enum et_err err;

	err = et_store_user_by_id(call->store, uid, call->arena, &user);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? et_call_bad(call, "contact", err) : err;
	if (et_roles_parse(user.roles, &roles) != ET_OK)
		return ET_CORRUPT;
	if (!et_slice_eq_str(user.state, "active") || (roles & ET_ROLE_CONTACT) == 0)
		return et_call_bad(call, "contact", ET_BAD_PARAM);
	return ET_OK;
}

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	int64_t today = et_date_days(et_calendar_date(call->now_ms));
	int64_t off = et_date_days(params->first) - today;
	enum et_err err;

	if (call->user->org_kind != ET_ORG_COUNTY)
		return ET_FORBIDDEN;
	if (off < -FIRST_DAYS_MAX || off > FIRST_DAYS_MAX)
		return et_call_bad(call, "first", ET_BAD_PARAM);
	if (params->last.year != 0 && et_date_cmp(params->last, params->first) < 0)
		return et_call_bad(call, "last", ET_BAD_PARAM);
	if ((err = check_pairs(call, &params->pairs)) != ET_OK)
		return err;
	return check_contact(call, &params->contact);
}

static enum et_err write_series(struct et_call *call, struct et_store_series *row)
{
	const struct params *params = call->params;
	struct et_act act = { .action = "series-create", .object_id = row->series_id };
	enum et_err err;

	err = et_store_series_set(call->store, row, params->pairs.ids, params->pairs.count);
	if (err != ET_OK)
		return err;
	err = et_rowhash_series(row, params->pairs.ids, params->pairs.count, &act.statement_hash);
	if (err != ET_OK)
		return err;
	return et_call_log(call, &act);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	char start[ET_CALENDAR_TIME_SIZE], first[ET_DATE_TEXT_SIZE], last[ET_DATE_TEXT_SIZE] = "";
	struct et_store_series row = {
		.series_id = et_env_id(call->env),
		.org_id = call->user->org,
		.name = params->name,
		.contact = params->contact,
		.weekday = params->weekday,
		.capacity = params->capacity,
		.every = params->every,
		.on_holidays = params->on_holidays,
	};
	struct et_json *event;
	size_t hours;
	enum et_err err;

	et_calendar_time_format(params->start, start);
	et_date_format(params->first, first);
	if (params->last.year != 0)
		et_date_format(params->last, last);
	row.start = et_slice_str(start);
	row.first_date = et_slice_str(first);
	row.last_date = et_slice_str(last);
	if ((err = write_series(call, &row)) != ET_OK)
		return err;
	if ((err = et_hours_extend(call, &row, &hours)) != ET_OK)
		return err;
	event = et_outbox_event(call, ET_EVENT_SERIES, ET_TO_SERIES, &row.series_id);
	et_json_id(event, "series", &row.series_id);
	et_outbox_also(call, ET_TO_COORDINATORS, NULL);
	et_json_id(&call->reply, "series", &row.series_id);
	et_json_int(&call->reply, "hours", (int64_t)hours);
	return ET_OK;
}

const struct et_command et_command_series_create = {
	.name = "series-create",
	.summary = "a weekly hour and its hours to 26 weeks ahead; public holidays fall away as "
		   "cancelled, reason `holiday`, unless on_holidays",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_COORDINATOR,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "series-create",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ series: Id; hours: number }",
	ET_EVENTS(ET_EVENT_SERIES),
	.authorise = authorise,
	.handle = handle,
};
