// One plan, two writers: field by field, steps by id; and what is no plan is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY_PLAN, type PlanDoc, type PlanStep } from "../src/work/documents.ts";
import { Desk } from "../src/work/plan-desk.ts";
import { joinPlans, mergePlan, readPlan, samePlan } from "../src/work/plan-merge.ts";

const step = (id: string, what: string, who = ""): PlanStep => ({
	id,
	what,
	side: "pair",
	who,
	by: "",
});
const plan = (change: Partial<PlanDoc>): PlanDoc => ({ ...EMPTY_PLAN, ...change });

test("each keeps what they wrote in different fields", () => {
	const base = plan({ core: "a", place: "p" });
	const merged = mergePlan(base, { ...base, core: "theirs" }, { ...base, place: "mine" });
	assert.equal(merged.core, "theirs");
	assert.equal(merged.place, "mine");
});

test("where both changed one field, mine stands", () => {
	const base = plan({ core: "a" });
	const merged = mergePlan(base, { ...base, core: "theirs" }, { ...base, core: "mine" });
	assert.equal(merged.core, "mine");
});

test("a field that only they emptied stays empty", () => {
	const base = plan({ core: "a" });
	assert.equal(mergePlan(base, { ...base, core: "" }, base).core, "");
});

test("steps that each added are both there, theirs in their order first", () => {
	const base = plan({ steps: [step("1", "x")] });
	const theirs = plan({ steps: [step("1", "x"), step("2", "theirs")] });
	const mine = plan({ steps: [step("1", "x"), step("3", "mine")] });
	assert.deepEqual(
		mergePlan(base, theirs, mine).steps.map((one) => one.id),
		["1", "2", "3"],
	);
});

test("within a step the fields merge too", () => {
	const base = plan({ steps: [step("1", "x")] });
	const theirs = plan({ steps: [step("1", "x", "Kimmo")] });
	const mine = plan({ steps: [step("1", "y")] });
	assert.deepEqual(mergePlan(base, theirs, mine).steps, [step("1", "y", "Kimmo")]);
});

test("a step that one took away goes, unless the other was writing on it", () => {
	const base = plan({ steps: [step("1", "x"), step("2", "y")] });
	const without1 = plan({ steps: [step("2", "y")] });
	const without2 = plan({ steps: [step("1", "x")] });
	assert.deepEqual(mergePlan(base, without1, base).steps, [step("2", "y")]);
	assert.deepEqual(mergePlan(base, base, without2).steps, [step("1", "x")]);
	const writing = plan({ steps: [step("1", "new"), step("2", "y")] });
	assert.ok(mergePlan(base, without1, writing).steps.some((one) => one.what === "new"));
	assert.ok(mergePlan(base, writing, without1).steps.some((one) => one.what === "new"));
});

test("merging is the same from both sides when nobody wrote on the same thing", () => {
	const base = plan({ core: "a", steps: [step("1", "x")] });
	const a = { ...base, core: "b" };
	const b = { ...base, responsible: "Sanna", steps: [step("1", "x", "Oskari")] };
	assert.ok(samePlan(mergePlan(base, a, b), mergePlan(base, b, a)));
});

test("what came from elsewhere is brought into shape, or is no plan", () => {
	const full = plan({ core: "a", steps: [step("1", "x")] });
	assert.deepEqual(readPlan(JSON.parse(JSON.stringify(full))), full);
	assert.equal(readPlan(null), null);
	assert.equal(readPlan({ v: 2, steps: [] }), null);
	assert.equal(readPlan({ v: 1, steps: "no" }), null);
	const odd = readPlan({ v: 1, core: 7, extra: 1, steps: [{ id: "1" }, step("2", "y")] });
	assert.deepEqual(odd, plan({ steps: [step("2", "y")] }));
});

test("two who meet again: an old echo of my words takes none of the new ones, and both sides come to the same", () => {
	const step = { id: "1", what: "Soitetaan", side: "pair", who: "Sanna", by: "" } as const;
	const before = plan({ core: "", steps: [step] });
	const mine = plan({
		core: "Kuntoutustuki. Ja vielä asumistuki",
		date: "2026-11-23",
		steps: [{ ...step, what: "Soitetaan ja kirjoitetaan" }],
	});
	const echo = plan({
		core: "Kuntoutustuki.",
		responsible: "Kimmo",
		steps: [{ ...step, what: "Soitetaan ja" }],
	});
	const here = joinPlans(before, mine, echo);
	assert.deepEqual(here, { ...mine, responsible: "Kimmo" });
	assert.deepEqual(joinPlans(before, echo, mine), here);
	const both = joinPlans(before, plan({ core: "a" }), plan({ core: "b" }));
	assert.equal(both.core, "a\nb");
	assert.deepEqual(joinPlans(before, plan({ core: "b" }), plan({ core: "a" })), both);
	assert.deepEqual(
		joinPlans(before, mine, before),
		mine,
		"who has written nothing changes nothing",
	);
});

test("a revision brings what I was not shown of it: I have written nothing of my own", () => {
	const desk = new Desk("case", 0, EMPTY_PLAN);
	desk.shown("conn", plan({ core: "Kuntoutustuki." }));
	desk.takeIn(0);
	assert.equal(desk.doc.core, "Kuntoutustuki.");
	desk.rebase(1, plan({ core: "Kuntoutustuki. Ja vielä", date: "2026-11-23" }));
	assert.deepEqual(desk.doc, plan({ core: "Kuntoutustuki. Ja vielä", date: "2026-11-23" }));
	desk.edit({ core: "Omaa" }, 0, false);
	desk.rebase(2, plan({ core: "Muuta" }));
	assert.equal(desk.doc.core, "Omaa", "what I am writing stands");
});

test("somebody who is back shows what they knew: none of my words goes by it", () => {
	const desk = new Desk("case", 0, EMPTY_PLAN);
	desk.shown("conn", plan({ responsible: "Kimmo" }));
	desk.takeIn(0);
	desk.edit({ core: "Kuntoutustuki. Ja vielä" }, 0, false);
	desk.met("conn");
	desk.shown("conn", plan({ core: "Kuntoutustuki.", responsible: "Kimmo K." }));
	desk.takeIn(5_000);
	assert.equal(desk.doc.core, "Kuntoutustuki. Ja vielä");
	assert.equal(desk.doc.responsible, "Kimmo K.");
	desk.shown("conn", plan({ core: "Kuntoutustuki", responsible: "Kimmo K." }));
	desk.takeIn(10_000);
	assert.equal(desk.doc.core, "Kuntoutustuki", "and from then on their changes are theirs");
});
