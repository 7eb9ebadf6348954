/*
 * The directory chain, statement by statement as the log tells of them: signature by the issuer's key of
 * then, chain, who may say what; projected into the copy as the command did.
 */
#include "directory/directory.h"

#include <etatunti/store/user.h>

#include "conn.h"
#include "directory/enrolment.h"
#include "outbox_items.h"

#include "state.h"

static enum et_err bad(
	struct et_verify *run, const struct et_store_dir_statement *row, const char *what)
{
	return et_verify_fail(run, "dir_statement seq %lld: %s", (long long)row->seq, what);
}

/* Only these say something about this machine; everything else that fails is a finding. */
static bool is_ours(enum et_err err)
{
	return err == ET_NO_MEMORY || err == ET_STORAGE;
}

static enum et_err check_rules(
	struct et_dir_step *step, const struct et_directory_kind *kind, struct et_call *call)
{
	struct et_store_user row;
	struct et_user *issuer;
	enum et_err err;

	if (kind->kind != ET_DIR_FOUND) {
		if ((issuer = et_arena_alloc(step->arena, sizeof(*issuer))) == NULL)
			return ET_NO_MEMORY;
		err = et_store_user_by_id(step->store, &step->stmt.author, step->arena, &row);
		if (err != ET_OK)
			return err;
		if (!et_slice_eq_str(row.state, "active") || row.not_after <= call->now_ms)
			return ET_FORBIDDEN;
		if ((err = et_user_from_row(&row, issuer)) != ET_OK)
			return err;
		call->user = issuer;
	}
	step->call = call;
	if ((err = et_call_check_time(call, step->stmt.time_ms)) == ET_OK)
		err = kind->check(step);
	step->call = NULL;
	return err;
}

/* As if the issuer had just sent it, at the time that the log has for it. */
static enum et_err check_then(struct et_verify *run, struct et_dir_step *step,
	const struct et_directory_kind *kind, const struct et_logrow *logged)
{
	struct et_call call = {
		.now_ms = logged->utc_ms,
		.arena = step->arena,
		.store = run->built,
		.deployment = &run->deployment,
	};
	struct et_outbox outbox;
	enum et_err err;

	et_outbox_init(&outbox);
	et_json_init(&call.extra, ET_PROTO_TEXT_LEN_MAX);
	call.outbox = &outbox;
	err = check_rules(step, kind, &call);
	et_json_fini(&call.extra);
	et_outbox_fini(&outbox);
	return err;
}

static enum et_err open_statement(struct et_verify *run, const struct et_store_dir_statement *row,
	struct et_dir_step *step, const struct et_directory_kind **kind)
{
	const struct et_statement *said = &step->stmt;
	enum et_err err;

	err = et_directory_open(step, row->stmt, &row->sig, kind);
	if (is_ours(err))
		return err;
	if (err != ET_OK)
		return bad(run, row,
			err == ET_BAD_SIGNATURE       ? "the signature does not match"
				: err == ET_FORBIDDEN ? "its issuer is not certified"
						      : "its bytes are no statement");
	if (row->seq != said->seq || !et_slice_eq(row->kind, said->kind) ||
		!et_id_eq(&row->issuer, &said->author) || row->time != said->time_ms ||
		!et_hash_eq(&row->hash, &said->hash))
		return bad(run, row, "a column differs from the signed bytes");
	if ((err = et_chain_append(&run->directory, said)) != ET_OK)
		return bad(run, row,
			err == ET_CONFLICT ? "it does not follow the one before it"
					   : "its time lies before the one before it");
	return ET_OK;
}

static enum et_err check_log_row(struct et_verify *run, const struct et_store_dir_statement *row,
	const struct et_dir_step *step, const struct et_logrow *logged)
{
	if (!et_hash_eq(&row->hash, &logged->statement_hash))
		return bad(run, row, "the log has another one in its place");
	if (!et_slice_eq(row->kind, logged->action) ||
		!et_id_eq(&row->issuer, &logged->actor_uid) ||
		!et_id_eq(&step->subject, &logged->object_id))
		return bad(run, row, "the log tells of it otherwise");
	return ET_OK;
}

