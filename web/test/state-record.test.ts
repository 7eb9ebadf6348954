// The plan as text for a record system, and the checker of cards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findIdentifiers, type IdentifierKind, isIban } from "../src/state/identifiers.ts";
import { clientSteps, recordPlan } from "../src/state/plan-paper.ts";
import { copiesIn, readRecordNote, recordNote } from "../src/state/record-note.ts";
import {
	BUILT_IN,
	monsuOf,
	RECORD_FIELDS,
	RECORD_LANGUAGES,
	RECORD_TARGETS,
	type RecordPlan,
	recordText,
	templateFault,
} from "../src/state/record-text.ts";
import { href, parseRoute } from "../src/state/route.ts";
import { en } from "../src/text/en.ts";
import { fi } from "../src/text/fi.ts";
import { sv } from "../src/text/sv.ts";
import { EMPTY_PLAN, type PlanStep } from "../src/work/documents.ts";

const plan: RecordPlan = {
	date: "2026-11-25",
	place: "Etäkonsultaatiotunti",
	present: "Asiakas, sairaanhoitaja, sosiaaliohjaaja, Kelan yhteyshenkilö",
	situation: "Asiakas asuu yksin.\nTulot ovat pienentyneet.",
	core: "Asuminen jatkuu.",
	steps: [
		{ what: "Hakee yleistä asumistukea", who: "Asiakas", by: "2026-12-04", done: false },
		{ what: "  ", who: "Kela", by: "", done: false },
		{ what: "Tarkistaa\npäätöksen", who: "Kelan asiantuntija", by: "", done: true },
		{ what: "Soittaa asiakkaalle", who: "", by: "", done: false },
	],
	followUpHow: "Puhelu",
	followUpWho: "Sosiaaliohjaaja",
	followUpDate: "2027-01-15",
	responsible: "Maija Mallikas",
	coordination: "",
	clientContact: "",
	refreshBy: "2027-05-25",
};

test("the built-in text for Pro Consona, whole", () => {
	const text = recordText({
		template: null,
		target: "pro-consona",
		language: "fi",
		plan,
		kind: "made",
	});
	assert.equal(
		text,
		`MONSU: tehty

Aika ja paikka: 25.11.2026 Etäkonsultaatiotunti
Läsnä: Asiakas, sairaanhoitaja, sosiaaliohjaaja, Kelan yhteyshenkilö

Asiakkaan tilanne: Asiakas asuu yksin.
Tulot ovat pienentyneet.

Ydinasia tai yhteinen tavoite: Asuminen jatkuu.

Jatkotoimet, kuka tekee ja mihin mennessä:
- Hakee yleistä asumistukea: Asiakas, viimeistään 4.12.2026
- Tarkistaa päätöksen: Kelan asiantuntija (tehty)
- Soittaa asiakkaalle

Seuranta: Puhelu
Seurannasta vastaa: Sosiaaliohjaaja
Seuranta-aika: 15.1.2027
Vastuutyöntekijä: Maija Mallikas
Suunnitelma tarkistetaan viimeistään: 25.5.2027`,
	);
});

test("every built-in text names every field once and gives the entry", () => {
	for (const target of RECORD_TARGETS) {
		for (const language of RECORD_LANGUAGES) {
			const template = BUILT_IN[target][language];
			for (const field of RECORD_FIELDS) {
				assert.equal(template.split(`{${field}}`).length, 2, `${target} ${language} ${field}`);
			}
			assert.equal(templateFault(template), null);
			const text = recordText({ template: "", target, language, plan, kind: "updated" });
			assert.equal(text.split("MONSU: päivitetty").length, 2);
			assert.doesNotMatch(text, /[{}]/);
		}
	}
	const swedish = recordText({
		template: null,
		target: "lifecare",
		language: "sv",
		plan,
		kind: "made",
	});
	assert.match(swedish, /^SEKTORSÖVERGRIPANDE PLAN\nMONSU: tehty\n/);
	assert.match(swedish, /- Hakee yleistä asumistukea: Asiakas, senast 4\.12\.2026\n/);
});

test("an organisation's own template: empty lines fall away, the entry is never lost, a value is no template", () => {
	const of = (template: string, own: Partial<RecordPlan> = {}) =>
		recordText({
			template,
			target: "effica",
			language: "fi",
			plan: { ...plan, ...own },
			kind: "made",
		});
	assert.equal(
		of("Yhteys: {client-contact}\r\nVastuu: {responsible}\r\n{monsu}"),
		"Vastuu: Maija Mallikas\nMONSU: tehty",
	);
	assert.equal(of("Vastuu: {responsible}"), "Vastuu: Maija Mallikas\n\nMONSU: tehty");
	assert.equal(of("{date} {client-contact}\n{monsu}"), "25.11.2026\nMONSU: tehty");
	assert.equal(
		of("A: {core}\n{monsu}", { core: "{responsible} $& {x}" }),
		"A: {responsible} $& {x}\nMONSU: tehty",
	);
	assert.equal(templateFault("Hei {nimi}")?.field, "nimi");
	assert.equal(templateFault("Hei {core")?.fault, "lone-brace");
	assert.equal(templateFault("x".repeat(4001))?.fault, "too-long");
	assert.equal(templateFault(""), null);
});

