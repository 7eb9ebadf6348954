/*
 * create: a worker of a pair opens a case, of a client or as a general question, and commits to the keys of its
 * three compartments.
 */
#include <etatunti/store/casefile.h>
#include <etatunti/store/member.h>
#include <etatunti/store/pair.h>

#include "body.h"

struct create {
	struct et_id pair;
	const char *lane;
	struct et_hash kc[3]; /* P, S, C */
};

static const char *const lanes[] = { "client", "general", NULL };
static const char *const comps[] = { "P", "S", "C" };

static enum et_err parse(const struct et_step *step, void *out)
{
	struct create *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/create");
	body->pair = et_lp_get_id(&reader);
	body->lane = et_body_word(&reader, lanes);
	for (size_t i = 0; i < 3; i++)
		body->kc[i] = et_lp_get_hash(&reader);
	return et_lp_end(&reader);
}

/* Whoever made another case of that reference would hide this one from the coordinator who withdraws. */
static enum et_err check_reference(struct et_step *step, const struct et_id *pair_id)
{
	struct et_slice prefix =
		et_slice_sub(et_id_slice(&step->stmt.case_id), 0, ET_CASE_REF_BYTES);
	struct et_store_casefile *others;
	struct et_store_pair pair;
	size_t count;
	enum et_err err;

	if ((err = et_store_pair_by_id(step->store, pair_id, step->arena, &pair)) != ET_OK)
		return err;
	err = et_store_casefile_list_by_prefix(
		step->store, prefix, &pair.org_id, step->arena, &others, &count);
	if (err != ET_OK)
		return err;
	return count == 0 ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err check(struct et_step *step)
{
	const struct create *body = step->body;
	bool in_pair;
	enum et_err err;

	if (et_id_is_zero(&step->stmt.case_id))
		return ET_BAD_STATEMENT;
	err = et_store_pair_has(
		step->store, &body->pair, &step->stmt.author, step->call->now_ms, &in_pair);
	if (err != ET_OK)
		return err;
	return in_pair ? check_reference(step, &body->pair) : ET_FORBIDDEN;
}

static enum et_err project(struct et_step *step)
{
	const struct create *body = step->body;
	const struct et_statement *stmt = &step->stmt;
	const struct et_store_casefile casefile = {
		.case_id = stmt->case_id,
		.pair_id = body->pair,
		.lane = et_slice_str(body->lane),
		.seq = stmt->seq,
		.hash = stmt->hash,
		.state = ET_SLICE_LIT("open"),
		.last_time = stmt->time_ms,
		.updated_at = stmt->time_ms,
	};
	const struct et_store_member author = {
		.case_id = stmt->case_id,
		.uid = stmt->author,
		.comps = ET_SLICE_LIT("PSC"),
		.seq = stmt->seq,
		.active = 1,
	};
	enum et_err err;

	if ((err = et_store_casefile_insert(step->store, &casefile)) != ET_OK)
		return err;
	for (size_t i = 0; i < 3; i++) {
		const struct et_store_commitment commitment = {
			.case_id = stmt->case_id,
			.comp = et_slice_str(comps[i]),
			.epoch = 1,
			.kc = body->kc[i],
		};

		err = et_store_commitment_insert(step->store, &commitment);
		if (err != ET_OK)
			return err;
	}
	return et_store_member_add(step->store, &author);
}

const struct et_statement_kind et_statement_kind_create = {
	.doc = { .name = "create",
		.by = "worker of the pair",
		.body = "LP(\"ET1/create\", pair_id, lane, kc_P, kc_S, kc_C)",
		.rule = "author becomes member `PSC`; no case of the organisation has an id with the same first "
			"5 bytes (the reference on paper). lane `client`, or `general`: a question without a "
			"client: no consents, and wherever one must be in force it is" },
	.kind = ET_CASE_CREATE,
	.body_len = sizeof(struct create),
	.parse = parse,
	.check = check,
	.project = project,
};
