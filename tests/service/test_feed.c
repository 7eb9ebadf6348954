/*
 * Calendars under a secret address: what stands in them, what changes them, and for whom there is none. The text
 * itself is held against libical in tests/unit/domain/test_ical.c.
 */
#include <stdio.h>
#include <string.h>

#include "hourwork.h"

#include <etatunti/base/encode.h>
#include <etatunti/store/txn.h>

#include "service/feed.h"

#define SECRET_TEXT_LEN 43

struct answer {
	unsigned status;
	struct et_slice text; /* lives as long as the kit */
};

/* As core hands over what front was asked, from that address. */
static struct answer ask_from(struct kit *kit, struct et_slice secret, const char *address)
{
	struct answer answer = { 0 };
	struct et_delivery out;

	assert_int_equal(et_store_txn_begin(kit->store, "test"), ET_OK);
	assert_int_equal(et_service_feed(kit->service, 77, secret, et_slice_str(address)), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	et_service_committed(kit->service);
	while (et_service_next_delivery(kit->service, &out)) {
		if (out.type != ET_DELIVER_FEED)
			continue;
		assert_int_equal(out.front, 77);
		assert_int_equal(answer.status, 0);
		answer.status = out.code;
		assert_int_equal(et_arena_slice(kit->arena, out.bytes, &answer.text), ET_OK);
	}
	assert_int_not_equal(answer.status, 0);
	assert_true(answer.status == 200 || answer.text.len == 0);
	return answer;
}

static struct answer ask(struct kit *kit, struct et_slice secret)
{
	return ask_from(kit, secret, "192.0.2.7");
}

/* The secret of a new address of that person. */
static struct et_slice make(struct kit_peer *peer, const char *language)
{
	json_t *ok = kit_ok(kit_call(peer, "feed-make", json_pack("{s:s}", "language", language)));
	const char *url = kit_get_str(ok, "url");
	const char *origin = peer->kit->deployment.origin;
	uint8_t secret[32];
	struct et_slice kept;

	assert_int_equal(strncmp(url, origin, strlen(origin)), 0);
	url += strlen(origin);
	assert_int_equal(strncmp(url, "/calendar/", 10), 0);
	url += 10;
	assert_int_equal(strlen(url), SECRET_TEXT_LEN + 4);
	assert_string_equal(url + SECRET_TEXT_LEN, ".ics");
	assert_int_equal(et_b64u_decode(et_slice_of(url, SECRET_TEXT_LEN), secret, 32), ET_OK);
	assert_int_equal(et_arena_slice(peer->kit->arena, et_slice_of(secret, 32), &kept), ET_OK);
	return kept;
}

static size_t count(struct et_slice text, const char *word)
{
	size_t len = strlen(word), n = 0;

	for (size_t i = 0; i + len <= text.len; i++)
		n += memcmp(text.ptr + i, word, len) == 0;
	return n;
}

/* The event of that hour in the text, with a terminator. */
static const char *event_of(struct kit *kit, struct et_slice text, const struct et_id *hour)
{
	char uid[5 + ET_HEX_LEN(sizeof(hour->b))] = "UID:";
	char *copy = et_arena_alloc(kit->arena, text.len + 1), *at, *end;

	assert_non_null(copy);
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	et_hex_encode(et_id_slice(hour), uid + 4);
	at = strstr(copy, uid);
	if (at == NULL)
		return NULL;
	end = strstr(at, "END:VEVENT");
	assert_non_null(end);
	*end = '\0';
	return at;
}

static void expect_event(
	struct kit *kit, struct et_slice secret, const struct et_id *hour, const char *const *lines)
{
	struct answer answer = ask(kit, secret);
	const char *event;

