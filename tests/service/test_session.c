/*
 * Signing in, coming back, and how sessions end.
 */
#include <stdio.h>
#include <string.h>

#include "testkit.h"

/* The longest wait of door.h. */
#define ET_DOOR_WAIT 30000

static void sign_in_and_come_back(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *again = kit_connect_as(anna);
	json_t *ok;

	(void)state;
	kit_cut(anna);
	kit_advance(kit, 5 * KIT_MINUTE);
	ok = kit_ok(kit_reproof(again));
	assert_string_equal(kit_get_str(ok, "username"), "anna");
	assert_null(json_object_get(ok, "kb"));
	assert_string_equal(
		json_string_value(json_array_get(json_object_get(ok, "roles"), 0)), "coordinator");
	assert_int_equal(kit_log_count(kit, "login", "ok"), 1);
	assert_int_equal(kit_log_count(kit, "reproof", "ok"), 1);
	kit_free(kit);
}

/* The session outlives the process, not the log-out. */
static void over_a_restart(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna"), *again;

	(void)state;
	kit_restart(kit);
	again = kit_connect_as(anna);
	kit_ok(kit_reproof(again));
	kit_ok(kit_call(again, "logout", NULL));
	assert_string_equal(kit_get_str(kit_event(again, "ended"), "reason"), "logout");
	assert_true(again->closed);
	again = kit_connect_as(anna);
	kit_refused(kit_reproof(again), "denied");
	kit_verify(kit);
	kit_free(kit);
}

static void idle_and_absolute_end(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *again;

	(void)state;
	kit_advance(kit, 14 * KIT_MINUTE);
	kit_ok(kit_call(anna, "series-list", NULL));
	kit_advance(kit, 14 * KIT_MINUTE);
	assert_false(anna->closed);
	kit_advance(kit, KIT_MINUTE);
	assert_string_equal(kit_get_str(kit_event(anna, "ended"), "reason"), "expired");
	assert_true(anna->closed);
	again = kit_connect_as(anna);
	kit_refused(kit_reproof(again), "denied");
	/* twelve hours, however busy */
	kit_sign_in(again);
	for (int i = 0; i < 12 * 6 - 1; i++) {
		kit_advance(kit, 10 * KIT_MINUTE);
		kit_ok(kit_call(again, "series-list", NULL));
	}
	kit_advance(kit, 10 * KIT_MINUTE);
	assert_true(again->closed);
	kit_free(kit);
}

static void four_connections(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *first = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *more[4];

	(void)state;
	for (int i = 0; i < 4; i++) {
		kit_advance(kit, 2000);
		more[i] = kit_connect_as(first);
		kit_sign_in(more[i]);
		assert_int_equal(first->closed, i == 3);
	}
	assert_string_equal(kit_get_str(kit_event(first, "ended"), "reason"), "replaced");
	/* the same session again takes the place of the connection that had it */
	more[0]->sid = more[1]->sid;
	first = kit_connect_as(more[1]);
	first->session = more[1]->session;
	kit_ok(kit_reproof(first));
	assert_true(more[1]->closed);
	assert_false(more[2]->closed);
	kit_free(kit);
}

/* A stranger can't tell whether a user name is there. */
static void unknown_users_look_alike(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *a = kit_connect(kit), *b = kit_connect(kit);
	struct et_id salt_a, salt_b, uid_a, uid_b;
	json_t *challenge;

	(void)state;
	strcpy(a->username, "nobody");
	strcpy(b->username, "nobody");
	a->login = anna->login;
	challenge = json_deep_copy(kit_ok(kit_hi(a)));
	assert_int_equal(json_object_size(challenge), 7);
	salt_a = kit_get_id(challenge, "salt");
	uid_a = kit_get_id(challenge, "uid");
	salt_b = kit_get_id(kit_ok(kit_hi(b)), "salt");
	uid_b = kit_get_id(b->reply.ok, "uid");
	assert_true(et_id_eq(&salt_a, &salt_b) && et_id_eq(&uid_a, &uid_b));
	assert_false(et_id_eq(&salt_a, &uid_a));
	kit_refused(kit_login(a, challenge), "denied");
	json_decref(challenge);
	assert_int_equal(kit_log_count(kit, "login", "denied"), 1);
	kit_free(kit);
}

static void wrong_proofs(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *thief = kit_connect_as(anna);
	struct et_sign_key right = anna->login;
	json_t *challenge, *stale;

	(void)state;
	thief->login = anna->identity;
	challenge = json_deep_copy(kit_ok(kit_hi(thief)));
	kit_refused(kit_login(thief, challenge), "denied");
	/* the challenge is used up, even for the right key */
	thief->login = right;
	kit_refused(kit_login(thief, challenge), "bad_state");
	stale = json_deep_copy(kit_ok(kit_hi(thief)));
	kit_refused(kit_login(thief, challenge), "denied");
	/* and grows old */
	json_decref(stale);
	stale = json_deep_copy(kit_ok(kit_hi(thief)));
	kit_advance(kit, 61000);
	kit_refused(kit_login(thief, stale), "denied");
	json_decref(challenge);
	json_decref(stale);
	kit_advance(kit, KIT_MINUTE);
	kit_sign_in(thief);
	kit_free(kit);
}

