/*
 * Each write of a whole run finds no room, each sync fails: refused is not there and done when asked again, a sync that failed
 * ends core, and nothing is told that is not in the record.
 */
#include <sqlite3.h>

#include "disk_each.h"

static void test_each_write_finds_no_room(void **state)
{
	const struct dk_fault fault = {
		.name = "no room", .torn = true, .fault = { .rc = SQLITE_FULL }
	};

	dk_each(*state, &fault);
}

static void test_each_sync_fails(void **state)
{
	const struct dk_fault fault = {
		.name = "sync fails", .of_sync = true, .fault = { .rc = SQLITE_IOERR_FSYNC }
	};

	dk_each(*state, &fault);
}

/* The kernel says it once, forgets what it could not write, and takes the next sync for good. */
static void test_each_sync_fails_once(void **state)
{
	const struct dk_fault fault = { .name = "sync fails once",
		.of_sync = true,
		.fault = { .rc = SQLITE_IOERR_FSYNC, .once = true } };

	dk_each(*state, &fault);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_write_finds_no_room),
		cmocka_unit_test(test_each_sync_fails),
		cmocka_unit_test(test_each_sync_fails_once),
	};

	return cmocka_run_group_tests(tests, dk_stage_setup, dk_stage_teardown);
}
