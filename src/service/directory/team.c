/*
 * A coordinator enters a team or service of the own organisation in the list of professionals, changes it or
 * drops it. Functions, never persons' names.
 */
#include <etatunti/base/text.h>
#include <etatunti/store/team.h>

#include "issuer.h"

#define NAME_CHARS_MAX 80
#define TEXT_CHARS_MAX 500
#define CONTACT_CHARS_MAX 200
#define TEAMS_ORG_MAX 500

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct et_store_team *team = body;
	struct et_slice name, task, when, contact;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/team");
	*team = (struct et_store_team){ .seq = step->stmt.seq };
	team->team_id = et_lp_get_id(&lp);
	team->org_id = et_lp_get_id(&lp);
	name = et_lp_get_str(&lp, 4 * NAME_CHARS_MAX);
	task = et_lp_get_lines(&lp, 0, TEXT_CHARS_MAX);
	when = et_lp_get_lines(&lp, 0, TEXT_CHARS_MAX);
	contact = et_lp_get_lines(&lp, 0, CONTACT_CHARS_MAX);
	team->dropped = name.len == 0;
	if (et_id_is_zero(&team->team_id) || et_text_check(name, 0, NAME_CHARS_MAX) != ET_OK ||
		(team->dropped && task.len + when.len + contact.len > 0))
		et_lp_refuse(&lp);
	step->subject = team->team_id;
	return et_lp_end(&lp);
}

static enum et_err check_room(struct et_dir_step *step, const struct et_id *org_id)
{
	int64_t count;
	enum et_err err;

	if ((err = et_store_team_count_of(step->store, org_id, &count)) != ET_OK)
		return err;
	return count < TEAMS_ORG_MAX ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct et_store_team *team = step->body;
	struct et_store_team before;
	bool stands;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_TEAM, &team->org_id)) != ET_OK)
		return err;
	err = et_store_team_by_id(step->store, &team->team_id, &before);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	if (err == ET_OK && !et_id_eq(&before.org_id, &team->org_id))
		return ET_FORBIDDEN;
	stands = err == ET_OK && before.dropped == 0;
	if (team->dropped != 0)
		return stands ? ET_OK : ET_BAD_STATEMENT;
	return stands ? ET_OK : check_room(step, &team->org_id);
}

static enum et_err project(struct et_dir_step *step)
{
	return et_store_team_set(step->store, step->body);
}

const struct et_directory_kind et_directory_kind_team = {
	.doc = {
		.name = "team",
		.by = "coordinator",
		.body = "LP(\"ET1/team\", team_id, org_id, name, task, when_to_turn, contact)",
		.rule = "name 1 to 80 characters in one line; task and when_to_turn 0 to 500, contact 0 to "
			"200 in lines. An empty name drops a team that stands, and leaves the other "
			"three empty; it may be set again. A known id is of the own org; at most 500 of "
			"an org stand. Functions, never persons",
	},
	.kind = ET_DIR_TEAM,
	.body_len = sizeof(struct et_store_team),
	.parse = parse,
	.check = check,
	.project = project,
};
