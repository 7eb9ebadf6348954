// One plan, several writers: what joins to what; how it is stored, told and read; old documents; and what is no plan.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY_PLAN, type PlanDoc, type PlanStep } from "../src/work/documents.ts";
import {
	mergePlans,
	readPlan,
	readSince,
	readStored,
	sinceOf,
	stateSince,
	storedPlan,
} from "../src/work/plan-code.ts";
import { Desk } from "../src/work/plan-desk.ts";
import { alsoIn, planOf } from "../src/work/plan-fields.ts";
import { differenceOf } from "../src/work/plan-history.ts";
import { Pen } from "../src/work/plan-pen.ts";
import { join, NOTHING, type Shared } from "../src/work/plan-shared.ts";
import { changesOf, movedCaret, piecesOf } from "../src/work/plan-words.ts";

const step = (id: string, what: string, who = ""): PlanStep => ({
	...{ id, what, side: "pair", who: { kind: "text", text: who }, by: "", done: null },
});
const plan = (change: Partial<PlanDoc>): PlanDoc => ({ ...EMPTY_PLAN, ...change });
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const pens = () => [new Pen("writer_a", "aino"), new Pen("writer_b", "bo")] as const;

/** Both write on `base` without seeing each other; joined in either order it is one plan. */
function both(base: Shared, a: Partial<PlanDoc>, b: Partial<PlanDoc>): Shared {
	const [first, second] = pens();
	const [one, two] = [first.write(base, a), second.write(base, b)];
	const joined = join(one, two);
	assert.deepEqual(planOf(join(two, one)), planOf(joined));
	assert.deepEqual(planOf(join(joined, one)), planOf(joined));
	return joined;
}

const written = (change: Partial<PlanDoc>): Shared =>
	new Pen("writer_0", "kai").write(NOTHING, change);

test("each keeps what they wrote in different fields, and in one text", () => {
	const base = written({ core: "rent and food", place: "p" });
	const joined = planOf(both(base, { core: "the rent and food" }, { core: "rent and debts" }));
	assert.equal(joined.core, "the rent and debts");
	assert.equal(planOf(both(base, { core: "rent" }, { place: "q" })).place, "q");
});

test("a word taken away goes; one that another was writing on stands", () => {
	const base = written({ core: "rent and food" });
	assert.equal(planOf(both(base, { core: "rent" }, {})).core, "rent");
	assert.match(planOf(both(base, { core: "rent" }, { core: "rent and foods" })).core, /foods/);
	const two = planOf(both(base, { core: "rents and food" }, { core: "renting and food" })).core;
	assert.deepEqual(two.split(" ").sort(), ["and", "food", "renting", "rents"]);
});

test("two sentences typed into one gap stand one behind the other", () => {
	const [a, b] = pens();
	let [one, two] = [NOTHING, NOTHING];
	for (const text of ["we", "we call", "we call Kela"]) one = a.write(one, { core: text });
	for (const text of ["they", "they write", "they write soon"]) two = b.write(two, { core: text });
	const { core } = planOf(join(one, two));
	assert.ok(core.includes("we call Kela") && core.includes("they write soon"), core);
});

test("one value set by two: one is shown, the other told, and a choice ends it", () => {
	const [a, b] = pens();
	const joined = join(
		a.write(NOTHING, { date: "2026-11-24" }),
		b.write(NOTHING, { date: "2026-11-25" }),
	);
	const shown = planOf(joined).date;
	const [also, ...more] = alsoIn(joined);
	assert.deepEqual(more, []);
	assert.deepEqual([shown, also?.value].sort(), ["2026-11-24", "2026-11-25"]);
	const desk = new Desk(
		"case",
		0,
		{ state: joined, seeded: false },
		() => new Pen("writer_c", "c"),
	);
	assert.ok(desk.choose("date", also?.value ?? "", 0));
	assert.equal(desk.shown.date, also?.value);
	assert.deepEqual(desk.also, []);
});

