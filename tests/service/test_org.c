/*
 * Templates of records, the list of professionals, the shelf of answered questions: what the directory takes,
 * from whom, and what verify says of it.
 */
#include <stdio.h>
#include <string.h>

#include "forge.h"
#include "orgwork.h"
#include "places.h"

static struct kit_reply *send(struct kit_peer *by, const char *kind, struct et_slice body)
{
	kit_advance(by->kit, 500);
	return kit_dir_append(by, kind, body);
}

/* So many times that character, whatever its bytes. */
static const char *repeat(struct kit *kit, const char *character, size_t count)
{
	size_t len = strlen(character);
	char *text = et_arena_alloc(kit->arena, len * count + 1);

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + len * i, character, len);
	text[len * count] = '\0';
	return text;
}

static const char *letters(struct kit *kit, size_t count)
{
	return repeat(kit, "ä", count);
}

/* ------------------------------------------------------------------------ templates */

static struct kit_reply *template(
	struct kit_peer *by, const struct et_id *org, const char *target, const char *text)
{
	return send(by, "record-template", kit_template_body(by->kit, org, target, text));
}

static void a_template_is_a_countys(void **state)
{
	struct cw_world *world = cw_world_new();
	const struct et_id *org = &world->coord->org;

	(void)state;
	kit_ok(template(world->coord, org, "lifecare", "MONSU: {monsu}\n\nMuut: {core}"));
	kit_ok(template(world->coord, org, "pro-consona", letters(world->kit, 4000)));
	kit_ok(template(world->coord, org, "effica", ""));
	kit_refused(
		template(world->coord, org, "effica", letters(world->kit, 4001)), "bad_statement");
	kit_refused(template(world->coord, org, "mediatri", "x"), "bad_statement");
	kit_refused(template(world->coord, org, "effica", "x\n"), "bad_statement");
	kit_refused(template(world->coord, org, "effica", "x\ty"), "bad_statement");
	kit_refused(template(world->coord, org, "effica", "x\r\ny"), "bad_statement");
	kit_refused(template(world->ann, org, "effica", "x"), "forbidden");
	kit_refused(template(world->kela, org, "effica", "x"), "forbidden");
	kit_refused(template(world->kela, &world->kela->org, "effica", "x"), "forbidden");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* As many as one reply of dir-get takes, each as long as can be. */
static void the_longest_ones_are_read(void **state)
{
	struct cw_world *world = cw_world_new();
	const char *text = repeat(world->kit, "🙂", 4000);
	json_t *head = json_object_get(
		kit_ok(kit_call(world->ann, "dir-get", json_pack("{s:i}", "from", 1000000))),
		"head");
	json_int_t from = kit_get_int(head, "seq") + 1;

	(void)state;
	for (int i = 0; i < 32; i++)
		kit_ok(template(world->coord, &world->coord->org, "effica", text));
	assert_int_equal(kit_get_int(kit_ok(kit_call(world->ann, "dir-get",
					     json_pack("{s:I}", "from", from))),
				 "count"),
		32);
	cw_world_free(world);
}

/* ---------------------------------------------------------------------------- teams */

static struct kit_reply *set(struct kit_peer *by, const struct kit_team *team)
{
	return send(by, "team", kit_team_body(by->kit, team));
}

static void drop(struct kit_team *team)
{
	team->name = team->task = team->when = team->contact = "";
}

static void teams_are_set_dropped_and_taken_back(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_team team = kit_team_of(world->coord), kelas = kit_team_of(world->kela);
	struct kit_team empty = team;

	(void)state;
	drop(&empty);
	kit_refused(set(world->coord, &empty), "bad_statement");
	kit_ok(set(world->coord, &team));
	team.name = "Nuorten talo";
	kit_ok(set(world->coord, &team));
	empty.contact = "x";
	kit_refused(set(world->coord, &empty), "bad_statement");
	drop(&empty);
	kit_ok(set(world->coord, &empty));
	kit_refused(set(world->coord, &empty), "bad_statement");
	kit_ok(set(world->coord, &team));
	kit_ok(set(world->kela, &kelas));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void teams_are_ones_own_and_in_measure(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_team team = kit_team_of(world->coord), wrong = team;
	struct kit_team stolen = team;

	(void)state;
	stolen.org = world->kela->org;
	kit_refused(set(world->ann, &team), "forbidden");
	kit_refused(set(world->kela, &team), "forbidden");
	kit_ok(set(world->coord, &team));
	kit_refused(set(world->kela, &stolen), "forbidden");
	wrong.name = letters(world->kit, 81);
	kit_refused(set(world->coord, &wrong), "bad_statement");
	wrong.name = "Kaksi\nriviä";
	kit_refused(set(world->coord, &wrong), "bad_statement");
	wrong = team;
	wrong.task = letters(world->kit, 501);
	kit_refused(set(world->coord, &wrong), "bad_statement");
	wrong = team;
	wrong.when = letters(world->kit, 501);
	kit_refused(set(world->coord, &wrong), "bad_statement");
	wrong = team;
	wrong.contact = letters(world->kit, 201);
	kit_refused(set(world->coord, &wrong), "bad_statement");
	wrong = team;
	wrong.id = (struct et_id){ { 0 } };
	kit_refused(set(world->coord, &wrong), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Five hundred stand; one more only in place of one. */
static void not_too_many_teams(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_team first = kit_team_of(world->coord), team = first;

	(void)state;
	kit_ok(set(world->coord, &first));
	for (int i = 1; i < 500; i++) {
		team.id = kit_fresh_id(world->kit);
		kit_ok(set(world->coord, &team));
	}
	team.id = kit_fresh_id(world->kit);
	kit_refused(set(world->coord, &team), "bad_statement");
	kit_ok(set(world->coord, &first));
	drop(&first);
	kit_ok(set(world->coord, &first));
	kit_ok(set(world->coord, &team));
	cw_world_free(world);
}

/* ---------------------------------------------------------------------------- cards */

static struct kit_reply *publish(struct kit_peer *by, const struct kit_card *card)
{
	return send(by, "card", kit_card_signed(card));
}

static struct kit_reply *unpublish(struct kit_peer *by, const struct kit_card *card)
{
	return send(by, "card-drop", kit_card_drop_body(by->kit, &card->id));
}

static void a_card_takes_two_sides(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_card anns = kit_card_of(world->ann), kims = kit_card_of(world->kim);
	struct kit_card office = kit_card_of(world->kela);
	struct kit_peer stranger = *world->kim;
	struct kit_card nobodys = kit_card_of(&stranger);

	(void)state;
	stranger.uid = kit_fresh_id(world->kit);
	kit_refused(publish(world->ann, &anns), "bad_statement");
	kit_refused(publish(world->ben, &anns), "bad_statement");
	kit_refused(publish(world->kim, &kims), "bad_statement");
	kit_refused(publish(world->ann, &nobodys), "bad_statement");
	kit_refused(publish(world->ann, &office), "bad_statement");
	kit_refused(publish(world->coord, &kims), "forbidden");
	kit_refused(publish(world->kela, &anns), "forbidden");
	kit_ok(publish(world->kim, &anns));
	kit_ok(publish(world->ann, &kims));
	kit_refused(publish(world->ben, &kims), "bad_statement");
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Every field is the proposer's word. */
static void a_card_says_what_was_proposed(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_card card = kit_card_of(world->ann), other = card;
	struct et_sig sig = et_sign_detached(&world->ann->identity, kit_card_text(&card));

	(void)state;
	other.answer = "Ei koskaan.";
	kit_refused(send(world->kim, "card", kit_card_body(&other, &sig)), "bad_signature");
	other = card;
	other.question = "Voiko kuka tahansa?";
	kit_refused(send(world->kim, "card", kit_card_body(&other, &sig)), "bad_signature");
	other = card;
	other.topics = "studies";
	kit_refused(send(world->kim, "card", kit_card_body(&other, &sig)), "bad_signature");
	other = card;
	other.lang = "sv";
	kit_refused(send(world->kim, "card", kit_card_body(&other, &sig)), "bad_signature");
	other = card;
	other.id = kit_fresh_id(world->kit);
	kit_refused(send(world->kim, "card", kit_card_body(&other, &sig)), "bad_signature");
	other = card;
	other.proposer = world->ben;
	kit_refused(send(world->kim, "card", kit_card_body(&other, &sig)), "bad_signature");
	kit_ok(send(world->kim, "card", kit_card_body(&card, &sig)));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void cards_are_in_form(void **state)
{
	static const char *const topics[] = { "", ",", "a,", ",a", "b,a", "a,a", "A", "1a", "a b",
		"a,b,c,d,e,f", "abcdefghijklmnopqrstuvwxyzabcdefg" };
	struct cw_world *world = cw_world_new();
	struct kit_card card = kit_card_of(world->ann), wrong = card;

	(void)state;
	for (size_t i = 0; i < sizeof(topics) / sizeof(topics[0]); i++) {
		wrong.topics = topics[i];
		kit_refused(publish(world->kim, &wrong), "bad_statement");
	}
	wrong = card;
	wrong.lang = "de";
	kit_refused(publish(world->kim, &wrong), "bad_statement");
	wrong = card;
	wrong.question = letters(world->kit, 501);
	kit_refused(publish(world->kim, &wrong), "bad_statement");
	wrong.question = "";
	kit_refused(publish(world->kim, &wrong), "bad_statement");
	wrong = card;
	wrong.answer = letters(world->kit, 2001);
	kit_refused(publish(world->kim, &wrong), "bad_statement");
	wrong.answer = "";
	kit_refused(publish(world->kim, &wrong), "bad_statement");
	card.topics = "a,a-b,a1,ab,b";
	card.question = letters(world->kit, 500);
	card.answer = letters(world->kit, 2000);
	kit_ok(publish(world->kim, &card));
	kit_verify(world->kit);
	cw_world_free(world);
}

static void who_takes_a_card_down(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_peer *const able[] = { world->ann, world->kim, world->coord, world->kela };

	(void)state;
	for (size_t i = 0; i < sizeof(able) / sizeof(able[0]); i++) {
		struct kit_card card = kit_card_of(world->ann);

		kit_refused(unpublish(able[i], &card), "bad_statement");
		kit_ok(publish(world->kim, &card));
		kit_refused(unpublish(world->ben, &card), "forbidden");
		kit_ok(unpublish(able[i], &card));
		kit_refused(unpublish(able[i], &card), "bad_statement");
		/* Nor is what was signed once published a second time. */
		kit_refused(publish(world->kim, &card), "bad_statement");
	}
	kit_verify(world->kit);
	cw_world_free(world);
}

/* Who proposed has to be certified when it is published; the card stays when they leave. */
static void a_proposer_who_has_left(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_card before = kit_card_of(world->ben), after = kit_card_of(world->ben);

	(void)state;
	kit_ok(publish(world->kim, &before));
	kit_ok(kit_user_revoke(world->coord, world->ben, "left"));
	kit_refused(publish(world->kim, &after), "bad_statement");
	kit_ok(unpublish(world->kim, &before));
	kit_verify(world->kit);
	cw_world_free(world);
}

/* --------------------------------------------------------------------------- verify */

static const char may_not[] = "its issuer may not say this";

static void test_a_card_by_one_side(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_card card = kit_card_of(world->ann);

	(void)state;
	forge_dir(world, world->ben, "card", kit_card_signed(&card), &card.id, true);
	forge_expect(world->kit->store, may_not);
	cw_world_free(world);
}

static void test_a_card_nobody_proposed(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_card card = kit_card_of(world->ann);
	struct et_sig sig = et_sign_detached(&world->kim->identity, kit_card_text(&card));

	(void)state;
	forge_dir(world, world->kim, "card", kit_card_body(&card, &sig), &card.id, true);
	forge_expect(world->kit->store, may_not);
	cw_world_free(world);
}

static void test_a_card_dropped_by_a_stranger(void **state)
{
	struct cw_world *world = cw_world_new();
	struct kit_card card = kit_card_of(world->ann);

	(void)state;
	kit_ok(publish(world->kim, &card));
	forge_dir(world, world->cid, "card-drop", kit_card_drop_body(world->kit, &card.id),
		&card.id, true);
	forge_expect(world->kit->store, may_not);
	cw_world_free(world);
}

static void test_tables_that_lie(void **state)
{
	static const struct {
		const char *change, *sentence;
	} lies[] = {
		{ "UPDATE team SET dropped = 1", "dropped is not what the statements say" },
		{ "DELETE FROM team", "this row is missing" },
		{ "UPDATE card SET dropped = 1", "dropped is not what the statements say" },
		{ "UPDATE card SET checker = (SELECT uid FROM user WHERE username = 'ben')",
			"checker is not what the statements say" },
		{ "DELETE FROM card", "this row is missing" },
	};
	struct cw_world *world = cw_world_new();
	struct kit_card card = kit_card_of(world->ann);
	struct kit_team team = kit_team_of(world->coord);

	(void)state;
	kit_ok(publish(world->kim, &card));
	kit_ok(set(world->coord, &team));
	kit_verify(world->kit);
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct et_store *copy = record_copy(world->kit->store);

		record_tamper(copy, lies[i].change);
		forge_expect(copy, lies[i].sentence);
		et_store_close(copy);
	}
	cw_world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_template_is_a_countys),
		cmocka_unit_test(the_longest_ones_are_read),
		cmocka_unit_test(teams_are_set_dropped_and_taken_back),
		cmocka_unit_test(teams_are_ones_own_and_in_measure),
		cmocka_unit_test(not_too_many_teams),
		cmocka_unit_test(a_card_takes_two_sides),
		cmocka_unit_test(a_card_says_what_was_proposed),
		cmocka_unit_test(cards_are_in_form),
		cmocka_unit_test(who_takes_a_card_down),
		cmocka_unit_test(a_proposer_who_has_left),
		cmocka_unit_test(test_a_card_by_one_side),
		cmocka_unit_test(test_a_card_nobody_proposed),
		cmocka_unit_test(test_a_card_dropped_by_a_stranger),
		cmocka_unit_test(test_tables_that_lie),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
