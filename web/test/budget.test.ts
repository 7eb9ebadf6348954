// What people wait for, in bytes as they are sent (gzip): the first page, what follows it, and what comes when it is asked for.
// Every file of the bundle has its bound here; a new one fails until it has.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

interface Output {
	readonly entryPoint?: string;
	readonly imports: readonly { readonly path: string; readonly kind: string }[];
	readonly inputs: Readonly<Record<string, unknown>>;
}
interface Metafile {
	readonly inputs: Readonly<
		Record<string, { readonly imports: readonly { readonly path: string }[] }>
	>;
	readonly outputs: Readonly<Record<string, Output>>;
}

/** The bundle that run.mjs has made, and what esbuild says is in it. */
const site = process.env.ETATUNTI_SITE ?? ".";
const { inputs, outputs }: Metafile = JSON.parse(readFileSync(`${site}.json`, "utf8"));

const OUT = "out/";
const sent = (name: string): number =>
	statSync(join(site, /\.(woff2|png)$/.test(name) ? name : `${name}.gz`)).size;

function outputOf(file: string): Output {
	const output = outputs[file];
	assert.ok(output, file);
	return output;
}

/** A file and all that it needs before it runs. */
function whole(file: string, found = new Set<string>()): ReadonlySet<string> {
	found.add(file);
	for (const { path, kind } of outputOf(file).imports)
		if (kind === "import-statement" && !found.has(path)) whole(path, found);
	return found;
}

function entry(source: string): string {
	const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === source);
	assert.ok(found, `${source} is no file of its own`);
	return found;
}

const first = whole(entry("src/main.tsx"));
const inside = new Set([...first, ...whole(entry("src/views/inside.ts"))]);

const KB = 1_000;
/** What each brings besides what is there already, and how much that may be. */
const LATER: readonly (readonly [source: string, there: ReadonlySet<string>, bound: number])[] = [
	["src/views/inside.ts", first, 90 * KB],
	["src/views/outside.ts", first, 60 * KB],
	["src/views/guest/GuestPage.tsx", first, 65 * KB],
	["src/views/seldom.ts", inside, 70 * KB],
	["src/views/room/RoomPage.tsx", inside, 20 * KB],
	["src/views/devices/DevicesPage.tsx", inside, 10 * KB],
	["src/views/help/HelpPages.tsx", inside, 25 * KB],
	["src/text/sv/first.ts", first, 8 * KB],
	["src/text/en/first.ts", first, 8 * KB],
	["src/text/sv.ts", first, 45 * KB],
	["src/text/en.ts", first, 45 * KB],
];
/** What is no script of the page. */
const FILES: readonly (readonly [name: RegExp, bound: number])[] = [
	[/^index\.html$/, 1 * KB],
	[/^assets\/layout-.*\.css$/, 12 * KB],
	[/^assets\/.*\.woff2$/, 62 * KB],
	[/^assets\/vault-worker-.*\.js$/, 240 * KB],
	[/^check\.html$/, 240 * KB],
	[/^licences\.txt$/, 10 * KB],
	[/^assets\/(worker|contact|coordinator|information)-?[a-z-]*-[A-Z0-9]+\.png$/, 40 * KB],
];

interface Weight {
	readonly what: string;
	readonly bytes: number;
	readonly bound: number;
}

function weights(): readonly Weight[] {
	const sum = (files: Iterable<string>) =>
		[...files].reduce((all, file) => all + sent(file.slice(OUT.length)), 0);
	const names = readdirSync(site, { recursive: true, encoding: "utf8" });
	return [
		{ what: "the first page", bytes: sum(first), bound: 120 * KB },
		...LATER.map(([source, there, bound]) => {
			const brought = [...whole(entry(source))].filter((file) => !there.has(file));
			return { what: source, bytes: sum(brought), bound };
		}),
		...FILES.flatMap(([pattern, bound]) => {
			const found = names.filter((name) => pattern.test(name));
			assert.ok(found.length > 0, String(pattern));
			return found.map((name) => ({ what: name, bytes: sent(name), bound }));
		}),
	];
}

test("what people wait for is no heavier than its bound", (context) => {
	const all = weights();
	const list = all.map(({ what, bytes, bound }) => {
		const over = bytes > bound ? "  TOO HEAVY" : "";
		return `${String(bytes).padStart(8)} of ${String(bound).padStart(7)}  ${what}${over}`;
	});
	for (const line of list) context.diagnostic(line);
	const over = all.some(({ bytes, bound }) => bytes > bound);
	assert.ok(!over, `bytes as sent:\n${list.join("\n")}`);
});

test("the first page is what index.html names and preloads", () => {
	const html = readFileSync(join(site, "index.html"), "utf8");
	const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((one) => one[1]);
	assert.deepEqual(named.sort(), [...first].map((file) => file.slice(OUT.length)).sort());
});

test("every file has a bound", () => {
	const bounded = new Set([...first, ...LATER.flatMap(([source]) => [...whole(entry(source))])]);
	for (const name of readdirSync(site, { recursive: true, encoding: "utf8" })) {
		if (/\.(gz|br)$/.test(name) || name === "manifest.json") continue;
		if (!statSync(join(site, name)).isFile()) continue;
		const known = bounded.has(OUT + name) || FILES.some(([pattern]) => pattern.test(name));
		assert.ok(known, `${name} has no bound in budget.test.ts`);
	}
});

/** The sources of the first page: what is drawn before anybody is in and what signing in needs. */
const firstSources = [...first].flatMap((file) => Object.keys(outputOf(file).inputs));
const importsOf = (source: string): readonly string[] =>
	(inputs[source]?.imports ?? []).map(({ path }) => path);

// That a module reads no section that its `t` has not is the type check's: `t` of first.ts is of the sections of fi/first.ts.
test("the first page reads the texts that it brings, and brings no others", () => {
	const whole = "src/text/language.ts";
	assert.ok(inputs[whole], "the texts of everything later are where they were");
	const reading = firstSources.filter((source) => importsOf(source).includes(whole));
	assert.deepEqual(
		reading,
		[],
		`these come with the first page: their texts are those of first.ts`,
	);
	const brought = firstSources.filter((source) => /^src\/text\/fi(\/|\.ts)/.test(source)).sort();
	const sections = importsOf("src/text/fi/first.ts").filter((path) => path.startsWith("src/"));
	assert.ok(sections.length > 0);
	assert.deepEqual(brought, [...sections, "src/text/fi/first.ts"].sort());
});
