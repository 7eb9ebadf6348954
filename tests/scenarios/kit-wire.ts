// A raw client of the server: sends any bytes, keeps everything that comes, waits for answers and events. Decides nothing.
import type WebSocket from "ws";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import {
	decode,
	encodePeer,
	encodeRequest,
	type Json,
	type PeerFrame,
} from "../../web/src/wire/frames.ts";
import type { WireEvent } from "../../web/src/wire/messages.ts";
import { type Server, type Way, within } from "./kit-server.ts";

export interface Answer {
	readonly json: Json;
	readonly blobs: readonly Uint8Array[];
	readonly ok: Json | null;
	readonly error: (Json & { readonly code: string }) | null;
}

/** An error reply, thrown by ask(). */
export class Refused extends Error {
	override name = "Refused";
	constructor(
		readonly cmd: string,
		readonly error: Json & { readonly code: string },
	) {
		super(`${cmd}: ${JSON.stringify(error)}`);
	}
	get code(): string {
		return this.error.code;
	}
}

export interface Closed {
	readonly code: number;
	readonly reason: string;
}

/** A fresh id of a command. */
export const newId = (): string => toB64(randomBytes(16));

/** A command as bytes, for sending more than once. */
export interface Frame {
	readonly id: string;
	readonly bytes: string | Uint8Array;
}

export function frame(
	cmd: string,
	params: Json = {},
	blobs: readonly Uint8Array[] = [],
	id = newId(),
): Frame {
	return { id, bytes: encodeRequest({ v: 1, id, cmd, params }, blobs) };
}

const isEvent = (answer: Answer): boolean => typeof answer.json.ev === "string";

function bytesOf(data: WebSocket.RawData): Uint8Array {
	return new Uint8Array(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer));
}

