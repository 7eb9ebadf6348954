// The bundle: the same bytes twice, every file in the manifest, references that exist, no foreign host.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

const web = process.env.ETATUNTI_WEB ?? ".";
const root = mkdtempSync(join(tmpdir(), "etatunti-build-"));
after(() => rmSync(root, { recursive: true, force: true }));

const build = (name: string) =>
	spawnSync(process.execPath, [join(web, "build.mjs"), join(root, name)], { encoding: "utf8" });

function files(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.map((name) => join(folder, name))
		.filter((path) => statSync(path).isFile())
		.sort();
}

const read = (path: string): Buffer => readFileSync(join(root, path));

test("two builds are byte for byte the same", () => {
	for (const name of ["one", "two"]) {
		const made = build(name);
		assert.equal(made.status, 0, made.stderr);
	}
	const names = files(join(root, "one")).map((path) => relative(join(root, "one"), path));
	const other = files(join(root, "two")).map((path) => relative(join(root, "two"), path));
	assert.deepEqual(names, other);
	for (const name of names) assert.deepEqual(read(`one/${name}`), read(`two/${name}`), name);
});

test("the manifest lists every file with its hash, and compressed forms are the same file", () => {
	const manifest = JSON.parse(read("one/manifest.json").toString()) as Record<string, string>;
	const names = files(join(root, "one")).map((path) => relative(join(root, "one"), path));
	assert.deepEqual([...Object.keys(manifest), "manifest.json"].sort(), names.sort());
	for (const [name, sum] of Object.entries(manifest)) {
		const bytes = read(`one/${name}`);
		assert.equal(createHash("sha256").update(bytes).digest("hex"), sum, name);
		if (name.endsWith(".gz")) assert.deepEqual(gunzipSync(bytes), read(`one/${name.slice(0, -3)}`));
		if (name.endsWith(".br")) {
			assert.deepEqual(brotliDecompressSync(bytes), read(`one/${name.slice(0, -3)}`));
		}
	}
});

test("index.html refers to files that are there, and to nothing outside", () => {
	const html = read("one/index.html").toString();
	const references = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
	assert.ok(
		references.some((path) => /^\/assets\/main-[A-Z0-9]{8}\.js$/.test(path)),
		html,
	);
	for (const path of references) {
		if (!path.startsWith("data:")) assert.ok(statSync(join(root, "one", path)).isFile(), path);
	}
	const main = readdirSync(join(root, "one/assets")).filter((name) => /^main-.*\.js$/.test(name));
	const all = files(join(root, "one"))
		.filter((path) => /\.(js|css|html)$/.test(path))
		.map((path) => readFileSync(path, "utf8"));
	assert.equal(main.length, 1);
	const worker = readdirSync(join(root, "one/assets")).find((name) =>
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

test("a folder that holds something else is left alone", () => {
	writeFileSync(join(root, "precious.txt"), "x");
	const made = spawnSync(process.execPath, [join(web, "build.mjs"), root], { encoding: "utf8" });
	assert.equal(made.status, 2);
	assert.equal(read("precious.txt").toString(), "x");
});
