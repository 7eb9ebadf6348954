/*
 * LP: injective when written, strict when read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/lp.h>

/* Reads one field of hand-made bytes. */
#define READER(reader, lit) \
	struct et_lp_reader reader; \
	et_lp_read(&(reader), ET_SLICE_LIT(lit))

static void test_written_bytes(void **state)
{
	struct et_buf buf;
	const struct et_slice want = ET_SLICE_LIT("\0\0\0\5ET1/x"
						  "\0\0\0\2ab"
						  "\0\0\0\0"
						  "\0\0\0\10\0\0\0\0\0\0\1\2");

	(void)state;
	et_buf_init(&buf, 1024);
	et_lp_put_label(&buf, "ET1/x");
	et_lp_put_str(&buf, "ab");
	et_lp_put_bytes(&buf, et_slice_of(NULL, 0));
	et_lp_put_u64(&buf, 0x102);
	assert_true(et_slice_eq(et_buf_view(&buf), want));
	et_buf_fini(&buf);
}

static void test_round_trip(void **state)
{
	const struct et_id id = { { 1 } };
	const struct et_hash hash = { { 2 } };
	const struct et_key32 key = { { 3 } };
	const struct et_sig sig = { { 4 } };
	struct et_lp_reader reader;
	struct et_buf buf;
	struct et_id id_got;
	struct et_hash hash_got;
	struct et_key32 key_got;
	struct et_sig sig_got;

	(void)state;
	et_buf_init(&buf, 1024);
	et_lp_put_label(&buf, "ET1/x");
	et_lp_put_str(&buf, "työpari");
	et_lp_put_u64(&buf, UINT64_MAX);
	et_lp_put_ms(&buf, ET_LP_MS_MAX);
	et_lp_put_id(&buf, &id);
	et_lp_put_hash(&buf, &hash);
	et_lp_put_key(&buf, &key);
	et_lp_put_sig(&buf, &sig);
	et_lp_read(&reader, et_buf_view(&buf));
	et_lp_get_label(&reader, "ET1/x");
	assert_true(et_slice_eq_str(et_lp_get_str(&reader, 8), "työpari"));
	assert_true(et_lp_get_u64(&reader) == UINT64_MAX);
	assert_true(et_lp_get_ms(&reader) == ET_LP_MS_MAX);
	id_got = et_lp_get_id(&reader);
	hash_got = et_lp_get_hash(&reader);
	key_got = et_lp_get_key(&reader);
	assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	assert_true(et_lp_more(&reader));
	sig_got = et_lp_get_sig(&reader);
	assert_int_equal(et_lp_end(&reader), ET_OK);
	assert_false(et_lp_more(&reader));
	assert_true(et_id_eq(&id, &id_got) && et_hash_eq(&hash, &hash_got));
	assert_true(et_key32_eq(&key, &key_got) && et_sig_eq(&sig, &sig_got));
	et_buf_fini(&buf);
}

