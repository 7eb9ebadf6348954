/*
 * A statement that the log tells of, projected into the empty copy by its kind, in the log's order: so
 * every projection is seen to follow from the chains and from nothing else.
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

/*
 * The table of domain/casefile.h, asked again with the state and the time of then. Whether a worker was
 * of the pair then is not asked: the copy has the pairs of today.
 */
static enum et_err check_may(
	struct et_verify *run, struct et_step *step, enum et_case_kind kind, int64_t now_ms)
{
	struct et_call call = {
		.now_ms = now_ms,
		.arena = run->step,
		.store = run->built,
		.deployment = &run->deployment,
		.user = et_map_get(run->people, &step->stmt.author),
	};
	struct et_standing *standing = &step->standing;
	struct et_casefile state;
	unsigned by = 0;
	enum et_err err;

	if (call.user == NULL)
		return ET_FORBIDDEN;
	if ((err = et_standing_load(&call, &step->stmt.case_id, standing)) != ET_OK)
		return err;
	if (standing->member.comps != 0)
		by = standing->member.is_contact ? ET_BY_CONTACT : ET_BY_PAIR;
	else if (!standing->exists && (call.user->roles & ET_ROLE_WORKER) != 0)
		by = ET_BY_WORKER;
	state = et_standing_state(standing);
	return et_casefile_may(kind, by, &state);
}

static enum et_err project(
	struct et_verify *run, const struct et_store_statement *row, int64_t now_ms)
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
	};
	enum et_case_kind which;
	enum et_err err;

	if ((err = et_statement_claim(ET_CHAIN_CASE, row->stmt, &step.stmt)) != ET_OK)
		return bad(run, row, "its bytes are no statement");
	step.stmt.hash = row->hash;
	if (et_case_kind_parse(step.stmt.kind, &which) != ET_OK)
		return bad(run, row, "it is of no known kind");
	kind = et_statement_kind_of(which);
	if ((err = et_statement_parse(&step, kind)) != ET_OK)
		return err == ET_NO_MEMORY ? err : bad(run, row, "its body is malformed");
	err = check_may(run, &step, which, now_ms);
	if (err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	if (err != ET_OK)
		return bad(run, row, "its author was not entitled to it then");
	err = et_statement_project(&step, kind);
	if (err == ET_OK || err == ET_NO_MEMORY || err == ET_STORAGE)
		return err;
	return bad(run, row, "it cannot follow from what stands before it");
}

enum et_err et_verify_replay(struct et_verify *run, const struct et_logrow *row)
{
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
	return project(run, &stored, row->utc_ms);
}
