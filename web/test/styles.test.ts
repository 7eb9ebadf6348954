// The look is written once: a colour, a shadow or a typeface stands in tokens.css and nowhere else. Paper and what a machine
// reads are black on white and may say so.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ICONS } from "../src/icons/icons.ts";

const web = process.env.ETATUNTI_WEB ?? ".";
const OWN = ["styles/tokens.css", "styles/print.css", "src/views/parts/Qr.tsx"];
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(/gi;
const TYPEFACE = /font-family:\s*(?!var\(|inherit)/g;

const files = [
	...readdirSync(join(web, "styles")).map((name) => join("styles", name)),
	...readdirSync(join(web, "src/views"), { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".tsx"))
		.map((name) => join("src/views", name)),
].filter((name) => !OWN.includes(name));

/** Comments and addresses of pages are no colours. */
const bare = (text: string): string =>
	text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").replace(/["'`]#\/?[a-z/-]*["'`]/g, "");

test("colours and typefaces come from the tokens", () => {
	assert.ok(files.length > 100);
	const found = files.flatMap((name) => {
		const text = bare(readFileSync(join(web, name), "utf8"));
		const marks = [...text.matchAll(COLOUR), ...text.matchAll(TYPEFACE)];
		return marks.map(([mark]) => `${name}: ${mark}`);
	});
	assert.deepEqual(found, []);
});

test("every token that is used is there, and every one that is there is used", () => {
	const all = readdirSync(join(web, "styles")).map((name) =>
		readFileSync(join(web, "styles", name), "utf8"),
	);
	const text = all.join("\n");
	const names = (of: RegExp) => new Set([...text.matchAll(of)].map(([, name = ""]) => name));
	const given = names(/^\s*(--[a-z0-9-]+):/gm);
	const used = names(/var\((--[a-z0-9-]+)/g);
	assert.deepEqual(
		[...used].filter((name) => !given.has(name)),
		[],
	);
	assert.deepEqual(
		[...given].filter((name) => !used.has(name)),
		[],
	);
});

test("browsers write what stands in fields to the disk, to restore a session: each field says no, or is a passphrase's", () => {
	const fields = files.flatMap((name) => {
		const text = readFileSync(join(web, name), "utf8");
		const tags = [...text.matchAll(/<(?:input|textarea|select)\b[\s\S]*?(?:\n\s*\/?>|\/>)/g)];
		return tags.map(([tag]) => ({ name, tag }));
	});
	assert.ok(fields.length > 15, `${fields.length}`);
	const silent = fields.filter(({ tag }) => !/\bautocomplete=/.test(tag));
	assert.deepEqual(silent, []);
});

test("every icon that is carried along is drawn somewhere", () => {
	const sources = readdirSync(join(web, "src"), { recursive: true, encoding: "utf8" })
		.filter((name) => /\.tsx?$/.test(name) && name !== join("icons", "icons.ts"))
		.map((name) => readFileSync(join(web, "src", name), "utf8"));
	const text = sources.join("\n");
	const idle = Object.keys(ICONS).filter((name) => !text.includes(`"${name}"`));
	assert.deepEqual(idle, []);
});
