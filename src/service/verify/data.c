/*
 * The bytes that nobody here can open: ciphertexts, chunks, sealed keys. Each is the one whose hash was
 * signed. Runs last: by now the projections are known to be what the chains say.
 */
#include <etatunti/crypto/hash.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/chunk.h>
#include <etatunti/store/guest.h>
#include <etatunti/store/member.h>
#include <etatunti/store/object.h>
#include <etatunti/store/statement.h>

#include "state.h"

/* The bytes that a sentence speaks of. */
struct place {
	const char *table;
	const struct et_id *case_id;
	const struct et_id *object_id;
	int64_t number; /* rev, or index of a chunk */
};

static enum et_err bad(struct et_verify *run, struct place at, const char *what)
{
	return et_verify_fail(run, "%s case %s object %s %lld: %s", at.table,
		et_verify_id(at.case_id).text, et_verify_id(at.object_id).text,
		(long long)at.number, what);
}

static enum et_err check_blob(struct et_verify *run, const struct et_store_object *object)
{
	const struct place at = { "object_ct", &object->case_id, &object->object_id, object->rev };
	struct et_slice ct;
	enum et_err err;

	err = et_store_object_ct(
		run->data, &object->case_id, &object->object_id, object->rev, run->step, &ct);
	if (err == ET_NOT_FOUND)
		return bad(run, at, "the ciphertext is missing");
	if (err != ET_OK)
		return err;
	struct et_hash hash = et_hash_of(ct);

	if (!et_hash_eq(&hash, &object->ct_hash) || (int64_t)ct.len != object->size)
		return bad(run, at, "the ciphertext is not the one that was signed");
	return ET_OK;
}

static enum et_err check_chunk(struct et_verify *run, const struct et_store_object *object,
	const struct et_store_chunk *said)
{
	const struct place at = { "chunk", &object->case_id, &object->object_id, said->idx };
	struct et_store_chunk chunk;
	enum et_err err;

	if (said->taken != 1)
		return bad(run, at, "it is not marked as taken");
	if (!et_id_eq(&said->uploader, &object->author))
		return bad(run, at, "it was not put by the author");
	err = et_store_chunk_get(
		run->data, &object->case_id, &object->object_id, said->idx, run->step, &chunk);
	if (err != ET_OK)
		return err;
	struct et_hash hash = et_hash_of(chunk.ct);

	if (!et_hash_eq(&hash, &chunk.ct_hash) || (int64_t)chunk.ct.len != chunk.size)
		return bad(run, at, "the bytes do not match their hash");
	return ET_OK;
}

static enum et_err check_chunks(struct et_verify *run, const struct et_store_object *object)
{
	const struct place at = { "chunk", &object->case_id, &object->object_id, object->chunks };
	struct et_store_chunk *chunks;
	struct et_hasher hasher;
	int64_t size = 0;
	size_t count;
	enum et_err err;

	err = et_store_chunk_list(
		run->data, &object->case_id, &object->object_id, run->step, &chunks, &count);
	if (err != ET_OK)
		return err;
	if ((int64_t)count != object->chunks)
		return bad(run, at, "there are not as many chunks as were signed");
	et_hasher_init(&hasher);
	for (size_t i = 0; i < count; i++) {
		if (chunks[i].idx != (int64_t)i)
			return bad(run, at, "their indexes do not follow each other");
		if ((err = check_chunk(run, object, &chunks[i])) != ET_OK)
			return err;
		et_hasher_add(&hasher, et_hash_slice(&chunks[i].ct_hash));
		size += chunks[i].size;
	}
	struct et_hash hash = et_hasher_end(&hasher);

	if (!et_hash_eq(&hash, &object->ct_hash) || size != object->size)
		return bad(run, at, "the chunks are not the ones that were signed");
	return ET_OK;
}

static enum et_err check_objects(struct et_verify *run, const struct et_id *case_id, size_t *count)
{
	struct et_store_object *objects;
	enum et_err err;

	err = et_store_object_list(run->data, case_id, run->page, &objects, count);
	for (size_t i = 0; err == ET_OK && i < *count; i++) {
		et_arena_reset(run->step);
		err = objects[i].chunks == 0 ? check_blob(run, &objects[i])
					     : check_chunks(run, &objects[i]);
	}
	return err;
}

