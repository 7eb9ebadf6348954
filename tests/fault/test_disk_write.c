/*
 * Each write of a whole run of core fails, and each is torn: nothing is told that is not in the record, the record is whole,
 * and core goes on with it.
 */
#include <sqlite3.h>

#include "disk_each.h"

/* From the n-th on, all: a disk that is gone. */
static void test_each_write_fails(void **state)
{
	const struct dk_fault fault = { .name = "write fails",
		.fault = { .rc = SQLITE_IOERR_WRITE } };

	dk_each(*state, &fault);
}

/* The n-th, and none after it: what is not noticed then never will be. */
static void test_each_write_is_torn(void **state)
{
	const struct dk_fault fault = { .name = "write is torn",
		.torn = true,
		.fault = { .rc = SQLITE_IOERR_WRITE, .once = true } };

	dk_each(*state, &fault);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_write_fails),
		cmocka_unit_test(test_each_write_is_torn),
	};

	return cmocka_run_group_tests(tests, dk_stage_setup, dk_stage_teardown);
}
