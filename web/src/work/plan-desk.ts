// One case's plan on one screen: what is stored, what I and the others in the room have written since, and the fields
// that stay as they are under my hands. Knows no clock, no chain and no draft.
import { EMPTY_PLAN, type PlanDoc } from "./documents.ts";
import {
	mergePlans,
	readSince,
	type Since,
	type Stored,
	sinceOf,
	stateSince,
} from "./plan-code.ts";
import { type Also, alsoIn, type PlanChange, planOf, samePlan } from "./plan-fields.ts";
import type { Pen } from "./plan-pen.ts";
import {
	apply,
	type Entry,
	isTooLarge,
	isWithin,
	join,
	NOTHING,
	type Shared,
	type Stroke,
} from "./plan-shared.ts";
import type { Id, PlanState } from "./work.ts";

/** After a key of mine a field stays as I see it for so long. */
export const HOLD_MS = 1_000;
/** So many of my changes back a screen may still be that I type on. */
const STROKES_MAX = 500;
/** So many revisions back somebody's state can be told against one. */
const BASES_MAX = 16;

export class Desk {
	readonly case: Id;
	/** Newest stored revision. */
	rev: number;
	base: Shared;
	/** I have changed something that no revision holds yet. */
	dirty = false;
	saved: PlanState["saved"] = "saved";
	draftKept = false;
	readonly #newPen: () => Pen;
	#pen: Pen;
	/** Everything that is known, mine and others'. */
	#state: Shared;
	/** Fields that I am typing in, as they are shown, and until when. */
	readonly #held = new Map<string, { entries: readonly Entry[]; until: number }>();
	readonly #bases = new Map<number, Shared>([[0, NOTHING]]);
	/** Others' newest states that are told against a revision I have not got. */
	readonly #waiting = new Map<Id, Since>();
	/** What lay behind each plan that was shown, and how many changes I had made by then. */
	readonly #seen = new WeakMap<PlanDoc, { readonly screen: Shared; readonly strokes: number }>();
	/** My last changes, and how many there have been. */
	readonly #strokes: Stroke[] = [];
	#strokeCount = 0;
	#shown: { of: Shared; doc: PlanDoc } | null = null;

	constructor(id: Id, rev: number, stored: Stored | null, newPen: () => Pen) {
		this.case = id;
		this.rev = rev;
		this.base = stored?.state ?? NOTHING;
		this.#state = this.base;
		this.#newPen = newPen;
		this.#pen = newPen();
		this.#bases.set(rev, this.base);
	}

	/** Everything that is known. */
	get state(): Shared {
		return this.#state;
	}

	/** What would be stored. */
	get doc(): PlanDoc {
		return this.#planOf(this.#state);
	}

	/** What stands on the screen. */
	get shown(): PlanDoc {
		const screen = this.#withHeld(this.#state);
		const doc = this.#planOf(screen);
		this.#seen.set(doc, { screen, strokes: this.#strokeCount });
		return doc;
	}

