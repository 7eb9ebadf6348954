/* The whole table of kind × author, and the states that each kind asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <etatunti/domain/casefile.h>

/* An open case with consent, neither queued nor in session. */
static const struct et_casefile open_case = { .exists = true, .in_force = true };

/* Written out from PROTOCOL section 5: W worker of the pair, P member of the pair, K Kela's contact. */
static const struct {
	const char *word;
	const char *by;
} written[ET_CASE_KIND_COUNT] = {
	{ "create", "W" },
	{ "member-add", "P" },
	{ "member-remove", "P" },
	{ "grant", "PK" },
	{ "rotate", "P" },
	{ "object", "PK" },
	{ "consent", "P" },
	{ "consent-ack", "P" },
	{ "consent-seen", "K" },
	{ "revoke", "PKO" },
	{ "queue", "P" },
	{ "unqueue", "P" },
	{ "place", "P" },
	{ "prepare", "K" },
	{ "session-open", "P" },
	{ "session-close", "P" },
	{ "guest-invite", "P" },
	{ "guest-admit", "P" },
	{ "guest-remove", "P" },
	{ "confirm", "PK" },
	{ "follow-up", "P" },
	{ "close", "P" },
	{ "hold", "PO" },
	{ "erase", "P" },
};

static void test_who(void **state)
{
	(void)state;
	for (size_t i = 0; i < ET_CASE_KIND_COUNT; i++) {
		enum et_case_kind kind;
		unsigned by = 0;

		assert_int_equal(et_case_kind_parse(et_slice_str(written[i].word), &kind), ET_OK);
		assert_string_equal(et_case_kind_word(kind), written[i].word);
		for (const char *c = written[i].by; *c != '\0'; c++)
			by |= *c == 'W'     ? ET_BY_WORKER
				: *c == 'P' ? ET_BY_PAIR
				: *c == 'K' ? ET_BY_CONTACT
					    : ET_BY_COORDINATOR;
		assert_int_equal(et_casefile_by(kind), by);
		assert_int_equal(et_casefile_may(kind, 0, &open_case), ET_FORBIDDEN);
		for (unsigned who = 1; who <= ET_BY_COORDINATOR; who <<= 1) {
			if ((by & who) == 0)
				assert_int_equal(
					et_casefile_may(kind, who, &open_case), ET_FORBIDDEN);
			else
				assert_int_not_equal(
					et_casefile_may(kind, who, &open_case), ET_FORBIDDEN);
		}
	}
	enum et_case_kind kind;

	assert_int_equal(et_case_kind_parse(ET_SLICE_LIT("reopen"), &kind), ET_BAD_STATEMENT);
}

static void may(enum et_case_kind kind, unsigned by, struct et_casefile state, enum et_err expected)
{
	assert_int_equal(et_casefile_may(kind, by, &state), expected);
}

static void test_existence(void **state)
{
	const struct et_casefile none = { 0 };
	const struct et_casefile closed = { .exists = true, .closed = true, .in_force = true };
	const struct et_casefile erased = {
		.exists = true, .closed = true, .erased = true, .in_force = true
	};

	(void)state;
	may(ET_CASE_REVOKE, ET_BY_COORDINATOR, open_case, ET_OK);
	may(ET_CASE_REVOKE, ET_BY_COORDINATOR, closed, ET_OK);
	may(ET_CASE_REVOKE, ET_BY_COORDINATOR, erased, ET_BAD_STATEMENT);
	may(ET_CASE_HOLD, ET_BY_COORDINATOR, open_case, ET_OK);
	may(ET_CASE_HOLD, ET_BY_COORDINATOR, closed, ET_OK);
	may(ET_CASE_HOLD, ET_BY_COORDINATOR, erased, ET_BAD_STATEMENT);
	may(ET_CASE_CREATE, ET_BY_WORKER, none, ET_OK);
	may(ET_CASE_CREATE, ET_BY_WORKER, open_case, ET_BAD_STATEMENT);
	for (size_t i = 1; i < ET_CASE_KIND_COUNT; i++) {
		enum et_case_kind kind = (enum et_case_kind)i;
		unsigned by = (et_casefile_by(kind) & ET_BY_PAIR) != 0 ? ET_BY_PAIR : ET_BY_CONTACT;

		may(kind, by, none, ET_BAD_STATEMENT);
		may(kind, by, closed,
			kind == ET_CASE_REVOKE || kind == ET_CASE_HOLD || kind == ET_CASE_ERASE
				? ET_OK
				: ET_BAD_STATEMENT);
		/* Nothing at all, not even a withdrawal: there is nothing left to be shown. */
		may(kind, by, erased, ET_BAD_STATEMENT);
	}
}

