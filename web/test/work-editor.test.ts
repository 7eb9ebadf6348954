// The plan's desk: what is confirmed is what was seen, what was left behind comes back once, and what was withdrawn goes.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseAct, CaseView } from "../src/crypto/vault/api.ts";
import { WireError } from "../src/wire/errors.ts";
import type { Chains } from "../src/work/chains.ts";
import type { DirectorySync } from "../src/work/directory.ts";
import { EMPTY_PLAN, type PlanDoc, type PlanStep } from "../src/work/documents.ts";
import type { Drafts } from "../src/work/drafts.ts";
import { PlanEditor } from "../src/work/plan.ts";
import { readSince, readStored, sinceOf, stateSince, storedPlan } from "../src/work/plan-code.ts";
import { planOf } from "../src/work/plan-fields.ts";
import { Pen } from "../src/work/plan-pen.ts";
import { NOTHING } from "../src/work/plan-shared.ts";
import { WorkError } from "../src/work/work.ts";

const plan = (change: Partial<PlanDoc>): PlanDoc => ({ ...EMPTY_PLAN, ...change });

/** What somebody else in the room, who wrote this on an empty plan, shows. */
const showing = (pen: Pen, change: Partial<PlanDoc>) =>
	sinceOf(0, NOTHING, pen.write(NOTHING, change));
/** A plan that stands in a draft. */
function drafted(value: unknown): PlanDoc {
	const since = readSince(value);
	assert.ok(since !== null);
	return planOf(stateSince(NOTHING, since));
}

/** A case with one plan, as the chains and the drafts of one person show it. */
class Desk {
	readonly revs: { author: string; doc: PlanDoc }[] = [];
	readonly confirmed: PlanDoc[] = [];
	confirms: { object: string; rev: number; by: string }[] = [];
	draft: unknown = null;
	keys: readonly string[] = ["P", "S", "C"];
	/** The broker takes nothing more: revisions, drafts. */
	full = { revs: false, drafts: false };
	/** Before the broker answers with a draft. */
	onDraft: () => Promise<void> = async () => {};
	/** Runs when an act is about to be signed: what somebody else does in that moment. */
	meanwhile: () => void = () => {};
	readonly editor: PlanEditor;

	constructor() {
		const chains: Partial<Chains> = {
			known: () => this.view(),
			doc: async (_view, _object, rev) => this.revs[rev - 1]?.doc as never,
			docs: async (_view, wanted) => wanted.map(({ rev }) => this.revs[rev - 1]?.doc as never),
			append: async (_id, acts) => {
				if (this.full.revs) throw new WireError("storage_full");
				this.meanwhile();
				const list = typeof acts === "function" ? await acts(this.view()) : acts;
				for (const act of list ?? []) this.#take(act);
				return null;
			},
		};
		const drafts: Partial<Drafts> = {
			load: async () => {
				await this.onDraft();
				return this.draft;
			},
			save: async (_key, value) => {
				if (this.full.drafts) throw new WireError("storage_full");
				this.draft = value;
			},
			drop: async () => {
				this.draft = null;
			},
		};
		const directory = { me: "me", isContact: (uid: string) => uid === "kela" };
		this.editor = new PlanEditor(
			chains as Chains,
			drafts as Drafts,
			directory as unknown as DirectorySync,
			() => 7,
		);
	}

	view(): CaseView {
		const revs = this.revs.map(({ author }, i) => ({
			rev: i + 1,
			author,
			at: i,
			size: 0,
			chunks: 0,
		}));
		const objects = revs.length === 0 ? [] : [{ object: "plan", type: "plan", comp: "S", revs }];
		return {
			case: "case",
			keys: this.keys,
			objects,
			confirms: this.confirms,
			erased: null,
		} as unknown as CaseView;
	}

	get newest(): PlanDoc | undefined {
		const stored = readStored(this.revs.at(-1)?.doc);
		return stored === null ? undefined : planOf(stored.state);
	}

	/** As the screen does it. */
	async edit(change: Partial<PlanDoc>): Promise<void> {
		this.editor.actions.edit(change, (await this.editor.follow(this.view())).doc);
	}

