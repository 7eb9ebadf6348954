/* Room on the disk: asked once a second, and low before it is gone. */
#include "testkit.h"

#include <etatunti/core/space.h>

static int64_t left;
static int asked;

static int64_t free_len(const char *path)
{
	assert_string_equal(path, "data");
	asked++;
	return left;
}

static void asked_once_a_second(void **state)
{
	struct et_env_fake fake;
	struct et_space space = {
		.env = &fake.env, .path = "data", .low_len = 1000, .free_len = free_len
	};

	(void)state;
	et_env_fake_init(&fake, KIT_T0, 1);
	et_env_fake_advance(&fake, 1);
	left = 1000;
	assert_false(et_space_is_low(&space));
	left = 999;
	et_env_fake_advance(&fake, ET_SPACE_ASK_MS - 1);
	assert_false(et_space_is_low(&space));
	assert_int_equal(asked, 1);
	et_env_fake_advance(&fake, 1);
	assert_true(et_space_is_low(&space));
	assert_true(et_space_is_low(&space));
	assert_int_equal(asked, 2);
	left = 5000;
	et_env_fake_advance(&fake, ET_SPACE_ASK_MS);
	assert_false(et_space_is_low(&space));
}

static void a_real_disk(void **state)
{
	(void)state;
	assert_in_range(et_space_free_len("/"), 1, INT64_MAX - 1);
	/* Nobody knows: the disk itself will say. */
	assert_int_equal(et_space_free_len("/no/such/folder"), INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asked_once_a_second),
		cmocka_unit_test(a_real_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
