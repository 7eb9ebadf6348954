// Two and three writers of one plan, thousands of seeded steps with cuts, reordering, drafts, reloads and double delivery:
// the same plan on every screen and in the newest revision, and no word lost that nobody took away.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanDoc, PlanStep } from "../src/work/documents.ts";
import { readStored, type Stored, storedPlan } from "../src/work/plan-code.ts";
import { Desk } from "../src/work/plan-desk.ts";
import { planOf } from "../src/work/plan-fields.ts";
import { Pen } from "../src/work/plan-pen.ts";
import { type Rand, seeded } from "./seeded.ts";

const FIELDS = ["core", "situation", "responsible"] as const;
/** Words of the tests: no other text looks so. */
const WORDS = /[a-z]+\d+w/g;

const textsOf = (plan: PlanDoc): string =>
	[
		...FIELDS.map((field) => plan[field]),
		...plan.steps.flatMap(({ what, who }) => [what, who.kind === "text" ? who.text : ""]),
	].join(" ");
const wordsOf = (plan: PlanDoc): readonly string[] => textsOf(plan).match(WORDS) ?? [];

/** The stored revisions, as JSON: what a chain holds. */
class Chain {
	readonly revs: string[] = [];

	at(rev: number): Stored | null {
		const text = this.revs[rev - 1];
		return text === undefined ? null : readStored(JSON.parse(text));
	}
}

interface Letter {
	readonly from: string;
	readonly text: string;
}

class Writer {
	readonly name: string;
	readonly #chain: Chain;
	readonly #world: World;
	desk: Desk;
	/** What the screen showed when it was last drawn. */
	seen: PlanDoc;
	draft: string | null = null;
	online = true;
	readonly inbox: Letter[] = [];

	constructor(name: string, chain: Chain, world: World) {
		this.name = name;
		this.#chain = chain;
		this.#world = world;
		this.desk = this.#open();
		this.seen = this.desk.shown;
	}

	#open(): Desk {
		const rev = this.online ? this.#chain.revs.length : (this.desk?.rev ?? 0);
		return new Desk("case", rev, this.#chain.at(rev), () => this.#world.pen(this.name));
	}

