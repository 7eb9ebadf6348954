// The rule of the room: nothing reaches a call before its sender is verified, and no microphone opens while anybody
// there is not.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RemoteMedia } from "../src/media/media.ts";
import { UNHEARD } from "../src/media/silent.ts";
import type { Room } from "../src/work/work.ts";
import { Hub, Someone } from "./work-room.ts";

const DEVICES = { microphone: true, camera: false, microphoneId: null, cameraId: null };
/** What a call tells of somebody who is connected. */
const CONNECTED: RemoteMedia = {
	...UNHEARD,
	link: "connected",
	quality: "good",
	way: "direct",
};
const all = (verified: string, count: number) => (room: Room) =>
	room.others.length === count && room.others.every((one) => one.verified === verified);

async function two(): Promise<{ hub: Hub; a: Someone; b: Someone }> {
	const hub = new Hub();
	const a = new Someone(hub, 1);
	const b = new Someone(hub, 2);
	await a.room.join(DEVICES);
	await b.room.join(DEVICES);
	await Promise.all([a, b].map((one) => one.until(all("verified", 1))));
	return { hub, a, b };
}

test("two who are verified are connected and hear each other", async () => {
	const { a, b } = await two();
	assert.equal(a.state?.phase, "open");
	assert.deepEqual(a.call?.added, [b.conn]);
	assert.deepEqual(b.call?.added, [a.conn]);
	assert.ok(a.call?.microphone && b.call?.microphone);
	assert.deepEqual(a.state?.hearing, []); // no connection yet, so nobody
	a.call?.events.remote(b.conn, CONNECTED);
	assert.deepEqual(a.state?.hearing, [b.uid]);
	await a.room.close("closed", "left");
	await b.room.close("closed", "left");
});

test("one who does not verify: microphones shut, nothing of theirs reaches the call, named as failed", async () => {
	const { hub, a, b } = await two();
	const c = new Someone(hub, 3);
	c.forged = true;
	await c.room.join(DEVICES);
	await a.until((room) => room.phase === "verifying");
	assert.equal(a.call?.microphone, false);
	assert.deepEqual(a.state?.hearing, []);
	for (let i = 0; i < 4; i++) c.call?.events.signal(a.conn, "offer", "v=0");
	const room = await a.until((state) => state.others.some((one) => one.verified === "failed"));
	assert.equal(room.others.find((one) => one.verified === "failed")?.uid, c.uid);
	assert.deepEqual(a.call?.received, []);
	assert.deepEqual(a.call?.added, [b.conn]);
	hub.leave(c);
	await a.until((state) => state.phase === "open");
	assert.equal(a.call?.microphone, true);
	await Promise.all([a, b, c].map((one) => one.room.close("closed", "left")));
});

test("somebody whose record is newer is verified only after catching up", async () => {
	const { hub, a, b } = await two();
	const c = new Someone(hub, 3);
	c.heads = "ahead";
	await c.room.join(DEVICES);
	await a.until(all("verified", 2));
	assert.ok(a.catchUps > 0, "caught up before trusting");
	await Promise.all([a, b, c].map((one) => one.room.close("closed", "left")));
});

test("signals of somebody who has not said hello are dropped, and nobody speaks meanwhile", async () => {
	const { hub, a, b } = await two();
	const c = new Someone(hub, 3);
	c.silent = true;
	await c.room.join(DEVICES);
	await c.until(all("verified", 2)); // they have heard our hello
	c.call?.events.signal(a.conn, "offer", "v=0");
	c.room.sendDraft({ core: "x" });
	await b.room.close("closed", "left"); // comes after those, from the same relay
	await a.until((room) => room.others.length === 1);
	assert.deepEqual([a.call?.received, a.drafts], [[], []]);
	assert.equal(a.state?.phase, "verifying");
	assert.equal(a.call?.microphone, false);
	await Promise.all([a, c].map((one) => one.room.close("closed", "left")));
});