static void test_lengths_beyond_the_end(void **state)
{
	(void)state;
	{
		READER(reader, "\0\0\0\3ab");
		assert_int_equal(et_lp_get_bytes(&reader).len, 0);
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
	{
		READER(reader,
			"\xff\xff\xff\xff"
			"ab");
		assert_null(et_lp_get_bytes(&reader).ptr);
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
	{
		READER(reader, "\0\0\0");
		assert_null(et_lp_get_bytes(&reader).ptr);
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
	{
		READER(reader, "");
		assert_null(et_lp_get_bytes(&reader).ptr);
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
}

static void test_the_first_error_sticks(void **state)
{
	READER(reader, "\0\0\0\1x\0\0\0\10\0\0\0\0\0\0\0\5");

	(void)state;
	assert_true(et_lp_get_u64(&reader) == 0);
	assert_true(et_lp_get_u64(&reader) == 0);
	assert_false(et_lp_more(&reader));
	assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
}

static void test_fields_have_exact_sizes(void **state)
{
	(void)state;
	{
		READER(reader, "\0\0\0\7\0\0\0\0\0\0\1");
		assert_true(et_lp_get_u64(&reader) == 0);
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
	{
		READER(reader, "\0\0\0\21aaaaaaaaaaaaaaaaa");
		struct et_id id = et_lp_get_id(&reader);

		assert_true(et_id_is_zero(&id));
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
	{
		READER(reader, "\0\0\0\10\x80\0\0\0\0\0\0\0");
		assert_true(et_lp_get_ms(&reader) == 0);
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
	{
		/* 2^53: a browser's number holds one less. */
		READER(reader, "\0\0\0\10\0\x20\0\0\0\0\0\0");
		assert_true(et_lp_get_ms(&reader) == 0);
		assert_int_equal(et_lp_end(&reader), ET_BAD_STATEMENT);
	}
}

static enum et_err read_label(struct et_slice bytes)
{
	struct et_lp_reader reader;

	et_lp_read(&reader, bytes);
	et_lp_get_label(&reader, "ET1/dir");
	return et_lp_end(&reader);
}

static void test_labels(void **state)
{
	(void)state;
	assert_int_equal(read_label(ET_SLICE_LIT("\0\0\0\7ET1/dir")), ET_OK);
	assert_int_equal(read_label(ET_SLICE_LIT("\0\0\0\6ET1/di")), ET_BAD_STATEMENT);
	assert_int_equal(read_label(ET_SLICE_LIT("\0\0\0\10ET1/dirx")), ET_BAD_STATEMENT);
	assert_int_equal(read_label(ET_SLICE_LIT("\0\0\0\7ET2/dir")), ET_BAD_STATEMENT);
}

static enum et_err read_str(struct et_slice bytes, size_t len_max)
{
	struct et_lp_reader reader;

	et_lp_read(&reader, bytes);
	(void)et_lp_get_str(&reader, len_max);
	return et_lp_end(&reader);
}

static void test_text(void **state)
{
	(void)state;
	assert_int_equal(read_str(ET_SLICE_LIT("\0\0\0\0"), 0), ET_OK);
	assert_int_equal(read_str(ET_SLICE_LIT("\0\0\0\3abc"), 3), ET_OK);
	assert_int_equal(read_str(ET_SLICE_LIT("\0\0\0\3abc"), 2), ET_BAD_STATEMENT);
	assert_int_equal(read_str(ET_SLICE_LIT("\0\0\0\2a\xff"), 9), ET_BAD_STATEMENT);
	assert_int_equal(read_str(ET_SLICE_LIT("\0\0\0\2a\0"), 9), ET_BAD_STATEMENT);
	assert_int_equal(read_str(ET_SLICE_LIT("\0\0\0\2a\n"), 9), ET_BAD_STATEMENT);
}

static enum et_err read_word(struct et_slice word)
{
	struct et_lp_reader reader;
	struct et_slice got;
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, 1024);
	et_lp_put_bytes(&buf, word);
	et_lp_read(&reader, et_buf_view(&buf));
	got = et_lp_get_word(&reader);
	err = et_lp_end(&reader);
	assert_true(err == ET_OK ? et_slice_eq(got, word) : got.ptr == NULL);
	et_buf_fini(&buf);
	return err;
}

static void test_words(void **state)
{
	(void)state;
	assert_int_equal(read_word(ET_SLICE_LIT("contact,coordinator")), ET_OK);
	assert_int_equal(read_word(ET_SLICE_LIT("drawn+scan")), ET_OK);
	assert_int_equal(read_word(ET_SLICE_LIT("PSC")), ET_OK);
	assert_int_equal(read_word(ET_SLICE_LIT("")), ET_BAD_STATEMENT);
	assert_int_equal(read_word(ET_SLICE_LIT("PSc")), ET_BAD_STATEMENT);
	assert_int_equal(read_word(ET_SLICE_LIT("with blank")), ET_BAD_STATEMENT);
	assert_int_equal(read_word(ET_SLICE_LIT("ABCDEFGHI")), ET_BAD_STATEMENT);
	assert_int_equal(read_word(ET_SLICE_LIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
						"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")),
		ET_BAD_STATEMENT);
}

static void test_hash_ways_agree(void **state)
{
	static uint8_t big[200000];
	const struct et_slice parts[] = { { big, 1 }, { big + 1, 128 },
		{ big + 129, sizeof(big) - 129 } };
	struct et_hash whole, joined, streamed, keyed;
	struct et_hasher hasher;

	(void)state;
	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = (uint8_t)(i * 7);
	whole = et_hash_of(et_slice_of(big, sizeof(big)));
	joined = et_hash_of_parts(parts, 3);
	et_hasher_init(&hasher);
	for (size_t at = 0; at < sizeof(big); at += 999)
		et_hasher_add(&hasher, et_slice_sub(et_slice_of(big, sizeof(big)), at, 999));
	streamed = et_hasher_end(&hasher);
	keyed = et_hash_keyed(ET_SLICE_LIT("sixteen bytes .."), et_slice_of(big, sizeof(big)));
	assert_true(et_hash_eq(&whole, &joined));
	assert_true(et_hash_eq(&whole, &streamed));
	assert_false(et_hash_eq(&whole, &keyed));
}

static void test_secrets(void **state)
{
	uint8_t secret[32] = { 1, 2, 3 };

	(void)state;
	assert_true(et_secret_eq(ET_SLICE_LIT("abc"), ET_SLICE_LIT("abc")));
	assert_false(et_secret_eq(ET_SLICE_LIT("abc"), ET_SLICE_LIT("abd")));
	assert_false(et_secret_eq(ET_SLICE_LIT("abc"), ET_SLICE_LIT("ab")));
	assert_true(et_secret_eq(et_slice_of(NULL, 0), ET_SLICE_LIT("")));
	et_wipe(secret, sizeof(secret));
	for (size_t i = 0; i < sizeof(secret); i++)
		assert_int_equal(secret[i], 0);
	et_wipe(NULL, 0);
}

static int group_set_up(void **state)
{
	(void)state;
	return et_crypto_init() == ET_OK ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written_bytes),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_lengths_beyond_the_end),
		cmocka_unit_test(test_the_first_error_sticks),
		cmocka_unit_test(test_fields_have_exact_sizes),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_hash_ways_agree),
		cmocka_unit_test(test_secrets),
	};

	return cmocka_run_group_tests_name("lp", tests, group_set_up, NULL);
}
