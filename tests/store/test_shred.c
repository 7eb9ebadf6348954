/* What is erased or taken back is gone from the files, not only from the tables. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/store/chunk.h>
#include <etatunti/store/guest.h>
#include <etatunti/store/member.h>
#include <etatunti/store/object.h>
#include <etatunti/store/room.h>

#include "store/handle.h"
#include "world.h"

#define MARK "the only text of its kind: 8f2c"
#define CT_LEN 300000 /* many overflow pages */

/* How often the mark stands in the file. */
static size_t marks_in(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t len, found = 0;
	char *bytes;

	if (file == NULL)
		return 0;
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	len = (size_t)ftell(file);
	rewind(file);
	assert_non_null(bytes = malloc(len + 1));
	assert_int_equal(fread(bytes, 1, len, file), len);
	fclose(file);
	for (size_t i = 0; i + strlen(MARK) <= len; i++)
		found += memcmp(bytes + i, MARK, strlen(MARK)) == 0 ? 1 : 0;
	free(bytes);
	return found;
}

static size_t marks(const struct world *world)
{
	char wal[128];

	(void)snprintf(wal, sizeof(wal), "%s-wal", world->path);
	return marks_in(world->path) + marks_in(wal);
}

/* A ciphertext full of marks, a chunk and a sealed key with one each. */
static void write_all(struct world *world, struct et_id case_id)
{
	static char ct[CT_LEN];
	const struct et_store_object object = {
		.case_id = case_id,
		.object_id = id_of('x', 1),
		.rev = 1,
		.type = ET_SLICE_LIT("question"),
		.comp = ET_SLICE_LIT("S"),
		.epoch = 1,
		.author = WORKER,
		.size = CT_LEN,
		.seq = 20,
	};
	const struct et_store_chunk chunk = {
		.case_id = case_id,
		.object_id = id_of('x', 2),
		.ct = ET_SLICE_LIT(MARK),
		.uploader = WORKER,
		.at = NOW,
	};
	const struct et_store_wrap wrap = {
		.case_id = case_id,
		.seq = 21,
		.comp = ET_SLICE_LIT("S"),
		.epoch = 1,
		.recipient = CONTACT,
		.granter = WORKER,
		.w = ET_SLICE_LIT(MARK),
	};

	for (size_t i = 0; i + strlen(MARK) < CT_LEN; i += 1000)
		memcpy(ct + i, MARK, strlen(MARK));
	OK(et_store_object_insert(world->store, &object, et_slice_of(ct, CT_LEN)));
	OK(et_store_chunk_put(world->store, &chunk));
	OK(et_store_wrap_insert(world->store, &wrap));
}

static void test_erased(void **state)
{
	struct et_id case_id = CASE(1);
	struct world world;
	int64_t count;

	(void)state;
	world_init_file(&world);
	OK(et_store_txn_begin(world.store, "test"));
	world_case(world.store, 1);
	write_all(&world, case_id);
	OK(et_store_txn_commit(world.store));
	assert_true(marks(&world) > 100);
	OK(et_store_txn_begin(world.store, "test"));
	OK(et_store_wrap_drop_all(world.store, &case_id));
	OK(et_store_object_drop_bytes(world.store, &case_id));
	OK(et_store_txn_commit(world.store));
	OK(et_store_object_count_bytes(world.store, &case_id, &count));
	assert_int_equal(count, 0);
	assert_int_equal(marks(&world), 0);
	world_fini(&world);
}

/* The sealed keys that a withdrawal, or a removal, takes back. */
static void test_taken_back(void **state)
{
	struct world world;
	struct et_id case_id = CASE(1), contact = CONTACT;

	(void)state;
	for (int removed = 0; removed < 2; removed++) {
		const struct et_store_wrap wrap = {
			.case_id = case_id,
			.seq = 21,
			.comp = ET_SLICE_LIT("S"),
			.epoch = 1,
			.recipient = contact,
			.granter = WORKER,
			.w = ET_SLICE_LIT(MARK),
		};

		world_init_file(&world);
		OK(et_store_txn_begin(world.store, "test"));
		world_case(world.store, 1);
		OK(et_store_wrap_insert(world.store, &wrap));
		OK(et_store_txn_commit(world.store));
		assert_int_not_equal(marks(&world), 0);
		OK(et_store_txn_begin(world.store, "test"));
		if (removed)
			OK(et_store_member_remove(world.store, &case_id, &contact));
		else
			OK(et_store_wrap_drop_contacts(world.store, &case_id));
		OK(et_store_txn_commit(world.store));
		assert_int_equal(marks(&world), 0);
		world_fini(&world);
	}
}

