/* Reading and checking what bodies have in common. */
#include "body.h"

#include <etatunti/store/member.h>
#include <etatunti/store/user.h>

void et_body_open(struct et_lp_reader *reader, const struct et_step *step, const char *label)
{
	et_lp_read(reader, step->stmt.body);
	et_lp_get_label(reader, label);
}

const char *et_body_word(struct et_lp_reader *reader, const char *const *words)
{
	struct et_slice word = et_lp_get_word(reader);

	for (; *words != NULL; words++) {
		if (et_slice_eq_str(word, *words))
			return *words;
	}
	et_lp_refuse(reader);
	return "";
}

unsigned et_body_comp(struct et_lp_reader *reader)
{
	unsigned comp;

	if (et_comp_parse(et_lp_get_word(reader), &comp) != ET_OK)
		et_lp_refuse(reader);
	return comp;
}

int64_t et_body_count(struct et_lp_reader *reader)
{
	int64_t value = et_lp_get_ms(reader);

	if (value < 1)
		et_lp_refuse(reader);
	return value;
}

enum et_err et_body_found(enum et_err err)
{
	return err == ET_NOT_FOUND ? ET_BAD_STATEMENT : err;
}

enum et_err et_body_member(
	const struct et_step *step, const struct et_id *uid, struct et_store_member *out)
{
	enum et_err err;

	err = et_store_member_get(step->store, &step->stmt.case_id, uid, step->arena, out);
	if (err == ET_OK && out->active == 0)
		return ET_BAD_STATEMENT;
	return et_body_found(err);
}

enum et_err et_body_user(
	const struct et_step *step, const struct et_id *uid, struct et_store_user *out)
{
	enum et_err err = et_store_user_by_id(step->store, uid, step->arena, out);

	if (err != ET_OK)
		return et_body_found(err);
	if (!et_slice_eq_str(out->state, "active") || step->call->now_ms >= out->not_after)
		return ET_BAD_STATEMENT;
	return ET_OK;
}

enum et_err et_body_belongs(
	const struct et_step *step, const struct et_store_user *user, bool is_contact)
{
	bool belongs;
	enum et_err err;

	err = et_access_belongs(
		step->call, &step->standing.casefile.pair_id, &user->uid, is_contact, &belongs);
	if (err != ET_OK)
		return err;
	return belongs ? ET_OK : ET_BAD_STATEMENT;
}

enum et_err et_body_current_consent(
	const struct et_step *step, const struct et_id *consent_id, const struct et_hash *stmt_hash)
{
	const struct et_standing *standing = &step->standing;

	if (!standing->has_consent || !et_id_eq(&standing->consent.consent_id, consent_id))
		return ET_BAD_STATEMENT;
	if (standing->facts.ended || standing->facts.replaced)
		return ET_BAD_STATEMENT;
	if (stmt_hash != NULL && !et_hash_eq(&standing->consent.stmt_hash, stmt_hash))
		return ET_BAD_STATEMENT;
	return ET_OK;
}

enum et_err et_body_guest(
	const struct et_step *step, const struct et_id *guest_id, struct et_store_guest *out)
{
	enum et_err err = et_store_guest_by_id(step->store, guest_id, step->arena, out);

	if (err != ET_OK)
		return et_body_found(err);
	return et_id_eq(&out->case_id, &step->stmt.case_id) && out->ended_seq == 0
		? ET_OK
		: ET_BAD_STATEMENT;
}
