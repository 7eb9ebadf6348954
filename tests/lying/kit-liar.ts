// A server that lies: a proxy with the real server's name and certificate between real clients and the real server. What
// passes through is read as anybody on the server's machine could read it, and changed as a test says. Knows no key.
import { readFileSync } from "node:fs";
import { createServer, type Server as HttpsServer } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import WebSocket, { WebSocketServer } from "ws";
import { SUBPROTOCOL, WS_PATH } from "../../web/src/wire/connection.ts";
import {
	decode,
	encodePeer,
	encodeRequest,
	type Json,
	type PeerFrame,
} from "../../web/src/wire/frames.ts";
import { freePort, Server } from "../scenarios/kit-server.ts";

export type { Json, PeerFrame } from "../../web/src/wire/frames.ts";

/** One lie that must be refused: a test that 09-summary counts by this name. */
export const lie = (name: string, act: () => Promise<unknown>): void => {
	test(name, async () => {
		await act();
	});
};

export interface Asked {
	readonly id: string;
	readonly cmd: string;
	readonly params: Json;
	readonly blobs: readonly Uint8Array[];
}

/** What a client is told: the whole object, `ok` or `error` or `ev`, and its blobs. */
export interface Told {
	readonly json: Json;
	readonly blobs: readonly Uint8Array[];
}

export interface Client {
	/** The name given at hi, or known by its uid at re; empty before. */
	readonly user: string;
	/** Tells the client something out of turn. */
	tell(told: Told): void;
	/** Hands it a peer frame that nobody has sent. */
	relay(frame: PeerFrame): void;
}

/** Everything is passed on as it is where a lie is silent; null swallows it. */
export interface Lies {
	/** What reaches the real server. Returning `{json}` answers in its place. */
	asked?(asked: Asked, by: Client): Asked | Told | null;
	/** What a reply becomes. */
	reply?(told: Told, to: Asked, client: Client): Told | null;
	event?(told: Told, client: Client): Told | null;
	/** A client's peer frame on its way to the real server: none, one or several. */
	peer?(frame: PeerFrame, from: Client): readonly PeerFrame[];
}

/** The same reply with other fields of `ok`. */
export const changed = (told: Told, fields: Json): Told => ({
	json: { ...told.json, ok: { ...(told.json.ok as Json), ...fields } },
	blobs: told.blobs,
});

export const okOf = (told: Told): Json => (told.json.ok ?? {}) as Json;

class Bridge implements Client {
	user = "";
	readonly #liar: Liar;
	readonly #down: WebSocket;
	readonly #up: WebSocket;
	readonly #asked = new Map<string, Asked>();
	/** What came before the way up was open. */
	#early: (string | Uint8Array)[] | null = [];

