// What is wrong before there is a message: TLS handshakes, heads of requests, WebSocket frames, as the dice say. Each is
// sent on a connection of its own, and what became of that is said: who is at fault ends it, or has an answer to it.
import assert from "node:assert/strict";
import net from "node:net";
import tls from "node:tls";
import { within } from "../scenarios/kit.ts";
import type { Dice } from "./kit-dice.ts";
import { type At, type FrameForm, OP, plain, Raw, upgradeHead, wsFrame } from "./kit-load-raw.ts";

/** The first bytes of a right TLS handshake. */
export function clientHello(): Promise<Buffer> {
	const captured = new Promise<Buffer>((resolve, reject) => {
		const server = net.createServer((socket) => {
			socket.once("data", (data) => {
				resolve(data);
				socket.destroy();
				server.close();
			});
		});
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address() as net.AddressInfo;
			tls.connect({ port, host: "127.0.0.1", servername: "localhost" }).on("error", () => {});
		});
	});
	return within(captured, "a ClientHello");
}

function noise(dice: Dice, length: number): Buffer {
	const bytes = Buffer.alloc(length);
	for (let i = 0; i < length; i++) bytes[i] = dice.below(256);
	return bytes;
}

function flip(dice: Dice, bytes: Buffer, most: number): Buffer {
	const copy = Buffer.from(bytes);
	for (let n = 1 + dice.below(most); n > 0; n--) {
		const i = dice.below(copy.length);
		copy[i] = (copy[i] ?? 0) ^ (1 << dice.below(8));
	}
	return copy;
}

type Way = readonly [(dice: Dice) => Buffer, ...((dice: Dice) => Buffer)[]];

/** Something that is no TLS handshake, or not all of one; then our end of the connection is closed. */
export async function hellos(dice: Dice, to: At, from: string, hello: Buffer): Promise<string> {
	const ways: Way = [
		() => noise(dice, 1 + dice.below(600)),
		() => flip(dice, hello, 8),
		() => hello.subarray(0, 1 + dice.below(hello.length - 1)),
		() => Buffer.concat([flip(dice, hello, 2), noise(dice, 200)]),
		() => Buffer.concat([hello, hello]),
		() => Buffer.from(upgradeHead(to)),
		() => Buffer.concat([hello.subarray(0, 3), Buffer.from([255, 255]), hello.subarray(5)]),
	];
	const socket = plain(to, from);
	const closed = new Promise((resolve) => socket.once("close", resolve));
	socket.resume();
	socket.end(dice.one(ways)(dice));
	await within(closed, "the end of a broken handshake");
	return "no handshake";
}

const LONG = "x".repeat(5000);

