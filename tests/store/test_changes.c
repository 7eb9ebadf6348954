/* What counts as a change of what rights follow from, and that no query of rights reads anything else. */
#include "cmocka_all.h"

#include <string.h>

#include <etatunti/store/casefile.h>
#include <etatunti/store/follow_up.h>
#include <etatunti/store/member.h>

#include "store/changes.h"
#include "world.h"

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

static void test_head_alone_is_none(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1);
	const struct et_hash hash = hash_of('1', 1);
	const struct et_store_follow_up due = { case_id, ET_SLICE_LIT("plan"), NOW + DAY_MS, 2 };
	struct et_store_casefile before, after;
	uint64_t changes = et_store_changes(w->store);

	OK(et_store_casefile_by_id(w->store, &case_id, w->arena, &before));
	OK(et_store_casefile_advance(w->store, &case_id, 2, &hash, NOW + 1, 0));
	OK(et_store_follow_up_set(w->store, &due));
	assert_int_equal(et_store_changes(w->store), changes);
	OK(et_store_casefile_by_id(w->store, &case_id, w->arena, &after));
	assert_int_equal(after.seq, 2);
	assert_int_equal(after.last_time, NOW + 1);
	assert_int_equal(after.updated_at, before.updated_at);
}

static void test_rights_are_one(void **state)
{
	struct world *w = *state;
	const struct et_id case_id = CASE(1), worker = WORKER, consent = CONSENT(1);
	uint64_t changes = et_store_changes(w->store);

	OK(et_store_member_remove(w->store, &case_id, &worker));
	assert_int_not_equal(et_store_changes(w->store), changes);
	changes = et_store_changes(w->store);
	OK(et_store_casefile_set_consent(w->store, &case_id, &consent));
	assert_int_not_equal(et_store_changes(w->store), changes);
	changes = et_store_changes(w->store);
	OK(et_store_casefile_close(w->store, &case_id, &worker));
	assert_int_not_equal(et_store_changes(w->store), changes);
}

/* What was read inside a savepoint, or a transaction, that is taken back. */
static void test_taken_back_is_one(void **state)
{
	struct world *w = *state;
	uint64_t changes = et_store_changes(w->store);
	int depth;

	OK(et_store_txn_save(w->store, "test", &depth));
	OK(et_store_txn_back(w->store, depth));
	assert_int_not_equal(et_store_changes(w->store), changes);
	changes = et_store_changes(w->store);
	et_store_txn_rollback(w->store);
	assert_int_not_equal(et_store_changes(w->store), changes);
}

static int reads(void *ctx, int action, const char *table, const char *column, const char *base,
	const char *inner)
{
	size_t *uncounted = ctx;

	(void)column;
	(void)base;
	(void)inner;
	if (action == SQLITE_READ && !et_changes_count(table)) {
		print_error("reads %s, which does not count\n", table);
		(*uncounted)++;
	}
	return SQLITE_OK;
}

static void test_rights_read_what_counts(void **state)
{
	/* As et_standing_load asks. */
	static const enum et_query rights[] = { ET_Q_CASEFILE_BY_ID, ET_Q_MEMBER_GET, ET_Q_PAIR_HAS,
		ET_Q_PAIR_CONTACT_HAS, ET_Q_PAIR_BY_ID, ET_Q_CONSENT_NEWEST, ET_Q_PLACE_LIVE };
	struct world *w = *state;
	size_t uncounted = 0;
	sqlite3_stmt *stmt;

	assert_int_equal(sqlite3_set_authorizer(w->store->db, reads, &uncounted), SQLITE_OK);
	for (size_t i = 0; i < sizeof(rights) / sizeof(rights[0]); i++) {
		assert_int_equal(sqlite3_prepare_v2(w->store->db, et_sql_queries[rights[i]].sql, -1,
					 &stmt, NULL),
			SQLITE_OK);
		(void)sqlite3_finalize(stmt);
	}
	assert_int_equal(uncounted, 0);
	/* It does see a read. */
	assert_int_equal(sqlite3_prepare_v2(w->store->db, et_sql_queries[ET_Q_STATEMENT_LIST].sql,
				 -1, &stmt, NULL),
		SQLITE_OK);
	(void)sqlite3_finalize(stmt);
	assert_true(uncounted > 0);
	(void)sqlite3_set_authorizer(w->store->db, NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_head_alone_is_none, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rights_are_one, setup, teardown),
		cmocka_unit_test_setup_teardown(test_taken_back_is_one, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rights_read_what_counts, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
