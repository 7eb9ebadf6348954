// The plan form: steps added, changed, moved and taken away, and what still lacks before both sides confirm. Pure.
import { EMPTY_PLAN, type PlanDoc, type PlanStep, type StepWho } from "../work/documents.ts";
import type { Team } from "../work/work.ts";
import { addMonths, isDate } from "./dates.ts";
import { collect, type Errors, type FieldError } from "./form.ts";
import { holdsAll } from "./search.ts";
import { findTeams } from "./shelf.ts";

export { doneOf } from "../work/plan-fields.ts";
export { movedCaret } from "../work/plan-words.ts";

export function addStep(steps: readonly PlanStep[], id: string): readonly PlanStep[] {
	const who = { kind: "text", text: "" } as const;
	return [...steps, { id, what: "", side: "pair", who, by: "", done: null }];
}

export function changeStep(
	steps: readonly PlanStep[],
	id: string,
	change: Partial<Omit<PlanStep, "id">>,
): readonly PlanStep[] {
	return steps.map((step) => (step.id === id ? { ...step, ...change } : step));
}

/** One place up (-1) or down (1); at the end it stays. */
export function moveStep(steps: readonly PlanStep[], id: string, by: -1 | 1): readonly PlanStep[] {
	const from = steps.findIndex((step) => step.id === id);
	const [step, other] = [steps[from], steps[from + by]];
	if (step === undefined || other === undefined) return steps;
	return steps.map((one) => (one === step ? other : one === other ? step : one));
}

export function removeStep(steps: readonly PlanStep[], id: string): readonly PlanStep[] {
	return steps.filter((step) => step.id !== id);
}

export interface FoundWho {
	readonly id: string;
	readonly name: string;
	readonly task: string;
	readonly who: StepWho;
}

const FOUND_MAX = 6;

/** People of the case and teams on the list in which every word typed so far occurs; with nothing typed, the people. */
export function suggestWho(
	typed: string,
	people: readonly { readonly uid: string; readonly name: string }[],
	teams: readonly Team[],
): readonly FoundWho[] {
	const persons = people
		.filter(({ name }) => holdsAll(name, typed))
		.map(({ uid, name }) => ({ id: uid, name, task: "", who: { kind: "person", uid } as const }));
	const listed = (typed.trim() === "" ? [] : findTeams(teams, typed)).map(
		({ team, name, task }) => ({
			...{ id: team, name, task, who: { kind: "team", team } as const },
		}),
	);
	return [...persons, ...listed].slice(0, FOUND_MAX);
}

/** What must stand before a plan is confirmed, in the form's order. The rest may stay empty. */
export function planErrors(plan: PlanDoc): Errors {
	return collect({
		core: plan.core.trim() === "" ? "required" : null,
		steps: plan.steps.some((step) => step.what.trim() !== "") ? null : "no-step",
		...Object.fromEntries(
			plan.steps.map(({ by }, i) => [
				`step-by-${i + 1}`,
				by === "" || isDate(by) ? null : "not-date",
			]),
		),
		followUpDate: plan.followUpDate === "" || isDate(plan.followUpDate) ? null : "not-date",
		responsible: plan.responsible.trim() === "" ? "required" : null,
		refreshBy: refreshError(plan),
		date: isDate(plan.date) ? null : "not-date",
	});
}

function refreshError({ date, refreshBy }: PlanDoc): FieldError | null {
	if (!isDate(refreshBy)) return "not-date";
	if (!isDate(date)) return null;
	if (refreshBy > addMonths(date, 6)) return "over-half-year";
	return refreshBy < date ? "before-meeting" : null;
}

/** Nothing has been written into it by anybody. */
export function isBlankPlan(plan: PlanDoc): boolean {
	return JSON.stringify({ ...plan, kind: "made" }) === JSON.stringify(EMPTY_PLAN);
}

/** A change; the very first one brings along what is nearly always so: today, a refresh in six months, who answers. */
export function firstChange(
	plan: PlanDoc,
	change: Partial<Omit<PlanDoc, "v">>,
	usual: { readonly today: string; readonly responsible: string },
): Partial<Omit<PlanDoc, "v">> {
	if (!isBlankPlan(plan)) return change;
	return {
		date: usual.today,
		refreshBy: addMonths(usual.today, 6),
		responsible: usual.responsible,
		...change,
	};
}
