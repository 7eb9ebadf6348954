/*
 * Slices, ids, arena and buffer: bounds, zeroes, alignment, sticky errors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/base/arena.h>
#include <etatunti/base/buf.h>

static void test_slices(void **state)
{
	const struct et_slice s = ET_SLICE_LIT("abcdef");

	(void)state;
	assert_int_equal(s.len, 6);
	assert_true(et_slice_eq(et_slice_of(NULL, 0), ET_SLICE_LIT("")));
	assert_false(et_slice_eq_str(s, "abcde"));
	assert_true(et_slice_eq_str(et_slice_sub(s, 2, 3), "cde"));
	assert_true(et_slice_eq_str(et_slice_sub(s, 4, SIZE_MAX), "ef"));
	assert_int_equal(et_slice_sub(s, 6, 1).len, 0);
	assert_int_equal(et_slice_sub(s, SIZE_MAX, 1).len, 0);
	assert_true(et_slice_cmp(ET_SLICE_LIT("ab"), ET_SLICE_LIT("abc")) < 0);
	assert_true(et_slice_cmp(ET_SLICE_LIT("\xff"), ET_SLICE_LIT("a")) > 0);
	assert_int_equal(et_slice_cmp(s, s), 0);
	assert_int_equal(et_slice_str(NULL).len, 0);
}

static void test_ids(void **state)
{
	struct et_id id = { { 1 } }, other = { { 1 } };

	(void)state;
	assert_true(et_id_eq(&id, &other));
	other.b[15] = 1;
	assert_false(et_id_eq(&id, &other));
	assert_true(et_id_cmp(&id, &other) < 0);
	assert_false(et_id_is_zero(&id));
	assert_true(et_id_from(ET_SLICE_LIT("0123456789abcdef"), &id));
	assert_true(et_slice_eq_str(et_id_slice(&id), "0123456789abcdef"));
	assert_false(et_id_from(ET_SLICE_LIT("0123456789abcde"), &id));
	assert_true(et_id_is_zero(&id));
}

static void test_arena_alignment_and_zero(void **state)
{
	struct et_arena *arena = et_arena_new(256, 1 << 20);

	(void)state;
	assert_non_null(arena);
	for (int round = 0; round < 3; round++) {
		for (size_t len = 0; len < 400; len++) {
			uint8_t *at = et_arena_alloc(arena, len);

			assert_non_null(at);
			assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < len; i++)
				assert_int_equal(at[i], 0);
			memset(at, 0xee, len);
		}
		assert_true(et_arena_used_len(arena) > 0);
		et_arena_reset(arena);
		assert_int_equal(et_arena_used_len(arena), 0);
	}
	et_arena_free(arena);
	et_arena_free(NULL);
}

static void test_arena_cap(void **state)
{
	struct et_arena *arena = et_arena_new(64, 1024);

	(void)state;
	assert_non_null(arena);
	assert_null(et_arena_alloc(arena, 1025));
	assert_null(et_arena_alloc(arena, SIZE_MAX));
	assert_null(et_arena_array(arena, SIZE_MAX / 2, 3));
	assert_non_null(et_arena_alloc(arena, 1000));
	assert_null(et_arena_alloc(arena, 17));
	assert_non_null(et_arena_alloc(arena, 16));
	assert_null(et_arena_alloc(arena, 1));
	et_arena_reset(arena);
	assert_non_null(et_arena_alloc(arena, 1024));
	et_arena_free(arena);
}

static void test_arena_text(void **state)
{
	struct et_arena *arena = et_arena_new(64, 4096);
	struct et_slice copy;

	(void)state;
	assert_string_equal(et_arena_strdup(arena, et_slice_of("abc", 2)), "ab");
	assert_string_equal(et_arena_strdup(arena, et_slice_of(NULL, 0)), "");
	assert_string_equal(et_arena_printf(arena, "%d-%s", 7, "x"), "7-x");
	assert_int_equal(strlen(et_arena_printf(arena, "%0300d", 7)), 300);
	assert_int_equal(et_arena_slice(arena, ET_SLICE_LIT("a\0b"), &copy), ET_OK);
	assert_true(et_slice_eq(copy, ET_SLICE_LIT("a\0b")));
	assert_null(et_arena_printf(arena, "%05000d", 7));
	et_arena_free(arena);
	arena = et_arena_new(64, 16);
	assert_int_equal(
		et_arena_slice(arena, ET_SLICE_LIT("seventeen bytes.."), &copy), ET_NO_MEMORY);
	assert_null(copy.ptr);
	et_arena_free(arena);
}

static void test_buf_puts(void **state)
{
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 4096);
	assert_int_equal(et_buf_view(&buf).len, 0);
	et_buf_u8(&buf, 0xfe);
	et_buf_u32be(&buf, 0x01020304);
	et_buf_u64be(&buf, 0x05060708090a0b0c);
	et_buf_str(&buf, "s");
	et_buf_slice(&buf, et_slice_of(NULL, 0));
	et_buf_printf(&buf, "%d", 42);
	assert_true(et_slice_eq(et_buf_view(&buf),
		ET_SLICE_LIT("\xfe\1\2\3\4\5\6\7\10\11\12\13\14s"
			     "42")));
	et_buf_consume(&buf, 13);
	assert_true(et_slice_eq_str(et_buf_view(&buf), "s42"));
	et_buf_printf(&buf, "%0400d", 1);
	assert_int_equal(et_buf_len(&buf), 403);
	et_buf_fini(&buf);
	et_buf_fini(NULL);
}

static void test_buf_bound_sticks(void **state)
{
	struct et_buf buf;
	uint8_t *out;
	size_t len;

	(void)state;
	et_buf_init(&buf, 4);
	et_buf_str(&buf, "abcd");
	assert_int_equal(et_buf_err(&buf), ET_OK);
	et_buf_u8(&buf, 'e');
	assert_int_equal(et_buf_err(&buf), ET_TOO_LARGE);
	assert_int_equal(et_buf_view(&buf).len, 0);
	et_buf_str(&buf, "");
	assert_null(et_buf_extend(&buf, 0));
	assert_int_equal(et_buf_take(&buf, &out, &len), ET_TOO_LARGE);
	assert_null(out);
	et_buf_reset(&buf);
	et_buf_str(&buf, "ab");
	assert_int_equal(et_buf_err(&buf), ET_OK);
	et_buf_bytes(&buf, "", SIZE_MAX);
	assert_int_equal(et_buf_err(&buf), ET_TOO_LARGE);
	et_buf_fini(&buf);
}

static void test_buf_extend_and_take(void **state)
{
	struct et_buf buf;
	uint8_t *place, *out;
	size_t len;

	(void)state;
	et_buf_init(&buf, 100000);
	for (int i = 0; i < 100; i++) {
		place = et_buf_extend(&buf, 1000);
		assert_non_null(place);
		assert_int_equal(place[0] | place[999], 0);
		memset(place, i, 1000);
	}
	assert_null(et_buf_extend(&buf, 1));
	et_buf_fini(&buf);
	et_buf_str(&buf, "again");
	assert_int_equal(et_buf_take(&buf, &out, &len), ET_OK);
	assert_int_equal(len, 5);
	assert_memory_equal(out, "again", 5);
	assert_int_equal(et_buf_len(&buf), 0);
	free(out);
	et_buf_fini(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_arena_alignment_and_zero),
		cmocka_unit_test(test_arena_cap),
		cmocka_unit_test(test_arena_text),
		cmocka_unit_test(test_buf_puts),
		cmocka_unit_test(test_buf_bound_sticks),
		cmocka_unit_test(test_buf_extend_and_take),
	};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
