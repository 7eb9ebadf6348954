// Builds the node programs: `node build-tools.mjs OUTDIR` writes demo.mjs, which ./run starts: the browser's own client
// code with vaults in its own process.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [outdir, ...rest] = process.argv.slice(2);
if (outdir === undefined || outdir.startsWith("-") || rest.length > 0) {
	console.error("usage: node build-tools.mjs OUTDIR");
	process.exit(2);
}
await build({
	absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
	entryPoints: { demo: "src/demo/demo.ts" },
	outdir: resolve(outdir),
	outExtension: { ".js": ".mjs" },
	bundle: true,
	platform: "node",
	format: "esm",
	target: "node20",
	charset: "utf8",
	sourcemap: "linked",
	logLevel: "warning",
	// `ws` is CommonJS and asks for node's own modules by require.
	banner: {
		js: 'import { createRequire as etRequire } from "node:module"; const require = etRequire(import.meta.url);',
	},
});
