// What comes after the hour, in time: Helsinki's working days and mornings over a change of the clock, within what a
// follow-up may be moved, whose steps are whose, and what is told on Today.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	byCase,
	type Confirmed,
	concerns,
	type Doer,
	dueOf,
	followUpRows,
	inSight,
	isDue,
	morningFrom,
	movable,
	moveProblem,
	refreshDay,
	stepRows,
	waitingCount,
	whenOf,
} from "../src/state/follow-up.ts";
import { followTodos } from "../src/state/followTodo.ts";
import { EMPTY_PLAN, type PlanStep } from "../src/work/documents.ts";
import type { CasePlan, CaseSummary, Me } from "../src/work/work.ts";

const at = (text: string): number => Date.parse(text);
const NOW = at("2026-11-25T10:00:00Z"); // Wednesday noon in Helsinki
const confirmed = (more: Partial<Confirmed> = {}): Confirmed => ({
	...{ at: NOW, date: "2026-11-25", refreshBy: "2027-05-21" },
	...more,
});

test("two and six months on, and the plan's own day; at 08:00 of a working day, summer or winter", () => {
	// 25.1.2027 is a Monday; 25.5.2027 a Tuesday in summer time; 21.5. a Friday.
	assert.equal(dueOf("first", confirmed(), NOW), at("2027-01-25T06:00:00Z"));
	assert.equal(dueOf("half-year", confirmed(), NOW), at("2027-05-25T05:00:00Z"));
	assert.equal(dueOf("plan", confirmed(), NOW), at("2027-05-21T05:00:00Z"));
	// 5.12.2026 is a Saturday, 6.12. Independence Day: on to Monday; a plan never later than its day: back to Friday.
	assert.equal(morningFrom("2026-12-05"), at("2026-12-07T06:00:00Z"));
	assert.equal(morningFrom("2026-12-24"), at("2026-12-28T06:00:00Z"));
	const weekend = confirmed({ refreshBy: "2026-12-06" });
	assert.equal(dueOf("plan", weekend, NOW), at("2026-12-04T06:00:00Z"));
});

test("a plan is refreshed six months from its meeting at the latest, whatever it says", () => {
	assert.equal(refreshDay(confirmed({ refreshBy: "2027-09-01" })), "2027-05-25");
	assert.equal(refreshDay(confirmed({ refreshBy: "" })), "2027-05-25");
	assert.equal(refreshDay(confirmed({ date: "", refreshBy: "" })), "2027-05-25");
	assert.equal(refreshDay(confirmed({ date: "2026-08-31", refreshBy: "" })), "2027-02-28");
	for (const date of ["2062-11-25", "9999-12-31"])
		for (const refreshBy of ["", "2063-01-01"] as const)
			assert.equal(refreshDay(confirmed({ date, refreshBy })), "2027-11-25", "a slip of the pen");
});

test("what would be past is due on the next working morning", () => {
	const long = confirmed({ at: at("2026-03-01T10:00:00Z"), date: "2026-03-01", refreshBy: "" });
	for (const what of ["first", "half-year", "plan"] as const)
		assert.equal(dueOf(what, long, NOW), at("2026-11-26T06:00:00Z"));
	const friday = at("2026-11-27T10:00:00Z");
	assert.equal(dueOf("plan", long, friday), at("2026-11-30T06:00:00Z"));
	const early = at("2026-11-26T05:59:59Z");
	assert.equal(dueOf("plan", confirmed({ refreshBy: "2026-11-26" }), early), early + 1000);
});

test("moved within one to three months; one that is over its time, within a month from now", () => {
	const plan = { confirmedAt: NOW, refreshBy: "2027-05-21" };
	const first = movable("first", plan, NOW);
	assert.deepEqual(first, { from: "2026-12-25", to: "2027-02-25" });
	assert.equal(moveProblem("2026-12-24", first), "not-within");
	assert.equal(moveProblem("2027-02-25", first), null);
	assert.equal(moveProblem("", first), "required");
	assert.equal(moveProblem("huomenna", first), "not-date");
	const late = movable("first", plan, at("2027-03-10T10:00:00Z"));
	assert.deepEqual(late, { from: "2027-03-11", to: "2027-04-10" });
	assert.deepEqual(movable("plan", plan, NOW), { from: "2026-11-26", to: "2027-05-21" });
	assert.equal(movable("half-year", plan, NOW).to, "2027-11-25");
});

const step = (id: string, more: Partial<PlanStep> = {}): PlanStep => ({
	...{ id, what: `tehtävä ${id}`, side: "pair", who: { kind: "text", text: "" }, by: "" },
	...{ done: null },
	...more,
});
const me: Doer = { uid: "me", display: "Sanna Saarinen", side: "pair" };
const plan = (id: string, steps: readonly PlanStep[]): CasePlan => ({
	...{ case: id, doc: { ...EMPTY_PLAN, steps }, uncopied: null },
});

test("whose a step is: by account, by name as typed; my side's that are nobody's; or all", () => {
	const mine = step("1", { who: { kind: "person", uid: "me" } });
	const typed = step("2", { who: { kind: "text", text: " sanna saarinen" } });
	const other = step("3", { who: { kind: "person", uid: "other" } });
	const team = step("4", { who: { kind: "team", team: "t" } });
	const kela = step("5", { side: "kela" });
	const none = step("6");
	const all = [mine, typed, other, team, kela, none];
	const those = (whose: "mine" | "side" | "all") =>
		all.filter((one) => concerns(one, me, whose)).map(({ id }) => id);
	assert.deepEqual(those("mine"), ["1", "2"]);
	assert.deepEqual(those("side"), ["1", "2", "4", "6"]);
	assert.deepEqual(those("all"), ["1", "2", "3", "4", "5", "6"]);
	assert.equal(concerns(kela, { ...me, uid: "k", side: "kela" }, "side"), true);
});

