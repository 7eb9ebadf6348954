/*
 * What is no command, or none with these params: a clear error, nothing done, and the connection goes
 * on unless the frame itself is broken.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testkit.h"

#define ID "\"AAAAAAAAAAAAAAAAAAAAAQ\""

struct bad {
	const char *text, *code, *field;
};

static const struct bad texts[] = {
	/* gate 2: JSON under limits */
	{ "", "bad_json", NULL },
	{ "hello", "bad_json", NULL },
	{ "{", "bad_json", NULL },
	{ "{}{}", "bad_json", NULL },
	{ "{\"v\":1,\"v\":1}", "bad_json", NULL },
	{ "{\"v\":1.0,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{}}", "bad_json", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{\"a\":1e3}}", "bad_json", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{\"a\":[[[[[[[1]]]]]]]}}",
		"bad_json", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{\"a\":\"\xc0\x80\"}}", "bad_json",
		NULL },
	{ "{\"v\":99999999999999999999}", "bad_json", NULL },
	/* gate 3: the envelope */
	{ "[]", "bad_envelope", NULL },
	{ "{}", "bad_envelope", NULL },
	{ "{\"v\":2,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{}}", "bad_envelope", NULL },
	{ "{\"v\":1,\"id\":\"AA\",\"cmd\":\"genesis\",\"params\":{}}", "bad_envelope", NULL },
	{ "{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"cmd\":\"genesis\",\"params\":{}}",
		"bad_envelope", NULL },
	{ "{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ==\",\"cmd\":\"genesis\",\"params\":{}}",
		"bad_envelope", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":7,\"params\":{}}", "bad_envelope", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":[]}", "bad_envelope", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\"}", "bad_envelope", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{},\"x\":1}", "bad_envelope",
		NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{},\"blobs\":[]}", "bad_envelope",
		NULL },
	/* gate 4: the command */
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"Genesis\",\"params\":{}}", "unknown_command", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"\",\"params\":{}}", "unknown_command", NULL },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"checkpoint\",\"params\":{}}", "unknown_command", NULL },
	/* gate 7: the params */
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"genesis\",\"params\":{\"a\":1}}", "bad_param", "a" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"hour-list\",\"params\":{\"from\":0}}", "bad_param",
		"to" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"hour-list\",\"params\":{\"from\":\"0\",\"to\":1}}",
		"bad_param", "from" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"hour-list\",\"params\":{\"from\":-1,\"to\":1}}",
		"bad_param", "from" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"hour-list\",\"params\":{\"from\":null,\"to\":1}}",
		"bad_param", "from" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"hour-list\",\"params\":{\"from\":2,\"to\":1}}",
		"bad_param", "to" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"dir-append\",\"params\":{\"stmt\":0,\"sig\":1}}",
		"bad_param", "stmt" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"draft-get\",\"params\":{\"key\":\"a\\nb\"}}",
		"bad_param", "key" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"draft-get\",\"params\":{\"key\":\"\"}}", "bad_param",
		"key" },
	{ "{\"v\":1,\"id\":" ID ",\"cmd\":\"draft-get\",\"params\":{\"key\":\"k\",\"key2\":\"k\"}}",
		"bad_param", "key2" },
};

static void texts_are_refused(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	size_t rows = kit_log_count(kit, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct bad *bad = &texts[i];
		struct kit_reply *reply = kit_raw(anna, et_slice_str(bad->text), false);
		json_t *error = kit_refused(reply, bad->code);
		const char *field = json_string_value(json_object_get(error, "field"));

		if (bad->field != NULL)
			assert_string_equal(field, bad->field);
		else
			assert_null(field);
		assert_false(anna->closed);
		kit_advance(kit, 1000);
	}
	assert_int_equal(kit_log_count(kit, NULL, NULL), rows);
	kit_ok(kit_call(anna, "series-list", NULL));
	kit_free(kit);
}

/* The bytes of `{"v":1,…,"params":{"key":"xxx…"}}` of exactly that length. */
static struct et_slice of_length(struct kit *kit, size_t len)
{
	static const char head[] =
		"{\"v\":1,\"id\":" ID ",\"cmd\":\"draft-get\",\"params\":{\"key\":\"";
	static const char tail[] = "\"}}";
	struct et_buf buf;

