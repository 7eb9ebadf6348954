// What people in a room tell each other and what follows: pause, hidden, who sits beside, two devices in one place, text,
// being cut off and found again. And what somebody tells who means harm.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IcePlan, RemoteMedia } from "../src/media/media.ts";
import { UNHEARD } from "../src/media/silent.ts";
import type { Door } from "../src/work/door.ts";
import { Reader } from "../src/work/replies.ts";
import { readState } from "../src/work/room-say.ts";
import { sameRoomOf, yields } from "../src/work/same-room.ts";
import { Servers } from "../src/work/servers.ts";
import { Vigil } from "../src/work/vigil.ts";
import type { Room } from "../src/work/work.ts";
import { Hub, id, Someone } from "./work-room.ts";

const DEVICES = { microphone: true, camera: true, microphoneId: null, cameraId: null };
const CONNECTED: RemoteMedia = { ...UNHEARD, link: "connected" };

async function people(count: number): Promise<readonly Someone[]> {
	const hub = new Hub();
	const all = Array.from({ length: count }, (_, i) => new Someone(hub, i + 1));
	for (const one of all) await one.room.join(DEVICES);
	for (const one of all)
		await one.until(
			({ others }) =>
				others.length === count - 1 && others.every(({ verified }) => verified === "verified"),
		);
	for (const one of all)
		for (const other of all) if (one !== other) one.call?.events.remote(other.conn, CONNECTED);
	return all;
}

const leave = (all: readonly Someone[]) =>
	Promise.all(all.map((one) => one.room.close("closed", "left")));
const of = (room: Room, one: Someone) => room.others.find(({ conn }) => conn === one.conn);

/** Says a state as it would not be said: word for word. */
const claim = (one: Someone, state: unknown) =>
	one.raw("state", typeof state === "string" ? state : JSON.stringify(state));

test("a pause is everybody's: no microphone and no camera goes out until nobody wants it any more", async () => {
	const [a, b, c] = (await people(3)) as [Someone, Someone, Someone];
	b.room.pause(true);
	for (const one of [a, b, c]) {
		await one.until(({ paused }) => paused.includes(b.uid));
		assert.deepEqual(one.call?.outlets, { microphone: false, camera: false, screen: true });
		assert.deepEqual(one.state?.hearing, []);
	}
	c.room.pause(true);
	b.room.pause(false);
	await a.until(({ paused }) => paused.join() === c.uid);
	assert.equal(a.call?.microphone, false);
	await c.room.close("closed", "left"); // who leaves wants nothing any more
	await a.until(({ paused }) => paused.length === 0);
	assert.equal(a.call?.microphone, true);
	await leave([a, b]);
});

test("hide-all: nothing of mine goes out at once, and the others know", async () => {
	const [a, b] = (await people(2)) as [Someone, Someone];
	a.room.hideAll(true);
	assert.deepEqual(a.call?.outlets, { microphone: false, camera: false, screen: false });
	assert.deepEqual(a.state?.hearing, []);
	const room = await b.until((state) => of(state, a)?.hidden === true);
	assert.equal(of(room, a)?.microphone, "off");
	assert.equal(b.call?.microphone, true, "theirs is theirs");
	assert.deepEqual(room.hearing, [], "nothing plays where all is hidden");
	a.room.hideAll(false);
	const again = await b.until((state) => of(state, a)?.microphone === "on");
	assert.deepEqual(again.hearing, [a.uid]);
	assert.deepEqual(a.call?.outlets, { microphone: true, camera: true, screen: true });
	await leave([a, b]);
});

test("hidden before coming in, as into the next case: nothing of mine goes out at any moment", async () => {
	const hub = new Hub();
	const [a, b] = [new Someone(hub, 1), new Someone(hub, 2)];
	await b.room.join(DEVICES);
	a.room.hideAll(true);
	await a.room.join(DEVICES);
	await a.until(({ phase, others }) => phase === "open" && others.length === 1);
	assert.equal(a.state?.hidden, true);
	assert.deepEqual(a.call?.outlets, { microphone: false, camera: false, screen: false });
	await b.until((state) => of(state, a)?.hidden === true);
	await leave([a, b]);
});

test("who leaves on the way in is not listed by the broker", async () => {
	const hub = new Hub();
	const [a, b] = [new Someone(hub, 1), new Someone(hub, 2)];
	await b.room.join(DEVICES);
	let opened = (): void => {};
	a.entering = new Promise((resolve) => {
		opened = resolve;
	});
	const joining = a.room.join(DEVICES);
	await new Promise((resolve) => setImmediate(resolve));
	assert.equal(a.state?.phase, "joining");
	await a.room.close("closed", "left");
	opened();
	await joining;
	assert.equal(hub.peers().length, 1);
	await leave([b]);
});

