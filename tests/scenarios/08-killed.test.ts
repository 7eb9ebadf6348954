// Processes that die: front, core, both, killed or asked to go. What was acknowledged is there; sessions go on by their
// proof; an orderly end leaves one clean file.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { frame, type Person, Server, Wire, World, within } from "./kit.ts";
import type { CaseFile, Draft } from "./kit-case.ts";

const BACK_WITHIN_MS = 2000;
const ROUNDS = 5;
/** Kills in quick succession: core waits longer each time for a front that keeps dying. */
const KILLS = 4;

let server: Server;
let world: World;
let nurse: Person;
let counsellor: Person;
let contact: Person;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse, counsellor, contact } = world.people);
});
after(() => server?.dispose());

const everyone = () => Object.values(world.people);
const message = (draft: Draft) => draft.object("thread", "viesti");

/** A connection as soon as there is a front again; fails after BACK_WITHIN_MS. */
async function backAgain(): Promise<Wire> {
	const since = Date.now();
	const wire = await Wire.openAgain(server, BACK_WITHIN_MS);
	const took = Date.now() - since;
	assert.ok(took <= BACK_WITHIN_MS, `${took} ms`);
	return wire;
}

/** Another core, which has not seen a front die yet, and everyone back in. */
async function startAnew(): Promise<void> {
	assert.equal((await server.stop()).code, 0);
	await server.serve();
	for (const person of everyone()) await world.resume(person);
}

test("front killed: it serves again within two seconds, and sessions go on", async () => {
	const core = server.corePid;
	const file = await world.caseQueued();
	for (let round = 1; round <= KILLS; round++) {
		const front = server.frontPid;
		const { wire } = nurse;
		server.killFront();
		await within(wire.closed, "the connection's end");
		await world.resume(nurse, await backAgain());
		for (const person of [counsellor, contact]) await world.resume(person);
		await file.append(nurse, message);
		assert.deepEqual(await file.serverHead(contact), file.head);
		assert.notEqual(server.frontPid, front);
	}
	assert.equal(server.corePid, core, "core has noticed nothing");
	for (const person of everyone()) await world.resume(person);
});

test("front killed in the middle of a turn: both come back into the room", async () => {
	await startAnew();
	const file = await world.caseQueued();
	const hour = world.hours[0]?.hour ?? "";
	let opened = new Uint8Array() as Uint8Array;
	await file.append(nurse, (d) => {
		opened = d.open(hour);
	});
	const session = toB64(opened);
	const enter = async () => {
		await nurse.wire.ask("room-join", { case: file.name, session });
		const { peers } = await contact.wire.ask<{ peers: { uid: string }[] }>("room-join", {
			case: file.name,
			session,
		});
		return peers.map(({ uid }) => uid).sort();
	};
	const both = [toB64(nurse.uid), toB64(contact.uid)].sort();
	assert.deepEqual(await enter(), both);
	server.killFront();
	await within(nurse.wire.closed, "the connection's end");
	await world.resume(nurse, await backAgain());
	await world.resume(contact);
	assert.deepEqual(await enter(), both, "nobody is in it twice");
	const closing = { kind: "session-close", session: opened } as const;
	for (const person of everyone()) await world.resume(person);
	await nurse.wire.ask("room-join", { case: file.name, session });
	await file.append(nurse, (d) => d.add({ ...closing, outcome: "handled" }));
	assert.equal((await nurse.wire.event("closed")).room, session);
});

test("a command whose answer died with front is answered afterwards, with one effect", async () => {
	await startAnew();
	const file = await world.newCase();
	for (let round = 1; round <= KILLS; round++) {
		const draft = file.draft(nurse, message);
		const { params, blobs } = draft.request();
		const sent = frame("case-append", params, blobs);
		await nurse.wire.send(sent.bytes);
		server.killFront();
		await within(nurse.wire.closed, "the connection's end");
		await world.resume(nurse, await backAgain());
		const { ok } = await nurse.wire.exchange(sent);
		assert.deepEqual(ok, { seq: draft.known.seq, hash: toB64(draft.known.hash) });
		file.accept(draft);
	}
	for (const person of everyone()) await world.resume(person);
	assert.deepEqual(await file.serverHead(counsellor), file.head);
});

