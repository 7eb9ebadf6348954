/*
 * Text, numbers, names and encodings: what is taken, and what is refused at its edge.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/text.h>

static void test_utf8(void **state)
{
	static const char *const good[] = { "", "a", "työ", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80",
		"\xed\x9f\xbf", "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf" };
	static const char *const bad[] = { "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2",
		"\xc2\x61", "\xe0\x9f\xbf", "\xe0\xa0", "\xed\xa0\x80", "\xed\xbf\xbf",
		"\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xfe", "\xff", "a\xe4" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(et_text_is_utf8(et_slice_str(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(et_text_is_utf8(et_slice_str(bad[i])));
		assert_false(et_text_is_line(et_slice_str(bad[i])));
	}
	/* A sequence that the slice cuts off must not be completed by what lies behind it. */
	assert_false(et_text_is_utf8(et_slice_of("\xc3\xa4", 1)));
	assert_int_equal(et_text_chars(et_slice_str("työ€\xf0\x9f\x99\x82")), 5);
	assert_true(et_text_chars(et_slice_str("\xff")) == SIZE_MAX);
}

static void test_line(void **state)
{
	static const char *const bad[] = { "a\nb", "\t", "\x7f", "\xc2\x80", "\xc2\x9f",
		"\xe2\x80\xa8", "\xe2\x80\xae", "\xe2\x81\xa6", "\xef\xbb\xbf", "\xef\xbf\xbf",
		"\xef\xb7\x90", "\xf0\x9f\xbf\xbe" };

	(void)state;
	assert_true(et_text_is_line(et_slice_str("Sirkka Mäkelä-Ö 90 €")));
	assert_true(et_text_is_line(et_slice_str("\xc2\xa0")));
	assert_false(et_text_is_line(et_slice_of("a\0b", 3)));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(et_text_is_line(et_slice_str(bad[i])));
}

static void test_check_and_trim(void **state)
{
	(void)state;
	assert_int_equal(et_text_check(et_slice_str("työ"), 3, 3), ET_OK);
	assert_int_equal(et_text_check(et_slice_str("työ"), 4, 9), ET_BAD_PARAM);
	assert_int_equal(et_text_check(et_slice_str("työ"), 0, 2), ET_BAD_PARAM);
	assert_int_equal(et_text_check(et_slice_str(" työ"), 0, 9), ET_BAD_PARAM);
	assert_int_equal(et_text_check(et_slice_str("työ "), 0, 9), ET_BAD_PARAM);
	assert_int_equal(et_text_check(et_slice_str(""), 0, 9), ET_OK);
	assert_true(et_slice_eq_str(et_text_trim(et_slice_str(" \t a b\r\n")), "a b"));
	assert_int_equal(et_text_trim(et_slice_str(" \n ")).len, 0);
}

static void test_lines(void **state)
{
	static const char *const bad[] = { "\na", "a\n", " a", "a ", "a\tb", "a\r\nb", "a\n\xff",
		"a\xe2\x80\xae-\nc", "a\nb\xe2\x80\xa8" };

	(void)state;
	assert_int_equal(et_text_check_lines(et_slice_str(""), 0, 9), ET_OK);
	assert_int_equal(et_text_check_lines(et_slice_str(""), 1, 9), ET_BAD_PARAM);
	assert_int_equal(et_text_check_lines(et_slice_str("yö\n\n tyä"), 8, 8), ET_OK);
	assert_int_equal(et_text_check_lines(et_slice_str("yö\n\n tyä"), 0, 7), ET_BAD_PARAM);
	assert_int_equal(et_text_check_lines(et_slice_str("yö\n\n tyä"), 9, 9), ET_BAD_PARAM);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(et_text_check_lines(et_slice_str(bad[i]), 0, 99), ET_BAD_PARAM);
}

static enum et_err parse(const char *text, int64_t *out)
{
	return et_text_i64(et_slice_str(text), INT64_MIN, INT64_MAX, out);
}

static void test_numbers(void **state)
{
	static const char *const bad[] = { "", "-", "+1", "01", "-0", "-01", " 1", "1 ", "1.0",
		"1e3", "0x1", "9223372036854775808", "-9223372036854775809",
		"99999999999999999999999" };
	int64_t value;

	(void)state;
	assert_int_equal(parse("0", &value), ET_OK);
	assert_true(value == 0);
	assert_int_equal(parse("9223372036854775807", &value), ET_OK);
	assert_true(value == INT64_MAX);
	assert_int_equal(parse("-9223372036854775808", &value), ET_OK);
	assert_true(value == INT64_MIN);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		value = 1;
		assert_int_equal(parse(bad[i], &value), ET_BAD_PARAM);
		assert_true(value == 0);
	}
	assert_int_equal(et_text_i64(et_slice_str("60"), 1, 60, &value), ET_OK);
	assert_int_equal(et_text_i64(et_slice_str("61"), 1, 60, &value), ET_BAD_PARAM);
	assert_int_equal(et_text_i64(et_slice_str("0"), 1, 60, &value), ET_BAD_PARAM);
}

