// The list of professionals and the shelf, searched; and which answers are suggested to a question.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	cardErrors,
	cardOf,
	emptyCard,
	mayPropose,
	mendOf,
	pieces,
	readCardDraft,
	suspectsIn,
	tellingOf,
	unjudged,
} from "../src/state/card.ts";
import { findIdentifiers, namesIn } from "../src/state/identifiers.ts";
import { findPeople } from "../src/state/people.ts";
import { href } from "../src/state/route.ts";
import { holdsAll, stems } from "../src/state/search.ts";
import { findCards, findTeams, suggestCards, teamById } from "../src/state/shelf.ts";
import { todosOf } from "../src/state/todo.ts";
import { EMPTY_PLAN, TOPICS } from "../src/work/documents.ts";
import type { Card, CaseFile, Hour, Me, Person, Proposal, Team } from "../src/work/work.ts";

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

const proposal = (id: string, more: Partial<Proposal> = {}): Proposal => ({
	...card(id),
	case: "c1",
	proposer: "p",
	state: "open",
	publishable: true,
	said: null,
	...more,
});

test("to do: one line a case for what is to be checked, one for what came back", () => {
	const worker = { uid: "u", roles: ["worker"] } as unknown as Me;
	const todos = todosOf(worker, 0, {
		...{ cases: [], hours: [], series: [], plans: [], directory: null },
		proposals: [
			proposal("a"),
			proposal("b"),
			proposal("c", { case: "c2" }),
			proposal("d", { state: "back", publishable: false }),
		],
	});
	assert.deepEqual(
		todos.map(({ code, case: id, route }) => [code, id, href(route)]),
		[
			["card-check", "c1", "#/cases/c1/card"],
			["card-check", "c2", "#/cases/c2/card"],
			["card-back", "c1", "#/cases/c1/card"],
		],
	);
});

const telling = {
	names: ["Pekka Virtanen"],
	references: ["7KQ2-M9XD", "A-17"],
	today: "2026-11-23",
};
const kindsIn = (text: string) =>
	findIdentifiers(text, telling).map(({ kind, text: found }) => [kind, found]);

test("addresses and the case's references are marked; roads of speech and figures are not", () => {
	for (const address of [
		"Rantatie 4 B 12",
		"Koulukadulla 7",
		"Strandvägen 3",
		"12 Main Street",
		"33100 Tampere",
		"Ylä-Rantatiellä 2",
	])
		assert.deepEqual(kindsIn(`Hän asuu: ${address}`), [["address", address]], address);
	for (const text of [
		"Tätä tietä 3 kertaa",
		"Asumistuki 2026 nousee",
		"12000 euroa",
		"Opintotuki 4",
	])
		assert.deepEqual(kindsIn(text), [], text);
	assert.deepEqual(kindsIn("viite 7kq2-m9xd ja A 17"), [
		["reference", "7kq2-m9xd"],
		["reference", "A 17"],
	]);
	assert.deepEqual(kindsIn("A-170 ja 17"), []);
});

test("names in a case: capitals within a sentence, not Kela's nor those that begin one", () => {
	const text = "Asiakas Pekka Virtanen muutti. Voiko Kela maksaa Ikaalisten Anna-Liisalle tukea?";
	assert.deepEqual(namesIn(text), ["Pekka", "Virtanen", "Ikaalisten", "Anna-Liisalle"]);
	assert.deepEqual(namesIn("Mitä FPA sanoo? Asumistuki."), []);
});

test("it may be proposed once Kela has said something: in writing, in the hour, or in a plan of both", () => {
	const file = (more: Partial<CaseFile>) =>
		({
			...{ case: "c", state: "open", question: {}, answered: null, plan: { confirmed: false } },
			...more,
		}) as unknown as CaseFile;
	const hours = (state: string, id = "c") =>
		[{ places: [{ case: id, state }] }] as unknown as readonly Hour[];
	const answered = { by: "k", at: 1 };
	assert.equal(mayPropose(file({}), hours("queued")), false);
	assert.equal(mayPropose(file({}), hours("handled", "other")), false);
	assert.equal(mayPropose(file({}), hours("handled")), true);
	assert.equal(mayPropose(file({ answered }), []), true);
	assert.equal(mayPropose(file({ plan: { confirmed: true } as CaseFile["plan"] }), []), true);
	assert.equal(mayPropose(file({ answered, state: "closed" }), []), false);
	assert.equal(mayPropose(file({ answered, question: null }), []), false);
});

const draft = emptyCard(["studies", "housing-allowance"], "fi");