const own = { who: { kind: "person", uid: "me" } } as const;
const done = { at: NOW, by: "me" };

test("the list: late first, undated last, what is done only while it is kept", () => {
	const plans = [
		plan("a", [step("1", own), step("2", { ...own, by: "2026-12-20" })]),
		plan("b", [
			step("3", { ...own, by: "2026-11-24" }),
			step("4", { ...own, by: "2026-11-25" }),
			step("5", { ...own, by: "2026-11-20", done }),
			step("6", { ...own, what: " " }),
		]),
	];
	const list = (kept = new Set<string>()) =>
		stepRows(plans, me, "mine", NOW, kept).map((row) => `${row.case}${row.step.id} ${row.when}`);
	assert.deepEqual(list(), ["b3 late", "b4 soon", "a2 later", "a1 none"]);
	assert.deepEqual(list(new Set(["5"]))[0], "b5 late");
	assert.equal(whenOf("2026-12-02", NOW), "soon");
	assert.equal(whenOf("2026-12-03", NOW), "later");
	// Midnight is Helsinki's.
	assert.equal(whenOf("2026-11-25", at("2026-11-25T22:00:00Z")), "late");
});

const summary = (id: string, followUps: CaseSummary["followUps"], state = "open"): CaseSummary =>
	({ case: id, state, followUps, question: { reference: `I-${id}` } }) as unknown as CaseSummary;
const DUE = at("2026-11-25T06:00:00Z");

test("follow-ups of open cases by day; due on their day, and from then on", () => {
	const cases = [
		summary("1", [{ what: "half-year", due: DUE + 5e9 }]),
		summary("2", [{ what: "first", due: DUE }]),
		summary("3", [{ what: "first", due: DUE }], "closed"),
	];
	const rows = followUpRows(cases, ["first", "half-year"], NOW);
	assert.deepEqual(
		rows.map(({ case: id, when }) => [id, when]),
		[
			["2", "soon"],
			["1", "later"],
		],
	);
	assert.equal(isDue(DUE, at("2026-11-24T21:59:00Z")), false);
	assert.equal(isDue(DUE, at("2026-11-24T22:00:00Z")), true);
});

test("Today: one line a case for late steps and those of this week, follow-ups due, plans to refresh; the menu counts", () => {
	const worker = { ...me, orgKind: "county", roles: ["worker"] } as unknown as Me;
	const plans = [
		plan("1", [
			step("1", { ...own, by: "2026-11-20" }),
			step("2", { ...own, by: "2026-11-19" }),
			step("3", { ...own, by: "2026-11-30" }),
			step("4", { ...own, by: "2027-01-30" }),
		]),
	];
	const cases = [
		summary("1", [
			{ what: "first", due: DUE },
			{ what: "half-year", due: DUE + 5e9 },
			{ what: "plan", due: at("2026-12-09T06:00:00Z") },
		]),
		summary("2", [{ what: "plan", due: at("2026-12-10T06:00:00Z") }]),
	];
	const todos = followTodos(worker, NOW, { plans, cases });
	assert.deepEqual(
		todos.map(({ code, name, at: day }) => [code, name, day]),
		[
			["step-late", "I-1", at("2026-11-19T12:00:00Z")],
			["step-soon", "I-1", at("2026-11-30T12:00:00Z")],
			["follow-up", "I-1", DUE],
			["plan-refresh", "I-1", at("2026-12-09T06:00:00Z")],
		],
	);
	assert.equal(waitingCount({ plans, cases }, me, NOW), 3);
	const uncopied = plans.map((one) => ({ ...one, uncopied: NOW - 1 }));
	assert.deepEqual(
		followTodos(worker, NOW, { plans: uncopied, cases }).filter(({ code }) => code === "record"),
		[
			{
				...{ code: "record", weight: 58, case: "1", name: "I-1", at: NOW - 1 },
				route: { at: "paper", case: "1", paper: "record" },
			},
		],
	);
	const contact = { ...worker, orgKind: "kela", roles: ["contact"] } as unknown as Me;
	assert.deepEqual(
		followTodos(contact, NOW, { plans, cases }).map(({ code }) => code),
		["step-late", "step-soon"],
	);
	assert.equal(waitingCount({ plans, cases }, { ...me, side: "kela" }, NOW), 2);
	const coordinator = { ...worker, roles: ["coordinator"] } as unknown as Me;
	assert.deepEqual(followTodos(coordinator, NOW, { plans, cases }), []);
});

test("what is near is always in sight; of what is far ahead so many as are asked for", () => {
	const row = (id: string, when: "late" | "soon" | "later") =>
		({ case: id, what: "first", due: 1, when }) as const;
	const near = Array.from({ length: 9 }, (_, i) => row(`near-${i}`, i < 2 ? "late" : "soon"));
	const far = Array.from({ length: 9 }, (_, i) => row(`far-${i}`, "later"));
	assert.deepEqual(inSight([...near, ...far], 2), [...near, ...far.slice(0, 2)]);
	assert.deepEqual(inSight(near, 2), near);
	assert.deepEqual(inSight(far, 20), far);
});

test("what is to be followed up of one case stands together, where its earliest does", () => {
	const row = (id: string, what: "first" | "half-year", due: number) =>
		({ case: id, what, due, when: "later" }) as const;
	const rows = [row("b", "first", 1), row("a", "first", 2), row("b", "half-year", 3)];
	const shape = byCase(rows).map((own) => own.map((one) => `${one.case}${one.due}`).join(" "));
	assert.deepEqual(shape, ["b1 b3", "a2"]);
	assert.deepEqual(byCase([]), []);
});
