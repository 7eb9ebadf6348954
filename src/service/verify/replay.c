/*
 * A statement that the log tells of, checked and projected into the empty copy by its kind, in the log's
 * order: so every statement is seen to have been allowed, and every projection to follow from the
 * chains and from nothing else.
 */
#include <etatunti/store/casefile.h>
#include <etatunti/store/statement.h>
#include <etatunti/store/user.h>

#include "conn.h"
#include "statements/statement.h"

#include "state.h"

static enum et_err bad(
	struct et_verify *run, const struct et_store_statement *row, const char *what)
{
	return et_verify_fail(run, "statement case %s seq %lld: %s",
		et_verify_id(&row->case_id).text, (long long)row->seq, what);
}

/* Who the author was then, with the key of then. */
static enum et_err load_author(struct et_verify *run, const struct et_store_statement *row,
	const struct et_statement *said, int64_t logged_at, struct et_user *out)
{
	struct et_store_user user;
	enum et_err err;

	err = et_store_user_by_id(run->built, &said->author, run->step, &user);
	if (err == ET_NOT_FOUND || (err == ET_OK && et_slice_eq_str(user.state, "pending")))
		return bad(run, row, "its author is not certified by the directory");
	if (err != ET_OK)
		return err;
	if (!et_slice_eq_str(user.state, "active"))
		return bad(run, row, "its author was revoked");
	if (said->time_ms >= user.not_after || logged_at >= user.not_after)
		return bad(run, row, "its author's certificate was over");
	return et_user_from_row(&user, out);
}

static bool columns_agree(const struct et_store_statement *row, const struct et_statement *said)
{
	return et_id_eq(&row->case_id, &said->case_id) && row->seq == said->seq &&
		et_slice_eq(row->kind, said->kind) && et_id_eq(&row->author, &said->author) &&
		row->time == said->time_ms && et_hash_eq(&row->hash, &said->hash);
}

/* Signed by its author, and the next one of its chain. */
static enum et_err open_statement(struct et_verify *run, const struct et_store_statement *row,
	struct et_chain_head *head, int64_t logged_at, struct et_statement *said,
	struct et_user *author)
{
	enum et_err err;

	if (et_statement_claim(ET_CHAIN_CASE, row->stmt, said) != ET_OK)
		return bad(run, row, "its bytes are no statement");
	if ((err = load_author(run, row, said, logged_at, author)) != ET_OK)
		return err;
	err = et_statement_open(
		ET_CHAIN_CASE, row->stmt, &row->sig, &author->ipk_s, &run->deployment.g, said);
	if (err != ET_OK)
		return bad(run, row,
			err == ET_BAD_SIGNATURE ? "the signature does not match"
						: "it is not of this deployment");
	if (!columns_agree(row, said))
		return bad(run, row, "a column differs from the signed bytes");
	if ((err = et_chain_append(head, said)) != ET_OK)
		return bad(run, row,
			err == ET_CONFLICT ? "it does not follow the one before it"
					   : "its time lies before the one before it");
	return ET_OK;
}

/* The table of domain/casefile.h, asked again with the state and the time of then. */
static enum et_err check_may(struct et_verify *run, struct et_step *step, enum et_case_kind kind,
	const struct et_store_statement *row)
{
	struct et_casefile state;
	enum et_err err;

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

static enum et_err take(struct et_verify *run, const struct et_store_statement *row,
	struct et_chain_head *head, struct et_call *call)
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
	struct et_user *author;
	enum et_case_kind which;
	enum et_err err;

	et_line_init(&step.line, run->built, run->step, call->now_ms);
	if ((author = et_arena_alloc(run->step, sizeof(*author))) == NULL)
		return ET_NO_MEMORY;
	err = open_statement(run, row, head, call->now_ms, &step.stmt, author);
	if (err != ET_OK)
		return err;
	call->user = author;
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

/* Where the chain of the case ends in the copy. */
static enum et_err load_head(
	struct et_verify *run, const struct et_id *case_id, struct et_chain_head *head)
{
	struct et_store_casefile casefile;
	enum et_err err;

	et_chain_start(head, &run->deployment.g);
	err = et_store_casefile_by_id(run->built, case_id, run->step, &casefile);
	if (err == ET_OK)
		*head = (struct et_chain_head){ casefile.seq, casefile.hash, casefile.last_time };
	return err == ET_NOT_FOUND ? ET_OK : err;
}

enum et_err et_verify_replay(struct et_verify *run, const struct et_logrow *row)
{
	struct et_call call = {
		.now_ms = row->utc_ms,
		.arena = run->step,
		.store = run->built,
		.deployment = &run->deployment,
	};
	struct et_store_statement *stored;
	struct et_chain_head head;
	size_t count;
	enum et_err err;

	et_arena_reset(run->step);
	if ((err = load_head(run, &row->case_id, &head)) != ET_OK)
		return err;
	err = et_store_statement_list(
		run->data, &row->case_id, head.seq + 1, 1, run->step, &stored, &count);
	if (err != ET_OK)
		return err;
	if (count == 0 || stored->seq != head.seq + 1)
		return et_verify_fail(run,
			"statement case %s seq %lld: log seq %lld tells of it, but it is missing",
			et_verify_id(&row->case_id).text, (long long)head.seq + 1,
			(long long)row->seq);
	run->replayed++;
	et_json_init(&call.extra, ET_PROTO_TEXT_LEN_MAX);
	err = take(run, stored, &head, &call);
	et_json_fini(&call.extra);
	if (err != ET_OK)
		return err;
	return et_hash_eq(&stored->hash, &row->statement_hash) &&
			et_slice_eq(stored->kind, row->action) &&
			et_id_eq(&stored->author, &row->actor_uid)
		? ET_OK
		: bad(run, stored, "the log has another one in its place");
}