static void test_queue_and_session(void **state)
{
	const struct et_casefile queued = { .exists = true, .queued = true, .in_force = true };
	const struct et_casefile session = {
		.exists = true, .session_open = true, .in_force = true
	};

	(void)state;
	may(ET_CASE_QUEUE, ET_BY_PAIR, open_case, ET_OK);
	may(ET_CASE_QUEUE, ET_BY_PAIR, queued, ET_BAD_STATEMENT);
	may(ET_CASE_QUEUE, ET_BY_PAIR, session, ET_BAD_STATEMENT);
	may(ET_CASE_UNQUEUE, ET_BY_PAIR, queued, ET_OK);
	may(ET_CASE_UNQUEUE, ET_BY_PAIR, open_case, ET_BAD_STATEMENT);
	may(ET_CASE_UNQUEUE, ET_BY_PAIR, session, ET_BAD_STATEMENT);
	may(ET_CASE_PLACE, ET_BY_PAIR, queued, ET_OK);
	may(ET_CASE_PLACE, ET_BY_PAIR, open_case, ET_BAD_STATEMENT);
	may(ET_CASE_PLACE, ET_BY_PAIR, session, ET_BAD_STATEMENT);
	may(ET_CASE_PREPARE, ET_BY_CONTACT, queued, ET_OK);
	may(ET_CASE_PREPARE, ET_BY_CONTACT, open_case, ET_BAD_STATEMENT);
	may(ET_CASE_SESSION_OPEN, ET_BY_PAIR, queued, ET_OK);
	may(ET_CASE_SESSION_OPEN, ET_BY_PAIR, open_case, ET_BAD_STATEMENT);
	may(ET_CASE_SESSION_OPEN, ET_BY_PAIR, session, ET_BAD_STATEMENT);
	may(ET_CASE_SESSION_CLOSE, ET_BY_PAIR, session, ET_OK);
	may(ET_CASE_SESSION_CLOSE, ET_BY_PAIR, queued, ET_BAD_STATEMENT);
	may(ET_CASE_GUEST_INVITE, ET_BY_PAIR, open_case, ET_OK);
	may(ET_CASE_GUEST_INVITE, ET_BY_PAIR, session, ET_OK);
	may(ET_CASE_GUEST_ADMIT, ET_BY_PAIR, session, ET_OK);
	may(ET_CASE_GUEST_ADMIT, ET_BY_PAIR, queued, ET_BAD_STATEMENT);
	may(ET_CASE_GUEST_REMOVE, ET_BY_PAIR, session, ET_OK);
	may(ET_CASE_CLOSE, ET_BY_PAIR, open_case, ET_OK);
	may(ET_CASE_CLOSE, ET_BY_PAIR, queued, ET_BAD_STATEMENT);
	may(ET_CASE_CLOSE, ET_BY_PAIR, session, ET_BAD_STATEMENT);
}

/* A question without a client: no consents, and otherwise a case. */
static void test_general(void **state)
{
	const struct et_casefile general = { .exists = true, .general = true, .in_force = true };

	(void)state;
	may(ET_CASE_CONSENT, ET_BY_PAIR, general, ET_BAD_STATEMENT);
	may(ET_CASE_CONSENT_ACK, ET_BY_PAIR, general, ET_BAD_STATEMENT);
	may(ET_CASE_CONSENT_SEEN, ET_BY_CONTACT, general, ET_BAD_STATEMENT);
	may(ET_CASE_REVOKE, ET_BY_COORDINATOR, general, ET_BAD_STATEMENT);
	may(ET_CASE_QUEUE, ET_BY_PAIR, general, ET_OK);
	may(ET_CASE_OBJECT, ET_BY_CONTACT, general, ET_OK);
}

/* Without consent in force Kela's contact may do nothing but pass on a withdrawal. */
static void test_consent(void **state)
{
	const struct et_casefile bare = { .exists = true };
	const struct et_casefile bare_queued = { .exists = true, .queued = true };
	const struct et_casefile bare_session = { .exists = true, .session_open = true };

	(void)state;
	for (size_t i = 0; i < ET_CASE_KIND_COUNT; i++) {
		enum et_case_kind kind = (enum et_case_kind)i;

		if ((et_casefile_by(kind) & ET_BY_CONTACT) != 0 && kind != ET_CASE_REVOKE)
			may(kind, ET_BY_CONTACT, kind == ET_CASE_PREPARE ? bare_queued : bare,
				ET_NO_CONSENT);
	}
	may(ET_CASE_REVOKE, ET_BY_CONTACT, bare, ET_OK);
	may(ET_CASE_SESSION_OPEN, ET_BY_PAIR, bare_queued, ET_NO_CONSENT);
	may(ET_CASE_GUEST_INVITE, ET_BY_PAIR, bare, ET_NO_CONSENT);
	may(ET_CASE_GUEST_ADMIT, ET_BY_PAIR, bare_session, ET_NO_CONSENT);
	may(ET_CASE_GUEST_REMOVE, ET_BY_PAIR, bare, ET_OK);
	may(ET_CASE_OBJECT, ET_BY_PAIR, bare, ET_OK);
	may(ET_CASE_GRANT, ET_BY_PAIR, bare, ET_OK);
	may(ET_CASE_CONFIRM, ET_BY_PAIR, bare, ET_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_existence),
		cmocka_unit_test(test_queue_and_session),
		cmocka_unit_test(test_general),
		cmocka_unit_test(test_consent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