	et_buf_init(&buf, len);
	et_buf_str(&buf, head);
	while (et_buf_len(&buf) < len - strlen(tail))
		et_buf_u8(&buf, 'x');
	et_buf_str(&buf, tail);
	return kit_take(kit, &buf);
}

static void sixty_four_kib_and_one(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");

	(void)state;
	kit_refused(kit_raw(anna, of_length(kit, 65536), false), "bad_param");
	kit_refused(kit_raw(anna, of_length(kit, 65537), false), "too_large");
	assert_false(anna->closed);
	kit_ok(kit_call(anna, "series-list", NULL));
	kit_free(kit);
}

static struct et_slice binary(
	struct kit *kit, const char *header, size_t header_len, const char *json, size_t rest_len)
{
	struct et_buf buf;

	et_buf_init(&buf, 4096);
	et_buf_bytes(&buf, header, header_len);
	et_buf_str(&buf, json);
	et_buf_slice(&buf, kit_random(kit, rest_len));
	return kit_take(kit, &buf);
}

static void frames_are_refused(void **state)
{
	static const struct {
		const char *header;
		size_t header_len;
		const char *json;
		size_t rest_len;
		const char *code;
	} frames[] = {
		{ "\1", 1, "", 0, "bad_frame" },
		{ "\2\0\0\0\0\0\0\2", 8, "{}", 0, "bad_frame" },
		{ "\1\0\0\1\0\0\0\2", 8, "{}", 0, "bad_frame" },
		{ "\1\0\0\0\0\0\0\3", 8, "{}", 0, "bad_frame" },
		{ "\1\0\0\0\377\377\377\377", 8, "{}", 0, "bad_frame" },
		{ "\1\0\0\0\0\0\0\2", 8, "{}", 3, "bad_envelope" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		struct kit *kit = kit_new();
		struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
		struct et_slice frame = binary(kit, frames[i].header, frames[i].header_len,
			frames[i].json, frames[i].rest_len);

		kit_refused(kit_raw(anna, frame, true), frames[i].code);
		/* Whoever breaks the form of frames has lost the thread: closed. */
		assert_int_equal(anna->closed, strcmp(frames[i].code, "bad_frame") == 0);
		kit_free(kit);
	}
}

/* Lengths that do not sum up to the rest, negative ones, too many. */
static void blobs_are_the_rest(void **state)
{
	static const char *const lens[] = { "[1]", "[3]", "[-1,3]", "[2,1]", "[\"2\"]", "2", "{}" };
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");

	(void)state;
	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		char json[256], header[8] = { 1, 0, 0, 0, 0, 0, 0, 0 };

		snprintf(json, sizeof(json),
			"{\"v\":1,\"id\":" ID ",\"cmd\":\"draft-put\",\"params\":{\"key\":\"k\","
			"\"data\":0},\"blobs\":%s}",
			lens[i]);
		header[7] = (char)strlen(json);
		kit_refused(kit_raw(anna, binary(kit, header, 8, json, 2), true), "bad_envelope");
	}
	kit_free(kit);
}

static void too_many_requests(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	int64_t retry_ms = 0;
	int taken = 0;

	(void)state;
	while (retry_ms == 0 && taken < 1000) {
		struct kit_reply *reply = kit_call(anna, "series-list", NULL);

		if (reply->error != NULL)
			retry_ms = kit_get_int(kit_refused(reply, "rate_limited"), "retry_ms");
		taken++;
	}
	assert_in_range(taken, 100, 200);
	assert_in_range(retry_ms, 1, 1000);
	/* other classes are not meant */
	kit_ok(kit_call(anna, "genesis", NULL));
	kit_advance(kit, retry_ms);
	kit_ok(kit_call(anna, "series-list", NULL));
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_refused),
		cmocka_unit_test(sixty_four_kib_and_one),
		cmocka_unit_test(frames_are_refused),
		cmocka_unit_test(blobs_are_the_rest),
		cmocka_unit_test(too_many_requests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
