/*
 * What a county's text for a record system looks like: signed plain text, which only clients fill in. Nothing
 * follows from it here.
 */
#include "issuer.h"

#define TEXT_CHARS_MAX 4000

struct record_template {
	struct et_id org_id;
};

static bool is_target(struct et_slice word)
{
	return et_slice_eq_str(word, "lifecare") || et_slice_eq_str(word, "pro-consona") ||
		et_slice_eq_str(word, "effica");
}

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct record_template *template = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/record-template");
	template->org_id = et_lp_get_id(&lp);
	if (!is_target(et_lp_get_word(&lp)))
		et_lp_refuse(&lp);
	(void)et_lp_get_lines(&lp, 0, TEXT_CHARS_MAX);
	step->subject = template->org_id;
	return et_lp_end(&lp);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct record_template *template = step->body;

	return et_issuer_may(step, ET_DIR_RECORD_TEMPLATE, &template->org_id);
}

static enum et_err project(struct et_dir_step *step)
{
	(void)step;
	return ET_OK;
}

const struct et_directory_kind et_directory_kind_record_template = {
	.doc = {
		.name = "record-template",
		.by = "coordinator, county",
		.body = "LP(\"ET1/record-template\", org_id, target, text)",
		.rule = "target `lifecare`, `pro-consona` or `effica`; text 0 to 4000 characters in "
			"lines, empty: the client's built-in one again. Never a client's data",
	},
	.kind = ET_DIR_RECORD_TEMPLATE,
	.body_len = sizeof(struct record_template),
	.parse = parse,
	.check = check,
	.project = project,
};