test("who sits beside is heard of: members who are not in on their own, and nobody else", async () => {
	const [a, b, c] = (await people(3)) as [Someone, Someone, Someone];
	const [member, stranger] = [id(50), id(51)];
	for (const one of [a, b, c])
		for (const uid of [a.uid, b.uid, c.uid, member]) one.members.add(uid);
	b.room.setBeside([member, member, stranger, c.uid, b.uid]);
	assert.deepEqual(b.state?.beside, [member]);
	const room = await a.until((state) => of(state, b)?.beside.length === 1);
	assert.deepEqual(room.hearing.toSorted(), [b.uid, c.uid, member].toSorted());

	await claim(c, {
		v: 1,
		camera: "on",
		beside: [stranger, a.uid, b.uid, c.uid, "x", 7, member],
	});
	const claimed = await a.until((state) => of(state, c)?.camera === "on");
	assert.deepEqual(of(claimed, c)?.beside, [member], "a stranger is none, whatever is claimed");
	await leave([a, b, c]);
});

test("a state that is none changes nothing; one of a person who is not verified neither", async () => {
	const [a, b] = (await people(2)) as [Someone, Someone];
	await b.room.setCamera(true);
	await a.until((state) => of(state, b)?.camera === "on");
	for (const bad of ["null", "[]", "7", '"on"', "{", "", "[{}]"]) await claim(b, bad);
	b.room.pause(true); // comes after those
	const room = await a.until(({ paused }) => paused.length === 1);
	assert.equal(of(room, b)?.hidden, false);
	await leave([a, b]);
});

test("states are read as far as they make sense", () => {
	assert.equal(readState("[]"), null);
	assert.deepEqual(readState("{}"), {
		...{ microphone: "off", camera: "off", videoOff: null, hidden: false, pausing: false },
		...{ beside: [], field: null, sameRoom: null, enteredAt: 0, openedAt: 0 },
	});
	const odd = readState(
		'{"microphone":true,"hidden":"yes","pausing":1,"beside":"all","sameRoom":"maybe","enteredAt":"1e999"}',
	);
	assert.deepEqual(odd, readState("{}"));
	assert.equal(readState('{"field":"step/a-1"}')?.field, "step/a-1");
	assert.equal(readState('{"field":"<b>core</b>"}')?.field, null);
	const many = { beside: Array.from({ length: 40 }, (_, i) => id(i)) };
	assert.equal(readState(JSON.stringify(many))?.beside.length, 8);
});

test("in which field of the plan somebody is, the others see, until they leave it", async () => {
	const hub = new Hub();
	const [a, b] = [new Someone(hub, 1), new Someone(hub, 2)];
	for (const one of [a, b]) await one.room.join(DEVICES);
	await b.until(({ others }) => others[0]?.verified === "verified");
	a.room.setField("step/a-1");
	await b.until(({ others }) => others[0]?.field === "step/a-1");
	a.room.setField(null);
	await b.until(({ others }) => others[0]?.field === null);
});

test("two colleagues on two devices: asked once, the second gives its microphone up, neither plays the other", async () => {
	const hub = new Hub();
	const [a, b, kela] = [new Someone(hub, 1), new Someone(hub, 2), new Someone(hub, 3)];
	a.colleagues.add(b.uid);
	b.colleagues.add(a.uid);
	a.now = 1_000;
	b.now = 2_000;
	for (const one of [a, b, kela]) await one.room.join(DEVICES);
	await a.until(({ sameRoom }) => sameRoom === "ask");
	await b.until(({ sameRoom }) => sameRoom === "ask");
	assert.equal(kela.state?.sameRoom, null, "nobody of their house");
	await a.room.answerSameRoom("same");
	await b.until(({ sameRoom }) => sameRoom === "same");
	await b.until(({ microphone }) => microphone === "off");
	assert.equal(a.state?.microphone, "on");
	assert.deepEqual([...(a.call?.muted ?? [])], [b.conn]);
	assert.deepEqual([...(b.call?.muted ?? [])], [a.conn]);
	assert.deepEqual([...(kela.call?.muted ?? [])], []);
	await a.room.answerSameRoom("apart");
	await a.until(({ sameRoom }) => sameRoom === "apart");
	assert.deepEqual([...(a.call?.muted ?? [])], []);
	await leave([a, b, kela]);
});

