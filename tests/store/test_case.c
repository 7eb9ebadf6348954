/* Cases: chain, members, keys, objects, chunks, consents, rooms; replies, log and drafts beside them. */
#include "cmocka_all.h"

#include <etatunti/store/casefile.h>
#include <etatunti/store/chunk.h>
#include <etatunti/store/draft.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/member.h>
#include <etatunti/store/object.h>
#include <etatunti/store/org.h>
#include <etatunti/store/pair.h>
#include <etatunti/store/reply.h>
#include <etatunti/store/room.h>
#include <etatunti/store/statement.h>

#include <string.h>

#include "world.h"

static const struct et_id none = { { 0 } };

static int setup(void **state)
{
	static struct world world;

	world_init(&world);
	OK(et_store_txn_begin(world.store, "test"));
	world_case(world.store, 1);
	*state = &world;
	return 0;
}

static int teardown(void **state)
{
	world_fini(*state);
	return 0;
}

static void test_chain(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1), pair_id = PAIR;
	struct et_store_statement stmt = { case_id, 1, ET_SLICE_LIT("bytes"), { { 1 } },
		hash_of('1', 1), ET_SLICE_LIT("create"), WORKER, NOW },
				  got, *list;
	struct et_store_casefile casefile;
	struct et_id *cases;
	size_t count;

	OK(et_store_statement_append(w->store, &stmt));
	stmt.seq = 2;
	stmt.hash = hash_of('1', 2);
	OK(et_store_statement_append(w->store, &stmt));
	OK(et_store_statement_list(w->store, &case_id, 2, 10, w->arena, &list, &count));
	assert_int_equal(count, 1);
	assert_true(et_slice_eq_str(list[0].stmt, "bytes"));
	OK(et_store_statement_last(w->store, &case_id, 1, INT64_MAX, w->arena, &got));
	assert_int_equal(got.sig.b[0], 1);
	OK(et_store_statement_last(w->store, &case_id, INT64_MAX, INT64_MAX, w->arena, &got));
	assert_int_equal(got.seq, 2);
	OK(et_store_statement_cases(w->store, &none, 10, w->arena, &cases, &count));
	assert_int_equal(count, 1);
	OK(et_store_statement_cases(w->store, &case_id, 10, w->arena, &cases, &count));
	assert_int_equal(count, 0);
	OK(et_store_casefile_advance(w->store, &case_id, 2, &stmt.hash, NOW + 1, NOW + 2));
	OK(et_store_casefile_close(w->store, &case_id, &case_id));
	OK(et_store_casefile_by_id(w->store, &case_id, w->arena, &casefile));
	assert_true(et_id_eq(&casefile.pair_id, &pair_id));
	assert_int_equal(casefile.seq, 2);
	assert_true(et_hash_eq(&casefile.hash, &stmt.hash));
	assert_int_equal(casefile.updated_at, NOW + 2);
	assert_true(et_slice_eq_str(casefile.state, "closed"));
}

static void test_commitments(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1);
	struct et_store_commitment commitment = { case_id, ET_SLICE_LIT("S"), 1, hash_of('q', 1) };
	struct et_hash kc;
	int64_t epoch;

	OK(et_store_commitment_newest_epoch(w->store, &case_id, "S", &epoch));
	assert_int_equal(epoch, 0);
	OK(et_store_commitment_insert(w->store, &commitment));
	assert_int_equal(et_store_commitment_insert(w->store, &commitment), ET_CONFLICT);
	OK(et_store_commitment_newest_epoch(w->store, &case_id, "S", &epoch));
	assert_int_equal(epoch, 1);
	OK(et_store_commitment_get(w->store, &case_id, "S", 1, &kc));
	assert_true(et_hash_eq(&kc, &commitment.kc));
	assert_int_equal(et_store_commitment_get(w->store, &case_id, "P", 1, &kc), ET_NOT_FOUND);
	assert_true(et_hash_is_zero(&kc));
}

static void grant(struct world *w, int64_t seq, const char *comp, struct et_id recipient)
{
	struct et_store_wrap wrap = { .case_id = CASE(1),
		.seq = seq,
		.comp = et_slice_str(comp),
		.epoch = 1,
		.recipient = recipient,
		.granter = WORKER,
		.w = ET_SLICE_LIT("sealed") };

	OK(et_store_wrap_insert(w->store, &wrap));
}