test("a card's form: topics from the question and nothing else; texts as they are signed", () => {
	assert.deepEqual(
		[draft.topics, draft.question, draft.answer],
		[["housing-allowance", "studies"], "", ""],
	);
	assert.equal(emptyCard(TOPICS, "sv").topics.length, 5);
	const written = { ...draft, question: "  Voiko?\r\n\tJos\u2028voi\u0007 ", answer: "Kyllä." };
	assert.deepEqual(cardOf(written).question, "Voiko?\n Jos\nvoi");
	assert.deepEqual(readCardDraft(JSON.parse(JSON.stringify(written)), draft), written);
	assert.deepEqual(readCardDraft("x", draft), draft);
	assert.deepEqual(
		readCardDraft({ lang: "ru", topics: ["x", "studies"], cleared: [1, "a"], answer: 3 }, draft),
		{ ...draft, topics: ["studies"], cleared: ["a"] },
	);
});

test("to mend what came back, the form begins with it; a draft of another one does not count", () => {
	const came = mendOf(proposal("a", { topics: ["studies", "gone"], state: "back" }));
	assert.deepEqual([came.instead, came.topics, came.answer], ["a", ["studies"], "Vastaus"]);
	const begun = { ...came, answer: "Parempi." };
	assert.deepEqual(readCardDraft(begun, came), begun);
	assert.deepEqual(readCardDraft({ ...begun, instead: "b" }, came), came);
	assert.deepEqual(readCardDraft(begun, draft), draft);
});

test("what may identify has to be mended or judged, each word once", () => {
	const written = {
		...draft,
		question: "Voiko Pekka Virtanen saada tukea?",
		answer: "Pekka voi. Soita 040 123 4567.",
	};
	const suspects = suspectsIn(cardOf(written), telling);
	assert.deepEqual(
		suspects.map(({ field, key }) => [field, key]),
		[
			["question", "name pekka"],
			["question", "name virtanen"],
			["answer", "name pekka"],
			["answer", "phone 040 123 4567"],
		],
	);
	assert.deepEqual(cardErrors(written, suspects), { suspects: "to-judge" });
	const cleared = ["name pekka", "name virtanen"];
	assert.deepEqual(
		unjudged(suspects, cleared).map(({ key }) => key),
		["phone 040 123 4567"],
	);
	const judged = { ...written, cleared: [...cleared, "phone 040 123 4567"] };
	assert.deepEqual(cardErrors(judged, suspects), {});
	assert.deepEqual(cardErrors({ ...draft, topics: TOPICS, question: "x".repeat(501) }, []), {
		"card-question": "too-long",
		"card-answer": "required",
		topics: "too-many",
	});
	const inQuestion = suspects.filter(({ field }) => field === "question");
	assert.deepEqual(
		pieces(written.question, inQuestion).map(({ text, suspect }) => [text, suspect?.kind]),
		[
			["Voiko ", undefined],
			["Pekka", "name"],
			[" ", undefined],
			["Virtanen", "name"],
			[" saada tukea?", undefined],
		],
	);
	assert.deepEqual(pieces("", []), []);
});

test("what tells of a case: the client by the consent, guests, names in its texts, its references", () => {
	const file = {
		reference: "7KQ2M9XD",
		question: {
			...{ reference: "Tapaus 12", question: "Voiko Pekka hakea?", situation: "Ei." },
			...{ network: "Sisko Tuula", triggers: ["many-services", "muutti Vantaalle"] },
		},
		background: null,
		thread: [{ doc: { v: 1, text: "Soitin Anna Korhoselle." } }],
		guests: [{ name: "Olga Tulkki" }, { name: null }],
		plan: {
			doc: {
				...EMPTY_PLAN,
				responsible: "Maija Mallikas",
				followUpHow: "Soitto, Ritva vastaa",
				steps: [{ what: "Hakee", who: { kind: "text", text: "puoliso Seppo" } }],
			},
		},
	} as unknown as CaseFile;
	const { names, references, today } = tellingOf(file, ["Pekka Virtanen"], Date.UTC(2026, 10, 23));
	assert.deepEqual(names.filter(Boolean), [
		"Pekka Virtanen",
		"Olga Tulkki",
		"Pekka",
		"Tuula",
		"Vantaalle",
		"Ritva",
		"Mallikas",
		"Seppo",
		"Anna",
		"Korhoselle",
	]);
	assert.deepEqual(references, ["7KQ2-M9XD", "Tapaus 12"]);
	assert.equal(today, "2026-11-23");
});