	constructor(liar: Liar, down: WebSocket, up: WebSocket) {
		this.#liar = liar;
		this.#down = down;
		this.#up = up;
		up.on("open", () => {
			for (const data of this.#early ?? []) up.send(data);
			this.#early = null;
		});
		down.on("message", (data, binary) => this.#fromClient(payload(data, binary)));
		up.on("message", (data, binary) => this.#fromServer(payload(data, binary)));
		for (const [one, other] of [
			[down, up],
			[up, down],
		] as const) {
			one.on("error", () => other.terminate());
			one.on("close", (code) => other.close(code >= 1000 && code < 1004 ? code : 1000));
		}
	}

	cut(): void {
		this.#down.terminate();
		this.#up.terminate();
	}

	tell({ json, blobs }: Told): void {
		if (this.#down.readyState === WebSocket.OPEN) this.#down.send(encodeRequest(json, blobs));
	}

	relay(frame: PeerFrame): void {
		if (this.#down.readyState === WebSocket.OPEN) this.#down.send(encodePeer(frame));
	}

	#toServer(data: string | Uint8Array): void {
		if (this.#early !== null) this.#early.push(data);
		else if (this.#up.readyState === WebSocket.OPEN) this.#up.send(data);
	}

	#fromClient(data: string | Uint8Array): void {
		const incoming = decode(data);
		if (incoming.kind === "peer") {
			const frames = this.#liar.lies.peer?.(incoming.frame, this) ?? [incoming.frame];
			for (const frame of frames) this.#toServer(encodePeer(frame));
			return;
		}
		const { id, cmd, params } = incoming.json as unknown as Asked;
		const asked: Asked = { id, cmd, params, blobs: incoming.blobs };
		if (cmd === "hi") this.user = String(params.user);
		if (cmd === "re") this.user = this.#liar.names.get(String(params.uid)) ?? "";
		const said = this.#liar.lies.asked === undefined ? asked : this.#liar.lies.asked(asked, this);
		if (said === null) return;
		if ("json" in said) return this.tell({ ...said, json: { v: 1, id, ...said.json } });
		this.#asked.set(id, said);
		const { cmd: command, params: given, blobs } = said;
		this.#toServer(encodeRequest({ v: 1, id, cmd: command, params: given }, blobs));
	}

	#fromServer(data: string | Uint8Array): void {
		const incoming = decode(data);
		if (incoming.kind === "peer") return this.relay(incoming.frame);
		const { json, blobs } = incoming;
		const { lies } = this.#liar;
		if (typeof json.ev === "string") {
			const told = lies.event === undefined ? { json, blobs } : lies.event({ json, blobs }, this);
			if (told !== null) this.tell(told);
			return;
		}
		const asked = this.#asked.get(String(json.id));
		this.#asked.delete(String(json.id));
		if (asked?.cmd === "login" && json.ok !== undefined) {
			this.#liar.names.set(String((json.ok as Json).uid), this.user);
		}
		const true_ = { json, blobs };
		const told =
			asked === undefined || lies.reply === undefined ? true_ : lies.reply(true_, asked, this);
		if (told !== null) this.tell(told);
	}
}

function payload(data: WebSocket.RawData, binary: boolean): string | Uint8Array {
	if (!binary) return data.toString();
	return new Uint8Array(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer));
}

export class Liar {
	/** The real server; its origin is the proxy's, which is where all clients are. */
	readonly server: Server;
	lies: Lies = {};
	/** uid → user name of everyone who has signed in. */
	readonly names = new Map<string, string>();
	readonly #https: HttpsServer;
	readonly #bridges = new Set<Bridge>();

	private constructor(server: Server, realPort: number) {
		this.server = server;
		const pem = (name: string) => readFileSync(join(server.cert, `${name}.pem`));
		this.#https = createServer({ cert: pem("cert"), key: pem("key"), minVersion: "TLSv1.3" });
		const like = { perMessageDeflate: false, handleProtocols: () => SUBPROTOCOL };
		new WebSocketServer({ server: this.#https, ...like }).on("connection", (down) => {
			const url = `wss://localhost:${realPort}${WS_PATH}`;
			const { origin } = server;
			const headers = { host: new URL(origin).host };
			const to = { ca: pem("cert"), origin, headers, perMessageDeflate: false };
			const bridge = new Bridge(this, down, new WebSocket(url, SUBPROTOCOL, to));
			this.#bridges.add(bridge);
			down.once("close", () => this.#bridges.delete(bridge));
		});
	}

	/** A new record, the real server for it, and the liar before it. */
	static async start(): Promise<Liar> {
		const server = Server.prepare();
		server.port = await freePort();
		const realPort = await freePort();
		await server.init();
		const flags = server.flags();
		flags[flags.indexOf("--port") + 1] = String(realPort);
		await server.serveWith(flags);
		const liar = new Liar(server, realPort);
		await new Promise<void>((resolve) => liar.#https.listen(server.port, "127.0.0.1", resolve));
		return liar;
	}

	/** Lies as long as `act` runs; whoever is connected stays so. */
	async while<T>(lies: Lies, act: () => Promise<T>): Promise<T> {
		this.lies = lies;
		try {
			return await act();
		} finally {
			this.lies = {};
		}
	}

	/** The connections of a user, or all. */
	clients(user?: string): readonly Client[] {
		return [...this.#bridges].filter((one) => user === undefined || one.user === user);
	}

	/** Cuts the connections of a user, or all: they come back by themselves. */
	cut(user?: string): void {
		for (const bridge of [...this.#bridges]) {
			if (user === undefined || bridge.user === user) bridge.cut();
		}
	}

	async dispose(): Promise<void> {
		this.cut();
		this.#https.close();
		await this.server.dispose();
	}
}