export class Wire {
	readonly closed: Promise<Closed>;
	isClosed = false;
	readonly #socket: WebSocket;
	#inbox: Answer[] = [];
	/** Peer frames that have come so far. */
	readonly heard: PeerFrame[] = [];
	readonly #waiting = new Set<() => void>();

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		this.closed = new Promise((resolve) => {
			socket.on("close", (code: number, reason: Buffer) => {
				this.isClosed = true;
				this.#wake();
				resolve({ code, reason: reason.toString() });
			});
		});
		socket.on("error", () => {}); // close follows
		socket.on("message", (data: WebSocket.RawData, binary: boolean) => {
			const incoming = decode(binary ? bytesOf(data) : data.toString());
			if (incoming.kind === "peer") {
				this.heard.push(incoming.frame);
				this.#wake();
				return;
			}
			const { json, blobs } = incoming;
			const ok = (json.ok ?? null) as Answer["ok"];
			const error = (json.error ?? null) as Answer["error"];
			this.#inbox.push({ json, blobs, ok, error });
			this.#wake();
		});
	}

	#wake(): void {
		for (const look of [...this.#waiting]) look();
	}

	/** Connected and upgraded; rejects when the server refuses. */
	static async open(server: Server, options: Way = {}): Promise<Wire> {
		const socket = server.webSocket(options);
		const wire = new Wire(socket);
		const opened = new Promise<void>((resolve, reject) => {
			socket.once("open", resolve);
			socket.once("error", reject);
		});
		await within(opened, "a connection");
		return wire;
	}

	/** Tries until somebody answers on the port: after a kill, while the server comes up again. */
	static async openAgain(server: Server, ms: number): Promise<Wire> {
		const until = Date.now() + ms;
		for (;;) {
			try {
				return await Wire.open(server);
			} catch (error) {
				if (Date.now() > until) throw new Error(`${error}; the server said: ${server.stderr}`);
			}
		}
	}

	/** Any bytes at all. Resolves when they are in the kernel's hands. `binary`: as a frame of which kind. */
	send(data: string | Uint8Array, binary = typeof data !== "string"): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#socket.send(data, { binary }, (error) => (error ? reject(error) : resolve()));
		});
	}

	/** A peer frame as the front relays it, or not. */
	sendPeer(frame: PeerFrame): Promise<void> {
		return this.send(encodePeer(frame));
	}

	/** Ends the TCP connection without a word. */
	cut(): Promise<Closed> {
		this.#socket.terminate();
		return within(this.closed, "the end of a cut connection");
	}

	close(): Promise<Closed> {
		this.#socket.close();
		return within(this.closed, "the end of a connection");
	}

	/** Takes the first message that fits out of the inbox, or the first to come. */
	#take(fits: (answer: Answer) => boolean, what: string): Promise<Answer> {
		let look = () => {};
		const found = new Promise<Answer>((resolve, reject) => {
			look = () => {
				if (!this.#waiting.has(look)) return;
				const at = this.#inbox.findIndex(fits);
				const [answer] = at < 0 ? [] : this.#inbox.splice(at, 1);
				if (answer === undefined && !this.isClosed) return;
				this.#waiting.delete(look); // at once: more may come before anybody goes on
				if (answer !== undefined) resolve(answer);
				else reject(new Error(`closed before ${what}`));
			};
			this.#waiting.add(look);
			look();
		});
		return within(found, what).finally(() => this.#waiting.delete(look));
	}

	/** The next reply of any id, also one that names none. */
	reply(): Promise<Answer> {
		return this.#take((answer) => !isEvent(answer), "a reply");
	}

	answerTo(id: string): Promise<Answer> {
		return this.#take((answer) => answer.json.id === id, `the answer to ${id}`);
	}

	/** The first event of that name not taken yet, or the first to come. */
	async event(ev: string, fits: (event: WireEvent) => boolean = () => true): Promise<WireEvent> {
		const wanted = (answer: Answer) => answer.json.ev === ev && fits(answer.json as WireEvent);
		return (await this.#take(wanted, `the event ${ev}`)).json as WireEvent;
	}

	/** Events of that name that are here already, taken out. */
	events(ev: string): WireEvent[] {
		const found = this.#inbox.filter((answer) => answer.json.ev === ev);
		this.#inbox = this.#inbox.filter((answer) => answer.json.ev !== ev);
		return found.map((answer) => answer.json as WireEvent);
	}

	/** Replies that nobody has waited for: there must be none at the end of a test. */
	get unclaimed(): number {
		return this.#inbox.filter((answer) => !isEvent(answer)).length;
	}

	/** Sends a command that must be refused, and gives the error. */
	async refused(cmd: string, params: Json = {}, blobs: readonly Uint8Array[] = []) {
		const { error } = await this.request(cmd, params, blobs);
		if (error === null) throw new Error(`${cmd} was not refused`);
		return error;
	}

	/** Sends a frame and gives its answer as it is. A wait that the server demands is kept. */
	async exchange({ id, bytes }: Frame): Promise<Answer> {
		for (;;) {
			await this.send(bytes);
			const answer = await this.answerTo(id);
			if (answer.error?.code !== "rate_limited" || answer.error.retry_ms === undefined)
				return answer;
			await new Promise((resolve) => setTimeout(resolve, Number(answer.error?.retry_ms) + 5));
		}
	}

	/** The same for a command of its own id. */
	request(cmd: string, params: Json = {}, blobs: readonly Uint8Array[] = []): Promise<Answer> {
		return this.exchange(frame(cmd, params, blobs));
	}

	/** Like request(), but only for what must succeed: throws Refused. */
	async ask<T = Json>(
		cmd: string,
		params: Json = {},
		blobs: readonly Uint8Array[] = [],
	): Promise<T & { readonly blobs: readonly Uint8Array[] }> {
		const answer = await this.request(cmd, params, blobs);
		if (answer.ok === null) throw new Refused(cmd, answer.error ?? { code: "no answer" });
		return { ...(answer.ok as T), blobs: answer.blobs };
	}
}
