// A client as light as can be, for crowds of them: TLS from an address of this machine, HTTP upgrade, frames without
// masks that hide (their key is zero), replies by id. Sends whatever it is told; whether it reads is the test's choice.
import { randomBytes as nonce } from "node:crypto";
import { readFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import tls from "node:tls";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { SUBPROTOCOL, WS_PATH } from "../../web/src/wire/connection.ts";
import { decode, encodeRequest, type Json } from "../../web/src/wire/frames.ts";
import { Refused, within } from "../scenarios/kit.ts";

const HEAD_END = "\r\n\r\n";

/** Where a server is, in a form that another process can be told. */
export interface At {
	readonly port: number;
	readonly origin: string;
	readonly ca: string;
}

export const at = (server: { port: number; origin: string; cert: string }): At => ({
	port: server.port,
	origin: server.origin,
	ca: readFileSync(join(server.cert, "cert.pem"), "utf8"),
});

/** The n-th address of this machine, of which each counts by itself. */
export const address = (n: number): string => `127.0.${1 + (n >> 7)}.${1 + (n & 127)}`;

const contexts = new Map<string, tls.SecureContext>();

/** Made once: it costs more than a connection. */
function contextOf(ca: string): tls.SecureContext {
	const known = contexts.get(ca) ?? tls.createSecureContext({ ca });
	contexts.set(ca, known);
	return known;
}

export const OP = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** How a frame may differ from a right one. */
export interface FrameForm {
	readonly fin?: boolean;
	readonly reserved?: number;
	readonly masked?: boolean;
	/** In the place of its length, in that many bytes (1, 2, 8). */
	readonly announced?: bigint;
	readonly wide?: 1 | 2 | 8;
}

export function wsFrame(op: number, payload: Uint8Array, form: FrameForm = {}): Buffer {
	const { fin = true, reserved = 0, masked = true, announced = BigInt(payload.length) } = form;
	const wide = form.wide ?? (announced < 126n ? 1 : announced < 65_536n ? 2 : 8);
	const head = Buffer.alloc(wide === 1 ? 2 : 2 + wide);
	head[0] = (fin ? 0x80 : 0) | (reserved << 4) | op;
	const length = wide === 1 ? Number(announced & 127n) : wide === 2 ? 126 : 127;
	head[1] = (masked ? 0x80 : 0) | length;
	if (wide === 2) head.writeUInt16BE(Number(announced & 65_535n), 2);
	if (wide === 8) head.writeBigUInt64BE(BigInt.asUintN(64, announced), 2);
	return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), payload]);
}

export const message = (bytes: string | Uint8Array): Buffer =>
	typeof bytes === "string"
		? wsFrame(OP.text, Buffer.from(bytes))
		: wsFrame(OP.binary, Buffer.from(bytes));

