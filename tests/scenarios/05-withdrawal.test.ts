// A consent withdrawn in the middle of a session: the room closes on both sides, Kela's access is gone, the record says so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import {
	type Cast,
	caseInForce,
	castOf,
	loaded,
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

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour } = await openHour(cast));
	id = await caseInForce(cast.pairA, cast.pairs.a);
	await queueInto(cast.pairA[0], id, hour, 20, "normal");
	for (const one of [cast.pairA[0], cast.contact]) await one.work.hour.enterLobby(hour);
	await cast.pairA[0].work.hour.openCaseInTurn(id, NONE);
	await until(cast.contact.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn");
	await cast.contact.work.hour.join(NONE);
	await until(
		cast.contact.work.state.room,
		(room) => room?.others[0]?.verified === "verified",
		"a verified room",
	);
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

test("the colleague records the withdrawal: both people in the room get closed with the reason", async () => {
	const started = performance.now();
	await cast.pairA[1].work.consent.withdraw(id, "client", "oral");
	for (const one of [cast.pairA[0], cast.contact]) {
		const room = await until(
			one.work.state.room,
			(state) => state?.phase === "closed",
			"a closed room",
		);
		assert.equal(room?.closed, "withdrawn");
		assert.deepEqual(room?.others, []);
		assert.deepEqual(room?.hearing, []);
	}
	assert.ok(performance.now() - started < 1_000, "within a second");
});

test("Kela holds no key of the shared part any more and gets none", async () => {
	const { work } = cast.contact;
	const open = await until(
		work.state.file,
		(file) => file.kind === "ready" && file.file.question === null,
		"a file without its shared part",
	);
	assert.ok(open.kind === "ready");
	assert.equal(open.file.consent?.state, "withdrawn");
	assert.equal(open.file.consent?.withdrawn?.how, "oral");
	await until(
		work.state.cases,
		(list) => list.kind === "ready" && list.value.length === 0,
		"an empty list",
	);
	await refused(work.hour.join(NONE), "no_consent");
	await refused(work.cases.markReady(id), "forbidden");
	await refused(work.cases.say("Vielä yksi asia"), "no_key");
});

test("the place is free, the case goes on for the pair, and a new consent opens it again", async () => {
	const [first, second] = cast.pairA;
	const hours = await until(
		first.work.state.hours,
		(list) =>
			list.kind === "ready" &&
			list.value.some((one) => one.hour === hour && one.places[0]?.state === "interrupted"),
		"an interrupted place",
	);
	assert.ok(hours.kind === "ready");
	await refused(queueInto(first, id, hour, 10, "normal"), "no_consent");
	await first.work.cases.open(id);
	const open = first.work.state.file.value;
	assert.ok(open.kind === "ready" && open.file.question !== null);
	const { doc } = await first.work.consent.load();
	await first.work.consent.record(id, doc, null);
	await until(
		second.work.state.cases,
		(list) =>
			list.kind === "ready" &&
			list.value.some((one) => one.case === id && one.consent?.state === "waiting-ack"),
		"the new consent",
	);
	await second.work.consent.acknowledge(id);
	await queueInto(first, id, hour, 10, "normal");
	await until(
		cast.contact.work.state.cases,
		(list) => list.kind === "ready" && list.value[0]?.question != null,
		"Kela to see it again",
	);
	assert.equal((await loaded(cast.contact.work.state.cases, "cases")).length, 1);
});

test("the whole record verifies", async () => {
	stopAll(cast);
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});
