// Kela's contact sees a case from its queueing on and not before, and of it the shared part only.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import {
	acknowledge,
	CASES,
	type Cast,
	castOf,
	loaded,
	openCase,
	openHour,
	queueInto,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

let server: Server;
let cast: Cast;
let hour: string;
let id: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour } = await openHour(cast));
	id = await openCase(cast.pairA[0], cast.pairs.a, CASES.sickLeave, "drawn+scan");
	await acknowledge(cast.pairA[1], id);
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

test("before the case is queued the contact neither lists nor opens it", async () => {
	const { work } = cast.contact;
	assert.deepEqual(await loaded(work.state.cases, "cases"), []);
	await refused(work.cases.open(id), "forbidden");
	assert.equal(work.state.file.value.kind, "failed");
});

test("from then on: question and consent, but not the pair's background", async () => {
	await queueInto(cast.pairA[0], id, hour, 20, "urgent");
	const { work } = cast.contact;
	await until(
		work.state.cases,
		(list) => list.kind === "ready" && list.value[0]?.question != null,
		"the case in Kela's list",
	);
	await work.cases.open(id);
	const open = work.state.file.value;
	assert.ok(open.kind === "ready");
	assert.deepEqual(open.file.question, CASES.sickLeave.question);
	assert.equal(open.file.background, null);
	assert.equal(open.file.queued?.state, "queued");
	const { doc, file } = await work.consent.load();
	assert.equal(doc.clientName, CASES.sickLeave.clientName);
	assert.equal(file?.type, "image/png");
	const seen = work.state.file.value;
	assert.ok(seen.kind === "ready");
	assert.deepEqual(
		seen.file.consent?.seen.map((note) => note.by),
		[cast.contact.uid],
	);
});

test("needs information, is answered, is marked ready: both see each step", async () => {
	const kela = cast.contact.work;
	const pair = cast.pairA[0].work;
	await pair.cases.open(id);
	await kela.cases.needsInfo(id, "Puuttuu lääkärinlausunto syyskuulta.");
	const asked = await until(
		pair.state.file,
		(open) => open.kind === "ready" && open.file.thread.length === 1,
		"Kela's message",
	);
	assert.ok(asked.kind === "ready");
	assert.equal(asked.file.thread[0]?.doc.text, "Puuttuu lääkärinlausunto syyskuulta.");
	assert.equal(asked.file.queued?.state, "needs-info");
	assert.ok(pair.state.notices.value.some((notice) => notice.code === "needs_info"));
	await pair.cases.say("Liitetty tilannekuvaukseen.");
	await kela.cases.markReady(id);
	await until(
		pair.state.hours,
		(hours) =>
			hours.kind === "ready" &&
			hours.value.some((one) => one.hour === hour && one.places[0]?.state === "ready"),
		"the place to be ready",
	);
});

test("another pair and the coordinators get nothing of it", async () => {
	for (const other of [cast.pairB[0], cast.coordinator, cast.kela]) {
		await refused(other.work.cases.open(id), "forbidden");
	}
	const hours = await loaded(cast.pairB[0].work.state.hours, "hours");
	const place = hours.find((one) => one.hour === hour)?.places[0];
	assert.equal(place?.minutes, 20);
	assert.equal(place?.case, null);
});
