// Runs web/test/*.test.ts: esbuild compiles them (Node 20 strips no types), node's own runner runs them.
// Arguments narrow the run by file name: `npm test -- vectors directory`.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildSite } from "../build.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const web = dirname(here);
// Inside web/ so that bare imports (libsodium, ws) resolve; under node_modules so that git ignores it.
const out = join(web, "node_modules", ".cache", `etatunti-test-${process.pid}`);
const wanted = process.argv.slice(2);
const tests = readdirSync(here)
	.filter((name) => name.endsWith(".test.ts"))
	.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (tests.length === 0) {
	console.error(`no test file matches: ${wanted.join(" ")}`);
	process.exit(2);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
	entryPoints: tests.map((name) => join(here, name)),
	outdir: out,
	outExtension: { ".js": ".mjs" },
	bundle: true,
	splitting: true,
	packages: "external",
	platform: "node",
	format: "esm",
	target: "node20",
	sourcemap: "inline",
	jsx: "automatic",
	jsxImportSource: "preact",
	logLevel: "warning",
});
// One bundle for those who look at it, and beside it what esbuild says is in which file.
const site = join(out, "site");
if (tests.some((name) => /^(build|budget)\./.test(name)))
	writeFileSync(`${site}.json`, JSON.stringify(await buildSite(site)));
const files = tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
// Of a whole file, too: half a million flipped bits take a minute, more on a busy machine.
const limits = ["--test-timeout=300000", "--test-force-exit"];
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...limits, ...files], {
	stdio: "inherit",
	env: { ...process.env, ETATUNTI_WEB: web, ETATUNTI_SITE: site },
});
rmSync(out, { recursive: true, force: true });
process.exit(run.status ?? 1);
