// The plan as several people write it at once: a set of entries, and what each writer has written so far. Pure; knows
// neither the plan's fields nor how it is sent.
//
// WHAT CONVERGES AND WHY. An entry is one word (or space) of a text at its spot, or one value of a field; it is made once,
// by one writer, under that writer's next number, and is never altered: to change it is to take it away and to add another.
// A state says which entries stand, and for each writer up to which number it has seen them (`writers`). So of an entry that
// one state has and another lacks it can be told why: the other has seen its number, then it was taken away there; or it has
// not, then it is new to it. join() keeps what both have and what is new to either, and takes the greater number of each
// writer. That is the least state above the two in an order of states, so join is commutative, associative and idempotent:
// whoever has joined the same states, in whatever order, as often as they came, through revision, room or draft, has the
// same plan. A state that was lost on the way is part of every later state of its writer.
// NO WORD IS LOST: an entry goes only when somebody takes away this very entry, having seen it. Where one takes away a word
// that another is just writing on, the other's word is a new entry that the first has not seen, and stands. Where two change
// one word, both new ones stand side by side. Where two set one value, both stand; the plan shows one, and the other with it.
// ORDER: spots are ordered as texts are, the same everywhere (plan-place.ts).
// It rests on this: a writer is one opening of a plan on one device, and is never taken up again (a reload, or giving up
// what was not stored, is a new writer), so no number is given twice; and a state is joined as a whole, never in part.

export interface Entry {
	readonly writer: string;
	/** Of this writer's entries in all fields, from 1. */
	readonly n: number;
	readonly field: string;
	/** Where in the text; "" for a value. */
	readonly spot: string;
	readonly value: string;
}

export interface Writer {
	readonly uid: string;
	/** Every entry of this writer up to here has been seen. */
	readonly n: number;
}

export interface Shared {
	readonly writers: ReadonlyMap<string, Writer>;
	readonly entries: ReadonlyMap<string, Entry>;
}

/** What one change takes away and adds. */
export interface Stroke {
	readonly drop: readonly string[];
	readonly add: readonly Entry[];
}

export const NOTHING: Shared = { writers: new Map(), entries: new Map() };

export const keyOf = (entry: Pick<Entry, "writer" | "n">): string => `${entry.writer}${entry.n}`;

const seenIn = (state: Shared, entry: Entry): boolean =>
	entry.n <= (state.writers.get(entry.writer)?.n ?? 0);

export function join(a: Shared, b: Shared): Shared {
	if (a === b) return a;
	const entries = new Map<string, Entry>();
	for (const [key, entry] of a.entries) {
		const other = b.entries.get(key);
		if (other !== undefined) entries.set(key, same(entry, other));
		else if (!seenIn(b, entry)) entries.set(key, entry);
	}
	for (const [key, entry] of b.entries)
		if (!a.entries.has(key) && !seenIn(a, entry)) entries.set(key, entry);
	const writers = new Map(a.writers);
	for (const [id, { uid, n }] of b.writers) {
		const mine = writers.get(id);
		if (mine === undefined) writers.set(id, { uid, n });
		else if (mine.n < n || uid < mine.uid)
			writers.set(id, { uid: uid < mine.uid ? uid : mine.uid, n: Math.max(mine.n, n) });
	}
	return { writers, entries };
}

/** No honest writer makes two entries of one number; of a liar's two all take the same one. */
function same(a: Entry, b: Entry): Entry {
	if (a === b) return a;
	const text = (entry: Entry) => JSON.stringify([entry.field, entry.spot, entry.value]);
	return text(a) <= text(b) ? a : b;
}

/** More than any plan has; a state of more is not taken over from somebody who has only shown it. */
const SIZE_MAX = 256 * 1024;
const STEPS_MAX = 200;
const ENTRY = 24;

/** About as many characters as it has when it is stored. */
export function sizeOf(state: Shared): number {
	let size = state.writers.size * ENTRY;
	for (const { spot, value } of state.entries.values()) size += ENTRY + spot.length + value.length;
	return size;
}

export const isTooLarge = (state: Shared): boolean =>
	sizeOf(state) > SIZE_MAX || countOf(state, "/alive") > STEPS_MAX;

const countOf = (state: Shared, ending: string): number =>
	new Set(
		[...state.entries.values()].map(({ field }) => field).filter((one) => one.endsWith(ending)),
	).size;

/** All that stands in `part`, and all that was taken away there, is known in `whole`. */
export function isWithin(part: Shared, whole: Shared): boolean {
	for (const [id, { n }] of part.writers) if (n > (whole.writers.get(id)?.n ?? 0)) return false;
	for (const [key, entry] of whole.entries)
		if (seenIn(part, entry) && !part.entries.has(key)) return false;
	return true;
}

/** A stroke by this writer goes into any state that has all the writer's earlier ones. */
export function apply(state: Shared, stroke: Stroke, writer: string, uid: string): Shared {
	const entries = new Map(state.entries);
	for (const key of stroke.drop) entries.delete(key);
	for (const entry of stroke.add) entries.set(keyOf(entry), entry);
	const n = Math.max(state.writers.get(writer)?.n ?? 0, ...stroke.add.map((entry) => entry.n));
	const writers = new Map(state.writers);
	if (n > 0) writers.set(writer, { uid, n });
	return { writers, entries };
}

const sorted = new WeakMap<Shared, ReadonlyMap<string, readonly Entry[]>>();

/** The entries field by field: a text's in its order, a field's values with the one that is shown last. */
export function byField(state: Shared): ReadonlyMap<string, readonly Entry[]> {
	const known = sorted.get(state);
	if (known !== undefined) return known;
	const fields = new Map<string, Entry[]>();
	for (const entry of state.entries.values()) {
		const list = fields.get(entry.field);
		if (list === undefined) fields.set(entry.field, [entry]);
		else list.push(entry);
	}
	for (const list of fields.values()) list.sort(inOrder);
	sorted.set(state, fields);
	return fields;
}

function inOrder(a: Entry, b: Entry): number {
	if (a.spot !== b.spot) return a.spot < b.spot ? -1 : 1;
	if (a.n !== b.n) return a.n - b.n;
	return a.writer < b.writer ? -1 : 1;
}
