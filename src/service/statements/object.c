/*
 * object: a revision of something encrypted. Its ciphertext comes with the statement, or was staged in
 * chunks before; both are checked against the hash that the author signed.
 */
#include <etatunti/crypto/hash.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/chunk.h>
#include <etatunti/store/object.h>

#include "body.h"

/* nonce + tag around at least one padding block of 256 bytes (ET1 section 1). */
#define CT_OVERHEAD (24 + 16)
#define CT_BLOCK 256
#define CT_LEN_MAX ((size_t)512 * 1024)

struct object {
	struct et_id id;
	enum et_object_type type;
	unsigned comp;
	int64_t epoch, rev;
	struct et_hash ct_hash;
	int64_t size, chunks;
};

static enum et_err parse(const struct et_step *step, void *out)
{
	struct object *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/object");
	body->id = et_lp_get_id(&reader);
	if (et_object_type_parse(et_lp_get_word(&reader), &body->type) != ET_OK)
		et_lp_refuse(&reader);
	body->comp = et_body_comp(&reader);
	body->epoch = et_body_count(&reader);
	body->rev = et_body_count(&reader);
	body->ct_hash = et_lp_get_hash(&reader);
	body->size = et_body_count(&reader);
	body->chunks = et_lp_get_ms(&reader);
	if (body->chunks > ET_STORE_CHUNKS_MAX || et_id_is_zero(&body->id))
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

/* The next revision of what it was, or the first of something new. */
static enum et_err check_revision(struct et_step *step, const struct object *body)
{
	struct et_store_object newest;
	unsigned comp;
	enum et_err err;

	err = et_store_object_newest(
		step->store, &step->stmt.case_id, &body->id, step->arena, &newest);
	if (err == ET_NOT_FOUND)
		return body->rev == 1 ? ET_OK : ET_BAD_STATEMENT;
	if (err != ET_OK)
		return err;
	if (body->rev != newest.rev + 1 || et_object_type_is_chunked(body->type))
		return ET_BAD_STATEMENT;
	if (!et_slice_eq_str(newest.type, et_object_type_word(body->type)))
		return ET_BAD_STATEMENT;
	if (et_comp_parse(newest.comp, &comp) != ET_OK)
		return ET_CORRUPT;
	return comp == body->comp ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err match_blob(const struct et_step *step, const struct object *body)
{
	if (step->data_count != 1)
		return ET_BAD_STATEMENT;
	struct et_slice ct = step->data[0];
	struct et_hash hash = et_call_hash_of(step->call, ct);

	if (ct.len < CT_OVERHEAD + CT_BLOCK || ct.len > CT_LEN_MAX ||
		(ct.len - CT_OVERHEAD) % CT_BLOCK != 0)
		return ET_BAD_STATEMENT;
	if (body->size != (int64_t)ct.len || !et_hash_eq(&hash, &body->ct_hash))
		return ET_BAD_STATEMENT;
	return ET_OK;
}

/* All chunks are there, staged by the author, and are what the statement says. */
static enum et_err match_chunks(const struct et_step *step, const struct object *body)
{
	struct et_store_chunk *chunks;
	struct et_hasher hasher;
	int64_t size = 0;
	size_t count;
	enum et_err err;

	if (step->data_count != 0)
		return ET_BAD_STATEMENT;
	err = et_store_chunk_list(
		step->store, &step->stmt.case_id, &body->id, step->arena, &chunks, &count);
	if (err != ET_OK)
		return err;
	if ((int64_t)count != body->chunks)
		return ET_BAD_STATEMENT;
	et_hasher_init(&hasher);
	for (size_t i = 0; i < count; i++) {
		if (chunks[i].idx != (int64_t)i || chunks[i].taken != 0 ||
			!et_id_eq(&chunks[i].uploader, &step->stmt.author))
			return ET_BAD_STATEMENT;
		et_hasher_add(&hasher, et_hash_slice(&chunks[i].ct_hash));
		size += chunks[i].size;
	}
	struct et_hash hash = et_hasher_end(&hasher);

