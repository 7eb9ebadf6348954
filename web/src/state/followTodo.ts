// What of steps, follow-ups and plans is to be done. Pure; for state/todo.ts.
import type { CasePlan, CaseSummary, Id, Me } from "../work/work.ts";
import { noonOf } from "./dates.ts";
import { doerOf, FOLLOW_UP_KINDS, followUpRows, isDue, stepRows } from "./follow-up.ts";
import type { Todo } from "./todo.ts";

interface Known {
	readonly cases: readonly CaseSummary[];
	readonly plans: readonly CasePlan[];
}

export function followTodos(me: Me, now: number, known: Known): readonly Todo[] {
	const worker = me.roles.includes("worker");
	if (!worker && !me.roles.includes("contact")) return [];
	const todos = [
		...stepTodos(me, now, known),
		...(worker ? [...dueTodos(now, known.cases), ...recordTodos(known)] : []),
	];
	// One of a kind for each case: the earliest.
	const same = (a: Todo, b: Todo) => a.code === b.code && a.case === b.case;
	return todos.filter((one, at) => todos.findIndex((each) => same(each, one)) === at);
}

const nameIn = (cases: readonly CaseSummary[], id: Id): string =>
	cases.find((one) => one.case === id)?.question?.reference ?? "";

/** My steps that are late, or to be done within a week. */
function stepTodos(me: Me, now: number, { plans, cases }: Known): Todo[] {
	return stepRows(plans, doerOf(me), "mine", now).flatMap(({ case: id, step, when }): Todo[] => {
		if (when !== "late" && when !== "soon") return [];
		const about = { case: id, name: nameIn(cases, id), at: noonOf(step.by) };
		const urgent = when === "late" ? ({ code: "step-late", weight: 78 } as const) : null;
		const todo = urgent ?? ({ code: "step-soon", weight: 45 } as const);
		return [{ ...about, ...todo, route: { at: "follow-up" } }];
	});
}

/** What the pair looks at again: on the day itself; a plan some time before. */
function dueTodos(now: number, cases: readonly CaseSummary[]): Todo[] {
	return followUpRows(cases, FOLLOW_UP_KINDS, now).flatMap(
		({ case: id, what, due, when }): Todo[] => {
			const about = { case: id, name: nameIn(cases, id), at: due };
			if (what !== "plan") {
				if (!isDue(due, now)) return [];
				const route = { at: "measures", case: id } as const;
				return [{ ...about, code: "follow-up", weight: 55, route }];
			}
			if (when === "later") return [];
			const route = { at: "plan", case: id } as const;
			return [{ ...about, code: "plan-refresh", weight: when === "late" ? 68 : 52, route }];
		},
	);
}

/** Plans that both sides have confirmed and that are in no record yet. */
const recordTodos = ({ plans, cases }: Known): Todo[] =>
	plans.flatMap(({ case: id, uncopied: at }): Todo[] => {
		if (at === null) return [];
		const route = { at: "paper", case: id, paper: "record" } as const;
		return [{ code: "record", weight: 58, case: id, name: nameIn(cases, id), at, route }];
	});
