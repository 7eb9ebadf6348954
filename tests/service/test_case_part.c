/*
 * A part in a case follows the directory and the clock: substitutes between their dates, a contact until
 * another one has the hour, a coordinator for one thing only.
 */
#include "casework.h"

static struct kit_reply *object_get(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *object)
{
	return kit_call(peer, "object-get",
		json_pack("{s:o, s:[{s:o, s:i}]}", "case", kit_json_id(&cs->id), "objects",
			"object", kit_json_id(object), "rev", 1));
}

static struct kit_reply *case_get(struct kit_peer *peer, const struct cw_case *cs)
{
	return kit_call(
		peer, "case-get", json_pack("{s:o, s:i}", "case", kit_json_id(&cs->id), "from", 1));
}

static struct kit_reply *join(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *session)
{
	return kit_call(peer, "room-join",
		json_pack("{s:o, s:o}", "case", kit_json_id(&cs->id), "session",
			kit_json_id(session)));
}

static size_t cases(struct kit_peer *peer)
{
	return json_array_size(json_object_get(kit_ok(kit_call(peer, "case-list", NULL)), "cases"));
}

/* How many places of the hours to come say whose they are; *hours: how many hours are shown. */
static size_t named_places(struct kit_peer *peer, size_t *hours)
{
	json_t *list = json_object_get(
		kit_ok(kit_call(peer, "hour-list",
			json_pack("{s:I, s:I}", "from", (json_int_t)kit_now(peer->kit) - KIT_DAY,
				"to", (json_int_t)kit_now(peer->kit) + 30 * KIT_DAY))),
		"hours");
	size_t i, j, named = 0;
	json_t *hour, *place;

	*hours = json_array_size(list);
	json_array_foreach(list, i, hour)
	{
		json_array_foreach(json_object_get(hour, "places"), j, place)
		{
			named += json_object_get(place, "case") != NULL ? 1 : 0;
		}
	}
	return named;
}

/* A connection that has outlived its idle time is another one now. */
static void anew(struct kit_peer **peer)
{
	*peer = kit_connect_as(*peer);
	kit_sign_in(*peer);
}

static void expect_closed(struct kit_peer *peer, const char *reason)
{
	json_t *event = kit_event(peer, "closed");

	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "reason"), reason);
	assert_true(et_id_is_zero(&peer->room));
}

/* A case with a question, its session open in the hour, ann and kim in the room. */
static struct et_id in_the_room(struct cw_world *world, struct cw_case *cs, struct et_id *question)
{
	struct et_id session = kit_fresh_id(world->kit);

	*question = kit_fresh_id(world->kit);
	cw_queued(world, cs);
	cw_object(cs, world->ann, question, "question", 'S', 1);
	kit_ok(cw_send(cs, world->ann));
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(cs, world->ann));
	kit_ok(join(world->ann, cs, &session));
	kit_ok(join(world->kim, cs, &session));
	kit_forget(world->ann);
	kit_forget(world->kim);
	return session;
}

/* ------------------------------------------------------------------ substitutes */

