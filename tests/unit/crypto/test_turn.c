/*
 * TURN credentials: HMAC-SHA1 as others compute it (RFC 2202), in the form that coturn reads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/crypto/turn.h>

/* The examples of RFC 2202 section 3, in base64; the last with a key longer than a block. */
static void test_known(void **state)
{
	uint8_t key[80], data[50];
	char out[29];

	(void)state;
	memset(key, 0x0b, 20);
	assert_int_equal(
		et_turn_password(et_slice_of(key, 20), ET_SLICE_LIT("Hi There"), out), ET_OK);
	assert_string_equal(out, "thcxhlUFcmTii8C2+zeMjvFGvgA=");
	assert_int_equal(et_turn_password(ET_SLICE_LIT("Jefe"),
				 ET_SLICE_LIT("what do ya want for nothing?"), out),
		ET_OK);
	assert_string_equal(out, "7/zfauXrL6LSdBbV8YTfnCWafHk=");
	memset(key, 0xaa, 80);
	memset(data, 0xdd, sizeof(data));
	assert_int_equal(
		et_turn_password(et_slice_of(key, 20), et_slice_of(data, sizeof(data)), out),
		ET_OK);
	assert_string_equal(out, "El1zQrmsEc2Ro5r0iqF7T2PxddM=");
	assert_int_equal(
		et_turn_password(et_slice_of(key, 80),
			ET_SLICE_LIT("Test Using Larger Than Block-Size Key - Hash Key First"),
			out),
		ET_OK);
	assert_string_equal(out, "qkrl4VJy0A6VcFY3zoo7Ve1AIRI=");
}

static void test_form(void **state)
{
	const uint8_t nonce[ET_TURN_NONCE_LEN] = { 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6 };
	struct et_turn_credential credential, later;
	char out[29];

	(void)state;
	assert_int_equal(
		et_turn_credential(ET_SLICE_LIT("north"), 1764003600, nonce, &credential), ET_OK);
	assert_string_equal(credential.username, "1764003600:____AQIDBAUG");
	assert_int_equal(
		et_turn_password(ET_SLICE_LIT("north"), et_slice_str(credential.username), out),
		ET_OK);
	assert_string_equal(credential.credential, out);
	/* Another second, another secret: another credential. */
	assert_int_equal(
		et_turn_credential(ET_SLICE_LIT("north"), 1764003601, nonce, &later), ET_OK);
	assert_string_not_equal(later.credential, credential.credential);
	assert_int_equal(
		et_turn_credential(ET_SLICE_LIT("south"), 1764003600, nonce, &later), ET_OK);
	assert_string_not_equal(later.credential, credential.credential);
	/* Without a secret there is none. */
	assert_int_equal(
		et_turn_credential(ET_SLICE_LIT(""), 1764003600, nonce, &later), ET_INTERNAL);
	assert_string_equal(later.credential, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
