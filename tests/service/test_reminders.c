/*
 * Reminders by e-mail: who is reminded of what and when, that nobody is told twice, what a mail holds and what it does
 * not, and what becomes of it when the server says later, never, or nothing. Over SMTP itself: tests/scenarios/20-mail.
 */
#include <stdio.h>
#include <string.h>

#include <etatunti/store/reach.h>

#include "hourwork.h"
#include "mailwork.h"

#define ANN "ann@example.fi"
#define BEN "ben@example.fi"
#define KIM "kim@example.fi"

/* The world with mail, everybody signed in and reachable, in three languages. */
static struct cw_world *world_new(void)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer **const people[] = { &world->ann, &world->ben, &world->kim, &world->coord };

	mw_on(world->kit);
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		*people[i] = kit_connect_as(*people[i]);
		kit_sign_in(*people[i]);
	}
	mw_reach(world->ann, ANN, "fi");
	mw_reach(world->ben, BEN, "sv");
	mw_reach(world->kim, KIM, "en");
	return world;
}

static void test_reach_is_ones_own(void **state)
{
	struct cw_world *world = world_new();
	json_t *ok = kit_ok(kit_call(world->ann, "reach-get", NULL));
	struct et_store_reach reach;
	static const char *const bad[] = { "ann", "ann@", "@example.fi", "a b@example.fi",
		"ann@example.fi\r\nBcc: x@y", "ann@exa mple.fi", "\"ann\"@example.fi",
		"ann@example..fi", "ann@-example.fi", "-ann@example.fi", "ann@ex>ample.fi",
		"\xc3\xa4nn@example.fi", "ann@b@example.fi" };

	(void)state;
	assert_true(json_is_true(json_object_get(ok, "on")));
	assert_string_equal(kit_get_str(ok, "email"), ANN);
	assert_string_equal(kit_get_str(ok, "language"), "fi");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		kit_refused(kit_call(world->ann, "reach-set",
				    json_pack("{s:s, s:s}", "email", bad[i], "language", "fi")),
			"bad_param");
	kit_refused(kit_call(world->ann, "reach-set",
			    json_pack("{s:s, s:s}", "email", ANN, "language", "de")),
		"bad_param");
	assert_string_equal(
		kit_get_str(kit_ok(kit_call(world->ann, "reach-get", NULL)), "email"), ANN);
	mw_reach(world->ann, NULL, "sv");
	ok = kit_ok(kit_call(world->ann, "reach-get", NULL));
	assert_true(json_is_null(json_object_get(ok, "email")));
	assert_string_equal(kit_get_str(ok, "language"), "sv");
	assert_string_equal(
		kit_get_str(kit_ok(kit_call(world->kim, "reach-get", NULL)), "email"), KIM);
	kit_verify(world->kit);
	/* Who has left leaves no address behind. */
	kit_ok(kit_user_revoke(world->coord, world->ben, "left"));
	kit_advance(world->kit, KIT_HOUR + KIT_MINUTE);
	assert_int_equal(et_store_reach_by_uid(
				 world->kit->store, &world->ben->uid, world->kit->arena, &reach),
		ET_NOT_FOUND);
	assert_int_equal(et_store_reach_by_uid(
				 world->kit->store, &world->kim->uid, world->kit->arena, &reach),
		ET_OK);
	cw_world_free(world);
}

/* Kela needs information: a mail to the pair. */
static void kela_asks(struct cw_world *world, struct cw_case *cs)
{
	cw_word(cs, world->kim, "prepare", NULL, "needs-info");
	kit_ok(cw_send(cs, world->kim));
}

/* Where no server is configured, nothing is queued: not even for those who would want it. */
static void test_without_a_server(void **state)
{
	struct cw_world *world = cw_world_new();
	struct cw_case cs;

	(void)state;
	mw_reach(world->ann, ANN, "fi");
	assert_true(json_is_false(
		json_object_get(kit_ok(kit_call(world->ann, "reach-get", NULL)), "on")));
	cw_queued(world, &cs);
	kela_asks(world, &cs);
	mw_on(world->kit);
	kit_advance(world->kit, KIT_MINUTE);
	assert_int_equal(mw_count(world->kit), 0);
	cw_world_free(world);
}