static void test_worker_between_the_dates(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *sam = kit_person(world->coord, "sam", "worker");
	int64_t from = kit_now(world->kit) + 2 * KIT_HOUR, to = from + 5 * KIT_DAY;
	struct et_id note = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_open(world, &cs);
	cw_object(&cs, world->ann, &note, "background", 'P', 1);
	kit_ok(cw_send(&cs, world->ann));
	(void)cw_substitute(world, world->ben, sam, from, to);
	/* Named, but not yet. */
	cw_member_add(&cs, world->ann, sam, "PSC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_later(world, from - kit_now(world->kit));
	anew(&sam);
	/* Not for the other pair, and not as Kela's. */
	cw_member_add(&cs, world->ann, sam, "SC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_refused(object_get(sam, &cs, &note), "forbidden");
	cw_member_add(&cs, world->ann, sam, "PSC");
	cw_grant(&cs, world->ann, sam, 'P', NULL);
	kit_ok(cw_send(&cs, world->ann));
	assert_int_equal(cases(sam), 1);
	kit_ok(object_get(sam, &cs, &note));
	/* A substitute is of the pair in all things: writes, acknowledges, adds. */
	cw_consent(&cs, world->ann, 30 * KIT_DAY, NULL);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, sam, "consent-ack");
	cw_rotate(&cs, sam, 'P');
	cw_grant(&cs, sam, world->ben, 'P', NULL);
	kit_ok(cw_send(&cs, sam));

	cw_later(world, to - 1 - kit_now(world->kit));
	anew(&sam);
	kit_ok(object_get(sam, &cs, &note));
	kit_advance(world->kit, 1);
	kit_refused(object_get(sam, &cs, &note), "forbidden");
	kit_refused(case_get(sam, &cs), "forbidden");
	assert_int_equal(cases(sam), 0);
	cw_rotate_to(&cs, sam, 'P', 3, &cs.kc[0]);
	kit_refused(cw_send(&cs, sam), "forbidden");
	cw_grant(&cs, world->ann, sam, 'P', NULL);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_forget(sam);
	cw_object(&cs, world->ann, &note, "background", 'P', 2);
	kit_ok(cw_send(&cs, world->ann));
	assert_null(kit_event(sam, "case"));
	/* Whom sam stood for has been a member all along. */
	kit_ok(object_get(world->ben, &cs, &note));
	cw_member_remove(&cs, world->ann, sam);
	cw_rotate(&cs, world->ann, 'P');
	kit_ok(cw_send(&cs, world->ann));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The end of the dates comes in the middle of the call. */
static void test_worker_in_the_room(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *sam = kit_person(world->coord, "sam", "worker");
	int64_t to = world->starts_at + 20 * KIT_MINUTE + 345;
	struct et_id session, question;
	struct cw_case cs;
	json_t *event;

	(void)state;
	(void)cw_substitute(world, world->ben, sam, kit_now(world->kit), to);
	session = in_the_room(world, &cs, &question);
	anew(&sam);
	cw_member_add(&cs, world->ann, sam, "PSC");
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(join(sam, &cs, &session));
	kit_forget(world->ann);
	kit_advance(world->kit, to - 1 - kit_now(world->kit));
	assert_true(et_id_eq(&sam->room, &session));
	kit_advance(world->kit, 1);
	expect_closed(sam, "expired");
	event = kit_event(world->ann, "peers");
	assert_non_null(event);
	assert_int_equal(json_array_size(json_object_get(event, "peers")), 2);
	assert_true(et_id_eq(&world->kim->room, &session));
	kit_refused(join(sam, &cs, &session), "forbidden");
	/* The others go on, and their room is looked after. */
	kit_advance(world->kit, 10 * KIT_MINUTE);
	assert_true(et_id_eq(&world->ann->room, &session));
	assert_int_equal(kit_log_count(world->kit, "room-expire", NULL), 0);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The coordinator moves the end, in the call: at the new one, not when somebody looks next. */
static void test_end_is_moved(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *sam = kit_person(world->coord, "sam", "worker");
	struct et_id session, question, substitute;
	int64_t from = kit_now(world->kit), to;
	struct cw_case cs;

	(void)state;
	substitute = cw_substitute(world, world->ben, sam, from, from + 100 * KIT_DAY);
	session = in_the_room(world, &cs, &question);
	anew(&sam);
	cw_member_add(&cs, world->ann, sam, "PSC");
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(join(sam, &cs, &session));
	to = kit_now(world->kit) + 10001;
	cw_substitute_again(world, &substitute, world->ben, sam, from, to);
	kit_advance(world->kit, 10000);
	assert_true(et_id_eq(&sam->room, &session));
	kit_advance(world->kit, 1);
	expect_closed(sam, "expired");
	assert_true(et_id_eq(&world->kim->room, &session));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_contacts_substitute(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kai = kit_person(world->kela, "kai", "contact");
	int64_t to = world->starts_at + 10 * KIT_MINUTE;
	struct et_id session, question;
	struct cw_case cs;
	size_t hours;

	(void)state;
	session = in_the_room(world, &cs, &question);
	anew(&kai);
	/* Another contact of Kela's is nobody to the pair. */
	cw_member_add(&cs, world->ann, kai, "SC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	(void)cw_substitute(world, world->kim, kai, kit_now(world->kit), to);
	cw_member_add(&cs, world->ann, kai, "PSC");
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_member_add(&cs, world->ann, kai, "SC");
	cw_grant(&cs, world->ann, kai, 'S', &cs.consent);
	kit_ok(cw_send(&cs, world->ann));
	cw_grant(&cs, world->ann, kai, 'P', &cs.consent);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	kit_ok(object_get(kai, &cs, &question));
	assert_int_equal(cases(kai), 1);
	assert_int_equal(named_places(kai, &hours), 1);
	kit_ok(join(kai, &cs, &session));
	kit_advance(world->kit, to - kit_now(world->kit));
	expect_closed(kai, "expired");
	assert_true(et_id_eq(&world->kim->room, &session));
	kit_refused(object_get(kai, &cs, &question), "forbidden");
	kit_refused(case_get(kai, &cs), "forbidden");
	assert_int_equal(cases(kai), 0);
	assert_int_equal(named_places(kai, &hours), 0);
	assert_int_equal(hours, 0);
	kit_ok(object_get(world->kim, &cs, &question));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* --------------------------------------------------------------------- contact */

/* Another person has the hour from now on: the one before is out of it with the same breath. */
static void test_contact_replaced(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kai = kit_person(world->kela, "kai", "contact");
	struct et_id session, question;
	struct cw_case cs;
	size_t hours;

	(void)state;
	session = in_the_room(world, &cs, &question);
	anew(&kai);
	assert_int_equal(named_places(kai, &hours), 0);
	assert_int_equal(hours, 0);
	kit_ok(object_get(world->kim, &cs, &question));
	assert_int_equal(named_places(world->kim, &hours), 1);
	assert_int_not_equal(hours, 0);
	kit_ok(kit_call(
		world->kim, "lobby-enter", json_pack("{s:o}", "hour", kit_json_id(&world->hour))));
	kit_forget(world->kim);
	cw_set_contact(world, kai);
	expect_closed(world->kim, "expired");
	assert_true(et_id_eq(&world->ann->room, &session));
	kit_refused(object_get(world->kim, &cs, &question), "forbidden");
	kit_refused(case_get(world->kim, &cs), "forbidden");
	kit_refused(join(world->kim, &cs, &session), "forbidden");
	kit_refused(kit_call(world->kim, "lobby-enter",
			    json_pack("{s:o}", "hour", kit_json_id(&world->hour))),
		"forbidden");
	assert_int_equal(cases(world->kim), 0);
	assert_int_equal(named_places(world->kim, &hours), 0);
	assert_int_equal(hours, 0);
	assert_int_equal(named_places(kai, &hours), 0);
	assert_int_not_equal(hours, 0);
	kit_forget(world->kim);
	cw_grant(&cs, world->ann, world->kim, 'S', &cs.consent);
	kit_refused(cw_send(&cs, world->ann), "bad_statement");
	cw_revoke(&cs, world->kim);
	kit_refused(cw_send(&cs, world->kim), "forbidden");
	/* The new one has no keys yet, and gets them as anybody does. */
	assert_int_equal(cases(kai), 0);
	cw_member_add(&cs, world->ann, kai, "SC");
	cw_grant(&cs, world->ann, kai, 'S', &cs.consent);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(object_get(kai, &cs, &question));
	assert_int_equal(named_places(kai, &hours), 1);
	kit_ok(join(kai, &cs, &session));
	/* A withdrawal is told to those who had a right, not to those who had lost it. */
	cw_revoke(&cs, world->ann);
	kit_ok(cw_send(&cs, world->ann));
	assert_non_null(kit_event(kai, "case"));
	assert_null(kit_event(world->kim, "case"));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The county asks for four eyes again while a consent without them carries a call. */
static void test_policy_in_the_call(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_set_consent_ack(world, false);
	cw_open(world, &cs);
	cw_consent(&cs, world->ann, 300 * KIT_DAY, NULL);
	cw_member_add(&cs, world->ann, world->kim, "SC");
	cw_queue(&cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(&cs, world->ann));
	cw_later(world, world->starts_at - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(join(world->kim, &cs, &session));
	kit_advance(world->kit, 5 * KIT_MINUTE);
	assert_true(et_id_eq(&world->kim->room, &session));
	cw_set_consent_ack(world, true);
	kit_advance(world->kit, 1);
	expect_closed(world->kim, "expired");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* ----------------------------------------------------------------- coordinators */

static void forbidden(struct cw_world *world, struct cw_case *cs, struct kit_peer *by)
{
	size_t before = kit_log_count(world->kit, "case-append", "forbidden");
	json_t *error = kit_refused(cw_send(cs, by), "forbidden");

	assert_null(json_object_get(error, "head"));
	assert_int_equal(kit_log_count(world->kit, "case-append", "forbidden"), before + 1);
}

/* The client asks the county itself: everything ends as if the pair had signed it. */
static void test_coordinator_withdraws(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session, question;
	struct cw_case cs;
	json_t *event;

	(void)state;
	session = in_the_room(world, &cs, &question);
	kit_forget(world->ben);
	cw_revoke(&cs, world->coord);
	kit_ok(cw_send(&cs, world->coord));
	expect_closed(world->ann, "withdrawn");
	expect_closed(world->kim, "withdrawn");
	event = kit_event(world->ben, "case");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "kind"), "revoke");
	assert_int_equal(kit_get_int(event, "seq"), cs.seq);
	kit_refused(object_get(world->kim, &cs, &question), "no_consent");
	kit_refused(join(world->kim, &cs, &session), "no_consent");
	assert_int_equal(kit_log_count(world->kit, "revoke", "ok"), 1);
	/* There is nothing left to withdraw. */
	cw_revoke(&cs, world->coord);
	kit_refused(cw_send(&cs, world->coord), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_kela_is_told(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;
	json_t *event;

	(void)state;
	cw_queued(world, &cs);
	cw_word(&cs, world->ann, "unqueue", &world->hour, "");
	cw_word(&cs, world->ann, "close", NULL, "");
	kit_ok(cw_send(&cs, world->ann));
	kit_forget(world->kim);
	kit_forget(world->ann);
	/* Of a closed case too. */
	cw_revoke(&cs, world->coord);
	kit_ok(cw_send(&cs, world->coord));
	event = kit_event(world->kim, "case");
	assert_non_null(event);
	assert_string_equal(kit_get_str(event, "kind"), "revoke");
	assert_non_null(kit_event(world->ann, "case"));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void test_coordinator_may_nothing_else(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id object = kit_fresh_id(world->kit);
	struct cw_case cs, fresh;
	json_t *error;

	(void)state;
	cw_with_contact(world, &cs);
	for (int stale = 0; stale < 2; stale++) {
		struct cw_case at = cs;

		/* Whether the head is right or not: no word about the chain. */
		at.seq -= stale;
		cw_object(&at, world->coord, &object, "question", 'S', 1);
		forbidden(world, &at, world->coord);
		at = cs;
		at.seq -= stale;
		cw_word(&at, world->coord, "close", NULL, "");
		forbidden(world, &at, world->coord);
		at = cs;
		at.seq -= stale;
		cw_rotate(&at, world->coord, 'S');
		forbidden(world, &at, world->coord);
		at = cs;
		at.seq -= stale;
		cw_member_add(&at, world->coord, world->coord, "PSC");
		forbidden(world, &at, world->coord);
		at = cs;
		at.seq -= stale;
		cw_word(&at, world->coord, "erase", NULL, "");
		forbidden(world, &at, world->coord);
		at = cs;
		at.seq -= stale;
		cw_revoke(&at, world->kela);
		forbidden(world, &at, world->kela);
	}
	cw_case_init(&fresh, world->kit);
	cw_create(&fresh, world->coord, &world->pair_a);
	forbidden(world, &fresh, world->coord);
	cw_case_init(&fresh, world->kit);
	cw_revoke(&fresh, world->coord);
	forbidden(world, &fresh, world->coord);
	/* All or nothing: what the withdrawal would have been carried in with. */
	cw_revoke(&cs, world->coord);
	cw_word(&cs, world->coord, "close", NULL, "");
	error = kit_refused(cw_send(&cs, world->coord), "forbidden");
	assert_int_equal(kit_get_int(error, "index"), 1);
	assert_int_equal(cases(world->kim), 1);
	/* Nor read. */
	kit_refused(case_get(world->coord, &cs), "forbidden");
	kit_refused(kit_call(world->coord, "case-list", NULL), "forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* One person, two hats: as a coordinator withdraws, as a worker of no pair sees nothing. */
static void test_coordinator_who_is_a_worker(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *dee = kit_person(world->coord, "dee", "coordinator,worker");
	struct et_id question = kit_fresh_id(world->kit);
	struct cw_case cs;

	(void)state;
	cw_with_contact(world, &cs);
	cw_object(&cs, world->ann, &question, "question", 'S', 1);
	kit_ok(cw_send(&cs, world->ann));
	kit_refused(case_get(dee, &cs), "forbidden");
	kit_refused(object_get(dee, &cs, &question), "forbidden");
	assert_int_equal(cases(dee), 0);
	cw_word(&cs, dee, "close", NULL, "");
	forbidden(world, &cs, dee);
	cw_revoke(&cs, dee);
	kit_ok(cw_send(&cs, dee));
	kit_refused(case_get(dee, &cs), "forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_worker_between_the_dates),
		cmocka_unit_test(test_worker_in_the_room),
		cmocka_unit_test(test_end_is_moved),
		cmocka_unit_test(test_contacts_substitute),
		cmocka_unit_test(test_contact_replaced),
		cmocka_unit_test(test_policy_in_the_call),
		cmocka_unit_test(test_coordinator_withdraws),
		cmocka_unit_test(test_kela_is_told),
		cmocka_unit_test(test_coordinator_may_nothing_else),
		cmocka_unit_test(test_coordinator_who_is_a_worker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