static size_t wraps_of(struct world *w, struct et_id recipient, const char *comps)
{
	const struct et_id case_id = CASE(1);
	struct et_store_wrap *wraps;
	size_t count;

	OK(et_store_wrap_list(w->store, &case_id, &recipient, comps, w->arena, &wraps, &count));
	for (size_t i = 0; i < count; i++)
		assert_true(et_slice_eq_str(wraps[i].w, "sealed"));
	return count;
}

static void test_members_and_keys(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1), contact = CONTACT, stranger = STRANGER;
	struct et_store_member member, *members;
	struct et_store_wrap *wraps;
	size_t count;

	OK(et_store_member_get(w->store, &case_id, &contact, w->arena, &member));
	assert_true(et_slice_eq_str(member.org_kind, "kela"));
	assert_true(et_slice_eq_str(member.comps, "SC"));
	assert_int_equal(et_store_member_get(w->store, &case_id, &stranger, w->arena, &member),
		ET_NOT_FOUND);
	OK(et_store_member_list(w->store, &case_id, w->arena, &members, &count));
	assert_int_equal(count, 3);
	assert_true(et_id_eq(&members[2].uid, &contact));

	grant(w, 7, "P", WORKER);
	grant(w, 8, "S", WORKER);
	grant(w, 9, "S", CONTACT);
	grant(w, 10, "C", CONTACT);
	assert_int_equal(wraps_of(w, WORKER, "PSC"), 2);
	assert_int_equal(wraps_of(w, CONTACT, "SC"), 2);
	assert_int_equal(wraps_of(w, CONTACT, "C"), 1);
	/* Revoke: Kela's S keys go, bytes and all; the pair's and the C ones stay. */
	OK(et_store_wrap_drop_contacts(w->store, &case_id));
	assert_int_equal(wraps_of(w, CONTACT, "SC"), 1);
	assert_int_equal(wraps_of(w, WORKER, "PSC"), 2);
	assert_int_equal(world_count(w->store, "SELECT COUNT(*) FROM wrap_data"), 3);
	OK(et_store_wrap_list_all(w->store, &case_id, w->arena, &wraps, &count));
	assert_int_equal(count, 3);
}

/* Removed with all keys, and back without any. */
static void test_member_comes_back(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1), contact = CONTACT, stranger = STRANGER;
	struct et_store_member member, *members;
	size_t count;

	grant(w, 7, "S", WORKER);
	grant(w, 8, "S", CONTACT);
	grant(w, 9, "C", CONTACT);
	OK(et_store_member_get(w->store, &case_id, &contact, w->arena, &member));
	assert_int_equal(et_store_member_add(w->store, &member), ET_CONFLICT);
	OK(et_store_member_remove(w->store, &case_id, &contact));
	assert_int_equal(et_store_member_remove(w->store, &case_id, &contact), ET_NOT_FOUND);
	assert_int_equal(et_store_member_remove(w->store, &case_id, &stranger), ET_NOT_FOUND);
	OK(et_store_member_get(w->store, &case_id, &contact, w->arena, &member));
	assert_int_equal(member.active, 0);
	OK(et_store_member_list(w->store, &case_id, w->arena, &members, &count));
	assert_int_equal(count, 2);
	assert_int_equal(wraps_of(w, CONTACT, "PSC"), 0);
	assert_int_equal(wraps_of(w, WORKER, "PSC"), 1);
	assert_int_equal(world_count(w->store, "SELECT COUNT(*) FROM wrap_data"), 1);
	member.seq = 12;
	OK(et_store_member_add(w->store, &member));
	OK(et_store_member_get(w->store, &case_id, &contact, w->arena, &member));
	assert_int_equal(member.active, 1);
	assert_int_equal(member.seq, 12);
	assert_int_equal(wraps_of(w, CONTACT, "PSC"), 0);
}

