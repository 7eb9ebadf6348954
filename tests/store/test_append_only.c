/* What the schema refuses on the chains, whoever asks: changes, removals, gaps, forks. */
#include "cmocka_all.h"

#include <etatunti/store/directory.h>
#include <etatunti/store/invite.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/object.h>
#include <etatunti/store/relogin.h>
#include <etatunti/store/statement.h>

#include <string.h>

#include "store/handle.h"
#include "world.h"

static struct et_store_statement statement(unsigned case_n, int64_t seq)
{
	return (struct et_store_statement){
		.case_id = CASE(case_n),
		.seq = seq,
		.stmt = ET_SLICE_LIT("bytes"),
		.hash = hash_of((char)('0' + case_n), (unsigned)seq),
		.kind = ET_SLICE_LIT("create"),
		.author = WORKER,
		.time = NOW,
	};
}

static void append_all(struct et_store *store)
{
	struct et_store_statement stmt = statement(1, 1);
	struct et_store_logrow row = { 1, ET_SLICE_LIT("row"), hash_of('l', 1), CASE(1) };
	struct et_store_checkpoint checkpoint = { 1, ET_SLICE_LIT("ckpt"), { { 7 } } };
	struct et_store_enrolment enrolment = {
		.invite_id = id_of('i', 1), .uid = id_of('u', 9), .e = ET_SLICE_LIT("e"), .at = NOW
	};
	struct et_store_relogin relogin = { .hash = hash_of('r', 1),
		.uid = WORKER,
		.kbver = 2,
		.stmt = ET_SLICE_LIT("s"),
		.kb = ET_SLICE_LIT("kb"),
		.at = NOW };
	struct et_store_object object = { .case_id = CASE(1),
		.object_id = id_of('b', 1),
		.rev = 1,
		.type = ET_SLICE_LIT("question"),
		.comp = ET_SLICE_LIT("S"),
		.epoch = 1,
		.author = WORKER,
		.size = 2,
		.seq = 2 };

	OK(et_store_txn_begin(store, "test"));
	world_case(store, 1);
	OK(et_store_statement_append(store, &stmt));
	OK(et_store_logrow_append(store, &row));
	OK(et_store_checkpoint_append(store, &checkpoint));
	OK(et_store_enrolment_insert(store, &enrolment));
	OK(et_store_relogin_insert(store, &relogin));
	OK(et_store_meta_insert(store, ET_STORE_META_G, ET_SLICE_LIT("g")));
	OK(et_store_object_insert(store, &object, ET_SLICE_LIT("ct")));
	OK(et_store_txn_commit(store));
}

static void test_chains_are_append_only(void **state)
{
	static const char *const refused[] = {
		"UPDATE dir_statement SET time = 0",
		"DELETE FROM dir_statement",
		"UPDATE statement SET stmt = x'00'",
		"DELETE FROM statement",
		"UPDATE log SET row = x'00'",
		"DELETE FROM log",
		"UPDATE checkpoint SET ckpt = x'00'",
		"DELETE FROM checkpoint",
		"UPDATE enrolment SET e = x'00'",
		"DELETE FROM enrolment",
		"UPDATE relogin SET kb = x'00'",
		"DELETE FROM relogin",
		"UPDATE meta SET value = x'00'",
		"DELETE FROM meta",
		"UPDATE object SET ct_hash = zeroblob(32)",
		"UPDATE object_ct SET ct = x'00'",
	};
	struct world world;

	(void)state;
	world_init(&world);
	append_all(world.store);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (world_exec(world.store, refused[i]) != SQLITE_CONSTRAINT_TRIGGER)
			fail_msg("not refused: %s", refused[i]);
		assert_string_equal(sqlite3_errmsg(world.store->db), "append_only");
	}
	/* INSERT OR REPLACE deletes without a trigger unless recursive ones are on: the gap rule stops it. */
	assert_int_equal(world_exec(world.store,
				 "INSERT OR REPLACE INTO log (seq, row, hash) "
				 "VALUES (1, x'00', zeroblob(32))"),
		SQLITE_CONSTRAINT_TRIGGER);
	assert_int_equal(world_exec(world.store,
				 "INSERT OR REPLACE INTO statement SELECT case_id, "
				 "seq, x'00', sig, zeroblob(32), kind, author, "
				 "time FROM statement"),
		SQLITE_CONSTRAINT_TRIGGER);
	world_fini(&world);
}

static void test_no_gap_and_no_fork(void **state)
{
	struct et_store_statement next = statement(1, 2), gap = statement(1, 4),
				  other = statement(2, 1), late = statement(3, 2);
	struct et_store_logrow row = { 3, ET_SLICE_LIT("row"), hash_of('l', 3), CASE(1) };
	struct et_store_dir_statement dir = { 3, ET_SLICE_LIT("s"), { { 0 } }, hash_of('d', 3),
		ET_SLICE_LIT("beacon"), COORDINATOR, NOW };
	struct world world;

	(void)state;
	world_init(&world);
	append_all(world.store);
	OK(et_store_txn_begin(world.store, "test"));
	OK(et_store_statement_append(world.store, &next));
	/* The same seq again, with other bytes: a fork. */
	next.hash = hash_of('x', 2);
	assert_int_equal(et_store_statement_append(world.store, &next), ET_INTERNAL);
	assert_int_equal(et_store_statement_append(world.store, &gap), ET_INTERNAL);
	assert_int_equal(et_store_statement_append(world.store, &late), ET_INTERNAL);
	OK(et_store_statement_append(world.store, &other));
	assert_int_equal(et_store_logrow_append(world.store, &row), ET_INTERNAL);
	row.seq = 1;
	assert_int_equal(et_store_logrow_append(world.store, &row), ET_INTERNAL);
	row.seq = 2;
	OK(et_store_logrow_append(world.store, &row));
	assert_int_equal(et_store_directory_append(world.store, &dir), ET_INTERNAL);
	dir.seq = 2;
	OK(et_store_directory_append(world.store, &dir));
	OK(et_store_txn_commit(world.store));
	world_fini(&world);
}

static void test_sizes_and_words(void **state)
{
	static const char *const refused[] = {
		"INSERT INTO log VALUES (2, x'00', zeroblob(31), NULL)",
		"INSERT INTO log VALUES (2, x'00', zeroblob(32), zeroblob(15))",
		("INSERT INTO relogin VALUES (zeroblob(32), zeroblob(16), 1, x'00', zeroblob(64), "
		 "zeroblob(64), x'00', 1)"),
		"INSERT INTO org VALUES (zeroblob(15), 'kela', 'x', zeroblob(32), NULL, 1)",
		"INSERT INTO org VALUES (zeroblob(16), 'bank', 'x', zeroblob(32), NULL, 1)",
		"UPDATE user SET state = 'gone'",
		"UPDATE hour SET state = 'moved'",
		"UPDATE hour SET ends_at = starts_at",
		"UPDATE series SET capacity = 5",
		"UPDATE casefile SET state = 'lost'",
		"UPDATE member SET comps = 'P'",
		"UPDATE consent SET ack_seq = NULL",
		"UPDATE consent SET valid_to = valid_from",
	};
	struct world world;

	(void)state;
	world_init(&world);
	append_all(world.store);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (world_exec(world.store, refused[i]) != SQLITE_CONSTRAINT_CHECK)
			fail_msg("not refused: %s", refused[i]);
	}
	world_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chains_are_append_only),
		cmocka_unit_test(test_no_gap_and_no_fork),
		cmocka_unit_test(test_sizes_and_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