static void test_usernames(void **state)
{
	static const char *const bad[] = { "", "a", "Nurse", "nurse_a", "nurse a", ".a", "a-", "a.",
		"työ", "abcdefghijklmnopqrstuvwxyz0123456" };

	(void)state;
	assert_true(et_text_is_username(et_slice_str("a1")));
	assert_true(et_text_is_username(et_slice_str("nurse.a-2")));
	assert_true(et_text_is_username(et_slice_str("abcdefghijklmnopqrstuvwxyz012345")));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(et_text_is_username(et_slice_str(bad[i])));
}

static void test_hosts(void **state)
{
	static const char *const hosts[][2] = {
		{ "https://example.fi", "example.fi" },
		{ "https://example.fi:8443", "example.fi" },
		{ "https://example.fi/calendar", "example.fi" },
		{ "smtps://[::1]:465", "[::1]" },
		{ "https://[2001:db8::7]", "[2001:db8::7]" },
		{ "https://[::1", "[::1" },
		{ "https://", "" },
		{ "example.fi", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		assert_true(et_slice_eq_str(et_text_host(hosts[i][0]), hosts[i][1]));
}

static void test_hex(void **state)
{
	const uint8_t bytes[] = { 0x00, 0x9f, 0xff };
	uint8_t back[3] = { 1, 1, 1 };
	char text[ET_HEX_LEN(3) + 1];

	(void)state;
	et_hex_encode(et_slice_of(bytes, 3), text);
	assert_string_equal(text, "009fff");
	assert_int_equal(et_hex_decode(et_slice_str(text), back, 3), ET_OK);
	assert_memory_equal(back, bytes, 3);
	assert_int_equal(et_hex_decode(et_slice_str("009fFf"), back, 3), ET_BAD_PARAM);
	assert_int_equal(back[1], 0);
	assert_int_equal(et_hex_decode(et_slice_str("009ff"), back, 3), ET_BAD_PARAM);
	assert_int_equal(et_hex_decode(et_slice_str("009fff00"), back, 3), ET_BAD_PARAM);
	assert_int_equal(et_hex_decode(et_slice_str("009f"), back, 3), ET_BAD_PARAM);
	assert_int_equal(et_hex_decode(et_slice_str(""), back, 0), ET_OK);
}

/* RFC 4648 section 10, in the URL alphabet and without padding. */
static void test_b64u_rfc(void **state)
{
	static const char *const pairs[][2] = { { "", "" }, { "f", "Zg" }, { "fo", "Zm8" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" },
		{ "foobar", "Zm9vYmFy" }, { "\xfb\xff\xfe", "-__-" } };
	uint8_t back[8];
	char text[16];

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		size_t len = strlen(pairs[i][0]);

		et_b64u_encode(et_slice_str(pairs[i][0]), text);
		assert_string_equal(text, pairs[i][1]);
		assert_int_equal(strlen(text), ET_B64U_LEN(len));
		assert_int_equal(et_b64u_decoded_len(strlen(text)), len);
		assert_int_equal(et_b64u_decode(et_slice_str(text), back, len), ET_OK);
		assert_memory_equal(back, pairs[i][0], len);
	}
}

static void test_b64u_is_strict(void **state)
{
	uint8_t back[3];

	(void)state;
	/* One value, one spelling: stray last bits, padding and other alphabets are refused. */
	assert_int_equal(et_b64u_decode(et_slice_str("Zh"), back, 1), ET_BAD_PARAM);
	assert_int_equal(et_b64u_decode(et_slice_str("Zm9"), back, 2), ET_BAD_PARAM);
	assert_int_equal(et_b64u_decode(et_slice_str("Zg=="), back, 1), ET_BAD_PARAM);
	assert_int_equal(et_b64u_decode(et_slice_str("+/8a"), back, 3), ET_BAD_PARAM);
	assert_int_equal(et_b64u_decode(et_slice_str("Zm 9"), back, 3), ET_BAD_PARAM);
	assert_int_equal(et_b64u_decode(et_slice_str("Zm9vY"), back, 3), ET_BAD_PARAM);
	assert_int_equal(et_b64u_decode(et_slice_str("Zm9v"), back, 2), ET_BAD_PARAM);
	assert_true(et_b64u_decoded_len(5) == SIZE_MAX);
	assert_int_equal(et_b64u_decoded_len(22), 16);
	assert_int_equal(et_b64u_decoded_len(43), 32);
}

/* The appending forms work in groups: every length must join without a seam. */
static void test_put_has_no_seams(void **state)
{
	uint8_t bytes[200];
	char text[ET_HEX_LEN(200) + 1];
	struct et_buf buf;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 37);
	et_buf_init(&buf, 1024);
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		et_buf_reset(&buf);
		et_b64u_put(&buf, et_slice_of(bytes, len));
		et_b64u_encode(et_slice_of(bytes, len), text);
		assert_true(et_slice_eq_str(et_buf_view(&buf), text));
		et_buf_reset(&buf);
		et_hex_put(&buf, et_slice_of(bytes, len));
		et_hex_encode(et_slice_of(bytes, len), text);
		assert_true(et_slice_eq_str(et_buf_view(&buf), text));
	}
	et_buf_fini(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_check_and_trim),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_usernames),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_hex),
		cmocka_unit_test(test_b64u_rfc),
		cmocka_unit_test(test_b64u_is_strict),
		cmocka_unit_test(test_put_has_no_seams),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
