// A plan as it is stored, sent to a room and kept as a draft; and documents of version 1 as if they had been written so.
// Whatever does not hold is left out, or is no plan: what is read here came from somebody else's machine.
import { EMPTY_PLAN, type PlanDoc, type PlanStep, STEP_SIDES, type StepWho } from "./documents.ts";
import { doneOf, isStepId, type PlanChange, planOf, sortOf, TEXTS, VALUES } from "./plan-fields.ts";
import { Pen } from "./plan-pen.ts";
import { COUNT_MAX, PLACE, WRITER_ID } from "./plan-place.ts";
import {
	apply,
	type Entry,
	join,
	keyOf,
	NOTHING,
	type Shared,
	type Writer,
} from "./plan-shared.ts";

/** A revision as it is read: `seeded` where it brought nothing to merge by. */
export interface Stored {
	readonly state: Shared;
	readonly seeded: boolean;
}

/** What somebody has that revision `rev` has not. */
export interface Since {
	readonly rev: number;
	readonly drop: readonly string[];
	readonly writers: Shared["writers"];
	readonly add: readonly Entry[];
}

type Row = readonly [writer: number, n: number, value: string, spot?: string];

/** The plan in plain, and what merging needs beside it. */
export function storedPlan(state: Shared): unknown {
	return { ...planOf(state), sync: codeOf(state.writers, [...state.entries.values()]) };
}

