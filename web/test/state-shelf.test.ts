// The list of professionals and the shelf, searched; and which answers are suggested to a question.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findPeople } from "../src/state/people.ts";
import { holdsAll, stems } from "../src/state/search.ts";
import { findCards, findTeams, suggestCards, teamById } from "../src/state/shelf.ts";
import type { Card, Person, Team } from "../src/work/work.ts";

const team = (name: string, more: Partial<Team> = {}): Team => ({
	team: name,
	org: "o",
	orgName: "Pirkanmaa",
	name,
	task: "",
	whenToTurn: "",
	contact: "",
	dropped: false,
	...more,
});
const card = (id: string, more: Partial<Card> = {}): Card => ({
	card: id,
	lang: "fi",
	topics: ["other"],
	question: "Kysymys",
	answer: "Vastaus",
	proposer: "p",
	checker: "c",
	at: 0,
	droppable: false,
	...more,
});
const ids = (cards: readonly Card[]) => cards.map((one) => one.card);
const named = (topic: string) => (topic === "studies" ? "Opintotuki" : topic);

test("words are found in any order, case and accent", () => {
	assert.equal(holdsAll("Äitiysneuvola Ikaalinen", "ikaal aitiys"), true);
	assert.equal(holdsAll("Äitiysneuvola", "neuvola "), true);
	assert.equal(holdsAll("Äitiysneuvola", "neuvola x"), false);
	assert.equal(holdsAll("", ""), true);
	const person = { display: "Tiina Työ", username: "t.tyo", orgName: "Pirkanmaa" } as Person;
	assert.equal(findPeople([person], "pirkan tyo").length, 1);
	assert.equal(findPeople([person], "kela").length, 0);
	assert.deepEqual(
		[...stems("Voiko saada asumistukea, kun asumistuki loppui?")],
		["voiko", "saada", "asumis", "loppui"],
	);
});

test("teams: by their texts and their organisation, those on the list, in order", () => {
	const teams = [
		team("Nuorten talo", { whenToTurn: "Alle 30-vuotias" }),
		team("Aikuissosiaalityö", { task: "Toimeentulo" }),
		team("Vanha yksikkö", { dropped: true }),
		team("Äitiysneuvola", { contact: "Vaihde 02 123" }),
	];
	const names = (typed: string) => findTeams(teams, typed).map(({ name }) => name);
	assert.deepEqual(names(""), ["Aikuissosiaalityö", "Nuorten talo", "Äitiysneuvola"]);
	assert.deepEqual(names("toimeentulo"), ["Aikuissosiaalityö"]);
	assert.deepEqual(names("pirkanmaa vaihde"), ["Äitiysneuvola"]);
	assert.deepEqual(names("30-vuotias"), ["Nuorten talo"]);
	assert.deepEqual(names("vanha"), []);
	const org = { templates: {}, teams, cards: [], retentions: {} };
	assert.equal(teamById(org, "Vanha yksikkö")?.name, "Vanha yksikkö");
	assert.equal(teamById(org, "x"), null);
});

test("cards: by question, answer and the topic's name", () => {
	const cards = [
		card("a", { topics: ["studies"], question: "Voiko opiskella?" }),
		card("b", { answer: "Opintolainalla ei." }),
	];
	assert.deepEqual(ids(findCards(cards, "", null, named)), ["a", "b"]);
	assert.deepEqual(ids(findCards(cards, "opinto", null, named)), ["a", "b"]);
	assert.deepEqual(ids(findCards(cards, "opintotuki", null, named)), ["a"]);
	assert.deepEqual(ids(findCards(cards, "", "studies", named)), ["a"]);
	assert.deepEqual(ids(findCards(cards, "opintolaina", "studies", named)), []);
});

test("what sounds alike is suggested, the likest first, three at the most", () => {
	const asked = {
		topics: ["housing-allowance"],
		question: "Saako opiskelija asumistukea kesäkuukausina?",
	};
	const cards = [
		card("topic only", { topics: ["housing-allowance"], question: "Miten vuokra maksetaan?" }),
		card("one word elsewhere", { question: "Missä opiskelija syö?" }),
		card("like", { topics: ["housing-allowance"], question: "Voiko opiskelijalla olla tuki?" }),
		card("likest", {
			topics: ["housing-allowance"],
			question: "Onko opiskelijan asumistuki kesäkuussa maksussa?",
		}),
		card("two words elsewhere", { question: "Opiskelijan asumistuen määrä?" }),
		card("by its answer", { topics: ["housing-allowance"], answer: "Asumistuki ja opiskelijat." }),
	];
	assert.deepEqual(ids(suggestCards(cards, asked)), ["likest", "like", "two words elsewhere"]);
	assert.deepEqual(suggestCards(cards, { topics: [], question: "" }), []);
	assert.deepEqual(ids(suggestCards(cards.slice(-1), asked)), ["by its answer"]);
});