/* When the soonest reason for a part ends: a substitute's dates, else the certificate. */
static void test_part_end(void **state)
{
	struct world *w = *state;
	const struct et_id pair = PAIR, worker = WORKER, stranger = STRANGER, contact = CONTACT;
	const struct et_store_substitute substitute = { id_of('f', 1), WORKER, STRANGER, NOW,
		NOW + HOUR_MS, 1 };
	int64_t certificate, at;

	certificate =
		world_count(w->store, "SELECT DISTINCT not_after FROM user WHERE state = 'active'");
	assert_true(certificate > NOW + HOUR_MS);
	OK(et_store_member_part_end(w->store, &pair, &stranger, NOW, &at));
	assert_int_equal(at, 0);
	OK(et_store_substitute_set(w->store, &substitute));
	OK(et_store_member_part_end(w->store, &pair, &stranger, NOW, &at));
	assert_int_equal(at, NOW + HOUR_MS);
	OK(et_store_member_part_end(w->store, &pair, &stranger, NOW + HOUR_MS, &at));
	assert_int_equal(at, 0);
	OK(et_store_member_part_end(w->store, &pair, &worker, NOW, &at));
	assert_int_equal(at, certificate);
	OK(et_store_member_part_end(w->store, &pair, &contact, NOW, &at));
	assert_int_equal(at, certificate);
}

static void test_objects(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1), id = id_of('b', 1);
	struct et_store_object object = { case_id, id, 1, ET_SLICE_LIT("plan"), ET_SLICE_LIT("S"),
		1, WORKER, hash_of('t', 1), 5, 0, 11 },
			       got, *list;
	struct et_store_confirmation confirmation = { case_id, id, 2, CONTACT, 14, NOW },
				     *confirmations;
	struct et_slice ct;
	size_t count;

	OK(et_store_object_insert(w->store, &object, ET_SLICE_LIT("first")));
	object.rev = 2;
	object.seq = 12;
	OK(et_store_object_insert(w->store, &object, ET_SLICE_LIT("second")));
	assert_int_equal(
		et_store_object_insert(w->store, &object, ET_SLICE_LIT("fork")), ET_CONFLICT);
	OK(et_store_object_newest(w->store, &case_id, &id, w->arena, &got));
	assert_int_equal(got.rev, 2);
	OK(et_store_object_by_rev(w->store, &case_id, &id, 1, w->arena, &got));
	assert_int_equal(got.seq, 11);
	assert_int_equal(
		et_store_object_by_rev(w->store, &case_id, &id, 3, w->arena, &got), ET_NOT_FOUND);
	OK(et_store_object_ct(w->store, &case_id, &id, 1, w->arena, &ct));
	assert_true(et_slice_eq_str(ct, "first"));
	OK(et_store_object_list(w->store, &case_id, w->arena, &list, &count));
	assert_int_equal(count, 2);

	OK(et_store_confirmation_insert(w->store, &confirmation));
	assert_int_equal(et_store_confirmation_insert(w->store, &confirmation), ET_CONFLICT);
	OK(et_store_confirmation_list(
		w->store, &case_id, &id, 2, w->arena, &confirmations, &count));
	assert_int_equal(count, 1);
	OK(et_store_confirmation_list(
		w->store, &case_id, &id, 1, w->arena, &confirmations, &count));
	assert_int_equal(count, 0);
}

static void test_chunks(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1), id = id_of('b', 2), worker = WORKER;
	struct et_store_chunk chunk = { case_id, id, 1, ET_SLICE_LIT("one"), hash_of('t', 1), 0,
		WORKER, NOW, 0 },
			      got, *list;
	struct et_store_object object = { case_id, id, 1, ET_SLICE_LIT("attachment"),
		ET_SLICE_LIT("S"), 1, WORKER, hash_of('t', 9), 7, 2, 11 };
	struct et_slice ct;
	size_t count;
	int64_t len;

	OK(et_store_chunk_put(w->store, &chunk));
	chunk.idx = 0;
	chunk.ct = ET_SLICE_LIT("zero");
	OK(et_store_chunk_put(w->store, &chunk));
	OK(et_store_chunk_put(w->store, &chunk)); /* again, after a cut connection */
	OK(et_store_chunk_staged_len(w->store, &worker, &len));
	assert_int_equal(len, 7);
	OK(et_store_chunk_list(w->store, &case_id, &id, w->arena, &list, &count));
	assert_int_equal(count, 2);
	assert_int_equal(list[0].size, 4);
	assert_int_equal(list[0].ct.len, 0);
	chunk.uploader = COLLEAGUE;
	assert_int_equal(et_store_chunk_put(w->store, &chunk), ET_CONFLICT);
	OK(et_store_chunk_take(w->store, &case_id, &id));
	assert_int_equal(et_store_chunk_take(w->store, &case_id, &id), ET_NOT_FOUND);
	chunk.uploader = WORKER;
	assert_int_equal(et_store_chunk_put(w->store, &chunk), ET_CONFLICT);
	OK(et_store_object_insert(w->store, &object, (struct et_slice){ NULL, 0 }));
	assert_int_equal(
		et_store_object_ct(w->store, &case_id, &id, 1, w->arena, &ct), ET_NOT_FOUND);
	chunk.object_id = id_of('b', 3);
	OK(et_store_chunk_put(w->store, &chunk));
	OK(et_store_chunk_drop_staged(w->store, NOW));
	OK(et_store_chunk_get(w->store, &case_id, &chunk.object_id, 0, w->arena, &got));
	OK(et_store_chunk_drop_staged(w->store, NOW + 1));
	assert_int_equal(
		et_store_chunk_get(w->store, &case_id, &chunk.object_id, 0, w->arena, &got),
		ET_NOT_FOUND);
	/* What a statement vouches for stays. */
	OK(et_store_chunk_get(w->store, &case_id, &id, 0, w->arena, &got));
	assert_true(et_slice_eq_str(got.ct, "zero"));
	assert_int_equal(got.taken, 1);
}

