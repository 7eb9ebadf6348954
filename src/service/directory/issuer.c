/*
 * See issuer.h.
 */
#include "issuer.h"

#include <etatunti/base/text.h>

enum et_err et_issuer_may(
	const struct et_dir_step *step, enum et_dir_kind kind, const struct et_id *org)
{
	const struct et_user *user = step->call->user;
	struct et_dir_issuer issuer = {
		.org = user->org,
		.org_kind = user->org_kind,
		.roles = user->roles,
		.not_after = user->not_after,
	};

	return et_directory_may_issue(kind, &issuer, org, step->stmt.time_ms);
}

enum et_err et_issuer_org(
	const struct et_dir_step *step, const struct et_id *org_id, enum et_org_kind *out)
{
	struct et_store_org org;
	enum et_err err;

	*out = ET_ORG_COUNTY;
	err = et_store_org_by_id(step->store, org_id, step->arena, &org);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_BAD_STATEMENT : err;
	return et_org_kind_parse(org.kind, out) == ET_OK ? ET_OK : ET_CORRUPT;
}

enum et_err et_issuer_person(
	const struct et_dir_step *step, const struct et_id *uid, struct et_store_user *out)
{
	enum et_err err = et_store_user_by_id(step->store, uid, step->arena, out);

	if (err == ET_NOT_FOUND || (err == ET_OK && et_slice_eq_str(out->state, "pending")))
		return ET_BAD_STATEMENT;
	return err;
}

bool et_issuer_is_certified(const struct et_dir_step *step, const struct et_store_user *user)
{
	return et_slice_eq_str(user->state, "active") && step->stmt.time_ms < user->not_after;
}

enum et_err et_issuer_free_name(const struct et_dir_step *step, struct et_slice username)
{
	struct et_store_user user;
	enum et_err err;

	if (!et_text_is_username(username))
		return ET_BAD_STATEMENT;
	err = et_store_user_by_username(step->store, username, step->arena, &user);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	return err == ET_OK ? ET_CONFLICT : err;
}