test("somebody of another house who says that we are in one room is not believed", async () => {
	const [a, b] = (await people(2)) as [Someone, Someone];
	await claim(b, { v: 1, camera: "on", sameRoom: "same", enteredAt: 0 });
	await a.until((state) => of(state, b)?.camera === "on");
	assert.equal(a.state?.sameRoom, null);
	assert.deepEqual([...(a.call?.muted ?? [])], []);
	assert.equal(a.state?.microphone, "on");
	await leave([a, b]);
});

test("same room: the own answer stands; only one of two open microphones closes", () => {
	const one = { sameRoom: null };
	assert.equal(sameRoomOf(null, []), null);
	assert.equal(sameRoomOf("same", []), null);
	assert.equal(sameRoomOf(null, [one]), "ask");
	assert.equal(sameRoomOf(null, [{ sameRoom: "apart" }]), "apart");
	assert.equal(sameRoomOf("apart", [{ sameRoom: "same" }]), "apart");
	const device = { uid: "b", microphone: true, openedAt: 0, enteredAt: 5 };
	const pairs = [
		{ first: device, second: { ...device, uid: "a", enteredAt: 6 } },
		{ first: device, second: { ...device, uid: "c" } },
		{ first: { ...device, openedAt: 9, enteredAt: 7 }, second: { ...device, uid: "a" } },
	];
	for (const { first, second } of pairs) {
		assert.equal(yields(second, [first]), true);
		assert.equal(yields(first, [second]), false);
		assert.equal(yields(second, [{ ...first, microphone: false }]), false, "nobody else is open");
		assert.equal(yields({ ...second, microphone: false }, [first]), false);
	}
});

test("same room: whatever comes back in whatever order, one of the two microphones is open", async () => {
	const hub = new Hub();
	const [a, b] = [new Someone(hub, 1), new Someone(hub, 2)];
	a.colleagues.add(b.uid);
	b.colleagues.add(a.uid);
	a.now = 1_000;
	b.now = 2_000;
	for (const one of [a, b]) await one.room.join(DEVICES);
	await a.until(({ sameRoom }) => sameRoom === "ask");
	a.room.answerSameRoom("same");
	await b.until(({ sameRoom, microphone }) => sameRoom === "same" && microphone === "off");
	const open = () => [a, b].map(({ state }) => state?.microphone).join();
	assert.equal(open(), "on,off");

	// The server starts anew: the one who gave way comes back first.
	for (const one of [a, b]) hub.leave(one);
	for (const [one, at] of [
		[b, 3_000],
		[a, 4_000],
	] as const) {
		one.now = at;
		one.conn = id(at / 1_000 + 80);
		await one.room.rejoin(one.conn);
	}
	for (const one of [a, b]) await one.until(({ sameRoom }) => sameRoom === "same");
	await a.until((state) => of(state, b)?.verified === "verified");
	await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
	assert.equal(open(), "on,off");

	// Opened by hand, it takes the other's place; a pause that ends changes nothing.
	b.now = 5_000;
	await b.room.setMicrophone(true);
	await a.until(({ microphone }) => microphone === "off");
	assert.equal(open(), "off,on");
	a.room.pause(true);
	await b.until(({ paused }) => paused.length === 1);
	a.room.pause(false);
	await b.until(({ paused }) => paused.length === 0);
	assert.equal(open(), "off,on");
	await leave([a, b]);
});

test("text: what I type goes out, what they type is shown, whoever comes later gets my line", async () => {
	const [a, b] = (await people(2)) as [Someone, Someone];
	a.room.type("Hei");
	assert.equal(a.state?.typing, "Hei");
	for (const { message } of a.call?.texts ?? []) b.call?.events.text(a.conn, message);
	assert.equal(b.state?.others[0]?.typing, "Hei");
	a.room.endLine();
	b.call?.events.text(a.conn, '{"v":1,"end":true}');
	assert.deepEqual(b.state?.lines, [{ from: a.uid, at: b.now, text: "Hei" }]);
	assert.equal(b.state?.others[0]?.typing, "");
	a.room.type("Uusi");
	const before = a.call?.texts.length ?? 0;
	a.call?.events.textOpen(b.conn);
	const late = a.call?.texts.slice(before) ?? [];
	assert.ok(late.length > 0 && late.every(({ to }) => to === b.conn));
	b.call?.events.refused(a.conn);
	b.call?.events.text(a.conn, '{"v":1,"o":0,"d":0,"t":"x"}');
	assert.equal(b.state?.others[0]?.typing, "", "nothing of somebody who failed");
	await leave([a, b]);
	assert.deepEqual([a.state?.lines, a.state?.typing, b.state?.lines], [[], "", []]);
});