static enum et_err check_log_key(struct et_verify *run, const struct et_found *found)
{
	return et_key32_eq(&found->log_pk, &run->deployment.log_pk)
		? ET_OK
		: et_verify_fail(run, "meta log_pk: the founders attested another key");
}

/* A founding that is out of order is for the walk along the log to say. */
enum et_err et_verify_log_key(struct et_verify *run)
{
	struct et_dir_step step = {
		.store = run->built, .arena = run->step, .deployment = &run->deployment
	};
	const struct et_directory_kind *kind;
	struct et_store_dir_statement *rows;
	size_t count;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_directory_list(run->data, 1, 1, run->step, &rows, &count);
	if (err != ET_OK || count == 0)
		return err;
	err = et_directory_open(&step, rows[0].stmt, &rows[0].sig, &kind);
	if (err != ET_OK || kind->kind != ET_DIR_FOUND)
		return is_ours(err) ? err : ET_OK;
	return check_log_key(run, step.body);
}

/* What comes with a founding: the log's key, and the founder's enrolment. */
static enum et_err open_founding(struct et_verify *run, const struct et_store_dir_statement *row,
	struct et_dir_step *step, struct et_enrol *enrol)
{
	struct et_verify_answer *answer;
	struct et_invitation invitation;
	enum et_err err;

	if ((err = check_log_key(run, step->body)) != ET_OK)
		return err;
	err = et_verify_open_answer(run, &step->subject, &invitation, enrol, &answer);
	if (err != ET_OK)
		return err;
	if (answer == NULL)
		return bad(run, row, "the enrolment of the founder is missing");
	step->enrol = enrol;
	return ET_OK;
}

static enum et_err take(struct et_verify *run, const struct et_store_dir_statement *row,
	const struct et_logrow *logged)
{
	struct et_dir_step step = {
		.store = run->built, .arena = run->step, .deployment = &run->deployment
	};
	const struct et_directory_kind *kind;
	struct et_enrol enrol;
	enum et_err err;

	if ((err = open_statement(run, row, &step, &kind)) != ET_OK)
		return err;
	if ((err = check_log_row(run, row, &step, logged)) != ET_OK)
		return err;
	if (kind->kind == ET_DIR_FOUND && (err = open_founding(run, row, &step, &enrol)) != ET_OK)
		return err;
	if ((err = check_then(run, &step, kind, logged)) != ET_OK)
		return is_ours(err) ? err : bad(run, row, "its issuer may not say this");
	if ((err = kind->project(&step)) != ET_OK)
		return is_ours(err) ? err
				    : bad(run, row, "it cannot follow from what stands before it");
	return et_store_directory_append(run->built, row);
}

enum et_err et_verify_dir_statement(struct et_verify *run, const struct et_logrow *logged)
{
	int64_t seq = run->directory.seq + 1;
	struct et_store_dir_statement *rows;
	size_t count;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_directory_list(run->data, seq, 1, run->step, &rows, &count);
	if (err != ET_OK)
		return err;
	if (count == 0 || rows[0].seq != seq)
		return et_verify_fail(run,
			"dir_statement seq %lld: log seq %lld tells of it (%.*s), but it is missing",
			(long long)seq, (long long)logged->seq, ET_SLICE_FMT(logged->action));
	return take(run, &rows[0], logged);
}

enum et_err et_verify_directory_end(struct et_verify *run)
{
	const struct et_id everywhere = { { 0 } };
	struct et_store_dir_statement *rows;
	struct et_store_user *people;
	size_t count, certified = 0;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_directory_list(
		run->data, run->directory.seq + 1, 1, run->step, &rows, &count);
	if (err != ET_OK)
		return err;
	if (count != 0)
		return bad(run, &rows[0], "it is not on the log");
	err = et_store_user_list(run->built, &everywhere, run->step, &people, &count);
	if (err != ET_OK)
		return err;
	for (size_t i = 0; i < count; i++)
		certified += !et_slice_eq_str(people[i].state, "pending");
	et_verify_say(run, "directory: %lld statements, %zu enrolments, %zu people certified",
		(long long)run->directory.seq, et_map_count(run->answers), certified);
	return ET_OK;
}
