// The connection against a real WebSocket server (ws): answers by id, the same id after a cut, proof before anything
// else, frames of both kinds. Every wait is for an event.
import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, test } from "node:test";
import { type WebSocket as Peer, WebSocket, WebSocketServer } from "ws";
import {
	Connection,
	type ConnectionOptions,
	type Socket,
	SUBPROTOCOL,
} from "../src/wire/connection.ts";
import { type WireCode, WireError } from "../src/wire/errors.ts";
import { decode, encodePeer, encodeRequest, type Json } from "../src/wire/frames.ts";

interface Heard {
	readonly peer: Peer;
	readonly json: Json & { readonly id: string; readonly cmd: string };
	readonly blobs: readonly Uint8Array[];
}

/** A broker that hands out what it hears and answers when the test says so. */
class Broker {
	readonly #server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
	readonly #heard: Heard[] = [];
	readonly #wanted: ((heard: Heard) => void)[] = [];
	connections = 0;

	constructor() {
		this.#server.on("connection", (peer) => {
			this.connections += 1;
			assert.equal(peer.protocol, SUBPROTOCOL);
			peer.on("message", (data: Buffer, binary) => {
				const incoming = decode(binary ? new Uint8Array(data) : data.toString());
				assert.equal(incoming.kind, "json");
				if (incoming.kind !== "json") return;
				const heard = { peer, json: incoming.json as Heard["json"], blobs: incoming.blobs };
				const wanted = this.#wanted.shift();
				if (wanted === undefined) this.#heard.push(heard);
				else wanted(heard);
			});
		});
	}

	async listening(): Promise<void> {
		if (this.#server.address() === null) await once(this.#server, "listening");
	}

	hear(): Promise<Heard> {
		const heard = this.#heard.shift();
		return heard === undefined
			? new Promise((resolve) => this.#wanted.push(resolve))
			: Promise.resolve(heard);
	}

	connection(options: Partial<ConnectionOptions> = {}): Connection {
		const { port } = this.#server.address() as AddressInfo;
		return new Connection({
			open: () => new WebSocket(`ws://127.0.0.1:${port}`, SUBPROTOCOL) as unknown as Socket,
			backoffMs: { min: 5, max: 20 },
			...options,
		});
	}

	close(): void {
		for (const peer of this.#server.clients) peer.terminate();
		this.#server.close();
	}
}

const reply = ({ peer, json }: Heard, ok: object): void =>
	peer.send(JSON.stringify({ v: 1, id: json.id, ok }));

const refuse = ({ peer, json }: Heard, error: object): void =>
	peer.send(JSON.stringify({ v: 1, id: json.id, error }));

const code = (wanted: WireCode) => (error: unknown) => {
	assert.ok(error instanceof WireError);
	assert.equal(error.code, wanted);
	return true;
};

const open: { close(): void }[] = [];
async function scene(
	options: Partial<ConnectionOptions> = {},
): Promise<{ broker: Broker; connection: Connection }> {
	const broker = new Broker();
	open.push(broker);
	await broker.listening();
	const connection = broker.connection(options);
	open.push(connection);
	return { broker, connection };
}
afterEach(() => {
	for (const thing of open.splice(0)) thing.close();
});

test("answers find their request, in any order; errors are typed", async () => {
	const { broker, connection } = await scene();
	connection.start();
	const [first, second] = [connection.request("a", { n: 1 }), connection.request("b")];
	const [a, b] = [await broker.hear(), await broker.hear()];
	assert.match(a.json.id, /^[\w-]{22}$/);
	reply(b, { n: 2 });
	refuse(a, { code: "hour_full", field: "hour", next_hour: null });
	assert.deepEqual((await second).ok, { n: 2 });
	await assert.rejects(first, (error: unknown) => {
		assert.ok(error instanceof WireError);
		assert.deepEqual(
			[error.code, error.field, error.extra],
			["hour_full", "hour", { next_hour: null }],
		);
		return true;
	});
});

test("closed while it waits to try again, a connection stays closed", async () => {
	let opened = 0;
	const connection = new Connection({
		open: () => {
			opened += 1;
			throw new Error("no network");
		},
		backoffMs: { min: 1, max: 1 },
	});
	connection.start();
	assert.equal(opened, 1);
	connection.close();
	await new Promise((resolve) => setTimeout(resolve, 20));
	assert.deepEqual([opened, connection.state], [1, "closed"]);
});

test("a request that was cut goes again with the same id and bytes, before later ones", async () => {
	const { broker, connection } = await scene();
	connection.start();
	const blobs = [Uint8Array.of(1, 2, 3), new Uint8Array(0), Uint8Array.of(4)];
	const asked = connection.request("case-append", { case: "x" }, { blobs });
	const before = await broker.hear();
	before.peer.terminate();
	const later = connection.request("later");
	const after = await broker.hear();
	assert.deepEqual(after.json, before.json);
	assert.deepEqual(after.blobs, blobs);
	assert.notEqual(after.peer, before.peer);
	reply(after, { seq: 1 });
	assert.deepEqual((await asked).ok, { seq: 1 });
	const last = await broker.hear();
	assert.equal(last.json.cmd, "later");
	reply(last, {});
	await later;
});

test("what belongs to one connection is not sent again", async () => {
	const { broker, connection } = await scene();
	connection.start();
	const asked = connection.request("login", {}, { resend: false });
	// It may not even have been sent: then it fails at once.
	await assert.rejects(asked, code("offline"));
	await online(connection);
	const cut = connection.request("login", {}, { resend: false });
	(await broker.hear()).peer.terminate();
	await assert.rejects(cut, code("offline"));
});

function online(connection: Connection): Promise<void> {
	if (connection.state === "online") return Promise.resolve();
	return new Promise((resolve) => {
		const off = connection.onState((state) => {
			if (state !== "online") return;
			off();
			resolve();
		});
	});
}

test("after a cut the proof comes first; a refused proof ends it", async () => {
	const { broker, connection } = await scene();
	connection.start();
	await online(connection);
	connection.authenticate = async (direct) => {
		await direct("re", { uid: "u" });
		await direct("reproof", {});
	};
	const asked = connection.request("read");
	(await broker.hear()).peer.terminate();
	const re = await broker.hear();
	assert.equal(re.json.cmd, "re");
	assert.equal(connection.state, "proving");
	reply(re, {});
	reply(await broker.hear(), {});
	const read = await broker.hear();
	assert.equal(read.json.cmd, "read");
	read.peer.terminate();
	refuse(await broker.hear(), { code: "denied" });
	await assert.rejects(asked, code("closed"));
	assert.equal(connection.state, "closed");
	await assert.rejects(connection.request("more"), code("closed"));
});

test("no answer: the connection is made anew, and in the end the request fails", async () => {
	const { broker, connection } = await scene({ silenceMs: 40, timeoutMs: 400 });
	connection.start();
	const asked = connection.request("slow");
	const first = await broker.hear();
	const second = await broker.hear();
	assert.equal(second.json.id, first.json.id);
	assert.notEqual(second.peer, first.peer);
	await assert.rejects(asked, code("timeout"));
});

test("events and peer frames reach their listeners; a peer frame is never kept", async () => {
	const { broker, connection } = await scene();
	const frame = {
		room: new Uint8Array(16).fill(1),
		from: new Uint8Array(16).fill(2),
		to: new Uint8Array(16),
		body: Uint8Array.of(9, 8, 7),
	};
	assert.equal(connection.sendPeer(frame), false);
	connection.start();
	const asked = connection.request("x");
	const heard = await broker.hear();
	const event = new Promise((resolve) => connection.onEvent(resolve));
	const peer = new Promise((resolve) => connection.onPeer(resolve));
	heard.peer.send(JSON.stringify({ v: 1, ev: "case", seq: 3, unknown: true }));
	heard.peer.send(encodePeer(frame));
	assert.deepEqual(await event, { v: 1, ev: "case", seq: 3, unknown: true });
	assert.deepEqual(await peer, frame);
	reply(heard, {});
	await asked;
	const echoed = new Promise<Uint8Array>((resolve) =>
		heard.peer
			.removeAllListeners("message")
			.once("message", (data: Buffer) => resolve(new Uint8Array(data))),
	);
	assert.equal(connection.sendPeer(frame), true);
	assert.deepEqual(decode(await echoed), { kind: "peer", frame });
});

test("a broker that speaks nonsense is left and tried again", async () => {
	const { broker, connection } = await scene();
	connection.start();
	const asked = connection.request("x");
	const heard = await broker.hear();
	heard.peer.send(Uint8Array.of(7, 0, 0, 0));
	const again = await broker.hear();
	assert.notEqual(again.peer, heard.peer);
	reply(again, {});
	await asked;
});

test("frames: limits before sending, strict reading", () => {
	assert.throws(() => encodeRequest({ a: "x".repeat(70_000) }, []), code("too_large"));
	const many = Array.from({ length: 65 }, () => new Uint8Array(1));
	assert.throws(() => encodeRequest({}, many), code("too_large"));
	assert.throws(() => encodeRequest({}, [new Uint8Array(1024 * 1024)]), code("too_large"));
	const good = encodeRequest({ v: 1 }, [Uint8Array.of(1, 2)]) as Uint8Array;
	assert.deepEqual(decode(good), { kind: "json", json: { v: 1 }, blobs: [Uint8Array.of(1, 2)] });
	const one = (at: number, value: number) => {
		const copy = good.slice();
		copy[at] = value;
		return copy;
	};
	for (const bad of [
		good.slice(0, -1),
		Uint8Array.of(...good, 0),
		good.slice(0, 6),
		one(0, 3),
		one(1, 1),
		one(4, 255),
		one(8, 0),
		new Uint8Array(0),
		"[]",
		"{",
		"null",
		Uint8Array.of(2, 0, 0, 0, 1),
	]) {
		assert.throws(() => decode(bad), code("bad_reply"));
	}
});