static void test_consents(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1), first = CONSENT(1), second = id_of('k', 51),
			   colleague = COLLEAGUE, contact = CONTACT, worker = WORKER;
	struct et_store_consent consent, *list;
	size_t count;

	OK(et_store_consent_newest(w->store, &case_id, w->arena, &consent));
	assert_true(et_id_eq(&consent.consent_id, &first));
	assert_true(et_id_is_zero(&consent.file_object));
	assert_int_equal(et_store_consent_ack(w->store, &first, &colleague, 9), ET_CONFLICT);
	OK(et_store_consent_see(w->store, &first, &contact, 9));
	OK(et_store_consent_see(w->store, &first, &worker, 10)); /* the first one counts */
	consent.consent_id = second;
	consent.seq = 20;
	consent.ack_by = none;
	consent.ack_seq = 0;
	OK(et_store_consent_insert(w->store, &consent));
	OK(et_store_casefile_set_consent(w->store, &case_id, &second));
	OK(et_store_consent_end(w->store, &first, NOW, 20, &second));
	assert_int_equal(et_store_consent_end(w->store, &first, NOW, 21, &none), ET_CONFLICT);
	OK(et_store_consent_by_id(w->store, &first, w->arena, &consent));
	assert_true(et_id_eq(&consent.seen_by, &contact));
	assert_true(et_id_eq(&consent.replaced_by, &second));
	assert_int_equal(consent.ended_at, NOW);
	OK(et_store_consent_ack(w->store, &second, &colleague, 22));
	OK(et_store_consent_newest(w->store, &case_id, w->arena, &consent));
	assert_int_equal(consent.ack_seq, 22);
	OK(et_store_consent_list(w->store, &case_id, w->arena, &list, &count));
	assert_int_equal(count, 2);
	assert_true(et_id_eq(&list[0].consent_id, &first));
}

static size_t contact_sees(struct world *w, int64_t now)
{
	const struct et_id contact = CONTACT;
	struct et_store_case_item *items;
	size_t count;

	OK(et_store_casefile_list_of_contact(w->store, &contact, now, w->arena, &items, &count));
	return count;
}

static void test_case_lists(void **state)
{
	struct world *w = *state;
	const struct et_id worker = WORKER, stranger = STRANGER, first = CONSENT(1), hour = HOUR(1);
	struct et_store_place place = world_place(1, hour, 15);
	struct et_store_case_item *items;
	size_t count;

	world_case(w->store, 2);
	OK(et_store_casefile_list_of(w->store, &worker, NOW, w->arena, &items, &count));
	assert_int_equal(count, 2);
	assert_int_equal(items[0].case_id.b[15], 2); /* the newest first */
	assert_true(et_id_is_zero(&items[0].hour_id));
	assert_int_equal(items[0].valid_to, NOW + 100 * DAY_MS);
	OK(et_store_casefile_list_of(w->store, &stranger, NOW, w->arena, &items, &count));
	assert_int_equal(count, 0);

	assert_int_equal(contact_sees(w, NOW), 2);
	assert_int_equal(contact_sees(w, NOW - 2 * DAY_MS), 0);
	OK(et_store_place_insert(w->store, &place));
	assert_int_equal(contact_sees(w, NOW - 2 * DAY_MS), 1); /* the day queued for */
	assert_int_equal(contact_sees(w, NOW + 100 * DAY_MS), 0);
	OK(et_store_casefile_list_of(w->store, &worker, NOW, w->arena, &items, &count));
	assert_true(et_id_eq(&items[1].hour_id, &hour));
	assert_true(et_slice_eq_str(items[1].place_state, "queued"));
	assert_int_equal(items[1].minutes, 15);
	OK(et_store_consent_end(w->store, &first, NOW, 20, &none));
	assert_int_equal(contact_sees(w, NOW), 1);
}

