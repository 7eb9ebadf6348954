// The guides name what the screens draw and nothing else, in three languages alike, and are read in two minutes; what the
// pages say of what is stored is what the code does.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { feedbackLink } from "../src/state/feedback.ts";
import { GUIDE_ROLES, href, isHelp, parseRoute, type Route } from "../src/state/route.ts";
import { en } from "../src/text/en.ts";
import { fi } from "../src/text/fi.ts";
import {
	GUIDE_PARTS,
	helpIn,
	type Line,
	partsOf,
	plainOf,
	type Section,
	say,
} from "../src/text/help.ts";
import { sv } from "../src/text/sv.ts";
import type { Texts } from "../src/text/texts.ts";

const web = process.env.ETATUNTI_WEB ?? ".";
const TEXTS: Readonly<Record<"fi" | "sv" | "en", Texts>> = { fi, sv, en };
const LANGUAGES = ["fi", "sv", "en"] as const;
const OTHERS = ["sv", "en"] as const;

/** The texts, noting in `seen` each one that is read. */
function watched(texts: Texts, seen: string[]): Texts {
	const wrap = (value: unknown, path: readonly string[]): unknown => {
		if (typeof value === "object" && value !== null)
			return new Proxy(value, {
				get: (from, key) => wrap(Reflect.get(from, key), [...path, String(key)]),
			});
		assert.ok(typeof value === "string" || typeof value === "function", path.join("."));
		seen.push(path.join("."));
		return value;
	};
	return wrap(texts, []) as Texts;
}

const plain = (line: Line): string =>
	line.filter((piece): piece is string => typeof piece === "string").join(" ");
const words = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

const guideOf = (own: (typeof LANGUAGES)[number]) => helpIn(own).guides(TEXTS[own]);
const linesOf = (own: (typeof LANGUAGES)[number], role: (typeof GUIDE_ROLES)[number]) =>
	partsOf(guideOf(own), role).flatMap(({ part }) => part.steps);

function sources(folder: string): readonly (readonly [path: string, text: string])[] {
	return readdirSync(join(web, folder), { recursive: true, encoding: "utf8" })
		.filter((name) => /\.tsx?$/.test(name))
		.map((name) => [join(folder, name), readFileSync(join(web, folder, name), "utf8")] as const);
}

test("a sentence keeps its names apart from its words", () => {
	assert.deepEqual(say`Paina ${"Tallenna"} ja ${"Jatka"}.`, [
		"Paina ",
		{ name: "Tallenna" },
		" ja ",
		{ name: "Jatka" },
		".",
	]);
});

test("the pages of help have addresses, and no role has another's", () => {
	const routes: readonly Route[] = [
		{ at: "help", role: null },
		...GUIDE_ROLES.map((role) => ({ at: "help", role }) as const),
		{ at: "information", case: null },
		{ at: "information", case: "AAAAAAAAAAAAAAAAAAAAAA" },
		{ at: "privacy" },
		{ at: "accessibility" },
		{ at: "feedback" },
	];
	for (const route of routes) {
		assert.deepEqual(parseRoute(href(route)), route);
		assert.ok(isHelp(route));
	}
	assert.equal(parseRoute("#/help/client").at, "unknown");
	for (const other of ["#/", "#/settings", "#/help/nobody", "#/cases"])
		assert.equal(isHelp(parseRoute(other)), false, other);
});

test("the guides name what the screens draw, the same in every language", () => {
	const views = sources("src/views").filter(([path]) => !path.includes("/help/"));
	const drawn = (name: string) => {
		const [section, key] = name.split(".");
		const uses = [new RegExp(`\\.${section}\\b`), new RegExp(`\\.${key}\\b`)];
		return views.some(([, text]) => uses.every((use) => use.test(text)));
	};
	assert.equal(drawn("cases.noSuchName"), false, "a name that no screen draws is noticed");
	const named = LANGUAGES.map((own) => {
		const seen: string[] = [];
		helpIn(own).guides(watched(TEXTS[own], seen));
		helpIn(own).hint.lines(watched(TEXTS[own], seen));
		return seen;
	});
	const [finnish = []] = named;
	assert.ok(finnish.length > 60);
	assert.deepEqual(
		finnish.filter((name) => !drawn(name)),
		[],
	);
	for (const other of named) assert.deepEqual([...other].sort(), [...finnish].sort());
});