/* At six in the evening before, once, to those who have something to do in it. */
static void test_hour_tomorrow(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;
	const char *mail;

	(void)state;
	cw_queued(world, &cs);
	/* Sunday 8 March, 17:59, then 18:00. */
	kit_advance(kit, world->starts_at - 18 * KIT_HOUR - KIT_MINUTE - kit_now(kit));
	assert_int_equal(mw_count(kit), 0);
	kit_advance(kit, 2 * KIT_MINUTE);
	mail = mw_find(kit, ANN, "Etä");
	assert_null(mail); /* nothing but ASCII on the way */
	assert_non_null(mw_find(kit, ANN, "9.3.2026 klo 12.00"));
	assert_non_null(mw_find(kit, BEN, "9.3.2026 kl. 12.00"));
	assert_non_null(mw_find(kit, KIM, "on 2026-03-09 at 12:00"));
	assert_int_equal(mw_count(kit), 3);
	mw_answer_all(kit, ET_MAILED_SENT);
	kit_restart(kit);
	mw_comes(kit);
	kit_advance(kit, 17 * KIT_HOUR); /* before it begins */
	assert_int_equal(mw_count(kit), 3);
	kit_verify(kit);
	cw_world_free(world);
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, "\r\n");

		longest = len > longest ? len : longest;
		text += len + strspn(text + len, "\r\n");
	}
	return longest;
}

/* Kela asks: told at once to the pair, not to who asked; and what the mail looks like, byte for byte where it matters. */
static void test_kela_asks(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	char id[64] = "";
	struct cw_case cs;
	const char *mail;

	(void)state;
	cw_queued(world, &cs);
	kela_asks(world, &cs);
	kit_advance(kit, 0);
	assert_int_equal(mw_count(kit), 2);
	assert_null(mw_find(kit, KIM, ""));
	assert_non_null(mw_find(kit, BEN, "Content-Language: sv\r\n"));
	mail = mw_find(kit, ANN, "");
	assert_non_null(strstr(mail, "\nFrom: <etatunti@example.fi>\r\nTo: <" ANN ">\r\n"));
	assert_non_null(
		strstr(mail, "Subject: =?utf-8?Q?Kela_pyyt=C3=A4=C3=A4_lis=C3=A4tietoja?=\r\n"));
	assert_non_null(strstr(mail, "\r\nDate: 2 Mar 2026 "));
	assert_non_null(strstr(mail, "Auto-Submitted: auto-generated\r\n"));
	assert_non_null(strstr(mail, "Content-Type: text/plain; charset=utf-8\r\n"));
	assert_non_null(strstr(mail, "Content-Transfer-Encoding: quoted-printable\r\n\r\n"));
	assert_true(longest_line(mail) <= 78);
	for (const char *c = mail; *c != '\0'; c++)
		assert_true(*c == '\r' || *c == '\n' || (*c >= 0x20 && *c < 0x7f));
	/* Neither case nor people, in any encoding that we have. */
	assert_null(strstr(mail, "ben"));
	assert_null(strstr(mail, "kim"));
	assert_int_equal(sscanf(strstr(mail, "Message-ID: <"), "Message-ID: <%63[0-9a-f]@", id), 1);
	assert_int_equal(strlen(id), 32);
	cw_world_free(world);
}

/* A decision about one hour: everybody of the series is told, once, and the case's new place is no second mail. */
static void test_hour_cancelled(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	kit_ok(hw_decide(world, "2026-03-09", "cancelled", "", "", "Sairastuminen"));
	kit_advance(kit, 0);
	assert_int_equal(mw_count(kit), 3);
	assert_non_null(mw_find(kit, ANN, "9.3.2026 klo 12.00 on peruttu"));
	assert_non_null(mw_find(kit, KIM, "hour on 2026-03-09 at 12:00 is"));
	assert_null(strstr(mw_newest(kit), "Sairastuminen"));
	mw_answer_all(kit, ET_MAILED_SENT);
	kit_advance(kit, KIT_HOUR);
	assert_int_equal(mw_count(kit), 3);
	cw_world_free(world);
}

