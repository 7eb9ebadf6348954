/*
 * Requests and field tables on the bytes: what is taken, what each refusal names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>
#include <string.h>

#include <etatunti/base/buf.h>
#include <etatunti/proto/field.h>
#include <etatunti/proto/request.h>

#define ENVELOPE(params) \
	"{\"v\":1,\"id\":\"AAAAAAAAAAAAAAAAAAAAAQ\",\"cmd\":\"x\",\"params\":" params "}"

struct item {
	struct et_id id;
	int64_t n;
};

struct all {
	struct et_id id;
	struct et_hash hash;
	struct et_slice bytes, str, blob;
	int64_t n;
	bool flag;
	struct et_date date, until;
	int time, word;
	struct et_id_list ids;
	struct et_int_list ints;
	struct et_slice_list blobs;
	struct et_item_list items;
};

static const char *const words[] = { "normal", "urgent", NULL };
static const struct et_field item_fields[] = {
	ET_F_ID(struct item, id, "id"),
	ET_F_INT(struct item, n, "n", 0, 9),
};
static const struct et_fields item_table = ET_FIELDS(item_fields, struct item);
static const struct et_field id_fields[] = { ET_F_ID(struct all, id, "id") };
static const struct et_field hash_fields[] = { ET_F_HASH(struct all, hash, "hash") };
static const struct et_field bytes_fields[] = { ET_F_BYTES(struct all, bytes, "bytes", 1, 4) };
static const struct et_field str_fields[] = { ET_F_STR(struct all, str, "str", 0, 4) };
static const struct et_field int_fields[] = { ET_F_INT(struct all, n, "n", -5, 5) };
static const struct et_field bool_fields[] = { ET_F_BOOL(struct all, flag, "flag") };
static const struct et_field date_fields[] = { ET_F_DATE(
						       struct all, date, "date", ET_FIELD_REQUIRED),
	ET_F_DATE(struct all, until, "until", ET_FIELD_NULLABLE) };
static const struct et_field time_fields[] = { ET_F_TIME(struct all, time, "time") };
static const struct et_field enum_fields[] = { ET_F_ENUM(struct all, word, "word", words) };
static const struct et_field ints_fields[] = { ET_F_INTS(struct all, ints, "ints", 1, 9, 3) };
static const struct et_field ids_fields[] = { ET_F_IDS(struct all, ids, "ids", 1, 2) };
static const struct et_field blob_fields[] = { ET_F_BLOB(
	struct all, blob, "blob", ET_FIELD_OPTIONAL, 2, 3) };
static const struct et_field blobs_fields[] = { ET_F_BLOBS(struct all, blobs, "blobs", 0, 2) };
static const struct et_field list_fields[] = { ET_F_LIST(
	struct all, items, "items", item_table, 1, 2) };

#define TABLE(name) \
	static const struct et_fields name##_table = ET_FIELDS(name##_fields, struct all)
TABLE(id);
TABLE(hash);
TABLE(bytes);
TABLE(str);
TABLE(int);
TABLE(bool);
TABLE(date);
TABLE(time);
TABLE(enum);
TABLE(ids);
TABLE(ints);
TABLE(blob);
TABLE(blobs);
TABLE(list);

#define ID1 "\"AAAAAAAAAAAAAAAAAAAAAQ\""
#define ID2 "\"AAAAAAAAAAAAAAAAAAAAAg\""
#define ID0 "\"AAAAAAAAAAAAAAAAAAAAAA\""
#define H32 "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""

static const struct {
	const struct et_fields *table;
	const char *params;
	const char *field; /* NULL: taken */
} cases[] = {
	{ &id_table, ENVELOPE("{\"id\":" ID1 "}"), NULL },
	{ &id_table, ENVELOPE("{\"id\":" ID0 "}"), "id" },
	{ &id_table, ENVELOPE("{\"id\":null}"), "id" },
	{ &id_table, ENVELOPE("{\"id\":\"AAAAAAAAAAAAAAAAAAAAAR\"}"), "id" }, /* stray bits */
	{ &id_table, ENVELOPE("{}"), "id" },
	{ &id_table, ENVELOPE("{\"id\":" ID1 ",\"Id\":1}"), "Id" },
	{ &hash_table, ENVELOPE("{\"hash\":" H32 "}"), NULL },
	{ &hash_table, ENVELOPE("{\"hash\":" ID1 "}"), "hash" },
	{ &bytes_table, ENVELOPE("{\"bytes\":\"AAAAAA\"}"), NULL },
	{ &bytes_table, ENVELOPE("{\"bytes\":\"\"}"), "bytes" },
	{ &bytes_table, ENVELOPE("{\"bytes\":\"AAAAAAA\"}"), "bytes" },
	{ &bytes_table, ENVELOPE("{\"bytes\":\"AA+A\"}"), "bytes" },
	{ &str_table, ENVELOPE("{\"str\":\"\\u00e4\\u00e4\\u00e4\\u00e4\"}"), NULL },
	{ &str_table, ENVELOPE("{\"str\":\"\"}"), NULL },
	{ &str_table, ENVELOPE("{\"str\":\"abcde\"}"), "str" },
	{ &str_table, ENVELOPE("{\"str\":\"a\\tb\"}"), "str" },
	{ &str_table, ENVELOPE("{\"str\":7}"), "str" },
	{ &int_table, ENVELOPE("{\"n\":-5}"), NULL },
	{ &int_table, ENVELOPE("{\"n\":6}"), "n" },
	{ &int_table, ENVELOPE("{\"n\":\"5\"}"), "n" },
	{ &int_table, ENVELOPE("{\"n\":true}"), "n" },
	{ &bool_table, ENVELOPE("{\"flag\":false}"), NULL },
	{ &bool_table, ENVELOPE("{\"flag\":0}"), "flag" },
	{ &date_table, ENVELOPE("{\"date\":\"2028-02-29\",\"until\":null}"), NULL },
	{ &date_table, ENVELOPE("{\"date\":\"2026-02-29\",\"until\":null}"), "date" },
	{ &date_table, ENVELOPE("{\"date\":\"2026-2-28\",\"until\":null}"), "date" },
	{ &date_table, ENVELOPE("{\"date\":\"2026-02-28\"}"), "until" },
	{ &time_table, ENVELOPE("{\"time\":\"09:05\"}"), NULL },
	{ &time_table, ENVELOPE("{\"time\":\"09:60\"}"), "time" },
	{ &enum_table, ENVELOPE("{\"word\":\"urgent\"}"), NULL },
	{ &enum_table, ENVELOPE("{\"word\":\"Urgent\"}"), "word" },
	{ &ints_table, ENVELOPE("{\"ints\":[9,1,9]}"), NULL },
	{ &ints_table, ENVELOPE("{\"ints\":[]}"), NULL },
	{ &ints_table, ENVELOPE("{\"ints\":[1,2,3,4]}"), "ints" },
	{ &ints_table, ENVELOPE("{\"ints\":[1,0]}"), "ints" },
	{ &ints_table, ENVELOPE("{\"ints\":[10]}"), "ints" },
	{ &ints_table, ENVELOPE("{\"ints\":[\"1\"]}"), "ints" },
	{ &ints_table, ENVELOPE("{\"ints\":1}"), "ints" },
	{ &ids_table, ENVELOPE("{\"ids\":[" ID1 "," ID2 "]}"), NULL },
	{ &ids_table, ENVELOPE("{\"ids\":[]}"), "ids" },
	{ &ids_table, ENVELOPE("{\"ids\":[" ID1 "," ID1 "]}"), "ids" },
	{ &ids_table, ENVELOPE("{\"ids\":[" ID0 "]}"), "ids" },
	{ &ids_table, ENVELOPE("{\"ids\":{\"0\":" ID1 "}}"), "ids" },
	{ &blob_table, ENVELOPE("{}"), NULL },
	{ &blob_table, ENVELOPE("{\"blob\":0}"), "blob" }, /* there is none */
	{ &blob_table, ENVELOPE("{\"blob\":null}"), "blob" },
	{ &blobs_table, ENVELOPE("{\"blobs\":[]}"), NULL },
	{ &blobs_table, ENVELOPE("{\"blobs\":[0]}"), "blobs" },
	{ &list_table, ENVELOPE("{\"items\":[{\"id\":" ID1 ",\"n\":9}]}"), NULL },
	{ &list_table, ENVELOPE("{\"items\":[{\"id\":" ID1 ",\"n\":10}]}"), "items" },
	{ &list_table, ENVELOPE("{\"items\":[{\"id\":" ID1 "}]}"), "items" },
	{ &list_table, ENVELOPE("{\"items\":[{\"id\":" ID1 ",\"n\":1,\"m\":1}]}"), "items" },
	{ &list_table, ENVELOPE("{\"items\":[[]]}"), "items" },
};

