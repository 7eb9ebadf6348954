/* A disk that fails at each point of a batch: all of it is stored or nothing, and the answer says which. */
#include "cmocka_all.h"

#include <etatunti/store/draft.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/verify.h>

#include <stdio.h>
#include <string.h>

#include "fault.h"
#include "store/handle.h"
#include "world.h"

static char why[ET_STORE_WHY_LEN];

static enum et_err command(struct et_store *store, int64_t n)
{
	static const uint8_t bytes[9000];
	struct et_store_logrow row = {
		.seq = n, .row = ET_SLICE_LIT("row"), .hash = hash_of('l', (unsigned)n)
	};
	struct et_store_draft draft = { WORKER, ET_SLICE_LIT("k"),
		et_slice_of(bytes, sizeof(bytes)), NOW + n };
	enum et_err err;
	int depth;

	if ((err = et_store_txn_save(store, "command", &depth)) != ET_OK)
		return err;
	if ((err = et_store_draft_put(store, &draft)) == ET_OK)
		err = et_store_logrow_append(store, &row);
	if (err != ET_OK)
		return err;
	return et_store_txn_release(store, depth);
}

/* Commands from..from+2 in one transaction. */
static enum et_err batch(struct et_store *store, int64_t from)
{
	enum et_err err;

	if ((err = et_store_txn_begin(store, "batch")) != ET_OK)
		return err;
	for (int64_t n = from; n < from + 3 && err == ET_OK; n++)
		err = command(store, n);
	if (err == ET_OK)
		return et_store_txn_commit(store);
	et_store_txn_rollback(store);
	return err;
}

static int64_t rows(struct et_store *store)
{
	return world_count(store, "SELECT COUNT(*) FROM log");
}

static void restart(struct world *world)
{
	fault_writes(0, 0);
	fault_syncs(0, 0);
	et_store_close(world->store);
	OK(et_store_open(world->path, ET_STORE_SERVE, NOW, &world->store, why));
	OK(et_store_verify_integrity(world->store, why));
}

static int setup(void **state)
{
	static struct world world;

	fault_install();
	world_init_file(&world);
	OK(batch(world.store, 1));
	*state = &world;
	return 0;
}

static int teardown(void **state)
{
	fault_syncs(0, 0);
	fault_writes(0, 0);
	world_fini(*state);
	fault_remove();
	return 0;
}

static void test_failed_sync_ends_the_process(void **state)
{
	struct world *w = *state;
	struct et_store_logrow *list;
	size_t count;

	fault_syncs(1, SQLITE_IOERR_FSYNC);
	assert_int_equal(batch(w->store, 4), ET_STORAGE);
	fault_syncs(0, 0);
	/* Never retried, nor is anything else done with it. */
	assert_int_equal(batch(w->store, 4), ET_STORAGE);
	assert_int_equal(
		et_store_logrow_list(w->store, 1, 10, w->arena, &list, &count), ET_STORAGE);
	assert_null(list);
	assert_non_null(strstr(et_store_last_message(w->store), "disk I/O error"));
	restart(w);
	/* Whether it was stored is known now: all three rows or none. */
	assert_true(rows(w->store) == 3 || rows(w->store) == 6);
	OK(batch(w->store, rows(w->store) + 1));
}

static void test_full_at_each_write(void **state)
{
	struct world *w = *state;
	int64_t before;
	enum et_err err = ET_STORAGE_FULL;
	int refused = 0;

	for (int at = 1; err != ET_OK; at++) {
		before = rows(w->store);
		fault_writes(at, SQLITE_FULL);
		err = batch(w->store, before + 1);
		fault_writes(0, 0);
		if (err == ET_OK)
			break;
		assert_int_equal(err, ET_STORAGE_FULL);
		refused++;
		/* Nothing half-written, reading goes on, writing as soon as there is room. */
		assert_int_equal(rows(w->store), before);
		OK(batch(w->store, before + 1));
		assert_int_equal(rows(w->store), before + 3);
		assert_true(at < 100);
	}
	assert_true(refused > 3);
	restart(w);
}

static void test_broken_at_each_write(void **state)
{
	struct world *w = *state;
	int64_t before;
	enum et_err err = ET_STORAGE;
	int broken = 0;

	for (int at = 1; err != ET_OK; at++) {
		before = rows(w->store);
		fault_writes(at, SQLITE_IOERR_WRITE);
		err = batch(w->store, before + 1);
		if (err != ET_OK) {
			assert_int_equal(err, ET_STORAGE);
			broken++;
		}
		restart(w);
		if (err == ET_OK)
			assert_int_equal(rows(w->store), before + 3);
		else
			assert_int_equal(rows(w->store), before);
		assert_true(at < 100);
	}
	assert_true(broken > 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_failed_sync_ends_the_process),
		TEST(test_full_at_each_write),
		TEST(test_broken_at_each_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