	return size == body->size && et_hash_eq(&hash, &body->ct_hash) ? ET_OK : ET_BAD_STATEMENT;
}

/* What a question without a client has no use for. */
static bool is_of_client(enum et_object_type type)
{
	return type == ET_OBJECT_BACKGROUND || type == ET_OBJECT_CONSENT_DOC ||
		type == ET_OBJECT_CONSENT_FILE || type == ET_OBJECT_FOLLOW_UP;
}

static enum et_err check(struct et_step *step)
{
	const struct object *body = step->body;
	const struct et_standing *standing = &step->standing;
	char comp[ET_COMPS_TEXT_SIZE];
	int64_t epoch;
	enum et_err err;

	et_comps_format(body->comp, comp);
	step->act.object_id = body->id;
	step->act.comp = comp[0];
	if (body->comp != et_object_type_comp(body->type) ||
		(et_standing_is_general(standing) && is_of_client(body->type)))
		return ET_BAD_STATEMENT;
	err = et_permission_write(&standing->member, body->type, standing->in_force);
	if (err != ET_OK)
		return err;
	err = et_store_commitment_newest_epoch(step->store, &step->stmt.case_id, comp, &epoch);
	if (err != ET_OK)
		return err;
	if (body->epoch != epoch)
		return ET_BAD_STATEMENT;
	if (et_object_type_is_chunked(body->type) != (body->chunks != 0))
		return ET_BAD_STATEMENT;
	return check_revision(step, body);
}

static enum et_err match(struct et_step *step)
{
	const struct object *body = step->body;

	return body->chunks != 0 ? match_chunks(step, body) : match_blob(step, body);
}

static enum et_err project(struct et_step *step)
{
	const struct object *body = step->body;
	char comp[ET_COMPS_TEXT_SIZE];

	et_comps_format(body->comp, comp);
	const struct et_store_object object = {
		.case_id = step->stmt.case_id,
		.object_id = body->id,
		.rev = body->rev,
		.type = et_slice_str(et_object_type_word(body->type)),
		.comp = et_slice_str(comp),
		.epoch = body->epoch,
		.author = step->stmt.author,
		.ct_hash = body->ct_hash,
		.size = body->size,
		.chunks = body->chunks,
		.seq = step->stmt.seq,
	};

	return et_store_object_insert(step->store, &object,
		step->data_count == 1 ? step->data[0] : (struct et_slice){ 0 });
}

static enum et_err keep(struct et_step *step)
{
	const struct object *body = step->body;

	if (body->chunks == 0)
		return ET_OK;
	return et_store_chunk_take(step->store, &step->stmt.case_id, &body->id);
}

const struct et_statement_kind et_statement_kind_object = {
	.doc = { .name = "object",
		.by = "member with that compartment",
		.body = "LP(\"ET1/object\", object_id, type, comp, u64 epoch, u64 rev, ct_hash, "
			"u64 size, u64 chunks)",
		.blobs = "ct, or none if chunked",
		.rule = "rev = last + 1 (1 for a new id), type and comp stay; a chunked one has one "
			"revision; epoch = the newest of comp; ct is padded to 256 bytes (40 + 256 n, "
			"at most 512 KiB); chunks were put by the author; contact may write `plan`, "
			"`thread`, `card` only. Types: `question` S, `background` P, `consent-doc` C, "
			"`consent-file` C (chunked), `attachment` S (chunked), `plan` S, `thread` S, "
			"`follow-up` P, `card` S; a general question has no `background`, "
			"`consent-doc`, `consent-file`, `follow-up`" },
	.kind = ET_CASE_OBJECT,
	.data_min = 0,
	.data_max = 1,
	.body_len = sizeof(struct object),
	.parse = parse,
	.check = check,
	.match = match,
	.project = project,
	.keep = keep,
};
