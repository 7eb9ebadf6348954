// One plan, two writers: field by field, steps by id; and what is no plan is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY_PLAN, type PlanDoc, type PlanStep } from "../src/work/documents.ts";
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
