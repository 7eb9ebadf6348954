// The hour: lobby, session, a room with sealed signalling between clients, the plan written by both, the next case.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
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
let first: string;
let second: string;
let third: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour } = await openHour(cast));
	first = await caseInForce(cast.pairA, cast.pairs.a, CASES.sickLeave);
	second = await caseInForce(cast.pairA, cast.pairs.a, CASES.housing);
	third = await caseInForce(cast.pairB, cast.pairs.b, CASES.carer);
	await queueInto(cast.pairA[0], first, hour, 20, "urgent");
	await queueInto(cast.pairA[0], second, hour, 15, "normal");
	await queueInto(cast.pairB[0], third, hour, 15, "normal");
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

const verifiedIn = (who: { work: Cast["contact"]["work"] }, id: string, count: number) =>
	until(
		who.work.state.room,
		(room) =>
			room?.case === id &&
			room.phase === "open" &&
			room.others.length === count &&
			room.others.every((one) => one.verified === "verified"),
		`${count} verified in the room`,
	);

test("in the lobby people see each other, and whose turn it is", async () => {
	const [worker] = cast.pairA;
	const everyone = [worker, cast.pairB[0], cast.contact];
	for (const one of everyone) await one.work.hour.enterLobby(hour);
	for (const one of everyone) {
		await until(one.work.state.lobby, (lobby) => lobby?.present.length === 3, "three in the lobby");
	}
	assert.equal(worker.work.state.lobby.value?.turn?.mine, true);
	assert.equal(worker.work.state.lobby.value?.turn?.case, first);
	assert.equal(cast.pairB[0].work.state.lobby.value?.turn?.mine, false);
	assert.equal(cast.pairB[0].work.state.lobby.value?.turn?.case, null);
	await refused(cast.contact.work.hour.join(NONE), "hour_closed"); // no session yet
	await refused(cast.coordinator.work.hour.enterLobby(hour), "forbidden");
});

test("the room of the case in turn: both are verified, the other pair stays outside", async () => {
	const [worker, colleague] = cast.pairA;
	await worker.work.hour.openCaseInTurn(first, NONE);
	assert.equal(worker.work.state.room.value?.phase, "open");
	await until(
		cast.contact.work.state.lobby,
		(lobby) => lobby?.turn?.session != null,
		"the turn at Kela",
	);
	await cast.contact.work.hour.join(NONE);
	await verifiedIn(worker, first, 1);
	await verifiedIn(cast.contact, first, 1);
	await colleague.work.hour.enterLobby(hour);
	await colleague.work.hour.join(NONE);
	for (const one of [worker, colleague, cast.contact]) await verifiedIn(one, first, 2);
	await refused(cast.pairB[0].work.hour.join(NONE), "forbidden");
	await refused(cast.pairB[0].work.hour.openCaseInTurn(third, NONE), "conflict");
});

test("the plan: written by both at once, shown live, stored, confirmed by both sides", async () => {
	const pair = cast.pairA[0].work;
	const kela = cast.contact.work;
	pair.plan.edit({ core: "Toimeentulon jatkuvuus", date: "2026-11-22" });
	const live = await until(
		kela.state.file,
		(open) => open.kind === "ready" && open.file.plan.doc.core === "Toimeentulon jatkuvuus",
		"the pair's words on Kela's screen",
	);
	assert.ok(live.kind === "ready");
	assert.equal(live.file.plan.rev, 0); // nothing stored yet: this came through the room
	const step = {
		id: "k1",
		what: "Tarkistetaan päätös",
		side: "kela",
		who: { kind: "text", text: "Kimmo" },
		by: "",
		done: null,
	} as const;
	kela.plan.edit({ steps: [step], responsible: "Sanna Saarinen" });
	await until(
		pair.state.file,
		(open) => open.kind === "ready" && open.file.plan.doc.steps.length === 1,
		"Kela's step on the pair's screen",
	);
	await Promise.all([pair.plan.save(), kela.plan.save()]);
	for (const one of [pair, kela]) {
		const open = await until(
			one.state.file,
			(file) =>
				file.kind === "ready" && file.file.plan.rev >= 1 && file.file.plan.saved === "saved",
			"a stored plan",
		);
		assert.ok(open.kind === "ready");
		assert.equal(open.file.plan.doc.core, "Toimeentulon jatkuvuus");
		assert.equal(open.file.plan.doc.responsible, "Sanna Saarinen");
		assert.deepEqual(open.file.plan.doc.steps, [step]);
	}
	await pair.plan.confirm();
	await kela.plan.confirm();
	for (const one of [pair, kela]) {
		await until(
			one.state.file,
			(open) => open.kind === "ready" && open.file.plan.confirmed,
			"a plan that both sides confirmed",
		);
	}
});

test("next case: the room closes for everyone, and who belongs to the next goes along", async () => {
	const [worker, colleague] = cast.pairA;
	await worker.work.hour.nextCase("handled");
	assert.equal(worker.work.state.room.value?.case, second);
	for (const one of [worker, colleague, cast.contact]) await verifiedIn(one, second, 2);
	await until(
		worker.work.state.hours,
		(hours) =>
			hours.kind === "ready" &&
			hours.value.some(
				(one) =>
					one.hour === hour &&
					one.places[0]?.state === "handled" &&
					one.places[1]?.state === "in-turn",
			),
		"handled, then in turn",
	);
});

test("after the pair's last case the other pair is in turn, and the first pair is out", async () => {
	const [worker, colleague] = cast.pairA;
	await worker.work.hour.nextCase("handled");
	assert.equal(worker.work.state.room.value, null);
	await until(colleague.work.state.room, (room) => room === null, "the colleague in the lobby");
	const other = cast.pairB[0];
	await until(other.work.state.lobby, (lobby) => lobby?.turn?.mine === true, "the other's turn");
	assert.equal(worker.work.state.lobby.value?.turn?.mine, false);
	await other.work.hour.openCaseInTurn(third, NONE);
	await verifiedIn(other, third, 1);
	await verifiedIn(cast.contact, third, 1);
	await refused(worker.work.hour.join(NONE), "forbidden");
	await other.work.hour.endHour("carried-over");
	assert.equal(other.work.state.room.value, null);
	const end = await until(
		cast.contact.work.state.room,
		(room) => room?.phase === "closed",
		"the end at Kela",
	);
	assert.equal(end?.closed, "next");
});