static enum et_err check_wraps(struct et_verify *run, const struct et_id *case_id, size_t *count)
{
	struct et_store_wrap *wraps, *expected = NULL;
	size_t wanted = 0;
	enum et_err err;

	err = et_store_wrap_list_all(run->data, case_id, run->page, &wraps, count);
	if (err == ET_OK)
		err = et_store_wrap_list_all(run->built, case_id, run->page, &expected, &wanted);
	for (size_t i = 0; err == ET_OK && i < wanted; i++) {
		struct et_hash hash =
			i < *count ? et_hash_of(wraps[i].w) : (struct et_hash){ { 0 } };

		if (i >= *count || wraps[i].seq != expected[i].seq ||
			!et_hash_eq(&hash, &expected[i].w_hash))
			err = et_verify_fail(run,
				"wrap_data case %s seq %lld: it is not the one that was signed",
				et_verify_id(case_id).text, (long long)expected[i].seq);
	}
	return err;
}

static enum et_err check_guest(struct et_verify *run, const char *part,
	const struct et_store_guest *guest, struct et_slice bytes, struct et_slice expected,
	const struct et_hash *signed_hash)
{
	struct et_hash hash = et_hash_of(bytes);

	if ((bytes.len == 0) == (expected.len == 0) &&
		(bytes.len == 0 || et_hash_eq(&hash, signed_hash)))
		return ET_OK;
	return et_verify_fail(run, "guest_data guest %s %s: it is not the one that was signed",
		et_verify_id(&guest->guest_id).text, part);
}

/* What is there and what not follows from the chain, as the copy has it with other bytes. */
static enum et_err check_guests(struct et_verify *run, const struct et_id *case_id)
{
	struct et_store_guest *guests, *expected = NULL;
	size_t count, wanted = 0;
	enum et_err err;

	err = et_store_guest_list(run->data, case_id, INT64_MAX, run->page, &guests, &count);
	if (err == ET_OK)
		err = et_store_guest_list(
			run->built, case_id, INT64_MAX, run->page, &expected, &wanted);
	for (size_t i = 0; err == ET_OK && i < count && i < wanted; i++) {
		err = check_guest(run, "invite", &guests[i], guests[i].invite, expected[i].invite,
			&guests[i].ct_hash);
		if (err == ET_OK)
			err = check_guest(run, "wrap", &guests[i], guests[i].wrap, expected[i].wrap,
				&guests[i].wrap_hash);
	}
	return err;
}

/* Of an erased case nothing is expected, and nothing may be there. */
static enum et_err check_erased(struct et_verify *run, const struct et_id *case_id, bool *erased)
{
	struct et_store_casefile casefile;
	int64_t count = 0;
	enum et_err err;

	*erased = false;
	if ((err = et_store_casefile_by_id(run->built, case_id, run->page, &casefile)) != ET_OK)
		return err;
	if (!et_slice_eq_str(casefile.state, "erased"))
		return ET_OK;
	*erased = true;
	if ((err = et_store_object_count_bytes(run->data, case_id, &count)) != ET_OK)
		return err;
	return count == 0 ? ET_OK
			  : et_verify_fail(run, "case %s: it was erased, but its data is there",
				    et_verify_id(case_id).text);
}

enum et_err et_verify_data(struct et_verify *run)
{
	struct et_id after = { { 0 } };
	size_t objects = 0, wraps = 0, found, count;
	struct et_id *ids;
	bool erased;
	enum et_err err;

	do {
		et_arena_reset(run->page);
		err = et_store_statement_cases(run->data, &after, 1, run->page, &ids, &count);
		if (err != ET_OK || count == 0)
			break;
		after = ids[0];
		if ((err = check_erased(run, &after, &erased)) != ET_OK)
			break;
		if (erased)
			continue;
		if ((err = check_objects(run, &after, &found)) != ET_OK)
			break;
		objects += found;
		if ((err = check_wraps(run, &after, &found)) != ET_OK)
			break;
		wraps += found;
		if ((err = check_guests(run, &after)) != ET_OK)
			break;
	} while (true);
	if (err == ET_OK)
		et_verify_say(run, "data: %zu objects, %zu sealed keys, as signed", objects, wraps);
	return err;
}