static void test_without_acknowledgement(void **state)
{
	struct world *w = *state;
	struct et_store_consent consent;
	const struct et_id case_id = CASE(1), second = id_of('k', 51), first = CONSENT(1),
			   county = COUNTY;

	OK(et_store_consent_newest(w->store, &case_id, w->arena, &consent));
	consent.consent_id = second;
	consent.ack_by = none;
	consent.ack_seq = 0;
	OK(et_store_consent_insert(w->store, &consent));
	OK(et_store_consent_end(w->store, &first, NOW, 20, &second));
	OK(et_store_casefile_set_consent(w->store, &case_id, &second));
	assert_int_equal(contact_sees(w, NOW), 0);
	OK(et_store_org_policy(w->store, &county, false));
	assert_int_equal(contact_sees(w, NOW), 1);
}

static void test_rooms(void **state)
{
	struct world *w = *state;
	const struct et_id hour = HOUR(1), case_id = CASE(1);
	struct et_store_room room = { id_of('r', 1), CASE(1), HOUR(1), 11, NOW, 0, { NULL, 0 } },
			     other = { id_of('r', 2), CASE(2), HOUR(1), 11, NOW, 0, { NULL, 0 } },
			     got;

	world_case(w->store, 2);
	OK(et_store_room_insert(w->store, &room));
	/* One room an hour, one a case. */
	assert_int_equal(et_store_room_insert(w->store, &other), ET_CONFLICT);
	other.case_id = CASE(1);
	other.hour_id = HOUR(2);
	assert_int_equal(et_store_room_insert(w->store, &other), ET_CONFLICT);
	OK(et_store_room_open_of_hour(w->store, &hour, w->arena, &got));
	OK(et_store_room_open_of_case(w->store, &case_id, w->arena, &got));
	OK(et_store_room_close(w->store, &room.session_id, NOW + 5, "interrupted"));
	assert_int_equal(
		et_store_room_close(w->store, &room.session_id, NOW + 6, "handled"), ET_NOT_FOUND);
	OK(et_store_room_by_id(w->store, &room.session_id, w->arena, &got));
	assert_true(et_slice_eq_str(got.outcome, "interrupted"));
	assert_int_equal(et_store_room_open_of_hour(w->store, &hour, w->arena, &got), ET_NOT_FOUND);
	OK(et_store_room_insert(w->store, &other));
}

static void test_replies(void **state)
{
	struct world *w = *state;
	struct et_store_reply reply = { WORKER, id_of('m', 1), hash_of('m', 1),
		ET_SLICE_LIT("{\"ok\":{}}"), NOW },
			      got;

	OK(et_store_reply_insert(w->store, &reply));
	assert_int_equal(et_store_reply_insert(w->store, &reply), ET_CONFLICT);
	OK(et_store_reply_get(w->store, &reply.uid, &reply.id, w->arena, &got));
	assert_true(et_slice_eq(got.reply, reply.reply));
	assert_true(et_hash_eq(&got.request_hash, &reply.request_hash));
	assert_int_equal(
		et_store_reply_get(w->store, &none, &reply.id, w->arena, &got), ET_NOT_FOUND);
	OK(et_store_reply_drop(w->store, NOW + 1));
	assert_int_equal(
		et_store_reply_get(w->store, &reply.uid, &reply.id, w->arena, &got), ET_NOT_FOUND);
}

