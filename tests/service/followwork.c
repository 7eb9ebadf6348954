/* See followwork.h. */
#include "followwork.h"

#include <stdio.h>

#include <etatunti/domain/measure.h>

#define BODY_MAX 1024

static void begin(struct et_buf *body, const char *kind)
{
	char label[40];

	(void)snprintf(label, sizeof(label), "ET1/%s", kind);
	et_buf_init(body, BODY_MAX);
	et_lp_put_label(body, label);
}

static void end(
	struct cw_case *cs, const struct kit_peer *by, const char *kind, struct et_buf *body)
{
	cw_add(cs, by, kind, kit_take(cs->kit, body), (struct et_slice){ 0 });
}

void fw_follow_up(struct cw_case *cs, const struct kit_peer *by, const char *what, int64_t due)
{
	struct et_buf body;

	begin(&body, "follow-up");
	et_lp_put_str(&body, what);
	et_lp_put_ms(&body, due);
	end(cs, by, "follow-up", &body);
}

void fw_hold(struct cw_case *cs, const struct kit_peer *by, int64_t on, const char *reason)
{
	struct et_buf body;

	begin(&body, "hold");
	et_lp_put_ms(&body, on);
	et_lp_put_str(&body, reason);
	end(cs, by, "hold", &body);
}

struct et_slice fw_retention_body(struct kit *kit, const struct et_id *org, int64_t days)
{
	struct et_buf body;

	begin(&body, "retention");
	et_lp_put_id(&body, org);
	et_lp_put_ms(&body, days);
	return kit_take(kit, &body);
}

struct kit_reply *fw_retention(struct kit_peer *coordinator, const struct et_id *org, int64_t days)
{
	return kit_dir_append(
		coordinator, "retention", fw_retention_body(coordinator->kit, org, days));
}

struct kit_reply *fw_put(struct kit_peer *by, const struct et_id *id, const struct et_id *series,
	const char *quarter, const char *form, json_t *values)
{
	return kit_call(by, "measure-put",
		json_pack("{s:o, s:o, s:s, s:s, s:o}", "id", kit_json_id(id), "series",
			kit_json_id(series), "quarter", quarter, "form", form, "values", values));
}

json_t *fw_value(const char *code, int64_t n)
{
	return json_pack("{s:s, s:I}", "code", code, "n", (json_int_t)n);
}

struct kit_reply *fw_drop(struct kit_peer *by, const struct et_id *id)
{
	return kit_call(by, "measure-drop", json_pack("{s:o}", "id", kit_json_id(id)));
}

const char *fw_quarter(struct kit *kit)
{
	char *text = et_arena_alloc(kit->arena, ET_QUARTER_TEXT_SIZE);

	assert_non_null(text);
	et_quarter_format(et_quarter_of(kit_now(kit)), text);
	return text;
}