test("steps by id: both add, one moves, one ticks, and who is removed while written on stays", () => {
	const base = written({ steps: [step("1", "x"), step("2", "y")] });
	const added = planOf(
		both(
			base,
			{ steps: [step("2", "y"), step("1", "x"), step("3", "a")] },
			{ steps: [step("1", "x"), { ...step("2", "y"), done: { at: 5, by: "bo" } }, step("4", "b")] },
		),
	).steps;
	assert.deepEqual(added.map(({ id }) => id).sort(), ["1", "2", "3", "4"]);
	assert.ok(added.findIndex(({ id }) => id === "2") < added.findIndex(({ id }) => id === "1"));
	assert.deepEqual(added.find(({ id }) => id === "2")?.done, { at: 5, by: "bo" });
	const gone = planOf(both(base, { steps: [step("2", "y")] }, {})).steps;
	assert.deepEqual(
		gone.map(({ id }) => id),
		["2"],
	);
	const kept = both(
		base,
		{ steps: [step("2", "y")] },
		{ steps: [step("1", "x more"), step("2", "y")] },
	);
	assert.equal(planOf(kept).steps.find(({ id }) => id === "1")?.what, "x more");
});

test("a step by a person or a team, and words typed beside it are told", () => {
	const base = written({ steps: [step("1", "x", "Kai")] });
	const team = { ...step("1", "x"), who: { kind: "team", team: "t1" } } as const;
	const joined = both(base, { steps: [team] }, { steps: [step("1", "x", "Kai Kallio")] });
	assert.deepEqual(planOf(joined).steps[0]?.who, { kind: "team", team: "t1" });
	assert.deepEqual(
		alsoIn(joined).map(({ field, value }) => [field, value.includes("Kallio")]),
		[["step/1/who", true]],
	);
});

test("stored and told, it comes back whole; torn, it is taken for its plain text or for nothing", () => {
	const state = both(written({ core: "a b" }), { core: "a b c" }, { steps: [step("1", "x")] });
	const stored = json(storedPlan(state)) as Record<string, unknown>;
	assert.deepEqual(readStored(stored)?.state, state);
	assert.equal(readStored(stored)?.seeded, false);
	const torn = readStored({
		...stored,
		sync: { writers: [], fields: { core: [[0, 1, "x", "y"]] } },
	});
	assert.ok(torn?.seeded);
	assert.deepEqual(planOf(torn.state), planOf(state));
	const base = written({ core: "a b" });
	const since = readSince(json(sinceOf(1, base, state)));
	assert.ok(since !== null);
	assert.deepEqual(stateSince(base, since), state);
	for (const odd of [null, 7, {}, { v: 2 }, { v: 2, rev: 1, drop: [], sync: { writers: 1 } }])
		assert.equal(readSince(odd), null);
});

test("documents of version 1 are read, alike by all", () => {
	const old = {
		...plan({ core: "a b", date: "2026-11-24" }),
		v: 1,
		steps: [{ id: "1", what: "x", side: "kela", who: "Kai", by: "" }],
	};
	const [one, two] = [readStored(old), readStored(json(old))];
	assert.ok(one?.seeded && two !== null);
	assert.deepEqual(one.state, two.state);
	assert.deepEqual(planOf(one.state).steps, [{ ...step("1", "x", "Kai"), side: "kela" }]);
	assert.equal(planOf(both(one.state, { core: "a b c" }, { core: "0 a b" })).core, "0 a b c");
	assert.equal(readPlan(null), null);
	assert.equal(readPlan({ v: 3, steps: [] }), null);
	assert.equal(readPlan({ v: 1, steps: "no" }), null);
	const odd = readPlan({ v: 1, core: 7, extra: 1, steps: [{ id: "1" }, step("2", "y")] });
	assert.deepEqual(odd, plan({ steps: [step("2", "y")] }));
});

test("three-way by plain text: both sides' words, and what both did alike once", () => {
	const base = plan({ core: "rent", steps: [step("1", "x")] });
	const theirs = plan({ core: "rent now", place: "home", steps: [step("1", "x y")] });
	const merged = mergePlans(
		base,
		theirs,
		plan({ core: "the rent", place: "home", steps: [step("1", "x y")] }),
	);
	assert.equal(merged.core, "the rent now");
	assert.equal(merged.place, "home");
	assert.equal(merged.steps[0]?.what, "x y");
});

