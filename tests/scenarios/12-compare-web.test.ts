// `etatunti compare-web` against our own server and against one that lies: whatever is served otherwise than it was built
// is named (exit 1), without one's own manifest nothing is proved (exit 3), whoever can't be asked is refused with a sentence (exit 2), and nothing hostile takes long or much.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Ended, run, Server } from "./kit.ts";
import { bytesOf, certificateFor, type Lie, Liar, manifestOf, type Reply, sha256 } from "./kit-liar.ts";

let server: Server;
let liar: Liar;
/** The folder that both serve, and its manifest. */
let web: string;
let truth: string;
let ca: string;

const webOf = (flags: readonly string[]): string => flags[flags.indexOf("--web") + 1] ?? "";

before(async () => {
	server = await Server.start();
	web = webOf(server.flags());
	truth = join(web, "manifest.json");
	ca = join(server.cert, "cert.pem");
	liar = await Liar.start(web, server.cert);
	liar.policy = (await policyOf(server.origin)).replaceAll(String(server.port), String(liar.port));
});
after(async () => {
	await liar?.stop();
	await server?.dispose();
});

/** As front says it, so that the liar can say the same. */
async function policyOf(origin: string): Promise<string> {
	const { get } = await import("node:https");
	return new Promise((resolve, reject) => {
		get(`${origin}/`, { ca: readFileSync(ca) }, (answer) => {
			answer.resume();
			resolve(String(answer.headers["content-security-policy"]));
		}).once("error", reject);
	});
}

const compare = (origin: string, ...args: string[]): Promise<Ended> =>
	run(["compare-web", origin, "--ca", ca, ...args]);

/** Everything of ours that names a file. */
const script = (): string => {
	const name = readdirSync(join(web, "assets")).find((entry) => /^main-.*\.js$/.test(entry));
	assert.ok(name !== undefined);
	return `/assets/${name}`;
};
const worker = (): string => {
	const name = readdirSync(join(web, "assets")).find((entry) => /^vault-worker-.*\.js$/.test(entry));
	assert.ok(name !== undefined);
	return `/assets/${name}`;
};
const idOf = (path: string): string => JSON.parse(readFileSync(path, "utf8")).id;

test("our own server serves what was built", async () => {
	for (const args of [["--manifest", truth], [`--manifest=${truth}`, "--timeout", "5"]]) {
		const { code, out, err } = await compare(`${server.origin}${args.length > 0 ? "/" : ""}`, ...args);
		assert.deepEqual([code, err], [0, ""], out);
		assert.match(out, new RegExp(`^${server.origin}: the same as .*, id ${idOf(truth)}\n$`));
	}
});

test("without a manifest of one's own nothing is proved: a line that says so, and not exit 0", async () => {
	const { code, out, err } = await compare(server.origin);
	assert.deepEqual([code, err], [3, ""], out);
	assert.match(out, /^[^\n]+: consistent, compared with its own manifest only, [^\n]+--manifest FILE[^\n]+\n$/);
	assert.doesNotMatch(out, /the same/);
});

test("a site that serves something else, with a manifest that fits it, is found with one's own only", async () => {
	const evil = Buffer.from("<!doctype html><title>evil</title>");
	const manifest = manifestOf({ "index.html": sha256(evil.toString()) });
	liar.lie = ({ path }, honest) => {
		if (path === "/") return { ...honest, body: evil };
		return path === "/manifest.json" ? { ...honest, body: Buffer.from(manifest) } : honest;
	};
	assert.equal((await compare(liar.origin)).code, 3);
	assert.equal((await compare(liar.origin, "--manifest", truth)).code, 1);
});

