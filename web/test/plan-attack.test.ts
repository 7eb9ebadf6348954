// A member who sends what no client of ours would, and a broker that keeps back drafts or shows old ones: nothing breaks, and
// no word goes that nobody took away.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanDoc, PlanStep } from "../src/work/documents.ts";
import { readPlan, readSince, readStored, sinceOf, storedPlan } from "../src/work/plan-code.ts";
import { Desk } from "../src/work/plan-desk.ts";
import { alsoIn, planOf } from "../src/work/plan-fields.ts";
import { Pen } from "../src/work/plan-pen.ts";
import { COUNT_MAX } from "../src/work/plan-place.ts";
import { NOTHING, type Shared } from "../src/work/plan-shared.ts";

let pens = 0;
const pen = (uid: string) => new Pen(`pen${String(++pens).padStart(5, "0")}`, uid);
const deskOf = (uid: string, stored: Shared | null = null) =>
	new Desk(
		"case",
		stored === null ? 0 : 1,
		stored === null ? null : { state: stored, seeded: false },
		() => pen(uid),
	);
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const step = (id: string): PlanStep => ({
	...{ id, what: "x", side: "pair", who: { kind: "text", text: "" }, by: "", done: null },
});
const STORED_MAX = 512 * 1024;

/** What the screen shows when I have stopped typing. */
function rested(desk: Desk): PlanDoc {
	desk.release(Number.MAX_SAFE_INTEGER);
	return desk.shown;
}

const writers = (...rows: unknown[]) => ({
	v: 2,
	rev: 0,
	drop: [],
	sync: { writers: rows, fields: {} },
});
const fields = (value: unknown) => ({
	...{ v: 2, rev: 0, drop: [] },
	sync: { writers: [["aaaaaaaa", "kela", 9]], fields: value },
});

test("what is no draft is not read, and changes nothing", () => {
	const none: readonly unknown[] = [
		...[
			null,
			undefined,
			0,
			"",
			[],
			{},
			{ v: 3 },
			{ v: 2 },
			{ v: 2, rev: 0, drop: "all", sync: {} },
		],
		...[
			{ ...writers(), rev: -1 },
			{ ...writers(), rev: 0.5 },
			{ ...writers(), rev: 1e300 },
		],
		...[{ ...writers(), drop: [1] }, writers(null), writers(["short", "u", 1])],
		...[
			writers(["aaaaaaaa", 1, 1]),
			writers(["aaaaaaaa", "u", 0]),
			writers(["aaaaaaaa", "u", 2 ** 40]),
		],
		...[fields({ core: {} }), fields({ core: [[0]] }), fields({ core: [[1, 1, "w", "x"]] })],
		...[fields({ core: [[0, 1, "w"]] }), fields({ core: [[0, 1, "", "aaaaaaaa0001001"]] })],
		...[
			fields({ core: [[0, 10, "w", "aaaaaaaa0001001"]] }),
			fields({ date: [[0, 1, "w", "spot"]] }),
		],
		...[fields({ date: [[0, 1, 7]] }), fields({ date: [["__proto__", 1, "w"]] })],
	];
	const desk = deskOf("me");
	desk.edit({ core: "mine" }, undefined, 0);
	for (const value of none) {
		assert.equal(readSince(value), null, JSON.stringify(value));
		desk.take("conn", value);
		assert.equal(rested(desk).core, "mine");
	}
	// Of a version to come, or of nobody's: left out, and the rest is read.
	desk.take("conn", fields({ "step/__proto__/x": [[0, 1, "w"]], __proto__: [[0, 1, "w"]] }));
	assert.deepEqual(rested(desk).steps, []);
});

test("a time that there is not is no time", () => {
	const state = new Pen("aaaaaaaa", "kela").write(NOTHING, {
		steps: [{ ...step("a"), done: { at: 1e300, by: "kela" } }],
	});
	assert.equal(planOf(state).steps[0]?.done, null);
	assert.equal(readPlan(json(storedPlan(state)))?.steps[0]?.done, null);
	assert.deepEqual(alsoIn(state), []);
});

test("a plan larger than any is not taken over from who only shows it, and mine is stored", () => {
	const desk = deskOf("me");
	desk.edit({ core: "mine" }, undefined, 0);
	const begun = performance.now();
	for (let i = 0; i < 30; i++) {
		const words = Array.from({ length: 700 }, (_, n) => `w${i}x${n}`).join(" ");
		desk.take(
			`c${i % 4}`,
			json(sinceOf(0, NOTHING, pen("kela").write(NOTHING, { situation: words }))),
		);
	}
	const steps = Array.from({ length: 300 }, (_, i) => step(`s${i}`));
	desk.take("c", json(sinceOf(0, NOTHING, pen("kela").write(NOTHING, { steps }))));
	assert.equal(rested(desk).core, "mine");
	assert.ok(rested(desk).steps.length < steps.length);
	assert.ok(JSON.stringify(storedPlan(desk.state)).length < STORED_MAX);
	desk.edit({ core: "mine still" }, undefined, 0);
	assert.equal(rested(desk).core, "mine still");
	assert.ok(performance.now() - begun < 5_000, "it takes seconds");
});