static void fields_one_by_one(void **state)
{
	struct et_arena *arena = et_arena_new(4096, 1 << 20);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct et_request request;
		const char *field;
		void *out;
		enum et_err err;

		assert_int_equal(
			et_request_read(&request, et_slice_str(cases[i].params), false), ET_OK);
		err = et_fields_read(cases[i].table, &request, arena, &out, &field);
		if (cases[i].field == NULL && err != ET_OK)
			fail_msg("not taken: %s", cases[i].params);
		if (cases[i].field != NULL) {
			if (err != ET_BAD_PARAM)
				fail_msg("taken: %s", cases[i].params);
			assert_string_equal(field, cases[i].field);
		}
		et_request_fini(&request);
	}
	et_arena_free(arena);
}

static void values_arrive(void **state)
{
	struct et_arena *arena = et_arena_new(4096, 1 << 20);
	struct et_request request;
	const struct all *all;
	const struct item *items;
	const char *field;
	void *out;

	(void)state;
	assert_int_equal(et_request_read(&request,
				 ET_SLICE_LIT(ENVELOPE("{\"items\":[{\"id\":" ID1
						       ",\"n\":3},{\"n\":4,\"id\":" ID2 "}]}")),
				 false),
		ET_OK);
	assert_int_equal(et_fields_read(&list_table, &request, arena, &out, &field), ET_OK);
	all = out;
	assert_int_equal(all->items.count, 2);
	items = all->items.items;
	assert_int_equal(items[0].n, 3);
	assert_int_equal(items[1].n, 4);
	assert_int_equal(items[1].id.b[15], 2);
	et_request_fini(&request);
	assert_int_equal(
		et_request_read(&request,
			ET_SLICE_LIT(ENVELOPE("{\"date\":\"2026-12-06\",\"until\":null}")), false),
		ET_OK);
	assert_int_equal(et_fields_read(&date_table, &request, arena, &out, &field), ET_OK);
	all = out;
	assert_int_equal(all->date.month, 12);
	assert_int_equal(all->until.year, 0);
	et_request_fini(&request);
	et_arena_free(arena);
}