test("our own server with one file touched after the build says so by its own manifest", async () => {
	const changed = join(server.dir, "changed");
	cpSync(web, changed, { recursive: true });
	appendFileSync(join(changed, script()), "\n");
	await server.stop();
	await server.serve(["--web", changed]);
	const { code, out, err } = await compare(server.origin, "--manifest", truth);
	assert.deepEqual([code, err], [1, ""]);
	const [line, summary] = out.trim().split("\n");
	assert.equal(line, `${script().slice(1)}: it is another one than the manifest lists`);
	assert.match(summary ?? "", /DIFFERS from .* in 1 places, id [0-9a-f]{16}$/);
	assert.equal((await compare(server.origin)).code, 1);
});

/** For one path only. */
const at =
	(path: string | (() => string), lie: Lie): Lie =>
	(question, honest) =>
		question.path === (typeof path === "string" ? path : path()) ? lie(question, honest) : honest;
const saying = (body: Buffer): Lie => {
	return (_, honest) => ({ ...honest, body });
};
const touched: Lie = (_, honest) => ({ ...honest, body: Buffer.concat([honest.body, Buffer.from(" ")]) });
const heading = (headers: (honest: Reply) => Record<string, string>): Lie => {
	return (_, honest) => ({ ...honest, headers: headers(honest) });
};
const also = (name: string, value: string): Lie =>
	heading(({ headers }) => ({ ...headers, [name]: value }));
const chunked = (body: Buffer, size = body.length.toString(16)): Buffer =>
	Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")]);
const inChunks = ({ headers, ...rest }: Reply, body: Buffer): Buffer =>
	bytesOf({ ...rest, headers: { ...headers, "Transfer-Encoding": "chunked" }, body }, null);

/** Says the head and then goes on as long as it is listened to. */
const endless =
	(headers: (honest: Reply) => Buffer, piece: Buffer): Lie =>
	({ socket }, honest) => {
		socket.write(headers(honest));
		const more = (): void => {
			while (!socket.destroyed && socket.write(piece));
		};
		socket.on("drain", more);
		more();
		return null;
	};
const silent: Lie = () => null;
const MIB = Buffer.alloc(1 << 20, "x");
const empty = (honest: Reply): Reply => ({ ...honest, body: Buffer.alloc(0) });

