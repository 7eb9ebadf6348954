/*
 * A county's coordinator makes a care pair, or changes who is in it.
 */
#include <etatunti/base/text.h>
#include <etatunti/store/pair.h>
#include <etatunti/store/user.h>

#include "issuer.h"

struct pair_set {
	struct et_id pair_id, org_id;
	struct et_slice name;
	struct et_id uids[ET_DIRECTORY_PAIR_MAX];
	size_t count;
};

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct pair_set *set = body;
	struct et_lp_reader lp;

	*set = (struct pair_set){ 0 };
	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/pair-set");
	set->pair_id = et_lp_get_id(&lp);
	set->org_id = et_lp_get_id(&lp);
	set->name = et_lp_get_str(&lp, 4 * ET_PAIR_NAME_CHARS_MAX);
	while (et_lp_more(&lp) && set->count < ET_DIRECTORY_PAIR_MAX)
		set->uids[set->count++] = et_lp_get_id(&lp);
	if (et_text_check(set->name, 1, ET_PAIR_NAME_CHARS_MAX) != ET_OK ||
		et_id_is_zero(&set->pair_id) ||
		et_directory_check_list(set->uids, set->count, ET_DIRECTORY_PAIR_MAX) != ET_OK)
		et_lp_refuse(&lp);
	step->subject = set->pair_id;
	return et_lp_end(&lp);
}

/* An active worker of the organisation. */
static enum et_err check_worker(
	const struct et_dir_step *step, const struct et_id *uid, const struct et_id *org_id)
{
	struct et_store_user user;
	unsigned roles;
	enum et_err err;

	if ((err = et_issuer_person(step, uid, &user)) != ET_OK)
		return err;
	if (et_roles_parse(user.roles, &roles) != ET_OK)
		return ET_CORRUPT;
	if (!et_slice_eq_str(user.state, "active") || !et_id_eq(&user.org_id, org_id) ||
		(roles & ET_ROLE_WORKER) == 0)
		return ET_BAD_STATEMENT;
	return ET_OK;
}

static enum et_err check(struct et_dir_step *step)
{
	const struct pair_set *set = step->body;
	struct et_store_pair pair;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_PAIR_SET, &set->org_id)) != ET_OK)
		return err;
	err = et_store_pair_by_id(step->store, &set->pair_id, step->arena, &pair);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	if (err == ET_OK && !et_id_eq(&pair.org_id, &set->org_id))
		return ET_FORBIDDEN;
	for (size_t i = 0; i < set->count; i++) {
		if ((err = check_worker(step, &set->uids[i], &set->org_id)) != ET_OK)
			return err;
	}
	return ET_OK;
}

static enum et_err project(struct et_dir_step *step)
{
	const struct pair_set *set = step->body;
	struct et_store_pair row = {
		.pair_id = set->pair_id,
		.org_id = set->org_id,
		.name = set->name,
		.seq = step->stmt.seq,
	};

	return et_store_pair_set(step->store, &row, set->uids, set->count);
}

static enum et_err tell(struct et_dir_step *step)
{
	et_outbox_put_out(step->call);
	return ET_OK;
}

const struct et_directory_kind et_directory_kind_pair_set = {
	.doc = {
		.name = "pair-set",
		.by = "coordinator, county",
		.body = "LP(\"ET1/pair-set\", pair_id, org_id, name, uid…)",
		.rule = "1 to 6 active workers of that org, each once",
	},
	.kind = ET_DIR_PAIR_SET,
	.body_len = sizeof(struct pair_set),
	.parse = parse,
	.check = check,
	.project = project,
	.tell = tell,
};