	#take(act: CaseAct): void {
		if (act.kind === "object")
			this.revs.push({ author: "me", doc: JSON.parse(new TextDecoder().decode(act.plain)) });
		const newest = this.newest;
		if (act.kind === "confirm" && newest !== undefined) this.confirmed.push(newest);
	}
}

test("confirmed is what stood on the screen, not what came in between", async () => {
	const desk = new Desk();
	desk.revs.push({ author: "me", doc: plan({ core: "a" }) });
	await desk.editor.follow(desk.view());
	desk.meanwhile = () => {
		desk.meanwhile = () => {};
		desk.revs.push({ author: "kela", doc: plan({ core: "a", place: "elsewhere" }) });
	};
	await assert.rejects(
		desk.editor.actions.confirm(),
		(error) => error instanceof WorkError && error.code === "conflict",
	);
	assert.equal(desk.confirmed.length, 0);
	await desk.editor.actions.confirm();
	assert.deepEqual(
		desk.confirmed.map((one) => one.place),
		["elsewhere"],
	);
	desk.editor.drop();
});

test("a draft that I have stored since does not come back over what others wrote then", async () => {
	const desk = new Desk();
	const old = { v: 1, rev: 0, base: EMPTY_PLAN, doc: plan({ core: "mine, half" }) };
	desk.draft = old;
	assert.equal((await desk.editor.follow(desk.view())).doc.core, "mine, half");
	desk.editor.drop();
	desk.revs.push({ author: "me", doc: plan({ core: "mine, whole" }) });
	desk.revs.push({ author: "kela", doc: plan({ core: "theirs" }) });
	assert.equal((await desk.editor.follow(desk.view())).doc.core, "theirs");
	desk.editor.drop();
	desk.draft = {
		...old,
		rev: 1,
		base: plan({ core: "mine, whole" }),
		doc: plan({ core: "newer" }),
	};
	assert.equal((await desk.editor.follow(desk.view())).doc.core, "newer theirs");
	desk.editor.drop();
});

test("without the key nothing of the plan stays on the desk", async () => {
	const desk = new Desk();
	desk.revs.push({ author: "me", doc: plan({ core: "a" }) });
	await desk.editor.follow(desk.view());
	await desk.edit({ place: "p" });
	desk.keys = ["C"];
	const state = await desk.editor.follow(desk.view());
	assert.deepEqual(state.doc, EMPTY_PLAN);
	await desk.editor.actions.save();
	assert.equal(desk.revs.length, 1);
	desk.editor.drop();
});

test("a plan that cannot be stored is a draft, and nobody has to wait for it", async () => {
	const desk = new Desk();
	await desk.editor.follow(desk.view());
	desk.full.revs = true;
	assert.equal(await desk.editor.settle(), "stored"); // nothing of mine to lose
	await desk.edit({ core: "half" });
	assert.equal(await desk.editor.settle(), "draft");
	assert.equal(drafted(desk.draft).core, "half");
	desk.full.drafts = true;
	await desk.edit({ core: "more" });
	assert.equal(await desk.editor.settle(), "unsaved");
	desk.full = { revs: false, drafts: false };
	assert.equal(await desk.editor.settle(), "stored");
	assert.equal(desk.newest?.core, "more");
	desk.editor.drop();
});

test("what is written while nothing can be stored goes on top of what others stored meanwhile", async () => {
	const desk = new Desk();
	desk.revs.push({ author: "kela", doc: plan({ core: "rent and food" }) });
	await desk.editor.follow(desk.view());
	desk.full = { revs: true, drafts: true };
	await desk.edit({ core: "rent and food and debts" });
	assert.equal(await desk.editor.settle(), "unsaved");
	const theirs = readStored(desk.revs[0]?.doc);
	assert.ok(theirs !== null);
	const stored = storedPlan(
		new Pen("kela_kel", "kela").write(theirs.state, { core: "the rent and food" }),
	);
	desk.revs.push({ author: "kela", doc: stored as PlanDoc });
	desk.full = { revs: false, drafts: false };
	assert.equal(await desk.editor.settle(), "stored");
	assert.equal(desk.newest?.core, "the rent and food and debts");
	assert.equal(desk.draft, null);
	const history = await desk.editor.actions.difference(2, 3);
	assert.deepEqual(
		history.map(({ field, parts }) => [field, parts.find(({ kind }) => kind === "added")]),
		[["core", { kind: "added", text: " and debts", by: "me" }]],
	);
	desk.editor.drop();
});