test("a revision of version 1 that comes while I write takes none of my words, and its own stand", () => {
	let pen = 0;
	const desk = new Desk("case", 0, null, () => new Pen(`writer_${pen++}`, "me"));
	desk.edit({ core: "mine" }, desk.shown, 0);
	desk.rebase(1, readStored({ ...plan({ core: "theirs", place: "p" }), v: 1 }));
	assert.deepEqual(desk.doc.core.split(" ").sort(), ["mine", "theirs"]);
	assert.equal(desk.doc.place, "p");
});

test("keys faster than the screen is drawn: each letter once, and others' words that came in between stand", () => {
	let pen = 0;
	const desk = new Desk("case", 0, null, () => new Pen(`writer_${pen++}`, "me"));
	const drawn = desk.shown;
	desk.edit({ core: "r" }, drawn, 0);
	desk.edit({ core: "re" }, drawn, 10);
	const other = new Pen("writer_x", "x");
	desk.take("conn", json(sinceOf(0, NOTHING, other.write(NOTHING, { core: "debts" }))));
	assert.equal(desk.shown.core, "re", "nothing moves under my hands");
	desk.edit({ core: "rent" }, drawn, 20);
	const before = desk.shown;
	assert.equal(desk.release(2_000), null);
	desk.edit({ core: "rent!" }, before, 2_001);
	desk.release(9_000);
	assert.deepEqual(desk.shown.core.split(" ").sort(), ["debts", "rent!"]);
});

test("what changed between two revisions, word by word, and by whom", () => {
	const before = written({ core: "rent and food", steps: [step("1", "x")] });
	const after = pens()[0].write(before, { core: "rent and debts", date: "2026-11-24", steps: [] });
	const found = differenceOf({ state: before, seeded: false }, { state: after, seeded: false });
	assert.deepEqual(
		found.map(({ field, step: of, parts }) => [field, of?.no ?? 0, parts]),
		[
			[
				"core",
				0,
				[
					{ kind: "same", text: "rent and ", by: null },
					{ kind: "removed", text: "food", by: null },
					{ kind: "added", text: "debts", by: "aino" },
				],
			],
			["date", 0, [{ kind: "added", text: "2026-11-24", by: "aino" }]],
			["what", 1, [{ kind: "removed", text: "x", by: null }]],
		],
	);
	assert.deepEqual(differenceOf(null, null), []);
});

test("words, their changes, and the caret that stays by its word", () => {
	assert.deepEqual(piecesOf(" a\n\nb c"), [" ", "a", "\n\n", "b", " ", "c"]);
	const kinds = changesOf(["a", "b", "c"], ["a", "x", "c"]).map(({ kind }) => kind);
	assert.deepEqual(kinds, ["same", "removed", "added", "same"]);
	assert.equal(movedCaret("rent and food", "the rent and food", 4), 8);
	assert.equal(movedCaret("rent and food", "rent and", 13), 8);
	assert.equal(movedCaret("", "abc", 0), 3);
});

test("two who store by turns for hours stay two writers: the plan does not grow by who has written", () => {
	const [one, two] = ["aino", "bo"].map((uid) => new Desk("case", 0, null, writersOf(uid))) as [
		Desk,
		Desk,
	];
	let text = "";
	for (let rev = 1; rev <= 40; rev++) {
		const [writer, other] = rev % 2 === 0 ? [one, two] : [two, one];
		text = `${text} word${rev}`.trim();
		assert.ok(writer.edit({ core: text }, undefined, rev * 10_000));
		const stored = readStored(json(storedPlan(writer.state)));
		for (const desk of [writer, other]) {
			desk.rebase(rev, stored);
			desk.release(rev * 10_000 + 5_000);
			assert.equal(desk.shown.core, text);
		}
	}
	assert.equal(one.state.writers.size, 2);
	one.edit({ core: `${text} x` }, undefined, 500_000);
	one.edit({ core: text }, undefined, 500_000);
	two.edit({ core: `${text} end` }, undefined, 500_000);
	one.rebase(41, readStored(json(storedPlan(two.state))));
	one.edit({ place: "p" }, undefined, 510_000);
	assert.equal(one.state.writers.size, 2);
	assert.deepEqual([one.doc.core, one.doc.place], [`${text} end`, "p"]);
});

