// Builds the browser part: `node build.mjs OUTDIR`. esbuild bundles, names carry hashes, every file is also written
// compressed, index.html says what its scripts and styles must hash to, manifest.json lists the SHA-256 of every file.
// The same sources give the same bytes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const web = dirname(fileURLToPath(import.meta.url));

const shared = {
	absWorkingDir: web,
	bundle: true,
	minify: true,
	format: "esm",
	platform: "browser",
	target: ["es2022", "chrome109", "firefox115", "safari16.4"],
	charset: "utf8",
	legalComments: "none", // the licences stand in licences.txt
	metafile: true,
	logLevel: "warning",
	jsx: "automatic",
	jsxImportSource: "preact",
	loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
	entryNames: "assets/[name]-[hash]",
	chunkNames: "assets/[name]-[hash]",
	assetNames: "assets/[name]-[hash]",
	publicPath: "/",
	outdir: "out", // nothing is written there: write is false
	write: false,
};

/** Path in the site of a file that esbuild made. */
const sitePath = (file) => relative(join(web, "out"), resolve(web, file));

/** What index.html refers to by source path: the entry points. */
const entryPattern = /(href|src)="\/((?:src|styles)\/[^"]+)"/g;

async function bundleWorker() {
	return build({ ...shared, entryPoints: ["src/crypto/vault-worker.ts"] });
}

const FIRST = "src/main.tsx";

/**
 * Whatever comes later is said to need the first page. It does; without the word esbuild sees parts of the first page that some
 * later files need and others do not, and makes a dozen small files of it in place of one.
 */
const afterFirst = {
	name: "after-first",
	setup(bundle) {
		bundle.onResolve({ filter: /^\./ }, ({ kind, resolveDir, path }) =>
			kind === "dynamic-import"
				? { path: resolve(resolveDir, path), pluginData: afterFirst }
				: null,
		);
		bundle.onLoad({ filter: /\.tsx?$/ }, ({ path, pluginData }) => {
			if (pluginData !== afterFirst) return null;
			const resolveDir = dirname(path);
			const first = relative(resolveDir, join(web, FIRST));
			const contents = `${readFileSync(path, "utf8")}\nimport "${first}";\n`;
			return { contents, resolveDir, loader: path.endsWith("x") ? "tsx" : "ts" };
		});
	},
};

/** The guides' pictures: those there are, by name, with their size, which is in the first bytes of a PNG. */
const helpPictures = {
	name: "help-pictures",
	setup(bundle) {
		const folder = join(web, "pictures/help");
		const filter = /^help-pictures$/;
		bundle.onResolve({ filter }, ({ path }) => ({ path, namespace: path }));
		bundle.onLoad({ filter, namespace: "help-pictures" }, () => {
			const names = existsSync(folder)
				? readdirSync(folder).filter((name) => /\.png$/.test(name))
				: [];
			const imports = names.sort().map((name, at) => `import p${at} from "./${name}";`);
			const entries = names.map((name, at) => {
				const bytes = readFileSync(join(folder, name));
				const size = `width: ${bytes.readUInt32BE(16)}, height: ${bytes.readUInt32BE(20)}`;
				return `"${basename(name, ".png")}": { src: p${at}, ${size} },`;
			});
			const contents = `${imports.join("")}export default {${entries.join("")}};`;
			return { contents, resolveDir: folder };
		});
	},
};

async function bundlePage(html, workerPath) {
	const entryPoints = [...html.matchAll(entryPattern)].map((match) => match[2]);
	if (entryPoints.length === 0) throw new Error("index.html names no /src or /styles file");
	const made = await build({
		...shared,
		entryPoints,
		plugins: [afterFirst, helpPictures],
		splitting: true,
		define: { __VAULT_WORKER__: JSON.stringify(`/${workerPath}`) },
	});
	return firstAsOne(made);
}

/** The entry is now one line that imports the one file of the first page: that file takes its place and its name. */
function firstAsOne({ outputFiles, metafile }) {
	const [line] = entryOutput(metafile, FIRST);
	const [file, ...more] = staticImports(metafile, line);
	if (file === undefined || more.length > 0) throw new Error("the first page is not one file");
	const named = (text) =>
		text.replaceAll(basename(file), basename(file).replace(/^chunk-/, "main-"));
	const { [line]: _, ...outputs } = metafile.outputs;
	outputs[file].entryPoint = FIRST;
	return {
		metafile: JSON.parse(named(JSON.stringify({ ...metafile, outputs }))),
		outputFiles: outputFiles
			.filter(({ path }) => sitePath(path) !== sitePath(line))
			.map(({ path, contents, text }) => ({
				path: named(path),
				contents: path.endsWith(".js") ? named(text) : contents,
			})),
	};
}

function entryOutput(metafile, entry) {
	const found = Object.entries(metafile.outputs).find(([, out]) => out.entryPoint === entry);
	if (found === undefined) throw new Error(`no output for ${entry}`);
	return found;
}

/** What an output needs before it runs, and what that needs. */
function staticImports(metafile, file, found = new Set()) {
	for (const { kind, path } of metafile.outputs[file].imports) {
		if (kind !== "import-statement" || found.has(path)) continue;
		found.add(path);
		staticImports(metafile, path, found);
	}
	return [...found];
}

