// Which texts are there when: of a language that was chosen on this device the first page's alone, all of them once
// somebody needs them, and Finnish without a choice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../src/text/en.ts";
import { fi } from "../src/text/fi.ts";
import * as first from "../src/text/first.ts";
import * as whole from "../src/text/language.ts";
import { sv } from "../src/text/sv.ts";

const kept = (choice: string | null) => ({ getItem: () => choice });

test("without a choice, and with one that is no language, it is Finnish", async () => {
	for (const choice of [null, "xx"]) {
		await first.startLanguage(kept(choice));
		assert.equal(first.t().signIn.title, fi.signIn.title);
		assert.equal(whole.t().hours, fi.hours);
	}
});

test("a choice kept: first what the first page is drawn with, all when it is asked for", async () => {
	await first.startLanguage(kept("sv"));
	assert.equal(first.language.value, "sv");
	assert.equal(first.t().signIn, sv.signIn);
	assert.equal(
		first.fetchedTexts("sv"),
		undefined,
		"the rest is not fetched before the first page",
	);
	assert.equal(await first.fetchTexts("sv"), true);
	assert.equal(first.t().signIn, sv.signIn);
	assert.equal(whole.t(), sv);
});

test("a choice made is on when all its texts are there, and is kept", async () => {
	const made: string[] = [];
	await first.chooseLanguage("en", { setItem: (_, value) => made.push(value) });
	assert.deepEqual(made, ["en"]);
	assert.equal(whole.t(), en);
	await first.chooseLanguage("fi", { setItem: (_, value) => made.push(value) });
	assert.equal(first.t().signIn, fi.signIn);
	assert.equal(whole.textsIn("sv"), sv);
});

test("a document that names no language is read in the screen's, whatever word it names", () => {
	for (const named of ["constructor", "__proto__", "toString", "xx"])
		assert.equal(whole.textsIn(named as first.Language), whole.t());
});
