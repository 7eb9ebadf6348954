// Every kind of page has its states: who may come in, what it says of what is not there, when there is nothing yet, and why
// nothing can be changed. In a browser tests/browser/states.test.ts goes by the same table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ENTRY, mayEnter } from "../src/state/entry.ts";
import { href, isHelp, parseRoute } from "../src/state/route.ts";
import { en } from "../src/text/en.ts";
import { fi } from "../src/text/fi.ts";
import { sv } from "../src/text/sv.ts";
import type { Texts } from "../src/text/texts.ts";
import { EVERYWHERE, type Says, STATES } from "./states-table.ts";

const ID = "q3-_ab9ZyXwVuTsRqPoNmA";
const LANGUAGES: readonly (readonly [string, Texts])[] = [
	["fi", fi],
	["sv", sv],
	["en", en],
];

test("the table holds every kind of page, under its own name", () => {
	assert.deepEqual([...EVERYWHERE].sort(), Object.keys(ENTRY).sort());
	for (const at of EVERYWHERE) assert.equal(STATES[at].to(ID).at, at);
});

test("an address leads back to its page", () => {
	for (const at of EVERYWHERE) {
		const to = STATES[at].to(ID);
		assert.deepEqual(parseRoute(at === "unknown" ? "#/nowhere" : href(to)), to, at);
	}
});

test("what is about one thing says when that is not there", () => {
	for (const at of EVERYWHERE)
		assert.equal(
			STATES[at].gone !== null,
			at === "unknown" || href(STATES[at].to(ID)).includes(ID),
			at,
		);
});

test("every sentence is one, and there in three languages", () => {
	const ends = (at: string, says: Says) => {
		const all = LANGUAGES.map(([language, text]) => {
			const said = says(text);
			assert.match(said, /^\p{Lu}.*[.!?]$/su, `${at} in ${language}: ${said}`);
			return said;
		});
		assert.equal(new Set(all).size, LANGUAGES.length, `${at}: the same in two languages`);
	};
	for (const at of EVERYWHERE)
		for (const says of [STATES[at].gone?.text, STATES[at].empty, STATES[at].readOnly])
			if (says !== undefined && says !== null) ends(at, says);
});

test("each role comes to its own pages and to no others", () => {
	const may = (
		roles: readonly ("worker" | "contact" | "coordinator")[],
		orgKind: "county" | "kela",
	) => EVERYWHERE.filter((at) => mayEnter(STATES[at].to(ID), { roles, orgKind }));
	const everybody = EVERYWHERE.filter((at) => ["all", "anyone"].includes(ENTRY[at]));
	const only = (list: readonly string[]) =>
		list.filter((at) => !everybody.some((one) => one === at)).sort();
	assert.deepEqual(only(may([], "county")), []);
	const contact = ["card", "case", "cases", "consent", "follow-up", "plan", "room"];
	assert.deepEqual(only(may(["contact"], "kela")), contact);
	const worker = [
		"case-new",
		"case-queue",
		"consent-new",
		"general-new",
		"measures",
		"paper",
		"report",
		"retention",
	];
	assert.deepEqual(only(may(["worker"], "county")), [...contact, ...worker].sort());
	const kela = [
		"confirm",
		"figures",
		"invite",
		"organisation",
		"substitute",
		"substitutes",
		"team",
	];
	assert.deepEqual(only(may(["coordinator"], "kela")), kela);
	const county = [
		"hour-change",
		"pair",
		"pairs",
		"retention",
		"series",
		"series-edit",
		"series-new",
	];
	assert.deepEqual(
		only(may(["coordinator"], "county")),
		[...kela, ...county, "templates", "withdrawal"].sort(),
	);
});

test("what everybody may read needs no signing in", () => {
	for (const at of EVERYWHERE) if (isHelp(STATES[at].to(ID))) assert.equal(ENTRY[at], "anyone", at);
});
