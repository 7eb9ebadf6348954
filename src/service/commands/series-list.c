/*
 * series-list: the series that the caller belongs to; a coordinator sees all.
 */
#include <etatunti/service/call.h>
#include <etatunti/store/series.h>

static enum et_err put(struct et_call *call, const struct et_store_series *row)
{
	struct et_json *json = &call->reply;
	struct et_id *pairs;
	size_t count;
	enum et_err err;

	err = et_store_series_pairs(call->store, &row->series_id, call->arena, &pairs, &count);
	if (err != ET_OK)
		return err;
	et_json_object_open(json, NULL);
	et_json_id(json, "series", &row->series_id);
	et_json_str(json, "name", row->name);
	et_json_array_open(json, "pairs");
	for (size_t i = 0; i < count; i++)
		et_json_id(json, NULL, &pairs[i]);
	et_json_array_close(json);
	et_json_id(json, "contact", &row->contact);
	et_json_int(json, "weekday", row->weekday);
	et_json_str(json, "start", row->start);
	et_json_str(json, "first", row->first_date);
	if (row->last_date.len > 0)
		et_json_str(json, "last", row->last_date);
	else
		et_json_null(json, "last");
	et_json_int(json, "capacity", row->capacity);
	et_json_int(json, "every", row->every);
	et_json_bool(json, "on_holidays", row->on_holidays != 0);
	et_json_str(json, "phone", row->phone);
	et_json_object_close(json);
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	struct et_store_series *rows;
	size_t count;
	enum et_err err;

	if ((call->user->roles & ET_ROLE_COORDINATOR) != 0)
		err = et_store_series_list(call->store, call->arena, &rows, &count);
	else
		err = et_store_series_list_of(
			call->store, &call->user->uid, call->now_ms, call->arena, &rows, &count);
	if (err != ET_OK)
		return err;
	et_json_array_open(&call->reply, "series");
	for (size_t i = 0; i < count; i++) {
		if ((err = put(call, &rows[i])) != ET_OK)
			return err;
	}
	et_json_array_close(&call->reply);
	return ET_OK;
}

const struct et_command et_command_series_list = {
	.name = "series-list",
	.summary = "coordinator all, others their own",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.params = ET_FIELDS_NONE,
	.reply =
		"{ series: { series: Id; name: string; pairs: Id[]; contact: Id; weekday: number; "
		"start: string; first: string; last: string | null; capacity: number; every: number; "
		"on_holidays: boolean; phone: string }[] }",
	.handle = handle,
};
