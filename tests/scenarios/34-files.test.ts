// The real bundle from the real server, as a browser fetches it: packed as it asks, kept for good where the name says what
// is in it, asked for anew where it does not, and every byte what the manifest says; nothing from anywhere else.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Server } from "./kit.ts";

interface Answer {
	readonly status: number | undefined;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync } as const;
const HASHED = /^assets\/[\w-]+-[0-9A-Z]{8}\.(js|css|woff2|png)$/;
let server: Server;
let agent: Agent;
let files: readonly (readonly [path: string, sha256: string])[];

before(async () => {
	server = await Server.start();
	agent = new Agent({ ca: readFileSync(join(server.cert, "cert.pem")), keepAlive: true, maxSockets: 4 });
	const manifest = JSON.parse(`${(await ask("/manifest.json")).body}`);
	files = Object.entries<string>(manifest.files);
});
after(async () => {
	agent?.destroy();
	await server?.dispose();
});

function ask(path: string, headers: OutgoingHttpHeaders = {}, method = "GET"): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request(new URL(path, server.origin), { agent, headers, method }, (reply) => {
			const parts: Buffer[] = [];
			reply.on("data", (part: Buffer) => parts.push(part));
			reply.on("end", () =>
				resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(parts) }),
			);
		});
		sent.on("error", reject);
		sent.end();
	});
}

/** Without the packed ones, which have no address of their own. */
const served = () => files.filter(([path]) => !/\.(gz|br)$/.test(path));
const addressOf = (path: string): string => (path === "index.html" ? "/" : `/${path}`);
const isPacked = (path: string, ending: string): boolean =>
	files.some(([one]) => one === `${path}.${ending}`);

test("each file comes packed as it is asked for, and is what the manifest says", async () => {
	assert.ok(served().length > 20);
	for (const [path, sum] of served())
		for (const [accepted, ending] of [["gzip, deflate, br, zstd", "br"], ["gzip", "gz"], ["identity", ""]] as const) {
			const { status, headers, body } = await ask(addressOf(path), { "accept-encoding": accepted });
			assert.equal(status, 200, path);
			const coding = headers["content-encoding"];
			assert.equal(headers.vary, "Accept-Encoding");
			assert.equal(Number(headers["content-length"]), body.length);
			// Fonts and pictures are packed by nature.
			if (ending === "" || !isPacked(path, ending)) assert.equal(coding, undefined, path);
			const plain = coding === "br" || coding === "gzip" ? UNPACK[coding](body) : body;
			if (/\.(js|css|html)$/.test(path) && ending !== "" && plain.length > 1_000)
				assert.equal(coding, ending === "gz" ? "gzip" : ending, path);
			assert.equal(createHash("sha256").update(plain).digest("hex"), sum, `${path} ${accepted}`);
		}
});

test("a name with its hash is kept for good, any other asked for anew", async () => {
	for (const [path] of served()) {
		const { headers } = await ask(addressOf(path), {}, "HEAD");
		const kept = headers["cache-control"];
		if (path.startsWith("assets/")) {
			assert.match(path, HASHED);
			assert.equal(kept, "public, max-age=31536000, immutable", path);
		} else assert.equal(kept, "no-cache", path);
		const again = await ask(addressOf(path), { "if-none-match": headers.etag });
		assert.equal(again.status, 304, path);
		assert.equal(again.body.length, 0);
		assert.equal(again.headers["cache-control"], kept);
	}
});

test("the page names nothing but its own hashed files, and its policy lets nothing else be fetched", async () => {
	const { headers, body } = await ask("/");
	const html = `${body}`;
	const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((one) => one[1] ?? "");
	assert.ok(named.length >= 2);
	for (const one of named.filter((each) => each !== "data:,")) assert.match(one.slice(1), HASHED);
	const policy = new Map(
		`${headers["content-security-policy"]}`.split("; ").map((rule) => {
			const [name = "", ...sources] = rule.split(" ");
			return [name, sources] as const;
		}),
	);
	assert.deepEqual(policy.get("default-src"), ["'none'"]);
	const own = new Set(["'none'", "'self'", "'wasm-unsafe-eval'", "blob:", "data:", `wss://${new URL(server.origin).host}`]);
	for (const name of ["script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "worker-src", "frame-src"])
		for (const source of policy.get(name) ?? []) assert.ok(own.has(source), `${name} ${source}`);
});