static void test_hour_moved(void **state)
{
	struct cw_world *world = world_new();
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	kit_ok(hw_decide(world, "2026-03-09", "moved", "2026-03-10", "14:00", "Koulutus"));
	kit_advance(world->kit, 0);
	assert_int_equal(mw_count(world->kit), 3);
	assert_non_null(mw_find(world->kit, ANN, "10.3.2026 klo 14.00"));
	cw_world_free(world);
}

/* One decision, one mail to each person: whatever becomes of which of their cases; of two hours it names none. */
static void test_moved_once(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct cw_case stays, leaves;

	(void)state;
	cw_queued(world, &stays);
	cw_queued(world, &leaves);
	cw_consent(&leaves, world->ann, 8 * KIT_DAY, &leaves.consent);
	kit_ok(cw_send(&leaves, world->ann));
	cw_point(&leaves, world->ben, "consent-ack");
	kit_ok(cw_send(&leaves, world->ben));
	kit_ok(hw_decide(world, "2026-03-09", "moved", "2026-03-12", "14:00", "Koulutus"));
	kit_advance(kit, 0);
	assert_int_equal(mw_count(kit), 3);
	assert_non_null(mw_find(kit, ANN, "Paikka tunnilla tai jonossa"));
	assert_non_null(mw_find(kit, BEN, "har =C3=A4ndrats"));
	assert_non_null(mw_find(kit, KIM, "has changed"));
	assert_null(strstr(mw_find(kit, KIM, ""), "14:00"));
	cw_world_free(world);
}

/* A rule that changes moves many hours: one mail to whoever has something to do in any. */
static void test_a_rule_moves_hours(void **state)
{
	struct cw_world *world = world_new();
	struct kit_series it = hw_mondays(world);
	struct et_id second = cw_hour(world, 1);
	struct cw_case first, next;

	(void)state;
	cw_queued(world, &first);
	cw_with_contact(world, &next);
	cw_queue(&next, world->ann, &second, 15);
	kit_ok(cw_send(&next, world->ann));
	it.start = "14:00";
	hw_set(world, &it);
	kit_advance(world->kit, 0);
	assert_int_equal(mw_count(world->kit), 3);
	assert_non_null(mw_find(world->kit, ANN, "on muuttunut"));
	cw_world_free(world);
}

/* To take a place is nobody's move; that others move by it is one mail to the others, none to who did it. */
static void test_own_acts(void **state)
{
	struct cw_world *world = world_new();
	const struct et_id none = { { 0 } };
	struct kit *kit = world->kit;
	struct cw_case full[2], wait[2];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		cw_with_contact(world, &full[i]);
		cw_queue(&full[i], world->ann, &none, 30);
		kit_ok(cw_send(&full[i], world->ann));
	}
	for (size_t i = 0; i < 2; i++) {
		cw_with_contact(world, &wait[i]);
		cw_consent(&wait[i], world->ann, 10 * KIT_DAY, &wait[i].consent);
		kit_ok(cw_send(&wait[i], world->ann));
		cw_point(&wait[i], world->ben, "consent-ack");
		kit_ok(cw_send(&wait[i], world->ben));
		cw_queue(&wait[i], world->ann, &none, 15);
		kit_ok(cw_send(&wait[i], world->ann));
		hw_expect_place(world, &wait[i], NULL);
	}
	kit_advance(kit, 0);
	assert_int_equal(mw_count(kit), 0);
	cw_word(&full[0], world->ann, "unqueue", &world->hour, "");
	kit_ok(cw_send(&full[0], world->ann));
	hw_expect_place(world, &wait[0], "2026-03-09");
	hw_expect_place(world, &wait[1], "2026-03-09");
	kit_advance(kit, 0);
	assert_int_equal(mw_count(kit), 2);
	assert_null(mw_find(kit, ANN, ""));
	assert_non_null(mw_find(kit, BEN, "9.3.2026 kl. 12.00"));
	assert_non_null(mw_find(kit, KIM, "on 2026-03-09 at 12:00"));
	cw_world_free(world);
}