test("what somebody left unstored in the room is stored by who still sees it", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
	const desk = new Desk();
	await desk.editor.follow(desk.view());
	desk.editor.live("case", "b", showing(new Pen("bbbbbbbb", "b"), { core: "last words" }));
	t.mock.timers.tick(19_000);
	assert.equal(desk.revs.length, 0);
	t.mock.timers.tick(1_000);
	for (let i = 0; i < 20; i++) await Promise.resolve();
	assert.equal(desk.newest?.core, "last words");
	desk.editor.drop();
});

test("a step is ticked without the plan being open, and on the screen when it is", async () => {
	const desk = new Desk();
	const step = (done: PlanStep["done"]): PlanStep => ({
		...{ id: "s1", what: "ring", side: "pair", who: { kind: "text", text: "" }, by: "", done },
	});
	const tick = (done: boolean) => desk.editor.actions.tick("case", "s1", done);
	await assert.rejects(tick(true), (error) => (error as WorkError).code === "not_found");
	desk.revs.push({
		author: "kela",
		doc: plan({ steps: [step(null), { ...step(null), id: "s2" }] }),
	});
	await tick(true);
	assert.deepEqual(desk.newest?.steps[0], step({ at: 7, by: "me" }));
	await tick(true); // as it is
	assert.equal(desk.revs.length, 2);
	await desk.editor.follow(desk.view());
	await desk.edit({ core: "and more" });
	await tick(false);
	assert.deepEqual([desk.newest?.steps[0], desk.newest?.core], [step(null), "and more"]);
	desk.editor.drop();
});

test("a text too long for a frame is stored at once and not said; the rest is said again", async (t) => {
	const words = Array.from({ length: 2_000 }, (_, i) => `sanaä${i}`).join(" ");
	for (const pasted of [words, "案".repeat(22_000)]) {
		t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
		const desk = new Desk();
		const said: string[] = [];
		desk.editor.onLive = (_id, since) => said.push(JSON.stringify(since));
		await desk.edit({ situation: pasted });
		for (let i = 0; i < 20; i++) {
			t.mock.timers.tick(100);
			for (let n = 0; n < 10; n++) await Promise.resolve();
		}
		assert.equal(desk.newest?.situation, pasted);
		assert.equal(said.length, 0);
		await desk.edit({ situation: `${pasted} loppu` });
		t.mock.timers.tick(300);
		assert.equal(said.length, 1);
		assert.ok((said[0]?.length ?? 0) < 1_000);
		desk.editor.drop();
		t.mock.timers.reset();
	}
});

test("a step that is ticked leaves the plan confirmed, a word that is changed does not", async () => {
	const desk = new Desk();
	const ring: PlanStep = {
		...{
			id: "s1",
			what: "ring",
			side: "pair",
			who: { kind: "text", text: "" },
			by: "",
			done: null,
		},
	};
	const confirmed = async () => {
		const { confirmed, confirmedBy } = await desk.editor.follow(desk.view());
		return [confirmed, ...confirmedBy];
	};
	desk.revs.push({ author: "me", doc: plan({ core: "a", steps: [ring] }) });
	desk.confirms = ["me", "kela"].map((by) => ({ object: "plan", rev: 1, by }));
	assert.deepEqual(await confirmed(), [true, "me", "kela"]);
	await desk.editor.actions.tick("case", "s1", true);
	assert.equal(desk.revs.length, 2);
	assert.deepEqual(await confirmed(), [true, "me", "kela"]);
	await desk.edit({ core: "b" });
	await desk.editor.actions.save();
	assert.deepEqual(await confirmed(), [false]);
	desk.confirms.push({ object: "plan", rev: 3, by: "me" });
	assert.deepEqual(await confirmed(), [false, "me"]);
	desk.confirms.push({ object: "plan", rev: 3, by: "kela" });
	await desk.editor.actions.tick("case", "s1", false);
	assert.deepEqual(await confirmed(), [true, "me", "kela"]);
	desk.editor.drop();
});

