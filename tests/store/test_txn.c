/* Transactions: savepoints, a failing command among others, a full disk, deferred keys. */
#include "cmocka_all.h"

#include <etatunti/store/draft.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/series.h>

#include <stdio.h>
#include <string.h>

#include "store/handle.h"
#include "world.h"

static char why[ET_STORE_WHY_LEN];

static enum et_err put(struct et_store *store, const char *key, size_t len)
{
	static uint8_t bytes[65536];
	struct et_store_draft draft = { WORKER, et_slice_str(key), et_slice_of(bytes, len), NOW };

	assert_true(len <= sizeof(bytes));
	return et_store_draft_put(store, &draft);
}

static int64_t drafts(struct et_store *store)
{
	int64_t n;
	const struct et_id uid = WORKER;

	OK(et_store_draft_count(store, &uid, &n));
	return n;
}

static void test_savepoints(void **state)
{
	struct et_store *store;
	struct world world;
	int one, two, inner;

	(void)state;
	world_init(&world);
	store = world.store;
	assert_string_equal(et_store_txn_who(store), "");
	OK(et_store_txn_begin(store, "batch"));
	assert_string_equal(et_store_txn_who(store), "batch");
	OK(et_store_txn_save(store, "one", &one));
	OK(put(store, "a", 10));
	OK(et_store_txn_release(store, one));
	OK(et_store_txn_save(store, "two", &two));
	OK(put(store, "b", 10));
	OK(et_store_txn_save(store, "inner", &inner));
	assert_string_equal(et_store_txn_who(store), "inner");
	OK(put(store, "c", 10));
	assert_int_equal(drafts(store), 3);
	/* Back over an open inner one. */
	OK(et_store_txn_back(store, two));
	assert_int_equal(drafts(store), 1);
	assert_string_equal(et_store_txn_who(store), "batch");
	OK(et_store_txn_save(store, "three", &one));
	OK(et_store_txn_save(store, "inner", &inner));
	OK(put(store, "d", 10));
	OK(et_store_txn_back(store, inner));
	OK(put(store, "e", 10));
	OK(et_store_txn_release(store, one));
	OK(et_store_txn_commit(store));
	assert_int_equal(drafts(store), 2);
	OK(et_store_txn_begin(store, "batch"));
	OK(put(store, "f", 10));
	et_store_txn_rollback(store);
	et_store_txn_rollback(store);
	assert_int_equal(drafts(store), 2);
	assert_false(et_store_txn_is_open(store));
	world_fini(&world);
}

static void test_a_refused_command_leaves_the_others(void **state)
{
	struct et_store_logrow row = {
		.seq = 2, .row = ET_SLICE_LIT("row"), .hash = hash_of('l', 1)
	};
	struct world world;
	int depth;

	(void)state;
	world_init(&world);
	OK(et_store_txn_begin(world.store, "batch"));
	OK(put(world.store, "a", 10));
	OK(et_store_txn_save(world.store, "bad", &depth));
	OK(put(world.store, "b", 10));
	assert_int_equal(et_store_logrow_append(world.store, &row), ET_INTERNAL);
	assert_false(et_store_txn_is_lost(world.store));
	OK(et_store_txn_back(world.store, depth));
	OK(et_store_txn_commit(world.store));
	assert_int_equal(drafts(world.store), 1);
	world_fini(&world);
}

/* Fills what is left of the disk; the error that came. */
static enum et_err fill(struct et_store *store, int *puts)
{
	enum et_err err = ET_OK;
	char key[16];

	for (*puts = 0; err == ET_OK && *puts < 100; ++*puts) {
		(void)snprintf(key, sizeof(key), "x%d", *puts);
		err = put(store, key, 60000);
	}
	return err;
}

