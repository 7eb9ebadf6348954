// The lobby over the real front: who is in it is heard by who is in it, and by nobody of another hour, of a room, or who
// has left; and who is in a room on a second device is on that one alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import type { Commands } from "../../web/src/wire/messages.gen.ts";
import { type Person, Server, type Wire, World } from "./kit.ts";
import type { CaseFile } from "./kit-case.ts";

const ALL: Uint8Array = new Uint8Array(16);

let server: Server;
let world: World;
let nurse: Person;
let counsellor: Person;
let contact: Person;
/** A worker of pair B and the contact of its hour, which is now as well. */
let stranger: Person;
let hour: string;
let otherHour: string;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse, counsellor, contact } = world.people);
	const { county, kela } = world.people;
	stranger = await world.person(county, "hoitaja.b", "worker");
	const pair = await world.pairSet(county, "Työpari B", [stranger]);
	const theirs = await world.person(kela, "yhteys.b", "contact");
	const series = await world.seriesNow(county, theirs, pair);
	hour = world.hours[0]?.hour ?? "";
	otherHour = (await world.hoursOf(stranger, series))[0]?.hour ?? "";
});
after(() => server?.dispose());

type Lobby = Commands["lobby-enter"]["ok"];

/** Into the lobby; gives the public id of the connection. */
async function enter(by: Person, of: string): Promise<Uint8Array> {
	const { present } = await by.wire.ask<Lobby>("lobby-enter", { hour: of });
	const own = present.filter((one) => one.uid === toB64(by.uid)).at(-1);
	assert.ok(own !== undefined);
	return fromB64(own.conn);
}

let said = 0;

/** Says something new into that room, from that connection; gives its text once front has done with it. */
async function say(by: Wire, room: string, from: Uint8Array, to = ALL): Promise<string> {
	const text = `line ${++said}`;
	await by.sendPeer({ room: fromB64(room), from, to, body: new TextEncoder().encode(text) });
	await by.ask("genesis"); // behind it on the same line
	return text;
}

/** Everything that has come to this connection so far. */
async function heard(wire: Wire): Promise<string[]> {
	await wire.ask("genesis"); // behind whatever was relayed
	return wire.heard.map(({ body }) => new TextDecoder().decode(body));
}

async function opened(file: CaseFile): Promise<string> {
	const session = randomBytes(16);
	await file.append(nurse, (d) => d.open(hour, session));
	return toB64(session);
}

test("in the lobby one hears, outside one does not", async () => {
	const own = await enter(nurse, hour);
	const kela = await enter(contact, hour);
	const foreign = await enter(stranger, otherHour);
	assert.equal((await stranger.wire.refused("lobby-enter", { hour })).code, "forbidden");

	const toAll = await say(nurse.wire, hour, own);
	const toKela = await say(nurse.wire, hour, own, kela);
	assert.deepEqual(await heard(contact.wire), [toAll, toKela]);
	assert.deepEqual(await heard(counsellor.wire), [], "signed in, not in the lobby");
	assert.deepEqual(await heard(stranger.wire), [], "another hour");
	assert.deepEqual(await heard(nurse.wire), [], "not one's own");

	const before = await heard(contact.wire);
	await say(stranger.wire, hour, foreign); // into a lobby that it is not in
	await say(stranger.wire, otherHour, own); // by somebody else's name
	await say(nurse.wire, otherHour, own);
	await say(counsellor.wire, hour, own);
	assert.deepEqual(await heard(contact.wire), before);
	assert.deepEqual(await heard(stranger.wire), []);
});

test("who has left neither hears nor is heard", async () => {
	const own = await enter(nurse, hour);
	const kela = await enter(contact, hour);
	await contact.wire.ask("lobby-leave", { hour });
	const before = await heard(contact.wire);
	await say(nurse.wire, hour, own);
	await say(nurse.wire, hour, own, kela);
	await say(contact.wire, hour, kela);
	assert.deepEqual(await heard(contact.wire), before);
	assert.deepEqual(await heard(nurse.wire), []);
});

test("a lobby is no room: what is said in one is not heard in the other; no session has an hour's id", async () => {
	const file = await world.caseQueued(10);
	const lent = await file.refused(nurse, (d) => d.open(hour, fromB64(hour)));
	assert.equal(lent.code, "bad_statement");
	const foreign = await file.refused(nurse, (d) => d.open(hour, fromB64(otherHour)));
	assert.equal(foreign.code, "bad_statement");
	const session = await opened(file);
	const own = await enter(nurse, hour);
	await enter(contact, hour);
	await enter(counsellor, hour);
	const where = { case: file.name, session };
	await nurse.wire.ask("room-join", where);
	await counsellor.wire.ask("room-join", where);
	const inRoom = await say(nurse.wire, session, own);
	assert.equal((await heard(counsellor.wire)).at(-1), inRoom);
	assert.equal((await heard(contact.wire)).includes(inRoom), false, "in the lobby only");
	assert.equal((await stranger.wire.refused("lobby-enter", { hour: session })).code, "forbidden");
	assert.equal((await contact.wire.refused("lobby-enter", { hour: session })).code, "forbidden");
	await file.append(nurse, (d) =>
		d.add({ kind: "session-close", session: fromB64(session), outcome: "handled" }),
	);
	const after = await say(nurse.wire, session, own);
	assert.equal((await heard(counsellor.wire)).includes(after), false, "the room is closed");
	const inLobby = await say(nurse.wire, hour, own);
	assert.equal((await heard(contact.wire)).includes(inLobby), true, "the lobby is not");
});

test("a second device takes the room over; who is rung hears it wherever signed in", async () => {
	const file = await world.caseQueued(10);
	const called = contact.wire.event("called");
	const session = await opened(file);
	assert.deepEqual(await called, { v: 1, ev: "called", hour, by: toB64(nurse.uid) });
	const where = { case: file.name, session };
	await nurse.wire.ask("room-join", where);
	const first = contact.wire;
	await first.ask("room-join", where);
	const second = await world.signIn(contact, contact.org, contact.roles);
	const { peers } = await second.wire.ask<Commands["room-join"]["ok"]>("room-join", where);
	assert.equal(peers.length, 2);
	assert.equal((await first.event("closed")).reason, "moved");
	const own = await enter(nurse, hour);
	const line = await say(nurse.wire, session, own);
	assert.equal((await heard(second.wire)).includes(line), true);
	assert.equal((await heard(first)).includes(line), false);
	const ask = { hour, uid: toB64(counsellor.uid) };
	assert.deepEqual((await nurse.wire.ask("lobby-call", ask)).reached, true);
	await counsellor.wire.event("called");
	await counsellor.wire.cut();
	assert.deepEqual((await nurse.wire.ask("lobby-call", ask)).reached, false);
	assert.equal((await stranger.wire.refused("lobby-call", ask)).code, "forbidden");
});

test("and the record holds", async () => {
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
