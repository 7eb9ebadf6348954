// The queue as pairs, Kela and the coordinator live it: the first free place, waiting in the published order, places moved
// by hand, an hour that falls away or moves, an answer in writing, a question without a client, notes of one's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseSummary, Hour } from "../../web/src/work/work.ts";
import { Server } from "./kit.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	elsewhere,
	fileOf,
	loaded,
	type Member,
	refused,
	stopAll,
	told,
	until,
	weeklyFrom,
} from "./kit-work.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const REASON = "Yhteyshenkilön koulutuspäivä";

let server: Server;
let cast: Cast;
let series: string;
/** Hours of the series, the first of them two days ahead. */
let hours: readonly Hour[];

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	const { coordinator, pairs, contact } = cast;
	const startsAt = Math.ceil(coordinator.work.now() / HOUR_MS) * HOUR_MS + 2 * DAY_MS;
	const both = { pairs: [pairs.a, pairs.b], contact: contact.uid };
	series = await coordinator.work.coordinator.createSeries({
		...weeklyFrom(startsAt, 0, { name: "Tunti", ...both }),
		capacity: 2,
	});
	for (const one of cast.everyone.filter((member) => member !== cast.kela)) {
		await until(
			one.work.state.hours,
			(all) => all.kind === "ready" && all.value.some((hour) => hour.series === series),
			"the hours of the series",
		);
	}
	hours = await loaded(cast.pairA[0].work.state.hours, "hours");
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

const first = () => cast.pairA[0];
const hourAt = (n: number): string => hours[n]?.hour ?? "";
const free = (id: string, minutes = 30, by = first()) =>
	by.work.cases.queue(id, { series, hour: null, minutes, urgency: "normal" });

/** The row of a case in somebody's list, once it passes. */
async function row(
	one: Member,
	id: string,
	passes: (row: CaseSummary) => boolean,
	what: string,
): Promise<CaseSummary> {
	const find = (all: readonly CaseSummary[]) =>
		all.find((other) => other.case === id && passes(other));
	const list = await until(
		one.work.state.cases,
		(value) => value.kind === "ready" && find(value.value) !== undefined,
		`${one.account.username} to see ${what}`,
	);
	const found = list.kind === "ready" ? find(list.value) : undefined;
	assert.ok(found !== undefined);
	return found;
}

const inHour = (one: Member, id: string, hour: string) =>
	row(one, id, (other) => other.hour === hour, "the case in that hour");

const placesOf = async (one: Member, hour: string) =>
	(await loaded(one.work.state.hours, "hours")).find((other) => other.hour === hour)?.places ?? [];

let ids: string[];

test("queued to a series, cases get the first free places, and move by hand", async () => {
	ids = await Promise.all([1, 2, 3].map(() => caseInForce(cast.pairA, cast.pairs.a)));
	const [a = "", b = "", c = ""] = ids;
	for (const id of ids) await free(id);
	await inHour(first(), a, hourAt(0));
	await inHour(first(), b, hourAt(0));
	await inHour(first(), c, hourAt(1));
	await first().work.cases.moveUp(b);
	const order = (await placesOf(first(), hourAt(0))).map((place) => place.case);
	assert.deepEqual(order, [b, a]);
	await first().work.cases.moveDown(b);
	assert.deepEqual(
		(await placesOf(first(), hourAt(0))).map((place) => place.case),
		[a, b],
	);
	await refused(first().work.cases.place(c, hourAt(0), 1), "hour_full");
	await first().work.cases.moveToNext(a);
	await inHour(first(), a, hourAt(1));
	const file = await fileOf(cast.contact, a);
	assert.equal(file.queued?.hour, hourAt(1));
	assert.equal(file.queued?.series, series);
});