test("what somebody dropped before they could verify us is said again", async (t) => {
	t.mock.timers.enable({ apis: ["setInterval", "Date"], now: 1_000_000 });
	const { hub, a, b } = await two();
	const c = new Someone(hub, 3);
	c.silent = true;
	await c.room.join(DEVICES);
	await c.until(all("verified", 2));
	c.call?.events.signal(a.conn, "offer", "v=0"); // dropped: a knows nothing of c
	c.silent = false;
	t.mock.timers.tick(5_000); // a and b ask again
	await Promise.all([a, b].map((one) => one.until(all("verified", 2))));
	assert.deepEqual(c.call?.repeated.toSorted(), [a.conn, b.conn].toSorted());
	await Promise.all([a, b, c].map((one) => one.room.close("closed", "left")));
});

test("a guest to whom nobody has named the next one yet: not failed, and verified as soon as they are named", async () => {
	const { hub, a, b } = await two();
	const c = new Someone(hub, 3);
	a.unknown.add(c.uid);
	a.learns = null;
	await c.room.join(DEVICES);
	await a.until((room) => room.phase === "verifying");
	for (let i = 0; i < 4; i++) await c.raw("state", "{}");
	for (let i = 0; i < 4; i++) await new Promise(setImmediate);
	assert.equal(a.state?.others.find(({ uid }) => uid === c.uid)?.verified, "checking");
	assert.equal(a.call?.microphone, false);
	a.unknown.clear();
	await b.raw("roster", "");
	await a.until(all("verified", 2));
	await Promise.all([a, b, c].map((one) => one.room.close("closed", "left")));
});

test("somebody who is here before the word that lets them in: asked for, and verified by their first hello", async () => {
	const { hub, a, b } = await two();
	const c = new Someone(hub, 3);
	a.unknown.add(c.uid);
	a.learns = () => a.unknown.clear();
	const seen: string[] = [];
	a.onState = ({ others }) => seen.push(...others.map(({ verified }) => verified));
	await c.room.join(DEVICES);
	for (let i = 0; i < 4; i++) await c.raw("draft", "{}");
	await a.until(all("verified", 2));
	assert.equal(a.catchUps, 1);
	assert.ok(!seen.includes("failed"));
	await Promise.all([a, b, c].map((one) => one.room.close("closed", "left")));
});

test("somebody whom the record does not know, asked for as well: named as failed, and not asked for without end", async () => {
	const { hub, a, b } = await two();
	const c = new Someone(hub, 3);
	a.unknown.add(c.uid);
	await c.room.join(DEVICES);
	for (let i = 0; i < 9; i++) await c.raw("draft", "{}");
	await a.until((state) => state.others.some((one) => one.verified === "failed"));
	for (let i = 0; i < 9; i++) await c.raw("draft", "{}");
	for (let i = 0; i < 4; i++) await new Promise(setImmediate);
	assert.equal(a.catchUps, 3);
	assert.equal(a.call?.microphone, false);
	await Promise.all([a, b, c].map((one) => one.room.close("closed", "left")));
});

test("heads that differ stop the call at once", async () => {
	const hub = new Hub();
	const a = new Someone(hub, 1);
	const b = new Someone(hub, 2);
	b.heads = "fork";
	await a.room.join(DEVICES);
	await b.room.join(DEVICES);
	const room = await a.until((state) => state.phase === "closed");
	assert.equal(room.closed, "fork");
	assert.equal(a.call?.closed, true);
	assert.equal(a.call?.microphone, false);
	assert.deepEqual(room.hearing, []);
	await b.room.close("closed", "left");
});

test("a refused description makes its sender failed and shuts the microphone", async () => {
	const { a, b } = await two();
	a.call?.events.refused(b.conn);
	assert.equal(a.state?.others[0]?.verified, "failed");
	assert.equal(a.state?.phase, "verifying");
	assert.equal(a.call?.microphone, false);
	await Promise.all([a, b].map((one) => one.room.close("closed", "left")));
});

test("offers and drafts reach those who are verified; bye takes a person out", async () => {
	const { a, b } = await two();
	b.call?.events.signal(a.conn, "offer", "v=0");
	b.room.sendDraft({ core: "x" });
	await b.room.close("closed", "left");
	await a.until((room) => room.others.length === 0);
	assert.deepEqual(a.call?.received, ["v=0"]);
	assert.deepEqual(a.drafts, [{ core: "x" }]);
	assert.equal(b.call?.closed, true);
	await a.room.close("closed", "left");
});