type Row = readonly [what: string, lie: Lie, code: 1 | 2, says: RegExp];
const different: readonly Row[] = [
	["a script with a blank more", at(script, touched), 1, /main-\w+\.js: it is another/],
	[
		"only what browsers get, who take it packed",
		at(script, (question, honest) => (question.coding === "br" ? touched(question, honest) : honest)),
		1,
		/^\S+main-\w+\.js\.br: it is another[^\n]*\n\S+ DIFFERS/,
	],
	["an empty page", at("/", saying(Buffer.alloc(0))), 1, /index\.html: it is another/],
	[
		"a page with a script of somebody's",
		at("/", saying(Buffer.from('<script src="/assets/evil.js"></script>'))),
		1,
		/index\.html: it is another/,
	],
	[
		"a script that is gone",
		at(script, (_, honest) => ({ ...honest, status: "404 Not Found" })),
		1,
		/main-\w+\.js: it is not there/,
	],
	[
		"a script in another's place",
		at(worker, ({ coding }) => liar.honest(script(), coding)),
		1,
		/vault-worker-\w+\.js: it is another/,
	],
	["no policy on the page", at("/", heading(() => ({}))), 1, /index\.html: .*Content-Security-Policy/],
	[
		"a policy with a hole, for the worker alone",
		at(worker, also("Content-Security-Policy", "script-src * 'unsafe-eval'")),
		1,
		/vault-worker-\w+\.js: .*Content-Security-Policy/,
	],
	[
		"a policy that only reports",
		at(
			"/",
			heading(({ headers }) => ({
				"Content-Security-Policy-Report-Only": headers["Content-Security-Policy"] ?? "",
			})),
		),
		1,
		/index\.html: .*Content-Security-Policy/,
	],
	[
		"a policy that never ends",
		at("/", also("Content-Security-Policy", `default-src 'none'; ${"x".repeat(4000)}`)),
		1,
		/index\.html: .*Content-Security-Policy/,
	],
	[
		"a redirect",
		at(script, (_, honest) => ({
			...honest,
			status: "302 Found",
			headers: { ...honest.headers, Location: script() },
		})),
		1,
		/main-\w+\.js: it leads somewhere else/,
	],
	["a page that goes on elsewhere", at("/", also("Refresh", "0; url=https://evil.example")), 1, /leads/],
	[
		"packed though nobody asked",
		at(script, (_, honest) => ({
			...honest,
			headers: { ...honest.headers, "Content-Encoding": "gzip" },
			body: gzipSync(readFileSync(join(web, script()))),
		})),
		1,
		/main-\w+\.js: it comes packed as nobody asked/,
	],
	[
		"no end, in chunks",
		at(
			script,
			endless(
				(honest) => inChunks(honest, Buffer.alloc(0)),
				Buffer.concat([Buffer.from("100000\r\n"), MIB, Buffer.from("\r\n")]),
			),
		),
		1,
		/main-\w+\.js: it is longer than anything of ours/,
	],
	[
		"no end, as announced",
		at(
			script,
			endless((honest) => bytesOf(empty(honest), 2 ** 40), MIB),
		),
		1,
		/main-\w+\.js: it is longer than anything of ours/,
	],
	[
		"shorter by its own word than what it sends",
		at(script, (_, honest) => bytesOf(honest, honest.body.length - 7)),
		1,
		/main-\w+\.js: it is another/,
	],
	["another manifest", at("/manifest.json", touched), 1, /^manifest\.json: it is another/],
	[
		"a chunk that is cut off",
		at(script, (_, honest) => inChunks(honest, chunked(honest.body, "ffffff"))),
		1,
		/main-\w+\.js: it is another/,
	],
];
const unanswered: readonly Row[] = [
	[
		"a cut in the middle",
		at(script, (_, honest) => bytesOf(honest).subarray(0, -7)),
		2,
		/main-\w+\.js: the answer was cut off/,
	],
	[
		"a chunk of no length at all",
		at(script, (_, honest) => inChunks(honest, chunked(honest.body, "lots"))),
		2,
		/main-\w+\.js: /,
	],
	[
		"a chunk whose length is less than nothing",
		at(script, (_, honest) => inChunks(honest, chunked(honest.body, "-1"))),
		2,
		/main-\w+\.js: /,
	],
	["no HTTP", () => Buffer.from("SSH-2.0-OpenSSH_9.2\r\n\r\n"), 2, /manifest\.json: /],
	["nothing", () => Buffer.alloc(0), 2, /manifest\.json: /],
	["silence", silent, 2, /manifest\.json: no whole answer in time/],
	[
		"silence half-way",
		at(script, ({ socket }, honest) => {
			socket.write(bytesOf(honest).subarray(0, -7));
			return null;
		}),
		2,
		/main-\w+\.js: no whole answer in time/,
	],
	[
		"a head without end",
		endless(() => Buffer.from("HTTP/1.1 200 OK\r\n"), Buffer.from(`X: ${"x".repeat(1000)}\r\n`)),
		2,
		/manifest\.json: /,
	],
	[
		"drops",
		({ socket }, honest) => {
			const bytes = bytesOf(honest);
			let sent = 0;
			const timer = setInterval(() => socket.write(bytes.subarray(sent, ++sent)), 20);
			socket.on("close", () => clearInterval(timer));
			return null;
		},
		2,
		/manifest\.json: no whole answer in time/,
	],
];

for (const [what, lie, code, says] of [...different, ...unanswered])
	test(`a server that lies: ${what}`, async () => {
		liar.lie = lie;
		const began = performance.now();
		const got = await compare(liar.origin, "--manifest", truth, "--timeout", "2");
		assert.equal(got.code, code, `${got.out}${got.err}`);
		assert.match(code === 1 ? got.out : got.err, says);
		if (code === 2) assert.match(got.err, /^etatunti compare-web: [^\n]+\n$/);
		assert.ok(performance.now() - began < 10_000, "it took long");
	});

