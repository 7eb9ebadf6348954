/*
 * What a coordinator decides about one hour, who is concerned, and every way in which it is refused.
 */
#include <string.h>

#include "hourwork.h"

/* Falls away and comes back; a holiday is kept; an hour moves, moves on, and comes home. */
static void an_hour_is_decided(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id id, same;
	json_t *hour;

	(void)state;
	kit_forget(world->ann);
	kit_ok(hw_decide(world, "2026-03-16", "cancelled", NULL, NULL, "Kelassa koulutus"));
	assert_non_null(kit_event(world->ann, "hour"));
	hw_expect(world, "2026-03-16", "cancelled", "Kelassa koulutus", "12:00");
	kit_ok(hw_decide(world, "2026-03-16", "planned", NULL, NULL, NULL));
	hw_expect(world, "2026-03-16", "planned", NULL, "12:00");
	hw_expect(world, "2026-04-06", "proposed", "holiday", "12:00");
	kit_ok(hw_decide(world, "2026-04-06", "planned", NULL, NULL, "Pidetään silti"));
	hw_expect(world, "2026-04-06", "planned", "Pidetään silti", "12:00");
	id = kit_get_id(hw_hour_on(world, "2026-03-23"), "hour");
	kit_ok(hw_decide(world, "2026-03-23", "moved", "2026-03-26", "13:30", "Juna myöhässä"));
	hour = hw_hour_on(world, "2026-03-23");
	same = kit_get_id(hour, "hour");
	assert_true(et_id_eq(&id, &same));
	assert_string_equal(kit_get_str(hour, "date"), "2026-03-26");
	assert_string_equal(kit_get_str(hour, "moved_from"), "2026-03-23");
	assert_int_equal(kit_get_int(hour, "revision"), 1);
	hw_expect(world, "2026-03-23", "planned", "Juna myöhässä", "13:30");
	kit_ok(hw_decide(world, "2026-03-23", "moved", "2026-03-23", "16:00", "Vielä kerran"));
	assert_string_equal(
		kit_get_str(hw_hour_on(world, "2026-03-23"), "moved_from"), "2026-03-23");
	kit_ok(hw_decide(world, "2026-03-23", "cancelled", NULL, NULL, "Ei onnistu"));
	hw_expect(world, "2026-03-23", "cancelled", "Ei onnistu", "16:00");
	kit_ok(hw_decide(world, "2026-03-23", "planned", NULL, NULL, NULL));
	hour = hw_hour_on(world, "2026-03-23");
	assert_true(json_is_null(json_object_get(hour, "moved_from")));
	assert_int_equal(kit_get_int(hour, "revision"), 4);
	hw_expect(world, "2026-03-23", "planned", NULL, "12:00");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void refuse(struct cw_world *world, const struct kit_hour_set *set, const char *code)
{
	kit_advance(world->kit, 600);
	kit_refused(kit_hour_set(world->coord, set), code);
}

/* Every wrong decision gets its error, and nothing changes. */
static void wrong_decisions(void **state)
{
	static char long_reason[202];
	struct cw_world *world = cw_world_new();
	const struct kit_hour_set right = { world->series, "2026-03-16", "moved", "2026-03-17",
		"12:00", "Syy" };
	struct kit_hour_set it;

	(void)state;
	memset(long_reason, 'a', sizeof(long_reason) - 1);
#define WRONG(field, value, code) \
	do { \
		it = right; \
		it.field = (value); \
		refuse(world, &it, code); \
	} while (0)
	WRONG(state, "proposed", "bad_statement");
	WRONG(state, "perhaps", "bad_statement");
	WRONG(state, "cancelled", "bad_statement"); /* with a day to go to */
	WRONG(state, "planned", "bad_statement");
	WRONG(date, "2026-02-30", "bad_statement");
	WRONG(date, "16.3.2026", "bad_statement");
	WRONG(to_date, "2026-02-29", "bad_statement");
	WRONG(to_date, "", "bad_statement");
	WRONG(to_start, "24:00", "bad_statement");
	WRONG(to_start, "9:00", "bad_statement");
	WRONG(to_start, "", "bad_statement");
	WRONG(reason, "", "bad_statement");
	WRONG(reason, " Syy", "bad_statement");
	WRONG(reason, "kaksi\nriviä", "bad_statement");
	WRONG(reason, long_reason, "bad_statement");
	WRONG(date, "2026-03-17", "not_found");
	WRONG(date, "2027-03-15", "not_found");
	WRONG(series, kit_fresh_id(world->kit), "not_found");
	WRONG(to_date, "2026-03-01", "bad_statement"); /* a move into the past */
	WRONG(to_date, "2026-05-16", "bad_statement"); /* 61 days away */
#undef WRONG
	it = right;
	kit_refused(kit_hour_set(world->ann, &it), "forbidden");
	kit_refused(kit_hour_set(world->kela, &it), "forbidden");
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-16"), "revision"), 0);
	it.to_date = "2026-05-15"; /* 60 days away; 200 letters */
	long_reason[200] = '\0';
	it.reason = long_reason;
	kit_advance(world->kit, 600);
	kit_ok(kit_hour_set(world->coord, &it));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* What has begun is past all deciding: by its own start, where it has been moved to too. */
static void an_hour_that_has_begun(void **state)
{
	struct cw_world *world = cw_world_new();

	(void)state;
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-09", "13:00", "Aiemmin"));
	cw_later(world, WEEK + 4 * KIT_HOUR + 30 * KIT_MINUTE); /* 9 March, 12:30 */
	kit_refused(
		hw_decide(world, "2026-03-09", "cancelled", NULL, NULL, "Myöhässä"), "hour_closed");
	kit_refused(hw_decide(world, "2026-03-09", "moved", "2026-03-10", "12:00", "Myöhässä"),
		"hour_closed");
	kit_refused(hw_decide(world, "2026-03-23", "moved", "2026-03-09", "12:29", "Menneeseen"),
		"bad_statement");
	cw_later(world, KIT_HOUR); /* 13:30 */
	kit_refused(hw_decide(world, "2026-03-16", "planned", NULL, NULL, NULL), "hour_closed");
	/* Moved away, its own day goes by: it cannot come home any more. */
	kit_ok(hw_decide(world, "2026-03-23", "moved", "2026-03-30", "15:00", "Myöhemmin"));
	cw_later(world, 2 * WEEK);
	kit_refused(hw_decide(world, "2026-03-23", "planned", NULL, NULL, NULL), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

static void refuse_all(struct cw_world *world)
{
	struct kit_series other = hw_mondays(world);
	struct et_id with;
	json_t *error;

	kit_refused(
		hw_decide(world, "2026-03-09", "cancelled", NULL, NULL, "Sairas"), "hour_closed");
	kit_refused(hw_decide(world, "2026-03-09", "moved", "2026-03-10", "12:00", "Sairas"),
		"hour_closed");
	kit_refused(kit_call(world->coord, "hour-preview",
			    json_pack("{s:o, s:s, s:s, s:s, s:s}", "series",
				    kit_json_id(&world->series), "date", "2026-03-09", "state",
				    "cancelled", "to_date", "", "to_start", "")),
		"hour_closed");
	other.start = "13:00";
	kit_advance(world->kit, 600);
	error = kit_refused(kit_series_set(world->coord, &other), "hour_closed");
	with = kit_get_id(error, "hour");
	assert_true(et_id_eq(&with, &world->hour));
	other = hw_mondays(world);
	other.last = "2026-03-08";
	other.first[9] = '2';
	kit_advance(world->kit, 600);
	kit_refused(kit_series_set(world->coord, &other), "hour_closed");
}

/* The first turn may be called before the hour begins: while it lasts nobody takes the hour away. */
static void an_hour_in_which_a_turn_goes_on(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id session = kit_fresh_id(world->kit);
	struct kit_series other = hw_mondays(world);
	struct cw_case cs, next;

	(void)state;
	cw_queued(world, &cs);
	cw_queued(world, &next);
	cw_later(world, world->starts_at - 14 * KIT_MINUTE - kit_now(world->kit));
	cw_session_open(&cs, world->ann, &world->hour, &session);
	kit_ok(cw_send(&cs, world->ann));
	refuse_all(world);
	hw_expect(world, "2026-03-09", "planned", NULL, "12:00");
	hw_expect_place(world, &next, "2026-03-09");
	/* What leaves that hour alone is free: another hour, another name, other days from the next one on. */
	kit_ok(hw_decide(world, "2026-03-16", "cancelled", NULL, NULL, "Koulutus"));
	other.name = "Uusi nimi";
	other.last = "2026-03-30";
	hw_set(world, &other);
	cw_word(&cs, world->ann, "session-close", &session, "handled");
	kit_ok(cw_send(&cs, world->ann));
	kit_ok(hw_decide(world, "2026-03-09", "cancelled", NULL, NULL, "Sairas"));
	hw_expect_place(world, &next, "2026-03-23");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Onto another planned hour of the same person: the series' own, another series', where somebody stands in. */
static void a_move_onto_a_taken_hour(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = kit_person(world->kela, "kaj", "contact");
	struct kit_series other = kit_series_of(world->coord, &world->pair_b, kaj);
	int64_t now = kit_now(world->kit);
	struct et_id with;
	json_t *error;

	(void)state;
	other.weekday = 3; /* Wednesdays, kaj's */
	hw_set(world, &other);
	error = kit_refused(
		hw_decide(world, "2026-03-16", "moved", "2026-03-23", "12:30", "Päälle"),
		"overlap");
	with = kit_get_id(error, "series");
	assert_true(et_id_eq(&with, &world->series));
	kit_refused(hw_decide(world, "2026-03-16", "moved", "2026-03-23", "11:01", "Päälle"),
		"overlap");
	/* Another contact's hour is no matter; as soon as kim stands in there it is. */
	(void)cw_substitute(world, kaj, world->kim, now, now + 2 * WEEK);
	error = kit_refused(
		hw_decide(world, "2026-03-16", "moved", "2026-03-11", "12:30", "Päälle"),
		"overlap");
	with = kit_get_id(error, "series");
	assert_true(et_id_eq(&with, &other.id));
	assert_non_null(json_object_get(error, "hour"));
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-18", "12:30", "Kaj on paikalla"));
	/* Side by side, onto itself, and onto one that has fallen away. */
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-23", "13:00", "Viereen"));
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-23", "10:59", "Viereen"));
	kit_ok(hw_decide(world, "2026-03-30", "cancelled", NULL, NULL, "Pois"));
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-30", "12:00", "Tilalle"));
	/* Which then cannot come back. */
	kit_refused(hw_decide(world, "2026-03-30", "planned", NULL, NULL, NULL), "overlap");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Of two coordinators the second one hears that the directory has gone on, and decides anew. */
static void two_coordinators_at_once(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *office = kit_person(world->coord, "office", "coordinator");
	const struct kit_hour_set one = { world->series, "2026-03-16", "cancelled", NULL, NULL,
		"Toinen syy" };
	struct kit_signed late = kit_dir_sign(office, "hour-set", kit_hour_body(world->kit, &one));
	struct et_slice blobs[2] = { late.stmt, { late.sig.b, sizeof(late.sig.b) } };
	json_t *error;

	(void)state;
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-17", "12:00", "Eka"));
	error = kit_refused(kit_call_blobs(office, "dir-append",
				    json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2),
		"conflict");
	assert_non_null(json_object_get(error, "head"));
	hw_expect(world, "2026-03-16", "planned", "Eka", "12:00");
	kit_ok(kit_hour_set(office, &one));
	hw_expect(world, "2026-03-16", "cancelled", "Toinen syy", "12:00");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Cases go with a moved hour as far as the consent holds; a cancelled one lets all of them go. */
static void cases_of_a_decided_hour(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs, brief;

	(void)state;
	cw_queued(world, &cs);
	cw_open(world, &brief);
	cw_consent(&brief, world->ann, 8 * KIT_DAY, NULL); /* to 10 March */
	kit_ok(cw_send(&brief, world->ann));
	cw_point(&brief, world->ben, "consent-ack");
	kit_ok(cw_send(&brief, world->ben));
	cw_queue(&brief, world->ann, &world->hour, 20);
	kit_ok(cw_send(&brief, world->ann));
	kit_ok(hw_decide(world, "2026-03-09", "moved", "2026-03-12", "12:00", "Siirto"));
	hw_expect_place(world, &cs, "2026-03-09");
	hw_expect_place(world, &brief, NULL);
	kit_verify(world->kit);
	kit_ok(hw_decide(world, "2026-03-09", "cancelled", NULL, NULL, "Peruttu"));
	hw_expect_place(world, &cs, "2026-03-16");
	kit_ok(hw_decide(world, "2026-03-09", "planned", NULL, NULL, NULL));
	hw_expect_place(world, &brief, "2026-03-09");
	hw_expect_place(world, &cs, "2026-03-16");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Nothing is queued into a proposed hour until it is kept. */
static void a_proposed_hour_takes_nobody(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id easter = kit_get_id(hw_hour_on(world, "2026-04-06"), "hour");
	struct cw_case cs;

	(void)state;
	cw_consented(world, &cs);
	cw_queue(&cs, world->ann, &easter, 15);
	kit_refused(cw_send(&cs, world->ann), "hour_closed");
	kit_ok(hw_decide(world, "2026-04-06", "planned", NULL, NULL, NULL));
	cw_queue(&cs, world->ann, &easter, 15);
	kit_ok(cw_send(&cs, world->ann));
	hw_expect_place(world, &cs, "2026-04-06");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Who stands in at that hour, and how many places have no consent over it. */
static void what_an_hour_tells(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *kaj = kit_person(world->kela, "kaj", "contact");
	int64_t at = world->starts_at;
	struct et_id who;
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	assert_true(json_is_null(json_object_get(hw_hour_on(world, "2026-03-09"), "substitute")));
	(void)cw_substitute(world, world->kim, kaj, at, at + 1);
	who = kit_get_id(hw_hour_on(world, "2026-03-09"), "substitute");
	assert_true(et_id_eq(&who, &kaj->uid));
	assert_true(json_is_null(json_object_get(hw_hour_on(world, "2026-03-16"), "substitute")));
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-09"), "missing_consents"), 0);
	cw_consent(&cs, world->ann, 300 * KIT_DAY, &cs.consent);
	kit_ok(cw_send(&cs, world->ann)); /* nobody has acknowledged this one */
	assert_int_equal(kit_get_int(hw_hour_on(world, "2026-03-09"), "missing_consents"), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_hour_is_decided),
		cmocka_unit_test(wrong_decisions),
		cmocka_unit_test(an_hour_that_has_begun),
		cmocka_unit_test(an_hour_in_which_a_turn_goes_on),
		cmocka_unit_test(a_move_onto_a_taken_hour),
		cmocka_unit_test(two_coordinators_at_once),
		cmocka_unit_test(cases_of_a_decided_hour),
		cmocka_unit_test(a_proposed_hour_takes_nobody),
		cmocka_unit_test(what_an_hour_tells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