/* Later: a minute, two, four …, six hours; after three days it is given up, and a coordinator sees that. */
static void test_tried_again(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	int64_t pause = KIT_MINUTE, began;
	struct cw_case cs;
	char first[4096];

	(void)state;
	mw_reach(world->ben, NULL, "sv");
	cw_queued(world, &cs);
	kela_asks(world, &cs);
	kit_advance(kit, 0);
	began = kit_now(kit);
	assert_int_equal(mw_count(kit), 1);
	snprintf(first, sizeof(first), "%s", mw_newest(kit));
	for (size_t n = 1; kit_now(kit) < began + 3 * KIT_DAY; n++) {
		assert_int_equal(mw_count(kit), n);
		assert_string_equal(mw_newest(kit), first); /* the same Message-ID, all of it */
		mw_answer(kit, ET_MAILED_LATER);
		kit_advance(kit, pause - 1);
		assert_int_equal(mw_count(kit), n);
		kit_advance(kit, 1);
		pause = pause * 2 < 6 * KIT_HOUR ? pause * 2 : 6 * KIT_HOUR;
	}
	mw_answer(kit, ET_MAILED_LATER);
	kit_advance(kit, KIT_DAY);
	assert_null(mw_find(kit, ANN, "Kela_"));
	world->coord = kit_connect_as(world->coord);
	kit_sign_in(world->coord);
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(world->coord, "reach-get", NULL)), "failed"), 1);
	world->ann = kit_connect_as(world->ann);
	kit_sign_in(world->ann);
	assert_int_equal(kit_get_int(kit_ok(kit_call(world->ann, "reach-get", NULL)), "failed"), 0);
	cw_world_free(world);
}

/* Never: at once. And a mail of which nothing is known when mailer or core die is sent again, the same. */
static void test_refused_and_killed(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;
	const char *first;

	(void)state;
	cw_queued(world, &cs);
	kela_asks(world, &cs);
	kit_advance(kit, 0);
	mw_answer(kit, ET_MAILED_REFUSED);
	assert_int_equal(
		kit_get_int(kit_ok(kit_call(world->coord, "reach-get", NULL)), "failed"), 1);
	first = mw_newest(kit);
	mw_dies(kit);
	kit_advance(kit, 5 * KIT_MINUTE);
	assert_int_equal(mw_count(kit), 2); /* to nobody */
	mw_comes(kit);
	assert_int_equal(mw_count(kit), 3);
	assert_string_equal(mw_newest(kit), first);
	kit_restart(kit);
	mw_comes(kit);
	kit_advance(kit, 5 * KIT_MINUTE);
	assert_int_equal(mw_count(kit), 4);
	assert_string_equal(mw_newest(kit), first);
	/* An answer about what it was never given changes nothing. */
	mw_answer_all(kit, ET_MAILED_SENT);
	kit_advance(kit, KIT_DAY);
	assert_int_equal(mw_count(kit), 4);
	cw_world_free(world);
}

/* The disk was full when the server's word was to be noted: nobody knows of it, so it is sent once more. */
static void test_answer_lost(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;
	const char *first;

	(void)state;
	cw_queued(world, &cs);
	kela_asks(world, &cs);
	kit_advance(kit, 0);
	first = mw_find(kit, ANN, "Kela_");
	assert_int_equal(mw_count(kit), 2);
	mw_answer_lost(kit);
	kit_advance(kit, 5 * KIT_MINUTE);
	mw_answer(kit, ET_MAILED_SENT); /* of a mailer that went with it: nothing follows from it */
	assert_int_equal(mw_count(kit), 2);
	mw_comes(kit);
	assert_int_equal(mw_count(kit), 4);
	assert_non_null(mw_find(kit, ANN, "Kela_"));
	assert_string_equal(mw_find(kit, ANN, "Kela_"), first);
	mw_answer_all(kit, ET_MAILED_SENT);
	kit_advance(kit, KIT_HOUR);
	assert_int_equal(mw_count(kit), 4);
	cw_world_free(world);
}

/* What is out of date by the time that it could be sent is not sent, nor what nobody wants any more. */
static void test_dropped(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	mw_dies(kit);
	kela_asks(world, &cs);
	mw_reach(world->ben, NULL, "sv");
	kit_advance(kit, world->starts_at - kit_now(kit));
	mw_comes(kit);
	kit_advance(kit, KIT_MINUTE);
	assert_null(mw_find(kit, ANN, "Kela_"));
	assert_null(mw_find(kit, BEN, ""));
	assert_null(mw_find(kit, ANN, "huomenna"));
	cw_world_free(world);
}