static void test_full_disk(void **state)
{
	struct et_store *store;
	struct world world;
	int64_t pages;
	int puts, depth;

	(void)state;
	world_init_file(&world);
	store = world.store;
	OK(et_store_txn_begin(store, "batch"));
	OK(put(store, "kept", 10));
	OK(et_store_txn_commit(store));
	OK(et_store_page_count(store, &pages));
	OK(et_store_limit_pages(store, pages + 40));

	OK(et_store_txn_begin(store, "batch"));
	OK(put(store, "first", 10));
	OK(et_store_txn_save(store, "greedy", &depth));
	assert_int_equal(fill(store, &puts), ET_STORAGE_FULL);
	assert_true(puts > 1);
	if (et_store_txn_is_lost(store)) {
		/* SQLite gave up all of it; nothing of the batch may look done. */
		assert_int_equal(put(store, "later", 10), ET_STORAGE_FULL);
		assert_int_equal(et_store_txn_back(store, depth), ET_STORAGE_FULL);
		assert_int_equal(et_store_txn_commit(store), ET_STORAGE_FULL);
		assert_false(et_store_txn_is_open(store));
		assert_int_equal(drafts(store), 1);
	} else {
		OK(et_store_txn_back(store, depth));
		OK(et_store_txn_commit(store));
		assert_int_equal(drafts(store), 2);
	}
	/* Reading goes on, and so does writing once there is room. */
	assert_int_equal(world_count(store, "PRAGMA integrity_check"), 0); /* text "ok" */
	OK(et_store_limit_pages(store, 0));
	OK(et_store_txn_begin(store, "batch"));
	OK(put(store, "after", 60000));
	OK(et_store_txn_commit(store));
	et_store_close(store);
	OK(et_store_open(world.path, ET_STORE_SERVE, NOW, &world.store, why));
	assert_true(drafts(world.store) >= 2);
	world_fini(&world);
}

/* The whole transaction goes where SQLite has no statement journal: a single row, many pages. */
static void test_full_disk_takes_the_batch(void **state)
{
	struct et_store_logrow row = {
		.seq = 1, .row = ET_SLICE_LIT("row"), .hash = hash_of('l', 1)
	};
	struct world world;
	int64_t pages;
	int puts;

	(void)state;
	world_init_file(&world);
	OK(et_store_page_count(world.store, &pages));
	OK(et_store_limit_pages(world.store, pages + 20));
	OK(et_store_txn_begin(world.store, "batch"));
	OK(et_store_logrow_append(world.store, &row));
	assert_int_equal(fill(world.store, &puts), ET_STORAGE_FULL);
	assert_true(et_store_txn_is_lost(world.store));
	et_store_txn_rollback(world.store);
	assert_int_equal(world_count(world.store, "SELECT COUNT(*) FROM log"), 0);
	assert_int_equal(drafts(world.store), 0);
	/* The next batch is a new one. */
	OK(et_store_txn_begin(world.store, "batch"));
	OK(et_store_logrow_append(world.store, &row));
	OK(et_store_txn_commit(world.store));
	assert_int_equal(world_count(world.store, "SELECT COUNT(*) FROM log"), 1);
	world_fini(&world);
}

static void test_keys_of_other_rows(void **state)
{
	struct et_store_series series = {
		.series_id = id_of('s', 9),
		.org_id = COUNTY,
		.name = ET_SLICE_LIT("x"),
		.contact = id_of('u', 99),
		.weekday = 1,
		.start = ET_SLICE_LIT("12:00"),
		.first_date = ET_SLICE_LIT("2027-01-16"),
		.capacity = 4,
		.every = 1,
		.phone = ET_SLICE_LIT(""),
		.seq = 1,
	};
	struct world world;

	(void)state;
	world_init(&world);
	OK(et_store_txn_begin(world.store, "test"));
	assert_int_equal(et_store_series_set(world.store, &series, NULL, 0), ET_INTERNAL);
	assert_false(et_store_txn_is_lost(world.store));
	et_store_txn_rollback(world.store);
	world_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_savepoints),
		cmocka_unit_test(test_a_refused_command_leaves_the_others),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_full_disk_takes_the_batch),
		cmocka_unit_test(test_keys_of_other_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