test("no name of the screens is typed by hand in a guide", () => {
	for (const own of LANGUAGES)
		for (const role of GUIDE_ROLES) {
			const lines = linesOf(own, role);
			const names = lines
				.flat()
				.flatMap((piece) => (typeof piece === "string" ? [] : [piece.name]))
				.filter((name) => words(name) > 1);
			assert.ok(names.length > 3);
			for (const line of lines)
				for (const name of names)
					assert.ok(!plain(line).includes(name), `${own} ${role}: ${name} in “${plainOf(line)}”`);
		}
});

/** Words a minute that adults read (Trauzettel-Klosinski and Dietz 2012, IReST). */
const PACE = { fi: 161, sv: 199, en: 228 } as const;
const MINUTES = 2;

test("each guide has the same parts and steps in every language, and is read in two minutes", () => {
	for (const role of GUIDE_ROLES) {
		const shape = (own: (typeof LANGUAGES)[number]) =>
			partsOf(guideOf(own), role).map(({ name, part }) => [name, part.steps.length]);
		assert.deepEqual(
			shape("fi").map(([name]) => name),
			GUIDE_PARTS[role],
		);
		for (const own of OTHERS) assert.deepEqual(shape(own), shape("fi"), `${own} ${role}`);
		for (const own of LANGUAGES) {
			const parts = partsOf(guideOf(own), role);
			const text = [guideOf(own)[role].lead, ...parts.map(({ part }) => part.title)];
			const count = words([...text, ...linesOf(own, role).map(plainOf)].join(" "));
			assert.ok(count > 100 && count <= MINUTES * PACE[own], `${own} ${role}: ${count} words`);
		}
	}
});

const NOBODY = { org: null, county: null, days: null, host: "etatunti.example", feedback: null };
const SOMEBODY = { ...NOBODY, org: "Ikaalinen", county: "Ikaalinen", days: 45 };

const pagesOf = (own: (typeof LANGUAGES)[number], facts: typeof NOBODY | typeof SOMEBODY) => {
	const { information, privacy, accessibility, feedback } = helpIn(own);
	return {
		information: information.sections(facts),
		privacy: privacy.sections(facts),
		accessibility: accessibility.sections(facts),
		feedback: feedback.sections,
	};
};
const textOf = (sections: readonly Section[]) =>
	sections.flatMap(({ title, lines }) => [title, ...lines]).join(" ");
const PAGES = ["information", "privacy", "accessibility", "feedback"] as const;

test("feedback goes to an address or a page, and no link is made of anything else", () => {
	assert.equal(feedbackLink(null), null);
	assert.deepEqual(feedbackLink("palaute@etatunti.example"), {
		shown: "palaute@etatunti.example",
		href: "mailto:palaute@etatunti.example",
	});
	assert.equal(feedbackLink("a?cc=b&x@h.fi")?.href, "mailto:a%3Fcc%3Db%26x@h.fi");
	for (const page of ["https://h.fi", "https://h.fi:8443/palaute?kieli=fi#a", "https://[::1]/"])
		assert.deepEqual(feedbackLink(page), { shown: page, href: page });
	for (const other of [
		...["", "palaute", "javascript:alert(1)", "http://h.fi", "https://", "https://a@h.fi/"],
		...["https://h.fi/a b", 'https://h.fi/"', "https://h.fi/<b>", "data:text/html,x", "a b@h.fi"],
		...["mailto:a@h.fi", "a@h.fi?subject=x", "https://h.fi\n", "a@h.fi\n", "a@", "@h.fi"],
	])
		assert.equal(feedbackLink(other), null, other);
});

