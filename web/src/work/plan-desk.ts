// One case's plan on one screen: what is stored, what stands on the screen, what the others in the room show, and which
// fields I am typing in. Merges; knows no clock, no chain and no draft.
import type { PlanDoc } from "./documents.ts";
import { joinPlans, mergeField, mergePlan, samePlan } from "./plan-merge.ts";
import type { Id, PlanState } from "./work.ts";

/** After a key of mine nobody else's writes over that field for so long. */
const HOLD_MS = 1_000;

export type PlanChange = Partial<Omit<PlanDoc, "v">>;

export class Desk {
	readonly case: Id;
	/** Newest stored revision and its document. */
	rev: number;
	base: PlanDoc;
	/** What stands on the screen. */
	doc: PlanDoc;
	/** I have changed something that no revision holds yet. */
	dirty = false;
	saved: PlanState["saved"] = "saved";
	draftKept = false;
	/** What each other person in the room last showed of it. */
	readonly #shadows = new Map<Id, PlanDoc>();
	/** Fields that I am typing in: what stood there before I began, and until when nobody else writes over them. */
	readonly #bursts = new Map<string, { readonly base: unknown; until: number }>();
	/** Others' newest screens of which something is held back by my typing. */
	readonly #waiting = new Map<Id, PlanDoc>();

	constructor(id: Id, rev: number, base: PlanDoc) {
		this.case = id;
		this.rev = rev;
		this.base = base;
		this.doc = base;
	}

	/** My change. `holding`: something of others waits until I pause. False: nothing has changed. */
	edit(change: PlanChange, now: number, holding: boolean): boolean {
		const doc = { ...this.doc, ...change };
		if (samePlan(doc, this.doc)) return false;
		for (const field of Object.keys(change) as (keyof PlanChange)[]) {
			const burst = this.#bursts.get(field);
			if (burst !== undefined && (now < burst.until || holding)) burst.until = now + HOLD_MS;
			else this.#bursts.set(field, { base: this.doc[field], until: now + HOLD_MS });
		}
		this.doc = doc;
		this.dirty = true;
		this.saved = "saving";
		return true;
	}

	/** Another person's screen, to be taken in. */
	shown(conn: Id, theirs: PlanDoc): void {
		this.#waiting.set(conn, theirs);
	}

	/** Somebody has come in, or is back: what I know of their screen is old. */
	met(conn: Id): void {
		this.#shadows.delete(conn);
	}

	/**
	 * What others have shown goes into mine, but for fields that I am typing in: those when I have paused. When to look
	 * again; null: nothing waits.
	 */
	takeIn(now: number): number | null {
		for (const [conn, theirs] of [...this.#waiting]) {
			const shown = this.#shadows.get(conn);
			const before = shown ?? this.base;
			const held: Record<string, unknown> = {};
			const joined: Record<string, unknown> = {};
			for (const [field, burst] of this.#bursts) {
				const key = field as keyof PlanDoc;
				if (theirs[key] === before[key]) continue;
				if (now < burst.until) held[field] = before[key];
				else if (key !== "steps")
					joined[field] = mergeField(field, burst.base, this.doc[key], theirs[key]);
			}
			this.#shadows.set(conn, { ...theirs, ...held });
			const merge = shown === undefined ? joinPlans : mergePlan;
			this.doc = { ...merge(before, this.doc, { ...theirs, ...held }), ...joined };
			if (Object.keys(held).length === 0) this.#waiting.delete(conn);
		}
		this.dropExpired(now);
		if (this.#waiting.size === 0 || this.#bursts.size === 0) return null;
		return Math.min(...[...this.#bursts.values()].map((burst) => burst.until));
	}

	dropExpired(now: number): void {
		for (const [field, { until }] of this.#bursts) if (until <= now) this.#bursts.delete(field);
	}

	/**
	 * A newer revision: what I changed since the one before goes on top of it. Where I have changed nothing, mine is only
	 * what others have shown, perhaps before they wrote more than I was shown.
	 */
	rebase(rev: number, base: PlanDoc): void {
		this.doc = this.dirty
			? mergePlan(this.base, base, this.doc)
			: joinPlans(this.base, this.doc, base);
		this.base = base;
		this.rev = rev;
	}

	/** What a draft that was left behind holds: written on top of an older revision. */
	takeUp(then: PlanDoc, written: PlanDoc): void {
		this.doc = mergePlan(then, this.base, written);
		this.draftKept = true;
		this.dirty = !samePlan(this.doc, this.base);
		this.saved = this.dirty ? "saving" : "saved";
	}
}