/** Writers of one person, one after the other. */
function writersOf(uid: string): () => Pen {
	let count = 0;
	return () => new Pen(`${uid.padEnd(6, "-")}${String(count++).padStart(2, "0")}`, uid);
}

/** Aino writes a word that the room sees, and takes it back; that the room is not told, for the network is cut. */
function takenBack() {
	const open = (uid: string) => new Desk("case", 0, null, writersOf(uid));
	const [aino, kela, bo] = [open("aino"), open("kela"), open("bo")];
	const store = (by: Desk, rev: number, ...all: readonly Desk[]) => {
		const stored = readStored(json(storedPlan(by.state)));
		for (const desk of all) desk.rebase(rev, stored);
	};
	aino.edit({ core: "kept" }, undefined, 0);
	store(aino, 1, aino, kela, bo);
	aino.edit({ core: "kept gone" }, undefined, 10_000);
	kela.take("conn", aino.since());
	assert.equal(kela.doc.core, "kept gone");
	aino.edit({ core: "kept" }, undefined, 10_100);
	assert.equal(aino.isAhead, false);
	return { aino, kela, bo, store };
}

test("a word taken back stays away when somebody else has stored it meanwhile, and is stored as gone", () => {
	const { aino, kela, bo, store } = takenBack();
	kela.edit({ place: "p" }, undefined, 11_000);
	store(kela, 2, aino, kela, bo);
	assert.equal(aino.doc.core, "kept");
	assert.deepEqual([aino.isAhead, aino.dirty], [true, true]);
	store(aino, 3, aino, kela, bo);
	for (const desk of [aino, kela, bo])
		assert.deepEqual([desk.doc.core, desk.doc.place], ["kept", "p"]);
	assert.equal(aino.isAhead, false);
});

test("a word taken back does not come back from a screen that still has it, over a revision that never had it", () => {
	const { aino, kela, bo, store } = takenBack();
	bo.edit({ place: "p" }, undefined, 11_000);
	store(bo, 2, aino, bo);
	aino.take("conn", kela.since());
	assert.equal(aino.doc.core, "kept");
	store(bo, 2, kela);
	kela.take("conn", aino.since());
	assert.deepEqual([kela.doc.core, kela.doc.place], ["kept", "p"]);
});

test("revisions that come between two keys, before the screen is drawn again: no word stands twice", () => {
	const [aino, kela] = [
		new Desk("case", 0, null, writersOf("aino")),
		new Desk("case", 0, null, writersOf("kela")),
	];
	aino.edit({ core: "kept p7" }, undefined, 0);
	const drawn = aino.shown;
	aino.edit({ core: "kept p78" }, drawn, 40);
	const stored = readStored(json(storedPlan(aino.state)));
	aino.rebase(1, stored);
	kela.rebase(1, stored);
	kela.edit({ place: "p" }, undefined, 50);
	aino.rebase(2, readStored(json(storedPlan(kela.state))));
	aino.edit({ core: "kept p78 " }, drawn, 80);
	aino.release(5_000); // and still not drawn again
	aino.edit({ core: "kept p78 x" }, drawn, 5_100);
	aino.release(9_000);
	assert.deepEqual([aino.shown.core, aino.shown.place], ["kept p78 x", "p"]);
});

test("two write in front of one word at once: with a space it stands once, against it twice, and neither loses what they wrote", () => {
	const front = (one: readonly string[], two: readonly string[]) => {
		const [a, b] = pens();
		let [first, second] = [a.write(NOTHING, { core: "rent" }), NOTHING];
		second = first;
		for (const core of one) first = a.write(first, { core });
		for (const core of two) second = b.write(second, { core });
		return planOf(join(first, second)).core.split(/\s+/).sort();
	};
	const spaced = (word: string) => [
		" rent",
		...word.split("").map((_, i) => `${word.slice(0, i + 1)} rent`),
	];
	assert.deepEqual(front(spaced("my"), spaced("our")), ["my", "our", "rent"]);
	const against = (word: string) => [
		...word.split("").map((_, i) => `${word.slice(0, i + 1)}rent`),
		`${word} rent`,
	];
	assert.deepEqual(front(against("my"), against("our")), ["my", "our", "rent", "rent"]);
});
