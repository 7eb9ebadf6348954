// The bundle: the same bytes twice, every file in the manifest, references that exist, no foreign host.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

const web = process.env.ETATUNTI_WEB ?? ".";
/** The bundle that run.mjs has made. */
const site = process.env.ETATUNTI_SITE ?? ".";
const root = mkdtempSync(join(tmpdir(), "etatunti-build-"));
after(() => rmSync(root, { recursive: true, force: true }));

const build = (...words: string[]) =>
	spawnSync(process.execPath, [join(web, "build.mjs"), ...words], { encoding: "utf8" });

/** Paths in the folder. */
function files(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => statSync(join(folder, name)).isFile())
		.sort();
}

const read = (name: string): Buffer => readFileSync(join(site, name));

test("two builds are byte for byte the same", () => {
	const again = join(root, "again");
	const made = build(again);
	assert.equal(made.status, 0, made.stderr);
	const names = files(site);
	assert.deepEqual(files(again), names);
	assert.ok(names.includes("manifest.json"));
	for (const name of names) assert.deepEqual(readFileSync(join(again, name)), read(name), name);
});

interface Manifest {
	readonly v: number;
	readonly files: Record<string, string>;
	readonly id: string;
}
const manifestOf = (): Manifest => JSON.parse(read("manifest.json").toString());

test("the manifest lists every file with its hash, and compressed forms are the same file", () => {
	const { v, files: manifest, id } = manifestOf();
	assert.equal(v, 1);
	const lines = Object.entries(manifest).map(([name, sum]) => `${name} ${sum}\n`);
	assert.deepEqual(lines, [...lines].sort(), "in the order of their bytes");
	assert.equal(createHash("sha256").update(lines.join("")).digest("hex").slice(0, 16), id);
	const names = files(site);
	assert.deepEqual([...Object.keys(manifest), "manifest.json"].sort(), names.sort());
	for (const name of names) if (/\.(js|css)$/.test(name)) assert.match(name, /-[A-Z0-9]{8}\.\w+$/);
	for (const [name, sum] of Object.entries(manifest)) {
		const bytes = read(`${name}`);
		assert.equal(createHash("sha256").update(bytes).digest("hex"), sum, name);
		if (name.endsWith(".gz")) assert.deepEqual(gunzipSync(bytes), read(`${name.slice(0, -3)}`));
		if (name.endsWith(".br")) {
			assert.deepEqual(brotliDecompressSync(bytes), read(`${name.slice(0, -3)}`));
		}
	}
});

test("index.html refers to files that are there, and to nothing outside", () => {
	const html = read("index.html").toString();
	const references = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
	assert.ok(
		references.some((path) => /^\/assets\/main-[A-Z0-9]{8}\.js$/.test(path)),
		html,
	);
	for (const path of references) {
		if (!path.startsWith("data:")) assert.ok(statSync(join(site, path)).isFile(), path);
	}
	const main = readdirSync(join(site, "assets")).filter((name) => /^main-.*\.js$/.test(name));
	const all = files(site)
		.filter((name) => /\.(js|css|html)$/.test(name))
		.map((name) => read(name).toString());
	assert.equal(main.length, 1);
	const worker = readdirSync(join(site, "assets")).find((name) =>
		/^vault-worker-.*\.js$/.test(name),
	);
	assert.ok(
		all.some((text) => text.includes(`/assets/${worker}`)),
		"the page knows its worker",
	);
	for (const text of all) {
		// Addresses stand in texts (licences, error links); none may be loaded from.
		assert.doesNotMatch(text, /(?:src|href|url)\s*[=(]\s*["']?https?:/);
		assert.doesNotMatch(text, /(?:import|fetch|importScripts)\s*\(\s*["']https?:/);
	}
});

test("index.html says what every script and style that it names hashes to, and carries no script of its own", () => {
	const html = read("index.html").toString();
	const loads = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
		.map(([tag]) => tag)
		.filter((tag) => !tag.includes('href="data:'));
	assert.ok(loads.length >= 2, html);
	for (const tag of loads) {
		const path = /(?:src|href)="\/([^"]+)"/.exec(tag)?.[1] ?? "";
		const said = /integrity="sha384-([^"]+)"/.exec(tag)?.[1];
		const sum = createHash("sha384")
			.update(read(`${path}`))
			.digest("base64");
		assert.equal(said, sum, tag);
	}
	for (const [, body] of html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g))
		assert.equal(body, "");
	assert.doesNotMatch(html, /<style|\son[a-z]+=|\sstyle=|javascript:/i);
});

test("a folder that holds something else is left alone", () => {
	const precious = join(root, "precious.txt");
	writeFileSync(precious, "x");
	assert.equal(build(root).status, 2);
	assert.equal(readFileSync(precious, "utf8"), "x");
});

test("what is no folder is no folder to build into", () => {
	const arguments_ = [[], ["--help"], ["-x"], [join(root, "new"), "more"]];
	for (const words of arguments_) {
		const made = build(...words);
		assert.equal(made.status, 2, words.join(" "));
		assert.match(made.stderr, /^usage: /);
	}
});

test("check.html stands alone: its policy names exactly the script and style in it, and nothing is fetched", () => {
	const page = read("check.html").toString();
	const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "";
	const inline = (tag: string) => {
		const found = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))];
		assert.equal(found.length, 1, tag);
		return createHash("sha256")
			.update(found[0]?.[1] ?? "")
			.digest("base64");
	};
	assert.deepEqual(policy.split("; "), [
		"default-src 'none'",
		`script-src 'sha256-${inline("script")}' 'wasm-unsafe-eval'`,
		`style-src 'sha256-${inline("style")}'`,
		"img-src data:",
		"base-uri 'none'",
		"form-action 'none'",
	]);
	const markup = page.replace(/<script>[\s\S]*<\/script>/, "");
	assert.deepEqual(markup.match(/(?:src|href)="[^"]*"/g), ['href="data:,"']);
	assert.ok(page.indexOf("Content-Security-Policy") < page.indexOf("<style>"));
});
