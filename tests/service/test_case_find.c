/*
 * A case by the reference on the client's paper: for the coordinator of its pair only, and no way to
 * look around.
 */
#include <string.h>

#include "casework.h"

/* As the client prints it. */
static const char *ref_of(const struct et_id *case_id)
{
	static char ref[9];
	uint64_t bits = 0;

	for (size_t i = 0; i < 5; i++)
		bits = bits << 8 | case_id->b[i];
	for (size_t i = 8; i-- > 0; bits >>= 5)
		ref[i] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits & 31];
	return ref;
}

static struct kit_reply *find(struct kit_peer *by, const char *ref)
{
	return kit_call(by, "case-find", json_pack("{s:s}", "ref", ref));
}

static void found_by_its_paper(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case bare, cs;
	struct et_id id;
	struct et_hash hash;
	json_t *ok, *consent;

	(void)state;
	cw_open(world, &bare);
	cw_consented(world, &cs);
	ok = kit_ok(find(world->coord, ref_of(&bare.id)));
	assert_true(json_is_null(json_object_get(ok, "consent")));
	ok = kit_ok(find(world->coord, ref_of(&cs.id)));
	id = kit_get_id(ok, "case");
	assert_true(et_id_eq(&id, &cs.id));
	id = kit_get_id(ok, "pair");
	assert_true(et_id_eq(&id, &world->pair_a));
	assert_int_equal(kit_get_int(json_object_get(ok, "head"), "seq"), cs.sent_seq);
	hash = kit_get_hash(json_object_get(ok, "head"), "hash");
	assert_true(et_hash_eq(&hash, &cs.sent_head));
	assert_in_range(kit_get_int(ok, "time"), KIT_T0, kit_now(world->kit));
	consent = json_object_get(ok, "consent");
	assert_string_equal(kit_get_str(consent, "state"), "in-force");
	id = kit_get_id(consent, "id");
	assert_true(et_id_eq(&id, &cs.consent));
	assert_string_equal(kit_get_str(ok, "state"), "open");
	assert_true(json_is_false(json_object_get(ok, "hold")));
	assert_int_equal(json_object_size(ok), 7);
	assert_int_equal(kit_log_count(world->kit, "case-find", "ok"), 2);
	cw_world_free(world);
}

static void only_its_coordinator(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	cw_consented(world, &cs);
	/* Another organisation's coordinator is told no more than of a case that is not there. */
	kit_refused(find(world->kela, ref_of(&cs.id)), "not_found");
	kit_refused(find(world->kela, "00000000"), "not_found");
	kit_refused(find(world->coord, "00000000"), "not_found");
	kit_refused(find(world->ann, ref_of(&cs.id)), "forbidden");
	kit_refused(find(world->kim, ref_of(&cs.id)), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "case-find", "not_found"), 3);
	assert_int_equal(kit_log_count(world->kit, "case-find", "forbidden"), 2);
	cw_world_free(world);
}

static void wrong_letters(void **state)
{
	static const char *const refs[] = { "", "0000000", "000000000", "0000000I", "L0000000",
		"000O0000", "0000U000", "abcdefgh", "0000-000", "00000 00", "0000000\xc3\xa4" };
	struct cw_world *world = cw_world_new();

	(void)state;
	for (size_t i = 0; i < sizeof(refs) / sizeof(refs[0]); i++) {
		json_t *error = kit_refused(find(world->coord, refs[i]), "bad_param");

		assert_string_equal(kit_get_str(error, "field"), "ref");
		kit_advance(world->kit, 1000);
	}
	cw_world_free(world);
}

/* Trying references one after the other meets the rate of the door; what was tried is on the log. */
static void looking_around(void **state)
{
	struct cw_world *world = cw_world_new();
	int tried = 0;
	char ref[9] = "00000000";

	(void)state;
	kit_advance(world->kit, KIT_MINUTE);
	for (; tried < 100; tried++) {
		struct kit_reply *reply;

		ref[7] = (char)('0' + tried % 10);
		ref[6] = (char)('0' + tried / 10);
		reply = find(world->coord, ref);
		if (strcmp(reply->error, "rate_limited") == 0)
			break;
		kit_refused(reply, "not_found");
	}
	assert_in_range(tried, 5, 20);
	assert_int_equal(kit_log_count(world->kit, "case-find", "not_found"), tried);
	/* One more a second. */
	kit_advance(world->kit, 1000);
	kit_refused(find(world->coord, ref), "not_found");
	kit_refused(find(world->coord, ref), "rate_limited");
	cw_world_free(world);
}

/* A worker who knows a client's reference can't make a second case of it, which would hide the first. */
static void no_second_of_a_reference(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs, twin;
	struct et_id id;

	(void)state;
	cw_consented(world, &cs);
	cw_case_init(&twin, world->kit);
	memcpy(twin.id.b, cs.id.b, 5);
	cw_create(&twin, world->cid, &world->pair_b);
	kit_refused(cw_send(&twin, world->cid), "bad_statement");
	cw_case_init(&twin, world->kit);
	memcpy(twin.id.b, cs.id.b, 4);
	twin.id.b[4] = cs.id.b[4] ^ 1;
	cw_create(&twin, world->cid, &world->pair_b);
	kit_ok(cw_send(&twin, world->cid));
	id = kit_get_id(kit_ok(find(world->coord, ref_of(&cs.id))), "case");
	assert_true(et_id_eq(&id, &cs.id));
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found_by_its_paper),
		cmocka_unit_test(only_its_coordinator),
		cmocka_unit_test(wrong_letters),
		cmocka_unit_test(looking_around),
		cmocka_unit_test(no_second_of_a_reference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
