// One writer of a plan: turns what stands on the screen after a change into entries that go and entries that come.
import type { PlanDoc, PlanStep } from "./documents.ts";
import {
	doneText,
	type PlanChange,
	piecesIn,
	planOf,
	refOf,
	STEP_TEXTS,
	STEP_VALUES,
	sortOf,
	stepField,
	stepsIn,
	TEXTS,
	VALUES,
	valueIn,
} from "./plan-fields.ts";
import { COUNT_MAX, Places } from "./plan-place.ts";
import { apply, byField, type Entry, keyOf, type Shared, type Stroke } from "./plan-shared.ts";
import { changesOf, isWord, piecesOf } from "./plan-words.ts";

const plain = (text: string): string => text.toWellFormed().normalize("NFC");

export class Pen {
	readonly writer: string;
	readonly uid: string;
	readonly #places: Places;
	#n = 0;
	#drop: string[] = [];
	#add: Entry[] = [];

	constructor(writer: string, uid: string) {
		this.writer = writer;
		this.uid = uid;
		this.#places = new Places(writer);
	}

	/** The number of the newest entry. */
	get count(): number {
		return this.#n;
	}

	/** Another writer's entries as mine, where they stand. */
	takeOver(entries: readonly Entry[]): Stroke {
		const add = entries.map((entry) => ({ ...entry, writer: this.writer, n: ++this.#n }));
		return { drop: entries.map(keyOf), add };
	}

	/** So much was written that the next one had better be another writer. */
	get isWornOut(): boolean {
		return this.#n > COUNT_MAX / 2;
	}

	/** What leads from the plan that is shown to the same with `change`. */
	stroke(shown: Shared, change: PlanChange): Stroke {
		[this.#drop, this.#add] = [[], []];
		for (const field of TEXTS) {
			const text = change[field];
			if (text !== undefined) this.#text(shown, field, text);
		}
		for (const field of VALUES) {
			const value = change[field];
			if (value !== undefined) this.#value(shown, field, value);
		}
		if (change.steps !== undefined) this.#steps(shown, change.steps);
		return { drop: this.#drop, add: this.#add };
	}

	write(state: Shared, change: PlanChange): Shared {
		return apply(state, this.stroke(state, change), this.writer, this.uid);
	}

	/** Of values that were set at the same time, or words beside a person: this one, and the others go. */
	choose(shown: Shared, field: string, value: string): Stroke {
		[this.#drop, this.#add] = [[], []];
		const step = field.split("/")[1];
		if (sortOf(field) === "value") {
			this.#forget(shown, field);
			this.#put(field, "", plain(value));
		} else if (step !== undefined && field === stepField(step, "who")) {
			const ref = stepField(step, "ref");
			this.#text(shown, field, value);
			if (value !== "" && valueIn(shown, ref) !== "") this.#value(shown, ref, "");
		}
		return { drop: this.#drop, add: this.#add };
	}

	#put(field: string, spot: string | { left: string; right: string }, value: string): string {
		const n = ++this.#n;
		const at = typeof spot === "string" ? spot : this.#places.between(spot.left, spot.right, n);
		this.#add.push({ writer: this.writer, n, field, spot: at, value });
		return at;
	}

	#text(shown: Shared, field: string, text: string): void {
		const before = piecesIn(shown, field);
		const after = piecesOf(plain(text));
		const changes = changesOf(
			before.map((piece) => piece.text),
			after,
		);
		const spots = before.map((piece) => piece.entry?.spot ?? null);
		const rewritten = this.#rewritten(before, after, changes);
		let [left, next] = ["", 0];
		for (const { kind, at } of changes) {
			if (kind === "added") {
				const right = spots.slice(next).find((spot) => spot !== null) ?? "";
				const own = rewritten?.after === at ? rewritten.spot : { left, right };
				left = this.#put(field, own, after[at] ?? "");
				continue;
			}
			const entry = before[at]?.entry ?? null;
			next = at + 1;
			if (entry === null) continue;
			if (kind === "removed") this.#drop.push(keyOf(entry));
			left = entry.spot;
		}
	}

	/** My own word, one letter longer: it keeps its spot. */
	#rewritten(
		before: ReturnType<typeof piecesIn>,
		after: readonly string[],
		changes: ReturnType<typeof changesOf>,
	): { readonly after: number; readonly spot: string } | null {
		const removed = changes.filter(({ kind }) => kind === "removed");
		const added = changes.filter(({ kind }) => kind === "added");
		const [gone, came] = [removed[0], added[0]];
		if (gone === undefined || came === undefined || removed.length + added.length > 2) return null;
		const entry = before[gone.at]?.entry ?? null;
		if (entry?.writer !== this.writer || changes.indexOf(came) !== changes.indexOf(gone) + 1)
			return null;
		return isWord(entry.value) === isWord(after[came.at] ?? "")
			? { after: came.at, spot: entry.spot }
			: null;
	}

	#value(shown: Shared, field: string, value: string): void {
		if (valueIn(shown, field) === value) {
			if ((byField(shown).get(field)?.length ?? 0) < 2) return;
		}
		for (const entry of byField(shown).get(field) ?? []) this.#drop.push(keyOf(entry));
		this.#put(field, "", plain(value));
	}

	#steps(shown: Shared, after: readonly PlanStep[]): void {
		const before = new Map(planOf(shown).steps.map((step) => [step.id, step]));
		const now = new Set(after.map(({ id }) => id));
		for (const id of before.keys()) if (!now.has(id)) this.#forget(shown, stepField(id, "alive"));
		const spots = this.#order(shown, after);
		for (const step of after) {
			const was = before.get(step.id);
			const written = this.#add.length + this.#drop.length;
			const moved = spots.get(step.id);
			if (moved !== undefined) this.#value(shown, stepField(step.id, "spot"), moved);
			this.#step(shown, step, was ?? null);
			// Whoever writes on a step keeps it, also from somebody who takes it away in this moment.
			if (was === undefined || this.#add.length + this.#drop.length > written) {
				this.#forget(shown, stepField(step.id, "alive"));
				this.#put(stepField(step.id, "alive"), "", "");
			}
		}
	}

	#step(shown: Shared, step: PlanStep, was: PlanStep | null): void {
		const texts: Record<(typeof STEP_TEXTS)[number], string> = {
			what: step.what,
			who: step.who.kind === "text" ? step.who.text : "",
		};
		const same = (one: PlanDoc["steps"][number]["who"]) => JSON.stringify(one);
		for (const field of STEP_TEXTS)
			if (field !== "who" || was === null || same(was.who) !== same(step.who))
				this.#text(shown, stepField(step.id, field), texts[field]);
		const values: Partial<Record<(typeof STEP_VALUES)[number], string>> = {
			side: step.side,
			by: step.by,
			done: doneText(step.done),
			ref: refOf(step.who),
		};
		const before: typeof values =
			was === null
				? { side: "pair", by: "", done: "", ref: "" }
				: { side: was.side, by: was.by, done: doneText(was.done), ref: refOf(was.who) };
		for (const field of STEP_VALUES) {
			const value = values[field];
			if (value !== undefined && value !== before[field])
				this.#value(shown, stepField(step.id, field), value);
		}
	}

	#forget(shown: Shared, field: string): void {
		for (const entry of byField(shown).get(field) ?? []) this.#drop.push(keyOf(entry));
	}