/** Heads that no browser sends: smuggling, ambiguity, excess, other protocols, and right ones with bits flipped. */
function head(dice: Dice, to: At): Buffer {
	const right = upgradeHead(to);
	const { host } = new URL(to.origin);
	const get = (target: string, rest: string) =>
		`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${rest}\r\n`;
	const without = (name: string) => right.replace(new RegExp(`^${name}:.*\r\n`, "m"), "");
	const inner = get("/", "");
	const ways: readonly [string, ...string[]] = [
		get("/", `Content-Length: ${inner.length}\r\nTransfer-Encoding: chunked\r\n`) + inner,
		get("/", "Content-Length: 5\r\nContent-Length: 6\r\n") + inner,
		get("/", "Content-Length: -1\r\n"),
		get("/", "Content-Length: 18446744073709551617\r\n") + inner,
		get("/", "Transfer-Encoding: xchunked\r\n") + inner,
		get("/", "Transfer-Encoding : chunked\r\n") + `0\r\n\r\n${inner}`,
		get("/", "Transfer-Encoding:\tchunked\r\n") + `0\r\n\r\n${inner}`,
		get("/", `X: y\r\n Transfer-Encoding: chunked\r\n`) + `0\r\n\r\n${inner}`,
		right.replaceAll("\r\n", "\n"),
		right.replaceAll("\r\n", "\r"),
		without("Host"),
		right.replace("\r\n", `\r\nHost: example.fi\r\n`),
		right.replace("\r\n", "\r\nContent-Length: 10\r\n"),
		without("Origin"),
		right.replace(/Origin: .*/, "Origin: https://example.fi"),
		without("Sec-WebSocket-Key"),
		right.replace(/Key: .*/, "Key: c2hvcnQ="),
		right.replace("Version: 13", "Version: 12"),
		right.replace("etatunti.v1", "etatunti.v2"),
		right.replace("Upgrade: websocket", "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__"),
		right.replace("GET /ws", "POST /ws"),
		right.replace("GET /ws", "GET /%2e%2e/ws"),
		right.replace("GET /ws", `GET https://${host}/ws`),
		right.replace("HTTP/1.1", "HTTP/1.0"),
		right.replace("HTTP/1.1", "HTTP/9.9"),
		right.replace("\r\n", `\r\nX-Long: ${LONG}\r\n`),
		right.replace("\r\n", `\r\n${"X-Many: 1\r\n".repeat(500)}`),
		right.replace("\r\n", "\r\nX\u0000Y: 1\r\n"),
		get(`/${LONG}`, ""),
		get("/../../etc/passwd", ""),
		get("/\u0000", ""),
		`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
		"GET /\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"\r\n\r\n\r\n",
		"*",
		noise(dice, 300).toString("latin1"),
	];
	const made = Buffer.from(dice.below(3) === 0 ? right : dice.one(ways), "latin1");
	// What hides a second request stays as it is: otherwise that may be one in its own right.
	const isSpoilt = made.includes(right) || (!made.includes(inner) && dice.below(2) === 0);
	const spoilt = isSpoilt ? flip(dice, made, 3) : made;
	return Buffer.concat([spoilt, Buffer.from("\r\n\r\n\r\n\r\n")]);
}

/**
 * A head over TLS: there is an answer, or the connection is ended, without our doing anything more. Whatever is hidden behind
 * the first head is not served.
 */
export async function heads(dice: Dice, to: At, from: string): Promise<string> {
	const raw = await Raw.secured(to, from);
	const bytes = head(dice, to);
	const line = await raw.upgrade(bytes);
	raw.socket.end();
	await within(raw.closed, "the end after a wrong head");
	assert.ok(raw.served <= 1, `${raw.served} times served: ${bytes.toString("latin1")}`);
	return line === "" ? "hung up" : line.split(" ").slice(1, 2).join("");
}

/** A wrong frame and how it may end: by what the server says with its close, or "cut". */
interface Wrong {
	readonly bytes: Buffer;
	readonly ends: readonly string[];
	/** There is nothing wrong with it until its rest fails to come; we end it. */
	readonly we: boolean;
}

const CUT = ["cut"];
/** RFC 6455: protocol error, which may be cut off as well; not UTF-8; a kind that we do not know. */
const PROTOCOL = ["close 1002"];
const PROTOCOL_OR_CUT = [...PROTOCOL, ...CUT];
const NOT_UTF8 = ["close 1007"];
const UNKNOWN = ["close 1003"];
/** A goodbye without a reason, answered by another. */
const GOODBYE = ["close 1005"];
/** It is taken, and our goodbye behind it answered: what does not belong, and two things that the library forgives. */
const TAKEN = ["close 1000"] as const;
const ANY = [...PROTOCOL_OR_CUT, ...NOT_UTF8, ...UNKNOWN, ...GOODBYE, ...TAKEN];

function frame(dice: Dice): Wrong {
	const text = Buffer.from('{"v":1}');
	const made = (ends: readonly string[], bytes: Buffer, we = false) => ({ bytes, ends, we });
	const form = (ends: readonly string[], op: number, payload: Uint8Array, how: FrameForm = {}) =>
		made(ends, wsFrame(op, payload, how));
	const ways = [
		() => form(TAKEN, OP.text, text, { masked: false }),
		() => form(PROTOCOL, OP.text, text, { reserved: 1 + dice.below(7) }),
		() => form(PROTOCOL, dice.one([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), text),
		() => form(PROTOCOL, OP.ping, text, { fin: false }),
		() => form(PROTOCOL_OR_CUT, OP.ping, Buffer.alloc(126)),
		() => form(GOODBYE, OP.close, Buffer.from([3])),
		() => form(PROTOCOL, OP.close, Buffer.from([3, 231])),
		() => form(PROTOCOL, OP.more, text),
		() =>
			made(
				PROTOCOL,
				Buffer.concat([wsFrame(OP.text, text, { fin: false }), wsFrame(OP.text, text)]),
			),
		() => form(NOT_UTF8, OP.text, Buffer.from([0xc3, 0x28])),
		() => form(NOT_UTF8, OP.text, Buffer.from([0xf8, 0x88, 0x80, 0x80, 0x80])),
		() => form(UNKNOWN, OP.binary, Buffer.from([9, 9, 9])),
		() => form(TAKEN, OP.binary, Buffer.from([2, 0, 0])),
		() => form(TAKEN, OP.text, text, { wide: 8 }),
		() => form(PROTOCOL_OR_CUT, OP.text, text, { announced: 1n << 63n }),
		() => made(CUT, wsFrame(OP.text, text, { announced: 1n << 40n }), true),
		() => made(CUT, wsFrame(OP.binary, Buffer.alloc(3), { announced: 0xffffn }), true),
		() => made(ANY, noise(dice, 1 + dice.below(300)), true),
		() => made(ANY, flip(dice, wsFrame(OP.text, text), 4), true),
	] as const;
	return dice.one(ways)();
}

/** A frame after a right upgrade: the server ends it as this wrong demands, by itself or by our goodbye if it is taken. */
export async function frames(dice: Dice, to: At, from: string): Promise<string> {
	const raw = await Raw.open(to, from);
	const { bytes, ends, we } = frame(dice);
	raw.socket.write(bytes);
	if (ends.includes(TAKEN[0])) raw.socket.write(wsFrame(OP.close, Buffer.from([3, 232])));
	if (we) raw.socket.end();
	await within(raw.closed, "the end after a broken frame");
	const end = raw.closeCode === null ? "cut" : `close ${raw.closeCode}`;
	assert.ok(ends.includes(end), `${end} instead of ${ends} after ${bytes.toString("hex")}`);
	return end;
}
