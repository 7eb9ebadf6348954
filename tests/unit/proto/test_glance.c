/* Which signatures a glance finds in a frame; and that nothing makes it look beyond the frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <etatunti/base/encode.h>
#include <etatunti/proto/glance.h>
#include <etatunti/proto/request.h>

static uint8_t frame[4096];

/* The frame of that JSON, and so many bytes of blobs that count upwards. */
static struct et_slice frame_of(const char *json, size_t blobs_len)
{
	size_t len = strlen(json);

	memset(frame, 0, sizeof(frame));
	frame[0] = 1;
	frame[6] = (uint8_t)(len >> 8);
	frame[7] = (uint8_t)len;
	memcpy(frame + 8, json, len);
	for (size_t i = 0; i < blobs_len; i++)
		frame[8 + len + i] = (uint8_t)i;
	return et_slice_of(frame, 8 + len + blobs_len);
}

static void test_signatures_and_what_they_sign(void **state)
{
	struct et_glance glance;

	(void)state;
	et_glance(frame_of("{\"cmd\":\"case-append\",\"blobs\":[10,64,30,20,64]}", 188), &glance);
	assert_int_equal(glance.count, 2);
	assert_int_equal(glance.all[0].bytes.len, 10);
	assert_int_equal(glance.all[0].bytes.ptr[0], 0);
	assert_int_equal(glance.all[0].sig.ptr[0], 10);
	assert_int_equal(glance.all[1].bytes.len, 20);
	assert_int_equal(glance.all[1].bytes.ptr[0], 104);
	assert_int_equal(glance.all[1].sig.len, 64);
}

static void test_what_is_something_else(void **state)
{
	static const char *const others[] = {
		"{\"cmd\":\"draft-put\",\"blobs\":[10,64]}",
		"{\"cmd\":\"case-append\"}",
		"{\"cmd\":\"case-append\",\"blobs\":[]}",
		"{\"cmd\":\"case-append\",\"blobs\":[64]}",
		"{\"cmd\":\"case-append\",\"blobs\":[10, 64]}",
		"{\"cmd\":\"case-append\",\"blobs\":[10,65]}",
		"{\"cmd\":\"case-append\",\"blobs\":[100,64]}",
		"{\"cmd\":\"case-append\",\"blobs\":[10,6400000000000000000000]}",
		"{\"cmd\":\"case-append\",\"blobs\":[-10,64]}",
		"{\"cmd\":\"case-append\",\"blobs\":[10",
		"",
	};
	struct et_glance glance;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		et_glance(frame_of(others[i], 74), &glance);
		if (glance.count != 0)
			fail_msg("%s", others[i]);
	}
}

/* As long as a statement may be, and a byte longer: no guess, for it would be refused. */
static void test_too_long_for_a_statement(void **state)
{
	static uint8_t large[ET_PROTO_STATEMENT_LEN_MAX + 256];
	struct et_glance glance;

	(void)state;
	for (size_t over = 0; over < 2; over++) {
		size_t len = ET_PROTO_STATEMENT_LEN_MAX + over;
		char json[80];
		struct et_slice head;

		(void)snprintf(
			json, sizeof(json), "{\"cmd\":\"case-append\",\"blobs\":[%zu,64]}", len);
		head = frame_of(json, 0);
		memset(large, 7, sizeof(large));
		memcpy(large, head.ptr, head.len);
		et_glance(et_slice_of(large, head.len + len + 64), &glance);
		assert_int_equal(glance.count, over == 0 ? 1 : 0);
	}
}

static size_t expected(const json_t *file, const char *name, uint8_t *out, size_t max)
{
	const json_t *value = json_object_get(json_object_get(file, "expected"), name);
	size_t len = json_string_length(value) / 2;

	assert_true(json_is_string(value) && len <= max);
	assert_int_equal(
		et_hex_decode(et_slice_of(json_string_value(value), 2 * len), out, len), ET_OK);
	return len;
}

/* What the browser's code writes (web/test/vectors.test.ts): the guess is what the frame says when it is read. */
static void test_a_frame_of_the_web(void **state)
{
	static uint8_t bytes[4096], stmt[1024], sig[64];
	json_t *file =
		json_load_file(ET_SOURCE_DIR "/tests/vectors/protocol-vectors.json", 0, NULL);
	struct et_slice whole, signs, signature;
	struct et_request request;
	struct et_glance glance;

	(void)state;
	assert_non_null(file);
	whole = et_slice_of(bytes, expected(file, "case_append_frame", bytes, sizeof(bytes)));
	signs = et_slice_of(stmt, expected(file, "statement", stmt, sizeof(stmt)));
	signature = et_slice_of(sig, expected(file, "statement_sig", sig, sizeof(sig)));
	json_decref(file);
	et_glance(whole, &glance);
	assert_int_equal(glance.count, 1);
	assert_true(et_slice_eq(glance.all[0].bytes, signs));
	assert_true(et_slice_eq(glance.all[0].sig, signature));
	assert_int_equal(et_request_read(&request, whole, true), ET_OK);
	assert_int_equal(request.blob_count, 3);
	assert_true(et_slice_eq(request.blobs[0], signs));
	assert_true(et_slice_eq(request.blobs[1], signature));
	et_request_fini(&request);
}

/* Cut anywhere, or with a length that lies: under the sanitizers, in memory of its own. */
static void test_cut_and_lying(void **state)
{
	struct et_slice whole =
		frame_of("{\"cmd\":\"case-append\",\"blobs\":[10,64,30,20,64]}", 188);
	struct et_glance glance;

	(void)state;
	for (size_t len = 0; len <= whole.len; len++) {
		uint8_t *copy = malloc(len > 0 ? len : 1);

		assert_non_null(copy);
		memcpy(copy, whole.ptr, len);
		et_glance(et_slice_of(copy, len), &glance);
		assert_true(glance.count <= 2);
		if (len > 8) {
			copy[5] = 255;
			et_glance(et_slice_of(copy, len), &glance);
			assert_int_equal(glance.count, 0);
		}
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signatures_and_what_they_sign),
		cmocka_unit_test(test_what_is_something_else),
		cmocka_unit_test(test_too_long_for_a_statement),
		cmocka_unit_test(test_a_frame_of_the_web),
		cmocka_unit_test(test_cut_and_lying),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
