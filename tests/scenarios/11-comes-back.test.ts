// Front dies in the middle of a session: every client comes back by itself, into lobby and room, verified anew; what was
// being written is kept; a change of the record made meanwhile has its effect once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import { type Cast, caseInForce, castOf, openHour, queueInto, stopAll, until } from "./kit-work.ts";

const NONE = { microphone: false, camera: false };

let server: Server;
let cast: Cast;
let id: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	const { hour } = await openHour(cast);
	id = await caseInForce(cast.pairA, cast.pairs.a);
	await queueInto(cast.pairA[0], id, hour, 20, "normal");
	for (const one of [cast.pairA[0], cast.contact]) await one.work.hour.enterLobby(hour);
	await cast.pairA[0].work.hour.openCaseInTurn(id, NONE);
	await until(cast.contact.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn");
	await cast.contact.work.hour.join(NONE);
	await bothVerified();
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

const inRoom = () => [cast.pairA[0], cast.contact];

async function bothVerified(): Promise<string[]> {
	const rooms = await Promise.all(
		inRoom().map((one) =>
			until(
				one.work.state.room,
				(room) =>
					room?.phase === "open" &&
					room.others.length === 1 &&
					room.others[0]?.verified === "verified",
				"a verified room",
			),
		),
	);
	return rooms.map((room) => room?.others[0]?.conn ?? "");
}

test("after front's death they are back in the same room, under new connections", async () => {
	const before = await bothVerified();
	server.killFront();
	for (const one of inRoom())
		await until(one.work.state.connection, (state) => state === "offline", "the cut");
	for (const one of inRoom())
		await until(one.work.state.connection, (state) => state === "online", "the return");
	for (const one of inRoom()) {
		await until(
			one.work.state.room,
			(room) => room?.others.length === 1 && !before.includes(room.others[0]?.conn ?? ""),
			"the other under a new connection",
		);
	}
	await bothVerified();
	for (const one of inRoom())
		await until(one.work.state.lobby, (lobby) => lobby?.present.length === 2, "both in the lobby");
});

test("what is written while front is away is stored once it is back, once", async () => {
	const [pair] = cast.pairA;
	server.killFront();
	await until(pair.work.state.connection, (state) => state === "offline", "the cut");
	pair.work.plan.edit({ core: "Kirjoitettu katkon aikana" });
	await pair.work.plan.save();
	const seen = await until(
		cast.contact.work.state.file,
		(open) => open.kind === "ready" && open.file.plan.rev === 1,
		"the plan at Kela",
	);
	assert.ok(seen.kind === "ready");
	assert.equal(seen.file.plan.doc.core, "Kirjoitettu katkon aikana");
	await bothVerified();
});

test("core's death ends the server; started again, they sign themselves in and go on", async () => {
	await server.killCore();
	await server.serve();
	for (const one of inRoom())
		await until(one.work.state.connection, (state) => state === "online", "the return", 30_000);
	await bothVerified();
	const [pair] = cast.pairA;
	pair.work.plan.edit({ place: "Ikaalinen" });
	await pair.work.plan.save();
	await until(
		cast.contact.work.state.file,
		(open) => open.kind === "ready" && open.file.plan.doc.place === "Ikaalinen",
		"the plan at Kela",
	);
});