	assert_int_equal(answer.status, 200);
	event = event_of(kit, answer.text, hour);
	assert_non_null(event);
	for (; *lines != NULL; lines++)
		if (strstr(event, *lines) == NULL)
			fail_msg("no %s in %s", *lines, event);
}

#define EXPECT(world, secret, hour, ...) \
	expect_event((world)->kit, secret, hour, (const char *const[]){ __VA_ARGS__, NULL })

static struct et_id hour_id(struct cw_world *world, const char *date)
{
	return kit_get_id(hw_hour_on(world, date), "hour");
}

/* Everybody has their own hours and nobody else's; and each reading is a row of the log. */
static void own_hours(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice ann = make(world->ann, "fi"), kim = make(world->kim, "sv"),
			cid = make(world->cid, "fi"), coord = make(world->coord, "en");
	struct et_id hour = hour_id(world, "2026-03-09");
	struct answer answer = ask(world->kit, ann);

	(void)state;
	assert_int_equal(answer.status, 200);
	assert_in_range(count(answer.text, "BEGIN:VEVENT"), 25, 27);
	EXPECT(world, ann, &hour, "SEQUENCE:0\r\n", "STATUS:CONFIRMED\r\n",
		"DTSTART;TZID=Europe/Helsinki:20260309T120000\r\n", "DURATION:PT60M\r\n");
	EXPECT(world, kim, &hour, "SUMMARY:Distanskonsultationstimme: ");
	/* No hour of pair B, and none of a coordinator. */
	assert_int_equal(count(ask(world->kit, cid).text, "BEGIN:VEVENT"), 0);
	assert_int_equal(count(ask(world->kit, coord).text, "BEGIN:VEVENT"), 0);
	assert_int_equal(kit_log_count(world->kit, "feed-make", "ok"), 4);
	assert_int_equal(kit_log_count(world->kit, "feed-read", "ok"), 5);
	kit_verify(world->kit);
	cw_world_free(world);
}

/* A case in the hour changes nothing in the text. */
static void no_case(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice ann = make(world->ann, "fi"), kim = make(world->kim, "fi");
	struct answer before = ask(world->kit, ann), kims = ask(world->kit, kim);
	struct cw_case cs;

	(void)state;
	cw_queued(world, &cs);
	assert_true(et_slice_eq(before.text, ask(world->kit, ann).text));
	assert_true(et_slice_eq(kims.text, ask(world->kit, kim).text));
	cw_world_free(world);
}

/* The same bytes all day: then a calendar program need not fetch them again. */
static void same_all_day(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice ann = make(world->ann, "fi");
	struct answer before = ask(world->kit, ann), after;

	(void)state;
	kit_advance(world->kit, 10 * KIT_HOUR);
	assert_true(et_slice_eq(before.text, ask(world->kit, ann).text));
	kit_advance(world->kit, KIT_DAY);
	after = ask(world->kit, ann);
	assert_int_equal(after.status, 200);
	assert_false(et_slice_eq(before.text, after.text));
	cw_world_free(world);
}

/* Moved it is the same event, newer; cancelled it stays, and says so; kept again it is back. */
static void changes(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice kim = make(world->kim, "fi");
	struct et_id hour = hour_id(world, "2026-03-16"), easter = hour_id(world, "2026-04-06");

	(void)state;
	EXPECT(world, kim, &easter, "STATUS:TENTATIVE\r\n", "TRANSP:TRANSPARENT\r\n");
	kit_ok(hw_decide(world, "2026-03-16", "moved", "2026-03-18", "09:30", "Koulutus, osa 2"));
	EXPECT(world, kim, &hour, "SEQUENCE:1\r\n", "STATUS:CONFIRMED\r\n", "20260318T093000\r\n");
	kit_ok(hw_decide(world, "2026-03-16", "cancelled", "", "", "Koulutus peruu"));
	EXPECT(world, kim, &hour, "SEQUENCE:2\r\n", "STATUS:CANCELLED\r\n", "20260318T093000\r\n");
	/* Why is nobody's business outside. */
	assert_int_equal(count(ask(world->kit, kim).text, "Koulutus"), 0);
	kit_ok(hw_decide(world, "2026-04-06", "planned", "", "", ""));
	EXPECT(world, kim, &easter, "SEQUENCE:1\r\n", "STATUS:CONFIRMED\r\n", "TRANSP:OPAQUE\r\n");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* The substitute has the hour while it lasts; who is away sees that somebody else holds it. */
static void substitutes(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *deputy = kit_person(world->kela, "kela.deputy", "contact");
	struct et_slice kim = make(world->kim, "fi"), his = make(deputy, "fi");
	struct et_id first = hour_id(world, "2026-03-09"), next = hour_id(world, "2026-03-16");

	(void)state;
	(void)cw_substitute(
		world, world->kim, deputy, kit_now(world->kit), kit_now(world->kit) + 8 * KIT_DAY);
	EXPECT(world, his, &first, "STATUS:CONFIRMED\r\n", "TRANSP:OPAQUE\r\n");
	assert_null(event_of(world->kit, ask(world->kit, his).text, &next));
	EXPECT(world, kim, &first, "(sijainen", "TRANSP:TRANSPARENT\r\n");
	EXPECT(world, kim, &next, "TRANSP:OPAQUE\r\n");
	cw_world_free(world);
}

/* Only the newest address is worth anything, and none after it was dropped. */
static void made_anew_and_dropped(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice old = make(world->ann, "fi"), new = make(world->ann, "en");
	json_t *ok = kit_ok(kit_call(world->ann, "feed-get", NULL));

	(void)state;
	assert_int_equal(kit_get_int(ok, "made_at"), kit_now(world->kit));
	assert_int_equal(ask(world->kit, old).status, 404);
	assert_int_equal(ask(world->kit, new).status, 200);
	kit_ok(kit_call(world->ann, "feed-drop", NULL));
	kit_ok(kit_call(world->ann, "feed-drop", NULL));
	assert_int_equal(ask(world->kit, new).status, 404);
	ok = kit_ok(kit_call(world->ann, "feed-get", NULL));
	assert_true(json_is_null(json_object_get(ok, "made_at")));
	kit_ok(kit_call(world->ben, "feed-get", NULL));
	cw_world_free(world);
}

/* Asked twice with one id it makes two: the reply, which holds a secret, is not kept for the second. */
static void never_remembered(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id id = kit_fresh_id(world->kit);
	char url[128];

	(void)state;
	(void)snprintf(url, sizeof(url), "%s",
		kit_get_str(kit_ok(kit_call_id(world->ann, &id, "feed-make",
				    json_pack("{s:s}", "language", "fi"), NULL, 0)),
			"url"));
	assert_string_not_equal(url,
		kit_get_str(kit_ok(kit_call_id(world->ann, &id, "feed-make",
				    json_pack("{s:s}", "language", "fi"), NULL, 0)),
			"url"));
	kit_refused(kit_call(world->ann, "feed-make", json_pack("{s:s}", "language", "se")),
		"bad_param");
	cw_world_free(world);
}

static void nobody(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice ann = make(world->ann, "fi"), ben = make(world->ben, "fi"), near;
	struct kit_peer *again;
	size_t rows;

	(void)state;
	/* One bit off, and nothing but zeros. */
	assert_int_equal(et_arena_slice(world->kit->arena, ann, &near), ET_OK);
	((uint8_t *)(uintptr_t)near.ptr)[31] ^= 1;
	rows = kit_log_count(world->kit, NULL, NULL);
	assert_int_equal(ask(world->kit, near).status, 404);
	assert_int_equal(ask(world->kit, et_slice_of((const uint8_t[32]){ 0 }, 32)).status, 404);
	/* What stands in the store is no address. */
	{
		const struct et_hash hash = et_feed_hash(ann);

		assert_int_equal(ask(world->kit, et_hash_slice(&hash)).status, 404);
	}
	assert_int_equal(kit_log_count(world->kit, NULL, NULL), rows);
	kit_ok(kit_user_revoke(world->coord, world->ann, "left"));
	assert_int_equal(ask(world->kit, ann).status, 404);
	assert_int_equal(ask(world->kit, ben).status, 200);
	/* With new keys somebody is back; an address that went with the lost device is not. */
	again = kit_answer_new_keys(world->coord, world->ann);
	kit_ok(kit_user_rekey(world->coord, again));
	assert_int_equal(ask(world->kit, ann).status, 404);
	/* Nobody's account lasts for ever. */
	kit_advance(world->kit, 800 * KIT_DAY);
	assert_int_equal(ask(world->kit, ben).status, 404);
	cw_world_free(world);
}

/* A calendar is given out a few times at once, then once a second; strangers wear themselves out. */
static void rates(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice ann = make(world->ann, "fi"), ben = make(world->ben, "fi");
	const struct et_slice wrong = et_slice_of((const uint8_t[32]){ 7 }, 32);
	struct kit_peer *there;
	size_t given = 0, refused = 0;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		given += ask_from(world->kit, ann, i % 2 == 0 ? "192.0.2.1" : "192.0.2.2").status ==
			200;
	assert_in_range(given, 10, 14);
	assert_int_equal(kit_log_count(world->kit, "feed-read", "ok"), given);
	assert_int_equal(ask_from(world->kit, ann, "192.0.2.3").status, 429);
	assert_int_equal(ask_from(world->kit, ben, "192.0.2.3").status, 200);
	for (size_t i = 0; i < 1000; i++)
		refused += ask_from(world->kit, wrong, "192.0.2.4").status == 429;
	assert_in_range(refused, 700, 800);
	assert_int_equal(ask_from(world->kit, ben, "192.0.2.4").status, 429);
	assert_int_equal(ask_from(world->kit, ben, "192.0.2.3").status, 200);
	/* They keep nobody from signing in there. */
	there = kit_connect_from(world->kit, "192.0.2.4");
	(void)snprintf(there->username, sizeof(there->username), "%s", world->ann->username);
	kit_ok(kit_hi(there));
	kit_advance(world->kit, KIT_MINUTE);
	assert_int_equal(ask_from(world->kit, ann, "192.0.2.4").status, 200);
	cw_world_free(world);
}

/* Without room for the row of the log nothing is given out. */
static void no_room(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_slice ann = make(world->ann, "fi");

	(void)state;
	world->kit->storage_low = true;
	assert_int_equal(ask(world->kit, ann).status, 503);
	kit_refused(kit_call(world->ann, "feed-make", json_pack("{s:s}", "language", "fi")),
		"storage_full");
	world->kit->storage_low = false;
	assert_int_equal(ask(world->kit, ann).status, 200);
	assert_int_equal(kit_log_count(world->kit, "feed-read", "ok"), 1);
	kit_verify(world->kit);
	cw_world_free(world);
}

static struct kit_reply *ics(struct kit_peer *peer, const struct et_id *hour)
{
	return kit_call(peer, "hour-ics",
		json_pack("{s:o, s:s}", "hour", kit_json_id(hour), "language", "en"));
}

/* One hour as a file, for those who see it. */
static void one_hour(void **state)
{
	struct cw_world *world = cw_world_new();
	struct et_id none = kit_fresh_id(world->kit);
	struct kit_peer *people[] = { world->ann, world->ben, world->kim, world->coord,
		world->kela };

	(void)state;
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		const char *text = kit_get_str(kit_ok(ics(people[i], &world->hour)), "ics");

		assert_non_null(strstr(text, "SUMMARY:Remote consultation hour: "));
		assert_int_equal(count(et_slice_str(text), "BEGIN:VEVENT"), 1);
	}
	kit_refused(ics(world->cid, &world->hour), "forbidden");
	kit_refused(ics(world->ann, &none), "forbidden");
	kit_refused(ics(world->coord, &none), "forbidden");
	assert_int_equal(kit_log_count(world->kit, "hour-ics", "ok"), 5);
	assert_int_equal(kit_log_count(world->kit, "hour-ics", "forbidden"), 3);
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_hours),
		cmocka_unit_test(no_case),
		cmocka_unit_test(same_all_day),
		cmocka_unit_test(changes),
		cmocka_unit_test(substitutes),
		cmocka_unit_test(made_anew_and_dropped),
		cmocka_unit_test(never_remembered),
		cmocka_unit_test(nobody),
		cmocka_unit_test(rates),
		cmocka_unit_test(no_room),
		cmocka_unit_test(one_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
