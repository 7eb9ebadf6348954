// The plan of the open case while people write it: shown to the room at once, kept as a draft every few seconds,
// stored as a revision after a pause, merged with what others stored meanwhile. Talks to no screen but its callbacks.
import type { CaseView } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import { newestOf, planConfirms } from "./casefile.ts";
import { type Chains, jsonBytes } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import { EMPTY_PLAN, type PlanDoc } from "./documents.ts";
import type { Drafts } from "./drafts.ts";
import { Desk, type PlanChange } from "./plan-desk.ts";
import { readPlan, samePlan } from "./plan-merge.ts";
import { Serial } from "./serial.ts";
import { type Id, type PlanActions, type PlanState, WorkError } from "./work.ts";

const DRAFT_EVERY_MS = 3_000;
const IDLE_MS = 5_000;
const LIVE_EVERY_MS = 250;
const AGAIN_MS = 5_000;

type Timer = ReturnType<typeof setTimeout> | null;

export class PlanEditor {
	readonly #chains: Chains;
	readonly #drafts: Drafts;
	readonly #directory: DirectorySync;
	readonly #saving = new Serial();
	#desk: Desk | null = null;
	#draftTimer: Timer = null;
	#idleTimer: Timer = null;
	#liveTimer: Timer = null;
	#holdTimer: Timer = null;
	/** The plan on the screen has changed. */
	onChange: (id: Id, plan: PlanState) => void = () => {};
	/** Others in the room should see this. */
	onLive: (id: Id, doc: PlanDoc) => void = () => {};

	constructor(chains: Chains, drafts: Drafts, directory: DirectorySync) {
		this.#chains = chains;
		this.#drafts = drafts;
		this.#directory = directory;
	}

	readonly actions: PlanActions = {
		edit: (change) => this.#edit(change),
		save: async () => {
			const desk = this.#desk;
			if (desk !== null) await this.#save(desk);
		},
		confirm: () => this.#confirm(),
	};

