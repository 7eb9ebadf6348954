// A case whose time was not enough is carried over: it goes before who is queued already, and its notes and plan stay.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	fileOf,
	hourAt,
	loaded,
	nextWeek,
	queueInto,
	stopAll,
	until,
	weeklyFrom,
} from "./kit-work.ts";

const FIVE_MIN_MS = 300_000;
const SILENT = { microphone: false, camera: false } as const;

let server: Server;
let cast: Cast;
let hour: string;
let next: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	const { coordinator, contact, pairs } = cast;
	// It has begun: a turn that was not enough is not given anew in the same hour.
	const startsAt = Math.floor(coordinator.work.now() / FIVE_MIN_MS) * FIVE_MIN_MS;
	await coordinator.work.coordinator.createSeries(
		weeklyFrom(startsAt, 0, {
			...{ name: "Tunti", pairs: [pairs.a, pairs.b], contact: contact.uid },
		}),
	);
	const members = [...cast.pairA, ...cast.pairB, contact];
	[hour = ""] = await Promise.all(members.map((one) => hourAt(one, startsAt)));
	next = await hourAt(cast.pairA[0], nextWeek(startsAt));
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

test("carried over in the session, the case has a place in the next hour at once", async () => {
	const [first] = cast.pairA;
	const [id, other] = await Promise.all([
		caseInForce(cast.pairA, cast.pairs.a),
		caseInForce(cast.pairB, cast.pairs.b, CASES.carer),
	]);
	await queueInto(first, id, hour, 20);
	await queueInto(cast.pairB[0], other, next, 20);
	await cast.contact.work.cases.note(id).save("Kesken: tarkista päätös.");
	await first.work.hour.enterLobby(hour);
	await first.work.hour.openCaseInTurn(id, SILENT);
	first.work.plan.edit({ core: "Jatketaan ensi viikolla." });
	await first.work.hour.endHour("carried-over");
	const list = await until(
		first.work.state.cases,
		(all) =>
			all.kind === "ready" && all.value.some((one) => one.case === id && one.hour === next),
		"the case in the next hour",
	);
	const row = list.kind === "ready" ? list.value.find((one) => one.case === id) : undefined;
	assert.equal(row?.placeState, "queued");
	const file = await fileOf(first, id, (one) => one.queued?.hour === next);
	assert.equal(file.queued?.minutes, 20);
	assert.equal(file.plan.doc.core, "Jatketaan ensi viikolla.");
	const hours = await loaded(first.work.state.hours, "hours");
	const before = hours.find((one) => one.hour === hour)?.places ?? [];
	assert.deepEqual(
		before.map((place) => [place.case, place.state]),
		[[id, "carried-over"]],
	);
	assert.equal(await cast.contact.work.cases.note(id).load(), "Kesken: tarkista päätös.");
});
