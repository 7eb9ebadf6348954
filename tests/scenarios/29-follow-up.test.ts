// After the hour, through the work layer: both sides confirm the plan and its follow-ups are set without anybody's asking,
// once, whoever of the pair is there; moved, done, refreshed; and the steps are ticked from each one's own list.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FollowUpKind } from "../../web/src/work/work.ts";
import { addDays, addMonths, dayOf } from "../../web/src/state/dates.ts";
import { doerOf, dueOf, morningFrom, stepRows } from "../../web/src/state/follow-up.ts";
import type { PlanStep } from "../../web/src/work/documents.ts";
import { isWorkday, wallTime } from "../../web/src/work/time.ts";
import { Server } from "./kit.ts";
import {
	CASES,
	type Cast,
	caseInForce,
	castOf,
	fileOf,
	loaded,
	type Member,
	openHour,
	queueInto,
	refused,
	stopAll,
	until,
} from "./kit-work.ts";

const PATIENCE_MS = 15_000;
const KINDS: readonly FollowUpKind[] = ["first", "half-year", "plan"];

let server: Server;
let cast: Cast;
let id: string;
let nurse: Member;
let mate: Member;
let kela: Member;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	const { hour } = await openHour(cast);
	[nurse, mate] = cast.pairA;
	kela = cast.contact;
	id = await caseInForce(cast.pairA, cast.pairs.a, CASES.sickLeave);
	await queueInto(nurse, id, hour, 20);
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

const meOf = ({ work }: Member) => {
	const { value } = work.state.session;
	assert.ok(value.kind === "in");
	return doerOf(value.me);
};

/** What the list says once it says it of all those sorts. */
async function listed(one: Member, count: number): Promise<ReadonlyMap<FollowUpKind, number>> {
	const rows = await until(
		one.work.state.cases,
		(list) =>
			list.kind === "ready" &&
			list.value.some((row) => row.case === id && row.followUps.length === count),
		`${one.account.username} to have ${count} follow-ups listed`,
		PATIENCE_MS,
	);
	assert.ok(rows.kind === "ready");
	const row = rows.value.find((each) => each.case === id);
	return new Map(row?.followUps.map(({ what, due }) => [what, due]));
}

/** Of each kind how often somebody has said something. */
async function said(): Promise<number> {
	const rows = await nurse.work.cases.report(id);
	return rows.filter(({ action, result }) => action === "follow-up" && result === "ok").length;
}

const step = (no: number, uid: string, by: string): PlanStep => ({
	...{ id: `askel-${no}`, what: `Jatkotoimi ${no}`, side: "pair", by, done: null },
	who: { kind: "person", uid },
});

async function confirmedBy(one: Member): Promise<void> {
	await one.work.cases.open(id);
	await one.work.plan.confirm();
}

test("one side has confirmed: nothing is set; the other has: each follow-up once, on a working morning", async () => {
	const now = nurse.work.now();
	const today = dayOf(now);
	await fileOf(nurse, id);
	nurse.work.plan.edit({
		...{ core: "Toimeentulo", date: today, refreshBy: addMonths(today, 5), responsible: "Sanna" },
		steps: [step(1, nurse.uid, addDays(today, -1)), step(2, kela.uid, addDays(today, 3))],
	});
	await nurse.work.plan.save();
	await confirmedBy(nurse);
	assert.equal((await listed(nurse, 0)).size, 0);
	await fileOf(kela, id, ({ plan }) => plan.rev === 1, "the plan");
	await confirmedBy(kela);
	const due = await listed(mate, 3);
	const confirmed = { at: now, date: today, refreshBy: addMonths(today, 5) };
	for (const what of KINDS) {
		assert.equal(due.get(what), dueOf(what, confirmed, now), what);
		const wall = wallTime(due.get(what) ?? 0);
		assert.deepEqual([wall.time, isWorkday(wall.date)], ["08:00", true]);
	}
	for (const one of [nurse, kela]) assert.deepEqual(await listed(one, 3), due);
	const file = await fileOf(kela, id, ({ followUps }) => followUps.length === 3, "the follow-ups");
	assert.ok([nurse.uid, mate.uid].includes(file.followUps[0]?.by ?? ""));
	// Both of the pair were there to see it; longer than each one's moment has gone by.
	await new Promise((done) => setTimeout(done, 2_500));
	assert.equal(await said(), 3);
});

