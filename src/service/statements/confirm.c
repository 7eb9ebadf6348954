/* confirm: a member accepts the newest revision of the plan. */
#include <etatunti/store/object.h>

#include "body.h"

struct confirm {
	struct et_id object;
	int64_t rev;
	struct et_hash ct_hash;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct confirm *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/confirm");
	body->object = et_lp_get_id(&reader);
	body->rev = et_body_count(&reader);
	body->ct_hash = et_lp_get_hash(&reader);
	return et_lp_end(&reader);
}

static enum et_err check_first_time(struct et_step *step, const struct confirm *body)
{
	struct et_store_confirmation *list;
	size_t count;
	enum et_err err;

	err = et_store_confirmation_list(step->store, &step->stmt.case_id, &body->object, body->rev,
		step->arena, &list, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++) {
		if (et_id_eq(&list[i].uid, &step->stmt.author))
			err = ET_BAD_STATEMENT;
	}
	return err;
}

static enum et_err check(struct et_step *step)
{
	const struct confirm *body = step->body;
	struct et_store_object newest;
	enum et_err err;

	step->act.object_id = body->object;
	step->act.comp = 'S';
	err = et_store_object_newest(
		step->store, &step->stmt.case_id, &body->object, step->arena, &newest);
	if (err != ET_OK)
		return et_body_found(err);
	if (!et_slice_eq_str(newest.type, et_object_type_word(ET_OBJECT_PLAN)) ||
		newest.rev != body->rev || !et_hash_eq(&newest.ct_hash, &body->ct_hash))
		return ET_BAD_STATEMENT;
	return check_first_time(step, body);
}

static enum et_err project(struct et_step *step)
{
	const struct confirm *body = step->body;
	const struct et_store_confirmation row = {
		.case_id = step->stmt.case_id,
		.object_id = body->object,
		.rev = body->rev,
		.uid = step->stmt.author,
		.seq = step->stmt.seq,
		.at = step->stmt.time_ms,
	};

	return et_store_confirmation_insert(step->store, &row);
}

const struct et_statement_kind et_statement_kind_confirm = {
	.doc = { .name = "confirm",
		.by = "pair, contact",
		.body = "LP(\"ET1/confirm\", object_id, u64 rev, ct_hash)",
		.rule = "a `plan`, its newest revision, once a person" },
	.kind = ET_CASE_CONFIRM,
	.body_len = sizeof(struct confirm),
	.parse = parse,
	.check = check,
	.project = project,
};