test("MONSU: the first finished plan is made, later ones are updated", () => {
	const first = { rev: 4, date: "2026-11-25" };
	const later = { rev: 9, date: "2027-05-20" };
	const of = (rev: number, date: string, more: Partial<Parameters<typeof monsuOf>[0]> = {}) =>
		monsuOf({ marked: "made", rev, date, finished: [first], copied: [], ...more });
	assert.equal(of(4, "2026-11-25"), "made");
	assert.equal(of(2, "2026-11-25", { finished: [] }), "made");
	assert.equal(of(4, "2026-11-25", { marked: "updated" }), "updated", "one was made elsewhere");
	assert.equal(of(9, "2027-05-20", { finished: [later, first] }), "updated");
	assert.equal(of(9, "2027-05-20"), "updated", "not yet confirmed anew, on another day");
	// A word put right after the confirming, before anything was copied: still the first plan.
	assert.equal(of(5, "2026-11-25", { finished: [first, { rev: 5, date: "2026-11-25" }] }), "made");
	assert.equal(of(5, "2026-11-25", { copied: [4] }), "updated");
	// The same revision into a second record counts there as it did in the first.
	assert.equal(of(4, "2026-11-25", { copied: [4] }), "made");
	assert.equal(of(9, "2027-05-20", { copied: [4, 9] }), "updated");
	assert.equal(
		of(5, "", { finished: [{ rev: 4, date: "" }] }),
		"updated",
		"no day says it is the same",
	);
});

test("each paper of a case has an address that leads back to it", () => {
	for (const paper of ["record", "summary", "receipt"] as const) {
		const to = { at: "paper", case: "abcdefghijklmnopqrstuv", paper } as const;
		assert.deepEqual(parseRoute(href(to)), to);
	}
	assert.deepEqual(parseRoute("#/cases/abcdefghijklmnopqrstuv/papers"), { at: "unknown" });
});

test("the note of a copy is read again, whatever language it was written in", () => {
	for (const target of RECORD_TARGETS) {
		for (const kind of ["made", "updated"] as const) {
			for (const plan of [fi, sv, en].map((texts) => texts.papers.planWord)) {
				const note = { target, rev: 12, kind };
				assert.deepEqual(readRecordNote(recordNote(note, plan)), note);
			}
		}
	}
	assert.equal(
		recordNote({ target: "lifecare", rev: 4, kind: "made" }, "suunnitelma"),
		"Lifecare ← suunnitelma 4 · MONSU: tehty",
	);
	for (const text of [
		"",
		"MONSU: tehty",
		"Lifecare ← suunnitelma 4",
		"Muu ← suunnitelma 4 · MONSU: tehty",
		"Lifecare ← suunnitelma x · MONSU: tehty",
		"Lifecare ← suunnitelma 4 · MONSU: ehkä",
	])
		assert.equal(readRecordNote(text), null, text);
});

const step = (id: string, own: Partial<PlanStep>): PlanStep => ({
	...{ id, what: `asia ${id}`, side: "client", by: "", done: null },
	who: { kind: "text", text: "" },
	...own,
});

test("on paper a step names its person, team or side; the client's own come apart, the nearest day first", () => {
	const names = {
		person: (uid: string) => (uid === "u1" ? "Kari Kela" : "?"),
		team: (id: string) => (id === "t1" ? "Aikuissosiaalityö" : ""),
		sides: fi.codes.side,
	};
	const doc = {
		...EMPTY_PLAN,
		core: "Asuminen jatkuu",
		steps: [
			step("a", { by: "" }),
			step("b", { by: "2026-12-24" }),
			step("c", { by: "2026-12-04" }),
			step("d", { side: "kela", who: { kind: "person", uid: "u1" } }),
			step("e", { side: "other", who: { kind: "team", team: "t1" }, by: "2026-12-01" }),
			step("f", { side: "pair", who: { kind: "team", team: "gone" } }),
			step("g", { done: { at: 1, by: "u1" } }),
			step("h", { what: "  " }),
		],
	};
	const { own, others } = clientSteps(doc, names);
	assert.deepEqual(
		own.map(({ id }) => id),
		["c", "b", "a"],
	);
	assert.deepEqual(
		others.map(({ id, who }) => [id, who]),
		[
			["e", "Aikuissosiaalityö"],
			["d", "Kari Kela"],
			["f", fi.codes.side.pair],
		],
	);
	const made = recordPlan(doc, names);
	assert.equal(made.core, "Asuminen jatkuu");
	assert.deepEqual(
		made.steps.map(({ done }) => done),
		[false, false, false, false, false, false, true, false],
	);
	assert.equal(made.steps[0]?.who, fi.codes.side.client);
});

const found = (text: string, names: readonly string[] = []) =>
	findIdentifiers(text, { names, today: "2026-11-23" });