/* Failures demand a wait that grows, per name and network: the owner's own network knows nothing of it. */
static void failures_back_off(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *thief = kit_connect_from(kit, "198.51.100.7");
	struct kit_peer *owner;
	json_t *challenge, *error;
	int64_t last = 0;

	(void)state;
	strcpy(thief->username, "anna");
	thief->login = anna->identity;
	for (int i = 0; i < 8; i++) {
		kit_advance(kit, last);
		challenge = json_deep_copy(kit_ok(kit_hi(thief)));
		kit_refused(kit_login(thief, challenge), "denied");
		json_decref(challenge);
		if (i < 2)
			continue;
		error = kit_refused(kit_hi(thief), "rate_limited");
		assert_true(kit_get_int(error, "retry_ms") > last || last == ET_DOOR_WAIT);
		last = kit_get_int(error, "retry_ms");
	}
	assert_int_equal(last, ET_DOOR_WAIT);
	owner = kit_connect_as(anna);
	kit_sign_in(owner);
	kit_refused(kit_hi(thief), "rate_limited");
	kit_advance(kit, last);
	kit_ok(kit_hi(thief));
	kit_free(kit);
}

/* Guessing one name from everywhere meets a cap too, but a short one: the owner waits a second. */
static void guessing_from_everywhere(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	int64_t retry_ms = 0;
	int failures = 0;
	char address[32];

	(void)state;
	for (int network = 0; network < 80 && retry_ms == 0; network++) {
		(void)snprintf(address, sizeof(address), "198.51.100.%d", network);
		struct kit_peer *thief = kit_connect_from(kit, address);

		strcpy(thief->username, "anna");
		thief->login = anna->identity;
		for (int i = 0; i < 2 && retry_ms == 0; i++) {
			struct kit_reply *reply = kit_hi(thief);

			if (reply->error != NULL) {
				retry_ms =
					kit_get_int(kit_refused(reply, "rate_limited"), "retry_ms");
				break;
			}
			json_t *challenge = json_deep_copy(kit_ok(reply));

			kit_refused(kit_login(thief, challenge), "denied");
			json_decref(challenge);
			failures++;
		}
		kit_cut(thief);
	}
	assert_in_range(failures, 50, 150);
	assert_in_range(retry_ms, 1, 1000);
	kit_advance(kit, retry_ms);
	kit_sign_in(kit_connect_as(anna));
	kit_free(kit);
}

/* States of a connection are a gate: nothing of the inside for strangers, no second login inside. */
static void states_are_a_gate(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *stranger = kit_connect(kit);

	(void)state;
	kit_refused(kit_call(stranger, "hour-list", json_pack("{s:i, s:i}", "from", 0, "to", 1)),
		"bad_state");
	kit_refused(kit_call(stranger, "logout", NULL), "bad_state");
	assert_int_equal(kit_log_count(kit, "hour-list", NULL), 0);
	kit_refused(kit_hi(anna), "bad_state");
	assert_int_equal(kit_log_count(kit, "hi", "bad_state"), 1);
	kit_ok(kit_call(stranger, "genesis", NULL));
	kit_ok(kit_call(anna, "genesis", NULL));
	kit_free(kit);
}

/* Where feedback goes is for strangers as well; without an address nothing is said of one. */
static void everybody_is_told_where_feedback_goes(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *stranger = kit_connect(kit);
	struct kit_reply *reply = kit_call(stranger, "genesis", NULL);

	(void)state;
	kit_ok(reply);
	assert_null(json_object_get(reply->ok, "feedback"));
	kit->deployment.feedback = "palaute@ikaalinen.example";
	reply = kit_call(stranger, "genesis", NULL);
	kit_ok(reply);
	assert_string_equal(json_string_value(json_object_get(reply->ok, "feedback")),
		"palaute@ikaalinen.example");
	kit_free(kit);
}

/* A certificate that is over ends what goes on under it. */
static void certificates_end(void **state)
{
	struct kit *kit = kit_new();
	struct kit_peer *anna = kit_founder(kit, KIT_COUNTY, "anna");
	struct kit_peer *again, *listener;
	json_t *challenge;

	(void)state;
	kit_cut(anna);
	kit_advance(kit, 365 * KIT_DAY - 5 * KIT_MINUTE);
	again = kit_connect_as(anna);
	kit_sign_in(again);
	listener = kit_connect_as(anna);
	kit_sign_in(listener);
	kit_advance(kit, anna->not_after - kit_now(kit) - 1);
	assert_false(listener->closed);
	/* Whoever asks before the timer has run is refused; whoever only listens is ended by it. */
	et_env_fake_advance(&kit->fake, 1);
	kit_refused(kit_call(again, "series-list", NULL), "denied");
	assert_true(again->closed);
	kit_advance(kit, 0);
	assert_true(listener->closed);
	assert_string_equal(kit_get_str(kit_event(listener, "ended"), "reason"), "expired");
	again = kit_connect_as(anna);
	challenge = json_deep_copy(kit_ok(kit_hi(again)));
	kit_refused(kit_login(again, challenge), "denied");
	json_decref(challenge);
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sign_in_and_come_back),
		cmocka_unit_test(over_a_restart),
		cmocka_unit_test(idle_and_absolute_end),
		cmocka_unit_test(four_connections),
		cmocka_unit_test(unknown_users_look_alike),
		cmocka_unit_test(wrong_proofs),
		cmocka_unit_test(failures_back_off),
		cmocka_unit_test(guessing_from_everywhere),
		cmocka_unit_test(states_are_a_gate),
		cmocka_unit_test(everybody_is_told_where_feedback_goes),
		cmocka_unit_test(certificates_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
