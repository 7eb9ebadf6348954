// The plan of the open case while people write it: shown to the room at once, kept as a draft every few seconds,
// stored as a revision after a pause, merged with what others stored meanwhile. Talks to no screen but its callbacks.
import { toB64 } from "../crypto/bytes.ts";
import type { CaseView } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import { newestOf } from "./casefile.ts";
import { type Chains, jsonBytes } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { PlanDoc } from "./documents.ts";
import type { Drafts } from "./drafts.ts";
import { readPlan, readSince, readStored, type Stored, storedPlan } from "./plan-code.ts";
import { PlanConfirms } from "./plan-confirms.ts";
import { Desk } from "./plan-desk.ts";
import { planOf, samePlan } from "./plan-fields.ts";
import { differenceOf, revisionsOf } from "./plan-history.ts";
import { Pen } from "./plan-pen.ts";
import { Serial } from "./serial.ts";
import { type Id, type PlanActions, type PlanState, WorkError } from "./work.ts";

const DRAFT_EVERY_MS = 3_000;
const IDLE_MS = 5_000;
const LIVE_EVERY_MS = 250;
const AGAIN_MS = 5_000;
/** Of the 64 KiB that a frame has, the envelope takes some; a longer one would cut the connection. */
const LETTER_MAX_BYTES = 60_000;
/** What somebody else in the room has written and not stored by then, whoever sees it stores. */
const OTHERS_MS = 20_000;

type Timer = ReturnType<typeof setTimeout> | null;

export class PlanEditor {
	readonly #chains: Chains;
	readonly #drafts: Drafts;
	readonly #directory: DirectorySync;
	readonly #confirms: PlanConfirms;
	readonly #now: () => number;
	readonly #saving = new Serial();
	#desk: Desk | null = null;
	/** So often a case has left the screen: what was still being opened then is not kept. */
	#left = 0;
	#draftTimer: Timer = null;
	#idleTimer: Timer = null;
	#liveTimer: Timer = null;
	#holdTimer: Timer = null;
	/** The plan on the screen has changed. */
	onChange: (id: Id, plan: PlanState) => void = () => {};
	/** Others in the room should see this. */
	onLive: (id: Id, since: unknown) => void = () => {};
	/** And in which field I am. */
	onField: (id: Id, field: string | null) => void = () => {};

	/** `now`: the broker's clock, for what is ticked. */
	constructor(chains: Chains, drafts: Drafts, directory: DirectorySync, now: () => number) {
		this.#chains = chains;
		this.#drafts = drafts;
		this.#directory = directory;
		this.#confirms = new PlanConfirms(chains, directory);
		this.#now = now;
	}

