// Two people write one plan: three-way merge, field by field, steps by their id. Pure.
import { EMPTY_PLAN, type PlanDoc, type PlanStep } from "./documents.ts";

type Fields = Omit<PlanDoc, "v" | "steps">;

const FIELDS = Object.keys(EMPTY_PLAN).filter(
	(field): field is keyof Fields => field !== "v" && field !== "steps",
);
const STEP_FIELDS = ["what", "side", "who", "by"] as const;

/** What I changed from `base` on top of `theirs`. Where both changed one field, mine stands: I can see it, they will. */
export function mergePlan(base: PlanDoc, theirs: PlanDoc, mine: PlanDoc): PlanDoc {
	const merged: Record<string, unknown> = { ...theirs };
	for (const field of FIELDS) {
		if (mine[field] !== base[field]) merged[field] = mine[field];
	}
	return { ...(merged as unknown as PlanDoc), v: 1, steps: mergeSteps(base, theirs, mine) };
}

const PROSE: readonly string[] = FIELDS.filter(
	(field) => !["kind", "date", "followUpDate", "refreshBy"].includes(field),
);

/** One field that two wrote at the same time: prose keeps both, the same on both screens; anything else is theirs. */
export function mergeField(field: string, base: unknown, mine: unknown, theirs: unknown): unknown {
	if (theirs === base) return mine;
	if (mine === base || !PROSE.includes(field)) return theirs;
	return joined(String(mine), String(theirs));
}

/** Both texts, the same whoever joins them. */
function joined(a: string, b: string): string {
	if (a.includes(b)) return a;
	return b.includes(a) ? b : [a, b].sort().join("\n");
}

/**
 * Two who have not seen each other's screens for a while: what one of them still shows may be only what the other wrote
 * before, so no text of either goes.
 */
export function joinPlans(base: PlanDoc, mine: PlanDoc, theirs: PlanDoc): PlanDoc {
	const merged: Record<string, unknown> = { ...mergePlan(base, mine, theirs) };
	for (const field of FIELDS)
		merged[field] = mergeField(field, base[field], mine[field], theirs[field]);
	const [before, own, there] = [base, mine, theirs].map(({ steps }) => byId(steps));
	const steps = (merged.steps as readonly PlanStep[]).map((step) => {
		const [was, a, b] = [before?.get(step.id), own?.get(step.id), there?.get(step.id)];
		if (a === undefined || b === undefined) return step;
		const text = (field: "what" | "who" | "by") =>
			a[field] === was?.[field] || b[field] === was?.[field]
				? step[field]
				: joined(a[field], b[field]);
		return { ...step, what: text("what"), who: text("who"), by: text("by") };
	});
	return { ...(merged as unknown as PlanDoc), v: 1, steps };
}

function mergeSteps(base: PlanDoc, theirs: PlanDoc, mine: PlanDoc): readonly PlanStep[] {
	const before = byId(base.steps);
	const own = byId(mine.steps);
	const merged = theirs.steps.flatMap((step) => {
		const was = before.get(step.id);
		const now = own.get(step.id);
		if (now === undefined) return was === undefined ? [step] : changed(was, step) ? [step] : [];
		return [mergeStep(was ?? now, step, now)];
	});
	const there = byId(theirs.steps);
	// Mine that are new, and those that they took away while I was writing on them.
	const added = mine.steps.filter((step) => {
		if (there.has(step.id)) return false;
		const was = before.get(step.id);
		return was === undefined || changed(was, step);
	});
	return [...merged, ...added];
}

function mergeStep(base: PlanStep, theirs: PlanStep, mine: PlanStep): PlanStep {
	const merged: Record<string, unknown> = { ...theirs };
	for (const field of STEP_FIELDS) {
		if (mine[field] !== base[field]) merged[field] = mine[field];
	}
	return merged as unknown as PlanStep;
}

const changed = (a: PlanStep, b: PlanStep): boolean =>
	STEP_FIELDS.some((field) => a[field] !== b[field]);

const byId = (steps: readonly PlanStep[]): ReadonlyMap<string, PlanStep> =>
	new Map(steps.map((step) => [step.id, step]));

export function samePlan(a: PlanDoc, b: PlanDoc): boolean {
	return (
		FIELDS.every((field) => a[field] === b[field]) &&
		a.steps.length === b.steps.length &&
		a.steps.every((step, i) => {
			const other = b.steps[i];
			return other !== undefined && step.id === other.id && !changed(step, other);
		})
	);
}

/** A plan as it came from elsewhere, brought into shape; null when it is none. */
export function readPlan(value: unknown): PlanDoc | null {
	if (typeof value !== "object" || value === null) return null;
	const from = value as Record<string, unknown>;
	if (from.v !== 1 || !Array.isArray(from.steps)) return null;
	const plan: Record<string, unknown> = { ...EMPTY_PLAN };
	for (const field of FIELDS) {
		const text = from[field];
		if (typeof text === "string") plan[field] = text;
	}
	if (plan.kind !== "updated") plan.kind = "made";
	plan.steps = from.steps.map(readStep).filter((step) => step !== null);
	return plan as unknown as PlanDoc;
}

function readStep(value: unknown): PlanStep | null {
	if (typeof value !== "object" || value === null) return null;
	const { id, what, side, who, by } = value as Record<string, unknown>;
	const texts = [id, what, who, by].every((text) => typeof text === "string");
	const sideOk = side === "pair" || side === "kela" || side === "client" || side === "other";
	return texts && sideOk && id !== "" ? ({ id, what, side, who, by } as PlanStep) : null;
}