test("moved and done by either of the pair, seen by all; not by Kela, nor to a day gone by", async () => {
	const now = mate.work.now();
	const day = morningFrom(addDays(dayOf(now), 45));
	await mate.work.followUp.set(id, "first", day);
	assert.equal((await listed(mate, 3)).get("first"), day);
	await until(
		nurse.work.state.cases,
		(list) =>
			list.kind === "ready" && list.value.some((row) => row.followUps.some((f) => f.due === day)),
		"the nurse to see the move",
	);
	await nurse.work.followUp.done(id, "first");
	assert.deepEqual([...(await listed(kela, 2)).keys()].sort(), ["half-year", "plan"]);
	const file = await fileOf(
		mate,
		id,
		({ followUps }) => followUps.some((f) => f.due === 0),
		"it done",
	);
	const first = file.followUps.find(({ what }) => what === "first");
	assert.deepEqual([first?.due, first?.by], [0, nurse.uid]);
	await refused(kela.work.followUp.set(id, "plan", day), "forbidden");
	await refused(nurse.work.followUp.set(id, "plan", now - 1), "forbidden");
	assert.equal(await said(), 5);
});

test("each finds their own steps, late ones first, and ticks them in place; a slip is taken back", async () => {
	const mine = async (one: Member) => {
		const plans = await loaded(one.work.state.plans, "plans");
		return stepRows(plans, meOf(one), "mine", one.work.now()).map(
			(row) => `${row.step.id} ${row.when}`,
		);
	};
	nurse.work.cases.close();
	assert.deepEqual(await mine(nurse), ["askel-1 late"]);
	assert.deepEqual(await mine(kela), ["askel-2 soon"]);
	assert.deepEqual(await mine(mate), []);
	await nurse.work.plan.tick(id, "askel-1", true);
	assert.deepEqual(await mine(nurse), [], "the list shows it at once");
	await kela.work.plan.tick(id, "askel-2", true);
	await kela.work.plan.tick(id, "askel-2", false);
	assert.deepEqual(await mine(kela), ["askel-2 soon"]);
	const file = await fileOf(mate, id, ({ plan }) => plan.doc.steps[0]?.done !== null, "the tick");
	assert.equal(file.plan.doc.steps[0]?.done?.by, nurse.uid);
	assert.equal(file.plan.doc.steps[1]?.done, null);
	assert.ok(file.plan.confirmed, "what is ticked is agreed on still");
});

test("a plan confirmed anew moves its own refresh, and nothing else", async () => {
	const now = nurse.work.now();
	const today = dayOf(now);
	const refreshBy = addMonths(today, 4);
	await fileOf(nurse, id);
	nurse.work.plan.edit({ kind: "updated", refreshBy });
	await nurse.work.plan.save();
	await confirmedBy(nurse);
	await fileOf(kela, id, ({ plan }) => plan.doc.refreshBy === refreshBy, "the update");
	await confirmedBy(kela);
	const wanted = dueOf("plan", { at: now, date: today, refreshBy }, now);
	await until(
		mate.work.state.cases,
		(list) =>
			list.kind === "ready" &&
			list.value.some((row) => row.followUps.some((f) => f.what === "plan" && f.due === wanted)),
		"the refresh moved",
		PATIENCE_MS,
	);
	assert.equal((await listed(mate, 2)).has("first"), false, "what is done stays done");
	await new Promise((done) => setTimeout(done, 2_500));
	assert.equal(await said(), 6);
});

test("a hold: the pair's, or a coordinator's by the reference; never Kela's", async () => {
	const { coordinator } = cast.coordinator.work;
	await refused(kela.work.cases.setHold(id, true, ""), "forbidden");
	const reference = nurse.work.cases.reference(id);
	const found = await coordinator.findCase(reference);
	assert.deepEqual([found.state, found.hold], ["open", false]);
	await coordinator.setHold(found, true, "kantelu");
	const { hold } = await fileOf(nurse, id, (file) => file.hold !== null, "the hold");
	assert.deepEqual([hold?.by, hold?.reason], [cast.coordinator.uid, "kantelu"]);
	assert.equal((await coordinator.findCase(reference)).hold, true);
	await nurse.work.cases.setHold(id, false, "");
	await fileOf(mate, id, (file) => file.hold === null, "its end");
	assert.equal((await coordinator.findCase(reference)).hold, false);
});