test("cut off and back: it is said since when, text stays, and a sound tells when somebody is heard again", async () => {
	const [a, b] = (await people(2)) as [Someone, Someone];
	a.room.type("Hei");
	a.room.endLine();
	a.room.offline(5_000);
	a.room.offline(9_000);
	assert.equal(a.state?.lostAt, 5_000);
	assert.deepEqual(a.state?.hearing, [b.uid], "who is still connected still hears me");
	a.conn = id(150);
	await a.room.rejoin(a.conn);
	await a.until(({ others }) => others.length === 1 && others[0]?.verified === "verified");
	assert.equal(a.call?.chimes, 0);
	assert.equal(a.state?.lostAt, 5_000, "in the room, but nobody is connected yet");
	a.call?.events.remote(b.conn, CONNECTED);
	assert.deepEqual([a.state?.lostAt, a.call?.chimes], [null, 1]);
	assert.deepEqual(
		a.state?.lines.map(({ text }) => text),
		["Hei"],
	);
	await leave([a, b]);
});

test("every connection gone is being cut off too, and is told", async () => {
	const [a, b, c] = (await people(3)) as [Someone, Someone, Someone];
	a.now = 7_000;
	a.call?.events.remote(b.conn, { ...CONNECTED, link: "lost" });
	assert.deepEqual([a.state?.lostAt, a.losses], [null, 0]);
	a.call?.events.remote(c.conn, { ...CONNECTED, link: "lost" });
	assert.deepEqual([a.state?.lostAt, a.losses], [7_000, 1]);
	a.call?.events.remote(c.conn, CONNECTED);
	assert.deepEqual([a.state?.lostAt, a.call?.chimes], [null, 1]);
	await leave([a, b, c]);
});

test("a camera that the network carries to nobody: I see it, and each of them is told", async () => {
	const [a, b] = (await people(2)) as [Someone, Someone];
	await a.room.setCamera(true);
	a.call?.events.remote(b.conn, { ...CONNECTED, withheld: true });
	assert.equal(a.state?.videoOff, "network");
	await b.until((state) => of(state, a)?.videoOff === "network");
	a.call?.events.remote(b.conn, CONNECTED);
	await b.until((state) => of(state, a)?.videoOff === null);
	await leave([a, b]);
});

test("servers: renewed before they run out, one question for all, and no answer is not the end", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_700_000_000_000 });
	let asked = 0;
	let gone = false;
	const reply = () => {
		const username = `${Date.now() / 1000 + 30}:abc`;
		return {
			ok: { ice: [{ urls: "turn:t:1", username, credential: "c" }], relay_only: true },
			blobs: [],
		};
	};
	const door: Door = {
		join: async () => reply(),
		ice: async () => {
			asked += 1;
			if (gone) throw new Error("away");
			return reply();
		},
	};
	const used: IcePlan[] = [];
	const servers = new Servers(
		door,
		() => Date.now(),
		(ice) => used.push(ice),
	);
	const settled = () => new Promise((resolve) => setImmediate(resolve));
	servers.take(new Reader(reply().ok));
	assert.equal(used[0]?.relayOnly, true);
	await servers.fresh();
	assert.equal(asked, 0, "they are fresh");
	t.mock.timers.tick(6_000);
	await Promise.all([servers.fresh(), servers.fresh()]);
	assert.equal(asked, 1);
	t.mock.timers.tick(15_000);
	await settled();
	assert.deepEqual([asked, used.length], [2, 3], "by itself, halfway to their end");
	gone = true;
	t.mock.timers.tick(15_000);
	await settled();
	assert.deepEqual([asked, used.length], [3, 3]);
	gone = false;
	t.mock.timers.tick(6_000);
	await settled();
	assert.deepEqual([asked, used.length], [4, 4], "tried again before long");
	servers.close();
	t.mock.timers.tick(3_600_000);
	await servers.fresh();
	assert.equal(asked, 4);
});

test("the vigil: asks now and then, and at once when the timers have jumped", () => {
	let now = 0;
	const told: string[] = [];
	const vigil = new Vigil(
		{ ask: () => told.push("ask"), slept: () => told.push("slept") },
		() => now,
	);
	vigil.start();
	for (let i = 0; i < 12; i++) {
		now += 1_000;
		vigil.look();
	}
	assert.deepEqual(told, ["ask", "ask"]);
	now += 3_600_000;
	vigil.look();
	assert.deepEqual(told, ["ask", "ask", "slept"]);
	now -= 7_200_000; // a clock that was set
	vigil.look();
	assert.equal(told.at(-1), "slept");
	vigil.stop();
});
