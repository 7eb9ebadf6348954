/*
 * consent: the witness of the pair records what the client signed: the document and the scan by object
 * and hash, and from when to when it holds.
 */
#include <etatunti/store/casefile.h>
#include <etatunti/store/consent.h>
#include <etatunti/store/object.h>

#include "body.h"

#define TEMPLATE_LEN_MAX 64

struct consent {
	struct et_id id;
	struct et_hash dh;
	struct et_id doc, file; /* file zero: no scan */
	struct et_hash doc_hash, file_hash;
	int64_t valid_from, valid_to;
	struct et_slice template_id, capture;
	struct et_id replaces; /* zero: none */
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct consent *body = out;
	struct et_lp_reader reader;
	bool needs_file;

	et_body_open(&reader, step, "ET1/consent");
	body->id = et_lp_get_id(&reader);
	body->dh = et_lp_get_hash(&reader);
	body->doc = et_lp_get_id(&reader);
	body->doc_hash = et_lp_get_hash(&reader);
	body->file = et_lp_get_id(&reader);
	body->file_hash = et_lp_get_hash(&reader);
	body->valid_from = et_lp_get_ms(&reader);
	body->valid_to = et_lp_get_ms(&reader);
	body->template_id = et_lp_get_str(&reader, TEMPLATE_LEN_MAX);
	body->capture = et_lp_get_word(&reader);
	body->replaces = et_lp_get_id(&reader);
	if (et_consent_check_capture(body->capture, &needs_file) != ET_OK ||
		needs_file == et_id_is_zero(&body->file) ||
		et_id_is_zero(&body->file) != et_hash_is_zero(&body->file_hash))
		et_lp_refuse(&reader);
	if (et_id_is_zero(&body->id) || et_hash_is_zero(&body->dh) || body->template_id.len == 0)
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

static enum et_err check_object(struct et_step *step, const struct et_id *id,
	enum et_object_type type, const struct et_hash *hash)
{
	struct et_store_object object;
	enum et_err err;

	err = et_store_object_newest(step->store, &step->stmt.case_id, id, step->arena, &object);
	if (err != ET_OK)
		return et_body_found(err);
	if (object.rev != 1 || !et_hash_eq(&object.ct_hash, hash) ||
		!et_slice_eq_str(object.type, et_object_type_word(type)))
		return ET_BAD_STATEMENT;
	return ET_OK;
}

/* Nothing, or the consent that holds or waits now: one that has ended is not replaced any more. */
static enum et_err check_replaces(struct et_step *step, const struct consent *body)
{
	const struct et_standing *standing = &step->standing;
	bool stands = standing->has_consent && !standing->facts.ended &&
		!standing->facts.replaced && standing->facts.valid_to > step->call->now_ms;

	if (et_id_is_zero(&body->replaces))
		return stands ? ET_BAD_STATEMENT : ET_OK;
	return et_body_current_consent(step, &body->replaces, NULL);
}

static enum et_err check(struct et_step *step)
{
	const struct consent *body = step->body;
	struct et_store_consent other;
	enum et_err err;

	step->act.object_id = body->id;
	err = et_store_consent_by_id(step->store, &body->id, step->arena, &other);
	if (err != ET_NOT_FOUND)
		return err == ET_OK ? ET_BAD_STATEMENT : err;
	err = et_consent_check_dates(body->valid_from, body->valid_to, step->call->now_ms);
	if (err != ET_OK)
		return err;
	err = check_object(step, &body->doc, ET_OBJECT_CONSENT_DOC, &body->doc_hash);
	if (err == ET_OK && !et_id_is_zero(&body->file))
		err = check_object(step, &body->file, ET_OBJECT_CONSENT_FILE, &body->file_hash);
	if (err != ET_OK)
		return err;
	return check_replaces(step, body);
}

/*
 * What it replaces ends at once, and with it Kela's way in: the keys were granted on that consent. The
 * place stays; before its turn the new consent must be in force.
 */
static enum et_err project(struct et_step *step)
{
	const struct consent *body = step->body;
	const struct et_statement *stmt = &step->stmt;
	const struct et_store_consent row = {
		.consent_id = body->id,
		.case_id = stmt->case_id,
		.seq = stmt->seq,
		.stmt_hash = stmt->hash,
		.witness = stmt->author,
		.doc_object = body->doc,
		.file_object = body->file,
		.valid_from = body->valid_from,
		.valid_to = body->valid_to,
		.template_id = body->template_id,
		.capture = body->capture,
	};
	enum et_err err;

	if ((err = et_store_consent_insert(step->store, &row)) != ET_OK)
		return err;
	err = et_store_casefile_set_consent(step->store, &stmt->case_id, &body->id);
	if (err != ET_OK)
		return err;
	/* Guests were invited on the one before, even if it had run out by itself. */
	if ((err = et_store_guest_end_of_case(step->store, &stmt->case_id, stmt->seq)) != ET_OK)
		return err;
	if (!et_id_is_zero(&body->replaces)) {
		err = et_store_consent_end(
			step->store, &body->replaces, stmt->time_ms, stmt->seq, &body->id);
		if (err != ET_OK || (err = et_statement_end_access(step)) != ET_OK)
			return err;
	}
	return et_statement_wants_room(step);
}

const struct et_statement_kind et_statement_kind_consent = {
	.doc = { .name = "consent",
		.by = "pair (the witness)",
		.body = "LP(\"ET1/consent\", consent_id, dh, doc_object, doc_ct_hash, file_object, "
			"file_ct_hash, u64 valid_from, u64 valid_to, template_id, capture, replaces)",
		.rule = "`dh = H(LP(\"ET1/cd\", salt32, doc))`; file_* zero if none; capture `drawn`, "
			"`scan` or `drawn+scan` (a scan needs a file); valid_to exclusive, > now, ≤ "
			"valid_from + 367 days; the named objects exist with those hashes (rev 1); "
			"replaces the current consent, zero if there is none (none that stands and has "
			"not run out). What it replaces ends as by `revoke`, but the place is kept" },
	.kind = ET_CASE_CONSENT,
	.body_len = sizeof(struct consent),
	.parse = parse,
	.check = check,
	.project = project,
};
