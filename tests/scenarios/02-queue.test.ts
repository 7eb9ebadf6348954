// Consent first, then the queue: four cases and sixty minutes, not more; the refused is offered the next hour.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import {
	acknowledge,
	CASES,
	type Cast,
	caseInForce,
	castOf,
	hourAt,
	loaded,
	nextWeek,
	openCase,
	openHour,
	queueInto,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

let server: Server;
let cast: Cast;
let startsAt: number;
let hour: string;
let later: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	({ hour, startsAt } = await openHour(cast));
	later = await hourAt(cast.pairA[0], nextWeek(startsAt));
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

const queue = (id: string, minutes: number, where = hour) =>
	queueInto(cast.pairA[0], id, where, minutes, "normal");

test("without consent, and before the colleague has acknowledged it, nothing is queued", async () => {
	const [first, second] = cast.pairA;
	const bare = await openCase(first, cast.pairs.a, CASES.family, "none");
	await refused(queue(bare, 10), "no_consent");
	const waiting = await openCase(first, cast.pairs.a, CASES.student, "drawn");
	await refused(queue(waiting, 10), "no_consent");
	await refused(first.work.consent.acknowledge(waiting), "forbidden");
	await acknowledge(second, waiting);
	await queue(waiting, 10, later);
	const list = await loaded(first.work.state.cases, "cases");
	const one = list.find((row) => row.case === waiting);
	assert.equal(one?.placeState, "queued");
	assert.equal(one?.hour, later);
	await first.work.cases.unqueue(waiting, "tarkistetaan");
	const after = await loaded(first.work.state.cases, "cases");
	assert.equal(after.find((row) => row.case === waiting)?.hour, null);
});

test("the 61st minute is refused and the next hour offered", async () => {
	const ids = await Promise.all(
		[1, 2, 3].map(() => caseInForce(cast.pairA, cast.pairs.a, CASES.housing)),
	);
	await queue(ids[0] ?? "", 30);
	await queue(ids[1] ?? "", 20);
	const error = await refused(queue(ids[2] ?? "", 11), "hour_minutes");
	assert.equal(error.detail.nextHour, later);
	assert.equal(error.detail.nextStartsAt, nextWeek(startsAt));
	await refused(queue(ids[0] ?? "", 10), "forbidden"); // queued already
	for (const id of ids.slice(0, 2)) await cast.pairA[0].work.cases.unqueue(id, "uusi jako");
});

test("the fifth case is refused and the next hour offered, also in a race for the last place", async () => {
	const ids = await Promise.all([1, 2, 3, 4, 5].map(() => caseInForce(cast.pairA, cast.pairs.a)));
	for (const id of ids.slice(0, 3)) await queue(id, 10);
	const race = await Promise.allSettled(ids.slice(3).map((id) => queue(id, 10)));
	assert.equal(race.filter((one) => one.status === "fulfilled").length, 1);
	const lost = race.findIndex((one) => one.status === "rejected");
	const loser = ids[3 + lost] ?? "";
	const error = await refused(queue(loser, 10), "hour_full");
	assert.equal(error.detail.nextHour, later);
	assert.equal(error.detail.nextStartsAt, nextWeek(startsAt));
	await queue(loser, 10, error.detail.nextHour ?? "");
	const seen = await until(
		cast.pairA[0].work.state.hours,
		(hours) =>
			hours.kind === "ready" &&
			hours.value.some((one) => one.hour === hour && one.freePlaces === 0),
		"a full hour",
	);
	assert.ok(seen.kind === "ready");
	const full = seen.value.find((one) => one.hour === hour);
	assert.equal(full?.places.length, 4);
});

test("a consent ends on its last day: an hour after it is refused", async () => {
	const [first] = cast.pairA;
	const id = await caseInForce(cast.pairA, cast.pairs.a, CASES.carer);
	const hours = await loaded(first.work.state.hours, "hours");
	const far = hours.findLast((one) => one.state === "planned");
	const list = await loaded(first.work.state.cases, "cases");
	const consent = list.find((one) => one.case === id)?.consent;
	assert.ok(far !== undefined && consent !== null && consent !== undefined);
	if (far.endsAt > consent.to) await refused(queue(id, 10, far.hour), "no_consent");
	else assert.fail("the series does not reach beyond the consent");
});
