// What organisations keep in common, each rule broken once by somebody whose signature is in order: templates of
// records, teams, cards that one side proposed and the other checked. What must hold stands in PROTOCOL §3.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toB64 } from "../src/crypto/bytes.ts";
import type { Directory } from "../src/crypto/directory.ts";
import { beaconBody } from "../src/crypto/directory-body.ts";
import { readCard } from "../src/crypto/directory-org-body.ts";
import { lp } from "../src/crypto/lp.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import type { Signed } from "../src/crypto/statement.ts";
import { DAY, HOUR, id, Land, person, signed, T } from "./land.ts";

before(sodiumReady);

const refused = (directory: Directory, statement: Signed, why: RegExp): void => {
	const { head } = directory;
	assert.throws(() => directory.add(statement), why);
	assert.deepEqual(directory.head, head, "nothing has changed");
};

test("a template of records: a county's own, of a known system, empty for the built-in one", () => {
	const land = new Land().settle();
	const { directory, kela, nurse, orgs } = land;
	const key = `${toB64(orgs[0])}/effica`;
	refused(directory, land.template({}, nurse), /no coordinator/);
	refused(directory, land.template({}, kela), /another organisation/);
	refused(directory, land.template({ org: orgs[1] }, kela), /county/);
	refused(directory, land.template({ text: "ä".repeat(4001) }), /text/);
	const strange = lp("ET1/record-template", orgs[0], "mediatri", "x");
	refused(directory, signed(directory, land.county, "record-template", strange), /unknown word/);
	directory.add(land.template({ text: "🙂".repeat(4000) }));
	directory.add(land.template({ text: "MONSU: {monsu}\n\n{core}" }));
	assert.equal(directory.templates.get(key)?.text, "MONSU: {monsu}\n\n{core}");
	assert.equal(directory.clone().templates.get(key)?.target, "effica");
	directory.add(land.template({ text: "" }));
	assert.equal(directory.templates.get(key)?.text, "");
});

test("how long closed cases are kept: a county's own, 1 to 3650 days", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, orgs } = land;
	refused(directory, land.retention(30, nurse), /no coordinator/);
	refused(directory, land.retention(30, kela), /another organisation/);
	refused(directory, land.retention(30, kela, 1), /county/);
	refused(directory, land.retention(0), /days/);
	refused(directory, land.retention(3651), /days/);
	assert.equal(directory.retentions.size, 0);
	directory.add(land.retention(3650));
	directory.add(land.retention(1, county));
	assert.equal(directory.clone().retentions.get(toB64(orgs[0])), 1);
});

test("a team: of the own organisation; dropped it keeps its name, and may come back", () => {
	const land = new Land().settle();
	const { directory, kela, nurse, orgs } = land;
	const team = id();
	const none = { team, name: "", task: "", whenToTurn: "", contact: "" };
	refused(directory, land.team({ team }, nurse), /no coordinator/);
	refused(directory, land.team({ team }, kela), /another organisation/);
	refused(directory, land.team(none), /no such team/);
	refused(directory, land.team({ team, name: "ä".repeat(81) }), /name/);
	refused(directory, land.team({ team, task: "ä".repeat(501) }), /text/);
	refused(directory, land.team({ team, whenToTurn: "ä".repeat(501) }), /text/);
	refused(directory, land.team({ team, contact: "ä".repeat(201) }), /contact/);
	directory.add(land.team({ team, name: "Nuorten talo" }));
	refused(directory, land.team({ team, org: orgs[1] }, kela), /team of another/);
	refused(directory, land.team({ ...none, contact: "x" }), /without a name/);
	directory.add(land.team(none));
	refused(directory, land.team(none), /no such team/);
	const dropped = directory.clone().teams.get(toB64(team));
	assert.deepEqual([dropped?.name, dropped?.dropped], ["Nuorten talo", true]);
	directory.add(land.team({ team }));
	assert.equal(directory.teams.get(toB64(team))?.dropped, false);
	directory.add(land.team({ org: orgs[1] }, kela));
});