const kinds = (text: string, names: readonly string[] = []): IdentifierKind[] =>
	found(text, names).map(({ kind }) => kind);

test("identity codes, with and without a right check character", () => {
	const [one] = found("Asiakas 131052-308T haki tukea");
	assert.deepEqual(one, {
		kind: "identity-code",
		from: 8,
		to: 19,
		text: "131052-308T",
		sure: true,
	});
	assert.deepEqual(
		found("131052-308U").map(({ kind, sure }) => [kind, sure]),
		[["identity-code", false]],
	);
	assert.deepEqual(kinds("tunnus 131052 - 308t."), ["identity-code"]);
	assert.deepEqual(kinds("010594Y9032"), ["identity-code"]);
	assert.deepEqual(kinds("laki 1131052-308T1"), []);
});

test("phone numbers, e-mail and accounts; sums, sections and dates of a benefit are none", () => {
	for (const text of [
		"040 123 4567",
		"+358 40 1234567",
		"(03) 123 4567",
		"09-1234567",
		"0401234567",
		"00358401234567",
		"020 634 0550",
	]) {
		assert.deepEqual(kinds(`soita ${text}.`), ["phone"], text);
	}
	assert.deepEqual(kinds("etunimi.sukunimi@pirha.fi"), ["email"]);
	assert.deepEqual(kinds("matti(at)posti.fi"), ["email"]);
	assert.equal(isIban("FI21 1234 5600 0007 85"), true);
	assert.equal(isIban("FI21 1234 5600 0007 86"), false);
	assert.deepEqual(
		found("tili FI21 1234 5600 0007 85").map(({ kind, sure }) => [kind, sure]),
		[["iban", true]],
	);
	assert.deepEqual(
		found("tili FI2112345600000786").map(({ kind, sure }) => [kind, sure]),
		[["iban", false]],
	);
	assert.deepEqual(kinds("GB82 WEST 1234 5698 7654 32"), ["iban"]);
	for (const text of [
		"Tuki on 1 234,50 euroa kuukaudessa ja 0,5 prosenttia.",
		"Laki 1412/1997, 7 §, ja hakemus 3 kuukauden kuluessa",
		"Hakuaika 1.12.2026–31.1.2027, tulot 2025 ja 2026",
		"Korvaus 014 on koodi",
		"Yhdistetty päätös 2026-11-02",
	]) {
		assert.deepEqual(kinds(text), [], text);
	}
});

test("dates of birth: old days, or any with a word for birth before it", () => {
	assert.deepEqual(kinds("synt. 3.5.1961"), ["birth-date"]);
	assert.deepEqual(kinds("lapsi syntynyt 14.10.2026"), ["birth-date"]);
	assert.deepEqual(kinds("född 3.5.61"), ["birth-date"]);
	assert.deepEqual(kinds("born: 1961-05-03"), ["birth-date"]);
	assert.deepEqual(
		found("13.10.1952").map(({ sure }) => sure),
		[false],
	);
	assert.deepEqual(kinds("päätös 14.10.2026"), []);
	assert.deepEqual(kinds("kohta 3.5.61"), []);
	assert.deepEqual(kinds("31.2.1961"), []);
});

test("names of the case in their cases", () => {
	const names = ["Pekka Virtanen", "Matti Mäki", "Li Järvi", "Östen Ek"];
	for (const word of [
		"Pekka",
		"Pekan",
		"Pekalle",
		"Pekkaa",
		"Virtasen",
		"Virtaselta",
		"Virtasta",
		"Matin",
		"Mattia",
		"Mäen",
		"Mäkeä",
		"Järven",
		"Li",
		"Östens",
		"virtasen",
	]) {
		assert.deepEqual(kinds(`Kela: ${word} saa tukea`, names), ["name"], word);
	}
	assert.equal(found("virtasen", names)[0]?.sure, false);
	for (const word of ["Liikunta", "virta", "mattopyykki", "järki", "Ekologia"]) {
		assert.deepEqual(kinds(`${word} on eri sana`, names), [], word);
	}
	assert.deepEqual(kinds("Asumistuki lasketaan ruokakunnan tuloista.", []), []);
});

test("what lies within another is told once, in the order of the text", () => {
	assert.deepEqual(kinds("pekka.virtanen@posti.fi, 040 1234567, Pekka", ["Pekka Virtanen"]), [
		"email",
		"phone",
		"name",
	]);
});

test("a note of a copy is the pair's: in a message of Kela's it is an ordinary one", () => {
	const note = { target: "lifecare", rev: 4, kind: "made" } as const;
	const thread = ["aino", "kela", "bo"].map((by, at) => ({
		...{ by, at },
		doc: { v: 1 as const, text: recordNote(note, "suunnitelma") },
	}));
	const copies = copiesIn(thread, (uid) => uid === "kela");
	assert.deepEqual(
		copies.map(({ message, rev }) => [message.by, rev]),
		[
			["aino", 4],
			["bo", 4],
		],
	);
});
