// A plan as it stands on paper and in records: its steps with people and teams by name, and what of them the client does.
// Pure; names and words come from whoever asks.
import type { DateText, PlanDoc, PlanStep, StepSide } from "../work/documents.ts";
import type { RecordPlan, RecordStep } from "./record-text.ts";

export interface PlanNames {
	readonly person: (uid: string) => string;
	/** "" if it is not on the list any more. */
	readonly team: (id: string) => string;
	readonly sides: Readonly<Record<StepSide, string>>;
}

export function recordPlan(doc: PlanDoc, names: PlanNames): RecordPlan {
	return { ...doc, steps: doc.steps.map((step) => recordStep(step, names)) };
}

function recordStep(step: PlanStep, names: PlanNames): RecordStep {
	return {
		what: step.what,
		who: whoOf(step, names),
		by: step.by,
		done: step.done !== null,
	};
}

/** By name, and if nobody is named, the side: a step without anybody is nobody's. */
function whoOf({ who, side }: PlanStep, names: PlanNames): string {
	const named =
		who.kind === "text"
			? who.text.trim()
			: who.kind === "person"
				? names.person(who.uid)
				: names.team(who.team);
	return named === "" ? names.sides[side] : named;
}

export interface ClientStep extends RecordStep {
	readonly id: string;
}

/** What is still to be done, the nearest day first and without a day last: the client's own, and the others'. */
export function clientSteps(
	doc: PlanDoc,
	names: PlanNames,
): { readonly own: readonly ClientStep[]; readonly others: readonly ClientStep[] } {
	const open = doc.steps
		.filter((step) => step.done === null && step.what.trim() !== "")
		.sort((a, b) => compareDays(a.by, b.by));
	const named = (steps: readonly PlanStep[]) =>
		steps.map((step) => ({ ...recordStep(step, names), id: step.id }));
	return {
		own: named(open.filter(({ side }) => side === "client")),
		others: named(open.filter(({ side }) => side !== "client")),
	};
}

function compareDays(a: DateText | "", b: DateText | ""): number {
	if (a === b) return 0;
	if (a === "" || b === "") return a === "" ? 1 : -1;
	return a < b ? -1 : 1;
}