	/** Spots for the steps that are new or were moved; as many as may be stay where they are. */
	#order(shown: Shared, after: readonly PlanStep[]): ReadonlyMap<string, string> {
		const spots = new Map(stepsIn(shown).map(({ id, spot }) => [id, spot]));
		const stay = rising(after.map(({ id }) => spots.get(id) ?? null));
		const moved = new Map<string, string>();
		let left = "";
		after.forEach(({ id }, i) => {
			const spot = spots.get(id) ?? "";
			if (stay.has(i)) {
				left = spot;
				return;
			}
			const next = after.findIndex((_, j) => j > i && stay.has(j));
			const right = next < 0 ? "" : (spots.get(after[next]?.id ?? "") ?? "");
			left = this.#places.between(left, right, ++this.#n);
			moved.set(id, left);
		});
		return moved;
	}
}

/** Where the longest rising row in a list stands; null is in none. */
function rising(list: readonly (string | null)[]): ReadonlySet<number> {
	const rows: (readonly number[])[] = [];
	for (const [i, value] of list.entries()) {
		if (value === null) continue;
		const below = rows.filter((row) => (list[row.at(-1) ?? -1] ?? "") < value);
		rows.push([...longest(below), i]);
	}
	return new Set(longest(rows));
}

const longest = (rows: readonly (readonly number[])[]): readonly number[] =>
	rows.reduce((best, row) => (row.length > best.length ? row : best), []);