static void blobs_in_a_binary_frame(void **state)
{
	static const char json[] =
		"{\"v\":1,\"id\":" ID1 ",\"cmd\":\"x\",\"params\":{\"blob\":1},\"blobs\":[1,3]}";
	struct et_arena *arena = et_arena_new(4096, 1 << 20);
	struct et_request request;
	struct et_buf frame;
	const char *field;
	void *out;

	(void)state;
	et_buf_init(&frame, 4096);
	et_buf_u32be(&frame, UINT32_C(1) << 24);
	et_buf_u32be(&frame, sizeof(json) - 1);
	et_buf_str(&frame, json);
	et_buf_str(&frame, "abcd");
	assert_int_equal(et_request_read(&request, et_buf_view(&frame), true), ET_OK);
	assert_int_equal(request.blob_count, 2);
	assert_int_equal(et_fields_read(&blob_table, &request, arena, &out, &field), ET_OK);
	assert_true(et_slice_eq_str(((struct all *)out)->blob, "bcd"));
	et_request_fini(&request);
	/* one byte too many, one too few */
	et_buf_u8(&frame, 'e');
	assert_int_equal(et_request_read(&request, et_buf_view(&frame), true), ET_BAD_ENVELOPE);
	assert_true(request.has_id);
	et_request_fini(&request);
	et_buf_fini(&frame);
	et_arena_free(arena);
}

static struct et_slice nested(struct et_buf *buf, unsigned levels)
{
	et_buf_reset(buf);
	et_buf_str(buf, "{\"v\":1,\"id\":" ID1 ",\"cmd\":\"x\",\"params\":{\"a\":");
	for (unsigned i = 0; i < levels; i++)
		et_buf_u8(buf, '[');
	for (unsigned i = 0; i < levels; i++)
		et_buf_u8(buf, ']');
	et_buf_str(buf, "}}");
	return et_buf_view(buf);
}

static void depth_is_bounded_before_parsing(void **state)
{
	struct et_request request;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 65536);
	assert_int_equal(et_request_read(&request, nested(&buf, 6), false), ET_OK);
	et_request_fini(&request);
	assert_int_equal(et_request_read(&request, nested(&buf, 7), false), ET_BAD_JSON);
	et_request_fini(&request);
	assert_int_equal(et_request_read(&request, nested(&buf, 30000), false), ET_BAD_JSON);
	et_request_fini(&request);
	/* brackets in text are text */
	assert_int_equal(et_request_read(&request,
				 ET_SLICE_LIT(ENVELOPE("{\"a\":\"[[[[[[[[[[\\\"[[[\"}")), false),
		ET_OK);
	et_request_fini(&request);
	et_buf_fini(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_one_by_one),
		cmocka_unit_test(values_arrive),
		cmocka_unit_test(blobs_in_a_binary_frame),
		cmocka_unit_test(depth_is_bounded_before_parsing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