/** index.html with the hashed names and what they must hash to, what the page needs at once preloaded. */
function page(html, metafile, contents) {
	const preload = [];
	const checked = (path) => {
		const sum = createHash("sha384").update(contents.get(path)).digest("base64");
		return `integrity="sha384-${sum}"`;
	};
	const text = html.replace(entryPattern, (_, attribute, entry) => {
		const [file, out] = entryOutput(metafile, entry);
		preload.push(...staticImports(metafile, file).map(sitePath));
		if (out.cssBundle !== undefined) throw new Error(`${entry}: name its css in index.html`);
		return `${attribute}="/${sitePath(file)}" ${checked(sitePath(file))}`;
	});
	const links = [...new Set(preload)].map(
		(path) => `<link rel="modulepreload" href="/${path}" ${checked(path)}>`,
	);
	return text.replace("</head>", `${links.join("")}</head>`);
}

const sourceHash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * check.html: one file that checks a client's receipt from a disk, with no network. Its policy lets run exactly what stands in
 * it; the broker's own, which lets no script stand in a page, keeps it from running before it has been saved.
 */
async function bundleCheck() {
	const made = await build({
		...shared,
		entryPoints: ["src/check/check.ts"],
		format: "iife",
		entryNames: "check",
	});
	const script = made.outputFiles[0].text.replaceAll("</script", "<\\/script");
	const template = readFileSync(join(web, "check.html"), "utf8");
	const style = /<style>([\s\S]*?)<\/style>/.exec(template)[1];
	const policy = [
		"default-src 'none'",
		`script-src ${sourceHash(script)} 'wasm-unsafe-eval'`,
		`style-src ${sourceHash(style)}`,
		"img-src data:",
		"base-uri 'none'",
		"form-action 'none'",
	].join("; ");
	const page = template
		.replace("<!-- policy -->", () => metaPolicy(policy))
		.replace("<!-- script -->", () => `<script>${script}</script>`);
	return { metafile: made.metafile, page };
}

const metaPolicy = (policy) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

/** The licence of every package that is in the bundle. */
function licences(...metafiles) {
	const packages = new Set();
	for (const input of metafiles.flatMap((metafile) => Object.keys(metafile.inputs))) {
		const match = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
		if (match !== null) packages.add(match[1]);
	}
	packages.add("lucide-static"); // its icons are copied into src/icons
	const texts = [...packages].sort().map((name) => {
		const folder = join(web, "node_modules", name);
		const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
		const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
		const text = file === undefined ? `${license}\n` : readFileSync(join(folder, file), "utf8");
		return `${name} ${version}\n\n${text}`;
	});
	return texts.join(`\n${"-".repeat(80)}\n\n`);
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** What `etatunti compare-web` reads (src/app/manifest.h says its form): paths in the order of their bytes. */
function manifest(sums) {
	const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
	const id = sha256(sorted.map(([path, sum]) => `${path} ${sum}\n`).join("")).slice(0, 16);
	return `${JSON.stringify({ v: 1, files: Object.fromEntries(sorted), id }, null, "\t")}\n`;
}

function writeSite(outdir, files) {
	rmSync(outdir, { recursive: true, force: true });
	const sums = new Map();
	const write = (path, bytes) => {
		const file = join(outdir, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, bytes);
		sums.set(path, sha256(bytes));
	};
	for (const [path, contents] of files) {
		const bytes = Buffer.from(contents);
		write(path, bytes);
		if (/\.(woff2|png)$/.test(path)) continue; // compressed by nature
		write(`${path}.gz`, gzipSync(bytes, { level: 9 }));
		const params = {
			[constants.BROTLI_PARAM_QUALITY]: 11,
			[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
		};
		write(`${path}.br`, brotliCompressSync(bytes, { params }));
	}
	writeFileSync(join(outdir, "manifest.json"), manifest(sums));
}

/** Gives what is in which file, as esbuild says it. */
export async function buildSite(outdir) {
	const template = readFileSync(join(web, "index.html"), "utf8");
	const worker = await bundleWorker();
	const [workerFile] = entryOutput(worker.metafile, "src/crypto/vault-worker.ts");
	const main = await bundlePage(template, sitePath(workerFile));
	const files = [...worker.outputFiles, ...main.outputFiles].map((file) => [
		relative(join(web, "out"), file.path),
		file.contents,
	]);
	files.push(["index.html", page(template, main.metafile, new Map(files))]);
	const check = await bundleCheck();
	files.push(["check.html", check.page]);
	files.push(["licences.txt", licences(worker.metafile, main.metafile)]);
	writeSite(outdir, files);
	return main.metafile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [outdir, ...rest] = process.argv.slice(2);
	if (outdir === undefined || outdir.startsWith("-") || rest.length > 0) {
		console.error("usage: node build.mjs OUTDIR   (OUTDIR is emptied first)");
		process.exit(2);
	}
	const target = resolve(outdir);
	const ours = existsSync(join(target, "manifest.json"));
	if (existsSync(target) && !ours && readdirSync(target).length > 0) {
		console.error(`${outdir} holds something else than a bundle; it is left alone`);
		process.exit(2);
	}
	await buildSite(target);
}