	get also(): readonly Also[] {
		return alsoIn(this.#state);
	}

	/** Somebody has written something, perhaps not I, that no revision holds. */
	get isAhead(): boolean {
		return this.#state !== this.base && !samePlan(this.doc, planOf(this.base));
	}

	/** My change to the plan as I saw it, which may have gone on since. False: nothing has changed. */
	edit(change: PlanChange, seen: PlanDoc | undefined, now: number): boolean {
		const screen = this.#withHeld(this.#behind(seen));
		return this.#write(screen, this.#pen.stroke(screen, change), now);
	}

	/** The plan that was seen, with what I have typed on it since: all of that is in the field, drawn again or not. */
	#behind(seen: PlanDoc | undefined): Shared {
		const then = seen === undefined ? undefined : this.#seen.get(seen);
		const since = then === undefined ? 0 : this.#strokeCount - then.strokes;
		if (then === undefined || since > this.#strokes.length) return this.#state;
		const { writer, uid } = this.#pen;
		return this.#strokes
			.slice(this.#strokes.length - since)
			.reduce((screen, stroke) => apply(screen, stroke, writer, uid), then.screen);
	}

	/** Of two values that were set at the same time, this one. */
	choose(field: string, value: string, now: number): boolean {
		const screen = this.#withHeld(this.#state);
		return this.#write(screen, this.#pen.choose(screen, field, value), now);
	}

	#write(screen: Shared, stroke: Stroke, now: number): boolean {
		if (stroke.drop.length + stroke.add.length === 0) return false;
		const { writer, uid } = this.#pen;
		const after = apply(screen, stroke, writer, uid);
		this.#state = apply(this.#state, stroke, writer, uid);
		this.#strokeCount += 1;
		if (this.#strokes.push(stroke) > STROKES_MAX) this.#strokes.shift();
		const touched = new Set(stroke.add.map(({ field }) => field));
		for (const key of stroke.drop) touched.add(screen.entries.get(key)?.field ?? "");
		for (const field of new Set([...this.#held.keys(), ...touched])) {
			const until = touched.has(field) ? now + HOLD_MS : (this.#held.get(field)?.until ?? 0);
			const entries = [...after.entries.values()].filter((entry) => entry.field === field);
			this.#held.set(field, { entries, until });
		}
		this.dirty = true;
		this.saved = "saving";
		if (this.#pen.isWornOut) this.#pen = this.#newPen();
		return true;
	}

	/** Fields that I have left alone for a while show what others wrote there. When to look again; null: not needed. */
	release(now: number): number | null {
		for (const [field, { until }] of this.#held) if (until <= now) this.#held.delete(field);
		return this.#held.size === 0 ? null : Math.min(...[...this.#held.values()].map((h) => h.until));
	}

	/** What I have that revision `rev` has not: for a room, or a draft. */
	since(): unknown {
		return sinceOf(this.rev, this.base, this.#state);
	}

	/** Another screen, or a draft of mine. `conn`: whose newest it is. False: its revision is not known here yet. */
	take(conn: Id, value: unknown): boolean {
		const theirs = readSince(value);
		if (theirs === null) return true;
		const base = this.#bases.get(theirs.rev);
		if (base === undefined) {
			this.#waiting.set(conn, theirs);
			return false;
		}
		this.#waiting.delete(conn);
		this.#join(stateSince(base, theirs));
		return true;
	}

	/** What is only shown binds nobody: of a plan larger than any nothing is taken over. */
	#join(theirs: Shared): void {
		const own = this.#told(theirs);
		const joined = join(own, theirs);
		this.#state = isTooLarge(joined) ? own : joined;
	}

	/**
	 * My state, to be joined to theirs. Nobody has seen more of me than I have written: whoever says so would have every
	 * later word of mine taken for one that was removed, so what I have written goes on under another name.
	 */
	#told({ writers }: Shared): Shared {
		const { writer, uid, count } = this.#pen;
		if ((writers.get(writer)?.n ?? 0) <= count) return this.#state;
		this.#pen = this.#newPen();
		this.#held.clear();
		const mine = [...this.#state.entries.values()].filter((entry) => entry.writer === writer);
		return apply(this.#state, this.#pen.takeOver(mine), this.#pen.writer, uid);
	}

	/** Revisions that others have told their states against, and that are older than mine. */
	get lacking(): readonly number[] {
		const revs = [...this.#waiting.values()].map(({ rev }) => rev);
		return [...new Set(revs)].filter((rev) => rev > 0 && rev < this.rev);
	}

	/** An older revision, so that what was told against it can be understood. */
	learn(rev: number, stored: Stored | null): void {
		this.#bases.set(rev, stored?.state ?? NOTHING);
		for (const oldest of [...this.#bases.keys()].sort((a, b) => a - b)) {
			if (this.#bases.size <= BASES_MAX) break;
			if (oldest !== 0 && oldest !== rev) this.#bases.delete(oldest);
		}
		for (const [conn, theirs] of [...this.#waiting]) {
			if (theirs.rev !== rev) continue;
			this.#waiting.delete(conn);
			this.#join(stateSince(this.#bases.get(rev) ?? NOTHING, theirs));
		}
	}

	/**
	 * A newer revision: joined to what is here, also where nothing of mine is waiting to be stored. A word that I wrote and
	 * took back at once may have been seen in the room, and only what I have seen says that it is gone. One that does not
	 * follow from the last stands as it is where I have written nothing, else my changes go on top of it. One that is no
	 * plan takes nothing away: what is here is to be stored again, for whoever opens the case has nothing.
	 */
	rebase(rev: number, stored: Stored | null): void {
		const before = this.base;
		const state = stored?.state ?? NOTHING;
		const ahead = this.isAhead;
		this.rev = rev;
		this.base = state;
		if (stored === null) {
			this.dirty = this.isAhead;
		} else if (!ahead && !isWithin(before, state)) {
			this.#begin(state);
		} else if (stored.seeded && !isWithin(state, before)) {
			const merged = mergePlans(planOf(before), planOf(state), this.doc);
			this.#begin(state);
			this.#state = this.#pen.write(state, merged);
		} else {
			this.#state = join(this.#told(state), state);
			if (!ahead) this.dirty = this.isAhead; // what I took back
		}
		this.learn(rev, stored);
	}

	/** On from here as another writer. */
	#begin(state: Shared): void {
		this.#pen = this.#newPen();
		this.#held.clear();
		this.#state = state;
	}

	/** What a draft of version 1 holds, written on top of an older revision. */
	takeUp(then: PlanDoc, written: PlanDoc): void {
		this.#state = this.#pen.write(this.#state, mergePlans(then, this.doc, written));
	}

	/** A draft was taken in: it is mine to store, if no revision has it yet. */
	mine(): void {
		this.draftKept = true;
		this.dirty = this.isAhead;
		this.saved = this.dirty ? "saving" : "saved";
	}

	/** But for the fields that I am typing in: those are as I see them, with every letter of mine. */
	#withHeld(state: Shared): Shared {
		if (this.#held.size === 0) return state;
		const entries = new Map<string, Entry>();
		for (const [key, entry] of state.entries)
			if (!this.#held.has(entry.field)) entries.set(key, entry);
		for (const held of this.#held.values())
			for (const entry of held.entries) entries.set(`${entry.writer}${entry.n}`, entry);
		return { writers: state.writers, entries };
	}

	#planOf(state: Shared): PlanDoc {
		if (state === NOTHING) return EMPTY_PLAN;
		if (this.#shown?.of !== state) this.#shown = { of: state, doc: planOf(state) };
		return this.#shown.doc;
	}
}
