/*
 * erase: everything that was written in the case is gone, with every key to it. What stays says that it
 * was there, and who did what with it: the chain and the log. Who closed the case does not erase it, while
 * the pair has somebody else to do so.
 */
#include <etatunti/store/pair.h>
#include <etatunti/store/retention.h>

#include "../retention.h"
#include "body.h"

/* The reason is for the chain; nothing here reads it. */
struct erase {
	struct et_slice reason;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct erase *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/erase");
	body->reason = et_lp_get_str(&reader, ET_BODY_REASON_MAX);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct et_id *author = &step->stmt.author;
	bool held, has_other;
	enum et_err err;

	err = et_store_hold_is_on(step->store, &step->stmt.case_id, &held);
	if (err != ET_OK || held)
		return err != ET_OK ? err : ET_BAD_STATEMENT;
	if (!et_id_eq(&step->standing.casefile.closed_by, author))
		return ET_OK;
	err = et_store_pair_has_other(step->store, &step->standing.casefile.pair_id, author,
		step->call->now_ms, &has_other);
	if (err != ET_OK)
		return err;
	return has_other ? ET_FORBIDDEN : ET_OK;
}

static enum et_err project(struct et_step *step)
{
	return et_retention_erase(step->store, &step->stmt.case_id, step->line.now_ms, "pair");
}

const struct et_statement_kind et_statement_kind_erase = {
	.doc = { .name = "erase",
		.by = "pair",
		.body = "LP(\"ET1/erase\", reason)",
		.rule = "the case is closed, by another worker, or nobody else is IN PAIR; no hold is on; reason at most 256 bytes, may be empty. Ciphertexts, chunks "
			"and sealed keys of the case are deleted; chain and log stay; nothing can be "
			"appended any more" },
	.kind = ET_CASE_ERASE,
	.body_len = sizeof(struct erase),
	.parse = parse,
	.check = check,
	.project = project,
};
