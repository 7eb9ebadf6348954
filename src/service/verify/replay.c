/*
 * A statement that the log tells of, checked and projected into the empty copy by its kind, in the log's
 * order: so every statement is seen to have been allowed, and every projection to follow from the
 * chains and from nothing else.
 */
#include <etatunti/store/statement.h>

#include "statements/statement.h"

#include "state.h"

static enum et_err bad(
	struct et_verify *run, const struct et_store_statement *row, const char *what)
{
	return et_verify_fail(run, "statement case %s seq %lld: %s",
		et_verify_id(&row->case_id).text, (long long)row->seq, what);
}

/* The log has the case's statements in the order of its chain, each once. */
static enum et_err check_order(struct et_verify *run, const struct et_store_statement *row)
{
	struct et_store_casefile casefile;
	enum et_err err;

	err = et_store_casefile_by_id(run->built, &row->case_id, run->step, &casefile);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	if (row->seq != casefile.seq + 1)
		return bad(run, row, "the log has it out of order");
	return ET_OK;
}

/* The table of domain/casefile.h, asked again with the state and the time of then. */
static enum et_err check_may(struct et_verify *run, struct et_step *step, enum et_case_kind kind,
	const struct et_store_statement *row)
{
	struct et_casefile state;
	enum et_err err;

	if (step->call->user == NULL)
		return bad(run, row, "its author is not certified by the directory");
	err = et_standing_load(step->call, &step->stmt.case_id, &step->standing);
	if (err != ET_OK)
		return err;
	state = et_standing_state(&step->standing);
	unsigned by = et_standing_author(&step->standing, step->call->user, kind);

	if (et_casefile_may(kind, by, &state) != ET_OK)
		return bad(run, row, "its author was not entitled to it then");
	return et_call_check_time(step->call, step->stmt.time_ms) == ET_OK
		? ET_OK
		: bad(run, row, "its time is not the log's");
}

/* The rules of its kind, as if the author had just sent it, at the time that the log has for it. */
static enum et_err check_rules(struct et_verify *run, struct et_step *step,
	const struct et_statement_kind *kind, const struct et_store_statement *row)
{
	enum et_err err = kind->check(step);

	if (err == ET_OK || err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	return bad(run, row,
		err == ET_NO_CONSENT ? "no consent was in force for it then"
				     : "the rules of its kind did not allow it then");
}

static enum et_err project(struct et_verify *run, struct et_step *step,
	const struct et_statement_kind *kind, const struct et_store_statement *row)
{
	enum et_err err = et_statement_project(step, kind);

	if (err == ET_OK || err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	return bad(run, row, "it cannot follow from what stands before it");
}

static enum et_err take(
	struct et_verify *run, const struct et_store_statement *row, struct et_call *call)
{
	/* The data is not part of the projections: et_verify_data looks at the real bytes. */
	const struct et_slice stand_in = ET_SLICE_LIT("-");
	const struct et_statement_kind *kind;
	struct et_step step = {
		.store = run->built,
		.arena = run->step,
		.deployment = &run->deployment,
		.data = &stand_in,
		.data_count = 1,
		.call = call,
	};
	enum et_case_kind which;
	enum et_err err;

	if ((err = et_statement_claim(ET_CHAIN_CASE, row->stmt, &step.stmt)) != ET_OK)
		return bad(run, row, "its bytes are no statement");
	step.stmt.hash = row->hash;
	call->user = et_map_get(run->people, &step.stmt.author);
	if (et_case_kind_parse(step.stmt.kind, &which) != ET_OK)
		return bad(run, row, "it is of no known kind");
	if ((err = check_may(run, &step, which, row)) != ET_OK)
		return err;
	kind = et_statement_kind_of(which);
	if ((err = et_statement_parse(&step, kind)) != ET_OK)
		return err == ET_NO_MEMORY ? err : bad(run, row, "its body is malformed");
	if ((err = check_rules(run, &step, kind, row)) != ET_OK)
		return err;
	return project(run, &step, kind, row);
}

enum et_err et_verify_replay(struct et_verify *run, const struct et_logrow *row)
{
	struct et_call call = {
		.now_ms = row->utc_ms,
		.arena = run->step,
		.store = run->built,
		.deployment = &run->deployment,
	};
	struct et_store_statement stored;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_statement_by_hash(run->data, &row->statement_hash, run->step, &stored);
	if (err == ET_NOT_FOUND)
		return et_verify_fail(
			run, "log seq %lld: its statement is not there", (long long)row->seq);
	if (err != ET_OK)
		return err;
	if (!et_id_eq(&stored.case_id, &row->case_id) || !et_slice_eq(stored.kind, row->action) ||
		!et_id_eq(&stored.author, &row->actor_uid))
		return et_verify_fail(
			run, "log seq %lld: its statement is another one", (long long)row->seq);
	if ((err = check_order(run, &stored)) != ET_OK)
		return err;
	run->replayed++;
	et_json_init(&call.extra, ET_PROTO_TEXT_LEN_MAX);
	err = take(run, &stored, &call);
	et_json_fini(&call.extra);
	return err;
}