test("who claims to have seen what I have not written yet does not make it vanish", () => {
	for (const through of ["the room", "a revision"] as const) {
		const [mine, third] = [deskOf("me"), deskOf("third")];
		mine.edit({ core: "first" }, undefined, 0);
		const [writer = ""] = [...mine.state.writers.keys()];
		const lie = { ...writers([writer, "me", COUNT_MAX]) };
		const poisoned: Shared = {
			writers: new Map([[writer, { uid: "me", n: COUNT_MAX }]]),
			entries: new Map(),
		};
		const stored = readStored(json(storedPlan(poisoned)));
		for (const desk of [third, mine])
			if (through === "the room") desk.take("liar", json(lie));
			else desk.rebase(1, stored);
		assert.equal(rested(mine).core, "first", through);
		mine.edit({ core: "first second" }, undefined, 0);
		assert.equal(rested(mine).core, "first second", through);
		third.take("me", json(mine.since()));
		assert.equal(rested(third).core, "first second", through);
		mine.take("third", json(third.since()));
		mine.take("liar", json(lie));
		mine.edit({ core: "first second third" }, undefined, 0);
		third.take("me", json(mine.since()));
		assert.equal(rested(third).core, "first second third", through);
	}
});

test("an old draft that is shown again brings nothing back, and one that is kept back loses no stored word", () => {
	const desk = deskOf("me");
	const drafts: unknown[] = [];
	for (const core of ["one", "one two", "one two three", "two three", "two four"]) {
		desk.edit({ core }, rested(desk), 0);
		drafts.push(json(desk.since()));
	}
	const stored = readStored(json(storedPlan(desk.state)));
	assert.ok(stored !== null);
	for (const draft of [...drafts, ...drafts.toReversed()]) {
		const anew = deskOf("me", stored.state);
		anew.learn(0, null);
		anew.take("draft", draft);
		anew.mine();
		assert.equal(rested(anew).core, "two four");
		assert.equal(anew.dirty, false, "nothing to store");
	}
	assert.equal(rested(deskOf("me", stored.state)).core, "two four");
});

test("two tabs of one person: each its own writer, and both drafts go into one plan", () => {
	const [one, two] = [deskOf("me"), deskOf("me")];
	one.edit({ core: "from one" }, undefined, 0);
	two.edit({ core: "from two" }, undefined, 0);
	const drafts = [one, two].map((desk) => json(desk.since()));
	const anew = deskOf("me");
	for (const draft of [...drafts, ...drafts]) anew.take("draft", draft);
	const { core } = rested(anew);
	assert.ok(core.includes("from one") && core.includes("from two"), core);
});

test("a spot that no writer of ours makes is no plan, so that what I write before it is still read by all", () => {
	const at = (spot: string) => fields({ core: [[0, 1, "theirs", spot]] });
	for (const spot of ["aaaaaaaa0001000", "aaaaaaaa0001002", "aaaaaaaa00010011"])
		assert.equal(readSince(at(spot)), null, spot);
	for (const spot of ["aaaaaaaa0001001", "aaaaaaaa0001zzz", "aaaaaaaa0001000bbbbbbbb0001001"]) {
		const desk = deskOf("me");
		desk.take("liar", at(spot));
		for (const core of ["before theirs", "before theirs after", "a before theirs after b"]) {
			desk.edit({ core }, undefined, 0);
			assert.ok(readSince(json(desk.since())) !== null, `${spot}: ${core}`);
			assert.equal(rested(desk).core, core, spot);
		}
		assert.equal(readStored(json(storedPlan(desk.state)))?.seeded, false, spot);
	}
});

test("who puts a word far ahead in a run of mine does not turn my words round", () => {
	const desk = deskOf("me");
	desk.edit({ core: "one" }, undefined, 0);
	const [mine] = [...desk.state.entries.values()];
	assert.ok(mine);
	const far = `${mine.spot.slice(0, -3)}009`;
	desk.take("liar", fields({ core: [[0, 1, "far", far]] }));
	assert.equal(rested(desk).core, "one far");
	desk.edit({ core: "one far two three" }, undefined, 0);
	assert.equal(rested(desk).core, "one far two three");
});

test("the order of steps is a spot too, and mine in front of theirs is read by all", () => {
	const theirs = (spot: string) =>
		fields({ "step/a/alive": [[0, 1, ""]], "step/a/spot": [[0, 2, spot]] });
	for (const spot of ["", "aaaaaaaa0001000", "!"]) assert.equal(readSince(theirs(spot)), null);
	const desk = deskOf("me");
	desk.take("liar", theirs("aaaaaaaa0001001"));
	desk.edit({ steps: [step("mine"), ...rested(desk).steps] }, undefined, 0);
	const read = readStored(json(storedPlan(desk.state)));
	assert.equal(read?.seeded, false);
	assert.deepEqual(
		planOf(read?.state ?? NOTHING).steps.map(({ id }) => id),
		["mine", "a"],
	);
});
