// Runs scenarios: esbuild compiles what the words name (`run.mjs 06`, none: all), node's own runner runs it.
// `run.mjs --in FOLDER …` does the same for the *.test.ts of another folder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, '../..');
const web = path.join(source, 'web');
const { build } = createRequire(path.join(web, 'package.json'))('esbuild');
// Under web/node_modules so that bare imports (libsodium, ws) resolve and git ignores it.
const out = path.join(web, 'node_modules/.cache', `etatunti-scenario-${process.pid}`);
const { values, positionals: wanted } = parseArgs({
	allowPositionals: true,
	options: { in: { type: 'string', default: here } },
});
const folder = path.resolve(values.in);
const tests = readdirSync(folder)
	.filter((name) => name.endsWith('.test.ts'))
	.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (tests.length === 0) {
	console.error(`no test matches: ${wanted.join(' ')}`);
	process.exit(2);
}

mkdirSync(out, { recursive: true });
let status = 1;
try {
	await build({
		entryPoints: tests.map((name) => path.join(folder, name)),
		outdir: out,
		outExtension: { '.js': '.mjs' },
		bundle: true,
		packages: 'external',
		tsconfigRaw: {}, // its paths are for the type checker: packages stay outside
		platform: 'node',
		format: 'esm',
		target: 'node20',
		sourcemap: 'inline',
		logLevel: 'warning',
	});
	const files = tests.map((name) => path.join(out, name.replace(/\.ts$/, '.mjs')));
	const run = spawnSync(
		process.execPath,
		['--enable-source-maps', '--test', '--test-concurrency=1', ...files],
		{ stdio: 'inherit', env: { ET_SOURCE_DIR: source, ...process.env } },
	);
	status = run.status ?? 1;
} finally {
	rmSync(out, { recursive: true, force: true });
}
process.exit(status);