/** Appends as fast as it is acknowledged, until the connection ends; the file then holds what was acknowledged. */
async function writeUntilCut(file: CaseFile, author: Person): Promise<number> {
	for (let count = 0; ; count++) {
		const draft = file.draft(author, message);
		const { params, blobs } = draft.request();
		try {
			const { error } = await author.wire.request("case-append", params, blobs);
			assert.equal(error, null);
		} catch (error) {
			if (error instanceof assert.AssertionError) throw error;
			return count;
		}
		file.accept(draft);
	}
}

/** Every accepted statement, byte for byte, as the server gives the chain out. */
async function assertHeld(file: CaseFile, reader: Person): Promise<void> {
	const held: Uint8Array[] = [];
	for (let from = 1; ; ) {
		const got = await reader.wire.ask<{ count: number; head: { seq: number } }>("case-get", {
			case: file.name,
			from,
		});
		held.push(...got.blobs.slice(0, 2 * got.count));
		from += got.count;
		if (from > got.head.seq) break;
	}
	for (const [n, { stmt, sig }] of file.accepted.entries()) {
		assert.deepEqual(held[2 * n], stmt, `statement ${n + 1}`);
		assert.deepEqual(held[2 * n + 1], sig);
	}
	// One more may have been committed without its answer getting out.
	const more = held.length / 2 - file.accepted.length;
	assert.ok(more === 0 || more === 1, `${more} more than acknowledged`);
}

test("core killed under load: front ends too, and what was acknowledged is there", async () => {
	let written = 0;
	for (let round = 1; round <= ROUNDS; round++) {
		const files = [await world.newCase(), await world.newCase()] as const;
		const writers = [writeUntilCut(files[0], nurse), writeUntilCut(files[1], counsellor)];
		const seen = 8 + round * 4;
		await counsellor.wire.event("case", (event) => event.seq === seen);
		const { signal } = await server.killCore();
		assert.equal(signal, "SIGKILL");
		for (const count of await Promise.all(writers)) written += count;
		await assert.rejects(Wire.open(server), /ECONNREFUSED/, "front has gone as well");
		const { code, out } = await server.verify(server.copy(`crash-${round}`));
		assert.equal(code, 0, out);
		await server.serve();
		for (const person of everyone()) await world.resume(person);
		for (const file of files) await assertHeld(file, nurse);
	}
	assert.ok(written >= ROUNDS, String(written));
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
	test(`${signal}: a clean end, one file, and the next start goes on`, async () => {
		const file = await world.newCase();
		const { wire } = nurse;
		const { code, err } = await server.stop(signal);
		assert.equal(code, 0);
		assert.doesNotMatch(err, /error/i);
		await within(wire.closed, "the connection's end");
		for (const name of ["etatunti.db-wal", "etatunti.db-shm", "etatunti.db-journal"])
			assert.equal(existsSync(join(server.data, name)), false, name);
		const verified = await server.verify();
		assert.equal(verified.code, 0, verified.out);
		// The last checkpoint covers the last row. Its seq stands behind label and genesis.
		const lines = readFileSync(join(server.data, "checkpoints.log"), "utf8").trim().split("\n");
		const rows = /^log: (\d+) rows/m.exec(verified.out)?.[1];
		assert.equal(Number.parseInt(lines.at(-1)?.slice(104, 120) ?? "", 16), Number(rows));
		await server.serve();
		for (const person of everyone()) await world.resume(person);
		assert.deepEqual(await file.serverHead(nurse), file.head);
	});
}

test("a session that was ended does not come back after a restart", async () => {
	await contact.wire.ask("logout");
	await within(contact.wire.closed, "the connection's end");
	await server.stop();
	await server.serve();
	await assert.rejects(world.resume(contact), /denied/);
	world.people.contact = await world.signIn(contact, contact.org, contact.roles);
	await world.people.contact.wire.ask("case-list");
});