test("every page says the same in every language", () => {
	for (const own of OTHERS)
		for (const page of PAGES) {
			const shape = (sections: readonly Section[]) =>
				sections.map(({ lines, listed }) => [lines.length, listed ?? false]);
			const [finnish, other] = [pagesOf("fi", NOBODY)[page], pagesOf(own, NOBODY)[page]];
			assert.deepEqual(shape(other), shape(finnish), `${own} ${page}`);
			for (const [at, section] of other.entries()) {
				const ratio = textOf([section]).length / textOf(finnish.slice(at, at + 1)).length;
				assert.ok(ratio > 0.65 && ratio < 1.6, `${own} ${page} “${section.title}”: ${ratio}`);
			}
		}
});

test("the client's sheet is short, and says whose it is and for how long, where that is known", () => {
	for (const own of LANGUAGES) {
		const known = textOf(pagesOf(own, SOMEBODY).information);
		assert.match(known, /Ikaalinen/);
		assert.match(known, /\b45\b/);
		assert.match(textOf(pagesOf(own, NOBODY).information), /\b90\b/);
		assert.ok(words(known) <= 380, `${own}: ${words(known)} words`);
	}
});

test("the accessibility statement has what the law asks for", () => {
	for (const own of LANGUAGES) {
		const { accessibility } = helpIn(own);
		const { authority } = accessibility;
		const text = `${accessibility.lead(NOBODY)} ${textOf(accessibility.sections(NOBODY))}`;
		for (const part of [/etatunti\.example/, /306\/2019/, /2026/, /WCAG/, /axe-core/, /\b14\b/])
			assert.match(text, part, own);
		assert.match(authority.name, /Traficom/);
		assert.match(authority.contact, /@traficom\.fi/);
		// Without an address of one's own: straight to it.
		assert.match(helpIn(own).feedback.noAddress, /Traficom, saavutettavuus@traficom\.fi\.$/);
	}
});

const found = (path: string, pattern: RegExp): string => {
	const [, value] = pattern.exec(readFileSync(join(web, path), "utf8")) ?? [];
	assert.ok(value, `${path}: ${pattern}`);
	return value;
};

test("how long things are kept is what the server and the client do", () => {
	const sweep = "../src/service/jobs/sweep.c";
	const days = (name: string) => found(sweep, new RegExp(`${name}_KEEP_MS \\(INT64_C\\((\\d+)\\)`));
	const life = found(
		"../include/etatunti/service/service.h",
		/ET_SESSION_LIFE_MS \(INT64_C\((\d+)\) \* 3600000\)/,
	);
	const idle = found("src/crypto/vault/api.ts", /IDLE_MAX_MS = (\d+) \* 60_000/);
	for (const own of LANGUAGES) {
		const [, server, , , device] = pagesOf(own, NOBODY).privacy;
		assert.ok(server && device);
		for (const number of [days("DRAFT"), days("MAIL"), life])
			assert.match(textOf([server]), new RegExp(`\\b${number}\\b`), own);
		assert.match(textOf([device]), new RegExp(`\\b${idle}\\b`), own);
		for (const number of [idle, life])
			assert.match(textOf(pagesOf(own, NOBODY).accessibility), new RegExp(`\\b${number}\\b`), own);
	}
});

test("nothing is kept on the device but what the privacy page says, and there are no cookies", () => {
	const all = sources("src");
	const using = (what: RegExp) =>
		all
			.filter(([, text]) => what.test(text.replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, "")))
			.map(([path]) => path)
			.sort();
	assert.deepEqual(using(/document\.cookie|cookieStore|caches\.open|serviceWorker/), []);
	// Whoever adds a place says it on the privacy page, in three languages.
	assert.deepEqual(using(/\blocalStorage\b/), [
		"src/keepsake.ts",
		"src/views/admin/Settings.tsx",
		"src/views/help/hints.ts",
		"src/views/searchKey.ts",
		"src/views/shell/Languages.tsx",
		"src/views/start.tsx",
	]);
	assert.deepEqual(using(/\bsessionStorage\b/), ["src/tab.ts"]);
	assert.deepEqual(using(/\bindexedDB\b/), ["src/crypto/vault/store-idb.ts"]);
	assert.deepEqual(using(/keepsake\??\.write\(/), ["src/work/comeback.ts", "src/work/handing.ts"]);
});