test("the last letters before a lock are in the draft", async () => {
	const desk = new Desk();
	await desk.editor.follow(desk.view());
	await desk.editor.flush();
	assert.equal(desk.draft, null);
	await desk.edit({ core: "last letters" });
	const flushed = desk.editor.flush();
	desk.editor.drop();
	await flushed;
	assert.equal(drafted(desk.draft).core, "last letters");
});

test("two who type in one field: nothing moves under my hands, then both texts stand on both screens", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
	const [mine, theirs] = [new Desk(), new Desk()];
	const shown = async (desk: Desk) => (await desk.editor.follow(desk.view())).doc;
	await shown(mine);
	await shown(theirs);
	await mine.edit({ core: "rent" });
	await theirs.edit({ core: "debts", place: "home" });
	const [other, another] = [new Pen("bbbbbbbb", "b"), new Pen("aaaaaaaa", "a")];
	const debts = other.write(NOTHING, { core: "debts", place: "home" });
	mine.editor.live("case", "b", sinceOf(0, NOTHING, debts));
	theirs.editor.live("case", "a", showing(another, { core: "rent" }));
	assert.equal((await shown(mine)).core, "rent");
	assert.equal((await shown(mine)).place, "home");
	t.mock.timers.tick(1_100);
	assert.deepEqual((await shown(mine)).core.split(" ").sort(), ["debts", "rent"]);
	assert.deepEqual((await shown(theirs)).core.split(" ").sort(), ["debts", "rent"]);
	t.mock.timers.tick(2_000);
	// Their correction of their own word is simply theirs.
	mine.editor.live("case", "b", sinceOf(0, NOTHING, other.write(debts, { core: "loans" })));
	assert.deepEqual((await shown(mine)).core.split(" ").sort(), ["loans", "rent"]);
	mine.editor.drop();
	theirs.editor.drop();
});

test("a revision that is no plan takes nothing away, and is not what gets confirmed", async () => {
	for (const garbage of [{}, undefined, null, "plan"]) {
		const desk = new Desk();
		await desk.edit({ core: "agreed" });
		await desk.editor.actions.save();
		desk.revs.push({ author: "kela", doc: garbage as unknown as PlanDoc });
		assert.equal((await desk.editor.follow(desk.view())).doc.core, "agreed");
		await desk.editor.actions.confirm();
		assert.deepEqual(
			desk.confirmed.map(({ core }) => core),
			["agreed"],
		);
		assert.equal(desk.revs.length, 3);
		assert.equal(desk.newest?.core, "agreed");
	}
});

test("after a revision that is no plan, who has the plan and who opens the case come to one", async () => {
	const [here, anew] = [new Desk(), new Desk()];
	await here.edit({ core: "agreed" });
	await here.editor.actions.save();
	here.revs.push({ author: "kela", doc: {} as PlanDoc });
	anew.revs.push(...here.revs);
	await here.editor.follow(here.view());
	assert.equal((await anew.editor.follow(anew.view())).doc.core, "");
	anew.editor.live("case", "here", JSON.parse(JSON.stringify(here.editor.current("case"))));
	assert.equal((await anew.editor.follow(anew.view())).doc.core, "agreed");
	await anew.editor.actions.save();
	assert.equal(anew.newest?.core, "agreed");
	here.revs.push(...anew.revs.slice(2));
	assert.equal((await here.editor.follow(here.view())).doc.core, "agreed");
	for (const desk of [here, anew]) desk.editor.drop();
});

test("who leaves while a plan is being opened has nothing of it afterwards", async () => {
	for (const way of ["drop", "leave"] as const) {
		const desk = new Desk();
		desk.draft = showing(new Pen("aaaaaaaa", "me"), { core: "left behind" });
		assert.equal((await desk.editor.follow(desk.view())).doc.core, "left behind");
		assert.ok(desk.editor.current("case") !== null);
		desk.editor.drop();
		desk.onDraft = async () => desk.editor[way]();
		await desk.editor.follow(desk.view());
		assert.equal(desk.editor.current("case"), null, way);
	}
});