static void test_log(void **state)
{
	struct world *w = *state;
	struct et_store_logrow row = { 1, ET_SLICE_LIT("row"), hash_of('l', 1), CASE(1) }, *rows;
	struct et_store_checkpoint checkpoint = { 1, ET_SLICE_LIT("ckpt"), { { 7 } } },
				   *checkpoints;
	struct et_hash hash;
	int64_t seq;
	size_t count;

	OK(et_store_logrow_head(w->store, &seq, &hash));
	assert_int_equal(seq, 0);
	assert_true(et_hash_is_zero(&hash));
	assert_int_equal(et_store_checkpoint_newest(w->store, w->arena, &checkpoint), ET_NOT_FOUND);
	OK(et_store_logrow_append(w->store, &row));
	OK(et_store_logrow_head(w->store, &seq, &hash));
	assert_int_equal(seq, 1);
	assert_true(et_hash_eq(&hash, &row.hash));
	OK(et_store_logrow_list(w->store, 1, 10, w->arena, &rows, &count));
	assert_int_equal(count, 1);
	assert_true(et_id_eq(&rows[0].case_id, &row.case_id));
	row = (struct et_store_logrow){ 2, ET_SLICE_LIT("row"), hash_of('l', 2), { { 0 } } };
	OK(et_store_logrow_append(w->store, &row));
	row = (struct et_store_logrow){ 3, ET_SLICE_LIT("row"), hash_of('l', 3), CASE(1) };
	OK(et_store_logrow_append(w->store, &row));
	/* Of the case only, from a seq on, so many. */
	OK(et_store_logrow_list_of_case(w->store, &row.case_id, 0, 10, w->arena, &rows, &count));
	assert_int_equal(count, 2);
	assert_int_equal(rows[1].seq, 3);
	OK(et_store_logrow_list_of_case(w->store, &row.case_id, 2, 10, w->arena, &rows, &count));
	assert_int_equal(count, 1);
	OK(et_store_logrow_list_of_case(w->store, &row.case_id, 0, 1, w->arena, &rows, &count));
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].seq, 1);
	checkpoint = (struct et_store_checkpoint){ 1, ET_SLICE_LIT("ckpt"), { { 7 } } };
	OK(et_store_checkpoint_append(w->store, &checkpoint));
	assert_int_equal(et_store_checkpoint_append(w->store, &checkpoint), ET_CONFLICT);
	OK(et_store_checkpoint_newest(w->store, w->arena, &checkpoint));
	assert_int_equal(checkpoint.sig.b[0], 7);
	OK(et_store_checkpoint_by_seq(w->store, 1, w->arena, &checkpoint));
	assert_int_equal(
		et_store_checkpoint_by_seq(w->store, 2, w->arena, &checkpoint), ET_NOT_FOUND);
	OK(et_store_checkpoint_list(w->store, 1, 10, w->arena, &checkpoints, &count));
	assert_int_equal(count, 1);
}

static void test_drafts(void **state)
{
	struct world *w = *state;
	const struct et_id uid = WORKER, other = COLLEAGUE;
	struct et_store_draft draft = { WORKER, ET_SLICE_LIT("plan:1"), ET_SLICE_LIT("ct"), NOW },
			      got;
	int64_t n;

	OK(et_store_draft_put(w->store, &draft));
	draft.ct = ET_SLICE_LIT("newer");
	draft.at = NOW + 1;
	OK(et_store_draft_put(w->store, &draft));
	OK(et_store_draft_count(w->store, &uid, &n));
	assert_int_equal(n, 1);
	OK(et_store_draft_get(w->store, &uid, draft.key, w->arena, &got));
	assert_true(et_slice_eq_str(got.ct, "newer"));
	assert_int_equal(got.at, NOW + 1);
	assert_int_equal(
		et_store_draft_get(w->store, &other, draft.key, w->arena, &got), ET_NOT_FOUND);
	OK(et_store_draft_drop(w->store, &uid, draft.key));
	OK(et_store_draft_drop(w->store, &uid, draft.key));
	OK(et_store_draft_put(w->store, &draft));
	OK(et_store_draft_forget(w->store, NOW + 2));
	OK(et_store_draft_count(w->store, &uid, &n));
	assert_int_equal(n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_chain),
		TEST(test_commitments),
		TEST(test_members_and_keys),
		TEST(test_member_comes_back),
		TEST(test_part_end),
		TEST(test_objects),
		TEST(test_chunks),
		TEST(test_consents),
		TEST(test_case_lists),
		TEST(test_without_acknowledgement),
		TEST(test_rooms),
		TEST(test_replies),
		TEST(test_log),
		TEST(test_drafts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
