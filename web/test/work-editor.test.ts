// The plan's desk: what is confirmed is what was seen, what was left behind comes back once, and what was withdrawn goes.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseAct, CaseView } from "../src/crypto/vault/api.ts";
import { WireError } from "../src/wire/errors.ts";
import type { Chains } from "../src/work/chains.ts";
import type { DirectorySync } from "../src/work/directory.ts";
import { EMPTY_PLAN, type PlanDoc } from "../src/work/documents.ts";
import type { Drafts } from "../src/work/drafts.ts";
import { PlanEditor } from "../src/work/plan.ts";
import { WorkError } from "../src/work/work.ts";

const plan = (change: Partial<PlanDoc>): PlanDoc => ({ ...EMPTY_PLAN, ...change });

/** A case with one plan, as the chains and the drafts of one person show it. */
class Desk {
	readonly revs: { author: string; doc: PlanDoc }[] = [];
	readonly confirmed: PlanDoc[] = [];
	draft: unknown = null;
	keys: readonly string[] = ["P", "S", "C"];
	/** The broker takes nothing more: revisions, drafts. */
	full = { revs: false, drafts: false };
	/** Runs when an act is about to be signed: what somebody else does in that moment. */
	meanwhile: () => void = () => {};
	readonly editor: PlanEditor;

	constructor() {
		const chains: Partial<Chains> = {
			known: () => this.view(),
			doc: async (_view, _object, rev) => this.revs[rev - 1]?.doc as never,
			append: async (_id, acts) => {
				if (this.full.revs) throw new WireError("storage_full");
				this.meanwhile();
				const list = typeof acts === "function" ? await acts(this.view()) : acts;
				for (const act of list ?? []) this.#take(act);
				return null;
			},
		};
		const drafts: Partial<Drafts> = {
			load: async () => this.draft,
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
			confirms: [],
			erased: null,
		} as unknown as CaseView;
	}

	#take(act: CaseAct): void {
		if (act.kind === "object")
			this.revs.push({ author: "me", doc: JSON.parse(new TextDecoder().decode(act.plain)) });
		const newest = this.revs.at(-1)?.doc;
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
	assert.equal((await desk.editor.follow(desk.view())).doc.core, "newer");
	desk.editor.drop();
});

test("without the key nothing of the plan stays on the desk", async () => {
	const desk = new Desk();
	desk.revs.push({ author: "me", doc: plan({ core: "a" }) });
	await desk.editor.follow(desk.view());
	desk.editor.actions.edit({ place: "p" });
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
	desk.editor.actions.edit({ core: "half" });
	assert.equal(await desk.editor.settle(), "draft");
	assert.equal((desk.draft as { doc: PlanDoc }).doc.core, "half");
	desk.full.drafts = true;
	desk.editor.actions.edit({ core: "more" });
	assert.equal(await desk.editor.settle(), "unsaved");
	desk.full = { revs: false, drafts: false };
	assert.equal(await desk.editor.settle(), "stored");
	assert.equal(desk.revs.at(-1)?.doc.core, "more");
	desk.editor.drop();
});

test("the last letters before a lock are in the draft", async () => {
	const desk = new Desk();
	await desk.editor.follow(desk.view());
	await desk.editor.flush();
	assert.equal(desk.draft, null);
	desk.editor.actions.edit({ core: "last letters" });
	const flushed = desk.editor.flush();
	desk.editor.drop();
	await flushed;
	assert.equal((desk.draft as unknown as { doc: PlanDoc }).doc.core, "last letters");
});

test("two who type in one field: nothing moves under my hands, then both texts stand, alike on both screens", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
	const [mine, theirs] = [new Desk(), new Desk()];
	const shown = async (desk: Desk) => (await desk.editor.follow(desk.view())).doc;
	await shown(mine);
	await shown(theirs);
	mine.editor.actions.edit({ core: "rent" });
	theirs.editor.actions.edit({ core: "debts", place: "home" });
	mine.editor.live("case", "b", plan({ core: "debts", place: "home" }));
	theirs.editor.live("case", "a", plan({ core: "rent" }));
	assert.equal((await shown(mine)).core, "rent");
	assert.equal((await shown(mine)).place, "home");
	t.mock.timers.tick(1_100);
	assert.equal((await shown(mine)).core, "debts\nrent");
	assert.equal((await shown(theirs)).core, "debts\nrent");
	t.mock.timers.tick(2_000);
	// Once I have paused, their correction of it is simply theirs.
	mine.editor.live("case", "b", plan({ core: "debts and rent", place: "home" }));
	assert.equal((await shown(mine)).core, "debts and rent");
	mine.editor.drop();
	theirs.editor.drop();
});