export function upgradeHead(to: At, fields: Readonly<Record<string, string>> = {}): string {
	const all = {
		Host: new URL(to.origin).host,
		Upgrade: "websocket",
		Connection: "Upgrade",
		Origin: to.origin,
		"Sec-WebSocket-Version": "13",
		"Sec-WebSocket-Key": nonce(16).toString("base64"),
		"Sec-WebSocket-Protocol": SUBPROTOCOL,
		...fields,
	};
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
	return `GET ${WS_PATH} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** A TCP connection from that address, and nothing said yet. */
export function plain(to: At, from: string): net.Socket {
	const socket = net.connect({ port: to.port, host: "127.0.0.1", localAddress: from });
	socket.on("error", () => {});
	return socket;
}

function secure(to: At, from: string): tls.TLSSocket {
	const socket = tls.connect({
		port: to.port,
		host: "127.0.0.1",
		localAddress: from,
		servername: "localhost",
		secureContext: contextOf(to.ca),
	} as tls.ConnectionOptions);
	socket.on("error", () => {});
	return socket;
}

type Waiting = (answer: Json, blobs: readonly Uint8Array[]) => void;

export class Raw {
	readonly socket: tls.TLSSocket;
	readonly closed: Promise<void>;
	isClosed = false;
	/** A close frame has come: nothing that is said now is heard. */
	get isClosing(): boolean {
		return this.closeCode !== null;
	}
	/** Replies and events that nobody waited for, and of what the last close frame spoke. */
	strays = 0;
	closeCode: number | null = null;
	/** Requests before an upgrade that were served. */
	served = 0;
	#bytes: Buffer = Buffer.alloc(0);
	#upgraded = false;
	#status: (line: string) => void = () => {};
	readonly #waiting = new Map<string, Waiting>();
	/** Every JSON message that answers no request of ours. */
	onStray: (json: Json) => void = () => {};

	private constructor(socket: tls.TLSSocket) {
		this.socket = socket;
		this.closed = new Promise((resolve) => {
			socket.once("close", () => {
				this.isClosed = true;
				resolve();
			});
		});
		socket.on("data", (data: Buffer) => this.#take(data));
	}

	/** A TLS connection on which nothing is said. */
	static async secured(to: At, from: string, ms?: number): Promise<Raw> {
		const raw = new Raw(secure(to, from));
		const done = new Promise<boolean>((resolve) => {
			raw.socket.once("secureConnect", () => resolve(true));
			void raw.closed.then(() => resolve(false));
		});
		if (!(await within(done, "a TLS handshake", ms))) throw new Error("closed in the handshake");
		return raw;
	}

	/** The first line of the answer to that head; "": closed without one. */
	async upgrade(head: string | Uint8Array, ms?: number): Promise<string> {
		const status = new Promise<string>((resolve) => {
			this.#status = resolve;
			void this.closed.then(() => resolve(""));
		});
		this.socket.write(head);
		return within(status, "an answer to an upgrade", ms);
	}

	static async open(to: At, from: string, ms?: number): Promise<Raw> {
		const raw = await Raw.secured(to, from, ms);
		const line = await raw.upgrade(upgradeHead(to), ms);
		if (!line.startsWith("HTTP/1.1 101")) throw new Error(`no upgrade: ${line}`);
		return raw;
	}

	#take(data: Buffer): void {
		this.#bytes = this.#bytes.length === 0 ? data : Buffer.concat([this.#bytes, data]);
		if (!this.#upgraded) {
			this.served += data.toString("latin1").split("HTTP/1.1 200").length - 1;
			const end = this.#bytes.indexOf(HEAD_END);
			if (end < 0) return;
			const line = this.#bytes.subarray(0, this.#bytes.indexOf("\r\n")).toString("latin1");
			this.#upgraded = line.includes(" 101 ") || line.endsWith(" 101");
			this.#bytes = this.#bytes.subarray(end + HEAD_END.length);
			this.#status(line);
			if (!this.#upgraded) return;
		}
		while (this.#takeFrame());
	}

	#takeFrame(): boolean {
		const bytes = this.#bytes;
		if (bytes.length < 2) return false;
		const short = (bytes[1] ?? 0) & 127;
		const start = short === 126 ? 4 : short === 127 ? 10 : 2;
		if (bytes.length < start) return false;
		const long = () => (short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)));
		const end = start + (short < 126 ? short : long());
		if (bytes.length < end) return false;
		this.#bytes = bytes.subarray(end);
		this.#said((bytes[0] ?? 0) & 15, bytes.subarray(start, end));
		return true;
	}

	#said(op: number, payload: Buffer): void {
		if (op === OP.ping) this.socket.write(wsFrame(OP.pong, payload));
		if (op === OP.close) {
			this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
			this.socket.end(wsFrame(OP.close, payload.subarray(0, 2)));
		}
		if (op !== OP.text && op !== OP.binary) return;
		const incoming = decode(op === OP.text ? payload.toString() : new Uint8Array(payload));
		if (incoming.kind !== "json") return;
		const { id } = incoming.json;
		const waiting = typeof id === "string" ? this.#waiting.get(id) : undefined;
		if (waiting === undefined) {
			this.strays++;
			this.onStray(incoming.json);
			return;
		}
		this.#waiting.delete(String(id));
		waiting(incoming.json, incoming.blobs);
	}

	/** The whole reply to a command, ok or not; rejects when the connection ends first. */
	reply(cmd: string, params: Json = {}, blobs: readonly Uint8Array[] = []): Promise<Json> {
		const id = toB64(randomBytes(16));
		const found = new Promise<Json>((resolve, reject) => {
			this.#waiting.set(id, resolve);
			void this.closed.then(() => reject(new Error(`closed before the reply to ${cmd}`)));
		});
		this.socket.write(message(encodeRequest({ v: 1, id, cmd, params }, blobs)));
		return found;
	}

	/** What a command gives; a wait that the server demands is kept. */
	async ask<T>(cmd: string, params: Json = {}, blobs: readonly Uint8Array[] = []): Promise<T> {
		for (;;) {
			const { ok, error } = await within(this.reply(cmd, params, blobs), `the reply to ${cmd}`);
			if (ok !== undefined && ok !== null) return ok as T;
			const why = error as Json & { readonly code: string };
			if (why.code !== "rate_limited") throw new Refused(cmd, why);
			await new Promise((resolve) => setTimeout(resolve, Number(why.retry_ms) + 5));
		}
	}

	cut(): Promise<void> {
		this.socket.destroy();
		return this.closed;
	}
}

/** Does it for each, at most `width` at once; the results in order. */
export async function each<T, R>(
	all: readonly T[],
	width: number,
	work: (one: T, n: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = new Array(all.length);
	const waiting = all.entries();
	const worker = async () => {
		for (const [n, one] of waiting) results[n] = await work(one, n);
	};
	await Promise.all(Array.from({ length: width }, worker));
	return results;
}

export const range = (count: number): readonly number[] =>
	Array.from({ length: count }, (_, n) => n);
