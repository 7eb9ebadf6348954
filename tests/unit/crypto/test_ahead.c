/* What was verified ahead is what et_verify says: of the right, the wrong, the unknown and the forgotten; in any order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/ahead.h>
#include <etatunti/crypto/crypto.h>

#define MANY 300

struct made {
	uint8_t bytes[48];
	struct et_sig sig;
	bool good;
};

static struct et_sign_key key;
static struct made all[MANY];

static struct et_slice bytes_of(const struct made *made)
{
	return et_slice_of(made->bytes, sizeof(made->bytes));
}

/* Every seventh has another's signature. */
static int make(void **state)
{
	uint8_t seed[ET_SEED_LEN] = { 3 };

	(void)state;
	assert_int_equal(et_crypto_init(), ET_OK);
	et_sign_key_from_seed(seed, &key);
	for (size_t i = 0; i < MANY; i++) {
		memcpy(all[i].bytes, &i, sizeof(i));
		all[i].good = i % 7 != 6;
		all[i].sig =
			all[i].good ? et_sign_detached(&key, bytes_of(&all[i])) : all[i - 1].sig;
	}
	return 0;
}

static void put(struct et_ahead *ahead, size_t i)
{
	et_ahead_put(ahead, &key.pk, bytes_of(&all[i]), &all[i].sig);
}

static void expect(struct et_ahead *ahead, size_t i)
{
	assert_int_equal(et_ahead_verify(ahead, &key.pk, bytes_of(&all[i]), &all[i].sig),
		all[i].good ? ET_OK : ET_BAD_SIGNATURE);
}

static struct et_ahead *start(void)
{
	struct et_ahead *ahead = et_ahead_new();

	if (ahead == NULL) /* one processor */
		skip();
	return ahead;
}

static void test_in_order(void **state)
{
	struct et_ahead *ahead = start();

	(void)state;
	for (size_t round = 0; round < 3; round++) {
		et_ahead_forget(ahead);
		for (size_t i = 0; i < MANY; i++)
			put(ahead, i);
		for (size_t i = 0; i < MANY; i++)
			expect(ahead, i);
	}
	et_ahead_free(ahead);
}

/*
 * What nobody asks for (a frame refused before its signatures) stands before what is, and between. The caller finds
 * the thread behind itself, beside itself and far ahead.
 */
static void test_junk_before_and_between(void **state)
{
	static const size_t junk[] = { 1, 16, 100, 1800 };
	struct et_ahead *ahead = start();
	struct made other = all[1];

	(void)state;
	for (size_t k = 0; k < sizeof(junk) / sizeof(junk[0]); k++) {
		et_ahead_forget(ahead);
		for (size_t i = 0; i < junk[k]; i++) {
			memcpy(other.bytes + 8, &i, sizeof(i));
			et_ahead_put(ahead, &key.pk, bytes_of(&other), &other.sig);
		}
		for (size_t i = 0; i < 200; i++)
			put(ahead, i);
		for (size_t i = 0; i < 200; i++) {
			if (i % 50 < 40) /* of the rest of them nobody hears */
				expect(ahead, i);
		}
	}
	et_ahead_free(ahead);
}

static void test_some_twice_others_never(void **state)
{
	struct et_ahead *ahead = start();

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		put(ahead, i);
	for (size_t i = 0; i < MANY; i += 3) {
		expect(ahead, i);
		expect(ahead, i);
		expect(ahead, MANY - 1 - i);
	}
	et_ahead_free(ahead); /* with a rest that nobody asked for */
}

/* The same signature for other bytes, or under another key, is another question. */
static void test_nothing_is_mistaken(void **state)
{
	struct et_ahead *ahead = start();
	struct et_key32 other = key.pk;
	struct made changed = all[1];

	(void)state;
	other.b[0] ^= 1;
	changed.bytes[40] ^= 1;
	put(ahead, 0);
	for (size_t i = 0; i < 100; i++)
		put(ahead, 1);
	assert_int_equal(et_ahead_verify(ahead, &key.pk, bytes_of(&changed), &changed.sig),
		ET_BAD_SIGNATURE);
	assert_int_equal(
		et_ahead_verify(ahead, &other, bytes_of(&all[1]), &all[1].sig), ET_BAD_SIGNATURE);
	expect(ahead, 1);
	et_ahead_free(ahead);
}

static void test_without(void **state)
{
	(void)state;
	expect(NULL, 0);
	expect(NULL, 6);
	et_ahead_free(NULL);
}

static void test_more_than_there_is_room_for(void **state)
{
	struct et_ahead *ahead = start();
	uint8_t *large = calloc(1, ET_AHEAD_LEN_MAX);

	(void)state;
	assert_non_null(large);
	put(ahead, 0);
	et_ahead_put(ahead, &key.pk, et_slice_of(large, ET_AHEAD_LEN_MAX), &all[0].sig);
	for (size_t i = 0; i < MANY; i++)
		put(ahead, i); /* none of them fits */
	expect(ahead, 5);
	et_ahead_forget(ahead);
	for (size_t n = 0; n < 2 * ET_AHEAD_COUNT_MAX; n++)
		put(ahead, n % MANY);
	expect(ahead, 4);
	et_ahead_free(ahead);
	free(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_order),
		cmocka_unit_test(test_junk_before_and_between),
		cmocka_unit_test(test_some_twice_others_never),
		cmocka_unit_test(test_nothing_is_mistaken),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_more_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, make, NULL);
}
