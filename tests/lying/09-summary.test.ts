// What the other files of this folder amount to: how many lies there are, that none is left out, and that a refusal has its
// words in each language. Tells no lie itself.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { en } from "../../web/src/text/en.ts";
import { fi } from "../../web/src/text/fi.ts";
import { sv } from "../../web/src/text/sv.ts";
import type { TrustReason, WorkErrorCode } from "../../web/src/work/work.ts";

const AT_LEAST = 40;
const LANGUAGES = { fi, sv, en };

/** How lies are refused; the type check keeps the list whole. */
const REASONS: Record<TrustReason, true> = {
	kdf: true,
	bundle: true,
	genesis: true,
	invite: true,
	number: true,
	"directory-fork": true,
	"directory-rollback": true,
	"directory-broken": true,
	"case-fork": true,
	"case-rollback": true,
	"case-broken": true,
	grant: true,
	object: true,
	consent: true,
	signal: true,
	"log-fork": true,
	"log-rollback": true,
	"log-broken": true,
};
const CODES = [
	"not_verified",
	"other_deployment",
	"key_changed",
	"stale_directory",
	"clock_skew",
	"denied",
	"forbidden",
	"used",
	"not_found",
	"hour_closed",
] as const satisfies readonly WorkErrorCode[];
/** Refused under another name: a genesis is other_deployment, a frame of a call makes a person "failed". */
const ELSEWHERE: readonly string[] = ["genesis", "signal"];

const folder = join(process.env.ET_SOURCE_DIR ?? ".", "tests/lying");
const sources = readdirSync(folder)
	.filter((name) => /^0[1-8].*\.test\.ts$/.test(name))
	.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

const lies = sources.map(({ name, text }) => ({
	name,
	told: [...text.matchAll(/^\s*lie\(\s*[`"](.+?)[`"],/gm)].map(([, title]) => title ?? ""),
}));

test("at least forty lies, each with a name of its own, and none left out", (t) => {
	const all = lies.flatMap(({ name, told }) => told.map((title) => `${name}: ${title}`));
	for (const { name, told } of lies) {
		t.diagnostic(`${name}: ${told.length}`);
		assert.ok(told.length > 0, `${name} tells none`);
	}
	t.diagnostic(`lies: ${all.length}, accepted: 0 (each is a test that fails if it is)`);
	assert.ok(all.length >= AT_LEAST, `${all.length} lies`);
	assert.equal(new Set(all).size, all.length, "two of one name");
	for (const { name, text } of sources) {
		assert.doesNotMatch(text, /\.(skip|todo|only)\(|\b(skip|todo|only): true/, name);
	}
});

test("every way in which something may not hold is met by a lie", () => {
	const text = sources.map((one) => one.text).join("\n");
	for (const reason of Object.keys(REASONS).filter((one) => !ELSEWHERE.includes(one))) {
		assert.ok(text.includes(`"${reason}"`), `no lie is refused as ${reason}`);
	}
	assert.ok(text.includes('"other_deployment"') && text.includes('"failed"'));
});

test("a refusal is told in words: what happened and what to do, in Finnish, Swedish and English", () => {
	const said = new Set<string>();
	let count = 0;
	const sentence = (what: string, text: string) => {
		count += 1;
		said.add(text);
		assert.match(text, /^\p{Lu}.{15,}[.!]$/u, `${what}: ${text}`);
	};
	for (const [language, texts] of Object.entries(LANGUAGES)) {
		for (const reason of Object.keys(REASONS) as TrustReason[]) {
			sentence(`${language} ${reason}`, texts.alarm.reasons[reason].what);
			sentence(`${language} ${reason}`, texts.alarm.reasons[reason].todo);
		}
		for (const code of CODES) sentence(`${language} ${code}`, texts.errors[code]);
	}
	const whats = Object.values(LANGUAGES).flatMap((texts) =>
		Object.values(texts.alarm.reasons).map(({ what }) => what),
	);
	assert.equal(new Set(whats).size, whats.length, "two reasons with one sentence");
	assert.ok(said.size > count / 2);
});
