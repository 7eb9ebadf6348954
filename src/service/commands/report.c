/*
 * report: figures of the work by quarter and series. Nothing in it tells of fewer than five persons or cases.
 */
#include "../report.h"

#define QUARTERS_MAX 12
/* What one quarter needs while it is counted: some hundred bytes for each case. */
#define SCRATCH_BLOCK_LEN ((size_t)256 << 10)
#define SCRATCH_CAP_LEN ((size_t)64 << 20)

struct params {
	struct et_slice from, to;
};

static const struct et_field fields[] = {
	ET_F_STR(struct params, from, "from", 6, 6),
	ET_F_STR(struct params, to, "to", 6, 6),
};

static void put_nps(const struct et_figure *figure, struct et_json *json)
{
	et_json_int(json, "score", figure->score);
	if (!figure->has_split)
		return;
	et_json_int(json, "promoters", figure->nps.promoters);
	et_json_int(json, "passives", figure->nps.passives);
	et_json_int(json, "detractors", figure->nps.detractors);
}

static void put_figure(
	const struct et_figure *figure, struct et_slice quarter, struct et_json *json)
{
	bool hidden = figure->cell.hidden;

	et_json_object_open(json, NULL);
	et_json_str(json, "quarter", quarter);
	et_json_id_or_null(json, "series", &figure->series_id);
	et_json_str(json, "code", figure->code);
	if (figure->form.len > 0)
		et_json_str(json, "form", figure->form);
	else
		et_json_null(json, "form");
	et_json_bool(json, "hidden", hidden);
	if (hidden) {
		et_json_null(json, "n");
		et_json_null(json, "sum");
	} else {
		et_json_int(json, "n", figure->cell.n);
		et_json_int(json, "sum", figure->sum);
	}
	if (!hidden && figure->has_waits) {
		et_json_int(json, "median", figure->median);
		et_json_int(json, "p90", figure->p90);
	}
	if (!hidden && figure->is_nps)
		put_nps(figure, json);
	et_json_object_close(json);
}

static enum et_err put_quarter(
	struct et_call *call, struct et_arena *scratch, struct et_quarter quarter)
{
	char text[ET_QUARTER_TEXT_SIZE];
	const struct et_store_report_scope scope = {
		.org_id = call->user->org,
		.by_contact = call->user->org_kind == ET_ORG_KELA,
		.from = et_quarter_start_ms(quarter),
		.to = et_quarter_start_ms(et_quarter_add(quarter, 1)),
		.quarter = et_slice_of(text, sizeof(text) - 1),
		.now_ms = call->now_ms,
	};
	struct et_figure *figures;
	size_t count;
	enum et_err err;

	et_quarter_format(quarter, text);
	et_arena_reset(scratch);
	err = et_report_quarter(call->store, scratch, &scope, &figures, &count);
	if (err != ET_OK)
		return err;
	for (size_t i = 0; i < count; i++)
		put_figure(&figures[i], scope.quarter, &call->reply);
	return ET_OK;
}

static enum et_err put_series(struct et_call *call)
{
	const struct et_store_report_scope scope = {
		.org_id = call->user->org,
		.by_contact = call->user->org_kind == ET_ORG_KELA,
	};
	struct et_id *series;
	size_t count;
	enum et_err err;

	err = et_store_report_series(call->store, &scope, call->arena, &series, &count);
	if (err != ET_OK)
		return err;
	et_json_array_open(&call->reply, "series");
	for (size_t i = 0; i < count; i++)
		et_json_id(&call->reply, NULL, &series[i]);
	et_json_array_close(&call->reply);
	return ET_OK;
}

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	struct et_arena *scratch;
	struct et_quarter from, to;
	int last;
	enum et_err err;

	if (et_quarter_parse(params->from, &from) != ET_OK)
		return et_call_bad(call, "from", ET_BAD_PARAM);
	if (et_quarter_parse(params->to, &to) != ET_OK)
		return et_call_bad(call, "to", ET_BAD_PARAM);
	last = et_quarter_distance(from, to);
	if (last < 0 || last >= QUARTERS_MAX)
		return et_call_bad(call, "to", ET_BAD_PARAM);
	et_json_array_open(&call->reply, "quarters");
	for (int i = 0; i <= last; i++) {
		char text[ET_QUARTER_TEXT_SIZE];

		et_quarter_format(et_quarter_add(from, i), text);
		et_json_cstr(&call->reply, NULL, text);
	}
	et_json_array_close(&call->reply);
	if ((err = put_series(call)) != ET_OK)
		return err;
	if ((scratch = et_arena_new(SCRATCH_BLOCK_LEN, SCRATCH_CAP_LEN)) == NULL)
		return ET_NO_MEMORY;
	et_json_array_open(&call->reply, "figures");
	for (int i = 0; err == ET_OK && i <= last; i++)
		err = put_quarter(call, scratch, et_quarter_add(from, i));
	et_json_array_close(&call->reply);
	et_arena_free(scratch);
	if (err == ET_OK && et_json_err(&call->reply) == ET_TOO_LARGE)
		return et_call_bad(call, "to", ET_TOO_LARGE);
	return err;
}

const struct et_command et_command_report = {
	.name = "report",
	.summary =
		"figures by quarter (at most 12) and series, and of all series together (series null): of a county's own, of "
		"Kela those with its contacts; what is zero is left out. `hidden`: fewer than five cases or answers, or that "
		"could be had from such a one by a difference; promoters, passives and detractors are left out where "
		"one of them would be so few, or follow. More than a reply holds: `too_large`, fewer quarters go. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_COORDINATOR,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "report",
	.params = ET_FIELDS(fields, struct params),
	.reply =
		"{ quarters: string[]; series: Id[]; figures: { quarter: string; series: Id | null; code: string; "
		"form: string | null; hidden: boolean; n: number | null; sum: number | null; median?: number; "
		"p90?: number; score?: number; promoters?: number; passives?: number; detractors?: number }[] }",
	.handle = handle,
};
