/*
 * Changed passphrases: each stands on the log, was signed with the identity key and the login key of
 * then, and makes the credential that the next one, or the table, has.
 */
#include "relogin.h"

#include <etatunti/crypto/hash.h>
#include <etatunti/service/service.h>

#include "state.h"

static enum et_err bad(struct et_verify *run, const struct et_store_relogin *row, const char *what)
{
	return et_verify_fail(run, "relogin uid %s kbver %lld: %s", et_verify_id(&row->uid).text,
		(long long)row->kbver, what);
}

/* The row is the one that the log tells of, at the time that the log has. */
static enum et_err check_columns(
	struct et_verify *run, const struct et_store_relogin *row, const struct et_logrow *logged)
{
	struct et_hash hash = et_relogin_hash(row->stmt, &row->sig_id, &row->sig_old);

	if (!et_hash_eq(&hash, &row->hash))
		return bad(run, row, "the hash does not match");
	if (!et_id_eq(&row->uid, &logged->actor_uid) || !et_id_eq(&row->uid, &logged->object_id))
		return bad(run, row, "the log has it of somebody else");
	if (row->at != logged->utc_ms)
		return bad(run, row, "its time is not the log's");
	return ET_OK;
}

static const char *why_not(enum et_err err)
{
	if (err == ET_BAD_SIGNATURE)
		return "a signature does not match";
	return err == ET_CONFLICT ? "it does not follow the one before it"
				  : "its bytes do not say what it is taken for";
}

/* The rule of the command, with the person and the credential as they were then. */
static enum et_err check_rule(
	struct et_verify *run, const struct et_store_relogin *row, struct et_store_credential *next)
{
	struct et_store_credential present;
	struct et_store_user user;
	int64_t time_ms;
	enum et_err err;

	err = et_store_user_by_id(run->built, &row->uid, run->step, &user);
	if (err == ET_NOT_FOUND)
		return bad(run, row, "nobody has this uid then");
	if (err != ET_OK)
		return err;
	if (!et_slice_eq_str(user.state, "active") || user.not_after <= row->at)
		return bad(run, row, "the person was not certified then");
	err = et_store_credential_by_uid(run->built, &row->uid, run->step, &present);
	if (err != ET_OK)
		return err;
	err = et_relogin_check(row, &user.ipk_s, &present, &run->deployment.g, next, &time_ms);
	if (err == ET_NO_MEMORY)
		return err;
	if (err != ET_OK)
		return bad(run, row, why_not(err));
	if (row->kbver != next->kbver)
		return bad(run, row, "a column differs from the signed bytes");
	if (time_ms - row->at > ET_CLOCK_SKEW_MS || row->at - time_ms > ET_CLOCK_SKEW_MS)
		return bad(run, row, "its time is not the log's");
	return ET_OK;
}

enum et_err et_verify_relogin(struct et_verify *run, const struct et_logrow *logged)
{
	struct et_store_credential next;
	struct et_store_relogin row;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_relogin_by_hash(run->data, &logged->statement_hash, run->step, &row);
	if (err == ET_NOT_FOUND)
		return et_verify_fail(
			run, "log seq %lld: its relogin is not there", (long long)logged->seq);
	if (err != ET_OK)
		return err;
	if ((err = check_columns(run, &row, logged)) != ET_OK)
		return err;
	if ((err = check_rule(run, &row, &next)) != ET_OK)
		return err;
	err = et_store_relogin_insert(run->built, &row);
	if (err == ET_CONFLICT)
		return bad(run, &row, "it is on the log twice");
	if (err != ET_OK)
		return err;
	return et_store_relogin_apply(run->built, &next);
}

enum et_err et_verify_relogins_end(struct et_verify *run)
{
	struct et_hash after = { { 0 } };
	struct et_store_relogin *rows, built;
	size_t count;
	enum et_err err;

	do {
		et_arena_reset(run->page);
		err = et_store_relogin_list(
			run->data, &after, ET_VERIFY_PAGE, run->page, &rows, &count);
		for (size_t i = 0; err == ET_OK && i < count; i++) {
			after = rows[i].hash;
			et_arena_reset(run->step);
			err = et_store_relogin_by_hash(run->built, &after, run->step, &built);
			if (err == ET_NOT_FOUND)
				err = bad(run, &rows[i], "it is not on the log");
		}
	} while (err == ET_OK && count == ET_VERIFY_PAGE);
	return err;
}
