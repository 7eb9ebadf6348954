/* Who may open and write what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <etatunti/domain/permission.h>

static const struct et_member worker = { .comps = ET_COMPS_PAIR };
static const struct et_member contact = { .comps = ET_COMPS_CONTACT, .is_contact = true };

static void test_comps(void **state)
{
	static const char *const wrong[] = { "", "SP", "CS", "PP", "X", "psc", "PSCP" };
	char text[ET_COMPS_TEXT_SIZE];
	unsigned comps;

	(void)state;
	assert_int_equal(et_comps_parse(ET_SLICE_LIT("PSC"), &comps), ET_OK);
	assert_int_equal(comps, ET_COMPS_PAIR);
	assert_int_equal(et_comps_parse(ET_SLICE_LIT("SC"), &comps), ET_OK);
	assert_int_equal(comps, ET_COMPS_CONTACT);
	et_comps_format(ET_COMP_P | ET_COMP_C, text);
	assert_string_equal(text, "PC");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(et_comps_parse(et_slice_str(wrong[i]), &comps), ET_BAD_STATEMENT);
	assert_int_equal(et_comp_parse(ET_SLICE_LIT("S"), &comps), ET_OK);
	assert_int_equal(comps, ET_COMP_S);
	assert_int_equal(et_comp_parse(ET_SLICE_LIT("SC"), &comps), ET_BAD_STATEMENT);
	assert_int_equal(comps, 0);
}

static void test_types(void **state)
{
	enum et_object_type type;

	(void)state;
	for (int i = ET_OBJECT_QUESTION; i <= ET_OBJECT_THREAD; i++) {
		struct et_slice word = et_slice_str(et_object_type_word((enum et_object_type)i));

		assert_int_equal(et_object_type_parse(word, &type), ET_OK);
		assert_int_equal(type, i);
	}
	assert_int_equal(et_object_type_parse(ET_SLICE_LIT("note"), &type), ET_BAD_STATEMENT);
	assert_int_equal(et_object_type_comp(ET_OBJECT_BACKGROUND), ET_COMP_P);
	assert_int_equal(et_object_type_comp(ET_OBJECT_CONSENT_DOC), ET_COMP_C);
	assert_int_equal(et_object_type_comp(ET_OBJECT_CONSENT_FILE), ET_COMP_C);
	assert_int_equal(et_object_type_comp(ET_OBJECT_QUESTION), ET_COMP_S);
	assert_true(et_object_type_is_chunked(ET_OBJECT_ATTACHMENT));
	assert_true(et_object_type_is_chunked(ET_OBJECT_CONSENT_FILE));
	assert_false(et_object_type_is_chunked(ET_OBJECT_PLAN));
}

static void test_open(void **state)
{
	(void)state;
	for (int in_force = 0; in_force < 2; in_force++) {
		assert_int_equal(et_permission_open(&worker, ET_COMP_P, in_force), ET_OK);
		assert_int_equal(et_permission_open(&worker, ET_COMP_S, in_force), ET_OK);
		assert_int_equal(et_permission_open(&worker, ET_COMP_C, in_force), ET_OK);
		assert_int_equal(et_permission_open(&contact, ET_COMP_P, in_force), ET_FORBIDDEN);
		assert_int_equal(et_permission_open(&contact, ET_COMP_C, in_force), ET_OK);
	}
	assert_int_equal(et_permission_open(&contact, ET_COMP_S, true), ET_OK);
	assert_int_equal(et_permission_open(&contact, ET_COMP_S, false), ET_FORBIDDEN);
}

static void test_write(void **state)
{
	(void)state;
	for (int i = ET_OBJECT_QUESTION; i <= ET_OBJECT_THREAD; i++) {
		enum et_object_type type = (enum et_object_type)i;
		bool open = type == ET_OBJECT_PLAN || type == ET_OBJECT_THREAD;

		assert_int_equal(et_permission_write(&worker, type, false), ET_OK);
		assert_int_equal(
			et_permission_write(&contact, type, true), open ? ET_OK : ET_FORBIDDEN);
		assert_int_equal(et_permission_write(&contact, type, false),
			open ? ET_NO_CONSENT : ET_FORBIDDEN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comps),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
