/*
 * Signed checkpoints of the log, asked for by the rows that a client remembers.
 */
#include <etatunti/base/encode.h>
#include <etatunti/store/logrow.h>

#include "testkit.h"

static struct kit_reply *list(struct kit_peer *by, const int64_t *seqs, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_integer((json_int_t)seqs[i]));
	return kit_call(by, "checkpoint-list", json_pack("{s:o}", "seqs", array));
}

/* Three checkpoints, each a minute apart; where they are. */
static struct kit_peer *with_checkpoints(struct kit *kit, int64_t at[3])
{
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct et_store_checkpoint newest;

	for (int i = 0; i < 3; i++) {
		kit_ok(kit_call(anna, "pending-list", NULL));
		kit_advance(kit, KIT_MINUTE);
		assert_int_equal(
			et_store_checkpoint_newest(kit->store, kit->arena, &newest), ET_OK);
		at[i] = newest.seq;
	}
	assert_true(at[0] < at[1] && at[1] < at[2]);
	return anna;
}

static void those_that_are_there(void **state)
{
	struct kit *kit = kit_new();
	int64_t at[3];
	struct kit_peer *anna = with_checkpoints(kit, at);
	int64_t asked[5];
	json_t *found;

	(void)state;
	/* In any order, answered in that order, without those that are not there. */
	asked[0] = at[2];
	asked[1] = 999999;
	asked[2] = at[0];
	asked[3] = at[1] + 1 == at[2] ? 999998 : at[1] + 1;
	asked[4] = at[1];
	found = json_object_get(kit_ok(list(anna, asked, 5)), "checkpoints");
	assert_int_equal(json_array_size(found), 3);
	for (int i = 0; i < 3; i++) {
		static const int order[] = { 2, 0, 1 };
		struct et_store_checkpoint row;
		struct et_slice ckpt;
		uint8_t bytes[512];

		assert_int_equal(
			et_store_checkpoint_by_seq(kit->store, at[order[i]], kit->arena, &row),
			ET_OK);
		ckpt = et_slice_of(bytes, row.ckpt.len);
		assert_int_equal(et_b64u_decode(et_slice_str(kit_get_str(
							json_array_get(found, (size_t)i), "ckpt")),
					 bytes, row.ckpt.len),
			ET_OK);
		assert_true(et_slice_eq(ckpt, row.ckpt));
	}
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(list(anna, asked, 0)), "checkpoints")), 0);
	kit_free(kit);
}

static void fifty_and_no_more(void **state)
{
	struct kit *kit = kit_new();
	int64_t at[3], asked[51], zero = 0, negative = -1;
	struct kit_peer *anna = with_checkpoints(kit, at);

	(void)state;
	for (size_t i = 0; i < 51; i++)
		asked[i] = at[0];
	assert_int_equal(
		json_array_size(json_object_get(kit_ok(list(anna, asked, 50)), "checkpoints")), 50);
	kit_refused(list(anna, asked, 51), "bad_param");
	kit_refused(list(anna, &zero, 1), "bad_param");
	kit_refused(list(anna, &negative, 1), "bad_param");
	kit_refused(
		kit_call(anna, "checkpoint-list", json_pack("{s:[s]}", "seqs", "1")), "bad_param");
	kit_refused(kit_call(anna, "checkpoint-list", json_pack("{s:i}", "seqs", 1)), "bad_param");
	kit_refused(kit_call(anna, "checkpoint-list", NULL), "bad_param");
	kit_refused(list(kit_connect(kit), asked, 1), "bad_state");
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_that_are_there),
		cmocka_unit_test(fifty_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
