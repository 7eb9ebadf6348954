/* Roles, issuers, expiries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <etatunti/base/env.h>
#include <etatunti/domain/directory.h>

static const struct et_id county = { { 1 } }, kela = { { 2 } };

static void test_roles(void **state)
{
	static const char *const wrong[] = { "", "worker,coordinator", "worker,worker", "worker,",
		",worker", "admin", "Worker", "coordinator, worker" };
	char text[ET_ROLES_TEXT_SIZE];
	unsigned roles;

	(void)state;
	assert_int_equal(et_roles_parse(ET_SLICE_LIT("coordinator,worker"), &roles), ET_OK);
	assert_int_equal(roles, ET_ROLE_COORDINATOR | ET_ROLE_WORKER);
	et_roles_format(ET_ROLE_WORKER | ET_ROLE_CONTACT | ET_ROLE_COORDINATOR, text);
	assert_string_equal(text, "contact,coordinator,worker");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(et_roles_parse(et_slice_str(wrong[i]), &roles), ET_BAD_STATEMENT);
	assert_true(et_roles_fit(ET_ROLE_WORKER | ET_ROLE_COORDINATOR, ET_ORG_COUNTY));
	assert_false(et_roles_fit(ET_ROLE_CONTACT, ET_ORG_COUNTY));
	assert_true(et_roles_fit(ET_ROLE_CONTACT | ET_ROLE_COORDINATOR, ET_ORG_KELA));
	assert_false(et_roles_fit(ET_ROLE_WORKER, ET_ORG_KELA));
	assert_false(et_roles_fit(0, ET_ORG_KELA));
}

static void test_issuers(void **state)
{
	struct et_dir_issuer issuer = { county, ET_ORG_COUNTY, ET_ROLE_COORDINATOR, 1000 };

	(void)state;
	assert_int_equal(et_directory_may_issue(ET_DIR_USER_ADD, &issuer, &county, 999), ET_OK);
	assert_int_equal(
		et_directory_may_issue(ET_DIR_USER_ADD, &issuer, &county, 1000), ET_EXPIRED);
	assert_int_equal(et_directory_may_issue(ET_DIR_INVITE, &issuer, &kela, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_INVITE, &issuer, NULL, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_PAIR_SET, &issuer, &county, 1), ET_OK);
	assert_int_equal(et_directory_may_issue(ET_DIR_BEACON, &issuer, NULL, 1), ET_OK);
	assert_int_equal(et_directory_may_issue(ET_DIR_FOUND, &issuer, &county, 1), ET_FORBIDDEN);
	issuer.roles = ET_ROLE_WORKER;
	assert_int_equal(et_directory_may_issue(ET_DIR_BEACON, &issuer, NULL, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_TEAM, &issuer, &county, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_CARD, &issuer, NULL, 1), ET_OK);
	assert_int_equal(et_directory_may_issue(ET_DIR_CARD, &issuer, NULL, 1000), ET_EXPIRED);
	assert_int_equal(et_directory_may_issue(ET_DIR_CARD_DROP, &issuer, NULL, 1), ET_OK);
	issuer = (struct et_dir_issuer){ kela, ET_ORG_KELA, ET_ROLE_COORDINATOR, 1000 };
	assert_int_equal(et_directory_may_issue(ET_DIR_PAIR_SET, &issuer, &kela, 1), ET_FORBIDDEN);
	assert_int_equal(
		et_directory_may_issue(ET_DIR_SERIES_SET, &issuer, &kela, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_HOUR_SET, &issuer, &kela, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_POLICY, &issuer, &kela, 1), ET_FORBIDDEN);
	assert_int_equal(
		et_directory_may_issue(ET_DIR_RECORD_TEMPLATE, &issuer, &kela, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_TEAM, &issuer, &kela, 1), ET_OK);
	assert_int_equal(et_directory_may_issue(ET_DIR_CARD, &issuer, NULL, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_CARD_DROP, &issuer, NULL, 1), ET_OK);
	assert_int_equal(et_directory_may_issue(ET_DIR_USER_REKEY, &issuer, &kela, 1), ET_OK);
	assert_int_equal(
		et_directory_may_issue(ET_DIR_USER_REVOKE, &issuer, &county, 1), ET_FORBIDDEN);
	assert_int_equal(et_directory_may_issue(ET_DIR_SUBSTITUTE, &issuer, &kela, 1), ET_OK);
	assert_int_equal(et_directory_may_issue(ET_DIR_INVITE, &issuer, &kela, 1), ET_OK);
}

static void test_expiries(void **state)
{
	const int64_t now = 5000;

	(void)state;
	assert_int_equal(et_directory_check_invite(now + ET_DIRECTORY_INVITE_MAX_MS, now), ET_OK);
	assert_int_equal(et_directory_check_invite(now + ET_DIRECTORY_INVITE_MAX_MS + 1, now),
		ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_invite(now, now), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_cert(now + ET_DIRECTORY_CERT_MAX_MS, now), ET_OK);
	assert_int_equal(
		et_directory_check_cert(now + ET_DIRECTORY_CERT_MAX_MS + 1, now), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_cert(now - 1, now), ET_BAD_STATEMENT);
}

static void test_lists(void **state)
{
	const struct et_id ids[7] = { { { 1 } }, { { 2 } }, { { 3 } }, { { 4 } }, { { 5 } },
		{ { 6 } }, { { 7 } } };
	const struct et_id twice[3] = { { { 1 } }, { { 2 } }, { { 1 } } };

	(void)state;
	assert_int_equal(et_directory_check_list(ids, 0, 6), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_list(ids, 1, 6), ET_OK);
	assert_int_equal(et_directory_check_list(ids, 6, 6), ET_OK);
	assert_int_equal(et_directory_check_list(ids, 7, 6), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_list(twice, 3, 6), ET_BAD_STATEMENT);
}

static void test_spans(void **state)
{
	(void)state;
	assert_int_equal(et_directory_check_span(5, 6), ET_OK);
	assert_int_equal(et_directory_check_span(5, 5), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_span(6, 5), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_span(5, 5 + ET_DIRECTORY_SUBSTITUTE_MAX_MS), ET_OK);
	assert_int_equal(
		et_directory_check_span(5, 6 + ET_DIRECTORY_SUBSTITUTE_MAX_MS), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_span(0, INT64_MAX), ET_BAD_STATEMENT);
	assert_int_equal(et_directory_check_span(ET_TIME_MAX - 1, ET_TIME_MAX), ET_OK);
	assert_int_equal(et_directory_check_span(ET_TIME_MAX, ET_TIME_MAX + 1), ET_BAD_STATEMENT);
}

static void test_words(void **state)
{
	enum et_dir_kind kind;
	enum et_org_kind org;

	(void)state;
	for (int i = ET_DIR_FOUND; i <= ET_DIR_BEACON; i++) {
		struct et_slice word = et_slice_str(et_dir_kind_word((enum et_dir_kind)i));

		assert_int_equal(et_dir_kind_parse(word, &kind), ET_OK);
		assert_int_equal(kind, i);
	}
	assert_int_equal(et_dir_kind_parse(ET_SLICE_LIT("user-erase"), &kind), ET_BAD_STATEMENT);
	assert_int_equal(et_org_kind_parse(ET_SLICE_LIT("kela"), &org), ET_OK);
	assert_int_equal(org, ET_ORG_KELA);
	assert_string_equal(et_org_kind_word(ET_ORG_COUNTY), "county");
	assert_int_equal(et_org_kind_parse(ET_SLICE_LIT("police"), &org), ET_BAD_PARAM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_issuers),
		cmocka_unit_test(test_expiries),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