	edit(change: Partial<Omit<PlanDoc, "v">>): void {
		const before = wordsOf(this.seen);
		this.desk.edit(change, this.seen, this.#world.now);
		this.seen = this.desk.shown;
		const after = new Set(wordsOf(this.seen));
		// Whoever changes or takes away a word that stands on their own screen has meant to.
		for (const word of before) if (!after.has(word)) this.#world.gone.add(word);
		for (const word of after) this.#world.typed.add(word);
	}

	send(): void {
		const text = JSON.stringify(this.desk.since());
		if (this.online)
			for (const other of this.#world.writers)
				if (other !== this) other.inbox.push({ from: this.name, text });
	}

	hear(letter: Letter): void {
		if (!this.desk.take(letter.from, JSON.parse(letter.text)))
			for (const rev of this.desk.lacking) this.desk.learn(rev, this.#chain.at(rev));
	}

	catchUp(): void {
		const rev = this.#chain.revs.length;
		if (this.online && this.desk.rev < rev) this.desk.rebase(rev, this.#chain.at(rev));
	}

	store(): void {
		if (!this.online) return;
		this.catchUp();
		if (this.desk.isAhead) this.#chain.revs.push(JSON.stringify(storedPlan(this.desk.state)));
		this.catchUp();
		this.desk.dirty = false;
		this.draft = null;
	}

	keepDraft(): void {
		if (this.desk.dirty) this.draft = JSON.stringify(this.desk.since());
	}

	/** The page is gone: what was not in a draft is what the others have seen, or nobody. */
	reload(): void {
		this.keepDraft();
		this.desk = this.#open();
		this.seen = this.desk.shown;
		if (this.draft === null) return;
		this.hear({ from: "draft", text: this.draft });
		this.desk.mine();
		this.seen = this.desk.shown;
	}
}

class World {
	readonly writers: Writer[] = [];
	readonly typed = new Set<string>();
	readonly gone = new Set<string>();
	now = 0;
	#pens = 0;
	readonly chain = new Chain();

	constructor(count: number) {
		for (let i = 0; i < count; i++) this.writers.push(new Writer(`w${i}`, this.chain, this));
	}

	/** In no order of age or person. */
	pen(uid: string): Pen {
		const id = (Math.imul(++this.#pens, 0x9e3779b1) >>> 0).toString(36).padStart(8, "0");
		return new Pen(id.slice(-8), uid);
	}

	settle(): void {
		this.now += 10_000;
		for (const writer of this.writers) {
			writer.online = true;
			writer.desk.release(this.now);
		}
		for (const writer of this.writers) writer.store();
		for (const writer of this.writers) {
			for (const letter of writer.inbox.splice(0)) writer.hear(letter);
			writer.store();
		}
		for (const writer of this.writers) writer.catchUp();
	}
}

function typeIn(text: string, rand: Rand, word: string): string {
	const words = text.split(" ");
	const at = rand(words.length + 1);
	switch (rand(8)) {
		case 0:
			return words.filter((_, i) => i !== at).join(" ");
		case 1: // in the middle of a word
			return words
				.map((one, i) => (i === at ? `${one.slice(0, 2)}ä${one.slice(2)}` : one))
				.join(" ");
		case 2:
			return `${word}\n${text}`;
		case 3:
			return words.map((one, i) => (i === at ? word : one)).join(" ");
		case 4:
		case 5:
			return text === "" ? word : `${text} ${word}`;
		default:
			return [...words.slice(0, at), word, ...words.slice(at)].join(" ");
	}
}

function onSteps(
	steps: readonly PlanStep[],
	rand: Rand,
	word: string,
	id: string,
): readonly PlanStep[] {
	const at = rand(Math.max(steps.length, 1));
	const step = steps[at];
	const change = (to: Partial<PlanStep>) => steps.map((s, i) => (i === at ? { ...s, ...to } : s));
	if (step === undefined || (steps.length < 8 && rand(5) === 0)) {
		const who = { kind: "text", text: "" } as const;
		return [...steps, { id, what: word, side: "pair", who, by: "", done: null }];
	}
	switch (rand(9)) {
		case 0:
			return rand(3) === 0 ? steps.filter((_, i) => i !== at) : steps;
		case 1:
			return [...steps.filter((_, i) => i !== at), step];
		case 2:
			return [step, ...steps.filter((_, i) => i !== at)];
		case 3:
			return change({ by: `2026-12-${10 + rand(20)}` });
		case 4:
			return change({ done: step.done === null ? { at: 1, by: "w0" } : null });
		case 5:
			return step.who.kind === "text"
				? change({ who: { kind: "text", text: typeIn(step.who.text, rand, word) } })
				: steps;
		default:
			return change({ what: typeIn(step.what, rand, word) });
	}
}

function turn(world: World, rand: Rand, no: number): void {
	world.now += rand(700);
	const writer = world.writers[rand(world.writers.length)];
	if (writer === undefined) return;
	const word = `${"abc"[rand(3)]}${no}w`;
	if (rand(3) > 0) {
		writer.desk.release(world.now);
		writer.seen = writer.desk.shown;
	}
	const shown = writer.seen;
	switch (rand(14)) {
		case 0:
			return writer.store();
		case 1:
			writer.online = rand(3) > 0;
			return;
		case 2:
			return rand(4) === 0 ? writer.reload() : writer.keepDraft();
		case 3:
		case 4: {
			// In any order, some twice, some never.
			const letter = writer.inbox.splice(rand(Math.max(writer.inbox.length, 1)), 1)[0];
			if (letter === undefined || !writer.online) return;
			writer.hear(letter);
			if (rand(3) === 0) writer.inbox.push(letter);
			return;
		}
		case 5:
			if (rand(3) === 0) writer.inbox.length = 0;
			return writer.catchUp();
		case 6:
		case 7:
		case 8:
			writer.edit({ steps: onSteps(shown.steps, rand, word, `s${no}`) });
			return writer.send();
		case 9:
			return writer.edit({ date: `2026-11-${10 + rand(20)}`, kind: rand(2) ? "made" : "updated" });
		default: {
			const field = FIELDS[rand(FIELDS.length)] ?? "core";
			writer.edit({ [field]: typeIn(shown[field], rand, word) });
			if (rand(2) === 0) writer.send();
		}
	}
}

function alike(world: World, label: string): void {
	const newest = world.chain.at(world.chain.revs.length);
	const stored = newest === null ? null : planOf(newest.state);
	for (const writer of world.writers) {
		assert.equal(writer.desk.isAhead, false, `${label}: nothing is left to store`);
		if (stored !== null) assert.deepEqual(writer.desk.shown, stored, `${label}: ${writer.name}`);
	}
	if (stored === null) return;
	const there = new Set(wordsOf(stored));
	const lost = [...world.typed].filter((word) => !world.gone.has(word) && !there.has(word));
	assert.deepEqual(lost, [], `${label}: lost words`);
}

for (const count of [2, 3])
	test(`${count} writers, thousands of steps: one plan, no lost word`, () => {
		for (let seed = 1; seed <= 12; seed++) {
			const rand = seeded(seed * 7919 + count);
			const world = new World(count);
			for (let no = 1; no <= 500; no++) {
				turn(world, rand, no);
				if (no % 100 === 0) {
					world.settle();
					alike(world, `seed ${seed}, step ${no}`);
				}
			}
			assert.ok(world.chain.revs.length > 10, "revisions were stored on the way");
			assert.ok(world.typed.size > 100, "words were typed");
		}
	});
