/*
 * What is left of the chains of the cases when the log has ended: every statement was on it.
 */
#include <etatunti/store/casefile.h>
#include <etatunti/store/statement.h>

#include "state.h"

/* The first statement after those that the log has told of. */
static enum et_err check_case(struct et_verify *run, const struct et_id *case_id)
{
	struct et_store_casefile casefile;
	struct et_store_statement *rows;
	size_t count;
	enum et_err err;

	et_arena_reset(run->step);
	err = et_store_casefile_by_id(run->built, case_id, run->step, &casefile);
	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	err = et_store_statement_list(
		run->data, case_id, casefile.seq + 1, 1, run->step, &rows, &count);
	if (err != ET_OK || count == 0)
		return err;
	return et_verify_fail(run, "statement case %s seq %lld: it is not on the log",
		et_verify_id(case_id).text, (long long)rows[0].seq);
}

enum et_err et_verify_cases_end(struct et_verify *run)
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
		et_verify_say(run, "cases: %lld statements in %lld chains, all signed and logged",
			(long long)run->replayed, cases);
	return err;
}