	readonly actions: PlanActions = {
		edit: (change, seen) => this.#changed((desk, now) => desk.edit(change, seen, now)),
		save: async () => {
			const desk = this.#desk;
			if (desk !== null) await this.#save(desk);
		},
		confirm: () => this.#confirm(),
		choose: (field, value) => this.#changed((desk, now) => desk.choose(field, value, now)),
		at: (field) => {
			if (this.#desk !== null) this.onField(this.#desk.case, field);
		},
		tick: (id, step, done) => this.#tick(id, step, done),
		history: async () => revisionsOf(this.#view()),
		difference: (from, to) => this.#difference(from, to),
	};

	/** Takes in the newest revision of the case, and at the first look a draft that was left behind. */
	async follow(view: CaseView): Promise<PlanState> {
		const left = this.#left;
		const object = newestOf(view, "plan");
		const rev = object?.revs.length ?? 0;
		const readable = object !== null && view.erased === null && view.keys.includes("S");
		const stored = readable ? await this.#revision(view, object.object, rev) : null;
		let desk = this.#desk;
		if (desk?.case === view.case && !view.keys.includes("S")) {
			// Kela's contact after the consent: what was on the screen goes, and nothing more is stored of it.
			this.drop();
			desk = null;
		}
		if (desk?.case !== view.case) {
			desk = await this.#newDesk(view, rev, stored);
			if (this.#desk?.case === view.case) desk = this.#desk;
			else if (this.#left === left) this.#desk = desk;
		} else if (desk.rev < rev) {
			desk.rebase(rev, stored);
			this.#soon(desk);
		}
		await this.#confirms.look(view).catch(() => undefined); // else only the newest revision's count
		return this.#state(desk, view);
	}

	/** Another person's screen in the room: what they have that no revision has goes into mine. */
	live(id: Id, conn: Id, value: unknown): void {
		const desk = this.#desk;
		if (desk === null || desk.case !== id) return;
		if (!desk.take(conn, value)) this.#learn(desk).catch(() => undefined); // they tell it again
		this.#takenIn(desk);
	}

	#takenIn(desk: Desk): void {
		this.#soon(desk);
		this.#tell(desk);
	}

	/** What no revision holds is somebody else's to store, in the first place. */
	#soon(desk: Desk): void {
		if (desk.isAhead && this.#idleTimer === null) this.#later(desk, OTHERS_MS);
	}

	/** Told against a revision older than mine: that is fetched. One that is newer comes by itself. */
	async #learn(desk: Desk): Promise<void> {
		const view = this.#chains.known(desk.case);
		const object = view === null ? null : newestOf(view, "plan");
		if (view === null || object === null) return;
		for (const rev of desk.lacking) desk.learn(rev, await this.#revision(view, object.object, rev));
		if (this.#desk === desk) this.#takenIn(desk);
	}

	async #revision(view: CaseView, object: Id, rev: number): Promise<Stored | null> {
		return readStored(await this.#chains.doc<unknown>(view, object, rev));
	}

	/** What I am writing, for somebody who has just come in. */
	current(id: Id): unknown {
		const desk = this.#desk;
		return desk !== null && desk.case === id && desk.isAhead ? letterOf(desk) : null;
	}

	/** The case leaves the screen: what is unsaved goes into a revision in the background. */
	leave(): void {
		const desk = this.#desk;
		this.drop();
		if (desk !== null) this.onField(desk.case, null);
		if (desk?.dirty) this.#save(desk).catch(() => this.#keepDraft(desk).catch(() => undefined));
	}

	/** The letters of the last seconds into the draft, before the keys go. */
	async flush(): Promise<void> {
		const desk = this.#desk;
		if (desk?.dirty) await this.#keepDraft(desk);
	}

	/** Signed out: nothing more is sent; flush() has been before. */
	drop(): void {
		this.#stopTimers();
		this.#desk = null;
		this.#left += 1;
	}

	/** Stores what is on the screen, or keeps it as a draft if that fails: whoever has to go on can. */
	async settle(): Promise<"stored" | "draft" | "unsaved"> {
		const desk = this.#desk;
		if (desk === null) return "stored";
		try {
			await this.#save(desk);
			return "stored";
		} catch {
			if (!desk.dirty) return "stored"; // nothing of mine
			this.#later(desk);
		}
		try {
			await this.#keepDraft(desk);
			return "draft";
		} catch {
			this.#unsaved(desk);
			return "unsaved";
		}
	}

	/** Back online: what could not be stored is stored now. */
	resume(): void {
		const desk = this.#desk;
		if (desk?.dirty) this.#save(desk).catch(() => this.#later(desk));
	}

	#changed(change: (desk: Desk, now: number) => boolean): void {
		const desk = this.#desk;
		if (desk === null || !change(desk, Date.now())) return;
		this.#tell(desk);
		this.#release(desk);
		this.#liveTimer ??= setTimeout(() => {
			this.#liveTimer = null;
			const letter = letterOf(desk);
			if (letter === null) this.#later(desk, 0);
			else this.onLive(desk.case, letter);
		}, LIVE_EVERY_MS);
		this.#draftTimer ??= setTimeout(() => {
			this.#draftTimer = null;
			if (desk.dirty) this.#keepDraft(desk).catch(() => this.#unsaved(desk));
		}, DRAFT_EVERY_MS);
		this.#later(desk, IDLE_MS);
	}

	/** Once I pause, what others wrote where I was typing is shown. */
	#release(desk: Desk): void {
		const now = Date.now();
		const again = desk.release(now);
		if (again === null) this.#tell(desk);
		else
			this.#holdTimer ??= setTimeout(() => {
				this.#holdTimer = null;
				if (this.#desk === desk) this.#release(desk);
			}, again - now);
	}

	#later(desk: Desk, waitMs = AGAIN_MS): void {
		if (this.#desk !== desk) return;
		if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
		this.#idleTimer = setTimeout(() => {
			this.#idleTimer = null;
			this.#save(desk).catch(() => {
				if (!desk.dirty) return; // others' words: theirs to store, in the first place
				this.#unsaved(desk);
				this.#later(desk);
			});
		}, waitMs);
	}

	#unsaved(desk: Desk): void {
		desk.saved = "unsaved";
		if (this.#desk === desk) this.#tell(desk);
	}

	/** In one row with the saving: a draft that names a revision was written after it. */
	#keepDraft(desk: Desk): Promise<void> {
		return this.#saving.run(async () => {
			desk.draftKept = true;
			await this.#drafts.save(draftKey(desk.case), desk.since());
		});
	}

	/** Stores what stands on the screen, if that is not the newest revision already. */
	#save(desk: Desk): Promise<void> {
		return this.#saving.run(async () => {
			await this.#chains.append(desk.case, async (view) => {
				await this.#catchUp(desk, view);
				if (!desk.isAhead) return null;
				const object = newestOf(view, "plan")?.object;
				const act = {
					kind: "object",
					type: "plan",
					plain: jsonBytes(storedPlan(desk.state)),
				} as const;
				return [object === undefined ? act : { ...act, object }];
			});
			const view = this.#chains.known(desk.case);
			if (view !== null) await this.#catchUp(desk, view);
			if (view !== null) await this.#confirms.look(view).catch(() => undefined);
			desk.dirty = desk.dirty && desk.isAhead;
			desk.saved = desk.dirty ? "saving" : "saved";
			if (!desk.dirty && desk.draftKept) {
				desk.draftKept = false;
				this.#drafts.drop(draftKey(desk.case)).catch(() => undefined);
			}
			if (this.#desk === desk) this.#tell(desk);
		});
	}

	/** A revision that came in between is merged before mine is signed. */
	async #catchUp(desk: Desk, view: CaseView): Promise<void> {
		const object = newestOf(view, "plan");
		const rev = object?.revs.length ?? 0;
		if (object === null || desk.rev >= rev) return;
		const stored = await this.#revision(view, object.object, rev);
		if (desk.rev < rev) desk.rebase(rev, stored);
	}

	/** Confirms what stood on the screen when it was asked for; what somebody stored in between has to be read first. */
	async #confirm(): Promise<void> {
		const desk = this.#desk;
		if (desk === null) throw new WorkError("not_found");
		const seen = desk.shown;
		await this.#save(desk);
		await this.#chains.append(desk.case, async (view) => {
			await this.#catchUp(desk, view);
			const object = newestOf(view, "plan")?.object;
			if (object === undefined) return null;
			if (!samePlan(planOf(desk.base), seen)) throw new WorkError("conflict");
			return [{ kind: "confirm", object }];
		});
		if (this.#desk === desk) this.#tell(desk);
	}

	/** On the desk if the case is open, else straight into a revision; a draft of mine goes on top of that. */
	async #tick(id: Id, step: Id, on: boolean): Promise<void> {
		const by = this.#directory.me ?? "";
		const ticked = (doc: PlanDoc) =>
			doc.steps.map((one) =>
				one.id === step && on === (one.done === null)
					? { ...one, done: on ? { at: this.#now(), by } : null }
					: one,
			);
		const desk = this.#desk;
		if (desk?.case === id) {
			this.#changed(({ doc }, now) => desk.edit({ steps: ticked(doc) }, undefined, now));
			return this.#save(desk);
		}
		await this.#chains.append(id, async (view) => {
			const object = newestOf(view, "plan");
			const stored =
				object === null ? null : await this.#revision(view, object.object, object.revs.length);
			if (object === null || stored === null) throw new WorkError("not_found");
			const { state } = stored;
			const after = new Pen(newWriter(), by).write(state, { steps: ticked(planOf(state)) });
			if (samePlan(planOf(state), planOf(after))) return null;
			const plain = jsonBytes(storedPlan(after));
			return [{ kind: "object", type: "plan", object: object.object, plain }];
		});
	}

	async #newDesk(view: CaseView, rev: number, stored: Stored | null): Promise<Desk> {
		const desk = new Desk(
			view.case,
			rev,
			stored,
			() => new Pen(newWriter(), this.#directory.me ?? ""),
		);
		if (!view.keys.includes("S")) return desk;
		if (await this.#takeDraft(desk, view)) desk.mine();
		if (desk.dirty) queueMicrotask(() => this.#later(desk, IDLE_MS));
		return desk;
	}

	/** A draft that was left behind. One that cannot be asked for now must not be written over. */
	async #takeDraft(desk: Desk, view: CaseView): Promise<boolean> {
		const draft = await this.#drafts.load(draftKey(view.case)).catch((error) => {
			if (error instanceof WireError) throw error;
			return null;
		});
		if (readSince(draft) !== null) {
			const object = newestOf(view, "plan");
			if (!desk.take(DRAFT, draft) && object !== null)
				for (const rev of desk.lacking)
					desk.learn(rev, await this.#revision(view, object.object, rev));
			return true;
		}
		if (typeof draft !== "object" || draft === null) return false;
		const { rev, base, doc } = draft as { rev?: unknown; base?: unknown; doc?: unknown };
		const then = readPlan(base);
		const written = readPlan(doc);
		if (then === null || written === null || typeof rev !== "number") return false;
		// Of version 1: one that a revision of mine has taken up since is over.
		const since = newestOf(view, "plan")?.revs.slice(rev) ?? [];
		if (!since.some(({ author }) => author === this.#directory.me)) desk.takeUp(then, written);
		return true;
	}

	#view(): CaseView {
		const view = this.#desk === null ? null : this.#chains.known(this.#desk.case);
		if (view === null) throw new WorkError("not_found");
		return view;
	}

	async #difference(from: number, to: number) {
		const view = this.#view();
		const object = newestOf(view, "plan");
		if (object === null) throw new WorkError("not_found");
		const state = async (rev: number) =>
			rev === 0 ? null : await this.#revision(view, object.object, rev);
		const [before, after] = await Promise.all([state(from), state(to)]);
		return differenceOf(before, after);
	}

	#state(desk: Desk, view: CaseView): PlanState {
		const newest = newestOf(view, "plan")?.revs.at(-1);
		const confirms = this.#confirms.of(view);
		return {
			doc: desk.shown,
			also: desk.also,
			rev: desk.rev,
			by: newest?.author ?? null,
			at: newest?.at ?? null,
			saved: desk.saved,
			confirmedBy: confirms.by,
			confirmed: confirms.both,
		};
	}

	#tell(desk: Desk): void {
		const view = this.#chains.known(desk.case);
		if (view !== null) this.onChange(desk.case, this.#state(desk, view));
	}

	#stopTimers(): void {
		for (const timer of [this.#draftTimer, this.#idleTimer, this.#liveTimer, this.#holdTimer]) {
			if (timer !== null) clearTimeout(timer);
		}
		this.#draftTimer = null;
		this.#idleTimer = null;
		this.#liveTimer = null;
		this.#holdTimer = null;
	}
}

/** A name that no connection has. */
const DRAFT = "draft";

/** What a room is told; null: more than a frame holds, as after a long text was pasted: that is stored instead. */
function letterOf(desk: Desk): unknown {
	const since = desk.since();
	return jsonBytes(since).length > LETTER_MAX_BYTES ? null : since;
}

/** 48 random bits: a writer of this plan that was never there before. */
const newWriter = (): string => toB64(crypto.getRandomValues(new Uint8Array(6)));

const draftKey = (id: Id): string => `plan/${id}`;
