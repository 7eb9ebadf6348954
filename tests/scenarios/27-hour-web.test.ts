// The hour through the work layer: somebody is called, lines in the lobby, a pause that is everybody's, who sits beside,
// the room taken along to another device, and a cut that ends nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import { atCall, type Caller } from "./kit-call.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	type Member,
	openHour,
	queueInto,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

const NONE = { microphone: false, camera: false };

let server: Server;
let cast: Cast;
let hour: string;
let id: string;
let nurse: Caller;
let kela: Caller;
let mate: Member;
/** The nurse's second device. */
let tablet: Caller;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour } = await openHour(cast));
	id = await caseInForce(cast.pairA, cast.pairs.a, CASES.sickLeave);
	await queueInto(cast.pairA[0], id, hour, 20, "urgent");
	[nurse, kela] = [await atCall(server, cast.pairA[0]), await atCall(server, cast.contact)];
	mate = cast.pairA[1];
});
after(async () => {
	for (const one of [nurse, kela, tablet]) one?.stop();
	stopAll(cast);
	await server?.dispose();
});

const inRoom = (who: Member, count: number) =>
	until(
		who.work.state.room,
		(room) =>
			room?.case === id &&
			room.phase === "open" &&
			room.others.length === count &&
			room.others.every((one) => one.verified === "verified"),
		`${count} verified in the room of ${who.account.username}`,
	);

test("who is awaited is called, wherever they are; their coming answers it", async () => {
	await nurse.work.hour.enterLobby(hour);
	await nurse.work.hour.callPerson(kela.uid);
	const call = await until(kela.work.state.called, (called) => called !== null, "a call");
	assert.deepEqual([call?.hour, call?.by], [hour, nurse.uid]);
	kela.work.dismissCall();
	assert.equal(kela.work.state.called.value, null);
	await kela.work.hour.enterLobby(hour);
	cast.pairB[1].stop();
	await refused(nurse.work.hour.callPerson(cast.pairB[1].uid), "not_found");
	assert.equal(nurse.work.state.called.value, null);
});

test("a line in the lobby is read by who is there, and says nothing to the server", async () => {
	await until(nurse.work.state.lobby, (lobby) => lobby?.present.length === 2, "two in the lobby");
	await nurse.work.hour.sayInLobby("Asiakas on kohta täällä");
	const lobby = await until(
		kela.work.state.lobby,
		(state) => (state?.messages.length ?? 0) > 0,
		"a line",
	);
	const [line] = lobby?.messages ?? [];
	assert.deepEqual([line?.from, line?.text], [nurse.uid, "Asiakas on kohta täällä"]);
	assert.equal(nurse.work.state.lobby.value?.messages.length, 1);
	await refused(mate.work.hour.sayInLobby("en ole siellä"), "not_found");
});

test("when a room opens, who belongs to it and is elsewhere is called", async () => {
	await nurse.work.hour.openCaseInTurn(id, NONE);
	const call = await until(mate.work.state.called, (called) => called !== null, "a call");
	assert.deepEqual([call?.hour, call?.by], [hour, nurse.uid]);
	await until(kela.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn at Kela");
	await kela.work.hour.join(NONE);
	assert.equal(kela.work.state.called.value, null);
	for (const one of [nurse, kela]) await inRoom(one, 1);
});

test("who sits beside hears as well, as soon as they are named; a stranger cannot be", async () => {
	await nurse.work.hour.setBeside([mate.uid, cast.pairB[0].uid, kela.uid]);
	assert.deepEqual(nurse.work.state.room.value?.beside, [mate.uid]);
	const room = await until(
		kela.work.state.room,
		(state) => state?.others[0]?.beside.length === 1,
		"somebody beside",
	);
	assert.deepEqual(new Set(room?.hearing), new Set([nurse.uid, mate.uid]));
});

test("a pause is everybody's, until nobody wants it", async () => {
	await kela.work.hour.pause(true);
	for (const one of [nurse, kela]) {
		const room = await until(one.work.state.room, (state) => state?.paused.length === 1, "a pause");
		assert.deepEqual([room?.paused, room?.hearing], [[kela.uid], []]);
	}
	await kela.work.hour.pause(false);
	await until(nurse.work.state.room, (state) => state?.paused.length === 0, "its end");
});

test("the room goes along to another device; the one before is out, and told why", async () => {
	tablet = await atCall(server, { ...nurse, stop: () => undefined });
	await tablet.work.hour.enterLobby(hour);
	await until(tablet.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn");
	await tablet.work.hour.join(NONE);
	const end = await until(nurse.work.state.room, (room) => room?.phase === "closed", "its end");
	assert.equal(end?.closed, "moved");
	assert.deepEqual([end?.hearing, nurse.media.running], [[], 0]);
	await inRoom(tablet, 1);
	const room = await inRoom(kela, 1);
	assert.equal(room?.others[0]?.uid, nurse.uid);
});

test("a cut ends nothing: back in the same case, without anybody's doing", async () => {
	const before = kela.work.state.room.value;
	kela.setOnline(false);
	const cut = await until(kela.work.state.room, (room) => room?.lostAt !== null, "the cut");
	assert.deepEqual([cut?.phase, cut?.closed], ["open", null]);
	kela.setOnline(true);
	await until(
		kela.work.state.room,
		(room) => room?.lostAt === null && room.others[0]?.verified === "verified",
		"the way back",
	);
	assert.equal(kela.work.state.room.value?.session, before?.session);
	for (const one of [tablet, kela]) await inRoom(one, 1);
});

test("servers for the check before the hour are those of the hour, and only for its people", async () => {
	assert.deepEqual(await tablet.work.hour.probeServers(hour), { servers: [], relayOnly: false });
	await refused(cast.coordinator.work.hour.probeServers(hour), "forbidden");
});

test("the whole record verifies", async () => {
	for (const one of [nurse, kela, tablet]) one.stop();
	stopAll(cast);
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});
