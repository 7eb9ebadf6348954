/*
 * The chains of the cases: the columns are what the signed bytes say, each statement follows the one
 * before it, and its author was certified and signed it.
 */
#include <etatunti/store/statement.h>

#include "state.h"

static enum et_err bad(
	struct et_verify *run, const struct et_store_statement *row, const char *what)
{
	return et_verify_fail(run, "statement case %s seq %lld: %s",
		et_verify_id(&row->case_id).text, (long long)row->seq, what);
}

static bool columns_agree(const struct et_store_statement *row, const struct et_statement *said)
{
	return et_id_eq(&row->case_id, &said->case_id) && row->seq == said->seq &&
		et_slice_eq(row->kind, said->kind) && et_id_eq(&row->author, &said->author) &&
		row->time == said->time_ms && et_hash_eq(&row->hash, &said->hash);
}

static enum et_err check_statement(
	struct et_verify *run, struct et_chain_head *head, const struct et_store_statement *row)
{
	const struct et_user *author;
	struct et_statement said;
	enum et_err err;

	if (et_statement_claim(ET_CHAIN_CASE, row->stmt, &said) != ET_OK)
		return bad(run, row, "its bytes are no statement");
	author = et_map_get(run->people, &said.author);
	if (author == NULL)
		return bad(run, row, "its author is not certified by the directory");
	err = et_statement_open(
		ET_CHAIN_CASE, row->stmt, &row->sig, &author->ipk_s, &run->deployment.g, &said);
	if (err != ET_OK)
		return bad(run, row,
			err == ET_BAD_SIGNATURE ? "the signature does not match"
						: "it is not of this deployment");
	if (!columns_agree(row, &said))
		return bad(run, row, "a column differs from the signed bytes");
	if ((err = et_chain_append(head, &said)) != ET_OK)
		return bad(run, row,
			err == ET_CONFLICT ? "it does not follow the one before it"
					   : "its time lies before the one before it");
	if (said.time_ms >= author->not_after)
		return bad(run, row, "its author's certificate was over");
	run->statements++;
	return ET_OK;
}

static enum et_err check_case(struct et_verify *run, const struct et_id *case_id)
{
	struct et_store_statement *rows;
	struct et_chain_head head;
	size_t count;
	enum et_err err;

	et_chain_start(&head, &run->deployment.g);
	do {
		et_arena_reset(run->step);
		err = et_store_statement_list(
			run->data, case_id, head.seq + 1, ET_VERIFY_PAGE, run->step, &rows, &count);
		for (size_t i = 0; err == ET_OK && i < count; i++)
			err = check_statement(run, &head, &rows[i]);
	} while (err == ET_OK && count == ET_VERIFY_PAGE);
	return err;
}

enum et_err et_verify_cases(struct et_verify *run)
{
	struct et_id after = { { 0 } };
	long long cases = 0;
	struct et_id *ids;
	size_t count;
	enum et_err err;

	do {
		et_arena_reset(run->page);
		err = et_store_statement_cases(
			run->data, &after, ET_VERIFY_PAGE, run->page, &ids, &count);
		for (size_t i = 0; err == ET_OK && i < count; i++) {
			err = check_case(run, &ids[i]);
			after = ids[i];
		}
		cases += (long long)count;
	} while (err == ET_OK && count == ET_VERIFY_PAGE);
	if (err == ET_OK)
		et_verify_say(run, "cases: %lld statements in %lld chains, all signed",
			(long long)run->statements, cases);
	return err;
}