test("when an hour is cancelled its cases are first in line, and told where they are", async () => {
	const [a = "", b = "", c = ""] = ids;
	const { coordinator } = cast.coordinator.work;
	const date = hours[1]?.date ?? "";
	const cancel = { series, date, state: "cancelled", toDate: null, toStart: null } as const;
	await refused(coordinator.setHour({ ...cancel, reason: " " }), "bad_param");
	const preview = await coordinator.previewHour(cancel);
	assert.equal(preview.places, 2);
	assert.equal(
		preview.goes.reduce((sum, one) => sum + one.count, 0),
		2,
	);
	assert.equal((await placesOf(cast.coordinator, hourAt(1))).length, 2, "nothing has happened yet");
	await coordinator.setHour({ ...cancel, reason: REASON });
	const seen = await until(
		first().work.state.hours,
		(all) =>
			all.kind === "ready" &&
			all.value.some((one) => one.hour === hourAt(1) && one.state === "cancelled"),
		"the cancelled hour",
	);
	const gone = seen.kind === "ready" ? seen.value.find((one) => one.hour === hourAt(1)) : null;
	assert.equal(gone?.reason, REASON);
	assert.deepEqual(gone?.places, []);
	await inHour(first(), b, hourAt(0));
	const rows = await Promise.all(
		[a, c].map((id) => row(first(), id, (one) => one.hour !== hourAt(1), "another place")),
	);
	assert.deepEqual(
		rows.map((one) => one.hour),
		[hourAt(2), hourAt(2)],
		"the next hour, and not the room that is left in an earlier one",
	);
	await told(first(), "place_moved");
	await told(first(), "hour_changed");
	const ofHour = (one: Member) =>
		one.work.state.notices.value.filter(
			({ code, hour }) => code === "hour_changed" && hour === hourAt(1),
		).length;
	assert.deepEqual(
		[ofHour(first()), ofHour(cast.coordinator)],
		[1, 0],
		"once, but not one's own act",
	);
});

test("a moved hour keeps its cases and its id, and the table of weeks shows it", async () => {
	const { coordinator } = cast.coordinator.work;
	const hour = hours[0];
	assert.ok(hour !== undefined);
	const toDate = new Date(Date.parse(`${hour.date}T12:00Z`) + DAY_MS).toISOString().slice(0, 10);
	const move = { series, date: hour.date, state: "moved", toStart: "12:00" } as const;
	await refused(coordinator.setHour({ ...move, toDate: "2020-01-01", reason: "x" }), "bad_param");
	await coordinator.setHour({ ...move, toDate, reason: REASON });
	const seen = await until(
		first().work.state.hours,
		(all) =>
			all.kind === "ready" &&
			all.value.some((one) => one.hour === hour.hour && one.date === toDate),
		"the moved hour",
	);
	const moved = seen.kind === "ready" ? seen.value.find((one) => one.hour === hour.hour) : null;
	assert.equal(moved?.movedFrom, hour.date);
	assert.equal(moved?.state, "planned");
	assert.equal(moved?.places.length, 1);
	const table = await coordinator.table(toDate, 3);
	const mine = table.rows.find((one) => one.series.series === series);
	assert.equal(table.weeks.length, 3);
	assert.ok(mine?.cells[0]?.some((one) => one.hour === hour.hour));
	await coordinator.setHour({ ...move, state: "planned", toDate: null, toStart: null, reason: "" });
});

