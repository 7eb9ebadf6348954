// The device in the client's hands, by its rules: which PIN will do, five tries, what another tab reads of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	isPin,
	lockBy,
	markText,
	PASSPHRASE_ONLY,
	PIN_TRIES,
	pageBehind,
	readMark,
	type ScreenLock,
	tried,
} from "../src/state/handing.ts";

const CASE = "A".repeat(22);
const MARK = {
	page: { what: "consent", case: CASE },
	username: "maija",
	display: "Maija Mattila",
	language: "sv",
	since: 1_764_000_000_000,
} as const;

test("a PIN is four digits or more that are not the first ones to be tried", () => {
	for (const pin of ["4071", "1357", "2468", "112233", "990011", "483920175638"])
		assert.ok(isPin(pin), pin);
	const bad = ["", "407", "12 34", "40a1", "0000", "77777", "1234", "4567", "9876", "3210"];
	for (const pin of [...bad, "٤٠٧١", "4839201756381"]) assert.equal(isPin(pin), false, pin);
});

test("the right one opens; after five wrong ones not even the right one does", () => {
	assert.equal(tried(lockBy("4071"), "4071"), null);
	let lock: ScreenLock = lockBy("4071");
	for (let left = PIN_TRIES - 1; left > 0; left--) {
		const next = tried(lock, "1704");
		assert.deepEqual(next, { pin: "4071", left });
		lock = next ?? lock;
	}
	lock = tried(lock, "") ?? lock;
	assert.deepEqual(lock, PASSPHRASE_ONLY);
	assert.deepEqual(tried(lock, "4071"), PASSPHRASE_ONLY);
});

test("without a PIN nothing that is typed as one opens", () => {
	for (const pin of ["", "null", "4071"])
		assert.deepEqual(tried(lockBy(null), pin), PASSPHRASE_ONLY);
});

test("the address stays at the worker's page of the same thing", () => {
	assert.deepEqual(pageBehind(MARK.page), { at: "consent-new", case: CASE, step: "sign" });
	assert.deepEqual(pageBehind({ what: "measures", case: CASE }), { at: "measures", case: CASE });
});

test("the mark comes back as it was written, carries no PIN, and nothing else is one", () => {
	const lent = { ...MARK, here: true, tries: 5, pin: "4071" };
	assert.deepEqual(readMark(markText(lent)), MARK);
	assert.ok(!markText(lent).includes("4071"));
	const spoilt = [
		{ page: { what: "case", case: CASE } },
		{ page: { what: "consent", case: "../x" } },
		{ page: null },
		{ username: "" },
		{ username: 7 },
		{ display: null },
		{ language: "de" },
		{ since: "now" },
	];
	for (const change of spoilt) assert.equal(readMark(JSON.stringify({ ...MARK, ...change })), null);
	for (const text of [null, "", "{", "[]", "7", "null"]) assert.equal(readMark(text), null);
});
