/* guest-remove: the invite opens nothing any more; who was let in by it is out, at once. */
#include "body.h"

struct guest_remove {
	struct et_id id;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct guest_remove *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/guest-remove");
	body->id = et_lp_get_id(&reader);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct guest_remove *body = step->body;
	struct et_store_guest guest;

	step->act.object_id = body->id;
	return et_body_guest(step, &body->id, &guest);
}

static enum et_err project(struct et_step *step)
{
	const struct guest_remove *body = step->body;

	return et_store_guest_end(step->store, &step->stmt.case_id, &body->id, step->stmt.seq);
}

const struct et_statement_kind et_statement_kind_guest_remove = {
	.doc = { .name = "guest-remove",
		.by = "pair",
		.body = "LP(\"ET1/guest-remove\", guest_id)",
		.rule = "an invite of this case that has not ended, expired or not. It opens nothing any "
			"more; who was let in by it is out of the room, and the wrap is deleted" },
	.kind = ET_CASE_GUEST_REMOVE,
	.body_len = sizeof(struct guest_remove),
	.parse = parse,
	.check = check,
	.project = project,
};