test("a consent that covers no hour with room: the case waits, and everyone knows where in line", async () => {
	const { coordinator } = cast.coordinator.work;
	const last = hours[2]?.date ?? "";
	const list = await loaded(cast.coordinator.work.state.series, "series");
	const rule = list.find((one) => one.series === series);
	assert.ok(rule !== undefined);
	await coordinator.setSeries({ ...rule, last });
	const [a = "", b = ""] = await Promise.all(
		[1, 2].map(() => caseInForce(cast.pairB, cast.pairs.b, CASES.carer)),
	);
	const heli = cast.pairB[0];
	const filler = await caseInForce(cast.pairB, cast.pairs.b, CASES.carer);
	await free(filler, 30, heli);
	await free(a, 30, heli);
	await heli.work.cases.queue(b, { series, hour: null, minutes: 30, urgency: "urgent" });
	const waiting = (one: CaseSummary) => one.placeState === "waiting";
	assert.equal((await row(heli, b, waiting, "waiting")).waitingPos, 1, "urgent goes first");
	assert.equal((await row(heli, a, waiting, "waiting")).waitingPos, 2);
	const file = await fileOf(heli, a);
	assert.deepEqual([file.queued?.state, file.queued?.hour], ["waiting", null]);
	// Nobody tells a coordinator of who comes to wait: a change of theirs shows the lists anew.
	await coordinator.setSeries({ ...rule, name: "Tiistain tunti", last });
	const queue = await until(
		cast.coordinator.work.state.queue,
		(value) => value.kind === "ready" && value.value[0]?.waiting.length === 2,
		"two who wait",
	);
	const seen = queue.kind === "ready" ? queue.value[0]?.waiting : [];
	assert.deepEqual(
		seen?.map((one) => [one.pos, one.urgency, one.case]),
		[
			[1, "urgent", null],
			[2, "normal", null],
		],
	);
	await heli.work.cases.unqueue(filler, "hoidettu muuten");
	assert.equal((await row(heli, b, (one) => one.hour !== null, "a place")).placeState, "queued");
	await heli.work.cases.unqueue(a, "ei enää tarpeen");
	await row(heli, a, (one) => one.series === null, "nothing in the queue");
	await coordinator.setSeries({ ...rule, last: null });
});

test("Kela answers in writing: the place is free, and the pair may queue again", async () => {
	const [a = ""] = ids;
	const { contact } = cast;
	await fileOf(contact, a);
	await refused(contact.work.cases.answer(a, "  "), "bad_param");
	await contact.work.cases.answer(a, "Kuntoutustukea haetaan lomakkeella KU 101.");
	await told(first(), "answered");
	const answered = (one: CaseSummary) => one.placeState === "answered";
	assert.equal((await row(first(), a, answered, "the answer")).hour, null);
	const file = await fileOf(first(), a, (one) => one.answered !== null);
	assert.equal(file.answered?.by, contact.uid);
	assert.match(file.thread.at(-1)?.doc.text ?? "", /KU 101/);
	await free(a);
	await row(first(), a, (one) => one.hour !== null, "a place anew");
});

test("a question without a client goes to Kela without a consent", async () => {
	const { question } = CASES.student;
	const id = await first().work.cases.createGeneral({ pair: cast.pairs.a, question });
	const mine = await row(first(), id, () => true, "the question");
	assert.deepEqual([mine.lane, mine.consent], ["general", null]);
	await free(id, 10);
	const file = await fileOf(cast.contact, id);
	assert.equal(file.lane, "general");
	assert.equal(file.question?.question, question.question);
	await cast.contact.work.cases.markReady(id);
	await row(first(), id, (one) => one.placeState === "ready", "that Kela is ready");
});

test("notes are one's own on every device, and what others changed since the last look is named", async () => {
	const [, b = ""] = ids;
	const { contact } = cast;
	await contact.work.cases.note(b).save("Tarkista B-lausunto.");
	assert.equal((await contact.work.cases.changedSince([b])).get(b), null);
	await contact.work.cases.seen(b);
	assert.deepEqual((await contact.work.cases.changedSince([b])).get(b)?.parts, []);
	await fileOf(contact, b);
	await contact.work.cases.say("Lisätietoja saa kysyä.");
	assert.deepEqual((await contact.work.cases.changedSince([b])).get(b)?.parts, [], "by oneself");
	await fileOf(first(), b);
	await first().work.cases.say("Lausunto on liitteenä.");
	const other = await elsewhere(server, contact);
	try {
		assert.equal(await other.work.cases.note(b).load(), "Tarkista B-lausunto.");
		assert.equal(await first().work.cases.note(b).load(), "", "not the pair's to read");
		await fileOf(other, b);
		assert.deepEqual((await other.work.cases.changedSince([b])).get(b)?.parts, ["thread"]);
	} finally {
		other.stop();
	}
});
