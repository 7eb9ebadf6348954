/*
 * measure-put: numbers about the work, under an id that only the sender keeps. No case, no person is named.
 */
#include <stdlib.h>

#include <etatunti/domain/measure.h>
#include <etatunti/service/call.h>
#include <etatunti/service/rowhash.h>
#include <etatunti/store/series.h>

#define VALUES_MAX 64
#define CODE_CHARS_MAX 64
/* So many quarters back something may be put. */
#define QUARTERS_BACK 4

struct value {
	struct et_slice code;
	int64_t n;
};

struct params {
	struct et_id id, series;
	struct et_slice quarter;
	int form;
	struct et_item_list values;
};

static const struct et_field value_fields[] = {
	ET_F_STR(struct value, code, "code", 1, CODE_CHARS_MAX),
	ET_F_INT(struct value, n, "n", 0, 1000),
};
static const struct et_fields value_table = ET_FIELDS(value_fields, struct value);

static const struct et_field fields[] = {
	ET_F_ID(struct params, id, "id"),
	ET_F_ID(struct params, series, "series"),
	ET_F_STR(struct params, quarter, "quarter", 6, 6),
	ET_F_ENUM(struct params, form, "form", et_measure_forms),
	ET_F_LIST(struct params, values, "values", value_table, 1, VALUES_MAX),
};

static enum et_err authorise(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_store_series series;
	bool has;
	enum et_err err;

	err = et_store_series_by_id(call->store, &params->series, call->arena, &series);
	if (err != ET_OK)
		return err;
	err = et_store_series_has_person(
		call->store, &params->series, &call->user->uid, call->now_ms, &has);
	if (err != ET_OK)
		return err;
	return has ? ET_OK : ET_FORBIDDEN;
}

static enum et_err check_quarter(struct et_call *call, struct et_slice text)
{
	struct et_quarter quarter;
	int back;

	if (et_quarter_parse(text, &quarter) != ET_OK)
		return et_call_bad(call, "quarter", ET_BAD_PARAM);
	back = et_quarter_distance(quarter, et_quarter_of(call->now_ms));
	return back < 0 || back > QUARTERS_BACK ? et_call_bad(call, "quarter", ET_BAD_PARAM)
						: ET_OK;
}

static int by_code(const void *a, const void *b)
{
	const struct et_store_measure_value *x = a, *y = b;

	return et_slice_cmp(x->code, y->code);
}

/* As rows by code; each is one that the caller may put. */
static enum et_err read_values(struct et_call *call, struct et_store_measure_value **out)
{
	const struct params *params = call->params;
	const struct value *values = params->values.items;
	size_t count = params->values.count;
	struct et_store_measure_value *rows = et_arena_array(call->arena, count, sizeof(*rows));

	if ((*out = rows) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		const struct et_measure *measure = et_measure_find(values[i].code);

		if (measure == NULL || values[i].n < measure->min || values[i].n > measure->max ||
			(measure->who & call->user->roles) == 0)
			return et_call_bad(call, "values", ET_BAD_PARAM);
		rows[i] = (struct et_store_measure_value){
			.measure_id = params->id, .code = values[i].code, .n = values[i].n
		};
	}
	qsort(rows, count, sizeof(*rows), by_code);
	for (size_t i = 1; i < count; i++) {
		if (by_code(&rows[i - 1], &rows[i]) == 0)
			return et_call_bad(call, "values", ET_BAD_PARAM);
	}
	return ET_OK;
}

static enum et_err put(struct et_call *call, const struct et_store_measure *row,
	const struct et_store_measure_value *values, size_t count)
{
	const struct et_act act = {
		.action = "measure-put", .object_id = row->measure_id, .statement_hash = row->hash
	};
	enum et_err err = et_store_measure_insert(call->store, row);

	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = et_store_measure_value_insert(call->store, &values[i]);
	return err != ET_OK ? err : et_call_log(call, &act);
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	size_t count = params->values.count;
	struct et_store_measure_value *values;
	struct et_store_measure before,
		row = {
			.measure_id = params->id,
			.series_id = params->series,
			.quarter = params->quarter,
			.form = et_slice_str(et_measure_forms[params->form]),
		};
	enum et_err err;

	if ((err = check_quarter(call, params->quarter)) != ET_OK)
		return err;
	if ((err = read_values(call, &values)) != ET_OK)
		return err;
	if ((err = et_rowhash_measure(&row, values, count, &row.hash)) != ET_OK)
		return err;
	err = et_store_measure_by_id(call->store, &params->id, call->arena, &before);
	if (err == ET_NOT_FOUND)
		return put(call, &row, values, count);
	if (err != ET_OK)
		return err;
	return before.dropped == 0 && et_hash_eq(&before.hash, &row.hash) ? ET_OK : ET_CONFLICT;
}

const struct et_command et_command_measure_put = {
	.name = "measure-put",
	.summary =
		"numbers about the work in one of one's own series, of no case and nobody, under a random id that the "
		"sender keeps; quarter: this one or one of the four before. The same again changes nothing; another "
		"content under the id, or a dropped one: `conflict`. A code that is not known, not one's role's or "
		"out of its range, or twice: `bad_param`. Logged, with the hash of the row",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_CASE,
	.effect = ET_WRITE,
	.rate = ET_RATE_WRITE,
	.action = "measure-put",
	.params = ET_FIELDS(fields, struct params),
	.reply = "Record<string, never>",
	.authorise = authorise,
	.handle = handle,
};
