// The plan form: steps added, changed and taken away, and what still lacks before both sides confirm. Pure.
import { EMPTY_PLAN, type PlanDoc, type PlanStep } from "../work/documents.ts";
import { addMonths, isDate } from "./dates.ts";
import { collect, type Errors } from "./form.ts";

export function addStep(steps: readonly PlanStep[], id: string): readonly PlanStep[] {
	return [...steps, { id, what: "", side: "pair", who: "", by: "" }];
}

export function changeStep(
	steps: readonly PlanStep[],
	id: string,
	change: Partial<Omit<PlanStep, "id">>,
): readonly PlanStep[] {
	return steps.map((step) => (step.id === id ? { ...step, ...change } : step));
}

export function removeStep(steps: readonly PlanStep[], id: string): readonly PlanStep[] {
	return steps.filter((step) => step.id !== id);
}

/** What must stand before a plan is confirmed. The rest may stay empty. */
export function planErrors(plan: PlanDoc): Errors {
	return collect({
		date: isDate(plan.date) ? null : "not-date",
		core: plan.core.trim() === "" ? "required" : null,
		steps: plan.steps.some((step) => step.what.trim() !== "") ? null : "required",
		responsible: plan.responsible.trim() === "" ? "required" : null,
		refreshBy:
			plan.refreshBy === ""
				? null
				: !isDate(plan.refreshBy)
					? "not-date"
					: isDate(plan.date) && plan.refreshBy > addMonths(plan.date, 6)
						? "too-far"
						: null,
	});
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
