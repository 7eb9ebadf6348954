// What the demo shows of the time after an hour, as each role finds it: six cases discussed and their plans confirmed, their
// follow-ups set, numbers of which the report shows those of five and more, the shelf with what waits for either side's
// check, teams and a template, cases closed, held and erased.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cast, gatherContact } from "../../web/src/demo/cast.ts";
import { fillDemo } from "../../web/src/demo/fill.ts";
import { dayOf } from "../../web/src/state/dates.ts";
import { quarterOf } from "../../web/src/state/quarters.ts";
import type { CaseSummary } from "../../web/src/work/work.ts";
import { Server } from "./kit.ts";
import { castOf, loaded, type Member, siteOf, stopAll, until } from "./kit-work.ts";

let server: Server;
let cast: Cast;
let other: Member;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	const coming = gatherContact(siteOf(server), cast, () => "salalause numero toinen tuulee");
	await fillDemo(cast, coming);
	other = await coming;
});
after(async () => {
	stopAll(cast);
	other?.stop();
	await server?.dispose();
});

const casesOf = ({ work }: Member): Promise<readonly CaseSummary[]> =>
	loaded(work.state.cases, "the cases");
const orgOf = async ({ work }: Member) => (await loaded(work.state.directory, "the directory")).org;

test("three cases of each pair were discussed; every open one has its plan and three follow-ups", async () => {
	for (const [pair, contact, open] of [
		[cast.pairA, cast.contact, 3],
		[cast.pairB, other, 1],
	] as const) {
		const hours = await loaded(contact.work.state.hours, "hours");
		const handled = hours.flatMap(({ places }) => places.filter((one) => one.state === "handled"));
		assert.equal(handled.length, 3);
		const cases = await casesOf(pair[0]);
		const talked = cases.filter((one) => one.plan === "confirmed" && one.state === "open");
		assert.equal(talked.length, open);
		assert.ok(talked.every((one) => one.followUps.length === 3 && one.confirmedAt !== null));
	}
});

test("steps: one overdue, one of this week, one done, one of a team on the list", async () => {
	const plans = await loaded(cast.pairA[0].work.state.plans, "the plans");
	const steps = plans.flatMap(({ doc }) => doc.steps);
	const { teams } = await orgOf(cast.contact);
	const today = dayOf(cast.contact.work.now());
	assert.ok(steps.some(({ by, done }) => by < today && done === null));
	assert.ok(steps.some(({ by, done }) => by > today && done === null));
	assert.ok(steps.some(({ done }) => done?.by === cast.contact.uid));
	assert.ok(steps.some(({ who }) => who.kind === "team" && teams.some((t) => t.team === who.team)));
	assert.equal(teams.length, 10);
});

test("the report shows what comes of five cases and more, to both coordinators", async () => {
	const quarter = quarterOf(cast.coordinator.work.now());
	for (const by of [cast.coordinator, cast.kela]) {
		const { figures } = await by.work.figures.load(quarter, quarter);
		const sum = (code: string) => figures.find((one) => one.code === code && one.series === null);
		const shown = (["plans_made", "nps", "meeting_avoided", "calls_saved"] as const).map(
			(code) => [code, sum(code)?.hidden, sum(code)?.n] as const,
		);
		for (const [code, hidden, n] of shown) assert.deepEqual([code, hidden, n], [code, false, 6]);
		assert.equal(sum("contact_question_clear")?.hidden, true);
	}
});

test("the shelf: six answers, and one proposal waits for each side", async () => {
	for (const one of [cast.pairA[0], cast.contact]) {
		await until(one.work.state.proposals, (all) => all.length === 1, "one proposal to check");
		assert.equal((await orgOf(one)).cards.length, 6);
	}
});

test("closed cases: one will be erased, one is held, one is erased; a template of its own", async () => {
	const { days, ahead, erased } = await cast.coordinator.work.retention();
	assert.equal(days, 30);
	assert.deepEqual(ahead.map(({ held }) => held).sort(), [false, true]);
	assert.deepEqual(
		erased.map(({ how }) => how),
		["pair"],
	);
	assert.deepEqual(Object.keys((await orgOf(cast.pairA[0])).templates), ["lifecare"]);
});