test("the same server, honest: packed, unpacked or in chunks", async () => {
	const honestly: Lie[] = [
		(_, honest) => honest,
		({ path }) => liar.honest(path, "identity"),
		(_, honest) => inChunks(honest, chunked(honest.body)),
	];
	for (const lie of honestly) {
		liar.lie = lie;
		const { code, out, err } = await compare(liar.origin, "--manifest", truth);
		assert.equal(code, 0, `${out}${err}`);
	}
});

/** As the site's own manifest and as one's own file: refused, and nothing else is asked for. */
test("a manifest that is none, or leads astray", async () => {
	const sum = sha256("");
	const page = { "index.html": sum };
	const whole = readFileSync(truth, "utf8");
	const names = (files: Record<string, string>): string => manifestOf(files);
	const rows: readonly (readonly [string, string, RegExp])[] = [
		["nothing", "", /line 1/],
		["no JSON", "<!doctype html>", /line 1/],
		["upwards", names({ "../etc/passwd": sum, ...page }), /name is not one of the bundle/],
		["upwards within", names({ "assets/../../x": sum, ...page }), /name is not one of the bundle/],
		["from the top", names({ "/etc/passwd": sum, ...page }), /name is not one of the bundle/],
		["a hidden file", names({ "a/.env": sum, ...page }), /name is not one of the bundle/],
		["a line break", names({ "a\r\nHost: x": sum, ...page }), /name is not one of the bundle/],
		["a question", names({ "a?b": sum, ...page }), /name is not one of the bundle/],
		["escaped", names({ "%2e%2e/x": sum, ...page }), /name is not one of the bundle/],
		["itself", names({ ...page, "manifest.json": sum }), /name is not one of the bundle/],
		["a long name", names({ ["a".repeat(201)]: sum, ...page }), /too long/],
		["no page", names({ "a.js": sum }), /no index\.html/],
		["packed alone", names({ "a.js.gz": sum, ...page }), /a packed file without/],
		["no files", names({}), /line 3/],
		["a short sum", names({ "index.html": sum.slice(2) }), /SHA-256/],
		["not in order", names({ "z.js": sum, ...page }), /not in order/],
		["one twice", whole.replace(/^(\t\t"assets.*\n)/m, "$1$1"), /stands twice/],
		["another id", whole.replace(/"id": "...../, '"id": "00000'), /id is not that of the files/],
		["something behind", `${whole}{}\n`, /follows its end/],
		["a zero byte", whole.replace("assets/", "assets\0/"), /name is not one of the bundle/],
		["cut off", whole.slice(0, -20), /line \d+/],
		["another version", whole.replace('"v": 1', '"v": 2'), /line 2/],
		[
			"a million files",
			names(Object.fromEntries(Array.from({ length: 1e6 }, (_, n) => [`f${n}.js`, sum]))),
			/too long|longer/,
		],
		[
			"five thousand files",
			names(
				Object.fromEntries(
					Array.from({ length: 5000 }, (_, n) => [`f${String(n).padStart(4, "0")}.js`, sum]),
				),
			),
			/more than 4096 files/,
		],
	];
	const file = join(server.dir, "manifest.json");
	for (const [what, text, says] of rows) {
		const asked: string[] = [];
		liar.lie = ({ path }, honest) => {
			asked.push(path);
			return path === "/manifest.json" ? { ...honest, body: Buffer.from(text) } : honest;
		};
		const served = await compare(liar.origin);
		assert.deepEqual([served.code, served.out], [2, ""], `${what}: ${served.out}${served.err}`);
		assert.match(served.err, says, what);
		assert.match(served.err, /^etatunti compare-web: [^\n]+\n$/, what);
		assert.deepEqual(asked, ["/manifest.json"], what);
		writeFileSync(file, text);
		const own = await compare(liar.origin, "--manifest", file);
		assert.equal(own.code, 2, what);
		assert.match(own.err, says, what);
		assert.deepEqual(asked, ["/manifest.json"], `${what}: nothing is asked for`);
	}
	liar.lie = at("/manifest.json", (_, honest) => ({ ...honest, status: "404 Not Found" }));
	const none = await compare(liar.origin);
	assert.equal(none.code, 2);
	assert.match(none.err, /has no manifest/);
});

test("64 MiB in all, however many files there are", async () => {
	const big = Buffer.alloc(15 << 20);
	const files = { ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`f${n}`, sha256(big)])) };
	const manifest = manifestOf({ ...files, "index.html": sha256("") });
	liar.lie = ({ path }, honest) => {
		const body = path === "/manifest.json" ? Buffer.from(manifest) : path === "/" ? Buffer.alloc(0) : big;
		return { ...honest, status: "200 OK", body };
	};
	const { code, out } = await compare(liar.origin);
	assert.equal(code, 1);
	assert.match(out, /^f5: it is longer than anything of ours\n/);
});

test("whose certificate is not the site's is not asked", async () => {
	const cases: { cert: string; trust: string | null; says: RegExp; host?: string }[] = [
		{ cert: server.cert, trust: null, says: /certificate is refused/ },
		{
			cert: certificateFor("other.example", join(server.dir, "other")),
			trust: "own",
			says: /hostname mismatch/,
		},
		{ cert: join(server.dir, "other"), trust: "own", says: /mismatch/, host: "127.0.0.1" },
		{ cert: certificateFor("localhost", join(server.dir, "unknown")), trust: ca, says: /certificate/ },
	];
	for (const { cert, trust, says, host } of cases) {
		const other = await Liar.start(web, cert);
		let asked = 0;
		other.lie = (_, honest) => {
			asked++;
			return honest;
		};
		const file = trust === "own" ? join(cert, "cert.pem") : trust;
		const origin = `https://${host ?? "localhost"}:${other.port}`;
		const args = ["compare-web", origin, ...(file === null ? [] : ["--ca", file])];
		const { code, out, err } = await run(args);
		await other.stop();
		assert.deepEqual([code, out, asked], [2, "", 0], err);
		assert.match(err, says);
	}
	const old = await Liar.start(web, server.cert, {
		minVersion: "TLSv1",
		maxVersion: "TLSv1.1",
		ciphers: "DEFAULT:@SECLEVEL=0",
	});
	const { code, err } = await compare(old.origin);
	await old.stop();
	assert.equal(code, 2, err);
});

test("what cannot be asked for is said in a sentence", async () => {
	const folder = join(server.dir, "folder");
	mkdirSync(folder);
	const rows: readonly (readonly [args: readonly string[], says: RegExp])[] = [
		[[], /say which site/],
		[["http://localhost"], /is not https:/],
		[["https://localhost/path"], /is not https:/],
		[["https://user@localhost"], /is not https:/],
		[["ftp://localhost"], /is not https:/],
		[[`https://${"a".repeat(2000)}`], /is not https:/],
		[[""], /url must not be empty/],
		[["https://localhost", "https://localhost"], /was not expected/],
		[["https://localhost:1", "--ca", ca], /https:\/\/localhost:1\/manifest\.json: /],
		[["https://nowhere.invalid", "--ca", ca], /nowhere\.invalid/],
		[["https://localhost", "--ca", "/nonexistent"], /\/nonexistent can't be used/],
		[["https://localhost", "--ca", truth], /can't be used/],
		[["https://localhost", "--manifest", "/nonexistent"], /\/nonexistent can't be read/],
		[["https://localhost", "--manifest", folder], /can't be read/],
		[["https://localhost", "--timeout", "0"], /timeout must be a number/],
	];
	for (const [args, says] of rows) {
		const { code, out, err } = await run(["compare-web", ...args]);
		assert.deepEqual([code, out], [2, ""], args.join(" "));
		assert.match(err, /^etatunti compare-web: [^\n]+\n$/);
		assert.match(err, says, args.join(" "));
	}
});