/* What was sealed for a guest who is out, and about those of an erased case. */
static void test_guests(void **state)
{
	struct et_id case_id = CASE(1);
	struct et_store_guest guest = { .guest_id = id_of('g', 1),
		.case_id = CASE(1),
		.seq = 30,
		.consent_id = CONSENT(1),
		.epoch = 1,
		.expires_at = NOW + DAY_MS,
		.invite = ET_SLICE_LIT("sealed"),
		.session_id = id_of('r', 1),
		.admit_seq = 31,
		.wrap = ET_SLICE_LIT(MARK) };
	const struct et_store_room room = { .session_id = id_of('r', 1),
		.case_id = CASE(1),
		.hour_id = HOUR(1),
		.open_seq = 29,
		.opened_at = NOW };
	struct et_store_guest invited = guest, found;
	struct world world;

	(void)state;
	world_init_file(&world);
	invited.session_id = (struct et_id){ 0 };
	invited.admit_seq = 0;
	OK(et_store_txn_begin(world.store, "test"));
	world_case(world.store, 1);
	OK(et_store_room_insert(world.store, &room));
	OK(et_store_guest_insert(world.store, &invited));
	guest.pk_s.b[0] = guest.pk_e.b[0] = guest.wrap_hash.b[0] = 1;
	OK(et_store_guest_admit(world.store, &guest));
	assert_int_equal(et_store_guest_admit(world.store, &guest), ET_CONFLICT);
	OK(et_store_txn_commit(world.store));
	assert_int_not_equal(marks(&world), 0);
	OK(et_store_txn_begin(world.store, "test"));
	OK(et_store_guest_end_of_session(world.store, &case_id, &guest.session_id, 32));
	OK(et_store_txn_commit(world.store));
	assert_int_equal(marks(&world), 0);
	OK(et_store_guest_by_id(world.store, &guest.guest_id, world.arena, &found));
	assert_true(found.ended_seq == 32 && found.wrap.len == 0 && found.invite.len > 0);

	OK(et_store_txn_begin(world.store, "test"));
	assert_int_equal(
		et_store_guest_end(world.store, &case_id, &guest.guest_id, 33), ET_NOT_FOUND);
	invited.guest_id = id_of('g', 2);
	invited.invite = ET_SLICE_LIT(MARK);
	OK(et_store_guest_insert(world.store, &invited));
	OK(et_store_txn_commit(world.store));
	assert_int_not_equal(marks(&world), 0);
	OK(et_store_txn_begin(world.store, "test"));
	OK(et_store_guest_drop_bytes(world.store, &case_id));
	OK(et_store_txn_commit(world.store));
	assert_int_equal(marks(&world), 0);
	world_fini(&world);
}

/* The run ended between the commit and the emptying of the WAL: the next one does it. */
static void test_after_a_crash(void **state)
{
	struct et_id case_id = CASE(1);
	char why[ET_STORE_WHY_LEN];
	struct world world;

	(void)state;
	world_init_file(&world);
	OK(et_store_txn_begin(world.store, "test"));
	world_case(world.store, 1);
	write_all(&world, case_id);
	OK(et_store_txn_commit(world.store));
	OK(et_store_txn_begin(world.store, "test"));
	OK(et_store_wrap_drop_all(world.store, &case_id));
	OK(et_store_object_drop_bytes(world.store, &case_id));
	world.store->to_shred = false;
	OK(et_store_txn_commit(world.store));
	world.store->dead = true; /* it leaves the WAL where it is */
	et_store_close(world.store);
	assert_int_not_equal(marks(&world), 0);
	OK(et_store_open(world.path, ET_STORE_SERVE, NOW, &world.store, why));
	OK(et_store_txn_begin(world.store, "test"));
	OK(et_store_txn_commit(world.store));
	assert_int_equal(marks(&world), 0);
	world_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_erased),
		cmocka_unit_test(test_taken_back),
		cmocka_unit_test(test_guests),
		cmocka_unit_test(test_after_a_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