/* What is dropped stands in nobody's way. */
static void test_behind_dropped_ones(void **state)
{
	struct cw_world *world = world_new();
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	mw_dies(world->kit);
	for (int i = 0; i < 5; i++) {
		kela_asks(world, &cs);
	}
	kit_ok(hw_decide(world, "2026-03-09", "moved", "2026-03-10", "14:00", "Koulutus"));
	mw_reach(world->ann, NULL, "fi");
	mw_reach(world->ben, NULL, "sv");
	mw_comes(world->kit);
	assert_int_equal(mw_count(world->kit), 1);
	assert_non_null(mw_find(world->kit, KIM, "changed"));
	cw_world_free(world);
}

/* A consent that will not hold over the hour: seven days and two days before it, as it stands then. */
static void test_consents(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct et_id second = cw_hour(world, 1);
	int64_t second_at = world->starts_at + 7 * KIT_DAY;
	struct cw_case cs;

	(void)state;
	cw_consented(world, &cs);
	cw_queue(&cs, world->ann, &second, 15);
	kit_ok(cw_send(&cs, world->ann));
	cw_consent(&cs, world->ann, 10 * KIT_DAY, &cs.consent);
	kit_ok(cw_send(&cs, world->ann));
	cw_point(&cs, world->ben, "consent-ack");
	kit_ok(cw_send(&cs, world->ben));
	kit_advance(kit, second_at - 7 * KIT_DAY - 2 * KIT_MINUTE - kit_now(kit));
	assert_int_equal(mw_count(kit), 0);
	kit_advance(kit, 4 * KIT_MINUTE);
	assert_int_equal(mw_count(kit), 2);
	assert_non_null(mw_find(kit, ANN, "Suostumus_p=C3=A4=C3=A4ttyy_ennen_tuntia"));
	assert_non_null(mw_find(kit, BEN, "Samtycket_upph=C3=B6r"));
	mw_answer_all(kit, ET_MAILED_SENT);
	kit_advance(kit, second_at - 2 * KIT_DAY - 2 * KIT_MINUTE - kit_now(kit));
	assert_int_equal(mw_count(kit), 2);
	kit_advance(kit, 4 * KIT_MINUTE);
	assert_int_equal(mw_count(kit), 4);
	assert_non_null(mw_find(kit, ANN, "Suostumus_puuttuu")); /* it has ended by then */
	mw_answer_all(kit, ET_MAILED_SENT);
	kit_advance(kit,
		KIT_DAY); /* the gate: the place is lost, and nothing else is told of that hour */
	assert_int_equal(mw_count(kit), 6);
	assert_non_null(mw_find(kit, ANN, "Aika_on_muuttunut"));
	kit_verify(kit);
	cw_world_free(world);
}

/* On a full disk nothing is sent that could not be noted. */
static void test_no_room(void **state)
{
	struct cw_world *world = world_new();
	struct kit *kit = world->kit;
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	mw_dies(kit);
	kela_asks(world, &cs);
	kit->storage_low = true;
	mw_comes(kit);
	assert_int_equal(mw_count(kit), 0);
	kit->storage_low = false;
	kit_advance(kit, 2 * KIT_MINUTE);
	assert_int_equal(mw_count(kit), 2);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reach_is_ones_own),
		cmocka_unit_test(test_without_a_server),
		cmocka_unit_test(test_hour_tomorrow),
		cmocka_unit_test(test_kela_asks),
		cmocka_unit_test(test_hour_cancelled),
		cmocka_unit_test(test_hour_moved),
		cmocka_unit_test(test_moved_once),
		cmocka_unit_test(test_a_rule_moves_hours),
		cmocka_unit_test(test_own_acts),
		cmocka_unit_test(test_tried_again),
		cmocka_unit_test(test_refused_and_killed),
		cmocka_unit_test(test_answer_lost),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_behind_dropped_ones),
		cmocka_unit_test(test_consents),
		cmocka_unit_test(test_no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