function codeOf(writers: Shared["writers"], entries: readonly Entry[]) {
	const ids = [...writers.keys()].sort();
	const numbers = new Map(ids.map((id, i) => [id, i]));
	const fields: Record<string, Row[]> = {};
	for (const { writer, n, field, spot, value } of entries) {
		const no = numbers.get(writer) ?? 0;
		fields[field] ??= [];
		fields[field].push(spot === "" ? [no, n, value] : [no, n, value, spot]);
	}
	const list = ids.map((id) => [id, writers.get(id)?.uid ?? "", writers.get(id)?.n ?? 0]);
	return { writers: list, fields };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
	Number.isInteger(value) && Number(value) > 0 && Number(value) <= COUNT_MAX;

const isStepSpot = (field: string): boolean => field.endsWith("/spot");

/** Null: none, or not whole; part of a state must never be taken for the whole. */
function readCode(value: unknown): { writers: Map<string, Writer>; entries: Entry[] } | null {
	if (!isObject(value) || !Array.isArray(value.writers) || !isObject(value.fields)) return null;
	const writers = new Map<string, Writer>();
	const ids: string[] = [];
	for (const row of value.writers) {
		if (!Array.isArray(row)) return null;
		const [id, uid, n] = row as unknown[];
		if (typeof id !== "string" || !WRITER_ID.test(id) || typeof uid !== "string") return null;
		if (!isCount(n)) return null;
		writers.set(id, { uid, n });
		ids.push(id);
	}
	const entries: Entry[] = [];
	for (const [field, rows] of Object.entries(value.fields)) {
		const sort = sortOf(field);
		if (sort === null) continue; // of a version that is yet to come
		if (!Array.isArray(rows)) return null;
		for (const row of rows) {
			if (!Array.isArray(row)) return null;
			const [no, n, text, spot] = row as unknown[];
			const writer = ids[Number(no)];
			if (writer === undefined || !isCount(n) || typeof text !== "string") return null;
			if (n > (writers.get(writer)?.n ?? 0)) return null;
			const placed = typeof spot === "string" && PLACE.test(spot);
			if (sort === "text" ? !placed || text === "" : spot !== undefined) return null;
			if (isStepSpot(field) && !PLACE.test(text)) return null;
			entries.push({ writer, n, field, spot: placed ? spot : "", value: text });
		}
	}
	return { writers, entries };
}

/** A revision; null: no plan. */
export function readStored(value: unknown): Stored | null {
	const doc = readPlan(value);
	if (doc === null) return null;
	const code = isObject(value) ? readCode(value.sync) : null;
	if (code === null) return { state: seedOf(doc), seeded: true };
	const entries = new Map(code.entries.map((entry) => [keyOf(entry), entry]));
	return { state: { writers: code.writers, entries }, seeded: false };
}

/** The plan that a revision is, as everybody's screen merges it: what stands beside in plain is not asked. Null: no plan. */
export function planIn(value: unknown): PlanDoc | null {
	const stored = readStored(value);
	return stored === null ? null : planOf(stored.state);
}

/** The same document gives the same entries, whoever reads it. */
function seedOf(doc: PlanDoc): Shared {
	return new Pen(fingerprint(JSON.stringify(doc)), "").write(NOTHING, doc);
}

/** FNV-1a, twice, in eight characters: it tells documents of one case apart, and guards nothing. */
function fingerprint(text: string): string {
	const hash = (start: number) => {
		let sum = start;
		for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
		return (sum >>> 0).toString(36).padStart(4, "0").slice(-4);
	};
	return hash(0x811c9dc5) + hash(0x2b992ddf);
}

export function sinceOf(rev: number, base: Shared, state: Shared): unknown {
	const added = [...state.entries].filter(([key]) => !base.entries.has(key));
	return {
		v: 2,
		rev,
		drop: [...base.entries.keys()].filter((key) => !state.entries.has(key)),
		sync: codeOf(
			state.writers,
			added.map(([, entry]) => entry),
		),
	};
}

const isRev = (value: unknown): value is number =>
	Number.isSafeInteger(value) && Number(value) >= 0;

export function readSince(value: unknown): Since | null {
	if (!isObject(value) || value.v !== 2 || !Array.isArray(value.drop)) return null;
	const { rev, drop } = value;
	const code = readCode(value.sync);
	if (code === null || !isRev(rev) || !drop.every((key) => typeof key === "string")) return null;
	return { rev, drop, writers: code.writers, add: code.entries };
}

/** Their whole state, by the revision that it was told against. */
export function stateSince(base: Shared, { drop, add, writers }: Since): Shared {
	const { entries } = apply(base, { drop, add }, "", "");
	return { entries, writers };
}

/**
 * Three-way merge of plain plans, where there is nothing else to go by: version 1, and drafts of it. Fields by words,
 * steps by id; what each has changed since `base` stands.
 */
export function mergePlans(base: PlanDoc, theirs: PlanDoc, mine: PlanDoc): PlanDoc {
	const from = seedOf(base);
	const write = (id: string, doc: PlanChange) => new Pen(id, "").write(from, doc);
	const own: Record<string, unknown> = { steps: ownSteps(base, theirs, mine) };
	for (const field of [...TEXTS, ...VALUES])
		if (mine[field] !== theirs[field] && mine[field] !== base[field]) own[field] = mine[field];
	return planOf(join(write("000000th", theirs), write("000000me", own)));
}

/** My steps but for what both have changed to the same: that is theirs already. */
function ownSteps(base: PlanDoc, theirs: PlanDoc, mine: PlanDoc): readonly PlanStep[] {
	const told = new Map(theirs.steps.map((step) => [step.id, JSON.stringify(step)]));
	return mine.steps.flatMap((step) => {
		if (told.get(step.id) !== JSON.stringify(step)) return [step];
		return base.steps.filter(({ id }) => id === step.id);
	});
}

/** A plan as it came from elsewhere, brought into shape; null when it is none. */
export function readPlan(value: unknown): PlanDoc | null {
	if (!isObject(value) || (value.v !== 1 && value.v !== 2) || !Array.isArray(value.steps))
		return null;
	const plan: Record<string, unknown> = { ...EMPTY_PLAN };
	for (const field of [...TEXTS, ...VALUES]) {
		const text = value[field];
		if (typeof text === "string") plan[field] = text;
	}
	if (plan.kind !== "updated") plan.kind = "made";
	plan.steps = value.steps.map(readStep).filter((step) => step !== null);
	return plan as unknown as PlanDoc;
}

function readStep(value: unknown): PlanStep | null {
	if (!isObject(value)) return null;
	const { id, what, by, done } = value;
	const side = STEP_SIDES.find((one) => one === value.side);
	const who = readWho(value.who);
	const texts = typeof what === "string" && typeof by === "string";
	if (typeof id !== "string" || !isStepId(id) || !texts || side === undefined || who === null)
		return null;
	const ticked = isObject(done) ? doneOf(`${done.at} ${done.by}`) : null;
	return { ...{ id, what, side, who, by }, done: ticked };
}

function readWho(value: unknown): StepWho | null {
	if (typeof value === "string") return { kind: "text", text: value };
	if (!isObject(value)) return null;
	const { kind, text, uid, team } = value;
	if (kind === "person" && typeof uid === "string") return { kind, uid };
	if (kind === "team" && typeof team === "string") return { kind, team };
	return kind === "text" && typeof text === "string" ? { kind, text } : null;
}