test("a card: one side's words, the other side's check", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, mate, contact, otherContact } = land;
	refused(directory, land.card(mate, nurse), /same side/);
	refused(directory, land.card(nurse, nurse), /same side/);
	refused(directory, land.card(otherContact, contact), /same side/);
	refused(directory, land.card(county, contact), /issuer no worker/);
	refused(directory, land.card(nurse, kela), /proposer no worker/);
	refused(directory, land.card(nurse, person("x")), /proposer not certified/);
	refused(directory, land.card(person("x"), nurse), /issuer not certified/);
	const words = land.cardWords();
	for (const change of [
		{ card: id() },
		{ lang: "sv" },
		{ topics: ["studies"] },
		{ question: "Voiko kuka tahansa?" },
		{ answer: "Ei koskaan." },
	] as const)
		refused(directory, land.card(contact, nurse, words, change), /proposer's signature/);
	const impostor = { ...nurse, keys: mate.keys };
	refused(directory, land.card(contact, impostor, words), /proposer's signature/);
	directory.add(land.card(contact, nurse, words));
	refused(directory, land.card(contact, nurse, words), /id used before/);
	const card = directory.clone().cards.get(toB64(words.card));
	assert.equal(card?.answer, words.answer);
	assert.deepEqual([card?.proposer, card?.checker], [nurse.uid, contact.uid]);
	directory.add(land.card(nurse, contact));
});

test("a card's form", () => {
	const land = new Land().settle();
	const { directory, nurse, contact } = land;
	const bad = (changes: object, why: RegExp): void =>
		refused(directory, land.card(contact, nurse, land.cardWords(changes)), why);
	bad({ topics: [] }, /topic/);
	bad({ topics: ["A"] }, /topic/);
	bad({ topics: ["a".repeat(33)] }, /topic/);
	bad({ topics: ["a", "b", "c", "d", "e", "f"] }, /too many/);
	bad({ question: "" }, /question/);
	bad({ question: "ä".repeat(501) }, /question/);
	bad({ answer: "ä".repeat(2001) }, /answer/);
	const unsorted = lp("ET1/card", id(), "fi", "b,a", "q", "a", id(), randomBytes(64));
	assert.throws(() => readCard(unsorted), /not sorted/);
	directory.add(
		land.card(
			contact,
			nurse,
			land.cardWords({
				topics: ["b", "a1", "ab", "a-b", "a"],
				question: "🙂".repeat(500),
				answer: "🙂".repeat(2000),
			}),
		),
	);
});

test("a card is taken down by its sides or a coordinator, once and for all", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, mate, contact, otherContact } = land;
	for (const able of [nurse, contact, county, kela]) {
		const words = land.cardWords();
		refused(directory, land.cardDrop(able, words.card), /no such card/);
		directory.add(land.card(contact, nurse, words));
		refused(directory, land.cardDrop(mate, words.card), /somebody else/);
		refused(directory, land.cardDrop(otherContact, words.card), /somebody else/);
		directory.add(land.cardDrop(able, words.card));
		refused(directory, land.cardDrop(able, words.card), /no such card/);
		refused(directory, land.card(contact, nurse, words), /id used before/);
	}
});

test("whose keys are over proposes and checks nothing; what stood stays", () => {
	const land = new Land().settle();
	const { directory, county, nurse, mate, contact } = land;
	const [words, later] = [land.cardWords(), land.cardWords()];
	directory.add(land.card(contact, nurse, words));
	land.revoke(county, nurse, 0, T + HOUR);
	refused(directory, land.card(contact, nurse, later, {}, T + HOUR), /not certified any more/);
	refused(directory, land.card(nurse, contact, later, {}, T + HOUR), /not certified any more/);
	refused(directory, land.cardDrop(nurse, words.card, T + HOUR), /not certified any more/);
	refused(directory, land.card(contact, mate, later, {}, T + 366 * DAY), /certified/);
	assert.equal(directory.cards.get(toB64(words.card))?.dropped, false);
});

test("only a coordinator attests that the directory is fresh", () => {
	const land = new Land().settle();
	const { directory, county, nurse, contact } = land;
	const words = land.cardWords();
	assert.equal(directory.freshAt, T);
	directory.add(land.card(contact, nurse, words, {}, T + DAY));
	directory.add(land.cardDrop(contact, words.card, T + 2 * DAY));
	assert.equal(directory.head.time, T + 2 * DAY);
	assert.equal(directory.clone().freshAt, T);
	directory.add(signed(directory, county, "beacon", beaconBody(), T + 3 * DAY));
	assert.equal(directory.freshAt, T + 3 * DAY);
});
