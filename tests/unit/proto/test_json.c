/*
 * Writing JSON, replies and events.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>
#include <string.h>

#include <etatunti/proto/event.h>
#include <etatunti/proto/reply.h>

static const struct et_id id = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } };

static void assert_text(struct et_slice got, const char *expected)
{
	if (!et_slice_eq_str(got, expected))
		fail_msg("got %.*s", (int)got.len, (const char *)got.ptr);
}

static void values(void **state)
{
	struct et_json json;

	(void)state;
	et_json_init(&json, 4096);
	assert_true(et_json_is_empty(&json));
	et_json_cstr(&json, "s", "a\"b\\c\n\x01ä");
	et_json_int(&json, "n", INT64_MIN);
	et_json_bool(&json, "t", true);
	et_json_null(&json, "z");
	et_json_bytes(&json, "b", et_slice_of("\xff\xfe", 2));
	et_json_id(&json, "id", &id);
	et_json_id_or_null(&json, "none", &(struct et_id){ { 0 } });
	et_json_array_open(&json, "a");
	et_json_int(&json, NULL, 1);
	et_json_object_open(&json, NULL);
	et_json_object_close(&json);
	et_json_array_open(&json, NULL);
	et_json_array_close(&json);
	et_json_array_close(&json);
	et_json_object_open(&json, "o");
	et_json_int(&json, "k", 2);
	et_json_object_close(&json);
	assert_int_equal(et_json_err(&json), ET_OK);
	assert_text(et_json_view(&json),
		"\"s\":\"a\\\"b\\\\c\\u000a\\u0001ä\",\"n\":-9223372036854775808,\"t\":true,"
		"\"z\":null,\"b\":\"__4\",\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"none\":null,"
		"\"a\":[1,{},[]],\"o\":{\"k\":2}");
	et_json_fini(&json);
}

/* What we write wrongly is our own mistake, and nothing of it leaves. */
static void mistakes_stick(void **state)
{
	struct et_json json;

	(void)state;
	et_json_init(&json, 4096);
	et_json_str(&json, "s", et_slice_of("\xc3", 1));
	assert_int_equal(et_json_err(&json), ET_INTERNAL);
	assert_int_equal(et_json_view(&json).len, 0);
	et_json_reset(&json);
	et_json_object_open(&json, "o");
	assert_int_equal(et_json_err(&json), ET_INTERNAL);
	et_json_reset(&json);
	for (int i = 0; i < 7; i++)
		et_json_array_open(&json, i == 0 ? "a" : NULL);
	for (int i = 0; i < 7; i++)
		et_json_array_close(&json);
	assert_int_equal(et_json_err(&json), ET_INTERNAL);
	et_json_fini(&json);
	et_json_init(&json, 10);
	et_json_cstr(&json, "s", "0123456789");
	assert_int_equal(et_json_err(&json), ET_TOO_LARGE);
	et_json_fini(&json);
}

static void frames(void **state)
{
	struct et_slice blobs[] = { ET_SLICE_LIT("ab"), ET_SLICE_LIT("") };
	struct et_json fields, empty;
	struct et_buf out;
	bool binary;

	(void)state;
	et_json_init(&fields, 4096);
	et_json_init(&empty, 4096);
	et_json_int(&fields, "n", 1);
	et_buf_init(&out, 4096);
	assert_int_equal(et_reply_ok(&out, &id, &empty, NULL, 0, &binary), ET_OK);
	assert_false(binary);
	assert_text(et_buf_view(&out), "{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"ok\":{}}");
	et_buf_reset(&out);
	assert_int_equal(et_reply_error(&out, NULL, ET_CONFLICT, "to", &fields), ET_OK);
	assert_text(et_buf_view(&out),
		"{\"v\":1,\"id\":null,\"error\":{\"code\":\"conflict\","
		"\"field\":\"to\",\"n\":1}}");
	et_buf_reset(&out);
	assert_int_equal(et_event_frame(&out, "pending", &empty), ET_OK);
	assert_text(et_buf_view(&out), "{\"v\":1,\"ev\":\"pending\"}");
	et_buf_reset(&out);
	assert_int_equal(et_reply_ok(&out, &id, &fields, blobs, 2, &binary), ET_OK);
	assert_true(binary);
	assert_int_equal(et_buf_view(&out).ptr[0], 1);
	assert_text(et_slice_sub(et_buf_view(&out), 8, 4096),
		"{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"blobs\":[2,0],\"ok\":{\"n\":1}}ab");
	assert_int_equal(et_buf_view(&out).ptr[7], et_buf_len(&out) - 8 - 2);
	et_buf_fini(&out);
	et_json_fini(&fields);
	et_json_fini(&empty);
}

/* What we write we can read back: the limits of both ends agree. */
static void our_own_limits(void **state)
{
	struct et_slice blobs[ET_PROTO_BLOB_MAX + 1] = { { 0 } };
	struct et_json fields;
	struct et_buf out;
	bool binary;

	(void)state;
	et_json_init(&fields, 4096);
	et_buf_init(&out, (size_t)2 << 20);
	assert_int_equal(et_reply_ok(&out, &id, &fields, blobs, ET_PROTO_BLOB_MAX + 1, &binary),
		ET_TOO_LARGE);
	et_buf_reset(&out);
	assert_int_equal(et_reply_ok(&out, &id, &fields, blobs, ET_PROTO_BLOB_MAX, &binary), ET_OK);
	et_buf_fini(&out);
	et_json_fini(&fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(mistakes_stick),
		cmocka_unit_test(frames),
		cmocka_unit_test(our_own_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