	/** Takes in the newest revision of the case, and at the first look a draft that was left behind. */
	async follow(view: CaseView): Promise<PlanState> {
		const object = newestOf(view, "plan");
		const rev = object?.revs.length ?? 0;
		const readable = object !== null && view.erased === null && view.keys.includes("S");
		const stored = readable ? await this.#chains.doc<unknown>(view, object.object, rev) : null;
		const base = (stored === null ? null : readPlan(stored)) ?? EMPTY_PLAN;
		let desk = this.#desk;
		if (desk?.case === view.case && !view.keys.includes("S")) {
			// Kela's contact after the consent: what was on the screen goes, and nothing more is stored of it.
			this.drop();
			desk = null;
		}
		if (desk?.case !== view.case) {
			desk = await this.#newDesk(view, rev, base);
			if (this.#desk?.case === view.case) desk = this.#desk;
			else this.#desk = desk;
		} else if (desk.rev < rev) desk.rebase(rev, base);
		return this.#state(desk, view);
	}

	/** Somebody in the room was verified, perhaps anew. */
	met(id: Id, conn: Id): void {
		if (this.#desk?.case === id) this.#desk.met(conn);
	}

	/** Another person's screen in the room: their changes since what they last showed go into mine. */
	live(id: Id, conn: Id, value: unknown): void {
		const desk = this.#desk;
		const theirs = readPlan(value);
		if (desk === null || desk.case !== id || theirs === null) return;
		if (this.#holdTimer === null) desk.dropExpired(Date.now());
		desk.shown(conn, theirs);
		this.#takeIn(desk);
	}

	#takeIn(desk: Desk): void {
		const now = Date.now();
		const again = desk.takeIn(now);
		if (again !== null) {
			this.#holdTimer ??= setTimeout(() => {
				this.#holdTimer = null;
				if (this.#desk === desk) this.#takeIn(desk);
			}, again - now);
		}
		this.#tell(desk);
	}

	/** What I am writing, for somebody who has just come in. */
	current(id: Id): PlanDoc | null {
		const desk = this.#desk;
		return desk !== null && desk.case === id && !samePlan(desk.doc, desk.base) ? desk.doc : null;
	}

	/** The case leaves the screen: what is unsaved goes into a revision in the background. */
	leave(): void {
		const desk = this.#desk;
		this.#stopTimers();
		this.#desk = null;
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

	#edit(change: PlanChange): void {
		const desk = this.#desk;
		if (desk === null || !desk.edit(change, Date.now(), this.#holdTimer !== null)) return;
		this.#tell(desk);
		this.#liveTimer ??= setTimeout(() => {
			this.#liveTimer = null;
			this.onLive(desk.case, desk.doc);
		}, LIVE_EVERY_MS);
		this.#draftTimer ??= setTimeout(() => {
			this.#draftTimer = null;
			if (desk.dirty) this.#keepDraft(desk).catch(() => this.#unsaved(desk));
		}, DRAFT_EVERY_MS);
		this.#later(desk, IDLE_MS);
	}

	#later(desk: Desk, waitMs = AGAIN_MS): void {
		if (this.#desk !== desk) return;
		if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
		this.#idleTimer = setTimeout(() => {
			this.#idleTimer = null;
			this.#save(desk).catch(() => {
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
			const { rev, base, doc } = desk;
			await this.#drafts.save(draftKey(desk.case), { v: 1, rev, base, doc });
		});
	}

	/** Stores what stands on the screen, if that is not the newest revision already. */
	#save(desk: Desk): Promise<void> {
		return this.#saving.run(async () => {
			let stored: PlanDoc | null = null;
			await this.#chains.append(desk.case, async (view) => {
				await this.#catchUp(desk, view);
				stored = desk.doc;
				if (samePlan(desk.doc, desk.base)) return null;
				const object = newestOf(view, "plan")?.object;
				const act = { kind: "object", type: "plan", plain: jsonBytes(desk.doc) } as const;
				return [object === undefined ? act : { ...act, object }];
			});
			const view = this.#chains.known(desk.case);
			if (view !== null) await this.#catchUp(desk, view);
			desk.dirty = stored !== null && !samePlan(desk.doc, stored);
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
		const stored = readPlan(await this.#chains.doc<unknown>(view, object.object, rev));
		if (desk.rev < rev) desk.rebase(rev, stored ?? EMPTY_PLAN);
	}

	/** Confirms what stood on the screen when it was asked for; what somebody stored in between has to be read first. */
	async #confirm(): Promise<void> {
		const desk = this.#desk;
		if (desk === null) throw new WorkError("not_found");
		const seen = desk.doc;
		await this.#save(desk);
		await this.#chains.append(desk.case, async (view) => {
			await this.#catchUp(desk, view);
			const object = newestOf(view, "plan")?.object;
			if (object === undefined) return null;
			if (!samePlan(desk.base, seen)) throw new WorkError("conflict");
			return [{ kind: "confirm", object }];
		});
		if (this.#desk === desk) this.#tell(desk);
	}

	async #newDesk(view: CaseView, rev: number, base: PlanDoc): Promise<Desk> {
		const desk = new Desk(view.case, rev, base);
		if (!view.keys.includes("S")) return desk;
		const draft = await this.#leftBehind(view);
		if (draft === null) return desk;
		desk.takeUp(draft.then, draft.written);
		if (desk.dirty) queueMicrotask(() => this.#later(desk, IDLE_MS));
		return desk;
	}

	/** A draft that no revision of mine has taken up since. One that cannot be asked for now must not be written over. */
	async #leftBehind(view: CaseView): Promise<{ then: PlanDoc; written: PlanDoc } | null> {
		const draft = await this.#drafts.load(draftKey(view.case)).catch((error) => {
			if (error instanceof WireError) throw error;
			return null;
		});
		if (typeof draft !== "object" || draft === null) return null;
		const { rev, base, doc } = draft as { rev?: unknown; base?: unknown; doc?: unknown };
		const then = readPlan(base);
		const written = readPlan(doc);
		if (then === null || written === null || typeof rev !== "number") return null;
		const me = this.#directory.me;
		const since = newestOf(view, "plan")?.revs.slice(rev) ?? [];
		return since.some(({ author }) => author === me) ? null : { then, written };
	}

	#state(desk: Desk, view: CaseView): PlanState {
		const newest = newestOf(view, "plan")?.revs.at(-1);
		const confirms = planConfirms(view, (uid) => this.#directory.isContact(uid));
		return {
			doc: desk.doc,
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

const draftKey = (id: Id): string => `plan/${id}`;
